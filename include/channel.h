/* SPDX-License-Identifier: GPL-3.0-or-later */
/* channel.h - a carrier of messages: ours to its wire and its answers back. One driver: the WhatsApp Cloud API. */
#pragma once
#include "channel_caps.h"
#include "http.h"
#include "message.h"

/* One message to hand over; borrowed for the call. */
typedef struct {
    int64_t id;
    int attempt;
    const char *tag; /* comes back in statuses; opaque */
    const char *to;  /* E.164 with +, or a business-scoped user id */
    bool to_is_user_id;
    const Message *message;
    const char *media_id; /* the platform's id of message->asset, or NULL */
} ChannelSend;

typedef enum { CHANNEL_ACCEPTED, CHANNEL_REFUSED, CHANNEL_NEVER_LEFT, CHANNEL_UNKNOWN, CHANNEL_RESULTS } ChannelResult;

/* What a refusal asks for (reference: Meta's error codes; the table is in engine/channel). */
typedef enum {
    REFUSAL_BACKOFF,   /* same message again, growing delay */
    REFUSAL_LATER,     /* not before `retry_after` seconds */
    REFUSAL_PAIR,      /* this recipient only, 4^n seconds */
    REFUSAL_WINDOW,    /* switch to a template */
    REFUSAL_PERMANENT, /* never this message again */
    REFUSAL_CONTENT,   /* our text or template is wrong: stop it, tell the author */
    REFUSAL_TEMPLATE,  /* this template is paused */
    REFUSAL_MEDIA,     /* upload the file again, once */
    REFUSAL_PAUSE,     /* stop all sending on this number, tell the operator */
    REFUSAL_AUTH,      /* the same; the token must be renewed */
    REFUSALS
} Refusal;

typedef struct {
    int64_t id;
    int attempt;
    ChannelResult result;
    char *wamid;           /* accepted */
    char *wa_id, *user_id; /* who it went to, where the platform says so */
    int code;              /* refused: the platform's error code */
    Refusal refusal;
    int64_t retry_after;
    char *detail; /* a sentence */
} ChannelOutcome;
void channel_outcome_free(ChannelOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChannelOutcome, channel_outcome_free)

/* A finished upload, template creation or fetch. */
typedef struct {
    char *key; /* the caller's: sha256 of the file, the template's name/language, or what fetch was given */
    bool ok;
    char *media_id; /* or the template's status; NULL for a fetch */
    char *category; /* of a template, where it was said */
    GBytes *bytes;  /* fetched, as they came: not looked at yet */
    char *mime;     /* fetched: what the platform says they are */
    bool gone;      /* fetched: the platform will not have them another time */
    int code;
    char *detail;
} ChannelAsset;
void channel_asset_free(ChannelAsset *asset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChannelAsset, channel_asset_free)

#define CHANNEL_FETCH_MAX (16 * 1024 * 1024)
#define CHANNEL_MEDIA_URL "https://lookaside.fbsbx.com" /* where the platform keeps files that people sent */

typedef struct Channel Channel;
struct Channel {
    ChannelCaps caps;
    /* Never blocks. A message that cannot be encoded comes back as refused by content. */
    void (*submit)(Channel *channel, const ChannelSend *send);
    /* Appends ChannelOutcome * (given). */
    guint (*drain)(Channel *channel, GPtrArray *outcomes);
    /* Takes back messages that have not left; their outcomes come as NEVER_LEFT. */
    void (*recall)(Channel *channel, int64_t id);
    guint (*in_flight)(Channel *channel);
    void (*upload)(Channel *channel, const char *key, const char *mime, const char *file_name, GBytes *bytes);
    /* Loads a file that a person sent, at most CHANNEL_FETCH_MAX bytes. */
    void (*fetch)(Channel *channel, const char *key, const char *media_id);
    void (*create_template)(Channel *channel, const char *key, const cJSON *definition);
    guint (*drain_assets)(Channel *channel, GPtrArray *assets); /* ChannelAsset * (given) */
    /* Marks a received message read; fire and forget. */
    void (*mark_read)(Channel *channel, const char *wamid);
    void (*free)(Channel *channel);
};

typedef struct {
    const char *version; /* "v25.0" */
    const char *phone_id, *waba_id;
    const char *token;
    /* Where files come from; the token goes to no other place. NULL: CHANNEL_MEDIA_URL. On this machine the ports are
     * not compared, because the transport knows its own. */
    const char *media_url;
    HttpTransport *media_transport; /* to media_url; NULL: the same transport carries them */
} ChannelCloud;
/* The Cloud API over any transport; borrows the transports, copies the rest. */
Channel *channel_cloud_new(HttpTransport *transport, const ChannelCloud *config);
/* Pure halves, for tests: the request body of a message, and what an answer means. */
char *channel_cloud_encode(const ChannelSend *send, GError **error);
ChannelOutcome *channel_cloud_decode(int64_t id, int attempt, const HttpResponse *response);
/* Class of an error code and, for REFUSAL_LATER and BACKOFF, the first delay in seconds. */
Refusal channel_refusal(int code, int http_status, int64_t *retry_after);

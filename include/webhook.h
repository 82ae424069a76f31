/* SPDX-License-Identifier: GPL-3.0-or-later */
/* webhook.h - a signed webhook body becomes events. Pure. */
#pragma once
#include "json.h"

/* HMAC-SHA256 of the raw body with the app secret against the header "sha256=HEX", in constant time. A key without a
 * secret verifies nothing and signs nothing (NULL). One thread at a time. */
typedef struct WebhookKey WebhookKey;
WebhookKey *webhook_key_new(const char *app_secret);
void webhook_key_free(WebhookKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebhookKey, webhook_key_free)
bool webhook_verify(WebhookKey *key, const void *body, gsize size, const char *header);
/* The signature header's value for a body. Given. */
char *webhook_sign(WebhookKey *key, const void *body, gsize size);

typedef enum {
    EVENT_MESSAGE,
    EVENT_STATUS,
    EVENT_TEMPLATE,
    EVENT_NUMBER,
    EVENT_ACCOUNT,
    EVENT_PREFERENCE,
    EVENT_GROUP,
    EVENT_ERROR,
    EVENT_UNKNOWN,
    EVENT_KINDS
} EventKind;
typedef enum {
    INBOUND_TEXT,
    INBOUND_IMAGE,
    INBOUND_VIDEO,
    INBOUND_AUDIO,
    INBOUND_DOCUMENT,
    INBOUND_STICKER,
    INBOUND_LOCATION,
    INBOUND_CONTACTS,
    INBOUND_REACTION,
    INBOUND_BUTTON,
    INBOUND_BUTTON_REPLY,
    INBOUND_LIST_REPLY,
    INBOUND_FORM_REPLY,
    INBOUND_ORDER,
    INBOUND_SYSTEM,
    INBOUND_UNSUPPORTED,
    INBOUND_EDIT,
    INBOUND_REVOKE,
    INBOUND_OTHER,
    INBOUND_KINDS
} InboundKind;
typedef enum {
    STATUS_SENT,
    STATUS_DELIVERED,
    STATUS_READ,
    STATUS_PLAYED,
    STATUS_FAILED,
    STATUS_OTHER,
    STATUS_KINDS
} StatusKind;

/* One event. Every text may be NULL: any member may be missing on the wire. */
typedef struct {
    EventKind kind;
    char *field;     /* the change's field as sent */
    char *number_id; /* phone_number_id it concerns */
    char *id;        /* wamid of the message or of the message a status is about; a template's or form's own id */
    int64_t time;    /* UTC seconds; 0 when the body does not say */
    char *from;      /* digits without +, or NULL */
    char *user_id, *parent_user_id; /* business-scoped ids, classified by shape, not by member */
    char *username, *profile_name;
    char *group;
    /* EVENT_MESSAGE */
    InboundKind inbound;
    char *type;       /* as sent; a status as sent; the category of a preference */
    char *text;       /* body, caption, tapped title */
    char *payload;    /* id of the tapped button, row, or template payload; response_json of a form */
    char *context_id; /* wamid quoted or replied to */
    bool forwarded, voice;
    char *media_id, *mime, *sha256, *filename;
    char *emoji; /* of a reaction to context_id; "" takes the reaction away */
    char *system_type, *new_wa_id, *new_user_id, *previous_user_id; /* INBOUND_SYSTEM */
    /* EVENT_STATUS */
    StatusKind status;
    char *tag;         /* biz_opaque_callback_data */
    char *recipient;   /* digits; NULL in a group, and where only user_id is known */
    char *participant; /* digits; whom in `group` a status is about; NULL where it is the whole group or only user_id is
                          known */
    char *price_category, *price_type; /* category also of a template */
    int code;                          /* error code, 0 for none; also of unsupported messages and EVENT_ERROR */
    char *detail;
    char *event; /* APPROVED, PAUSED, QUALITY, CATEGORY_NOTICE, CATEGORY, COMPONENTS for a template (what it is now or
                  * will be is in detail); number and account events; preference: stop, resume; group: its type;
                  * unsupported message: what it was on the phone */
    char *name, *language; /* of a template; name also of a group (subject) and of a number (as displayed) */
    char *raw; /* the part of the body this event was made from, compact JSON; NULL for messages and statuses that were
                * wholly understood */
} Event;
void webhook_event_free(Event *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Event, webhook_event_free)
const char *event_kind_name(EventKind kind);
const char *inbound_kind_name(InboundKind kind);
const char *status_kind_name(StatusKind kind);

/* Parses a body into Event * (free func webhook_event_free), in order. An unknown field, type or shape is kept as
 * EVENT_UNKNOWN or INBOUND_OTHER; only a body that is no JSON object of this platform is an error. */
GPtrArray *webhook_parse(const char *body, gsize size, GError **error);
/* {"event":"message","id","time","from","user_id","group","type","kind","text",...}: absent members left out, `time` a
 * whole number. "type" is the message's as sent and "kind" what it was understood as ("button_reply" for an
 * "interactive"); a status has "status" instead; Event's `event` is "change", `context_id` "context", other members
 * keep their names. Given. */
cJSON *event_to_json(const Event *event);
/* Answer to the subscription handshake: the challenge when the mode and token match, else NULL. Borrowed. */
const char *webhook_challenge(const char *mode, const char *token, const char *challenge, const char *expected);

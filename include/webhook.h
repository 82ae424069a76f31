/* SPDX-License-Identifier: GPL-3.0-or-later */
/* webhook.h - a signed webhook body becomes events. Pure. */
#pragma once
#include "json.h"

/* HMAC-SHA256 of the raw body with the app secret against the header "sha256=HEX", in constant time. */
typedef struct WebhookKey WebhookKey;
WebhookKey *webhook_key_new(const char *app_secret);
void webhook_key_free(WebhookKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebhookKey, webhook_key_free)
bool webhook_verify(WebhookKey *key, const void *body, gsize size, const char *header);
/* The signature header's value for a body. Given. */
char *webhook_sign(WebhookKey *key, const void *body, gsize size);

typedef enum {
    EVENT_MESSAGE, EVENT_STATUS, EVENT_TEMPLATE, EVENT_NUMBER, EVENT_ACCOUNT, EVENT_PREFERENCE, EVENT_GROUP, EVENT_ERROR,
    EVENT_UNKNOWN, EVENT_KINDS
} EventKind;
typedef enum {
    INBOUND_TEXT, INBOUND_IMAGE, INBOUND_VIDEO, INBOUND_AUDIO, INBOUND_DOCUMENT, INBOUND_STICKER, INBOUND_LOCATION,
    INBOUND_CONTACTS, INBOUND_REACTION, INBOUND_BUTTON, INBOUND_BUTTON_REPLY, INBOUND_LIST_REPLY, INBOUND_FORM_REPLY,
    INBOUND_ORDER, INBOUND_SYSTEM, INBOUND_UNSUPPORTED, INBOUND_EDIT, INBOUND_REVOKE, INBOUND_OTHER, INBOUND_KINDS
} InboundKind;
typedef enum { STATUS_SENT, STATUS_DELIVERED, STATUS_READ, STATUS_PLAYED, STATUS_FAILED, STATUS_OTHER, STATUS_KINDS } StatusKind;

/* One event. Every text may be NULL: any member may be missing on the wire. */
typedef struct {
    EventKind kind;
    char *field;      /* the change's field as sent */
    char *number_id;  /* phone_number_id it concerns */
    char *id;         /* wamid of the message or of the message a status is about */
    int64_t time;     /* UTC seconds */
    char *from;       /* digits without +, or NULL */
    char *user_id, *parent_user_id; /* business-scoped ids, classified by shape, not by member */
    char *username, *profile_name;
    char *group;
    /* EVENT_MESSAGE */
    InboundKind inbound;
    char *type;       /* as sent */
    char *text;       /* body, caption, tapped title */
    char *payload;    /* id of the tapped button, row, or template payload; response_json of a form */
    char *context_id; /* wamid quoted or replied to */
    bool forwarded, voice;
    char *media_id, *mime, *sha256, *filename, *emoji;
    char *system_type, *new_wa_id, *new_user_id, *previous_user_id; /* INBOUND_SYSTEM */
    /* EVENT_STATUS */
    StatusKind status;
    char *tag;        /* biz_opaque_callback_data */
    char *recipient, *participant;
    char *price_category, *price_type;
    int code;         /* error code, 0 for none; also of unsupported messages and EVENT_ERROR */
    char *detail;
    char *event;      /* template, number and account events: APPROVED, PAUSED ... ; preference: stop, resume */
    char *name, *language; /* template */
    char *raw;        /* the part of the body this event was made from, compact JSON; NULL for messages and statuses that were understood */
} Event;
void event_free(Event *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Event, event_free)
const char *event_kind_name(EventKind kind);
const char *inbound_kind_name(InboundKind kind);
const char *status_kind_name(StatusKind kind);

/* Parses a body into Event * (free func event_free), in order. An unknown field, type or shape is kept as EVENT_UNKNOWN or
 * INBOUND_OTHER; only a body that is no JSON object of this platform is an error. */
GPtrArray *webhook_parse(const char *body, gsize size, GError **error);
/* {"event":"message","id","time","from","user_id","group","type","text",...}: absent members left out. Given. */
cJSON *event_to_json(const Event *event);
/* Answer to the subscription handshake: the challenge when the mode and token match, else NULL. Borrowed. */
const char *webhook_challenge(const char *mode, const char *token, const char *challenge, const char *expected);

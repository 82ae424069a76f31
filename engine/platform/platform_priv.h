/* SPDX-License-Identifier: GPL-3.0-or-later */
/* platform_priv.h - the state of the simulated platform, shared by the files of this folder. */
#pragma once
#include "json.h"
#include "platform_phone.h"
#include "rng.h"

/* Limits of the Cloud API, from Meta's message and template reference pages. Lengths in characters. Typed here and
 * nowhere shared: the engine keeps its own table, and a test compares the two. */
enum {
    LIMIT_TEXT = 4096,
    LIMIT_CAPTION = 1024,
    LIMIT_TAG = 512,
    LIMIT_BODY = 1024,
    LIMIT_HEADER = 60,
    LIMIT_FOOTER = 60,
    LIMIT_BUTTONS = 3,
    LIMIT_BUTTON_TITLE = 20,
    LIMIT_BUTTON_ID = 256,
    LIMIT_LIST_LABEL = 20,
    LIMIT_SECTIONS = 10,
    LIMIT_ROWS = 10,
    LIMIT_SECTION_TITLE = 24,
    LIMIT_ROW_ID = 200,
    LIMIT_ROW_TITLE = 24,
    LIMIT_ROW_DESCRIPTION = 72,
    LIMIT_FLOW_LABEL = 20,
    LIMIT_CONTACTS = 5,
    LIMIT_PAYLOAD = 128,
    LIMIT_TEMPLATE_NAME = 512,
    LIMIT_TEMPLATE_LABEL = 25,
    LIMIT_TEMPLATE_BUTTONS = 10,
    LIMIT_TEMPLATE_ALONE = 32768,
    LIMIT_TEMPLATES = 250,
    LIMIT_CREATIONS = 100,
    WINDOW = 86400,
    MESSAGE_TTL = 30 * 86400,
    MEDIA_UPLOADED_TTL = 30 * 86400,
    MEDIA_RECEIVED_TTL = 7 * 86400,
    MEDIA_URL_TTL = 300,
    WEBHOOK_FIRST_RETRY = 5,
    WEBHOOK_LAST_RETRY = 3600,
    WEBHOOK_GIVE_UP = 7 * 86400
};
#define PRICE_SERVICE_FROM INT64_C(1790812800) /* 2026-10-01T00:00:00Z: service messages are billed */

typedef enum { EVENT_SEND, EVENT_ARRIVE, EVENT_FAIL, EVENT_TELL, EVENT_VERDICT, EVENT_POST } EventKind;
typedef struct {
    int64_t time;
    uint64_t seq;
    EventKind kind;
    gpointer what; /* Bubble, Bubble, Bubble, Update, Template, Webhook */
} HeapEvent;

/* A PlatformBubble is the first member, so that the two pointers are one. */
typedef struct {
    PlatformBubble shown;
    uint64_t seq;                     /* order of acceptance */
    GPtrArray *payloads;              /* char *, what each choice sends back; for own bubbles NULL */
    cJSON *wire;                      /* own bubble on an offline phone: its message object, not yet sent */
    int64_t expires;                  /* not delivered at or after */
    int64_t arrive_after, fail_after; /* seconds after it was sent */
    const char *category, *price_type;
    bool billable, held, by_user_id, tell_delivered, priced, reaction_only;
    int fail_code; /* set when it is bound to fail */
    bool fail_injected;
    char *fail_details;
} Bubble;

typedef struct {
    char *number, *name, *user_id;
    bool receipts, online, blocked, allowed;
    int64_t last_inbound; /* 0: never wrote */
    int64_t opened;       /* last counted against the portfolio limit; 0: never */
    int64_t pair_credit, pair_time;
    int index;
    uint64_t key, ordinal; /* hash of the first number; draws made for this phone */
    GPtrArray *chat;       /* Bubble *, in order */
    GPtrArray *waiting;    /* Bubble *: arrived at the platform while the phone was off */
    GPtrArray *unsent;     /* Bubble *: written while off */
    guint read_to;         /* chat below this index is read */
} Phone;

typedef struct {
    char *id, *mime, *filename, *sha256; /* hex */
    GBytes *bytes;
    int64_t expires, url_expires;
    char *url_key;
} Media;

typedef struct {
    char *id, *name, *language, *category, *status, *format; /* format: POSITIONAL or NAMED */
    cJSON *components;
    int64_t ttl;
} Template;

/* One thing to tell: an element of value.messages, of value.statuses, or a whole value of another field. */
typedef enum { UPDATE_MESSAGE, UPDATE_STATUS, UPDATE_OTHER } UpdateKind;
typedef struct {
    UpdateKind kind;
    const char *field;    /* static */
    char *item, *contact; /* JSON; contact or NULL */
} Update;

typedef struct {
    PlatformWebhook out;
    char *body;
    int64_t first, due;
    bool handed;
} Webhook;

struct Platform {
    PlatformConfig config;
    GPtrArray *texts; /* copies of the configuration's texts */
    int64_t now;
    uint64_t seq;
    GArray *heap;                       /* HeapEvent, a binary heap by (time, seq) */
    GPtrArray *phones;                  /* Phone * */
    GHashTable *by_number, *by_user_id; /* text -> index + 1; looked up only */
    GPtrArray *bubbles;                 /* every Bubble, owned, in order of making */
    GHashTable *by_wamid;
    GPtrArray *accepted, *record; /* Bubble * */
    GHashTable *media, *media_urls;
    GPtrArray *templates; /* Template * */
    GArray *creations;    /* int64_t times of template creations in the last hour */
    GArray *openings;     /* int64_t times of users counted against the portfolio limit */
    GPtrArray *ready;     /* Update * to be packed */
    GPtrArray *due;       /* Webhook * to be handed out */
    GHashTable *webhooks; /* id -> Webhook, owned */
    GPtrArray *refusals;  /* PlatformRefusal * */
    guint refusal_counts[PLATFORM_REFUSALS];
    PlatformCounts counts;
    int64_t next_webhook, next_id;
    int64_t rate_second;
    int rate_used, refuse_all;
};

/* A request under way. */
typedef struct {
    Platform *platform;
    const char *method, *path, *query; /* path without version, query without "?" or NULL */
    const char *given;                 /* "POST /v25.0/106/messages" */
    const char *content_type;
    const void *body;
    gsize size;
    PlatformAnswer *answer;
    const char *to, *tag; /* of a send, for the record of refusals */
} Request;

/* platform_heap.c */
void heap_push(Platform *platform, int64_t time, EventKind kind, gpointer what);
bool heap_pop_due(Platform *platform, int64_t now, HeapEvent *event);
int64_t heap_next(const Platform *platform);

/* platform_error.c: answers with Meta's error object, records it, returns false so that callers can `return
 * refuse(...)`. */
bool refuse(Request *request, int code, const char *format, ...) G_GNUC_PRINTF(3, 4);
bool refuse_subcode(Request *request, int code, int subcode, const char *format, ...) G_GNUC_PRINTF(4, 5);
void refusal_record(Platform *platform, PlatformRefusalKind kind, const PlatformRefusal *refusal);
const char *error_title(int code);
PlatformRefusalKind error_kind(int code);
void answer_json(Request *request, int status, cJSON *body);
cJSON *error_errors(int code, const char *details); /* the `errors` array of a status */

/* platform_check.c: typed reading of a request body; each refuses and returns false. `max` in characters. */
bool check_text(Request *request, const cJSON *object, const char *path, guint max, const char **text);
bool check_optional(Request *request, const cJSON *object, const char *path, guint max, const char **text);
bool check_object(Request *request, const cJSON *object, const char *path, const cJSON **found);
bool check_array(Request *request, const cJSON *object, const char *path, int min, int max, const cJSON **found);

/* platform_send.c */
void send_message(Request *request);
/* platform_content.c: validates the member of the type and fills the bubble. */
bool content_read(Request *request, const cJSON *body, const char *type, Bubble *bubble, Phone *phone);
bool content_media(Request *request, const cJSON *object, const char *path, PlatformKind kind, Bubble *bubble);
void bubble_fail(Bubble *bubble, int code, bool injected, const char *details);
/* platform_interactive.c */
bool interactive_read(Request *request, const cJSON *body, Bubble *bubble);
void bubble_choice(Bubble *bubble, GArray *choices, const char *payload, const char *title, const char *description);
void bubble_take_choices(Bubble *bubble, GArray *choices);
/* platform_template.c, platform_template_send.c */
void template_request(Request *request);
Template *template_find(Platform *platform, const char *name, const char *language);
const cJSON *template_component(const Template *template, const char *type);
void template_verdict(Platform *platform, Template *template, const char *status);
void template_free(gpointer data);
bool template_read(Request *request, const cJSON *body, Bubble *bubble);
/* platform_template_check.c */
bool template_check(Request *request, const cJSON *body);
GPtrArray *template_names(const char *text); /* names of {{x}} in order; free func set */
/* platform_multipart.c: the bytes of a part, borrowed from `body`; false when there is none. */
bool multipart_part(const char *content_type, const char *body, gsize size, const char *name, const char **start,
    gsize *length, char **mime, char **filename);
/* platform_media.c */
void media_upload(Request *request);
bool media_request(Request *request);
Media *media_store(Platform *platform, const char *mime, const char *filename, GBytes *bytes, int64_t ttl);
Media *media_find(Platform *platform, const char *id); /* NULL when unknown or expired */
void media_free(gpointer data);
char *media_url(Platform *platform, Media *media);
/* The kind a MIME type may be sent as, false when the platform does not carry it; *cap in bytes. */
bool media_allowed(const char *mime, PlatformKind kind, gsize *cap);
/* platform_act.c: an own bubble leaves the phone. */
void bubble_transmit(Platform *platform, Phone *phone, Bubble *bubble);
/* platform_event.c */
Bubble *bubble_new(const Phone *phone);
void bubble_free(gpointer bubble);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bubble, bubble_free)
/* NULL for one addressed to nobody. */
Phone *phone_of(const Platform *platform, const Bubble *bubble);
/* Gives it a wamid and its fate; takes it. */
void bubble_accept(Platform *platform, Phone *phone, Bubble *bubble);
void bubble_keep(Platform *platform, const Phone *phone, Bubble *bubble);
void bubble_place(Platform *platform, Bubble *bubble);
void phone_free(gpointer phone);
void refusal_free(gpointer refusal);
Rng phone_draw(Platform *platform, Phone *phone);
int draw_between(Rng *rng, int min, int max);
/* platform_status.c */
void tell_status(Platform *platform, Bubble *bubble, const char *status);
void price_set(const Platform *platform, const Phone *phone, Bubble *bubble, const char *category);
void tell_message(Platform *platform, Phone *phone, cJSON *message);
void tell_value(Platform *platform, const char *field, cJSON *value);
void update_free(gpointer data);
/* Appends a member to the JSON object that `out` ends with, still open; a NULL text is none. */
void put_text(GString *out, const char *name, const char *text);
void put_json(GString *out, const char *name, const char *json);
/* platform_webhook.c */
void webhook_pack(Platform *platform);
void webhook_free(gpointer data);

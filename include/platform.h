/* SPDX-License-Identifier: GPL-3.0-or-later */
/* platform.h - WhatsApp as its business customers and its phones see it: a state machine with no socket and no clock.
 * Pure. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Platform Platform;

typedef enum { PLATFORM_ID_PHONE, PLATFORM_ID_BOTH, PLATFORM_ID_USER_ONLY, PLATFORM_IDS } PlatformIdentity;
/* How non-template messages are billed: by the simulated date, free in the window (2025-07), or billed (2026-10). */
typedef enum { PLATFORM_PRICE_BY_DATE, PLATFORM_PRICE_2025, PLATFORM_PRICE_2026, PLATFORM_PRICES } PlatformPrice;

/* Delays in seconds, drawn evenly from min to max; chances in [0, 1], drawn per message from `seed`, the phone and the
 * ordinal of the message on that phone, so that equal histories of a phone give equal draws. Texts are copied. */
typedef struct {
    uint64_t seed;
    const char *phone_id, *waba_id, *token;
    const char *display_number, *country_code; /* digits; the code is put before a `to` without + */
    const char *media_base;                    /* what download URLs begin with */
    int webhook_version;                       /* 23 still has `conversation` in statuses, 24 and later not */
    PlatformIdentity identity;
    PlatformPrice price;
    int sent_min, sent_max;       /* accepted to sent */
    int deliver_min, deliver_max; /* sent to arrival, phone online */
    int webhook_min, webhook_max; /* something happened to its webhook */
    double reorder;               /* chance that a webhook is kept back ... */
    int reorder_by;               /* ... up to so long */
    double duplicate;             /* chance that an update is told twice */
    double drop_delivered;        /* chance that `delivered` is never told, though the message arrived */
    double late_failed;           /* chance that a sent message never arrives and fails ... */
    int late_failed_after;        /* ... within so long */
    double fail_sync;             /* chance of 503 code 131016 instead of an answer; nothing is sent */
    double overtake;              /* chance that a message is slow and a later one may arrive before it ... */
    int overtake_by;              /* ... by up to so long */
    int batch;                    /* updates in one POST, 1..1000 */
    bool window_sync;             /* 131047 at once instead of by a `failed` status */
    int pair_every, pair_burst;   /* one message per so many seconds to a user, bucket size; burst 0: no limit */
    int number_rate;              /* messages per second of the number; 0: no limit */
    int portfolio_limit;          /* unique users outside a window per 24 h; 0: no limit */
    int portfolio_code;           /* error beyond it; the platform's pages name none: 131048 */
    bool portfolio_sync;
    bool test_number;               /* only phones added as `allowed` may be written to (131030) */
    int approval_min, approval_max; /* template creation to verdict */
    bool utility_as_marketing;      /* reviewers see every utility template as marketing */
    double held;                    /* chance that a template is "held_for_quality_assessment" ... */
    int held_by;                    /* ... and leaves up to so much later */
} PlatformConfig;
/* Defaults: a healthy number of version 25, no faults, limits as documented, portfolio limit 2000. */
PlatformConfig platform_config(void);

Platform *platform_new(const PlatformConfig *config);
void platform_free(Platform *platform);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Platform, platform_free)

typedef struct {
    int status;         /* HTTP */
    char *content_type; /* "application/json", or a file's */
    GBytes *body;
} PlatformAnswer;
void platform_answer_clear(PlatformAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PlatformAnswer, platform_answer_clear)

/* One Graph API request. `path` begins with "/", with or without /vN.0 and a query; `bearer` is the token alone, or
 * NULL. An upload to /{phone}/media is multipart/form-data, or the file's bytes with its own MIME type. Fills *answer
 * (caller clears). */
void platform_request(Platform *platform, int64_t now, const char *method, const char *path, const char *bearer,
    const char *content_type, const void *body, gsize size, PlatformAnswer *answer);

/* A webhook to POST: JSON, ASCII only, to be signed by the caller as it is. Borrowed until platform_webhook_done. */
typedef struct {
    int64_t id;
    int attempt; /* from 1 */
    const char *body;
    gsize size;
} PlatformWebhook;
/* Lets time pass to `now` and appends what is due to be posted to `out` (PlatformWebhook values). What was handed out
 * is not due again before platform_webhook_done tells how it went. Returns how many were appended. */
guint platform_webhooks(Platform *platform, int64_t now, GArray *out);
/* `ok`: answered 200. Otherwise it comes again after 5 s, doubling to an hour, and is dropped 7 days after its first
 * try. */
void platform_webhook_done(Platform *platform, int64_t now, int64_t id, bool ok);
/* Time of the next event of any kind, or INT64_MAX. Webhooks handed out and unanswered are no event. */
int64_t platform_next(const Platform *platform);
/* Lets time pass without taking webhooks. Every call with `now` does this too; time never goes back. */
void platform_advance(Platform *platform, int64_t now);

/* From now on every send is refused with this code (131031 locked, 131042 payment, 368 policy ...); 0 ends it. */
void platform_refuse_all(Platform *platform, int code);
void platform_set_token(Platform *platform, const char *token);
/* Moves a template ("APPROVED", "PAUSED", "DISABLED", "REJECTED") and tells the business; false when it is unknown. */
bool platform_template_set(Platform *platform, int64_t now, const char *name, const char *language, const char *status);
/* Adds an approved template as if it had been created long ago; `components` is the JSON array. */
bool platform_template_add(
    Platform *platform, const char *name, const char *language, const char *category, const char *components);

/* RULE: a well-behaved client never gets it. RATE: it went too fast. RECIPIENT: not on WhatsApp. INJECTED: a fault that
 * the configuration asked for. */
typedef enum {
    PLATFORM_REFUSAL_RULE,
    PLATFORM_REFUSAL_RATE,
    PLATFORM_REFUSAL_RECIPIENT,
    PLATFORM_REFUSAL_INJECTED,
    PLATFORM_REFUSALS
} PlatformRefusalKind;
typedef struct {
    int64_t time;
    PlatformRefusalKind kind;
    int code, subcode;
    bool by_status;               /* told by a `failed` status after a 200 */
    const char *request;          /* "POST /v25.0/106/messages" */
    const char *details;          /* as told to the client */
    const char *to, *tag, *wamid; /* or NULL */
} PlatformRefusal;
guint platform_refusals(const Platform *platform);
const PlatformRefusal *platform_refusal(const Platform *platform, guint index);
guint platform_refusal_count(const Platform *platform, PlatformRefusalKind kind);

typedef struct {
    int64_t requests, accepted, arrived, read, failed, inbound, webhooks, webhook_retries, webhooks_lost;
    guint waiting; /* webhooks not yet answered 200, due or handed out */
} PlatformCounts;
PlatformCounts platform_counts(const Platform *platform);

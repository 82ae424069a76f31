/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wasim_priv.h - the local WhatsApp: the simulated platform and its people behind sockets, on stepped or real time. */
#pragma once
#include "cast.h"
#include "clock.h"
#include "json.h"
#include "net.h"
#include "xml.h"

/* Texts are borrowed until wasim_free. */
typedef struct {
    int port;                 /* 0: any */
    const char *webhook;      /* the engine's callback URL; NULL: nothing is posted */
    const char *verify_token; /* NULL: posts without the handshake */
    const char *app_secret;   /* signs webhooks; NULL: unsigned */
    const cJSON *course_key;  /* what the people know of the course; NULL: phones without a life of their own */
    guint phones;
    uint64_t seed;
    int zone_offset;         /* minutes east of UTC, of the people and the pages */
    int64_t start;           /* time steps from here on; 0: the system's time */
    int step;                /* seconds: stepped time moves to multiples of it; 0: 10 */
    int speed;               /* simulated seconds a second at most, for watching; 0: as fast as it goes */
    int latency_ms;          /* wall time by which every Graph answer is late, as over a real network */
    guint parallel;          /* webhooks on the wire; 0: 8 */
    PlatformConfig platform; /* media_base is set here */
} WasimConfig;

typedef struct Wasim Wasim;
struct Wasim {
    WasimConfig config;
    Net *net;
    Platform *platform;
    Clock clock;
    Cast *people; /* one a phone */

    HttpTransport *hook; /* or NULL */
    char *hook_path;
    GHashTable *posted; /* ids of webhooks on the wire */
    bool verified, verifying, refusal_told;
    int64_t verify_at_ms;

    struct {
        int64_t id; /* request that asks for time to move; 0: none */
        int64_t wake;
        bool waited; /* webhooks have gone out since it asked */
    } asked;
    GQueue late;         /* LateAnswer *, by time */
    int64_t moved_at_ms; /* wall time of the last move */
};

Wasim *wasim_new(const WasimConfig *config, GError **error);
void wasim_free(Wasim *wasim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Wasim, wasim_free)
int wasim_port(const Wasim *wasim);
/* One turn: takes what has come within timeout_ms (negative: until something happens), lets the people act, posts
 * webhooks. False when the program shall stop. */
bool wasim_turn(Wasim *wasim, int timeout_ms);

/* --- time (wasim_time.c) --- */

/* Moves stepped time if that was asked for and nothing is under way. */
void wasim_settle(Wasim *wasim);
/* How long the move that was asked for still waits for `speed`; 0: not at all. */
int wasim_pace_ms(const Wasim *wasim);
void wasim_clock_get(Wasim *wasim, const NetRequest *request);
void wasim_clock_post(Wasim *wasim, const NetRequest *request);
/* Time of the next event of platform and people. */
int64_t wasim_next(const Wasim *wasim);
/* "2026-12-07 12:30" in the people's zone. Given. */
char *wasim_time_text(const Wasim *wasim, int64_t utc);

/* --- webhooks (wasim_hook.c) --- */

bool wasim_hook_open(Wasim *wasim, GError **error);
void wasim_hook_close(Wasim *wasim);
/* Takes in answers, posts what is due; returns how many were posted. */
guint wasim_hook_turn(Wasim *wasim);
/* Nothing on the wire and nothing due. */
bool wasim_hook_is_idle(const Wasim *wasim);
/* "sha256=HEX" of the body. Given. */
char *wasim_sign(const char *secret, const void *body, gsize size);

/* --- people (wasim_people.c) --- */

bool wasim_people_add(Wasim *wasim, GError **error);
/* The list with which a coordinator enrols them; those who join late, or the others. Given. */
char *wasim_people_csv(GPtrArray *cast, bool late, int64_t start);

/* --- HTTP (wasim_late.c, wasim_routes.c, wasim_pages.c, wasim_record.c) --- */

/* Answers after latency_ms. */
void wasim_late_answer(Wasim *wasim, int64_t id, const PlatformAnswer *answer);
/* Sends what is due; returns ms until the next, -1 when there is none. */
int wasim_late_turn(Wasim *wasim);
void wasim_late_clear(Wasim *wasim);

void wasim_answer(Wasim *wasim, const NetRequest *request);
/* A page of another site must not act here, nor read here under a name that it has pointed at this machine. */
bool wasim_is_foreign(const NetRequest *request);
void wasim_reply_json(Wasim *wasim, const NetRequest *request, int status, const cJSON *json);
void wasim_reply_text(
    Wasim *wasim, const NetRequest *request, int status, const char *content_type, const char *text, gssize size);
/* 303 to a page. */
void wasim_reply_to(Wasim *wasim, const NetRequest *request, const char *path);
void wasim_page_phones(Wasim *wasim, const NetRequest *request);
void wasim_page_phone(Wasim *wasim, const NetRequest *request, int phone);
/* The text as a phone shows it. Given. */
Markup *wasim_markup(const char *text);
void wasim_page_style(Wasim *wasim, const NetRequest *request);
void wasim_page_media(Wasim *wasim, const NetRequest *request, const char *media_id);
/* What every phone received, what was accepted and refused: the ground truth for the engine's ledger. Given. */
cJSON *wasim_record(const Wasim *wasim);

/* --- settings of the platform by name (wasim_knobs.c) --- */

/* Sets "deliver_max=30"; false and *error names what there is. */
bool wasim_knob_set(PlatformConfig *config, const char *setting, GError **error);
/* One line each: name and present value. Given. */
char *wasim_knobs_text(const PlatformConfig *config);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_priv.h - the engine and the simulated platform in one process and on one clock: what rehearsals, stories and
 * power tests play on. */
#pragma once
#include "platform_phone.h"
#include "rng.h"
#include "turn.h"

/* --- the wire (link.c) --- */

/* How webhooks come in. */
typedef enum {
    LINK_ONCE,
    LINK_TWICE,    /* each body is handed over two times */
    LINK_REVERSED, /* those of half a minute, the last one first */
    LINK_ORDERS
} LinkOrder;

/* The network between engine and platform: requests are answered at once from the platform, webhooks are fetched. */
typedef struct {
    HttpTransport transport; /* first: what the channel sees */
    Platform *platform;      /* borrowed, as is the clock */
    const Clock *clock;
    GPtrArray *responses; /* HttpResponse *, not drained yet */
    int64_t down_until;   /* nothing passes before */
    int64_t deaf_until;   /* webhooks do not come in before */
    int64_t jammed_until; /* requests wait before they leave, and can be recalled */
    GPtrArray *jammed;    /* HttpRequest *, those that wait */
    double lose;          /* chance that the answer to a request that was carried out is lost */
    Rng rng;
    LinkOrder order;
    int64_t taken, sent; /* bodies that were answered 200; messages that left */
    void (*promised)(gpointer data, int64_t taken, int64_t sent); /* called at each, or NULL */
    gpointer promised_data;
    GArray *kept;   /* PlatformWebhook: waiting to be reversed */
    GArray *handed; /* PlatformWebhook: handed to the engine and not answered */
    int64_t kept_until;
} Link;
Link *link_new(Platform *platform, const Clock *clock, uint64_t seed);
void link_free(Link *link);
/* Hands what is due to the engine and tells the platform; *n counts bodies. */
bool link_deliver(Link *link, Engine *engine, guint *n, GError **error);
/* The engine has died: answers on their way are lost, what it had not answered counts as refused and comes again. */
void link_break(Link *link);
/* When it has something to hand over by itself; INT64_MAX: only when the platform has. */
int64_t link_next(const Link *link);

/* --- the course package (package_load.c) --- */

typedef struct {
    Course *course;
    char *xml;
    gsize size;
    GPtrArray *files; /* LibraryFile * */
} CoursePackage;
void course_package_free(CoursePackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CoursePackage, course_package_free)
/* Reads DIR/course.xml and its files; `today` is days since 1970. The first fault is the error. */
CoursePackage *course_package_load(const char *dir, int64_t today, GError **error);
/* Copies its files into the media folder, each under its hash. */
bool course_package_copy(const CoursePackage *package, const char *dir, const char *media, GError **error);

/* --- the stage (stage.c) --- */

typedef struct {
    const CoursePackage *package; /* borrowed for the stage's life, as all here */
    const char *package_dir;
    const Cohort *cohort;     /* as it shall be made; `version`, `simulated` and `created` are set here */
    const char *database;     /* path, or ":memory:" */
    const char *vfs;          /* of the database; NULL: the system's */
    const char *media;        /* folder for media; NULL: one of its own, removed with the stage */
    int64_t opens;            /* the clock's first second */
    const EngineWatch *watch; /* NULL: nobody is alarmed */
    PlatformConfig platform;  /* as platform_config gives it, then changed */
} StageConfig;

typedef struct {
    StageConfig config;
    Clock clock;
    Platform *platform;
    Link *link;
    Store *store;
    Vault *vault;
    Library *library;
    Channel *channel;
    Engine *engine;
    char *own_media; /* or NULL */
    bool token_died; /* the story took it away: what was refused for it is no fault of ours */
    int64_t cohort, version, wake;
    int64_t turns, webhooks; /* counted */
} Stage;
/* A new database with the course and the cohort in it, or one that a killed stage left. */
Stage *stage_new(const StageConfig *config, GError **error);
/* Ends the engine and closes its database; the platform and its people stand until stage_free. */
void stage_close(Stage *stage);
void stage_free(Stage *stage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stage, stage_free)
/* Enrols people (EnrolRow *) who are new, and begins the course with them. */
bool stage_enrol(Stage *stage, const GPtrArray *rows, GError **error);
/* What people do between two turns; returns how many things. */
typedef guint StagePeople(gpointer data, int64_t now);
/* Everything of the present moment: webhooks in, turns, people, until nothing more happens. `people` may be NULL. */
bool stage_settle(Stage *stage, StagePeople *people, gpointer data, GError **error);
/* The next moment at which engine, platform or wire have something to do. */
int64_t stage_next(const Stage *stage);
/* Time goes on to `now`. */
void stage_move(Stage *stage, int64_t now);
/* The program ends and starts again on the same database; what was on the wire is lost. */
bool stage_restart(Stage *stage, GError **error);
/* The same for a program that has died in the middle of what it did: it is left as it lies, never freed, and another
 * starts on `database` with the system's files. For the child processes of tests. */
bool stage_revive(Stage *stage, const char *database, GError **error);
/* A facilitator's hand on the `nth` post that is held (from 1, oldest first): shares or rejects it. */
bool stage_judge_held(Stage *stage, guint nth, bool share, GError **error);

/* --- what must hold at the end, whatever happened (stage_check.c, stage_guard.c) --- */

/* Appends a sentence (char *) for each thing that is wrong: ledger and platform tell different stories, a message in
 * two places, a broken journal, a request that Meta would refuse. */
bool stage_check(Stage *stage, GPtrArray *faults, GError **error);
/* What a learner may never experience, read from the phones alone: private words on another's phone, a test's key
 * before its last sit has closed, a message at night, a message after STOP. */
bool stage_guard(Stage *stage, GPtrArray *faults, GError **error);
/* The same in two halves: between them the phones are read on a thread of their own, so nothing may change the platform
 * or the cohort; the second appends the sentences. */
typedef struct StageGuard StageGuard;
StageGuard *stage_guard_begin(Stage *stage, GError **error);
void stage_guard_end(StageGuard *guard, GPtrArray *faults);
void stage_guard_free(StageGuard *guard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StageGuard, stage_guard_free)

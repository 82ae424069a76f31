/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rooms that fall silent, over drawn quiet hours, zones and people: whoever is asked by name to begin, or to lead, is
 * asked in waking hours, and never while she is away. Looked up in the ledger, where it was decided, and on the phones,
 * where it rang. */
#include "flow.h"
#include "admin.h"
#include "discussion.h"
#include "rng.h"
#include "upkeep.h"
#include <string.h>

enum { PEOPLE = 6, GAMES = 6, DAYS = 6 };

typedef struct {
    int64_t enrolment;
    guint seen, tapped; /* bubbles */
    bool away;          /* at the end of the last look */
} Person;

typedef struct {
    Scene scene;
    Rng rng;
    Person person[PEOPLE];
    int64_t told; /* the newest line of the ledger that was looked at */
} Game;

/* How much was seen over all games: a test that looks at nothing proves nothing. */
typedef struct {
    int asked, began, leads, quiet, away;
} Seen;

/* --- what is drawn --- */

static void open_game(Game *g, guint64 seed)
{
    static const char *const zones[] = { "Africa/Harare", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Auckland" };
    g_autoptr(GError) error = NULL;
    const char *root = g_getenv("BARAZA_SOURCE");
    Scene *s = &g->scene;
    g->rng = rng_stream(seed, "tagged");
    s->dir = g_build_filename(root ? root : ".", "tests/data/course-story", NULL);
    s->package = course_package_load(s->dir, SCENE_START, &error);
    unit_assert_ok(error);
    s->cohort = cohort_new("scene");
    g_free(s->cohort->zone);
    s->cohort->zone = g_strdup(zones[rng_below(&g->rng, G_N_ELEMENTS(zones))]);
    s->cohort->start_day = SCENE_START;
    s->cohort->seed = seed;
    s->cohort->daily_cap = 20;
    /* Hours of sleep, or of work: six to fourteen of them, at any time but over the first question. */
    s->cohort->quiet_from = (int)(9 + rng_below(&g->rng, 14)) * 60 + (int)rng_below(&g->rng, 60);
    s->cohort->quiet_to = (s->cohort->quiet_from + 360 + (int)rng_below(&g->rng, 480)) % (24 * 60);
    StageConfig config = { .package = s->package,
        .package_dir = s->dir,
        .cohort = s->cohort,
        .database = ":memory:",
        .opens = scene_morning() - DAY,
        .platform = platform_config() };
    config.platform.approval_min = config.platform.approval_max = 60;
    s->stage = stage_new(&config, &error);
    unit_assert_ok(error);
}

static void change(Game *g, const char *verb, cJSON *params)
{
    g_autoptr(GError) error = NULL;
    Stage *stage = g->scene.stage;
    g_autoptr(cJSON) owned = json_put(params, "cohort", g->scene.cohort->name);
    g_autoptr(cJSON) done = admin_run(engine_context(stage->engine), "cli", verb, owned, stage->clock.now, &error);
    unit_assert_ok(error);
}

static void set(Game *g, const char *name, int value)
{
    g_autofree char *text = g_strdup_printf("%d", value);
    change(g, "upkeep.set", json_put(json_put(cJSON_CreateObject(), "name", name), "value", text));
}

static EnrolRow *nurse(Game *g, int i)
{
    EnrolRow *row = g_new0(EnrolRow, 1);
    row->phone = g_strdup_printf("+26377100000%d", i);
    row->name = g_strdup_printf("Nurse %c", 'A' + i);
    row->lang = g_strdup("en");
    row->tier = g_strdup("full");
    row->opt_in = g->scene.stage->clock.now - DAY;
    row->opt_in_means = g_strdup("paper form");
    PlatformPhone phone = { .number = row->phone + 1, .name = "Nurse", .allowed = true };
    platform_phone_add(g->scene.stage->platform, &phone);
    return row;
}

/* One observer; of the others most have offered to be asked. */
static void enrol(Game *g)
{
    g_autoptr(GError) error = NULL;
    Store *store = g->scene.stage->store;
    cJSON *params = cJSON_CreateObject(), *rows = cJSON_CreateArray();
    json_put_item(params, "rows", rows);
    for (int i = 0; i < PEOPLE; i++) {
        EnrolRow *row = nurse(g, i);
        json_put_item(rows, NULL, admin_row_json(row));
        enrol_row_free(row);
    }
    change(g, "enrol", params);
    g_autoptr(GArray) people = enrolment_list(store, g->scene.stage->cohort, &error);
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    for (int i = 0; i < PEOPLE; i++) {
        g->person[i].enrolment = g_array_index(people, int64_t, i);
        bool willing = i == 0 || rng_below(&g->rng, 5) > 0;
        ck_assert(volunteer_set(store, g->person[i].enrolment, willing, g->scene.stage->clock.now + i, &error));
    }
    ck_assert(enrolment_set_role(store, g->person[0].enrolment, MEMBER_OBSERVER, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    unit_assert_ok(error);
    set(g, "silence", 1 + (int)rng_below(&g->rng, 3));
    set(g, "again", 1);
    set(g, "shares", 0);
}

/* --- what must hold --- */

static bool is_away(Game *g, int64_t enrolment)
{
    g_autoptr(GError) error = NULL;
    Stage *stage = g->scene.stage;
    g_autoptr(Enrolment) e = enrolment_get(stage->store, stage->vault, enrolment, &error);
    unit_assert_ok(error);
    return e->role == MEMBER_OBSERVER || e->state == ENROLMENT_STOPPED || e->state == ENROLMENT_REMOVED ||
           (e->state == ENROLMENT_PAUSED && stage->clock.now < e->paused_until);
}

typedef struct {
    Game *game;
    Seen *seen;
} Look;

/* Keys of the attempts at a silence, and of the turn to open a discussion. */
static bool look_at_line(const StoreRow *row, gpointer data)
{
    Look *look = data;
    Game *g = look->game;
    const char *key = store_text(row, 1);
    g->told = store_int(row, 0);
    bool silence = key[0] == 'U' && g_ascii_isdigit(key[1]), turn = g_str_has_prefix(key, "LT");
    if (!silence && !turn)
        return true;
    look->seen->asked += silence;
    if (silence)
        ck_assert_msg(!cohort_quiet_until(g->scene.cohort, store_int(row, 3)), "%s was decided in quiet hours", key);
    for (int i = 0; i < PEOPLE; i++)
        ck_assert_msg(
            g->person[i].enrolment != store_int(row, 2) || !g->person[i].away || !is_away(g, g->person[i].enrolment),
            "%s is for nurse %c, who is away", key, 'A' + i);
    return true;
}

static void look_at_ledger(Game *g, Seen *seen)
{
    static const StoreQuery newer = { .name = "test_newer",
        .sql = "SELECT id, ukey, enrolment, created FROM outbox_msg WHERE id > :told ORDER BY id",
        .params = { "told" },
        .n_params = 1 };
    g_autoptr(GError) error = NULL;
    Look look = { g, seen };
    store_each(g->scene.stage->store, &newer, ARGS(ARG_INT("told", g->told)), look_at_line, &look, &error);
    unit_assert_ok(error);
}

static void look_at_bubble(Game *g, int phone, const PlatformBubble *b, bool away, Seen *seen)
{
    static const char *const tags[] = { "would you begin?", "would you open your group", "is yours to open",
        "has been opened by itself", "*Still open in your group*", "*It has gone quiet in your group*",
        "*One thought from you?*", "Your group is quiet about" };
    gsize tag = 0;
    while (tag < G_N_ELEMENTS(tags) && !strstr(b->text ? b->text : "", tags[tag]))
        tag++;
    if (tag == G_N_ELEMENTS(tags))
        return;
    seen->began += tag == 0;
    seen->leads += tag == 1 || tag == 2;
    ck_assert_msg(!cohort_quiet_until(g->scene.cohort, b->accepted), "nurse %c is woken: %.60s", 'A' + phone, b->text);
    ck_assert_msg(!away, "nurse %c is away and asked: %.60s", 'A' + phone, b->text);
}

/* What came while she was away from before until now; a message on its way when she writes STOP is none of that. */
static void look(Game *g, Seen *seen)
{
    look_at_ledger(g, seen);
    for (int i = 0; i < PEOPLE; i++) {
        Person *p = &g->person[i];
        bool away = is_away(g, p->enrolment);
        for (; p->seen < platform_bubbles(g->scene.stage->platform, i); p->seen++) {
            const PlatformBubble *b = platform_bubble(g->scene.stage->platform, i, p->seen);
            if (b->from_business)
                look_at_bubble(g, i, b, away && p->away, seen);
        }
        p->away = away;
        seen->away += away && i > 0;
    }
    seen->quiet += cohort_quiet_until(g->scene.cohort, g->scene.stage->clock.now) > 0;
}

/* --- what they do --- */

/* By day and by night she reads, taps the first choice of what came last, looks in, pauses, leaves or comes back. */
static void act(Game *g, int phone)
{
    Platform *platform = g->scene.stage->platform;
    Person *p = &g->person[phone];
    int64_t now = g->scene.stage->clock.now;
    platform_phone_read(platform, now, phone);
    for (guint n = platform_bubbles(platform, phone); p->tapped < n; p->tapped++) {
        const PlatformBubble *b = platform_bubble(platform, phone, p->tapped);
        bool consent = b->from_business && b->n_choices && now < scene_morning() + 2 * DAY;
        if (consent)
            platform_phone_tap(platform, now, phone, b->wamid, 0);
    }
    uint64_t what = rng_below(&g->rng, 40);
    const char *says = what == 0 ? "STOP" : what < 9 ? "PAUSE 2" : p->away ? "START" : what < 24 ? "MENU" : NULL;
    if (says && now > scene_morning() + 2 * DAY)
        platform_phone_text(platform, now, phone, says, NULL);
}

/* Somebody says a word to the room, so that the silence begins anew. */
static void speak(Game *g)
{
    g_autoptr(GError) error = NULL;
    Stage *stage = g->scene.stage;
    bool moved = false;
    g_autoptr(GArray) rooms = room_list(stage->store, stage->cohort, &error);
    Post post = { .room = g_array_index(rooms, int64_t, 0),
        .cohort = stage->cohort,
        .enrolment = g->person[1].enrolment,
        .text = (char *)"We call the mothers who did not come.",
        .state = POST_UNDO,
        .keep = true,
        .written = stage->clock.now };
    g_autoptr(StoreTx) tx = store_begin(stage->store, &error);
    ck_assert(post_add(stage->store, &post, &error));
    ck_assert(post_move(stage->store, post.id, POST_UNDO, POST_SHARED, stage->clock.now, NULL, &moved, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

static void on(Game *g, int64_t end, Seen *seen)
{
    g_autoptr(GError) error = NULL;
    Stage *stage = g->scene.stage;
    while (stage->clock.now < end) {
        ck_assert(stage_settle(stage, NULL, NULL, &error));
        look(g, seen);
        stage_move(stage, CLAMP(stage_next(stage), stage->clock.now + 1, end));
    }
    unit_assert_ok(error);
}

static void play_game(Game *g, Seen *seen)
{
    int64_t end = scene_morning() + DAYS * DAY;
    enrol(g);
    while (g->scene.stage->clock.now < end) {
        on(g, g->scene.stage->clock.now + (int64_t)(1 + rng_below(&g->rng, 4)) * HOUR, seen);
        act(g, (int)rng_below(&g->rng, PEOPLE));
        act(g, (int)rng_below(&g->rng, PEOPLE));
        if (rng_below(&g->rng, 6) == 0)
            speak(g);
        if (rng_below(&g->rng, 6) == 0) /* the engine stands still, and is late for whatever was due */
            stage_move(g->scene.stage, g->scene.stage->clock.now + (int64_t)(2 + rng_below(&g->rng, 10)) * HOUR);
    }
    /* Not stage_guard: an engine that stood still answers in the night what was written by day. */
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    ck_assert(stage_check(g->scene.stage, faults, &error));
    ck_assert_msg(faults->len == 0, "%s", faults->len ? (char *)faults->pdata[0] : "");
}

START_TEST(nobody_is_tagged_in_quiet_hours_or_while_away)
{
    Seen seen = { 0 };
    log_set_level(LOG_ERROR);
    for (guint64 seed = 1; seed <= GAMES; seed++) {
        Game *g = g_new0(Game, 1);
        open_game(g, seed);
        play_game(g, &seen);
        scene_clear(&g->scene);
        g_free(g);
    }
    if (g_getenv("BARAZA_VERBOSE"))
        g_print("asked %d, began %d, leads %d, quiet %d, away %d\n", seen.asked, seen.began, seen.leads, seen.quiet,
            seen.away);
    ck_assert_int_gt(seen.asked, GAMES);
    ck_assert_int_gt(seen.began, 0);
    ck_assert_int_gt(seen.leads, 0);
    ck_assert_int_gt(seen.quiet, GAMES);
    ck_assert_int_gt(seen.away, GAMES);
}
END_TEST

UNIT_MAIN("tagged", nobody_is_tagged_in_quiet_hours_or_while_away)

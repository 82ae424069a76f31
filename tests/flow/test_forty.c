/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A relay room of forty learners in which two hundred posts are written. The platform refuses whatever goes over the
 * rate of a pair or, free of form, outside a window; here it is also counted from the phones, as it was seen there. */
#include "flow.h"
#include "admin.h"
#include "discussion.h"
#include "rng.h"
#include <string.h>

enum { ROOM = 40, POSTS = 200, HOURS = 30, IMPATIENT = 60 };
#define WINDOW (24 * HOUR)

typedef struct {
    Scene scene;
    Rng rng;
    int64_t author[ROOM];
    int by[POSTS]; /* phone that wrote it */
    int posts;
    guint seen[ROOM];
    bool away[ROOM]; /* says yes to the course and then nothing for the day */
} Forty;

static void add_phones(Forty *f)
{
    for (int i = SCENE_LEARNERS; i < ROOM; i++) {
        g_autofree char *number = g_strdup_printf("26377100%04d", i);
        PlatformPhone phone = { .number = number, .name = "Nurse", .allowed = true };
        platform_phone_add(f->scene.stage->platform, &phone);
    }
}

static void enrol(Forty *f)
{
    GError *error = NULL;
    g_autoptr(cJSON) params = cJSON_CreateObject();
    cJSON *rows = cJSON_CreateArray();
    json_put_item(json_put(params, "cohort", f->scene.cohort->name), "rows", rows);
    for (int i = 0; i < ROOM; i++) {
        EnrolRow *row = g_new0(EnrolRow, 1);
        row->phone = i < SCENE_LEARNERS ? g_strdup_printf("+26377100000%d", i) : g_strdup_printf("+26377100%04d", i);
        row->name = g_strdup_printf("Nurse %02d", i);
        row->lang = g_strdup("en");
        row->tier = g_strdup("full");
        row->opt_in = f->scene.stage->clock.now - DAY;
        row->opt_in_means = g_strdup("paper form");
        json_put_item(rows, NULL, admin_row_json(row));
        enrol_row_free(row);
    }
    g_autoptr(cJSON) done =
        admin_run(engine_context(f->scene.stage->engine), "cli", "enrol", params, f->scene.stage->clock.now, &error);
    unit_assert_ok(error);
    g_autoptr(GArray) people = enrolment_list(f->scene.stage->store, f->scene.stage->cohort, &error);
    ck_assert_uint_eq(people->len, ROOM);
    for (int i = 0; i < ROOM; i++)
        f->author[i] = g_array_index(people, int64_t, i);
}

/* Everybody reads and taps the first choice; those who are here ask for all of a digest. */
static guint read_and_tap(gpointer data, int64_t now)
{
    Forty *f = data;
    Platform *platform = f->scene.stage->platform;
    guint done = 0;
    for (int phone = 0; phone < ROOM; phone++) {
        platform_phone_read(platform, now, phone);
        for (; f->seen[phone] < platform_bubbles(platform, phone); f->seen[phone]++) {
            const PlatformBubble *b = platform_bubble(platform, phone, f->seen[phone]);
            if (!b->from_business || b->n_choices == 0 || (f->away[phone] && f->posts))
                continue;
            /* highlights or all: all */
            platform_phone_tap(platform, now, phone, b->wamid, f->posts ? b->n_choices - 1 : 0);
            done++;
        }
    }
    return done;
}

static void on(Forty *f, int64_t end)
{
    g_autoptr(GError) error = NULL;
    Stage *stage = f->scene.stage;
    while (stage->clock.now < end) {
        ck_assert(stage_settle(stage, read_and_tap, f, &error));
        stage_move(stage, CLAMP(stage_next(stage), stage->clock.now + 1, end));
    }
    unit_assert_ok(error);
}

static void write_post(Forty *f)
{
    g_autoptr(GError) error = NULL;
    Store *store = f->scene.stage->store;
    bool moved = false;
    int phone = (int)rng_below(&f->rng, ROOM);
    g_autofree char *text =
        g_strdup_printf("Thought %03d: we call the mothers who did not come, and ask without blame.", f->posts + 1);
    g_autoptr(GArray) rooms = room_list(store, f->scene.stage->cohort, &error);
    ck_assert_uint_eq(rooms->len, 1);
    Post post = { .room = g_array_index(rooms, int64_t, 0),
        .cohort = f->scene.stage->cohort,
        .enrolment = f->author[phone],
        .text = text,
        .state = POST_UNDO,
        .keep = true,
        .written = f->scene.stage->clock.now };
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(post_add(store, &post, &error));
    ck_assert(
        post_move(store, post.id, POST_UNDO, POST_SHARED, f->scene.stage->clock.now, NULL, &moved, &error) && moved);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    f->by[f->posts++] = phone;
}

/* At no moment had more gone to the phone than the pair allows: a bucket that gains one message every six seconds. */
static void rate_was_kept(const Forty *f, int phone)
{
    PlatformConfig config = platform_config();
    int64_t full = (int64_t)config.pair_burst * config.pair_every, credit = full, last = 0;
    ck_assert_int_gt(full, 0);
    for (guint i = 0; i < platform_bubbles(f->scene.stage->platform, phone); i++) {
        const PlatformBubble *b = platform_bubble(f->scene.stage->platform, phone, i);
        if (!b->from_business)
            continue;
        credit = MIN(full, credit + (last ? MAX(0, b->accepted - last) : 0)) - config.pair_every;
        last = MAX(last, b->accepted);
        ck_assert_msg(credit >= 0, "phone %d: over the rate of a pair at message %u", phone, i);
    }
}

/* What is no template was accepted within a day of her own last message. */
static void window_was_kept(const Forty *f, int phone)
{
    int free_form = 0;
    for (guint i = 0; i < platform_bubbles(f->scene.stage->platform, phone); i++) {
        const PlatformBubble *b = platform_bubble(f->scene.stage->platform, phone, i);
        bool within = false;
        if (!b->from_business || b->template_name)
            continue;
        for (guint k = 0; k < platform_bubbles(f->scene.stage->platform, phone) && !within; k++) {
            const PlatformBubble *own = platform_bubble(f->scene.stage->platform, phone, k);
            within = !own->from_business && own->time <= b->accepted && b->accepted < own->time + WINDOW;
        }
        ck_assert_msg(within, "phone %d: \"%.40s\" went outside the window", phone, b->text);
        free_form++;
    }
    ck_assert_int_gt(free_form, 0);
}

/* The posts of others on the phone: each once, in order. How many. */
static int posts_read(const Forty *f, int phone)
{
    int last = 0, n = 0;
    for (guint i = 0; i < platform_bubbles(f->scene.stage->platform, phone); i++) {
        const PlatformBubble *b = platform_bubble(f->scene.stage->platform, phone, i);
        for (const char *p = b->from_business ? b->text : ""; (p = strstr(p, "Thought ")); p++, n++) {
            int number = (int)g_ascii_strtoll(p + strlen("Thought "), NULL, 10);
            ck_assert_msg(number > last, "phone %d: post %d after %d", phone, number, last);
            ck_assert_int_ne(f->by[number - 1], phone);
            last = number;
        }
    }
    return n;
}

static int posts_of_others(const Forty *f, int phone)
{
    int n = 0;
    for (int i = 0; i < f->posts; i++)
        n += f->by[i] != phone;
    return n;
}

/* One taps and writes more often in a minute than a pair may get answers in it: the rate must bind, or it shows
 * nothing. */
static void be_impatient(Forty *f)
{
    Stage *stage = f->scene.stage;
    guint before = platform_bubbles(stage->platform, 0);
    for (int i = 0; i < IMPATIENT; i++) {
        platform_phone_text(stage->platform, stage->clock.now, 0, "MENU", NULL);
        on(f, stage->clock.now + 1);
    }
    guint at_once = platform_bubbles(stage->platform, 0) - before - IMPATIENT;
    on(f, stage->clock.now + 10 * MINUTE);
    ck_assert_uint_lt(at_once, IMPATIENT);
    ck_assert_uint_ge(platform_bubbles(stage->platform, 0) - before, 2 * IMPATIENT);
}

START_TEST(forty_learners_and_two_hundred_posts_keep_to_pair_and_window)
{
    g_autoptr(GError) error = NULL;
    Forty *f = g_new0(Forty, 1);
    f->rng = rng_seeded(40);
    log_set_level(LOG_ERROR);
    ck_assert_msg(scene_open(&f->scene, ":memory:", NULL, &error), "%s", error ? error->message : "");
    add_phones(f);
    enrol(f);
    on(f, scene_morning() + 2 * HOUR);
    for (int phone = 0; phone < ROOM; phone++)
        f->away[phone] = phone % 4 == 3;
    int64_t begin = scene_morning() + DAY;
    on(f, begin);
    /* The posts of a day and a half; those who are here write a word to the course now and then. */
    while (f->posts < POSTS) {
        write_post(f);
        int phone = (int)rng_below(&f->rng, ROOM);
        if (!f->away[phone] && rng_below(&f->rng, 3) == 0)
            platform_phone_text(f->scene.stage->platform, f->scene.stage->clock.now, phone,
                rng_below(&f->rng, 2) ? "CONTINUE" : "ALL", NULL);
        on(f, begin + f->posts * (HOURS * HOUR / POSTS));
    }
    be_impatient(f);
    for (int day = 2; day < 6; day++) {
        for (int phone = 0; phone < ROOM; phone++)
            if (!f->away[phone])
                platform_phone_text(
                    f->scene.stage->platform, f->scene.stage->clock.now, phone, day % 2 ? "ALL" : "CONTINUE", NULL);
        on(f, scene_morning() + day * DAY + 12 * HOUR);
    }
    for (int phone = 0; phone < ROOM; phone++) {
        rate_was_kept(f, phone);
        window_was_kept(f, phone);
        int read = posts_read(f, phone);
        ck_assert_msg(f->away[phone] ? read < POSTS : read == posts_of_others(f, phone), "phone %d has read %d of %d",
            phone, read, posts_of_others(f, phone));
    }
    ck_assert_uint_eq(platform_refusal_count(f->scene.stage->platform, PLATFORM_REFUSAL_RATE), 0);
    ck_assert_uint_eq(platform_refusal_count(f->scene.stage->platform, PLATFORM_REFUSAL_RULE), 0);
    no_faults(&f->scene);
    scene_clear(&f->scene);
    g_free(f);
}
END_TEST

UNIT_MAIN("forty", forty_learners_and_two_hundred_posts_keep_to_pair_and_window)

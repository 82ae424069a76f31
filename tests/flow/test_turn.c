/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole turns with a few nurses, where something happens that no story tells: a coordinator's hand, a jammed wire, a
 * clock that jumps. */
#include "flow.h"
#include "admin.h"
#include "discussion.h"
#include "outbox.h"

static const StoreQuery learner_of = { .name = "learner_of", .sql = "SELECT min(learner) FROM enrolment /*scan*/" };
static const StoreQuery count_leased = { .name = "count_leased", .sql = "SELECT count(*) FROM outbox_lease /*scan*/" };
static const StoreQuery count_left = { .name = "count_left",
    .sql = "SELECT count(*) FROM outbox_done WHERE outcome = 2 /*scan*/" };

START_TEST(a_coordinators_stop_takes_back_what_has_not_left)
{
    g_autoptr(GError) error = NULL;
    g_auto(Scene) scene = { 0 };
    begin(&scene);
    scene.stage->link->jammed_until = scene_morning() + MINUTE;
    play(&scene, scene_morning() + 30);
    ck_assert_int_eq(number(&scene, &count_leased), SCENE_LEARNERS);
    g_autofree char *learner = g_strdup_printf("L%d", (int)number(&scene, &learner_of));
    g_autoptr(cJSON) params = json_put(cJSON_CreateObject(), "learner", learner);
    g_autoptr(cJSON) done =
        admin_run(engine_context(scene.stage->engine), "cli", "learner.stop", params, scene.stage->clock.now, &error);
    unit_assert_ok(error);
    guint before = platform_bubbles(scene.stage->platform, 0);
    play(&scene, scene_morning() + HOUR);
    ck_assert_uint_eq(platform_bubbles(scene.stage->platform, 0), before);
    ck_assert_uint_gt(platform_bubbles(scene.stage->platform, 1), 0);
    ck_assert_int_ge(number(&scene, &count_left), 1);
    no_faults(&scene);
}
END_TEST

#define AWAY 200

/* 200 posts that others shared while one nurse looked away. */
static void write_posts(Scene *scene, int64_t author)
{
    g_autoptr(GError) error = NULL;
    Store *store = scene->stage->store;
    int64_t now = scene->stage->clock.now;
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    g_autoptr(GArray) rooms = room_list(store, scene->stage->cohort, &error);
    for (int i = 1; i <= AWAY; i++) {
        bool moved = false;
        g_autofree char *text = g_strdup_printf("Thought %03d: we call the mothers who did not come, and ask without "
                                                "blame; some came back, most had moved to another clinic.",
            i);
        Post post = { .room = g_array_index(rooms, int64_t, 0),
            .cohort = scene->stage->cohort,
            .enrolment = author,
            .text = text,
            .state = POST_UNDO,
            .keep = true,
            .written = now };
        ck_assert(post_add(store, &post, &error));
        ck_assert(post_move(store, post.id, POST_UNDO, POST_SHARED, now, NULL, &moved, &error) && moved);
    }
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

/* How many of the posts the phone has, each in its place; fails at one that is twice or out of order. */
static int posts_read(const Scene *scene, int phone)
{
    int next = 1;
    for (guint i = 0; i < platform_bubbles(scene->stage->platform, phone); i++)
        for (const char *p = platform_bubble(scene->stage->platform, phone, i)->text; (p = strstr(p, "Thought "));
             p++) {
            ck_assert_int_eq(g_ascii_strtoll(p + strlen("Thought "), NULL, 10), next);
            next++;
        }
    return next - 1;
}

static void says(Scene *scene, int phone, const char *text)
{
    platform_phone_text(scene->stage->platform, scene->stage->clock.now, phone, text, NULL);
}

START_TEST(two_hundred_posts_come_in_order_in_portions_and_all)
{
    g_auto(Scene) scene = { 0 };
    g_autoptr(GError) error = NULL;
    begin(&scene);
    play(&scene, scene_morning() + 2 * HOUR);
    g_autoptr(GArray) people = enrolment_list(scene.stage->store, scene.stage->cohort, &error);
    int64_t day = scene_morning() + DAY;
    scene_play(&scene, day + 3 * HOUR, NULL, &error); /* the window has closed */
    write_posts(&scene, g_array_index(people, int64_t, 2));
    scene_play(&scene, day + 6 * HOUR, NULL, &error); /* a knock, no posts */
    ck_assert_int_eq(posts_read(&scene, 0), 0);
    says(&scene, 0, "I am back");
    scene_play(&scene, day + 6 * HOUR + 5 * MINUTE, NULL, &error);
    ck_assert_int_eq(posts_read(&scene, 0), 0); /* highlights or all? */
    says(&scene, 0, "ALL");
    scene_play(&scene, day + 6 * HOUR + 10 * MINUTE, NULL, &error);
    int portion = posts_read(&scene, 0);
    ck_assert_int_gt(portion, 40);
    ck_assert_int_lt(portion, AWAY);
    says(&scene, 0, "CONTINUE");
    scene_play(&scene, day + 6 * HOUR + 20 * MINUTE, NULL, &error);
    ck_assert_int_gt(posts_read(&scene, 0), portion + 40);
    scene_play(&scene, day + 30 * HOUR, NULL, &error); /* what the evening and the next day bring */
    ck_assert_int_eq(posts_read(&scene, 0), AWAY);
    unit_assert_ok(error);
    no_faults(&scene);
}
END_TEST

UNIT_MAIN("flow", a_coordinators_stop_takes_back_what_has_not_left, two_hundred_posts_come_in_order_in_portions_and_all)

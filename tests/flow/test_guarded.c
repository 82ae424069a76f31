/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the end of each story and rehearsal is looked through for is seen when it is there: here a business without an
 * engine's restraint sends it. */
#include "../unit/unit.h"
#include "clock.h"
#include "log.h"
#include "scene.h"

#define WORDS "The tap in our ward has been dry since Monday, and nobody says so."

static void open_at(Scene *scene, int64_t now)
{
    g_autoptr(GError) error = NULL;
    log_set_level(LOG_ERROR);
    ck_assert_msg(
        scene_open(scene, ":memory:", NULL, &error) && scene_enrol(scene, &error), "%s", error ? error->message : "");
    scene->stage->clock.now = now;
}

static void later(Scene *scene, int64_t seconds)
{
    clock_advance(&scene->stage->clock, seconds);
    platform_advance(scene->stage->platform, scene->stage->clock.now);
}

static void write_words(Scene *scene, int phone, const char *text)
{
    platform_phone_text(scene->stage->platform, scene->stage->clock.now, phone, text, NULL);
    later(scene, 10);
}

/* Past the engine, to one who has written, so that her window is open. */
static void send(Scene *scene, int phone, const char *text)
{
    const PlatformConfig *config = &scene->stage->config.platform;
    Platform *platform = scene->stage->platform;
    g_autofree char *path = g_strdup_printf("/%s/messages", config->phone_id);
    g_autofree char *to = g_strconcat("+", platform_phone_number(platform, phone), NULL);
    g_autoptr(cJSON) body = json_put(cJSON_CreateObject(), "messaging_product", "whatsapp");
    json_put(json_put(body, "to", to), "type", "text");
    json_put_item(body, "text", json_put(cJSON_CreateObject(), "body", text));
    g_autofree char *sent = json_text(body);
    g_auto(PlatformAnswer) answer = { 0 };
    platform_request(platform, scene->stage->clock.now, "POST", path, config->token, "application/json", sent,
        strlen(sent), &answer);
    later(scene, 10);
    guint n = platform_bubbles(platform, phone);
    ck_assert(n > 0);
    ck_assert_str_eq(platform_bubble(platform, phone, n - 1)->text, text);
}

/* One sentence for each fault. Given. */
static char *faults_of(Scene *scene)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    ck_assert(stage_guard(scene->stage, faults, &error));
    unit_assert_ok(error);
    g_ptr_array_add(faults, NULL);
    return g_strjoinv("\n", (char **)faults->pdata);
}

static void expect(Scene *scene, const char *fault)
{
    g_autofree char *faults = faults_of(scene);
    ck_assert_msg(fault ? strstr(faults, fault) && !strchr(faults, '\n') : !*faults, "%s", faults);
}

START_TEST(private_words_on_another_phone_are_seen_wherever_they_stand)
{
    g_auto(Scene) scene = { 0 };
    open_at(&scene, scene_morning());
    write_words(&scene, 0, WORDS);
    write_words(&scene, 1, "MENU");
    send(&scene, 0, "You wrote: " WORDS);
    send(&scene, 1, "The tap in our ward has been dry since Tuesday, and nobody says so.");
    expect(&scene, NULL);
    send(&scene, 1, "A colleague says: “" WORDS "” What do you think?");
    expect(&scene, "another's private words");
}
END_TEST

START_TEST(words_that_were_said_to_a_room_are_nobodys_secret)
{
    g_auto(Scene) scene = { 0 };
    open_at(&scene, scene_morning());
    write_words(&scene, 0, "#1 " WORDS);
    write_words(&scene, 0, WORDS);
    write_words(&scene, 1, "MENU");
    send(&scene, 1, WORDS);
    expect(&scene, NULL);
}
END_TEST

START_TEST(a_tests_key_is_seen_before_its_last_sit_has_closed)
{
    g_auto(Scene) scene = { 0 };
    open_at(&scene, scene_morning());
    write_words(&scene, 1, "MENU");
    send(&scene, 1, "*Right.* Soap lifts soil.");
    expect(&scene, NULL);
    send(&scene, 1, "By the way, SEALED: rub replaces soap.");
    expect(&scene, "a test's key");
}
END_TEST

START_TEST(a_message_at_night_is_seen_but_an_answer_is_none)
{
    g_auto(Scene) scene = { 0 };
    open_at(&scene, scene_morning() + 16 * HOUR);
    write_words(&scene, 1, "MENU");
    send(&scene, 1, "You wrote at night.");
    expect(&scene, NULL);
    later(&scene, HOUR);
    send(&scene, 1, "Are you awake?");
    expect(&scene, "a message at night");
}
END_TEST

START_TEST(a_second_message_after_stop_is_seen_until_she_comes_back)
{
    g_auto(Scene) scene = { 0 };
    open_at(&scene, scene_morning());
    write_words(&scene, 1, "STOP");
    send(&scene, 1, "You get nothing more.");
    expect(&scene, NULL);
    send(&scene, 1, "But here is one more question.");
    expect(&scene, "a message after STOP");
    write_words(&scene, 1, "START");
    send(&scene, 1, "Welcome back.");
    expect(&scene, "a message after STOP");
}
END_TEST

START_TEST(the_phones_are_read_while_the_books_are_compared)
{
    g_auto(Scene) scene = { 0 };
    g_autoptr(GError) error = NULL;
    open_at(&scene, scene_morning());
    write_words(&scene, 0, WORDS);
    write_words(&scene, 1, "MENU");
    send(&scene, 1, WORDS);
    g_autoptr(GPtrArray) books = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(StageGuard) guard = stage_guard_begin(scene.stage, &error),
                          unread = stage_guard_begin(scene.stage, &error);
    ck_assert(guard && unread && stage_check(scene.stage, books, &error));
    stage_guard_end(guard, faults);
    ck_assert_uint_eq(faults->len, 1);
    g_ptr_array_add(faults, NULL);
    expect(&scene, faults->pdata[0]);
}
END_TEST

UNIT_MAIN("guarded", the_phones_are_read_while_the_books_are_compared,
    private_words_on_another_phone_are_seen_wherever_they_stand, words_that_were_said_to_a_room_are_nobodys_secret,
    a_tests_key_is_seen_before_its_last_sit_has_closed, a_message_at_night_is_seen_but_an_answer_is_none,
    a_second_message_after_stop_is_seen_until_she_comes_back)

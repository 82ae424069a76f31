/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strangers write to the course: those who are invited get in, each once and never more than there are places; a flood
 * is neither answered nor kept. */
#include "../unit/unit.h"
#include "admin.h"
#include "inbox.h"
#include "invitation.h"
#include "log.h"
#include "scene.h"

static void play(Scene *scene, int64_t seconds)
{
    g_autoptr(GError) error = NULL;
    scene_play(scene, scene->stage->clock.now + seconds, NULL, &error);
    unit_assert_ok(error);
}

static cJSON *message_of(const char *from, const char *id, const char *text, int64_t now)
{
    g_autofree char *time = g_strdup_printf("%" G_GINT64_FORMAT, now);
    cJSON *message = json_put(json_put(cJSON_CreateObject(), "from", from), "id", id);
    json_put(json_put(message, "timestamp", time), "type", "text");
    return json_put_item(message, "text", json_put(cJSON_CreateObject(), "body", text));
}

/* A body as Meta sends it, with these messages. Takes them. */
static void arrive(Scene *scene, cJSON *messages)
{
    g_autoptr(GError) error = NULL;
    Stage *stage = scene->stage;
    g_autoptr(cJSON) list = messages;
    g_autofree char *text = json_text(list);
    g_autofree char *body =
        g_strdup_printf("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":"
                        "\"messages\",\"value\":{\"messaging_product\":\"whatsapp\",\"messages\":%s}}]}]}",
            text);
    g_autoptr(StoreTx) tx = store_begin(stage->store, &error);
    ck_assert(tx && inbox_add(stage->store, stage->clock.now, body, strlen(body), &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    unit_assert_ok(error);
}

static void write_to_us(Scene *scene, int phone, const char *text)
{
    platform_phone_text(scene->stage->platform, scene->stage->clock.now, phone, text, NULL);
    play(scene, MINUTE);
}

static const char *last_words(const Scene *scene, int phone)
{
    Platform *platform = scene->stage->platform;
    guint n = platform_bubbles(platform, phone);
    return n ? platform_bubble(platform, phone, n - 1)->text : "";
}

static guint answers(const Scene *scene, int phone)
{
    guint n = 0;
    for (guint i = 0; i < platform_bubbles(scene->stage->platform, phone); i++)
        n += platform_bubble(scene->stage->platform, phone, i)->from_business;
    return n;
}

static void invite(Scene *scene, int limit)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) params = json_put(json_put(cJSON_CreateObject(), "cohort", "scene"), "code", "HRE1");
    g_autoptr(cJSON) result = admin_run(engine_context(scene->stage->engine), "cli", "cohort.invite",
        json_put_int(params, "limit", limit), scene->stage->clock.now, &error);
    unit_assert_ok(error);
}

static void begin(Scene *scene, int limit)
{
    g_autoptr(GError) error = NULL;
    log_set_level(LOG_ERROR);
    ck_assert_msg(scene_open(scene, ":memory:", NULL, &error), "%s", error ? error->message : "");
    play(scene, 2 * HOUR);
    invite(scene, limit);
}

static guint enrolled(Scene *scene)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(scene->stage->store, "scene", &error);
    unit_assert_ok(error);
    g_autoptr(GArray) all = enrolment_list(scene->stage->store, cohort->id, &error);
    unit_assert_ok(error);
    return all->len;
}

START_TEST(join_is_understood_however_it_is_written)
{
    static const struct {
        const char *text;
        bool joins;
    } cases[] = { { "JOIN HRE1", true }, { "join hre1", true }, { "Join HRE 1", true }, { "join h r e 1", true },
        { "\"JOIN HRE1\"", true }, { "JOIN HREl", true }, { "JOIN: hre-1 please", true }, { "JOINHRE1", true },
        { "\xe2\x80\x8bJOIN HRE1.", true }, { "Good morning, join HRE1", true }, { "HRE1", true },
        { "Rejoindre HRE1", true }, { "entrar HRE1", true }, { "Jiunge HRE1", true }, { "joinha HRE1", true },
        { "joyina HRE1", true }, { "JOIN", false }, { "JOIN HRE2", false }, { "HRE", false }, { "", false },
        { "What is HRE1?", false }, { "'); DROP TABLE enrolment;-- JOIN", false }, { "JOIN %s%n HRE", false } };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Scene) scene = { 0 };
        begin(&scene, 5);
        write_to_us(&scene, 0, cases[i].text);
        ck_assert_msg(enrolled(&scene) == cases[i].joins, "\"%s\": %s", cases[i].text, last_words(&scene, 0));
    }
}
END_TEST

START_TEST(the_same_message_twice_enrols_once)
{
    g_auto(Scene) scene = { 0 };
    begin(&scene, 5);
    write_to_us(&scene, 0, "Hello?"); /* not answered, but the platform's 24 hours are open */
    ck_assert_int_eq(answers(&scene, 0), 0);
    for (int twice = 0; twice < 2; twice++) {
        cJSON *list = cJSON_CreateArray();
        json_put_item(list, NULL, message_of("263771000000", "wamid.a", "JOIN HRE1", scene.stage->clock.now));
        json_put_item(list, NULL, message_of("263771000000", "wamid.a", "JOIN HRE1", scene.stage->clock.now));
        arrive(&scene, list);
        play(&scene, MINUTE);
    }
    ck_assert_int_eq(enrolled(&scene), 1);
    ck_assert_int_eq(answers(&scene, 0), 1);
    ck_assert_ptr_nonnull(strstr(last_words(&scene, 0), "You wrote to us yourself"));
}
END_TEST

START_TEST(of_two_who_want_the_last_place_one_waits)
{
    g_auto(Scene) scene = { 0 };
    begin(&scene, 1);
    write_to_us(&scene, 0, "Hello?");
    write_to_us(&scene, 1, "Hello?");
    cJSON *list = cJSON_CreateArray();
    json_put_item(list, NULL, message_of("263771000000", "wamid.a", "JOIN HRE1", scene.stage->clock.now));
    json_put_item(list, NULL, message_of("263771000001", "wamid.b", "JOIN HRE1", scene.stage->clock.now));
    arrive(&scene, list);
    play(&scene, MINUTE);
    ck_assert_int_eq(enrolled(&scene), 1);
    ck_assert_ptr_nonnull(strstr(last_words(&scene, 0), "You wrote to us yourself"));
    ck_assert_ptr_nonnull(strstr(last_words(&scene, 1), "waiting list, number 1"));
    invite(&scene, 2);
    write_to_us(&scene, 1, "JOIN HRE1");
    ck_assert_int_eq(enrolled(&scene), 2);
    ck_assert_ptr_nonnull(strstr(last_words(&scene, 1), "You wrote to us yourself"));
}
END_TEST

START_TEST(wrong_codes_are_answered_five_times_a_day)
{
    g_auto(Scene) scene = { 0 };
    begin(&scene, 5);
    for (int i = 0; i < 8; i++)
        write_to_us(&scene, 0, "JOIN HRE7");
    ck_assert_int_eq(answers(&scene, 0), 5);
    write_to_us(&scene, 0, "JOIN HRE1");
    ck_assert_int_eq(enrolled(&scene), 1);
}
END_TEST

START_TEST(a_flood_of_strangers_is_bounded)
{
    g_auto(Scene) scene = { 0 };
    int64_t guests = 0;
    begin(&scene, 5);
    cJSON *list = cJSON_CreateArray();
    for (int i = 0; i < 300; i++) {
        g_autofree char *from = g_strdup_printf("2637720%05d", i), *id = g_strdup_printf("wamid.%d", i);
        json_put_item(list, NULL, message_of(from, id, "JOIN NOTHING", scene.stage->clock.now));
    }
    arrive(&scene, list);
    play(&scene, MINUTE);
    ck_assert(guest_count_since(scene.stage->store, 0, &guests, NULL));
    ck_assert_int_eq(guests, 200);
    ck_assert_int_eq(enrolled(&scene), 0);
}
END_TEST

START_TEST(hostile_answers_are_kept_as_plain_words_or_asked_again)
{
    g_autoptr(GError) error = NULL;
    g_auto(Scene) scene = { 0 };
    begin(&scene, 5);
    static const struct {
        const char *says, *then;
    } talk[] = { { "JOIN HRE1", "What is your name?" }, { "Facilitator", "Please choose a name" },
        { "http://x.example/a?b=1", "Please choose a name" }, { "{name} {when}", "Please choose a name" },
        { "NAME Rudo Moyo", "What is your work?" }, { "\xf0\x9f\x98\x80", "up to 40 characters" },
        { "HIV tester {n}", "At which clinic" }, { "=cmd|' /C calc'!A0\n<b>", "professional council" },
        { "ZN 123/45", "Thank you, Rudo Moyo." } };
    for (size_t i = 0; i < G_N_ELEMENTS(talk); i++) {
        write_to_us(&scene, 0, talk[i].says);
        bool seen = false;
        for (guint n = platform_bubbles(scene.stage->platform, 0); n > 0 && !seen; n--) {
            const PlatformBubble *bubble = platform_bubble(scene.stage->platform, 0, n - 1);
            if (!bubble->from_business)
                break;
            seen = strstr(bubble->text, talk[i].then) != NULL;
        }
        ck_assert_msg(seen, "%s: %s", talk[i].says, last_words(&scene, 0));
    }
    g_autoptr(Cohort) cohort = cohort_find(scene.stage->store, "scene", &error);
    unit_assert_ok(error);
    g_autoptr(GArray) all = enrolment_list(scene.stage->store, cohort->id, &error);
    g_autoptr(Enrolment) e =
        enrolment_get(scene.stage->store, scene.stage->vault, g_array_index(all, int64_t, 0), &error);
    unit_assert_ok(error);
    ck_assert_str_eq(e->name, "Rudo Moyo");
    ck_assert_str_eq(e->cadre, "HIV tester n");
    ck_assert_str_eq(e->facility, "cmd' /C calc'A0 b");
    ck_assert_str_eq(e->registration, "ZN 123/45");
    ck_assert_str_eq(e->opt_in_means, "own message");
    ck_assert_int_gt(e->opt_in, 0);
    ck_assert_ptr_null(strstr(e->study_id, "guest"));
}
END_TEST

START_TEST(a_question_left_open_keeps_the_course_waiting_for_an_hour_only)
{
    g_auto(Scene) scene = { 0 };
    begin(&scene, 5);
    write_to_us(&scene, 0, "JOIN HRE1");
    guint before = answers(&scene, 0);
    play(&scene, 50 * MINUTE);
    ck_assert_int_eq(answers(&scene, 0), before);
    play(&scene, 15 * MINUTE);
    ck_assert_msg(strstr(last_words(&scene, 0), "Will you take this course?") != NULL, "%s", last_words(&scene, 0));
    write_to_us(&scene, 0, "Rudo Moyo");
    ck_assert_ptr_nonnull(strstr(last_words(&scene, 0), "What is your work?"));
}
END_TEST

START_TEST(who_is_on_the_list_without_an_opt_in_gives_it_by_her_message)
{
    g_autoptr(GError) error = NULL;
    g_auto(Scene) scene = { 0 };
    begin(&scene, 5);
    static const char rows[] =
        "{\"cohort\":\"scene\",\"rows\":[{\"line\":2,\"phone\":\"+263771000000\",\"name\":\"Chipo\"}]}";
    g_autoptr(cJSON) params = json_parse(rows, strlen(rows), &error);
    g_autoptr(cJSON) result =
        admin_run(engine_context(scene.stage->engine), "cli", "enrol", params, scene.stage->clock.now, &error);
    unit_assert_ok(error);
    play(&scene, 10 * MINUTE);
    ck_assert_int_eq(answers(&scene, 0), 0);
    write_to_us(&scene, 0, "JOIN HRE1");
    play(&scene, 10 * MINUTE);
    ck_assert_int_eq(enrolled(&scene), 1);
    bool welcomed = false;
    for (guint i = 0; i < platform_bubbles(scene.stage->platform, 0); i++)
        welcomed = welcomed || strstr(platform_bubble(scene.stage->platform, 0, i)->text, "You were on the list");
    ck_assert(welcomed);
    ck_assert_msg(strstr(last_words(&scene, 0), "Will you take this course?") != NULL, "%s", last_words(&scene, 0));
}
END_TEST

UNIT_MAIN("join", join_is_understood_however_it_is_written, the_same_message_twice_enrols_once,
    of_two_who_want_the_last_place_one_waits, wrong_codes_are_answered_five_times_a_day,
    a_flood_of_strangers_is_bounded, hostile_answers_are_kept_as_plain_words_or_asked_again,
    a_question_left_open_keeps_the_course_waiting_for_an_hour_only,
    who_is_on_the_list_without_an_opt_in_gives_it_by_her_message)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever WhatsApp can bring from a learner's phone ends in the journal and an answer that she can read. */
#include "../unit/unit.h"
#include "advert.h"
#include "inbox.h"
#include "log.h"
#include "scene.h"

static void play(Scene *scene, int64_t seconds)
{
    g_autoptr(GError) error = NULL;
    scene_play(scene, scene->stage->clock.now + seconds, NULL, &error);
    unit_assert_ok(error);
}

/* A body as Meta sends it, of nurse 0, with `part` as the message's own member. */
static void arrive(Scene *scene, const char *id, const char *type, const char *part)
{
    g_autoptr(GError) error = NULL;
    Store *store = scene->stage->store;
    g_autofree char *body = g_strdup_printf(
        "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":"
        "\"messages\",\"value\":{\"messaging_product\":\"whatsapp\",\"messages\":[{\"from\":"
        "\"263771000000\",\"id\":\"%s\",\"timestamp\":\"%" G_GINT64_FORMAT "\",\"type\":\"%s\",\"%s\":%s}]}}]}]}",
        id, scene->stage->clock.now, type, type, part);
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(tx && inbox_add(store, scene->stage->clock.now, body, strlen(body), &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    unit_assert_ok(error);
    play(scene, MINUTE);
}

static const char *last_words(const Scene *scene)
{
    Platform *platform = scene->stage->platform;
    guint n = platform_bubbles(platform, 0);
    return n ? platform_bubble(platform, 0, n - 1)->text : "";
}

/* Everybody enrolled; nurse 0 has just written, so that she can be answered. */
static void begin(Scene *scene)
{
    g_autoptr(GError) error = NULL;
    log_set_level(LOG_ERROR);
    ck_assert_msg(
        scene_open(scene, ":memory:", NULL, &error) && scene_enrol(scene, &error), "%s", error ? error->message : "");
    play(scene, 2 * HOUR);
    platform_phone_text(scene->stage->platform, scene->stage->clock.now, 0, "MENU", NULL);
    play(scene, 10 * MINUTE);
}

START_TEST(each_kind_of_message_is_answered)
{
    static const struct {
        const char *type, *part, *answer;
    } cases[] = {
        { "location", "{\"latitude\":-17.8,\"longitude\":31.0}", "I cannot use a place" },
        { "contacts", "[{\"name\":{\"formatted_name\":\"A\"}}]", "I cannot use a contact" },
        { "reaction", "{\"message_id\":\"w0\",\"emoji\":\"\\ud83d\\udc4d\"}", "A sign like this one" },
        { "unsupported", "{\"type\":\"poll_creation\"}", "cannot read this kind" },
        { "order", "{\"text\":\"x\"}", "cannot read this kind" },
        { "hologram", "{}", "cannot read this kind" },
        { "sticker", "{\"id\":\"1\",\"mime_type\":\"image/webp\"}", "Who should see this?" },
        { "edit", "{\"original_message_id\":\"w9\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"x\"}}}",
            "you changed a message" },
        { "revoke", "{\"original_message_id\":\"w9\"}", "You deleted a message" },
        { "button", "{\"text\":\"x\",\"payload\":\"q.99.0.a\"}", "something that is over" },
        { "button", "{\"text\":\"x\",\"payload\":\"nonsense\"}", "did not understand" },
    };
    g_auto(Scene) scene = { 0 };
    begin(&scene);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *id = g_strdup_printf("wamid.other%zu", i);
        arrive(&scene, id, cases[i].type, cases[i].part);
        ck_assert_msg(strstr(last_words(&scene), cases[i].answer) != NULL, "%s: %s", cases[i].type, last_words(&scene));
    }
}
END_TEST

START_TEST(what_is_deleted_on_the_phone_is_taken_back)
{
    g_auto(Scene) scene = { 0 };
    begin(&scene);
    arrive(&scene, "wamid.a", "text", "{\"body\":\"Something about my ward\"}");
    ck_assert(strstr(last_words(&scene), "Who should see this?") != NULL);
    arrive(&scene, "wamid.b", "revoke", "{\"original_message_id\":\"wamid.a\"}");
    ck_assert_msg(strstr(last_words(&scene), "taken back here too") != NULL, "%s", last_words(&scene));
    arrive(&scene, "wamid.c", "revoke", "{\"original_message_id\":\"wamid.a\"}");
    ck_assert_msg(strstr(last_words(&scene), "You deleted a message") != NULL, "%s", last_words(&scene));
}
END_TEST

/* Under a sanitizer this also sees what the leaving that failed has left behind. */
START_TEST(a_leaving_that_fails_is_set_aside_and_heard_again)
{
    static const StoreQuery refuse = { .name = "test_refuse",
        .sql = "CREATE TRIGGER refuse BEFORE INSERT ON advert_consent BEGIN SELECT RAISE(ABORT, 'refused'); END" };
    static const StoreQuery allow = { .name = "test_allow", .sql = "DROP TRIGGER refuse" };
    g_auto(Scene) scene = { 0 };
    g_autoptr(GError) error = NULL;
    begin(&scene);
    Stage *stage = scene.stage;
    g_autoptr(GArray) people = enrolment_list(stage->store, stage->cohort, &error);
    g_autoptr(Enrolment) e = enrolment_get(stage->store, stage->vault, g_array_index(people, int64_t, 0), &error);
    AdvertSays yes = { .learner = e->learner, .at = stage->clock.now, .given = true, .means = ADVERT_BY_WORD };
    g_autoptr(StoreTx) tx = store_begin(stage->store, &error);
    ck_assert(advert_says(stage->store, stage->vault, &yes, NULL, &error));
    ck_assert(store_run(stage->store, &refuse, NO_ARGS, NULL, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    arrive(&scene, "wamid.s", "text", "{\"body\":\"STOP\"}");
    ck_assert_msg(!strstr(last_words(&scene), "no more messages from this course"), "%s", last_words(&scene));
    tx = store_begin(stage->store, &error);
    ck_assert(store_run(stage->store, &allow, NO_ARGS, NULL, &error) && store_commit(g_steal_pointer(&tx), &error));
    arrive(&scene, "wamid.t", "text", "{\"body\":\"STOP\"}");
    ck_assert_msg(strstr(last_words(&scene), "no more messages from this course"), "%s", last_words(&scene));
    unit_assert_ok(error);
}
END_TEST

UNIT_MAIN("other", each_kind_of_message_is_answered, what_is_deleted_on_the_phone_is_taken_back,
    a_leaving_that_fails_is_set_aside_and_heard_again)

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cast.h"
#include "unit.h"

#define START INT64_C(1796594400) /* 2026-12-07 00:00 in Harare */
#define PEOPLE 40

typedef struct {
    PlatformConfig config;
    Platform *platform;
    cJSON *key;
    Cast *cast;
} Scene;

static Scene scene_new(uint64_t seed, bool lives)
{
    static const char key[] = "{\"course\":\"c\",\"version\":\"1.0\",\"objectives\":[{\"id\":\"o1\",\"text\":\"Name\"}]"
                              ",\"items\":[{\"id\":\"i1\","
                              "\"bank\":\"b\",\"use\":\"practice\",\"kind\":\"single\",\"points\":1,\"stem\":\"Which "
                              "comes first?\",\"options\":["
                              "{\"id\":\"a\",\"text\":\"Soap\",\"fraction\":1},{\"id\":\"b\",\"text\":\"Rub\","
                              "\"fraction\":0}],\"steps\":[]}],\"texts\":[]}";
    Scene scene = { .config = platform_config() };
    scene.config.seed = seed;
    scene.platform = platform_new(&scene.config);
    platform_advance(scene.platform, START);
    GError *error = NULL;
    scene.key = lives ? json_parse(key, strlen(key), &error) : NULL;
    CastConfig config = { .seed = seed, .people = PEOPLE, .course_key = scene.key, .start = START, .zone_offset = 120 };
    scene.cast = error ? NULL : cast_new(scene.platform, &config, &error);
    unit_assert_ok(error);
    platform_template_add(scene.platform, "hello", "en", "UTILITY",
        "[{\"type\":\"BODY\",\"text\":\"Do you want to take this "
        "course?\"},{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":"
        "\"QUICK_REPLY\",\"text\":\"I agree\"}]}]");
    return scene;
}

static void scene_clear(Scene *scene)
{
    cast_free(scene->cast);
    platform_free(scene->platform);
    cJSON_Delete(scene->key);
}

static void greet(Scene *scene, int64_t now, int phone)
{
    g_autofree char *path = g_strdup_printf("/v25.0/%s/messages", scene->config.phone_id);
    g_autofree char *body = g_strdup_printf("{\"messaging_product\":\"whatsapp\",\"to\":\"+%s\",\"type\":\"template\","
                                            "\"template\":{\"name\":\"hello\",\"language\":{\"code\":\"en\"}}}",
        platform_phone_number(scene->platform, phone));
    g_auto(PlatformAnswer) answer = { 0 };
    platform_request(
        scene->platform, now, "POST", path, scene->config.token, "application/json", body, strlen(body), &answer);
    ck_assert_int_eq(answer.status, 200);
}

/* The business answers every webhook and heeds none. */
static void take_webhooks(Scene *scene, int64_t now)
{
    g_autoptr(GArray) due = g_array_new(FALSE, FALSE, sizeof(PlatformWebhook));
    platform_webhooks(scene->platform, now, due);
    for (guint i = 0; i < due->len; i++)
        platform_webhook_done(scene->platform, now, g_array_index(due, PlatformWebhook, i).id, true);
}

/* Lets `days` pass and tells what everybody wrote and when, in one text. */
static char *live(Scene *scene, int days)
{
    int64_t now = START;
    while (now < START + days * INT64_C(86400)) {
        take_webhooks(scene, now);
        cast_turn(scene->cast, now);
        ck_assert_int_gt(cast_next(scene->cast), now);
        now = MIN(platform_next(scene->platform), cast_next(scene->cast));
    }
    GString *told = g_string_new(NULL);
    for (int phone = 0; phone < PEOPLE; phone++)
        for (guint i = 0; i < platform_bubbles(scene->platform, phone); i++) {
            const PlatformBubble *bubble = platform_bubble(scene->platform, phone, i);
            if (!bubble->from_business)
                g_string_append_printf(told, "%d %" G_GINT64_FORMAT " %s\n", phone, bubble->time, bubble->text);
        }
    return g_string_free(told, FALSE);
}

START_TEST(who_was_greeted_answers_and_nobody_else_does)
{
    Scene scene = scene_new(1, true);
    for (int phone = 0; phone < PEOPLE / 2; phone++)
        greet(&scene, START + 12 * 3600, phone);
    g_autofree char *told = live(&scene, 6);
    g_auto(GStrv) lines = g_strsplit(told, "\n", -1);
    ck_assert_uint_ge(g_strv_length(lines), PEOPLE / 4);
    for (char **line = lines; **line; line++)
        ck_assert_int_lt(g_ascii_strtoll(*line, NULL, 10), PEOPLE / 2);
    scene_clear(&scene);
}
END_TEST

START_TEST(one_seed_gives_one_life)
{
    char *told[3];
    for (int i = 0; i < 3; i++) {
        Scene scene = scene_new(i < 2 ? 5 : 6, true);
        for (int phone = 0; phone < PEOPLE; phone++)
            greet(&scene, START + 12 * 3600, phone);
        told[i] = live(&scene, 6);
        scene_clear(&scene);
    }
    ck_assert_str_eq(told[0], told[1]);
    ck_assert_str_ne(told[0], told[2]);
    for (int i = 0; i < 3; i++)
        g_free(told[i]);
}
END_TEST

START_TEST(phones_without_a_life_do_nothing)
{
    Scene scene = scene_new(1, false);
    greet(&scene, START, 0);
    platform_advance(scene.platform, START + 86400);
    ck_assert_uint_eq(cast_turn(scene.cast, START + 86400), 0);
    ck_assert_int_eq(cast_next(scene.cast), INT64_MAX);
    ck_assert_uint_eq(cast_people(scene.cast)->len, PEOPLE);
    scene_clear(&scene);
}
END_TEST

UNIT_MAIN(
    "cast", who_was_greeted_answers_and_nobody_else_does, one_seed_gives_one_life, phones_without_a_life_do_nothing)

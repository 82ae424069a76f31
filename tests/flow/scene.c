/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scene.h"
#include "admin.h"
#include "error.h"
#include <glib/gstdio.h>
#include <string.h>

void scene_clear(Scene *scene)
{
    stage_free(scene->stage);
    course_package_free(scene->package);
    cohort_free(scene->cohort);
    g_free(scene->dir);
    g_free(scene->media);
}

int64_t scene_morning(void)
{
    return SCENE_START * INT64_C(86400) + 6 * HOUR;
}

static void number_of(int phone, char *number, gsize size)
{
    g_snprintf(number, size, "26377100000%d", phone);
}

bool scene_open(Scene *scene, const char *database, const char *vfs, GError **error)
{
    const char *root = g_getenv("BARAZA_SOURCE");
    scene->dir =
        g_build_filename(root ? root : ".", "tests/data", scene->course ? scene->course : "course-story", NULL);
    scene->package = course_package_load(scene->dir, SCENE_START, error);
    scene->cohort = cohort_new("scene");
    g_free(scene->cohort->zone);
    scene->cohort->zone = g_strdup("Africa/Harare");
    scene->cohort->start_day = SCENE_START;
    scene->cohort->seed = 1;
    StageConfig config = { .package = scene->package,
        .package_dir = scene->dir,
        .cohort = scene->cohort,
        .database = database,
        .vfs = vfs,
        .opens = scene_morning() - HOUR,
        .platform = platform_config() };
    config.platform.approval_min = config.platform.approval_max = 60;
    scene->stage = scene->package ? stage_new(&config, error) : NULL;
    for (int i = 0; scene->stage && i < SCENE_LEARNERS; i++) {
        char number[16];
        number_of(i, number, sizeof number);
        PlatformPhone phone = { .number = number, .name = "Nurse", .allowed = true };
        platform_phone_add(scene->stage->platform, &phone);
    }
    return scene->stage != NULL;
}

bool scene_enrol(Scene *scene, GError **error)
{
    Stage *stage = scene->stage;
    g_autoptr(cJSON) params = cJSON_CreateObject();
    cJSON *rows = cJSON_CreateArray();
    json_put_item(json_put(params, "cohort", scene->cohort->name), "rows", rows);
    for (int i = 0; i < SCENE_LEARNERS; i++) {
        char number[16];
        number_of(i, number, sizeof number);
        EnrolRow *row = g_new0(EnrolRow, 1);
        row->phone = g_strconcat("+", number, NULL);
        row->name = g_strdup_printf("Nurse %c", 'A' + i);
        row->lang = g_strdup("en");
        row->tier = g_strdup("full");
        row->opt_in = stage->clock.now - DAY;
        row->opt_in_means = g_strdup("paper form");
        json_put_item(rows, NULL, admin_row_json(row));
        enrol_row_free(row);
    }
    g_autoptr(cJSON) done = admin_run(engine_context(stage->engine), "cli", "enrol", params, stage->clock.now, error);
    return done != NULL;
}

/* Of a question's options the one whose words, together with the phone, have the greatest hash. */
static guint pick(const PlatformBubble *bubble, int phone)
{
    guint best = 0, greatest = 0;
    if (!strstr(bubble->text, "Question "))
        return 0;
    for (guint i = 0; i < bubble->n_choices; i++) {
        g_autofree char *words = g_strdup_printf("%d %s", phone, bubble->choices[i].title);
        guint hash = g_str_hash(words);
        best = hash > greatest ? i : best;
        greatest = MAX(hash, greatest);
    }
    return best;
}

static guint answer(Scene *scene, int64_t now, int phone, const PlatformBubble *bubble)
{
    Platform *platform = scene->stage->platform;
    bool prompt = strstr(bubble->text, "What stops you") || strstr(bubble->text, "in the first minute");
    if (phone == 2 && strstr(bubble->text, "The expert rubbed")) {
        platform_phone_text(platform, now, phone, "STOP", NULL);
        return 1;
    }
    if (prompt && phone < 2 && !scene->talked[phone]) {
        g_autofree char *text = g_strdup_printf("Water is far from our ward, says %c", 'A' + phone);
        platform_phone_text(platform, now, phone, text, phone == 0 ? bubble->wamid : NULL);
        scene->talked[phone] = now;
        return 1;
    }
    if (bubble->n_choices == 0)
        return 0;
    platform_phone_tap(platform, now, phone, bubble->wamid, pick(bubble, phone));
    return 1;
}

/* On the first day they begin hours apart, so that who comes first, which decides on the forms of the test, does not
 * hang on a message that was late. */
static int64_t begins(int phone)
{
    return scene_morning() + phone * 3 * HOUR;
}

guint scene_people(gpointer data, int64_t now)
{
    Scene *scene = data;
    Platform *platform = scene->stage->platform;
    guint done = 0;
    for (int phone = 0; phone < SCENE_LEARNERS && now >= begins(phone); phone++) {
        platform_phone_read(platform, now, phone);
        for (; scene->seen[phone] < platform_bubbles(platform, phone); scene->seen[phone]++) {
            const PlatformBubble *bubble = platform_bubble(platform, phone, scene->seen[phone]);
            if (bubble->from_business)
                done += answer(scene, now, phone, bubble);
        }
    }
    return done;
}

bool scene_play(Scene *scene, int64_t end, StagePeople *people, GError **error)
{
    Stage *stage = scene->stage;
    while (stage->clock.now < end) {
        if (!stage_settle(stage, people, scene, error))
            return false;
        int64_t next = stage_next(stage);
        for (int phone = 0; people && phone < SCENE_LEARNERS; phone++)
            next = stage->clock.now < begins(phone) ? MIN(next, begins(phone)) : next;
        stage_move(stage, CLAMP(next, stage->clock.now + 1, end));
    }
    return true;
}

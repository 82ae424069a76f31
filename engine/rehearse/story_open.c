/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is there before the first line of a story is played, and is put away after the last. */
#include "story_priv.h"

#include "admin.h"
#include "error.h"

#include <glib/gstdio.h>

/* The platform reviews templates before the course begins. */
#define BEFORE (36 * HOUR)

static char *find_course(const Story *story, const char *const *courses, GError **error)
{
    static const char *const forms[] = { "%s/%s", "%s/course-%s" };
    for (; *courses; courses++)
        for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
            g_autofree char *name = g_strconcat(i ? "course-" : "", story->course, NULL);
            g_autofree char *dir = g_build_filename(*courses, name, NULL);
            g_autofree char *file = g_build_filename(dir, "course.xml", NULL);
            if (g_file_test(file, G_FILE_TEST_EXISTS))
                return g_steal_pointer(&dir);
        }
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "%s: there is no course \"%s\"", story->name, story->course);
    return NULL;
}

static void add_names(Play *play, GPtrArray *names)
{
    for (guint i = 0; i < names->len; i++)
        g_ptr_array_add(play->names, names->pdata[i]);
}

static bool run_verb(Play *play, const char *verb, cJSON *params, GError **error)
{
    g_autoptr(cJSON) owned = params;
    g_autoptr(cJSON) result =
        admin_run(engine_context(play->stage->engine), "cli", verb, owned, play->stage->clock.now, error);
    return result != NULL;
}

/* A facilitator with a phone of her own, who looks after the cohort. */
static bool add_staff(Play *play, const char *name, GError **error)
{
    const char *number = platform_phone_number(play->stage->platform, play_phone(play, name));
    g_autofree char *phone = g_strconcat("+", number, NULL);
    cJSON *account = json_put(json_put(cJSON_CreateObject(), "name", name), "role", "facilitator");
    json_put(json_put(account, "phone", phone), "password", "$argon2id$v=19$m=65536,t=2,p=1$c3Rvcnk$c3Rvcnk");
    cJSON *own = json_put(json_put(cJSON_CreateObject(), "name", name), "cohort", play->cohort->name);
    if (run_verb(play, "staff.add", account, error))
        return run_verb(play, "staff.assign", own, error);
    cJSON_Delete(own);
    return false;
}

static bool add_phones(Play *play, GError **error)
{
    for (guint i = 0; i < play->names->len; i++) {
        g_autofree char *number = g_strdup_printf("26377%07u", 1000001 + i);
        PlatformPhone phone = { .number = number, .name = play->names->pdata[i], .allowed = true };
        platform_phone_add(play->stage->platform, &phone);
    }
    for (guint i = 0; i < play->story->learners->len; i++)
        if (!play_enrol(play, (int)i, error))
            return false;
    for (guint i = 0; i < play->story->staff->len; i++)
        if (!add_staff(play, play->story->staff->pdata[i], error))
            return false;
    if (play->story->patients) {
        context_set_patients(engine_context(play->stage->engine), true, keep_days[KEEP_FILES]);
        const char *doctor = play->story->staff->len ? play->story->staff->pdata[0] : "";
        cJSON *named = json_put(json_put(cJSON_CreateObject(), "cohort", play->cohort->name), "doctor", doctor);
        if (!run_verb(play, "cohort.set", named, error))
            return false;
    }
    return stage_settle(play->stage, NULL, NULL, error);
}

static bool needs_file(const Story *story)
{
    for (guint i = 0; i < story->lines->len; i++)
        if (((const StoryLine *)story->lines->pdata[i])->verb == STORY_ENGINE)
            return true;
    return false;
}

static void set_rules(Play *play)
{
    const Story *story = play->story;
    play->cohort = cohort_new("story");
    g_free(play->cohort->zone);
    play->cohort->zone = g_strdup(story->zone);
    play->cohort->start_day = story->start;
    play->cohort->seed = 1;
    play->cohort->state = story->planned ? COHORT_PLANNED : COHORT_RUNNING;
    if (story->room_size)
        play->cohort->room_size = (int)story->room_size;
    if (story->patients) {
        play->cohort->audience = AUDIENCE_PATIENTS;
        play->cohort->room_size = MIN(play->cohort->room_size, audience_rules(AUDIENCE_PATIENTS)->room_most);
    }
    if (story->daily_cap)
        play->cohort->daily_cap = (int)story->daily_cap;
    Civil civil = civil_from_days(story->start);
    play->moment = civil_to_utc(civil_zone(story->zone, NULL), &civil, NULL);
}

/* An engine that restarts needs a file; NULL and *error when there is no room for one. Given. */
static char *place_database(Play *play, GError **error)
{
    if (!needs_file(play->story))
        return g_strdup(":memory:");
    play->folder = g_dir_make_tmp("baraza-story-XXXXXX", error);
    return play->folder ? g_build_filename(play->folder, "story.db", NULL) : NULL;
}

bool play_open(Play *play, const char *const *courses, GError **error)
{
    add_names(play, play->story->learners);
    add_names(play, play->story->late);
    add_names(play, play->story->staff);
    play->joined = g_new0(bool, play->names->len + 1);
    play->answered = g_new0(guint, play->names->len + 1);
    play->package_dir = find_course(play->story, courses, error);
    if (!play->package_dir)
        return false;
    set_rules(play);
    g_autofree char *database = place_database(play, error);
    play->package = database ? course_package_load(play->package_dir, play->story->start, error) : NULL;
    static const EngineWatch watch = { 0 };
    StageConfig config = { .package = play->package,
        .package_dir = play->package_dir,
        .cohort = play->cohort,
        .database = database,
        .opens = play->moment - BEFORE,
        .watch = &watch,
        .platform = platform_config() };
    play->stage = play->package ? stage_new(&config, error) : NULL;
    if (!play->stage)
        return false;
    play->stage->config.database = g_intern_string(database);
    return add_phones(play, error);
}

void play_close(Play *play)
{
    stage_free(play->stage);
    course_package_free(play->package);
    cohort_free(play->cohort);
    if (play->folder) {
        static const char *const files[] = { "story.db", "story.db-wal", "story.db-shm", "story.db.lock" };
        for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
            g_autofree char *path = g_build_filename(play->folder, files[i], NULL);
            g_unlink(path);
        }
        g_rmdir(play->folder);
    }
    g_free(play->folder);
    g_free(play->package_dir);
    g_ptr_array_unref(play->names);
    g_free(play->joined);
    g_free(play->answered);
    g_array_unref(play->timers);
    cJSON_Delete(play->told);
    g_free(play->refused);
}

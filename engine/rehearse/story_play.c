/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line by line: time goes on to the line's moment, everything before it happens, then the line. */
#include "story_priv.h"

#include "error.h"

#include <glib/gstdio.h>
#include <stdio.h>

/* The platform reviews templates before the course begins. */
#define BEFORE (36 * HOUR)
/* After the last line things come to rest. */
#define REST (DAY)
#define CALM (20 * MINUTE)

bool play_fail(const Play *play, const StoryLine *line, GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *why = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s:%u: %s", play->story->name, line->line, why);
    return false;
}

int play_phone(const Play *play, const char *name)
{
    guint index = 0;
    bool found = g_ptr_array_find_with_equal_func(play->names, name, g_str_equal, &index);
    return found ? (int)index : -1;
}

int64_t play_time(const Play *play, const StoryTime *when, int minutes)
{
    int64_t date = cohort_today(play->cohort, play->moment);
    if (when->day)
        date = cohort_day_date(play->cohort, when->day);
    else if (when->date)
        date = when->date;
    if (when->minutes >= 0)
        minutes = when->minutes;
    Civil civil = civil_from_days(date + minutes / (24 * 60));
    civil.hour = minutes / 60 % 24;
    civil.minute = minutes % 60;
    return civil_to_utc(civil_zone(play->cohort->zone, NULL), &civil, NULL);
}

char *play_when(const Play *play, int64_t utc)
{
    const CivilZone *zone = civil_zone(play->cohort->zone, NULL);
    int64_t date = cohort_today(play->cohort, utc);
    int day = cohort_day_of(play->cohort, date);
    g_autofree char *local = civil_local_text(zone, utc);
    if (day > 0 && cohort_day_date(play->cohort, day) == date)
        return g_strdup_printf("day %d %s", day, local + 11);
    return g_steal_pointer(&local);
}

static int64_t next_moment(const Play *play)
{
    int64_t next = stage_next(play->stage);
    for (guint i = 0; i < play->timers->len; i++)
        next = MIN(next, g_array_index(play->timers, OnlineAgain, i).time);
    return next;
}

static void ring_timers(Play *play)
{
    int64_t now = play->stage->clock.now;
    for (guint i = 0; i < play->timers->len;) {
        OnlineAgain timer = g_array_index(play->timers, OnlineAgain, i);
        if (timer.time > now) {
            i++;
            continue;
        }
        platform_phone_online(play->stage->platform, now, timer.phone, true);
        g_array_remove_index(play->timers, i);
    }
}

bool play_step(Play *play, int64_t until, bool *stepped, GError **error)
{
    int64_t next = next_moment(play), now = play->stage->clock.now;
    *stepped = next <= until;
    if (!*stepped) {
        if (until > now)
            stage_move(play->stage, until);
        return true;
    }
    stage_move(play->stage, MAX(next, now));
    ring_timers(play);
    return stage_settle(play->stage, NULL, NULL, error);
}

/* All that happens before `time`; what happens at it is left to the line. */
static bool go_to(Play *play, int64_t time, GError **error)
{
    for (bool stepped = true; stepped;)
        if (!play_step(play, time - 1, &stepped, error))
            return false;
    stage_move(play->stage, time);
    return true;
}

static void set_mark(Play *play)
{
    play->marked = play->stage->clock.now;
    while (platform_record(play->stage->platform, play->mark))
        play->mark++;
}

bool play_enrol(Play *play, int phone, GError **error)
{
    g_autofree char *number = g_strconcat("+", platform_phone_number(play->stage->platform, phone), NULL);
    EnrolRow row = { .phone = number,
        .name = play->names->pdata[phone],
        .lang = (char *)"en",
        .tier = (char *)"full",
        .opt_in = play->stage->clock.now - 7 * DAY,
        .opt_in_means = (char *)"paper form" };
    g_autoptr(GPtrArray) rows = g_ptr_array_new();
    g_ptr_array_add(rows, &row);
    play->joined[phone] = stage_enrol(play->stage, rows, error);
    return play->joined[phone];
}

/* --- lines --- */

static bool play_at(Play *play, const StoryLine *line, GError **error)
{
    int64_t time = play_time(play, &line->when, 0);
    if (time < play->stage->clock.now && line->when.minutes >= 0) {
        g_autofree char *now = play_when(play, play->stage->clock.now);
        return play_fail(play, line, error, "it is %s already", now);
    }
    if (time > play->stage->clock.now && !go_to(play, time, error))
        return false;
    play->moment = play->stage->clock.now;
    set_mark(play);
    return true;
}

static bool play_engine(Play *play, GError **error)
{
    return stage_restart(play->stage, error) && stage_settle(play->stage, NULL, NULL, error);
}

static bool play_held(Play *play, const StoryLine *line, GError **error)
{
    if (stage_judge_held(play->stage, line->count, line->yes, error))
        return stage_settle(play->stage, NULL, NULL, error);
    g_prefix_error(error, "%s:%u: ", play->story->name, line->line);
    return false;
}

static bool play_webhooks(Play *play, const StoryLine *line)
{
    static const char *const orders[LINK_ORDERS] = { "once", "twice", "reversed" };
    for (int i = 0; i < LINK_ORDERS; i++)
        if (g_str_equal(orders[i], line->text))
            play->stage->link->order = (LinkOrder)i;
    return true;
}

/* For one learner or for everybody who has joined. */
static bool for_each(Play *play, const StoryLine *line,
    bool (*one)(Play *play, const StoryLine *line, int phone, GError **error), GError **error)
{
    if (!g_str_equal(line->who, "everybody"))
        return one(play, line, play_phone(play, line->who), error);
    guint mark = play->mark;
    int64_t marked = play->marked;
    for (int phone = 0; phone < (int)play->names->len; phone++) {
        if (!play->joined[phone])
            continue;
        play->mark = mark;
        play->marked = marked;
        if (!one(play, line, phone, error))
            return false;
    }
    return true;
}

static bool play_line(Play *play, const StoryLine *line, GError **error)
{
    switch (line->verb) {
    case STORY_AT:
        return play_at(play, line, error);
    case STORY_TAPS:
    case STORY_SAYS:
    case STORY_QUOTES:
    case STORY_SENDS:
    case STORY_ANSWERS:
    case STORY_READS:
    case STORY_OFFLINE:
    case STORY_ONLINE:
    case STORY_JOINS: {
        guint before = play->mark;
        set_mark(play);
        guint mark = play->mark;
        play->mark = before;
        bool done = for_each(play, line, play_deed, error);
        play->mark = mark;
        return done;
    }
    case STORY_NETWORK:
        play->stage->link->down_until = play_time(play, &line->when, 0);
        return true;
    case STORY_WEBHOOKS:
        return play_webhooks(play, line);
    case STORY_ENGINE:
        return play_engine(play, error);
    case STORY_HELD:
        set_mark(play);
        return play_held(play, line, error);
    case STORY_EXPECT:
    case STORY_NONE:
        return for_each(play, line, play_expect, error);
    case STORY_NOBODY:
        return play_nobody(play, line, error);
    case STORY_VERBS:
        break;
    }
    return true;
}

/* --- before and after --- */

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
    return stage_settle(play->stage, NULL, NULL, error);
}

static bool needs_file(const Story *story)
{
    for (guint i = 0; i < story->lines->len; i++)
        if (((const StoryLine *)story->lines->pdata[i])->verb == STORY_ENGINE)
            return true;
    return false;
}

static bool open_play(Play *play, GError **error)
{
    const Story *story = play->story;
    play->cohort = cohort_new("story");
    g_free(play->cohort->zone);
    play->cohort->zone = g_strdup(story->zone);
    play->cohort->start_day = story->start;
    play->cohort->seed = 1;
    if (story->room_size)
        play->cohort->room_size = (int)story->room_size;
    if (story->daily_cap)
        play->cohort->daily_cap = (int)story->daily_cap;
    Civil civil = civil_from_days(story->start);
    play->moment = civil_to_utc(civil_zone(story->zone, NULL), &civil, NULL);
    g_autofree char *database = g_strdup(":memory:");
    if (needs_file(story)) {
        play->folder = g_dir_make_tmp("baraza-story-XXXXXX", error);
        g_free(database);
        database = play->folder ? g_build_filename(play->folder, "story.db", NULL) : g_strdup("");
        if (!play->folder)
            return false;
    }
    play->package = course_package_load(play->package_dir, story->start, error);
    StageConfig config = { .package = play->package,
        .package_dir = play->package_dir,
        .cohort = play->cohort,
        .database = database,
        .opens = play->moment - BEFORE,
        .platform = platform_config() };
    play->stage = play->package ? stage_new(&config, error) : NULL;
    if (!play->stage)
        return false;
    play->stage->config.database = g_intern_string(database);
    return add_phones(play, error);
}

static void close_play(Play *play)
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
}

/* Until nothing is under way any more, so that both books can be compared. */
static bool come_to_rest(Play *play, GError **error)
{
    int64_t end = play->stage->clock.now + REST;
    for (bool stepped = true; stepped && play->stage->clock.now < end;)
        if (!play_step(play, MIN(end, play->stage->clock.now + CALM), &stepped, error))
            return false;
    return true;
}

static bool check_end(Play *play, GError **error)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < play->story->lines->len; i++) {
        const StoryLine *line = play->story->lines->pdata[i];
        if (line->verb == STORY_NOBODY && !play_nobody(play, line, error))
            return false;
    }
    if (!stage_check(play->stage, faults, error) || !stage_guard(play->stage, faults, error))
        return false;
    if (faults->len == 0)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s: at the end: %s", play->story->name,
        (const char *)faults->pdata[0]);
    for (guint i = 1; i < faults->len && i < 8; i++) {
        g_autofree char *before = g_strdup((*error)->message);
        g_clear_error(error);
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s\n  %s", before, (const char *)faults->pdata[i]);
    }
    return false;
}

static bool play_all(Play *play, GError **error)
{
    if (!open_play(play, error))
        return false;
    for (guint i = 0; i < play->story->lines->len; i++) {
        const StoryLine *line = play->story->lines->pdata[i];
        GError *fault = NULL;
        if (play_line(play, line, &fault))
            continue;
        g_propagate_error(error, fault);
        return false;
    }
    return come_to_rest(play, error) && check_end(play, error);
}

bool story_play(const Story *story, const char *const *courses, GError **error)
{
    Play play = {
        .story = story, .names = g_ptr_array_new(), .timers = g_array_new(FALSE, FALSE, sizeof(OnlineAgain))
    };
    add_names(&play, story->learners);
    add_names(&play, story->late);
    play.joined = g_new0(bool, play.names->len + 1);
    play.answered = g_new0(guint, play.names->len + 1);
    play.package_dir = find_course(story, courses, error);
    bool ok = play.package_dir && play_all(&play, error);
    close_play(&play);
    return ok;
}

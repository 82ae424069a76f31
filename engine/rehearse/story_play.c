/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line by line: time goes on to the line's moment, everything before it happens, then the line. */
#include "story_priv.h"

#include "error.h"

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

/* The platform takes another token than the engine has. */
static bool play_token(Play *play, bool good)
{
    Stage *stage = play->stage;
    platform_set_token(stage->platform, good ? stage->config.platform.token : "another");
    stage->token_died = true;
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

static bool play_line(Play *play, const StoryLine *line, const StoryLine *next, GError **error)
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
    case STORY_DEAF:
        play->stage->link->deaf_until = play_time(play, &line->when, 0);
        return true;
    case STORY_TOKEN:
        return play_token(play, line->yes);
    case STORY_WEBHOOKS:
        return play_webhooks(play, line);
    case STORY_ENGINE:
        return play_engine(play, error);
    case STORY_HELD:
        set_mark(play);
        return play_held(play, line, error);
    case STORY_DOES:
        set_mark(play);
        return play_does(play, line, next, error);
    case STORY_REFUSED:
        return play_refused(play, line, error);
    case STORY_TOLD:
        return play_told(play, line, error);
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
    const GPtrArray *lines = play->story->lines;
    for (guint i = 0; i < lines->len; i++)
        if (!play_line(play, lines->pdata[i], i + 1 < lines->len ? lines->pdata[i + 1] : NULL, error))
            return false;
    return come_to_rest(play, error) && check_end(play, error);
}

bool story_play(const Story *story, const char *const *courses, GError **error)
{
    Play play = {
        .story = story, .names = g_ptr_array_new(), .timers = g_array_new(FALSE, FALSE, sizeof(OnlineAgain))
    };
    bool ok = play_open(&play, courses, error) && play_all(&play, error);
    play_close(&play);
    return ok;
}

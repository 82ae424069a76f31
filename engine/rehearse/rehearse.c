/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort is made and enrolled as a coordinator would, the learners live their days, a facilitator looks in once a
 * day, and at the end both books are compared. */
#include "rehearse_priv.h"

#include "discussion.h"
#include "error.h"
#include "admin.h"

#define BEFORE (36 * HOUR) /* templates are reviewed before the course begins */
#define STEP 10            /* time moves in steps of so many seconds */
#define FACILITATOR_HOUR 10
#define LATE_DAY 4

static int64_t local(const Rehearsal *r, int64_t date, int hour)
{
    Civil civil = civil_from_days(date);
    civil.hour = hour;
    return civil_to_utc(civil_zone(r->cohort->zone, NULL), &civil, NULL);
}

static int zone_offset(const Rehearsal *r)
{
    Civil civil = civil_from_utc(civil_zone(r->cohort->zone, NULL), r->first);
    int64_t wall = civil_days(civil.year, civil.month, civil.day) * DAY + civil.hour * HOUR + civil.minute * MINUTE;
    return (int)((wall - r->first) / MINUTE);
}

static bool make_cohort(Rehearsal *r, GError **error)
{
    const RehearseConfig *config = r->config;
    if (!civil_zone(config->zone, error))
        return false;
    r->cohort = cohort_new("rehearsal");
    g_free(r->cohort->zone);
    r->cohort->zone = g_strdup(config->zone);
    r->cohort->start_day = config->start_day;
    r->cohort->seed = config->seed;
    g_free(r->cohort->primary);
    r->cohort->primary = g_strdup("knowledge: post minus pre");
    if (config->room_size)
        r->cohort->room_size = config->room_size;
    r->first = local(r, cohort_day_date(r->cohort, 1), 0);
    return true;
}

/* People of the cast who come from the start, or late. */
static bool enrol(Rehearsal *r, bool late, GError **error)
{
    GPtrArray *people = cast_people(r->cast);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)enrol_row_free);
    static const char *const tiers[] = { "full", "low", "full", "low", "text" };
    for (guint i = 0; i < people->len; i++) {
        const PersonaTraits *traits = people->pdata[i];
        if (traits->late_joiner != late)
            continue;
        EnrolRow *row = g_new0(EnrolRow, 1);
        row->phone = g_strconcat("+", traits->number, NULL);
        row->name = g_strdup(traits->name);
        row->lang = g_strdup(r->package->course->lang);
        row->tier = g_strdup(tiers[i % G_N_ELEMENTS(tiers)]);
        row->cadre = g_strdup(persona_cadre_name(traits->cadre));
        row->opt_in = r->stage->clock.now - 7 * DAY;
        row->opt_in_means = g_strdup("paper form");
        row->line = i + 2;
        g_ptr_array_add(rows, row);
    }
    return rows->len == 0 || stage_enrol(r->stage, rows, error);
}

/* A day after everything has closed for everyone. */
static bool find_end(Rehearsal *r, GError **error)
{
    Context *context = engine_context(r->stage->engine);
    const Cohort *cohort = context_cohort(context, r->stage->cohort, error);
    const Plan *plan = cohort ? context_plan_of(context, r->stage->cohort, error) : NULL;
    if (!plan)
        return false;
    r->end = r->first;
    for (int i = 0; i < plan_count(plan); i++) {
        const Step *step = plan_beat(plan, i)->step;
        int64_t opens = 0, closes = 0;
        if (step->kind == STEP_SIT)
            schedule_sit_window(plan, cohort, step, &opens, &closes);
        else if (step->day)
            closes = cohort_after(
                cohort, cohort_time(cohort, step->day, step->time), MAX(step->due, 2 * DAY), step->due_days);
        r->end = MAX(r->end, closes + DAY);
    }
    if (r->config->days > 0)
        r->end = r->first + r->config->days * DAY;
    return true;
}

static guint people_turn(gpointer data, int64_t now)
{
    return cast_turn(((Rehearsal *)data)->cast, now);
}

static bool open_rehearsal(Rehearsal *r, GError **error)
{
    const RehearseConfig *config = r->config;
    r->package = course_package_load(config->course, config->start_day, error);
    if (!r->package || !make_cohort(r, error))
        return false;
    StageConfig stage = { .package = r->package,
        .package_dir = config->course,
        .cohort = r->cohort,
        .database = config->database ? config->database : ":memory:",
        .opens = r->first - BEFORE,
        .platform = platform_config() };
    stage.platform.seed = config->seed;
    stage.platform.portfolio_limit = 0;
    r->stage = stage_new(&stage, error);
    if (!r->stage)
        return false;
    r->key = course_key(r->package->course, r->package->course->lang, NULL);
    CastConfig cast = { .seed = config->seed,
        .people = config->learners,
        .course_key = r->key,
        .start = r->first,
        .zone_offset = zone_offset(r) };
    r->cast = cast_new(r->stage->platform, &cast, error);
    return r->cast && find_end(r, error) && enrol(r, false, error);
}

static void close_rehearsal(Rehearsal *r)
{
    cast_free(r->cast);
    stage_free(r->stage);
    cJSON_Delete(r->key);
    cohort_free(r->cohort);
    course_package_free(r->package);
}

/* What happens once a day, when that hour has come: late joiners, the facilitator, a line of progress. */
static bool new_day(Rehearsal *r, GError **error)
{
    int64_t now = r->stage->clock.now, today = cohort_today(r->cohort, now);
    if (r->day == today || now < local(r, today, FACILITATOR_HOUR))
        return true;
    r->day = today;
    if (!r->late_joined && cohort_day_of(r->cohort, today) >= LATE_DAY) {
        r->late_joined = true;
        if (!enrol(r, true, error))
            return false;
    }
    if (!rehearsal_facilitate(r, error))
        return false;
    RehearseProgress progress = { 0 };
    if (!r->config->progress)
        return true;
    if (!rehearsal_progress(r, &progress, error))
        return false;
    r->config->progress(&progress, r->config->data);
    return true;
}

static int64_t next_moment(const Rehearsal *r)
{
    int64_t next = MIN(stage_next(r->stage), cast_next(r->cast));
    int64_t today = cohort_today(r->cohort, r->stage->clock.now);
    next = MIN(next, local(r, r->day == today ? today + 1 : today, FACILITATOR_HOUR));
    return (MAX(next, r->stage->clock.now + 1) + STEP - 1) / STEP * STEP;
}

static bool play(Rehearsal *r, GError **error)
{
    while (r->stage->clock.now < r->end) {
        if (!stage_settle(r->stage, people_turn, r, error) || !new_day(r, error))
            return false;
        stage_move(r->stage, MIN(next_moment(r), r->end));
    }
    return stage_settle(r->stage, NULL, NULL, error);
}

void rehearse_result_clear(RehearseResult *result)
{
    g_clear_pointer(&result->summary, g_free);
    g_clear_pointer(&result->faults, g_ptr_array_unref);
    g_clear_pointer(&result->report, report_data_free);
    if (result->cost)
        g_string_free(result->cost, TRUE);
    result->cost = NULL;
}

static bool check(Rehearsal *r, RehearseResult *result, GError **error)
{
    result->faults = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(StageGuard) guard = stage_guard_begin(r->stage, error);
    if (!guard || !stage_check(r->stage, result->faults, error))
        return false;
    stage_guard_end(guard, result->faults);
    return rehearsal_sum_up(r, result, error);
}

bool rehearse_run(const RehearseConfig *config, RehearseResult *result, GError **error)
{
    Rehearsal r = { .config = config };
    *result = (RehearseResult){ 0 };
    bool ok = open_rehearsal(&r, error) && play(&r, error) && check(&r, result, error);
    close_rehearsal(&r);
    if (!ok)
        rehearse_result_clear(result);
    return ok;
}

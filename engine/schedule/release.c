/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a beat is due. A module's release and the step's own rule must both hold; the later of the two counts. Facts of
 * a learner hold the room's too, so a personal step can follow a room's; for a room, what single learners did says
 * nothing. */
#include "schedule.h"
#include "clock.h"
#include <math.h>

typedef enum { COND_HOLDS, COND_WAITS, COND_IGNORED } CondState;

typedef struct {
    const Plan *plan;
    const Cohort *cohort;
    const BeatFact *facts; /* NULL: nominal times only, what people do is left out */
    bool for_room;
} Judge;

static CondState judge(const Judge *judge_, const Cond *cond, int64_t *at);

static CondState judge_step(const Judge *j, const Cond *cond, int64_t *at)
{
    int index = plan_find(j->plan, cond->ref);
    if (index < 0 || !j->facts || (j->for_room && !plan_beat(j->plan, index)->for_room))
        return COND_IGNORED;
    const BeatFact *fact = &j->facts[index];
    if (!fact->done)
        return COND_WAITS;
    if (cond->kind == COND_SCORE && !(fact->score >= cond->min))
        return COND_WAITS;
    *at = cohort_after(j->cohort, fact->done, cond->plus, cond->plus_days);
    return COND_HOLDS;
}

static CondState judge_tree(const Judge *j, const Cond *cond, int64_t *at)
{
    bool all = cond->kind == COND_ALL, any_holds = false, any_waits = false;
    for (guint i = 0; i < cond->kids->len; i++) {
        int64_t t = 0;
        CondState state = judge(j, cond->kids->pdata[i], &t);
        if (state == COND_HOLDS) {
            *at = !any_holds ? t : all ? MAX(*at, t) : MIN(*at, t);
            any_holds = true;
        }
        any_waits |= state == COND_WAITS;
    }
    if (all ? any_waits : (any_waits && !any_holds))
        return COND_WAITS;
    return any_holds ? COND_HOLDS : COND_IGNORED;
}

static CondState judge(const Judge *j, const Cond *cond, int64_t *at)
{
    switch (cond->kind) {
    case COND_AT:
        *at = cohort_time(j->cohort, cond->day, cond->time);
        return COND_HOLDS;
    case COND_ON: {
        Civil civil = civil_from_days(cond->date);
        int minutes = cond->time < 0 ? j->cohort->default_time : cond->time;
        civil.hour = minutes / 60;
        civil.minute = minutes % 60;
        *at = civil_to_utc(cohort_zone(j->cohort), &civil, NULL);
        return COND_HOLDS;
    }
    case COND_DONE:
    case COND_SCORE:
        return judge_step(j, cond, at);
    case COND_ALL:
    case COND_ANY:
        return judge_tree(j, cond, at);
    case COND_KINDS:
        break;
    }
    return COND_IGNORED;
}

static bool module_release(const Judge *j, const Module *module, int64_t *at)
{
    *at = cohort_time(j->cohort, 1, 0);
    if (!module->release)
        return true;
    int64_t t = 0;
    CondState state = judge(j, module->release, &t);
    if (state == COND_HOLDS)
        *at = t;
    return state != COND_WAITS;
}

/* The first course day's HH:MM at or after `from`. */
static int64_t next_time(const Cohort *cohort, int64_t from, int minutes)
{
    int day = MAX(cohort_day_of(cohort, cohort_today(cohort, from)), 1);
    int64_t at = cohort_time(cohort, day, minutes);
    while (at < from)
        at = cohort_time(cohort, ++day, minutes);
    return at;
}

/* A reveal never comes before the parts that lead to it. */
static Release after_parts(const Plan *plan, int index, const BeatFact *facts, int64_t *utc)
{
    const Beat *beat = plan_beat(plan, index);
    for (int i = beat->after + 1; i < index; i++) {
        const Beat *part = plan_beat(plan, i);
        bool leads =
            part->kind == BEAT_SCENE || (part->kind == BEAT_OPEN && part->step->parent == beat->step && part->for_room);
        if (!leads || part->module != beat->module)
            continue;
        if (!facts[i].start)
            return RELEASE_WAITING;
        *utc = MAX(*utc, facts[i].start);
    }
    return RELEASE_AT;
}

int64_t schedule_event_start(const Cohort *cohort, const Step *event)
{
    if (event->start_day > 0)
        return cohort_time(cohort, event->start_day, event->start_time);
    Civil civil = civil_from_days(event->start_date);
    civil.hour = event->start_time / 60;
    civil.minute = event->start_time % 60;
    return civil_to_utc(cohort_zone(cohort), &civil, NULL);
}

/* What was announced too late for a reminder has none. */
static Release around_event(const Beat *beat, const Cohort *cohort, const BeatFact *anchor, int64_t *utc)
{
    *utc = schedule_event_start(cohort, beat->step) + beat->plus;
    if (beat->kind == BEAT_REMIND && *utc <= anchor->start)
        return RELEASE_NEVER;
    *utc = MAX(*utc, anchor->start);
    return RELEASE_AT;
}

/* What comes before a live meeting hangs on when that begins. */
static Release before_meeting(
    const Plan *plan, int index, const Cohort *cohort, const BeatFact *facts, int64_t joined, int64_t *utc)
{
    const Beat *beat = plan_beat(plan, index);
    if (facts[beat->after].start)
        return RELEASE_NEVER;
    Release release = schedule_when(plan, beat->after, cohort, facts, joined, utc);
    *utc += beat->plus;
    return release;
}

/* A cue that was left out holds nothing up; a meeting that did not take place has no cues. */
static bool goes_on_without(const Plan *plan, const Beat *beat)
{
    return beat_is_of_script(beat) && beat_is_of_script(plan_beat(plan, beat->after));
}

static Release follow(const Plan *plan, int index, const Cohort *cohort, const BeatFact *facts, int64_t *utc)
{
    const Beat *beat = plan_beat(plan, index);
    const BeatFact *anchor = &facts[beat->after];
    if (anchor->skipped && !goes_on_without(plan, beat))
        return RELEASE_NEVER;
    if (!anchor->start)
        return RELEASE_WAITING;
    if (beat->step->kind == STEP_EVENT)
        return around_event(beat, cohort, anchor, utc);
    *utc = cohort_after(cohort, anchor->start, beat->plus, beat->plus_days);
    if (beat->kind == BEAT_CLOSE && beat->step->kind == STEP_SIT) {
        int64_t opens = 0, closes = 0;
        schedule_sit_window(plan, cohort, beat->step, &opens, &closes);
        /* One window for the cohort; only a pre-test begun after it (a late joiner) has a window of its own. */
        if (anchor->start < closes || beat->step->occasion != OCCASION_PRE)
            *utc = MAX(closes, anchor->start);
    }
    if (beat->kind == BEAT_CLOSING && beat->step->kind == STEP_CASE)
        return after_parts(plan, index, facts, utc);
    return RELEASE_AT;
}

bool schedule_is_lesson(const Beat *beat)
{
    if (!beat->for_room || beat->to_facilitator)
        return false;
    return beat->kind == BEAT_SCENE || beat->kind == BEAT_CLOSING ||
           (beat->kind == BEAT_OPEN && (beat->step->kind == STEP_POST || beat->step->kind == STEP_CASE));
}

void schedule_for_late(const Plan *plan, BeatFact *facts, const BeatFact *own)
{
    for (int i = 0; i < plan_count(plan); i++) {
        if (!schedule_is_lesson(plan_beat(plan, i)) || !facts[i].start || facts[i].skipped)
            continue;
        facts[i].missed = own[i].start == 0;
        facts[i].start = own[i].start;
        facts[i].done = own[i].start && facts[i].done ? MAX(facts[i].done, own[i].start) : 0;
    }
}

/* What a late joiner is spared until its time: tasks and quizzes before her consents and before their lessons. */
static bool too_early(const Plan *plan, int index, const BeatFact *facts)
{
    const Beat *beat = plan_beat(plan, index);
    for (int i = 0; i < index; i++) {
        const Beat *before = plan_beat(plan, i);
        bool consent = before->kind == BEAT_OPEN && before->step->kind == STEP_AGREE;
        if (consent && g_str_equal(before->step->purpose, "course") && !facts[i].done)
            return true;
        if (facts[i].missed && before->module == beat->module && beat->step->kind != STEP_SIT)
            return true;
    }
    return false;
}

Release schedule_when(
    const Plan *plan, int index, const Cohort *cohort, const BeatFact *facts, int64_t joined, int64_t *utc)
{
    const Beat *beat = plan_beat(plan, index);
    if (beat->kind == BEAT_REMIND && beat->step->kind == STEP_LIVE)
        return before_meeting(plan, index, cohort, facts, joined, utc);
    if (beat->after >= 0)
        return follow(plan, index, cohort, facts, utc);
    if (joined && !beat->for_room && beat->step->kind != STEP_AGREE && beat->step->kind != STEP_POST &&
        too_early(plan, index, facts))
        return RELEASE_WAITING;
    Judge j = { plan, cohort, facts, beat->for_room };
    int64_t release = 0, own = 0;
    if (!module_release(&j, beat->module, &release))
        return RELEASE_WAITING;
    const Step *step = beat->step;
    if (step->day > 0) {
        own = cohort_time(cohort, step->day, step->time);
    } else if (step->after) {
        int after = plan_find(plan, step->after);
        if (after < 0)
            return RELEASE_NEVER;
        if (!facts[after].start)
            return beat->for_room && !plan_beat(plan, after)->for_room ? RELEASE_NEVER : RELEASE_WAITING;
        own = cohort_after(cohort, facts[after].start, step->plus, step->plus_days);
    } else if (beat->previous >= 0) {
        if (!facts[beat->previous].done)
            return RELEASE_WAITING;
        own = facts[beat->previous].done;
    }
    *utc = MAX(MAX(release, own), joined);
    if (step->day == 0 && step->time >= 0)
        *utc = next_time(cohort, *utc, step->time);
    return RELEASE_AT;
}

static int64_t nominal_open(const Plan *plan, const Cohort *cohort, int index)
{
    const Beat *beat = plan_beat(plan, index);
    Judge j = { plan, cohort, NULL, false };
    int64_t release = 0, own = 0;
    module_release(&j, beat->module, &release);
    const Step *step = beat->step;
    int before = step->after ? plan_find(plan, step->after) : beat->previous >= 0 ? beat->previous : beat->after;
    if (step->day > 0)
        own = cohort_time(cohort, step->day, step->time);
    else if (before >= 0)
        own = cohort_after(cohort, nominal_open(plan, cohort, before), step->after ? step->plus : beat->plus,
            step->after ? step->plus_days : beat->plus_days);
    int64_t at = MAX(release, own);
    return step->day == 0 && step->time >= 0 ? next_time(cohort, at, step->time) : at;
}

int64_t schedule_closes(const Cohort *cohort, const Step *step, int64_t opened)
{
    if (step->due)
        return cohort_after(cohort, opened, step->due, step->due_days);
    if (step->kind == STEP_EVENT)
        return schedule_event_start(cohort, step) + step->minutes * MINUTE + EVENT_BOOK_OPEN;
    return step->kind == STEP_SIT ? opened + 48 * HOUR : 0;
}

void schedule_sit_window(const Plan *plan, const Cohort *cohort, const Step *sit, int64_t *opens, int64_t *closes)
{
    int index = plan_find(plan, sit->id);
    *opens = index >= 0 ? nominal_open(plan, cohort, index) : 0;
    *closes = schedule_closes(cohort, sit, *opens);
}

int64_t schedule_embargo(const Plan *plan, const Cohort *cohort, const char *test)
{
    int64_t until = 0;
    for (int i = 0; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_SIT || g_strcmp0(beat->step->test, test) != 0)
            continue;
        int64_t opens = 0, closes = 0;
        schedule_sit_window(plan, cohort, beat->step, &opens, &closes);
        until = MAX(until, closes);
    }
    return until;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course laid flat. A case is its scenes and embedded steps one after the other; a discussion its prompt, probes
 * and summary; whatever has a due time also has a close. The first scene goes out with the case's opening. */
#include "schedule.h"
#include "clock.h"
#include "step_kind.h"

struct Plan {
    const Course *course;
    GPtrArray *beats;  /* Beat * */
    GHashTable *by_id; /* beat id -> index + 1 */
};

static void beat_free(gpointer data)
{
    Beat *beat = data;
    g_free(beat->id);
    g_free(beat);
}

static int add_beat(Plan *plan, BeatKind kind, char *id, const Step *step, const Part *part, const Module *module)
{
    Beat *beat = g_new0(Beat, 1);
    beat->id = id;
    beat->kind = kind;
    beat->step = step;
    beat->part = part;
    beat->module = module;
    const Step *top = step->parent ? step->parent : step;
    bool personal = step_kind_is_personal(step->kind) || step->practice;
    beat->for_room = !personal && top->to != TO_EACH && top->to != TO_FACILITATOR;
    beat->to_facilitator = step->to == TO_FACILITATOR;
    beat->after = beat->previous = -1;
    g_ptr_array_add(plan->beats, beat);
    int index = (int)plan->beats->len - 1;
    g_hash_table_insert(plan->by_id, beat->id, GINT_TO_POINTER(index + 1));
    return index;
}

static int add_after(Plan *plan, BeatKind kind, char *id, const Step *step, const Part *part, const Module *module,
    int after, int64_t plus, int plus_days)
{
    int index = add_beat(plan, kind, id, step, part, module);
    Beat *beat = plan->beats->pdata[index];
    beat->after = after;
    beat->plus = plus;
    beat->plus_days = plus_days;
    return index;
}

static bool free_standing(const Step *step)
{
    return step->day == 0 && step->after == NULL;
}

/* The opening before this one in the module that a free-standing step waits for; a room looks only at what the room
 * does. */
static int previous_open(const Plan *plan, int index)
{
    const Beat *beat = plan->beats->pdata[index];
    for (int i = index - 1; i >= 0; i--) {
        const Beat *other = plan->beats->pdata[i];
        if (other->module != beat->module)
            return -1;
        /* An event may be announced weeks ahead: nothing waits for it. */
        if (other->kind != BEAT_OPEN || other->step->parent || other->to_facilitator ||
            other->step->kind == STEP_EVENT || (beat->for_room && !other->for_room))
            continue;
        return i;
    }
    return -1;
}

static int64_t close_after(const Step *step)
{
    return step->due ? step->due : step->kind == STEP_SIT ? 48 * HOUR : 0;
}

static int add_step(Plan *plan, const Step *step, const Module *module, int after);

/* Returns the beat that the next part follows. */
static void add_case_parts(Plan *plan, const Step *step, const Module *module, int open)
{
    int last = open;
    for (guint i = 0; step->parts && i < step->parts->len; i++) {
        const Part *part = step->parts->pdata[i];
        Beat *opening = plan->beats->pdata[open];
        if (part->step)
            last = add_step(plan, part->step, module, last);
        else if (i == 0)
            opening->part = part;
        else
            last =
                add_after(plan, BEAT_SCENE, g_strdup(part->id), step, part, module, last, part->plus, part->plus_days);
    }
}

static void add_talk_parts(Plan *plan, const Step *step, const Module *module, int open)
{
    for (guint i = 0; step->parts && i < step->parts->len; i++) {
        const Part *part = step->parts->pdata[i];
        add_after(plan, BEAT_PROBE, g_strdup(part->id), step, part, module, open, part->plus, part->plus_days);
    }
}

static void add_reminder(Plan *plan, const Step *step, const Module *module)
{
    int of = plan_find(plan, step->of);
    int times = MAX(step->max, 1);
    for (int i = 0; of >= 0 && i < times; i++) {
        char *id = i == 0 ? g_strdup(step->id) : g_strdup_printf("%s.%d", step->id, i + 1);
        add_after(plan, BEAT_REMIND, id, step, NULL, module, of, step->plus * (i + 1), step->plus_days * (i + 1));
    }
}

const Step *beat_meeting(const Beat *beat)
{
    const Step *whole = beat->step->parent ? beat->step->parent : beat->step;
    return whole->kind == STEP_LIVE ? whole : NULL;
}

bool beat_is_of_script(const Beat *beat)
{
    if (!beat_meeting(beat))
        return false;
    return beat->step->parent ? beat->kind == BEAT_OPEN : beat->kind == BEAT_CUE || beat->kind == BEAT_CLOSE;
}

/* Counted from when it begins: a day and an hour before, and the end of its book of attendance. */
static void add_event_beats(Plan *plan, const Step *step, const Module *module, int open)
{
    add_after(plan, BEAT_REMIND, g_strdup_printf("%s.day", step->id), step, NULL, module, open, -DAY, 0);
    add_after(plan, BEAT_REMIND, g_strdup_printf("%s.hour", step->id), step, NULL, module, open, -HOUR, 0);
    add_after(plan, BEAT_CLOSE, g_strdup_printf("%s.close", step->id), step, NULL, module, open,
        step->minutes * MINUTE + EVENT_BOOK_OPEN, 0);
}

/* A day and an hour before it begins; then each cue after the one before, so that one that waits holds back what comes
 * after it; then the end. */
static void add_live_beats(Plan *plan, const Step *step, const Module *module, int open)
{
    int last = open, minute = 0;
    add_after(plan, BEAT_REMIND, g_strdup_printf("%s.day", step->id), step, NULL, module, open, -DAY, 0);
    add_after(plan, BEAT_REMIND, g_strdup_printf("%s.hour", step->id), step, NULL, module, open, -HOUR, 0);
    for (guint i = 0; step->parts && i < step->parts->len; i++) {
        const Part *cue = step->parts->pdata[i];
        int64_t plus = (cue->minute - minute) * MINUTE;
        if (!cue->step) {
            last = add_after(plan, BEAT_CUE, g_strdup(cue->id), step, cue, module, last, plus, 0);
        } else {
            int before = last;
            last = add_step(plan, cue->step, module, before);
            Beat *beat = plan->beats->pdata[last];
            beat->after = before;
            beat->plus = plus;
            beat->plus_days = 0;
            beat->previous = -1;
        }
        minute = cue->minute;
    }
    add_after(plan, BEAT_CLOSE, g_strdup_printf("%s.close", step->id), step, NULL, module, last,
        (step->minutes - minute) * MINUTE, 0);
}

/* Asked once more after the close, and open for as long as the first time. */
static void add_again(Plan *plan, const Step *step, const Module *module, int close)
{
    int again = add_after(plan, BEAT_AGAIN, g_strdup_printf("%s.again", step->id), step, NULL, module, close,
        step->again, step->again_days);
    add_after(plan, BEAT_AGAIN_CLOSE, g_strdup_printf("%s.again.close", step->id), step, NULL, module, again,
        close_after(step), step->due_days);
}

/* Two and four course days after the close, at which colleagues are asked to review. */
static void add_reviews(Plan *plan, const Step *step, const Module *module, int close)
{
    for (int round = 2; round <= 3; round++)
        add_after(plan, BEAT_REVIEW, g_strdup_printf("%s.review.%d", step->id, round), step, NULL, module, close,
            2 * (round - 1) * DAY, 2 * (round - 1));
}

static int add_step(Plan *plan, const Step *step, const Module *module, int after)
{
    if (step->kind == STEP_REMINDER) {
        add_reminder(plan, step, module);
        return after;
    }
    int open = add_beat(plan, BEAT_OPEN, g_strdup(step->id), step, NULL, module);
    Beat *beat = plan->beats->pdata[open];
    if (step->day == 0 && step->after == NULL) {
        beat->after = after;
        beat->plus = after >= 0 ? step->plus : 0;
        beat->plus_days = after >= 0 ? step->plus_days : 0;
    }
    if (after < 0 && free_standing(step))
        beat->previous = previous_open(plan, open);
    if (step->kind == STEP_CASE)
        add_case_parts(plan, step, module, open);
    if (step->kind == STEP_DISCUSSION)
        add_talk_parts(plan, step, module, open);
    if (step->kind == STEP_EVENT)
        add_event_beats(plan, step, module, open);
    if (step->kind == STEP_LIVE)
        add_live_beats(plan, step, module, open);
    if (step->closing && step->kind != STEP_POLL)
        add_after(plan, BEAT_CLOSING, g_strdup(step->closing->id), step, step->closing, module, open,
            step->closing->plus, step->closing->plus_days);
    int close = close_after(step) ? add_after(plan, BEAT_CLOSE, g_strdup_printf("%s.close", step->id), step, NULL,
                                        module, open, close_after(step), step->due_days)
                                  : -1;
    if (step->commit && close >= 0)
        add_again(plan, step, module, close);
    if (step->peer && close >= 0)
        add_reviews(plan, step, module, close);
    return open;
}

Plan *plan_new(const Course *course)
{
    Plan *plan = g_new0(Plan, 1);
    plan->course = course;
    plan->beats = g_ptr_array_new_with_free_func(beat_free);
    plan->by_id = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint m = 0; m < course->modules->len; m++) {
        const Module *module = course->modules->pdata[m];
        for (guint s = 0; s < module->steps->len; s++)
            add_step(plan, module->steps->pdata[s], module, -1);
    }
    return plan;
}

void plan_free(Plan *plan)
{
    if (!plan)
        return;
    g_hash_table_unref(plan->by_id);
    g_ptr_array_unref(plan->beats);
    g_free(plan);
}

int plan_count(const Plan *plan)
{
    return (int)plan->beats->len;
}

const Beat *plan_beat(const Plan *plan, int index)
{
    return plan->beats->pdata[index];
}

int plan_find(const Plan *plan, const char *beat_id)
{
    return beat_id ? GPOINTER_TO_INT(g_hash_table_lookup(plan->by_id, beat_id)) - 1 : -1;
}

const Course *plan_course(const Plan *plan)
{
    return plan->course;
}

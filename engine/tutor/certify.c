/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a learner stands to the course's certificate rule. The rule is the author's tree of conditions; what is missing
 * is told in words, one line for each condition side by side. Of a test nothing is told, nor does it count, before its
 * last sit has closed for everyone. */
#include "certify.h"
#include "brought.h"
#include "clock.h"
#include "facilitate.h"
#include "phrase.h"

#include <math.h>

typedef struct {
    const Tutor *t;
    const BeatFact *facts;
    Standing *s;
} Rule;

void standing_free(Standing *standing)
{
    if (!standing)
        return;
    g_ptr_array_unref(standing->missing);
    g_free(standing);
}

char *certify_step_title(const Tutor *t, const Step *step)
{
    const Course *course = t->who.course;
    const char *lang = t->who.lang, *country = t->who.country;
    const Module *module = course_module(course, step->module);
    const Test *test = step->kind == STEP_SIT ? course_test(course, step->test) : NULL;
    const char *title = course_text(step->title, course, lang, country);
    if (!*title && test)
        title = course_text(test->title, course, lang, country);
    if (!*title && module)
        title = course_text(module->title, course, lang, country);
    return layout_fill(&t->who, title);
}

char *certify_hours(int minutes)
{
    if (minutes % 60 == 0)
        return g_strdup_printf("%d", minutes / 60);
    return minutes % 6 ? g_strdup_printf("%.2f", minutes / 60.0) : g_strdup_printf("%.1f", minutes / 60.0);
}

static const BeatFact *fact_of(const Rule *rule, const Cond *cond)
{
    int index = cond->ref ? plan_find(rule->t->plan, cond->ref) : -1;
    return index < 0 ? NULL : &rule->facts[index];
}

/* When a step's score is in the open; 0: always. */
static int64_t opens_at(const Tutor *t, const Step *step)
{
    return step && step->kind == STEP_SIT ? schedule_embargo(t->plan, t->cohort, step->test) : 0;
}

/* True at `at`; what lies ahead is noted as a time to look again. */
static bool is_past(const Rule *rule, int64_t at)
{
    if (at > rule->t->now)
        rule->s->again = MIN(rule->s->again, at);
    return at <= rule->t->now;
}

/* A score as it stands after corrections of its items. */
static bool score_of(const Tutor *t, const Step *step, const BeatFact *fact, double *score, GError **error)
{
    g_autoptr(GError) fault = NULL;
    *score = fact->score;
    if (!step || (step->kind != STEP_SIT && step->kind != STEP_QUIZ))
        return true;
    g_autoptr(Attempt) attempt = quiz_of_step(context_store(t->context), t->enrolment->id, step->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return !attempt || facilitate_score(t->context, t->who.course, attempt, score, error);
}

/* A task that closed without its confirmation, an event for who was not there, a poll of the room for who did not vote,
 * a live meeting for who was not here, a case that nobody has approved, work that was not handed in, and what closed
 * without its last answer, was done by nobody: for the course it is over, for credit it is missing. Another attempt is
 * given only after one that was finished. */
static bool was_answered(const Tutor *t, const Step *step, bool *answered, GError **error)
{
    *answered = true;
    if (step && (step->kind == STEP_TASK || step->kind == STEP_EVENT || step->kind == STEP_POLL ||
                    step->kind == STEP_LIVE || step->kind == STEP_ASSIGNMENT))
        return tutor_took_part(t, step, answered, error);
    if (step && step->kind == STEP_BRING)
        return brought_stands(context_store(t->context), t->enrolment->id, step->id, answered, error);
    if (!step || (step->kind != STEP_SIT && step->kind != STEP_QUIZ && step->kind != STEP_SURVEY))
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Attempt) attempt = quiz_of_step(context_store(t->context), t->enrolment->id, step->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *answered = attempt && (attempt->state == ATTEMPT_DONE || attempt->number > 1);
    return true;
}

static bool holds_step(const Rule *rule, const Cond *cond, bool *holds, GError **error)
{
    const Tutor *t = rule->t;
    const BeatFact *fact = fact_of(rule, cond);
    const Step *step = course_step(t->who.course, cond->ref);
    double score = NAN;
    *holds = fact && fact->done && !fact->skipped &&
             is_past(rule, cohort_after(t->cohort, fact->done, cond->plus, cond->plus_days));
    if (*holds && cond->kind == COND_DONE && !was_answered(t, step, holds, error))
        return false;
    if (*holds)
        rule->s->completed = MAX(rule->s->completed, fact->done);
    if (!*holds || cond->kind == COND_DONE)
        return true;
    *holds = is_past(rule, opens_at(t, step));
    if (!*holds)
        return true;
    if (!score_of(t, step, fact, &score, error))
        return false;
    *holds = score >= cond->min;
    return true;
}

static bool holds(const Rule *rule, const Cond *cond, bool *yes, GError **error)
{
    const Cohort *cohort = rule->t->cohort;
    bool any = false, all = true;
    for (guint i = 0; cond->kids && i < cond->kids->len; i++) {
        bool own = false;
        if (!holds(rule, cond->kids->pdata[i], &own, error))
            return false;
        any |= own;
        all &= own;
    }
    switch (cond->kind) {
    case COND_AT:
        *yes = is_past(rule, cohort_time(cohort, cond->day, cond->time));
        return true;
    case COND_ON: {
        Civil civil = civil_from_days(cond->date);
        int minutes = cond->time < 0 ? cohort->default_time : cond->time;
        civil.hour = minutes / 60;
        civil.minute = minutes % 60;
        *yes = is_past(rule, civil_to_utc(cohort_zone(cohort), &civil, NULL));
        return true;
    }
    case COND_DONE:
    case COND_SCORE:
        return holds_step(rule, cond, yes, error);
    case COND_ALL:
        *yes = all;
        return true;
    case COND_ANY:
        *yes = any;
        return true;
    case COND_KINDS:
        break;
    }
    *yes = false;
    return true;
}

/* One condition in words. Given. */
static char *in_words(const Rule *rule, const Cond *cond)
{
    const Tutor *t = rule->t;
    const char *lang = t->who.lang;
    const Step *step = cond->ref ? course_step(t->who.course, cond->ref) : NULL;
    g_autofree char *title = step ? certify_step_title(t, step) : g_strdup("");
    g_autofree char *percent = g_strdup_printf("%.0f", cond->min * 100);
    const BeatFact *fact = fact_of(rule, cond);
    if (cond->kind == COND_SCORE)
        return fact && fact->done && t->now < opens_at(t, step)
                   ? phrase(lang, "cpd.sealed", "title", title, NULL)
                   : phrase(lang, "cpd.score", "title", title, "min", percent, NULL);
    if (cond->kind != COND_ALL && cond->kind != COND_ANY)
        return step ? g_steal_pointer(&title) : phrase(lang, "cpd.time", NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < cond->kids->len; i++) {
        g_autofree char *own = in_words(rule, cond->kids->pdata[i]);
        g_string_append_printf(out, "%s%s", i == 0 ? "" : cond->kind == COND_ANY ? " / " : " + ", own);
    }
    return g_strdup(out->str);
}

static bool look(const Rule *rule, const Cond *cond, GError **error)
{
    bool yes = false;
    if (cond->kind == COND_ALL) {
        for (guint i = 0; i < cond->kids->len; i++)
            if (!look(rule, cond->kids->pdata[i], error))
                return false;
        return true;
    }
    if (!holds(rule, cond, &yes, error))
        return false;
    rule->s->all++;
    rule->s->met_parts += yes;
    if (!yes)
        g_ptr_array_add(rule->s->missing, in_words(rule, cond));
    return true;
}

/* What she scored after the course: in the post-test, else in the last test that is in the open. */
static bool find_score(const Rule *rule, GError **error)
{
    const Tutor *t = rule->t;
    bool post = false;
    for (int i = 0; i < plan_count(t->plan); i++) {
        const Beat *beat = plan_beat(t->plan, i);
        const Step *step = beat->step;
        const BeatFact *fact = &rule->facts[i];
        if (beat->kind != BEAT_OPEN || step->kind != STEP_SIT || step->occasion == OCCASION_PRE || post ||
            !fact->done || fact->skipped || t->now < opens_at(t, step))
            continue;
        if (!score_of(t, step, fact, &rule->s->score, error))
            return false;
        post = step->occasion == OCCASION_POST;
    }
    return true;
}

Standing *certify_standing(const Tutor *t, GError **error)
{
    const Course *course = t->who.course;
    g_autoptr(Standing) s = g_new0(Standing, 1);
    s->missing = g_ptr_array_new_with_free_func(g_free);
    s->minutes = course->effort_minutes;
    s->again = INT64_MAX;
    s->score = NAN;
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(t->plan));
    if (!schedule_facts(context_store(t->context), t->plan, t->enrolment->id, t->enrolment->room, facts, error))
        return NULL;
    Rule rule = { t, facts, s };
    if (!find_score(&rule, error) || (course->certificate_rule && !look(&rule, course->certificate_rule, error)))
        return NULL;
    s->met = course->certificate_rule && s->met_parts == s->all;
    return g_steal_pointer(&s);
}

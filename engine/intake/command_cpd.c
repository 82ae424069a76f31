/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CPD: how many hours the course counts, and what of the certificate's rule is still missing. Of a test nothing is told
 * before its last sit has closed for everyone. */
#include "command_priv.h"
#include "clock.h"

typedef struct {
    Inbound *in;
    const BeatFact *facts;
    int met, all;
    GString *missing;
} Rule;

static const BeatFact *fact_of(const Rule *rule, const Cond *cond)
{
    int index = plan_find(rule->in->t.plan, cond->ref);
    return index < 0 ? NULL : &rule->facts[index];
}

/* A test's score is not told, nor whether it was enough, while anyone may still sit it. */
static bool sealed(const Rule *rule, const Cond *cond)
{
    const Tutor *t = &rule->in->t;
    const Step *step = course_step(t->who.course, cond->ref);
    return cond->kind == COND_SCORE && step && step->kind == STEP_SIT &&
           t->now < schedule_embargo(t->plan, t->cohort, step->test);
}

static bool holds(const Rule *rule, const Cond *cond)
{
    const Tutor *t = &rule->in->t;
    bool any = false, all = true;
    for (guint i = 0; cond->kids && i < cond->kids->len; i++) {
        bool own = holds(rule, cond->kids->pdata[i]);
        any |= own;
        all &= own;
    }
    const BeatFact *fact = cond->ref ? fact_of(rule, cond) : NULL;
    bool done = fact && fact->done && !fact->skipped;
    switch (cond->kind) {
    case COND_AT:
        return t->now >= cohort_time(t->cohort, cond->day, cond->time);
    case COND_ON:
        return cohort_today(t->cohort, t->now) >= cond->date;
    case COND_DONE:
        return done;
    case COND_SCORE:
        return done && !sealed(rule, cond) && fact->score >= cond->min;
    case COND_ALL:
        return all;
    case COND_ANY:
        return any;
    case COND_KINDS:
        break;
    }
    return false;
}

/* One condition in words. Given. */
static char *in_words(const Rule *rule, const Cond *cond)
{
    const char *lang = rule->in->t.who.lang;
    const Step *step = cond->ref ? course_step(rule->in->t.who.course, cond->ref) : NULL;
    g_autofree char *title = step ? command_step_title(rule->in, step) : g_strdup("");
    g_autofree char *percent = g_strdup_printf("%.0f", cond->min * 100);
    const BeatFact *fact = step ? fact_of(rule, cond) : NULL;
    if (cond->kind == COND_SCORE)
        return fact && fact->done && sealed(rule, cond)
                   ? phrase(lang, "cpd.sealed", "title", title, NULL)
                   : phrase(lang, "cpd.score", "title", title, "min", percent, NULL);
    if (cond->kind != COND_ANY)
        return step ? g_strdup(title) : phrase(lang, "cpd.time", NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < cond->kids->len; i++) {
        g_autofree char *own = in_words(rule, cond->kids->pdata[i]);
        g_string_append_printf(out, "%s%s", i ? " / " : "", own);
    }
    return g_strdup(out->str);
}

static void look(Rule *rule, const Cond *cond)
{
    if (cond->kind == COND_ALL) {
        for (guint i = 0; i < cond->kids->len; i++)
            look(rule, cond->kids->pdata[i]);
        return;
    }
    rule->all++;
    if (holds(rule, cond)) {
        rule->met++;
        return;
    }
    g_autofree char *line = in_words(rule, cond);
    g_string_append_printf(rule->missing, "\n- %s", line);
}

/* "8", "1.5": whole and half hours. Given. */
static char *hours_text(int minutes)
{
    return minutes % 60 ? g_strdup_printf("%.1f", minutes / 60.0) : g_strdup_printf("%d", minutes / 60);
}

bool command_cpd(Inbound *in, const Said *said, GError **error)
{
    const Course *course = in->t.who.course;
    const char *lang = in->t.who.lang;
    g_autofree char *title = command_course_title(in), *hours = hours_text(course->effort_minutes);
    if (!course->certificate_rule)
        return inbound_reply(in, phrase(lang, "cpd.none", "title", title, NULL), error);
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(in->t.plan));
    if (!schedule_facts(in->store, in->t.plan, in->t.enrolment->id, in->t.enrolment->room, facts, error))
        return false;
    g_autoptr(GString) missing = g_string_new(NULL);
    Rule rule = { .in = in, .facts = facts, .missing = missing };
    look(&rule, course->certificate_rule);
    g_autofree char *met = g_strdup_printf("%d", rule.met), *n = g_strdup_printf("%d", rule.all);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *state = rule.met == rule.all ? phrase(lang, "cpd.complete", NULL)
                                                  : phrase(lang, "cpd.missing", "lines", missing->str, NULL);
    g_autofree char *earned = rule.met == rule.all ? g_strdup(hours) : g_strdup("0");
    g_autofree char *counts =
        course->effort_minutes ? phrase(lang, "cpd.hours", "earned", earned, "hours", hours, NULL) : g_strdup("");
    g_autofree char *head = phrase(lang, "cpd", "title", title, "met", met, "all", n, NULL);
    g_string_printf(text, "%s%s%s\n\n%s", head, *counts ? "\n" : "", counts, state);
    return inbound_reply(in, g_strdup(text->str), error);
}

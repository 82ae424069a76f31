/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host.h"
#include "facilitate_priv.h"

#define QUOTE_MAX 160 /* characters of a prompt that are said again */

static bool may_answer(const Cohort *cohort, const Step *step, const BeatFact *fact, int64_t now)
{
    int64_t closes = schedule_closes(cohort, step, fact->start);
    return now < (closes ? closes : fact->start + HOST_OPEN_DAYS * DAY);
}

const Step *host_prompt(Context *context, const Cohort *cohort, const Plan *plan, int64_t room, int64_t now,
    int64_t *opened, GError **error)
{
    const Step *newest = NULL;
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(plan));
    *opened = 0;
    if (!schedule_facts(context_store(context), plan, 0, room, facts, error))
        return NULL;
    for (int i = 0; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        bool discusses = beat->kind == BEAT_OPEN && beat->for_room && beat->step->kind == STEP_DISCUSSION;
        if (!discusses || facts[i].skipped || facts[i].start <= *opened ||
            !may_answer(cohort, beat->step, &facts[i], now))
            continue;
        newest = beat->step;
        *opened = facts[i].start;
    }
    return newest;
}

char *host_quote(const Tutor *t, const CourseTexts *texts)
{
    g_autofree char *text = layout_fill(&t->who, course_text(texts, t->who.course, t->who.lang, t->who.country));
    g_autofree char *line = g_strdelimit(g_strdup(text), "\n*_", ' ');
    return facilitate_quote(g_strstrip(line), QUOTE_MAX);
}

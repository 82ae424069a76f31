/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of practice that is asked back: there is something to ask back, and the answers can be counted. */
#include "course_priv.h"

#include <string.h>

static const char *const answers[] = { "done", "partly", "not", "barrier" };

static bool has_open(const CourseReader *r, const Step *survey)
{
    for (guint i = 0; i < survey->items->len; i++) {
        const Item *item = course_item(r->course, survey->items->pdata[i]);
        if (item && item->kind == ITEM_OPEN)
            return true;
    }
    return false;
}

/* The first question has exactly the four answers, in any order and words. */
static bool has_answers(const Item *item)
{
    if (!item || item->kind != ITEM_LIKERT || item->options->len != G_N_ELEMENTS(answers))
        return false;
    for (guint a = 0; a < G_N_ELEMENTS(answers); a++) {
        bool there = false;
        for (guint o = 0; o < item->options->len; o++)
            there = there || g_strcmp0(((const ItemOption *)item->options->pdata[o])->id, answers[a]) == 0;
        if (!there)
            return false;
    }
    return true;
}

static void check(CourseReader *r, const Step *step)
{
    const Step *of = course_step(r->course, step->commitment);
    const Item *first = step->items->len ? course_item(r->course, step->items->pdata[0]) : NULL;
    if (!of) /* said where references are checked */
        return;
    if (of->kind != STEP_SURVEY || of == step || !has_open(r, of))
        course_fault(r, COURSE_ERROR, step->line,
            "step \"%s\" asks back what learners wrote in \"%s\", which is no survey with an open question", step->id,
            step->commitment);
    if (!has_answers(first))
        course_fault(r, COURSE_ERROR, step->line,
            "step \"%s\" asks a commitment back: its first question is a likert with the options done, partly, not and "
            "barrier",
            step->id);
    if (g_strcmp0(step->after, step->commitment) != 0 && step->day == 0)
        course_fault(r, COURSE_ERROR, step->line,
            "step \"%s\" asks a commitment back and does not say when: after=\"%s\" plus=\"PT720H\" is thirty days "
            "after it was written",
            step->id, step->commitment);
}

void course_check_commitments(CourseReader *r)
{
    for (guint i = 0; i < r->course->steps->len; i++) {
        const Step *step = r->course->steps->pdata[i];
        if (step->commitment)
            check(r, step);
    }
}

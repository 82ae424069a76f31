/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What learners did away from the phone: tasks at their place of work, and events. Who was at an event has confirmed
 * its step as one who did a task; being there is no change of practice, so it is no task here. */
#include "collect_priv.h"
#include "report_queries.h"

/* Of the event's rows, one a learner, the first is at `first`. */
typedef struct {
    const Step *step;
    guint first;
} Event;

typedef struct {
    Collect *c;
    GArray *events; /* Event */
} Deeds;

static void note_present(const Deeds *d, const Step *step, int learner, int64_t at)
{
    for (guint e = 0; e < d->events->len; e++) {
        const Event *event = &g_array_index(d->events, Event, e);
        if (event->step != step)
            continue;
        ReportVisit *visit = d->c->data->visits->pdata[event->first + (guint)learner];
        visit->present = true;
        visit->noted = at;
    }
}

static bool add_deed(const StoreRow *row, gpointer data)
{
    Deeds *d = data;
    int learner = collect_index(d->c->learner_of, store_int(row, 0));
    const char *step = store_text(row, 1);
    const Step *known = step ? course_step(d->c->course, step) : NULL;
    if (learner < 0 || !known || known->practice)
        return true;
    if (known->kind == STEP_EVENT) {
        note_present(d, known, learner, store_int(row, 2));
        return true;
    }
    ReportTask *task = g_new0(ReportTask, 1);
    task->learner = learner;
    task->step = g_strdup(step);
    task->at = store_int(row, 2);
    g_ptr_array_add(d->c->data->tasks, task);
    return true;
}

static bool add_event(Deeds *d, const Step *step, GError **error)
{
    ReportData *data = d->c->data;
    Event event = { step, data->visits->len };
    ReportEvent *row = g_new0(ReportEvent, 1);
    row->step = g_strdup(step->id);
    row->title = g_strdup(course_text(step->title, d->c->course, d->c->course->lang, d->c->cohort->country));
    row->minutes = step->minutes;
    g_ptr_array_add(data->events, row);
    g_array_append_val(d->events, event);
    for (guint i = 0; i < data->learners->len; i++) {
        ReportVisit *visit = g_new0(ReportVisit, 1);
        g_ptr_array_add(data->visits, visit);
        visit->learner = (int)i;
        visit->event = (int)data->events->len - 1;
        visit->starts = schedule_event_start(d->c->cohort, step);
        visit->over = visit->starts + 60 * (int64_t)step->minutes <= data->generated;
        if (!poll_choices(d->c->store, ((const ReportLearner *)data->learners->pdata[i])->enrolment, step->id,
                &visit->comes, error))
            return false;
    }
    return true;
}

bool collect_deeds(Collect *c, GError **error)
{
    g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(Event));
    Deeds deeds = { c, events };
    for (guint i = 0; i < c->course->steps->len; i++) {
        const Step *step = c->course->steps->pdata[i];
        if (step->kind == STEP_EVENT && !add_event(&deeds, step, error))
            return false;
    }
    return store_each(c->store, &report_tasks, ARGS(ARG_INT("cohort", c->cohort->id)), add_deed, &deeds, error);
}

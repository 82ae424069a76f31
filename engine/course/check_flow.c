/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps in time: days that go on, reminders and probes before the close, discussions that end with an answer. */
#include "course_priv.h"
#include "clock.h"
#include "step_kind.h"
#include "text.h"
#include <string.h>

/* "2 days", "12 hours", "90 minutes": the largest unit that divides it. Given. */
static char *span(int64_t seconds)
{
    static const struct {
        int64_t size;
        const char *name;
    } units[] = { { DAY, "day" }, { HOUR, "hour" }, { MINUTE, "minute" }, { 1, "second" } };
    size_t u = 0;
    while (seconds % units[u].size != 0)
        u++;
    int64_t n = seconds / units[u].size;
    return g_strdup_printf("%" G_GINT64_FORMAT " %s%s", n, units[u].name, n == 1 ? "" : "s");
}

static bool may_be_reminded(StepKind kind)
{
    return kind != STEP_REMINDER && kind != STEP_LIVE && kind != STEP_EVENT;
}

static void check_reminder(CourseReader *r, const Step *step)
{
    const Step *of = course_step(r->course, step->of);
    if (!of)
        return;
    if (!may_be_reminded(of->kind)) {
        course_fault(r, COURSE_ERROR, step->line, "reminder \"%s\": \"%s\" is a %s, which nobody can leave undone",
            step->id, of->id, step_kind_name(of->kind));
    } else if (of->due > 0 && step->plus >= of->due) {
        g_autofree char *plus = span(step->plus), *due = span(of->due);
        course_fault(r, COURSE_ERROR, step->line,
            "reminder \"%s\" comes %s after \"%s\" began, but that closes after %s", step->id, plus, of->id, due);
    }
}

/* A live meeting's, which an expert signs. */
static bool has_answer(const Step *meeting)
{
    for (guint i = 0; i < meeting->parts->len; i++)
        if (((const Part *)meeting->parts->pdata[i])->answer)
            return true;
    return false;
}

static void check_discussion(CourseReader *r, const Step *step)
{
    for (guint i = 0; i < step->parts->len; i++) {
        const Part *probe = step->parts->pdata[i];
        if (step->due > 0 && probe->plus >= step->due) {
            g_autofree char *plus = span(probe->plus), *due = span(step->due);
            course_fault(r, COURSE_WARNING, probe->line,
                "discussion \"%s\": this probe comes %s after the prompt, but the discussion "
                "closes after %s",
                step->id, plus, due);
        }
    }
    const Module *module = course_module(r->course, step->module);
    bool clinical =
        step->source || step->objective || step->parent || (module && (module->source || module->objective));
    bool answered = step->closing || (step->parent && (step->parent->closing || has_answer(step->parent)));
    if (clinical && !answered)
        course_fault(r, COURSE_ERROR, step->line,
            "discussion \"%s\" is clinical but has neither a <summaryPost> nor a case's <reveal>: "
            "a wrong answer would stand as the last word",
            step->id);
    if (step->to == TO_EACH && !step->parent)
        course_fault(
            r, COURSE_WARNING, step->line, "discussion \"%s\" goes to each learner alone; write to=\"room\"", step->id);
}

static void check_times(CourseReader *r, const Step *step)
{
    if (step->plus > 0 && !step->after && step->kind != STEP_REMINDER)
        course_fault(r, COURSE_WARNING, step->line,
            "step \"%s\": plus counts from the step that after names, and there is none", step->id);
    bool alone = step_kind_is_personal(step->kind) && step->kind != STEP_REMINDER;
    if (alone && step->to == TO_FACILITATOR)
        course_fault(r, COURSE_ERROR, step->line,
            "step \"%s\": <%s> asks learners, and with to=\"facilitator\" no learner gets it; write to=\"each\"",
            step->id, step_kind_name(step->kind));
    else if (alone && step->to != TO_EACH)
        course_fault(r, COURSE_WARNING, step->line,
            "step \"%s\": <%s> always goes to each learner alone, whatever to says", step->id,
            step_kind_name(step->kind));
}

/* What is talked about in pairs and circles. */
static void check_company(CourseReader *r, const Step *step)
{
    bool talk = step->kind == STEP_DISCUSSION || step->kind == STEP_CASE;
    if (step->to != TO_PAIR && step->to != TO_CIRCLE)
        return;
    if (!talk)
        course_fault(r, COURSE_ERROR, step->line,
            "step \"%s\": only a discussion or a case can be given to pairs or circles, not <%s>", step->id,
            step_kind_name(step->kind));
    else if (step->kind == STEP_DISCUSSION && !step->due)
        course_fault(r, COURSE_ERROR, step->line,
            "discussion \"%s\" is for pairs or circles, so it needs due: until then they are kept together", step->id);
}

/* Whose answers are shown to whom, and when they are asked for again. */
static void check_poll(CourseReader *r, const Step *step)
{
    const Step *top = step->parent ? step->parent : step;
    bool room = top->to == TO_ROOM || top->to == TO_COHORT;
    if (!step->commit && (step->again || step->closing))
        course_fault(r, COURSE_ERROR, step->line,
            "poll \"%s\": again and <discuss> belong to a poll with commit=\"true\"", step->id);
    if (!step->commit)
        return;
    if (!room)
        course_fault(r, COURSE_ERROR, step->line,
            "poll \"%s\" shows a room what it chose, so it goes to a room; write to=\"room\"", step->id);
    if (!step->due || !step->again)
        course_fault(r, COURSE_ERROR, step->line,
            "poll \"%s\" needs due, when the spread is shown, and again, how long after that it is asked once more",
            step->id);
}

static void check_event(CourseReader *r, const Step *step)
{
    if (step->start_time < 0)
        course_fault(r, COURSE_ERROR, step->line,
            "event \"%s\": its start is no date and time; write \"2026-03-05 14:00\"", step->id);
    bool early = step->start_day > 0 &&
                 (step->start_day < step->day || (step->start_day == step->day && step->start_time <= step->time));
    if (early)
        course_fault(r, COURSE_ERROR, step->line, "event \"%s\" begins on day %d, before it is announced on day %d",
            step->id, step->start_day, step->day);
}

static void check_step(CourseReader *r, const Step *step)
{
    check_times(r, step);
    check_company(r, step);
    if (step->kind == STEP_EVENT)
        check_event(r, step);
    if (step->kind == STEP_POLL)
        check_poll(r, step);
    if (step->kind == STEP_REMINDER)
        check_reminder(r, step);
    else if (step->kind == STEP_DISCUSSION)
        check_discussion(r, step);
}

/* The earliest course day on which a module's release can hold; 0 when no day says. */
static int release_day(const Cond *cond)
{
    if (!cond)
        return 1;
    if (cond->kind == COND_AT)
        return cond->day;
    int day = 0;
    for (guint i = 0; i < cond->kids->len; i++) {
        int kid = release_day(cond->kids->pdata[i]);
        if (cond->kind == COND_ALL)
            day = MAX(day, kid);
        else if (cond->kind == COND_ANY)
            day = i == 0 ? kid : MIN(day, kid);
    }
    return day;
}

static void check_days(CourseReader *r, const Module *module)
{
    int opens = release_day(module->release);
    const Step *before = NULL;
    for (guint i = 0; i < module->steps->len; i++) {
        const Step *step = module->steps->pdata[i];
        if (step->day == 0)
            continue;
        if (step->day < opens)
            course_fault(r, COURSE_ERROR, step->line, "step \"%s\" is due on day %d, but module \"%s\" opens on day %d",
                step->id, step->day, module->id, opens);
        if (before && step->day < before->day)
            course_fault(r, COURSE_ERROR, step->line,
                "step \"%s\": day %d goes back before day %d of \"%s\", which stands above it", step->id, step->day,
                before->day, before->id);
        else if (before && step->day == before->day && step->time >= 0 && step->time < before->time)
            course_fault(r, COURSE_ERROR, step->line,
                "step \"%s\": %02d:%02d goes back before %02d:%02d of \"%s\", on the same day", step->id,
                step->time / 60, step->time % 60, before->time / 60, before->time % 60, before->id);
        before = step;
    }
}

static void check_sources(CourseReader *r)
{
    for (guint i = 0; i < r->course->sources->len; i++) {
        const Source *source = r->course->sources->pdata[i];
        Civil day = civil_from_days(source->review_by);
        if (source->review_by < r->today)
            course_fault(r, COURSE_WARNING, source->line,
                "source \"%s\" was to be reviewed by %04d-%02d-%02d: no module that cites it "
                "goes to nurses before that is done",
                source->id, day.year, day.month, day.day);
    }
}

void course_check_flow(CourseReader *r)
{
    for (guint i = 0; i < r->course->steps->len; i++)
        check_step(r, r->course->steps->pdata[i]);
    for (guint i = 0; i < r->course->modules->len; i++)
        check_days(r, r->course->modules->pdata[i]);
    check_sources(r);
}

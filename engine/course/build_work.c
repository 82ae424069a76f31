/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rubrics, and what must be true of work that is handed in and of meetings that are led. */
#include "course_priv.h"

void course_build_rubrics(CourseReader *r)
{
    for (const XmlNode *n = xml_child(r->root, "rubric"); n; n = xml_next(n, "rubric")) {
        Rubric *rubric = course_rubric_new(r->course);
        rubric->id = xml_attr(n, "id");
        rubric->title = course_build_texts(r, n, "title");
        for (const XmlNode *c = xml_child(n, "criterion"); c; c = xml_next(c, "criterion")) {
            Criterion *criterion = g_new0(Criterion, 1);
            criterion->id = xml_attr(c, "id");
            criterion->points = course_attr_double(c, "points", 1);
            criterion->texts = course_build_texts(r, c, "text");
            g_ptr_array_add(rubric->criteria, criterion);
        }
    }
}

const Rubric *course_rubric(const Course *course, const char *id)
{
    for (guint i = 0; id && i < course->rubrics->len; i++) {
        const Rubric *rubric = course->rubrics->pdata[i];
        if (g_str_equal(rubric->id, id))
            return rubric;
    }
    return NULL;
}

static void check_assignment(CourseReader *r, const Step *step)
{
    const Rubric *rubric = course_rubric(r->course, step->rubric);
    if (step->peer && !rubric)
        course_fault(r, COURSE_ERROR, step->line,
            "assignment \"%s\": colleagues review it along a rubric; name one with rubric", step->id);
    for (guint i = 0; rubric && step->peer && i < rubric->criteria->len; i++) {
        const Criterion *criterion = rubric->criteria->pdata[i];
        if (criterion->points != (int)criterion->points || criterion->points < 1 || criterion->points > 100)
            course_fault(r, COURSE_ERROR, step->line,
                "assignment \"%s\": criterion \"%s\" of rubric \"%s\" is marked by a number that is typed, so its "
                "points are a whole number from 1 to 100",
                step->id, criterion->id, rubric->id);
    }
    if (step->peer > 5)
        course_fault(r, COURSE_ERROR, step->line,
            "assignment \"%s\": %d reviews of each piece of work are more than anybody writes; at most 5", step->id,
            step->peer);
}

static void check_live(CourseReader *r, const Step *step)
{
    int before = 0;
    if (step->to != TO_ROOM && step->to != TO_COHORT)
        course_fault(r, COURSE_ERROR, step->line, "live meeting \"%s\" is held in a room; write to=\"room\"", step->id);
    for (guint i = 0; i < step->parts->len; i++) {
        const Part *cue = step->parts->pdata[i];
        if (cue->minute < before)
            course_fault(r, COURSE_ERROR, cue->line, "live meeting \"%s\": minute %d goes back before minute %d",
                step->id, cue->minute, before);
        if (cue->minute >= step->minutes)
            course_fault(r, COURSE_ERROR, cue->line, "live meeting \"%s\": minute %d is after its end, minute %d",
                step->id, cue->minute, step->minutes);
        if (cue->answer && cue->step)
            course_fault(r, COURSE_ERROR, cue->line,
                "live meeting \"%s\": only a text or a scene can be an answer that is signed", step->id);
        before = MAX(before, cue->minute);
    }
}

void course_check_work(CourseReader *r)
{
    for (guint i = 0; i < r->course->steps->len; i++) {
        const Step *step = r->course->steps->pdata[i];
        if (step->kind == STEP_ASSIGNMENT)
            check_assignment(r, step);
        else if (step->kind == STEP_LIVE)
            check_live(r, step);
    }
}

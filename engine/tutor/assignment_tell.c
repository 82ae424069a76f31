/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of reviews: nobody's name is in them, either way. */
#include "assignment_priv.h"
#include "phrase.h"

#include <math.h>

static const char *criterion_text(const Tutor *t, const Criterion *criterion)
{
    return course_text(criterion->texts, t->who.course, t->who.lang, t->who.country);
}

/* "1. Names the dose (0 to 4)", a line each. Given. */
static char *criteria_lines(const Tutor *t, const Rubric *rubric)
{
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < rubric->criteria->len; i++) {
        const Criterion *criterion = rubric->criteria->pdata[i];
        g_autofree char *most = g_strdup_printf("%d", (int)criterion->points);
        g_autofree char *range = phrase(t->who.lang, "work.range", "most", most, NULL);
        g_string_append_printf(lines, "\n%u. %s (%s)", i + 1, criterion_text(t, criterion), range);
    }
    return g_string_free(lines, FALSE);
}

char *assignment_example(const Rubric *rubric)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < rubric->criteria->len; i++)
        g_string_append_printf(
            out, "%s%d", i ? " " : "", MAX((int)((const Criterion *)rubric->criteria->pdata[i])->points - 1, 1));
    return g_string_free(out, FALSE);
}

char *assignment_ask_text(const Tutor *t, const Step *step, const Post *work)
{
    const Rubric *rubric = course_rubric(t->who.course, step->rubric);
    g_autofree char *lines = criteria_lines(t, rubric), *shape = assignment_example(rubric);
    return phrase(
        t->who.lang, "work.ask", "work", work->text ? work->text : "", "lines", lines, "example", shape, NULL);
}

/* Marks of one criterion in all reviews. */
static GArray *marks_of(const GPtrArray *reviews, guint criterion)
{
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 0; i < reviews->len; i++) {
        const Review *review = reviews->pdata[i];
        g_auto(GStrv) parts = g_strsplit(review->marks ? review->marks : "", " ", -1);
        if (review->state != REVIEW_DONE || g_strv_length(parts) <= criterion)
            continue;
        int mark = (int)g_ascii_strtoll(parts[criterion], NULL, 10);
        g_array_append_val(marks, mark);
    }
    return marks;
}

double assignment_share(const Course *course, const Step *step, const GPtrArray *reviews)
{
    double sum = 0, best = 0;
    const Rubric *rubric = course_rubric(course, step->rubric);
    for (guint c = 0; rubric && c < rubric->criteria->len; c++) {
        g_autoptr(GArray) marks = marks_of(reviews, c);
        if (marks->len == 0)
            return NAN;
        sum += review_median((const int *)marks->data, marks->len);
        best += ((const Criterion *)rubric->criteria->pdata[c])->points;
    }
    return best > 0 ? sum / best : NAN;
}

/* "1. Names the dose: 3 of 4" with medians, a line each. Given. */
static char *median_lines(const Tutor *t, const Rubric *rubric, const GPtrArray *reviews)
{
    GString *lines = g_string_new(NULL);
    for (guint c = 0; c < rubric->criteria->len; c++) {
        const Criterion *criterion = rubric->criteria->pdata[c];
        g_autoptr(GArray) marks = marks_of(reviews, c);
        if (marks->len == 0)
            continue;
        g_autofree char *value = g_strdup_printf("%.3g", review_median((const int *)marks->data, marks->len));
        g_autofree char *most = g_strdup_printf("%d", (int)criterion->points);
        g_autofree char *of = phrase(t->who.lang, "work.mark", "mark", value, "most", most, NULL);
        g_string_append_printf(lines, "\n%u. %s: %s", c + 1, criterion_text(t, criterion), of);
    }
    return g_string_free(lines, FALSE);
}

static bool counts(const Cond *cond, const char *step)
{
    bool here = cond && cond->kind == COND_SCORE && g_strcmp0(cond->ref, step) == 0;
    for (guint i = 0; !here && cond && cond->kids && i < cond->kids->len; i++)
        here = counts(cond->kids->pdata[i], step);
    return here;
}

/* Whether a module or the certificate asks for this score. */
static bool score_counts(const Course *course, const char *step)
{
    bool is = counts(course->certificate_rule, step);
    for (guint i = 0; !is && i < course->modules->len; i++)
        is = counts(((const Module *)course->modules->pdata[i])->release, step);
    return is;
}

char *assignment_result_text(const Tutor *t, const Step *step, const GPtrArray *reviews, bool more)
{
    const Rubric *rubric = course_rubric(t->who.course, step->rubric);
    g_autofree char *lines = median_lines(t, rubric, reviews);
    g_autofree char *n = g_strdup_printf("%u", reviews->len);
    g_autofree char *head = phrase(t->who.lang, more ? "work.more" : "work.result", "n", n, NULL);
    GString *text = g_string_new(head);
    g_string_append(text, lines);
    bool any = false;
    for (guint i = 0; i < reviews->len; i++) {
        const Review *review = reviews->pdata[i];
        if (!review->comment || !*review->comment)
            continue;
        g_autofree char *said = any ? NULL : phrase(t->who.lang, "work.comments", NULL);
        g_string_append_printf(text, "%s%s\n- %s", any ? "" : "\n\n", any ? "" : said, review->comment);
        any = true;
    }
    if (!score_counts(t->who.course, step->id)) {
        g_autofree char *formative = phrase(t->who.lang, "work.formative", NULL);
        g_string_append_printf(text, "\n\n%s", formative);
    }
    return g_string_free(text, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people typed, without people. */
#include "export_priv.h"

#include <string.h>

#define LONG_NUMBER 9 /* digits: shorter ones alone are the answer to a question that asks for a number */

static bool is_short_number(const char *text)
{
    int digits = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalpha(c))
            return false;
        digits += g_unichar_isdigit(c);
    }
    return digits < LONG_NUMBER;
}

static int hide_one(const Hide *hide, char **text)
{
    g_autoptr(GArray) edits = g_array_new(FALSE, FALSE, sizeof(HideEdit));
    char *words = hide_text(hide, *text, edits);
    g_free(*text);
    *text = words;
    return (int)edits->len;
}

int export_hide_typed(const Hide *hide, char **text)
{
    return *text && !is_short_number(*text) ? hide_one(hide, text) : 0;
}

int export_hide_answers(const Hide *hide, ReportData *data)
{
    int replaced = 0;
    for (guint i = 0; i < data->sits->len; i++) {
        ReportSit *sit = data->sits->pdata[i];
        for (guint a = 0; a < sit->answers->len; a++) {
            ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, a);
            const ReportItem *item = data->items->pdata[answer->item];
            if (item->options->len == 0)
                replaced += export_hide_typed(hide, &answer->answer);
        }
    }
    return replaced;
}

int export_hide_work(const Hide *hide, ReportData *data, int *replaced)
{
    int buried = 0;
    for (guint i = 0; i < data->works->len; i++) {
        ReportWork *work = data->works->pdata[i];
        if (!((const ReportLearner *)data->learners->pdata[work->learner])->may_posts)
            g_clear_pointer(&work->text, g_free);
        buried += !work->text && work->length > 0;
        *replaced += work->text ? hide_one(hide, &work->text) : 0;
    }
    for (guint i = 0; i < data->reviews->len; i++) {
        ReportReview *review = data->reviews->pdata[i];
        bool may = ((const ReportLearner *)data->learners->pdata[review->author])->may_posts &&
                   ((const ReportLearner *)data->learners->pdata[review->reviewer])->may_posts;
        if (!review->comment)
            continue;
        buried += !may && *review->comment;
        *replaced += hide_one(hide, &review->comment);
    }
    return buried;
}

int export_hide_replies(const Hide *hide, ReportData *data, int *replaced)
{
    int buried = 0;
    for (guint i = 0; i < data->replies->len; i++) {
        ReportReply *reply = data->replies->pdata[i];
        if (((const ReportQuestion *)data->questions->pdata[reply->question])->ask != ASK_WORDS)
            continue;
        if (!((const ReportLearner *)data->learners->pdata[reply->learner])->may_posts)
            g_clear_pointer(&reply->answer, g_free);
        buried += !reply->answer && reply->answered;
        *replaced += export_hide_typed(hide, &reply->answer);
    }
    return buried;
}

static void flatten(char *text)
{
    if (text)
        g_strdelimit(text, "\r\n", ' ');
}

void export_flatten(ReportData *data)
{
    for (guint i = 0; i < data->sits->len; i++) {
        const ReportSit *sit = data->sits->pdata[i];
        for (guint a = 0; a < sit->answers->len; a++)
            flatten(g_array_index(sit->answers, ReportAnswer, a).answer);
    }
    for (guint i = 0; i < data->works->len; i++)
        flatten(((ReportWork *)data->works->pdata[i])->text);
    for (guint i = 0; i < data->reviews->len; i++)
        flatten(((ReportReview *)data->reviews->pdata[i])->comment);
    for (guint i = 0; i < data->replies->len; i++)
        flatten(((ReportReply *)data->replies->pdata[i])->answer);
}

static char *by_study_id(const Enrolment *e, gpointer data)
{
    (void)data;
    return e->may_research ? g_strdup_printf("[%s]", e->study_id) : g_strdup("[name]");
}

static bool add_cohorts(Hide *hide, Context *context, const ReportData *data, GError **error)
{
    for (guint i = 0; i < data->cohorts->len; i++) {
        const ReportCohort *row = data->cohorts->pdata[i];
        g_autoptr(Cohort) cohort = cohort_find(context_store(context), row->name, error);
        if (!cohort || !hide_add_cohort(hide, context, cohort->id, by_study_id, NULL, error))
            return false;
    }
    return true;
}

bool export_hide_words(Context *context, ReportData *data, GError **error)
{
    g_autoptr(Hide) hide = hide_new();
    g_autoptr(Guard) guard = context ? NULL : guard_new();
    report_fix_fingerprint(data);
    if (guard)
        hide_set_guard(hide, guard, NULL);
    else if (!add_cohorts(hide, context, data, error))
        return false;
    for (guint i = 0; i < data->posts->len; i++) {
        ReportPost *post = data->posts->pdata[i];
        if (post->text)
            hide_one(hide, &post->text);
    }
    int replaced = export_hide_answers(hide, data);
    export_hide_work(hide, data, &replaced);
    export_hide_replies(hide, data, &replaced);
    return true;
}

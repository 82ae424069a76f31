/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who wrote how much, over all who were enrolled, the silent included; and how the quizzes went. */
#include "report_priv.h"

#include <stdlib.h>

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void put_curve(cJSON *talk, const double *posts, int n, double total)
{
    cJSON *points = view_array(talk, "lorenz");
    g_autofree double *sorted = g_memdup2(posts, sizeof *posts * (n + 1));
    qsort(sorted, (size_t)n, sizeof *sorted, by_size);
    double sum = 0;
    for (int i = 0; i < n; i++) {
        sum += sorted[i];
        cJSON_AddItemToArray(points, cJSON_CreateNumber(total > 0 ? sum / total : 0));
    }
}

/* Week of the post's own cohort, from 1; 0 before it began. */
static int64_t week_of(const ReportData *data, const ReportPost *post)
{
    const ReportRoom *room = post->room >= 0 ? data->rooms->pdata[post->room] : NULL;
    bool known = room && room->cohort < (int)data->cohorts->len;
    int64_t start = known ? ((const ReportCohort *)data->cohorts->pdata[room->cohort])->start : data->start;
    return post->time < start ? 0 : (post->time - start) / (7 * DAY) + 1;
}

static void put_week(cJSON *rows, const ReportData *data, int64_t week)
{
    int learners = 0, facilitator = 0, writers = 0, n = (int)data->learners->len;
    g_autofree bool *wrote = g_new0(bool, n + 1);
    for (guint i = 0; i < data->posts->len; i++) {
        const ReportPost *post = data->posts->pdata[i];
        if (week_of(data, post) != week)
            continue;
        (*(post->learner >= 0 ? &learners : &facilitator))++;
        writers += post->learner >= 0 && !wrote[post->learner];
        if (post->learner >= 0)
            wrote[post->learner] = true;
    }
    bool small = writers > 0 && (writers < SMALL_CELL || n - writers < SMALL_CELL);
    cJSON *row = view_row(rows);
    json_put_int(row, "week", week);
    json_put_int(json_put_int(row, "learners", learners), "facilitator", facilitator);
    view_number(row, "writers", "share of learners who wrote", small || !n ? NAN : 100.0 * writers / n, PERCENT, 0);
}

static void put_weeks(cJSON *talk, const ReportData *data)
{
    cJSON *rows = view_array(talk, "weeks");
    int64_t first = 1, last = 0;
    for (guint i = 0; i < data->posts->len; i++) {
        int64_t week = week_of(data, data->posts->pdata[i]);
        first = MIN(first, week);
        last = MAX(last, week);
    }
    for (int64_t week = first; week <= MIN(last, 104); week++)
        put_week(rows, data, week);
}

static void put_bases(cJSON *talk, const ReportData *data)
{
    static const char *const names[] = { "quote", "number", "inferred", "none" };
    cJSON *rows = view_array(talk, "bases");
    for (guint b = 0; b < G_N_ELEMENTS(names); b++) {
        int n = 0;
        for (guint i = 0; i < data->posts->len; i++) {
            const ReportPost *post = data->posts->pdata[i];
            n += post->learner >= 0 && g_strcmp0(post->basis, names[b]) == 0;
        }
        cJSON *row = view_row(rows);
        json_put(row, "basis", names[b]);
        g_autofree char *key = g_strconcat("basis.", names[b], NULL);
        view_say(row, "label", report_say(data->lang, key, NULL));
        json_put_int(row, "n", n);
    }
}

static int64_t social_posts_of(const ReportData *data)
{
    int64_t n = 0;
    for (guint i = 0; i < data->rooms->len; i++)
        n += ((const ReportRoom *)data->rooms->pdata[i])->social;
    return n;
}

void view_talk(cJSON *view, const ReportData *data, bool blind)
{
    int n = data->learners->len, facilitator = 0, buried = 0;
    g_autofree double *posts = g_new0(double, n + 1);
    for (guint i = 0; i < data->posts->len; i++) {
        const ReportPost *post = data->posts->pdata[i];
        if (post->learner >= 0)
            posts[post->learner]++;
        facilitator += post->learner < 0;
        buried += !post->text;
    }
    StatsSpread spread = stats_spread(posts, n);
    StatsSummary sum = stats_summary(posts, n);
    cJSON *talk = view_object(view, "talk");
    json_put_int(talk, "posts", (int64_t)(data->posts->len - facilitator));
    json_put_int(talk, "facilitator", facilitator);
    json_put_int(talk, "tombstones", buried);
    json_put_int(talk, "social", social_posts_of(data));
    json_put_int(talk, "zero", spread.zeros);
    put_weeks(talk, data);
    if (blind)
        return;
    json_put_bool(talk, "ok", spread.reason == STATS_OK);
    json_put_int(talk, "half", spread.half);
    view_number(talk, "mean", "posts per learner", sum.mean, "", 1);
    view_number(talk, "median", "median posts", sum.median, "", 1);
    view_number(talk, "max", "most posts by one learner", sum.max, "", 0);
    view_number(talk, "zero_share", "learners who wrote nothing", n ? 100.0 * spread.zeros / n : NAN, PERCENT, 0);
    view_number(talk, "gini", "Gini coefficient", spread.gini, "", 2);
    view_number(talk, "gini_corrected", "Gini, small-sample", spread.gini_corrected, "", 2);
    view_number(talk, "top_tenth", "posts by the busiest tenth", 100 * spread.top_tenth, PERCENT, 0);
    view_number(talk, "entropy", "evenness (normalised entropy)", spread.entropy, "", 2);
    put_bases(talk, data);
    put_curve(talk, posts, n, spread.total);
    view_coded(talk, data);
}

void view_quizzes(cJSON *view, const ReportData *data)
{
    cJSON *rows = view_array(view, "quizzes");
    g_autoptr(GPtrArray) seen = g_ptr_array_new();
    g_autofree double *scores = g_new(double, data->quizzes->len + 1);
    for (guint i = 0; i < data->quizzes->len; i++) {
        const ReportQuiz *first = data->quizzes->pdata[i];
        if (first->survey || g_ptr_array_find_with_equal_func(seen, first->step, g_str_equal, NULL))
            continue;
        g_ptr_array_add(seen, first->step);
        int begun = 0, finished = 0, scored = 0;
        for (guint q = i; q < data->quizzes->len; q++) {
            const ReportQuiz *quiz = data->quizzes->pdata[q];
            if (g_strcmp0(quiz->step, first->step) != 0)
                continue;
            begun++;
            finished += quiz->finished != 0;
            if (quiz->finished && !isnan(quiz->score))
                scores[scored++] = 100 * quiz->score;
        }
        StatsSummary sum = stats_summary(scores, scored);
        cJSON *row = view_row(rows);
        json_put(row, "step", first->step);
        json_put(row, "title", first->title ? first->title : "");
        json_put_int(row, "begun", begun);
        json_put_int(row, "finished", finished);
        view_number(row, "mean", "mean score", sum.mean, PERCENT, 0);
        view_number(row, "sd", "standard deviation", sum.sd, PERCENT, 0);
    }
}

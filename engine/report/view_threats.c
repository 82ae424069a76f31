/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What weakens the report, said by itself: nobody has to ask. */
#include "report_priv.h"

#include <stdlib.h>
#include <string.h>

#define SECONDS_NEAR 5
#define IMBALANCE .25 /* What Works Clearinghouse, Standards Handbook 4.1: above, adjusting does not help enough */

static double number(const cJSON *view, const char *path)
{
    g_autofree char *full = g_strconcat(path, ".value", NULL);
    return json_double(view, full, NAN);
}

static void warn(cJSON *rows, const char *id, char *taken)
{
    g_autofree char *text = taken;
    cJSON *row = view_row(rows);
    json_put(json_put(row, "id", id), "text", text);
}

static void of_design(cJSON *rows, const cJSON *view, const Sums *s)
{
    const ReportData *d = s->data;
    bool arms = d->plan && d->plan->plan->design == PLAN_ARMS;
    if (!arms)
        warn(rows, "one_group", report_say(d->lang, "threat.one_group", NULL));
    if (arms && d->unit == PLAN_UNIT_NONE)
        warn(rows, "not_random", report_say(d->lang, "threat.not_random", NULL));
    if (d->same_form)
        warn(rows, "same_form", report_say(d->lang, "threat.same_form", NULL));
    else if (d->sequences < 2)
        warn(rows, "not_crossed", report_say(d->lang, "threat.not_crossed", NULL));
    if (d->by_room)
        warn(rows, "by_room", report_say(d->lang, "threat.by_room", NULL));
    int quiz = 0;
    for (guint i = 0; i < d->items->len; i++)
        quiz += ((const ReportItem *)d->items->pdata[i])->in_quiz;
    g_autofree char *n = view_count(quiz), *all = view_count(d->items->len);
    if (quiz > 0)
        warn(rows, "quiz_items", report_say(d->lang, "threat.quiz_items", "n", n, "all", all, NULL));
}

static void of_numbers(cJSON *rows, const cJSON *view, const Sums *s)
{
    const char *lang = s->data->lang;
    int n = (int)json_int(view, "gain.primary.n", 0), pre = (int)json_int(view, "attrition.n", 0),
        lost = (int)json_int(view, "attrition.lost", 0);
    g_autofree char *count = view_count(n), *of = view_count(pre), *gone = view_count(lost);
    if (n < 20)
        warn(rows, "small", report_say(lang, "threat.small", "n", count, NULL));
    if (pre > 0 && lost * 5 > pre)
        warn(rows, "attrition", report_say(lang, "threat.attrition", "lost", gone, "all", of, NULL));
    const char *method = json_string(view, "gain.primary.method");
    bool ok = json_bool(view, "gain.primary.ok", false);
    if (ok && g_strcmp0(method, "one_cluster") == 0)
        warn(rows, "one_room", g_strdup(json_string(view, "study.cluster.text")));
    else if (ok && json_bool(view, "study.cluster.few", false))
        warn(rows, "few_clusters", g_strdup(json_string(view, "study.cluster.text")));
    double mean = number(view, "gain.by_occasion.0.mean"), full = number(view, "gain.by_occasion.0.at_max");
    g_autofree char *m = view_read(mean, PERCENT, 0), *f = view_read(full, PERCENT, 0);
    if (mean > 80 || full > 20)
        warn(rows, "ceiling", report_say(lang, "threat.ceiling", "mean", m, "full", f, NULL));
    int declared = 0, outcomes = cJSON_GetArraySize(json_at(view, "study.outcomes"));
    const cJSON *row;
    cJSON_ArrayForEach(row, json_at(view, "study.outcomes"))
    {
        declared += !json_bool(row, "is_exploratory", true);
    }
    g_autofree char *many = view_count(outcomes), *said = view_count(declared);
    if (outcomes > declared)
        warn(rows, "many_outcomes", report_say(lang, "threat.many_outcomes", "all", many, "n", said, NULL));
}

/* Before, the arms differ by more than what adjusting can mend. */
static void of_balance(cJSON *rows, const Sums *s)
{
    g_autofree double *first = g_new(double, s->n + 1), *other = g_new(double, s->n + 1);
    for (guint a = 1; a < s->data->arms->len; a++) {
        int n = 0, m = 0;
        for (int i = 0; i < s->n; i++) {
            if (s->arm[i] == 0)
                first[n++] = s->score[OCCASION_PRE][i];
            if (s->arm[i] == (int)a)
                other[m++] = s->score[OCCASION_PRE][i];
        }
        StatsTwoSample t = stats_two_sample(other, m, first, n, STATS_POOLED);
        double d = stats_group_effect(&t).d;
        g_autofree char *size = view_read(d, "", 2);
        if (fabs(d) > IMBALANCE)
            warn(rows, "imbalance",
                report_say(s->data->lang, "threat.imbalance", "arm", s->data->arms->pdata[a], "reference",
                    s->data->arms->pdata[0], "d", size, NULL));
    }
}

static void of_tests(cJSON *rows, const cJSON *view, const Sums *s)
{
    const char *lang = s->data->lang;
    g_autofree char *late = view_count(json_int(view, "gain.pre_late", 0)),
                    *unfinished = view_count(json_int(view, "gain.unfinished", 0));
    if (json_int(view, "gain.pre_late", 0) > 0)
        warn(rows, "pre_late", report_say(lang, "threat.pre_late", "n", late, NULL));
    if (json_int(view, "gain.unfinished", 0) > 0)
        warn(rows, "unfinished", report_say(lang, "threat.unfinished", "n", unfinished, NULL));
}

typedef struct {
    int room, item, learner;
    Occasion occasion;
    const char *answer;
    int64_t at;
    bool near;
} Moment;

static int by_moment(const void *a, const void *b)
{
    const Moment *x = a, *y = b;
    if (x->room != y->room)
        return x->room - y->room;
    if (x->occasion != y->occasion)
        return (int)x->occasion - (int)y->occasion;
    if (x->item != y->item)
        return x->item - y->item;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->learner - y->learner;
}

static GArray *moments(const ReportData *data, int *met, int *all)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(Moment));
    for (guint i = 0; i < data->sits->len; i++) {
        const ReportSit *sit = data->sits->pdata[i];
        for (guint a = 0; a < sit->answers->len; a++) {
            const ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, a);
            const ReportLearner *l = data->learners->pdata[sit->learner];
            *all += answer->answered != 0;
            *met += answer->answered != 0 && answer->mate_sat;
            if (!answer->answered || l->room < 0 || !answer->answer)
                continue;
            Moment m = { l->room, answer->item, sit->learner, sit->occasion, answer->answer, answer->answered, false };
            g_array_append_val(rows, m);
        }
    }
    return rows;
}

/* Answers to the same question, the same choice, by two of one room within seconds. */
static int near_answers(GArray *rows)
{
    int n = 0;
    if (rows->len > 0)
        qsort(rows->data, rows->len, sizeof(Moment), by_moment);
    for (guint i = 0; i < rows->len; i++) {
        Moment *a = &g_array_index(rows, Moment, i);
        for (guint j = i + 1; j < rows->len; j++) {
            Moment *b = &g_array_index(rows, Moment, j);
            if (a->room != b->room || a->occasion != b->occasion || a->item != b->item || b->at - a->at > SECONDS_NEAR)
                break;
            if (a->learner != b->learner && g_str_equal(a->answer, b->answer))
                a->near = b->near = true;
        }
    }
    for (guint i = 0; i < rows->len; i++)
        n += g_array_index(rows, Moment, i).near;
    return n;
}

static void of_sharing(cJSON *rows, const Sums *s)
{
    int met = 0, all = 0;
    g_autoptr(GArray) times = moments(s->data, &met, &all);
    int near = near_answers(times);
    g_autofree char *n = view_count(met), *of = view_count(all), *close = view_count(near),
                    *seconds = view_count(SECONDS_NEAR);
    if (met > 0)
        warn(rows, "mate_sat", report_say(s->data->lang, "threat.mate_sat", "n", n, "all", of, NULL));
    if (near * 50 > all)
        warn(rows, "same_seconds",
            report_say(s->data->lang, "threat.same_seconds", "n", close, "all", of, "seconds", seconds, NULL));
}

void view_threats(cJSON *view, const Sums *s)
{
    cJSON *rows = view_array(view, "warnings");
    if (s->data->unblinded && s->data->generated < s->data->post_closes)
        warn(rows, "early", report_say(s->data->lang, "threat.early", NULL));
    if (report_is_blind(s->data))
        return;
    of_design(rows, view, s);
    of_numbers(rows, view, s);
    of_balance(rows, s);
    of_tests(rows, view, s);
    of_sharing(rows, s);
    warn(rows, "identity", report_say(s->data->lang, "threat.identity", NULL));
}

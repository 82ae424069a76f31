/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who of whom took part and learnt, by what learners said of themselves; and how gain goes with how much of the course
 * was taken, which is no effect. */
#include "report_priv.h"

static int *posts_of(const Sums *s)
{
    int *posts = g_new0(int, s->n + 1);
    for (guint i = 0; i < s->data->posts->len; i++) {
        const ReportPost *post = s->data->posts->pdata[i];
        if (post->learner >= 0)
            posts[post->learner]++;
    }
    return posts;
}

static void put_group(
    cJSON *rows, const Sums *s, const char *trait, const char *name, const GArray *groups, int g, const int *posts)
{
    const TraitGroup *group = &g_array_index(groups, TraitGroup, g);
    g_autofree double *gain = g_new(double, s->n + 1), *pre = g_new(double, s->n + 1);
    int both = 0, wrote = 0, sum = 0;
    for (int i = 0; i < s->n; i++) {
        bool in = trait_group_of(groups, s, trait, i) == g;
        gain[i] = in ? s->gain[i] : NAN;
        pre[i] = isnan(gain[i]) ? NAN : s->score[OCCASION_PRE][i];
        both += !isnan(gain[i]);
        wrote += in && posts[i] > 0;
        sum += in ? posts[i] : 0;
    }
    bool small = both < SMALL_CELL;
    Infer f = infer_change(gain, s->sequence, s->cluster, s->n, s->data->sequences);
    if (f.reason == STATS_EMPTY_GROUP) /* nobody in one sequence: forms do not cancel here */
        f = infer_change(gain, s->sequence, s->cluster, s->n, 1);
    cJSON *row = view_row(rows);
    json_put(json_put(row, "trait", name), "label", group->label);
    json_put_int(row, "n", group->n);
    json_put_bool(row, "small", small);
    bool few_lost = group->n - both < SMALL_CELL && group->n != both;
    json_put_bool(row, "hide_both", small || few_lost);
    view_number(row, "both", "in the estimate", small || few_lost ? NAN : both, "", 0);
    view_number(row, "pre", "mean before", small ? NAN : stats_summary(pre, s->n).mean, PERCENT, 0);
    view_number(row, "estimate", "gain", small ? NAN : f.estimate, POINTS, 1);
    StatsInterval none = { NAN, NAN };
    view_interval(row, "ci", "95 % confidence interval", small ? none : f.ci, POINTS, 1);
    bool few = wrote < SMALL_CELL || (group->n - wrote < SMALL_CELL && group->n != wrote);
    json_put_bool(row, "hide_wrote", few);
    view_number(row, "wrote", "share who wrote in the room", few ? NAN : 100.0 * wrote / group->n, PERCENT, 0);
    view_number(row, "posts", "posts a learner", few ? NAN : (double)sum / group->n, "", 1);
}

void view_equity(cJSON *view, const Sums *s)
{
    static const char *const traits[] = { "cadre", "sex", "age_band", "country", "source" };
    cJSON *rows = view_array(view, "equity");
    g_autofree int *posts = posts_of(s);
    for (guint t = 0; t < G_N_ELEMENTS(traits); t++) {
        g_autoptr(GArray) groups = trait_groups(s, traits[t]);
        g_autofree char *key = g_strconcat("trait.", traits[t], NULL), *name = report_say(s->data->lang, key, NULL);
        int from = cJSON_GetArraySize(rows);
        for (guint g = 0; g < groups->len && groups->len > 1; g++)
            put_group(rows, s, traits[t], name, groups, (int)g, posts);
        trait_hide(rows, from, "hide_both", (const char *const[]){ "both", NULL });
        trait_hide(rows, from, "hide_wrote", (const char *const[]){ "wrote", "posts", NULL });
    }
}

static void put_band(cJSON *rows, const Sums *s, int band)
{
    g_autofree double *gain = g_new(double, s->n + 1);
    int all = 0;
    for (int i = 0; i < s->n; i++) {
        const ReportLearner *l = s->data->learners->pdata[i];
        double share = s->data->steps_all ? fmin(1, (double)l->steps_done / s->data->steps_all) : 0;
        bool in = share < 1.0 / 3 ? band == 0 : share < 2.0 / 3 ? band == 1 : band == 2;
        all += in;
        gain[i] = in ? s->gain[i] : NAN;
    }
    StatsSummary sum = stats_summary(gain, s->n);
    bool small = all > 0 && sum.n < SMALL_CELL;
    static const char *const keys[] = { "dose.third", "dose.two", "dose.most" };
    cJSON *row = view_row(rows);
    view_say(row, "label", report_say(s->data->lang, keys[band], NULL));
    json_put_int(row, "enrolled", all);
    json_put_bool(row, "small", small);
    view_number(row, "n", "in the estimate", small ? NAN : sum.n, "", 0);
    StatsInterval none = { NAN, NAN };
    view_number(row, "mean", "mean gain", small ? NAN : sum.mean, POINTS, 1);
    view_interval(row, "ci", "95 % confidence interval", small ? none : sum.ci, POINTS, 1);
}

void view_dose(cJSON *view, const Sums *s)
{
    cJSON *dose = view_object(view, "dose"), *rows = view_array(dose, "bands");
    for (int band = 0; band < 3; band++)
        put_band(rows, s, band);
    g_autofree double *steps = g_new(double, s->n + 1);
    for (int i = 0; i < s->n; i++)
        steps[i] = isnan(s->gain[i]) ? NAN : ((const ReportLearner *)s->data->learners->pdata[i])->steps_done;
    StatsPaired p = stats_paired_t(steps, s->gain, s->n);
    StatsInterval ci = { NAN, NAN };
    if (p.n > 3 && fabs(p.r) < 1) {
        double half = dist_normal_quantile(.975) / sqrt(p.n - 3.0);
        ci = (StatsInterval){ tanh(atanh(p.r) - half), tanh(atanh(p.r) + half) };
    }
    json_put_int(json_put_int(dose, "n", p.n), "steps", s->data->steps_all);
    json_put_bool(dose, "ok", p.n > 3 && !isnan(p.r));
    view_number(dose, "r", "correlation of steps done and gain", p.r, "", 2);
    view_interval(dose, "r_ci", "95 % interval (Fisher)", ci, "", 2);
}

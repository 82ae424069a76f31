/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `baraza stats FILE items`: what each question of a test did, once or before and after. */
#include "stats_cli.h"
#include "stats_items.h"
#include "stats_score.h"

#include <math.h>
#include <string.h>

#define FEW_ANSWERS 100

static void put_items(StatsJob *job, const char *table, const StatsScored *s, const StatsItem *items)
{
    bool bad = false;
    if (s->n < 1)
        return;
    for (int j = 0; j < s->k; j++) {
        const StatsItem *it = &items[j];
        cJSON *row = stats_put_row(job, table);
        json_put(row, "item", frame_header(job->frame, s->columns[j]));
        json_put_int(row, "n", it->n);
        json_put_double(row, "facility", it->facility);
        stats_put_interval(row, "facility_ci", it->facility_ci);
        json_put_double(row, "upper", it->upper);
        json_put_double(row, "lower", it->lower);
        json_put_double(row, "discrimination", it->discrimination);
        json_put_double(row, "r_pb", it->point_biserial);
        json_put_double(row, "r_pb_corrected", it->corrected);
        stats_put_interval(row, "r_pb_corrected_ci", it->corrected_ci);
        json_put_double(row, "alpha_dropped", it->alpha_dropped);
        bad = bad || it->reason == STATS_BAD_VALUE;
    }
    if (bad)
        stats_warn(job, "Scores must lie between 0 and 1; where the columns hold option letters, give --key.");
    if (!cJSON_HasObjectItem(job->out, "group_size"))
        json_put_double(job->out, "group_size", items[0].group);
}

static StatsScale put_scale(StatsJob *job, const StatsScored *s, StatsItem *items)
{
    StatsScale scale = stats_test(s->scores, s->n, s->k, items);
    cJSON *o = job->out;
    stats_put_n(job, scale.n, s->n - scale.n);
    json_put_int(o, "k", s->k);
    json_put_double(o, "mean", scale.mean);
    json_put_double(o, "sd", sqrt(scale.variance));
    json_put_double(o, "alpha", scale.alpha);
    stats_put_interval(o, "alpha_ci", scale.alpha_ci);
    json_put_double(o, "kr20", scale.kr20);
    json_put_double(o, "sem", scale.sem);
    stats_put_reason(job, "Reliability", scale.reason);
    return scale;
}

static void put_options(StatsJob *job, const StatsScored *s)
{
    int n = 0, functional = 0, distractors = 0;
    g_autofree double *totals = g_new(double, s->n + 1);
    g_autofree int *rows = g_new(int, s->n + 1), *choice = g_new(int, s->n + 1);
    for (int i = 0; i < s->n; i++) {
        double total = 0;
        for (int j = 0; j < s->k; j++)
            total += s->scores[(gsize)i * s->k + j];
        if (isnan(total))
            continue;
        totals[n] = total;
        rows[n++] = i;
    }
    int options = (int)s->labels->len;
    g_autofree StatsOption *found = g_new0(StatsOption, options + 1);
    for (int j = 0; j < s->k; j++) {
        for (int i = 0; i < n; i++)
            choice[i] = s->choice[(gsize)rows[i] * s->k + j];
        if (!stats_options(choice, totals, n, options, found))
            return;
        for (int o = 0; o < options; o++) {
            bool right = s->key[j] == o;
            if (!right && found[o].n == 0 && !stats_scored_used(s, j, o))
                continue;
            cJSON *row = stats_put_row(job, "options");
            json_put(row, "item", frame_header(job->frame, s->columns[j]));
            json_put(row, "option", s->labels->pdata[o]);
            json_put(row, "key", right ? "right" : "");
            json_put_int(row, "n", found[o].n);
            json_put_double(row, "share", found[o].share);
            json_put_double(row, "upper", found[o].upper);
            json_put_double(row, "lower", found[o].lower);
            json_put_double(row, "r_pb", found[o].point_biserial);
            distractors += !right;
            functional += !right && found[o].share >= .05;
        }
    }
    json_put_int(job->out, "distractors", distractors);
    json_put_int(job->out, "distractors_taken", functional);
}

static void warn_few(StatsJob *job, int n)
{
    if (n < FEW_ANSWERS)
        stats_warn(job,
            "With %d answers an item, discrimination and correlations are rough: pool cohorts before a question "
            "is judged by them.",
            n);
}

/* Item by item before and after, the same learners: McNemar where both are 0 or 1. */
static void put_changes(StatsJob *job, const StatsScored *pre, const StatsScored *post)
{
    int k = pre->k;
    g_autofree double *holm = g_new(double, k + 1), *bh = g_new(double, k + 1), *before = g_new0(double, k + 1),
                      *after = g_new0(double, k + 1);
    g_autofree int *b = g_new0(int, k + 1), *c = g_new0(int, k + 1), *n = g_new0(int, k + 1);
    for (int i = 0; i < pre->n; i++)
        for (int j = 0; j < k; j++) {
            double x = pre->scores[(gsize)i * k + j], y = post->scores[(gsize)i * k + j];
            if (isnan(x) || isnan(y))
                continue;
            n[j]++;
            before[j] += x;
            after[j] += y;
            b[j] += x == 1 && y == 0;
            c[j] += x == 0 && y == 1;
        }
    for (int j = 0; j < k; j++)
        holm[j] = bh[j] = stats_mcnemar(b[j], c[j]).p_exact;
    stats_adjust_holm(holm, k);
    stats_adjust_bh(bh, k);
    for (int j = 0; j < k; j++) {
        cJSON *row = stats_put_row(job, "changes");
        json_put(row, "item", frame_header(job->frame, pre->columns[j]));
        json_put_int(row, "n", n[j]);
        json_put_double(row, "pre", n[j] ? before[j] / n[j] : NAN);
        json_put_double(row, "post", n[j] ? after[j] / n[j] : NAN);
        json_put_double(row, "change", n[j] ? (after[j] - before[j]) / n[j] : NAN);
        json_put_int(row, "b", b[j]);
        json_put_int(row, "c", c[j]);
        json_put_double(row, "p", stats_mcnemar(b[j], c[j]).p_exact);
        json_put_double(row, "p_holm", holm[j]);
        json_put_double(row, "p_bh", bh[j]);
    }
}

static double *totals_of(const StatsScored *s)
{
    double *totals = g_new0(double, s->n + 1);
    for (int i = 0; i < s->n; i++)
        for (int j = 0; j < s->k; j++)
            totals[i] += s->scores[(gsize)i * s->k + j];
    return totals;
}

static void put_totals(StatsJob *job, const StatsScored *pre, const StatsScored *post, StatsScale a, StatsScale b)
{
    g_autofree double *x = totals_of(pre), *y = totals_of(post);
    StatsPaired t = stats_paired_t(x, y, pre->n);
    cJSON *o = job->out;
    stats_put_n(job, t.n, t.missing);
    json_put_int(o, "k", pre->k);
    json_put_double(o, "mean_pre", t.mean_x);
    json_put_double(o, "sd_pre", t.sd_x);
    json_put_double(o, "mean_post", t.mean_y);
    json_put_double(o, "sd_post", t.sd_y);
    json_put_double(o, "mean_diff", t.difference);
    json_put_double(o, "sd_diff", t.sd_difference);
    json_put_double(o, "t", t.t);
    json_put_double(o, "df", t.df);
    json_put_double(o, "p", t.p);
    stats_put_interval(o, "ci", t.ci);
    json_put_double(o, "dz", stats_effect(&t).dz);
    json_put_double(o, "alpha_pre", a.alpha);
    stats_put_interval(o, "alpha_pre_ci", a.alpha_ci);
    json_put_double(o, "alpha_post", b.alpha);
    stats_put_interval(o, "alpha_post_ci", b.alpha_ci);
    stats_put_reason(job, "The t test of totals", t.reason);
}

static bool before_and_after(StatsJob *job, GError **error)
{
    g_auto(StatsScored) pre = { 0 }, post = { 0 };
    if (!stats_scored_read(job, "pre", &pre, error) || !stats_scored_read(job, "post", &post, error))
        return false;
    if (pre.k != post.k) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--pre names %d columns and --post %d: the same questions are to stand in both, in the same order", pre.k,
            post.k);
        return false;
    }
    g_autofree StatsItem *before = g_new0(StatsItem, pre.k + 1), *after = g_new0(StatsItem, post.k + 1);
    StatsScale a = stats_test(pre.scores, pre.n, pre.k, before), b = stats_test(post.scores, post.n, post.k, after);
    put_totals(job, &pre, &post, a, b);
    put_changes(job, &pre, &post);
    put_items(job, "items_pre", &pre, before);
    put_items(job, "items_post", &post, after);
    warn_few(job, pre.n);
    return true;
}

bool stats_run_items(StatsJob *job, GError **error)
{
    bool twice = cli_switch(job->cli, "pre") && cli_switch(job->cli, "post"), once = cli_switch(job->cli, "columns");
    if (twice == once || (once && (cli_switch(job->cli, "pre") || cli_switch(job->cli, "post")))) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "items needs either --columns q1-q20 (one occasion) or --pre q1-q20 --post p1-p20 (before and after)");
        return false;
    }
    if (twice)
        return before_and_after(job, error);
    g_auto(StatsScored) s = { 0 };
    if (!stats_scored_read(job, "columns", &s, error))
        return false;
    g_autofree StatsItem *found = g_new0(StatsItem, s.k + 1);
    put_scale(job, &s, found);
    put_items(job, "items", &s, found);
    if (s.key)
        put_options(job, &s);
    warn_few(job, s.n);
    return true;
}

bool stats_run_reliability(StatsJob *job, GError **error)
{
    g_auto(StatsScored) s = { 0 };
    int64_t seed, replicates;
    if (!stats_scored_read(job, "columns", &s, error) || !stats_job_bootstrap(job, &seed, &replicates, error))
        return false;
    StatsScale scale = put_scale(job, &s, NULL);
    cJSON *o = job->out;
    json_put_double(o, "kr21", scale.kr21);
    StatsBootstrap b = stats_alpha_bootstrap(s.scores, s.n, s.k, (int)replicates, (uint64_t)seed);
    stats_put_interval(o, "alpha_ci_bootstrap", b.ci);
    json_put_int(o, "replicates", b.replicates);
    json_put_int(o, "seed", seed);
    json_put_double(o, "alpha_twice_as_long", stats_spearman_brown(scale.alpha, 2));
    if (b.failed)
        stats_warn(job, "In %d of %d replicates all totals were equal; the bootstrap interval is of the others.",
            b.failed, b.replicates);
    return true;
}

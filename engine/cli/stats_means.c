/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `baraza stats`: means and ranks compared, in the same people and between groups. */
#include "stats_cli.h"
#include "stats_cluster.h"

#include <math.h>
#include <string.h>

#define FEW_PAIRS 20
#define CEILING_SHARE .2

static bool two_columns(StatsJob *job, const char *first, const char *second, double **x, double **y, GError **error)
{
    *x = stats_job_column(job, first, error);
    *y = *x ? stats_job_column(job, second, error) : NULL;
    return *y != NULL;
}

static void put_group(StatsJob *job, const char *which, double mean, double sd)
{
    g_autofree char *mean_name = g_strconcat("mean_", which, NULL), *sd_name = g_strconcat("sd_", which, NULL);
    json_put_double(job->out, mean_name, mean);
    json_put_double(job->out, sd_name, sd);
}

static void put_t(cJSON *o, double t, double df, double p, StatsInterval ci)
{
    json_put_double(o, "t", t);
    json_put_double(o, "df", df);
    json_put_double(o, "p", p);
    stats_put_interval(o, "ci", ci);
}

static void put_effect(StatsJob *job, const StatsPaired *t)
{
    StatsEffect e = stats_effect(t);
    cJSON *o = job->out;
    json_put_double(o, "dz", e.dz);
    stats_put_interval(o, "dz_ci", e.dz_ci);
    json_put_double(o, "d_av", e.d_av);
    stats_put_interval(o, "d_av_ci", e.d_av_ci);
    json_put_double(o, "d_rms", e.d_rms);
    json_put_double(o, "d_rm", e.d_rm);
    json_put_double(o, "glass", e.glass);
    json_put_double(o, "g", e.g_z);
    stats_put_interval(o, "g_ci", e.g_z_ci);
    json_put_double(o, "g_av", e.g_av);
    stats_put_interval(o, "g_av_ci", e.g_av_ci);
    if (t->reason == STATS_OK)
        stats_put_reason(job, "An effect size", e.reason);
}

static bool put_gain(StatsJob *job, const double *x, const double *y, int n, GError **error)
{
    double max = NAN;
    if (!stats_job_double(job, "max", &max, error))
        return false;
    if (isnan(max))
        return true;
    StatsGain g = stats_gain(x, y, n, max);
    int full = 0, pairs = 0;
    for (int i = 0; i < n; i++) {
        pairs += !isnan(x[i]) && !isnan(y[i]);
        full += y[i] >= max && !isnan(x[i]);
    }
    json_put_double(job->out, "gain_class", g.class_gain);
    json_put(job->out, "gain_band", *stats_gain_band(g.class_gain) ? stats_gain_band(g.class_gain) : NULL);
    json_put_double(job->out, "gain_individual", g.individual);
    json_put_int(job->out, "gain_individual_n", g.n_individual);
    json_put_double(job->out, "gain_c", g.c);
    json_put_int(job->out, "gain_c_n", g.n_c);
    stats_put_reason(job, "A normalised gain", g.reason);
    if (full > CEILING_SHARE * pairs)
        stats_warn(job, "%d of %d stand at the maximum afterwards: the test could not show all that they gained.", full,
            pairs);
    return true;
}

bool stats_run_paired(StatsJob *job, GError **error)
{
    g_autofree double *x = NULL, *y = NULL;
    if (!two_columns(job, "pre", "post", &x, &y, error))
        return false;
    StatsPaired t = stats_paired_t(x, y, stats_job_rows(job));
    cJSON *o = job->out;
    json_put(o, "difference", "post - pre");
    stats_put_n(job, t.n, t.missing);
    put_group(job, "pre", t.mean_x, t.sd_x);
    put_group(job, "post", t.mean_y, t.sd_y);
    json_put_double(o, "r", t.r);
    json_put_double(o, "mean_diff", t.difference);
    json_put_double(o, "sd_diff", t.sd_difference);
    json_put_double(o, "se", t.se);
    put_t(o, t.t, t.df, t.p, t.ci);
    put_effect(job, &t);
    stats_put_reason(job, "The t test", t.reason);
    if (t.reason == STATS_OK && t.n < FEW_PAIRS)
        stats_warn(job, "With %d pairs the t test leans on differences that are near normal; see wilcoxon, too.", t.n);
    return put_gain(job, x, y, stats_job_rows(job), error);
}

/* Splits --value by --group, which must have two labels (or --groups A,B names them). */
typedef struct {
    double *x, *y;
    int n1, n2;
    char *label1, *label2;
} TwoGroups;

static void two_groups_clear(TwoGroups *g)
{
    g_free(g->x);
    g_free(g->y);
    g_free(g->label1);
    g_free(g->label2);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TwoGroups, two_groups_clear)

static int label_place(char **labels, const char *label)
{
    for (int i = 0; labels[i]; i++)
        if (strcmp(labels[i], label) == 0)
            return i;
    return -1;
}

bool stats_job_two(const StatsJob *job, const char *option, char **labels, int *a, int *b, GError **error)
{
    const char *given = cli_option(job->cli, "groups");
    g_autofree char *all = g_strjoinv(", ", labels);
    g_auto(GStrv) two = g_strsplit(given ? given : "", ",", 2);
    *a = 0;
    *b = 1;
    if (given) {
        *a = two[0] ? label_place(labels, g_strstrip(two[0])) : -1;
        *b = two[0] && two[1] ? label_place(labels, g_strstrip(two[1])) : -1;
    }
    if (given && (*a < 0 || *b < 0 || *a == *b)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--groups is to name two of the groups, as A,B; the column \"%s\" holds: %s", cli_option(job->cli, option),
            all);
        return false;
    }
    if (!given && g_strv_length(labels) != 2) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "%s: the column \"%s\" holds %u groups, and two are compared (name them with --groups A,B): %s", job->file,
            cli_option(job->cli, option), g_strv_length(labels), all);
        return false;
    }
    return true;
}

static bool two_groups(StatsJob *job, TwoGroups *g, GError **error)
{
    int n = stats_job_rows(job), a, b, strays = 0;
    g_auto(GStrv) labels = NULL;
    g_autofree double *value = stats_job_column(job, "value", error);
    g_autofree int *of = value ? stats_job_groups(job, "group", &labels, error) : NULL;
    if (!of || !stats_job_two(job, "group", labels, &a, &b, error))
        return false;
    g->x = g_new(double, n + 1);
    g->y = g_new(double, n + 1);
    g->label1 = g_strdup(labels[a]);
    g->label2 = g_strdup(labels[b]);
    for (int i = 0; i < n; i++) {
        if (of[i] == a)
            g->x[g->n1++] = value[i];
        else if (of[i] == b)
            g->y[g->n2++] = value[i];
        strays += of[i] < 0;
    }
    if (strays)
        stats_warn(job, "Left out: rows that name no group: %d.", strays);
    return true;
}

static void put_two(StatsJob *job, const TwoGroups *g, int n1, int n2, int missing)
{
    json_put(job->out, "group1", g->label1);
    json_put(job->out, "group2", g->label2);
    json_put_int(job->out, "n1", n1);
    json_put_int(job->out, "n2", n2);
    json_put_int(job->out, "missing", missing);
    if (missing)
        stats_warn(job, "Left out: rows where the value is missing: %d.", missing);
}

/* The t test of cluster means: each room counts once. */
static bool put_cluster_t(StatsJob *job, const TwoGroups *g, StatsVariance variance, GError **error)
{
    int n = stats_job_rows(job);
    g_auto(GStrv) labels = NULL, rooms = NULL;
    g_autofree double *value = stats_job_column(job, "value", error);
    g_autofree int *of = stats_job_groups(job, "group", &labels, error),
                   *cluster = of ? stats_job_groups(job, "cluster", &rooms, error) : NULL;
    if (!value || !cluster)
        return false;
    for (int i = 0; i < n; i++) {
        bool first = of[i] >= 0 && strcmp(labels[of[i]], g->label1) == 0,
             second = of[i] >= 0 && strcmp(labels[of[i]], g->label2) == 0;
        of[i] = !first;
        cluster[i] = first || second ? cluster[i] : -1;
    }
    StatsTwoSample t = stats_cluster_t(value, of, cluster, n, variance);
    cJSON *row = stats_put_row(job, "by_cluster");
    json_put_int(row, "clusters1", t.n1);
    json_put_int(row, "clusters2", t.n2);
    json_put_double(row, "mean_diff", t.difference);
    json_put_double(row, "se", t.se);
    put_t(row, t.t, t.df, t.p, t.ci);
    if (t.reason == STATS_BAD_VALUE)
        stats_warn(job, "A cluster has people in both groups: clusters cannot be compared, see ancova --cluster.");
    else
        stats_put_reason(job, "The t test of cluster means", t.reason);
    if (t.reason == STATS_OK && MIN(t.n1, t.n2) < 4)
        stats_warn(job, "Under 4 clusters in a group: give the estimate and no p.");
    return true;
}

bool stats_run_two_sample(StatsJob *job, GError **error)
{
    g_auto(TwoGroups) g = { 0 };
    if (!two_groups(job, &g, error))
        return false;
    bool equal = cli_switch(job->cli, "pooled");
    StatsTwoSample t = stats_two_sample(g.x, g.n1, g.y, g.n2, equal ? STATS_POOLED : STATS_WELCH);
    StatsGroupEffect e = stats_group_effect(&t);
    cJSON *o = job->out;
    json_put(o, "variance", equal ? "pooled" : "Welch");
    put_two(job, &g, t.n1, t.n2, t.missing);
    put_group(job, "1", t.mean1, t.sd1);
    put_group(job, "2", t.mean2, t.sd2);
    json_put_double(o, "mean_diff", t.difference);
    json_put_double(o, "se", t.se);
    put_t(o, t.t, t.df, t.p, t.ci);
    json_put_double(o, "d", e.d);
    stats_put_interval(o, "d_ci", e.ci_noncentral);
    stats_put_interval(o, "d_ci_normal", e.ci_normal);
    json_put_double(o, "g", e.g);
    stats_put_reason(job, "The t test", t.reason);
    return !cli_switch(job->cli, "cluster") || put_cluster_t(job, &g, equal ? STATS_POOLED : STATS_WELCH, error);
}

static void signed_rank(StatsJob *job, const double *x, const double *y)
{
    StatsSignedRank w = stats_signed_rank(x, y, stats_job_rows(job));
    cJSON *o = job->out;
    bool exact = !isnan(w.p_exact);
    json_put(o, "difference", "post - pre");
    stats_put_n(job, w.n, w.missing);
    json_put_int(o, "zeros", w.zeros);
    json_put_int(o, "n_used", w.used);
    json_put_bool(o, "ties", w.ties);
    json_put_double(o, "V", w.w_plus);
    json_put_double(o, "W_minus", w.w_minus);
    json_put(o, "p_from", exact ? "exact" : "normal, corrected");
    json_put_double(o, "p", exact ? w.p_exact : w.p_normal_corrected);
    json_put_double(o, "p_exact", w.p_exact);
    json_put_double(o, "p_normal", w.p_normal);
    json_put_double(o, "p_normal_corrected", w.p_normal_corrected);
    json_put_double(o, "z", w.z);
    json_put_double(o, "z_corrected", w.z_corrected);
    json_put_double(o, "rank_biserial", w.rank_biserial);
    stats_put_reason(job, "The signed rank test", w.reason);
    if (w.ties && exact)
        stats_warn(job,
            "There are ties; the exact p is conditional on them. R's wilcox.test gives the corrected normal p "
            "here, as p_normal_corrected.");
}

static void rank_sum(StatsJob *job, const TwoGroups *g)
{
    StatsRankSum w = stats_rank_sum(g->x, g->n1, g->y, g->n2);
    cJSON *o = job->out;
    double pairs = (double)w.n1 * w.n2;
    bool exact = !isnan(w.p_exact);
    put_two(job, g, w.n1, w.n2, w.missing);
    json_put_bool(o, "ties", w.ties);
    json_put_double(o, "W", w.w);
    json_put_double(o, "U2", pairs - w.w);
    json_put(o, "p_from", exact ? "exact" : "normal, corrected");
    json_put_double(o, "p", exact ? w.p_exact : w.p_corrected);
    json_put_double(o, "p_exact", w.p_exact);
    json_put_double(o, "p_normal", w.p);
    json_put_double(o, "p_normal_corrected", w.p_corrected);
    json_put_double(o, "z", w.z);
    json_put_double(o, "z_corrected", w.z_corrected);
    json_put_double(o, "rank_biserial", 2 * w.w / pairs - 1);
    json_put_double(o, "superiority", w.w / pairs);
    stats_put_reason(job, "The rank sum test", w.reason);
}

bool stats_run_wilcoxon(StatsJob *job, GError **error)
{
    bool paired = cli_switch(job->cli, "pre") && cli_switch(job->cli, "post"),
         grouped = cli_switch(job->cli, "value") && cli_switch(job->cli, "group");
    bool mixed = (cli_switch(job->cli, "pre") || cli_switch(job->cli, "post")) &&
                 (cli_switch(job->cli, "value") || cli_switch(job->cli, "group"));
    if (mixed || paired == grouped) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "wilcoxon needs either --pre COL --post COL (the same people twice) or --value COL --group COL (two "
            "groups)");
        return false;
    }
    if (paired) {
        g_autofree double *x = NULL, *y = NULL;
        if (!two_columns(job, "pre", "post", &x, &y, error))
            return false;
        json_put(job->out, "test", "signed rank");
        signed_rank(job, x, y);
        return true;
    }
    g_auto(TwoGroups) g = { 0 };
    if (!two_groups(job, &g, error))
        return false;
    json_put(job->out, "test", "rank sum (Mann-Whitney)");
    rank_sum(job, &g);
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `baraza stats`: analysis of covariance, clusters, several occasions. */
#include "stats_cli.h"
#include "stats_cluster.h"
#include "stats_items.h"
#include "stats_model.h"

#include <math.h>
#include <string.h>

/* Rows without a gap, the arms numbered so that the reference is 0. */
typedef struct {
    int n, arms, missing;
    double *pre, *post;
    int *arm, *cluster; /* cluster may be NULL */
    char **labels;
} Arms;

static void arms_clear(Arms *a)
{
    g_free(a->pre);
    g_free(a->post);
    g_free(a->arm);
    g_free(a->cluster);
    g_strfreev(a->labels);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arms, arms_clear)

/* Moves the label of --reference to the front. */
static bool set_reference(const StatsJob *job, Arms *a, int *of, int n, GError **error)
{
    const char *wanted = cli_option(job->cli, "reference");
    int place = 0;
    if (!wanted)
        return true;
    for (place = 0; a->labels[place] && strcmp(a->labels[place], wanted) != 0; place++)
        ;
    if (!a->labels[place]) {
        g_autofree char *all = g_strjoinv(", ", a->labels);
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--reference: there is no group \"%s\"; there are: %s",
            wanted, all);
        return false;
    }
    char *label = a->labels[place];
    memmove(a->labels + 1, a->labels, sizeof *a->labels * place);
    a->labels[0] = label;
    for (int i = 0; i < n; i++)
        of[i] = of[i] == place ? 0 : of[i] >= 0 && of[i] < place ? of[i] + 1 : of[i];
    return true;
}

static void keep_whole(Arms *a, const double *pre, const double *post, const int *of, const int *cluster, int n)
{
    a->pre = g_new(double, n + 1);
    a->post = g_new(double, n + 1);
    a->arm = g_new(int, n + 1);
    a->cluster = cluster ? g_new(int, n + 1) : NULL;
    for (int i = 0; i < n; i++) {
        if (isnan(pre[i]) || isnan(post[i]) || of[i] < 0 || (cluster && cluster[i] < 0))
            continue;
        a->pre[a->n] = pre[i];
        a->post[a->n] = post[i];
        if (cluster)
            a->cluster[a->n] = cluster[i];
        a->arm[a->n++] = of[i];
    }
    a->missing = n - a->n;
}

static bool read_arms(StatsJob *job, Arms *a, GError **error)
{
    int n = stats_job_rows(job);
    g_auto(GStrv) clusters = NULL;
    g_autofree double *post = stats_job_column(job, "post", error),
                      *pre = post ? stats_job_column(job, "pre", error) : NULL;
    g_autofree int *of = pre ? stats_job_groups(job, "group", &a->labels, error) : NULL, *cluster = NULL;
    if (!of || !set_reference(job, a, of, n, error))
        return false;
    if (cli_switch(job->cli, "cluster")) {
        cluster = stats_job_groups(job, "cluster", &clusters, error);
        if (!cluster)
            return false;
    }
    a->arms = (int)g_strv_length(a->labels);
    keep_whole(a, pre, post, of, cluster, n);
    return true;
}

static void put_terms(StatsJob *job, const Arms *a, const StatsOls *fit)
{
    for (int j = 0; j < fit->terms; j++) {
        cJSON *row = stats_put_row(job, "terms");
        json_put(row, "term", j == 0 ? "(intercept)" : j == 1 ? cli_option(job->cli, "pre") : a->labels[j - 1]);
        json_put_double(row, "estimate", fit->coef[j]);
        json_put_double(row, "se", fit->se[j]);
        json_put_double(row, "t", fit->t[j]);
        json_put_double(row, "df", fit->df);
        json_put_double(row, "p", fit->p[j]);
        stats_put_interval(row, "ci", fit->ci[j]);
    }
}

/* The mean of each arm at the common baseline: the intercept, with that arm as reference and the baseline centred. */
static void put_adjusted(StatsJob *job, const Arms *a)
{
    double centre = 0;
    g_autofree double *pre = g_new(double, a->n + 1);
    g_autofree int *arm = g_new(int, a->n + 1);
    for (int i = 0; i < a->n; i++)
        centre += a->pre[i] / a->n;
    for (int g = 0; g < a->arms; g++) {
        int members = 0;
        double raw = 0, before = 0;
        for (int i = 0; i < a->n; i++) {
            pre[i] = a->pre[i] - centre;
            arm[i] = a->arm[i] == g ? 0 : a->arm[i] < g ? a->arm[i] + 1 : a->arm[i];
            members += a->arm[i] == g;
            raw += a->arm[i] == g ? a->post[i] : 0;
            before += a->arm[i] == g ? a->pre[i] : 0;
        }
        StatsAncova m = stats_ancova(pre, a->post, arm, NULL, a->n, a->arms);
        cJSON *row = stats_put_row(job, "adjusted_means");
        json_put(row, "group", a->labels[g]);
        json_put_int(row, "n", members);
        json_put_double(row, "mean_pre", members ? before / members : NAN);
        json_put_double(row, "mean_post", members ? raw / members : NAN);
        json_put_double(row, "adjusted", m.fit.coef[0]);
        json_put_double(row, "se", m.fit.se[0]);
        stats_put_interval(row, "ci", m.fit.ci[0]);
    }
}

/* The fewest clusters that an arm has members in. */
static int fewest_clusters(const Arms *a)
{
    int least = G_MAXINT;
    for (int g = 0; g < a->arms; g++) {
        g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
        for (int i = 0; i < a->n; i++)
            if (a->arm[i] == g)
                g_hash_table_add(seen, GINT_TO_POINTER(a->cluster[i]));
        least = MIN(least, (int)g_hash_table_size(seen));
    }
    return least;
}

static void put_clustered(StatsJob *job, const Arms *a)
{
    int terms = 1 + a->arms;
    g_autofree double *x = g_new0(double, (gsize)a->n *terms + 1);
    for (int i = 0; i < a->n; i++) {
        x[(gsize)i * terms] = 1;
        x[(gsize)i * terms + 1] = a->pre[i];
        if (a->arm[i] > 0)
            x[(gsize)i * terms + 1 + a->arm[i]] = 1;
    }
    StatsCr2 r = stats_cr2(x, a->post, a->n, terms, a->cluster);
    StatsClustering c = stats_clustering(a->post, a->cluster, a->n);
    json_put_int(job->out, "clusters", r.clusters);
    json_put_double(job->out, "icc", c.icc);
    json_put_double(job->out, "design_effect", c.design_effect);
    for (int j = 0; j < terms && r.reason == STATS_OK; j++) {
        cJSON *row = stats_put_row(job, "terms_cr2");
        json_put(row, "term", j == 0 ? "(intercept)" : j == 1 ? cli_option(job->cli, "pre") : a->labels[j - 1]);
        json_put_double(row, "estimate", r.coef[j]);
        json_put_double(row, "se", r.se[j]);
        json_put_double(row, "t", r.t[j]);
        json_put_double(row, "df", r.df[j]);
        json_put_double(row, "p", r.p[j]);
        stats_put_interval(row, "ci", r.ci[j]);
    }
    stats_put_reason(job, "Errors by cluster", r.reason);
    int fewest = fewest_clusters(a);
    if (fewest < 4)
        stats_warn(job, "An arm has %d cluster%s: under 4 give the estimate and no p.", fewest, fewest == 1 ? "" : "s");
    stats_warn(job,
        "The terms take learners as independent; terms_cr2 does not, and is the one to report where groups were "
        "formed by cluster.");
}

bool stats_run_ancova(StatsJob *job, GError **error)
{
    g_auto(Arms) a = { 0 };
    if (!read_arms(job, &a, error))
        return false;
    StatsAncova m = stats_ancova(a.pre, a.post, a.arm, NULL, a.n, a.arms);
    cJSON *o = job->out;
    stats_put_n(job, a.n, a.missing);
    json_put(o, "reference", a.labels[0]);
    json_put_double(o, "r2", m.fit.r2);
    json_put_double(o, "sigma", m.fit.sigma);
    json_put_double(o, "df", m.fit.df);
    json_put_double(o, "F", m.fit.f);
    json_put_double(o, "F_p", m.fit.f_p);
    json_put_double(o, "slope_F", m.slope_f);
    json_put_double(o, "slope_df1", m.slope_df1);
    json_put_double(o, "slope_df2", m.slope_df2);
    json_put_double(o, "slope_p", m.slope_p);
    stats_put_reason(job, "The analysis of covariance", m.reason);
    if (m.reason != STATS_OK)
        return true;
    put_terms(job, &a, &m.fit);
    put_adjusted(job, &a);
    if (a.cluster)
        put_clustered(job, &a);
    if (m.slope_p < .05)
        stats_warn(
            job, "The slopes differ between the groups (slope_p): one adjusted difference does not tell it all.");
    return true;
}

static bool ratings(StatsJob *job, GError **error)
{
    int k, n = stats_job_rows(job), kept = 0;
    g_autofree double *values = stats_job_columns(job, "columns", NULL, &k, error);
    if (!values)
        return false;
    for (int i = 0; i < n; i++) {
        bool whole = true;
        for (int j = 0; j < k; j++)
            whole = whole && !isnan(values[(gsize)i * k + j]);
        if (whole)
            memmove(values + (gsize)kept++ * k, values + (gsize)i * k, sizeof *values * k);
    }
    StatsIcc r = stats_icc(values, kept, k);
    stats_put_n(job, kept, n - kept);
    json_put_int(job->out, "k", k);
    const struct {
        const char *name;
        double value;
    } rows[] = { { "icc1", r.icc1 }, { "icc2", r.icc2 }, { "icc3", r.icc3 }, { "icc1k", r.icc1k }, { "icc2k", r.icc2k },
        { "icc3k", r.icc3k } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        json_put_double(job->out, rows[i].name, rows[i].value);
    stats_put_reason(job, "The intraclass correlation", r.reason);
    return true;
}

bool stats_run_icc(StatsJob *job, GError **error)
{
    bool by_cluster = cli_switch(job->cli, "value") && cli_switch(job->cli, "cluster"),
         by_rating = cli_switch(job->cli, "columns");
    if (by_cluster == by_rating) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "icc needs either --value COL --cluster COL (people in clusters) or --columns A-D (ratings by several "
            "judges)");
        return false;
    }
    if (by_rating)
        return ratings(job, error);
    g_auto(GStrv) labels = NULL;
    g_autofree double *value = stats_job_column(job, "value", error);
    g_autofree int *cluster = value ? stats_job_groups(job, "cluster", &labels, error) : NULL;
    if (!cluster)
        return false;
    StatsClustering r = stats_clustering(value, cluster, stats_job_rows(job));
    cJSON *o = job->out;
    stats_put_n(job, r.n, r.missing);
    json_put_int(o, "clusters", r.clusters);
    json_put_double(o, "n0", r.n0);
    json_put_double(o, "icc", r.icc);
    stats_put_interval(o, "ci", r.ci);
    json_put_double(o, "F", r.f);
    json_put_double(o, "df1", r.df1);
    json_put_double(o, "df2", r.df2);
    json_put_double(o, "p", r.p);
    json_put_double(o, "design_effect", r.design_effect);
    json_put_double(o, "effective_n", r.effective_n);
    stats_put_reason(job, "The intraclass correlation", r.reason);
    if (r.reason == STATS_OK && r.clusters < 10)
        stats_warn(
            job, "With %d clusters the correlation is hardly known: read the interval, not the figure.", r.clusters);
    return true;
}

bool stats_run_friedman(StatsJob *job, GError **error)
{
    int k;
    g_autofree double *values = stats_job_columns(job, "columns", NULL, &k, error);
    if (!values)
        return false;
    StatsFriedman f = stats_friedman(values, stats_job_rows(job), k);
    stats_put_n(job, f.n, f.missing);
    json_put_int(job->out, "k", f.k);
    json_put_double(job->out, "chi2", f.chi2);
    json_put_double(job->out, "df", f.df);
    json_put_double(job->out, "p", f.p);
    stats_put_reason(job, "Friedman's test", f.reason);
    return true;
}

bool stats_run_crossed(StatsJob *job, GError **error)
{
    int n = stats_job_rows(job);
    g_auto(GStrv) labels = NULL;
    g_autofree double *pre = stats_job_column(job, "pre", error),
                      *post = pre ? stats_job_column(job, "post", error) : NULL;
    g_autofree int *sequence = post ? stats_job_groups(job, "sequence", &labels, error) : NULL;
    if (!sequence)
        return false;
    for (int i = 0; i < n; i++)
        post[i] = sequence[i] < 0 ? NAN : post[i] - pre[i];
    StatsCrossed r = stats_crossed(post, sequence, n, (int)g_strv_length(labels));
    cJSON *o = job->out;
    stats_put_n(job, r.n, r.missing);
    json_put_double(o, "estimate", r.estimate);
    json_put_double(o, "sd_within", r.sd_within);
    json_put_double(o, "se", r.se);
    json_put_double(o, "t", r.t);
    json_put_double(o, "df", r.df);
    json_put_double(o, "p", r.p);
    stats_put_interval(o, "ci", r.ci);
    stats_put_reason(job, "The gain over crossed forms", r.reason);
    for (int s = 0; s < r.k && r.k <= STATS_MAX_SEQUENCES; s++) {
        cJSON *row = stats_put_row(job, "sequences");
        json_put(row, "sequence", labels[s]);
        json_put_int(row, "n", r.n_s[s]);
        json_put_double(row, "mean_diff", r.mean_s[s]);
        json_put_double(row, "sd_diff", r.sd_s[s]);
    }
    return true;
}

bool stats_run_retention(StatsJob *job, GError **error)
{
    g_autofree double *x = stats_job_column(job, "pre", error), *y = x ? stats_job_column(job, "post", error) : NULL,
                      *z = y ? stats_job_column(job, "delayed", error) : NULL;
    if (!z)
        return false;
    StatsRetention r = stats_retention(x, y, z, stats_job_rows(job));
    cJSON *o = job->out;
    stats_put_n(job, r.n, stats_job_rows(job) - r.n);
    json_put_double(o, "retained", r.fraction);
    json_put(o, "difference", "delayed - post");
    json_put_double(o, "mean_diff", r.change.difference);
    json_put_double(o, "sd_diff", r.change.sd_difference);
    json_put_double(o, "t", r.change.t);
    json_put_double(o, "df", r.change.df);
    json_put_double(o, "p", r.change.p);
    stats_put_interval(o, "ci", r.change.ci);
    stats_put_reason(job, "The retained part", r.reason);
    return true;
}

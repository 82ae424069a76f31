/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `baraza stats FILE agreement`: two coders or many, over categories. */
#include "stats_boot.h"
#include "stats_cli.h"
#include "stats_items.h"

#include <math.h>
#include <string.h>

/* Codes of each coder as numbers of labels, -1 missing; labels are those of all coders together. */
typedef struct {
    int n, raters, k;
    int *columns, *code; /* raters by n */
    char **labels;
    bool numeric;
} Codings;

static void codings_clear(Codings *c)
{
    g_free(c->columns);
    g_free(c->code);
    g_strfreev(c->labels);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Codings, codings_clear)

static double number_of(const char *label)
{
    char *end = NULL;
    double value = g_ascii_strtod(label, &end);
    return *label && !*end ? value : NAN;
}

static int by_label(gconstpointer a, gconstpointer b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    double p = number_of(x), q = number_of(y);
    return p < q ? -1 : p > q ? 1 : strcmp(x, y);
}

static void unite_labels(Codings *c, char ***each, int **codes)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    for (int r = 0; r < c->raters; r++)
        for (char **label = each[r]; *label; label++) {
            guint i = 0;
            while (i < all->len && strcmp(all->pdata[i], *label) != 0)
                i++;
            if (i == all->len)
                g_ptr_array_add(all, g_strdup(*label));
        }
    c->numeric = true;
    for (guint i = 0; i < all->len; i++)
        c->numeric = c->numeric && !isnan(number_of(all->pdata[i]));
    g_ptr_array_sort(all, by_label);
    c->k = (int)all->len;
    for (int r = 0; r < c->raters; r++)
        for (int i = 0; i < c->n; i++)
            for (int l = 0; codes[r][i] >= 0 && l < c->k; l++)
                if (strcmp(all->pdata[l], each[r][codes[r][i]]) == 0)
                    c->code[r * c->n + i] = l;
    g_ptr_array_add(all, NULL);
    c->labels = (char **)g_ptr_array_free(g_steal_pointer(&all), FALSE);
}

static void read_codes(StatsJob *job, Codings *c)
{
    c->n = stats_job_rows(job);
    c->code = g_new(int, (gsize)c->n * c->raters + 1);
    for (int i = 0; i < c->n * c->raters; i++)
        c->code[i] = -1;
    char ***each = g_new0(char **, c->raters);
    int **codes = g_new0(int *, c->raters);
    for (int r = 0; r < c->raters; r++)
        codes[r] = frame_groups(job->frame, c->columns[r], &each[r]);
    unite_labels(c, each, codes);
    for (int r = 0; r < c->raters; r++) {
        g_strfreev(each[r]);
        g_free(codes[r]);
    }
    g_free(each);
    g_free(codes);
}

typedef struct {
    const int *a, *b;
    int k;
    StatsWeights weights;
    double *table;
} Two;

static double kappa_of_rows(const int *rows, int n, void *data)
{
    const Two *two = data;
    memset(two->table, 0, sizeof(double) * two->k * two->k);
    for (int i = 0; i < n; i++)
        if (two->a[rows[i]] >= 0 && two->b[rows[i]] >= 0)
            two->table[two->a[rows[i]] * two->k + two->b[rows[i]]]++;
    return stats_kappa(two->table, two->k, two->weights).kappa;
}

static bool weights_of(const StatsJob *job, StatsWeights *weights, GError **error)
{
    static const char *const names[] = { "none", "linear", "quadratic" };
    const char *text = cli_option(job->cli, "weights");
    *weights = STATS_UNWEIGHTED;
    for (int i = 0; text && i < 3; i++)
        if (strcmp(text, names[i]) == 0) {
            *weights = (StatsWeights)i;
            return true;
        }
    if (text)
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--weights is none, linear or quadratic, not \"%s\"", text);
    return !text;
}

static bool level_of(const StatsJob *job, const Codings *c, StatsLevel *level, GError **error)
{
    static const char *const names[] = { "nominal", "ordinal", "interval", "ratio" };
    const char *text = cli_option(job->cli, "level");
    *level = STATS_NOMINAL;
    int found = text ? -1 : 0;
    for (int i = 0; text && i < 4; i++)
        found = strcmp(text, names[i]) == 0 ? i : found;
    if (found < 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--level is nominal, ordinal, interval or ratio, not \"%s\"", text);
        return false;
    }
    *level = (StatsLevel)found;
    if (*level < STATS_INTERVAL || c->numeric)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "--level %s needs codes that are numbers; there is \"%s\"",
        text, c->labels[c->k - 1]);
    return false;
}

static void put_krippendorff(StatsJob *job, const Codings *c, StatsLevel level)
{
    g_autofree double *values = g_new(double, (gsize)c->n * c->raters + 1);
    for (int i = 0; i < c->n * c->raters; i++)
        values[i] = c->code[i] < 0 ? NAN : c->numeric ? number_of(c->labels[c->code[i]]) : c->code[i];
    StatsKrippendorff a = stats_krippendorff(values, c->raters, c->n, level);
    json_put_int(job->out, "pairable", a.pairable);
    json_put_double(job->out, "krippendorff_alpha", a.alpha);
    stats_put_reason(job, "Krippendorff's alpha", a.reason);
}

static void put_prevalence(StatsJob *job, const Codings *c)
{
    for (int l = 0; l < c->k; l++) {
        cJSON *row = stats_put_row(job, "prevalence");
        json_put(row, "code", c->labels[l]);
        for (int r = 0; r < c->raters; r++) {
            int hits = 0;
            for (int i = 0; i < c->n; i++)
                hits += c->code[r * c->n + i] == l;
            json_put_int(row, frame_header(job->frame, c->columns[r]), hits);
        }
    }
}

static bool put_two(StatsJob *job, const Codings *c, GError **error)
{
    StatsWeights weights;
    int64_t seed, replicates;
    g_auto(GStrv) clusters = NULL;
    g_autofree int *cluster = NULL;
    if (!weights_of(job, &weights, error) || !stats_job_bootstrap(job, &seed, &replicates, error))
        return false;
    if (cli_switch(job->cli, "cluster") && !(cluster = stats_job_groups(job, "cluster", &clusters, error)))
        return false;
    g_autofree double *table = g_new0(double, (gsize)c->k * c->k + 1),
                      *scratch = g_new0(double, (gsize)c->k * c->k + 1);
    int both = 0;
    double same = 0, rare = 0;
    for (int i = 0; i < c->n; i++) {
        int a = c->code[i], b = c->code[c->n + i];
        if (a < 0 || b < 0)
            continue;
        table[a * c->k + b]++;
        both++;
        same += a == b;
        rare += (a == c->k - 1) + (b == c->k - 1);
    }
    StatsKappa kappa = stats_kappa(table, c->k, weights);
    StatsBootstrap boot = stats_bootstrap(kappa_of_rows, &(Two){ c->code, c->code + c->n, c->k, weights, scratch },
        c->n, cluster, (int)replicates, (uint64_t)seed);
    cJSON *o = job->out;
    stats_put_n(job, both, c->n - both);
    json_put_int(o, "categories", c->k);
    json_put_double(o, "percent", both ? 100 * same / both : NAN);
    json_put_double(o, "observed", kappa.observed);
    json_put_double(o, "expected", kappa.expected);
    json_put_double(o, "kappa", kappa.kappa);
    json_put_double(o, "se", kappa.se_simple);
    stats_put_interval(o, "ci", kappa.ci);
    stats_put_interval(o, "ci_bootstrap", boot.ci);
    json_put_int(o, "replicates", boot.replicates);
    json_put_int(o, "seed", seed);
    json_put_double(o, "pabak", kappa.pabak);
    stats_put_reason(job, "Kappa", kappa.reason);
    if (c->k == 2 && rare / 2 < 10)
        stats_warn(job, "\"%s\" was coded %g times on average: with under 10 positives kappa says little.",
            c->labels[c->k - 1], rare / 2);
    if (both < 50)
        stats_warn(job, "%d units were coded by both; 50 or more make an agreement that can be relied on.", both);
    return true;
}

/* Fleiss' kappa over the units that every coder coded. */
static void put_many(StatsJob *job, const Codings *c)
{
    g_autofree double *counts = g_new0(double, (gsize)c->n * c->k + 1);
    int whole = 0;
    for (int i = 0; i < c->n; i++) {
        bool all = true;
        for (int r = 0; r < c->raters; r++)
            all = all && c->code[r * c->n + i] >= 0;
        for (int r = 0; all && r < c->raters; r++)
            counts[(gsize)whole * c->k + c->code[r * c->n + i]]++;
        whole += all;
    }
    StatsFleiss f = stats_fleiss(counts, whole, c->k);
    cJSON *o = job->out;
    json_put_int(o, "n", c->n);
    json_put_int(o, "raters", c->raters);
    json_put_int(o, "categories", c->k);
    json_put_int(o, "n_by_all", whole);
    json_put_double(o, "percent", 100 * f.observed);
    json_put_double(o, "expected", f.expected);
    json_put_double(o, "fleiss_kappa", f.kappa);
    stats_put_reason(job, "Fleiss' kappa", f.reason);
}

bool stats_run_agreement(StatsJob *job, GError **error)
{
    g_auto(Codings) c = { 0 };
    bool two = cli_switch(job->cli, "coder1") && cli_switch(job->cli, "coder2"), many = cli_switch(job->cli, "coders");
    StatsLevel level;
    if (two == many) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "agreement needs either --coder1 COL --coder2 COL or --coders A-D (the columns of all coders)");
        return false;
    }
    if (many) {
        c.columns = frame_select(job->frame, cli_option(job->cli, "coders"), &c.raters, error);
    } else {
        int a = frame_find(job->frame, cli_option(job->cli, "coder1"), error),
            b = a < 0 ? -1 : frame_find(job->frame, cli_option(job->cli, "coder2"), error);
        c.raters = 2;
        c.columns = b < 0 ? NULL : g_memdup2((int[]){ a, b }, 2 * sizeof(int));
    }
    if (!c.columns)
        return false;
    read_codes(job, &c);
    if (!level_of(job, &c, &level, error))
        return false;
    if (c.raters == 2) {
        if (!put_two(job, &c, error))
            return false;
    } else
        put_many(job, &c);
    put_krippendorff(job, &c, level);
    put_prevalence(job, &c);
    return true;
}

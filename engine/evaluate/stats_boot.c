/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats_boot.h"
#include "evaluate_priv.h"
#include "rng.h"

#define REPLICATES_LEAST 20

/* Rows sorted by cluster, so that a drawn cluster is a run of `rows`. */
typedef struct {
    int n, units;
    int *rows, *start; /* start: units + 1 places in `rows` */
} Units;

static Units units_new(int n, const int *cluster)
{
    int most = 0;
    for (int i = 0; cluster && i < n; i++)
        most = MAX(most, cluster[i] + 1);
    Units u = { n, 0, g_new(int, n + 1), g_new0(int, (cluster ? most : n) + 2) };
    if (!cluster) {
        u.units = n;
        for (int i = 0; i <= n; i++)
            u.rows[i] = u.start[i] = i;
        return u;
    }
    int at = 0;
    for (int c = 0; c < most; c++) {
        u.start[u.units] = at;
        for (int i = 0; i < n; i++)
            if (cluster[i] == c)
                u.rows[at++] = i;
        u.units += at > u.start[u.units];
    }
    u.start[u.units] = at;
    return u;
}

static void units_clear(Units *u)
{
    g_free(u->rows);
    g_free(u->start);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Units, units_clear)

/* Appends one draw of all units to `drawn`. */
static void draw(const Units *u, Rng *rng, GArray *drawn)
{
    g_array_set_size(drawn, 0);
    for (int i = 0; i < u->units; i++) {
        uint32_t unit = rng_below(rng, (uint32_t)u->units);
        g_array_append_vals(drawn, u->rows + u->start[unit], (guint)(u->start[unit + 1] - u->start[unit]));
    }
}

static void describe(StatsBootstrap *b, double *values, int n)
{
    b->failed = b->replicates - n;
    if (n < REPLICATES_LEAST) {
        b->reason = STATS_TOO_FEW;
        return;
    }
    b->se = stats_sd(values, n);
    qsort(values, n, sizeof *values, stats_ascending);
    b->ci = (StatsInterval){ stats_quantile(values, n, 1 - STATS_LEVEL), stats_quantile(values, n, STATS_LEVEL) };
}

StatsBootstrap stats_bootstrap(
    StatsStatistic *statistic, void *data, int n, const int *cluster, int replicates, uint64_t seed)
{
    StatsBootstrap b = { .replicates = MAX(replicates, 0), .estimate = NAN, .se = NAN, .ci = NO_INTERVAL };
    if (n < 1) {
        b.reason = STATS_TOO_FEW;
        return b;
    }
    g_auto(Units) units = units_new(n, cluster);
    b.estimate = statistic(units.rows, n, data);
    if (units.units < 2) {
        b.reason = STATS_TOO_FEW;
        return b;
    }
    Rng rng = rng_stream(seed, "bootstrap");
    g_autoptr(GArray) drawn = g_array_sized_new(FALSE, FALSE, sizeof(int), n);
    g_autofree double *values = g_new(double, b.replicates + 1);
    int kept = 0;
    for (int r = 0; r < b.replicates; r++) {
        draw(&units, &rng, drawn);
        double value = statistic((const int *)(void *)drawn->data, (int)drawn->len, data);
        if (!isnan(value))
            values[kept++] = value;
    }
    describe(&b, values, kept);
    return b;
}

typedef struct {
    const double *scores;
    int k;
    double *sum, *square;
} Scale;

/* Variances by sums of squares of deviations from the first row: enough digits for scores. */
static double alpha_of_rows(const int *rows, int n, void *data)
{
    const Scale *s = data;
    double total = 0, totals = 0, items = 0, shift = 0;
    memset(s->sum, 0, sizeof *s->sum * s->k);
    memset(s->square, 0, sizeof *s->square * s->k);
    for (int j = 0; j < s->k; j++)
        shift += s->scores[j];
    for (int i = 0; i < n; i++) {
        const double *row = s->scores + (gsize)rows[i] * s->k;
        double t = -shift;
        for (int j = 0; j < s->k; j++) {
            double d = row[j] - s->scores[j];
            t += row[j];
            s->sum[j] += d;
            s->square[j] += d * d;
        }
        total += t;
        totals += t * t;
    }
    for (int j = 0; j < s->k; j++)
        items += s->square[j] - s->sum[j] * s->sum[j] / n;
    double spread = totals - total * total / n;
    return spread > 1e-9 * fmax(totals, 1e-12) ? s->k / (s->k - 1.0) * (1 - items / spread) : NAN;
}

StatsBootstrap stats_alpha_bootstrap(const double *scores, int n, int k, int replicates, uint64_t seed)
{
    int kept = 0;
    StatsReason reason = STATS_OK;
    StatsBootstrap b = { .replicates = MAX(replicates, 0), .estimate = NAN, .se = NAN, .ci = NO_INTERVAL };
    if (k < 2) {
        b.reason = STATS_TOO_FEW;
        return b;
    }
    g_autofree double *whole = stats_complete(scores, n, k, &kept, &reason), *sum = g_new(double, k),
                      *square = g_new(double, k);
    if (reason != STATS_OK) {
        b.reason = reason;
        return b;
    }
    return stats_bootstrap(alpha_of_rows, &(Scale){ whole, k, sum, square }, kept, NULL, replicates, seed);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate_priv.h"

static const char *const reason_texts[STATS_REASONS] = {
    [STATS_OK] = "computed",
    [STATS_TOO_FEW] = "too few values",
    [STATS_NO_SPREAD] = "all values are equal",
    [STATS_BAD_VALUE] = "a value is outside its range",
    [STATS_UNDEFINED] = "not defined for these values",
    [STATS_EMPTY_GROUP] = "a group has no values",
    [STATS_SINGULAR] = "the terms determine each other",
    [STATS_TOO_MANY] = "more values than the method takes",
};

const char *stats_reason_text(StatsReason reason)
{
    g_assert((unsigned)reason < STATS_REASONS);
    return reason_texts[reason];
}

double *stats_complete(const double *rows, int n, int columns, int *kept, StatsReason *reason)
{
    double *result = g_new(double, (gsize)MAX(n, 0) * columns + 1);
    *kept = 0;
    for (int i = 0; i < n; i++) {
        bool whole = true;
        for (int j = 0; j < columns; j++) {
            double value = rows[i * columns + j];
            whole = whole && !isnan(value);
            if (isinf(value))
                *reason = STATS_BAD_VALUE;
        }
        if (!whole)
            continue;
        for (int j = 0; j < columns; j++)
            result[*kept * columns + j] = rows[i * columns + j];
        ++*kept;
    }
    return result;
}

double *stats_present(const double *x, int n, int *kept, StatsReason *reason)
{
    return stats_complete(x, n, 1, kept, reason);
}

double stats_mean(const double *x, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += x[i];
    return n > 0 ? sum / n : NAN;
}

double stats_squares(const double *x, int n)
{
    double mean = stats_mean(x, n), sum = 0;
    for (int i = 0; i < n; i++)
        sum += (x[i] - mean) * (x[i] - mean);
    return sum;
}

double stats_sd(const double *x, int n)
{
    return n > 1 ? sqrt(stats_squares(x, n) / (n - 1)) : NAN;
}

bool stats_is_flat(double sd, double size)
{
    return !(sd > 1e-12 * fmax(fabs(size), 1e-300));
}

double stats_correlation(const double *x, const double *y, int n)
{
    double mx = stats_mean(x, n), my = stats_mean(y, n), sum = 0;
    double sxx = stats_squares(x, n), syy = stats_squares(y, n);
    if (n < 2 || stats_is_flat(sqrt(sxx / n), mx) || stats_is_flat(sqrt(syy / n), my))
        return NAN;
    for (int i = 0; i < n; i++)
        sum += (x[i] - mx) * (y[i] - my);
    return CLAMP(sum / sqrt(sxx * syy), -1, 1);
}

StatsInterval stats_t_interval(double estimate, double se, double df)
{
    double half = dist_t_quantile(STATS_LEVEL, df) * se;
    return (StatsInterval){ estimate - half, estimate + half };
}

static int by_value(gconstpointer a, gconstpointer b, gpointer values)
{
    const double *x = values;
    int i = *(const int *)a, j = *(const int *)b;
    return x[i] < x[j] ? -1 : x[i] > x[j] ? 1 : i - j;
}

double stats_midranks(const double *x, int n, double tolerance, double *ranks)
{
    g_autofree int *order = g_new(int, n + 1);
    for (int i = 0; i < n; i++)
        order[i] = i;
    g_qsort_with_data(order, n, sizeof *order, by_value, (gpointer)x);
    double ties = 0;
    for (int from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && x[order[to]] - x[order[to - 1]] <= tolerance; to++)
            ;
        for (int i = from; i < to; i++)
            ranks[order[i]] = (from + 1 + to) / 2.0;
        double t = to - from;
        ties += t * t * t - t;
    }
    return ties;
}

int stats_ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

double stats_quantile(const double *sorted, int n, double p)
{
    double at = (n - 1) * p;
    int i = (int)floor(at);
    return i + 1 < n ? sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}

StatsSummary stats_summary(const double *x, int n)
{
    StatsSummary s = {
        .mean = NAN, .sd = NAN, .median = NAN, .q1 = NAN, .q3 = NAN, .min = NAN, .max = NAN, .ci = NO_INTERVAL
    };
    g_autofree double *values = stats_present(x, n, &s.n, &s.reason);
    s.missing = n - s.n;
    if (s.reason == STATS_OK && s.n < 1)
        s.reason = STATS_TOO_FEW;
    if (s.reason != STATS_OK)
        return s;
    qsort(values, s.n, sizeof *values, stats_ascending);
    s.mean = stats_mean(values, s.n);
    s.sd = stats_sd(values, s.n);
    s.min = values[0];
    s.max = values[s.n - 1];
    s.q1 = stats_quantile(values, s.n, .25);
    s.median = stats_quantile(values, s.n, .5);
    s.q3 = stats_quantile(values, s.n, .75);
    if (s.n > 1)
        s.ci = stats_t_interval(s.mean, s.sd / sqrt(s.n), s.n - 1);
    return s;
}

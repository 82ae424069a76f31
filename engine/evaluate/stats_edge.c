/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The upper and the lower 27 % by total, and what the options of an item drew from them. */
#include "stats_items.h"
#include "evaluate_priv.h"

/* Weights of those at or beyond `edge`, sign +1 for above; the tied share what places are left. */
static void weigh(const double *key, int n, int size, double edge, int sign, double *weight)
{
    int beyond = 0, tied = 0;
    for (int i = 0; i < n; i++) {
        bool equal = fabs(key[i] - edge) <= 1e-9;
        tied += equal;
        weight[i] = !equal && sign * key[i] > sign * edge;
        beyond += weight[i] > 0;
    }
    for (int i = 0; i < n; i++)
        if (fabs(key[i] - edge) <= 1e-9)
            weight[i] = (double)(size - beyond) / tied;
}

/* The value that would stand at `place` if x were sorted; moves x about (Hoare's selection). */
static double select_place(double *x, int n, int place)
{
    int low = 0, high = n - 1;
    while (low < high) {
        double pivot = x[low + (high - low) / 2];
        int i = low, j = high;
        while (i <= j) {
            while (x[i] < pivot)
                i++;
            while (x[j] > pivot)
                j--;
            if (i <= j) {
                double swap = x[i];
                x[i++] = x[j];
                x[j--] = swap;
            }
        }
        if (place <= j)
            high = j;
        else if (place >= i)
            low = i;
        else
            break;
    }
    return x[place];
}

int stats_edge_weights(const double *totals, int n, double *upper, double *lower)
{
    int size = MAX(1, (int)lround(.27 * n));
    g_autofree double *copy = g_memdup2(totals, sizeof *totals * n);
    weigh(totals, n, size, select_place(copy, n, n - size), 1, upper);
    weigh(totals, n, size, select_place(copy, n, size - 1), -1, lower);
    return size;
}

bool stats_options(const int *choice, const double *totals, int n, int options, StatsOption *result)
{
    if (n < 2 || options < 1)
        return false;
    g_autofree double *upper = g_new(double, n), *lower = g_new(double, n), *chosen = g_new(double, n);
    int size = stats_edge_weights(totals, n, upper, lower);
    for (int o = 0; o < options; o++) {
        StatsOption r = { 0 };
        for (int i = 0; i < n; i++) {
            bool hit = choice[i] == o;
            chosen[i] = hit;
            r.n += hit;
            r.upper += hit ? upper[i] / size : 0;
            r.lower += hit ? lower[i] / size : 0;
        }
        r.share = (double)r.n / n;
        r.point_biserial = stats_correlation(chosen, totals, n);
        result[o] = r;
    }
    return true;
}

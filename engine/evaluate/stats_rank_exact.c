/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact distribution of a rank sum by counting subsets: after each rank, how many ways there are to have taken j of
 * the ranks so far with sum s. Doubles hold the counts: only sums of positive terms, so the relative error stays below
 * n times the rounding. */
#include "evaluate_priv.h"

#define STEPS_MOST 1e8 /* a tenth of a second */

/* ways[j * (top + 1) + s], ranks times two and in the order given. */
static void count_ways(double *ways, const int *twice, int n, int take, int top)
{
    gsize width = (gsize)top + 1;
    ways[0] = 1;
    int64_t reached = 0;
    for (int i = 0; i < n; i++) {
        reached = MIN(top, reached + twice[i]);
        for (int j = MIN(i, take - 1); j >= 0; j--) {
            const double *from = ways + j * width;
            double *to = ways + (j + 1) * width + twice[i];
            for (int64_t s = 0; s + twice[i] <= reached; s++)
                to[s] += from[s];
        }
    }
}

double stats_rank_sum_exact(const double *ranks, int n1, int n2)
{
    int n = n1 + n2, take = MIN(n1, n2);
    g_autofree int *twice = g_new(int, n);
    int64_t observed = 0, total = 0, top = 0;
    for (int i = 0; i < n; i++) {
        twice[i] = (int)lround(2 * ranks[i]);
        total += twice[i];
        bool of_smaller = n1 <= n2 ? i < n1 : i >= n1;
        observed += of_smaller ? twice[i] : 0;
    }
    for (int i = n - take + 1; i <= n; i++)
        top += 2 * i; /* no sum of `take` midranks is greater */
    if ((double)n * take * (double)top > STEPS_MOST)
        return NAN;
    g_autofree double *ways = g_new0(double, (gsize)(take + 1) * (gsize)(top + 1));
    count_ways(ways, twice, n, take, (int)top);
    const double *of = ways + (gsize)take * (gsize)(top + 1);
    double all = 0, extreme = 0;
    int64_t away = ABS(observed * n - total * take); /* n times the distance from the mean */
    for (int64_t s = 0; s <= top; s++) {
        all += of[s];
        extreme += ABS(s * n - total * take) >= away ? of[s] : 0;
    }
    return extreme / all;
}

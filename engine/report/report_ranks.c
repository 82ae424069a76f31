/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who answers whom by rank, and how soon: replies in the room, and questions that were put to a senior privately. */
#include "active.h"
#include "collect_priv.h"
#include "seniors.h"

#include <math.h>

#define RANKS 2 /* learners, seniors */

bool collect_asked(Collect *c, GError **error)
{
    g_autoptr(GArray) list = asked_list(c->store, c->cohort->id, error);
    for (guint i = 0; list && i < list->len; i++) {
        const Asked *asked = &g_array_index(list, Asked, i);
        if (collect_index(c->learner_of, asked->enrolment) < 0 || collect_index(c->learner_of, asked->senior) < 0)
            continue;
        double hours =
            asked->answered ? (double)active_between(c->cohort, asked->at, asked->answered) / 3600 : (double)NAN;
        g_array_append_val(c->data->asked, hours);
    }
    return list != NULL;
}

/* Of half of the answers at most so many hours; NaN below five. */
static double put_median(cJSON *o, const double *hours, int n)
{
    StatsSummary sum = stats_summary(hours, n);
    double median = n >= SMALL_CELL ? sum.median : (double)NAN;
    view_number(o, "median", "half was answered within", median, "hours", 1);
    return median;
}

static void put_row(cJSON *rows, const Sums *s, int of, int by, const double *hours, int n)
{
    static const char *const names[RANKS] = { "rank.learners", "rank.seniors" };
    cJSON *row = view_row(rows);
    view_say(row, "post_of", report_say(s->data->lang, names[of], NULL));
    view_say(row, "answered_by", report_say(s->data->lang, names[by], NULL));
    json_put_int(row, "replies", n);
    put_median(row, hours, n);
}

static void put_asked(cJSON *o, const Sums *s)
{
    const GArray *asked = s->data->asked;
    g_autofree double *hours = g_new(double, asked->len + 1);
    int answered = 0;
    for (guint i = 0; i < asked->len; i++)
        if (!isnan(g_array_index(asked, double, i)))
            hours[answered++] = g_array_index(asked, double, i);
    json_put_bool(o, "has_asked", asked->len > 0);
    json_put_int(json_put_int(o, "asked", (int)asked->len), "answered", answered);
    g_autofree char *n = view_count((int)asked->len), *told = view_count(answered),
                    *median = view_read(put_median(o, hours, answered), "", 1);
    view_say(o, "text", report_say(s->data->lang, "ranks.asked", "count", n, "answered", told, "median", median, NULL));
}

void view_ranks(cJSON *network, const Sums *s, const int *from, const int *to, const double *hours, int edges)
{
    int seniors = 0;
    for (int i = 0; i < s->n; i++)
        seniors += ((const ReportLearner *)s->data->learners->pdata[i])->senior;
    json_put_bool(network, "has_ranks", seniors > 0);
    if (seniors == 0)
        return;
    cJSON *o = view_object(network, "ranks"), *rows = view_array(o, "rows");
    g_autofree double *waits = g_new(double, edges + 1);
    for (int pair = 0; pair < RANKS * RANKS; pair++) {
        int n = 0;
        for (int e = 0; e < edges; e++) {
            if (from[e] >= s->n || to[e] >= s->n)
                continue;
            const ReportLearner *who = s->data->learners->pdata[from[e]], *whose = s->data->learners->pdata[to[e]];
            if (whose->senior * RANKS + who->senior == pair)
                waits[n++] = hours[e];
        }
        put_row(rows, s, pair / RANKS, pair % RANKS, waits, n);
    }
    put_asked(o, s);
}

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

static char *median_text(const double *hours, int n)
{
    StatsSummary sum = stats_summary(hours, n);
    return view_read(sum.n >= SMALL_CELL ? sum.median : (double)NAN, "", 1);
}

static void put_row(cJSON *rows, const Sums *s, int from, int to, const double *hours, int n)
{
    static const char *const names[RANKS] = { "rank.learners", "rank.seniors" };
    cJSON *row = view_row(rows);
    view_say(row, "from", report_say(s->data->lang, names[from], NULL));
    view_say(row, "to", report_say(s->data->lang, names[to], NULL));
    g_autofree char *median = median_text(hours, n);
    json_put(json_put_int(row, "replies", n), "median", median);
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
                    *median = median_text(hours, answered);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stepped wedge: every wave is measured before and after its own start, and calendar periods are held equal (Hussey &
 * Hughes 2007), so that what happened to everyone in a period is not taken for the course. Errors are CR2 over the
 * clusters, within which each learner's tests stand. */
#include "report_priv.h"

#define GRACE (3 * DAY) /* a pre-test that opens shortly before its wave's start belongs to that period */

typedef struct {
    int n, width, periods;
    double *y, *x;
    int *exposed, *cluster, *period;
} Wedge;

static void wedge_clear(Wedge *w)
{
    gpointer all[] = { w->y, w->x, w->exposed, w->cluster, w->period };
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        g_free(all[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Wedge, wedge_clear)

/* How many different starts of waves lie before `at`, less one. */
static int period_of(const ReportData *data, int64_t at)
{
    g_autoptr(GArray) seen = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (guint i = 0; i < data->cohorts->len; i++) {
        int64_t start = ((const ReportCohort *)data->cohorts->pdata[i])->start;
        bool known = start > at + GRACE;
        for (guint j = 0; j < seen->len; j++)
            known = known || g_array_index(seen, int64_t, j) == start;
        if (!known)
            g_array_append_val(seen, start);
    }
    return MAX(0, (int)seen->len - 1);
}

static void add_tests(Wedge *w, const Sums *s)
{
    for (int i = 0; i < s->n; i++)
        for (int o = 0; o < OCCASIONS; o++) {
            if (isnan(s->score[o][i]) || (o == OCCASION_PRE && s->sit[o][i]->pre_late))
                continue;
            w->y[w->n] = s->score[o][i];
            w->exposed[w->n] = o != OCCASION_PRE;
            w->cluster[w->n] = s->cluster[i];
            w->period[w->n] = period_of(s->data, s->sit[o][i]->opened);
            w->periods = MAX(w->periods, w->period[w->n] + 1);
            w->n++;
        }
}

/* A column for each period but the first. */
static void add_periods(Wedge *w)
{
    w->width = MIN(MAX(w->periods - 1, 1), STATS_MAX_TERMS - 2);
    w->x = g_new0(double, (gsize)w->n * w->width + 1);
    for (int i = 0; i < w->n; i++)
        if (w->period[i] > 0 && w->period[i] <= w->width)
            w->x[(gsize)i * w->width + w->period[i] - 1] = 1;
}

void view_wedge(cJSON *study, const Sums *s)
{
    if (!s->data->plan || s->data->plan->plan->design != PLAN_STEPPED_WEDGE)
        return;
    gsize most = (gsize)s->n * OCCASIONS + 1;
    g_auto(Wedge) w = {
        .y = g_new(double, most), .exposed = g_new(int, most), .cluster = g_new(int, most), .period = g_new(int, most)
    };
    add_tests(&w, s);
    add_periods(&w);
    Infer f = infer_difference(w.y, w.x, w.width, w.exposed, 1, w.cluster, w.n);
    cJSON *o = view_object(study, "wedge");
    view_infer(o, s->data->lang, &f);
    json_put_int(o, "periods", w.periods);
    g_autofree char *size = view_read(f.estimate, "", 1), *ci = view_range(s->data->lang, f.ci, 1),
                    *p = view_read(f.p, "p", 3), *n = view_count(f.n), *clusters = view_count(f.clusters),
                    *periods = view_count(w.periods), *why = report_why(s->data->lang, f.reason);
    bool told = f.reason == STATS_OK && w.periods > 1;
    view_say(o, "text",
        report_say(s->data->lang, told ? "wedge.text" : "wedge.none", "size", size, "ci", ci, "p", p, "count", n,
            "clusters", clusters, "periods", periods, "reason", why, NULL));
}

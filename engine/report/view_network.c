/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who answers whom, by replies that found their post, and how long a post waits for another person's answer. */
#include "report_priv.h"
#include "stats_network.h"
#include "stats_survival.h"

#include <string.h>

/* Replies as edges. Node n (the last) is the facilitators. */
typedef struct {
    int *from, *to, edges, inferred;
    double *hours;        /* active, by edge: from the post to the reply */
    double *wait, *event; /* by post of a learner: active hours to the first answer of another, NaN for others' posts */
} Replies;

static void replies_clear(Replies *r)
{
    gpointer all[] = { r->from, r->to, r->hours, r->wait, r->event };
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        g_free(all[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Replies, replies_clear)

/* A pair or circle counts its own numbers beside those of its room. */
static char *place_of(const ReportPost *post, int number)
{
    return g_strdup_printf("%d/%" G_GINT64_FORMAT "/%d", post->room, post->circle, number);
}

static GHashTable *posts_by_number(const ReportData *data)
{
    GHashTable *posts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < data->posts->len; i++) {
        const ReportPost *post = data->posts->pdata[i];
        if (post->number > 0)
            g_hash_table_insert(posts, place_of(post, post->number), GINT_TO_POINTER((int)i + 1));
    }
    return posts;
}

static double waited_until_end(const ReportData *data, const ReportPost *post)
{
    const ReportRoom *room = post->room >= 0 ? data->rooms->pdata[post->room] : NULL;
    bool known = room && room->cohort < (int)data->cohorts->len;
    int64_t end = known ? ((const ReportCohort *)data->cohorts->pdata[room->cohort])->active : 0;
    return (double)MAX(0, end - post->active) / 3600;
}

static Replies replies_new(const Sums *s)
{
    const ReportData *data = s->data;
    guint n = data->posts->len;
    g_autoptr(GHashTable) by_number = posts_by_number(data);
    Replies r = { .from = g_new(int, n + 1),
        .to = g_new(int, n + 1),
        .hours = g_new(double, n + 1),
        .wait = g_new(double, n + 1),
        .event = g_new0(double, n + 1) };
    for (guint i = 0; i < n; i++) {
        const ReportPost *post = data->posts->pdata[i];
        r.wait[i] = post->learner >= 0 ? waited_until_end(data, post) : NAN;
    }
    for (guint i = 0; i < n; i++) {
        const ReportPost *post = data->posts->pdata[i];
        g_autofree char *place = place_of(post, post->reply_to);
        int at = post->reply_to ? GPOINTER_TO_INT(g_hash_table_lookup(by_number, place)) - 1 : -1;
        const ReportPost *to = at >= 0 ? data->posts->pdata[at] : NULL;
        if (!to || (to->learner == post->learner))
            continue;
        r.from[r.edges] = post->learner >= 0 ? post->learner : s->n;
        double hours = (double)MAX(0, post->active - to->active) / 3600;
        r.hours[r.edges] = hours;
        r.to[r.edges++] = to->learner >= 0 ? to->learner : s->n;
        r.inferred += g_strcmp0(post->basis, "inferred") == 0;
        if (to->learner >= 0 && (r.event[at] < .5 || hours < r.wait[at])) {
            r.wait[at] = hours;
            r.event[at] = 1;
        }
    }
    return r;
}

static void put_network(cJSON *rows, const Sums *s, const Replies *r, bool facilitators, const GArray *groups)
{
    int nodes = s->n + facilitators, edges = 0;
    g_autofree int *from = g_new(int, r->edges + 1), *to = g_new(int, r->edges + 1), *group = g_new(int, nodes + 1);
    g_autofree StatsNode *places = g_new0(StatsNode, nodes + 1);
    for (int e = 0; e < r->edges; e++)
        if (facilitators || (r->from[e] < s->n && r->to[e] < s->n)) {
            from[edges] = r->from[e];
            to[edges++] = r->to[e];
        }
    for (int i = 0; i < nodes; i++)
        group[i] = i < s->n ? trait_group_of(groups, s, "cadre", i) : -1;
    StatsNetwork net = stats_network(from, to, NULL, edges, nodes, true, group, (int)groups->len, places, NULL);
    cJSON *row = view_row(rows);
    view_say(row, "label", report_say(s->data->lang, facilitators ? "network.all" : "network.learners", NULL));
    json_put_bool(row, "ok", net.reason == STATS_OK && edges > 0);
    json_put_int(json_put_int(json_put_int(row, "n", nodes), "replies", edges), "edges", net.edges);
    json_put_int(json_put_int(row, "isolates", net.isolates), "components", net.components);
    view_number(row, "density", "density", net.density, "", 3);
    view_number(row, "reciprocity", "reciprocity", net.reciprocity, "", 2);
    view_number(row, "centralisation", "degree centralisation", net.centralisation, "", 2);
    view_number(row, "transitivity", "transitivity", net.transitivity, "", 2);
    view_number(row, "ei", "E-I index by cadre", groups->len > 1 ? net.ei_index : NAN, "", 2);
}

static void put_mixing(cJSON *o, const Sums *s, const Replies *r, const GArray *groups)
{
    cJSON *names = view_array(o, "cadres"), *rows = view_array(o, "mixing");
    guint k = groups->len;
    g_autofree int *counts = g_new0(int, k *k + 1);
    for (int e = 0; e < r->edges; e++)
        if (r->from[e] < s->n && r->to[e] < s->n)
            counts[trait_group_of(groups, s, "cadre", r->from[e]) * (int)k +
                   trait_group_of(groups, s, "cadre", r->to[e])]++;
    for (guint g = 0; g < k; g++)
        cJSON_AddItemToArray(names, cJSON_CreateString(g_array_index(groups, TraitGroup, g).label));
    for (guint g = 0; g < k; g++) {
        cJSON *row = view_row(rows), *cells = NULL;
        json_put(row, "from", g_array_index(groups, TraitGroup, g).label);
        cells = view_array(row, "to");
        for (guint h = 0; h < k; h++)
            cJSON_AddItemToArray(cells, cJSON_CreateNumber(counts[g * k + h]));
    }
    json_put_bool(o, "has_mixing", k > 1);
}

static void put_latency(cJSON *o, const Sums *s, const Replies *r)
{
    g_autofree StatsKmStep *steps = g_new(StatsKmStep, s->data->posts->len + 1);
    StatsKm km = stats_km(r->wait, r->event, (int)s->data->posts->len, steps);
    cJSON *wait = view_object(o, "latency");
    json_put_bool(wait, "ok", km.reason == STATS_OK && km.events > 0);
    json_put_int(json_put_int(wait, "n", km.n), "answered", km.events);
    json_put_int(wait, "open", km.n - km.events);
    g_autofree char *median = view_read(km.median, "", 1), *n = view_count(km.n), *open = view_count(km.n - km.events),
                    *ci = isnan(km.median_ci.low) || isnan(km.median_ci.high)
                              ? g_strdup("–")
                              : view_range(s->data->lang, km.median_ci, 1);
    view_say(wait, "text",
        report_say(s->data->lang, isnan(km.median) ? "latency.unknown" : "latency.known", "median", median, "ci", ci,
            "count", n, "open", open, NULL));
    view_number(wait, "q1", "a quarter was answered within", km.q1, "hours", 1);
    view_number(wait, "median", "half was answered within", km.median, "hours", 1);
    view_interval(wait, "median_ci", "95 % interval", km.median_ci, "hours", 1);
}

void view_network(cJSON *view, const Sums *s)
{
    cJSON *o = view_object(view, "network"), *rows = view_array(o, "rows");
    g_auto(Replies) r = replies_new(s);
    g_autoptr(GArray) groups = trait_groups(s, "cadre");
    json_put_bool(o, "ok", r.edges > 0);
    json_put_int(json_put_int(o, "replies", r.edges), "inferred", r.inferred);
    put_network(rows, s, &r, true, groups);
    put_network(rows, s, &r, false, groups);
    put_mixing(o, s, &r, groups);
    put_latency(o, s, &r);
    view_ties(o, s, r.from, r.to, r.edges);
    view_ranks(o, s, r.from, r.to, r.hours, r.edges);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `baraza stats FILE network`: an edge list, and where it is given a second file with each person's group. */
#include "stats_cli.h"
#include "stats_network.h"
#include "text.h"

#include <math.h>
#include <string.h>

#define FILE_MAX ((gsize)64 << 20)

typedef struct {
    GPtrArray *names;  /* char *, sorted in the end */
    GHashTable *place; /* name -> number + 1 */
    int *from, *to;
    double *weight;
    int edges;
    int *group;
    char **groups; /* NULL without --nodes */
} People;

static void people_clear(People *p)
{
    g_ptr_array_unref(p->names);
    g_hash_table_unref(p->place);
    g_free(p->from);
    g_free(p->to);
    g_free(p->weight);
    g_free(p->group);
    g_strfreev(p->groups);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(People, people_clear)

static int person(People *p, const char *name)
{
    gpointer found = g_hash_table_lookup(p->place, name);
    if (found)
        return GPOINTER_TO_INT(found) - 1;
    char *own = g_strdup(name);
    g_ptr_array_add(p->names, own);
    g_hash_table_insert(p->place, own, GINT_TO_POINTER((int)p->names->len));
    return (int)p->names->len - 1;
}

static const char *or_else(const StatsJob *job, const char *option, const char *fallback)
{
    const char *given = cli_option(job->cli, option);
    return given ? given : fallback;
}

static bool read_edges(StatsJob *job, People *p, GError **error)
{
    int n = stats_job_rows(job), missing = 0, left = 0;
    const char *without = cli_option(job->cli, "without");
    int a = frame_find(job->frame, or_else(job, "from", "from"), error),
        b = a < 0 ? -1 : frame_find(job->frame, or_else(job, "to", "to"), error);
    if (b < 0)
        return false;
    g_autofree double *weight = cli_switch(job->cli, "weight") ? stats_job_column(job, "weight", error) : NULL;
    if (cli_switch(job->cli, "weight") && !weight)
        return false;
    p->from = g_new(int, n + 1);
    p->to = g_new(int, n + 1);
    p->weight = g_new(double, n + 1);
    for (int i = 0; i < n; i++) {
        g_autofree char *from = frame_text(job->frame, i, a), *to = frame_text(job->frame, i, b);
        if (!*from || !*to || (weight && isnan(weight[i]))) {
            missing++;
            continue;
        }
        if (without && (strcmp(from, without) == 0 || strcmp(to, without) == 0)) {
            left++;
            continue;
        }
        if (weight && !(weight[i] > 0)) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%u: the weight %g is not over 0", job->file,
                frame_line(job->frame, i), weight[i]);
            return false;
        }
        p->from[p->edges] = person(p, from);
        p->to[p->edges] = person(p, to);
        p->weight[p->edges++] = weight ? weight[i] : 1;
    }
    if (missing)
        stats_warn(job, "%d rows were left out because an end or a weight is missing.", missing);
    if (without && !left)
        stats_warn(job, "Nobody called %s is in the network; nothing was taken out.", without);
    return true;
}

/* People who neither wrote nor were answered stand in the second file only. */
static bool read_nodes(StatsJob *job, People *p, GError **error)
{
    const char *path = cli_option(job->cli, "nodes"), *without = cli_option(job->cli, "without");
    g_autofree char *bytes = NULL;
    gsize size;
    if (!path)
        return true;
    if (!cli_read(path, FILE_MAX, &bytes, &size, error))
        return false;
    g_autoptr(Frame) nodes = frame_parse(bytes, size, path, error);
    int id = nodes ? frame_find(nodes, or_else(job, "id", "id"), error) : -1,
        column = id < 0 ? -1 : frame_find(nodes, or_else(job, "group", "group"), error);
    if (column < 0)
        return false;
    g_autofree int *of = frame_groups(nodes, column, &p->groups);
    g_autofree int *node = g_new(int, frame_rows(nodes) + 1);
    for (int i = 0; i < frame_rows(nodes); i++) {
        g_autofree char *name = frame_text(nodes, i, id);
        node[i] = *name && (!without || strcmp(name, without) != 0) ? person(p, name) : -1;
    }
    p->group = g_new(int, p->names->len + 1);
    for (guint i = 0; i < p->names->len; i++)
        p->group[i] = -1;
    for (int i = 0; i < frame_rows(nodes); i++)
        if (node[i] >= 0)
            p->group[node[i]] = of[i];
    return true;
}

static void put_network(StatsJob *job, const StatsNetwork *r, bool directed)
{
    cJSON *o = job->out;
    json_put(o, "direction", directed ? "from writer to the one who is answered" : "none");
    json_put_int(o, "nodes", r->nodes);
    json_put_int(o, "edges", r->edges);
    json_put_int(o, "loops", r->loops);
    json_put_int(o, "repeated", r->repeated);
    json_put_int(o, "isolates", r->isolates);
    json_put_int(o, "components", r->components);
    json_put_int(o, "largest_component", r->largest);
    json_put_double(o, "density", r->density);
    json_put_double(o, "reciprocity", r->reciprocity);
    json_put_double(o, "transitivity", r->transitivity);
    json_put_double(o, "centralisation", r->centralisation);
    json_put_double(o, "mean_distance", r->mean_distance);
    json_put_int(o, "diameter", r->diameter);
    json_put_double(o, "ei_index", r->ei_index);
    stats_put_reason(job, "The network", r->reason);
}

static int by_name(gconstpointer a, gconstpointer b, gpointer names)
{
    const GPtrArray *all = names;
    return strcmp(all->pdata[*(const int *)a], all->pdata[*(const int *)b]);
}

static void put_people(StatsJob *job, const People *p, const StatsNode *places)
{
    int n = (int)p->names->len;
    g_autofree int *order = g_new(int, n + 1);
    for (int i = 0; i < n; i++)
        order[i] = i;
    g_qsort_with_data(order, n, sizeof *order, by_name, p->names);
    for (int i = 0; i < n; i++) {
        const StatsNode *v = &places[order[i]];
        cJSON *row = stats_put_row(job, "people");
        json_put(row, "id", p->names->pdata[order[i]]);
        if (p->groups)
            json_put(row, "group", p->group[order[i]] < 0 ? "-" : p->groups[p->group[order[i]]]);
        json_put_int(row, "in_degree", v->in);
        json_put_int(row, "out_degree", v->out);
        json_put_double(row, "in_weight", v->in_weight);
        json_put_double(row, "out_weight", v->out_weight);
        json_put_double(row, "betweenness", v->betweenness);
        json_put_int(row, "component", v->component + 1);
    }
}

static void put_mixing(StatsJob *job, const People *p, const double *mixing, int groups)
{
    for (int a = 0; a < groups; a++) {
        cJSON *row = stats_put_row(job, "mixing");
        json_put(row, "from", p->groups[a]);
        for (int b = 0; b < groups; b++)
            json_put_double(row, p->groups[b], mixing[a * groups + b]);
    }
}

bool stats_run_network(StatsJob *job, GError **error)
{
    g_auto(People)
        p = { .names = g_ptr_array_new_with_free_func(g_free), .place = g_hash_table_new(g_str_hash, g_str_equal) };
    bool directed = !cli_switch(job->cli, "undirected");
    if (!read_edges(job, &p, error) || !read_nodes(job, &p, error))
        return false;
    int n = (int)p.names->len, groups = p.groups ? (int)g_strv_length(p.groups) : 0;
    g_autofree StatsNode *places = g_new0(StatsNode, n + 1);
    g_autofree double *mixing = g_new0(double, (gsize)groups *groups + 1);
    StatsNetwork r =
        stats_network(p.from, p.to, p.weight, p.edges, n, directed, p.group, groups, places, groups ? mixing : NULL);
    put_network(job, &r, directed);
    if (r.reason != STATS_OK)
        return true;
    put_people(job, &p, places);
    if (groups)
        put_mixing(job, &p, mixing, groups);
    return true;
}

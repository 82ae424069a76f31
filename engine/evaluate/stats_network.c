/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "evaluate_priv.h"
#include "network_priv.h"

typedef struct {
    int from, to;
    double weight;
} Edge;

static int by_ends(gconstpointer a, gconstpointer b)
{
    const Edge *x = a, *y = b;
    return x->from != y->from ? x->from - y->from : x->to - y->to;
}

static void graph_clear(Graph *g)
{
    g_free(g->start);
    g_free(g->to);
    g_free(g->weight);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Graph, graph_clear)

/* Sorts the edges and puts the repeated together; returns how many there were too many. */
static int graph_fill(Graph *g, Edge *edges, int n)
{
    qsort(edges, n, sizeof *edges, by_ends);
    int repeated = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && by_ends(&edges[i - 1], &edges[i]) == 0) {
            g->weight[g->n - 1] += edges[i].weight;
            repeated++;
            continue;
        }
        g->to[g->n] = edges[i].to;
        g->weight[g->n++] = edges[i].weight;
        g->start[edges[i].from + 1]++;
    }
    for (int v = 0; v < g->nodes; v++)
        g->start[v + 1] += g->start[v];
    return repeated;
}

static Graph graph_new(const Edge *edges, int n, int nodes, bool both_ways, int *repeated)
{
    Graph g = { .nodes = nodes };
    int all = both_ways ? 2 * n : n;
    g_autofree Edge *copy = g_new(Edge, all + 1);
    for (int i = 0; i < n; i++) {
        copy[i] = edges[i];
        if (both_ways)
            copy[n + i] = (Edge){ edges[i].to, edges[i].from, edges[i].weight };
    }
    g.start = g_new0(int, nodes + 2);
    g.to = g_new(int, all + 1);
    g.weight = g_new(double, all + 1);
    *repeated = graph_fill(&g, copy, all) / (both_ways ? 2 : 1);
    return g;
}

bool graph_has(const Graph *g, int from, int to)
{
    int low = g->start[from], high = g->start[from + 1];
    while (low < high) {
        int middle = (low + high) / 2;
        if (g->to[middle] < to)
            low = middle + 1;
        else
            high = middle;
    }
    return low < g->start[from + 1] && g->to[low] == to;
}

static void degrees(const Graph *g, bool directed, StatsNetwork *r, StatsNode *places)
{
    int mutual = 0;
    for (int v = 0; v < g->nodes; v++)
        for (int e = g->start[v]; e < g->start[v + 1]; e++) {
            places[v].out++;
            places[v].out_weight += g->weight[e];
            places[g->to[e]].in++;
            places[g->to[e]].in_weight += g->weight[e];
            mutual += graph_has(g, g->to[e], v);
        }
    r->edges = directed ? g->n : g->n / 2;
    r->density = (double)g->n / ((double)r->nodes * (r->nodes - 1));
    r->reciprocity = directed && g->n > 0 ? (double)mutual / g->n : NAN;
}

/* Components, triangles and the spread of degrees: of the network without directions. */
static void shape(const Graph *g, StatsNetwork *r, StatsNode *places)
{
    double triples = 0, closed = 0, most = 0, sum = 0, n = g->nodes;
    g_autofree int *queue = g_new(int, g->nodes + 1);
    for (int v = 0; v < g->nodes; v++)
        places[v].component = -1;
    for (int v = 0; v < g->nodes; v++) {
        double degree = g->start[v + 1] - g->start[v];
        r->isolates += degree == 0;
        most = fmax(most, degree);
        sum += degree;
        triples += degree * (degree - 1) / 2;
        for (int e = g->start[v]; e < g->start[v + 1]; e++)
            for (int f = e + 1; f < g->start[v + 1]; f++)
                closed += graph_has(g, g->to[e], g->to[f]);
        int end = 0;
        if (places[v].component < 0) {
            queue[end++] = v;
            places[v].component = r->components++;
        }
        for (int at = 0; at < end; at++)
            for (int e = g->start[queue[at]]; e < g->start[queue[at] + 1]; e++)
                if (places[g->to[e]].component < 0) {
                    places[g->to[e]].component = places[v].component;
                    queue[end++] = g->to[e];
                }
        r->largest = MAX(r->largest, end);
    }
    r->transitivity = triples > 0 ? closed / triples : NAN;
    r->centralisation = n > 2 ? (n * most - sum) / ((n - 1) * (n - 2)) : NAN;
}

static void mix(const Graph *g, const int *group, int groups, StatsNetwork *r, double *mixing)
{
    double inside = 0, outside = 0;
    for (int v = 0; v < g->nodes; v++)
        for (int e = g->start[v]; e < g->start[v + 1]; e++) {
            int a = group[v], b = group[g->to[e]];
            if (a < 0 || b < 0 || a >= groups || b >= groups)
                continue;
            *(a == b ? &inside : &outside) += 1;
            if (mixing)
                mixing[a * groups + b]++;
        }
    r->ei_index = inside + outside > 0 ? (outside - inside) / (outside + inside) : NAN;
}

/* Without loops. Given. */
static Edge *edges_of(const int *from, const int *to, const double *weight, int n, int *kept, StatsNetwork *r)
{
    Edge *edges = g_new(Edge, MAX(n, 0) + 1);
    *kept = 0;
    for (int i = 0; i < n; i++) {
        double w = weight ? weight[i] : 1;
        if (from[i] < 0 || to[i] < 0 || from[i] >= r->nodes || to[i] >= r->nodes || !(w > 0) || isinf(w))
            r->reason = STATS_BAD_VALUE;
        else if (from[i] == to[i])
            r->loops++;
        else
            edges[(*kept)++] = (Edge){ from[i], to[i], w };
    }
    return edges;
}

StatsNetwork stats_network(const int *from, const int *to, const double *weight, int edges, int nodes, bool directed,
    const int *group, int groups, StatsNode *places, double *mixing)
{
    StatsNetwork r = { .nodes = nodes,
        .density = NAN,
        .reciprocity = NAN,
        .transitivity = NAN,
        .centralisation = NAN,
        .mean_distance = NAN,
        .ei_index = NAN };
    int kept, repeated;
    if (nodes < 2) {
        r.reason = STATS_TOO_FEW;
        return r;
    }
    g_autofree Edge *list = edges_of(from, to, weight, edges, &kept, &r);
    memset(places, 0, sizeof *places * nodes);
    if (mixing)
        memset(mixing, 0, sizeof *mixing * groups * groups);
    if (r.reason != STATS_OK)
        return r;
    g_auto(Graph) graph = graph_new(list, kept, nodes, !directed, &r.repeated);
    g_auto(Graph) both = graph_new(list, kept, nodes, true, &repeated);
    degrees(&graph, directed, &r, places);
    shape(&both, &r, places);
    g_autofree double *between = g_new(double, nodes);
    double steps, pairs;
    graph_paths(&graph, between, &steps, &pairs, &r.diameter);
    for (int v = 0; v < nodes; v++)
        places[v].betweenness = directed ? between[v] : between[v] / 2;
    r.mean_distance = pairs > 0 ? steps / pairs : NAN;
    if (group)
        mix(&graph, group, groups, &r, mixing);
    return r;
}

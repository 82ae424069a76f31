/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shortest paths by steps: one breadth-first search from each node; on the way back each node hands on its share of the
 * paths (Brandes, "A faster algorithm for betweenness centrality", 2001). */
#include "evaluate_priv.h"
#include "network_priv.h"

typedef struct {
    int *queue, *distance;
    double *paths, *share;
    int reached;
} Search;

static void search(const Graph *g, int from, Search *s)
{
    for (int v = 0; v < g->nodes; v++) {
        s->distance[v] = -1;
        s->paths[v] = s->share[v] = 0;
    }
    s->reached = 0;
    s->queue[s->reached++] = from;
    s->distance[from] = 0;
    s->paths[from] = 1;
    for (int at = 0; at < s->reached; at++) {
        int v = s->queue[at];
        for (int e = g->start[v]; e < g->start[v + 1]; e++) {
            int w = g->to[e];
            if (s->distance[w] < 0) {
                s->distance[w] = s->distance[v] + 1;
                s->queue[s->reached++] = w;
            }
            if (s->distance[w] == s->distance[v] + 1)
                s->paths[w] += s->paths[v];
        }
    }
}

static void hand_back(const Graph *g, int from, Search *s, double *betweenness)
{
    for (int at = s->reached - 1; at >= 0; at--) {
        int v = s->queue[at];
        for (int e = g->start[v]; e < g->start[v + 1]; e++) {
            int w = g->to[e];
            if (s->distance[w] == s->distance[v] + 1)
                s->share[v] += s->paths[v] / s->paths[w] * (1 + s->share[w]);
        }
        if (v != from)
            betweenness[v] += s->share[v];
    }
}

void graph_paths(const Graph *g, double *betweenness, double *steps, double *pairs, int *longest)
{
    g_autofree int *queue = g_new(int, g->nodes + 1), *distance = g_new(int, g->nodes + 1);
    g_autofree double *paths = g_new(double, g->nodes + 1), *share = g_new(double, g->nodes + 1);
    Search s = { queue, distance, paths, share, 0 };
    *steps = *pairs = 0;
    *longest = 0;
    memset(betweenness, 0, sizeof *betweenness * g->nodes);
    for (int v = 0; v < g->nodes; v++) {
        search(g, v, &s);
        for (int at = 1; at < s.reached; at++) {
            *steps += distance[queue[at]];
            *longest = MAX(*longest, distance[queue[at]]);
            ++*pairs;
        }
        hand_back(g, v, &s, betweenness);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_network.h - who answers whom: a network of replies, its shape and each person's place in it. */
#pragma once
#include "stats.h"

typedef struct {
    int in, out;                   /* distinct neighbours; undirected: both hold the degree */
    double in_weight, out_weight;  /* sums of weights */
    double betweenness;            /* shortest paths by steps (Brandes 2001), not normalised */
    int component;                 /* from 0; edges taken in both directions */
} StatsNode;

/* Loops are counted and left out; several edges of a pair are one whose weights are added. */
typedef struct {
    StatsReason reason; /* TOO_FEW below 2 nodes; BAD_VALUE for an edge outside the nodes or a weight that is not > 0 */
    int nodes, edges, loops, repeated, isolates, components, largest;
    double density;        /* edges / (n (n - 1)), undirected twice that */
    double reciprocity;    /* share of edges whose opposite is there; NaN when undirected */
    double transitivity;   /* 3 triangles / connected triples, edges without direction */
    double centralisation; /* Freeman 1979: of degree, edges without direction; a star has 1 */
    double mean_distance;  /* over pairs with a path */
    int diameter;
    double ei_index; /* (external - internal) / all edges by group (Krackhardt & Stern 1988); NaN without groups */
} StatsNetwork;
/* Edges from[i] -> to[i], nodes from 0; `weight` may be NULL (1 each); group[node] may be NULL, -1 = unknown (its edges do
 * not count for the index). `places` takes one entry a node. `mixing` (groups by groups, or NULL) gets the edges from the
 * row's group to the column's; undirected edges stand in both places. */
StatsNetwork stats_network(const int *from, const int *to, const double *weight, int edges, int nodes, bool directed,
    const int *group, int groups, StatsNode *places, double *mixing);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network as sorted neighbours. */
#pragma once
#include "stats_network.h"

/* Distinct edges, sorted by from and to; those of node v are start[v] .. start[v + 1] - 1. Undirected: both ways. */
typedef struct {
    int nodes, n; /* n: entries of `to` */
    int *start, *to;
    double *weight;
} Graph;

bool graph_has(const Graph *g, int from, int to);
/* Betweenness of every node, and over pairs with a path: sum of steps, number, longest. */
void graph_paths(const Graph *g, double *betweenness, double *steps, double *pairs, int *longest);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* allocate.h - who comes into which arm: permuted blocks within strata, from a seed that was sealed before. Pure. */
#pragma once
#include <glib.h>

/* Writes into arm[i] the arm (0 .. arms - 1) of unit i, whose stratum is stratum[i] (a text). Within a stratum units take the places of
 * blocks that hold each arm once or twice, drawn at random, so that arms never differ by more than two and the end of a block
 * cannot be foreseen (Matts & Lachin 1988). The same secret, strata and order give the same arms. */
void allocate_arms(const char *secret, const char *const *stratum, int n, int arms, int *arm);
/* What is said in public before: SHA-256 of the secret, in hex. Given. */
char *allocate_commitment(const char *secret);

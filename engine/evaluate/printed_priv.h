/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two designs share. */
#pragma once
#include "stats_printed.h"

#define NOT STATS_NOT_PRINTED
/* A recomputed range wider than this factor says too little to confirm a figure that is not met at face value. */
#define COARSE 4.0

StatsRange range_point(double value);
StatsRange range_add(StatsRange range, double value); /* NaN adds nothing */
StatsRange range_minus(StatsRange a, StatsRange b);
/* Does the printed figure hold `value`, or share anything with `found`; signs of d and t are not compared. */
bool range_holds(StatsRange printed, double value);
bool range_meets(StatsRange printed, StatsRange found);
bool range_is_coarse(StatsRange found);

/* The three values of a figure: low, as printed, high. */
double range_at(StatsRange range, int which);
/* Adds a check; its causes are the caller's. NULL when there is no room. */
StatsCheck *check_add(StatsRecomputed *r, const char *figure, const char *by, StatsRange printed, StatsRange found);
void check_cause(StatsCheck *check, StatsCause cause, const char *what, double value);
/* Reproduced at face value, or within a rounding that is not coarse; otherwise the cause COARSE where it applies. */
void check_judge(StatsCheck *check);

void recompute_two(const StatsPrintedRow *row, StatsRecomputed *r);
void recompute_one(const StatsPrintedRow *row, StatsRecomputed *r);

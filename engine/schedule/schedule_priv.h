/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule_priv.h - what is remembered of the table's rows, for schedule's own files. */
#pragma once
#include "schedule.h"

/* Writes a row (schedule_insert) of an enrolment or a room; ids of both come from one counter. */
bool facts_add(Store *store, const StoreArg *args, int64_t owner, const char *beat, GError **error);
/* Runs a query that moves the row `id` or nothing. */
bool facts_move(
    Store *store, const StoreQuery *query, const StoreArg *args, int64_t id, int64_t *changed, GError **error);

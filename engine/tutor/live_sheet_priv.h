/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live_sheet_priv.h - a run sheet under way. */
#pragma once
#include "live_sheet.h"

typedef struct {
    Context *context;
    const Cohort *cohort;
    const Plan *plan;
    int64_t room, now;
    const char *lang, *state;
    const Step *meeting; /* NULL: the room has none */
    int64_t starts;      /* began then, or is to */
    bool begun;
} LiveSheet;

/* Who is here, comes, is silent, asks and talks. */
bool live_put_people(const LiveSheet *s, cJSON *sheet, GError **error);

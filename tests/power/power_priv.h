/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power_priv.h - what the ways of dying share. */
#pragma once
#include "power.h"

#define POWER_VFS "power"

/* What a child leaves behind. */
typedef struct {
    int64_t promise, early, points;
} PowerShared;

struct PowerRun {
    VfsRecord *record;
    PowerShared *shared;
};

/* A folder of its own, in memory where there is one. */
typedef struct {
    char *dir, *path;
} PowerPlace;
bool power_place_init(PowerPlace *place, GError **error);
void power_place_empty(const PowerPlace *place);
void power_place_clear(PowerPlace *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PowerPlace, power_place_clear)

/* Plays the story in this process. */
bool power_play(
    const PowerScenario *s, const PowerPlace *place, VfsRecord *record, PowerShared *shared, GError **error);
void power_note_failure(PowerResult *result, const char *way, int64_t point, int64_t image, const char *sentence);

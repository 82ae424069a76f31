/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guard_words_priv.h - what the guard knows, from the inside. */
#pragma once
#include "guard_priv.h"

struct Guard {
    GHashTable *words;      /* key of a word or phrase -> Entry */
    GHashTable *identities; /* shapes: "99999999A99" */
    GHashTable *allowed;    /* numbers, digits and letters only */
    GHashTable *countries;  /* calling code -> digits that follow it */
};
struct GuardNames {
    GHashTable *keys;
};

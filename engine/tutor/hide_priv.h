/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hide_priv.h - what is taken out, from the inside. */
#pragma once
#include "hide.h"

struct Hide {
    GHashTable *people; /* key of a word -> GPtrArray of shown texts, borrowed from `shown` */
    GPtrArray *shown;   /* char * */
    GPtrArray *numbers; /* char *, digits */
    const Guard *guard; /* borrowed, or NULL */
    const GuardNames *cases;
};

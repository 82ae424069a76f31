/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cast.h - simulated learners with the phones of a simulated platform in their hands: each sees what shows in its chat,
 * and acts as a thumb would. Pure. */
#pragma once
#include "persona.h"
#include "platform_phone.h"

typedef struct {
    uint64_t seed;
    guint people;
    const cJSON *course_key; /* what they know of the course; NULL: phones without a life of their own */
    int64_t start;           /* UTC seconds from which their days count */
    int zone_offset;         /* minutes east of UTC */
} CastConfig;

typedef struct Cast Cast;
/* Puts a phone into each hand: person i has phone i, so the platform must have none yet. Borrows the platform. NULL and
 * *error when two people have one number, or the key is of another shape. */
Cast *cast_new(Platform *platform, const CastConfig *config, GError **error);
void cast_free(Cast *cast);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cast, cast_free)
/* PersonaTraits *, by phone. Borrowed. */
GPtrArray *cast_people(const Cast *cast);
/* Shows what has appeared, and does what is due, in the order of their moments. Costs what happens, not who is there.
 * Returns how many things were done. */
guint cast_turn(Cast *cast, int64_t now);
/* When somebody will next do something; INT64_MAX for never unless something new appears. */
int64_t cast_next(const Cast *cast);

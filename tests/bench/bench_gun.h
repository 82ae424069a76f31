/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench_gun.h - signed webhooks fired at a listener from a thread of its own, one under way on each of many
 * connections.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Gun Gun;
/* Fires messages of `people` (PersonaTraits *, borrowed) for `ms`, each with an id of its own. */
Gun *gun_fire(int port, const GPtrArray *people, int ms);
/* Nothing more comes. */
bool gun_is_empty(Gun *gun);
/* CPU of its thread, once it is empty. */
int64_t gun_cpu_us(const Gun *gun);
void gun_free(Gun *gun);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Gun, gun_free)

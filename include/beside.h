/* SPDX-License-Identifier: GPL-3.0-or-later */
/* beside.h - one piece of work at a time on a thread of its own, begun here and waited for there, so that what comes of
 * it never hangs on who was faster. */
#pragma once
#include <glib.h>

typedef struct Beside Beside;
/* `work` is called with `data` (borrowed) once for each beside_begin, on the thread, which starts with the first of
 * them, or by beside_wait where the thread has not yet come to it or the system lets none start. */
Beside *beside_new(void (*work)(gpointer data), gpointer data);
/* Waits first for work that was begun. */
void beside_free(Beside *beside);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Beside, beside_free)
/* Begins; nothing that the work touches may be touched before beside_wait. To begin twice without waiting is a bug. */
void beside_begin(Beside *beside);
/* Returns once what was begun is done; at once when nothing was. All that the work has written can be read then. */
void beside_wait(Beside *beside);

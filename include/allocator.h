/* SPDX-License-Identifier: GPL-3.0-or-later */
/* allocator.h - how long memory that was freed is kept for the next who asks. */
#pragma once

/* Five seconds instead of a tenth of one: for a program that works at full speed for a minute and ends. The server,
 * which sleeps most of the time, gives memory back at once. Changes nothing where the program is not linked with
 * jemalloc. */
void allocator_keep(void);

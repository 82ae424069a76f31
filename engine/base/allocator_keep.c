/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "allocator.h"

#include <stddef.h>
#include <sys/types.h>

#define KEEP_MS 5000

/* jemalloc's own (jemalloc(3)); NULL in a program that has another allocator. */
extern int mallctl(const char *name, void *old, size_t *old_size, void *new, size_t new_size) __attribute__((weak));

void allocator_keep(void)
{
    ssize_t ms = KEEP_MS;
    if (mallctl)
        (void)mallctl("arena.0.dirty_decay_ms", NULL, NULL, &ms, sizeof ms);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clock.h"

#include <time.h>

/* Wall time less the running time, which goes on while the machine sleeps and which nobody can set. */
static int64_t offset_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return clock_wall_us() / 1000 - (int64_t)t.tv_sec * 1000 - t.tv_nsec / 1000000;
}

Clock clock_system(void)
{
    return (Clock){ .kind = CLOCK_SYSTEM, .now = clock_wall_us() / 1000000, .offset_ms = offset_ms() };
}

Clock clock_fixed(int64_t now)
{
    return (Clock){ .kind = CLOCK_FIXED, .now = now };
}

int64_t clock_tick(Clock *clock)
{
    if (clock->kind != CLOCK_SYSTEM)
        return clock->now;
    int64_t offset = offset_ms();
    clock->stepped = (offset - clock->offset_ms) / 1000;
    clock->offset_ms = offset;
    return clock->now = clock_wall_us() / 1000000;
}

void clock_set(Clock *clock, int64_t now)
{
    clock->now = now;
    clock->stepped = 0;
}

void clock_advance(Clock *clock, int64_t seconds)
{
    clock->now += seconds;
    clock->stepped = 0;
}

int64_t clock_monotonic_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_wall_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

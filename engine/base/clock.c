/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clock.h"

#include <time.h>

Clock clock_system(void)
{
    Clock clock = { .kind = CLOCK_SYSTEM };
    clock_tick(&clock);
    return clock;
}

Clock clock_fixed(int64_t now)
{
    return (Clock){ .kind = CLOCK_FIXED, .now = now };
}

int64_t clock_tick(Clock *clock)
{
    if (clock->kind == CLOCK_SYSTEM)
        clock->now = clock_wall_us() / 1000000;
    return clock->now;
}

void clock_set(Clock *clock, int64_t now)
{
    clock->now = now;
}

void clock_advance(Clock *clock, int64_t seconds)
{
    clock->now += seconds;
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

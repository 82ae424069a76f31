/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and nights of a health worker: sleep by night, by day after a night shift, weekends at rest for some, days
 * without data. */
#include "persona_priv.h"

static int64_t local_day(const Persona *persona, int64_t time)
{
    int64_t local = time + persona->offset;
    return local / DAYS - (local % DAYS < 0);
}

static int local_minute(const Persona *persona, int64_t time)
{
    int64_t local = time + persona->offset;
    return (int)((local - local_day(persona, time) * DAYS) / MINUTES);
}

/* Whether the night that begins on this local day is worked: three of eight. */
static bool works_night(const Persona *persona, int64_t day)
{
    return persona->traits.night_shifts && (day + persona->traits.shift_phase) % 8 >= 5;
}

/* 1970-01-01 was a Thursday. */
static bool is_weekend(int64_t day)
{
    return (day + 3) % 7 >= 5;
}

static bool is_asleep(const Persona *persona, int64_t time)
{
    const PersonaTraits *who = &persona->traits;
    int64_t day = local_day(persona, time);
    int minute = local_minute(persona, time);
    bool tonight = works_night(persona, day), last_night = works_night(persona, day - 1);
    if (minute < who->wake)
        return !last_night;
    if (last_night && minute >= 9 * 60 && minute < 15 * 60)
        return true;
    return minute >= who->bed && !tonight;
}

bool persona_is_awake(const Persona *persona, int64_t time)
{
    if (persona->offline_from && time >= persona->offline_from && time < persona->offline_to)
        return false;
    if (persona->traits.rests_weekends && is_weekend(local_day(persona, time)))
        return false;
    return !is_asleep(persona, time);
}

int64_t awake_at(Persona *persona, int64_t time)
{
    if (persona_is_awake(persona, time))
        return time;
    if (persona->offline_from && time >= persona->offline_from && time < persona->offline_to)
        time = persona->offline_to;
    for (int i = 0; i < 14 * 96 && !persona_is_awake(persona, time); i++)
        time = time - time % (15 * MINUTES) + 15 * MINUTES;
    int64_t later = time + between(persona, 0, 40 * MINUTES);
    return persona_is_awake(persona, later) ? later : time;
}

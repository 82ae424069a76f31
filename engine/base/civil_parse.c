/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clock.h"

#include <string.h>

/* Reads exactly `digits` digits and moves on; -1 when there are fewer. */
static int read_digits(const char **text, int digits)
{
    int value = 0;
    for (int i = 0; i < digits; i++, (*text)++) {
        if (!g_ascii_isdigit(**text))
            return -1;
        value = value * 10 + (**text - '0');
    }
    return value;
}

bool civil_parse_date(const char *text, int64_t *days)
{
    const char *at = text;
    int year = read_digits(&at, 4);
    if (year < 1 || *at++ != '-')
        return false;
    int month = read_digits(&at, 2);
    if (month < 1 || month > 12 || *at++ != '-')
        return false;
    int day = read_digits(&at, 2);
    if (day < 1 || *at != '\0')
        return false;
    int64_t value = civil_days(year, month, day);
    if (civil_from_days(value).day != day) /* 30 February is 1 or 2 March */
        return false;
    *days = value;
    return true;
}

bool civil_parse_time(const char *text, int *minutes)
{
    const char *at = text;
    int hour = read_digits(&at, 2);
    if (hour < 0 || hour > 23 || *at++ != ':')
        return false;
    int minute = read_digits(&at, 2);
    if (minute < 0 || minute > 59 || *at != '\0')
        return false;
    *minutes = hour * 60 + minute;
    return true;
}

/* One part of a duration, "12H"; its unit must be one of `units` after the last one read. False at anything else. */
static bool read_part(const char **text, const char *units, int *next_unit, const int64_t *seconds, int64_t *sum)
{
    int64_t value = 0;
    const char *at = *text;
    for (; g_ascii_isdigit(*at) && at - *text < 9; at++)
        value = value * 10 + (*at - '0');
    const char *unit = at == *text || !*at ? NULL : strchr(units, *at);
    if (!unit || unit - units < *next_unit)
        return false;
    *next_unit = (int)(unit - units) + 1;
    *sum += value * seconds[unit - units];
    *text = at + 1;
    return true;
}

bool civil_parse_duration(const char *text, int64_t *seconds, int *days)
{
    static const int64_t date_seconds[] = { DAY }, time_seconds[] = { HOUR, MINUTE, 1 };
    if (*text != 'P')
        return false;
    const char *at = text + 1;
    int64_t sum = 0;
    int next_date = 0, next_time = 0;
    if (*at && *at != 'T' && !read_part(&at, "D", &next_date, date_seconds, &sum))
        return false;
    int64_t in_days = sum;
    if (*at == 'T') {
        at++;
        do {
            if (!read_part(&at, "HMS", &next_time, time_seconds, &sum))
                return false;
        } while (*at);
    }
    if (*at || next_date + next_time == 0)
        return false;
    *seconds = sum;
    *days = (int)(in_days / DAY);
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Course days are the working days of a cohort: they skip its rest days and holidays. Times are local; what a clock
 * change makes of them is civil_to_utc's rule. */
#include "cohort.h"
#include <string.h>

static bool is_rest(const Cohort *cohort, int64_t date)
{
    if (strchr(cohort->rest_days, '0' + civil_weekday(date)))
        return true;
    for (guint i = 0; cohort->holidays && i < cohort->holidays->len; i++)
        if (g_array_index(cohort->holidays, int64_t, i) == date)
            return true;
    return false;
}

bool cohort_rests(const Cohort *cohort, int64_t date)
{
    return strlen(cohort->rest_days) < 7 && is_rest(cohort, date);
}

int64_t cohort_day_date(const Cohort *cohort, int course_day)
{
    int64_t date = cohort->start_day;
    /* A calendar that rests every day would never end; seven rest days in a row with no course day count as course
     * days. */
    bool always_rest = strlen(cohort->rest_days) >= 7;
    for (int day = 1;; date++) {
        if (!always_rest && is_rest(cohort, date))
            continue;
        if (day++ >= course_day)
            return date;
    }
}

int cohort_day_of(const Cohort *cohort, int64_t date)
{
    int day = 0;
    for (int64_t d = cohort->start_day; d <= date; d++)
        if (strlen(cohort->rest_days) >= 7 || !is_rest(cohort, d))
            day++;
    return day;
}

const CivilZone *cohort_zone(const Cohort *cohort)
{
    g_autoptr(GError) error = NULL;
    const CivilZone *zone = civil_zone(cohort->zone, &error);
    return zone ? zone : civil_zone("UTC", NULL);
}

static int64_t at(const Cohort *cohort, int64_t date, int minutes)
{
    Civil civil = civil_from_days(date);
    civil.hour = minutes / 60;
    civil.minute = minutes % 60;
    return civil_to_utc(cohort_zone(cohort), &civil, NULL);
}

int64_t cohort_time(const Cohort *cohort, int course_day, int minutes)
{
    return at(cohort, cohort_day_date(cohort, course_day), minutes < 0 ? cohort->default_time : minutes);
}

static int64_t same_time(const Cohort *cohort, int64_t utc, int course_days)
{
    bool always_rest = strlen(cohort->rest_days) >= 7;
    Civil wall = civil_from_utc(cohort_zone(cohort), utc);
    int64_t date = civil_days(wall.year, wall.month, wall.day);
    for (int left = course_days; left > 0;) {
        date++;
        if (always_rest || !is_rest(cohort, date))
            left--;
    }
    Civil civil = civil_from_days(date);
    civil.hour = wall.hour;
    civil.minute = wall.minute;
    civil.second = wall.second;
    return civil_to_utc(cohort_zone(cohort), &civil, NULL);
}

int64_t cohort_after(const Cohort *cohort, int64_t from, int64_t seconds, int days)
{
    if (days <= 0)
        return from + seconds;
    int64_t at = same_time(cohort, from, days) + seconds - days * DAY;
    bool rests = strlen(cohort->rest_days) < 7 && is_rest(cohort, cohort_today(cohort, at));
    return rests ? same_time(cohort, at, 1) : at;
}

int64_t cohort_today(const Cohort *cohort, int64_t now)
{
    Civil civil = civil_from_utc(cohort_zone(cohort), now);
    return civil_days(civil.year, civil.month, civil.day);
}

int64_t cohort_quiet_until(const Cohort *cohort, int64_t now)
{
    if (cohort->quiet_from == cohort->quiet_to)
        return 0;
    Civil civil = civil_from_utc(cohort_zone(cohort), now);
    int minute = civil.hour * 60 + civil.minute;
    int64_t today = civil_days(civil.year, civil.month, civil.day);
    if (cohort->quiet_from > cohort->quiet_to) { /* over midnight */
        if (minute >= cohort->quiet_from)
            return at(cohort, today + 1, cohort->quiet_to);
        return minute < cohort->quiet_to ? at(cohort, today, cohort->quiet_to) : 0;
    }
    return minute >= cohort->quiet_from && minute < cohort->quiet_to ? at(cohort, today, cohort->quiet_to) : 0;
}

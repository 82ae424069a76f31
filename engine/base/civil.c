/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a local time means. A zone is its offset as a function of UTC; a local time is looked for under the offsets in
 * force a day before and a day after it: both fit and differ (it occurs twice), one fits, or none (a clock change skips
 * it). */
#include "clock.h"

#include "error.h"

#include <string.h>

struct CivilZone {
    GTimeZone *zone;
};

/* Only names of the IANA data base: GLib would also take "+02:00", a POSIX rule or a file's path. */
static bool zone_name_is_plain(const char *name)
{
    if (strcmp(name, "UTC") == 0)
        return true;
    if (!g_ascii_isalpha(name[0]) || !strchr(name, '/') || strstr(name, ".."))
        return false;
    for (const char *c = name; *c; c++)
        if (!g_ascii_isalnum(*c) && !strchr("_+-/", *c))
            return false;
    return true;
}

const CivilZone *civil_zone(const char *name, GError **error)
{
    static GMutex lock;
    static GHashTable *zones; /* name to CivilZone, for the life of the program */
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&lock);
    CivilZone *found = zones && name ? g_hash_table_lookup(zones, name) : NULL;
    if (found)
        return found;
    GTimeZone *zone = name && zone_name_is_plain(name) ? g_time_zone_new_identifier(name) : NULL;
    if (!zone) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "\"%s\" is no time zone; write a name such as Africa/Harare or UTC", name ? name : "");
        return NULL;
    }
    if (!zones)
        zones = g_hash_table_new(g_str_hash, g_str_equal);
    found = g_new0(CivilZone, 1);
    found->zone = zone;
    g_hash_table_insert(zones, g_strdup(name), found);
    return found;
}

static int64_t offset_at(const CivilZone *zone, int64_t utc)
{
    int interval = g_time_zone_find_interval(zone->zone, G_TIME_TYPE_UNIVERSAL, utc);
    return g_time_zone_get_offset(zone->zone, interval);
}

/* The first instant in (low, high] at which the offset is `offset`, given that it is at high and not at low. */
static int64_t change_between(const CivilZone *zone, int64_t low, int64_t high, int64_t offset)
{
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (offset_at(zone, middle) == offset)
            high = middle;
        else
            low = middle;
    }
    return high;
}

int64_t civil_to_utc(const CivilZone *zone, const Civil *local, CivilKind *kind)
{
    int64_t wall = civil_days(local->year, local->month, local->day) * DAY + local->hour * HOUR +
                   local->minute * MINUTE + local->second;
    int64_t before = offset_at(zone, wall - DAY), after = offset_at(zone, wall + DAY);
    bool fits_before = offset_at(zone, wall - before) == before, fits_after = offset_at(zone, wall - after) == after;
    CivilKind found = CIVIL_UNIQUE;
    int64_t utc = fits_before ? wall - before : wall - after;
    if (fits_before && fits_after && before != after) {
        found = CIVIL_TWICE;
        utc = wall - MAX(before, after);
    } else if (!fits_before && !fits_after) {
        found = CIVIL_GAP;
        utc = change_between(zone, wall - DAY, wall + DAY, after);
    }
    if (kind)
        *kind = found;
    return utc;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

Civil civil_from_utc(const CivilZone *zone, int64_t utc)
{
    int64_t wall = utc + offset_at(zone, utc);
    int64_t days = floor_div(wall, DAY), rest = wall - days * DAY;
    Civil civil = civil_from_days(days);
    civil.hour = (int)(rest / HOUR);
    civil.minute = (int)(rest % HOUR / MINUTE);
    civil.second = (int)(rest % MINUTE);
    return civil;
}

/* Both conversions count in 400-year eras of years that begin in March: H. Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms", days_from_civil and civil_from_days. */
int64_t civil_days(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = floor_div(y, 400), year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

int civil_weekday(int64_t days)
{
    int64_t monday_first = (days + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(monday_first < 0 ? monday_first + 7 : monday_first) + 1;
}

Civil civil_from_days(int64_t days)
{
    int64_t shifted = days + 719468;
    int64_t era = floor_div(shifted, 146097), d = shifted - era * 146097;
    int64_t year_of_era = (d - d / 1460 + d / 36524 - d / 146096) / 365;
    int64_t day_of_year = d - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t march_month = (5 * day_of_year + 2) / 153;
    Civil civil = { .month = (int)(march_month < 10 ? march_month + 3 : march_month - 9) };
    civil.year = (int)(year_of_era + era * 400 + (civil.month <= 2));
    civil.day = (int)(day_of_year - (153 * march_month + 2) / 5 + 1);
    civil.weekday = civil_weekday(days);
    return civil;
}

char *civil_utc_text(int64_t utc)
{
    int64_t days = floor_div(utc, DAY), rest = utc - days * DAY;
    Civil civil = civil_from_days(days);
    return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", civil.year, civil.month, civil.day, (int)(rest / HOUR),
        (int)(rest % HOUR / MINUTE), (int)(rest % MINUTE));
}

char *civil_local_text(const CivilZone *zone, int64_t utc)
{
    Civil civil = civil_from_utc(zone, utc);
    return g_strdup_printf("%04d-%02d-%02d %02d:%02d", civil.year, civil.month, civil.day, civil.hour, civil.minute);
}

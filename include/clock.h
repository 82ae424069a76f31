/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clock.h - what time it is, and what a local time means. The only place that asks the system for the time. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define MINUTE 60
#define HOUR 3600
#define DAY 86400

typedef enum { CLOCK_SYSTEM, CLOCK_FIXED, CLOCK_KINDS } ClockKind;

/* A clock stands still between ticks: `now` is UTC seconds and changes only in clock_tick, clock_set and clock_advance.
 */
typedef struct {
    ClockKind kind;
    int64_t now;
    int64_t stepped; /* seconds that `now` has moved on at the last tick beyond what has passed: somebody set the clock
                        (negative: back). Sleep of the machine is no step */
    int64_t offset_ms; /* between wall time and the machine's running time at the last tick */
} Clock;

Clock clock_system(void);
Clock clock_fixed(int64_t now);
/* Reads the system's time into `now` (a fixed clock keeps its own) and returns it. */
int64_t clock_tick(Clock *clock);
void clock_set(Clock *clock, int64_t now);
void clock_advance(Clock *clock, int64_t seconds);
/* Monotonic milliseconds for durations of sockets and slices; never stored. */
int64_t clock_monotonic_ms(void);
/* Wall time in microseconds, for log lines only. */
int64_t clock_wall_us(void);

/* A local calendar day and time. `month` and `day` count from 1. */
typedef struct {
    int year, month, day, hour, minute, second;
    int weekday; /* 1 Monday .. 7 Sunday; filled by civil_from_utc, ignored on the way in */
} Civil;

typedef enum { CIVIL_UNIQUE, CIVIL_GAP, CIVIL_TWICE, CIVIL_KINDS } CivilKind;

/* An opaque IANA time zone, cached for the life of the program; NULL and *error when the name is unknown. Borrowed. */
typedef struct CivilZone CivilZone;
const CivilZone *civil_zone(const char *name, GError **error);
/* UTC of a local time. A time that a clock change skips is the first valid instant after it (CIVIL_GAP); one that
 * occurs twice is the first (CIVIL_TWICE). */
int64_t civil_to_utc(const CivilZone *zone, const Civil *local, CivilKind *kind);
Civil civil_from_utc(const CivilZone *zone, int64_t utc);
/* Days since 1970-01-01 of a calendar date, and back; weekday 1 Monday .. 7 Sunday. */
int64_t civil_days(int year, int month, int day);
Civil civil_from_days(int64_t days);
/* The weekday alone. */
int civil_weekday(int64_t days);
/* Reads YYYY-MM-DD into days; false when it is no date. */
bool civil_parse_date(const char *text, int64_t *days);
/* Reads HH:MM into minutes after midnight. */
bool civil_parse_time(const char *text, int *minutes);
/* Reads an ISO 8601 duration of days, hours, minutes and seconds ("P2D", "PT12H", "P1DT6H") into seconds, of
 * which *days days of 86,400 were written as days: "P1D" is one, "PT24H" none. */
bool civil_parse_duration(const char *text, int64_t *seconds, int *days);
/* "2026-12-07T12:30:00Z" and "2026-12-07 14:30" (local). Given. */
char *civil_utc_text(int64_t utc);
char *civil_local_text(const CivilZone *zone, int64_t utc);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day is one or two spans of waking time; both functions walk them in order. */
#include "active.h"
#include "cohort_priv.h"

#define MOST_DAYS 1461 /* four years: a calendar that rests for longer has no active hour to come */

typedef struct {
    int64_t from, to;
} Span;

static int64_t instant(const Cohort *cohort, int64_t date, int minutes)
{
    Civil civil = civil_from_days(date + minutes / 1440);
    civil.hour = minutes % 1440 / 60;
    civil.minute = minutes % 60;
    return civil_to_utc(cohort_zone(cohort), &civil, NULL);
}

/* Waking spans of a local date, in order; returns how many (0 on a rest day). */
static int spans_of(const Cohort *cohort, int64_t date, Span span[2])
{
    if (cohort_rests(cohort, date))
        return 0;
    int64_t begins = instant(cohort, date, 0), ends = instant(cohort, date, 1440);
    int64_t quiet = instant(cohort, date, cohort->quiet_from), wakes = instant(cohort, date, cohort->quiet_to);
    if (cohort->quiet_from == cohort->quiet_to) {
        span[0] = (Span){ begins, ends };
        return 1;
    }
    if (cohort->quiet_from > cohort->quiet_to) {
        span[0] = (Span){ wakes, quiet };
        return 1;
    }
    span[0] = (Span){ begins, quiet };
    span[1] = (Span){ wakes, ends };
    return 2;
}

int64_t active_between(const Cohort *cohort, int64_t from, int64_t to)
{
    int64_t sum = 0;
    if (to <= from)
        return 0;
    int64_t last = cohort_today(cohort, to);
    for (int64_t date = cohort_today(cohort, from); date <= last; date++) {
        Span span[2];
        int n = spans_of(cohort, date, span);
        for (int i = 0; i < n; i++)
            sum += MAX(MIN(span[i].to, to) - MAX(span[i].from, from), 0);
    }
    return sum;
}

int64_t active_after(const Cohort *cohort, int64_t from, int64_t seconds)
{
    int64_t first = cohort_today(cohort, from);
    for (int64_t date = first; date < first + MOST_DAYS; date++) {
        Span span[2];
        int n = spans_of(cohort, date, span);
        for (int i = 0; i < n; i++) {
            int64_t begins = MAX(span[i].from, from);
            if (begins >= span[i].to)
                continue;
            if (begins + seconds < span[i].to)
                return begins + seconds;
            seconds -= span[i].to - begins;
        }
    }
    return INT64_MAX;
}

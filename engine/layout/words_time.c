/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may follow PAUSE and LATER, already in the form of words_key: signs are blanks. */
#include "layout_priv.h"
#include <string.h>

#define WEEK 7
#define DAYS_MOST 999

static void skip(const char **p)
{
    *p += strspn(*p, " ");
}

/* Up to four digits; how many. */
static int digits(const char **p, int *value)
{
    int n = 0;
    for (*value = 0; n < 4 && g_ascii_isdigit(**p); n++, (*p)++)
        *value = *value * 10 + (**p - '0');
    return g_ascii_isdigit(**p) ? 0 : n;
}

bool words_days(const char *text, Said *said)
{
    const char *p = text;
    int value = 0;
    words_take(&p, "until", NULL);
    skip(&p);
    if (!digits(&p, &value) || value == 0)
        return false;
    skip(&p);
    if (words_take(&p, "weeks", NULL))
        value *= WEEK;
    else
        words_take(&p, "days", NULL);
    said->number = MIN(value, DAYS_MOST);
    return *p == '\0';
}

/* The half of the day that was said, put to the hour; false when it cannot be. */
static bool half_of_day(const char **p, int *hour, bool *open)
{
    bool evening = words_take(p, "evening", NULL), morning = !evening && words_take(p, "morning", NULL);
    *open = !evening && !morning && *hour >= 1 && *hour <= 12;
    if (evening && *hour >= 1 && *hour < 12)
        *hour += 12;
    else if (morning && *hour == 12)
        *hour = 0;
    return !morning || *hour < 12;
}

bool words_clock(const char *text, Said *said)
{
    const char *p = text;
    int hour = 0, minute = 0;
    words_take(&p, "until", NULL);
    skip(&p);
    bool zero = *p == '0';
    int n = digits(&p, &hour);
    if (n == 0)
        return false;
    if (n > 2) {
        minute = hour % 100;
        hour /= 100;
    }
    skip(&p);
    words_take(&p, "clock", NULL);
    skip(&p);
    bool minutes = n <= 2 && g_ascii_isdigit(*p);
    if (minutes && digits(&p, &minute) != 2)
        return false;
    skip(&p);
    words_take(&p, "clock", NULL);
    skip(&p);
    bool open = false;
    if (!half_of_day(&p, &hour, &open) || *p || hour > 24 || minute > 59)
        return false;
    said->minute = (hour % 24) * 60 + minute;
    said->half_day = open && !zero;
    return true;
}

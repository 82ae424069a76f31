/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alarm in words: the first line says what is wrong, for it is all that a template can carry; the second what to do.
 * It names nobody and quotes nothing. */
#include "clock.h"
#include "desk.h"
#include "phrase.h"

/* The ending of the key of its first line. */
static const char *kind(const Alarm *alarm)
{
    bool per_cohort = alarm->cause == ALARM_WEBHOOKS || alarm->cause == ALARM_DELIVERY;
    if (alarm->cause == ALARM_LRS && alarm->n < ALARM_LRS_AFTER / HOUR)
        return ".refused";
    return per_cohort && *alarm->about ? ".of" : "";
}

static char *line(const char *lang, const Alarm *alarm, const char *end)
{
    g_autofree char *key = g_strconcat("alarm.", alarm_name(alarm->cause), end, NULL);
    g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, alarm->n);
    return phrase(lang, key, "n", n, "about", alarm->about, NULL);
}

char *desk_alarm_what(const char *lang, const Alarm *alarm)
{
    return line(lang, alarm, kind(alarm));
}

char *desk_alarm_do(const char *lang, const Alarm *alarm)
{
    return line(lang, alarm, ".do");
}

static char *again(const char *lang, const Alarm *alarm)
{
    int64_t hours = (alarm->seen - alarm->since) / HOUR;
    g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, hours < 48 ? hours : hours / 24);
    g_autofree char *age = phrase(lang, hours < 48 ? "alarm.hours" : "alarm.days", "n", n, NULL);
    g_autofree char *times = g_strdup_printf("%" G_GINT64_FORMAT, alarm->times);
    return phrase(lang, "alarm.again", "times", times, "age", age, NULL);
}

char *desk_alarm_text(const char *lang, const Alarm *alarm, AlarmNews news)
{
    if (news == ALARM_CLEARED) {
        g_autofree char *key = g_strconcat("alarm.over.", alarm_name(alarm->cause), NULL);
        g_autofree char *what = phrase(lang, key, NULL);
        return phrase(lang, "alarm.over", "what", what, NULL);
    }
    g_autofree char *what = desk_alarm_what(lang, alarm), *advice = desk_alarm_do(lang, alarm);
    g_autofree char *more = news == ALARM_AGAIN ? again(lang, alarm) : g_strdup("");
    return g_strdup_printf("%s\n\n%s%s%s", what, advice, *more ? "\n" : "", more);
}

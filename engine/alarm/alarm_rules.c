/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One rule a cause: facts in, yes or no and a figure out. What follows from another cause is no alarm of its own: a
 * number that is refused sends nothing, and hears nothing. */
#include "alarm.h"

typedef bool Rule(const AlarmFacts *f, int64_t *n);

static bool number(const AlarmFacts *f, int64_t *n)
{
    return f->refused;
}

static bool clock_wrong(const AlarmFacts *f, int64_t *n)
{
    return f->clock_wrong;
}

static bool disk(const AlarmFacts *f, int64_t *n)
{
    *n = MAX(f->disk_free, 0);
    return f->disk_full || (f->disk_free >= 0 && f->disk_free < ALARM_DISK_MB);
}

static bool store(const AlarmFacts *f, int64_t *n)
{
    return f->store_fault;
}

static bool is_stopped(const AlarmFacts *f)
{
    return f->refused || f->clock_wrong || f->disk_full || f->store_fault;
}

static bool lag(const AlarmFacts *f, int64_t *n)
{
    int64_t behind = f->oldest_due < f->now ? f->now - f->oldest_due : 0;
    *n = behind / MINUTE;
    return !is_stopped(f) && behind > ALARM_LAG_AFTER;
}

/* Either WhatsApp took messages and has not said a word about any of them, or it took fewer, at an hour at which it has
 * always told of many. Where we have written to nobody there is nothing to be told of: a cohort whose course is over is
 * silent by right. Without two weeks of its own there is no habit, and only the first counts. */
static bool webhooks(const AlarmFacts *f, int64_t *n)
{
    int64_t quiet = f->now - MAX(f->heard, f->running_since);
    *n = quiet / HOUR;
    if (is_stopped(f) || !f->running_since)
        return false;
    return (quiet >= ALARM_UNHEARD_AFTER && f->unheard >= ALARM_UNHEARD_LEAST) ||
           (f->heard > 0 && f->unheard > 0 && quiet >= ALARM_QUIET_AFTER && f->usual >= ALARM_QUIET_LEAST);
}

/* Less than seven tenths of what is usual here; where nothing is usual yet, less than half. */
static bool delivery(const AlarmFacts *f, int64_t *n)
{
    *n = f->recent ? 100 * f->recent_delivered / f->recent : 100;
    if (f->recent < 20)
        return false;
    if (f->before < 50)
        return *n < 50;
    return 10 * f->recent_delivered * f->before < 7 * f->before_delivered * f->recent;
}

static bool template(const AlarmFacts *f, int64_t *n)
{
    *n = f->templates;
    return f->templates > 0;
}

static bool backup(const AlarmFacts *f, int64_t *n)
{
    int64_t age = f->now - MAX(f->backup, f->running_since);
    *n = age / DAY;
    return f->backup >= 0 && f->running_since > 0 && age > ALARM_BACKUP_AFTER;
}

/* A store that is away comes back; one that does not know us does not by itself. */
static bool lrs(const AlarmFacts *f, int64_t *n)
{
    int64_t since = f->lrs_failing ? f->now - f->lrs_failing : 0;
    *n = since / HOUR;
    return f->lrs_failing && (f->lrs_refused || since > ALARM_LRS_AFTER);
}

static bool parked(const AlarmFacts *f, int64_t *n)
{
    *n = f->parked;
    return f->parked > 0;
}

static const struct {
    const char *name;
    Rule *rule;
} causes[ALARM_CAUSES] = {
    [ALARM_NUMBER] = { "number", number },
    [ALARM_CLOCK] = { "clock", clock_wrong },
    [ALARM_DISK] = { "disk", disk },
    [ALARM_STORE] = { "store", store },
    [ALARM_LAG] = { "lag", lag },
    [ALARM_WEBHOOKS] = { "webhooks", webhooks },
    [ALARM_DELIVERY] = { "delivery", delivery },
    [ALARM_TEMPLATE] = { "template", template },
    [ALARM_BACKUP] = { "backup", backup },
    [ALARM_LRS] = { "lrs", lrs },
    [ALARM_PARKED] = { "parked", parked },
};

const char *alarm_name(AlarmCause cause)
{
    return causes[cause].name;
}

bool alarm_rule(AlarmCause cause, const AlarmFacts *facts, int64_t *n)
{
    int64_t figure = 0;
    bool on = causes[cause].rule(facts, &figure);
    if (n)
        *n = figure;
    return on;
}

static int64_t wait_before(int64_t times)
{
    return times <= 1 ? 6 * HOUR : times == 2 ? DAY : 3 * DAY;
}

static AlarmNews hold_on(Alarm *alarm, int64_t n, int64_t now)
{
    bool old = alarm->since && (!alarm->cleared || now - alarm->cleared < HOUR);
    if (!old)
        *alarm = (Alarm){ .cause = alarm->cause, .since = now };
    alarm->n = n;
    alarm->seen = now;
    alarm->cleared = 0;
    if (old && now - alarm->told < wait_before(alarm->times))
        return ALARM_QUIET;
    alarm->told = now;
    return alarm->times++ ? ALARM_AGAIN : ALARM_RAISED;
}

AlarmNews alarm_step(Alarm *alarm, bool on, int64_t n, int64_t now)
{
    if (on)
        return hold_on(alarm, n, now);
    if (!alarm->since || alarm->cleared || now - alarm->seen < 10 * MINUTE)
        return ALARM_QUIET;
    alarm->cleared = now;
    return ALARM_CLEARED;
}

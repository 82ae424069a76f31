/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A learner's own time: PAUSE for days, LATER today. Both are a pause until an instant; what was due waits for it. */
#include "command_priv.h"
#include "clock.h"
#include <string.h>

#define PAUSE_DAYS 7
#define PAUSE_MAX 60
#define DAY_MINUTES (24 * 60)

static bool pause_until(Inbound *in, int64_t until, const char *payload, GError **error)
{
    return enrolment_set_state(in->store, in->t.enrolment->id, ENROLMENT_PAUSED, until, in->now, error) &&
           inbound_note(in, "enrolment.paused", payload, error);
}

bool command_pause(Inbound *in, const Said *said, GError **error)
{
    int days = CLAMP(said->number > 0 ? said->number : PAUSE_DAYS, 1, PAUSE_MAX);
    int64_t until = in->now + days * DAY;
    g_autofree char *n = g_strdup_printf("%d", days);
    g_autofree char *date = civil_local_text(cohort_zone(in->t.cohort), until);
    return pause_until(in, until, NULL, error) &&
           inbound_reply(in, phrase(in->t.who.lang, "pause.reply", "n", n, "date", date, NULL), error);
}

static int64_t local(const Inbound *in, int64_t date, int minute)
{
    Civil civil = civil_from_days(date);
    civil.hour = minute / 60;
    civil.minute = minute % 60;
    return civil_to_utc(cohort_zone(in->t.cohort), &civil, NULL);
}

/* The next time the clock shows `minute`; "8" may be the evening when the morning is over. */
static int64_t next_at(const Inbound *in, int minute, bool half_day)
{
    int64_t today = cohort_today(in->t.cohort, in->now);
    if (local(in, today, minute) > in->now)
        return local(in, today, minute);
    if (half_day && local(in, today, (minute + DAY_MINUTES / 2) % DAY_MINUTES) > in->now)
        return local(in, today, (minute + DAY_MINUTES / 2) % DAY_MINUTES);
    return local(in, today + 1, minute);
}

static char *hour_text(int minute)
{
    return g_strdup_printf("%02d:%02d", minute / 60, minute % 60);
}

/* "20:00", and the date before it when it is not today. Given. */
static char *when_text(const Inbound *in, int64_t at)
{
    g_autofree char *text = civil_local_text(cohort_zone(in->t.cohort), at);
    g_autofree char *now = civil_local_text(cohort_zone(in->t.cohort), in->now);
    return g_strdup(strncmp(text, now, 10) == 0 ? text + 11 : text);
}

/* Three times to tap: in one hour and in three, where these are no quiet hours, and tomorrow. */
static bool ask_when(Inbound *in, GError **error)
{
    static const int hours[] = { 1, 3 };
    g_autofree char *text = phrase(in->t.who.lang, "later.ask", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    for (gsize i = 0; i < G_N_ELEMENTS(hours); i++) {
        int64_t at = in->now + hours[i] * HOUR;
        Civil civil = civil_from_utc(cohort_zone(in->t.cohort), at);
        g_autofree char *id = g_strdup_printf("w.later.%d", civil.hour * 60 + civil.minute);
        g_autofree char *title = hour_text(civil.hour * 60 + civil.minute);
        if (!cohort_quiet_until(in->t.cohort, at))
            message_add_choice(message, id, title, NULL);
    }
    g_autofree char *tomorrow = phrase(in->t.who.lang, "later.tomorrow.button", NULL);
    message_add_choice(message, "w.later.tomorrow", tomorrow, NULL);
    return inbound_send(in, "R", message, error);
}

static bool wait_until(Inbound *in, int64_t at, GError **error)
{
    const char *lang = in->t.who.lang;
    int64_t quiet = cohort_quiet_until(in->t.cohort, at);
    g_autofree char *time = when_text(in, at), *then = when_text(in, quiet ? quiet : at);
    g_autofree char *from = hour_text(in->t.cohort->quiet_from), *to = hour_text(in->t.cohort->quiet_to);
    g_autofree char *payload = g_strdup_printf("{\"until\":%" G_GINT64_FORMAT "}", quiet ? quiet : at);
    return pause_until(in, quiet ? quiet : at, payload, error) &&
           inbound_reply(in,
               quiet ? phrase(lang, "later.quiet", "time", time, "from", from, "to", to, "then", then, NULL)
                     : phrase(lang, "later.reply", "time", time, NULL),
               error);
}

bool command_later(Inbound *in, const Said *said, GError **error)
{
    return said->minute < 0 ? ask_when(in, error) : wait_until(in, next_at(in, said->minute, said->half_day), error);
}

bool command_later_tapped(Inbound *in, const char *when, GError **error)
{
    int64_t tomorrow = cohort_today(in->t.cohort, in->now) + 1;
    if (g_str_equal(when, "tomorrow"))
        return wait_until(in, local(in, tomorrow, in->t.cohort->default_time), error);
    return wait_until(in, next_at(in, (int)CLAMP(g_ascii_strtoll(when, NULL, 10), 0, DAY_MINUTES - 1), false), error);
}

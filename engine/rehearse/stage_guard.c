/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner may never experience. Everything here is read from the phones, not from the engine's tables, so that
 * what the engine believes of itself cannot hide what people saw. */
#include "stage_guard_priv.h"

#include "phrase.h"

/* An answer to the learner's own words may come at any hour, this soon after them. */
#define ANSWER_TIME (10 * MINUTE)
/* What had left when STOP came may still arrive. */
#define STOP_GRACE MINUTE

void watch_blame(const Watch *watch, const PlatformBubble *bubble, const char *what)
{
    const CivilZone *zone = civil_zone(watch->cohort->zone, NULL);
    g_autofree char *when = civil_local_text(zone ? zone : civil_zone("UTC", NULL), bubble->accepted);
    g_ptr_array_add(
        watch->faults, g_strdup_printf("%s got %s at %s: \"%.60s\"",
                           platform_phone_name(watch->stage->platform, bubble->phone), what, when, bubble->text));
}

/* --- hours --- */

/* The learner's last own words before `time`, as the business got them; 0 when none. */
static int64_t last_words(const Platform *platform, int phone, int64_t time)
{
    int64_t last = 0;
    for (guint i = 0; i < platform_bubbles(platform, phone); i++) {
        const PlatformBubble *own = platform_bubble(platform, phone, i);
        if (!own->from_business && own->sent >= 0 && own->sent <= time)
            last = MAX(last, own->sent);
    }
    return last;
}

static bool guard_night(const PlatformBubble *bubble, gpointer data)
{
    const Watch *watch = data;
    if (bubble->phone < 0 || !cohort_quiet_until(watch->cohort, bubble->accepted))
        return true;
    if (last_words(watch->stage->platform, bubble->phone, bubble->accepted) < bubble->accepted - ANSWER_TIME)
        watch_blame(watch, bubble, "a message at night");
    return true;
}

/* --- STOP --- */

static void guard_stop_of(const Watch *watch, int phone)
{
    Platform *platform = watch->stage->platform;
    int64_t stopped = 0;
    guint after = 0;
    for (guint i = 0; i < platform_bubbles(platform, phone); i++) {
        const PlatformBubble *bubble = platform_bubble(platform, phone, i);
        int number = 0;
        Word word = bubble->from_business || bubble->quote ? WORD_NONE : phrase_word(bubble->text, &number);
        if (word == WORD_STOP && !stopped) {
            stopped = bubble->sent;
            after = 0;
        } else if (word == WORD_START) {
            stopped = 0;
        } else if (stopped && bubble->from_business && bubble->accepted > stopped) {
            after++;
            if (after > 1 || bubble->accepted > stopped + STOP_GRACE)
                watch_blame(watch, bubble, "a message after STOP");
        }
    }
}

bool stage_guard(Stage *stage, GPtrArray *faults, GError **error)
{
    Context *context = engine_context(stage->engine);
    const Cohort *cohort = context_cohort(context, stage->cohort, error);
    const Plan *plan = cohort ? context_plan_of(context, stage->cohort, error) : NULL;
    if (!plan)
        return false;
    Watch watch = { stage, faults, cohort };
    guard_words(&watch);
    guard_tests(&watch, plan);
    platform_accepted_each(stage->platform, guard_night, &watch);
    for (int phone = 0; phone < platform_phones(stage->platform); phone++)
        guard_stop_of(&watch, phone);
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner may never experience. Everything here is read from the phones, not from the engine's tables, so that
 * what the engine believes of itself cannot hide what people saw. The phones are read on a thread of their own; the few
 * questions that only the tables answer wait until both are done. */
#include "stage_guard_priv.h"

#include "beside.h"
#include "outbox.h"
#include "phrase.h"
#include "staff.h"

/* An answer to the learner's own words may come at any hour, this soon after them. */
#define ANSWER_TIME (10 * MINUTE)
/* What had left when STOP came may still arrive. */
#define STOP_GRACE MINUTE

typedef struct {
    const PlatformBubble *bubble;
    const char *what, *words;
    BlameIf blame_if;
} Finding;

struct StageGuard {
    Stage *stage;
    Watch watch;
    Beside *beside;
};

void watch_blame(
    const Watch *watch, const PlatformBubble *bubble, const char *what, const char *words, BlameIf blame_if)
{
    Finding finding = { bubble, what, words, blame_if };
    g_array_append_val(watch->findings, finding);
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
    if (last_words(watch->platform, bubble->phone, bubble->accepted) < bubble->accepted - ANSWER_TIME)
        watch_blame(watch, bubble, "a message at night", NULL, BLAME_ALWAYS);
    return true;
}

/* --- STOP --- */

static void guard_stop_of(const Watch *watch, int phone)
{
    const Platform *platform = watch->platform;
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
                watch_blame(watch, bubble, "a message after STOP", NULL, BLAME_ALWAYS);
        }
    }
}

/* --- all of it, beside whatever reads the platform too --- */

static void look(gpointer data)
{
    const Watch *watch = data;
    guard_words(watch);
    guard_tests(watch);
    platform_accepted_each(watch->platform, guard_night, data);
    for (int phone = 0; phone < platform_phones(watch->platform); phone++)
        guard_stop_of(watch, phone);
}

StageGuard *stage_guard_begin(Stage *stage, GError **error)
{
    Context *context = engine_context(stage->engine);
    const Cohort *cohort = context_cohort(context, stage->cohort, error);
    const Plan *plan = cohort ? context_plan_of(context, stage->cohort, error) : NULL;
    if (!plan)
        return NULL;
    StageGuard *guard = g_new0(StageGuard, 1);
    guard->stage = stage;
    guard->watch = (Watch){ stage->platform, cohort, plan, stage->config.package->xml,
        g_array_new(FALSE, FALSE, sizeof(Finding)) };
    guard->beside = beside_new(look, &guard->watch);
    beside_begin(guard->beside);
    return guard;
}

void stage_guard_free(StageGuard *guard)
{
    if (!guard)
        return;
    beside_free(guard->beside);
    g_array_unref(guard->watch.findings);
    g_free(guard);
}

static bool is_staff(const Stage *stage, int phone)
{
    int64_t learner = 0;
    const char *number = phone >= 0 ? platform_phone_number(stage->platform, phone) : "";
    g_autoptr(Staff) staff = address_find(stage->store, stage->vault, number, NULL, &learner, NULL) && learner
                                 ? staff_of_learner(stage->store, learner, NULL)
                                 : NULL;
    return staff != NULL;
}

/* Whether it was sent for a sit, by its tag; the engine's own words are for no step. */
static bool is_of_a_sit(const Stage *stage, const Plan *plan, const PlatformBubble *bubble)
{
    int64_t id = 0;
    int attempt = 0;
    if (!context_untag(engine_context(stage->engine), bubble->tag, &id, &attempt))
        return false;
    g_autoptr(OutboxMsg) msg = outbox_get(stage->store, id, NULL);
    const Step *step = msg && msg->step ? course_step(plan_course(plan), msg->step) : NULL;
    return step && step->kind == STEP_SIT;
}

static bool stands(const StageGuard *guard, const Finding *finding)
{
    switch (finding->blame_if) {
    case BLAME_UNLESS_STAFF:
        return !is_staff(guard->stage, finding->bubble->phone);
    case BLAME_OF_A_SIT:
        return is_of_a_sit(guard->stage, guard->watch.plan, finding->bubble);
    case BLAME_ALWAYS:
        break;
    }
    return true;
}

static char *in_words(const StageGuard *guard, const Finding *finding)
{
    const PlatformBubble *bubble = finding->bubble;
    const CivilZone *zone = civil_zone(guard->watch.cohort->zone, NULL);
    g_autofree char *when = civil_local_text(zone ? zone : civil_zone("UTC", NULL), bubble->accepted);
    g_autofree char *about = finding->words ? g_strdup_printf(" (\"%.60s\")", finding->words) : g_strdup("");
    return g_strdup_printf("%s got %s%s at %s: \"%.60s\"", platform_phone_name(guard->watch.platform, bubble->phone),
        finding->what, about, when, bubble->text);
}

void stage_guard_end(StageGuard *guard, GPtrArray *faults)
{
    beside_wait(guard->beside);
    for (guint i = 0; i < guard->watch.findings->len; i++) {
        const Finding *finding = &g_array_index(guard->watch.findings, Finding, i);
        if (stands(guard, finding))
            g_ptr_array_add(faults, in_words(guard, finding));
    }
}

bool stage_guard(Stage *stage, GPtrArray *faults, GError **error)
{
    g_autoptr(StageGuard) guard = stage_guard_begin(stage, error);
    if (guard)
        stage_guard_end(guard, faults);
    return guard != NULL;
}

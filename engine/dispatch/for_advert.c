/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Course adverts go to people, not to enrolments, and to many who are in no cohort or in one that is closed. So each is
 * judged by the advert as it stands, by her own yes, and by rules of its own: never at night, part of the day's ration,
 * never two in a week, and by an approved template that WhatsApp itself counts as marketing, inside her 24 hours as
 * outside: what it says makes it an advert. Nobody is knocked at for it. */
#include "advertise.h"
#include "clock.h"
#include "dispatch_priv.h"

#define THERE_ALREADY 2388024 /* WhatsApp: there is a template of this name in this language */
#define TEMPLATES_EVERY (10 * MINUTE)

static bool drop(Judgement *j, DoneReason reason)
{
    j->verdict = MUST_DROP;
    j->done = reason;
    return true;
}

static bool hold(Judgement *j, HeldReason reason, int64_t until)
{
    j->verdict = MUST_HOLD;
    j->held = reason;
    j->until = until;
    return true;
}

/* Whose hours are hers: of the cohort she was in last, else of the one that is advertised. */
static const Cohort *cohort_of(Dispatch *d, int64_t learner, const Advertising *a, GError **error)
{
    int64_t id = 0;
    if (!enrolment_of_learner(context_store(d->context), learner, &id, error))
        return NULL;
    g_autoptr(Enrolment) e = id ? enrolment_get(context_store(d->context), NULL, id, error) : NULL;
    if (id && !e)
        return NULL;
    return e ? context_cohort(d->context, e->cohort, error) : a->cohort;
}

/* True when it may not go now. */
static bool judge_hour(const Cohort *cohort, int64_t now, Judgement *j)
{
    int64_t quiet = cohort_quiet_until(cohort, now), today = cohort_today(cohort, now);
    if (quiet)
        return hold(j, HELD_QUIET, quiet);
    if (j->thread.day == today && j->thread.count >= cohort->daily_cap) {
        Civil civil = civil_from_days(today + 1);
        int64_t midnight = civil_to_utc(cohort_zone(cohort), &civil, NULL);
        int64_t morning = cohort_quiet_until(cohort, midnight);
        return hold(j, HELD_CAP, morning ? morning : midnight);
    }
    return false;
}

/* What WhatsApp has not approved, or counts as something else, may not go as an advert. An account that has never told
 * of it is tried, for its answer tells. */
static bool judge_template(Dispatch *d, const Message *message, bool *decided, Judgement *j, GError **error)
{
    g_autofree char *category = NULL;
    if (!library_template_category(
            context_library(d->context), message->template_name, message->language, &category, error))
        return false;
    if (*category && g_ascii_strcasecmp(category, "MARKETING") != 0)
        *decided = hold(j, HELD_TEMPLATE, 0);
    return true;
}

static DoneReason reason_of(AdvertWhy why)
{
    return why == ADVERT_OFF    ? DONE_UNWANTED
           : why == ADVERT_CAP  ? DONE_ENOUGH
           : why == ADVERT_OVER ? DONE_CLOSED
                                : DONE_REPLACED;
}

bool dispatch_judge_advert(
    Dispatch *d, const OutboxMsg *msg, const Message *message, int64_t now, Judgement *j, GError **error)
{
    Store *store = context_store(d->context);
    int64_t id = 0;
    AdvertWhy why = ADVERT_GETS;
    bool decided = false;
    *j = (Judgement){ .verdict = MAY_SEND };
    if (!outbox_thread_get(store, msg->learner, &j->thread, error) || !advert_of_message(store, msg->id, &id, error))
        return false;
    if (!id || (msg->expires && now > msg->expires))
        return drop(j, id ? DONE_EXPIRED : DONE_REMOVED);
    g_autoptr(Advert) advert = advert_get(store, id, error);
    g_auto(Advertising) a = { 0 };
    if (!advert || !advertising_init(&a, d->context, advert, now, error) ||
        !advertise_to(d->context, &a, msg->learner, msg->id, now, &why, NULL, NULL, error))
        return false;
    const Cohort *cohort = cohort_of(d, msg->learner, &a, error);
    if (!cohort)
        return false;
    if (why != ADVERT_GETS)
        return drop(j, reason_of(why));
    if (judge_hour(cohort, now, j))
        return true;
    if (!judge_template(d, message, &decided, j, error))
        return false;
    if (decided)
        return true;
    if (!dispatch_judge_way(d, msg, message, now, j, error))
        return false;
    if (j->verdict == MAY_SEND) {
        int64_t today = cohort_today(cohort, now);
        j->thread.count = j->thread.day == today ? j->thread.count + 1 : 1;
        j->thread.day = today;
    }
    return true;
}

/* It never arrived: once more in a while. It is there already: its first send tells its state. Anything else is for a
 * person to read, who finds it in the log and with the doctor. */
bool dispatch_template_refused(Dispatch *d, const char *language, int code, int64_t now, GError **error)
{
    const char *status = code == 0 ? "WANTED" : code == THERE_ALREADY ? "" : "REJECTED";
    return library_template_set(context_library(d->context), LAYOUT_ADVERT, language, status, now, error);
}

bool dispatch_want_templates(Dispatch *d, int64_t now, GError **error)
{
    static const char *const languages[] = { "en", "fr", "pt", "sw" };
    bool wanted = false;
    Library *library = context_library(d->context);
    if (!library_templates_are_wanted(library, &wanted, error))
        return false;
    if (!wanted || now < d->templates_at)
        return true;
    d->templates_at = now + TEMPLATES_EVERY;
    for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autofree char *status = NULL;
        const char *code = layout_advert_language(languages[i]);
        if (!library_template_get(library, LAYOUT_ADVERT, code, &status, error))
            return false;
        if (!g_str_equal(status, "WANTED"))
            continue;
        /* An account whose templates are made elsewhere tells of it by itself. */
        bool ours = d->config.account && *d->config.account;
        if (!library_template_set(library, LAYOUT_ADVERT, code, ours ? "PENDING" : "", now, error))
            return false;
        g_autoptr(cJSON) definition = layout_advert_template(languages[i]);
        g_autofree char *key = g_strdup_printf("%s/%s", LAYOUT_ADVERT, code);
        if (ours)
            d->channel->create_template(d->channel, key, definition);
    }
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Yes and no to course adverts, wherever it is said: a word, a tap, STOP, WhatsApp's own switch, somebody here. */
#include "advertise.h"
#include "clock.h"
#include "invitation.h"
#include "journal.h"

#define BROUGHT_ABOUT (7 * DAY) /* a no within these is put down to the advert before it */

/* What has not left is taken back; what is on its way to WhatsApp is judged anew if it comes back. */
static bool take_back(Context *context, int64_t learner, int64_t now, GError **error)
{
    bool gone = false;
    g_autoptr(GArray) unsent = advert_unsent(context_store(context), learner, 0, error);
    for (guint i = 0; unsent && i < unsent->len; i++)
        if (!outbox_withdraw(
                context_store(context), g_array_index(unsent, int64_t, i), DONE_UNWANTED, now, &gone, error))
            return false;
    if (unsent && unsent->len)
        context_left(context, learner);
    return unsent != NULL;
}

static bool note(Context *context, const AdvertSays *says, const char *actor, GError **error)
{
    g_autofree char *subject = g_strdup_printf("L%" G_GINT64_FORMAT, says->learner);
    g_autoptr(cJSON) payload = json_put(cJSON_CreateObject(), "means", advert_means_name(says->means));
    if (says->advert)
        json_put_int(payload, "advert", says->advert);
    g_autofree char *text = json_text(payload);
    return journal_add(
        context_store(context), says->at, actor, says->given ? "adverts.on" : "adverts.off", subject, text, error);
}

bool advertise_says(Context *context, const AdvertSays *says, const char *actor, bool *changed, GError **error)
{
    Store *store = context_store(context);
    AdvertSays own = *says;
    bool moved = false;
    if (!own.given && !own.advert && !advert_newest_to(store, own.learner, own.at - BROUGHT_ABOUT, &own.advert, error))
        return false;
    if (!advert_says(store, context_vault(context), &own, &moved, error) ||
        !guest_keep(store, own.learner, own.given, error))
        return false;
    if (changed)
        *changed = moved;
    return (own.given || take_back(context, own.learner, own.at, error)) &&
           (!actor || !moved || note(context, &own, actor, error));
}

/* A no counts also from one who is not on the list: for older lists; and her STOP outlasts WhatsApp's own switch. */
static bool withdraw(Context *context, int64_t learner, AdvertMeans means, const char *actor, const char *wamid,
    int64_t now, GError **error)
{
    bool found = false;
    Store *store = context_store(context);
    AdvertSays last, says = { .learner = learner, .at = now, .means = means, .wamid = wamid };
    if (!advert_said(store, learner, &last, &found, error))
        return false;
    bool news = found && (last.given || (last.means == ADVERT_BY_WHATSAPP && means != ADVERT_BY_WHATSAPP));
    return news ? advertise_says(context, &says, actor, NULL, error)
                : advert_refuse(store, context_vault(context), learner, now, error);
}

bool advertise_stop(Context *context, int64_t learner, const char *wamid, int64_t now, GError **error)
{
    g_autofree char *actor = g_strdup_printf("L%" G_GINT64_FORMAT, learner);
    return withdraw(context, learner, ADVERT_BY_STOP, actor, wamid, now, error);
}

bool advertise_refused(Context *context, int64_t learner, int code, int64_t now, GError **error)
{
    return code != ADVERT_CODE_STOPPED || withdraw(context, learner, ADVERT_BY_WHATSAPP, "engine", NULL, now, error);
}

bool advertise_switched(Context *context, int64_t learner, bool on, int64_t now, GError **error)
{
    AdvertSays last, says = { .learner = learner, .at = now, .means = ADVERT_BY_WHATSAPP, .given = true };
    bool found = false;
    g_autofree char *actor = g_strdup_printf("L%" G_GINT64_FORMAT, learner);
    if (!on)
        return withdraw(context, learner, ADVERT_BY_WHATSAPP, actor, NULL, now, error);
    if (!advert_said(context_store(context), learner, &last, &found, error))
        return false;
    return !found || last.given || last.means != ADVERT_BY_WHATSAPP ||
           advertise_says(context, &says, actor, NULL, error);
}

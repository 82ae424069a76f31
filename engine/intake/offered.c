/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Highlights or all: by a tap, or by the button's word in the learner's language or English. */
#include "intake_priv.h"
#include "text.h"

static bool choose(Inbound *in, RelayOffer from, RelayOffer to, bool *done, GError **error)
{
    const Enrolment *e = in->t.enrolment;
    return *done || relay_choose(in->store, e->room, e->id, from, to, in->now, done, error);
}

static bool take(Inbound *in, bool all, bool *done, GError **error)
{
    *done = false;
    if (!all)
        return choose(in, OFFER_MADE, OFFER_MADE, done, error);
    return choose(in, OFFER_MADE, OFFER_GIVES_ALL, done, error) &&
           choose(in, OFFER_REST, OFFER_GIVES_REST, done, error);
}

bool intake_offer_tap(Inbound *in, const char *what, GError **error)
{
    bool done = false;
    return take(in, g_str_equal(what, "all"), &done, error) &&
           (done || inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error));
}

static bool says(const Inbound *in, const char *lang, const char *key)
{
    g_autofree char *title = phrase(lang, key, NULL);
    g_autofree char *meant = text_key(title), *said = text_key(in->event->text);
    return g_str_equal(meant, said);
}

bool intake_offer_word(Inbound *in, bool *handled, GError **error)
{
    *handled = false;
    if (in->event->inbound != INBOUND_TEXT || !in->event->text)
        return true;
    const char *lang = in->t.who.lang;
    bool all = says(in, lang, "offer.all.button") || says(in, "en", "offer.all.button");
    bool high = says(in, lang, "offer.highlights.button") || says(in, "en", "offer.highlights.button");
    return (!all && !high) || take(in, all, handled, error);
}

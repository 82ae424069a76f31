/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two who could help each other are asked apart, and neither is named before both have said yes. Numbers are never
 * passed on: they meet through their facilities. */
#include "shortage.h"
#include "phrase.h"
#include "room_talk.h"

#define MATCHES 3 /* that one post may bring about */

static bool takes_part(const Enrolment *e)
{
    return e->may_course && (e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED);
}

/* To the one whose row is `own`, of the one whose row is `other`. */
static bool ask(const Tutor *t, const StockMatch *match, const Stock *own, const Stock *other, GError **error)
{
    static const char *const answers[] = { "yes", "no" };
    g_autofree char *n = shortage_quantity(t->who.lang, own->qty ? own->qty : other->qty);
    g_autofree char *text = phrase(t->who.lang, own->qty ? "stock.need" : "stock.offer", "item", own->shown, "place",
        other->facility, "qty", n, NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    for (gsize i = 0; i < G_N_ELEMENTS(answers); i++) {
        g_autofree char *id = g_strdup_printf("k.%s.%" G_GINT64_FORMAT, answers[i], match->id);
        g_autofree char *name = g_strdup_printf("stock.%s.button", answers[i]);
        g_autofree char *title = phrase(t->who.lang, name, NULL);
        message_add_choice(message, id, title, NULL);
    }
    g_autofree char *key = g_strdup_printf("KM%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, match->id, t->enrolment->id);
    return tutor_owe_one(t, key, LANE_RELAY, OWED_NOTICE, NULL, message, error);
}

/* Larger quantities first; of equals the older. */
static gint by_quantity(gconstpointer a, gconstpointer b)
{
    const Stock *x = *(Stock *const *)a, *y = *(Stock *const *)b;
    return x->qty != y->qty ? (x->qty < y->qty ? 1 : -1) : (x->id > y->id) - (x->id < y->id);
}

static bool may_meet(const Tutor *t, const Enrolment *e, bool *may, GError **error)
{
    bool apart = false;
    *may = takes_part(e) && takes_part(t->enrolment);
    if (*may && !talk_apart(context_store(t->context), t->enrolment->id, e->id, &apart, error))
        return false;
    *may = *may && !apart;
    return true;
}

static bool bring_together(const Tutor *t, const Stock *own, const Stock *other, bool *done, GError **error)
{
    Tutor theirs;
    bool may = false;
    StockMatch match = { .need = own->qty ? other->id : own->id, .have = own->qty ? own->id : other->id, .at = t->now };
    g_autoptr(Enrolment) e =
        enrolment_get(context_store(t->context), context_vault(t->context), other->enrolment, error);
    *done = false;
    if (!e || !may_meet(t, e, &may, error))
        return false;
    if (!may)
        return true;
    if (!stock_match_add(context_store(t->context), &match, error))
        return false;
    *done = match.id != 0;
    return !*done || (tutor_init(&theirs, t->context, e, t->now, error) && ask(t, &match, own, other, error) &&
                         ask(&theirs, &match, other, own, error));
}

bool shortage_match(const Tutor *t, const Stock *stock, GError **error)
{
    g_autoptr(GPtrArray) list = stock_of_item(context_store(t->context), stock->cohort, stock->item, t->now, error);
    if (!list)
        return false;
    g_ptr_array_sort(list, by_quantity);
    for (guint i = 0, n = 0; i < list->len && n < MATCHES; i++) {
        const Stock *other = list->pdata[i];
        bool done = false;
        if (other->enrolment == stock->enrolment || (other->qty == 0) == (stock->qty == 0) ||
            stock_same(other->place, stock->place))
            continue;
        if (!bring_together(t, stock, other, &done, error))
            return false;
        n += done;
    }
    return true;
}

/* --- answers --- */

static char *met_text(const Tutor *t, const Stock *other, const Enrolment *who)
{
    g_autofree char *n = shortage_quantity(t->who.lang, other->qty);
    return phrase(t->who.lang, "stock.met", "name", enrolment_shown(who), "place", other->facility, "item",
        other->shown, "qty", n, NULL);
}

/* Tells the other what came of it, once it is settled and she has said yes; *reply is for the one who has just
 * answered. */
static bool conclude(const Tutor *t, const StockMatch *match, const Stock *own, const Stock *other, bool agrees,
    char **reply, GError **error)
{
    Tutor theirs;
    bool may = false;
    g_autoptr(Enrolment) e =
        enrolment_get(context_store(t->context), context_vault(t->context), other->enrolment, error);
    if (!e || !tutor_init(&theirs, t->context, e, t->now, error) || !may_meet(t, e, &may, error))
        return false;
    StockSays says = other->id == match->need ? match->need_says : match->have_says;
    bool met = agrees && says == STOCK_SAYS_YES && may, open = agrees && says == STOCK_SAYS_NOTHING;
    *reply = met ? met_text(t, other, e)
                 : phrase(t->who.lang,
                       !agrees ? "stock.declined"
                       : open  ? "stock.thanks"
                               : "stock.not_met",
                       "item", own->shown, NULL);
    if (says != STOCK_SAYS_YES || !takes_part(e))
        return true;
    g_autofree char *key = g_strdup_printf(
        "KM%" G_GINT64_FORMAT "/%s/%" G_GINT64_FORMAT, match->id, met ? "met" : "not", theirs.enrolment->id);
    return tutor_say(&theirs, key, LANE_RELAY, OWED_NOTICE,
        met ? met_text(&theirs, own, t->enrolment) : phrase(theirs.who.lang, "stock.not_met", "item", own->shown, NULL),
        error);
}

bool shortage_answer(const Tutor *t, int64_t id, bool agrees, char **reply, GError **error)
{
    StockMatch match;
    Store *store = context_store(t->context);
    *reply = NULL;
    bool found = false;
    if (!stock_match_get(store, id, &match, &found, error))
        return false;
    if (!found)
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Stock) need = stock_get(store, match.need, &fault),
                     have = need ? stock_get(store, match.have, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    bool needs = need && need->enrolment == t->enrolment->id, has = have && have->enrolment == t->enrolment->id;
    StockSays *own = needs ? &match.need_says : &match.have_says;
    if (!need || !have || needs == has || need->until <= t->now || have->until <= t->now || *own != STOCK_SAYS_NOTHING)
        return true;
    *own = agrees ? STOCK_SAYS_YES : STOCK_SAYS_NO;
    return stock_match_set(store, &match, error) &&
           conclude(t, &match, needs ? need : have, needs ? have : need, agrees, reply, error);
}

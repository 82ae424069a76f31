/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "STOCK item quantity facility". The group reads one line of it, without her name; who could help is asked in private.
 * In small letters it counts only for an item that is known, for "stock cards were checked" is talk. */
#include "clock.h"
#include "command_priv.h"
#include "room_talk.h"
#include "shortage.h"
#include "upkeep.h"

#include <string.h>

#define UNDO_TIME (2 * MINUTE)

static bool say(Inbound *in, const char *key, GError **error)
{
    return inbound_reply(in, phrase(in->t.who.lang, key, NULL), error);
}

static bool collects(Inbound *in, int *days, GError **error)
{
    Upkeep upkeep;
    if (!upkeep_get(in->store, in->t.cohort->id, &upkeep, error))
        return false;
    *days = upkeep.stock;
    return true;
}

bool command_stock(Inbound *in, const Said *said, GError **error)
{
    int days = 0;
    return collects(in, &days, error) && say(in, days ? "stock.how" : "stock.not_here", error);
}

/* --- the line --- */

/* Not about the course, so it is in no count; in a group of people's own nothing is posted. */
static bool post_line(Inbound *in, const Stock *stock, GError **error)
{
    int64_t number = 0;
    g_autofree char *mode = room_mode(in->store, in->t.enrolment->room, error),
                    *line = shortage_line(in->t.who.lang, stock);
    if (!mode || strcmp(mode, "observed") == 0)
        return mode != NULL;
    Post post = { .cohort = in->t.enrolment->cohort,
        .room = in->t.enrolment->room,
        .enrolment = in->t.enrolment->id,
        .basis = BASIS_NONE,
        .text = line,
        .social = true,
        .anon = true,
        .keep = in->t.enrolment->may_posts,
        .state = POST_UNDO,
        .written = in->now,
        .until = in->now + UNDO_TIME,
        .wamid = in->event->id };
    return talk_pseudonym(in->store, in->t.enrolment->room, in->t.enrolment->id, &number, error) &&
           post_add(in->store, &post, error);
}

/* Of two lines within the time to undo the group reads the second alone. */
static bool keep_and_tell(Inbound *in, Stock *stock, bool *news, GError **error)
{
    bool waited = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Stock) old = stock_known(in->store, stock, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return (!old || shortage_unsay(&in->t, old, &waited, error)) && stock_put(in->store, stock, news, error) &&
           inbound_note(in, "stock.noted", NULL, error) && ((!*news && !waited) || post_line(in, stock, error));
}

/* --- the receipt --- */

static bool confirm(Inbound *in, const Stock *stock, bool news, GError **error)
{
    const char *lang = in->t.who.lang;
    g_autofree char *qty = shortage_quantity(lang, stock->qty), *date = tutor_date(&in->t, stock->until);
    g_autofree char *text = phrase(lang,
        !news        ? "stock.same"
        : stock->qty ? "stock.has"
                     : "stock.out",
        "item", stock->shown, "place", stock->facility, "qty", qty, "date", date, NULL);
    g_autofree char *id = g_strdup_printf("k.gone.%" G_GINT64_FORMAT, stock->id);
    g_autofree char *title = phrase(lang, "stock.gone.button", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(message, id, title, NULL);
    return inbound_send(in, "R", message, error);
}

static bool note(Inbound *in, Stock *stock, GError **error)
{
    bool news = false;
    int64_t count = 0;
    if (!stock_count_others(in->store, stock, in->now, &count, error))
        return false;
    if (count >= STOCK_MOST) {
        g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, count);
        return inbound_reply(in, phrase(in->t.who.lang, "stock.many", "n", n, NULL), error);
    }
    return keep_and_tell(in, stock, &news, error) && confirm(in, stock, news, error) &&
           (!news || shortage_match(&in->t, stock, error));
}

/* What the guard finds in it is not kept anywhere. */
static bool refuse_or_note(Inbound *in, Stock *stock, GError **error)
{
    g_autofree char *line = g_strconcat(stock->shown, ", ", stock->facility, NULL);
    g_autofree char *why = context_guard(in->context, stock->cohort, line);
    if (why) {
        g_autofree char *shown = context_guard_shown(in->t.who.lang, why);
        return inbound_reply(in, phrase(in->t.who.lang, "stock.guard", "why", shown, NULL), error);
    }
    g_autofree char *qty = g_strdup_printf("%" G_GINT64_FORMAT, stock->qty);
    if (!*stock->place)
        return inbound_reply(in, phrase(in->t.who.lang, "stock.where", "item", stock->shown, "qty", qty, NULL), error);
    return note(in, stock, error);
}

static bool take(Inbound *in, const Shortage *said, int days, bool loud, bool *handled, GError **error)
{
    bool known = false;
    const Enrolment *e = in->t.enrolment;
    const char *place = *said->facility ? said->facility : e->facility ? e->facility : "";
    g_autoptr(Stock) stock = g_new0(Stock, 1);
    *stock = (Stock){ .cohort = e->cohort,
        .enrolment = e->id,
        .facility = g_strdup(place),
        .place = stock_key(place),
        .qty = said->qty,
        .at = in->now,
        .until = in->now + days * DAY };
    if (!stock_name(in->store, e->cohort, said->item, in->now, &stock->item, &stock->shown, &known, error))
        return false;
    *handled = loud || known;
    return !*handled || refuse_or_note(in, stock, error);
}

bool intake_stock(Inbound *in, bool *handled, GError **error)
{
    const char *rest = NULL;
    bool loud = false;
    int days = 0;
    g_auto(Shortage) said = { 0 };
    *handled = false;
    if (in->event->inbound != INBOUND_TEXT || !in->event->text ||
        phrase_begins(in->event->text, &rest, &loud) != WORD_STOCK)
        return true;
    bool read = shortage_read(rest, &said);
    if ((!read && (!loud || in->event->context_id)) || !collects(in, &days, error) || !days)
        return !(error && *error);
    if (in->t.enrolment->role != MEMBER_OBSERVER)
        return read ? take(in, &said, days, loud, handled, error) : (*handled = true, say(in, "stock.how", error));
    *handled = true;
    return say(in, "observer.reads", error);
}

/* --- taps --- */

static bool gone(Inbound *in, int64_t id, GError **error)
{
    bool waited = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Stock) stock = stock_get(in->store, id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!stock || stock->enrolment != in->t.enrolment->id || stock->until <= in->now)
        return say(in, "got.stale", error);
    return stock_end(in->store, id, in->now, error) && shortage_unsay(&in->t, stock, &waited, error) &&
           inbound_note(in, "stock.taken_back", NULL, error) &&
           inbound_reply(
               in, phrase(in->t.who.lang, "stock.gone", "item", stock->shown, "place", stock->facility, NULL), error);
}

bool intake_stock_tap(Inbound *in, const char *what, int64_t id, GError **error)
{
    g_autofree char *reply = NULL;
    bool agrees = g_str_equal(what, "yes");
    if (g_str_equal(what, "gone"))
        return gone(in, id, error);
    if (!shortage_answer(&in->t, id, agrees, &reply, error))
        return false;
    if (!reply)
        return say(in, "got.stale", error);
    g_autofree char *payload =
        g_strdup_printf("{\"match\":%" G_GINT64_FORMAT ",\"agrees\":%s}", id, agrees ? "true" : "false");
    return inbound_note(in, "stock.answered", payload, error) && inbound_reply(in, g_steal_pointer(&reply), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom of her room she knew before: the numbers of the list, in a reply to it at any time, or bare within a day of the
 * question while it is open and they answer no later poll; nobody and skip by a tap, or 0. */
#include "command_priv.h"
#include "host.h"
#include "tie.h"
#include <string.h>

/* "2 5", "2, 5 and 7": every number from 1 to `most`; NULL where one is beyond it, or (`bare`) where other words
 * stand. "0" is nobody: an empty list. Given. */
static GArray *numbers_in(const char *text, int most, bool bare)
{
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int));
    bool any = false;
    for (const char *p = text; *p;) {
        if (!g_ascii_isdigit(*p)) {
            if (bare && !strchr(" ,.;&+-\n", *p))
                return NULL;
            p++;
            continue;
        }
        char *end = NULL;
        guint64 n = g_ascii_strtoull(p, &end, 10);
        if (n > (guint64)most)
            return NULL;
        int number = (int)n;
        any = true;
        p = end;
        if (number)
            g_array_append_val(numbers, number);
    }
    return any ? g_steal_pointer(&numbers) : NULL;
}

/* Whom she named, so that she sees what was understood. Given. */
static char *names_of(Inbound *in, const GArray *ties, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < ties->len; i++) {
        g_autoptr(Enrolment) other =
            enrolment_get(in->store, context_vault(in->context), g_array_index(ties, Tie, i).other, error);
        if (!other)
            return NULL;
        g_string_append_printf(names, "%s%s", i ? ", " : "", enrolment_shown(other));
    }
    return g_string_free(g_steal_pointer(&names), FALSE);
}

static bool take(Inbound *in, const GArray *numbers, GError **error)
{
    const Enrolment *e = in->t.enrolment;
    if (!tie_say(in->store, e->id, numbers, error))
        return false;
    g_autoptr(GArray) ties = tie_known(in->store, e->id, error);
    g_autofree char *names = ties ? names_of(in, ties, error) : NULL;
    if (!names)
        return false;
    g_autofree char *payload = g_strdup_printf("{\"known\":%u}", ties->len);
    return inbound_note(in, "ties.answered", payload, error) &&
           inbound_reply(in,
               ties->len ? phrase(in->t.who.lang, "ties.thanks", "names", names, NULL)
                         : phrase(in->t.who.lang, "ties.none", NULL),
               error);
}

bool intake_ties_tap(Inbound *in, const char *says, GError **error)
{
    TieAnswer answer;
    g_autoptr(GArray) nobody = g_array_new(FALSE, FALSE, sizeof(int));
    if (!tie_get(in->store, in->t.enrolment->id, &answer, error))
        return false;
    if (answer.state == TIE_NOT_ASKED)
        return inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error);
    if (g_str_equal(says, "none"))
        return take(in, nobody, error);
    return tie_skip(in->store, in->t.enrolment->id, error) && inbound_note(in, "ties.skipped", NULL, error) &&
           inbound_reply(in, phrase(in->t.who.lang, "ties.skipped", NULL), error);
}

static bool quotes_the_list(Inbound *in, bool *is, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(OutboxMsg) quoted =
        in->event->context_id ? outbox_by_wamid(in->store, in->event->context_id, &fault) : NULL;
    *is = quoted && quoted->learner == in->t.enrolment->learner && g_str_has_prefix(quoted->key, HOST_TIES "/");
    if (!fault)
        return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

bool intake_ties(Inbound *in, bool reply, bool *handled, GError **error)
{
    TieAnswer answer;
    *handled = false;
    if (in->event->inbound != INBOUND_TEXT || !in->event->text)
        return true;
    if (reply && (!quotes_the_list(in, handled, error) || !*handled))
        return !(error && *error);
    if (!reply && (in->event->context_id || !g_ascii_isdigit(*in->event->text)))
        return true;
    if (!tie_get(in->store, in->t.enrolment->id, &answer, error))
        return false;
    bool later = false;
    if (!reply && (answer.state != TIE_OPEN || in->now > answer.asked + DAY))
        return true;
    if (!reply && !intake_poll_since(in, answer.asked, &later, error))
        return false;
    if (later && (!intake_vote(in, handled, error) || *handled))
        return *handled;
    g_autoptr(GArray) numbers = numbers_in(in->event->text, answer.names, !reply);
    *handled = reply || numbers;
    if (reply && !numbers)
        return inbound_reply(in, phrase(in->t.who.lang, "ties.how", NULL), error);
    return !numbers || take(in, numbers, error);
}

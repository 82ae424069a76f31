/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to a data form: "1: 12 2: 4", or a reply to the form. Without a number a reply is the one answer that is
 * still open. */
#include "asking.h"
#include "intake_priv.h"

#include <string.h>

#define KEY "FORM"

/* The round that a quoted message asks for; 0: it asks for none. */
static bool quoted_round(Inbound *in, int64_t *round, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(OutboxMsg) quoted =
        in->event->context_id ? outbox_by_wamid(in->store, in->event->context_id, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *round = quoted && quoted->learner == in->t.enrolment->learner && g_str_has_prefix(quoted->key, KEY)
                 ? g_ascii_strtoll(quoted->key + strlen(KEY), NULL, 10)
                 : 0;
    return true;
}

/* Of the open rounds the one that was quoted, else the first to close in which she has something open, else the last to
 * which her message fits. */
static bool find_round(Inbound *in, int64_t quoted, SheetRound **found, SheetForm **form, GError **error)
{
    g_autoptr(GPtrArray) rounds = sheet_open_rounds(in->store, in->t.enrolment->cohort, in->now, error);
    for (guint i = 0; rounds && i < rounds->len; i++) {
        SheetRound *r = rounds->pdata[i];
        if (quoted && r->id != quoted)
            continue;
        g_autoptr(SheetForm) f = sheet_form_read(r->text, error);
        g_autoptr(GArray) left = f ? asking_left(in->store, r, f, in->t.enrolment->id, error) : NULL;
        g_autoptr(GArray) said = sheet_said(in->event->text, f ? (int)f->fields->len : 0);
        if (!left)
            return false;
        if (!quoted && said->len == 0)
            continue;
        g_clear_pointer(form, sheet_form_free);
        g_clear_pointer(found, sheet_round_free);
        *form = g_steal_pointer(&f);
        rounds->pdata[i] = NULL; /* taken; sheet_round_free lets NULL be */
        *found = r;
        if (left->len)
            break;
    }
    return rounds != NULL;
}

/* A reply without a number answers what alone is open. */
static bool read_bare(Inbound *in, const SheetRound *round, const SheetForm *form, GArray *said, GError **error)
{
    g_autoptr(GArray) left = asking_left(in->store, round, form, in->t.enrolment->id, error);
    if (!left)
        return false;
    SheetSaid one = { left->len == 1 ? g_array_index(left, int, 0) : form->fields->len == 1, NULL };
    if (one.number) {
        one.value = g_strdup(in->event->text);
        g_array_append_val(said, one);
    }
    return true;
}

static bool take(Inbound *in, const SheetRound *round, const SheetForm *form, GError **error)
{
    g_autofree char *reply = NULL;
    g_autoptr(GArray) said = sheet_said(in->event->text, (int)form->fields->len);
    if (said->len == 0 && !read_bare(in, round, form, said, error))
        return false;
    if (said->len == 0)
        return inbound_reply(in, phrase(in->t.who.lang, "form.how", NULL), error);
    if (!asking_take(&in->t, round, form, said, &reply, error))
        return false;
    g_autofree char *payload = g_strdup_printf("{\"round\":%" G_GINT64_FORMAT ",\"answers\":%u}", round->id, said->len);
    return inbound_note(in, "form.answered", payload, error) && inbound_reply(in, g_steal_pointer(&reply), error);
}

bool intake_form(Inbound *in, bool reply, bool *handled, GError **error)
{
    int64_t quoted = 0;
    g_autoptr(SheetRound) round = NULL;
    g_autoptr(SheetForm) form = NULL;
    *handled = false;
    if (in->event->inbound != INBOUND_TEXT || !in->event->text || in->t.enrolment->role == MEMBER_OBSERVER)
        return true;
    if (!quoted_round(in, &quoted, error))
        return false;
    bool begins = g_ascii_isdigit(in->event->text[strspn(in->event->text, " \t\n")]);
    if (reply ? !quoted : !begins)
        return true;
    if (!find_round(in, quoted, &round, &form, error))
        return false;
    *handled = quoted || round;
    if (quoted && !round)
        return inbound_reply(in, phrase(in->t.who.lang, "form.closed", NULL), error);
    return !round || take(in, round, form, error);
}

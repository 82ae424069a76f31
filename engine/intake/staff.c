/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A facilitator's own phone. What she writes goes nowhere by accident: a tap, a word, a reply to what she was sent,
 * "#12 text"; anything else is kept and she is asked. Whoever is also a learner is heard as a learner, but for taps on
 * and replies to what came to her as staff, staff words, and what begins with STAFF. */
#include "staff_priv.h"
#include "clock.h"
#include "text.h"
#include <string.h>

static const char *const word_keys[STAFF_WORDS] = {
    [STAFF_HELP] = "staff.word.help",
    [STAFF_QUEUE] = "staff.word.queue",
    [STAFF_CARD_NOW] = "staff.word.card",
    [STAFF_POSTS] = "staff.word.posts",
    [STAFF_UNDO] = "staff.word.undo",
    [STAFF_RELEASE] = "staff.word.release",
    [STAFF_REJECT] = "staff.word.reject",
    [STAFF_ASIDE] = "staff.word.aside",
    [STAFF_SHEET] = "staff.word.sheet",
    [STAFF_LIVE] = "staff.word.live",
    [STAFF_LIVE_END] = "staff.word.live_end",
    [STAFF_SIGN] = "staff.word.sign",
};

static bool lists(const char *lang, StaffWord word, const char *key)
{
    g_autofree char *list = phrase(lang, word_keys[word], NULL);
    g_auto(GStrv) parts = g_strsplit(list, ",", -1);
    for (char **p = parts; *p; p++) {
        g_autofree char *own = text_word_key(*p);
        if (g_str_equal(own, key))
            return true;
    }
    return false;
}

StaffWord staff_word(const char *lang, const char *text)
{
    g_autofree char *key = text_word_key(text);
    for (StaffWord w = STAFF_HELP; w < STAFF_WORDS; w++)
        if (*key && (lists(lang, w, key) || lists("en", w, key)))
            return w;
    return STAFF_WORDS;
}

bool desk_reply(const Desk *desk, char *text, GError **error)
{
    g_autofree char *key = g_strdup_printf("F/%s", desk->event->id);
    return desk_say(desk->context, desk->staff, key, LANE_REPLY, OWED_NOTICE, text, desk->now, error);
}

bool desk_note(const Desk *desk, const char *what, const char *letter, int64_t id, const char *payload, GError **error)
{
    g_autofree char *actor = g_strdup_printf("S%" G_GINT64_FORMAT, desk->staff->id);
    g_autofree char *subject = g_strdup_printf("%s%" G_GINT64_FORMAT, letter, id);
    return journal_add(desk->store, desk->now, actor, what, subject, payload, error);
}

static bool moderates(const Staff *staff)
{
    return g_str_equal(staff->role, "facilitator") || g_str_equal(staff->role, "coordinator");
}

bool desk_may(const Desk *desk, int64_t cohort, bool *may, GError **error)
{
    *may = false;
    const Cohort *own = context_cohort(desk->context, cohort, error);
    if (!own)
        return false;
    if (audience_rules(own->audience)->moderated && own->moderator != desk->staff->id)
        return true;
    return !moderates(desk->staff) || staff_owns(desk->store, desk->staff, cohort, may, error);
}

/* --- words --- */

static bool help(const Desk *desk, GError **error)
{
    g_autofree char *text = phrase(desk->lang, "staff.help", "name", desk->staff->name, NULL);
    g_autofree char *both = desk->learns ? phrase(desk->lang, "staff.help.both", NULL) : NULL;
    return desk_reply(desk, both ? g_strconcat(text, "\n\n", both, NULL) : g_steal_pointer(&text), error);
}

static bool cards(const Desk *desk, GError **error)
{
    g_autoptr(GArray) cohorts = desk_cohorts(desk->context, desk->staff, error);
    if (!cohorts)
        return false;
    for (guint i = 0; i < cohorts->len; i++) {
        const Cohort *cohort = context_cohort(desk->context, g_array_index(cohorts, int64_t, i), error);
        if (!cohort)
            return false;
        if (cohort->state == COHORT_CLOSED)
            continue;
        char *card = desk_card(desk->context, desk->staff, cohort, desk->now, NULL, error);
        g_autofree char *key = g_strdup_printf("FC%" G_GINT64_FORMAT "/%s", cohort->id, desk->event->id);
        if (!card || !desk_say(desk->context, desk->staff, key, LANE_REPLY, OWED_NOTICE, card, desk->now, error))
            return false;
    }
    return cohorts->len > 0 || desk_reply(desk, phrase(desk->lang, "staff.no_cohort", NULL), error);
}

static bool do_word(const Desk *desk, StaffWord word, GError **error)
{
    switch (word) {
    case STAFF_HELP:
        return help(desk, error);
    case STAFF_QUEUE:
        return desk_queue(desk->context, desk->staff, desk->event->id, desk->now, error);
    case STAFF_CARD_NOW:
        return cards(desk, error);
    case STAFF_POSTS:
        return desk_posts(desk->context, desk->staff, desk->event->id, desk->now, error);
    case STAFF_UNDO:
        return desk_undo(desk, error);
    case STAFF_RELEASE:
    case STAFF_REJECT:
    case STAFF_ASIDE:
        return desk_reply(desk, phrase(desk->lang, "staff.how", NULL), error);
    case STAFF_SHEET:
        return desk_sheet(desk, error);
    case STAFF_LIVE:
    case STAFF_LIVE_END:
        return desk_live_word(desk, word == STAFF_LIVE_END, error);
    case STAFF_SIGN:
        return desk_sign_word(desk, error);
    case STAFF_WORDS:
        break;
    }
    return true;
}

/* --- taps and replies --- */

/* What stands behind the n-th dot, NULL when there is none: ids of the course have dots of their own. */
static const char *tail_of(const char *payload, int n)
{
    for (; n > 0 && payload; n--)
        payload = strchr(payload, '.') ? strchr(payload, '.') + 1 : NULL;
    return payload;
}

static bool tap(const Desk *desk, const char *payload, GError **error)
{
    g_auto(GStrv) part = g_strsplit(payload, ".", 5);
    guint n = g_strv_length(part);
    int64_t id = n > 2 ? g_ascii_strtoll(part[2], NULL, 10) : 0;
    int64_t second = n > 3 ? g_ascii_strtoll(part[3], NULL, 10) : 0;
    const char *what = n > 1 ? part[1] : "";
    if (g_str_equal(what, "go"))
        return cards(desk, error);
    if (g_str_equal(what, "rel") || g_str_equal(what, "rej"))
        return desk_decide(desk, id, g_str_equal(what, "rel"), NULL, error);
    if (g_str_equal(what, "ans"))
        return desk_ask_answer(desk, id, error);
    if (g_str_equal(what, "take") || g_str_equal(what, "pass"))
        return desk_given(desk, id, g_str_equal(what, "take"), error);
    if (g_str_equal(what, "room"))
        return desk_place(desk, id, second, error);
    if (g_str_equal(what, "note") || g_str_equal(what, "drop"))
        return desk_drop(desk, id, g_str_equal(what, "note"), error);
    static const char *const moves[] = { "lgo", "lnext", "lhold", "lskip", "lend", NULL };
    if (g_strv_contains(moves, what))
        return desk_live(desk, what, id, tail_of(payload, 3), error);
    if (g_str_equal(what, "nudge"))
        return desk_nudge(desk, id, error);
    if (g_str_equal(what, "sign"))
        return desk_sign(desk, payload + strlen("f.sign."), error);
    if (g_str_equal(what, "adm") || g_str_equal(what, "dec"))
        return desk_admit(desk, id, g_str_equal(what, "adm"), error);
    if (g_str_equal(what, "signas"))
        return desk_sign_draft(desk, id, error);
    return desk_reply(desk, phrase(desk->lang, "staff.unknown", NULL), error);
}

/* What she replies to, by the key of the message: the week's draft, an item of the queue, an answer that she was asked
 * for, a room's posts. */
static bool by_quote(const Desk *desk, const OutboxMsg *quoted, const char *text, bool *handled, GError **error)
{
    int64_t id = strlen(quoted->key) > 2 ? g_ascii_strtoll(quoted->key + 2, NULL, 10) : 0;
    if (id > 0 && g_str_has_prefix(quoted->key, "FW") && *text) {
        *handled = true;
        return desk_weekly(desk, id, text, error);
    }
    if (id > 0 && g_str_has_prefix(quoted->key, "FV") && *text) {
        *handled = true;
        return desk_sign_words(desk, quoted->key, text, error);
    }
    *handled = id > 0 && (g_str_has_prefix(quoted->key, "FH") || g_str_has_prefix(quoted->key, "FA") ||
                             g_str_has_prefix(quoted->key, "FP"));
    if (!*handled)
        return true;
    if (quoted->key[1] == 'H')
        return desk_quoted_item(desk, id, text, error);
    return quoted->key[1] == 'A' ? desk_answer(desk, id, text, error) : desk_to_room(desk, id, text, error);
}

static bool quoted_of_desk(Context *context, const Event *event, int64_t learner, OutboxMsg **quoted, GError **error)
{
    g_autoptr(GError) fault = NULL;
    *quoted = event->context_id ? outbox_by_wamid(context_store(context), event->context_id, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (*quoted && ((*quoted)->learner != learner || (*quoted)->enrolment))
        g_clear_pointer(quoted, outbox_msg_free);
    return true;
}

/* --- STOP and START --- */

static bool stop(const Desk *desk, GError **error)
{
    g_autofree char *key = g_strdup_printf("STOP/%s", desk->event->id);
    return outbox_cancel_learner(desk->store, desk->staff->learner, DONE_OPTED_OUT, NULL, desk->now, error) &&
           staff_set_muted(desk->store, desk->staff->id, desk->now, error) &&
           desk_note(desk, "staff.stopped", "S", desk->staff->id, NULL, error) &&
           desk_say(desk->context, desk->staff, key, LANE_REPLY, OWED_STOP, phrase(desk->lang, "staff.stopped", NULL),
               desk->now, error);
}

static bool start(const Desk *desk, GError **error)
{
    Staff heard = *desk->staff;
    heard.muted = 0;
    g_autofree char *key = g_strdup_printf("F/%s", desk->event->id);
    return staff_set_muted(desk->store, heard.id, 0, error) &&
           desk_note(desk, "staff.restarted", "S", heard.id, NULL, error) &&
           desk_say(desk->context, &heard, key, LANE_REPLY, OWED_NOTICE, phrase(desk->lang, "staff.started", NULL),
               desk->now, error);
}

/* --- the way in --- */

/* "STAFF text" -> "text"; the text itself when it does not begin so. */
static const char *after_staff(const char *text)
{
    const char *p = text + strspn(text, " \n");
    return g_ascii_strncasecmp(p, "staff", 5) == 0 && (p[5] == ' ' || p[5] == ':' || p[5] == '\n')
               ? p + 5 + strspn(p + 5, " :\n")
               : text;
}

bool intake_staff_meant(Context *context, const Event *event, int64_t learner, bool *meant, GError **error)
{
    g_autoptr(OutboxMsg) quoted = NULL;
    *meant = event->payload && g_str_has_prefix(event->payload, "f.");
    if (*meant || !quoted_of_desk(context, event, learner, &quoted, error))
        return *meant;
    const char *text = event->inbound == INBOUND_TEXT ? event->text : NULL;
    StaffWord word = text ? staff_word("en", text) : STAFF_WORDS;
    g_autofree char *key = text ? text_word_key(text) : NULL;
    *meant = quoted || (text && after_staff(text) != text) || word == STAFF_QUEUE || word == STAFF_CARD_NOW ||
             word == STAFF_POSTS || word == STAFF_SHEET || word == STAFF_LIVE || word == STAFF_LIVE_END ||
             word == STAFF_SIGN || (key && g_str_equal(key, "staff"));
    return true;
}

static bool take_text(const Desk *desk, const char *text, GError **error)
{
    bool handled = false;
    g_autoptr(OutboxMsg) quoted = NULL;
    if (!quoted_of_desk(desk->context, desk->event, desk->staff->learner, &quoted, error) ||
        (quoted && !by_quote(desk, quoted, text, &handled, error)))
        return false;
    if (handled)
        return true;
    StaffWord word = staff_word(desk->lang, text);
    if (word != STAFF_WORDS)
        return do_word(desk, word, error);
    return desk_number(desk, text, &handled, error) && (handled || desk_ask(desk, text, error));
}

static bool take(const Desk *desk, GError **error)
{
    const Event *event = desk->event;
    const char *text = event->text ? after_staff(event->text) : "";
    int number = 0;
    Word word = event->inbound == INBOUND_TEXT ? phrase_word(text, &number) : WORD_NONE;
    if (desk->staff->muted)
        return word != WORD_START || start(desk, error);
    if (word == WORD_STOP)
        return stop(desk, error);
    if (event->inbound == INBOUND_REACTION || event->inbound == INBOUND_REVOKE || event->inbound == INBOUND_EDIT)
        return true;
    if (!moderates(desk->staff))
        return desk_reply(desk, phrase(desk->lang, "staff.help.other", "role", desk->staff->role, NULL), error);
    if (event->payload && g_str_has_prefix(event->payload, "f."))
        return tap(desk, event->payload, error);
    if (!*text && !event->media_id)
        return desk_reply(desk, phrase(desk->lang, "staff.unknown", NULL), error);
    return take_text(desk, text, error);
}

bool intake_staff(Context *context, const Event *event, const Staff *staff, bool learns, int64_t now, GError **error)
{
    g_autofree char *lang = desk_lang(context, staff, error);
    Desk desk = { .context = context,
        .store = context_store(context),
        .event = event,
        .staff = staff,
        .lang = lang,
        .learns = learns,
        .now = now };
    return lang && take(&desk, error);
}

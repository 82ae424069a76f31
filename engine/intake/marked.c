/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that are about a post or a person: REPORT, BLOCK, WELL DONE, by a number or as a reply; and posts that begin
 * with ANON or SOCIAL. Where nothing can be meant by them, they are talk like any other. */
#include "command_priv.h"
#include "company.h"
#include "host.h"
#include "text.h"
#include <string.h>

#define QUOTE_MAX 160

static bool say(Inbound *in, const char *key, GError **error)
{
    return inbound_reply(in, phrase(in->t.who.lang, key, NULL), error);
}

/* "#12" or "12", with nothing or words behind it; 0 when it is none. */
static int number_of(const char *text, const char **rest)
{
    const char *p = text + (*text == '#');
    char *end = NULL;
    gint64 n = g_ascii_isdigit(*p) ? g_ascii_strtoll(p, &end, 10) : 0;
    if (n <= 0 || n > 1000000 || (*end && !g_ascii_isspace(*end) && !g_ascii_ispunct(*end)))
        return 0;
    *rest = end + strspn(end, " \t\n:,.;-");
    return (int)n;
}

/* The post that a message is a reply to, where that message held one post alone; NULL without error otherwise. */
static Post *quoted_post(Inbound *in, GError **error)
{
    g_autoptr(OutboxMsg) quoted =
        in->event->context_id ? outbox_by_wamid(in->store, in->event->context_id, error) : NULL;
    const char *name = quoted && quoted->learner == in->t.enrolment->learner ? strstr(quoted->key, "/post=") : NULL;
    int64_t id = name ? g_ascii_strtoll(name + strlen("/post="), NULL, 10) : quoted ? quoted->post : 0;
    if (!id || !quoted || quoted->learner != in->t.enrolment->learner || (quoted->kind == OWED_RELAY && !name))
        return NULL;
    g_autoptr(Post) post = post_get(in->store, id, error);
    return post && post->room == in->t.enrolment->room && post->state == POST_SHARED ? g_steal_pointer(&post) : NULL;
}

/* By its number in `text`, else by the reply. *rest is what follows the number. */
static Post *meant_post(Inbound *in, const char *text, const char **rest, GError **error)
{
    int number = number_of(text, rest);
    return number ? post_by_number(in->store, in->t.enrolment->room, number, error) : quoted_post(in, error);
}

static bool failed(GError **error)
{
    return error && *error;
}

/* --- report --- */

/* It stands in the queue as a private question, so that a person looks at it and can answer; she sees the post no more.
 */
static bool report(Inbound *in, const Post *post, const char *why, GError **error)
{
    g_autofree char *begins = post->text ? text_cut(post->text, QUOTE_MAX) : g_strdup("[file]");
    g_autofree char *number = g_strdup_printf("%d", post->number);
    g_autofree char *text =
        phrase("en", "report.item", "number", number, "quote", begins, "why", *why ? why : "-", NULL);
    Post item = { .cohort = in->t.enrolment->cohort,
        .room = in->t.enrolment->room,
        .enrolment = in->t.enrolment->id,
        .reply_to = post->id,
        .basis = BASIS_QUOTE,
        .text = text,
        .state = POST_QUESTION,
        .why_held = (char *)"report",
        .written = in->now,
        .wamid = in->event->id };
    return talk_hide(in->store, in->t.enrolment->id, post->id, error) && post_add(in->store, &item, error) &&
           inbound_note(in, "post.reported", NULL, error) && say(in, "report.thanks", error);
}

/* --- block --- */

static bool same_name(const char *a, const char *b)
{
    g_autofree char *x = text_key(a), *y = text_key(b);
    return *x && strcmp(x, y) == 0;
}

/* The one in her room who is called so; 0 when there is none, or more than one. */
static bool member_called(Inbound *in, const char *name, int64_t *found, GError **error)
{
    int n = 0;
    g_autofree char *bare = g_strstrip(g_strdup(name));
    g_autoptr(GArray) members = room_members(in->store, in->t.enrolment->room, false, error);
    for (guint i = 0; members && i < members->len; i++) {
        int64_t id = g_array_index(members, int64_t, i);
        g_autoptr(Enrolment) e = enrolment_get(in->store, context_vault(in->context), id, error);
        if (!e)
            return false;
        if (id != in->t.enrolment->id && same_name(enrolment_shown(e), bare)) {
            *found = id;
            n++;
        }
    }
    *found = n == 1 ? *found : 0;
    return members != NULL;
}

/* By name, by the number of a post of hers, or by the reply to one. 0: nobody; facilitators cannot be blocked. */
static bool meant_person(Inbound *in, const char *text, int64_t *other, GError **error)
{
    const char *rest = "";
    g_autoptr(GError) fault = NULL;
    *other = 0;
    if (*text && number_of(text, &rest) == 0)
        return member_called(in, text, other, error);
    g_autoptr(Post) post = meant_post(in, text, &rest, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *other = post && post->enrolment != in->t.enrolment->id ? post->enrolment : 0;
    return true;
}

static bool block(Inbound *in, int64_t other, bool on, GError **error)
{
    bool ended = true;
    if (!(on ? talk_block(in->store, in->t.enrolment->id, other, error)
             : talk_unblock(in->store, in->t.enrolment->id, other, &ended, error)))
        return false;
    if (on && !company_part(in->context, in->t.enrolment->room, in->t.enrolment->id, other, in->now, error))
        return false;
    return inbound_note(in, on ? "learner.blocked" : "learner.unblocked", NULL, error) &&
           say(in,
               on      ? "block.done"
               : ended ? "unblock.done"
                       : "unblock.nothing",
               error);
}

static bool block_meant(Inbound *in, const char *text, bool on, bool *handled, GError **error)
{
    int64_t other = 0;
    if (!meant_person(in, text, &other, error))
        return false;
    *handled = other != 0;
    return !*handled || block(in, other, on, error);
}

/* --- well done --- */

static bool well_done(Inbound *in, const Post *post, GError **error)
{
    Tutor t;
    if (!post->enrolment || post->enrolment == in->t.enrolment->id)
        return say(in, "well_done.thanks", error);
    g_autoptr(Enrolment) author = enrolment_get(in->store, context_vault(in->context), post->enrolment, error);
    if (!author || !tutor_init(&t, in->context, author, in->now, error))
        return false;
    g_autofree char *key = g_strdup_printf("WD%" G_GINT64_FORMAT, post->id);
    g_autofree char *begins = text_cut(post->text ? post->text : "", QUOTE_MAX);
    g_autofree char *number = g_strdup_printf("%d", post->number);
    /* Words that may not be kept are erased once all have had them. */
    char *told = *begins ? phrase(t.who.lang, "well_done.told", "number", number, "quote", begins, NULL)
                         : phrase(t.who.lang, "well_done.told.alone", "number", number, NULL);
    return inbound_note(in, "post.praised", NULL, error) &&
           tutor_say(&t, key, LANE_REMINDER, OWED_REMINDER, told, error) && say(in, "well_done.thanks", error);
}

/* --- whole messages --- */

typedef bool OnPost(Inbound *in, const Post *post, GError **error);

static bool report_plainly(Inbound *in, const Post *post, GError **error)
{
    return report(in, post, "", error);
}

static bool on_quoted(Inbound *in, OnPost *fn, const char *how, GError **error)
{
    g_autoptr(Post) post = quoted_post(in, error);
    if (failed(error))
        return false;
    return post ? fn(in, post, error) : say(in, how, error);
}

bool command_report(Inbound *in, const Said *said, GError **error)
{
    return on_quoted(in, report_plainly, "report.how", error);
}

bool command_well_done(Inbound *in, const Said *said, GError **error)
{
    return on_quoted(in, well_done, "well_done.how", error);
}

static bool block_quoted(Inbound *in, bool on, GError **error)
{
    bool handled = false;
    return block_meant(in, "", on, &handled, error) && (handled || say(in, "block.how", error));
}

bool command_block(Inbound *in, const Said *said, GError **error)
{
    return block_quoted(in, true, error);
}

bool command_unblock(Inbound *in, const Said *said, GError **error)
{
    return block_quoted(in, false, error);
}

bool command_anon(Inbound *in, const Said *said, GError **error)
{
    Upkeep upkeep;
    return upkeep_get(in->store, in->t.cohort->id, &upkeep, error) &&
           say(in, upkeep.anon ? "anon.how" : "anon.not_here", error);
}

/* --- what begins with a word --- */

/* The post without its word: to what it quotes or numbers, else to the room. */
static bool post_marked(Inbound *in, const char *text, GError **error)
{
    Event bare = *in->event;
    const Event *whole = in->event;
    const char *rest = text;
    bool handled = false;
    bare.text = (char *)text;
    in->event = &bare;
    int number = discussion_reply_number(text, &rest);
    g_autoptr(Post) parent = number ? post_by_number(in->store, in->t.enrolment->room, number, error) : NULL;
    g_autoptr(OutboxMsg) quoted =
        !failed(error) && bare.context_id && !parent ? outbox_by_wamid(in->store, bare.context_id, error) : NULL;
    bool good = !failed(error);
    if (good && quoted && quoted->learner == in->t.enrolment->learner)
        good = intake_quote(in, quoted, &handled, error);
    if (good && !handled)
        good = intake_post(in, parent ? rest : text, parent ? parent->prompt : NULL, parent ? parent->id : 0,
            parent ? BASIS_NUMBER : BASIS_NONE, error);
    in->event = whole;
    return good;
}

static bool begin_anon(Inbound *in, const char *rest, GError **error)
{
    Upkeep upkeep;
    int64_t number = 0;
    if (!upkeep_get(in->store, in->t.cohort->id, &upkeep, error))
        return false;
    if (!upkeep.anon)
        return say(in, "anon.not_here", error);
    in->anon = true;
    return talk_pseudonym(in->store, in->t.enrolment->room, in->t.enrolment->id, &number, error) &&
           post_marked(in, rest, error);
}

static bool begin_social(Inbound *in, const char *rest, GError **error)
{
    in->social = true;
    return post_marked(in, rest, error);
}

static bool about_post(Inbound *in, Word word, const char *text, bool *handled, GError **error)
{
    const char *rest = "";
    if (number_of(text, &rest) == 0 && (word == WORD_WELL_DONE || !in->event->context_id))
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post = meant_post(in, text, &rest, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *handled = post != NULL;
    if (!post)
        return true;
    const char *why = number_of(text, &rest) ? rest : text;
    return word == WORD_WELL_DONE ? well_done(in, post, error) : report(in, post, why, error);
}

bool intake_begins(Inbound *in, bool *handled, GError **error)
{
    const char *rest = NULL;
    bool marked = false;
    *handled = false;
    Word word = in->event->text ? phrase_begins(in->event->text, &rest, &marked) : WORD_NONE;
    if (word == WORD_NONE)
        return true;
    if (word == WORD_BLOCK || word == WORD_UNBLOCK)
        return block_meant(in, rest, word == WORD_BLOCK, handled, error);
    if (word == WORD_REPORT || word == WORD_WELL_DONE)
        return about_post(in, word, rest, handled, error);
    *handled = marked && (word == WORD_ANON || word == WORD_SOCIAL);
    return !*handled || (word == WORD_ANON ? begin_anon : begin_social)(in, rest, error);
}

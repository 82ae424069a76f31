/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for a facilitator: files, and words that may tell who a patient is. The sender is told which kind of
 * detail it was and how to say it instead; the journal holds the kind and never the words. */
#include "intake_priv.h"
#include "upkeep.h"

#include <string.h>

#define EVERY_POST "every post of this group" /* why a post of patients waits, when for nothing else */

/* The keys of the lines that teach, by the kind's place in GuardKind. */
static const char *const lessons[GUARD_KINDS] = {
    [GUARD_NAME] = "guard.teach.name",
    [GUARD_INITIALS] = "guard.teach.initials",
    [GUARD_PHONE] = "guard.teach.phone",
    [GUARD_NUMBER] = "guard.teach.number",
    [GUARD_DATE] = "guard.teach.date",
    [GUARD_PLACE] = "guard.teach.place",
    [GUARD_CONTACT] = "guard.teach.contact",
};

/* IMG-20260115-WA0003.jpg and its like, which WhatsApp itself gives, tell of nobody. */
static bool is_given_name(const char *name)
{
    return strlen(name) > 15 && strspn(name + 4, "0123456789") == 8 && g_str_has_prefix(name + 12, "-WA");
}

/* The words of a file's name: Mrs_Moyo.pdf is Mrs Moyo. NULL when it has none. Given. */
static char *words_of_name(const char *name)
{
    if (!name || is_given_name(name))
        return NULL;
    char *words = g_strdelimit(g_strdup(name), "_.", ' ');
    return words;
}

/* All that goes with it: its words, and the name of its file. */
static char *why_of_words(Inbound *in, const char *text)
{
    g_autofree char *file = words_of_name(in->event->filename);
    g_autofree char *all = file ? g_strjoin("\n", text ? text : "", file, NULL) : g_strdup(text);
    return context_guard(in->context, in->t.enrolment->cohort, all);
}

PostState held_first_state(Inbound *in, const char *text, const char *media, char **why)
{
    g_autofree char *words = why_of_words(in, text);
    Audience audience = in->t.cohort->audience;
    const AudienceRules *rules = audience_rules(audience);
    if (rules->moderated) {
        char *counts = audience_guarded(audience, words);
        g_free(words);
        words = counts ? counts : media ? NULL : g_strdup(EVERY_POST);
    }
    *why = media && words ? g_strjoin(", ", media, words, NULL) : g_strdup(media ? media : words);
    return *why ? POST_HELD : POST_UNDO;
}

/* A line for each kind of detail; empty for a file alone. */
static char *teach(const char *lang, const char *why)
{
    g_auto(GStrv) parts = g_strsplit(why, ", ", -1);
    GString *lines = g_string_new(NULL);
    for (int kind = 0; kind < GUARD_KINDS; kind++) {
        if (!g_strv_contains((const char *const *)parts, guard_kind_name(kind)))
            continue;
        g_autofree char *line = phrase(lang, lessons[kind], NULL);
        g_string_append_printf(lines, "\n• %s", line);
    }
    return g_string_free(lines, FALSE);
}

static bool note(Inbound *in, int64_t id, const char *why, GError **error)
{
    g_autoptr(cJSON) json = json_put(cJSON_CreateObject(), "why", why);
    json_put_int(json, "post", id);
    g_autofree char *payload = json_text(json);
    return inbound_note(in, "post.held", payload, error);
}

/* A senior's answer may wait for others; "" when it does not. Given. */
static char *senior_note(const Inbound *in, int64_t id, GError **error)
{
    Upkeep upkeep;
    if (in->t.enrolment->role != MEMBER_SENIOR || in->social)
        return g_strdup("");
    g_autoptr(Post) post = post_get(in->store, id, error);
    if (!post || !upkeep_get(in->store, in->t.cohort->id, &upkeep, error))
        return NULL;
    g_autofree char *n = g_strdup_printf("%d", upkeep.seniors_wait);
    return post->prompt && upkeep.seniors_wait ? phrase(in->t.who.lang, "senior.waits", "n", n, NULL) : g_strdup("");
}

static bool tell_shared(Inbound *in, int64_t id, GError **error)
{
    g_autofree char *waits = senior_note(in, id, error);
    g_autofree char *sent =
        phrase(in->t.who.lang, in->anon ? "share.sent.anon" : "share.sent", "name", in->t.who.learner_name, NULL);
    return waits && inbound_reply(in, g_strconcat(sent, *waits ? "\n" : "", waits, NULL), error);
}

bool held_tell(Inbound *in, int64_t id, PostState state, const char *why, GError **error)
{
    const char *lang = in->t.who.lang;
    if (state != POST_HELD)
        return tell_shared(in, id, error);
    g_autofree char *lines = teach(lang, why), *shown = context_guard_shown(lang, why);
    bool moderated = audience_rules(in->t.cohort->audience)->moderated;
    char *text = *lines
                     ? moderated ? phrase(lang, "group.guard", NULL) : phrase(lang, "guard.reply", "lines", lines, NULL)
                 : moderated ? phrase(lang, "group.held", NULL)
                             : phrase(lang, "held.reply", "why", shown, NULL);
    return note(in, id, why, error) && inbound_reply(in, text, error);
}

bool held_tell_work(Inbound *in, int64_t id, const char *why, const char *due, GError **error)
{
    const char *lang = in->t.who.lang;
    g_autofree char *lines = teach(lang, why), *shown = context_guard_shown(lang, why);
    return note(in, id, why, error) &&
           inbound_reply(in, phrase(lang, "work.held", "why", shown, "lines", lines, "due", due, NULL), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to what is asked on joining. A command stays a command, and words that quote something else are not taken for
 * an answer. */
#include "command_priv.h"
#include "newcomer.h"
#include "text.h"
#include <string.h>

#define FACILITY_MOST 60
#define REGISTRATION_MOST 30
#define CADRE_MOST 40

static char *key_of(const Inbound *in)
{
    return g_strdup_printf("J/%s", in->event->id);
}

static bool next(Inbound *in, Joining *joining, GError **error)
{
    g_autofree char *key = key_of(in);
    return newcomer_next(&in->t, joining, key, error);
}

/* Asks the open question once more, and says why. */
static bool again(Inbound *in, Joining *joining, char *why, GError **error)
{
    g_autofree char *key = key_of(in);
    return newcomer_ask(&in->t, joining, key, why, error);
}

/* Letters of any script, digits and what stands in names of places and numbers. Given; NULL when it does not fit. */
static char *clean(const char *text, size_t most)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool plain = g_unichar_isalnum(c) || g_unichar_ismark(c) || (c < 0x80 && strchr(" .,'-/&()#", (int)c));
        if (plain)
            g_string_append_unichar(out, c);
        else if (g_unichar_isspace(c))
            g_string_append_c(out, ' ');
    }
    char *trimmed = g_strstrip(g_strdup(out->str));
    size_t length = text_length(trimmed);
    if (length >= 1 && length <= most)
        return trimmed;
    g_free(trimmed);
    return NULL;
}

static bool take_name(Inbound *in, Joining *joining, const char *text, GError **error)
{
    const char *refusal = NULL;
    g_autofree char *name = g_strstrip(g_strdup(text));
    if (!command_name_fits(in, name, &refusal, error))
        return false;
    if (refusal)
        return again(in, joining, phrase(in->t.who.lang, refusal, NULL), error);
    if (!person_set_name(in->store, context_vault(in->context), in->t.enrolment->learner, name, error))
        return false;
    g_free(in->t.enrolment->name);
    in->t.enrolment->name = g_steal_pointer(&name);
    in->t.who.learner_name = enrolment_shown(in->t.enrolment);
    return next(in, joining, error);
}

/* The course's own name of a language that was tapped, named or written as its code; NULL when it has none such. */
static const char *course_language(const Inbound *in, const char *text)
{
    Said said;
    const GPtrArray *languages = in->t.who.course->languages;
    const char *wanted = phrase_read(text, false, &said) && said.word == WORD_LANGUAGE && *said.rest ? said.rest : text;
    for (guint i = 0; i < languages->len; i++)
        if (g_ascii_strcasecmp(languages->pdata[i], wanted) == 0)
            return languages->pdata[i];
    return NULL;
}

static bool take_language(Inbound *in, Joining *joining, const char *text, GError **error)
{
    const char *lang = course_language(in, text);
    if (!lang)
        return again(in, joining, NULL, error);
    in->t.who.lang = lang;
    return enrolment_set_lang(in->store, in->t.enrolment->id, lang, error) && next(in, joining, error);
}

/* "nurse" in the learner's language, or what she wrote. */
static bool take_cadre(Inbound *in, Joining *joining, const char *text, GError **error)
{
    g_autofree char *said = text_word_key(text);
    for (const char *const *cadre = newcomer_cadres(); *cadre; cadre++) {
        g_autofree char *title = phrase(in->t.who.lang, *cadre, NULL), *title_key = text_word_key(title);
        const char *name = *cadre + strlen("cadre.");
        if (g_str_equal(text, name) || g_str_equal(said, title_key))
            return person_set_cadre(in->store, in->t.enrolment->learner, name, error) && next(in, joining, error);
    }
    g_autofree char *own = clean(text, CADRE_MOST);
    if (!own)
        return again(in, joining, phrase(in->t.who.lang, "join.again", "n", G_STRINGIFY(CADRE_MOST), NULL), error);
    return person_set_cadre(in->store, in->t.enrolment->learner, own, error) && next(in, joining, error);
}

static bool take_facility(Inbound *in, Joining *joining, const char *text, GError **error)
{
    g_autofree char *facility = clean(text, FACILITY_MOST);
    if (!facility)
        return again(in, joining, phrase(in->t.who.lang, "join.again", "n", G_STRINGIFY(FACILITY_MOST), NULL), error);
    return person_set_facility(in->store, in->t.enrolment->learner, facility, error) && next(in, joining, error);
}

static bool take_registration(Inbound *in, Joining *joining, const char *text, GError **error)
{
    g_autofree char *number = clean(text, REGISTRATION_MOST);
    if (!number)
        return again(
            in, joining, phrase(in->t.who.lang, "join.again", "n", G_STRINGIFY(REGISTRATION_MOST), NULL), error);
    return person_set_registration(in->store, context_vault(in->context), in->t.enrolment->learner, number, error) &&
           next(in, joining, error);
}

static bool take_consent(Inbound *in, Joining *joining, const char *text, GError **error)
{
    Said said;
    Word word = strcmp(text, "yes") == 0          ? WORD_YES
                : strcmp(text, "no") == 0         ? WORD_NO
                : phrase_read(text, false, &said) ? said.word
                                                  : WORD_NONE;
    if (word != WORD_YES && word != WORD_NO)
        return again(in, joining, NULL, error);
    return intake_consent_answer(in, word == WORD_YES, error) && (word == WORD_NO || next(in, joining, error));
}

static bool take(Inbound *in, Joining *joining, const char *text, GError **error)
{
    static bool (*const takes[JOIN_QUESTIONS])(Inbound *, Joining *, const char *, GError **) = {
        [JOIN_NAME] = take_name,
        [JOIN_LANGUAGE] = take_language,
        [JOIN_CADRE] = take_cadre,
        [JOIN_FACILITY] = take_facility,
        [JOIN_REGISTRATION] = take_registration,
        [JOIN_CONSENT] = take_consent,
    };
    return takes[joining->question](in, joining, text, error);
}

/* Nobody is nameless in the group. */
static bool skip(Inbound *in, Joining *joining, GError **error)
{
    const Enrolment *e = in->t.enrolment;
    g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    if (joining->question == JOIN_NAME && !*in->t.who.learner_name &&
        !person_set_name(in->store, context_vault(in->context), e->learner, id, error))
        return false;
    return next(in, joining, error);
}

static bool is_skip(const char *lang, const char *text)
{
    g_autofree char *said = text_word_key(text);
    const char *const languages[] = { lang, "en" };
    for (gsize i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autofree char *all = phrase(languages[i], "join.skip.words", NULL);
        g_auto(GStrv) words = g_strsplit(all, ",", -1);
        for (char **word = words; *word; word++) {
            g_autofree char *key = text_word_key(*word);
            if (*key && g_str_equal(said, key))
                return true;
        }
    }
    return false;
}

/* Commands stay commands; NAME Rudo and the name of a language may be the answer. */
static bool is_command(const Joining *joining, const char *text, const char **answer, Said *said)
{
    if (!phrase_read(text, false, said) || said->word == WORD_NO || said->bare)
        return false;
    if (joining->question == JOIN_CONSENT && said->word == WORD_YES)
        return false;
    if (joining->question == JOIN_NAME && said->word == WORD_NAME && *said->rest) {
        *answer = said->rest;
        return false;
    }
    return !(joining->question == JOIN_LANGUAGE && said->word == WORD_LANGUAGE && *said->rest);
}

/* What replies to something else was not meant for the question. */
static bool meant(Inbound *in, bool *is, GError **error)
{
    *is = true;
    if (!in->event->context_id)
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(OutboxMsg) quoted = outbox_by_wamid(in->store, in->event->context_id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *is = quoted && g_str_has_prefix(quoted->key, "J/");
    return true;
}

bool intake_joining(Inbound *in, bool *handled, GError **error)
{
    Said said;
    Joining joining;
    bool found = false, is_meant = false;
    const char *text = in->event->text;
    *handled = false;
    if (in->event->inbound != INBOUND_TEXT || !text || !*text)
        return true;
    if (!joining_get(in->store, in->t.enrolment->id, &joining, &found, error))
        return false;
    if (!found || joining.question >= JOIN_QUESTIONS)
        return true;
    if (joining.question != JOIN_CONSENT && is_skip(in->t.who.lang, text)) {
        *handled = true;
        return skip(in, &joining, error);
    }
    if (is_command(&joining, text, &text, &said) || !meant(in, &is_meant, error) || !is_meant)
        return !(error && *error);
    *handled = true;
    return take(in, &joining, text, error);
}

bool intake_joining_tap(Inbound *in, int question, const char *value, GError **error)
{
    Joining joining;
    bool found = false;
    if (!joining_get(in->store, in->t.enrolment->id, &joining, &found, error))
        return false;
    /* A tap on a question that is over, or out of order, is an old button. */
    if (!found || question != (int)joining.question)
        return inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error);
    return g_str_equal(value, "skip") && question != JOIN_CONSENT ? skip(in, &joining, error)
                                                                  : take(in, &joining, value, error);
}

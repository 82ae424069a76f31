/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who somebody in an exported chat is: whom the coordinator named, else by number, else by a name that one learner of
 * the cohort alone has. */
#include "room_priv.h"
#include "text.h"

#include <string.h>

static void author_of_enrolment(Author *author, const Enrolment *e, const char *by)
{
    *author =
        (Author){ .enrolment = e->id, .learner = e->learner, .keep = e->may_posts, .by = by, .posts = author->posts };
}

/* "+263 77 123 4567" without blanks; NULL when it is no number. Given. */
static char *number_of(const char *name)
{
    GString *digits = g_string_new("+");
    bool plus = false;
    for (const char *p = name; *p; p = g_utf8_next_char(p)) {
        gunichar ch = g_utf8_get_char(p);
        if (ch < 0x80 && g_ascii_isdigit((char)ch))
            g_string_append_c(digits, (char)ch);
        else if (ch == '+')
            plus = true;
        else if (g_unichar_isalpha(ch))
            plus = false;
    }
    bool fine = plus && digits->len >= 8 && digits->len <= 16 && strpbrk(name, "abcdefghijklmnopqrstuvwxyz") == NULL;
    return g_string_free(digits, !fine);
}

static bool by_phone(Change *c, const Cohort *cohort, const char *phone, Author *author, GError **error)
{
    int64_t learner = 0;
    if (!address_find(c->store, context_vault(c->context), phone, NULL, &learner, error))
        return false;
    g_autoptr(GArray) list = learner ? enrolment_list(c->store, cohort->id, error) : NULL;
    for (guint i = 0; list && i < list->len; i++) {
        g_autoptr(Enrolment) e =
            enrolment_get(c->store, context_vault(c->context), g_array_index(list, int64_t, i), error);
        if (!e)
            return false;
        if (e->learner == learner)
            author_of_enrolment(author, e, "phone");
    }
    return !learner || list;
}

/* One learner of the cohort alone is called so; the tilde of people whom the phone does not know is no part of a name.
 */
static bool by_name(Change *c, const Cohort *cohort, const char *name, Author *author, GError **error)
{
    const char *bare = *name == '~' ? name + 1 : name;
    g_autofree char *key = text_word_key(bare);
    g_autoptr(GArray) list = enrolment_list(c->store, cohort->id, error);
    int found = 0;
    for (guint i = 0; list && i < list->len; i++) {
        g_autoptr(Enrolment) e =
            enrolment_get(c->store, context_vault(c->context), g_array_index(list, int64_t, i), error);
        if (!e)
            return false;
        g_autofree char *own = text_word_key(e->name), *alias = text_word_key(e->alias ? e->alias : "");
        if (*key && (strcmp(own, key) == 0 || strcmp(alias, key) == 0) && found++ == 0)
            author_of_enrolment(author, e, "name");
    }
    if (found > 1)
        *author = (Author){ .enrolment = ROOM_UNMATCHED, .posts = author->posts };
    return list != NULL;
}

/* What the coordinator said: "L42", "facilitator", "-". */
static bool by_word(Change *c, const Cohort *cohort, const char *name, const char *word, Author *author, GError **error)
{
    if (strcmp(word, "facilitator") == 0 || strcmp(word, "-") == 0) {
        *author = (Author){ .enrolment = *word == '-' ? ROOM_NOBODY : 0, .keep = true, .by = "given" };
        return true;
    }
    int64_t learner = *word == 'L' ? g_ascii_strtoll(word + 1, NULL, 10) : 0;
    g_autoptr(GArray) list = enrolment_list(c->store, cohort->id, error);
    for (guint i = 0; list && i < list->len; i++) {
        g_autoptr(Enrolment) e =
            enrolment_get(c->store, context_vault(c->context), g_array_index(list, int64_t, i), error);
        if (!e)
            return false;
        if (learner && e->learner == learner)
            author_of_enrolment(author, e, "given");
    }
    return list && (author->by || change_refuse(error, BARAZA_ERROR_MISSING,
                                      "author \"%s\": \"%s\" is no learner of cohort %s, nor facilitator or -", name,
                                      word, cohort->name));
}

bool room_author(Change *c, const Cohort *cohort, const char *name, Author *author, GError **error)
{
    const cJSON *words = json_at(c->params, "authors");
    const cJSON *word = words ? cJSON_GetObjectItemCaseSensitive(words, name) : NULL;
    author->enrolment = ROOM_UNMATCHED;
    if (cJSON_IsString(word))
        return by_word(c, cohort, name, word->valuestring, author, error);
    g_autofree char *phone = number_of(name);
    return (!phone || by_phone(c, cohort, phone, author, error)) &&
           (author->by || by_name(c, cohort, name, author, error));
}

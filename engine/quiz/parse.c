/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what was typed on a small keyboard in a hurry. Whatever is left over after an answer was found makes it talk,
 * not an answer: "b" counts, "b because of the milk" does not. */
#include "quiz_priv.h"
#include "text.h"
#include <string.h>

/* What people put before an answer; in the form of text_key, the longer first where one begins another. */
static const char *const lead_ins[] = {
    "the correct answer is",
    "correct answer is",
    "the answer is",
    "my answer is",
    "answer is",
    "answer",
    "ans",
    "option",
    "choice",
    "letter",
    "number",
    "i choose",
    "i say",
    "i think it is",
    "i think",
    "it is",
    "it's",
    "la bonne reponse est",
    "la reponse est",
    "ma reponse est",
    "reponse",
    "lettre",
    "a resposta e",
    "minha resposta e",
    "resposta",
    "opcao",
    "letra",
    "jibu langu ni",
    "jibu ni",
    "jibu",
    "chaguo",
    "herufi",
    "mhinduro yangu ndi",
    "mhinduro ndi",
    "mhinduro",
    "impendulo yami",
    "impendulo",
    "la respuesta es",
    "mi respuesta es",
    "respuesta",
    "opcion",
};

static bool is_blank_or_sign(gunichar c)
{
    return c == ' ' || (g_unichar_ispunct(c) && c != '-' && c != '+');
}

static const char *after_lead_in(const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(lead_ins); i++) {
        size_t n = strlen(lead_ins[i]);
        if (strncmp(key, lead_ins[i], n) != 0 || key[n] == '\0' || !is_blank_or_sign(g_utf8_get_char(key + n)))
            continue;
        const char *p = key + n;
        while (*p && is_blank_or_sign(g_utf8_get_char(p)))
            p = g_utf8_next_char(p);
        if (*p)
            return p;
    }
    return NULL;
}

char *quiz_bare(const char *answer)
{
    g_autofree char *key = text_key(answer);
    const char *p = key;
    for (const char *next = after_lead_in(p); next; next = after_lead_in(p))
        p = next;
    return g_strdup(p);
}

const char *quiz_tapped(const char *answer)
{
    if (!g_str_has_prefix(answer, "q."))
        return NULL;
    const char *p = answer + 2;
    for (int i = 0; i < 2; i++) {
        size_t n = strspn(p, "0123456789");
        if (n == 0 || p[n] != '.')
            return NULL;
        p += n + 1;
    }
    return *p ? p : NULL;
}

int quiz_option_index(const Item *item, const char *id)
{
    for (guint i = 0; i < item->options->len; i++) {
        const ItemOption *option = item->options->pdata[i];
        if (g_strcmp0(option->id, id) == 0)
            return (int)i;
    }
    return -1;
}

int quiz_yes_no(const char *key)
{
    static const char *const yes[] = { "true", "t", "yes", "y", "correct", "right", "vrai", "v", "oui", "o",
        "verdadeiro", "verdade", "verdadero", "sim", "s", "si", "kweli", "ni kweli", "ndiyo", "ndio", "ichokwadi",
        "chokwadi", "hongu", "yebo", "qiniso", "liqiniso" };
    static const char *const no[] = { "false", "f", "no", "n", "not true", "wrong", "incorrect", "faux", "non", "falso",
        "nao", "si kweli", "uongo", "uwongo", "hapana", "manyepi", "nhema", "kwete", "aiwa", "hayi", "hatshi",
        "amanga" };
    for (size_t i = 0; i < G_N_ELEMENTS(yes); i++)
        if (strcmp(key, yes[i]) == 0)
            return 1;
    for (size_t i = 0; i < G_N_ELEMENTS(no); i++)
        if (strcmp(key, no[i]) == 0)
            return 0;
    return -1;
}

static char *option_key(const char *text)
{
    g_autofree char *plain = g_strdelimit(g_strdup(text), "*_~`", ' ');
    return text_word_key(plain);
}

static bool has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

/* How far a typed text may be from an option's: a slip of the thumb, but never in a number. */
static size_t slips_allowed(const char *key)
{
    glong n = g_utf8_strlen(key, -1);
    return has_digit(key) || n < 5 ? 0 : n < 12 ? 1 : 2;
}

/* Distance of a text from the nearest wording of an option; 99 when none is near. */
static size_t option_distance(const CourseTexts *texts, const char *key)
{
    size_t best = 99;
    for (guint i = 0; texts && i < texts->len; i++) {
        g_autofree char *own = option_key(((const CourseText *)texts->pdata[i])->body);
        size_t limit = MIN(slips_allowed(own), slips_allowed(key)), far = text_distance(own, key, limit);
        if (*own && far <= limit)
            best = MIN(best, far);
    }
    return best;
}

static const CourseTexts *shown_texts(const Reading *r, guint position)
{
    const ItemOption *option = r->item->options->pdata[g_array_index(r->order, int, position)];
    return option->right ? option->right : option->texts;
}

/* The one option that the text is nearest to; two equally near are none. */
static int pick_by_text(const Reading *r, const char *key)
{
    g_autofree char *word = option_key(key);
    size_t best = 99;
    int found = -1;
    for (guint i = 0; i < r->order->len; i++) {
        size_t far = option_distance(shown_texts(r, i), word);
        if (far < best) {
            best = far;
            found = (int)i;
        } else if (far == best) {
            found = -1;
        }
    }
    return found;
}

static int pick_by_letter(const char *key, guint n)
{
    return key[0] >= 'a' && key[0] <= 'z' && key[1] == '\0' && (guint)(key[0] - 'a') < n ? key[0] - 'a' : -1;
}

static int pick_by_number(const char *key, guint n)
{
    guint64 value = 0;
    return g_ascii_string_to_unsigned(key, 10, 1, n, &value, NULL) ? (int)value - 1 : -1;
}

/* "b. rapid test": the letter or number and the text of the same option. */
static int pick_by_both(const Reading *r, const char *key)
{
    size_t n = strspn(key, "0123456789");
    n = n ? n : 1;
    if (!key[0] || !key[n] || !strchr(" .):-", key[n]))
        return -1;
    g_autofree char *head = g_strndup(key, n);
    int named = pick_by_letter(head, r->order->len);
    if (named < 0)
        named = pick_by_number(head, r->order->len);
    return named >= 0 && pick_by_text(r, key + n) == named ? named : -1;
}

int quiz_pick(const Reading *r, const char *key)
{
    g_autofree char *word = text_word_key(key);
    int found = pick_by_letter(word, r->order->len);
    if (found < 0)
        found = pick_by_text(r, word); /* before the number: an option may read "3" */
    if (found < 0)
        found = pick_by_number(word, r->order->len);
    return found >= 0 ? found : pick_by_both(r, word);
}

static bool add_once(GArray *picked, int position)
{
    for (guint i = 0; i < picked->len; i++)
        if (g_array_index(picked, int, i) == position)
            return false;
    g_array_append_val(picked, position);
    return true;
}

/* "acd" or "134": every sign an option, none twice. */
static bool pick_run(const Reading *r, const char *word, GArray *picked)
{
    for (const char *p = word; *p; p++) {
        char one[2] = { *p, '\0' };
        int position = g_ascii_isdigit(*p) ? pick_by_number(one, r->order->len) : pick_by_letter(one, r->order->len);
        if (position < 0 || !add_once(picked, position))
            return false;
    }
    return true;
}

static bool is_joint(const char *word)
{
    static const char *const joints[] = { "and", "et", "e", "y", "na", "ne", "lo" };
    for (size_t i = 0; i < G_N_ELEMENTS(joints); i++)
        if (strcmp(word, joints[i]) == 0)
            return true;
    return false;
}

static bool pick_pieces(const Reading *r, const char *text, const char *separators, bool runs, GArray *picked)
{
    g_auto(GStrv) words = g_strsplit_set(text, separators, -1);
    for (char **w = words; *w; w++) {
        g_autofree char *word = text_word_key(*w);
        int position = *word ? quiz_pick(r, word) : -1;
        bool joint = position < 0 && is_joint(word);
        if (*word == '\0' || joint)
            continue;
        if (position >= 0)
            add_once(picked, position);
        else if (!runs || !pick_run(r, word, picked))
            return false;
    }
    return picked->len > 0;
}

/* Letters with any signs between them first; then whole option texts, which hold blanks themselves. */
GArray *quiz_pick_many(const Reading *r, const char *key)
{
    static const char *const separators[] = { " ,;/&+.-()", ",;/&+" };
    for (int i = 0; i < 2; i++) {
        g_autoptr(GArray) picked = g_array_new(FALSE, FALSE, sizeof(int));
        if (pick_pieces(r, key, separators[i], i == 0, picked))
            return g_steal_pointer(&picked);
    }
    return NULL;
}

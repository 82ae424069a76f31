/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes people out of what was said: names of those who take part and of staff, and numbers. What is found goes into a
 * list of stretches first, so that what overlaps is replaced once and places of codings can be carried over. */
#include "export_priv.h"
#include "text.h"

#include <string.h>

#define LONG_NUMBER 9  /* digits: any such number goes */
#define SHORT_NUMBER 6 /* digits that end a known number go, too */

struct ExportNames {
    GHashTable *people; /* key of a word -> GPtrArray of shown texts, borrowed from `shown` */
    GPtrArray *shown;   /* char * */
    GPtrArray *numbers; /* char *, digits */
};

/* Names that are also words: a name only with a capital. */
static const char *const ordinary[] = { "angel", "april", "august", "beauty", "blessed", "blessing", "brave", "bright",
    "charity", "comfort", "courage", "dawn", "dear", "faith", "favour", "fortune", "general", "gift", "given", "glad",
    "glory", "good", "goodness", "grace", "happiness", "happy", "honest", "hope", "innocent", "joy", "june", "justice",
    "king", "knowledge", "life", "light", "love", "loveness", "lovely", "lucky", "major", "mark", "marvellous", "may",
    "memory", "mercy", "moment", "moreblessing", "patience", "peace", "praise", "precious", "pretty", "pride",
    "privilege", "promise", "prosper", "prudence", "queen", "rejoice", "rose", "rosemary", "ruby", "shine", "silence",
    "silver", "star", "sunday", "talent", "thankful", "trust", "truth", "unity", "victory", "virtue", "welcome", "will",
    "wisdom", "wise", "witness", "young", NULL };
/* Words that stand before names, and what people are called by their work. */
static const char *const titles[] = { "and", "clinic", "coordinator", "doctor", "facilitator", "madam", "mai", "matron",
    "midwife", "miss", "mother", "mrs", "mwalimu", "nurse", "nursing", "pastor", "phd", "prof", "professor", "rgn",
    "sir", "sister", "sista", "student", "the", "tutor", "von", "van", "der", NULL };

ExportNames *export_names_new(void)
{
    ExportNames *names = g_new0(ExportNames, 1);
    names->people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    names->shown = g_ptr_array_new_with_free_func(g_free);
    names->numbers = g_ptr_array_new_with_free_func(g_free);
    return names;
}

void export_names_free(ExportNames *names)
{
    if (!names)
        return;
    g_hash_table_unref(names->people);
    g_ptr_array_unref(names->shown);
    g_ptr_array_unref(names->numbers);
    g_free(names);
}

static bool in_word(const char *p)
{
    gunichar c = g_utf8_get_char(p);
    return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

/* The end of the word at p; p itself where none begins. */
static const char *word_end(const char *p)
{
    while (*p && in_word(p))
        p = g_utf8_next_char(p);
    return p;
}

static char *key_of(const char *from, const char *until)
{
    g_autofree char *word = g_strndup(from, (gsize)(until - from));
    return text_key(word);
}

void export_names_add(ExportNames *names, const char *name, const char *shown)
{
    char *own = name && *name ? g_strdup(shown) : NULL;
    if (!own)
        return;
    g_ptr_array_add(names->shown, own);
    for (const char *p = name; *p;) {
        const char *end = word_end(p);
        g_autofree char *key = end > p ? key_of(p, end) : NULL;
        p = end > p ? end : g_utf8_next_char(p);
        if (!key || g_utf8_strlen(key, -1) < 2 || g_strv_contains(titles, key))
            continue;
        GPtrArray *people = g_hash_table_lookup(names->people, key);
        if (!people) {
            people = g_ptr_array_new();
            g_hash_table_insert(names->people, g_strdup(key), people);
        }
        bool had = false;
        for (guint i = 0; i < people->len; i++)
            had = had || strcmp(people->pdata[i], own) == 0;
        if (!had)
            g_ptr_array_add(people, own);
    }
}

void export_names_add_number(ExportNames *names, const char *digits)
{
    if (digits && strlen(digits) >= SHORT_NUMBER)
        g_ptr_array_add(names->numbers, g_strdup(digits));
}

/* --- finding --- */

typedef struct {
    const char *from, *until; /* in the text */
    const char *shown;
} Stretch;

/* Whose name the word is: borrowed, NULL for nobody's. */
static GPtrArray *people_of(const ExportNames *names, const char *from, const char *until)
{
    g_autofree char *key = key_of(from, until);
    GPtrArray *people = g_hash_table_lookup(names->people, key);
    bool small = g_unichar_islower(g_utf8_get_char(from));
    if (people && small && (g_utf8_strlen(key, -1) < 3 || g_strv_contains(ordinary, key)))
        return NULL;
    return people;
}

static GPtrArray *shared(const GPtrArray *a, const GPtrArray *b)
{
    GPtrArray *both = g_ptr_array_new();
    for (guint i = 0; i < a->len; i++)
        for (guint j = 0; j < b->len; j++)
            if (strcmp(a->pdata[i], b->pdata[j]) == 0)
                g_ptr_array_add(both, a->pdata[i]);
    return both;
}

/* The word at `from` with those behind it that belong to the same person. */
static Stretch name_at(const ExportNames *names, const char *from, const char *until, GPtrArray *people)
{
    g_autoptr(GPtrArray) set = g_ptr_array_ref(people);
    Stretch found = { from, until, NULL };
    for (;;) {
        const char *next = found.until;
        while (*next == ' ' || *next == '-')
            next++;
        const char *end = next - found.until <= 2 ? word_end(next) : next;
        GPtrArray *more = end > next ? people_of(names, next, end) : NULL;
        g_autoptr(GPtrArray) both = more ? shared(set, more) : NULL;
        if (!both || both->len == 0)
            break;
        g_ptr_array_unref(set);
        set = g_steal_pointer(&both);
        found.until = end;
    }
    found.shown = set->len == 1 ? set->pdata[0] : "[name]";
    return found;
}

static void find_names(const ExportNames *names, const char *text, GArray *found)
{
    for (const char *p = text; *p;) {
        const char *end = word_end(p);
        GPtrArray *people = end > p ? people_of(names, p, end) : NULL;
        if (people) {
            Stretch one = name_at(names, p, end, people);
            g_array_append_val(found, one);
            end = one.until;
        }
        p = end > p ? end : g_utf8_next_char(p);
    }
}

static bool is_known(const ExportNames *names, const char *digits)
{
    gsize n = strlen(digits);
    const char *bare = *digits == '0' ? digits + 1 : digits; /* as it is dialled at home */
    for (guint i = 0; n >= SHORT_NUMBER && i < names->numbers->len; i++)
        if (g_str_has_suffix(names->numbers->pdata[i], bare))
            return true;
    return false;
}

/* A number in digits of any script, with blanks, dots, dashes, brackets and slashes between them. */
static Stretch number_at(const char *from, GString *digits)
{
    Stretch found = { from, from, "[number]" };
    int between = 0;
    for (const char *p = from; *p && between <= 2; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isdigit(c)) {
            g_string_append_c(digits, (char)('0' + g_unichar_digit_value(c)));
            found.until = g_utf8_next_char(p);
            between = 0;
        } else if (c == 0xA0 || (c < 128 && strchr(" .-()/+", (int)c)))
            between++;
        else
            break;
    }
    return found;
}

static void find_numbers(const ExportNames *names, const char *text, GArray *found)
{
    for (const char *p = text; *p;) {
        g_autoptr(GString) digits = g_string_new(NULL);
        Stretch one = { p, p, NULL };
        if (*p == '+' || g_unichar_isdigit(g_utf8_get_char(p)))
            one = number_at(p, digits);
        if (digits->len >= LONG_NUMBER || is_known(names, digits->str))
            g_array_append_val(found, one);
        p = one.until > p ? one.until : g_utf8_next_char(p);
    }
}

/* --- replacing --- */

static int by_place(gconstpointer a, gconstpointer b)
{
    const Stretch *x = a, *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from)
                              : (x->until < y->until) - (x->until > y->until);
}

char *export_mask(const ExportNames *names, const char *text, GArray *edits)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Stretch));
    GString *out = g_string_new(NULL);
    const char *p = text;
    int at = 0;
    find_names(names, text, found);
    find_numbers(names, text, found);
    g_array_sort(found, by_place);
    for (guint i = 0; i < found->len; i++) {
        Stretch s = g_array_index(found, Stretch, i);
        for (; i + 1 < found->len && g_array_index(found, Stretch, i + 1).from < s.until; i++)
            s.until = MAX(s.until, g_array_index(found, Stretch, i + 1).until);
        at += (int)g_utf8_strlen(p, s.from - p);
        ExportEdit edit = { at, at + (int)g_utf8_strlen(s.from, s.until - s.from), (int)g_utf8_strlen(s.shown, -1) };
        g_string_append_len(out, p, s.from - p);
        g_string_append(out, s.shown);
        at = edit.until;
        p = s.until;
        if (edits)
            g_array_append_val(edits, edit);
    }
    g_string_append(out, p);
    return g_string_free(out, FALSE);
}

int export_mask_place(const GArray *edits, int place, bool end)
{
    int moved = 0;
    for (guint i = 0; edits && i < edits->len; i++) {
        const ExportEdit *edit = &g_array_index(edits, ExportEdit, i);
        if (edit->from >= place)
            break;
        if (edit->until > place)
            return edit->from + moved + (end ? edit->length : 0);
        moved += edit->length - (edit->until - edit->from);
    }
    return place + moved;
}

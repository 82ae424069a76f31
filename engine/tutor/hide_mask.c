/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes people out of what was said: names of those who take part and of staff, numbers, and what the guard finds. It
 * goes into a list of stretches first, so that what overlaps is replaced once and places of codings can be carried
 * over. */
#include "hide_priv.h"
#include "text.h"

#include <string.h>

#define LONG_NUMBER 9  /* digits: any such number goes */
#define SHORT_NUMBER 6 /* digits that end a known number go, too */

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

void hide_add_name(Hide *hide, const char *name, const char *shown)
{
    char *own = name && *name ? g_strdup(shown) : NULL;
    if (!own)
        return;
    g_ptr_array_add(hide->shown, own);
    for (const char *p = name; *p;) {
        const char *end = word_end(p);
        g_autofree char *key = end > p ? key_of(p, end) : NULL;
        p = end > p ? end : g_utf8_next_char(p);
        if (!key || g_utf8_strlen(key, -1) < 2 || g_strv_contains(titles, key))
            continue;
        GPtrArray *people = g_hash_table_lookup(hide->people, key);
        if (!people) {
            people = g_ptr_array_new();
            g_hash_table_insert(hide->people, g_strdup(key), people);
        }
        bool had = false;
        for (guint i = 0; i < people->len; i++)
            had = had || strcmp(people->pdata[i], own) == 0;
        if (!had)
            g_ptr_array_add(people, own);
    }
}

void hide_add_number(Hide *hide, const char *digits)
{
    if (digits && strlen(digits) >= SHORT_NUMBER)
        g_ptr_array_add(hide->numbers, g_strdup(digits));
}

/* --- finding --- */

typedef struct {
    const char *from, *until; /* in the text */
    const char *shown;
    bool guarded; /* found by the guard: who takes part is told by her id where both find the same */
} Stretch;

/* Whose name the word is: borrowed, NULL for nobody's. */
static GPtrArray *people_of(const Hide *hide, const char *from, const char *until)
{
    g_autofree char *key = key_of(from, until);
    GPtrArray *people = g_hash_table_lookup(hide->people, key);
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
static Stretch name_at(const Hide *hide, const char *from, const char *until, GPtrArray *people)
{
    g_autoptr(GPtrArray) set = g_ptr_array_ref(people);
    Stretch found = { .from = from, .until = until };
    for (;;) {
        const char *next = found.until;
        while (*next == ' ' || *next == '-')
            next++;
        const char *end = next - found.until <= 2 ? word_end(next) : next;
        GPtrArray *more = end > next ? people_of(hide, next, end) : NULL;
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

static void find_names(const Hide *hide, const char *text, GArray *found)
{
    for (const char *p = text; *p;) {
        const char *end = word_end(p);
        GPtrArray *people = end > p ? people_of(hide, p, end) : NULL;
        if (people) {
            Stretch one = name_at(hide, p, end, people);
            g_array_append_val(found, one);
            end = one.until;
        }
        p = end > p ? end : g_utf8_next_char(p);
    }
}

static bool is_known(const Hide *hide, const char *digits)
{
    gsize n = strlen(digits);
    const char *bare = *digits == '0' ? digits + 1 : digits; /* as it is dialled at home */
    for (guint i = 0; n >= SHORT_NUMBER && i < hide->numbers->len; i++)
        if (g_str_has_suffix(hide->numbers->pdata[i], bare))
            return true;
    return false;
}

/* A number in digits of any script, with blanks, dots, dashes, brackets and slashes between them. */
static Stretch number_at(const char *from, GString *digits)
{
    Stretch found = { .from = from, .until = from, .shown = "[number]" };
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

static void find_numbers(const Hide *hide, const char *text, GArray *found)
{
    for (const char *p = text; *p;) {
        g_autoptr(GString) digits = g_string_new(NULL);
        Stretch one = { .from = p, .until = p };
        if (*p == '+' || g_unichar_isdigit(g_utf8_get_char(p)))
            one = number_at(p, digits);
        if (digits->len >= LONG_NUMBER || is_known(hide, digits->str))
            g_array_append_val(found, one);
        p = one.until > p ? one.until : g_utf8_next_char(p);
    }
}

static const char *shown_for(const GuardFinding *finding, const char *text)
{
    static const char *const instead[GUARD_KINDS] = { [GUARD_NAME] = "[name]",
        [GUARD_INITIALS] = "[name]",
        [GUARD_PHONE] = "[number]",
        [GUARD_NUMBER] = "[number]",
        [GUARD_DATE] = "[date]",
        [GUARD_PLACE] = "[place]",
        [GUARD_CONTACT] = "[place]" };
    bool mail = finding->kind == GUARD_CONTACT && memchr(text + finding->start, '@', finding->end - finding->start);
    return mail ? "[e-mail]" : instead[finding->kind];
}

static void find_patients(const Hide *hide, const char *text, GArray *found)
{
    g_autoptr(GArray) findings = guard_find(hide->guard, hide->cases, text);
    for (guint i = 0; i < findings->len; i++) {
        const GuardFinding *one = &g_array_index(findings, GuardFinding, i);
        Stretch s = { text + one->start, text + one->end, shown_for(one, text), true };
        g_array_append_val(found, s);
    }
}

/* --- replacing --- */

static int by_place(gconstpointer a, gconstpointer b)
{
    const Stretch *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->until != y->until)
        return x->until > y->until ? -1 : 1;
    return x->guarded - y->guarded;
}

/* Whether `next` overlaps what is before it, or goes on with it behind a blank: "the only" is one [place]. */
static bool goes_on(const Stretch *s, const Stretch *next)
{
    bool same = s->guarded && next->guarded && strcmp(s->shown, next->shown) == 0;
    return next->from < s->until || (same && next->from == s->until + 1 && *s->until == ' ');
}

/* In order, none over another. Given. */
static GArray *find_all(const Hide *hide, const char *text)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(Stretch));
    guint kept = 0;
    find_names(hide, text, found);
    find_numbers(hide, text, found);
    if (hide->guard)
        find_patients(hide, text, found);
    g_array_sort(found, by_place);
    for (guint i = 0; i < found->len; i++) {
        const Stretch s = g_array_index(found, Stretch, i);
        Stretch *last = kept ? &g_array_index(found, Stretch, kept - 1) : NULL;
        if (last && goes_on(last, &s))
            last->until = MAX(last->until, s.until);
        else
            g_array_index(found, Stretch, kept++) = s;
    }
    g_array_set_size(found, kept);
    return found;
}

char *hide_text(const Hide *hide, const char *text, GArray *edits)
{
    g_autoptr(GArray) found = find_all(hide, text);
    GString *out = g_string_new(NULL);
    const char *p = text;
    int at = 0;
    for (guint i = 0; i < found->len; i++) {
        const Stretch *s = &g_array_index(found, Stretch, i);
        at += (int)g_utf8_strlen(p, s->from - p);
        HideEdit edit = { at, at + (int)g_utf8_strlen(s->from, s->until - s->from), (int)g_utf8_strlen(s->shown, -1) };
        g_string_append_len(out, p, s->from - p);
        g_string_append(out, s->shown);
        at = edit.until;
        p = s->until;
        if (edits)
            g_array_append_val(edits, edit);
    }
    g_string_append(out, p);
    return g_string_free(out, FALSE);
}

char *hide_dots(const Hide *hide, const char *text)
{
    g_autoptr(GArray) found = find_all(hide, text);
    GString *out = g_string_new(NULL);
    const char *p = text;
    for (guint i = 0; i < found->len; i++) {
        const Stretch *s = &g_array_index(found, Stretch, i);
        g_string_append_len(out, p, s->from - p);
        for (p = s->from; p < s->until; p = g_utf8_next_char(p)) {
            gunichar c = g_utf8_get_char(p);
            g_string_append_unichar(out, g_unichar_isspace(c) ? c : 0x2022);
        }
    }
    g_string_append(out, p);
    return g_string_free(out, FALSE);
}

int hide_place(const GArray *edits, int place, bool end)
{
    int moved = 0;
    for (guint i = 0; edits && i < edits->len; i++) {
        const HideEdit *edit = &g_array_index(edits, HideEdit, i);
        if (edit->from >= place)
            break;
        if (edit->until > place)
            return edit->from + moved + (end ? edit->length : 0);
        moved += edit->length - (edit->until - edit->from);
    }
    return place + moved;
}

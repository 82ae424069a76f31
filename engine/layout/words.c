/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command words: one file a language, read where it lies. A word counts only as the whole message, in whatever
 * language it is. Of what is one slip away only that counts which does no harm, or is asked about. */
#include "words_priv.h"
#include "text.h"
#include <string.h>

#define KEY_MOST 70 /* longer messages are talk */
#define SLIP_LEAST 4
#define NAME_WORDS 4

static const char *const word_names[WORDS] = {
    [WORD_NONE] = "",
    [WORD_STOP] = "stop",
    [WORD_START] = "start",
    [WORD_HELP] = "help",
    [WORD_MENU] = "menu",
    [WORD_PROGRESS] = "progress",
    [WORD_PAUSE] = "pause",
    [WORD_LATER] = "later",
    [WORD_CPD] = "cpd",
    [WORD_FORGET] = "forget",
    [WORD_DONE] = "done",
    [WORD_UNDO] = "undo",
    [WORD_LITE] = "lite",
    [WORD_FULL] = "full",
    [WORD_LANGUAGE] = "language",
    [WORD_NAME] = "name",
    [WORD_MY_DATA] = "my_data",
    [WORD_STUDY_NO] = "study_no",
    [WORD_STUDY_YES] = "study_yes",
    [WORD_SHARE] = "share",
    [WORD_ASK] = "ask",
    [WORD_DISCARD] = "discard",
    [WORD_YES] = "yes",
    [WORD_NO] = "no",
    [WORD_CONTINUE] = "continue",
    [WORD_COURSES_ON] = "courses_on",
    [WORD_COURSES_OFF] = "courses_off",
    [WORD_VOLUNTEER] = "volunteer",
    [WORD_SWAP] = "swap",
    [WORD_NOT_THIS_WEEK] = "not_this_week",
    [WORD_RULES] = "rules",
    [WORD_MEMBERS] = "members",
    [WORD_REPORT] = "report",
    [WORD_BLOCK] = "block",
    [WORD_UNBLOCK] = "unblock",
    [WORD_ANON] = "anon",
    [WORD_SOCIAL] = "social",
    [WORD_SOCIAL_OFF] = "social_off",
    [WORD_SOCIAL_ON] = "social_on",
    [WORD_WELL_DONE] = "well_done",
    [WORD_HERE] = "here",
    [WORD_STOCK] = "stock",
    [WORD_SENIOR_ON] = "senior_on",
    [WORD_SENIOR_OFF] = "senior_off",
};

/* What may be meant by a word that is one letter off. SHARE, DONE and their like would do something that was not
 * wanted; STOP and FORGET are asked about. */
static const bool may_slip[WORDS] = {
    [WORD_STOP] = true,
    [WORD_START] = true,
    [WORD_HELP] = true,
    [WORD_MENU] = true,
    [WORD_PROGRESS] = true,
    [WORD_PAUSE] = true,
    [WORD_LATER] = true,
    [WORD_CPD] = true,
    [WORD_FORGET] = true,
    [WORD_UNDO] = true,
    [WORD_LITE] = true,
    [WORD_LANGUAGE] = true,
    [WORD_MY_DATA] = true,
    [WORD_STUDY_NO] = true,
    [WORD_CONTINUE] = true,
    [WORD_COURSES_OFF] = true,
};

const char *phrase_word_name(Word word)
{
    return word < WORDS ? word_names[word] : "";
}

static bool called(const EmbeddedWord *row, const char *name)
{
    return *row->name == *name && strncmp(row->name, name, row->name_size) == 0 && name[row->name_size] == '\0';
}

static bool show(WordEntry *e, const EmbeddedWord *row)
{
    e->row = row;
    e->file = row->file;
    e->name = row->name;
    e->name_size = row->name_size;
    e->entry = row->word;
    e->size = row->size;
    return row->file != NULL;
}

bool words_next(WordEntry *e, const char *name)
{
    const EmbeddedWord *row = e->row ? e->row + 1 : layout_words_list;
    while (name && row->file && !called(row, name))
        row++;
    return show(e, row);
}

bool words_take(const char **text, const char *name, const EmbeddedFile **file)
{
    size_t longest = 0;
    WordEntry e = { 0 };
    while (words_next(&e, name)) {
        const char *own = words_key_of(e.row);
        size_t n = strlen(own);
        if (n > longest && strncmp(*text, own, n) == 0 && !g_ascii_isalpha((*text)[n])) {
            longest = n;
            if (file)
                *file = e.file;
        }
    }
    *text += longest;
    *text += longest ? strspn(*text, " ") : 0;
    return longest > 0;
}

bool phrase_lists(const char *line, const char *word)
{
    WordEntry e = { 0 };
    g_autofree char *key = words_key(word);
    while (*key && words_next(&e, line))
        if (strcmp(words_key_of(e.row), key) == 0)
            return true;
    return false;
}

/* The one command that is a slip away; none when there are two, or when it is a word of its own. */
static Word find_near(const char *key)
{
    bool several = false;
    if (strlen(key) < SLIP_LEAST || words_never(key))
        return WORD_NONE;
    Word found = words_find_near(key, SLIP_LEAST, &several);
    return !several && may_slip[found] ? found : WORD_NONE;
}

/* Takes one courtesy from an end of *text, from the beginning rather; false when there is none. */
static bool take_courtesy(char *text)
{
    guint n = 0;
    size_t size = strlen(text);
    const WordLine *polite = words_polite(&n);
    for (guint i = 0; i < n; i++) {
        size_t own = polite[i].size;
        if (own >= size)
            continue;
        if (text[own] == ' ' && memcmp(text, polite[i].key, own) == 0) {
            memmove(text, text + own + 1, size - own);
            return true;
        }
        if (text[size - own - 1] == ' ' && memcmp(text + size - own, polite[i].key, own) == 0) {
            text[size - own - 1] = '\0';
            return true;
        }
    }
    return false;
}

/* "please" and its like are taken from both ends; NULL when there is none. Given. */
static char *without_courtesy(const char *key)
{
    g_autofree char *left = g_strdup(key);
    bool changed = false;
    while (take_courtesy(left))
        changed = true;
    return changed ? g_steal_pointer(&left) : NULL;
}

/* "stop stop stop": the one word that is repeated; NULL when there is none. Given. */
static char *said_once(const char *key)
{
    size_t n = strcspn(key, " ");
    const char *p = key + n;
    while (*p == ' ' && strncmp(p + 1, key, n) == 0 && (p[n + 1] == ' ' || p[n + 1] == '\0'))
        p += n + 1;
    return n > 0 && key[n] && *p == '\0' ? g_strndup(key, n) : NULL;
}

/* The name as it was typed behind `skip` words, where it looks like one: "name the moments" does not. */
static bool read_name(const char *text, guint skip, Said *said)
{
    const char *p = text;
    for (guint i = 0; i < skip; i++) {
        while (*p && !g_unichar_isalpha(g_utf8_get_char(p)))
            p = g_utf8_next_char(p);
        p += strcspn(p, " \t\n:=");
        p += strspn(p, " \t\n");
    }
    bool sign = *p == ':' || *p == '=';
    p += strspn(p, " \t\n:=-");
    g_autofree char *name = g_strstrip(g_strdup(p));
    g_auto(GStrv) words = g_strsplit_set(name, " \t\n", -1);
    guint n = g_strv_length(words);
    bool capital = true;
    for (guint i = 0; i < n; i++)
        capital = capital && !g_unichar_islower(g_utf8_get_char(words[i]));
    if (*name == '\0' || n > NAME_WORDS || strlen(name) >= SAID_REST || (!sign && !capital && n > 1))
        return false;
    g_strlcpy(said->rest, name, sizeof said->rest);
    return true;
}

/* A file is called after its language. */
static void set_language(Said *said, const EmbeddedFile *file)
{
    g_strlcpy(said->rest, file->name, sizeof said->rest);
    said->rest[strcspn(said->rest, ".")] = '\0';
}

static bool read_language(const char *key, bool slips, Said *said)
{
    const EmbeddedFile *file = words_language(key);
    WordEntry e = { 0 };
    while (slips && !file && strlen(key) > SLIP_LEAST && words_next(&e, "this"))
        file = words_near(words_key_of(e.row), key) ? e.file : NULL;
    if (file)
        set_language(said, file);
    return file != NULL;
}

/* What follows a word: PAUSE 3, LATER 20:00, NAME Rudo, LANGUAGE fr. */
static bool read_rest(const char *text, guint before, const char *rest, Said *said)
{
    if (said->word == WORD_PAUSE)
        return words_days(rest, said);
    if (said->word == WORD_LATER)
        return words_clock(rest, said);
    if (said->word == WORD_NAME)
        return !said->slip && read_name(text, before, said);
    if (said->word != WORD_LANGUAGE)
        return false;
    if (read_language(rest, true, said))
        return true;
    g_strlcpy(said->rest, rest, sizeof said->rest);
    return strlen(rest) <= 3;
}

/* The longest beginning that is a word with something behind it. */
static bool read_with_rest(const char *text, const char *key, bool slips, Said *said)
{
    g_autofree char *head = g_strdup(key);
    guint before = 1;
    for (const char *p = key; *p; p++)
        before += *p == ' ';
    for (char *blank = strrchr(head, ' '); blank; blank = strrchr(head, ' ')) {
        *blank = '\0';
        before--;
        said->word = slips ? find_near(head) : words_find(head);
        said->slip = slips;
        if (said->word != WORD_NONE && read_rest(text, before, key + (blank - head) + 1, said))
            return true;
    }
    return false;
}

static bool read_key(const char *text, const char *key, Said *said)
{
    *said = (Said){ .minute = -1, .word = words_find(key) };
    if (said->word != WORD_NONE)
        return true;
    if (read_with_rest(text, key, false, said))
        return true;
    *said = (Said){ .minute = -1, .word = WORD_LANGUAGE, .bare = true };
    return strlen(key) > 3 && read_language(key, false, said);
}

static bool read_near(const char *text, const char *key, Said *said)
{
    *said = (Said){ .minute = -1, .word = find_near(key), .slip = true };
    return said->word != WORD_NONE || read_with_rest(text, key, true, said);
}

bool phrase_read(const char *text, bool slips, Said *said)
{
    *said = (Said){ .minute = -1 };
    g_autofree char *key = strlen(text) > 6 * KEY_MOST ? g_strdup("") : words_key(text);
    if (*key == '\0' || strlen(key) > KEY_MOST)
        return false;
    if (read_key(text, key, said))
        return true;
    g_autofree char *plain = without_courtesy(key);
    if (plain && read_key(text, plain, said))
        return true;
    g_autofree char *once = said_once(plain ? plain : key);
    if (once && (said->word = words_find(once)) != WORD_NONE)
        return true;
    if (slips && (read_near(text, key, said) || (plain && read_near(text, plain, said))))
        return true;
    *said = (Said){ .minute = -1 };
    return false;
}

Word phrase_word(const char *text, int *number)
{
    Said said;
    phrase_read(text, false, &said);
    if (number)
        *number = said.number;
    return said.word;
}

char *phrase_said_in(const char *text, Word word)
{
    WordEntry e = { 0 };
    g_autofree char *key = words_key(text), *plain = without_courtesy(key);
    while (words_next(&e, phrase_word_name(word)))
        if (g_str_equal(words_key_of(e.row), key) || (plain && g_str_equal(words_key_of(e.row), plain)))
            return g_strndup(e.file->name, strcspn(e.file->name, "."));
    return NULL;
}

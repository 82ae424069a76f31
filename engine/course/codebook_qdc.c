/* SPDX-License-Identifier: GPL-3.0-or-later */
/* REFI-QDA knows a code's name, description, colour and guid. What else we know travels as the last line of the
 * description, "[baraza id=... choose=one]", which other programs show and keep. */
#include "codebook_priv.h"

#include <math.h>
#include <string.h>

#define MARK "[baraza "

typedef struct {
    Codebook *book;
    const char *name;
    int renamed, wrong_guids;
} Qdc;

static bool is_id(const char *text)
{
    gsize n = strlen(text);
    return n >= 1 && n <= CODEBOOK_MAX_ID && g_ascii_islower(*text) &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_.-") == n;
}

char *codebook_slug(const char *text)
{
    g_autofree char *plain = g_str_to_ascii(text, "C");
    GString *out = g_string_new(NULL);
    for (const char *p = plain; *p && out->len < CODEBOOK_MAX_ID - 5; p++) {
        bool good = g_ascii_isalpha(*p) || (g_ascii_isdigit(*p) && out->len);
        if (good)
            g_string_append_c(out, g_ascii_tolower(*p));
        else if (out->len && out->str[out->len - 1] != '-')
            g_string_append_c(out, '-');
    }
    while (out->len && out->str[out->len - 1] == '-')
        g_string_truncate(out, out->len - 1);
    if (!out->len)
        g_string_append(out, "code");
    return g_string_free(out, FALSE);
}

/* An id that no other code has: the wanted one, else numbered. Given. */
static char *free_id(Qdc *q, const char *wanted)
{
    char *id = g_strdup(wanted);
    for (int n = 2; codebook_find(q->book, id) >= 0; n++) {
        g_free(id);
        id = g_strdup_printf("%.59s-%d", wanted, n);
        q->renamed++;
    }
    return id;
}

/* "8-4-4-4-12" in lower case without braces; NULL when it is none. Given. */
static char *guid_of(const XmlNode *node)
{
    g_autofree char *text = xml_attr(node, "guid");
    g_autofree char *bare = text ? g_ascii_strdown(text, -1) : NULL;
    if (!bare)
        return NULL;
    g_strdelimit(bare, "{}", ' ');
    g_strstrip(bare);
    return g_uuid_string_is_valid(bare) ? g_steal_pointer(&bare) : NULL;
}

/* "#abc" or "#aabbcc" as "#aabbcc". Given; NULL otherwise. */
static char *color_of(const XmlNode *node)
{
    g_autofree char *text = xml_attr(node, "color");
    gsize n = text ? strlen(text) : 0;
    if (!n || *text != '#' || strspn(text + 1, "0123456789abcdefABCDEF") != n - 1)
        return NULL;
    if (n == 7)
        return g_steal_pointer(&text);
    return n == 4 ? g_strdup_printf("#%c%c%c%c%c%c", text[1], text[1], text[2], text[2], text[3], text[3]) : NULL;
}

/* Cuts our line off a description: "id=a choose=one", or NULL. Given. */
static char *take_mark(char *description)
{
    char *start = g_strrstr(description, MARK);
    gsize n = start ? strlen(start) : 0;
    if (!start || start[n - 1] != ']' || strchr(start, '\n') || (start > description && start[-1] != '\n'))
        return NULL;
    char *mark = g_strndup(start + strlen(MARK), n - strlen(MARK) - 1);
    *start = '\0';
    g_strchomp(description);
    return mark;
}

/* The value of a word of our line; what follows "citation=" runs to its end. Given, NULL when absent. */
static char *mark_word(const char *mark, const char *key)
{
    if (!mark)
        return NULL;
    g_autofree char *wanted = g_strconcat(key, "=", NULL);
    gsize n = strlen(wanted);
    const char *end = strstr(mark, "citation=");
    for (const char *p = mark; p; p = strchr(p, ' ')) {
        p += *p == ' ';
        if (end && p > end)
            return NULL;
        if (strncmp(p, wanted, n) == 0)
            return p == end ? g_strdup(p + n) : g_strndup(p + n, strcspn(p + n, " "));
    }
    return NULL;
}

static bool mark_is(const char *mark, const char *key, const char *value)
{
    g_autofree char *word = mark_word(mark, key);
    return g_strcmp0(word, value) == 0;
}

static double mark_number(const char *mark, const char *key, double low, double high)
{
    g_autofree char *word = mark_word(mark, key);
    char *end = NULL;
    double value = word ? g_ascii_strtod(word, &end) : NAN;
    return word && end != word && !*end && value >= low && value <= high ? round(value * 1e6) / 1e6 : NAN;
}

/* The description without our line, and our line. Both given; *mark may be NULL. */
static char *description_of(const XmlNode *node, char **mark)
{
    const XmlNode *child = xml_child(node, "Description");
    char *text = child ? g_strstrip(xml_text(child)) : g_strdup("");
    *mark = take_mark(text);
    return text;
}

static void fill_code(Qdc *q, Code *code, const XmlNode *node)
{
    g_autofree char *title = xml_attr(node, "name"), *codable = xml_attr(node, "isCodable"), *mark = NULL;
    g_autofree char *summary = description_of(node, &mark), *known = mark_word(mark, "id");
    g_autofree char *wanted = known && is_id(known) ? g_strdup(known) : codebook_slug(title ? title : "");
    code->id = free_id(q, wanted);
    code->guid = guid_of(node);
    q->wrong_guids += code->guid == NULL;
    code->color = color_of(node);
    code->codable = g_strcmp0(codable, "true") == 0 || g_strcmp0(codable, "1") == 0;
    code->one = mark_is(mark, "choose", "one");
    code->ordinal = mark_is(mark, "scale", "ordinal");
    code->alarm = mark_is(mark, "alarm", "true");
    code->expected = mark_number(mark, "expected", 0, 1);
    code->points = mark_number(mark, "points", -100, 100);
    code_add_text(code->titles, NULL, title && *title ? title : code->id);
    if (*summary)
        code_add_text(code->summaries, NULL, summary);
}

static bool read_codes(Qdc *q, const XmlNode *node, int parent, int depth, GError **error)
{
    for (const XmlNode *child = xml_child(node, "Code"); child; child = xml_next(child, "Code")) {
        if (depth >= CODEBOOK_MAX_DEPTH || q->book->codes->len >= CODEBOOK_MAX_CODES)
            return codebook_fail(error, q->name, xml_line(child), "a codebook holds %d codes, %d deep",
                CODEBOOK_MAX_CODES, CODEBOOK_MAX_DEPTH);
        int place = (int)q->book->codes->len;
        Code *code = code_new(parent, depth);
        fill_code(q, code, child);
        g_ptr_array_add(q->book->codes, code);
        if (!read_codes(q, child, place, depth + 1, error))
            return false;
    }
    return true;
}

/* The folder that codebook_write_qdc puts around a book: its codes are the book's. */
static const XmlNode *read_folder(Codebook *book, const XmlNode *codes)
{
    const XmlNode *folder = xml_child(codes, "Code");
    g_autofree char *mark = NULL, *summary = folder ? description_of(folder, &mark) : NULL;
    g_autofree char *id = mark_word(mark, "codebook"), *title = folder ? xml_attr(folder, "name") : NULL;
    if (!id || !is_id(id) || xml_next(folder, "Code"))
        return NULL;
    book->id = g_steal_pointer(&id);
    book->lang = mark_word(mark, "lang");
    book->citation = mark_word(mark, "citation");
    book->one = mark_is(mark, "choose", "one");
    book->ordinal = mark_is(mark, "scale", "ordinal");
    code_add_text(book->titles, NULL, title && *title ? title : book->id);
    if (*summary)
        code_add_text(book->summaries, NULL, summary);
    return folder;
}

static void note(GPtrArray *notes, int n, const char *one, const char *many)
{
    if (notes && n > 0)
        g_ptr_array_add(notes, n == 1 ? g_strdup(one) : g_strdup_printf(many, n));
}

static int sets_of(const XmlNode *root)
{
    int n = 0;
    const XmlNode *sets = xml_child(root, "Sets");
    for (const XmlNode *set = sets ? xml_child(sets, "Set") : NULL; set; set = xml_next(set, "Set"))
        n++;
    return n;
}

/* A guid that we would give ourselves is none: so a book that comes back unchanged is the same book. */
static void drop_own_guids(const Codebook *book)
{
    for (guint i = 0; i < book->codes->len; i++) {
        Code *code = book->codes->pdata[i];
        g_autofree char *own = codebook_guid(book->id, code->id);
        if (g_strcmp0(code->guid, own) == 0)
            g_clear_pointer(&code->guid, g_free);
    }
}

Codebook *codebook_from_qdc(const XmlNode *root, const char *name, const char *id, GPtrArray *notes, GError **error)
{
    g_autoptr(Codebook) book = codebook_new();
    Qdc q = { .book = book, .name = name };
    const XmlNode *codes = xml_child(root, "Codes");
    const XmlNode *folder = codes ? read_folder(book, codes) : NULL;
    if (!codes) {
        codebook_fail(error, name, xml_line(root), "the <CodeBook> has no <Codes>");
        return NULL;
    }
    if (!read_codes(&q, folder ? folder : codes, -1, 0, error))
        return NULL;
    g_autofree char *base = g_path_get_basename(name), *slug = codebook_slug(base);
    char *dot = strrchr(slug, '-');
    if (dot && (strcmp(dot, "-qdc") == 0 || strcmp(dot, "-qde") == 0))
        *dot = '\0';
    if (id || !book->id) {
        g_free(book->id);
        book->id = g_strdup(id ? id : slug);
    }
    if (!book->titles->len)
        code_add_text(book->titles, NULL, book->id);
    drop_own_guids(book);
    note(notes, sets_of(root), "a set of codes was left out: a codebook here holds none",
        "%d sets of codes were left out: a codebook here holds none");
    note(notes, q.wrong_guids, "a code has no guid in the standard's form; it gets one of its own",
        "%d codes have no guid in the standard's form; they get their own");
    return codebook_check(book, name, error) ? g_steal_pointer(&book) : NULL;
}

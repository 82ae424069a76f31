/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows a header: who speaks, or that WhatsApp does; a file, an edit, a deletion. Words are recognised by the
 * files of engine/chat/words; names of files also without them, for phones number what they make in one way everywhere.
 */
#include "chat_priv.h"

#include <string.h>

#define NAME_MAX_BYTES 400 /* of a sender; WhatsApp's own limit is 25 characters, an address book's is higher */

void chat_body_clear(ChatBody *body)
{
    g_free(body->sender);
    g_free(body->text);
    g_free(body->media);
    *body = (ChatBody){ 0 };
}

static const char *skip_marks(const char *p)
{
    while ((guchar)*p >= 0x80 && chat_is_mark(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    return p;
}

/* Up to the first colon that a blank, a mark of direction or the line's end follows. */
gsize chat_sender_end(const char *rest, gsize *after)
{
    const char *eol = strchrnul(rest, '\n');
    for (const char *p = rest; p < eol && p - rest <= NAME_MAX_BYTES; p++) {
        if (*p != ':')
            continue;
        const char *next = p + 1;
        bool blank = *next && chat_is_blank(g_utf8_get_char(next));
        if (p == rest || !(blank || next == eol || skip_marks(next) > next))
            continue;
        *after = (gsize)(next - rest) + (blank ? (gsize)(g_utf8_next_char(next) - next) : 0);
        return (gsize)(p - rest);
    }
    return 0;
}

/* Without the marks of direction around it: "+263 77 123 4567" comes embedded in them. */
static char *trim_marks(const char *text, gsize size)
{
    const char *end = text + size;
    while (text < end && (guchar)*text >= 0x80 && chat_is_mark(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    for (const char *last; end > text && (last = g_utf8_find_prev_char(text, end)); end = last)
        if (!chat_is_mark(g_utf8_get_char(last)))
            break;
    return g_strndup(text, (gsize)(end - text));
}

/* "00000042-PHOTO-2020-06-07-15-13-20.jpg", "IMG-20210428-WA0001.jpg": how phones name what they keep. */
static bool phone_named(const char *name)
{
    gsize digits = strspn(name, "0123456789");
    if (digits >= 8 && name[digits] == '-')
        return strrchr(name, '.') != NULL;
    const char *dash = strchr(name, '-');
    return dash && dash - name <= 5 && strspn(dash + 1, "0123456789") == 8 && g_str_has_prefix(dash + 9, "-WA");
}

static bool has_extension(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && dot > name && dot[1] && strlen(dot) <= 12 && !strchr(dot, ' ');
}

/* "NAME (file attached)" at the line's end. */
static char *attached_android(const char *line, gsize size, const ChatWords *words)
{
    g_autofree char *all = trim_marks(line, size);
    g_strchomp(all);
    char *open = strrchr(all, '(');
    if (!open || open == all || !g_str_has_suffix(open, ")") || open[-1] != ' ')
        return NULL;
    g_autofree char *inside = chat_plain(open + 1, (gssize)strlen(open) - 2);
    g_autofree char *name = trim_marks(all, (gsize)(open - 1 - all));
    bool fits = chat_words_is_attached(words, inside) ? *name != '\0' : phone_named(name) && has_extension(name);
    return fits ? g_steal_pointer(&name) : NULL;
}

/* "<attached: NAME>" at the line's end; *from is where it begins. */
static char *attached_ios(const char *line, gsize size, const ChatWords *words, gsize *from)
{
    gsize end = size;
    while (end && (g_ascii_isspace(line[end - 1])))
        end--;
    const char *open = end ? g_strrstr_len(line, (gssize)end, "<") : NULL;
    if (!open || line[end - 1] != '>')
        return NULL;
    const char *colon = memchr(open, ':', (gsize)(line + end - open));
    if (!colon)
        return NULL;
    g_autofree char *word = chat_plain(open + 1, colon - open - 1);
    g_autofree char *name = trim_marks(colon + 1, (gsize)(line + end - 1 - colon - 1));
    g_strstrip(name);
    if (!chat_words_is_attached_as(words, word) && !(phone_named(name) && has_extension(name)))
        return NULL;
    *from = (gsize)(open - line);
    return *name ? g_steal_pointer(&name) : NULL;
}

/* "x.pdf • 3 pages document omitted": the name before the sign. */
static char *named_before_pages(const char *line, gsize size)
{
    const char *sign = g_strstr_len(line, (gssize)size, "\xE2\x80\xA2");
    g_autofree char *name = sign ? trim_marks(line, (gsize)(sign - line)) : NULL;
    if (name)
        g_strstrip(name);
    return name && has_extension(name) ? g_steal_pointer(&name) : NULL;
}

/* What stands for a file that was left out. On Android it is in angle brackets, on iOS a mark stands before it. */
static char *omitted(const char *line, gsize size, const ChatWords *words, bool ios)
{
    const char *kind = NULL;
    const char *text = skip_marks(line);
    bool marked = text > line || g_strstr_len(line, (gssize)size, "\xE2\x80\x8E");
    if (size > 300 || text >= line + size || (*text != '<' && !ios && !marked))
        return NULL;
    g_autofree char *plain = chat_plain(text, (gssize)(line + size - text));
    if (!chat_words_is(words, CHAT_WORD_OMITTED, plain, &kind))
        return NULL;
    char *name = named_before_pages(line, size);
    return name ? name : g_strdup(kind);
}

/* Takes the mark of an edit from the end of a text. */
static bool take_edited(char *text, const ChatWords *words)
{
    gsize n = strlen(text);
    while (n && g_ascii_isspace(text[n - 1]))
        n--;
    char *open = n && text[n - 1] == '>' ? g_strrstr_len(text, (gssize)n, "<") : NULL;
    if (!open)
        return false;
    g_autofree char *inside = chat_plain(open + 1, (gssize)(text + n - 1 - open - 1));
    if (!chat_words_is_edited(words, inside))
        return false;
    *open = '\0';
    for (char *last; (last = g_utf8_find_prev_char(text, open)); *(open = last) = '\0') {
        gunichar c = g_utf8_get_char(last);
        if (!chat_is_mark(c) && !chat_is_blank(c) && c != '\n')
            break;
    }
    return true;
}

/* Cuts `size` bytes at `at`, and the line's end that is left over. */
static void cut(char *text, gsize at, gsize size)
{
    memmove(text + at, text + at + size, strlen(text + at + size) + 1);
    if (at == 0)
        memmove(text, text + strspn(text, "\n"), strlen(text + strspn(text, "\n")) + 1);
    else
        while (at && (text[at - 1] == '\n' || text[at - 1] == ' ') && text[at] == '\0')
            text[--at] = '\0';
}

/* A file in the first or, after its caption, in the last line. */
static char *take_media(char *text, const ChatWords *words, bool ios)
{
    gsize first = (gsize)(strchrnul(text, '\n') - text), whole = strlen(text);
    const char *lf = strrchr(text, '\n');
    gsize start[2] = { 0, lf ? (gsize)(lf + 1 - text) : 0 }, size[2] = { first, whole - (lf ? start[1] : 0) };
    for (int i = 0; i < (lf ? 2 : 1); i++) {
        char *line = text + start[i], *media = NULL;
        gsize from = 0;
        if (memchr(line, ')', size[i]) && (media = attached_android(line, size[i], words)))
            cut(text, start[i], size[i]);
        else if (memchr(line, '>', size[i]) && (media = attached_ios(line, size[i], words, &from))) {
            g_autofree char *before = trim_marks(line, from);
            char *named = named_before_pages(line, from);
            cut(text, start[i] + (named || !*g_strstrip(before) ? 0 : from),
                named || !*before ? size[i] : size[i] - from);
            g_free(named);
        } else if ((media = omitted(line, size[i], words, ios)))
            cut(text, start[i], size[i]);
        if (media)
            return media;
    }
    return NULL;
}

static bool is_wording(const char *text, ChatWordKind kind, const ChatWords *words)
{
    if (strlen(text) > 1000)
        return false;
    g_autofree char *plain = chat_plain(text, -1);
    return chat_words_is(words, kind, plain, NULL);
}

static bool quotes(const char *text, gsize size)
{
    return memchr(text, '"', size) || g_strstr_len(text, (gssize)size, "\xE2\x80\x9C") ||
           g_strstr_len(text, (gssize)size, "\xE2\x80\x9E") || g_strstr_len(text, (gssize)size, "\xC2\xAB");
}

static void read_system(const char *rest, bool known, ChatBody *body)
{
    body->system = true;
    body->known = known;
    body->text = g_strdup(skip_marks(rest));
}

void chat_body_read(const char *rest, const ChatWords *words, bool ios, const char *host, ChatBody *body)
{
    gsize after = 0, end = chat_sender_end(rest, &after);
    *body = (ChatBody){ 0 };
    if ((!end || quotes(rest, end)) && is_wording(rest, CHAT_WORD_SYSTEM, words)) {
        read_system(rest, true, body); /* a group's name in quotes may hold a colon */
        return;
    }
    if (!end) {
        read_system(rest, false, body);
        return;
    }
    const char *said = rest + after, *bare = skip_marks(said);
    bool marked = bare > said || (end + 1 < after && skip_marks(rest + end + 1) > rest + end + 1);
    g_autofree char *sender = trim_marks(rest, end);
    bool hosted = host && strcmp(host, sender) == 0;
    bool known = (marked || hosted) && is_wording(bare, CHAT_WORD_SYSTEM, words);
    if (known) {
        read_system(bare, true, body);
        return;
    }
    body->sender = g_steal_pointer(&sender);
    body->known = true;
    while (g_str_has_prefix(said, "\xE2\x80\x8E")) /* the phone's, before what it says itself */
        said += 3;
    body->text = g_strdup(said);
    body->edited = strchr(bare, '>') && take_edited(body->text, words);
    body->deleted = strlen(body->text) <= 300 && is_wording(body->text, CHAT_WORD_DELETED, words);
    body->media = body->deleted ? NULL : take_media(body->text, words, ios);
    if (ios && marked && hosted && !body->media && !body->deleted && !strchr(rest, '\n') &&
        !g_str_has_prefix(bare, "POLL") && !strstr(bare, "https://maps.") && !strstr(bare, "https://foursquare.")) {
        g_free(body->sender);
        body->sender = NULL;
        body->system = true;
        body->known = false;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a message: "12/07/2017, 22:35 - ", "[1/29/18, 11:33:03 PM] " and their kin. Digits of any script count,
 * blanks of any width, and the marks of direction that phones sprinkle between are stepped over. */
#include "chat_priv.h"
#include "clock.h"

#include <string.h>

bool chat_is_mark(gunichar c)
{
    return c == 0xFEFF || c == 0x200B || c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

bool chat_is_blank(gunichar c)
{
    return c == ' ' || c == '\t' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x3000;
}

bool chat_layout_equal(const ChatLayout *a, const ChatLayout *b)
{
    return a->close == b->close && a->separator == b->separator && a->year_at == b->year_at && a->comma == b->comma &&
           a->seconds == b->seconds && a->noon == b->noon;
}

static const char *marks(const char *p)
{
    while ((guchar)*p >= 0x80 && chat_is_mark(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    return p;
}

static const char *blanks(const char *p)
{
    for (p = marks(p); *p && chat_is_blank(g_utf8_get_char(p)); p = marks(p))
        p = g_utf8_next_char(p);
    return p;
}

/* A number of at most `most` digits; NULL when there is none or it goes on. */
static const char *number(const char *p, int most, int *value, int *width)
{
    *value = 0;
    *width = 0;
    for (p = marks(p); *p; p = marks(g_utf8_next_char(p))) {
        gunichar c = g_utf8_get_char(p);
        int digit = c < 0x80 ? g_ascii_digit_value((char)c) : g_unichar_isdigit(c) ? g_unichar_digit_value(c) : -1;
        if (digit < 0)
            break;
        if (++*width > most)
            return NULL;
        *value = *value * 10 + digit;
    }
    return *width ? p : NULL;
}

/* The sign between two parts of a date; years, months and days of East Asia count as one sign. */
static const char *separator(const char *p, gunichar *sign)
{
    p = marks(p);
    const char *near = blanks(p);
    gunichar c = g_utf8_get_char(near);
    if (c == 0x5E74 || c == 0x6708 || c == 0xB144 || c == 0xC6D4) { /* nen, tsuki; nyeon, wol */
        *sign = 0x5E74;
        return blanks(g_utf8_next_char(near));
    }
    c = g_utf8_get_char(p);
    if (c != '/' && c != '.' && c != '-')
        return NULL;
    *sign = c;
    p = g_utf8_next_char(p);
    return c == '.' ? blanks(p) : marks(p);
}

static const char *date(const char *p, ChatStamp *stamp)
{
    ChatLayout *layout = &stamp->layout;
    gunichar second = 0;
    layout->year_at = -1;
    for (int i = 0; i < 3; i++) {
        if (!(p = number(p, 4, &stamp->part[i], &stamp->width[i])) || stamp->width[i] == 3)
            return NULL;
        if (stamp->width[i] == 4) {
            if (layout->year_at >= 0)
                return NULL;
            layout->year_at = i;
        }
        if (i < 2 && !(p = separator(p, i ? &second : &layout->separator)))
            return NULL;
    }
    if (second != layout->separator)
        return NULL;
    if (layout->separator == 0x5E74) {
        gunichar c = g_utf8_get_char(blanks(p));
        return c == 0x65E5 || c == 0xC77C ? g_utf8_next_char(blanks(p)) : NULL;
    }
    if (*p == '.')
        p++;
    const char *year = blanks(p); /* Bulgarian */
    return g_str_has_prefix(year, "г.") ? year + strlen("г.") : p;
}

/* Letters with the dots, apostrophes and blanks between them, as in "a. m." or "klo"; only the letters are kept. */
static const char *letters(const char *p, char *out, gsize size)
{
    gsize n = 0;
    const char *end = p;
    for (p = blanks(p); *p; p = blanks(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '.' || c == '\'' || c == 0x2019) {
            p = g_utf8_next_char(p);
            end = n ? p : end;
            continue;
        }
        char bytes[6];
        int width = g_unichar_to_utf8(g_unichar_tolower(c), bytes);
        if (!(g_unichar_isalpha(c) || g_unichar_ismark(c)) || n + (gsize)width >= size)
            break;
        memcpy(out + n, bytes, (gsize)width);
        n += (gsize)width;
        end = p = g_utf8_next_char(p);
    }
    out[n] = '\0';
    return n ? end : NULL;
}

/* Hours and minutes between ":", "." or, in Canada, "h". */
static const char *time_of_day(const char *p, ChatStamp *stamp)
{
    int width;
    if (!(p = number(p, 2, &stamp->hour, &width)))
        return NULL;
    const char *h = blanks(p);
    bool lettered = *h == 'h';
    if (!lettered && *p != ':' && *p != '.')
        return NULL;
    char sign = *p;
    p = number(lettered ? blanks(h + 1) : p + 1, 2, &stamp->minute, &width);
    if (!p || width != 2)
        return NULL;
    const char *more = lettered ? blanks(p) : p;
    if (lettered ? !g_str_has_prefix(more, "min") : *more != sign)
        return p;
    const char *end = number(lettered ? blanks(more + 3) : more + 1, 2, &stamp->second, &width);
    if (!end || width != 2)
        return lettered ? p : sign == ':' ? p : NULL;
    stamp->layout.seconds = true;
    more = blanks(end);
    return lettered && *more == 's' ? more + 1 : end;
}

static const char *closing(const char *p, bool bracket, ChatLayout *layout)
{
    const char *next = blanks(p);
    gunichar c = g_utf8_get_char(next);
    if (bracket) {
        layout->close = CHAT_CLOSE_BRACKET;
        return c == ']' ? next + 1 : NULL;
    }
    const char *after = *next ? g_utf8_next_char(next) : next;
    bool apart = *after == '\0' || chat_is_blank(g_utf8_get_char(after)) || chat_is_mark(g_utf8_get_char(after));
    if ((c == '-' || c == 0x2013 || c == 0x2014) && apart && next > p) {
        layout->close = CHAT_CLOSE_DASH;
        return after;
    }
    if (c == ':' && apart && next == marks(p)) {
        layout->close = CHAT_CLOSE_COLON;
        return after;
    }
    layout->close = CHAT_CLOSE_BARE;
    return next > p && *next && layout->seconds ? next : NULL;
}

/* The blank after the header, and what marks of direction stand before the name; not those of the text. */
static const char *one_blank(const char *p)
{
    const char *next = marks(p);
    return *next && chat_is_blank(g_utf8_get_char(next)) ? g_utf8_next_char(next) : p;
}

/* The marker, where there is one, and what closes the header. Letters that no language lists are a marker only where
 * nothing else can stand: between brackets, or in a script of their own. */
static const char *ending(const char *p, const ChatWords *words, bool bracket, ChatStamp *stamp)
{
    char word[32];
    const char *marker = stamp->noon ? NULL : letters(p, word, sizeof word);
    const char *end = marker ? closing(marker, bracket, &stamp->layout) : NULL;
    if (end) {
        ChatNoon noon = chat_words_noon(words, word);
        bool sure =
            noon != CHAT_NOON_ODD || bracket || (stamp->layout.close == CHAT_CLOSE_DASH && (guchar)*word >= 0x80);
        if (sure) {
            stamp->noon = noon;
            return end;
        }
    }
    return closing(p, bracket, &stamp->layout);
}

bool chat_stamp_read(const char *line, const ChatWords *words, ChatStamp *stamp)
{
    const char *p = marks(line);
    if (!g_ascii_isdigit(*p) && *p != '[' && (guchar)*p < 0x80)
        return false;
    char word[32];
    *stamp = (ChatStamp){ .layout.year_at = -1 };
    bool bracket = *p == '[';
    if (!(p = date(bracket ? blanks(p + 1) : p, stamp)))
        return false;
    const char *after = blanks(p);
    gunichar c = g_utf8_get_char(after);
    stamp->layout.comma = c == ',' || c == 0x060C || c == 0x3001 || c == 0xFF0C;
    if (stamp->layout.comma)
        after = blanks(g_utf8_next_char(after));
    if (after == p && (guchar)*p < 0x80)
        return false;
    const char *between = letters(after, word, sizeof word); /* "à", "klo", or the marker itself */
    if (between) {
        stamp->noon = chat_words_noon(words, word);
        stamp->noon = stamp->noon == CHAT_NOON_ODD ? CHAT_NOON_NONE : stamp->noon;
        after = blanks(between);
    }
    if (!(p = time_of_day(after, stamp)))
        return false;
    if (!(p = ending(p, words, bracket, stamp)))
        return false;
    stamp->layout.noon = stamp->noon != CHAT_NOON_NONE;
    stamp->length = (gsize)(one_blank(p) - line);
    return true;
}

/* Years of two digits begin with 2009, when WhatsApp did; Thai ones count from 543 before. */
static int full_year(int year, int width)
{
    if (width == 4)
        return year >= 2500 && year < 2650 ? year - 543 : year;
    return width == 2 && year >= 52 ? 2500 + year - 543 : 2000 + year;
}

int64_t chat_stamp_local(const ChatStamp *stamp, ChatOrder order, bool *odd)
{
    static const gint8 at[CHAT_ORDERS][3] = { /* where day, month and year stand */
        [CHAT_DMY] = { 0, 1, 2 },
        [CHAT_MDY] = { 1, 0, 2 },
        [CHAT_YMD] = { 2, 1, 0 },
        [CHAT_YDM] = { 1, 2, 0 },
        [CHAT_DYM] = { 0, 2, 1 },
        [CHAT_MYD] = { 2, 0, 1 }
    };
    int day = stamp->part[at[order][0]], month = stamp->part[at[order][1]];
    int year = full_year(stamp->part[at[order][2]], stamp->width[at[order][2]]);
    if (odd)
        *odd = false;
    if (order == CHAT_ORDER_OPEN || year < 2009 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31 ||
        stamp->hour > 23 || stamp->minute > 59 || stamp->second > 59)
        return CHAT_NO_TIME;
    int64_t days = civil_days(year, month, day);
    if (civil_from_days(days).day != day)
        return CHAT_NO_TIME;
    int hour = stamp->hour;
    if (odd)
        *odd = stamp->noon == CHAT_NOON_ODD || (stamp->noon != CHAT_NOON_NONE && hour > 12);
    if (stamp->noon == CHAT_NOON_AM && hour == 12)
        hour = 0;
    else if (stamp->noon == CHAT_NOON_PM && hour < 12)
        hour += 12;
    return days * DAY + hour * HOUR + stamp->minute * MINUTE + stamp->second;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first reading of a chat. A layout is what all lines of an export share; lines in another one are quotations.
 * Whether 1/2 is February or January is asked of the whole file, by the strongest evidence there is: a part over 12,
 * dates in the names of files, time that does not run back, and at last how close together the days lie. */
#include "chat_priv.h"
#include "clock.h"

#include <string.h>

#define LAYOUTS 24
#define HYPOTHESES 3

typedef struct {
    ChatOrder order;
    int64_t bad, bad_line, back, span, last; /* bad: lines without such a day; the first of the others' */
    int64_t named, named_line;               /* lines whose file is named after that very day */
} Hypothesis;

typedef struct {
    ChatLayout layout;
    int64_t count, first_line;
    Hypothesis order[HYPOTHESES];
    bool padded, bare;            /* a part below 10 was seen with, without a zero */
    bool upper;                   /* AM and PM in capitals */
    int last_part[3], changes[3]; /* how often a part differs from the line before: a year hardly ever */
} Seen;

struct ChatSurvey {
    const ChatWords *words;
    Seen seen[LAYOUTS];
    int n;
    int64_t headers;
    char *host;
};

ChatSurvey *chat_survey_new(const ChatWords *words)
{
    ChatSurvey *survey = g_new0(ChatSurvey, 1);
    survey->words = words;
    return survey;
}

void chat_survey_free(ChatSurvey *survey)
{
    if (survey)
        g_free(survey->host);
    g_free(survey);
}

const char *chat_survey_host(const ChatSurvey *survey)
{
    return survey->host;
}

static Seen *seen_of(ChatSurvey *survey, const ChatLayout *layout, int64_t number)
{
    static const ChatOrder orders[4][HYPOTHESES] = { /* by where the year of four digits stands; -1 is the last row */
        { CHAT_YMD, CHAT_YDM, CHAT_ORDER_OPEN }, { CHAT_DYM, CHAT_MYD, CHAT_ORDER_OPEN },
        { CHAT_DMY, CHAT_MDY, CHAT_ORDER_OPEN }, { CHAT_DMY, CHAT_MDY, CHAT_YMD }
    };
    for (int i = 0; i < survey->n; i++)
        if (chat_layout_equal(&survey->seen[i].layout, layout))
            return &survey->seen[i];
    if (survey->n == LAYOUTS)
        return NULL;
    Seen *seen = &survey->seen[survey->n++];
    *seen = (Seen){ .layout = *layout, .first_line = number };
    for (int i = 0; i < HYPOTHESES; i++)
        seen->order[i].order = orders[layout->year_at < 0 ? 3 : layout->year_at][i];
    return seen;
}

/* The day in a file's name, as IMG-20210428-WA0001 or PHOTO-2020-06-07-15-13-20; CHAT_NO_TIME when there is none. */
static int64_t named_day(const char *text)
{
    const char *p = strstr(text, "-WA");
    if (p && p - text >= 9 && p[-9] == '-') {
        int64_t n = g_ascii_strtoll(p - 8, NULL, 10);
        int year = (int)(n / 10000), month = (int)(n / 100 % 100), day = (int)(n % 100);
        return year >= 2009 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
                   ? civil_days(year, month, day)
                   : CHAT_NO_TIME;
    }
    for (p = strstr(text, "-20"); p; p = strstr(p + 1, "-20")) {
        g_autofree char *date = g_strndup(p + 1, 10);
        int64_t days = 0;
        if (p[11] == '-' && civil_parse_date(date, &days))
            return days;
    }
    return CHAT_NO_TIME;
}

static void weigh(Hypothesis *h, const ChatStamp *stamp, int64_t named, int64_t number)
{
    int64_t local = chat_stamp_local(stamp, h->order, NULL);
    if (local == CHAT_NO_TIME) {
        h->bad_line = h->bad++ ? h->bad_line : number;
        return;
    }
    if (named != CHAT_NO_TIME && ABS(local / DAY - named) <= 1)
        h->named_line = h->named++ ? h->named_line : number;
    if (h->last) {
        h->back += local < h->last - CHAT_BACK;
        h->span += ABS(local - h->last);
    }
    h->last = local;
}

static void look_at_parts(Seen *seen, const ChatStamp *stamp)
{
    for (int i = 0; i < 3; i++) {
        bool year = i == stamp->layout.year_at || (stamp->layout.year_at < 0 && i == 2);
        seen->padded |= !year && stamp->width[i] == 2 && stamp->part[i] < 10;
        seen->bare |= !year && stamp->width[i] == 1;
        seen->changes[i] += seen->count > 1 && seen->last_part[i] != stamp->part[i];
        seen->last_part[i] = stamp->part[i];
    }
}

/* On iOS the group itself is the sender of what WhatsApp writes, first of all in the first line. Who ever says anything
 * of its own is a person. */
static void look_for_host(ChatSurvey *survey, const char *rest, const ChatStamp *stamp)
{
    bool first = survey->headers++ == 0;
    gsize after = 0, end;
    if (stamp->layout.close != CHAT_CLOSE_BRACKET || (!first && !survey->host) ||
        !(end = chat_sender_end(rest, &after)))
        return;
    bool marked = g_str_has_prefix(rest + after, "\xE2\x80\x8E") || g_str_has_prefix(rest + end + 1, "\xE2\x80\x8E");
    if (!first && (strlen(survey->host) != end || memcmp(survey->host, rest, end) != 0 || marked))
        return;
    g_autofree char *plain = strlen(rest) < 1000 ? chat_plain(rest + after, -1) : g_strdup("");
    bool system = chat_words_is(survey->words, CHAT_WORD_SYSTEM, plain, NULL);
    if (first && system)
        survey->host = g_strndup(rest, end);
    else if (!first && !system)
        g_clear_pointer(&survey->host, g_free);
}

bool chat_survey_line(const char *line, gsize size, int64_t number, bool repaired, void *data, GError **error)
{
    ChatSurvey *survey = data;
    ChatStamp stamp;
    if (!chat_stamp_read(line, survey->words, &stamp))
        return true;
    Seen *seen = seen_of(survey, &stamp.layout, number);
    if (!seen)
        return true;
    const char *rest = line + stamp.length;
    look_for_host(survey, rest, &stamp);
    seen->count++;
    look_at_parts(seen, &stamp);
    seen->upper |= stamp.noon && g_strstr_len(line, (gssize)stamp.length, "M") != NULL;
    int64_t named = named_day(rest);
    for (int i = 0; i < HYPOTHESES && seen->order[i].order; i++)
        weigh(&seen->order[i], &stamp, named, number);
    return true;
}

/* The layout of the first line, if it is more than a stray; else the most frequent. */
static const Seen *main_layout(const ChatSurvey *survey)
{
    const Seen *best = NULL;
    for (int i = 0; i < survey->n; i++)
        if (!best || survey->seen[i].count > best->count)
            best = &survey->seen[i];
    for (int i = 0; i < survey->n; i++)
        if (survey->seen[i].first_line == 1 && survey->seen[i].count * 20 >= best->count)
            best = &survey->seen[i];
    return best;
}

/* What one kind of evidence says. */
typedef struct {
    const char *by;
    char *evidence;
    const Hypothesis *order;
} Verdict;

static const char *part_words(ChatOrder order)
{
    static const char *const names[CHAT_ORDERS] = { [CHAT_DMY] = "day, month, year",
        [CHAT_MDY] = "month, day, year",
        [CHAT_YMD] = "year, month, day",
        [CHAT_YDM] = "year, day, month",
        [CHAT_DYM] = "day, year, month",
        [CHAT_MYD] = "month, year, day" };
    return names[order];
}

/* Of years with two digits: whether an order puts the year where the part stands that changes least. */
static bool year_fits(const Seen *seen, ChatOrder order)
{
    bool first = seen->changes[0] < seen->changes[2];
    return seen->layout.year_at >= 0 || (order == CHAT_YMD) == first;
}

/* Keeps of the orders those with the least lines that are no date, and of these those whose year is one. */
static int feasible(const Seen *seen, const Hypothesis **left)
{
    int n = 0;
    bool fits = false;
    int64_t least = INT64_MAX;
    for (int i = 0; i < HYPOTHESES && seen->order[i].order; i++)
        least = MIN(least, seen->order[i].bad);
    for (int i = 0; i < HYPOTHESES && seen->order[i].order; i++)
        fits |= seen->order[i].bad == least && year_fits(seen, seen->order[i].order);
    for (int i = 0; i < HYPOTHESES && seen->order[i].order; i++)
        if (seen->order[i].bad == least && (!fits || year_fits(seen, seen->order[i].order)))
            left[n++] = &seen->order[i];
    return n;
}

static bool by_parts(const Seen *seen, const Hypothesis *only, Verdict *v)
{
    *v = (Verdict){ .by = "part-over-12", .order = only };
    GString *out = g_string_new(NULL);
    for (int i = 0; i < HYPOTHESES && seen->order[i].order; i++) {
        const Hypothesis *h = &seen->order[i];
        if (h == only)
            continue;
        if (out->len)
            g_string_append(out, "; ");
        if (h->bad)
            g_string_append_printf(out, "line %" G_GINT64_FORMAT " is no date as %s: a part is over 12", h->bad_line,
                part_words(h->order));
        else
            g_string_append_printf(out, "as %s the year would change most often", part_words(h->order));
    }
    v->evidence = g_string_free(out, FALSE);
    return true;
}

static bool by_names(const Hypothesis *const *left, int n, Verdict *v)
{
    const Hypothesis *best = left[0];
    int64_t second = 0;
    for (int i = 1; i < n; i++)
        best = left[i]->named > best->named ? left[i] : best;
    for (int i = 0; i < n; i++)
        if (left[i] != best)
            second = MAX(second, left[i]->named);
    if (best->named <= second)
        return false;
    *v = (Verdict){ .by = "file-names", .order = best };
    v->evidence = g_strdup_printf("%" G_GINT64_FORMAT
                                  " files are named after the very day that %s gives, first in line %" G_GINT64_FORMAT,
        best->named, part_words(best->order), best->named_line);
    return true;
}

static bool by_monotony(const Hypothesis *const *left, int n, Verdict *v)
{
    const Hypothesis *best = left[0];
    int64_t second = INT64_MAX;
    for (int i = 1; i < n; i++)
        best = left[i]->back < best->back ? left[i] : best;
    for (int i = 0; i < n; i++)
        if (left[i] != best)
            second = MIN(second, left[i]->back);
    if (best->back == second || best->back * 4 > second)
        return false;
    *v = (Verdict){ .by = "monotony", .order = best };
    v->evidence =
        g_strdup_printf("as %s time goes back %" G_GINT64_FORMAT " times, otherwise at least %" G_GINT64_FORMAT,
            part_words(best->order), best->back, second);
    return true;
}

/* Members write day after day, not on the first of each month: weak, and said to be. */
static bool by_span(const Hypothesis *const *left, int n, Verdict *v)
{
    const Hypothesis *best = left[0];
    int64_t second = INT64_MAX;
    for (int i = 1; i < n; i++)
        best = left[i]->span < best->span ? left[i] : best;
    for (int i = 0; i < n; i++)
        if (left[i] != best)
            second = MIN(second, left[i]->span);
    if (second / 4 <= best->span || second < 20 * DAY)
        return false;
    *v = (Verdict){ .by = "span", .order = best };
    v->evidence = g_strdup_printf("as %s the messages lie within %" G_GINT64_FORMAT " days, otherwise %" G_GINT64_FORMAT
                                  " or more",
        part_words(best->order), best->span / DAY + 1, second / DAY + 1);
    return true;
}

/* What phones write: only American English puts the month first, without zeros and with a year of two digits. */
static void assume(const Seen *seen, const Hypothesis *const *left, Verdict *v)
{
    const ChatLayout *l = &seen->layout;
    bool american = l->separator == '/' && l->noon && seen->upper && !seen->padded && l->year_at < 0;
    ChatOrder order = american ? CHAT_MDY : left[0]->order;
    *v = (Verdict){ .by = "assumed", .order = left[0] };
    for (int i = 0; left[i]; i++)
        if (left[i]->order == order)
            v->order = left[i];
    v->evidence = g_strdup_printf("not decidable; %s was assumed because %s", part_words(v->order->order),
        american ? "phones set to American English write dates like these"
                 : "that is how most phones write it; if it is wrong, give --order");
}

static void decide_order(const Seen *seen, Verdict *v)
{
    const Hypothesis *left[HYPOTHESES + 1] = { NULL };
    int n = feasible(seen, left);
    left[n] = NULL;
    if (seen->layout.year_at == 0 && left[0]->order == CHAT_YMD)
        *v = (Verdict){ .by = "year-first", .order = left[0], .evidence = g_strdup("the year stands first") };
    else if (n == 1)
        by_parts(seen, left[0], v);
    else if (!by_names(left, n, v) && !by_monotony(left, n, v) && !by_span(left, n, v))
        assume(seen, left, v);
}

static void append_part(GString *out, char part, int width)
{
    for (int i = 0; i < width; i++)
        g_string_append_c(out, part);
}

static char *layout_text(const Seen *seen, ChatOrder order)
{
    const ChatLayout *l = &seen->layout;
    GString *out = g_string_new(l->close == CHAT_CLOSE_BRACKET ? "[" : NULL);
    const char *parts = chat_order_name(order);
    for (int i = 0; i < 3; i++) {
        append_part(out, parts[i], parts[i] == 'y' ? (l->year_at < 0 ? 2 : 4) : seen->padded && !seen->bare ? 2 : 1);
        if (i < 2)
            g_string_append_unichar(out, l->separator == 0x5E74 ? ' ' : l->separator);
    }
    g_string_append_printf(out, "%s hh:mm%s%s", l->comma ? "," : "", l->seconds ? ":ss" : "", l->noon ? " AM/PM" : "");
    static const char *const closes[CHAT_CLOSES] = { "]", " -", ":", "" };
    g_string_append_printf(out, "%s sender: text", closes[l->close]);
    return g_string_free(out, FALSE);
}

/* An order that was given says whether the day stands before the month; where the year of four digits stands is seen.
 */
static ChatOrder given_order(const ChatLayout *l, ChatOrder given, ChatOrder own)
{
    static const ChatOrder day_first[] = { CHAT_YDM, CHAT_DYM, CHAT_DMY };
    static const ChatOrder month_first[] = { CHAT_YMD, CHAT_MYD, CHAT_MDY };
    if (given == CHAT_ORDER_OPEN || l->year_at < 0)
        return given ? given : own;
    return given == CHAT_DMY || given == CHAT_YDM || given == CHAT_DYM ? day_first[l->year_at]
           : given == CHAT_YMD && l->year_at == 2                      ? own
                                                                       : month_first[l->year_at];
}

bool chat_survey_decide(const ChatSurvey *survey, ChatOrder given, ChatLayout *found, ChatReport *report)
{
    const Seen *seen = main_layout(survey);
    report->platform = "unknown";
    report->order_by = "assumed";
    if (!seen) {
        report->evidence = g_strdup("no line begins with a date and a time");
        return false;
    }
    Verdict v = { NULL };
    decide_order(seen, &v);
    *found = seen->layout;
    report->order = given_order(found, given, v.order->order);
    report->order_by = given ? "given" : v.by;
    report->decided = given || strcmp(v.by, "assumed") != 0;
    report->evidence = given ? g_strdup_printf("the order was given; by itself the file says %s: %s",
                                   chat_order_name(v.order->order), v.evidence)
                             : g_strdup(v.evidence);
    g_free(v.evidence);
    report->layout = layout_text(seen, report->order);
    report->platform = seen->layout.close == CHAT_CLOSE_BRACKET || seen->layout.close == CHAT_CLOSE_COLON ? "ios"
                       : seen->layout.close == CHAT_CLOSE_DASH                                            ? "android"
                                                                                                          : "unknown";
    return true;
}

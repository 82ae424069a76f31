/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second reading: lines become entries. A line that looks like a header but stands in another layout, out of its
 * time without a sender, or inside a pasted conversation belongs to the message above it. */
#include "chat_priv.h"
#include "clock.h"

#include <string.h>

/* An entry that grows line by line. */
typedef struct {
    GString *raw;
    gsize header; /* bytes of `raw` before what is said */
    int64_t line, lines, local;
    bool open, unreadable, odd;
} Growing;

typedef struct {
    const ChatWords *words;
    ChatLayout layout;
    bool found, ios;
    const char *host;
    Growing now, doubtful; /* the second waits for the next header's time */
    bool pasted;           /* what is said begins with a header: copied messages follow */
    int64_t previous;
    GHashTable *senders;
    ChatReport *report;
    ChatEntryFn fn;
    void *data;
} Parse;

static bool emit(Parse *p, ChatEntry *entry, GError **error)
{
    ChatReport *r = p->report;
    r->entries[entry->kind]++;
    if (entry->local != CHAT_NO_TIME) {
        if (r->first == CHAT_NO_TIME)
            r->first = entry->local;
        r->back += p->previous != CHAT_NO_TIME && entry->local < p->previous - CHAT_BACK;
        r->last = p->previous = entry->local;
    }
    return !p->fn || p->fn(entry, p->data, error);
}

static bool emit_unreadable(Parse *p, const char *line, int64_t number, int64_t lines, GError **error)
{
    ChatEntry entry = {
        .kind = CHAT_UNREADABLE, .line = number, .lines = lines, .local = CHAT_NO_TIME, .text = line, .raw = line
    };
    return emit(p, &entry, error);
}

/* Blank lines at the end are the file's, not the writer's. */
static void chomp(char *text)
{
    gsize n = strlen(text);
    while (n && text[n - 1] == '\n')
        text[--n] = '\0';
}

static bool finish(Parse *p, Growing *g, GError **error)
{
    if (!g->open)
        return true;
    g->open = false;
    if (g->unreadable)
        return emit_unreadable(p, g->raw->str, g->line, g->lines, error);
    g_auto(ChatBody) body = { 0 };
    g_autofree char *rest = g_strdup(g->raw->str + g->header);
    chomp(rest);
    chat_body_read(rest, p->words, p->ios, p->host, &body);
    ChatEntry entry = { .kind = body.system ? CHAT_SYSTEM : CHAT_MESSAGE,
        .line = g->line,
        .lines = g->lines,
        .local = g->local,
        .seconds = p->layout.seconds,
        .sender = body.sender,
        .text = body.text,
        .media = body.media,
        .edited = body.edited,
        .deleted = body.deleted,
        .raw = g->raw->str };
    p->report->media += body.media != NULL;
    p->report->edited += body.edited;
    p->report->deleted += body.deleted;
    p->report->odd_hours += g->odd;
    if (body.sender && g_hash_table_size(p->senders) < 10000)
        g_hash_table_add(p->senders, g_strdup(body.sender));
    return emit(p, &entry, error);
}

static void start(Growing *g, const char *line, gsize header, int64_t number, int64_t local)
{
    g_string_assign(g->raw, line);
    *g = (Growing){ .raw = g->raw,
        .header = header,
        .line = number,
        .lines = 1,
        .local = local,
        .open = true,
        .unreadable = local == CHAT_NO_TIME };
}

static void add(Growing *g, const char *text, int64_t lines)
{
    g_string_append_c(g->raw, '\n');
    g_string_append(g->raw, text);
    g->lines += lines;
}

/* Now that the next header's time is known (CHAT_NO_TIME at the end): an entry of its own, or part of the one above. */
static bool resolve(Parse *p, int64_t next, GError **error)
{
    Growing *d = &p->doubtful;
    if (!d->open)
        return true;
    d->open = false;
    bool fits = d->local >= p->now.local - CHAT_BACK && (next == CHAT_NO_TIME || d->local <= next + CHAT_BACK);
    if (!fits || !p->now.open) {
        add(&p->now, d->raw->str, d->lines);
        return true;
    }
    if (!finish(p, &p->now, error))
        return false;
    d->open = true;
    Growing swap = p->now;
    p->now = *d;
    *d = swap;
    d->open = false;
    return true;
}

/* Whether what is said after this header begins with a header itself. */
static bool begins_pasted(const Parse *p, const char *rest)
{
    ChatStamp stamp;
    gsize after = 0;
    return chat_sender_end(rest, &after) && chat_stamp_read(rest + after, p->words, &stamp) &&
           chat_layout_equal(&stamp.layout, &p->layout);
}

/* No sender, and no wording that is known: perhaps a line of a message that begins like a header. */
static bool is_doubtful(const Parse *p, const char *rest)
{
    g_auto(ChatBody) body = { 0 };
    gsize after = 0;
    if (chat_sender_end(rest, &after))
        return false;
    chat_body_read(rest, p->words, p->ios, p->host, &body);
    return body.system && !body.known;
}

static bool headed(Parse *p, const char *line, const ChatStamp *stamp, int64_t number, GError **error)
{
    bool odd = false;
    int64_t local = chat_stamp_local(stamp, p->report->order, &odd);
    const char *rest = line + stamp->length;
    if (!resolve(p, local, error))
        return false;
    if (p->pasted && p->now.open && local != CHAT_NO_TIME && local < p->now.local) {
        add(&p->now, line, 1);
        return true;
    }
    if (local != CHAT_NO_TIME && p->now.open && !p->now.unreadable && is_doubtful(p, rest)) {
        start(&p->doubtful, line, stamp->length, number, local);
        p->doubtful.odd = odd;
        return true;
    }
    if (!finish(p, &p->now, error))
        return false;
    start(&p->now, line, stamp->length, number, local);
    p->now.odd = odd;
    p->pasted = local != CHAT_NO_TIME && begins_pasted(p, rest);
    return true;
}

static bool take_line(const char *line, gsize size, int64_t number, bool repaired, void *data, GError **error)
{
    Parse *p = data;
    ChatStamp stamp;
    p->report->lines = number;
    p->report->not_utf8 += repaired;
    if (p->found && chat_stamp_read(line, p->words, &stamp) && chat_layout_equal(&stamp.layout, &p->layout))
        return headed(p, line, &stamp, number, error);
    Growing *g = p->doubtful.open ? &p->doubtful : &p->now;
    if (!g->open || (g == &p->now && g->unreadable))
        return finish(p, &p->now, error) && emit_unreadable(p, line, number, 1, error);
    if (p->now.raw->len + p->doubtful.raw->len + size > CHAT_ENTRY_MAX) {
        bool ok = resolve(p, CHAT_NO_TIME, error) && finish(p, &p->now, error);
        return ok && emit_unreadable(p, line, number, 1, error);
    }
    add(g, line, 1);
    return true;
}

static bool second_reading(ChatInput *input, Parse *p, GError **error)
{
    return chat_input_lines(input, take_line, p, error) && resolve(p, CHAT_NO_TIME, error) && finish(p, &p->now, error);
}

ChatReport *chat_parse(
    ChatInput *input, const ChatWords *words, ChatOrder order, ChatEntryFn entry, void *data, GError **error)
{
    g_autoptr(ChatReport) report = g_new0(ChatReport, 1);
    g_autoptr(ChatSurvey) survey = chat_survey_new(words);
    report->first = report->last = CHAT_NO_TIME;
    if (!chat_input_lines(input, chat_survey_line, survey, error))
        return NULL;
    g_autoptr(GString) now = g_string_new(NULL), doubtful = g_string_new(NULL);
    g_autoptr(GHashTable) senders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Parse p = { .words = words,
        .now.raw = now,
        .doubtful.raw = doubtful,
        .senders = senders,
        .report = report,
        .fn = entry,
        .data = data,
        .previous = CHAT_NO_TIME };
    p.found = chat_survey_decide(survey, order, &p.layout, report);
    p.ios = p.layout.close == CHAT_CLOSE_BRACKET || p.layout.close == CHAT_CLOSE_COLON;
    p.host = chat_survey_host(survey);
    if (!second_reading(input, &p, error))
        return NULL;
    report->senders = g_hash_table_size(senders);
    return g_steal_pointer(&report);
}

void chat_report_free(ChatReport *report)
{
    if (!report)
        return;
    g_free(report->layout);
    g_free(report->evidence);
    g_free(report);
}

static const char *const orders[CHAT_ORDERS] = { "none", "dmy", "mdy", "ymd", "ydm", "dym", "myd" };

const char *chat_order_name(ChatOrder order)
{
    return orders[order];
}

ChatOrder chat_order_of(const char *name)
{
    for (int i = CHAT_ORDER_OPEN + 1; i < CHAT_ORDERS; i++)
        if (strcmp(orders[i], name) == 0)
            return (ChatOrder)i;
    return CHAT_ORDER_OPEN;
}

char *chat_time_text(int64_t local, bool seconds)
{
    if (local == CHAT_NO_TIME)
        return NULL;
    Civil day = civil_from_days(local / DAY);
    int64_t of_day = local % DAY;
    char *text = g_strdup_printf(
        "%04d-%02d-%02dT%02d:%02d", day.year, day.month, day.day, (int)(of_day / HOUR), (int)(of_day % HOUR / MINUTE));
    if (!seconds)
        return text;
    char *longer = g_strdup_printf("%s:%02d", text, (int)(of_day % MINUTE));
    g_free(text);
    return longer;
}

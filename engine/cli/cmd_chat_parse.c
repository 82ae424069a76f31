/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baraza chat parse: exported chats as lines of JSON, or told in a few lines. Works without any cohort. */
#include "chat.h"
#include "chat_cli.h"
#include "cli_priv.h"
#include "text.h"

#include <stdio.h>
#include <string.h>

#define SHOWN 50 /* unreadable lines in the summary */

static const char *const kinds[CHAT_KINDS] = { "message", "system", "unreadable" };

static void put(cJSON *line, const char *name, const char *text)
{
    json_put_item(line, name, text ? cJSON_CreateString(text) : cJSON_CreateNull());
}

static bool print_entry(const ChatEntry *entry, void *data, GError **error)
{
    g_autoptr(cJSON) line = cJSON_CreateObject();
    g_autofree char *time = chat_time_text(entry->local, entry->seconds);
    put(line, "kind", kinds[entry->kind]);
    json_put_int(line, "line", entry->line);
    put(line, "time", time);
    put(line, "sender", entry->sender);
    put(line, "text", entry->text);
    put(line, "media", entry->media);
    json_put_bool(line, "edited", entry->edited);
    json_put_bool(line, "deleted", entry->deleted);
    cli_print_json(line);
    return true;
}

static void print_totals(const char *file, const ChatInput *input, const ChatReport *r)
{
    g_autoptr(cJSON) line = cJSON_CreateObject();
    g_autofree char *first = chat_time_text(r->first, false), *last = chat_time_text(r->last, false);
    put(line, "kind", "totals");
    put(line, "file", file);
    if (chat_input_member(input))
        put(line, "member", chat_input_member(input));
    json_put_int(line, "lines", r->lines);
    json_put_int(line, "entries", r->entries[CHAT_MESSAGE] + r->entries[CHAT_SYSTEM] + r->entries[CHAT_UNREADABLE]);
    json_put_int(line, "messages", r->entries[CHAT_MESSAGE]);
    json_put_int(line, "system", r->entries[CHAT_SYSTEM]);
    json_put_int(line, "unreadable", r->entries[CHAT_UNREADABLE]);
    json_put_int(line, "media", r->media);
    json_put_int(line, "edited", r->edited);
    json_put_int(line, "deleted", r->deleted);
    json_put_int(line, "senders", r->senders);
    put(line, "first", first);
    put(line, "last", last);
    put(line, "layout", r->layout);
    put(line, "platform", r->platform);
    put(line, "order", r->order ? chat_order_name(r->order) : NULL);
    json_put_bool(line, "order_decided", r->decided);
    put(line, "order_by", r->order_by);
    put(line, "order_evidence", r->evidence);
    json_put_int(line, "back_in_time", r->back);
    json_put_int(line, "not_utf8", r->not_utf8);
    json_put_int(line, "odd_hours", r->odd_hours);
    cli_print_json(line);
}

/* One unreadable line, cut for the screen. */
static bool keep_unreadable(const ChatEntry *entry, void *data, GError **error)
{
    GPtrArray *lines = data;
    if (entry->kind != CHAT_UNREADABLE || lines->len >= SHOWN)
        return true;
    g_autofree char *cut = text_cut(entry->raw, 100);
    g_ptr_array_add(lines, g_strdup_printf("  line %" G_GINT64_FORMAT ": %s", entry->line, cut));
    return true;
}

static void print_summary(const char *file, const ChatInput *input, const ChatReport *r, const GPtrArray *unreadable)
{
    g_autofree char *first = chat_time_text(r->first, false), *last = chat_time_text(r->last, false);
    const char *member = chat_input_member(input);
    printf("%s%s%s%s\n", file, member ? " (" : "", member ? member : "", member ? ")" : "");
    if (r->layout)
        printf("  layout      %s (%s)\n  date order  %s%s: %s\n", r->layout, r->platform, chat_order_name(r->order),
            r->decided ? "" : ", NOT SURE", r->evidence);
    if (first)
        printf("  from        %s to %s, the exporting phone's time\n", first, last);
    printf("  messages    %" G_GINT64_FORMAT " by %" G_GINT64_FORMAT " senders; %" G_GINT64_FORMAT
           " with a file, %" G_GINT64_FORMAT " edited, %" G_GINT64_FORMAT " deleted\n",
        r->entries[CHAT_MESSAGE], r->senders, r->media, r->edited, r->deleted);
    printf("  system      %" G_GINT64_FORMAT "\n  unreadable  %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " lines\n",
        r->entries[CHAT_SYSTEM], r->entries[CHAT_UNREADABLE], r->lines);
    if (r->back)
        printf("  note        time goes back %" G_GINT64_FORMAT " times\n", r->back);
    if (r->not_utf8)
        printf("  note        %" G_GINT64_FORMAT " lines held bytes that are no UTF-8\n", r->not_utf8);
    if (r->odd_hours)
        printf("  note        %" G_GINT64_FORMAT " times such as 23:59 PM: AM or PM was ignored\n", r->odd_hours);
    for (guint i = 0; i < unreadable->len; i++)
        printf("%s\n", (const char *)unreadable->pdata[i]);
    if (r->entries[CHAT_UNREADABLE] > unreadable->len)
        printf("  ... and %" G_GINT64_FORMAT " more\n", r->entries[CHAT_UNREADABLE] - unreadable->len);
}

static bool parse_one(Cli *cli, const char *path, const ChatWords *words, ChatOrder order, GError **error)
{
    bool json = cli_switch(cli, "json");
    g_autoptr(GPtrArray) unreadable = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(ChatInput) input = chat_input_open(path, error);
    if (!input)
        return false;
    g_autoptr(ChatReport) report =
        chat_parse(input, words, order, json ? print_entry : keep_unreadable, unreadable, error);
    if (!report)
        return false;
    if (json)
        print_totals(path, input, report);
    else
        print_summary(path, input, report, unreadable);
    if (!report->layout && report->lines > 0)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "%s: no line begins with a date and a time as in a chat that WhatsApp exported", path);
    return report->layout || report->lines == 0;
}

bool cli_chat_words(ChatWords *words, const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize size = 0;
    return cli_read(path, 1u << 20, &text, &size, error) && chat_words_add(words, path, text, error);
}

bool cmd_chat_parse(Cli *cli, GError **error)
{
    const char *name = cli_option(cli, "order"), *file = cli_option(cli, "words");
    ChatOrder order = name ? chat_order_of(name) : CHAT_ORDER_OPEN;
    if (name && order != CHAT_DMY && order != CHAT_MDY && order != CHAT_YMD) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--order is dmy, mdy or ymd, not \"%s\"", name);
        return false;
    }
    g_autoptr(ChatWords) words = chat_words_new();
    if (file && !cli_chat_words(words, file, error))
        return false;
    for (guint i = 0; i < cli->args->len; i++) {
        g_autoptr(GError) fault = NULL;
        if (!parse_one(cli, cli_arg(cli, i), words, order, &fault))
            cli_report(cli, fault);
    }
    return true;
}

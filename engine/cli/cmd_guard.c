/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baraza guard check: what the guard would hold, and which words of it. */
#include "cli_priv.h"
#include "guard.h"

#include <stdio.h>
#include <string.h>

#define TEXT_MAX (8u << 20)

/* The text with [brackets] around what was found. Given. */
static char *mark(const char *text, const GArray *found)
{
    GString *out = g_string_new(NULL);
    gsize at = 0;
    for (guint i = 0; i < found->len; i++) {
        const GuardFinding *finding = &g_array_index(found, GuardFinding, i);
        if (finding->start < at)
            continue;
        g_string_append_len(out, text + at, (gssize)(finding->start - at));
        g_string_append_c(out, '[');
        g_string_append_len(out, text + finding->start, (gssize)(finding->end - finding->start));
        g_string_append_c(out, ']');
        at = finding->end;
    }
    g_string_append(out, text + at);
    return g_string_free(out, FALSE);
}

static void print_json(int line, const char *text, const GArray *found)
{
    g_autoptr(cJSON) json = cJSON_CreateObject();
    cJSON *list = cJSON_CreateArray();
    json_put_int(json, "line", line);
    json_put_bool(json, "held", found->len > 0);
    for (guint i = 0; i < found->len; i++) {
        const GuardFinding *finding = &g_array_index(found, GuardFinding, i);
        g_autofree char *words = g_strndup(text + finding->start, finding->end - finding->start);
        cJSON *one = json_put(cJSON_CreateObject(), "kind", guard_kind_name(finding->kind));
        json_put(one, "words", words);
        cJSON_AddItemToArray(list, one);
    }
    json_put_item(json, "found", list);
    cli_print_json(json);
}

/* Whether it would be held. */
static bool check_text(const Cli *cli, const Guard *guard, int line, const char *text)
{
    g_autoptr(GArray) found = guard_find(guard, NULL, text);
    if (cli_switch(cli, "json")) {
        print_json(line, text, found);
        return found->len > 0;
    }
    g_autofree char *why = guard_why(guard, NULL, text), *marked = mark(text, found);
    if (why)
        printf("%d: would be held (%s): %s\n", line, why, marked);
    else
        printf("%d: may be shared: %s\n", line, text);
    return found->len > 0;
}

static bool add_words(const Cli *cli, Guard *guard, GError **error)
{
    const char *path = cli_option(cli, "words");
    g_autofree char *text = NULL;
    gsize size = 0;
    return !path || (cli_read(path, 1u << 20, &text, &size, error) && guard_add(guard, path, text, error));
}

bool cmd_guard_check(Cli *cli, GError **error)
{
    const char *given = cli_option(cli, "text"), *path = cli_arg(cli, 0);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    bool held = false;
    int n = 0;
    g_autoptr(Guard) guard = guard_new();
    if (given && path) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "give a FILE or --text, not both");
        return false;
    }
    if (!add_words(cli, guard, error) || (!given && !cli_read(path ? path : "-", TEXT_MAX, &bytes, &size, error)))
        return false;
    g_autofree char *text = g_utf8_make_valid(given ? given : bytes, -1);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        n++;
        g_strchomp(*line);
        if (**line)
            held |= check_text(cli, guard, n, *line);
    }
    cli->status = MAX(cli->status, held ? 2 : 0);
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report's words: one file a language, `key = text` a line. */
#include "report_files.h"
#include "report_priv.h"

#include <string.h>

static const EmbeddedFile *file_of(const char *lang)
{
    g_autofree char *name = g_strdup_printf("%s.txt", lang);
    for (const EmbeddedFile *f = report_texts; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}

/* What stands after "key = " at the start of a line. Given, NULL where the language lacks it. */
static char *line_of(const char *lang, const char *key)
{
    const EmbeddedFile *file = lang ? file_of(lang) : NULL;
    g_autofree char *start = g_strconcat("\n", key, " = ", NULL);
    const char *line = file ? strstr(file->data, start) : NULL;
    return line ? g_strndup(line + strlen(start), strcspn(line + strlen(start), "\n")) : NULL;
}

static char *text_of(const char *lang, const char *key)
{
    char *own = line_of(lang, key);
    return own ? own : line_of("en", key);
}

bool report_speaks(const char *lang)
{
    return file_of(lang) != NULL;
}

static char *filled(const char *text, const GPtrArray *pairs)
{
    g_autoptr(GString) out = g_string_new(text);
    for (guint i = 0; i + 1 < pairs->len; i += 2) {
        g_autofree char *hole = g_strconcat("{", pairs->pdata[i], "}", NULL);
        g_string_replace(out, hole, pairs->pdata[i + 1], 0);
    }
    return g_strdup(out->str);
}

char *report_say(const char *lang, const char *key, ...)
{
    g_autoptr(GPtrArray) pairs = g_ptr_array_new();
    bool one = false;
    va_list list;
    va_start(list, key);
    for (const char *name = va_arg(list, const char *); name; name = va_arg(list, const char *)) {
        const char *value = va_arg(list, const char *);
        g_ptr_array_add(pairs, (gpointer)name);
        g_ptr_array_add(pairs, (gpointer)(value ? value : ""));
        one = one || (strcmp(name, "n") == 0 && g_strcmp0(value, "1") == 0);
    }
    va_end(list);
    g_autofree char *single = g_strconcat(key, ".one", NULL);
    g_autofree char *text = one ? text_of(lang, single) : NULL;
    if (!text)
        text = text_of(lang, key);
    if (!text)
        g_error("the report has no text \"%s\"", key);
    return filled(text, pairs);
}

char *report_why(const char *lang, StatsReason reason)
{
    static const char *const keys[STATS_REASONS] = { [STATS_OK] = "stats.computed",
        [STATS_TOO_FEW] = "stats.too_few",
        [STATS_NO_SPREAD] = "stats.no_spread",
        [STATS_BAD_VALUE] = "stats.bad_value",
        [STATS_UNDEFINED] = "stats.undefined",
        [STATS_EMPTY_GROUP] = "stats.empty_group",
        [STATS_SINGULAR] = "stats.singular",
        [STATS_TOO_MANY] = "stats.too_many" };
    g_assert((unsigned)reason < STATS_REASONS);
    return report_say(lang, keys[reason], NULL);
}

cJSON *report_labels(const char *lang)
{
    cJSON *labels = cJSON_CreateObject();
    g_auto(GStrv) lines = g_strsplit(file_of("en")->data, "\n", -1);
    for (int i = 0; lines[i]; i++) {
        const char *equals = strstr(lines[i], " = ");
        if (!g_str_has_prefix(lines[i], "say.") || !equals)
            continue;
        g_autofree char *key = g_strndup(lines[i], (gsize)(equals - lines[i])), *text = text_of(lang, key);
        json_put(labels, key + 4, text);
    }
    return labels;
}

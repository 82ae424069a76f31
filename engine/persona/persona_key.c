/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course's key as a learner's teacher would hold it: what is right, what is hard, which text teaches which
 * objective. Messages are recognised by the words they show. */
#include "persona_priv.h"
#include "error.h"
#include "text.h"

#include <math.h>
#include <string.h>

/* Texts kept; most are read by a whole room at about the same time. */
#define SEEN_MOST 2048

enum { PROBE_STEM = 240, PROBE_TEXT = 48, PROBE_LEAST = 20 };

char *seen_text(const char *text)
{
    g_autofree char *key = text_key(text);
    GString *out = g_string_sized_new(strlen(key));
    for (const char *at = key; *at; at++)
        if (!strchr("*_~`", *at))
            g_string_append_c(out, *at);
    return g_strstrip(g_string_free(out, FALSE));
}

/* The beginning of a seen text, cut at a character and before a variable. Given. */
static char *probe_of(const char *seen, gsize most)
{
    gsize n = MIN(strlen(seen), strcspn(seen, "{"));
    if (n > most) {
        n = most;
        while (n > 0 && ((unsigned char)seen[n] & 0xc0) == 0x80)
            n--;
    }
    return g_strchomp(g_strndup(seen, n));
}

static ItemShape shape_of(const char *kind)
{
    static const struct {
        const char *kind;
        ItemShape shape;
    } rows[] = { { "single", ITEM_ONE }, { "multiple", ITEM_MANY }, { "truefalse", ITEM_TRUTH },
        { "numeric", ITEM_NUMBER }, { "short", ITEM_WORDS }, { "match", ITEM_ARRANGE }, { "order", ITEM_ARRANGE },
        { "likert", ITEM_OPINION } };
    for (guint i = 0; kind && i < G_N_ELEMENTS(rows); i++)
        if (g_str_equal(rows[i].kind, kind))
            return rows[i].shape;
    return ITEM_SENTENCE;
}

static void option_clear(gpointer data)
{
    KeyOption *option = data;
    g_free(option->seen);
    g_free(option->text);
}

static void item_free(gpointer data)
{
    KeyItem *item = data;
    g_free(item->stem);
    g_array_unref(item->options);
    g_free(item);
}

static void text_free(gpointer data)
{
    KeyText *text = data;
    g_array_unref(text->objectives);
    g_ptr_array_unref(text->probes);
    g_free(text);
}

static void match_free(gpointer data)
{
    Match *match = data;
    g_array_unref(match->texts);
    g_free(match->seen);
    g_free(match);
}

static int objective_index(const cJSON *objectives, const char *id)
{
    const cJSON *objective;
    int i = 0;
    gsize n = id ? strcspn(id, " ") : 0;
    cJSON_ArrayForEach(objective, objectives)
    {
        const char *name = json_string(objective, "id");
        if (n && name && strlen(name) == n && strncmp(name, id, n) == 0)
            return i;
        i++;
    }
    return -1;
}

/* Harder the higher the level asked, with a spread of its own that hangs on the words alone. */
static void set_difficulty(KeyItem *item, const char *level)
{
    static const struct {
        const char *level;
        double base;
    } rows[] = { { "recall", -0.4 }, { "understand", -0.1 }, { "apply", 0.2 }, { "analyse", 0.5 } };
    Rng rng = rng_stream(1, item->stem);
    item->difficulty = 0.1;
    for (guint i = 0; level && i < G_N_ELEMENTS(rows); i++)
        if (g_str_equal(rows[i].level, level))
            item->difficulty = rows[i].base;
    item->difficulty += 0.6 * rng_normal(&rng);
    item->discrimination = 0.8 + 0.8 * rng_unit(&rng);
    guint n = item->options->len;
    item->guessing = item->shape == ITEM_TRUTH ? 0.5 : item->shape == ITEM_ONE && n > 1 ? 0.8 / n : 0.02;
}

static KeyItem *read_item(const cJSON *row, const cJSON *objectives)
{
    KeyItem *item = g_new0(KeyItem, 1);
    g_autofree char *stem = seen_text(json_string(row, "stem") ? json_string(row, "stem") : "");
    item->stem = probe_of(stem, PROBE_STEM);
    item->shape = shape_of(json_string(row, "kind"));
    item->objective = objective_index(objectives, json_string(row, "objective"));
    item->truth = json_bool(row, "answer", false);
    item->options = g_array_new(FALSE, TRUE, sizeof(KeyOption));
    g_array_set_clear_func(item->options, option_clear);
    const cJSON *option;
    cJSON_ArrayForEach(option, json_at(row, "options"))
    {
        const char *text = json_string(option, "text");
        KeyOption made = { .text = g_strdup(text ? text : ""),
            .seen = seen_text(text ? text : ""),
            .fraction = json_double(option, "fraction", 0),
            .value = json_double(option, "value", NAN),
            .min = json_double(option, "min", NAN),
            .max = json_double(option, "max", NAN) };
        g_array_append_val(item->options, made);
    }
    set_difficulty(item, json_string(row, "level"));
    return item;
}

static KeyText *read_text(const cJSON *row, const cJSON *objectives)
{
    KeyText *text = g_new0(KeyText, 1);
    text->objectives = g_array_new(FALSE, FALSE, sizeof(int));
    text->probes = g_ptr_array_new_with_free_func(g_free);
    const cJSON *objective;
    cJSON_ArrayForEach(objective, json_at(row, "objectives"))
    {
        int index = objective_index(objectives, cJSON_GetStringValue(objective));
        if (index >= 0)
            g_array_append_val(text->objectives, index);
    }
    const char *body = json_string(row, "text");
    g_auto(GStrv) lines = g_strsplit(body ? body : "", "\n", -1);
    for (char **line = lines; *line && text->probes->len < 3; line++) {
        g_autofree char *seen = seen_text(*line), *probe = probe_of(seen, PROBE_TEXT);
        if (strlen(probe) >= PROBE_LEAST)
            g_ptr_array_add(text->probes, g_steal_pointer(&probe));
    }
    return text;
}

PersonaKey *persona_key_new(const cJSON *course_key, GError **error)
{
    const cJSON *objectives = json_at(course_key, "objectives"), *items = json_at(course_key, "items"), *row;
    if (!cJSON_IsArray(objectives) || !cJSON_IsArray(items)) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "the course key needs the arrays \"objectives\" and \"items\"");
        return NULL;
    }
    PersonaKey *key = g_new0(PersonaKey, 1);
    key->objectives = (guint)cJSON_GetArraySize(objectives);
    key->items = g_ptr_array_new_with_free_func(item_free);
    key->texts = g_ptr_array_new_with_free_func(text_free);
    key->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, match_free);
    cJSON_ArrayForEach(row, items) g_ptr_array_add(key->items, read_item(row, objectives));
    cJSON_ArrayForEach(row, json_at(course_key, "texts")) g_ptr_array_add(key->texts, read_text(row, objectives));
    return key;
}

void persona_key_free(PersonaKey *key)
{
    if (!key)
        return;
    g_hash_table_unref(key->seen);
    g_ptr_array_unref(key->items);
    g_ptr_array_unref(key->texts);
    g_free(key);
}

/* The stem that stands last is the question asked: feedback on the one before may stand in front of it. */
static void find_item(const PersonaKey *key, const char *seen, Match *match)
{
    const char *best = NULL;
    gsize length = 0;
    for (guint i = 0; i < key->items->len; i++) {
        const KeyItem *item = key->items->pdata[i];
        const char *at = *item->stem ? strstr(seen, item->stem) : NULL;
        if (!at || at < best || (at == best && strlen(item->stem) <= length))
            continue;
        best = at;
        length = strlen(item->stem);
        match->item = item;
        match->item_index = (int)i;
    }
}

const Match *key_match(PersonaKey *key, const char *text)
{
    Match *match = g_hash_table_lookup(key->seen, text);
    if (match)
        return match;
    if (g_hash_table_size(key->seen) >= SEEN_MOST)
        g_hash_table_remove_all(key->seen);
    match = g_new0(Match, 1);
    match->texts = g_array_new(FALSE, FALSE, sizeof(int));
    match->seen = seen_text(text);
    const char *seen = match->seen;
    find_item(key, seen, match);
    for (guint i = 0; !match->item && i < key->texts->len; i++) {
        const KeyText *taught = key->texts->pdata[i];
        for (guint p = 0; p < taught->probes->len; p++)
            if (strstr(seen, taught->probes->pdata[p])) {
                g_array_append_val(match->texts, i);
                break;
            }
    }
    g_hash_table_insert(key->seen, g_strdup(text), match);
    return match;
}

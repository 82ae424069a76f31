/* SPDX-License-Identifier: GPL-3.0-or-later */
/* k-anonymity (Samarati & Sweeney 1998) on what others know of a person: every combination of values is shared by k
 * people or hidden. Hiding goes value by value, the most telling first; those who end up hidden altogether are made
 * enough by hiding the smallest group that is left, since a lone blank is as telling as a lone value. */
#include "export_priv.h"

#include <string.h>

#define HIDDEN "suppressed"
#define OTHER "other"

typedef struct {
    const char *name;
    gsize offset;
} Quasi;
/* In the order in which they are given up. */
static const Quasi quasi[] = {
    { "facility", G_STRUCT_OFFSET(ReportLearner, facility) },
    { "age_band", G_STRUCT_OFFSET(ReportLearner, age_band) },
    { "country", G_STRUCT_OFFSET(ReportLearner, country) },
    { "sex", G_STRUCT_OFFSET(ReportLearner, sex) },
    { "cadre", G_STRUCT_OFFSET(ReportLearner, cadre) },
};
#define QUASI G_N_ELEMENTS(quasi)

static char **value_at(const ReportData *data, guint i, gsize q)
{
    return &G_STRUCT_MEMBER(char *, data->learners->pdata[i], quasi[q].offset);
}

static const char *text_at(const ReportData *data, guint i, gsize q)
{
    const char *text = *value_at(data, i, q);
    return text ? text : "";
}

static bool put(const ReportData *data, guint i, gsize q, const char *text)
{
    char **value = value_at(data, i, q);
    if (g_strcmp0(*value, text) == 0)
        return false;
    g_free(*value);
    *value = g_strdup(text);
    return true;
}

static char *cell_of(const ReportData *data, guint i)
{
    GString *key = g_string_new(NULL);
    for (gsize q = QUASI; q-- > 0;)
        g_string_append_printf(key, "%s=%s%s", quasi[q].name, text_at(data, i, q), q ? ", " : "");
    return g_string_free(key, FALSE);
}

/* cell -> how many */
static GHashTable *count_cells(const ReportData *data)
{
    GHashTable *cells = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < data->learners->len; i++) {
        char *key = cell_of(data, i);
        gpointer n = g_hash_table_lookup(cells, key);
        g_hash_table_insert(cells, key, GINT_TO_POINTER(GPOINTER_TO_INT(n) + 1));
    }
    return cells;
}

static int size_of(GHashTable *cells, const ReportData *data, guint i)
{
    g_autofree char *key = cell_of(data, i);
    return GPOINTER_TO_INT(g_hash_table_lookup(cells, key));
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void name_cells(const ReportData *data, int k, GPtrArray *small)
{
    g_autoptr(GHashTable) cells = count_cells(data);
    GHashTableIter iter;
    gpointer key, n;
    g_hash_table_iter_init(&iter, cells);
    while (g_hash_table_iter_next(&iter, &key, &n))
        if (GPOINTER_TO_INT(n) < k)
            g_ptr_array_add(small, g_strdup_printf("%s: %d", (char *)key, GPOINTER_TO_INT(n)));
    g_ptr_array_sort(small, by_text);
}

/* Values of one kind that fewer than k have become "other", which takes in the next smallest until it has k itself. */
static void generalise(ReportData *data, gsize q, int k, int *changed)
{
    for (;;) {
        g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
        const char *least = NULL;
        for (guint i = 0; i < data->learners->len; i++) {
            const char *text = text_at(data, i, q);
            int n = GPOINTER_TO_INT(g_hash_table_lookup(counts, text)) + 1;
            g_hash_table_insert(counts, (gpointer)text, GINT_TO_POINTER(n));
        }
        int others = GPOINTER_TO_INT(g_hash_table_lookup(counts, OTHER)), size = 0;
        for (guint i = 0; i < data->learners->len; i++) {
            const char *text = text_at(data, i, q);
            int n = GPOINTER_TO_INT(g_hash_table_lookup(counts, text));
            if (strcmp(text, OTHER) != 0 && (!least || n < size || (n == size && strcmp(text, least) < 0))) {
                least = text;
                size = n;
            }
        }
        if (!least || (size >= k && (others == 0 || others >= k)))
            return;
        g_autofree char *rare = g_strdup(least);
        for (guint i = 0; i < data->learners->len; i++)
            if (strcmp(text_at(data, i, q), rare) == 0)
                *changed += put(data, i, q, OTHER);
    }
}

static void hide_small(ReportData *data, int k, int *hidden)
{
    for (gsize q = 0; q < QUASI; q++) {
        g_autoptr(GHashTable) cells = count_cells(data);
        g_autofree bool *small = g_new0(bool, data->learners->len + 1);
        for (guint i = 0; i < data->learners->len; i++)
            small[i] = size_of(cells, data, i) < k;
        for (guint i = 0; i < data->learners->len; i++)
            if (small[i])
                *hidden += put(data, i, q, HIDDEN);
    }
}

/* One who has a value still and is of the smallest such group; -1 when all is hidden. */
static int smallest(const ReportData *data, GHashTable *cells, const char *all_hidden)
{
    g_autofree char *least = NULL;
    int found = -1, size = 0;
    for (guint i = 0; i < data->learners->len; i++) {
        g_autofree char *key = cell_of(data, i);
        int n = GPOINTER_TO_INT(g_hash_table_lookup(cells, key));
        if (strcmp(key, all_hidden) == 0 || (least && (n > size || (n == size && strcmp(key, least) >= 0))))
            continue;
        g_free(least);
        least = g_steal_pointer(&key);
        size = n;
        found = (int)i;
    }
    return found;
}

static void hide_enough(ReportData *data, int k, int *hidden)
{
    GString *text = g_string_new(NULL);
    for (gsize q = QUASI; q-- > 0;)
        g_string_append_printf(text, "%s=%s%s", quasi[q].name, HIDDEN, q ? ", " : "");
    g_autofree char *all_hidden = g_string_free(text, FALSE);
    for (;;) {
        g_autoptr(GHashTable) cells = count_cells(data);
        int lone = GPOINTER_TO_INT(g_hash_table_lookup(cells, all_hidden));
        int next = lone > 0 && lone < k ? smallest(data, cells, all_hidden) : -1;
        if (next < 0)
            return;
        g_autofree char *cell = cell_of(data, (guint)next);
        for (guint i = 0; i < data->learners->len; i++) {
            g_autofree char *key = cell_of(data, i);
            for (gsize q = 0; q < QUASI && strcmp(key, cell) == 0; q++)
                *hidden += put(data, i, q, HIDDEN);
        }
    }
}

void export_anonymise(
    ReportData *data, int k, ExportSmall small_do, GPtrArray *small, int *suppressed, int *generalised)
{
    name_cells(data, k, small);
    if (small->len == 0 || small_do == EXPORT_REFUSE)
        return;
    for (gsize q = 0; q < QUASI && small_do == EXPORT_GENERALISE; q++)
        generalise(data, q, k, generalised);
    hide_small(data, k, suppressed);
    hide_enough(data, k, suppressed);
}

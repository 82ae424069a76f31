/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which options a learner is shown, in which order, and the letters that stand for them. */
#include "quiz_priv.h"
#include "rng.h"
#include <string.h>

static bool is_for(const ItemOption *option, const char *country)
{
    if (!option->country)
        return true;
    g_auto(GStrv) codes = g_strsplit(option->country, " ", -1);
    return country && g_strv_contains((const char *const *)codes, country);
}

GArray *quiz_order(const Item *item, const char *country, uint64_t seed)
{
    GArray *order = g_array_new(FALSE, FALSE, sizeof(int));
    if (item->kind == ITEM_NUMERIC || item->kind == ITEM_SHORT)
        return order; /* their options are accepted answers: never shown */
    for (int i = 0; i < (int)item->options->len; i++)
        if (is_for(item->options->pdata[i], country))
            g_array_append_val(order, i);
    if (item->shuffle || item->kind == ITEM_MATCH || item->kind == ITEM_ORDER) {
        Rng rng = rng_seeded(seed);
        rng_shuffle(&rng, (int *)(void *)order->data, order->len);
    }
    return order;
}

static int letter_of(const Item *item, const GArray *order, const char *id)
{
    for (guint i = 0; i < order->len; i++) {
        const ItemOption *option = item->options->pdata[g_array_index(order, int, i)];
        if (g_strcmp0(option->id, id) == 0)
            return 'A' + (int)i;
    }
    return '?';
}

char *quiz_letters(const Item *item, const GArray *order, const char *answer)
{
    if (item->kind == ITEM_TRUEFALSE)
        return g_strdup(strcmp(answer, "true") == 0 ? "A" : "B");
    if (order->len == 0)
        return g_strdup(answer);
    GString *letters = g_string_new(NULL);
    g_auto(GStrv) ids = g_strsplit(answer, " ", -1);
    for (guint i = 0; ids[i]; i++) {
        if (item->kind == ITEM_MATCH)
            g_string_append_printf(letters, "%s%u", i ? " " : "", i + 1);
        g_string_append_c(letters, (char)letter_of(item, order, ids[i]));
    }
    if (item->kind == ITEM_MULTIPLE) /* a set: its letters as they stand in the list */
        for (gsize i = 1; i < letters->len; i++)
            for (gsize k = i; k > 0 && letters->str[k] < letters->str[k - 1]; k--) {
                char c = letters->str[k];
                letters->str[k] = letters->str[k - 1];
                letters->str[k - 1] = c;
            }
    return g_string_free(letters, FALSE);
}

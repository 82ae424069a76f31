/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups by what learners said of themselves, none so small that somebody could be picked out. */
#include "report_priv.h"

#include <string.h>

static const char *value_of(const ReportLearner *l, const char *trait)
{
    const char *value = g_str_equal(trait, "cadre")      ? l->cadre
                        : g_str_equal(trait, "sex")      ? l->sex
                        : g_str_equal(trait, "age_band") ? l->age_band
                        : g_str_equal(trait, "facility") ? l->facility
                        : g_str_equal(trait, "source")   ? l->source
                                                         : l->country;
    return value ? value : "";
}

static void group_clear(gpointer p)
{
    TraitGroup *group = p;
    g_free(group->label);
    if (group->values)
        g_ptr_array_unref(group->values);
}

static int by_label(gconstpointer a, gconstpointer b)
{
    const TraitGroup *x = a, *y = b;
    return x->small != y->small ? (x->small ? 1 : -1) : strcmp(x->values->pdata[0], y->values->pdata[0]);
}

static int by_size(gconstpointer a, gconstpointer b)
{
    const TraitGroup *x = a, *y = b;
    return x->n != y->n ? x->n - y->n : strcmp(x->values->pdata[0], y->values->pdata[0]);
}

static void add(GArray *groups, const char *value)
{
    for (guint g = 0; g < groups->len; g++) {
        TraitGroup *group = &g_array_index(groups, TraitGroup, g);
        if (g_str_equal(group->values->pdata[0], value)) {
            group->n++;
            return;
        }
    }
    TraitGroup group = { .n = 1, .values = g_ptr_array_new_with_free_func(g_free) };
    g_ptr_array_add(group.values, g_strdup(value));
    g_array_append_val(groups, group);
}

/* The smallest become one until none is under five. */
static void put_together(GArray *groups)
{
    g_array_sort(groups, by_size);
    while (groups->len > 1 && g_array_index(groups, TraitGroup, 0).n < SMALL_CELL) {
        TraitGroup *into = &g_array_index(groups, TraitGroup, 1), *from = &g_array_index(groups, TraitGroup, 0);
        for (guint v = 0; v < from->values->len; v++)
            g_ptr_array_add(into->values, g_strdup(from->values->pdata[v]));
        into->n += from->n;
        into->small = true;
        g_array_remove_index(groups, 0);
        g_array_sort(groups, by_size);
    }
}

bool trait_stated(const Sums *s, const char *trait)
{
    bool stated = false;
    for (int i = 0; i < s->n; i++)
        stated = stated || *value_of(s->data->learners->pdata[i], trait);
    return stated;
}

GArray *trait_groups(const Sums *s, const char *trait)
{
    GArray *groups = g_array_new(FALSE, TRUE, sizeof(TraitGroup));
    g_array_set_clear_func(groups, group_clear);
    for (int i = 0; i < s->n; i++)
        add(groups, value_of(s->data->learners->pdata[i], trait));
    put_together(groups);
    g_array_sort(groups, by_label);
    for (guint g = 0; g < groups->len; g++) {
        TraitGroup *group = &g_array_index(groups, TraitGroup, g);
        const char *value = group->values->pdata[0];
        group->label = group->small ? report_say(s->data->lang, "small_together", NULL)
                       : *value     ? g_strdup(value)
                                    : report_say(s->data->lang, "not_stated", NULL);
    }
    return groups;
}

int trait_group_of(const GArray *groups, const Sums *s, const char *trait, int learner)
{
    const char *value = value_of(s->data->learners->pdata[learner], trait);
    for (guint g = 0; g < groups->len; g++)
        if (g_ptr_array_find_with_equal_func(g_array_index(groups, TraitGroup, g).values, value, g_str_equal, NULL))
            return (int)g;
    return -1;
}

static void hide(cJSON *row, const char *flag, const char *const *keys)
{
    cJSON_ReplaceItemInObject(row, flag, cJSON_CreateTrue());
    for (int k = 0; keys[k]; k++) {
        cJSON *number = cJSON_GetObjectItem(row, keys[k]);
        cJSON_ReplaceItemInObject(number, "value", cJSON_CreateNull());
    }
}

void trait_hide(cJSON *rows, int from, const char *flag, const char *const *keys)
{
    int n = cJSON_GetArraySize(rows), hidden = 0;
    for (int i = from; i < n; i++)
        hidden += json_bool(cJSON_GetArrayItem(rows, i), flag, false);
    for (int i = from; hidden == 1 && i < n; i++)
        hide(cJSON_GetArrayItem(rows, i), flag, keys);
}

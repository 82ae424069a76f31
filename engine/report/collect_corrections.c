/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items that were retired or given another key after answers had come. What counts is the corrected score; the first
 * one goes with it. */
#include "collect_priv.h"

static bool take(const Correction *c, gpointer data)
{
    Collect *collect = data;
    if (c->kind != CORRECTED_ITEM || c->remedy == REMEDY_NONE)
        return true;
    ReportCorrection *row = g_new0(ReportCorrection, 1);
    row->item = g_strdup(c->what);
    row->text = g_strdup(c->text);
    row->key = g_strdup(c->key);
    row->at = c->at;
    g_ptr_array_add(collect->data->corrections, row);
    for (guint i = 0; i < collect->data->items->len; i++) {
        ReportItem *item = collect->data->items->pdata[i];
        if (!g_str_equal(item->id, c->what))
            continue;
        item->retired = c->remedy == REMEDY_RETIRE;
        if (!item->first_key)
            item->first_key = g_strdup(item->key);
        if (c->key) {
            g_free(item->key);
            item->key = g_strdup(c->key);
        }
    }
    return true;
}

bool collect_corrections(Collect *c, GError **error)
{
    return correction_each(c->store, c->cohort->id, take, c, error);
}

const ReportCorrection *collect_correction(const Collect *c, const char *item)
{
    const ReportCorrection *last = NULL;
    for (guint i = 0; i < c->data->corrections->len; i++) {
        const ReportCorrection *row = c->data->corrections->pdata[i];
        if (g_str_equal(row->item, item))
            last = row;
    }
    return last;
}

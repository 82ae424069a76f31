/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "collect_priv.h"

static ReportItem *find_item(ReportData *data, const char *id)
{
    for (guint i = 0; i < data->items->len; i++) {
        ReportItem *item = data->items->pdata[i];
        if (g_str_equal(item->id, id))
            return item;
    }
    return NULL;
}

static void describe(ReportItem *into, const Item *item, const Course *course, const char *country)
{
    into->version = item->version;
    into->points = item->points > 0 ? item->points : 1;
    into->essay = item->kind == ITEM_OPEN;
    into->objective = g_strdup(item->objective);
    into->level = g_strdup(item->level);
    into->stem = g_strdup(course_text(item->stem, course, course->lang, country));
    g_autoptr(GString) key = g_string_new(NULL);
    for (guint i = 0; i < item->options->len; i++) {
        const ItemOption *option = item->options->pdata[i];
        const char *id = option->id ? option->id : "";
        if (option->fraction > 0 || option->correct)
            g_string_append_printf(key, "%s%s", key->len ? " " : "", id);
        g_ptr_array_add(
            into->options, g_strdup_printf("%s: %s", id,
                               option->texts ? course_text(option->texts, course, course->lang, country) : ""));
    }
    into->key = g_strdup(item->kind == ITEM_TRUEFALSE ? (item->answer ? "true" : "false") : key->str);
}

static bool asked_in_quiz(const Course *course, const char *id)
{
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *step = course->steps->pdata[i];
        if (step->kind == STEP_QUIZ && step->items &&
            g_ptr_array_find_with_equal_func(step->items, id, g_str_equal, NULL))
            return true;
    }
    return false;
}

void collect_items(Collect *c)
{
    for (guint f = 0; c->test && f < c->test->forms->len; f++) {
        const Form *form = c->test->forms->pdata[f];
        g_ptr_array_add(c->data->forms, g_strdup(form->id));
        for (guint i = 0; i < form->items->len; i++) {
            const FormItem *member = form->items->pdata[i];
            const Item *item = course_item(c->course, member->item);
            ReportItem *row = find_item(c->data, member->item);
            if (!row) {
                row = report_add_item(c->data, member->item);
                describe(row, item, c->course, c->cohort->country);
            }
            g_ptr_array_add(row->forms, g_strdup(form->id));
        }
    }
    /* Whoever meets every form meets the items that all forms share: those are anchors, marked or not. */
    for (guint i = 0; i < c->data->items->len; i++) {
        ReportItem *item = c->data->items->pdata[i];
        item->anchor = item->forms->len == c->data->forms->len;
        item->in_quiz = asked_in_quiz(c->course, item->id);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items: can each be answered in full, by a learner of any country? Which item stands for which? */
#include "course_priv.h"
#include <math.h>
#include <string.h>

/* Fractions are written with few digits: three of 33.33333 % are whole (the closed list of Moodle has the same
 * tolerance). */
#define FULL (1 - 1e-4)

static bool is_seen(const ItemOption *option, const char *country)
{
    return !option->country || course_in_list(option->country, country);
}

typedef struct {
    int seen, full, negative;
    double best, sum;
} Marks;

static Marks marks_for(const Item *item, const char *country)
{
    Marks m = { .best = -1 };
    for (guint i = 0; i < item->options->len; i++) {
        const ItemOption *option = item->options->pdata[i];
        if (!is_seen(option, country))
            continue;
        m.seen++;
        m.full += option->fraction >= FULL;
        m.negative += option->fraction < 0;
        m.best = fmax(m.best, option->fraction);
        m.sum += fmax(option->fraction, 0);
    }
    return m;
}

static void check_single(CourseReader *r, const Item *item, const Marks *m, const char *whose)
{
    if (m->seen < 2)
        course_fault(r, COURSE_ERROR, item->line, "item \"%s\": %d option%s%s; a choice needs two", item->id, m->seen,
            m->seen == 1 ? "" : "s", whose);
    else if (m->full == 0)
        course_fault(r, COURSE_ERROR, item->line,
            "item \"%s\": no option earns full marks%s; give one correct=\"true\"", item->id, whose);
    else if (m->full > 1)
        course_fault(r, COURSE_ERROR, item->line,
            "item \"%s\": %d options earn full marks%s; a <single> has one, use <multiple>", item->id, m->full, whose);
}

static void check_multiple(CourseReader *r, const Item *item, const Marks *m, const char *whose)
{
    int right = 0;
    for (guint i = 0; i < item->options->len; i++)
        right += ((const ItemOption *)item->options->pdata[i])->fraction > 0;
    if (m->sum < FULL)
        course_fault(r, COURSE_ERROR, item->line,
            "item \"%s\": the fractions of its right options add up to %g%s; full marks (1) "
            "cannot be reached",
            item->id, m->sum, whose);
    if (item->max > 0 && item->min > item->max)
        course_fault(r, COURSE_ERROR, item->line, "item \"%s\": at least %d but at most %d options may be chosen",
            item->id, item->min, item->max);
    else if (item->max > 0 && item->max < right && m->full == right)
        course_fault(r, COURSE_ERROR, item->line,
            "item \"%s\": %d options are right but only %d may be chosen; full marks (1) cannot "
            "be reached",
            item->id, right, item->max);
    if (item->min > (int)item->options->len)
        course_fault(r, COURSE_ERROR, item->line, "item \"%s\": at least %d options must be chosen, but there are %u",
            item->id, item->min, item->options->len);
}

static void check_accepts(CourseReader *r, const Item *item, const Marks *m)
{
    if (m->best < FULL)
        course_fault(r, COURSE_ERROR, item->line,
            "item \"%s\": the best accepted answer earns %g; full marks (1) cannot be reached", item->id, m->best);
    for (guint i = 0; item->kind == ITEM_NUMERIC && i < item->options->len; i++) {
        const ItemOption *o = item->options->pdata[i];
        if (isnan(o->value) && isnan(o->min) && isnan(o->max))
            course_fault(r, COURSE_ERROR, item->line, "item \"%s\": accept %u has neither value nor min nor max",
                item->id, i + 1);
        else if (!isnan(o->value) && (!isnan(o->min) || !isnan(o->max)))
            course_fault(r, COURSE_ERROR, item->line, "item \"%s\": accept %u has a value and a range; give one",
                item->id, i + 1);
        else if (o->min > o->max)
            course_fault(r, COURSE_ERROR, item->line, "item \"%s\": accept %u goes from %g down to %g", item->id, i + 1,
                o->min, o->max);
    }
}

static void check_marks_for(CourseReader *r, const Item *item, const char *country)
{
    g_autofree char *whose = country ? g_strdup_printf(" for a learner in %s", country) : g_strdup("");
    Marks m = marks_for(item, country);
    switch (item->kind) {
    case ITEM_SINGLE:
        check_single(r, item, &m, whose);
        break;
    case ITEM_MULTIPLE:
        check_multiple(r, item, &m, whose);
        break;
    case ITEM_NUMERIC:
    case ITEM_SHORT:
        check_accepts(r, item, &m);
        break;
    case ITEM_TRUEFALSE:
    case ITEM_MATCH:
    case ITEM_ORDER:
    case ITEM_CLOZE:
    case ITEM_LIKERT:
    case ITEM_OPEN:
    case ITEM_KINDS:
        break;
    }
}

/* Options may differ by country, so full marks must be within reach everywhere, and in each country named. */
static void check_marks(CourseReader *r, const Item *item)
{
    g_autoptr(GPtrArray) countries = g_ptr_array_new_with_free_func(g_free);
    guint before = r->faults->len;
    check_marks_for(r, item, NULL);
    for (guint i = 0; i < item->options->len && r->faults->len == before; i++) {
        const ItemOption *option = item->options->pdata[i];
        g_auto(GStrv) words = g_strsplit_set(option->country ? option->country : "", " \t\r\n", -1);
        for (char **word = words; *word && r->faults->len == before; word++)
            if (**word && !g_ptr_array_find_with_equal_func(countries, *word, g_str_equal, NULL)) {
                g_ptr_array_add(countries, g_strdup(*word));
                check_marks_for(r, item, *word);
            }
    }
}

static void check_twin(CourseReader *r, const Item *item)
{
    const Item *twin = course_item(r->course, item->twin);
    if (!twin)
        return;
    if (twin == item)
        course_fault(r, COURSE_ERROR, item->line, "item \"%s\" is its own twin", item->id);
    else if (twin->twin)
        course_fault(r, COURSE_ERROR, item->line,
            "item \"%s\": its twin \"%s\" is itself a twin of \"%s\"; name \"%s\" in both", item->id, twin->id,
            twin->twin, twin->twin);
    else if (twin->kind != item->kind)
        course_fault(r, COURSE_WARNING, item->line,
            "item \"%s\" is %s but its twin \"%s\" is %s: they do not measure alike", item->id,
            item_kind_name(item->kind), twin->id, item_kind_name(twin->kind));
    else if (g_strcmp0(twin->objective, item->objective) != 0)
        course_fault(r, COURSE_WARNING, item->line, "item \"%s\" and its twin \"%s\" have different objectives",
            item->id, twin->id);
}

static void check_item(CourseReader *r, const Item *item)
{
    check_marks(r, item);
    check_twin(r, item);
    for (guint i = 0; i < item->gaps->len; i++)
        check_item(r, item->gaps->pdata[i]);
}

void course_check_items(CourseReader *r)
{
    for (guint i = 0; i < r->course->items->len; i++)
        check_item(r, r->course->items->pdata[i]);
}

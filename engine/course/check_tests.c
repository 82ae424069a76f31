/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests that measure: forms that are parallel, enough of them for the occasions, and no item of a test anywhere a
 * learner could meet it before. */
#include "course_priv.h"
#include <string.h>

static int by_text(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

/* "o1 ×3, o2 ×2": what a form asks, in order of objective. Given. */
static char *objective_mix(const Course *course, const Form *form)
{
    g_autoptr(GPtrArray) objectives = g_ptr_array_new();
    for (guint i = 0; i < form->items->len; i++) {
        const Item *item = course_item(course, ((const FormItem *)form->items->pdata[i])->item);
        g_ptr_array_add(objectives, (gpointer)(item && item->objective ? item->objective : "none"));
    }
    g_ptr_array_sort(objectives, by_text);
    GString *mix = g_string_new(NULL);
    for (guint i = 0; i < objectives->len;) {
        guint end = i;
        while (end < objectives->len && strcmp(objectives->pdata[i], objectives->pdata[end]) == 0)
            end++;
        g_string_append_printf(mix, "%s%s ×%u", i > 0 ? ", " : "", (const char *)objectives->pdata[i], end - i);
        i = end;
    }
    return g_string_free(mix, FALSE);
}

static double form_points(const Course *course, const Form *form)
{
    double points = 0;
    for (guint i = 0; i < form->items->len; i++) {
        const Item *item = course_item(course, ((const FormItem *)form->items->pdata[i])->item);
        points += item ? item->points : 0;
    }
    return points;
}

static const FormItem *find_in_form(const Form *form, const char *id, guint before)
{
    for (guint i = 0; i < MIN(before, form->items->len); i++) {
        const FormItem *entry = form->items->pdata[i];
        if (strcmp(entry->item, id) == 0)
            return entry;
    }
    return NULL;
}

static void check_parallel(CourseReader *r, const Test *test)
{
    const Form *first = test->forms->pdata[0];
    g_autofree char *mix = objective_mix(r->course, first);
    for (guint i = 1; i < test->forms->len; i++) {
        const Form *form = test->forms->pdata[i];
        g_autofree char *own = objective_mix(r->course, form);
        double points = form_points(r->course, form), wanted = form_points(r->course, first);
        if (form->items->len != first->items->len)
            course_fault(r, COURSE_ERROR, test->line,
                "test \"%s\": form \"%s\" has %u items, form \"%s\" has %u; parallel forms are "
                "equally long",
                test->id, first->id, first->items->len, form->id, form->items->len);
        else if (strcmp(mix, own) != 0)
            course_fault(r, COURSE_ERROR, test->line,
                "test \"%s\": form \"%s\" asks %s, form \"%s\" asks %s; parallel forms have the "
                "same mix of objectives",
                test->id, first->id, mix, form->id, own);
        else if (points != wanted)
            course_fault(r, COURSE_WARNING, test->line, "test \"%s\": form \"%s\" gives %g points, form \"%s\" %g",
                test->id, first->id, wanted, form->id, points);
    }
}

static void check_entry(CourseReader *r, const Test *test, const Form *form, guint at)
{
    const FormItem *entry = form->items->pdata[at];
    const Item *item = course_item(r->course, entry->item);
    if (item && !item->is_test)
        course_fault(r, COURSE_ERROR, entry->line,
            "form \"%s\" of test \"%s\": item \"%s\" is for practice; a form holds items with "
            "use=\"test\" only",
            form->id, test->id, item->id);
    if (item && item->kind == ITEM_OPEN)
        course_fault(r, COURSE_WARNING, entry->line,
            "form \"%s\" of test \"%s\": item \"%s\" is open and has no mark of its own", form->id, test->id, item->id);
    if (find_in_form(form, entry->item, at))
        course_fault(r, COURSE_ERROR, entry->line, "form \"%s\" of test \"%s\" asks item \"%s\" twice", form->id,
            test->id, entry->item);
    for (guint i = 0; i < test->forms->len; i++) {
        const Form *other = test->forms->pdata[i];
        const FormItem *same = other == form ? entry : find_in_form(other, entry->item, other->items->len);
        if (entry->anchor && !same)
            course_fault(r, COURSE_WARNING, entry->line,
                "form \"%s\" of test \"%s\": anchor \"%s\" is not in form \"%s\"; an anchor "
                "stands in every form",
                form->id, test->id, entry->item, other->id);
        else if (same && same != entry && !entry->anchor)
            course_fault(r, COURSE_WARNING, entry->line,
                "form \"%s\" of test \"%s\": item \"%s\" is also in form \"%s\"; mark it "
                "anchor=\"true\" or use its twin",
                form->id, test->id, entry->item, other->id);
    }
}

static void check_occasions(CourseReader *r, const Test *test)
{
    guint sits = 0, times[OCCASIONS] = { 0 };
    for (guint i = 0; i < r->course->steps->len; i++) {
        const Step *step = r->course->steps->pdata[i];
        if (step->kind != STEP_SIT || g_strcmp0(step->test, test->id) != 0)
            continue;
        if (times[step->occasion]++ > 0)
            course_fault(r, COURSE_ERROR, step->line,
                "step \"%s\": test \"%s\" is already sat as \"%s\"; an occasion comes once", step->id, test->id,
                occasion_name(step->occasion));
        else
            sits++;
    }
    if (sits == 0)
        course_fault(r, COURSE_WARNING, test->line, "test \"%s\" is never sat", test->id);
    if (test->assign == TEST_COUNTERBALANCE && test->forms->len < MAX(sits, 2))
        course_fault(r, COURSE_ERROR, test->line,
            "test \"%s\" is sat on %u occasion%s but has %u form%s; counterbalancing needs a form "
            "for each occasion, and at least two",
            test->id, sits, sits == 1 ? "" : "s", test->forms->len, test->forms->len == 1 ? "" : "s");
    if (test->assign == TEST_FIXED && test->forms->len < sits)
        course_fault(r, COURSE_WARNING, test->line,
            "test \"%s\" is sat on %u occasions but has %u form%s: the same questions again "
            "measure memory too",
            test->id, sits, test->forms->len, test->forms->len == 1 ? "" : "s");
}

static void check_test(CourseReader *r, const Test *test, GHashTable *used)
{
    check_parallel(r, test);
    check_occasions(r, test);
    for (guint f = 0; f < test->forms->len; f++) {
        const Form *form = test->forms->pdata[f];
        for (guint i = 0; i < form->items->len; i++) {
            const FormItem *entry = form->items->pdata[i];
            check_entry(r, test, form, i);
            if (!g_hash_table_contains(used, entry->item))
                g_hash_table_insert(used, entry->item, (gpointer)test->id);
        }
    }
}

/* The rule that keeps the gain honest: what a test asks is never shown by a quiz or survey. */
static void check_shown(CourseReader *r, const Step *step, GHashTable *used)
{
    for (guint i = 0; i < step->items->len; i++) {
        const Item *item = course_item(r->course, step->items->pdata[i]);
        const char *test = item ? g_hash_table_lookup(used, item->id) : NULL;
        if (test)
            course_fault(r, COURSE_ERROR, step->line,
                "step \"%s\" would show item \"%s\", which test \"%s\" asks; an item of a test is "
                "never shown elsewhere",
                step->id, item->id, test);
        else if (item && item->is_test)
            course_fault(r, COURSE_ERROR, step->line,
                "step \"%s\": item \"%s\" has use=\"test\"; a %s shows practice items only", step->id, item->id,
                step_kind_name(step->kind));
    }
}

void course_check_tests(CourseReader *r)
{
    g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < r->course->tests->len; i++)
        check_test(r, r->course->tests->pdata[i], used);
    for (guint i = 0; i < r->course->steps->len; i++)
        check_shown(r, r->course->steps->pdata[i], used);
}

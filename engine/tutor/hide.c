/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose names and numbers are taken out of what a cohort said: of all who were ever enrolled, and who works here. */
#include "context_priv.h"
#include "hide_priv.h"
#include "person.h"
#include "staff.h"

Hide *hide_new(void)
{
    Hide *hide = g_new0(Hide, 1);
    hide->people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    hide->shown = g_ptr_array_new_with_free_func(g_free);
    hide->numbers = g_ptr_array_new_with_free_func(g_free);
    return hide;
}

void hide_free(Hide *hide)
{
    if (!hide)
        return;
    g_hash_table_unref(hide->people);
    g_ptr_array_unref(hide->shown);
    g_ptr_array_unref(hide->numbers);
    g_free(hide);
}

void hide_set_guard(Hide *hide, const Guard *guard, const GuardNames *cases)
{
    hide->guard = guard;
    hide->cases = cases;
}

static bool add_enrolment(Hide *hide, Context *context, int64_t id, HideShown *shown, gpointer data, GError **error)
{
    g_autoptr(Enrolment) e = enrolment_get(context->store, context->vault, id, error);
    g_autoptr(GPtrArray) numbers = e ? addresses_ever(context->store, context->vault, e->learner, error) : NULL;
    if (!numbers)
        return false;
    g_autofree char *instead = shown ? shown(e, data) : g_strdup("[name]");
    hide_add_name(hide, e->name, instead);
    hide_add_name(hide, e->alias, instead);
    hide_add_number(hide, e->registration);
    for (guint i = 0; i < numbers->len; i++)
        hide_add_number(hide, numbers->pdata[i]);
    return true;
}

bool hide_add_cohort(Hide *hide, Context *context, int64_t cohort, HideShown *shown, gpointer data, GError **error)
{
    g_autoptr(GArray) ids = enrolment_list(context->store, cohort, error);
    g_autoptr(GPtrArray) staff = ids ? staff_list(context->store, error) : NULL;
    for (guint i = 0; staff && i < ids->len; i++)
        if (!add_enrolment(hide, context, g_array_index(ids, int64_t, i), shown, data, error))
            return false;
    for (guint i = 0; staff && i < staff->len; i++)
        hide_add_name(hide, ((const Staff *)staff->pdata[i])->name, "[staff]");
    hide_set_guard(hide, context_guard_of(context), context_cases_of(context, cohort));
    return staff != NULL;
}

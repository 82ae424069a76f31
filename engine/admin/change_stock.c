/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort's list of items, and rows of stock that a coordinator takes away. */
#include "admin_priv.h"
#include "shortage.h"

/* Its texts, NULL-ended; NULL when `items` is no list of texts. Given array of borrowed texts. */
static const char **lines_of(const cJSON *items)
{
    const cJSON *one;
    g_autoptr(GPtrArray) lines = g_ptr_array_new();
    cJSON_ArrayForEach(one, items)
    {
        if (!cJSON_IsString(one))
            return NULL;
        g_ptr_array_add(lines, one->valuestring);
    }
    g_ptr_array_add(lines, NULL);
    return cJSON_IsArray(items) ? (const char **)g_ptr_array_free(g_steal_pointer(&lines), FALSE) : NULL;
}

bool change_stock_items(Change *c, cJSON *result, GError **error)
{
    int count = 0;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    if (!cohort || !change_thawed(cohort, "no stock is collected any more", error))
        return false;
    g_autofree const char **lines = lines_of(json_at(c->params, "items"));
    if (!lines)
        return change_refuse(error, BARAZA_ERROR_USAGE, "the parameter \"items\" is missing, or no list of texts");
    if (!stock_items_set(c->store, cohort->id, (const char *const *)lines, &count, error))
        return false;
    json_put_int(json_put(result, "cohort", cohort->name), "items", count);
    c->payload = json_put_int(cJSON_CreateObject(), "items", count);
    return true;
}

/* Its line that has not gone to the group does not go. */
static bool unsay(Change *c, const Stock *stock, GError **error)
{
    Tutor t;
    bool waited = false;
    g_autoptr(Enrolment) e = enrolment_get(c->store, context_vault(c->context), stock->enrolment, error);
    return e && tutor_init(&t, c->context, e, c->now, error) && shortage_unsay(&t, stock, &waited, error);
}

bool change_stock_remove(Change *c, cJSON *result, GError **error)
{
    int64_t id = json_int(c->params, "stock", 0);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Stock) stock = stock_get(c->store, id, &fault);
    const Cohort *cohort = stock && !fault ? context_cohort(c->context, stock->cohort, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!cohort)
        return change_refuse(error, BARAZA_ERROR_MISSING,
            "there is no stock row %" G_GINT64_FORMAT "; baraza stock COHORT shows their numbers", id);
    if (!change_thawed(cohort, "its stock stays as it was", error))
        return false;
    if (stock->until <= c->now)
        return change_refuse(error, BARAZA_ERROR_STATE, "stock row %" G_GINT64_FORMAT " does not count any more", id);
    change_subject(c, "E", stock->enrolment);
    json_put(json_put(json_put_int(result, "stock", id), "item", stock->shown), "facility", stock->facility);
    json_put(result, "cohort", cohort->name);
    return stock_end(c->store, id, c->now, error) && unsay(c, stock, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refuses a query that walks a whole table unless its text says so in a comment: what a slice costs must not grow with
 * what the database holds. SQLite's plan says SCAN also for constants, table-valued functions and named subqueries;
 * those are told apart here. */
#include "store_priv.h"
#include <string.h>

/* The name after "SCAN ", or after "SEARCH " where the search is in an index made for this one run by walking the
 * table; NULL when the row is not about a table. */
static char *scanned_name(const char *detail)
{
    bool scan = g_str_has_prefix(detail, "SCAN ");
    bool made = g_str_has_prefix(detail, "SEARCH ") && strstr(detail, " USING AUTOMATIC ");
    if (!(scan || made) || strstr(detail, "VIRTUAL TABLE") || strstr(detail, "CONSTANT ROW"))
        return NULL;
    const char *name = strchr(detail, ' ') + 1;
    if (*name == '(')
        return NULL;
    return g_strndup(name, strcspn(name, " "));
}

/* Whether `name`, table or alias, is the subquery `inner` in this SQL. */
static bool is_alias_of(const char *sql, const char *inner, const char *name)
{
    if (strcmp(inner, name) == 0)
        return true;
    g_autofree char *a = g_regex_escape_string(inner, -1), *b = g_regex_escape_string(name, -1);
    g_autofree char *pattern = g_strdup_printf("\\b%s\\s+(AS\\s+)?%s\\b", a, b);
    return g_regex_match_simple(pattern, sql, G_REGEX_CASELESS, 0);
}

/* Names of the common table expressions and views that the plan computes apart. */
static char *computed_name(const char *detail)
{
    static const char *const heads[] = { "CO-ROUTINE ", "MATERIALIZE " };
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
        if (g_str_has_prefix(detail, heads[i]))
            return g_strdup(detail + strlen(heads[i]));
    return NULL;
}

static GPtrArray *plan_of(Store *store, const StoreQuery *query, GError **error)
{
    g_autofree char *sql = g_strconcat("EXPLAIN QUERY PLAN ", query->sql, NULL);
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL);
    if (code != SQLITE_OK) {
        store_fail(store, code, query->name, error);
        return NULL;
    }
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        g_ptr_array_add(rows, g_strdup((const char *)sqlite3_column_text(stmt, 3)));
    sqlite3_finalize(stmt);
    return g_steal_pointer(&rows);
}

static bool is_computed(const GPtrArray *plan, const char *sql, const char *name)
{
    for (guint i = 0; i < plan->len; i++) {
        g_autofree char *inner = computed_name(g_ptr_array_index(plan, i));
        if (inner && is_alias_of(sql, inner, name))
            return true;
    }
    return false;
}

static bool check_plan(Store *store, const StoreQuery *query, GError **error)
{
    g_autoptr(GPtrArray) plan = plan_of(store, query, error);
    if (!plan)
        return false;
    for (guint i = 0; i < plan->len; i++) {
        g_autofree char *name = scanned_name(g_ptr_array_index(plan, i));
        if (!name || is_computed(plan, query->sql, name))
            continue;
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE,
            "query %s walks the whole of %s (%s); give it an index, or say /*scan*/", query->name, name,
            (const char *)g_ptr_array_index(plan, i));
        return false;
    }
    return true;
}

bool store_prepare_all(Store *store, const StoreQuery *const *queries, GError **error)
{
    for (; *queries; queries++) {
        const StoreQuery *q = *queries;
        if (!store_statement(store, q, error))
            return false;
        bool may_scan = strstr(q->sql, "/*scan") || strstr(q->sql, "/* scan") || strstr(q->sql, "-- scan");
        if (!may_scan && !check_plan(store, q, error))
            return false;
    }
    return true;
}

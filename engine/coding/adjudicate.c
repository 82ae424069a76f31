/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coding -> adjudication -> frozen. Independent codes stay as they were given: agreement is computed on them; what
 * holds stands beside them. */
#include "coding_priv.h"

#include "coding_queries.h"

#include <string.h>

void coding_verdict_free(CodingVerdict *verdict)
{
    if (!verdict)
        return;
    g_free(verdict->memo);
    g_ptr_array_unref(verdict->codes);
    g_free(verdict);
}

bool coding_open(Store *store, const CodingStudy *study, int64_t now, GError **error)
{
    g_autoptr(GPtrArray) tasks = coding_tasks(store, study->id, 0, error);
    guint left = 0;
    for (guint i = 0; tasks && i < tasks->len; i++)
        left += ((const CodingTask *)tasks->pdata[i])->done == 0;
    if (!tasks)
        return false;
    if (study->state != CODING_OPEN)
        return coding_refuse(error, BARAZA_ERROR_STATE, "study \"%s\" is %s already", study->name,
            study->state == CODING_FROZEN ? "frozen" : "in adjudication");
    if (left)
        return coding_refuse(error, BARAZA_ERROR_STATE,
            "%u of %u codings of study \"%s\" are not done; baraza code studies shows whose", left, tasks->len,
            study->name);
    return store_run(store, &coding_db_study_open, ARGS(ARG_INT("id", study->id), ARG_INT("now", now)), NULL, error);
}

static bool put_codes(Store *store, int64_t study, int64_t unit, const GPtrArray *codes, GError **error)
{
    if (!store_run(store, &coding_db_final_clear, ARGS(ARG_INT("unit", unit)), NULL, error))
        return false;
    for (guint i = 0; i < codes->len; i++)
        if (!store_run(store, &coding_db_final_add,
                ARGS(ARG_INT("unit", unit), ARG_TEXT("code", codes->pdata[i]), ARG_INT("study", study)), NULL, error))
            return false;
    return true;
}

static bool put_verdict(Store *store, int64_t study, const CodingVerdict *v, GError **error)
{
    return store_run(store, &coding_db_verdict_add,
               ARGS(ARG_INT("unit", v->unit), ARG_INT("study", study), ARG_INT("staff", v->staff),
                   ARG_TEXT("memo", v->memo), ARG_INT("at", v->at)),
               NULL, error) &&
           put_codes(store, study, v->unit, v->codes, error);
}

/* The codes on which the coders of a unit agree; NULL without error when they differ. Given. */
static GPtrArray *agreed(Store *store, int64_t unit, GError **error)
{
    g_autoptr(GPtrArray) tasks = coding_tasks_of_unit(store, unit, error);
    g_autoptr(GPtrArray) codings = tasks ? coding_list(store, unit, 0, error) : NULL;
    g_autoptr(GPtrArray) first = NULL;
    for (guint i = 0; codings && i < tasks->len; i++) {
        g_autoptr(GPtrArray) codes = coding_codes_of(codings, ((const CodingTask *)tasks->pdata[i])->coder);
        if (!first)
            first = g_steal_pointer(&codes);
        else if (!coding_same_codes(first, codes))
            return NULL;
    }
    return g_steal_pointer(&first);
}

static bool is_disputed(Store *store, const CodingUnit *unit, bool *disputed, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(GPtrArray) codes = unit->draw == CODING_SINGLE ? NULL : agreed(store, unit->id, &fault);
    *disputed = unit->draw != CODING_SINGLE && !codes;
    if (!fault)
        return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

bool coding_decide(Store *store, const CodingStudy *study, const CodingVerdict *verdict, GError **error)
{
    if (study->state != CODING_ADJUDICATION)
        return coding_refuse(error, BARAZA_ERROR_STATE, "study \"%s\" is %s", study->name,
            study->state == CODING_OPEN ? "still being coded: open its adjudication first" : "frozen");
    g_autoptr(CodingUnit) unit = coding_unit_get(store, verdict->unit, error);
    g_autoptr(Codebook) book = unit ? coding_book_codes(store, study->book, error) : NULL;
    if (!book || !coding_check_codes(book, verdict->codes, error))
        return false;
    if (unit->study != study->id)
        return coding_refuse(error, BARAZA_ERROR_MISSING, "the study has no such unit");
    bool disputed = false;
    if (!is_disputed(store, unit, &disputed, error))
        return false;
    if (!disputed)
        return coding_refuse(error, BARAZA_ERROR_STATE,
            "there is nothing to decide on unit %d: %s, and what was given holds", unit->place,
            unit->draw == CODING_SINGLE ? "one coder coded it" : "its coders agree");
    return put_verdict(store, study->id, verdict, error);
}

/* --- reading --- */

static bool read_verdict(const StoreRow *row, gpointer data)
{
    CodingVerdict *v = g_new0(CodingVerdict, 1);
    v->unit = store_int(row, 0);
    v->staff = store_int(row, 1);
    v->memo = store_text_dup(row, 2);
    v->at = store_int(row, 3);
    v->codes = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(data, v);
    return true;
}

static bool take_code(const StoreRow *row, gpointer data)
{
    GPtrArray *verdicts = data;
    int64_t unit = store_int(row, 0);
    for (guint low = 0, high = verdicts->len; low < high;) {
        guint middle = (low + high) / 2;
        const CodingVerdict *v = verdicts->pdata[middle];
        if (v->unit == unit) {
            g_ptr_array_add(v->codes, store_text_dup(row, 1));
            break;
        }
        low = v->unit < unit ? middle + 1 : low;
        high = v->unit < unit ? high : middle;
    }
    return true;
}

CodingVerdict *coding_verdict_get(Store *store, int64_t unit, GError **error)
{
    g_autoptr(GPtrArray) found = coding_collect(store, &coding_db_verdict_row, ARGS(ARG_INT("unit", unit)),
        read_verdict, (GDestroyNotify)coding_verdict_free, error);
    if (!found || found->len == 0 ||
        !store_each(store, &coding_db_final_of_unit, ARGS(ARG_INT("unit", unit)), take_code, found, error))
        return NULL;
    return g_ptr_array_steal_index(found, 0);
}

GPtrArray *coding_verdicts(Store *store, int64_t study, GError **error)
{
    g_autoptr(GPtrArray) list = coding_collect(store, &coding_db_verdict_all, ARGS(ARG_INT("study", study)),
        read_verdict, (GDestroyNotify)coding_verdict_free, error);
    if (!list || !store_each(store, &coding_db_final_all, ARGS(ARG_INT("study", study)), take_code, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

GPtrArray *coding_disputed(Store *store, int64_t study, bool all, GError **error)
{
    g_autoptr(GPtrArray) units = coding_units(store, study, error);
    g_autoptr(GPtrArray) disputed = g_ptr_array_new_with_free_func((GDestroyNotify)coding_unit_free);
    for (guint i = 0; units && i < units->len; i++) {
        g_autoptr(GError) fault = NULL;
        CodingUnit *unit = units->pdata[i];
        bool differ = false;
        if (!is_disputed(store, unit, &differ, error))
            return NULL;
        g_autoptr(CodingVerdict) verdict = all || !differ ? NULL : coding_verdict_get(store, unit->id, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return NULL;
        }
        if (differ && !verdict) {
            g_ptr_array_add(disputed, unit);
            units->pdata[i] = NULL;
        }
    }
    return units ? g_steal_pointer(&disputed) : NULL;
}

/* --- freeze --- */

static bool settle(Store *store, const CodingStudy *study, const CodingUnit *unit, int64_t now, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(CodingVerdict) had = coding_verdict_get(store, unit->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (had)
        return true;
    g_autoptr(CodingVerdict) verdict = g_new0(CodingVerdict, 1);
    verdict->unit = unit->id;
    verdict->at = now;
    verdict->codes = agreed(store, unit->id, error);
    if (!verdict->codes) {
        verdict->codes = g_ptr_array_new_with_free_func(g_free);
        return false;
    }
    return put_verdict(store, study->id, verdict, error);
}

/* What was frozen, as one text: a line a unit. Given. */
static char *frozen_text(Store *store, const GPtrArray *units, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < units->len; i++) {
        const CodingUnit *unit = units->pdata[i];
        g_autoptr(CodingVerdict) verdict = coding_verdict_get(store, unit->id, error);
        if (!verdict)
            return NULL;
        g_string_append_printf(text, "%d\t", unit->place);
        for (guint k = 0; k < unit->posts->len; k++)
            g_string_append_printf(text, "%s%" G_GINT64_FORMAT, k ? " " : "", g_array_index(unit->posts, int64_t, k));
        for (guint k = 0; k < verdict->codes->len; k++)
            g_string_append_printf(text, "%c%s", k ? ' ' : '\t', (const char *)verdict->codes->pdata[k]);
        g_string_append_c(text, '\n');
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static bool may_freeze(Store *store, const CodingStudy *study, GError **error)
{
    if (study->state != CODING_ADJUDICATION)
        return coding_refuse(error, BARAZA_ERROR_STATE, "study \"%s\" is %s", study->name,
            study->state == CODING_FROZEN ? "frozen already" : "still being coded: open its adjudication first");
    g_autoptr(GPtrArray) disputed = coding_disputed(store, study->id, false, error);
    if (!disputed)
        return false;
    return disputed->len == 0 ||
           coding_refuse(error, BARAZA_ERROR_STATE,
               "%u units of study \"%s\" on which its coders differ are undecided, the first is unit %d", disputed->len,
               study->name, ((const CodingUnit *)disputed->pdata[0])->place);
}

bool coding_freeze(Store *store, const CodingStudy *study, int64_t now, char **hash, GError **error)
{
    g_autoptr(GPtrArray) units = may_freeze(store, study, error) ? coding_units(store, study->id, error) : NULL;
    if (!units)
        return false;
    for (guint i = 0; i < units->len; i++)
        if (!settle(store, study, units->pdata[i], now, error))
            return false;
    g_autofree char *text = frozen_text(store, units, error);
    if (!text)
        return false;
    *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    return store_run(store, &coding_db_study_freeze,
        ARGS(ARG_INT("id", study->id), ARG_INT("now", now), ARG_TEXT("hash", *hash)), NULL, error);
}

bool coding_forget_post(Store *store, int64_t post, GError **error)
{
    return store_run(store, &coding_db_forget_task, ARGS(ARG_INT("post", post)), NULL, error) &&
           store_run(store, &coding_db_forget_coding, ARGS(ARG_INT("post", post)), NULL, error) &&
           store_run(store, &coding_db_forget_verdict, ARGS(ARG_INT("post", post)), NULL, error);
}

bool coding_forget_cohort(Store *store, int64_t cohort, GError **error)
{
    const StoreArg *of = ARGS(ARG_INT("cohort", cohort));
    return store_run(store, &coding_db_closed_task, of, NULL, error) &&
           store_run(store, &coding_db_closed_coding, of, NULL, error) &&
           store_run(store, &coding_db_closed_verdict, of, NULL, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coder gives codes to a unit of her queue, and says when she is done with it. Nobody else's coding is looked at. */
#include "coding_priv.h"

#include "coding_queries.h"
#include "text.h"

#include <math.h>
#include <string.h>

void coding_task_free(CodingTask *task)
{
    if (!task)
        return;
    g_free(task->memo);
    g_free(task);
}

void coding_free(Coding *coding)
{
    if (!coding)
        return;
    g_free(coding->code);
    g_free(coding->memo);
    g_free(coding);
}

static bool read_task(const StoreRow *row, gpointer data)
{
    CodingTask *task = g_new0(CodingTask, 1);
    task->unit = store_int(row, 0);
    task->coder = store_int(row, 1);
    task->place = (int)store_int(row, 2);
    task->done = store_int(row, 3);
    task->suggested = store_int(row, 4);
    task->memo = store_text_dup(row, 5);
    g_ptr_array_add(data, task);
    return true;
}

static GPtrArray *tasks(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    return coding_collect(store, query, args, read_task, (GDestroyNotify)coding_task_free, error);
}

CodingTask *coding_task_get(Store *store, int64_t unit, int64_t coder, GError **error)
{
    g_autoptr(GPtrArray) found =
        tasks(store, &coding_db_task_row, ARGS(ARG_INT("unit", unit), ARG_INT("coder", coder)), error);
    return found && found->len ? g_ptr_array_steal_index(found, 0) : NULL;
}

GPtrArray *coding_tasks(Store *store, int64_t study, int64_t coder, GError **error)
{
    if (coder)
        return tasks(store, &coding_db_task_of_coder, ARGS(ARG_INT("study", study), ARG_INT("coder", coder)), error);
    return tasks(store, &coding_db_task_of_study, ARGS(ARG_INT("study", study)), error);
}

GPtrArray *coding_tasks_of_unit(Store *store, int64_t unit, GError **error)
{
    return tasks(store, &coding_db_task_of_unit, ARGS(ARG_INT("unit", unit)), error);
}

static bool read_coding(const StoreRow *row, gpointer data)
{
    Coding *coding = g_new0(Coding, 1);
    coding->id = store_int(row, 0);
    coding->study = store_int(row, 1);
    coding->unit = store_int(row, 2);
    coding->coder = store_int(row, 3);
    coding->code = store_text_dup(row, 4);
    coding->post = store_int(row, 5);
    coding->start = (int)store_int(row, 6);
    coding->until = (int)store_int(row, 7);
    coding->memo = store_text_dup(row, 8);
    coding->at = store_int(row, 9);
    g_ptr_array_add(data, coding);
    return true;
}

static GPtrArray *codings(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    return coding_collect(store, query, args, read_coding, (GDestroyNotify)coding_free, error);
}

GPtrArray *coding_list(Store *store, int64_t unit, int64_t coder, GError **error)
{
    if (coder)
        return codings(store, &coding_db_of_coder, ARGS(ARG_INT("unit", unit), ARG_INT("coder", coder)), error);
    return codings(store, &coding_db_of_unit, ARGS(ARG_INT("unit", unit)), error);
}

GPtrArray *coding_all(Store *store, int64_t study, GError **error)
{
    return codings(store, &coding_db_of_study, ARGS(ARG_INT("study", study)), error);
}

Coding *coding_get(Store *store, int64_t id, GError **error)
{
    g_autoptr(GPtrArray) found = codings(store, &coding_db_row, ARGS(ARG_INT("id", id)), error);
    if (found && found->len)
        return g_ptr_array_steal_index(found, 0);
    if (found)
        coding_refuse(error, BARAZA_ERROR_MISSING, "there is no coding %" G_GINT64_FORMAT, id);
    return NULL;
}

/* --- giving and taking --- */

/* The unit is hers, not done, and its study still takes codes. */
static bool may_code(Store *store, int64_t unit, int64_t coder, bool done_too, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(CodingUnit) row = coding_unit_get(store, unit, error);
    g_autoptr(CodingStudy) study = row ? coding_study_get(store, row->study, error) : NULL;
    if (!study)
        return false;
    if (study->state != CODING_OPEN)
        return coding_refuse(error, BARAZA_ERROR_STATE,
            "study \"%s\" is in the state %s: its coders' codes no longer change", study->name,
            coding_state_name(study->state));
    g_autoptr(CodingTask) task = coding_task_get(store, unit, coder, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!task)
        return coding_refuse(error, BARAZA_ERROR_DENIED, "unit %d of study \"%s\" is not in this coder's queue",
            row->place, study->name);
    return done_too || !task->done ||
           coding_refuse(error, BARAZA_ERROR_STATE,
               "unit %d was said to be done; open it again before changing its codes", row->place);
}

static bool check_span(Store *store, const Coding *coding, GError **error)
{
    if (!coding->post)
        return coding->start == 0 && coding->until == 0
                   ? true
                   : coding_refuse(error, BARAZA_ERROR_INPUT, "a stretch of text needs the post that it is of");
    g_autoptr(CodingUnit) unit = coding_unit_get(store, coding->unit, error);
    g_autofree char *text = NULL;
    bool inside = false;
    for (guint i = 0; unit && i < unit->posts->len; i++)
        inside |= g_array_index(unit->posts, int64_t, i) == coding->post;
    if (!unit || !store_get_text(store, &coding_db_text, ARGS(ARG_INT("post", coding->post)), &text, error))
        return false;
    if (!inside)
        return coding_refuse(
            error, BARAZA_ERROR_INPUT, "post P%" G_GINT64_FORMAT " is context here and not coded", coding->post);
    size_t length = text ? text_length(text) : 0;
    return (coding->start >= 0 && coding->start < coding->until && (size_t)coding->until <= length) ||
           coding_refuse(error, BARAZA_ERROR_INPUT,
               "the stretch %d to %d is not in post P%" G_GINT64_FORMAT ", which has %zu characters", coding->start,
               coding->until, coding->post, length);
}

/* The book of a unit's study. Given. */
static Codebook *book_of(Store *store, int64_t unit, GError **error)
{
    g_autoptr(CodingUnit) row = coding_unit_get(store, unit, error);
    g_autoptr(CodingStudy) study = row ? coding_study_get(store, row->study, error) : NULL;
    return study ? coding_book_codes(store, study->book, error) : NULL;
}

static int check_code(const Codebook *book, const char *id, GError **error)
{
    int place = codebook_find(book, id);
    if (place < 0) {
        g_autoptr(GPtrArray) ids = g_ptr_array_new();
        for (guint i = 0; i < book->codes->len; i++)
            g_ptr_array_add(ids, ((Code *)book->codes->pdata[i])->id);
        g_ptr_array_add(ids, NULL);
        const char *near = text_nearest(id, (const char *const *)ids->pdata);
        coding_refuse(error, BARAZA_ERROR_MISSING, "codebook \"%s\" has no code \"%s\"%s%s%s", book->id, id,
            near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
        return -1;
    }
    if (((const Code *)book->codes->pdata[place])->codable)
        return place;
    coding_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is a folder of codes; give one of those in it", id);
    return -1;
}

static bool excludes(const Codebook *book, int a, int b)
{
    int parent = ((const Code *)book->codes->pdata[a])->parent;
    return a != b && ((const Code *)book->codes->pdata[b])->parent == parent && codebook_excludes(book, parent);
}

static bool drop(Store *store, int64_t id, GError **error)
{
    return store_run(store, &coding_db_remove, ARGS(ARG_INT("id", id)), NULL, error);
}

static bool same_place(const Coding *a, const Coding *b)
{
    return strcmp(a->code, b->code) == 0 && a->post == b->post && a->start == b->start && a->until == b->until;
}

bool coding_apply(Store *store, Coding *coding, GPtrArray *replaced, GError **error)
{
    g_autoptr(Codebook) book = book_of(store, coding->unit, error);
    int place = book ? check_code(book, coding->code, error) : -1;
    if (place < 0 || !may_code(store, coding->unit, coding->coder, false, error) || !check_span(store, coding, error))
        return false;
    g_autoptr(GPtrArray) had = coding_list(store, coding->unit, coding->coder, error);
    for (guint i = 0; had && i < had->len; i++) {
        const Coding *one = had->pdata[i];
        if (same_place(one, coding) && !coding->memo) {
            coding->id = one->id;
            return true;
        }
        bool goes = same_place(one, coding) || excludes(book, place, codebook_find(book, one->code));
        if (goes && !drop(store, one->id, error))
            return false;
        if (goes && replaced && !same_place(one, coding))
            g_ptr_array_add(replaced, g_strdup(one->code));
    }
    return had && store_next_id(store, &coding->id, error) &&
           store_run(store, &coding_db_add,
               ARGS(ARG_INT("id", coding->id), ARG_INT("study", coding->study), ARG_INT("unit", coding->unit),
                   ARG_INT("coder", coding->coder), ARG_TEXT("code", coding->code), ARG_INT("post", coding->post),
                   ARG_INT("start", coding->start), ARG_INT("until", coding->until), ARG_TEXT("memo", coding->memo),
                   ARG_INT("at", coding->at)),
               NULL, error);
}

bool coding_remove(Store *store, const Coding *coding, GError **error)
{
    return may_code(store, coding->unit, coding->coder, false, error) && drop(store, coding->id, error);
}

bool coding_set_done(Store *store, int64_t unit, int64_t coder, int64_t now, const char *memo, GError **error)
{
    return may_code(store, unit, coder, true, error) &&
           store_run(store, &coding_db_task_set,
               ARGS(ARG_INT("unit", unit), ARG_INT("coder", coder), ARG_INT("done", now), ARG_TEXT("memo", memo)), NULL,
               error);
}

/* --- sets of codes --- */

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *coding_codes_of(const GPtrArray *list, int64_t coder)
{
    GPtrArray *codes = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < list->len; i++) {
        const Coding *coding = list->pdata[i];
        bool had = coder && coding->coder != coder;
        for (guint k = 0; k < codes->len && !had; k++)
            had = strcmp(codes->pdata[k], coding->code) == 0;
        if (!had)
            g_ptr_array_add(codes, g_strdup(coding->code));
    }
    g_ptr_array_sort(codes, by_text);
    return codes;
}

bool coding_same_codes(const GPtrArray *a, const GPtrArray *b)
{
    bool same = a->len == b->len;
    for (guint i = 0; same && i < a->len; i++)
        same = strcmp(a->pdata[i], b->pdata[i]) == 0;
    return same;
}

bool coding_check_codes(const Codebook *book, const GPtrArray *codes, GError **error)
{
    for (guint i = 0; i < codes->len; i++) {
        int a = check_code(book, codes->pdata[i], error);
        if (a < 0)
            return false;
        for (guint k = 0; k < i; k++)
            if (excludes(book, a, codebook_find(book, codes->pdata[k])))
                return coding_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" and \"%s\" exclude each other: only one holds",
                    (const char *)codes->pdata[k], (const char *)codes->pdata[i]);
    }
    return true;
}

/* --- what the assistant said --- */

void coding_suggestion_free(CodingSuggestion *suggestion)
{
    g_free(suggestion->code);
    g_free(suggestion);
}

bool coding_suggested(
    Store *store, int64_t unit, int64_t coder, const CodingSuggestion *said, int64_t now, GError **error)
{
    return may_code(store, unit, coder, false, error) &&
           store_run(store, &coding_db_task_suggested,
               ARGS(ARG_INT("unit", unit), ARG_INT("coder", coder), ARG_INT("now", now)), NULL, error) &&
           (!said || store_run(store, &coding_db_suggestion_add,
                         ARGS(ARG_INT("unit", unit), ARG_INT("coder", coder), ARG_TEXT("code", said->code),
                             ARG_REAL("p", said->p), ARG_REAL("kappa", said->kappa), ARG_INT("at", now)),
                         NULL, error));
}

static bool read_suggestion(const StoreRow *row, gpointer data)
{
    CodingSuggestion *said = g_new0(CodingSuggestion, 1);
    said->code = store_text_dup(row, 0);
    said->p = store_real(row, 1);
    said->kappa = store_is_null(row, 2) ? NAN : store_real(row, 2);
    g_ptr_array_add(data, said);
    return true;
}

GPtrArray *coding_suggestions(Store *store, int64_t unit, int64_t coder, GError **error)
{
    return coding_collect(store, &coding_db_suggestions, ARGS(ARG_INT("unit", unit), ARG_INT("coder", coder)),
        read_suggestion, (GDestroyNotify)coding_suggestion_free, error);
}

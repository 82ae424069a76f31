/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "review.h"
#include "review_queries.h"

void review_free(Review *review)
{
    if (!review)
        return;
    g_free(review->step);
    g_free(review->marks);
    g_free(review->comment);
    g_free(review);
}

const char *review_state_name(ReviewState state)
{
    static const char *const names[REVIEW_STATES] = {
        [REVIEW_WAITING] = "waiting",
        [REVIEW_ASKED] = "asked",
        [REVIEW_DONE] = "done",
        [REVIEW_LET_GO] = "let_go",
    };
    return state < REVIEW_STATES ? names[state] : "?";
}

static Review *from_row(const StoreRow *row)
{
    Review *r = g_new0(Review, 1);
    r->id = store_int(row, 0);
    r->cohort = store_int(row, 1);
    r->step = store_text_dup(row, 2);
    r->work = store_int(row, 3);
    r->author = store_int(row, 4);
    r->reviewer = store_int(row, 5);
    r->state = (ReviewState)store_int(row, 6);
    r->asked = store_int(row, 7);
    r->answered = store_int(row, 8);
    r->marks = store_text_dup(row, 9);
    r->comment = store_text_dup(row, 10);
    return r;
}

bool review_add(Store *store, Review *review, GError **error)
{
    return store_next_id(store, &review->id, error) &&
           store_run(store, &review_insert,
               ARGS(ARG_INT("id", review->id), ARG_INT("cohort", review->cohort), ARG_TEXT("step", review->step),
                   ARG_INT("work", review->work), ARG_INT("author", review->author),
                   ARG_INT("reviewer", review->reviewer)),
               NULL, error);
}

static bool read_one(const StoreRow *row, gpointer data)
{
    *(Review **)data = from_row(row);
    return false;
}

Review *review_get(Store *store, int64_t id, GError **error)
{
    Review *review = NULL;
    store_each(store, &review_row, ARGS(ARG_INT("id", id)), read_one, &review, error);
    return review;
}

static bool one_changed(int64_t changed, int64_t id, GError **error)
{
    if (changed != 1)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "review %" G_GINT64_FORMAT " is not where it was believed to be", id);
    return changed == 1;
}

bool review_move(Store *store, int64_t id, ReviewState from, ReviewState to, int64_t now, GError **error)
{
    int64_t changed = 0;
    return store_run(store, &review_step_on,
               ARGS(ARG_INT("id", id), ARG_INT("from", from), ARG_INT("to", to), ARG_INT("now", now)), &changed,
               error) &&
           one_changed(changed, id, error);
}

bool review_answer(Store *store, int64_t id, const char *marks, const char *comment, int64_t now, GError **error)
{
    int64_t changed = 0;
    return store_run(store, &review_put_answer,
               ARGS(ARG_INT("id", id), ARG_TEXT("marks", marks), ARG_TEXT("comment", comment), ARG_INT("now", now)),
               &changed, error) &&
           one_changed(changed, id, error);
}

static bool collect(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, from_row(row));
    return true;
}

static GPtrArray *list(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)review_free);
    return store_each(store, query, args, collect, rows, error) ? g_steal_pointer(&rows) : NULL;
}

GPtrArray *review_of_work(Store *store, int64_t work, GError **error)
{
    return list(store, &review_rows_of_work, ARGS(ARG_INT("work", work)), error);
}

GPtrArray *review_of_reviewer(Store *store, int64_t reviewer, const char *step, GError **error)
{
    return list(store, &review_rows_of_reviewer, ARGS(ARG_INT("reviewer", reviewer), ARG_TEXT("step", step)), error);
}

GPtrArray *review_of_author(Store *store, int64_t author, GError **error)
{
    return list(store, &review_rows_of_author, ARGS(ARG_INT("author", author)), error);
}

GPtrArray *review_of_cohort(Store *store, int64_t cohort, GError **error)
{
    return list(store, &review_rows_of_cohort, ARGS(ARG_INT("cohort", cohort)), error);
}

bool review_forget(Store *store, int64_t enrolment, GError **error)
{
    const StoreArg *of = ARGS(ARG_INT("enrolment", enrolment));
    return store_run(store, &review_no_comments_of, of, NULL, error) &&
           store_run(store, &review_no_comments_on, of, NULL, error);
}

bool review_erase_words(Store *store, int64_t cohort, GError **error)
{
    return store_run(store, &review_no_comments, ARGS(ARG_INT("cohort", cohort)), NULL, error);
}

bool review_told(Store *store, int64_t work, bool *told, GError **error)
{
    int64_t at = 0;
    return store_get_int(store, &review_told_row, ARGS(ARG_INT("work", work)), &at, told, error);
}

bool review_set_told(Store *store, int64_t work, int64_t now, GError **error)
{
    return store_run(store, &review_told_put, ARGS(ARG_INT("work", work), ARG_INT("now", now)), NULL, error);
}

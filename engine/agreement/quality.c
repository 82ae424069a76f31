/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agreement_quality.h"
#include "correction.h"
#include "discussion.h"

#include <math.h>
#include <string.h>

#define WEEK (7 * (int64_t)DAY)

/* What was said of one unit; borrowed from the lists. */
typedef struct {
    GPtrArray *codings, *tasks;
    const CodingVerdict *verdict;
} Said;

typedef struct {
    const CodingStudy *study;
    Codebook *book;
    GPtrArray *units, *codings, *tasks, *verdicts;
    GHashTable *said; /* unit id -> Said */
    int *week;        /* of each unit */
    int first, last;
} Quality;

static void said_free(gpointer data)
{
    Said *said = data;
    g_ptr_array_unref(said->codings);
    g_ptr_array_unref(said->tasks);
    g_free(said);
}

static Said *said_of(const Quality *q, int64_t unit)
{
    Said *said = g_hash_table_lookup(q->said, &unit);
    if (said)
        return said;
    said = g_new0(Said, 1);
    said->codings = g_ptr_array_new();
    said->tasks = g_ptr_array_new();
    g_hash_table_insert(q->said, g_memdup2(&unit, sizeof unit), said);
    return said;
}

static void quality_clear(Quality *q)
{
    g_clear_pointer(&q->said, g_hash_table_unref);
    codebook_free(q->book);
    g_clear_pointer(&q->units, g_ptr_array_unref);
    g_clear_pointer(&q->codings, g_ptr_array_unref);
    g_clear_pointer(&q->tasks, g_ptr_array_unref);
    g_clear_pointer(&q->verdicts, g_ptr_array_unref);
    g_free(q->week);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Quality, quality_clear)

static bool read_all(Store *store, Quality *q, GError **error)
{
    int64_t id = q->study->id;
    bool good = (q->book = coding_book_codes(store, q->study->book, error)) &&
                (q->units = coding_units(store, id, error)) && (q->codings = coding_all(store, id, error)) &&
                (q->tasks = coding_tasks(store, id, 0, error)) && (q->verdicts = coding_verdicts(store, id, error));
    q->said = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, said_free);
    for (guint i = 0; good && i < q->codings->len; i++)
        g_ptr_array_add(said_of(q, ((Coding *)q->codings->pdata[i])->unit)->codings, q->codings->pdata[i]);
    for (guint i = 0; good && i < q->tasks->len; i++)
        g_ptr_array_add(said_of(q, ((CodingTask *)q->tasks->pdata[i])->unit)->tasks, q->tasks->pdata[i]);
    for (guint i = 0; good && i < q->verdicts->len; i++)
        said_of(q, ((CodingVerdict *)q->verdicts->pdata[i])->unit)->verdict = q->verdicts->pdata[i];
    return good;
}

static bool read_weeks(Store *store, Quality *q, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(store, q->study->cohort, error);
    if (!cohort)
        return false;
    int64_t start = cohort_time(cohort, 1, 0);
    q->week = g_new0(int, q->units->len + 1);
    for (guint i = 0; i < q->units->len; i++) {
        const CodingUnit *unit = q->units->pdata[i];
        g_autoptr(Post) post = post_get(store, g_array_index(unit->posts, int64_t, 0), error);
        if (!post)
            return false;
        q->week[i] = post->shared < start ? 0 : (int)((post->shared - start) / WEEK) + 1;
        q->first = i ? MIN(q->first, q->week[i]) : q->week[i];
        q->last = MAX(q->last, q->week[i]);
    }
    return true;
}

static bool verdict_has(const CodingVerdict *v, const char *code)
{
    for (guint i = 0; v && i < v->codes->len; i++)
        if (strcmp(v->codes->pdata[i], code) == 0)
            return true;
    return false;
}

static bool gave(const Said *said, int64_t coder, const char *code)
{
    for (guint i = 0; i < said->codings->len; i++) {
        const Coding *c = said->codings->pdata[i];
        if (c->coder == coder && strcmp(c->code, code) == 0)
            return true;
    }
    return false;
}

/* Share of those who judged a unit that gave it the code; NaN when nobody has yet. */
static double weight(const Quality *q, int64_t unit, const char *code)
{
    int done = 0, given = 0;
    if (q->study->state == CODING_FROZEN)
        return verdict_has(said_of(q, unit)->verdict, code);
    const Said *said = said_of(q, unit);
    for (guint i = 0; i < said->tasks->len; i++) {
        const CodingTask *task = said->tasks->pdata[i];
        if (!task->done)
            continue;
        done++;
        given += gave(said, task->coder, code);
    }
    return done ? (double)given / done : NAN;
}

/* Over the units of a week (-1: all). */
static double share(const Quality *q, const char *code, int week)
{
    double sum = 0;
    int n = 0;
    for (guint i = 0; i < q->units->len; i++) {
        double w = week < 0 || q->week[i] == week ? weight(q, ((const CodingUnit *)q->units->pdata[i])->id, code) : NAN;
        if (!isnan(w)) {
            sum += w;
            n++;
        }
    }
    return n ? sum / n : NAN;
}

cJSON *quality_weeks(Store *store, const CodingStudy *study, GError **error)
{
    g_auto(Quality) q = { .study = study };
    if (!read_all(store, &q, error) || !read_weeks(store, &q, error))
        return NULL;
    cJSON *view = json_put(cJSON_CreateObject(), "study", study->name), *weeks = cJSON_CreateArray(),
          *units = cJSON_CreateArray(), *codes = cJSON_CreateArray();
    json_put(view, "source", study->state == CODING_FROZEN ? "frozen" : "independent");
    json_put_item(json_put_item(json_put_item(view, "weeks", weeks), "units", units), "codes", codes);
    for (int week = q.first; week <= q.last && q.units->len; week++) {
        int n = 0;
        for (guint i = 0; i < q.units->len; i++)
            n += q.week[i] == week;
        json_put_int(weeks, NULL, week);
        json_put_int(units, NULL, n);
    }
    for (guint i = 0; i < q.book->codes->len; i++) {
        const Code *code = q.book->codes->pdata[i];
        if (!code->codable)
            continue;
        cJSON *one = json_put(cJSON_CreateObject(), "code", code->id), *by_week = cJSON_CreateArray();
        json_put_double(json_put(one, "title", code_title(q.book, code, NULL)), "share", share(&q, code->id, -1));
        json_put_item(json_put_double(one, "expected", code->expected), "by_week", by_week);
        for (int week = q.first; week <= q.last && q.units->len; week++)
            json_put_double(by_week, NULL, share(&q, code->id, week));
        json_put_item(codes, NULL, one);
    }
    return view;
}

/* --- marks --- */

static double points_of(const Quality *q, int64_t unit)
{
    const CodingVerdict *v = said_of(q, unit)->verdict;
    double sum = 0;
    for (guint i = 0; v && i < v->codes->len; i++) {
        int place = codebook_find(q->book, v->codes->pdata[i]);
        double points = place < 0 ? NAN : ((const Code *)q->book->codes->pdata[place])->points;
        sum += isnan(points) ? 0 : points;
    }
    return sum;
}

static bool is_rubric(const Codebook *book)
{
    for (guint i = 0; i < book->codes->len; i++)
        if (!isnan(((const Code *)book->codes->pdata[i])->points))
            return true;
    return false;
}

static cJSON *mark_of(cJSON *marks, const char *learner)
{
    cJSON *one;
    cJSON_ArrayForEach(one, marks)
    {
        if (strcmp(json_string(one, "learner"), learner) == 0)
            return one;
    }
    one = json_put(cJSON_CreateObject(), "learner", learner);
    json_put_item(marks, NULL, one);
    return one;
}

static void add_mark(cJSON *one, double points)
{
    int64_t n = json_int(one, "contributions", 0) + 1;
    double sum = json_double(one, "points", 0) + points;
    cJSON_DeleteItemFromObject(one, "contributions");
    cJSON_DeleteItemFromObject(one, "points");
    cJSON_DeleteItemFromObject(one, "mean");
    json_put_double(json_put_double(json_put_int(one, "contributions", n), "points", sum), "mean", sum / (double)n);
}

static gint by_learner(gconstpointer a, gconstpointer b)
{
    return strcmp(json_string(*(cJSON *const *)a, "learner"), json_string(*(cJSON *const *)b, "learner"));
}

static cJSON *sorted(cJSON *taken)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    while (taken->child)
        g_ptr_array_add(items, cJSON_DetachItemFromArray(taken, 0));
    g_ptr_array_sort(items, by_learner);
    for (guint i = 0; i < items->len; i++)
        json_put_item(taken, NULL, items->pdata[i]);
    return taken;
}

cJSON *quality_marks(Store *store, const CodingStudy *study, GError **error)
{
    g_auto(Quality) q = { .study = study };
    if (!read_all(store, &q, error))
        return NULL;
    if (study->state != CODING_FROZEN || study->unit != CODING_MESSAGE || !is_rubric(q.book)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "study \"%s\" gives no marks: %s", study->name,
            !is_rubric(q.book)              ? "no code of its codebook has points"
            : study->unit != CODING_MESSAGE ? "a thread has many authors"
                                            : "it is not frozen");
        return NULL;
    }
    g_autoptr(cJSON) marks = cJSON_CreateArray();
    for (guint i = 0; i < q.units->len; i++) {
        const CodingUnit *unit = q.units->pdata[i];
        g_autoptr(Post) post = post_get(store, g_array_index(unit->posts, int64_t, 0), error);
        g_autoptr(Enrolment) e = post ? enrolment_get(store, NULL, post->enrolment, error) : NULL;
        if (!e)
            return NULL;
        add_mark(mark_of(marks, e->study_id), points_of(&q, unit->id));
    }
    return sorted(g_steal_pointer(&marks));
}

/* --- what must be seen at once --- */

static cJSON *flag_of(cJSON *list, int64_t post, const char *code)
{
    cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        if (json_int(one, "post", 0) == post && strcmp(json_string(one, "code"), code) == 0)
            return one;
    }
    return NULL;
}

static bool is_corrected(Store *store, int64_t cohort, int64_t post, bool *corrected, GError **error)
{
    g_autofree char *what = g_strdup_printf("%" G_GINT64_FORMAT, post);
    g_autoptr(GPtrArray) found = correction_of(store, cohort, CORRECTED_POST, what, error);
    *corrected = found && found->len > 0;
    return found != NULL;
}

static bool flag(Store *store, const Quality *q, const Coding *c, const Code *code, cJSON *list, GError **error)
{
    bool corrected = false;
    g_autoptr(CodingUnit) unit = coding_unit_get(store, c->unit, error);
    if (!unit)
        return false;
    int64_t id = c->post ? c->post : g_array_index(unit->posts, int64_t, 0);
    g_autoptr(Post) post = post_get(store, id, error);
    if (!post || !is_corrected(store, q->study->cohort, id, &corrected, error))
        return false;
    cJSON *had = flag_of(list, id, code->id);
    if (had) {
        cJSON *coders = cJSON_GetObjectItemCaseSensitive(had, "coders");
        cJSON_SetNumberValue(coders, coders->valuedouble + 1);
        return true;
    }
    if (corrected || post->state != POST_SHARED)
        return true;
    g_autoptr(Cohort) cohort = cohort_get(store, q->study->cohort, error);
    if (!cohort)
        return false;
    had = json_put_int(json_put_int(cJSON_CreateObject(), "post", id), "number", post->number);
    json_put(json_put(json_put(had, "cohort", cohort->name), "study", q->study->name), "code", code->id);
    json_put(json_put_int(json_put(had, "title", code_title(q->book, code, NULL)), "coders", 1), "text", post->text);
    json_put_item(list, NULL, had);
    return true;
}

cJSON *quality_flagged(Store *store, int64_t cohort, GError **error)
{
    g_autoptr(GPtrArray) studies = coding_studies(store, cohort, error);
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint s = 0; studies && s < studies->len; s++) {
        g_auto(Quality) q = { .study = studies->pdata[s] };
        if (!read_all(store, &q, error))
            return NULL;
        for (guint i = 0; i < q.codings->len; i++) {
            int place = codebook_find(q.book, ((const Coding *)q.codings->pdata[i])->code);
            const Code *code = place < 0 ? NULL : q.book->codes->pdata[place];
            if (code && code->alarm && !flag(store, &q, q.codings->pdata[i], code, list, error))
                return NULL;
        }
    }
    return studies ? g_steal_pointer(&list) : NULL;
}

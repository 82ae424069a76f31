/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agreement_assist.h"
#include "stats_items.h"
#include "text.h"

#include <math.h>
#include <string.h>

#define FOLDS 10

typedef struct {
    int with, without; /* documents that hold the word */
} Seen;

struct AssistModel {
    GHashTable *words; /* char * -> Seen * */
    int with, without; /* documents */
};

/* Each word once, compared as text_key does. A set of char *. Given. */
static GHashTable *words_of(const char *text)
{
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *key = text_key(text);
    for (const char *p = key; *p;) {
        const char *end = p;
        while (*end && g_unichar_isalnum(g_utf8_get_char(end)))
            end = g_utf8_next_char(end);
        if (end - p >= 2)
            g_hash_table_add(words, g_strndup(p, (gsize)(end - p)));
        p = *end ? g_utf8_next_char(end) : end;
    }
    return words;
}

static void learn(AssistModel *model, const AssistDoc *doc)
{
    g_autoptr(GHashTable) words = words_of(doc->text);
    GHashTableIter iter;
    gpointer word;
    (*(doc->has ? &model->with : &model->without))++;
    g_hash_table_iter_init(&iter, words);
    while (g_hash_table_iter_next(&iter, &word, NULL)) {
        Seen *seen = g_hash_table_lookup(model->words, word);
        if (!seen) {
            seen = g_new0(Seen, 1);
            g_hash_table_insert(model->words, g_strdup(word), seen);
        }
        (*(doc->has ? &seen->with : &seen->without))++;
    }
}

AssistModel *assist_new(const AssistDoc *docs, int n, int without_fold)
{
    AssistModel *model = g_new0(AssistModel, 1);
    model->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (int i = 0; i < n; i++)
        if (docs[i].fold != without_fold)
            learn(model, &docs[i]);
    return model;
}

void assist_free(AssistModel *model)
{
    if (!model)
        return;
    g_hash_table_unref(model->words);
    g_free(model);
}

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Words in one order: a sum of floating numbers depends on it. */
double assist_p(const AssistModel *model, const char *text)
{
    g_autoptr(GHashTable) words = words_of(text);
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    GHashTableIter iter;
    gpointer word;
    g_hash_table_iter_init(&iter, words);
    while (g_hash_table_iter_next(&iter, &word, NULL))
        g_ptr_array_add(list, word);
    g_ptr_array_sort(list, by_text);
    double odds = log((model->with + 1.) / (model->without + 1.));
    for (guint i = 0; i < list->len; i++) {
        const Seen *seen = g_hash_table_lookup(model->words, list->pdata[i]);
        if (seen)
            odds += log((seen->with + 1.) / (model->with + 2.)) - log((seen->without + 1.) / (model->without + 2.));
    }
    return 1 / (1 + exp(-odds));
}

double assist_kappa(const AssistDoc *docs, int n, int folds)
{
    double table[4] = { 0 };
    for (int fold = 0; fold < folds; fold++) {
        g_autoptr(AssistModel) model = assist_new(docs, n, fold);
        for (int i = 0; i < n; i++)
            if (docs[i].fold == fold)
                table[docs[i].has * 2 + (assist_p(model, docs[i].text) >= .5)]++;
    }
    return n > 0 ? stats_kappa(table, 2, STATS_UNWEIGHTED).kappa : NAN;
}

/* --- a study's teacher --- */

typedef struct {
    CodingStudy *study;
    Codebook *book;
    GPtrArray *texts, *verdicts; /* char *; CodingVerdict *, in step */
    GArray *folds;               /* int */
} Teacher;

static void teacher_clear(Teacher *t)
{
    coding_study_free(t->study);
    codebook_free(t->book);
    g_clear_pointer(&t->texts, g_ptr_array_unref);
    g_clear_pointer(&t->verdicts, g_ptr_array_unref);
    g_clear_pointer(&t->folds, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Teacher, teacher_clear)

/* What may be used of a unit's own posts; NULL on error. Given. */
static char *text_of(Store *store, const CodingStudy *study, const CodingUnit *unit, GError **error)
{
    g_autoptr(GPtrArray) view = coding_view(store, NULL, study, unit, error);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; view && i < view->len; i++) {
        const CodingPost *post = view->pdata[i];
        if (post->coded && post->text)
            g_string_append_printf(text, "%s\n", post->text);
    }
    return view ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

static bool read_teacher(Store *store, const CodingStudy *study, Teacher *t, GError **error)
{
    if (!study->learns_from) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "the assistant is off in study \"%s\": a study is drawn with --learn-from a frozen one", study->name);
        return false;
    }
    t->study = coding_study_get(store, study->learns_from, error);
    t->book = t->study ? coding_book_codes(store, t->study->book, error) : NULL;
    g_autoptr(GPtrArray) units = t->book ? coding_units(store, t->study->id, error) : NULL;
    t->texts = g_ptr_array_new_with_free_func(g_free);
    t->verdicts = g_ptr_array_new_with_free_func((GDestroyNotify)coding_verdict_free);
    t->folds = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 0; units && i < units->len; i++) {
        const CodingUnit *unit = units->pdata[i];
        CodingVerdict *verdict = coding_verdict_get(store, unit->id, error);
        g_autofree char *text = verdict ? text_of(store, t->study, unit, error) : NULL;
        int fold = unit->thread % FOLDS;
        if (verdict)
            g_ptr_array_add(t->verdicts, verdict);
        if (!text)
            return false;
        g_ptr_array_add(t->texts, g_steal_pointer(&text));
        g_array_append_val(t->folds, fold);
    }
    return units != NULL;
}

static AssistDoc *docs_of(const Teacher *t, const char *code, int *positives)
{
    AssistDoc *docs = g_new0(AssistDoc, t->texts->len + 1);
    *positives = 0;
    for (guint i = 0; i < t->texts->len; i++) {
        const CodingVerdict *v = t->verdicts->pdata[i];
        docs[i] = (AssistDoc){ .text = t->texts->pdata[i], .fold = g_array_index(t->folds, int, i) };
        for (guint k = 0; k < v->codes->len; k++)
            docs[i].has |= strcmp(v->codes->pdata[k], code) == 0;
        *positives += docs[i].has;
    }
    return docs;
}

static cJSON *code_json(const Teacher *t, const Code *code, const AssistDoc *docs)
{
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "code", code->id), "title", code_title(t->book, code, NULL));
    return json_put_double(one, "kappa", assist_kappa(docs, (int)t->texts->len, FOLDS));
}

cJSON *assist_report(Store *store, const CodingStudy *study, GError **error)
{
    g_auto(Teacher) t = { NULL };
    if (!read_teacher(store, study, &t, error))
        return NULL;
    cJSON *list = cJSON_CreateArray();
    for (guint i = 0; i < t.book->codes->len; i++) {
        const Code *code = t.book->codes->pdata[i];
        int positives = 0;
        g_autofree AssistDoc *docs = code->codable ? docs_of(&t, code->id, &positives) : NULL;
        if (docs)
            json_put_item(list, NULL, json_put_int(code_json(&t, code, docs), "positives", positives));
    }
    return list;
}

static gint by_p(gconstpointer a, gconstpointer b)
{
    double x = json_double(*(cJSON *const *)a, "p", 0), y = json_double(*(cJSON *const *)b, "p", 0);
    return x > y   ? -1
           : x < y ? 1
                   : strcmp(json_string(*(cJSON *const *)a, "code"), json_string(*(cJSON *const *)b, "code"));
}

cJSON *assist_suggest(Store *store, const CodingStudy *study, const CodingUnit *unit, GError **error)
{
    g_auto(Teacher) t = { NULL };
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    g_autofree char *text = read_teacher(store, study, &t, error) ? text_of(store, study, unit, error) : NULL;
    if (!text)
        return NULL;
    for (guint i = 0; i < t.book->codes->len; i++) {
        const Code *code = t.book->codes->pdata[i];
        int positives = 0;
        g_autofree AssistDoc *docs = code->codable ? docs_of(&t, code->id, &positives) : NULL;
        g_autoptr(AssistModel) model = docs && positives ? assist_new(docs, (int)t.texts->len, -1) : NULL;
        double p = model ? assist_p(model, text) : 0;
        if (p >= .5)
            g_ptr_array_add(found, json_put_double(code_json(&t, code, docs), "p", p));
    }
    g_ptr_array_sort(found, by_p);
    cJSON *list = cJSON_CreateArray();
    for (guint i = 0; i < found->len; i++)
        json_put_item(list, NULL, found->pdata[i]);
    return list;
}

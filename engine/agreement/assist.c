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

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **assist_words(const char *text)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *words = g_ptr_array_new();
    g_autofree char *key = text_key(text);
    for (const char *p = key; *p;) {
        const char *end = p;
        while (*end && g_unichar_isalnum(g_utf8_get_char(end)))
            end = g_utf8_next_char(end);
        char *word = end - p >= 2 ? g_strndup(p, (gsize)(end - p)) : NULL;
        if (word && g_hash_table_add(seen, word))
            g_ptr_array_add(words, word);
        else
            g_free(word);
        p = *end ? g_utf8_next_char(end) : end;
    }
    g_ptr_array_sort(words, by_text);
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

static void learn(AssistModel *model, const AssistDoc *doc)
{
    (*(doc->has ? &model->with : &model->without))++;
    for (char *const *word = doc->words; *word; word++) {
        Seen *seen = g_hash_table_lookup(model->words, *word);
        if (!seen) {
            seen = g_new0(Seen, 1);
            g_hash_table_insert(model->words, g_strdup(*word), seen);
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

double assist_p(const AssistModel *model, char *const *words)
{
    double odds = log((model->with + 1.) / (model->without + 1.));
    for (char *const *word = words; *word; word++) {
        const Seen *seen = g_hash_table_lookup(model->words, *word);
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
                table[docs[i].has * 2 + (assist_p(model, docs[i].words) >= .5)]++;
    }
    return n > 0 ? stats_kappa(table, 2, STATS_UNWEIGHTED).kappa : NAN;
}

/* --- a study's teacher --- */

typedef struct {
    CodingStudy *study;
    Codebook *book;
    GPtrArray *units, *words, *verdicts; /* CodingUnit *; char **; CodingVerdict *, in step */
} Teacher;

static void teacher_clear(Teacher *t)
{
    coding_study_free(t->study);
    codebook_free(t->book);
    g_clear_pointer(&t->units, g_ptr_array_unref);
    g_clear_pointer(&t->words, g_ptr_array_unref);
    g_clear_pointer(&t->verdicts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Teacher, teacher_clear)

/* The words of each unit that may be used now: char **, in step. Given. */
static GPtrArray *words_of(Store *store, const CodingStudy *study, const GPtrArray *units, GError **error)
{
    g_autoptr(GPtrArray) texts = coding_texts(store, study, units, error);
    GPtrArray *words = texts ? g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev) : NULL;
    for (guint i = 0; texts && i < texts->len; i++)
        g_ptr_array_add(words, assist_words(texts->pdata[i]));
    return words;
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
    t->units = t->book ? coding_units(store, t->study->id, error) : NULL;
    t->words = t->units ? words_of(store, t->study, t->units, error) : NULL;
    t->verdicts = g_ptr_array_new_with_free_func((GDestroyNotify)coding_verdict_free);
    for (guint i = 0; t->words && i < t->units->len; i++) {
        CodingVerdict *verdict = coding_verdict_get(store, ((const CodingUnit *)t->units->pdata[i])->id, error);
        if (!verdict)
            return false;
        g_ptr_array_add(t->verdicts, verdict);
    }
    return t->words != NULL;
}

static AssistDoc *docs_of(const Teacher *t, const char *code, int *positives)
{
    AssistDoc *docs = g_new0(AssistDoc, t->units->len + 1);
    *positives = 0;
    for (guint i = 0; i < t->units->len; i++) {
        const CodingVerdict *v = t->verdicts->pdata[i];
        docs[i] = (AssistDoc){ .words = t->words->pdata[i],
            .fold = ((const CodingUnit *)t->units->pdata[i])->thread % FOLDS };
        for (guint k = 0; k < v->codes->len; k++)
            docs[i].has |= strcmp(v->codes->pdata[k], code) == 0;
        *positives += docs[i].has;
    }
    return docs;
}

static cJSON *code_json(const Teacher *t, const Code *code, const AssistDoc *docs)
{
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "code", code->id), "title", code_title(t->book, code, NULL));
    return json_put_double(one, "kappa", assist_kappa(docs, (int)t->units->len, FOLDS));
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
    g_autoptr(GPtrArray) one = g_ptr_array_new();
    g_ptr_array_add(one, (gpointer)unit);
    g_autoptr(GPtrArray) words = read_teacher(store, study, &t, error) ? words_of(store, study, one, error) : NULL;
    if (!words)
        return NULL;
    for (guint i = 0; i < t.book->codes->len; i++) {
        const Code *code = t.book->codes->pdata[i];
        int positives = 0;
        g_autofree AssistDoc *docs = code->codable ? docs_of(&t, code->id, &positives) : NULL;
        g_autoptr(AssistModel) model = docs && positives ? assist_new(docs, (int)t.units->len, -1) : NULL;
        double p = model ? assist_p(model, words->pdata[0]) : 0;
        if (p >= .5)
            g_ptr_array_add(found, json_put_double(code_json(&t, code, docs), "p", p));
    }
    g_ptr_array_sort(found, by_p);
    cJSON *list = cJSON_CreateArray();
    for (guint i = 0; i < found->len; i++)
        json_put_item(list, NULL, found->pdata[i]);
    return list;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The studies of a cohort: how far each coder is, what is undecided, and after independent coding how far they agree.
 */
#include "bench_priv.h"

#include "agreement.h"
#include "staff.h"

#include <math.h>
#include <string.h>

static bool put_coders(WebPage *page, const CodingStudy *study, cJSON *one, GError **error)
{
    Store *store = page->web->store;
    g_autoptr(GArray) ids = coding_coders(store, study->id, error);
    cJSON *list = cJSON_CreateArray();
    bool all = true, mine = false;
    json_put_item(one, "coders", list);
    for (guint i = 0; ids && i < ids->len; i++) {
        int64_t id = g_array_index(ids, int64_t, i);
        g_autoptr(Staff) staff = staff_get(store, id, NULL);
        g_autoptr(GPtrArray) tasks = coding_tasks(store, study->id, id, error);
        guint done = 0;
        for (guint k = 0; tasks && k < tasks->len; k++)
            done += ((const CodingTask *)tasks->pdata[k])->done > 0;
        if (!tasks)
            return false;
        all = all && done == tasks->len;
        mine = mine || (id == page->session->id && tasks->len);
        cJSON *coder = json_put(cJSON_CreateObject(), "who", staff ? staff->name : "(removed)");
        json_put_item(list, NULL, json_put_int(json_put_int(coder, "n_done", done), "n", tasks->len));
    }
    json_put_bool(one, "mine", mine && study->state == CODING_OPEN);
    json_put_bool(one, "may_open", all && study->state == CODING_OPEN);
    return ids != NULL;
}

/* "0.66 [0.41, 0.83]"; "" for none. Given. */
static char *figure(const cJSON *object, const char *name)
{
    g_autofree char *low = g_strdup_printf("%s_ci.0", name), *high = g_strdup_printf("%s_ci.1", name);
    double value = json_double(object, name, NAN), from = json_double(object, low, NAN),
           to = json_double(object, high, NAN);
    if (isnan(value))
        return g_strdup("");
    return isnan(from) ? g_strdup_printf("%.2f", value) : g_strdup_printf("%.2f [%.2f, %.2f]", value, from, to);
}

static cJSON *agreement_rows(const cJSON *view)
{
    static const char *const names[] = { "prevalence", "percent", "kappa", "alpha", "pabak", "span_overlap" };
    cJSON *rows = cJSON_CreateArray();
    const cJSON *code;
    cJSON_ArrayForEach(code, json_at(view, "codes"))
    {
        cJSON *row = json_put(cJSON_CreateObject(), "text", json_string(code, "title"));
        g_autofree char *positives = g_strdup_printf("%g", json_double(code, "positives", 0));
        json_put_bool(json_put(row, "positives", positives), "estimable", json_bool(code, "estimable", false));
        for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
            g_autofree char *value = figure(code, names[i]);
            json_put(row, names[i], value);
        }
        json_put_item(rows, NULL, row);
    }
    return rows;
}

static const char *title_in(const cJSON *view, const char *code)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(view, "codes"))
    {
        if (strcmp(json_string(one, "code"), code) == 0)
            return json_string(one, "title");
    }
    return code;
}

static cJSON *confused_rows(const cJSON *view)
{
    cJSON *rows = cJSON_CreateArray();
    const cJSON *pair;
    cJSON_ArrayForEach(pair, json_at(view, "confused"))
    {
        const char *b = json_string(pair, "b");
        cJSON *row = json_put(json_put(cJSON_CreateObject(), "one", title_in(view, json_string(pair, "a"))), "other",
            *b ? title_in(view, b) : "nothing");
        if (cJSON_GetArraySize(rows) < 8)
            json_put_item(rows, NULL, json_put_int(row, "units", json_int(pair, "units", 0)));
        else
            cJSON_Delete(row);
    }
    return rows;
}

/* "1 thread", "2 threads". Given. */
static char *counted(int64_t n, const char *one)
{
    return g_strdup_printf("%" G_GINT64_FORMAT " %s%s", n, one, n == 1 ? "" : "s");
}

/* Before independent coding has ended nobody is shown where coders stand to each other. */
static bool put_agreement(WebPage *page, const CodingStudy *study, cJSON *one, GError **error)
{
    bool ended = study->state != CODING_OPEN;
    g_autoptr(cJSON) view = ended ? agreement_study(page->web->store, study, error) : NULL;
    json_put_item(one, "agreement", ended && view ? agreement_rows(view) : cJSON_CreateArray());
    json_put_item(one, "confused", ended && view ? confused_rows(view) : cJSON_CreateArray());
    json_put_int(one, "n_confused", cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(one, "confused")));
    cJSON *notes = cJSON_CreateArray();
    const cJSON *note;
    cJSON_ArrayForEach(note, json_at(view, "notes"))
    {
        json_put_item(notes, NULL, cJSON_CreateString(note->valuestring));
    }
    int64_t n = json_int(view, "n", 0);
    g_autofree char *units = counted(n, coding_unit_kind_name(study->unit)),
                    *threads = counted(json_int(view, "threads", 0), "thread"),
                    *coded = g_strdup_printf("%s of %s", units, threads);
    json_put(json_put_int(json_put_item(one, "notes", notes), "n_units", n), "coded", coded);
    return !ended || view;
}

static cJSON *study_json(WebPage *page, const CodingStudy *study, GError **error)
{
    g_autoptr(cJSON) one = json_put(cJSON_CreateObject(), "study", study->name);
    g_autoptr(Codebook) book = coding_book_codes(page->web->store, study->book, error);
    g_autoptr(GPtrArray) units = book ? coding_units(page->web->store, study->id, error) : NULL;
    g_autoptr(GPtrArray) disputed = units && study->state == CODING_ADJUDICATION
                                        ? coding_disputed(page->web->store, study->id, false, error)
                                        : NULL;
    if (!units || (study->state == CODING_ADJUDICATION && !disputed))
        return NULL;
    bool coder = page->session->role == WEB_EVALUATOR;
    g_autofree char *code = code_path(study, "code"), *decide = code_path(study, "decide"),
                    *run = code_path(study, "coding");
    json_put(json_put(json_put(one, "code", code), "decide", decide), "run", run);
    json_put(json_put(json_put(one, "book", codebook_title(book, NULL)), "state", coding_state_name(study->state)),
        "hash", study->hash ? study->hash : "");
    g_autofree char *all = counted(units->len, coding_unit_kind_name(study->unit));
    json_put(one, "all", all);
    json_put_int(one, "undecided", disputed ? disputed->len : 0);
    json_put_bool(one, "may_decide", coder && study->state != CODING_OPEN);
    json_put_bool(one, "may_freeze", disputed && disputed->len == 0);
    if (!put_coders(page, study, one, error) || !put_agreement(page, study, one, error))
        return NULL;
    return g_steal_pointer(&one);
}

static bool coding_page(WebPage *page, int status, const char *sentence, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    g_autoptr(GPtrArray) studies = cohort ? coding_studies(page->web->store, cohort->id, error) : NULL;
    g_autoptr(cJSON) view = json_put(cJSON_CreateObject(), "sentence", sentence);
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "studies", list);
    for (guint i = studies ? studies->len : 0; i-- > 0;) {
        cJSON *one = study_json(page, studies->pdata[i], error);
        if (!one)
            return false;
        json_put_item(list, NULL, one);
    }
    if (!studies)
        return false;
    g_autofree char *draw = web_cohort_path(cohort->id, "/study");
    page_tabs(page, cohort, json_put(view, "draw", draw));
    return page_render(page, status, "coding", "Coding", g_steal_pointer(&view), error);
}

bool coding_show(WebPage *page, GError **error)
{
    return coding_page(page, 200, "", error);
}

bool coding_run(WebPage *page, GError **error)
{
    g_autoptr(CodingStudy) study = code_page_study(page, error);
    g_autoptr(GError) wrong = NULL;
    bool open = strcmp(page->word, "open") == 0, freeze = strcmp(page->word, "freeze") == 0;
    if (study && !open && !freeze)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "Nothing is known under this address.");
    if (!study || (!open && !freeze))
        return false;
    cJSON *params = json_put(cJSON_CreateObject(), "study", study->name);
    if (!page_change(page, open ? "code.adjudicate" : "code.freeze", params, &wrong)) {
        g_autofree char *sentence = web_refusal(wrong->message);
        return coding_page(page, 409, sentence, error);
    }
    page_tell(page, g_strdup(open ? "Independent coding has ended; what each gave stays as it is."
                                  : "The study is frozen; its hash is in the journal."));
    g_autofree char *list = web_cohort_path(study->cohort, "/coding");
    return page_redirect(page, list);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coder's queue: one unit, its codes, done, the next. Every key is a button, so that it works without script. */
#include "bench_priv.h"

#include <string.h>

typedef struct {
    CodingStudy *study;
    CodingUnit *unit;
    CodingTask *task;
    Codebook *book;
    GPtrArray *tasks, *codings; /* hers */
} Desk;

static void desk_clear(Desk *desk)
{
    coding_study_free(desk->study);
    coding_unit_free(desk->unit);
    coding_task_free(desk->task);
    codebook_free(desk->book);
    g_clear_pointer(&desk->tasks, g_ptr_array_unref);
    g_clear_pointer(&desk->codings, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Desk, desk_clear)

static int next_place(const GPtrArray *tasks, int after)
{
    for (guint i = 0; i < tasks->len; i++)
        if (((const CodingTask *)tasks->pdata[i])->place > after && !((const CodingTask *)tasks->pdata[i])->done)
            return ((const CodingTask *)tasks->pdata[i])->place;
    return after ? next_place(tasks, 0) : 0;
}

static const CodingTask *task_at(const GPtrArray *tasks, int place, int *index)
{
    for (guint i = 0; i < tasks->len; i++)
        if (((const CodingTask *)tasks->pdata[i])->place == place) {
            *index = (int)i;
            return tasks->pdata[i];
        }
    return NULL;
}

/* `place` 0: the next that is not done; the unit stays NULL when there is none. */
static bool desk_open(WebPage *page, Desk *desk, int place, GError **error)
{
    Store *store = page->web->store;
    int index = 0;
    desk->study = code_page_study(page, error);
    desk->tasks = desk->study ? coding_tasks(store, desk->study->id, page->session->id, error) : NULL;
    if (!desk->tasks)
        return false;
    if (desk->tasks->len == 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "Nothing of this study is in your queue.");
        return false;
    }
    place = place ? place : next_place(desk->tasks, 0);
    if (!place)
        return true;
    const CodingTask *task = task_at(desk->tasks, place, &index);
    if (!task) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "Unit %d is not in your queue.", place);
        return false;
    }
    desk->unit = coding_unit_get(store, task->unit, error);
    desk->task = desk->unit ? coding_task_get(store, task->unit, page->session->id, error) : NULL;
    desk->codings = desk->task ? coding_list(store, task->unit, page->session->id, error) : NULL;
    desk->book = desk->codings ? coding_book_codes(store, desk->study->book, error) : NULL;
    return desk->book != NULL;
}

/* --- the page --- */

static int64_t whole_coding(const GPtrArray *codings, const char *code)
{
    for (guint i = 0; i < codings->len; i++) {
        const Coding *coding = codings->pdata[i];
        if (!coding->post && strcmp(coding->code, code) == 0)
            return coding->id;
    }
    return 0;
}

static cJSON *codes_json(const Desk *desk)
{
    cJSON *list = cJSON_CreateArray();
    gsize key = 0;
    for (guint i = 0; i < desk->book->codes->len; i++) {
        const Code *code = desk->book->codes->pdata[i];
        int64_t given = whole_coding(desk->codings, code->id);
        cJSON *one = json_put(cJSON_CreateObject(), "code", code->id);
        if (code->codable)
            code_put_key(key++, one);
        json_put(one, "text", code_title(desk->book, code, NULL));
        json_put(one, "summary", code_summary(desk->book, code, NULL));
        json_put_bool(json_put_bool(one, "folder", !code->codable), "one_of", code->one);
        json_put_bool(json_put_int(one, "depth", code->depth), "given", given > 0);
        json_put_item(list, NULL, json_put_int(one, "coding", given));
    }
    return list;
}

static cJSON *spans_json(const Desk *desk)
{
    cJSON *list = cJSON_CreateArray();
    for (guint i = 0; i < desk->codings->len; i++) {
        const Coding *coding = desk->codings->pdata[i];
        if (!coding->post && !coding->memo)
            continue;
        int place = codebook_find(desk->book, coding->code);
        cJSON *one = json_put_int(cJSON_CreateObject(), "coding", coding->id);
        json_put(one, "text", place < 0 ? coding->code : code_title(desk->book, desk->book->codes->pdata[place], NULL));
        g_autofree char *where =
            coding->post ? g_strdup_printf("characters %d to %d", coding->start, coding->until) : g_strdup("whole");
        json_put_item(list, NULL, json_put(json_put(one, "where", where), "memo", coding->memo ? coding->memo : ""));
    }
    return list;
}

/* Addresses of the unit before and the one after, "" for none. */
static void put_neighbours(const Desk *desk, cJSON *view)
{
    int at = 0, done = 0;
    g_autofree char *here = code_path(desk->study, "code");
    const char *names[] = { "before", "after" };
    task_at(desk->tasks, desk->unit->place, &at);
    for (int i = 0; i < 2; i++) {
        int other = at + (i ? 1 : -1);
        bool there = other >= 0 && other < (int)desk->tasks->len;
        g_autofree char *to =
            there ? g_strdup_printf("%s?unit=%d", here, ((const CodingTask *)desk->tasks->pdata[other])->place)
                  : g_strdup("");
        json_put(view, names[i], to);
    }
    for (guint i = 0; i < desk->tasks->len; i++)
        done += ((const CodingTask *)desk->tasks->pdata[i])->done > 0;
    json_put_int(json_put_int(json_put_int(view, "place", at + 1), "of", desk->tasks->len), "done", done);
}

static bool unit_page(WebPage *page, const Desk *desk, int status, const char *sentence, GError **error)
{
    g_autoptr(cJSON) view = json_put(json_put(cJSON_CreateObject(), "study", desk->study->name), "sentence", sentence);
    g_autofree char *here = code_path(desk->study, "code"), *list = web_cohort_path(desk->study->cohort, "/coding");
    json_put(json_put(json_put(view, "here", here), "list", list), "code_script", page->web->code_script);
    json_put_int(view, "unit", desk->unit->place);
    json_put_bool(view, "training", desk->unit->draw == CODING_TRAINING);
    json_put_bool(view, "is_done", desk->task->done > 0);
    json_put_bool(view, "closed", desk->study->state != CODING_OPEN);
    json_put_bool(view, "thread", desk->study->unit == CODING_THREAD);
    json_put(view, "memo", desk->task->memo ? desk->task->memo : "");
    json_put(view, "book", codebook_title(desk->book, NULL));
    json_put(view, "book_summary",
        desk->book->summaries->len ? ((const CodeText *)desk->book->summaries->pdata[0])->text : "");
    json_put_item(json_put_item(view, "codes", codes_json(desk)), "given_list", spans_json(desk));
    put_neighbours(desk, view);
    code_put_prompt(page, desk->study, desk->unit, view);
    if (!code_put_assistant(page, desk->study, desk->unit, desk->task, desk->book, view, error) ||
        !code_put_posts(page, desk->study, desk->unit, desk->codings, view, error))
        return false;
    return page_render(page, status, "code", "Coding", g_steal_pointer(&view), error);
}

bool code_show(WebPage *page, GError **error)
{
    g_auto(Desk) desk = { NULL };
    if (!desk_open(page, &desk, code_place(page_query(page, "unit")), error))
        return false;
    if (desk.unit)
        return unit_page(page, &desk, 200, "", error);
    g_autofree char *list = web_cohort_path(desk.study->cohort, "/coding");
    page_tell(page, g_strdup_printf("All your units of %s are done. Thank you.", desk.study->name));
    return page_redirect(page, list);
}

/* --- what she does --- */

/* What is no number is -1, which the verb refuses. */
static void put_number(const WebPage *page, cJSON *params, const char *field)
{
    gint64 value = 0;
    const char *text = page_field(page, field);
    bool number = g_ascii_string_to_signed(text, 10, 0, G_MAXINT64, &value, NULL);
    if (*text)
        json_put_int(params, field, number ? value : -1);
}

static const char *verb_of(const char *word)
{
    static const char *const verbs[][2] = { { "apply", "code.apply" }, { "remove", "code.remove" },
        { "done", "code.done" }, { "open", "code.done" }, { "suggest", "code.suggest" } };
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (strcmp(verbs[i][0], word) == 0)
            return verbs[i][1];
    return NULL;
}

static cJSON *params_of(const WebPage *page, const Desk *desk)
{
    cJSON *params = json_put(cJSON_CreateObject(), "study", desk->study->name);
    const char *code = page_field(page, "code"), *memo = page_field(page, "memo");
    json_put_int(params, "unit", desk->unit->place);
    json_put(json_put(params, "code", *code ? code : NULL), "memo", *memo ? memo : NULL);
    static const char *const numbers[] = { "coding", "start", "end", "post" };
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
        put_number(page, params, numbers[i]);
    return json_put_bool(params, "open", strcmp(page->word, "open") == 0);
}

bool code_do(WebPage *page, GError **error)
{
    g_auto(Desk) desk = { NULL };
    g_autoptr(GError) wrong = NULL;
    const char *verb = verb_of(page->word);
    int asked = code_place(page_field(page, "unit"));
    if (!verb || !asked) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "Nothing is known under this address.");
        return false;
    }
    if (!desk_open(page, &desk, asked, error))
        return false;
    if (!page_change(page, verb, params_of(page, &desk), &wrong))
        return unit_page(page, &desk, 409, wrong->message, error);
    bool on = strcmp(page->word, "done") == 0;
    int place = on ? next_place(desk.tasks, desk.unit->place) : desk.unit->place;
    g_autofree char *here = code_path(desk.study, "code");
    g_autofree char *to =
        !place || (on && place == desk.unit->place) ? g_strdup(here) : g_strdup_printf("%s?unit=%d", here, place);
    return page_redirect(page, to);
}

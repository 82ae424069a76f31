/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where coders differ: both sides beside each other, and what holds. Shown only after independent coding has ended. */
#include "bench_priv.h"

#include "staff.h"

#include <string.h>

typedef struct {
    CodingStudy *study;
    CodingUnit *unit;
    Codebook *book;
    GPtrArray *disputed; /* CodingUnit *: all on which coders differ */
    GPtrArray *tasks, *codings;
    CodingVerdict *verdict; /* or NULL */
} Bench;

static void bench_clear(Bench *b)
{
    coding_study_free(b->study);
    coding_unit_free(b->unit);
    codebook_free(b->book);
    g_clear_pointer(&b->disputed, g_ptr_array_unref);
    g_clear_pointer(&b->tasks, g_ptr_array_unref);
    g_clear_pointer(&b->codings, g_ptr_array_unref);
    coding_verdict_free(b->verdict);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bench, bench_clear)

static bool load_unit(Store *store, Bench *b, int place, GError **error)
{
    g_autoptr(GError) fault = NULL;
    b->unit = coding_unit_at(store, b->study->id, place, error);
    b->tasks = b->unit ? coding_tasks_of_unit(store, b->unit->id, error) : NULL;
    b->codings = b->tasks ? coding_list(store, b->unit->id, 0, error) : NULL;
    b->book = b->codings ? coding_book_codes(store, b->study->book, error) : NULL;
    b->verdict = b->book ? coding_verdict_get(store, b->unit->id, &fault) : NULL;
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    return b->book && !fault;
}

/* The first undecided after a place, else the first. */
static int next_undecided(Store *store, const Bench *b, int after)
{
    int first = 0;
    for (guint i = 0; i < b->disputed->len; i++) {
        const CodingUnit *unit = b->disputed->pdata[i];
        g_autoptr(CodingVerdict) verdict = coding_verdict_get(store, unit->id, NULL);
        if (verdict)
            continue;
        if (unit->place > after)
            return unit->place;
        first = first ? first : unit->place;
    }
    return first;
}

static bool is_disputed(const Bench *b, int place)
{
    for (guint i = 0; i < b->disputed->len; i++)
        if (((const CodingUnit *)b->disputed->pdata[i])->place == place)
            return true;
    return false;
}

static bool bench_open(WebPage *page, Bench *b, int place, GError **error)
{
    Store *store = page->web->store;
    b->study = code_page_study(page, error);
    if (!b->study)
        return false;
    if (b->study->state == CODING_OPEN) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "Nobody sees another's codes before independent coding has ended.");
        return false;
    }
    b->disputed = coding_disputed(store, b->study->id, true, error);
    if (!b->disputed)
        return false;
    if (place && !is_disputed(b, place)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "Coders do not differ on unit %d.", place);
        return false;
    }
    place = place ? place : next_undecided(store, b, 0);
    return !place || load_unit(store, b, place, error);
}

static cJSON *side_json(const Bench *b, const Staff *staff, const CodingTask *task)
{
    cJSON *one = json_put(cJSON_CreateObject(), "who", staff ? staff->name : "(removed)"), *list = cJSON_CreateArray();
    json_put(one, "note", task->memo ? task->memo : "");
    for (guint i = 0; i < b->codings->len; i++) {
        const Coding *c = b->codings->pdata[i];
        int place = codebook_find(b->book, c->code);
        if (c->coder != task->coder)
            continue;
        cJSON *code = json_put(cJSON_CreateObject(), "text",
            place < 0 ? c->code : code_title(b->book, b->book->codes->pdata[place], NULL));
        g_autofree char *where = c->post ? g_strdup_printf("characters %d to %d", c->start, c->until) : g_strdup("");
        json_put_item(list, NULL, json_put(json_put(code, "where", where), "why", c->memo ? c->memo : ""));
    }
    return json_put_item(one, "gave", list);
}

static int givers(const Bench *b, const char *code)
{
    int n = 0;
    for (guint t = 0; t < b->tasks->len; t++) {
        bool gave = false;
        for (guint i = 0; i < b->codings->len && !gave; i++) {
            const Coding *c = b->codings->pdata[i];
            gave = c->coder == ((const CodingTask *)b->tasks->pdata[t])->coder && strcmp(c->code, code) == 0;
        }
        n += gave;
    }
    return n;
}

static bool holds(const Bench *b, const char *code)
{
    if (!b->verdict)
        return givers(b, code) == (int)b->tasks->len;
    for (guint i = 0; i < b->verdict->codes->len; i++)
        if (strcmp(b->verdict->codes->pdata[i], code) == 0)
            return true;
    return false;
}

static cJSON *choices_json(const Bench *b)
{
    cJSON *list = cJSON_CreateArray();
    gsize key = 0;
    for (guint i = 0; i < b->book->codes->len; i++) {
        const Code *code = b->book->codes->pdata[i];
        int by = givers(b, code->id);
        cJSON *one =
            json_put(json_put(cJSON_CreateObject(), "code", code->id), "text", code_title(b->book, code, NULL));
        if (code->codable)
            code_put_key(key++, one);
        json_put_bool(json_put_bool(one, "folder", !code->codable), "checked", code->codable && holds(b, code->id));
        json_put_bool(json_put_int(one, "by", by), "differ", by > 0 && by < (int)b->tasks->len);
        json_put_item(list, NULL, json_put_int(one, "depth", code->depth));
    }
    return list;
}

static char *unit_address(const Bench *b, const char *here, int index)
{
    bool there = index >= 0 && index < (int)b->disputed->len;
    return there ? g_strdup_printf("%s?unit=%d", here, ((const CodingUnit *)b->disputed->pdata[index])->place)
                 : g_strdup("");
}

/* All units on which coders differ, and the addresses of the one before and the one after ("" for none). */
static void put_units(const Bench *b, const char *here, cJSON *view)
{
    cJSON *units = cJSON_CreateArray();
    int at = -2;
    for (int i = 0; i < (int)b->disputed->len; i++) {
        int place = ((const CodingUnit *)b->disputed->pdata[i])->place;
        g_autofree char *to = unit_address(b, here, i);
        at = place == b->unit->place ? i : at;
        cJSON *one = json_put_int(json_put(cJSON_CreateObject(), "to", to), "n", place);
        json_put_item(units, NULL, json_put_bool(one, "current", place == b->unit->place));
    }
    g_autofree char *before = unit_address(b, here, at - 1), *after = unit_address(b, here, at < 0 ? -1 : at + 1);
    json_put(json_put(json_put_item(view, "units", units), "before", before), "after", after);
}

static bool bench_page(WebPage *page, const Bench *b, int status, const char *sentence, GError **error)
{
    g_autoptr(cJSON) view = json_put(json_put(cJSON_CreateObject(), "study", b->study->name), "sentence", sentence);
    g_autofree char *here = code_path(b->study, "decide"), *list = web_cohort_path(b->study->cohort, "/coding");
    cJSON *sides = cJSON_CreateArray();
    put_units(b, here, json_put(view, "code_script", page->web->code_script));
    json_put_int(json_put(json_put(view, "here", here), "list", list), "unit", b->unit->place);
    json_put_bool(view, "closed", b->study->state == CODING_FROZEN);
    json_put_bool(view, "decided", b->verdict != NULL);
    json_put(view, "memo", b->verdict && b->verdict->memo ? b->verdict->memo : "");
    json_put_item(view, "sides", sides);
    for (guint i = 0; i < b->tasks->len; i++) {
        g_autoptr(Staff) staff = staff_get(page->web->store, ((const CodingTask *)b->tasks->pdata[i])->coder, NULL);
        json_put_item(sides, NULL, side_json(b, staff, b->tasks->pdata[i]));
    }
    json_put_item(view, "choices", choices_json(b));
    code_put_prompt(page, b->study, b->unit, view);
    if (!code_put_posts(page, b->study, b->unit, b->codings, view, error))
        return false;
    return page_render(page, status, "decide", "Adjudication", g_steal_pointer(&view), error);
}

bool decide_show(WebPage *page, GError **error)
{
    g_auto(Bench) b = { NULL };
    if (!bench_open(page, &b, code_place(page_query(page, "unit")), error))
        return false;
    if (b.unit)
        return bench_page(page, &b, 200, "", error);
    g_autofree char *list = web_cohort_path(b.study->cohort, "/coding");
    page_tell(page, g_strdup("Nothing is undecided."));
    return page_redirect(page, list);
}

bool decide_do(WebPage *page, GError **error)
{
    g_auto(Bench) b = { NULL };
    g_autoptr(GError) wrong = NULL;
    int place = code_place(page_field(page, "unit"));
    if (!place) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "Nothing is known under this address.");
        return false;
    }
    if (!bench_open(page, &b, place, error))
        return false;
    const char *memo = page_field(page, "memo");
    cJSON *params = json_put(cJSON_CreateObject(), "study", b.study->name), *codes = cJSON_CreateArray();
    json_put_item(json_put_int(json_put(params, "memo", *memo ? memo : NULL), "unit", b.unit->place), "codes", codes);
    for (guint i = 0; i < b.book->codes->len; i++) {
        const char *code = ((const Code *)b.book->codes->pdata[i])->id;
        g_autofree char *field = g_strconcat("c.", code, NULL);
        if (*page_field(page, field))
            json_put_item(codes, NULL, cJSON_CreateString(code));
    }
    if (!page_change(page, "code.adjudicate", params, &wrong))
        return bench_page(page, &b, 409, wrong->message, error);
    int next = next_undecided(page->web->store, &b, b.unit->place);
    g_autofree char *here = code_path(b.study, "decide");
    g_autofree char *to = next ? g_strdup_printf("%s?unit=%d", here, next) : g_strdup(here);
    return page_redirect(page, to);
}

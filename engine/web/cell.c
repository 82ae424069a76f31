/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One learner at one step: why the cell looks as it does, with every message and every row of the schedule behind it.
 */
#include "grid_priv.h"

#include "clock.h"
#include "web_queries.h"

#include <string.h>

typedef struct {
    WebPage *page;
    const Cohort *cohort;
    const Plan *plan;
    const GPtrArray *steps;
    int column;
    cJSON *messages, *rows;
    bool own;         /* rows of the learner, not of the room */
    const char *lang; /* hers */
    const GPtrArray *unnamed;
} CellPage;

static void put_time(const CellPage *c, cJSON *times, const char *what, int64_t utc)
{
    if (!utc)
        return;
    g_autofree char *text = web_time(c->cohort->zone, utc);
    cJSON_AddItemToArray(times, json_put(json_put(cJSON_CreateObject(), "what", what), "time", text));
}

/* Only for those who may read what is talked about; a digest carries posts. */
static char *words_of(const CellPage *c, const OutboxLine *line)
{
    if (!page_may(c->page, WEB_NAMES) || !line->body || unnamed_message(c->unnamed, c->lang, line))
        return g_strdup("");
    g_autoptr(Message) message = message_from_json(line->body, NULL);
    return message ? message_plain(message) : g_strdup("");
}

static bool put_message(const OutboxLine *line, gpointer data)
{
    CellPage *c = data;
    if (!line->step || grid_column(c->steps, c->plan, line->step) != c->column)
        return true;
    cJSON *message = cJSON_CreateObject(), *times = cJSON_CreateArray();
    json_put_int(message, "id", line->id);
    json_put(json_put(message, "place", line->place), "reason", line->reason);
    g_autofree char *sentence = grid_sentence(c->page->web->store, line);
    json_put(message, "sentence", sentence);
    json_put(json_put(message, "status", line->status), "detail", line->detail ? line->detail : "");
    json_put_int(json_put_int(message, "code", line->code), "attempt", line->attempt);
    const char *lane = lane_name((Lane)line->lane), *kind = owed_rule((OwedKind)line->kind)->name;
    json_put(json_put(message, "lane", lane), "sort", g_str_equal(lane, kind) ? "" : kind);
    json_put_bool(message, "again", line->attempt > 1);
    g_autofree char *words = words_of(c, line);
    json_put(message, "words", words);
    put_time(c, times, "made", line->created);
    put_time(c, times, "held until", line->until);
    put_time(c, times, "settled", line->at);
    put_time(c, times, "sent", line->sent_at);
    put_time(c, times, "delivered", line->delivered_at);
    put_time(c, times, "read", line->read_at);
    put_time(c, times, "failed", line->failed_at);
    cJSON_AddItemToArray(c->messages, json_put_item(message, "times", times));
    return true;
}

/* A step that asks for a case is done for her at the instant at which she brings one, maybe without her name. */
static bool tells_of_case(const CellPage *c, const char *beat)
{
    const Step *step = c->steps->pdata[c->column];
    return c->own && step->kind == STEP_BRING && g_str_equal(beat, step->id) && !page_may(c->page, WEB_COORDINATOR);
}

static bool put_row(const StoreRow *row, gpointer data)
{
    static const char *const states[DUE_STATES] = { "waits", "open", "done", "skipped", "fault" };
    CellPage *c = data;
    if (grid_column(c->steps, c->plan, store_text(row, 0)) != c->column)
        return true;
    int64_t state = store_int(row, 1), over = store_int(row, 4);
    if (tells_of_case(c, store_text(row, 0)) && state == DUE_DONE) {
        state = DUE_OPEN;
        over = 0;
    }
    cJSON *item = json_put(cJSON_CreateObject(), "beat", store_text(row, 0));
    json_put(json_put(item, "state", states[CLAMP(state, 0, DUE_STATES - 1)]), "reason", store_text(row, 5));
    json_put(item, "local", store_text(row, 6));
    g_autofree char *started = web_time(c->cohort->zone, store_int(row, 3));
    g_autofree char *done = web_time(c->cohort->zone, over);
    json_put(json_put(item, "started", started), "done", done);
    cJSON_AddItemToArray(c->rows, item);
    return true;
}

static bool put_all(CellPage *c, const Enrolment *e, cJSON *view, GError **error)
{
    Store *store = c->page->web->store;
    c->messages = cJSON_CreateArray();
    c->rows = cJSON_CreateArray();
    json_put_item(json_put_item(view, "messages", c->messages), "rows", c->rows);
    g_autoptr(GPtrArray) unnamed = unnamed_of(c->page, e, error);
    Cell *cells = unnamed ? grid_cells(c->page, c->plan, c->steps, c->cohort, e, error) : NULL;
    if (!cells)
        return false;
    c->unnamed = unnamed;
    c->lang = e->lang;
    const CellLook *look = cell_look(cells[c->column].state);
    json_put(json_put(json_put(view, "css", look->css), "sign", look->sign), "look", look->name);
    json_put(view, "why", cells[c->column].reason ? cells[c->column].reason : "");
    grid_cells_free(cells, c->steps->len);
    if (!store_each(store, &web_due, ARGS(ARG_INT("enrolment", 0), ARG_INT("room", e->room)), put_row, c, error))
        return false;
    c->own = true;
    return store_each(store, &web_due, ARGS(ARG_INT("enrolment", e->id), ARG_INT("room", 0)), put_row, c, error) &&
           outbox_each(store, e->cohort, e->id, put_message, c, error);
}

static bool fail_missing(const char *what, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "The cohort has no such %s.", what);
    return false;
}

bool cell_show(WebPage *page, GError **error)
{
    Web *web = page->web;
    g_autoptr(Cohort) cohort = cohort_get(web->store, page->arg[0], error);
    const Plan *plan = cohort ? web_plan(web, cohort, error) : NULL;
    g_autoptr(Enrolment) e = plan ? enrolment_get(web->store, web->config.vault, page->arg[1], error) : NULL;
    if (!e)
        return false;
    if (e->cohort != cohort->id)
        return fail_missing("learner", error);
    g_autoptr(GPtrArray) steps = grid_steps(plan_course(plan));
    CellPage c = { .page = page, .cohort = cohort, .plan = plan, .steps = steps };
    c.column = grid_column(steps, plan, page->word);
    if (c.column < 0)
        return fail_missing("step", error);
    const Step *step = steps->pdata[c.column];
    const Course *course = plan_course(plan);
    g_autoptr(cJSON) view = cJSON_CreateObject();
    g_autofree char *who = web_who(page, e);
    g_autofree char *back = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "?room=%" G_GINT64_FORMAT, cohort->id, e->room);
    json_put(json_put(json_put(view, "who", who), "back", back), "cohort", cohort->name);
    json_put(json_put(view, "step", step->id), "kind", step_kind_name(step->kind));
    json_put(view, "about", course_text(step->title, course, course->lang, NULL));
    json_put(json_put(view, "zone", cohort->zone), "learner_state", enrolment_state_name(e->state));
    if (!put_all(&c, e, view, error))
        return false;
    g_autofree char *title = g_strdup_printf("%s, %s", who, step->id);
    return page_render(page, 200, "cell", title, g_steal_pointer(&view), error);
}

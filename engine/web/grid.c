/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cohort: learners down, steps across, one room at a time. */
#include "grid_priv.h"

#include "clock.h"
#include "web_queries.h"

#include <string.h>

#define CELLS 1200 /* on a page, which stays under 100 kB with them */
#define ROWS_MIN 10

typedef struct {
    WebPage *page;
    const Cohort *cohort;
    const Plan *plan;
    GPtrArray *steps;
    int64_t room;
    int64_t counts[CELL_STATES];
    cJSON *list;
} Grid;

static const char *module_of(const Step *step)
{
    return step->module ? step->module : "";
}

static void put_columns(const Grid *grid, cJSON *view)
{
    const Course *course = plan_course(grid->plan);
    cJSON *modules = cJSON_CreateArray(), *columns = cJSON_CreateArray(), *module = NULL;
    const char *last = NULL;
    for (guint i = 0; i < grid->steps->len; i++) {
        const Step *step = grid->steps->pdata[i];
        bool first = !last || strcmp(last, module_of(step)) != 0;
        if (first) {
            const Module *m = course_module(course, module_of(step));
            module = json_put_int(cJSON_CreateObject(), "span", 0);
            json_put(module, "id", module_of(step));
            json_put(module, "title", m ? course_text(m->title, course, course->lang, NULL) : "");
            cJSON_AddItemToArray(modules, module);
        }
        cJSON_SetIntValue(cJSON_GetObjectItem(module, "span"), (int)json_int(module, "span", 0) + 1);
        const char *title = course_text(step->title, course, course->lang, NULL);
        cJSON *column = json_put(json_put(cJSON_CreateObject(), "id", step->id), "kind", step_kind_name(step->kind));
        json_put_bool(json_put(column, "about", title), "first", first);
        cJSON_AddItemToArray(columns, column);
        last = module_of(step);
    }
    json_put_item(json_put_item(view, "modules", modules), "columns", columns);
}

static void put_cell(Grid *grid, cJSON *cells, const Cell *cell, const Step *step, bool first, const char *path)
{
    const CellLook *look = cell_look(cell->state);
    g_autofree char *to = g_strconcat(path, step->id, NULL);
    /* half of the page is cells that wait; their reason page says till when */
    bool says_more = cell->reason && cell->state != CELL_WAITING;
    g_autofree char *label = says_more ? g_strconcat(look->name, ": ", cell->reason, NULL) : g_strdup(look->name);
    /* the sign is in the style, so that the text of a cell is its words */
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "css", look->css), "to", to);
    json_put_bool(json_put_bool(json_put(item, "label", label), "more", says_more), "first", first);
    cJSON_AddItemToArray(cells, item);
    grid->counts[cell->state]++;
}

static bool put_learner(Grid *grid, int64_t id, GError **error)
{
    g_autoptr(Enrolment) e = enrolment_get(grid->page->web->store, grid->page->web->config.vault, id, error);
    if (!e)
        return false;
    Cell *cells = grid_cells(grid->page, grid->plan, grid->steps, grid->cohort, e, error);
    if (!cells)
        return false;
    g_autofree char *who = web_who(grid->page, e);
    /* relative to /cohort/ID */
    g_autofree char *path = g_strdup_printf("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/", grid->cohort->id, e->id);
    cJSON *row = json_put(cJSON_CreateObject(), "who", who), *list = cJSON_CreateArray();
    json_put(row, "state", e->state == ENROLMENT_ACTIVE ? "" : enrolment_state_name(e->state));
    const char *last = NULL;
    for (guint i = 0; i < grid->steps->len; i++) {
        const Step *step = grid->steps->pdata[i];
        put_cell(grid, list, &cells[i], step, last && strcmp(last, module_of(step)) != 0, path);
        last = module_of(step);
    }
    grid_cells_free(cells, grid->steps->len);
    cJSON_AddItemToArray(grid->list, json_put_item(row, "cells", list));
    return true;
}

/* The ways to all rows where one page does not hold them. The first row of this one. */
static guint put_parts(const Grid *grid, guint n, guint rows, cJSON *view)
{
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "parts", list);
    guint asked = (guint)CLAMP(g_ascii_strtoll(page_query(grid->page, "from"), NULL, 10), 0, (gint64)n);
    guint from = asked / rows * rows < n ? asked / rows * rows : 0;
    for (guint i = 0; n > rows && i < n; i += rows) {
        g_autofree char *to = g_strdup_printf("?room=%" G_GINT64_FORMAT "&from=%u", grid->room, i);
        g_autofree char *text = g_strdup_printf("%u to %u", i + 1, MIN(i + rows, n));
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "to", to), "text", text);
        json_put_item(list, NULL, json_put_bool(item, "here", i == from));
    }
    json_put_bool(view, "many_parts", n > rows);
    return from;
}

static bool put_learners(Grid *grid, cJSON *view, GError **error)
{
    g_autoptr(GArray) members = room_members(grid->page->web->store, grid->room, true, error);
    if (!members)
        return false;
    grid->list = cJSON_CreateArray();
    json_put_item(view, "learners", grid->list);
    guint rows = MAX(CELLS / MAX(grid->steps->len, 1), ROWS_MIN), from = put_parts(grid, members->len, rows, view);
    for (guint i = from; i < members->len && i < from + rows; i++)
        if (!put_learner(grid, g_array_index(members, int64_t, i), error))
            return false;
    return true;
}

static bool put_room(const StoreRow *row, gpointer data)
{
    Grid *grid = data;
    int64_t asked = g_ascii_strtoll(page_query(grid->page, "room"), NULL, 10);
    if (!grid->room || store_int(row, 0) == asked)
        grid->room = store_int(row, 0);
    g_autofree char *to = g_strdup_printf("?room=%" G_GINT64_FORMAT, store_int(row, 0));
    cJSON *room = json_put(json_put(cJSON_CreateObject(), "name", store_text(row, 1)), "to", to);
    json_put_int(room, "id", store_int(row, 0));
    cJSON_AddItemToArray(grid->list, room);
    return true;
}

static bool put_rooms(Grid *grid, cJSON *view, GError **error)
{
    grid->list = cJSON_CreateArray();
    json_put_item(view, "rooms", grid->list);
    if (!store_each(
            grid->page->web->store, &web_rooms, ARGS(ARG_INT("cohort", grid->cohort->id)), put_room, grid, error))
        return false;
    cJSON *room = NULL;
    cJSON_ArrayForEach(room, grid->list) json_put_bool(room, "here", json_int(room, "id", 0) == grid->room);
    json_put_bool(view, "many_rooms", cJSON_GetArraySize(grid->list) > 1);
    return true;
}

static void put_legend(const Grid *grid, cJSON *view)
{
    cJSON *legend = cJSON_CreateArray();
    for (int i = 0; i < CELL_STATES; i++) {
        const CellLook *look = cell_look((CellState)i);
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "css", look->css), "sign", look->sign);
        json_put_int(json_put(item, "name", look->name), "count", grid->counts[i]);
        cJSON_AddItemToArray(legend, item);
    }
    json_put_item(view, "legend", legend);
}

static void put_head(const Grid *grid, cJSON *view)
{
    const Cohort *cohort = grid->cohort;
    const Course *course = plan_course(grid->plan);
    g_autofree char *clock = web_time(cohort->zone, grid->page->now);
    json_put(json_put(view, "name", cohort->name), "state", cohort_state_name(cohort->state));
    json_put(json_put(view, "clock", clock), "zone", cohort->zone);
    json_put(
        json_put(view, "course", course_text(course->title, course, course->lang, NULL)), "version", course->version);
    json_put_int(view, "day", cohort_day_of(cohort, cohort_today(cohort, grid->page->now)));
    page_tabs(grid->page, cohort, view);
    json_put_bool(json_put_bool(view, "simulated", cohort->simulated), "named", page_may(grid->page, WEB_NAMES));
}

bool grid_show(WebPage *page, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    const Plan *plan = cohort ? web_plan(page->web, cohort, error) : NULL;
    if (!plan)
        return false;
    g_autoptr(GPtrArray) steps = grid_steps(plan_course(plan));
    Grid grid = { .page = page, .cohort = cohort, .plan = plan, .steps = steps };
    g_autoptr(cJSON) view = cJSON_CreateObject();
    put_head(&grid, view);
    put_columns(&grid, view);
    if (!put_rooms(&grid, view, error) || !put_learners(&grid, view, error))
        return false;
    put_legend(&grid, view);
    return page_render(page, 200, "grid", cohort->name, g_steal_pointer(&view), error);
}

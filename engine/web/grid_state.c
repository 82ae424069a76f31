/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a cell gets its colour: every message and every row of the schedule that belongs to the step leaves a mark, then
 * the marks are read in a fixed order. What the learner did wins, then what somebody must look at, then how far it has
 * come. */
#include "grid_priv.h"

#include "web_queries.h"

#include <string.h>

static const CellLook looks[CELL_STATES] = {
    [CELL_WAITING] = { "w", "·", "not yet" },
    [CELL_QUEUED] = { "q", "…", "in line" },
    [CELL_SENT] = { "s", "s", "sent" },
    [CELL_DELIVERED] = { "d", "d", "delivered" },
    [CELL_READ] = { "r", "r", "read" },
    [CELL_DONE] = { "k", "✓", "done" },
    [CELL_HELD] = { "h", "H", "held" },
    [CELL_FAILED] = { "f", "!", "failed" },
    [CELL_SKIPPED] = { "n", "–", "skipped" },
    [CELL_OFF] = { "o", "×", "off" },
};

const CellLook *cell_look(CellState state)
{
    return &looks[state];
}

GPtrArray *grid_steps(const Course *course)
{
    GPtrArray *steps = g_ptr_array_new();
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *step = course->steps->pdata[i];
        if (step->kind != STEP_REMINDER && step->to != TO_FACILITATOR)
            g_ptr_array_add(steps, (gpointer)step);
    }
    return steps;
}

int grid_column(const GPtrArray *steps, const Plan *plan, const char *id)
{
    int beat = plan_find(plan, id);
    const Step *step = beat >= 0 ? plan_beat(plan, beat)->step : course_step(plan_course(plan), id);
    if (step && step->kind == STEP_REMINDER && step->of)
        step = course_step(plan_course(plan), step->of);
    for (guint i = 0; step && i < steps->len; i++)
        if (steps->pdata[i] == step)
            return (int)i;
    return -1;
}

/* Whether the step asks for an answer, so that being closed without one is worth a word. */
static bool is_asked(const Step *step)
{
    switch (step->kind) {
    case STEP_TASK:
    case STEP_QUIZ:
    case STEP_SIT:
    case STEP_SURVEY:
    case STEP_POLL:
    case STEP_BRING:
    case STEP_ASSIGNMENT:
        return true;
    case STEP_AGREE:
    case STEP_POST:
    case STEP_CASE:
    case STEP_DISCUSSION:
    case STEP_LIVE:
    case STEP_EVENT:
    case STEP_REMINDER:
    case STEP_KINDS:
        return false;
    }
    return false;
}

/* The reasons of outbox.h in as few words as a cell has room for. */
static const char *const held_words[HELD_REASONS] = {
    [HELD_ORDER] = "waits for the one before",
    [HELD_WINDOW] = "waits for the learner to write",
    [HELD_QUIET] = "quiet hours",
    [HELD_CAP] = "enough for today",
    [HELD_PAUSED] = "the learner has paused",
    [HELD_UPLOAD] = "its file is not uploaded yet",
    [HELD_PAIR] = "goes in a moment",
    [HELD_TEMPLATE] = "its template is not approved",
    [HELD_CONSENT] = "not agreed to take the course yet",
    [HELD_COHORT] = "the cohort is paused",
};

typedef struct {
    const Plan *plan;
    const GPtrArray *steps;
    Cell *cells;
    bool own;   /* rows of the learner, not of the room */
    bool knows; /* the reader may learn who wrote without her name */
} Marks;

static void say(Cell *cell, const char *reason)
{
    if (!cell->reason && reason && *reason)
        cell->reason = g_strdup(reason);
}

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static const char *sentence(const OutboxLine *line)
{
    if (is(line->place, "queue"))
        return "It waits for its turn to be sent.";
    if (is(line->place, "lease"))
        return is(line->reason, "unknown")
                   ? "It left, and WhatsApp has not said whether it took it; its status is awaited."
                   : "It is being sent.";
    if (is(line->status, "failed"))
        return "WhatsApp took it and later reported that it could not be delivered.";
    for (int i = 0; is(line->place, "done") && i < DONE_REASONS; i++)
        if (is(line->reason, done_reason_name((DoneReason)i)))
            return done_reason_sentence((DoneReason)i);
    return "";
}

char *grid_sentence(Store *store, const OutboxLine *line)
{
    int64_t ahead = 0;
    return is(line->place, "held") ? outbox_why_held(store, line, &ahead) : g_strdup(sentence(line));
}

static const char *words_of_held(const OutboxLine *line)
{
    for (int i = 0; i < HELD_REASONS; i++)
        if (is(line->reason, held_reason_name((HeldReason)i)))
            return held_words[i];
    return line->reason;
}

static CellState reached(const OutboxLine *line)
{
    if (is(line->status, "read") || is(line->status, "played"))
        return CELL_READ;
    return is(line->status, "delivered") ? CELL_DELIVERED : CELL_SENT;
}

static void mark_done_line(Cell *cell, const OutboxLine *line)
{
    bool accepted = is(line->reason, done_reason_name(DONE_ACCEPTED));
    if (is(line->status, "failed") || is(line->reason, done_reason_name(DONE_FAILED)) ||
        is(line->reason, done_reason_name(DONE_UNKNOWN))) {
        cell->failed = true;
        say(cell, line->detail && *line->detail ? line->detail : line->reason);
    } else if (accepted) {
        CellState now = reached(line);
        cell->reached = cell->reached == CELL_WAITING ? now : MIN(cell->reached, now);
    } else if (!is(line->reason, done_reason_name(DONE_REPLACED))) {
        cell->off = true;
        say(cell, line->reason);
    }
}

static bool mark_line(const OutboxLine *line, gpointer data)
{
    Marks *marks = data;
    int column = line->step && *line->step ? grid_column(marks->steps, marks->plan, line->step) : -1;
    if (column < 0)
        return true;
    Cell *cell = &marks->cells[column];
    cell->has_line = true;
    if (is(line->place, "done"))
        mark_done_line(cell, line);
    else if (is(line->place, "held") && !is(line->reason, held_reason_name(HELD_ORDER))) {
        cell->held = true;
        say(cell, words_of_held(line));
    } else
        cell->queued = true;
    return true;
}

static bool mark_row(const StoreRow *row, gpointer data)
{
    Marks *marks = data;
    int column = grid_column(marks->steps, marks->plan, store_text(row, 0));
    if (column < 0)
        return true;
    Cell *cell = &marks->cells[column];
    const Step *step = marks->steps->pdata[column];
    bool opening = is(store_text(row, 0), step->id);
    DueState state = (DueState)store_int(row, 1);
    cell->has_row = true;
    /* Of a case without a name not even that there is none. */
    bool tells = is_asked(step) && (marks->knows || step->kind != STEP_BRING);
    cell->closed |= state == DUE_DONE && tells && g_str_has_suffix(store_text(row, 0), ".close");
    if (state == DUE_FAULT) {
        cell->failed = true;
        say(cell, store_text(row, 5));
    } else if (opening && state == DUE_DONE)
        cell->done |= marks->own && step->kind == STEP_AGREE;
    else if (opening && state == DUE_SKIPPED) {
        cell->skipped = true;
        say(cell, store_text(row, 5));
    } else if (opening && state == DUE_WAITING)
        cell->due = store_int(row, 2);
    return true;
}

static bool mark_posts(const StoreRow *row, gpointer data)
{
    Marks *marks = data;
    int column = grid_column(marks->steps, marks->plan, store_text(row, 0));
    if (column >= 0)
        marks->cells[column].posts = (int)store_int(row, 1);
    return true;
}

static bool mark_answered(const StoreRow *row, gpointer data)
{
    Marks *marks = data;
    int column = grid_column(marks->steps, marks->plan, store_text(row, 0));
    if (column >= 0)
        marks->cells[column].done = true;
    return true;
}

static CellState decide(const Cell *cell, bool is_on)
{
    if (cell->done || cell->posts > 0)
        return CELL_DONE;
    if (cell->failed)
        return CELL_FAILED;
    if (cell->held)
        return CELL_HELD;
    if (cell->queued)
        return CELL_QUEUED;
    if (cell->reached != CELL_WAITING)
        return cell->reached;
    if (cell->off)
        return CELL_OFF;
    if (cell->skipped)
        return is_on ? CELL_SKIPPED : CELL_OFF;
    return is_on ? CELL_WAITING : CELL_OFF;
}

static void settle(Cell *cell, const Enrolment *enrolment, const char *zone)
{
    bool is_on = enrolment->state == ENROLMENT_ACTIVE || enrolment->state == ENROLMENT_PAUSED;
    cell->state = decide(cell, is_on);
    if (cell->state == CELL_DONE || (cell->state >= CELL_QUEUED && cell->state <= CELL_READ))
        g_clear_pointer(&cell->reason, g_free);
    if (cell->state == CELL_OFF && !cell->has_line)
        g_clear_pointer(&cell->reason, g_free);
    if (cell->closed && (cell->state == CELL_SENT || cell->state == CELL_DELIVERED || cell->state == CELL_READ))
        cell->reason = g_strdup("closed without an answer");
    if (cell->posts > 0)
        cell->reason = g_strdup_printf(cell->posts == 1 ? "%d post" : "%d posts", cell->posts);
    if (cell->state == CELL_OFF)
        say(cell, enrolment_state_name(enrolment->state));
    if (cell->state == CELL_WAITING && cell->due) {
        g_autofree char *when = web_time(zone, cell->due);
        g_autofree char *text = g_strconcat("due ", when, NULL);
        say(cell, text);
    }
}

Cell *grid_cells(
    WebPage *page, const Plan *plan, const GPtrArray *steps, const Cohort *cohort, const Enrolment *e, GError **error)
{
    Store *store = page->web->store;
    Marks marks = { .plan = plan, .steps = steps, .cells = g_new0(Cell, steps->len + 1) };
    marks.knows = page_may(page, WEB_COORDINATOR);
    bool ok =
        store_each(store, &web_due, ARGS(ARG_INT("enrolment", 0), ARG_INT("room", e->room)), mark_row, &marks, error);
    marks.own = true;
    ok = ok &&
         store_each(store, &web_due, ARGS(ARG_INT("enrolment", e->id), ARG_INT("room", 0)), mark_row, &marks, error) &&
         outbox_each(store, e->cohort, e->id, mark_line, &marks, error) &&
         store_each(store, &web_posts_by, ARGS(ARG_INT("enrolment", e->id), ARG_INT("anon", marks.knows)), mark_posts,
             &marks, error) &&
         store_each(store, &web_answered_by, ARGS(ARG_INT("enrolment", e->id)), mark_answered, &marks, error);
    if (!ok) {
        grid_cells_free(marks.cells, steps->len);
        return NULL;
    }
    for (guint i = 0; i < steps->len; i++)
        settle(&marks.cells[i], e, cohort->zone);
    return marks.cells;
}

void grid_cells_free(Cell *cells, guint n)
{
    for (guint i = 0; cells && i < n; i++)
        g_free(cells[i].reason);
    g_free(cells);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grid_priv.h - the state of one learner at one step, as the grid colours it and the reason page explains it. */
#pragma once
#include "web_priv.h"

/* From what nobody need look at to what somebody must. */
typedef enum {
    CELL_WAITING, /* not due, or waits for what comes before */
    CELL_QUEUED,  /* on its way out */
    CELL_SENT,
    CELL_DELIVERED,
    CELL_READ,
    CELL_DONE, /* answered, confirmed, posted */
    CELL_HELD,
    CELL_FAILED,
    CELL_SKIPPED, /* by the schedule */
    CELL_OFF,     /* stopped, refused, removed */
    CELL_STATES
} CellState;
typedef struct {
    const char *css, *sign, *name;
} CellLook;
const CellLook *cell_look(CellState state);

typedef struct {
    CellState state;
    char *reason; /* a few words more, or NULL */
    /* what it is made of */
    bool has_line, has_row, done, failed, held, queued, off, skipped;
    CellState reached; /* the least that every accepted message has reached; CELL_WAITING when none was */
    int posts;
    bool closed; /* its time to answer is over */
    int64_t due; /* of the opening while it waits, or 0 */
} Cell;

/* The steps of a course that learners meet, as columns: const Step *, in order; borrowed from the course. */
GPtrArray *grid_steps(const Course *course);
/* Index of the column that a step or beat belongs to; -1 for none. */
int grid_column(const GPtrArray *steps, const Plan *plan, const char *step_or_beat);

/* One cell per column for a learner. Given: cells_free. */
Cell *grid_cells(WebPage *page, const Plan *plan, const GPtrArray *steps, const Cohort *cohort,
    const Enrolment *enrolment, GError **error);
void grid_cells_free(Cell *cells, guint n);
/* Where a message is, in one sentence. Given. */
char *grid_sentence(Store *store, const OutboxLine *line);

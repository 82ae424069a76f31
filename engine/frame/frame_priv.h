/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading, choosing and converting share. */
#pragma once
#include "frame.h"

typedef struct {
    const char *at; /* first byte of the row */
    guint line;
} FrameRow;

struct Frame {
    char *name;
    const char *end; /* of the bytes */
    char separator;
    bool quotes;        /* there is a quote somewhere */
    GPtrArray *headers; /* char * */
    GArray *rows;       /* FrameRow */
};

/* One cell as it stands between separators: blanks around it are left out, quotes are not. */
typedef struct {
    const char *at, *end;
} FrameCell;

/* Takes the cell at *at and moves *at behind it; false at the end of the row. */
bool frame_next(const Frame *frame, const char **at, FrameCell *cell);
/* The text of a cell without its quotes, in UTF-8. Given. */
char *frame_cell_text(FrameCell cell);
/* The cell's number, NaN where it is missing; false when it is neither. */
bool frame_cell_number(FrameCell cell, char separator, double *value);

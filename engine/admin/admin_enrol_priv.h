/* SPDX-License-Identifier: GPL-3.0-or-later */
/* admin_enrol_priv.h - which column of an enrolment file means what. */
#pragma once
#include "admin_enrol.h"
#include "csv.h"

typedef enum {
    COLUMN_PHONE,
    COLUMN_NAME,
    COLUMN_FIRST,
    COLUMN_LAST,
    COLUMN_LANG,
    COLUMN_COUNTRY,
    COLUMN_CADRE,
    COLUMN_REGISTRATION,
    COLUMN_FACILITY,
    COLUMN_SEX,
    COLUMN_AGE_BAND,
    COLUMN_ROOM,
    COLUMN_TIER,
    COLUMN_SOURCE,
    COLUMN_OPT_IN_DATE,
    COLUMN_OPT_IN_MEANS,
    COLUMN_SUSPENDED,
    COLUMN_DELETED,
    COLUMNS
} EnrolColumn;
typedef struct {
    const CsvTable *table;
    const EnrolOptions *options;
    GHashTable *seen;    /* phone -> line */
    int column[COLUMNS]; /* -1: the file has none */
} EnrolReader;

/* Finds the columns of row 0 and says in `notes` which are not used. False when there is no column for phones or names.
 */
bool enrol_columns(EnrolReader *r, const char *name, GPtrArray *notes, GError **error);
/* "" where the file has no such column. Borrowed. */
const char *enrol_cell(const EnrolReader *r, guint row, EnrolColumn column);

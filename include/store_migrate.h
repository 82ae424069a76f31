/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_migrate.h - a database's schema has a number, and an older one is brought up step by step. */
#pragma once
#include "store.h"

/* One step. It is never changed once released. Arrays are in order of `to` and end with a NULL name. */
typedef struct {
    int to;           /* the number that the schema has afterwards */
    const char *name; /* "003_rooms.sql", for messages */
    const char *sql;
} StoreStep;

/* The schema's number (SQLite's user_version); 0 when it never got one. */
bool store_schema_number(Store *store, int *number, GError **error);
/* Gives a new database its number. */
bool store_schema_set(Store *store, int number, GError **error);
/* Takes the steps above the database's number, all in one transaction: afterwards it has the last one's number, or is
 * as it was. BARAZA_ERROR_STATE when it is newer than the last step. */
bool store_migrate(Store *store, const StoreStep *steps, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schema.h - which schema this program writes, and how older ones become it. */
#pragma once
#include "store_migrate.h"

/* Every step, oldest first. A released step is never changed; a new one is a row. */
extern const StoreStep schema_steps[];
/* The number of the schema that this program reads and writes: the last step's. */
int schema_number(void);
/* False with a sentence, and the command that helps, when the database has another. */
bool schema_check(Store *store, const char *dir, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number changes when a database of the last release needs more than the tables that are missing. */
#include "schema.h"
#include "error.h"

const StoreStep schema_steps[] = {
    { 1, "001_numbers", "" }, /* from before schemas had numbers */
    { 0, NULL, NULL },
};

int schema_number(void)
{
    int last = 0;
    for (const StoreStep *s = schema_steps; s->name; s++)
        last = s->to;
    return last;
}

bool schema_check(Store *store, const char *dir, GError **error)
{
    int number = 0;
    if (!store_schema_number(store, &number, error))
        return false;
    if (number < schema_number())
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "the database of %s was written by an older Baraza (schema %d; this one is %d): baraza upgrade --dir %s "
            "copies it and brings it up",
            dir, number, schema_number(), dir);
    if (number > schema_number())
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "the database of %s was written by a newer Baraza (schema %d; this one knows %d): install that one again, "
            "or restore the copy that its upgrade made",
            dir, number, schema_number());
    return number == schema_number();
}

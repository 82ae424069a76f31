/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "admin_enrol_priv.h"
#include "error.h"
#include "text.h"

#include <string.h>

/* Names by rank: where a file has several, the first of the list counts. */
static const struct {
    EnrolColumn column;
    const char *names[6];
} known[] = {
    { COLUMN_PHONE, { "phone", "phone1", "mobile", "sms", "username" } },
    { COLUMN_NAME, { "name", "fullname", "full_name" } },
    { COLUMN_FIRST, { "firstname", "first_name", "givenname" } },
    { COLUMN_LAST, { "lastname", "last_name", "surname", "familyname" } },
    { COLUMN_LANG, { "lang", "language" } },
    { COLUMN_COUNTRY, { "country" } },
    { COLUMN_CADRE, { "cadre" } },
    { COLUMN_REGISTRATION, { "registration_no", "registration", "idnumber" } },
    { COLUMN_FACILITY, { "facility", "institution" } },
    { COLUMN_SEX, { "sex", "gender" } },
    { COLUMN_AGE_BAND, { "age_band", "age" } },
    { COLUMN_ROOM, { "room", "group1", "group" } },
    { COLUMN_TIER, { "tier" } },
    { COLUMN_SOURCE, { "source" } },
    { COLUMN_OPT_IN_DATE, { "opt_in_date", "consent_date" } },
    { COLUMN_OPT_IN_MEANS, { "opt_in_means", "consent" } },
    { COLUMN_SUSPENDED, { "suspended" } },
    { COLUMN_DELETED, { "deleted" } },
};

/* Moodle's that mean nothing here: no word about them. */
static const char *const silent[] = { "email", "phone2", "timezone", "department", "city", "password", "auth",
    "oldusername", "username", "phone1", "cohort1", "course1", "role1", "enrolperiod1", "enroltimestart1",
    "description", "middlename", "" };

/* "profile_field_cadre" is cadre. Given. */
static char *header_key(const char *header)
{
    g_autofree char *key = text_key(header);
    g_strdelimit(key, " -", '_');
    const char *plain = g_str_has_prefix(key, "profile_field_") ? key + strlen("profile_field_") : key;
    return g_strdup(plain);
}

static int find_header(char *const *keys, const char *name)
{
    for (int i = 0; keys[i]; i++)
        if (strcmp(keys[i], name) == 0)
            return i;
    return -1;
}

static bool is_known(const char *key)
{
    if (g_strv_contains(silent, key))
        return true;
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        for (gsize k = 0; k < G_N_ELEMENTS(known[i].names) && known[i].names[k]; k++)
            if (strcmp(known[i].names[k], key) == 0)
                return true;
    return false;
}

static void note_unknown(const CsvTable *table, char *const *keys, GPtrArray *notes)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        for (gsize k = 0; k < G_N_ELEMENTS(known[i].names) && known[i].names[k]; k++)
            g_ptr_array_add(names, (gpointer)known[i].names[k]);
    g_ptr_array_add(names, NULL);
    for (guint i = 0; keys[i]; i++) {
        if (is_known(keys[i]))
            continue;
        const char *near = text_nearest(keys[i], (const char *const *)names->pdata);
        g_ptr_array_add(notes, g_strdup_printf("the column \"%s\" is not used%s%s%s", csv_cell(table, 0, i),
                                   near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : ""));
    }
}

static bool missing(const char *name, const char *what, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s has no column for %s in its first line", name, what);
    return false;
}

bool enrol_columns(EnrolReader *r, const char *name, GPtrArray *notes, GError **error)
{
    if (csv_rows(r->table) == 0)
        return missing(name, "anything", error);
    g_auto(GStrv) keys = g_new0(char *, csv_columns(r->table, 0) + 1);
    for (guint i = 0; i < csv_columns(r->table, 0); i++) {
        keys[i] = header_key(csv_cell(r->table, 0, i));
        for (guint before = 0; *keys[i] && before < i; before++)
            if (strcmp(keys[before], keys[i]) == 0) {
                g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
                    "%s has two columns \"%s\": it is not clear which counts", name, keys[i]);
                return false;
            }
    }
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
        r->column[known[i].column] = -1;
        for (gsize k = 0; r->column[known[i].column] < 0 && k < G_N_ELEMENTS(known[i].names) && known[i].names[k]; k++)
            r->column[known[i].column] = find_header(keys, known[i].names[k]);
    }
    note_unknown(r->table, keys, notes);
    if (r->column[COLUMN_PHONE] < 0)
        return missing(name, "phone numbers (phone, phone1 or username)", error);
    if (r->column[COLUMN_NAME] < 0 && r->column[COLUMN_FIRST] < 0 && r->column[COLUMN_LAST] < 0)
        return missing(name, "names (name, or firstname and lastname)", error);
    return true;
}

const char *enrol_cell(const EnrolReader *r, guint row, EnrolColumn column)
{
    int at = r->column[column];
    return at < 0 ? "" : csv_cell(r->table, row, (guint)at);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An allocation in two steps: the hash of a secret goes into the journal while the cohorts are empty; later the secret
 * draws from a list, all at once, who comes into which arm, and writes a list for each cohort. */
#include "allocate.h"
#include "csv.h"
#include "rng.h"
#include "workspace.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define LIST_BYTES_MOST (16 * 1024 * 1024)
#define ARMS_MOST 8

static bool change(Cli *cli, const char *verb, cJSON *params, GError **error)
{
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, verb, params, error);
    if (result && json_bool(result, "dry_run", false))
        puts("dry run: nothing was written");
    if (result && json_bool(result, "again", false))
        puts("this was drawn before: here are the same lists again");
    return result != NULL;
}

static cJSON *cohort_names(Cli *cli, guint from)
{
    cJSON *names = cJSON_CreateArray();
    for (guint i = from; i < cli->args->len; i++)
        json_put_item(names, NULL, cJSON_CreateString(cli_arg(cli, i)));
    return names;
}

/* The file stands before its hash is in the journal: a hash whose secret was never kept would bind for nothing. */
static bool seal(Cli *cli, const char *out, const char *secret, const char *commitment, GError **error)
{
    bool dry = cli_switch(cli, "dry-run");
    if (!dry && !g_file_set_contents_full(out, secret, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
        return false;
    cJSON *params = json_put(cJSON_CreateObject(), "commitment", commitment);
    json_put_item(params, "cohorts", cohort_names(cli, 0));
    if (change(cli, "study.seal", params, error))
        return true;
    if (!dry)
        g_remove(out);
    return false;
}

bool cmd_study_seal(Cli *cli, GError **error)
{
    const char *out = cli_option(cli, "out");
    if (!out || g_file_test(out, G_FILE_TEST_EXISTS)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "%s",
            out ? "the file that --out names is there already: a secret is never written over another"
                : "--out is needed: a new file for the secret, such as --out secret.txt");
        return false;
    }
    guint8 bytes[32];
    g_autoptr(GString) secret = g_string_new(NULL);
    rng_secret(bytes, sizeof bytes);
    for (gsize i = 0; i < sizeof bytes; i++)
        g_string_append_printf(secret, "%02x", bytes[i]);
    g_autofree char *commitment = allocate_commitment(secret->str);
    if (!seal(cli, out, secret->str, commitment, error))
        return false;
    if (!cli_switch(cli, "dry-run"))
        printf("commitment %s\nthe secret is in %s: give it to somebody who enrols nobody\n", commitment, out);
    return true;
}

/* The list with its units: who has the same text in `by` comes into one arm. */
typedef struct {
    CsvTable *table;
    guint n; /* rows beside the header */
    int *unit, units;
    GPtrArray *strata; /* char *, by unit */
    int *arm;          /* by unit */
} List;

static void list_clear(List *l)
{
    csv_free(l->table);
    g_free(l->unit);
    g_free(l->arm);
    if (l->strata)
        g_ptr_array_unref(l->strata);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(List, list_clear)

static bool find_column(const List *l, const char *name, const char *file, int *column, GError **error)
{
    *column = csv_find(l->table, name);
    if (*column >= 0)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: there is no column \"%s\"", file, name);
    return false;
}

static char *stratum_of(const List *l, guint row, const GArray *columns)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint c = 0; c < columns->len; c++)
        g_string_append_printf(
            text, "%s%s", c ? " / " : "", csv_cell(l->table, row, (guint)g_array_index(columns, int, c)));
    return g_strdup(text->str);
}

/* Units in the order in which they appear; a unit's stratum is that of its first row, and the same in all. */
static bool find_units(List *l, const char *file, int by, const GArray *columns, GError **error)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    l->strata = g_ptr_array_new_with_free_func(g_free);
    l->unit = g_new(int, l->n + 1);
    for (guint r = 1; r <= l->n; r++) {
        const char *name = by >= 0 ? csv_cell(l->table, r, (guint)by) : NULL;
        g_autofree char *stratum = stratum_of(l, r, columns);
        int at = name ? GPOINTER_TO_INT(g_hash_table_lookup(known, name)) : 0;
        if (name && !*name) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
                "%s:%u: the column that people are assigned by is empty", file, csv_line(l->table, r));
            return false;
        }
        if (at && strcmp(l->strata->pdata[at - 1], stratum) != 0) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
                "%s:%u: %s is in the stratum \"%s\" here and in \"%s\" before", file, csv_line(l->table, r), name,
                stratum, (char *)l->strata->pdata[at - 1]);
            return false;
        }
        if (!at) {
            g_ptr_array_add(l->strata, g_steal_pointer(&stratum));
            at = (int)l->strata->len;
            if (name)
                g_hash_table_insert(known, (gpointer)name, GINT_TO_POINTER(at));
        }
        l->unit[r - 1] = at - 1;
    }
    l->units = (int)l->strata->len;
    return true;
}

static bool read_list(Cli *cli, List *l, GError **error)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;
    const char *file = cli_arg(cli, 0), *by = cli_option(cli, "by"), *strata = cli_option(cli, "strata");
    if (!cli_read(file, LIST_BYTES_MOST, &bytes, &size, error) || !(l->table = csv_parse(bytes, size, file, error)))
        return false;
    l->n = csv_rows(l->table) > 0 ? csv_rows(l->table) - 1 : 0;
    if (l->n == 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "%s names nobody: a first row of column names and a row a person are needed", file);
        return false;
    }
    int unit = -1;
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(int));
    g_auto(GStrv) names = g_strsplit(strata ? strata : "", ",", -1);
    if (by && !find_column(l, by, file, &unit, error))
        return false;
    for (int i = 0; names[i]; i++) {
        int column = -1;
        if (!find_column(l, g_strstrip(names[i]), file, &column, error))
            return false;
        g_array_append_val(columns, column);
    }
    return find_units(l, file, unit, columns, error);
}

static GString *rows_of(const List *l, int arm)
{
    GString *out = g_string_new(NULL);
    for (guint r = 0; r <= l->n; r++) {
        if (r > 0 && l->arm[l->unit[r - 1]] != arm)
            continue;
        for (guint c = 0; c < csv_columns(l->table, 0); c++)
            csv_put(out, csv_cell(l->table, r, c));
        csv_end_row(out);
    }
    return out;
}

/* A list a cohort, ready for baraza enrol. */
static bool write_lists(Cli *cli, const List *l, int arms, GError **error)
{
    const char *out = cli_option(cli, "out");
    if (g_mkdir_with_parents(out, 0700) != 0) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "the folder %s cannot be made: %s", out, g_strerror(errno));
        return false;
    }
    for (int a = 0; a < arms; a++) {
        int people = 0, units = 0;
        g_autofree char *name = g_strconcat(cli_arg(cli, (guint)a + 1), ".csv", NULL),
                        *path = g_build_filename(out, name, NULL);
        GString *rows = rows_of(l, a);
        bool good =
            g_file_set_contents_full(path, rows->str, (gssize)rows->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
        g_string_free(rows, TRUE);
        if (!good)
            return false;
        for (guint r = 0; r < l->n; r++)
            people += l->arm[l->unit[r]] == a;
        for (int u = 0; u < l->units; u++)
            units += l->arm[u] == a;
        printf("%s  %d units, %d people\n", path, units, people);
    }
    return true;
}

static char *hash_of(const List *l, int arms)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    for (int a = 0; a < arms; a++) {
        GString *rows = rows_of(l, a);
        g_checksum_update(sum, (const guchar *)rows->str, (gssize)rows->len);
        g_string_free(rows, TRUE);
    }
    return g_strdup(g_checksum_get_string(sum));
}

bool cmd_study_arms(Cli *cli, GError **error)
{
    g_auto(List) l = { 0 };
    g_autofree char *secret = NULL;
    gsize size = 0;
    int arms = (int)cli->args->len - 1;
    if (!cli_option(cli, "secret") || !cli_option(cli, "out") || arms > ARMS_MOST) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--secret and --out are needed: the file that study seal wrote, and a folder for the lists; arms are 2 to "
            "%d cohorts",
            ARMS_MOST);
        return false;
    }
    if (!cli_read(cli_option(cli, "secret"), 4096, &secret, &size, error) || !read_list(cli, &l, error))
        return false;
    g_strstrip(secret);
    l.arm = g_new(int, l.units + 1);
    allocate_arms(secret, (const char *const *)l.strata->pdata, l.units, arms, l.arm);
    g_autofree char *commitment = allocate_commitment(secret), *hash = hash_of(&l, arms);
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "commitment", commitment), "allocation_sha256", hash);
    json_put_item(json_put_int(params, "units", l.units), "cohorts", cohort_names(cli, 1));
    if (!change(cli, "study.allocate", params, error))
        return false;
    return cli_switch(cli, "dry-run") || write_lists(cli, &l, arms, error);
}

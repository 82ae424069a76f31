/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An older database becomes this program's: a copy first, then every step in one transaction, then a check. */
#include "backup.h"
#include "schema.h"
#include "workspace.h"

#include <stdio.h>
#include <sys/stat.h>

static bool make_copy(Store *store, const char *dir, const char *database, int from, int64_t now, GError **error)
{
    struct stat facts;
    int64_t left = 0;
    g_autofree char *at = civil_utc_text(now), *name = g_strdup_printf("before-upgrade-%d-%.10s.db", from, at),
                    *path = g_build_filename(dir, name, NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "%s is there already, from an upgrade of today: move it away first, if it is not needed", path);
        return false;
    }
    if (stat(database, &facts) == 0 && backup_free_space(dir, &left, NULL) && left < 3 * (int64_t)facts.st_size) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_FULL,
            "%s: an upgrade needs %d MB free for a copy and for the work", dir,
            (int)(3 * (int64_t)facts.st_size >> 20) + 1);
        return false;
    }
    if (!store_backup(store, path, error))
        return false;
    printf("copied to %s\n", path);
    return true;
}

static void list_steps(int from, const char *what)
{
    printf("from schema %d to %d; %s:\n", from, schema_number(), what);
    for (const StoreStep *s = schema_steps; s->name; s++)
        if (s->to > from)
            printf("  %s\n", s->name);
}

bool cmd_upgrade(Cli *cli, GError **error)
{
    g_autofree char *dir = workspace_dir(cli, error);
    g_autoptr(Settings) settings = dir ? settings_load(dir, error) : NULL;
    const char *database = settings ? settings_text(settings, "engine", "database") : NULL;
    if (database && !g_file_test(database, G_FILE_TEST_EXISTS)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s is not there: restore a backup first", database);
        return false;
    }
    g_autoptr(Store) store = database ? store_open(database, NULL, error) : NULL;
    int from = 0;
    if (!store || !store_schema_number(store, &from, error))
        return false;
    if (from == schema_number()) {
        printf("nothing to do: the database has schema %d, which this Baraza writes\n", from);
        return true;
    }
    if (from > schema_number())
        return schema_check(store, dir, error);
    if (cli_switch(cli, "dry-run")) {
        list_steps(from, "a copy would be made, then these steps taken");
        return true;
    }
    g_autofree EmbeddedFile *schemas = context_schemas();
    if (!make_copy(store, dir, database, from, cli->clock.now, error) || !store_migrate(store, schema_steps, error) ||
        !store_create(store, schemas, error) || !store_integrity(store, error))
        return false;
    list_steps(from, "taken");
    puts("The copy may be removed when everything has run well for some days.");
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audience.h"
#include "cli_priv.h"
#include "package.h"

#include <stdio.h>

enum { NOTES = 5 }; /* notes that are printed without --notes: errors and warnings must not drown in them */

static void print_faults(const Package *package, bool all_notes)
{
    guint notes = 0;
    for (guint i = 0; i < package->faults->len; i++) {
        const CourseFault *fault = package->faults->pdata[i];
        if (fault->level == COURSE_NOTE && ++notes > NOTES && !all_notes)
            continue;
        g_autofree char *text = package_fault_text(package, fault);
        puts(text);
    }
    if (notes > NOTES && !all_notes)
        printf("%s: note: and %u more such notes; --notes shows all\n", package->path, notes - NOTES);
}

static void print_json(const Package *package)
{
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; i < package->faults->len; i++) {
        const CourseFault *fault = package->faults->pdata[i];
        cJSON *one = cJSON_CreateObject();
        json_put_item(list, NULL, one);
        json_put(one, "file", package->path);
        json_put_int(one, "line", fault->line);
        json_put(one, "level", package_level_name(fault->level));
        json_put(one, "text", fault->text);
    }
    cli_print_json(list);
}

static void print_summary(const Package *package)
{
    const Course *c = package->course;
    g_autofree char *counts = g_strdup_printf("%u error%s, %u warning%s", package->errors,
        package->errors == 1 ? "" : "s", package->warnings, package->warnings == 1 ? "" : "s");
    if (c)
        printf("%s: %s %s: %u modules, %u steps, %u items, %u tests, %u media; %s\n", package->path, c->id, c->version,
            c->modules->len, c->steps->len, c->items->len, c->tests->len, c->assets->len, counts);
    else
        printf("%s: %s\n", package->path, counts);
}

/* One line a module and language: what a clinician signs, ready to be put into course.xml. */
static void print_signing(const Package *package, const char *country, int64_t today)
{
    const Course *course = package->course;
    for (guint m = 0; m < course->modules->len; m++) {
        const Module *module = course->modules->pdata[m];
        for (guint l = 0; l < course->languages->len; l++) {
            const char *lang = course->languages->pdata[l];
            g_autofree char *hash = course_module_hash(course, module, lang, country), *why = NULL;
            bool cleared = course_module_cleared(course, module, lang, country, today, &why);
            printf("%s %s %s %s %s\n", module->id, lang, country ? country : "-", hash, cleared ? "cleared" : why);
        }
    }
}

/* Whether it suits whom it is for. */
static bool suits(const Cli *cli, const Package *package, GError **error)
{
    Audience audience = AUDIENCE_LEARNERS;
    const char *name = cli_option(cli, "audience");
    if (name && !audience_from_name(name, &audience)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--audience is learners or patients, not %s", name);
        return false;
    }
    g_autofree char *why = package->course ? audience_unsuited(audience, package->course) : NULL;
    if (why)
        g_set_error_literal(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, why);
    return !why;
}

bool cmd_course_check(Cli *cli, GError **error)
{
    g_autoptr(Package) package = package_read(cli_arg(cli, 0), cli->clock.now / DAY, error);
    if (!package)
        return false;
    if (cli_switch(cli, "json"))
        print_json(package);
    else {
        print_faults(package, cli_switch(cli, "notes"));
        print_summary(package);
        if (package->course && cli_switch(cli, "signing"))
            print_signing(package, cli_option(cli, "country"), cli->clock.now / DAY);
    }
    if (!package->course)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s cannot be delivered as it is: mend the error%s above",
            package->path, package->errors == 1 ? "" : "s");
    return package->course != NULL && suits(cli, package, error);
}

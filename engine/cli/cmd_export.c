/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data for one study: made in memory, told, journalled, then written. */
#include "study_key.h"

#include <stdio.h>
#include <string.h>

#define DEFAULT_K 5

static bool refuse(GError **error, BarazaError code, const char *sentence, const char *what)
{
    g_set_error(error, BARAZA_ERROR, (int)code, "%s%s", sentence, what);
    return false;
}

/* --- telling --- */

static void tell(const Export *out, const ExportPlan *plan)
{
    printf("%d of %d learners; %d left out: no consent to research in force\n", out->learners, out->enrolled,
        out->left_out);
    printf("%d posts, %d of them without text; %d more left out with their authors\n", out->posts, out->tombstones,
        out->left_posts);
    printf("%d names, numbers and other tells replaced in texts\n", out->replaced);
    if (out->learners < plan->k)
        printf("fewer than %d learners: no table of them is anonymous\n", plan->k);
    if (out->small->len == 0) {
        printf("every combination of cadre, facility, sex, age band and country is shared by at least %d\n", plan->k);
        return;
    }
    printf("%u cells below %d:\n", out->small->len, plan->k);
    for (guint i = 0; i < out->small->len; i++)
        printf("  %s\n", (const char *)out->small->pdata[i]);
    printf("%d values suppressed, %d generalised\n", out->suppressed, out->generalised);
}

static void tell_files(const Export *out, const char *dir)
{
    for (guint i = 0; i < out->files->len; i++) {
        const ExportFile *file = out->files->pdata[i];
        g_autofree char *path = dir ? g_build_filename(dir, file->name, NULL) : g_strdup(file->name);
        printf("%s  %s\n", file->sha256, path);
    }
}

static cJSON *as_json(const Export *out, const ExportPlan *plan, bool dry)
{
    cJSON *json = cJSON_CreateObject(), *cells = cJSON_CreateArray(), *files = cJSON_CreateArray();
    json_put_int(
        json_put_int(json_put(json, "study", plan->study), "enrolled", out->enrolled), "learners", out->learners);
    json_put_int(json_put_int(json_put_int(json, "left_out", out->left_out), "posts", out->posts), "left_posts",
        out->left_posts);
    json_put_int(
        json_put_int(json_put_int(json, "tombstones", out->tombstones), "replaced", out->replaced), "k", plan->k);
    json_put_int(json_put_int(json, "suppressed", out->suppressed), "generalised", out->generalised);
    for (guint i = 0; i < out->small->len; i++)
        json_put_item(cells, NULL, cJSON_CreateString(out->small->pdata[i]));
    for (guint i = 0; i < out->files->len; i++) {
        const ExportFile *file = out->files->pdata[i];
        cJSON *one = json_put(json_put(cJSON_CreateObject(), "path", file->name), "sha256", file->sha256);
        json_put_item(files, NULL, json_put_int(one, "bytes", (int64_t)g_bytes_get_size(file->bytes)));
    }
    json_put_item(json, "small_cells", cells);
    json_put_item(json, "files", files);
    return json_put_bool(json, "dry_run", dry);
}

static bool note(const Cli *cli, const Export *out, const ExportPlan *plan, GError **error)
{
    const ExportFile *manifest = out->files->pdata[out->files->len - 1];
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "study", plan->study);
    json_put_int(json_put_int(json_put(params, "manifest", manifest->sha256), "learners", out->learners), "left_out",
        out->left_out);
    json_put_int(json_put_int(json_put_int(params, "posts", out->posts), "files", out->files->len), "k", plan->k);
    json_put_int(json_put_int(params, "suppressed", out->suppressed), "generalised", out->generalised);
    g_autoptr(cJSON) done = workspace_change(cli, "export", params, error);
    return done != NULL;
}

static bool read_plan(Cli *cli, ExportPlan *plan, GError **error)
{
    const char *small = cli_option(cli, "small");
    int64_t k = DEFAULT_K;
    plan->study = cli_option(cli, "study");
    plan->small = small ? export_small_of(small) : EXPORT_SUPPRESS;
    plan->program = BARAZA_VERSION;
    if (!study_check(plan->study, error) || !cli_number(cli, "k", 1, 1000, &k, error))
        return false;
    if (plan->small == EXPORT_SMALLS)
        return refuse(error, BARAZA_ERROR_USAGE, "--small is suppress, generalise or refuse, not ", small);
    if (!cli_switch(cli, "dry-run") && (!cli_option(cli, "out") || !*cli_option(cli, "out")))
        return refuse(error, BARAZA_ERROR_USAGE, "--out is needed: the folder for the files, such as --out ", "study");
    plan->k = (int)k;
    return true;
}

bool cmd_export(Cli *cli, GError **error)
{
    ExportPlan plan = { NULL };
    guint8 key[EXPORT_KEY];
    bool dry = cli_switch(cli, "dry-run"), fresh = false;
    if (!read_plan(cli, &plan, error))
        return false;
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!cohort || !study_take_key(w, plan.study, dry, key, &fresh, error))
        return false;
    plan.key = key;
    g_autoptr(Export) out = export_make(w->context, cohort->id, &plan, cli->clock.now, error);
    memset(key, 0, sizeof key);
    if (!out || (!dry && (!export_ready(cli_option(cli, "out"), error) || !note(cli, out, &plan, error) ||
                             !export_write(out, cli_option(cli, "out"), error))))
        return false;
    if (cli_switch(cli, "json")) {
        g_autoptr(cJSON) json = as_json(out, &plan, dry);
        cli_print_json(json);
        return true;
    }
    tell(out, &plan);
    if (dry)
        puts("dry run: nothing was written; these files would be:");
    tell_files(out, dry ? NULL : cli_option(cli, "out"));
    fflush(stdout);
    if (fresh && !dry)
        fprintf(stderr, "baraza: the study's key is new: %s/secrets/study-%s.key. Only it gives the same ids again.\n",
            w->dir, plan.study);
    return true;
}

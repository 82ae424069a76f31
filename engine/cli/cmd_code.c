/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coding study from its draw to its freeze. */
#include "code_cli.h"

#include <stdio.h>
#include <string.h>

static bool put_number(const Cli *cli, cJSON *params, const char *option, GError **error)
{
    int64_t value = 0;
    if (!cli_option(cli, option))
        return true;
    if (!cli_number(cli, option, 0, 1000000, &value, error))
        return false;
    json_put_int(params, option, value);
    return true;
}

static cJSON *study_params(const Cli *cli, GError **error)
{
    if (!cli_option(cli, "codebook") || !cli_option(cli, "coders")) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--codebook and --coders are needed: by which codes, and which evaluators give them (anna,ben)");
        return NULL;
    }
    g_autoptr(cJSON) params =
        json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "study", cli_arg(cli, 1));
    cJSON *coders = cJSON_CreateArray();
    json_put_item(params, "coders", coders);
    g_auto(GStrv) names = g_strsplit(cli_option(cli, "coders"), ",", -1);
    for (char **name = names; *name; name++)
        if (*g_strstrip(*name))
            json_put_item(coders, NULL, cJSON_CreateString(*name));
    json_put(json_put(params, "codebook", cli_option(cli, "codebook")), "unit", cli_option(cli, "unit"));
    json_put(json_put(params, "purpose", cli_option(cli, "purpose")), "seed", cli_option(cli, "seed"));
    json_put(params, "learn_from", cli_option(cli, "learn-from"));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    if (!put_number(cli, params, "sample", error) || !put_number(cli, params, "double", error) ||
        !put_number(cli, params, "training", error))
        return NULL;
    return g_steal_pointer(&params);
}

bool cmd_code_study(Cli *cli, GError **error)
{
    cJSON *params = study_params(cli, error);
    g_autoptr(cJSON) result = params ? workspace_change(cli, "code.study", params, error) : NULL;
    if (!result)
        return false;
    if (cli_switch(cli, "json")) {
        cli_print_json(result);
        return true;
    }
    printf("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " units in %" G_GINT64_FORMAT
           " threads, drawn with the seed %s\n",
        json_string(result, "study"), json_int(result, "units", 0), json_int(result, "possible", 0),
        json_int(result, "threads", 0), json_string(result, "seed"));
    if (json_int(result, "coders", 0) > 1)
        printf("every coder codes %" G_GINT64_FORMAT " of them, and before them %" G_GINT64_FORMAT " for training\n",
            json_int(result, "double", 0), json_int(result, "training", 0));
    if (cli_switch(cli, "dry-run"))
        puts("dry run: nothing was changed");
    return true;
}

/* --- studies --- */

static bool put_progress(const Workspace *w, const CodingStudy *study, cJSON *one, GError **error)
{
    g_autoptr(GArray) coders = coding_coders(w->store, study->id, error);
    cJSON *list = cJSON_CreateArray();
    json_put_item(one, "coders", list);
    for (guint i = 0; coders && i < coders->len; i++) {
        int64_t id = g_array_index(coders, int64_t, i), done = 0;
        g_autoptr(Staff) staff = staff_get(w->store, id, error);
        g_autoptr(GPtrArray) tasks = coding_tasks(w->store, study->id, id, error);
        if (!tasks)
            return false;
        for (guint k = 0; k < tasks->len; k++)
            done += ((const CodingTask *)tasks->pdata[k])->done > 0;
        cJSON *coder = json_put(cJSON_CreateObject(), "name", staff ? staff->name : "(removed)");
        json_put_item(list, NULL, json_put_int(json_put_int(coder, "done", done), "units", tasks->len));
    }
    return coders != NULL;
}

static cJSON *study_json(const Workspace *w, const CodingStudy *study, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(w->store, study->cohort, error);
    g_autoptr(GPtrArray) units = cohort ? coding_units(w->store, study->id, error) : NULL;
    g_autoptr(Codebook) book = units ? coding_book_codes(w->store, study->book, error) : NULL;
    g_autoptr(cJSON) one = cJSON_CreateObject();
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, study->seed);
    if (!book)
        return NULL;
    json_put(json_put(json_put(one, "study", study->name), "cohort", cohort->name), "codebook", book->id);
    json_put(json_put(one, "unit", coding_unit_kind_name(study->unit)), "purpose", coding_purpose_name(study->purpose));
    json_put(json_put(json_put(one, "state", coding_state_name(study->state)), "seed", seed), "hash", study->hash);
    json_put_int(one, "units", units->len);
    if (study->state == CODING_ADJUDICATION) {
        g_autoptr(GPtrArray) disputed = coding_disputed(w->store, study->id, false, error);
        if (!disputed)
            return NULL;
        json_put_int(one, "disputed", disputed->len);
    }
    return put_progress(w, study, one, error) ? g_steal_pointer(&one) : NULL;
}

static void print_study(const cJSON *one)
{
    const cJSON *coder;
    printf("%-20s %s, %s, %" G_GINT64_FORMAT " %ss, %s", json_string(one, "study"), json_string(one, "cohort"),
        json_string(one, "codebook"), json_int(one, "units", 0), json_string(one, "unit"), json_string(one, "state"));
    if (json_at(one, "disputed"))
        printf(", %" G_GINT64_FORMAT " undecided", json_int(one, "disputed", 0));
    cJSON_ArrayForEach(coder, json_at(one, "coders"))
    {
        printf("%s %s %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, coder->prev->next ? "," : ";",
            json_string(coder, "name"), json_int(coder, "done", 0), json_int(coder, "units", 0));
    }
    putchar('\n');
}

bool cmd_code_studies(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w && cli_arg(cli, 0) ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!w || (cli_arg(cli, 0) && !cohort))
        return false;
    g_autoptr(GPtrArray) studies = coding_studies(w->store, cohort ? cohort->id : 0, error);
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; studies && i < studies->len; i++) {
        cJSON *one = study_json(w, studies->pdata[i], error);
        if (!one)
            return false;
        json_put_item(list, NULL, one);
        if (!cli_switch(cli, "json"))
            print_study(one);
    }
    if (cli_switch(cli, "json"))
        cli_print_json(list);
    else if (studies && studies->len == 0)
        puts("no study yet: baraza code study COHORT NAME draws one");
    return studies != NULL;
}

/* --- adjudicate, freeze --- */

static bool list_disputed(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(CodingStudy) study = w ? coding_study_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!study)
        return false;
    if (study->state == CODING_OPEN) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "study \"%s\" is still being coded; --open ends that, when every unit is done", study->name);
        return false;
    }
    g_autoptr(GPtrArray) units = coding_disputed(w->store, study->id, false, error);
    for (guint i = 0; units && i < units->len; i++)
        if (!code_print_unit(w, study, units->pdata[i], 0, error))
            return false;
    if (units && units->len == 0)
        puts("nothing is undecided: baraza code freeze fixes what holds");
    return units != NULL;
}

bool cmd_code_adjudicate(Cli *cli, GError **error)
{
    if (!cli_arg(cli, 1) && !cli_switch(cli, "open"))
        return list_disputed(cli, error);
    cJSON *params = json_put(cJSON_CreateObject(), "study", cli_arg(cli, 0)), *codes = cJSON_CreateArray();
    json_put(json_put(params, "coder", cli_option(cli, "coder")), "memo", cli_option(cli, "memo"));
    json_put_item(params, "codes", codes);
    if (cli_arg(cli, 1) && !code_put_unit(cli, params, error)) {
        cJSON_Delete(params);
        return false;
    }
    for (guint i = 2; cli_arg(cli, i); i++)
        if (strcmp(cli_arg(cli, i), "none") != 0)
            json_put_item(codes, NULL, cJSON_CreateString(cli_arg(cli, i)));
    g_autoptr(cJSON) result = workspace_change(cli, "code.adjudicate", params, error);
    if (result)
        printf("%s: %" G_GINT64_FORMAT " units undecided\n", json_string(result, "study"),
            json_int(result, "disputed", 0));
    return result != NULL;
}

bool cmd_code_freeze(Cli *cli, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "study", cli_arg(cli, 0));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, "code.freeze", params, error);
    if (result)
        printf("%s: %s; SHA-256 of what holds: %s\n", json_string(result, "study"),
            cli_switch(cli, "dry-run") ? "could be frozen" : "frozen", json_string(result, "hash"));
    return result != NULL;
}

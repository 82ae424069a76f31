/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What codes say: by week, as marks, what facilitators must see at once; and the assistant. */
#include "agreement_assist.h"
#include "agreement_quality.h"
#include "code_cli.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef cJSON *Compute(Store *store, const CodingStudy *study, GError **error);

/* Opens the study that the first argument names and computes; with --json it is printed. *view is given. */
static bool compute(Cli *cli, Compute *fn, cJSON **view, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(CodingStudy) study = w ? coding_study_find(w->store, cli_arg(cli, 0), error) : NULL;
    *view = study ? fn(w->store, study, error) : NULL;
    if (*view && cli_switch(cli, "json"))
        cli_print_json(*view);
    return *view != NULL;
}

static void print_share(const cJSON *value)
{
    if (cJSON_IsNumber(value))
        printf(" %4.0f%%", value->valuedouble * 100);
    else
        printf("     -");
}

bool cmd_code_weeks(Cli *cli, GError **error)
{
    g_autoptr(cJSON) view = NULL;
    if (!compute(cli, quality_weeks, &view, error) || cli_switch(cli, "json"))
        return view != NULL;
    const cJSON *one;
    printf("%s: share of units with each code by course week, %s\n", json_string(view, "study"),
        strcmp(json_string(view, "source"), "frozen") == 0 ? "as frozen" : "as coders gave them, not yet decided");
    printf("%-24s", "");
    cJSON_ArrayForEach(one, json_at(view, "weeks"))
    {
        g_autofree char *week = g_strdup_printf("w%d", one->valueint);
        printf(" %5s", week);
    }
    printf("   all  published\n%-24s", "units");
    cJSON_ArrayForEach(one, json_at(view, "units"))
    {
        printf(" %5d", one->valueint);
    }
    putchar('\n');
    cJSON_ArrayForEach(one, json_at(view, "codes"))
    {
        const cJSON *week;
        printf("%-24s", json_string(one, "code"));
        cJSON_ArrayForEach(week, json_at(one, "by_week"))
        {
            print_share(week);
        }
        print_share(json_at(one, "share"));
        fputs("     ", stdout);
        print_share(json_at(one, "expected"));
        putchar('\n');
    }
    return true;
}

bool cmd_code_marks(Cli *cli, GError **error)
{
    g_autoptr(cJSON) view = NULL;
    if (!compute(cli, quality_marks, &view, error) || cli_switch(cli, "json"))
        return view != NULL;
    const cJSON *one;
    printf("%-16s %13s %8s %8s\n", "learner", "contributions", "points", "mean");
    cJSON_ArrayForEach(one, view)
    {
        printf("%-16s %13" G_GINT64_FORMAT " %8g %8.2f\n", json_string(one, "learner"),
            json_int(one, "contributions", 0), json_double(one, "points", 0), json_double(one, "mean", 0));
    }
    return true;
}

bool cmd_code_flagged(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w && cli_arg(cli, 0) ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!w || (cli_arg(cli, 0) && !cohort))
        return false;
    g_autoptr(cJSON) list = quality_flagged(w->store, cohort ? cohort->id : 0, error);
    if (!list)
        return false;
    if (cli_switch(cli, "json")) {
        cli_print_json(list);
        return true;
    }
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        const char *text = json_string(one, "text");
        int64_t coders = json_int(one, "coders", 1);
        printf("P%" G_GINT64_FORMAT "  #%" G_GINT64_FORMAT " in %s: %s, by %" G_GINT64_FORMAT
               " coder%s of %s\n    %s\n",
            json_int(one, "post", 0), json_int(one, "number", 0), json_string(one, "cohort"), json_string(one, "title"),
            coders, coders == 1 ? "" : "s", json_string(one, "study"), text ? text : "[its words are gone]");
    }
    puts(cJSON_GetArraySize(list) ? "baraza correct P... takes one back on every phone that got it"
                                  : "nothing that was coded waits for a correction");
    return true;
}

bool cmd_code_assistant(Cli *cli, GError **error)
{
    g_autoptr(cJSON) view = NULL;
    if (!compute(cli, assist_report, &view, error) || cli_switch(cli, "json"))
        return view != NULL;
    const cJSON *one;
    puts("naive Bayes over words; kappa with the frozen codes, cross-validated over threads:");
    cJSON_ArrayForEach(one, view)
    {
        double kappa = json_double(one, "kappa", NAN);
        g_autofree char *text = isnan(kappa) ? g_strdup("-") : g_strdup_printf("%.3f", kappa);
        printf("%-24s %4" G_GINT64_FORMAT " positives  kappa %s\n", json_string(one, "code"),
            json_int(one, "positives", 0), text);
    }
    return true;
}

bool cmd_code_suggest(Cli *cli, GError **error)
{
    cJSON *params =
        json_put(json_put(cJSON_CreateObject(), "study", cli_arg(cli, 0)), "coder", cli_option(cli, "coder"));
    if (!code_put_unit(cli, params, error)) {
        cJSON_Delete(params);
        return false;
    }
    g_autoptr(cJSON) result = workspace_change(cli, "code.suggest", params, error);
    if (!result)
        return false;
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(result, "suggestions"))
    {
        double kappa = json_double(one, "kappa", NAN);
        g_autofree char *known = isnan(kappa) ? g_strdup("not computable") : g_strdup_printf("%.2f", kappa);
        printf("%s  %s: p %.2f, kappa of the assistant %s\n", json_string(one, "code"), json_string(one, "title"),
            json_double(one, "p", 0), known);
    }
    if (cJSON_GetArraySize(json_at(result, "suggestions")) == 0)
        puts("the assistant suggests no code");
    puts("It suggests; you decide. That you asked is in the journal, and the unit is left out of agreement.");
    return true;
}

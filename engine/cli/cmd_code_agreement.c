/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the coders of a study agree. */
#include "agreement.h"
#include "workspace.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* "0.657", "-" for none. Given. */
static char *figure(const cJSON *object, const char *name)
{
    double value = json_double(object, name, NAN);
    return isnan(value) ? g_strdup("-") : g_strdup_printf("%.3f", value);
}

/* "0.657 [0.41, 0.83]". Given. */
static char *with_interval(const cJSON *object, const char *name)
{
    g_autofree char *value = figure(object, name), *low = g_strdup_printf("%s_ci.0", name),
                    *high = g_strdup_printf("%s_ci.1", name);
    double from = json_double(object, low, NAN), to = json_double(object, high, NAN);
    return isnan(from) ? g_strdup(value) : g_strdup_printf("%s [%.2f, %.2f]", value, from, to);
}

static void print_codes(const cJSON *view)
{
    const cJSON *code;
    printf("\n%-20s %5s %6s %6s  %-20s %-20s %6s %6s\n", "code", "pos.", "prev.", "agree", "kappa", "alpha", "PABAK",
        "spans");
    cJSON_ArrayForEach(code, json_at(view, "codes"))
    {
        bool good = json_bool(code, "estimable", false);
        g_autofree char *prevalence = figure(code, "prevalence"), *percent = figure(code, "percent"),
                        *kappa = with_interval(code, "kappa"), *alpha = with_interval(code, "alpha"),
                        *pabak = figure(code, "pabak"), *spans = figure(code, "span_overlap");
        printf("%-20s %5g %6s %6s  %-20s %-20s %6s %6s\n", json_string(code, "code"), json_double(code, "positives", 0),
            prevalence, percent, good ? kappa : "not estimable", good ? alpha : "", pabak, spans);
    }
}

static void print_groups(const cJSON *view)
{
    const cJSON *group;
    cJSON_ArrayForEach(group, json_at(view, "groups"))
    {
        g_autofree char *kappa = figure(group, "kappa"), *alpha = figure(group, "alpha"),
                        *linear = figure(group, "kappa_linear"), *quadratic = figure(group, "kappa_quadratic"),
                        *ordinal = figure(group, "alpha_ordinal"), *percent = figure(group, "percent");
        printf(
            "\n%s, as one variable: agree %s, kappa %s, alpha %s", json_string(group, "title"), percent, kappa, alpha);
        if (json_bool(group, "ordered", false))
            printf("; of units with a code (%" G_GINT64_FORMAT
                   "): weighted kappa %s linear, %s quadratic, ordinal alpha %s",
                json_int(group, "n_ordered", 0), linear, quadratic, ordinal);
        putchar('\n');
    }
}

static void print_confused(const cJSON *view)
{
    const cJSON *pair;
    int left = 8;
    cJSON_ArrayForEach(pair, json_at(view, "confused"))
    {
        const char *b = json_string(pair, "b");
        if (left == 8)
            puts("\nTaken for each other:");
        if (left-- > 0)
            printf("  %s / %s: %" G_GINT64_FORMAT "\n", json_string(pair, "a"), *b ? b : "nothing",
                json_int(pair, "units", 0));
    }
    if (left < 0)
        printf("  and %d pairs more (--json has all)\n", -left);
}

bool cmd_code_agreement(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(CodingStudy) study = w ? coding_study_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(cJSON) view = study ? agreement_study(w->store, study, error) : NULL;
    if (!view)
        return false;
    if (cli_switch(cli, "json")) {
        cli_print_json(view);
        return true;
    }
    printf("%s: %" G_GINT64_FORMAT " %ss of %" G_GINT64_FORMAT " threads, each coded by", study->name,
        json_int(view, "n", 0), coding_unit_kind_name(study->unit), json_int(view, "threads", 0));
    const cJSON *name;
    cJSON_ArrayForEach(name, json_at(view, "coders"))
    {
        printf("%s %s", name->prev->next ? "," : "", name->valuestring);
    }
    printf("\n95 %% intervals by drawing threads again, %" G_GINT64_FORMAT " times, seed %s\n",
        json_int(view, "replicates", 0), json_string(view, "seed"));
    cJSON_ArrayForEach(name, json_at(view, "notes"))
    {
        printf("Note: %s\n", name->valuestring);
    }
    print_codes(view);
    print_groups(view);
    print_confused(view);
    return true;
}

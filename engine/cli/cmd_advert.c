/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Course adverts: made, sent, and what became of each. */
#include "advertise.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

static void print_words(const cJSON *view)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(view, "words"))
    {
        const char *looks = json_string(one, "looks");
        printf("  %s: %s\n", json_string(one, "language"), looks ? looks : "(the template's own words)");
        printf("      template %s: %s\n", json_string(view, "template"), json_string(one, "template"));
    }
}

static void print_reasons(const cJSON *view)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(view, "not"))
        printf("  %4d do not get it: %s\n", (int)json_int(one, "people", 0), json_string(one, "sentence"));
}

static void print_forecast(const cJSON *r)
{
    int gets = (int)json_int(r, "gets", 0), days = (int)json_int(r, "days", 0);
    const char *cost = json_string(r, "cost");
    printf("%s: %s, JOIN %s (%s)\n", json_string(r, "advert"), json_string(r, "title"), json_string(r, "code"),
        json_string(r, "cohort"));
    print_words(r);
    printf("  %d are on the list; as things are %d get it", (int)json_int(r, "list", 0), gets);
    printf(days > 1 ? ", over %d days (%d a day)\n" : "\n", days, (int)json_int(r, "a_day", 0));
    print_reasons(r);
    if (cost)
        printf("  cost as marketing: %s\n", cost);
}

/* "fr=Un cours ..." is of a language, anything else of the course's. */
static void take_text(cJSON *params, cJSON *texts, const char *value)
{
    if (g_ascii_islower(value[0]) && g_ascii_islower(value[1]) && value[2] == '=') {
        g_autofree char *lang = g_strndup(value, 2);
        json_put(texts, lang, value + 3);
    } else {
        json_put(params, "text", value);
    }
}

static cJSON *params_of_make(const Cli *cli)
{
    static const char *const same[] = { "code", "template", "fallback" };
    cJSON *params = json_put(cJSON_CreateObject(), "advert", cli_arg(cli, 0)), *texts = cJSON_CreateObject();
    json_put(params, "cohort", cli_option(cli, "course"));
    for (gsize i = 0; i < G_N_ELEMENTS(same); i++)
        json_put(params, same[i], cli_option(cli, same[i]));
    for (guint i = 0; i + 1 < cli->given->len; i += 2)
        if (g_str_equal(cli->given->pdata[i], "text"))
            take_text(params, texts, cli->given->pdata[i + 1]);
    json_put_item(params, "texts", texts);
    if (cli_option(cli, "languages")) {
        cJSON *list = cJSON_CreateArray();
        g_auto(GStrv) parts = g_strsplit(cli_option(cli, "languages"), ",", -1);
        for (char **part = parts; *part; part++)
            json_put_item(list, NULL, cJSON_CreateString(g_strstrip(*part)));
        json_put_item(params, "languages", list);
    }
    return json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
}

bool cmd_advert_make(Cli *cli, GError **error)
{
    if (!cli_option(cli, "course")) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "which course? Give the cohort with --course COHORT");
        return false;
    }
    g_autoptr(cJSON) r = workspace_change(cli, "advert.make", params_of_make(cli), error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    print_forecast(r);
    printf(cli_switch(cli, "dry-run") ? "dry run, nothing is written\n" : "made, not sent: baraza advert send %s\n",
        json_string(r, "advert"));
    return true;
}

bool cmd_advert_send(Cli *cli, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "advert", cli_arg(cli, 0));
    json_put(params, "at", cli_option(cli, "at"));
    g_autoptr(cJSON) r =
        workspace_change(cli, "advert.send", json_put_bool(params, "dry_run", cli_switch(cli, "dry-run")), error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    print_forecast(r);
    printf("%s from %s on\n", cli_switch(cli, "dry-run") ? "would go" : "goes", json_string(r, "begins"));
    return true;
}

bool cmd_advert_stop(Cli *cli, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "advert", cli_arg(cli, 0));
    g_autoptr(cJSON) r =
        workspace_change(cli, "advert.stop", json_put_bool(params, "dry_run", cli_switch(cli, "dry-run")), error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    printf("%s %s; %d that had not left %s\n", json_string(r, "advert"),
        cli_switch(cli, "dry-run") ? "would be stopped" : "is stopped", (int)json_int(r, "taken_back", 0),
        cli_switch(cli, "dry-run") ? "would be taken back" : "are taken back");
    return true;
}

static void print_one(const cJSON *v)
{
    static const struct {
        const char *member, *what;
    } rows[] = { { "waiting", "wait for their day" }, { "held", "held: night, the day's limit, or the template" },
        { "on_its_way", "on the way" }, { "sent", "taken by WhatsApp" }, { "delivered", "of these delivered" },
        { "read", "of these read" }, { "joined", "joined by its code" },
        { "left", "left the list after it, within 7 days" },
        { "capped", "not brought by WhatsApp: this person gets enough adverts (131049)" },
        { "switched_off", "not brought: the person has switched offers off in WhatsApp (131050)" },
        { "experiment", "not brought: WhatsApp's experiment (130472)" }, { "failed", "refused for another reason" },
        { "late", "late by three days, and dropped" }, { "dropped", "no longer wanted when their turn came" } };
    const char *begins = json_string(v, "begins"), *cost = json_string(v, "cost"), *next = json_string(v, "next");
    printf("%s: %s; %s, JOIN %s (%s)%s%s\n", json_string(v, "advert"), json_string(v, "state"), json_string(v, "title"),
        json_string(v, "code"), json_string(v, "cohort"), begins ? ", from " : "", begins ? begins : "");
    if (json_string(v, "fault"))
        printf("  the engine stopped it, because it could not go on: %s\n", json_string(v, "fault"));
    if (next)
        printf("  goes on at %s\n", next);
    print_words(v);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        if (json_int(v, rows[i].member, 0) || (begins && i >= 3 && i <= 7))
            printf("  %4d %s\n", (int)json_int(v, rows[i].member, 0), rows[i].what);
    print_reasons(v);
    if (cost)
        printf("  cost of what was taken, as marketing: %s; %d billed, as WhatsApp says\n", cost,
            (int)json_int(v, "billed", 0));
}

bool cmd_advert_show(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Advert) advert = w ? advert_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(cJSON) view = cJSON_CreateObject();
    if (!advert || !advertise_view(w->context, advert, cli->clock.now, view, error))
        return false;
    if (!cli_said_json(cli, view))
        print_one(view);
    return true;
}

static void print_row(const cJSON *v)
{
    printf("%-16s %-8s JOIN %-12s %5d sent %5d delivered %5d read %5d joined %5d left\n", json_string(v, "advert"),
        json_string(v, "state"), json_string(v, "code"), (int)json_int(v, "sent", 0), (int)json_int(v, "delivered", 0),
        (int)json_int(v, "read", 0), (int)json_int(v, "joined", 0), (int)json_int(v, "left", 0));
}

static bool print_list_line(Workspace *w, GError **error)
{
    int64_t counts[ADVERT_MEANS], all = 0;
    if (!advert_means(w->store, counts, error))
        return false;
    for (int i = 0; i < ADVERT_MEANS; i++)
        all += counts[i];
    printf("%d on the list of those who hear of new courses: %d by a word, %d by a tap, %d from a list of agreements\n",
        (int)all, (int)counts[ADVERT_BY_WORD], (int)(counts[ADVERT_BY_TAP] + counts[ADVERT_BY_WHATSAPP]),
        (int)counts[ADVERT_BY_LIST]);
    return true;
}

bool cmd_advert_list(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(GPtrArray) all = w ? advert_list(w->store, error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; all && i < all->len; i++) {
        cJSON *view = cJSON_CreateObject();
        json_put_item(list, NULL, view);
        if (!advertise_view(w->context, all->pdata[i], cli->clock.now, view, error))
            return false;
    }
    if (!all || (!cli_switch(cli, "json") && !print_list_line(w, error)))
        return false;
    cli_print_list(
        cli, list, print_row, "no advert was made yet: baraza advert make NAME --course COHORT --text WORDS");
    return true;
}

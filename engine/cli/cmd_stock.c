/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cohort's facilities lack and what they can give. */
#include "csv.h"
#include "stock.h"
#include "upkeep.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

/* How many matches of a row there are, and in how many both said yes. */
typedef struct {
    int asked, met;
} Tally;

static void add_match(GHashTable *tallies, const int64_t *row, bool met)
{
    Tally *t = g_hash_table_lookup(tallies, row);
    if (!t) {
        t = g_new0(Tally, 1);
        g_hash_table_insert(tallies, g_memdup2(row, sizeof *row), t);
    }
    t->asked++;
    t->met += met;
}

/* By row; looked up only, never walked. */
static GHashTable *tallies_of(const GArray *matches)
{
    GHashTable *tallies = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    for (guint i = 0; i < matches->len; i++) {
        const StockMatch *m = &g_array_index(matches, StockMatch, i);
        bool met = m->need_says == STOCK_SAYS_YES && m->have_says == STOCK_SAYS_YES;
        add_match(tallies, &m->need, met);
        add_match(tallies, &m->have, met);
    }
    return tallies;
}

static bool add_row(
    Workspace *w, const Cohort *cohort, const Stock *s, GHashTable *tallies, cJSON *list, GError **error)
{
    const Tally none = { 0 }, *tally = g_hash_table_lookup(tallies, &s->id);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, s->enrolment, error);
    if (!e)
        return false;
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    g_autofree char *at = civil_local_text(cohort_zone(cohort), s->at);
    g_autofree char *until = civil_local_text(cohort_zone(cohort), s->until);
    tally = tally ? tally : &none;
    cJSON *one = json_put(json_put_int(cJSON_CreateObject(), "stock", s->id), "item", s->shown);
    json_put(json_put_int(one, "quantity", s->qty), "facility", s->facility);
    json_put(json_put(json_put(one, "learner", learner), "said", at), "until", until);
    json_put_item(list, NULL, json_put_int(json_put_int(one, "asked", tally->asked), "met", tally->met));
    return true;
}

static cJSON *collect(Workspace *w, const Cohort *cohort, bool all, int64_t now, GError **error)
{
    g_autoptr(cJSON) list = cJSON_CreateArray();
    g_autoptr(GPtrArray) rows = stock_list(w->store, cohort->id, error);
    g_autoptr(GArray) matches = rows ? stock_match_list(w->store, cohort->id, error) : NULL;
    if (!matches)
        return NULL;
    g_autoptr(GHashTable) tallies = tallies_of(matches);
    for (guint i = 0; i < rows->len; i++) {
        const Stock *s = rows->pdata[i];
        if ((all || s->until > now) && !add_row(w, cohort, s, tallies, list, error))
            return NULL;
    }
    return g_steal_pointer(&list);
}

static void print_row(const cJSON *one)
{
    int64_t qty = json_int(one, "quantity", 0), asked = json_int(one, "asked", 0);
    g_autofree char *n = qty ? g_strdup_printf("%" G_GINT64_FORMAT " to give", qty) : g_strdup("OUT");
    printf("%" G_GINT64_FORMAT "  %-14s %s, %s  (%s, until %.10s)", json_int(one, "stock", 0), n,
        json_string(one, "item"), json_string(one, "facility"), json_string(one, "learner"), json_string(one, "until"));
    if (asked)
        printf("; %d asked, %d met", (int)asked, (int)json_int(one, "met", 0));
    putchar('\n');
}

static void print_csv(const cJSON *list)
{
    static const char *const texts[] = { "item", "facility", "learner", "said", "until" };
    static const char *const numbers[] = { "stock", "quantity", "asked", "met" };
    g_autoptr(GString) out = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        csv_put(out, texts[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
        csv_put(out, numbers[i]);
    csv_end_row(out);
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
            csv_put(out, json_string(one, texts[i]));
        for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
            csv_put_int(out, json_int(one, numbers[i], 0));
        csv_end_row(out);
    }
    fputs(out->str, stdout);
}

bool cmd_stock(Cli *cli, GError **error)
{
    Upkeep upkeep;
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(cJSON) list = cohort ? collect(w, cohort, cli_switch(cli, "all"), cli->clock.now, error) : NULL;
    if (!list || !upkeep_get(w->store, cohort->id, &upkeep, error))
        return false;
    if (cli_switch(cli, "csv"))
        print_csv(list);
    else
        cli_print_list(cli, list, print_row,
            upkeep.stock ? "nothing is out, and nobody has anything to give"
                         : "this cohort does not collect stock; baraza upkeep set COHORT stock 14 begins it");
    return true;
}

bool cmd_stock_items(Cli *cli, GError **error)
{
    g_autofree char *text = cli_read_text(cli_arg(cli, 1), 1u << 20, error);
    if (!text)
        return false;
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), *items = cJSON_CreateArray();
    json_put_bool(json_put_item(params, "items", items), "dry_run", cli_switch(cli, "dry-run"));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (*g_strstrip(*line) && **line != '#')
            cJSON_AddItemToArray(items, cJSON_CreateString(*line));
    g_autoptr(cJSON) r = workspace_change(cli, "stock.items", params, error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    int64_t n = json_int(r, "items", 0);
    printf("%s: %" G_GINT64_FORMAT " item%s %s\n", json_string(r, "cohort"), n, n == 1 ? "" : "s",
        cli_switch(cli, "dry-run") ? "would be listed"
        : n == 1                   ? "is listed"
                                   : "are listed");
    return true;
}

bool cmd_stock_remove(Cli *cli, GError **error)
{
    gint64 id = 0;
    if (!g_ascii_string_to_signed(cli_arg(cli, 0), 10, 1, G_MAXINT64, &id, NULL)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "\"%s\" is no row of stock: give the number that baraza stock COHORT shows", cli_arg(cli, 0));
        return false;
    }
    cJSON *params = json_put_int(cJSON_CreateObject(), "stock", id);
    g_autoptr(cJSON) r =
        workspace_change(cli, "stock.remove", json_put_bool(params, "dry_run", cli_switch(cli, "dry-run")), error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    printf("%s: %s, %s %s\n", json_string(r, "cohort"), json_string(r, "item"), json_string(r, "facility"),
        cli_switch(cli, "dry-run") ? "would be taken away" : "is taken away");
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort's data forms: what was asked, who has answered, and the answers as CSV. */
#include "csv.h"
#include "sheet.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

/* What one learner answered in one round. */
typedef struct {
    int64_t first, last, changes;
    GHashTable *values; /* field -> value */
} Row;

static bool take_value(
    int64_t enrolment, const char *field, const char *value, int64_t at, int64_t changes, gpointer data)
{
    Row *row = data;
    row->first = row->first ? MIN(row->first, at) : at;
    row->last = MAX(row->last, at);
    row->changes += changes;
    g_hash_table_insert(row->values, g_strdup(field), g_strdup(value));
    return true;
}

static bool asked(const Enrolment *e)
{
    return e->role != MEMBER_OBSERVER && (e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED);
}

/* --- CSV: a row for each learner and round --- */

static void put_time(GString *out, const Cohort *cohort, int64_t at)
{
    g_autofree char *text = at ? civil_local_text(cohort_zone(cohort), at) : g_strdup("");
    csv_put(out, text);
}

static void put_row(
    GString *out, const Cohort *cohort, const SheetRound *r, const SheetForm *form, const Enrolment *e, const Row *row)
{
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    csv_put(out, r->label);
    csv_put(out, learner);
    csv_put(out, e->facility ? e->facility : "");
    put_time(out, cohort, row->last);
    csv_put(out, row->last > r->due ? "late" : row->last ? "in time" : "");
    csv_put_int(out, row->changes);
    for (guint i = 0; i < form->fields->len; i++) {
        const char *value = g_hash_table_lookup(row->values, ((const SheetField *)form->fields->pdata[i])->name);
        csv_put(out, value ? value : "");
    }
    csv_end_row(out);
}

static bool put_round(
    Workspace *w, const Cohort *cohort, const SheetRound *r, const SheetForm *form, GString *out, GError **error)
{
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, error);
    for (guint i = 0; people && i < people->len; i++) {
        g_autoptr(GHashTable) values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
        Row row = { .values = values };
        g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, g_array_index(people, int64_t, i), error);
        if (!e || !sheet_answers(w->store, r->id, e->id, take_value, &row, error))
            return false;
        if (asked(e) || row.last)
            put_row(out, cohort, r, form, e, &row);
    }
    return people != NULL;
}

static void put_head(GString *out, const SheetForm *form)
{
    static const char *const heads[] = { "round", "learner", "facility", "answered", "in_time", "corrections" };
    for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
        csv_put(out, heads[i]);
    for (guint i = 0; i < form->fields->len; i++)
        csv_put(out, ((const SheetField *)form->fields->pdata[i])->name);
    csv_end_row(out);
}

static bool print_csv(Workspace *w, const Cohort *cohort, const Sheet *sheet, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(SheetForm) form = sheet_form_read(sheet->text, error);
    g_autoptr(GPtrArray) rounds = form ? sheet_rounds(w->store, cohort->id, error) : NULL;
    if (!rounds)
        return false;
    put_head(out, form);
    for (guint i = 0; i < rounds->len; i++) {
        const SheetRound *r = rounds->pdata[i];
        if (r->sheet == sheet->id && !put_round(w, cohort, r, form, out, error))
            return false;
    }
    fputs(out->str, stdout);
    return true;
}

/* --- the list --- */

/* How many were asked, and how many have answered all. */
static bool count(Workspace *w, const Cohort *cohort, const SheetRound *r, int *people, int *done, GError **error)
{
    g_autoptr(SheetForm) form = sheet_form_read(r->text, error);
    g_autoptr(GArray) ids = form ? enrolment_list(w->store, cohort->id, error) : NULL;
    *people = *done = 0;
    for (guint i = 0; ids && i < ids->len; i++) {
        g_autoptr(GHashTable) values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
        Row row = { .values = values };
        g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, g_array_index(ids, int64_t, i), error);
        if (!e || !sheet_answers(w->store, r->id, e->id, take_value, &row, error))
            return false;
        *people += asked(e) || row.last;
        *done += g_hash_table_size(values) == form->fields->len;
    }
    return ids != NULL;
}

static bool add_round(
    Workspace *w, const Cohort *cohort, const SheetRound *r, const char *name, int64_t now, cJSON *list, GError **error)
{
    int people = 0, done = 0;
    if (!count(w, cohort, r, &people, &done, error))
        return false;
    g_autofree char *due = civil_local_text(cohort_zone(cohort), r->due);
    g_autofree char *closes = civil_local_text(cohort_zone(cohort), r->closes);
    cJSON *one = json_put(json_put(json_put(cJSON_CreateObject(), "form", name), "round", r->label), "due", due);
    json_put_bool(json_put_bool(json_put(one, "closes", closes), "open", r->closes > now), "monthly", r->again != 0);
    json_put_item(list, NULL, json_put_int(json_put_int(one, "people", people), "complete", done));
    return true;
}

/* `only` (may be NULL): of that form. */
static cJSON *collect(Workspace *w, const Cohort *cohort, const Sheet *only, int64_t now, GError **error)
{
    g_autoptr(cJSON) list = cJSON_CreateArray();
    g_autoptr(GPtrArray) forms = sheet_list(w->store, cohort->id, error);
    g_autoptr(GPtrArray) rounds = forms ? sheet_rounds(w->store, cohort->id, error) : NULL;
    for (guint f = 0; rounds && f < forms->len; f++) {
        const Sheet *sheet = forms->pdata[f];
        int n = 0;
        if (only && only->id != sheet->id)
            continue;
        for (guint i = 0; i < rounds->len; i++) {
            const SheetRound *r = rounds->pdata[i];
            if (r->sheet == sheet->id && (++n, !add_round(w, cohort, r, sheet->name, now, list, error)))
                return NULL;
        }
        if (n == 0)
            json_put_item(list, NULL, json_put(cJSON_CreateObject(), "form", sheet->name));
    }
    return rounds ? g_steal_pointer(&list) : NULL;
}

static void print_one(const cJSON *one)
{
    const char *label = json_string(one, "round");
    if (!label) {
        printf("%-16s not asked yet\n", json_string(one, "form"));
        return;
    }
    printf("%-16s %-10s %d of %d complete; due %s, %s %s%s\n", json_string(one, "form"), label,
        (int)json_int(one, "complete", 0), (int)json_int(one, "people", 0), json_string(one, "due"),
        json_bool(one, "open", false) ? "corrections until" : "closed", json_string(one, "closes"),
        json_bool(one, "monthly", false) ? "; asked anew each month" : "");
}

bool cmd_forms(Cli *cli, GError **error)
{
    const char *name = cli_arg(cli, 1);
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!cohort)
        return false;
    if (cli_switch(cli, "csv") && !name) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "say which form: baraza forms %s FORM --csv", cohort->name);
        return false;
    }
    g_autoptr(GError) fault = NULL;
    g_autoptr(Sheet) sheet = name ? sheet_find(w->store, cohort->id, name, &fault) : NULL;
    if (name && !sheet && !fault)
        g_set_error(&fault, BARAZA_ERROR, BARAZA_ERROR_MISSING, "cohort %s has no form \"%s\"", cohort->name, name);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (cli_switch(cli, "csv"))
        return print_csv(w, cohort, sheet, error);
    if (sheet && !cli_switch(cli, "json")) {
        fputs(sheet->text, stdout);
        return true;
    }
    g_autoptr(cJSON) list = collect(w, cohort, sheet, cli->clock.now, error);
    if (list)
        cli_print_list(cli, list, print_one, "this cohort has no form; baraza forms add COHORT NAME FILE keeps one");
    return list != NULL;
}

bool cmd_forms_add(Cli *cli, GError **error)
{
    g_autofree char *text = cli_read_text(cli_arg(cli, 2), 1u << 16, error);
    if (!text)
        return false;
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "form", cli_arg(cli, 1));
    json_put_bool(json_put(params, "text", text), "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) r = workspace_change(cli, "form.add", params, error);
    if (!r) {
        if (error && *error && g_str_has_prefix((*error)->message, "line "))
            g_prefix_error(error, "%s: ", cli_arg(cli, 2));
        return false;
    }
    if (cli_said_json(cli, r))
        return true;
    int fields = (int)json_int(r, "fields", 0);
    printf("%s: form %s, \"%s\", %d question%s, %s\n", json_string(r, "cohort"), json_string(r, "form"),
        json_string(r, "title"), fields, fields == 1 ? "" : "s",
        cli_switch(cli, "dry-run") ? "would be kept" : "is kept");
    return true;
}

bool cmd_forms_open(Cli *cli, GError **error)
{
    if (!cli_option(cli, "due")) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "say when it is due: baraza forms open %s %s --due \"2026-12-05 18:00\"", cli_arg(cli, 0), cli_arg(cli, 1));
        return false;
    }
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "form", cli_arg(cli, 1));
    static const char *const texts[] = { "due", "closes", "label" };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        json_put(params, texts[i], cli_option(cli, texts[i]));
    json_put_bool(params, "monthly", cli_switch(cli, "monthly"));
    g_autoptr(cJSON) r =
        workspace_change(cli, "form.open", json_put_bool(params, "dry_run", cli_switch(cli, "dry-run")), error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    printf("%s: %s %s %s %d people; due %s, corrections until %s%s\n", json_string(r, "cohort"), json_string(r, "form"),
        json_string(r, "label"), cli_switch(cli, "dry-run") ? "would be asked of" : "is asked of",
        (int)json_int(r, "people", 0), json_string(r, "due"), json_string(r, "closes"),
        json_bool(r, "monthly", false) ? "; anew each month" : "");
    if (json_string(r, "looks"))
        printf("\n%s\n", json_string(r, "looks"));
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The delivery ledger: each message owed to a learner, where it is and why, in a sentence. Learners appear by id, never
 * by number or name. */
#include "csv.h"
#include "outbox.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    Store *store;
    GHashTable *learners; /* enrolment -> "L42 s3k..." */
    const CivilZone *zone;
    bool only_failed, csv;
    cJSON *list;  /* or NULL */
    GString *out; /* of csv */
    int count;
} Ledger;

static const char *reason_sentence(const OutboxLine *line)
{
    for (int i = 0; strcmp(line->place, "done") == 0 && i < DONE_REASONS; i++)
        if (strcmp(done_reason_name((DoneReason)i), line->reason) == 0)
            return i == DONE_ACCEPTED && strcmp(line->status, "failed") == 0
                       ? "WhatsApp took it and could not deliver it."
                       : done_reason_sentence((DoneReason)i);
    if (strcmp(line->place, "queue") == 0)
        return "It goes as soon as its turn comes.";
    return strcmp(line->reason, "unknown") == 0
               ? "It was handed over and the answer was lost; its delivery status will tell."
               : "It is being handed to WhatsApp now.";
}

/* In a sentence; *ahead: the message that holds it back, or 0. Given. */
static char *why(const Ledger *l, const OutboxLine *line, int64_t *ahead)
{
    *ahead = 0;
    return strcmp(line->place, "held") == 0 ? outbox_why_held(l->store, line, ahead) : g_strdup(reason_sentence(line));
}

static bool has_failed(const OutboxLine *line)
{
    return strcmp(line->place, "done") == 0 &&
           (strcmp(line->reason, done_reason_name(DONE_ACCEPTED)) != 0 || strcmp(line->status, "failed") == 0);
}

static char *instant(int64_t utc)
{
    return utc ? civil_utc_text(utc) : NULL;
}

static void add_json(Ledger *l, const OutboxLine *line, char *const *who)
{
    int64_t ahead = 0;
    g_autofree char *sentence = why(l, line, &ahead);
    cJSON *one = json_put_int(cJSON_CreateObject(), "id", line->id);
    json_put(json_put(json_put(one, "learner", who[0]), "study_id", who[1]), "key", line->key);
    json_put(json_put(one, "step", *line->step ? line->step : NULL), "kind", owed_rule((OwedKind)line->kind)->name);
    json_put(json_put(one, "lane", lane_name((Lane)line->lane)), "place", line->place);
    json_put(json_put(one, "status", line->status), "reason", line->reason);
    json_put(json_put(one, "sentence", sentence), "detail", *line->detail ? line->detail : NULL);
    if (ahead)
        json_put_int(one, "behind", ahead);
    const struct {
        const char *name;
        int64_t at;
    } times[] = { { "created", line->created }, { "at", line->at }, { "until", line->until }, { "sent", line->sent_at },
        { "delivered", line->delivered_at }, { "read", line->read_at }, { "failed", line->failed_at } };
    for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
        g_autofree char *text = instant(times[i].at);
        json_put(one, times[i].name, text);
    }
    json_put(json_put_int(json_put_int(one, "code", line->code), "attempt", line->attempt), "wamid",
        *line->wamid ? line->wamid : NULL);
    if (*line->category)
        json_put_bool(json_put(one, "priced_as", line->category), "billed", line->billed);
    json_put_item(l->list, NULL, json_put_bool(one, "duplicate", line->duplicate));
}

static void add_csv(Ledger *l, const OutboxLine *line, char *const *who)
{
    int64_t ahead = 0;
    g_autofree char *sentence = why(l, line, &ahead);
    const int64_t times[] = { line->created, line->at, line->until, line->sent_at, line->delivered_at, line->read_at,
        line->failed_at };
    const char *const texts[] = { who[0], who[1], line->key, line->step, owed_rule((OwedKind)line->kind)->name,
        lane_name((Lane)line->lane), line->place, line->status, line->reason, sentence, line->detail };
    csv_put_int(l->out, line->id);
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        csv_put(l->out, texts[i]);
    for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
        g_autofree char *text = instant(times[i]);
        csv_put(l->out, text ? text : "");
    }
    csv_put_int(l->out, line->code);
    csv_put_int(l->out, line->attempt);
    csv_put(l->out, line->wamid);
    csv_put(l->out, line->category);
    csv_put(l->out, !*line->category ? "" : line->billed ? "yes" : "no");
    csv_end_row(l->out);
}

static void print_line(Ledger *l, const OutboxLine *line, char *const *who)
{
    int64_t ahead = 0;
    g_autofree char *at = civil_local_text(l->zone, line->at ? line->at : line->created);
    g_autofree char *sentence = why(l, line, &ahead);
    printf("%-8" G_GINT64_FORMAT " %-8s %-16s %-6s %-10s %-17s %s", line->id, who[0],
        *line->step ? line->step : owed_rule((OwedKind)line->kind)->name, line->place,
        *line->status ? line->status : line->reason, at, sentence);
    if (*line->detail || line->code)
        printf(" (%s%s%.0d)", line->detail,
            *line->detail && line->code ? ", code "
            : line->code                ? "code "
                                        : "",
            line->code);
    putchar('\n');
}

static bool take_line(const OutboxLine *line, gpointer data)
{
    Ledger *l = data;
    if (l->only_failed && !has_failed(line))
        return true;
    const char *known = g_hash_table_lookup(l->learners, &line->enrolment);
    g_auto(GStrv) who = g_strsplit(known ? known : "? ?", " ", 2);
    l->count++;
    if (l->list)
        add_json(l, line, who);
    else if (l->csv)
        add_csv(l, line, who);
    else
        print_line(l, line, who);
    return true;
}

/* Ids of all learners; *only gets the enrolment of the one that was asked for. */
static bool read_learners(
    Workspace *w, const Cohort *cohort, const char *asked, Ledger *l, int64_t *only, GError **error)
{
    g_autoptr(GArray) ids = enrolment_list(w->store, cohort->id, error);
    for (guint i = 0; ids && i < ids->len; i++) {
        g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, g_array_index(ids, int64_t, i), error);
        if (!e)
            return false;
        int64_t *key = g_new(int64_t, 1);
        *key = e->id;
        char *text = g_strdup_printf("L%" G_GINT64_FORMAT " %s", e->learner, e->study_id);
        gsize n = strcspn(text, " ");
        if (asked &&
            ((strlen(asked) == n && g_ascii_strncasecmp(asked, text, n) == 0) || g_str_equal(asked, e->study_id)))
            *only = e->id;
        g_hash_table_insert(l->learners, key, text);
    }
    if (ids && asked && !*only)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING,
            "there is no learner %s in %s; ids look like L42, or are the study id", asked, cohort->name);
    return ids && (!asked || *only);
}

static void print_head(Ledger *l)
{
    static const char *const names[] = { "id", "learner", "study_id", "key", "step", "kind", "lane", "place", "status",
        "reason", "sentence", "detail", "created", "at", "until", "sent", "delivered", "read", "failed", "code",
        "attempt", "wamid", "priced_as", "billed" };
    if (l->list)
        return;
    if (!l->csv) {
        printf("%-8s %-8s %-16s %-6s %-10s %-17s %s\n", "ID", "LEARNER", "STEP", "PLACE", "STATUS", "TIME", "WHY");
        return;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        csv_put(l->out, names[i]);
    csv_end_row(l->out);
}

bool cmd_ledger(Cli *cli, GError **error)
{
    if (cli_switch(cli, "csv") && cli_switch(cli, "json")) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--csv or --json, not both");
        return false;
    }
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(GHashTable) learners = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    g_autoptr(cJSON) list = cli_switch(cli, "json") ? cJSON_CreateArray() : NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    Ledger l = { .learners = learners,
        .store = w ? w->store : NULL,
        .only_failed = cli_switch(cli, "failed"),
        .csv = cli_switch(cli, "csv"),
        .list = list,
        .out = out };
    int64_t only = 0;
    if (!cohort || !read_learners(w, cohort, cli_option(cli, "learner"), &l, &only, error) ||
        !(l.zone = civil_zone(cohort->zone, error)))
        return false;
    print_head(&l);
    if (!outbox_each(w->store, cohort->id, only, take_line, &l, error))
        return false;
    if (list)
        cli_print_json(list);
    else if (l.csv)
        fputs(out->str, stdout);
    else
        printf("%d message%s%s\n", l.count, l.count == 1 ? "" : "s", l.only_failed ? " not delivered" : "");
    return true;
}

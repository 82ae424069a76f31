/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each column is, once: the report's own codebook and the columns of the tables that only an export has.
 * Everything that describes the files (codebook, package, scripts) is made from this list. */
#include "export_priv.h"

#include <string.h>

#define MOVED "ISO 8601, UTC, moved by whole weeks: course day 1 is in the week of 2000-01-03"

typedef struct {
    const char *file, *name, *label, *type, *values;
} Own;

static const Own own[] = {
    { "replies.csv", "from", "study id of the one who answers, or facilitator", "text", "" },
    { "replies.csv", "to", "study id of the one who is answered, or facilitator", "text", "" },
    { "replies.csv", "room", "room", "text", "" },
    { "replies.csv", "replies", "how often", "integer", "" },
    { "replies.csv", "first_at", "the first time", "time", MOVED },
    { "ledger.csv", "learner_id", "study id", "text", "" },
    { "ledger.csv", "step", "step of the course, blank for none", "text", "" },
    { "ledger.csv", "kind", "kind of message", "text", "" },
    { "ledger.csv", "lane", "lane in which it goes", "text", "" },
    { "ledger.csv", "place", "where it is", "text", "queue held lease done" },
    { "ledger.csv", "status", "the furthest that WhatsApp told", "text", "accepted sent delivered read played failed" },
    { "ledger.csv", "reason", "why it is held, or how it ended", "text", "" },
    { "ledger.csv", "created_at", "owed since", "time", MOVED },
    { "ledger.csv", "tried_at", "next or last try", "time", MOVED },
    { "ledger.csv", "until_at", "of no use after", "time", MOVED },
    { "ledger.csv", "sent_at", "sent", "time", MOVED },
    { "ledger.csv", "delivered_at", "delivered to the phone", "time", MOVED },
    { "ledger.csv", "read_at", "read; blank also where the learner hides it", "time", MOVED },
    { "ledger.csv", "failed_at", "failed", "time", MOVED },
    { "ledger.csv", "code", "code of the platform's error, 0 for none", "integer", "" },
    { "ledger.csv", "attempts", "times handed over", "integer", "" },
    { "attendance.csv", "learner_id", "study id", "text", "" },
    { "attendance.csv", "event", "event of the course", "text", "" },
    { "attendance.csv", "starts_at", "when it begins", "time", MOVED },
    { "attendance.csv", "minutes", "how long it is", "integer", "" },
    { "attendance.csv", "comes", "whether she means to come; blank: not asked, or not said", "text", "yes maybe no" },
    { "attendance.csv", "present", "was there: by the number shown at the place, or marked by staff", "flag", "0 1" },
    { "attendance.csv", "noted_at", "when that was noted", "time", MOVED },
    { "certificates.csv", "learner_id", "study id", "text", "" },
    { "certificates.csv", "state", "state of the certificate", "text", "valid revoked replaced" },
    { "certificates.csv", "issued_at", "issued", "time", MOVED },
    { "certificates.csv", "completed_at", "the rule was met", "time", MOVED },
    { "certificates.csv", "revoked_at", "revoked", "time", MOVED },
    { "certificates.csv", "hours", "hours of learning", "number", "" },
    { "certificates.csv", "score", "score printed on it", "number", "0 to 100" },
};

static void column_free(gpointer data)
{
    ExportColumn *c = data;
    char *const texts[] = { c->file, c->name, c->label, c->type, c->values, c->version, c->key, c->objective };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_free(c);
}

static ExportColumn *add(GPtrArray *columns, const char *const *cells)
{
    ExportColumn *c = g_new0(ExportColumn, 1);
    char **const texts[] = { &c->file, &c->name, &c->label, &c->type, &c->values, &c->version, &c->key, &c->objective };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = g_strdup(cells[i]);
    g_ptr_array_add(columns, c);
    return c;
}

static void note(GPtrArray *columns, const char *name, const char *label, char *value)
{
    add(columns, (const char *const[]){ "*", name, label, "note", value, "", "", "" });
    g_free(value);
}

static void add_notes(const Exporting *x, GPtrArray *columns)
{
    const Export *out = x->out;
    note(columns, "study", "the study for which ids were made; other studies have others", g_strdup(x->plan->study));
    note(columns, "learners", "learners in these files, of those enrolled",
        g_strdup_printf("%d of %d", out->learners, out->enrolled));
    note(columns, "left_out", "learners left out: no consent to research in force",
        g_strdup_printf("%d", out->left_out));
    note(columns, "left_posts", "their posts, left out", g_strdup_printf("%d", out->left_posts));
    note(columns, "left_rows",
        "their tests, quizzes, votes, tasks, events, work, reviews by or of them, whom they knew and who knew them, "
        "and stays in circles, left out",
        g_strdup_printf("%d", out->left_rows));
    note(columns, "tombstones", "posts, work, comments on it and words in surveys without text: it may not be kept",
        g_strdup_printf("%d", out->tombstones));
    note(columns, "replaced",
        "places in texts replaced by [id], [name], [staff], [number], [date], [place] or [e-mail]",
        g_strdup_printf("%d", out->replaced));
    note(columns, "k", "every combination of cadre, facility, sex, age band and country is shared by so many learners",
        g_strdup_printf("%d", MIN(x->plan->k, out->learners)));
    note(columns, "suppressed", "value of a learner that was hidden for k",
        g_strdup_printf("%d values", out->suppressed));
    note(columns, "other", "value of a learner that was made coarser for k",
        g_strdup_printf("%d values", out->generalised));
}

/* The report's codebook, without the notes that an export tells by itself. */
static bool add_report(const Exporting *x, GPtrArray *columns, GError **error)
{
    static const char *const told[] = { "purpose", "learners", "left_out", "tombstones", NULL };
    GString *text = report_csv_codebook(x->data, REPORT_RESEARCH);
    g_autoptr(CsvTable) table = csv_parse(text->str, text->len, "codebook.csv", error);
    g_string_free(text, TRUE);
    for (guint r = 1; table && r < csv_rows(table); r++) {
        const char *cells[8];
        for (guint c = 0; c < G_N_ELEMENTS(cells); c++)
            cells[c] = csv_cell(table, r, c);
        if (strcmp(cells[0], "*") == 0 && g_strv_contains(told, cells[1]))
            continue;
        if (strcmp(cells[3], "time") == 0)
            cells[4] = MOVED;
        if (strcmp(cells[1], "reply_basis") == 0)
            cells[4] = "quote number inferred none left_out";
        add(columns, cells);
    }
    return table != NULL;
}

GPtrArray *export_columns(const Exporting *x, GError **error)
{
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(column_free);
    add_notes(x, columns);
    if (!add_report(x, columns, error))
        return NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
        add(columns,
            (const char *const[]){ own[i].file, own[i].name, own[i].label, own[i].type, own[i].values, "", "", "" });
    return g_steal_pointer(&columns);
}

void export_codebook(Exporting *x, const GPtrArray *columns)
{
    GString *out = g_string_new("file,name,label,type,values,item_version,key,objective\r\n");
    for (guint i = 0; i < columns->len; i++) {
        const ExportColumn *c = columns->pdata[i];
        const char *const cells[] = { c->file, c->name, c->label, c->type, c->values, c->version, c->key,
            c->objective };
        for (gsize t = 0; t < G_N_ELEMENTS(cells); t++)
            csv_put(out, cells[t]);
        csv_end_row(out);
    }
    export_put(x, "codebook.csv", out);
}

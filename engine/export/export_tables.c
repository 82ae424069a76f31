/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that the report does not have: who answers whom, what became of each message, what was earned. No id of
 * the database, no id of WhatsApp (it holds the number) and no code of a certificate (it can be looked up) is in them.
 */
#include "certify.h"
#include "export_priv.h"
#include "outbox.h"
#include "xml.h"

#include <math.h>
#include <string.h>

static void put_time(GString *out, int64_t utc)
{
    g_autofree char *text = utc ? civil_utc_text(utc) : NULL;
    csv_put(out, text ? text : "");
}

static void put_row(GString *out, const char *const *cells, gsize n)
{
    for (gsize i = 0; i < n; i++)
        csv_put(out, cells[i] ? cells[i] : "");
}

/* --- who answers whom --- */

typedef struct {
    const char *from, *to, *room;
    int replies;
    int64_t first;
} Edge;

static const char *who(const ReportData *data, const ReportPost *post)
{
    return post->learner < 0 ? "facilitator" : ((const ReportLearner *)data->learners->pdata[post->learner])->study_id;
}

static int by_edge(gconstpointer a, gconstpointer b)
{
    const Edge *x = a, *y = b;
    int room = strcmp(x->room, y->room), from = strcmp(x->from, y->from);
    return room ? room : from ? from : strcmp(x->to, y->to);
}

/* Edge, each pair of a room once. Given. */
static GArray *edges_of(const ReportData *data)
{
    GArray *edges = g_array_new(FALSE, FALSE, sizeof(Edge));
    g_autoptr(GHashTable) posts = export_numbers(data),
                          known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < data->posts->len; i++) {
        const ReportPost *post = data->posts->pdata[i];
        const ReportPost *answered = export_answered(posts, post);
        if (!answered)
            continue;
        const char *room = post->room >= 0 ? ((const ReportRoom *)data->rooms->pdata[post->room])->name : "";
        Edge edge = { who(data, post), who(data, answered), room, 1, post->time };
        char *name = g_strdup_printf("%s %s %s", room, edge.from, edge.to);
        guint at = GPOINTER_TO_UINT(g_hash_table_lookup(known, name));
        if (at) {
            g_array_index(edges, Edge, at - 1).replies++;
            g_free(name);
        } else {
            g_array_append_val(edges, edge);
            g_hash_table_insert(known, name, GUINT_TO_POINTER(edges->len));
        }
    }
    g_array_sort(edges, by_edge);
    return edges;
}

static void graph_value(XmlWriter *w, const char *key, const char *text)
{
    if (!text || !*text)
        return;
    xml_open(w, "data", "key", key, NULL);
    xml_put(w, text);
    xml_close(w);
}

static void graph_node(XmlWriter *w, const ReportData *data, const ReportLearner *l)
{
    const ReportRoom *room = l && l->room >= 0 ? data->rooms->pdata[l->room] : NULL;
    xml_open(w, "node", "id", l ? l->study_id : "facilitator", NULL);
    graph_value(w, "role", l ? "learner" : "facilitator");
    graph_value(w, "room", room ? room->name : NULL);
    graph_value(w, "cadre", l ? l->cadre : NULL);
    graph_value(w, "sex", l ? l->sex : NULL);
    graph_value(w, "facility", l ? l->facility : NULL);
    xml_close(w);
}

static GString *graphml(const ReportData *data, const GArray *edges)
{
    static const char *const keys[][3] = { { "role", "node", "string" }, { "room", "node", "string" },
        { "cadre", "node", "string" }, { "sex", "node", "string" }, { "facility", "node", "string" },
        { "replies", "edge", "int" }, { "in_room", "edge", "string" } };
    XmlWriter *w = xml_writer_new();
    xml_open(w, "graphml", "xmlns", "http://graphml.graphdrawing.org/xmlns", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
        xml_empty(
            w, "key", "id", keys[i][0], "for", keys[i][1], "attr.name", keys[i][0], "attr.type", keys[i][2], NULL);
    xml_open(w, "graph", "id", "replies", "edgedefault", "directed", NULL);
    graph_node(w, data, NULL);
    for (guint i = 0; i < data->learners->len; i++)
        graph_node(w, data, data->learners->pdata[i]);
    for (guint i = 0; i < edges->len; i++) {
        const Edge *edge = &g_array_index(edges, Edge, i);
        g_autofree char *n = g_strdup_printf("%d", edge->replies);
        xml_open(w, "edge", "source", edge->from, "target", edge->to, NULL);
        graph_value(w, "replies", n);
        graph_value(w, "in_room", edge->room);
        xml_close(w);
    }
    xml_close(w);
    xml_close(w);
    Markup *markup = xml_writer_end(w);
    GString *text = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    g_string_append(text, markup_text(markup));
    g_string_append_c(text, '\n');
    markup_free(markup);
    return text;
}

void export_network(Exporting *x)
{
    g_autoptr(GArray) edges = edges_of(x->data);
    GString *out = g_string_new(NULL);
    static const char *const head[] = { "from", "to", "room", "replies", "first_at" };
    put_row(out, head, G_N_ELEMENTS(head));
    csv_end_row(out);
    for (guint i = 0; i < edges->len; i++) {
        const Edge *edge = &g_array_index(edges, Edge, i);
        const char *const cells[] = { edge->from, edge->to, edge->room };
        put_row(out, cells, G_N_ELEMENTS(cells));
        csv_put_int(out, edge->replies);
        put_time(out, edge->first);
        csv_end_row(out);
    }
    export_put(x, "replies.csv", out);
    export_put(x, "replies.graphml", graphml(x->data, edges));
}

/* --- rows of people, sorted by their id --- */

typedef struct {
    Exporting *x;
    GPtrArray *rows; /* char *, each with its end of line; begins with the id, so their order is the id's */
    GError *fault;
} Rows;

static const ReportLearner *in_it(const Exporting *x, int64_t enrolment)
{
    return g_hash_table_lookup(x->people, &enrolment);
}

static int by_id(gconstpointer a, gconstpointer b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    return strncmp(x, y, strcspn(x, ","));
}

static void put_rows(Exporting *x, const char *name, const char *const *head, gsize n, Rows *rows)
{
    GString *out = g_string_new(NULL);
    put_row(out, head, n);
    csv_end_row(out);
    g_ptr_array_sort(rows->rows, by_id); /* stable: g_ptr_array_sort is a merge sort */
    for (guint i = 0; i < rows->rows->len; i++)
        g_string_append(out, rows->rows->pdata[i]);
    export_put(x, name, out);
}

static bool add_message(const OutboxLine *line, gpointer data)
{
    Rows *rows = data;
    const ReportLearner *l = in_it(rows->x, line->enrolment);
    if (!l)
        return true;
    GString *out = g_string_new(NULL);
    const char *const cells[] = { l->study_id, line->step, owed_rule((OwedKind)line->kind)->name,
        lane_name((Lane)line->lane), line->place, line->status, line->reason };
    const int64_t times[] = { line->created, line->at, line->until, line->sent_at, line->delivered_at, line->read_at,
        line->failed_at };
    put_row(out, cells, G_N_ELEMENTS(cells));
    for (gsize i = 0; i < G_N_ELEMENTS(times); i++)
        put_time(out, export_time(rows->x, times[i]));
    csv_put_int(out, line->code);
    csv_put_int(out, line->attempt);
    csv_end_row(out);
    g_ptr_array_add(rows->rows, g_string_free(out, FALSE));
    return true;
}

bool export_ledger(Exporting *x, GError **error)
{
    static const char *const head[] = { "learner_id", "step", "kind", "lane", "place", "status", "reason", "created_at",
        "tried_at", "until_at", "sent_at", "delivered_at", "read_at", "failed_at", "code", "attempts" };
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
    Rows rows = { x, list, NULL };
    if (!outbox_each(context_store(x->context), x->cohort->id, 0, add_message, &rows, error))
        return false;
    put_rows(x, "ledger.csv", head, G_N_ELEMENTS(head), &rows);
    return true;
}

static bool add_certificate(const Certificate *c, gpointer data)
{
    Rows *rows = data;
    const ReportLearner *l = in_it(rows->x, c->enrolment);
    if (!l || !c->printed)
        return true;
    g_autoptr(cJSON) paper = certify_paper(rows->x->context, c, &rows->fault);
    if (!paper)
        return false;
    GString *out = g_string_new(NULL);
    csv_put(out, l->study_id);
    csv_put(out, c->replaced_by ? "replaced" : c->revoked ? "revoked" : "valid");
    put_time(out, export_time(rows->x, c->issued));
    put_time(out, export_time(rows->x, json_int(paper, "completed", 0)));
    put_time(out, export_time(rows->x, c->revoked));
    csv_put_double(out, (double)json_int(paper, "minutes", 0) / 60);
    csv_put_double(out, 100 * json_double(paper, "score", NAN));
    csv_end_row(out);
    g_ptr_array_add(rows->rows, g_string_free(out, FALSE));
    return true;
}

bool export_certificates(Exporting *x, GError **error)
{
    static const char *const head[] = { "learner_id", "state", "issued_at", "completed_at", "revoked_at", "hours",
        "score" };
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
    Rows rows = { x, list, NULL };
    bool read = certificate_each(context_store(x->context), x->cohort->id, add_certificate, &rows, error);
    if (rows.fault) {
        g_propagate_error(error, rows.fault);
        return false;
    }
    if (read)
        put_rows(x, "certificates.csv", head, G_N_ELEMENTS(head), &rows);
    return read;
}

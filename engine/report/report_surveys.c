/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to surveys as files: wide.csv's columns of them, surveys.csv with a row an answer, the codebook's rows. What
 * a learner typed is her own words like a post's: without her leave to keep posts it is not there. */
#include "csv_rows.h"

#include <string.h>

const CsvColumn reply_columns[] = {
    { "learner_id", "study id", "text", "" },
    { "survey", "step", "text", "" },
    { "item", "question", "text", "" },
    { "item_version", "version of the question", "integer", "" },
    { "question", "the question in words, in the language of the course", "text", "" },
    { "kind", "what is answered", "text", "one several order number words" },
    { "answer", "option ids chosen, the number, or the words", "text", "" },
    { "label", "the options chosen in words, in the language of the course", "text", "" },
    { "missing", "why there is no answer", "text", "reason" },
    { "asked_at", "question sent", "time", "ISO 8601, UTC" },
    { "answered_at", "answer received", "time", "ISO 8601, UTC" },
    { "tz", "time zone of the cohort", "text", "IANA" },
};
const guint n_reply_columns = G_N_ELEMENTS(reply_columns);

static const char *const ask_names[] = { "one", "several", "order", "number", "words" };
G_STATIC_ASSERT(G_N_ELEMENTS(ask_names) == ASKS);

const char *report_ask_name(ReportAsk ask)
{
    return ask_names[ask];
}

static bool is_part_of_id(char c)
{
    return g_ascii_isalnum(c) || c == '_' || c == '-' || c == '.';
}

/* Whether the text has the id as a word. */
static bool names(const char *text, const char *id)
{
    gsize size = strlen(id);
    for (const char *at = text ? strstr(text, id) : NULL; at; at = strstr(at + 1, id)) {
        bool ends = !is_part_of_id(at[size]) || (at[size] == '.' && !is_part_of_id(at[size + 1]));
        if ((at == text || !is_part_of_id(at[-1])) && ends)
            return true;
    }
    return false;
}

bool report_survey_sealed(const ReportData *data, const char *step)
{
    return report_is_blind(data) && (data->compared || data->arms->len > 1 || names(data->primary, step));
}

static bool is_kept(const ReportData *data, const ReportReply *reply)
{
    const ReportQuestion *q = data->questions->pdata[reply->question];
    return q->ask != ASK_WORDS || ((const ReportLearner *)data->learners->pdata[reply->learner])->may_posts;
}

/* What may be told of it, or NULL. */
static const char *told(const ReportData *data, const ReportReply *reply)
{
    const ReportQuestion *q = data->questions->pdata[reply->question];
    return report_survey_sealed(data, q->step) || !is_kept(data, reply) ? NULL : reply->answer;
}

/* Cohorts that were asked it in different ways have a column each. Given. */
static char *column_of(const ReportData *data, guint at)
{
    const ReportQuestion *q = data->questions->pdata[at];
    int same = 1;
    for (guint i = 0; i < at; i++) {
        const ReportQuestion *other = data->questions->pdata[i];
        same += g_str_equal(other->step, q->step) && g_str_equal(other->item, q->item);
    }
    return same == 1 ? g_strdup_printf("survey_%s_%s", q->step, q->item)
                     : g_strdup_printf("survey_%s_%s_%d", q->step, q->item, same);
}

void csv_surveys_head(GString *out, const ReportData *data)
{
    for (guint q = 0; q < data->questions->len; q++) {
        g_autofree char *name = column_of(data, q);
        csv_put(out, name);
    }
}

const ReportReply **csv_replies(const ReportData *data)
{
    const ReportReply **all = g_new0(const ReportReply *, (gsize)data->learners->len * data->questions->len + 1);
    for (guint i = 0; i < data->replies->len; i++) {
        const ReportReply *reply = data->replies->pdata[i];
        const ReportReply **at = all + (gsize)reply->learner * data->questions->len + (gsize)reply->question;
        if (!*at || !(*at)->answer)
            *at = reply;
    }
    return all;
}

void csv_surveys_row(GString *out, const ReportData *data, const ReportReply *const *replies, int learner)
{
    for (guint q = 0; q < data->questions->len; q++) {
        const ReportReply *reply = replies[(gsize)learner * data->questions->len + q];
        const char *text = reply ? told(data, reply) : NULL;
        csv_put(out, text ? text : "");
    }
}

/* "Agree; Not sure" for "d c". Given. */
static char *label_of(const ReportQuestion *q, const char *answer)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_auto(GStrv) ids = g_strsplit(q->codes->len ? answer : "", " ", -1);
    for (guint i = 0; ids[i]; i++) {
        guint at = 0;
        if (g_ptr_array_find_with_equal_func(q->codes, ids[i], g_str_equal, &at))
            g_string_append_printf(text, "%s%s", text->len ? "; " : "", (const char *)q->labels->pdata[at]);
    }
    return g_strdup(text->str);
}

static const char *why_blank(const ReportData *data, const ReportReply *reply)
{
    const ReportQuestion *q = data->questions->pdata[reply->question];
    bool answered = reply->answer || reply->answered;
    if (answered && report_survey_sealed(data, q->step))
        return "blinded";
    if (answered && (!is_kept(data, reply) || !reply->answer))
        return "not_kept";
    return report_missing_name(reply->missing);
}

static void put_reply(GString *out, const ReportData *data, const ReportReply *reply)
{
    const ReportLearner *l = data->learners->pdata[reply->learner];
    const ReportQuestion *q = data->questions->pdata[reply->question];
    const char *answer = told(data, reply);
    g_autofree char *label = label_of(q, answer ? answer : "");
    const char *const who[] = { l->study_id, q->step, q->item };
    put_texts(out, who, G_N_ELEMENTS(who));
    csv_put_int(out, q->version);
    const char *const what[] = { q->text, ask_names[q->ask], answer, label, why_blank(data, reply) };
    put_texts(out, what, G_N_ELEMENTS(what));
    csv_put_time(out, reply->asked);
    csv_put_time(out, reply->answered);
    csv_put(out, data->zone ? data->zone : "");
    csv_end_row(out);
}

GString *report_csv_surveys(const ReportData *data, ReportPurpose purpose)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n_reply_columns; i++)
        csv_put(out, reply_columns[i].name);
    csv_end_row(out);
    for (guint i = 0; i < data->replies->len; i++) {
        const ReportReply *reply = data->replies->pdata[i];
        if (row_is_in(data->learners->pdata[reply->learner], purpose))
            put_reply(out, data, reply);
    }
    return out;
}

/* "a: Agree; b: Not sure", or the unit of a number. Given. */
static char *values_of(const ReportQuestion *q)
{
    g_autoptr(GString) text = g_string_new(q->unit ? q->unit : "");
    for (guint i = 0; i < q->codes->len; i++)
        g_string_append_printf(text, "%s%s: %s", text->len ? "; " : "", (const char *)q->codes->pdata[i],
            (const char *)q->labels->pdata[i]);
    return g_strdup(text->str);
}

void csv_surveys_book(GString *out, const ReportData *data)
{
    for (guint i = 0; i < data->questions->len; i++) {
        const ReportQuestion *q = data->questions->pdata[i];
        g_autofree char *name = column_of(data, i), *values = values_of(q),
                        *version = g_strdup_printf("%d", q->version);
        const char *const cells[] = { "wide.csv", name, q->text ? q->text : "",
            q->ask == ASK_NUMBER ? "number" : "text", values, version, "", "" };
        put_texts(out, cells, G_N_ELEMENTS(cells));
        csv_end_row(out);
    }
    for (guint i = 0; i < n_reply_columns; i++)
        csv_book_row(out, "surveys.csv", reply_columns[i].name, reply_columns[i].label, reply_columns[i].type,
            reply_columns[i].values);
}

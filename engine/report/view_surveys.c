/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What learners answered to surveys. Nothing that one of few said is told: a question with fewer than five answers is
 * not, nor is an option that one to four chose, nor what would give it away by subtraction: another option, or the mean
 * and SD of a scale. Words are counted only. */
#include "report_priv.h"

#include <string.h>

/* What was said to one question. */
typedef struct {
    int asked, answered, *chosen; /* chosen: by option */
    bool *hidden;
    double *values;
    int n; /* values */
} Said;

static void said_clear(Said *said)
{
    g_free(said->chosen);
    g_free(said->hidden);
    g_free(said->values);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Said, said_clear)

static void take(Said *said, const ReportQuestion *q, const ReportReply *reply)
{
    bool answered = reply->answer || reply->answered;
    said->asked += reply->asked != 0;
    said->answered += answered;
    if (q->ask == ASK_NUMBER && reply->answer)
        said->values[said->n++] = g_ascii_strtod(reply->answer, NULL);
    g_auto(GStrv) ids = g_strsplit(reply->answer && q->codes->len ? reply->answer : "", " ", -1);
    for (guint i = 0; ids[i]; i++) {
        guint at = 0;
        if (!g_ptr_array_find_with_equal_func(q->codes, ids[i], g_str_equal, &at))
            continue;
        said->chosen[at]++;
        if (q->rating)
            said->values[said->n++] = g_array_index(q->values, double, at);
    }
}

/* Options of which few are told; where one answer each is given the rest would tell them, so that more are hidden until
 * those hidden are five people and two options at least. */
static void hide_few(Said *said, const ReportQuestion *q)
{
    int people = 0, options = 0;
    for (guint i = 0; i < q->codes->len; i++) {
        said->hidden[i] = said->chosen[i] > 0 && said->chosen[i] < SMALL_CELL;
        people += said->hidden[i] ? said->chosen[i] : 0;
        options += said->hidden[i];
    }
    while (q->ask == ASK_ONE && options > 0 && (options < 2 || people < SMALL_CELL)) {
        int least = -1;
        for (guint i = 0; i < q->codes->len; i++)
            if (!said->hidden[i] && (least < 0 || said->chosen[i] < said->chosen[least]) && said->chosen[i] > 0)
                least = (int)i;
        if (least < 0)
            return;
        said->hidden[least] = true;
        people += said->chosen[least];
        options++;
    }
}

static void put_options(cJSON *row, const ReportQuestion *q, const Said *said)
{
    cJSON *rows = view_array(row, "options");
    for (guint i = 0; i < q->codes->len && said->answered >= SMALL_CELL; i++) {
        cJSON *one = view_row(rows);
        double n = said->hidden[i] ? NAN : said->chosen[i];
        json_put(json_put(one, "id", q->codes->pdata[i]), "text", q->labels->pdata[i]);
        json_put_bool(one, "told", !said->hidden[i]);
        view_number(one, "n", "learners who chose it", n, "", 0);
        view_number(one, "share", "of those who answered", 100 * n / said->answered, PERCENT, 0);
        json_put_int(one, "bar", said->hidden[i] ? 0 : (int)(100.0 * said->chosen[i] / said->answered + .5));
    }
}

/* As people said it: 20 years and not 20.0. */
static void put_said(cJSON *row, const char *key, const char *name, double value)
{
    view_number(row, key, name, value, "", fmod(value, 1) != 0 ? 1 : 0);
}

static void put_values(cJSON *row, const ReportQuestion *q, const Said *said)
{
    bool told = said->n >= SMALL_CELL, whole = told;
    StatsSummary sum = stats_summary(said->values, said->n);
    for (guint i = 0; i < q->codes->len; i++)
        whole = whole && !said->hidden[i];
    json_put_int(row, "numbers", said->n);
    view_number(row, "mean", "mean", whole ? sum.mean : NAN, "", 1);
    view_number(row, "sd", "standard deviation", whole ? sum.sd : NAN, "", 1);
    put_said(row, "median", "median", told ? sum.median : NAN);
    put_said(row, "least", "smallest", told ? sum.min : NAN);
    put_said(row, "most", "largest", told ? sum.max : NAN);
}

static void put_question(cJSON *rows, const ReportData *data, guint question)
{
    const ReportQuestion *q = data->questions->pdata[question];
    g_auto(Said) said = { .chosen = g_new0(int, q->codes->len + 1),
        .hidden = g_new0(bool, q->codes->len + 1),
        .values = g_new0(double, data->replies->len + 1) };
    for (guint i = 0; i < data->replies->len; i++) {
        const ReportReply *reply = data->replies->pdata[i];
        if (reply->question == (int)question)
            take(&said, q, reply);
    }
    hide_few(&said, q);
    cJSON *row = view_row(rows);
    json_put(json_put(json_put(row, "id", q->item), "text", q->text), "kind", report_ask_name(q->ask));
    json_put(row, "unit", q->unit ? q->unit : "");
    json_put_int(json_put_int(row, "asked", said.asked), "answered", said.answered);
    json_put_bool(row, "few", said.answered < SMALL_CELL && q->ask != ASK_WORDS);
    json_put_bool(row, "chosen", (q->ask == ASK_ONE || q->ask == ASK_SEVERAL) && said.answered >= SMALL_CELL);
    json_put_bool(row, "several", q->ask == ASK_SEVERAL);
    json_put_bool(row, "words", q->ask == ASK_WORDS || q->ask == ASK_ORDER);
    json_put_bool(row, "counted", (q->ask == ASK_NUMBER || q->rating) && said.answered >= SMALL_CELL);
    if (q->ask == ASK_ONE || q->ask == ASK_SEVERAL)
        put_options(row, q, &said);
    if (q->ask == ASK_NUMBER || q->rating)
        put_values(row, q, &said);
}

/* Learners who were asked something of a survey, and who answered something. */
static void put_people(cJSON *row, const ReportData *data, const char *step)
{
    g_autofree bool *asked = g_new0(bool, data->learners->len + 1), *answered = g_new0(bool, data->learners->len + 1);
    int n_asked = 0, n_answered = 0;
    for (guint i = 0; i < data->replies->len; i++) {
        const ReportReply *reply = data->replies->pdata[i];
        if (!g_str_equal(((const ReportQuestion *)data->questions->pdata[reply->question])->step, step))
            continue;
        asked[reply->learner] |= reply->asked != 0;
        answered[reply->learner] |= reply->answer || reply->answered;
    }
    for (guint i = 0; i < data->learners->len; i++) {
        n_asked += asked[i];
        n_answered += answered[i];
    }
    json_put_int(json_put_int(row, "asked", n_asked), "answered", n_answered);
    view_number(row, "share", "of those asked", n_asked < SMALL_CELL ? NAN : 100.0 * n_answered / n_asked, PERCENT, 0);
}

static void put_survey(cJSON *rows, const ReportData *data, guint from)
{
    const ReportQuestion *first = data->questions->pdata[from];
    bool sealed = report_survey_sealed(data, first->step);
    cJSON *row = view_row(rows);
    json_put(json_put(row, "id", first->step), "title", first->title ? first->title : "");
    json_put_bool(row, "sealed", sealed);
    put_people(row, data, first->step);
    cJSON *questions = view_array(row, "questions");
    for (guint i = from; i < data->questions->len && !sealed; i++) {
        const ReportQuestion *q = data->questions->pdata[i];
        if (g_str_equal(q->step, first->step) && !q->promised)
            put_question(questions, data, i);
    }
}

void view_surveys(cJSON *view, const ReportData *data)
{
    cJSON *rows = view_array(view, "surveys");
    for (guint i = 0; i < data->questions->len; i++) {
        const char *step = ((const ReportQuestion *)data->questions->pdata[i])->step;
        bool known = false;
        for (guint j = 0; j < i && !known; j++)
            known = g_str_equal(((const ReportQuestion *)data->questions->pdata[j])->step, step);
        if (!known)
            put_survey(rows, data, i);
    }
    json_put_bool(view, "has_surveys", data->questions->len > 0);
}

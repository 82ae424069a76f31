/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Surveys: their questions in the order of the course, and what each learner who was asked said to each. */
#include "collect_priv.h"

#include <string.h>

static ReportAsk ask_of(const Item *item)
{
    static const ReportAsk kinds[ITEM_KINDS] = { [ITEM_SINGLE] = ASK_ONE,
        [ITEM_TRUEFALSE] = ASK_ONE,
        [ITEM_LIKERT] = ASK_ONE,
        [ITEM_MULTIPLE] = ASK_SEVERAL,
        [ITEM_MATCH] = ASK_ORDER,
        [ITEM_ORDER] = ASK_ORDER,
        [ITEM_NUMERIC] = ASK_NUMBER,
        [ITEM_SHORT] = ASK_WORDS,
        [ITEM_OPEN] = ASK_WORDS,
        [ITEM_CLOZE] = ASK_WORDS };
    return kinds[item->kind];
}

/* The number that an option's words begin with ("5", "5: very good"), NaN for none and where another number follows: "1
 * to 4" is no value. */
static double rating_of(const char *text)
{
    char *end = NULL;
    double value = g_ascii_strtod(text, &end);
    return end == text || g_ascii_isalnum(*end) || strpbrk(end, "0123456789") ? NAN : value;
}

static void add_choice(ReportQuestion *q, const char *id, const char *text)
{
    g_ptr_array_add(q->codes, g_strdup(id));
    g_ptr_array_add(q->labels, g_strdup(text));
}

static void add_question(Collect *c, const Step *step, const Item *item, bool promised)
{
    const Course *course = c->course;
    const char *country = c->cohort->country;
    ReportQuestion *q = report_add_question(c->data, step->id, item->id);
    q->title = g_strdup(step->title ? course_text(step->title, course, course->lang, country) : "");
    q->text = g_strdup(course_text(item->stem, course, course->lang, country));
    q->unit = g_strdup(item->unit);
    q->version = item->version;
    q->ask = ask_of(item);
    q->promised = promised;
    for (guint i = 0; i < item->options->len && q->ask != ASK_WORDS && q->ask != ASK_NUMBER; i++) {
        const ItemOption *option = item->options->pdata[i];
        if (option->id) /* of every country: a learner's may be another than her cohort's */
            add_choice(q, option->id, option->texts ? course_text(option->texts, course, course->lang, country) : "");
    }
    if (item->kind == ITEM_TRUEFALSE) {
        add_choice(q, "true", "true");
        add_choice(q, "false", "false");
    }
    q->rating = q->ask == ASK_ONE && q->labels->len > 1;
    for (guint i = 0; i < q->labels->len; i++)
        q->rating = q->rating && !isnan(rating_of(q->labels->pdata[i]));
    for (guint i = 0; q->rating && i < q->labels->len; i++) {
        double value = rating_of(q->labels->pdata[i]);
        g_array_append_val(q->values, value);
    }
}

void collect_questions(Collect *c)
{
    for (guint i = 0; i < c->course->steps->len; i++) {
        const Step *step = c->course->steps->pdata[i];
        for (guint j = 0; step->kind == STEP_SURVEY && j < step->items->len; j++) {
            const Item *item = course_item(c->course, step->items->pdata[j]);
            if (item)
                add_question(c, step, item, step->commitment && j == 0);
        }
    }
}

typedef struct {
    Collect *c;
    const char *step;
    int learner;
} Asked;

static bool take_reply(const QuizResponse *response, gpointer data)
{
    const Asked *a = data;
    int question = report_question(a->c->data, a->step, response->item);
    if (question < 0)
        return true;
    ReportReply *reply = g_new0(ReportReply, 1);
    *reply = (ReportReply){ .learner = a->learner,
        .question = question,
        .answer = g_strdup(response->answer),
        .missing = collect_blank(response),
        .asked = response->asked,
        .answered = response->answered };
    g_ptr_array_add(a->c->data->replies, reply);
    return true;
}

bool collect_replies(Collect *c, const Attempt *attempt, int learner, GError **error)
{
    Asked asked = { c, attempt->step, learner };
    return quiz_responses(c->store, attempt->id, take_reply, &asked, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each thing that happened is one statement, made from the report's data after export_hide: nothing here reads a table
 * of people. */
#include "certify.h"
#include "export_xapi_priv.h"
#include "outbox.h"

#include <math.h>
#include <string.h>

static const XapiVerb registered = { XAPI_ADL "verbs/registered", "registered" },
                      received = { "http://activitystrea.ms/schema/1.0/receive", "received" },
                      experienced = { XAPI_ADL "verbs/experienced", "experienced" },
                      attempted = { XAPI_ADL "verbs/attempted", "attempted" },
                      passed = { XAPI_ADL "verbs/passed", "passed" }, failed = { XAPI_ADL "verbs/failed", "failed" },
                      completed = { XAPI_ADL "verbs/completed", "completed" },
                      commented = { XAPI_ADL "verbs/commented", "commented" },
                      earned = { "http://id.tincanapi.com/verb/earned", "earned" };
const XapiVerb xapi_answered = { XAPI_ADL "verbs/answered", "answered" };

static const ReportLearner *learner_at(const XapiTelling *t, int i)
{
    return t->x->data->learners->pdata[i];
}

static bool is_first(XapiTelling *t, int64_t enrolment, const char *step, const char *what)
{
    return g_hash_table_add(t->seen, g_strdup_printf("%" G_GINT64_FORMAT " %s %s", enrolment, step, what));
}

/* What happened to a step. */
static void tell_step(XapiTelling *t, const ReportLearner *l, const XapiVerb *verb, const char *step, const char *what,
    cJSON *result, int64_t at)
{
    if (xapi_begin(t, l, verb, what, at))
        xapi_fill(t, xapi_step(t, step), result);
    else
        cJSON_Delete(result);
}

static bool tell_message(const OutboxLine *line, gpointer data)
{
    XapiTelling *t = data;
    const ReportLearner *l = g_hash_table_lookup(t->x->people, &line->enrolment);
    if (!l || !line->step || !*line->step || !course_step(t->course, line->step))
        return true;
    if (line->delivered_at && is_first(t, line->enrolment, line->step, "received"))
        tell_step(t, l, &received, line->step, line->step, NULL, line->delivered_at);
    if (line->read_at && is_first(t, line->enrolment, line->step, "read"))
        tell_step(t, l, &experienced, line->step, line->step, NULL, line->read_at);
    return true;
}

/* --- tests --- */

static void tell_answer(XapiTelling *t, const ReportSit *sit, const ReportAnswer *answer)
{
    const ReportItem *item = t->x->data->items->pdata[answer->item];
    const Item *own = course_item(t->course, item->id);
    const ReportLearner *who = learner_at(t, sit->learner);
    g_autofree char *response = xapi_response(who, own, answer->answer),
                    *what = g_strdup_printf("%s %s v%d %s %.17g", occasion_name(sit->occasion), item->id, item->version,
                        response ? response : "", answer->score);
    if (xapi_begin_answer(t, who, own, response, what, answer->answered))
        xapi_fill(t, xapi_question(t, xapi_address(t, "item", item->id), xapi_interaction(own)),
            xapi_result(answer->score, response));
}

/* Over the questions that count; one without an answer has 0. */
static double score_of_sit(const XapiTelling *t, const ReportSit *sit)
{
    double points = 0, got = 0;
    for (guint i = 0; i < sit->answers->len; i++) {
        const ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, i);
        const ReportItem *item = t->x->data->items->pdata[answer->item];
        if (item->retired)
            continue;
        points += item->points;
        got += isnan(answer->score) ? 0 : item->points * answer->score;
    }
    return points > 0 ? got / points : NAN;
}

static cJSON *sit_activity(const XapiTelling *t, const ReportSit *sit)
{
    g_autofree char *id = g_strdup_printf("%s/%s", t->x->data->test_id, occasion_name(sit->occasion));
    const Test *test = course_test(t->course, t->x->data->test_id);
    return xapi_activity(t, xapi_address(t, "test", id), XAPI_ADL "activities/assessment",
        test ? course_text(test->title, t->course, NULL, NULL) : NULL);
}

/* With a mark to pass by, passed or failed; else completed. */
static void tell_sit_end(XapiTelling *t, const ReportSit *sit)
{
    const Test *test = course_test(t->course, t->x->data->test_id);
    double score = score_of_sit(t, sit);
    bool judged = test && !isnan(test->pass_mark) && !isnan(score);
    bool good = judged && score + 1e-9 >= test->pass_mark;
    g_autofree char *what = g_strdup_printf("%s %.17g", occasion_name(sit->occasion), score);
    const XapiVerb *verb = !judged ? &completed : good ? &passed : &failed;
    if (!xapi_begin(t, learner_at(t, sit->learner), verb, what, sit->submitted))
        return;
    cJSON *result = xapi_completion(xapi_score(score));
    if (judged)
        json_put_bool(result, "success", good);
    xapi_fill(t, sit_activity(t, sit), result);
}

static void tell_sit(XapiTelling *t, const ReportSit *sit)
{
    if (sit->opened &&
        xapi_begin(t, learner_at(t, sit->learner), &attempted, occasion_name(sit->occasion), sit->opened))
        xapi_fill(t, sit_activity(t, sit), NULL);
    if (report_items_sealed(t->x->data))
        return;
    for (guint i = 0; i < sit->answers->len; i++) {
        const ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, i);
        if (answer->answer && answer->answered)
            tell_answer(t, sit, answer);
    }
    if (sit->submitted && sit->missing == MISSING_NONE)
        tell_sit_end(t, sit);
}

/* --- the rest --- */

static void tell_quiz(XapiTelling *t, const ReportQuiz *quiz)
{
    const ReportLearner *l = learner_at(t, quiz->learner);
    g_autofree char *what = g_strdup_printf("%s %" G_GINT64_FORMAT, quiz->step, quiz->opened);
    if (quiz->opened)
        tell_step(t, l, &attempted, quiz->step, what, NULL, quiz->opened);
    if (!quiz->finished || (!quiz->survey && report_is_blind(t->x->data)))
        return;
    double score = quiz->survey ? NAN : quiz->score;
    g_autofree char *end = g_strdup_printf("%s %.17g", what, score);
    tell_step(t, l, &completed, quiz->step, end, xapi_completion(xapi_score(score)), quiz->finished);
}

/* With its words it is another statement than without, so that a consent to keep them that was taken back can be
 * followed. */
static void tell_post(XapiTelling *t, const ReportPost *post)
{
    if (post->learner < 0)
        return;
    g_autofree char *what = g_strdup_printf("%" G_GINT64_FORMAT "%s", post->id, post->text ? " words" : "");
    bool fresh = xapi_begin(t, learner_at(t, post->learner), &commented, what, post->time);
    t->one->words = t->one->asks_posts = post->text != NULL;
    if (!fresh)
        return;
    const ReportRoom *room = post->room >= 0 ? t->x->data->rooms->pdata[post->room] : NULL;
    cJSON *result = cJSON_CreateObject(), *extensions = cJSON_CreateObject();
    g_autofree char *length = g_strdup_printf("%s/xapi/characters", t->home);
    if (post->text)
        json_put(result, "response", post->text);
    json_put_int(extensions, length, post->length);
    json_put_item(result, "extensions", extensions);
    const char *place = post->prompt && *post->prompt ? post->prompt : NULL;
    xapi_fill(t,
        place ? xapi_step(t, place)
              : xapi_activity(t, xapi_address(t, "room", room ? room->name : "none"), XAPI_DISCUSSION, NULL),
        result);
}

static bool tell_certificate(const Certificate *c, gpointer data)
{
    XapiTelling *t = data;
    const ReportLearner *l = g_hash_table_lookup(t->x->people, &c->enrolment);
    if (!l || !c->printed)
        return true;
    g_autoptr(cJSON) paper = certify_paper(t->x->context, c, &t->fault);
    if (!paper)
        return false;
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, c->id),
                    *own = export_guid(t->x->plan->key, "xapi-certificate", number);
    int64_t done = json_int(paper, "completed", c->issued);
    if (xapi_begin(t, l, &earned, own, c->issued))
        xapi_fill(t,
            xapi_activity(
                t, xapi_address(t, "certificate", own), "http://id.tincanapi.com/activitytype/certificate", NULL),
            NULL);
    /* "/course" is no step's id. */
    if (is_first(t, c->enrolment, "", "course") && xapi_begin(t, l, &completed, "/course", done ? done : c->issued))
        xapi_fill(t, xapi_course(t), xapi_completion(xapi_score(json_double(paper, "score", NAN))));
    return true;
}

static bool tell_all(XapiTelling *t, GError **error)
{
    const ReportData *data = t->x->data;
    Store *store = context_store(t->x->context);
    for (guint i = 0; i < data->learners->len; i++)
        if (xapi_begin(t, learner_at(t, (int)i), &registered, "", learner_at(t, (int)i)->enrolled))
            xapi_fill(t, xapi_course(t), NULL);
    for (guint i = 0; i < data->sits->len; i++)
        tell_sit(t, data->sits->pdata[i]);
    for (guint i = 0; i < data->quizzes->len; i++)
        tell_quiz(t, data->quizzes->pdata[i]);
    for (guint i = 0; i < data->tasks->len; i++) {
        const ReportTask *task = data->tasks->pdata[i];
        tell_step(t, learner_at(t, task->learner), &completed, task->step, task->step, xapi_completion(NULL), task->at);
    }
    for (guint i = 0; i < data->visits->len; i++) {
        const ReportVisit *visit = data->visits->pdata[i];
        const char *step = ((const ReportEvent *)data->events->pdata[visit->event])->step;
        if (visit->present)
            tell_step(t, learner_at(t, visit->learner), &completed, step, step, xapi_completion(NULL), visit->noted);
    }
    for (guint i = 0; i < data->posts->len; i++)
        tell_post(t, data->posts->pdata[i]);
    if (!xapi_tell_quizzes(t, error) || !xapi_tell_votes(t, error) ||
        !outbox_each(store, t->x->cohort->id, 0, tell_message, t, error) ||
        !certificate_each(store, t->x->cohort->id, tell_certificate, t, error))
        return false;
    if (!t->fault)
        return true;
    g_propagate_error(error, g_steal_pointer(&t->fault));
    return false;
}

static int by_time(gconstpointer a, gconstpointer b)
{
    const XapiStatement *x = *(XapiStatement *const *)a, *y = *(XapiStatement *const *)b;
    return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : strcmp(x->id, y->id);
}

GPtrArray *export_xapi(Context *context, int64_t cohort, const ExportPlan *plan, const char *home, int64_t now,
    GHashTable *told, GError **error)
{
    ExportPlan own = *plan;
    own.k = 1;
    own.small = EXPORT_SUPPRESS;
    own.times = true;
    g_auto(Exporting) x = { 0 };
    const Plan *course = context_plan_of(context, cohort, error);
    if (!course || !exporting_init(&x, context, cohort, &own, now, error) || !export_hide(&x, error))
        return NULL;
    g_autoptr(GPtrArray) out = g_ptr_array_new_with_free_func((GDestroyNotify)xapi_statement_free);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    XapiTelling t = {
        .x = &x, .plan = course, .course = plan_course(course), .home = home, .told = told, .out = out, .seen = seen
    };
    if (!tell_all(&t, error))
        return NULL;
    g_ptr_array_sort(out, by_time);
    return g_steal_pointer(&out);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each thing that happened is one statement, made from the report's data after export_hide: nothing here reads a table
 * of people. A statement depends on nothing but what it tells, so that one sent twice is the same. */
#include "export_xapi.h"
#include "certify.h"
#include "export_priv.h"
#include "outbox.h"
#include "schedule.h"

#include <math.h>
#include <string.h>

#define ADL "http://adlnet.gov/expapi/"
#define TYPE_INTERACTION ADL "activities/cmi.interaction"

typedef struct {
    Exporting *x;
    const Course *course;
    const char *home;
    GPtrArray *out;
    GHashTable *seen; /* "E12 step read": one statement a step and learner */
    GError *fault;
} Telling;

typedef struct {
    const char *verb, *word; /* IRI and its display in English */
} Verb;
static const Verb registered = { ADL "verbs/registered", "registered" },
                  received = { "http://activitystrea.ms/schema/1.0/receive", "received" },
                  experienced = { ADL "verbs/experienced", "experienced" },
                  attempted = { ADL "verbs/attempted", "attempted" }, answered = { ADL "verbs/answered", "answered" },
                  passed = { ADL "verbs/passed", "passed" }, failed = { ADL "verbs/failed", "failed" },
                  completed = { ADL "verbs/completed", "completed" },
                  commented = { ADL "verbs/commented", "commented" },
                  earned = { "http://id.tincanapi.com/verb/earned", "earned" };

void xapi_statement_free(XapiStatement *statement)
{
    if (!statement)
        return;
    g_free(statement->id);
    g_free(statement->voids);
    g_free(statement->json);
    g_free(statement);
}

/* --- parts of a statement --- */

static cJSON *words(const char *lang, const char *text)
{
    return json_put(cJSON_CreateObject(), lang && *lang ? lang : "und", text);
}

static cJSON *agent(const char *home, const char *name)
{
    cJSON *account = json_put(json_put(cJSON_CreateObject(), "homePage", home), "name", name);
    cJSON *one = json_put(cJSON_CreateObject(), "objectType", "Agent");
    json_put_item(one, "account", account);
    return one;
}

static char *address(const Telling *t, const char *kind, const char *id)
{
    g_autofree char *safe = g_uri_escape_string(id, "/", FALSE);
    return g_strdup_printf("%s/xapi/%s/%s/%s", t->home, t->course->id, kind, safe);
}

/* Takes `iri`. `title` may be NULL. */
static cJSON *activity(const Telling *t, char *iri, const char *type, const char *title)
{
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "objectType", "Activity"), "id", iri);
    cJSON *definition = json_put(cJSON_CreateObject(), "type", type);
    if (title && *title)
        json_put_item(definition, "name", words(t->course->lang, title));
    json_put_item(one, "definition", definition);
    g_free(iri);
    return one;
}

static cJSON *course_activity(const Telling *t)
{
    return activity(t, g_strdup_printf("%s/xapi/%s", t->home, t->course->id), ADL "activities/course",
        course_text(t->course->title, t->course, NULL, NULL));
}

static cJSON *step_activity(const Telling *t, const char *id)
{
    const Step *step = course_step(t->course, id);
    bool asks = step && (step->kind == STEP_QUIZ || step->kind == STEP_SIT || step->kind == STEP_SURVEY);
    bool talks = step && step->kind == STEP_DISCUSSION;
    const char *type = asks    ? ADL "activities/assessment"
                       : talks ? "http://id.tincanapi.com/activitytype/discussion"
                               : ADL "activities/lesson";
    return activity(t, address(t, "step", id), type, step ? course_text(step->title, t->course, NULL, NULL) : NULL);
}

static void add_ref(cJSON *list, char *iri)
{
    json_put_item(list, NULL, json_put(json_put(cJSON_CreateObject(), "objectType", "Activity"), "id", iri));
    g_free(iri);
}

static cJSON *context_of(const Telling *t, const ReportLearner *l)
{
    cJSON *context = cJSON_CreateObject(), *activities = cJSON_CreateObject(), *parent = cJSON_CreateArray(),
          *grouping = cJSON_CreateArray();
    g_autofree char *registration = export_guid(t->x->plan->key, "xapi-registration", l->study_id);
    json_put(json_put(context, "registration", registration), "platform",
        t->x->data->simulated ? "WhatsApp (simulated)" : "WhatsApp");
    add_ref(parent, g_strdup_printf("%s/xapi/%s", t->home, t->course->id));
    add_ref(grouping, address(t, "version", t->course->version));
    json_put_item(activities, "parent", parent);
    json_put_item(activities, "grouping", grouping);
    json_put_item(context, "contextActivities", activities);
    return context;
}

/* Takes object and result (NULL: none). `what` is what makes it this statement and no other. */
static void tell(
    Telling *t, const ReportLearner *l, const Verb *verb, const char *what, cJSON *object, cJSON *result, int64_t at)
{
    g_autofree char *key = g_strdup_printf("%s %s %s %s", t->home, l->study_id, verb->word, what),
                    *id = export_guid(t->x->plan->key, "xapi", key), *time = civil_utc_text(at);
    g_autoptr(cJSON) json = json_put(cJSON_CreateObject(), "id", id);
    cJSON *said = json_put(cJSON_CreateObject(), "id", verb->verb);
    json_put_item(said, "display", words("en", verb->word));
    json_put_item(json, "actor", agent(t->home, l->study_id));
    json_put_item(json, "verb", said);
    json_put_item(json, "object", object);
    if (result)
        json_put_item(json, "result", result);
    json_put_item(json, "context", context_of(t, l));
    json_put(json, "timestamp", time);
    XapiStatement *one = g_new0(XapiStatement, 1);
    one->id = g_steal_pointer(&id);
    one->json = json_text(json);
    one->enrolment = l->enrolment;
    one->at = at;
    g_ptr_array_add(t->out, one);
}

/* A fraction as xAPI scores it; NULL for NaN. */
static cJSON *score_of(double fraction)
{
    if (isnan(fraction))
        return NULL;
    cJSON *result = cJSON_CreateObject(), *score = cJSON_CreateObject();
    json_put_item(score, "scaled", cJSON_CreateNumber(CLAMP(fraction, -1, 1)));
    json_put_item(result, "score", score);
    return result;
}

static cJSON *completion(cJSON *result)
{
    return json_put_bool(result ? result : cJSON_CreateObject(), "completion", true);
}

static const ReportLearner *learner_at(const Telling *t, int i)
{
    return t->x->data->learners->pdata[i];
}

/* --- what happened --- */

static bool is_first(Telling *t, int64_t enrolment, const char *step, const char *what)
{
    return g_hash_table_add(t->seen, g_strdup_printf("%" G_GINT64_FORMAT " %s %s", enrolment, step, what));
}

static bool tell_message(const OutboxLine *line, gpointer data)
{
    Telling *t = data;
    const ReportLearner *l = g_hash_table_lookup(t->x->people, &line->enrolment);
    if (!l || !line->step || !*line->step || !course_step(t->course, line->step))
        return true;
    if (line->delivered_at && is_first(t, line->enrolment, line->step, "received"))
        tell(t, l, &received, line->step, step_activity(t, line->step), NULL, line->delivered_at);
    if (line->read_at && is_first(t, line->enrolment, line->step, "read"))
        tell(t, l, &experienced, line->step, step_activity(t, line->step), NULL, line->read_at);
    return true;
}

/* "a[,]c", "s1[.]t2" as it was kept; a typed value as it is. */
static char *response_of(const ReportItem *item, const char *answer)
{
    g_autoptr(GString) text = g_string_new(answer);
    if (item->options->len)
        g_string_replace(text, " ", "[,]", 0);
    return g_strdup(text->str);
}

static const char *interaction_of(const Item *item)
{
    static const char *const types[][2] = { { "truefalse", "true-false" }, { "single", "choice" },
        { "multiple", "choice" }, { "short", "fill-in" }, { "open", "long-fill-in" }, { "match", "matching" },
        { "order", "sequencing" }, { "likert", "likert" }, { "numeric", "numeric" } };
    const char *name = item ? item_kind_name(item->kind) : "";
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
        if (strcmp(types[i][0], name) == 0)
            return types[i][1];
    return "other";
}

static void tell_answer(Telling *t, const ReportSit *sit, const ReportAnswer *answer)
{
    const ReportItem *item = t->x->data->items->pdata[answer->item];
    const char *occasion = occasion_name(sit->occasion);
    g_autofree char *response = response_of(item, answer->answer),
                    *what = g_strdup_printf(
                        "%s %s v%d %s %.17g", occasion, item->id, item->version, response, answer->score);
    cJSON *object = activity(t, address(t, "item", item->id), TYPE_INTERACTION, NULL);
    json_put(
        cJSON_GetObjectItem(object, "definition"), "interactionType", interaction_of(course_item(t->course, item->id)));
    cJSON *result = score_of(answer->score);
    result = json_put(result ? result : cJSON_CreateObject(), "response", response);
    if (!isnan(answer->score))
        json_put_bool(result, "success", answer->score > 1 - 1e-9);
    tell(t, learner_at(t, sit->learner), &answered, what, object, result, answer->answered);
}

/* Over the questions that count; one without an answer has 0. */
static double score_of_sit(const Telling *t, const ReportSit *sit)
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

/* With a mark to pass by, passed or failed; else completed. */
static void tell_end(
    Telling *t, const ReportLearner *l, const char *id, const char *what, cJSON *object, double score, int64_t at)
{
    const Test *test = id ? course_test(t->course, id) : NULL;
    bool judged = test && !isnan(test->pass_mark) && !isnan(score);
    bool good = judged && score + 1e-9 >= test->pass_mark;
    g_autofree char *key = g_strdup_printf("%s %.17g", what, score);
    cJSON *result = completion(score_of(score));
    if (judged)
        json_put_bool(result, "success", good);
    tell(t, l, judged ? (good ? &passed : &failed) : &completed, key, object, result, at);
}

static cJSON *sit_activity(const Telling *t, const ReportSit *sit)
{
    g_autofree char *id = g_strdup_printf("%s/%s", t->x->data->test_id, occasion_name(sit->occasion));
    const Test *test = course_test(t->course, t->x->data->test_id);
    return activity(t, address(t, "test", id), ADL "activities/assessment",
        test ? course_text(test->title, t->course, NULL, NULL) : NULL);
}

static void tell_sit(Telling *t, const ReportSit *sit)
{
    const ReportLearner *l = learner_at(t, sit->learner);
    const char *occasion = occasion_name(sit->occasion);
    if (sit->opened)
        tell(t, l, &attempted, occasion, sit_activity(t, sit), NULL, sit->opened);
    if (report_is_blind(t->x->data) || report_items_sealed(t->x->data))
        return;
    for (guint i = 0; i < sit->answers->len; i++) {
        const ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, i);
        if (answer->answer && answer->answered)
            tell_answer(t, sit, answer);
    }
    if (sit->submitted && sit->missing == MISSING_NONE)
        tell_end(t, l, t->x->data->test_id, occasion, sit_activity(t, sit), score_of_sit(t, sit), sit->submitted);
}

static void tell_quiz(Telling *t, const ReportQuiz *quiz)
{
    const ReportLearner *l = learner_at(t, quiz->learner);
    g_autofree char *what = g_strdup_printf("%s %" G_GINT64_FORMAT, quiz->step, quiz->opened);
    if (quiz->opened)
        tell(t, l, &attempted, what, step_activity(t, quiz->step), NULL, quiz->opened);
    if (quiz->finished && (quiz->survey || !report_is_blind(t->x->data)))
        tell_end(t, l, NULL, what, step_activity(t, quiz->step), quiz->survey ? NAN : quiz->score, quiz->finished);
}

static void tell_post(Telling *t, const ReportPost *post)
{
    if (post->learner < 0)
        return;
    const ReportRoom *room = post->room >= 0 ? t->x->data->rooms->pdata[post->room] : NULL;
    cJSON *result = cJSON_CreateObject(), *extensions = cJSON_CreateObject();
    g_autofree char *length = g_strdup_printf("%s/xapi/characters", t->home),
                    *what = g_strdup_printf("%" G_GINT64_FORMAT, post->id);
    if (post->text)
        json_put(result, "response", post->text);
    json_put_int(extensions, length, post->length);
    json_put_item(result, "extensions", extensions);
    const char *place = post->prompt && *post->prompt ? post->prompt : NULL;
    cJSON *object = place ? step_activity(t, place)
                          : activity(t, address(t, "room", room ? room->name : "none"),
                                "http://id.tincanapi.com/activitytype/discussion", NULL);
    tell(t, learner_at(t, post->learner), &commented, what, object, result, post->time);
}

static bool tell_certificate(const Certificate *c, gpointer data)
{
    Telling *t = data;
    const ReportLearner *l = g_hash_table_lookup(t->x->people, &c->enrolment);
    if (!l || !c->printed)
        return true;
    g_autoptr(cJSON) paper = certify_paper(t->x->context, c, &t->fault);
    if (!paper)
        return false;
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, c->id),
                    *own = export_guid(t->x->plan->key, "xapi-certificate", number);
    int64_t done = json_int(paper, "completed", c->issued);
    tell(t, l, &earned, own,
        activity(t, address(t, "certificate", own), "http://id.tincanapi.com/activitytype/certificate", NULL), NULL,
        c->issued);
    if (is_first(t, c->enrolment, "", "course"))
        tell(t, l, &completed, "course", course_activity(t), completion(score_of(json_double(paper, "score", NAN))),
            done ? done : c->issued);
    return true;
}

static bool tell_all(Telling *t, GError **error)
{
    const ReportData *data = t->x->data;
    Store *store = context_store(t->x->context);
    for (guint i = 0; i < data->learners->len; i++)
        tell(t, learner_at(t, (int)i), &registered, "", course_activity(t), NULL, learner_at(t, (int)i)->enrolled);
    for (guint i = 0; i < data->sits->len; i++)
        tell_sit(t, data->sits->pdata[i]);
    for (guint i = 0; i < data->quizzes->len; i++)
        tell_quiz(t, data->quizzes->pdata[i]);
    for (guint i = 0; i < data->tasks->len; i++) {
        const ReportTask *task = data->tasks->pdata[i];
        tell(t, learner_at(t, task->learner), &completed, task->step, step_activity(t, task->step), completion(NULL),
            task->at);
    }
    for (guint i = 0; i < data->posts->len; i++)
        tell_post(t, data->posts->pdata[i]);
    bool good = outbox_each(store, t->x->cohort->id, 0, tell_message, t, error) &&
                certificate_each(store, t->x->cohort->id, tell_certificate, t, error);
    if (t->fault)
        g_propagate_error(error, g_steal_pointer(&t->fault));
    return good && !(error && *error);
}

static int by_time(gconstpointer a, gconstpointer b)
{
    const XapiStatement *x = *(XapiStatement *const *)a, *y = *(XapiStatement *const *)b;
    return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : strcmp(x->id, y->id);
}

GPtrArray *export_xapi(
    Context *context, int64_t cohort, const ExportPlan *plan, const char *home, int64_t now, GError **error)
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
    Telling t = { &x, plan_course(course), home, out, seen, NULL };
    if (!tell_all(&t, error))
        return NULL;
    g_ptr_array_sort(out, by_time);
    return g_steal_pointer(&out);
}

XapiStatement *export_xapi_void(const guint8 *key, const char *home, const char *id, int64_t enrolment)
{
    g_autoptr(cJSON) json = cJSON_CreateObject();
    XapiStatement *one = g_new0(XapiStatement, 1);
    one->id = export_guid(key, "xapi-void", id);
    one->voids = g_strdup(id);
    one->enrolment = enrolment;
    cJSON *verb = json_put(cJSON_CreateObject(), "id", ADL "verbs/voided");
    json_put_item(verb, "display", words("en", "voided"));
    json_put(json, "id", one->id);
    json_put_item(json, "actor", agent(home, "baraza"));
    json_put_item(json, "verb", verb);
    json_put_item(json, "object", json_put(json_put(cJSON_CreateObject(), "objectType", "StatementRef"), "id", id));
    one->json = json_text(json);
    return one;
}

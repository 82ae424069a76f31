/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a statement. It depends on nothing but what it tells, so that one sent twice is the same. */
#include "export_xapi_priv.h"

#include <math.h>
#include <string.h>

void xapi_statement_free(XapiStatement *statement)
{
    if (!statement)
        return;
    g_free(statement->id);
    g_free(statement->voids);
    g_free(statement->json);
    g_free(statement);
}

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

/* --- objects --- */

char *xapi_address(const XapiTelling *t, const char *kind, const char *id)
{
    g_autofree char *safe = g_uri_escape_string(id, "/", FALSE);
    return g_strdup_printf("%s/xapi/%s/%s/%s", t->home, t->course->id, kind, safe);
}

cJSON *xapi_activity(const XapiTelling *t, char *iri, const char *type, const char *title)
{
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "objectType", "Activity"), "id", iri);
    cJSON *definition = json_put(cJSON_CreateObject(), "type", type);
    if (title && *title)
        json_put_item(definition, "name", words(t->course->lang, title));
    json_put_item(one, "definition", definition);
    g_free(iri);
    return one;
}

cJSON *xapi_course(const XapiTelling *t)
{
    return xapi_activity(t, g_strdup_printf("%s/xapi/%s", t->home, t->course->id), XAPI_ADL "activities/course",
        course_text(t->course->title, t->course, NULL, NULL));
}

cJSON *xapi_step(const XapiTelling *t, const char *id)
{
    const Step *step = course_step(t->course, id);
    bool asks = step && (step->kind == STEP_QUIZ || step->kind == STEP_SIT || step->kind == STEP_SURVEY);
    bool talks = step && step->kind == STEP_DISCUSSION;
    const char *type = asks ? XAPI_ADL "activities/assessment" : talks ? XAPI_DISCUSSION : XAPI_ADL "activities/lesson";
    return xapi_activity(
        t, xapi_address(t, "step", id), type, step ? course_text(step->title, t->course, NULL, NULL) : NULL);
}

cJSON *xapi_question(const XapiTelling *t, char *iri, const char *interaction)
{
    cJSON *object = xapi_activity(t, iri, XAPI_ADL "activities/cmi.interaction", NULL);
    json_put(cJSON_GetObjectItem(object, "definition"), "interactionType", interaction);
    return object;
}

const char *xapi_interaction(const Item *item)
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

bool xapi_is_typed(const Item *item)
{
    return !item || (item->options->len == 0 && item->kind != ITEM_TRUEFALSE);
}

/* NULL: a question that the course has no more may have been one. */
static bool is_essay(const Item *item)
{
    return !item || item->kind == ITEM_OPEN;
}

/* --- results --- */

/* The ids given, in the order of the lefts; a left has the id of its own pair. */
static char *pairs(const Item *item, const char *answer)
{
    g_auto(GStrv) given = g_strsplit(answer, " ", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    guint n = 0;
    for (guint i = 0; i < item->options->len && given[n]; i++) {
        const ItemOption *pair = item->options->pdata[i];
        if (pair->texts->len > 0) /* a distractor has no left */
            g_string_append_printf(text, "%s%s[.]%s", n ? "[,]" : "", pair->id, given[n]), n++;
    }
    return g_strdup(text->str);
}

char *xapi_response(const ReportLearner *who, const Item *item, const char *answer)
{
    if (is_essay(item) && !who->may_posts)
        return NULL;
    if (item && item->kind == ITEM_MATCH)
        return pairs(item, answer);
    g_autoptr(GString) text = g_string_new(answer);
    if (item && item->options->len > 0)
        g_string_replace(text, " ", "[,]", 0);
    return g_strdup(text->str);
}

cJSON *xapi_score(double fraction)
{
    if (isnan(fraction))
        return NULL;
    cJSON *result = cJSON_CreateObject(), *score = cJSON_CreateObject();
    json_put_item(score, "scaled", cJSON_CreateNumber(CLAMP(fraction, -1, 1)));
    json_put_item(result, "score", score);
    return result;
}

cJSON *xapi_completion(cJSON *result)
{
    return json_put_bool(result ? result : cJSON_CreateObject(), "completion", true);
}

cJSON *xapi_result(double fraction, const char *response)
{
    cJSON *score = xapi_score(fraction), *result = score ? score : cJSON_CreateObject();
    if (response)
        json_put(result, "response", response);
    if (!isnan(fraction))
        json_put_bool(result, "success", fraction > 1 - 1e-9);
    return result;
}

/* --- the whole --- */

static void add_ref(cJSON *list, char *iri)
{
    json_put_item(list, NULL, json_put(json_put(cJSON_CreateObject(), "objectType", "Activity"), "id", iri));
    g_free(iri);
}

static cJSON *context_of(const XapiTelling *t)
{
    cJSON *context = cJSON_CreateObject(), *activities = cJSON_CreateObject(), *parent = cJSON_CreateArray(),
          *grouping = cJSON_CreateArray();
    g_autofree char *registration = export_guid(t->x->plan->key, "xapi-registration", t->who->study_id);
    json_put(json_put(context, "registration", registration), "platform",
        t->x->data->simulated ? "WhatsApp (simulated)" : "WhatsApp");
    add_ref(parent, g_strdup_printf("%s/xapi/%s", t->home, t->course->id));
    add_ref(grouping, xapi_address(t, "version", t->course->version));
    json_put_item(activities, "parent", parent);
    json_put_item(activities, "grouping", grouping);
    json_put_item(context, "contextActivities", activities);
    return context;
}

bool xapi_begin(XapiTelling *t, const ReportLearner *who, const XapiVerb *verb, const char *what, int64_t at)
{
    g_autofree char *key = g_strdup_printf("%s %s %s %s", t->home, who->study_id, verb->word, what);
    XapiStatement *one = g_new0(XapiStatement, 1);
    one->id = export_guid(t->x->plan->key, "xapi", key);
    one->enrolment = who->enrolment;
    one->at = at;
    g_ptr_array_add(t->out, one);
    t->who = who;
    t->verb = verb;
    t->one = one;
    return !t->told || !g_hash_table_contains(t->told, one->id);
}

bool xapi_begin_answer(
    XapiTelling *t, const ReportLearner *who, const Item *item, const char *said, const char *what, int64_t at)
{
    bool fresh = xapi_begin(t, who, &xapi_answered, what, at);
    t->one->words = said && xapi_is_typed(item);
    t->one->asks_posts = said && is_essay(item);
    return fresh;
}

void xapi_fill(XapiTelling *t, cJSON *object, cJSON *result)
{
    g_autoptr(cJSON) json = json_put(cJSON_CreateObject(), "id", t->one->id);
    g_autofree char *time = civil_utc_text(t->one->at);
    cJSON *said = json_put(cJSON_CreateObject(), "id", t->verb->verb);
    json_put_item(said, "display", words("en", t->verb->word));
    json_put_item(json, "actor", agent(t->home, t->who->study_id));
    json_put_item(json, "verb", said);
    json_put_item(json, "object", object);
    if (result)
        json_put_item(json, "result", result);
    json_put_item(json, "context", context_of(t));
    json_put(json, "timestamp", time);
    t->one->json = json_text(json);
}

XapiStatement *export_xapi_void(const guint8 *key, const char *home, const char *id, int64_t enrolment)
{
    g_autoptr(cJSON) json = cJSON_CreateObject();
    XapiStatement *one = g_new0(XapiStatement, 1);
    one->id = export_guid(key, "xapi-void", id);
    one->voids = g_strdup(id);
    one->enrolment = enrolment;
    cJSON *verb = json_put(cJSON_CreateObject(), "id", XAPI_ADL "verbs/voided");
    json_put_item(verb, "display", words("en", "voided"));
    json_put(json, "id", one->id);
    json_put_item(json, "actor", agent(home, "baraza"));
    json_put_item(json, "verb", verb);
    json_put_item(json, "object", json_put(json_put(cJSON_CreateObject(), "objectType", "StatementRef"), "id", id));
    one->json = json_text(json);
    return one;
}

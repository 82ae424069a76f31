/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coder does with a unit, and what becomes of the study after. */
#include "code_priv.h"

#include "agreement_assist.h"

#include <math.h>
#include <string.h>

typedef struct {
    CodingStudy *study;
    CodingUnit *unit;
    Staff *staff;
} Act;

static void act_clear(Act *act)
{
    coding_study_free(act->study);
    coding_unit_free(act->unit);
    staff_free(act->staff);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Act, act_clear)

static bool read_act(Change *c, Act *act, GError **error)
{
    act->study = code_study(c, error);
    act->unit = act->study ? code_unit(c, act->study, error) : NULL;
    act->staff = act->unit ? code_coder(c, act->study, error) : NULL;
    return act->staff != NULL;
}

static void journal_act(Change *c, const Act *act, const char *code, cJSON *result)
{
    g_autofree char *coder = g_strdup_printf("S%" G_GINT64_FORMAT, act->staff->id);
    json_put_int(
        json_put(json_put(result, "study", act->study->name), "coder", act->staff->name), "unit", act->unit->place);
    json_put(result, "code", code);
    c->payload = json_put(json_put(cJSON_CreateObject(), "study", act->study->name), "coder", coder);
    json_put(json_put_int(c->payload, "unit", act->unit->place), "code", code);
}

static void put_span(cJSON *object, const Coding *coding)
{
    if (!coding->post)
        return;
    json_put_int(
        json_put_int(json_put_int(object, "post", coding->post), "start", coding->start), "end", coding->until);
}

/* Of a message the post is plain; of a thread it must be said. */
static Coding *read_coding(Change *c, const Act *act, GError **error)
{
    const char *code = json_need_string(c->params, "code", error), *memo = NULL;
    if (!code || !code_memo(c, &memo, error))
        return NULL;
    g_autoptr(Coding) coding = g_new0(Coding, 1);
    coding->study = act->study->id;
    coding->unit = act->unit->id;
    coding->coder = act->staff->id;
    coding->code = g_strdup(code);
    coding->memo = g_strdup(memo);
    coding->at = c->now;
    bool start = json_at(c->params, "start") != NULL, end = json_at(c->params, "end") != NULL;
    if (start != end) {
        change_refuse(error, BARAZA_ERROR_USAGE, "a stretch of text has a start and an end");
        return NULL;
    }
    if (!start)
        return g_steal_pointer(&coding);
    coding->start = (int)CLAMP(json_int(c->params, "start", -1), -1, G_MAXINT);
    coding->until = (int)CLAMP(json_int(c->params, "end", -1), -1, G_MAXINT);
    coding->post = json_int(c->params, "post", 0);
    if (!coding->post && act->unit->posts->len == 1)
        coding->post = g_array_index(act->unit->posts, int64_t, 0);
    return g_steal_pointer(&coding);
}

bool change_code_apply(Change *c, cJSON *result, GError **error)
{
    g_auto(Act) act = { NULL };
    g_autoptr(GPtrArray) replaced = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Coding) coding = read_act(c, &act, error) ? read_coding(c, &act, error) : NULL;
    if (!coding || !coding_apply(c->store, coding, replaced, error))
        return false;
    c->same = coding->at == 0;
    journal_act(c, &act, coding->code, result);
    put_span(result, coding);
    put_span(c->payload, coding);
    json_put_int(result, "coding", coding->id);
    json_put_int(c->payload, "coding", coding->id);
    cJSON *gone = cJSON_CreateArray();
    json_put_item(result, "replaced", gone);
    for (guint i = 0; i < replaced->len; i++)
        json_put_item(gone, NULL, cJSON_CreateString(replaced->pdata[i]));
    if (replaced->len)
        json_put_item(c->payload, "replaced", cJSON_Duplicate(gone, true));
    if (coding->memo)
        json_put_int(c->payload, "memo_length", g_utf8_strlen(coding->memo, -1));
    return true;
}

bool change_code_remove(Change *c, cJSON *result, GError **error)
{
    int64_t id = 0;
    g_autoptr(Coding) coding = json_need_int(c->params, "coding", &id, error) ? coding_get(c->store, id, error) : NULL;
    g_auto(Act) act = { NULL };
    act.study = coding ? coding_study_get(c->store, coding->study, error) : NULL;
    act.unit = act.study ? coding_unit_get(c->store, coding->unit, error) : NULL;
    act.staff = act.unit ? code_coder(c, act.study, error) : NULL;
    if (!act.staff)
        return false;
    if (coding->coder != act.staff->id)
        return change_refuse(
            error, BARAZA_ERROR_MISSING, "%s has no coding %" G_GINT64_FORMAT, act.staff->name, coding->id);
    if (!coding_remove(c->store, coding, error))
        return false;
    change_subject(c, "U", act.unit->id);
    journal_act(c, &act, coding->code, result);
    put_span(c->payload, coding);
    json_put_int(c->payload, "coding", coding->id);
    return true;
}

bool change_code_done(Change *c, cJSON *result, GError **error)
{
    g_auto(Act) act = { NULL };
    const char *memo = NULL;
    bool again = json_bool(c->params, "open", false);
    if (!read_act(c, &act, error) || !code_memo(c, &memo, error) ||
        !coding_set_done(c->store, act.unit->id, act.staff->id, again ? 0 : c->now, memo, error))
        return false;
    journal_act(c, &act, NULL, result);
    json_put_bool(result, "done", !again);
    json_put_bool(c->payload, "done", !again);
    return true;
}

/* The assistant speaks when asked, on units that measure no agreement, and every word of it is kept. */
bool change_code_suggest(Change *c, cJSON *result, GError **error)
{
    g_auto(Act) act = { NULL };
    if (!read_act(c, &act, error))
        return false;
    if (act.unit->draw != CODING_SINGLE)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "every coder has unit %d: the assistant does not speak where agreement is measured", act.unit->place);
    g_autoptr(cJSON) list = assist_suggest(c->store, act.study, act.unit, error);
    if (!list || !coding_suggested(c->store, act.unit->id, act.staff->id, NULL, c->now, error))
        return false;
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        CodingSuggestion said = { (char *)json_string(one, "code"), json_double(one, "p", 0),
            json_double(one, "kappa", NAN) };
        if (!coding_suggested(c->store, act.unit->id, act.staff->id, &said, c->now, error))
            return false;
    }
    journal_act(c, &act, NULL, result);
    json_put_item(c->payload, "suggestions", cJSON_Duplicate(list, true));
    json_put_item(result, "suggestions", g_steal_pointer(&list));
    return true;
}

/* --- adjudication --- */

static CodingVerdict *read_verdict(Change *c, const Act *act, const char *memo)
{
    CodingVerdict *verdict = g_new0(CodingVerdict, 1);
    verdict->unit = act->unit->id;
    verdict->staff = act->staff->id;
    verdict->at = c->now;
    verdict->memo = g_strdup(memo);
    verdict->codes = g_ptr_array_new_with_free_func(g_free);
    const cJSON *code;
    cJSON_ArrayForEach(code, json_at(c->params, "codes"))
    {
        bool had = !cJSON_IsString(code);
        for (guint i = 0; i < verdict->codes->len && !had; i++)
            had = strcmp(verdict->codes->pdata[i], code->valuestring) == 0;
        if (!had)
            g_ptr_array_add(verdict->codes, g_strdup(code->valuestring));
    }
    return verdict;
}

static bool decide(Change *c, cJSON *result, GError **error)
{
    g_auto(Act) act = { NULL };
    const char *memo = NULL;
    if (!read_act(c, &act, error) || !code_memo(c, &memo, error))
        return false;
    g_autoptr(CodingVerdict) verdict = read_verdict(c, &act, memo);
    if (!coding_decide(c->store, act.study, verdict, error))
        return false;
    journal_act(c, &act, NULL, result);
    cJSON *codes = cJSON_CreateArray();
    for (guint i = 0; i < verdict->codes->len; i++)
        json_put_item(codes, NULL, cJSON_CreateString(verdict->codes->pdata[i]));
    json_put_item(c->payload, "codes", cJSON_Duplicate(codes, true));
    json_put_item(result, "codes", codes);
    return true;
}

static bool put_left(Change *c, const CodingStudy *study, cJSON *result, GError **error)
{
    g_autoptr(GPtrArray) disputed = coding_disputed(c->store, study->id, false, error);
    if (disputed)
        json_put_int(result, "disputed", disputed->len);
    return disputed != NULL;
}

bool change_code_adjudicate(Change *c, cJSON *result, GError **error)
{
    g_autoptr(CodingStudy) study = code_study(c, error);
    if (!study || !code_may_run(c, study->cohort, error))
        return false;
    bool one = json_at(c->params, "unit") != NULL;
    if (one ? !decide(c, result, error) : !coding_open(c->store, study, c->now, error))
        return false;
    if (!one)
        c->payload = json_put(cJSON_CreateObject(), "study", study->name);
    json_put(result, "study", study->name);
    return put_left(c, study, result, error);
}

bool change_code_freeze(Change *c, cJSON *result, GError **error)
{
    g_autofree char *hash = NULL;
    g_autoptr(CodingStudy) study = code_study(c, error);
    if (!study || !code_may_run(c, study->cohort, error) || !coding_freeze(c->store, study, c->now, &hash, error))
        return false;
    json_put(json_put(result, "study", study->name), "hash", hash);
    c->payload = json_put(json_put(cJSON_CreateObject(), "study", study->name), "hash", hash);
    return true;
}

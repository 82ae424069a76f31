/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows go in one by one, each in a savepoint: one that cannot be taken (a number that is somebody else's) is named and
 * leaves the others alone. A dry run does all the same and takes it back. */
#include "admin_priv.h"
#include "tutor.h"

#include <string.h>

#define ROWS_MAX 20000

static const struct {
    const char *name;
    gsize offset;
} members[] = {
    { "phone", offsetof(EnrolRow, phone) },
    { "name", offsetof(EnrolRow, name) },
    { "lang", offsetof(EnrolRow, lang) },
    { "country", offsetof(EnrolRow, country) },
    { "tier", offsetof(EnrolRow, tier) },
    { "cadre", offsetof(EnrolRow, cadre) },
    { "sex", offsetof(EnrolRow, sex) },
    { "age_band", offsetof(EnrolRow, age_band) },
    { "facility", offsetof(EnrolRow, facility) },
    { "registration", offsetof(EnrolRow, registration) },
    { "room", offsetof(EnrolRow, room) },
    { "source", offsetof(EnrolRow, source) },
    { "opt_in_means", offsetof(EnrolRow, opt_in_means) },
};

cJSON *admin_row_json(const EnrolRow *row)
{
    cJSON *json = cJSON_CreateObject();
    for (gsize i = 0; i < G_N_ELEMENTS(members); i++)
        json_put(json, members[i].name, G_STRUCT_MEMBER(char *, row, members[i].offset));
    json_put_int(json, "opt_in", row->opt_in);
    return json_put_int(json, "line", row->line);
}

EnrolRow *admin_row_from_json(const cJSON *json, GError **error)
{
    EnrolRow *row = g_new0(EnrolRow, 1);
    for (gsize i = 0; i < G_N_ELEMENTS(members); i++)
        G_STRUCT_MEMBER(char *, row, members[i].offset) = g_strdup(json_string(json, members[i].name));
    row->opt_in = json_int(json, "opt_in", 0);
    row->line = (guint)json_int(json, "line", 0);
    if (row->phone && g_regex_match_simple("^\\+[1-9][0-9]{6,14}$", row->phone, 0, 0) && row->name && *row->name)
        return row;
    change_refuse(error, BARAZA_ERROR_INPUT, "row %u: a phone such as +263772123456 and a name are needed", row->line);
    enrol_row_free(row);
    return NULL;
}

static bool begin(Change *c, const Cohort *cohort, int64_t id, bool *messaged, char **learner, GError **error)
{
    g_autoptr(Enrolment) e = enrolment_get(c->store, context_vault(c->context), id, error);
    if (!e)
        return false;
    *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    *messaged = e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED;
    if (e->state != ENROLMENT_ACTIVE || c->dry)
        return true;
    Tutor tutor;
    return tutor_init(&tutor, c->context, e, c->now, error) && tutor_begin(&tutor, error);
}

static bool add_row(
    Change *c, const Cohort *cohort, const EnrolRow *row, bool late, cJSON *line, EnrolResult *result, GError **error)
{
    g_autoptr(StoreMark) mark = store_mark(c->store, error);
    int64_t id = 0;
    bool messaged = false;
    g_autofree char *learner = NULL;
    if (!mark || !enrolment_add(c->store, context_vault(c->context), cohort, row, c->now, late, &id, result, error))
        return false;
    /* Beginning twice is beginning once, but costs: a row that says what is known needs none. */
    if (*result == ENROL_SAME) {
        g_autoptr(Enrolment) e = enrolment_get(c->store, NULL, id, error);
        if (!e)
            return false;
        learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
        messaged = e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED;
    } else if (!begin(c, cohort, id, &messaged, &learner, error))
        return false;
    if (!c->dry || *result != ENROL_NEW)
        json_put(line, "learner", learner);
    json_put_bool(line, "messaged", messaged);
    return store_release(g_steal_pointer(&mark), error);
}

/* True for what concerns one row; an error of the store ends the whole. */
static bool is_of_row(const GError *fault)
{
    return fault->domain == BARAZA_ERROR && (fault->code == BARAZA_ERROR_STATE || fault->code == BARAZA_ERROR_INPUT ||
                                                fault->code == BARAZA_ERROR_MISSING);
}

static bool enrol_one(Change *c, const Cohort *cohort, const cJSON *json, bool late, cJSON *lines, int *counts,
    int *refused, GError **error)
{
    static const char *const names[ENROL_RESULTS] = {
        [ENROL_NEW] = "new", [ENROL_SAME] = "same", [ENROL_CHANGED] = "changed"
    };
    g_autoptr(GError) fault = NULL;
    EnrolResult result = ENROL_SAME;
    cJSON *line = cJSON_CreateObject();
    json_put_item(lines, NULL, line);
    json_put_int(line, "line", json_int(json, "line", 0));
    EnrolRow *row = admin_row_from_json(json, &fault);
    bool good = row && add_row(c, cohort, row, late, line, &result, &fault);
    enrol_row_free(row);
    if (good) {
        counts[result]++;
        json_put(line, "result", names[result]);
        return true;
    }
    if (!is_of_row(fault)) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    (*refused)++;
    json_put(json_put(line, "result", "refused"), "reason", fault->message);
    return true;
}

bool change_enrol(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    const cJSON *rows = json_at(c->params, "rows"), *row;
    if (!cohort)
        return false;
    if (!cJSON_IsArray(rows) || cJSON_GetArraySize(rows) > ROWS_MAX)
        return change_refuse(error, BARAZA_ERROR_INPUT, "an enrolment needs rows, at most %d at once", ROWS_MAX);
    if (!change_thawed(cohort,
            "nobody can be enrolled in it any more. The next one is made by its rules: baraza cohort copy OLD NEW "
            "--start DATE",
            error))
        return false;
    bool late = cohort_day_of(cohort, cohort_today(cohort, c->now)) > 1;
    cJSON *lines = cJSON_CreateArray();
    json_put_item(json_put(result, "cohort", cohort->name), "rows", lines);
    int counts[ENROL_RESULTS] = { 0 }, refused = 0;
    cJSON_ArrayForEach(row, rows)
    {
        if (!enrol_one(c, cohort, row, late, lines, counts, &refused, error))
            return false;
    }
    json_put_int(json_put_int(result, "new", counts[ENROL_NEW]), "changed", counts[ENROL_CHANGED]);
    json_put_int(json_put_int(result, "same", counts[ENROL_SAME]), "refused", refused);
    json_put_bool(result, "late", late);
    if (cohort->state == COHORT_PLANNED && counts[ENROL_NEW] > 0)
        change_warn(
            result, g_strdup_printf(
                        "nobody hears anything before the cohort is launched: baraza cohort launch %s", cohort->name));
    c->same = counts[ENROL_NEW] + counts[ENROL_CHANGED] == 0;
    c->payload =
        json_put_int(json_put_int(cJSON_CreateObject(), "new", counts[ENROL_NEW]), "changed", counts[ENROL_CHANGED]);
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list for a council: one valid certificate a line, journalled, because it names people. Councils state what a
 * record must hold, not a file's columns: the holder's name and registration number, the provider and its number, the
 * activity, hours, the date of completion (Zimbabwe counts credit-hours, Kenya points that the council itself awards
 * for hours; Nurses Council of Zimbabwe, CPD page; Nursing Council of Kenya, CPD tutorial). */
#include "admin_priv.h"
#include "certify.h"
#include "csv.h"

#include <math.h>
#include <string.h>

typedef struct {
    const char *council;
    const char *headers[13];
} Council;

static const Council councils[] = {
    { "zw", { "Registration number", "Name", "Cadre", "Facility", "Activity", "Edition", "Provider", "Provider number",
                "Date completed", "Credit-hours", "Score percent", "Certificate code", "Date issued" } },
    { "ke", { "Registration number", "Name", "Cadre", "Facility", "Activity", "Edition", "Provider", "Provider number",
                "Date completed", "Contact hours", "Score percent", "Certificate code", "Date issued" } },
};

static const Council *find_council(const char *name, GError **error)
{
    for (gsize i = 0; name && i < G_N_ELEMENTS(councils); i++)
        if (g_ascii_strcasecmp(councils[i].council, name) == 0)
            return &councils[i];
    change_refuse(error, BARAZA_ERROR_INPUT, "a council is needed, zw or ke");
    return NULL;
}

typedef struct {
    Context *context;
    const Cohort *cohort;
    const Course *course;
    GString *out;
    int64_t rows, without_number;
    GError *fault;
} List;

static void put_date(GString *out, const Cohort *cohort, int64_t at)
{
    g_autofree char *text = civil_local_text(cohort_zone(cohort), at);
    text[10] = '\0';
    csv_put(out, text);
}

static void put_row(List *list, const Certificate *c, const Enrolment *e, const cJSON *paper)
{
    GString *out = list->out;
    const char *registration = json_string(paper, "registration");
    double score = json_double(paper, "score", NAN);
    g_autofree char *hours = certify_hours((int)json_int(paper, "minutes", 0));
    g_autofree char *percent = isnan(score) ? g_strdup("") : g_strdup_printf("%.0f", score * 100);
    const char *const cells[] = { registration, json_string(paper, "name"), e->cadre, e->facility,
        json_string(paper, "title"), json_string(paper, "edition"), list->course->provider,
        list->course->provider_number };
    for (gsize i = 0; i < G_N_ELEMENTS(cells); i++)
        csv_put(out, cells[i] ? cells[i] : "");
    put_date(out, list->cohort, json_int(paper, "completed", c->issued));
    csv_put(out, hours);
    csv_put(out, percent);
    csv_put(out, json_string(paper, "code"));
    put_date(out, list->cohort, c->issued);
    csv_end_row(out);
    list->rows++;
    list->without_number += !registration;
}

static bool add(const Certificate *c, gpointer data)
{
    List *list = data;
    if (c->revoked || !c->printed)
        return true;
    g_autoptr(Enrolment) e =
        enrolment_get(context_store(list->context), context_vault(list->context), c->enrolment, &list->fault);
    g_autoptr(cJSON) paper = e ? certify_paper(list->context, c, &list->fault) : NULL;
    if (paper)
        put_row(list, c, e, paper);
    return paper != NULL;
}

static bool write_rows(Change *c, List *list, const Council *council, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(council->headers); i++)
        csv_put(list->out, council->headers[i]);
    csv_end_row(list->out);
    if (!certificate_each(c->store, list->cohort->id, add, list, error))
        return false;
    if (list->fault)
        g_propagate_error(error, list->fault);
    return !list->fault;
}

bool change_certificates_csv(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    const Course *course = cohort ? library_course(context_library(c->context), cohort->version, error) : NULL;
    const Council *council = course ? find_council(json_string(c->params, "council"), error) : NULL;
    if (!council)
        return false;
    if (cohort->simulated)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "the cohort %s is simulated: its certificates are specimens, and no council may get them", cohort->name);
    g_autoptr(GString) out = g_string_new(NULL);
    List list = { c->context, cohort, course, out, 0, 0, NULL };
    if (!write_rows(c, &list, council, error))
        return false;
    json_put(json_put(json_put(result, "cohort", cohort->name), "council", council->council), "csv", out->str);
    json_put_int(json_put_int(result, "rows", list.rows), "without_number", list.without_number);
    c->payload = json_put_int(json_put(cJSON_CreateObject(), "council", council->council), "rows", list.rows);
    return true;
}

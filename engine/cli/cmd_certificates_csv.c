/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list for a council: one valid certificate a line. Councils state what a record must hold, not a file's columns:
 * the holder's name and registration number, the provider and its number, the activity, hours, the date of completion
 * (Zimbabwe counts credit-hours, Kenya points that the council itself awards for hours; Nurses Council of Zimbabwe, CPD
 * page; Nursing Council of Kenya, CPD tutorial). */
#include "certify.h"
#include "csv.h"
#include "workspace.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    const char *council, *country;
    const char *headers[13];
} Council;

static const Council councils[] = {
    { "zw", "ZW",
        { "Registration number", "Name", "Cadre", "Facility", "Activity", "Edition", "Provider", "Provider number",
            "Date completed", "Credit-hours", "Score percent", "Certificate code", "Date issued" } },
    { "ke", "KE",
        { "Registration number", "Name", "Cadre", "Facility", "Activity", "Edition", "Provider", "Provider number",
            "Date completed", "Contact hours", "Score percent", "Certificate code", "Date issued" } },
};

static const Council *find_council(const char *name, GError **error)
{
    for (gsize i = 0; name && i < G_N_ELEMENTS(councils); i++)
        if (g_ascii_strcasecmp(councils[i].council, name) == 0)
            return &councils[i];
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--council is needed: zw or ke");
    return NULL;
}

typedef struct {
    Workspace *w;
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
    g_autoptr(Enrolment) e = enrolment_get(list->w->store, list->w->vault, c->enrolment, &list->fault);
    g_autoptr(cJSON) paper = e ? certify_paper(list->w->context, c, &list->fault) : NULL;
    if (paper)
        put_row(list, c, e, paper);
    return paper != NULL;
}

static bool write_out(const List *list, const char *path, GError **error)
{
    if (!path || g_str_equal(path, "-")) {
        fputs(list->out->str, stdout);
        return true;
    }
    return g_file_set_contents_full(
        path, list->out->str, (gssize)list->out->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

bool cmd_certificates_csv(Cli *cli, GError **error)
{
    const Council *council = find_council(cli_option(cli, "council"), error);
    g_autoptr(Workspace) w = council ? workspace_open(cli, error) : NULL;
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    const Course *course = cohort ? library_course(w->library, cohort->version, error) : NULL;
    if (!course)
        return false;
    if (cohort->simulated) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "the cohort %s is simulated: its certificates are specimens, and no council may get them", cohort->name);
        return false;
    }
    g_autoptr(GString) out = g_string_new(NULL);
    List list = { w, cohort, course, out, 0, 0, NULL };
    for (gsize i = 0; i < G_N_ELEMENTS(council->headers); i++)
        csv_put(out, council->headers[i]);
    csv_end_row(out);
    if (!certificate_each(w->store, cohort->id, add, &list, error))
        return false;
    if (list.fault) {
        g_propagate_error(error, list.fault);
        return false;
    }
    if (!write_out(&list, cli_option(cli, "out"), error))
        return false;
    fprintf(stderr, "%" G_GINT64_FORMAT " certificates, %" G_GINT64_FORMAT " of them without a registration number\n",
        list.rows, list.without_number);
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates of a cohort: who holds one, who is short of what; issue, revoke, issue again; the council's list. */
#include "certify.h"
#include "workspace.h"

#include <stdio.h>

static bool put_certificate(Workspace *w, const Cohort *cohort, int64_t enrolment, cJSON *one, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Certificate) c = certificate_of(w->store, enrolment, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!c)
        return true;
    g_autofree char *code = certificate_code_print(c->code);
    g_autofree char *issued = civil_local_text(cohort_zone(cohort), c->issued);
    json_put(json_put(one, "code", code), "issued", issued);
    if (c->revoked)
        json_put(json_put_bool(one, "revoked", true), "reason", c->reason);
    return true;
}

static bool add_learner(Workspace *w, const Cohort *cohort, int64_t id, int64_t now, cJSON *list, GError **error)
{
    Tutor t;
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, id, error);
    if (!e || !tutor_init(&t, w->context, e, now, error))
        return false;
    g_autoptr(Standing) s = certify_standing(&t, error);
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    if (!s)
        return false;
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "learner", learner), "name", e->name);
    json_put_bool(json_put(one, "state", enrolment_state_name(e->state)), "met", s->met);
    json_put_int(json_put_int(one, "conditions_met", s->met_parts), "conditions", s->all);
    cJSON *missing = cJSON_CreateArray();
    for (guint i = 0; i < s->missing->len; i++)
        json_put_item(missing, NULL, cJSON_CreateString(s->missing->pdata[i]));
    json_put_item(list, NULL, json_put_item(one, "missing", missing));
    return put_certificate(w, cohort, id, one, error);
}

static void print_one(const cJSON *one)
{
    const char *code = json_string(one, "code"), *name = json_string(one, "name");
    bool revoked = json_bool(one, "revoked", false), met = json_bool(one, "met", false);
    printf("%-8s %-28.28s ", json_string(one, "learner"), name ? name : "(forgotten)");
    if (code && !revoked)
        printf("%s  issued %s\n", code, json_string(one, "issued"));
    else if (code)
        printf("%s  revoked: %s\n", code, json_string(one, "reason") ? json_string(one, "reason") : "");
    else if (met)
        puts("has met the rule; it is issued in the engine's next turn");
    else
        printf("%d of %d conditions; missing:\n", (int)json_int(one, "conditions_met", 0),
            (int)json_int(one, "conditions", 0));
    const cJSON *missing;
    cJSON_ArrayForEach(missing, json_at(one, "missing"))
    {
        if (!code)
            printf("%40s%s\n", "- ", missing->valuestring);
    }
}

static void print_list(const cJSON *list)
{
    int issued = 0, met = 0;
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        print_one(one);
        issued += json_string(one, "code") && !json_bool(one, "revoked", false);
        met += json_bool(one, "met", false);
    }
    printf("%d learners, %d have met the rule, %d certificates are valid\n", cJSON_GetArraySize(list), met, issued);
}

/* The cohort, of a course that has a certificate. Given. */
static Cohort *certified(Workspace *w, const char *name, const Course **course, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, name, error);
    *course = cohort ? library_course(w->library, cohort->version, error) : NULL;
    if (!*course)
        return NULL;
    if (!(*course)->certificate_rule) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the course %s of cohort %s gives no certificate",
            (*course)->id, cohort->name);
        return NULL;
    }
    return g_steal_pointer(&cohort);
}

bool cmd_certificates(Cli *cli, GError **error)
{
    const Course *course = NULL;
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? certified(w, cli_arg(cli, 0), &course, error) : NULL;
    g_autoptr(GArray) people = cohort ? enrolment_list(w->store, cohort->id, error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; people && i < people->len; i++)
        if (!add_learner(w, cohort, g_array_index(people, int64_t, i), cli->clock.now, list, error))
            return false;
    if (people && cli_switch(cli, "json"))
        cli_print_json(list);
    else if (people)
        print_list(list);
    return people != NULL;
}

/* --- changes --- */

static bool change(Cli *cli, const char *verb, cJSON *params, const char *did, const char *would, GError **error)
{
    bool dry = cli_switch(cli, "dry-run");
    json_put_bool(params, "dry_run", dry);
    g_autoptr(cJSON) result = workspace_change(cli, verb, params, error);
    if (!result)
        return false;
    const char *name = json_string(result, "name"), *replaces = json_string(result, "replaces");
    if (cli_switch(cli, "json"))
        cli_print_json(result);
    else
        printf("%s %s of %s %s%s%s\n", dry ? would : did, json_string(result, "code"), json_string(result, "learner"),
            name ? name : "", replaces ? ", in place of " : "", replaces ? replaces : "");
    return true;
}

bool cmd_certificates_issue(Cli *cli, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "learner", cli_arg(cli, 0));
    json_put(params, "reason", cli_option(cli, "reason"));
    return change(cli, "certificate.issue", params, "issued", "would issue", error);
}

bool cmd_certificates_revoke(Cli *cli, GError **error)
{
    const char *reason = cli_option(cli, "reason");
    if (!reason) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--reason is needed; the learner is told it");
        return false;
    }
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "code", cli_arg(cli, 0)), "reason", reason);
    return change(cli, "certificate.revoke", params, "revoked", "would revoke", error);
}

bool cmd_certificates_reissue(Cli *cli, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "code", cli_arg(cli, 0));
    json_put(json_put(params, "name", cli_option(cli, "name")), "registration", cli_option(cli, "registration"));
    return change(cli, "certificate.reissue", params, "issued", "would issue", error);
}

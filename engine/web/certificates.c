/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who holds a certificate and who is short of what; the council's list; and what a coordinator does about one. */
#include "deed_priv.h"

#include "certify.h"

#include <string.h>

/* --- the list --- */

typedef struct {
    WebPage *page;
    const Cohort *cohort;
    Context *context;
    cJSON *list;
    int64_t met, valid;
} Certificates;

static void put_certificate(const Certificates *all, const Certificate *c, cJSON *item)
{
    g_autofree char *code = c ? certificate_code_print(c->code) : g_strdup("");
    g_autofree char *issued = c ? web_moment(all->cohort->zone, c->issued) : g_strdup("");
    bool ended = c && c->revoked;
    json_put(json_put(json_put(item, "code", code), "issued", issued), "reason", ended && c->reason ? c->reason : "");
    json_put(json_put(item, "css", ended ? "failed" : "running"), "mark", ended ? "revoked" : "valid");
}

static void put_standing(const Standing *s, bool holds, cJSON *item)
{
    cJSON *missing = cJSON_CreateArray();
    for (guint i = 0; i < s->missing->len && !holds; i++)
        json_put_item(missing, NULL, cJSON_CreateString(s->missing->pdata[i]));
    g_autofree char *parts = s->met ? g_strdup("has met the rule; it is on its way")
                                    : g_strdup_printf("%d of %d conditions", s->met_parts, s->all);
    json_put_int(
        json_put_bool(item, "more", cJSON_GetArraySize(missing) > 0), "n_missing", cJSON_GetArraySize(missing));
    json_put(json_put_item(item, "missing", missing), "parts", parts);
}

static bool put_learner(Certificates *all, int64_t id, GError **error)
{
    Tutor t;
    const Web *web = all->page->web;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Enrolment) e = enrolment_get(web->store, web->config.vault, id, error);
    if (!e || !tutor_init(&t, all->context, e, all->page->now, error))
        return false;
    g_autoptr(Standing) s = certify_standing(&t, error);
    g_autoptr(Certificate) c = s ? certificate_of(web->store, id, &fault) : NULL;
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    if (!s || *error)
        return false;
    g_autofree char *who = web_who(all->page, e), *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    g_autofree char *to =
        g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/certificate/%" G_GINT64_FORMAT, e->cohort, e->id);
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "who", who), "id", learner);
    json_put(item, "to", page_may(all->page, WEB_COORDINATOR) ? to : "");
    json_put(item, "state", e->state == ENROLMENT_ACTIVE ? "" : enrolment_state_name(e->state));
    all->met += s->met;
    all->valid += c && !c->revoked;
    put_certificate(all, c, item);
    put_standing(s, c && !c->revoked, item);
    json_put_item(all->list, NULL, item);
    return true;
}

static bool put_learners(WebPage *page, const Cohort *cohort, cJSON *view, GError **error)
{
    Web *web = page->web;
    Context *context = web_context(web);
    g_autoptr(GArray) people = enrolment_list(web->store, cohort->id, error);
    Certificates all = { .page = page, .cohort = cohort, .context = context, .list = cJSON_CreateArray() };
    json_put_item(view, "learners", all.list);
    for (guint i = 0; people && i < people->len; i++)
        if (!put_learner(&all, g_array_index(people, int64_t, i), error))
            return false;
    json_put_int(json_put_int(view, "met", all.met), "valid", all.valid);
    json_put_int(view, "all", cJSON_GetArraySize(all.list));
    return people != NULL;
}

static bool certificates_page(WebPage *page, int status, const char *sentence, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    const Plan *plan = cohort ? web_plan(page->web, cohort, error) : NULL;
    if (!plan)
        return false;
    g_autoptr(cJSON) view = json_put(cJSON_CreateObject(), "sentence", sentence);
    bool gives = plan_course(plan)->certificate_rule != NULL;
    g_autofree char *csv = web_cohort_path(cohort->id, "/certificates/csv");
    json_put(view, "csv", gives && page_may(page, WEB_COORDINATOR) ? csv : "");
    json_put_bool(view, "gives_none", !gives);
    page_tabs(page, cohort, view);
    if (!gives)
        json_put_int(json_put_int(json_put_int(view, "met", 0), "valid", 0), "all", 0);
    return (!gives || put_learners(page, cohort, view, error)) &&
           page_render(page, status, "certificates", "Certificates", g_steal_pointer(&view), error);
}

bool certificates_show(WebPage *page, GError **error)
{
    return certificates_page(page, 200, "", error);
}

bool certificates_csv(WebPage *page, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    cJSON *params =
        json_put(json_put(cJSON_CreateObject(), "cohort", cohort->name), "council", page_field(page, "council"));
    g_autoptr(cJSON) result = page_ask(page, "certificates.csv", params, &wrong);
    const char *csv = result ? json_string(result, "csv") : NULL;
    if (!csv)
        return certificates_page(page, 409, wrong ? wrong->message : "There is no list.", error);
    page_header(page, "Content-Disposition", "attachment; filename=\"certificates.csv\"");
    page_body(page, 200, "text/csv; charset=utf-8", csv, strlen(csv));
    return true;
}

/* --- one learner's --- */

static void tell_issue(const cJSON *result, cJSON *sentences)
{
    const cJSON *one = NULL;
    if (!json_bool(result, "met", false))
        deed_say(sentences, g_strdup("She has not met the rule. What is missing:"));
    cJSON_ArrayForEach(one, json_at(result, "missing")) deed_say(sentences, g_strdup(one->valuestring));
}

static void tell_revoke(const cJSON *result, cJSON *sentences)
{
    deed_say(sentences,
        g_strdup_printf("%s is valid no more; whoever checks it sees so. %s", json_string(result, "code"),
            json_bool(result, "told", false) ? "She is told, with the reason." : "She is not told: she has left."));
}

static void tell_reissue(const cJSON *result, cJSON *sentences)
{
    deed_say(sentences,
        g_strdup_printf("A new paper for %s, under a new code; the old code then says that another took its place.",
            json_string(result, "name")));
}

static const Deed none[] = {
    { "issue", "certificate.issue", WEB_COORDINATOR, "Issue one",
        "Baraza issues what was earned by itself. This is for an exception; the reason stands in the journal.",
        "Issue it", "The certificate is issued and on its way to her.",
        { { "reason", "Reason, needed when the rule is not met", DEED_LINE, true, NULL } }, .tell = tell_issue },
    { NULL },
};
static const Deed valid[] = {
    { "reissue", "certificate.reissue", WEB_COORDINATOR, "A new paper",
        "For a name or a registration number that was wrong. Hours, score and dates stay.", "Issue the new paper",
        "The new certificate is on its way to her.",
        { { "name", "Name on the paper, where it is another than in the list", DEED_LINE, true, NULL },
            { "registration", "Registration number, where it is another", DEED_LINE, true, NULL } },
        .tell = tell_reissue },
    { "revoke", "certificate.revoke", WEB_COORDINATOR, "Revoke it",
        "It is valid no more, and cannot be made valid again.", "Revoke it", "The certificate is revoked.",
        { { "reason", "Reason, which she is told", DEED_LINE, false, NULL } }, .tell = tell_revoke },
    { NULL },
};

typedef struct {
    const Cohort *cohort;
    const Enrolment *e;
    const Certificate *c; /* the newest, or NULL */
} Paper;

static cJSON *paper_params(WebPage *page, gpointer data, GError **error)
{
    const Paper *paper = data;
    g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, paper->e->learner);
    return paper->c && !paper->c->revoked ? json_put(cJSON_CreateObject(), "code", paper->c->code)
                                          : json_put(cJSON_CreateObject(), "learner", id);
}

static bool paper_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    const Paper *paper = data;
    cJSON *lines = cJSON_CreateArray();
    g_autofree char *who = web_who(page, paper->e);
    json_put(json_put(json_put(view, "title", who), "crumb", "Certificates"), "about", "");
    json_put_item(json_put(view, "none", ""), "lines", lines);
    page_tabs(page, paper->cohort, view);
    if (!paper->c)
        return true;
    g_autofree char *code = certificate_code_print(paper->c->code);
    g_autofree char *issued = web_moment(paper->cohort->zone, paper->c->issued);
    g_autofree char *text = g_strdup_printf("issued %s%s%s", issued, paper->c->revoked ? "; revoked: " : "; valid",
        paper->c->revoked && paper->c->reason ? paper->c->reason : "");
    json_put_item(lines, NULL, json_put(json_put(cJSON_CreateObject(), "what", code), "text", text));
    return true;
}

static bool paper_page(
    WebPage *page, bool change, bool (*run)(WebPage *page, const DeedPage *of, GError **error), GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    g_autoptr(Enrolment) e = cohort ? page_learner(page, cohort, page->arg[1], change, error) : NULL;
    g_autoptr(Certificate) c = e ? certificate_of(page->web->store, e->id, &fault) : NULL;
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    if (!e || *error)
        return false;
    Paper paper = { cohort, e, c };
    g_autofree char *back = web_cohort_path(cohort->id, "/certificates");
    g_autofree char *here =
        g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/certificate/%" G_GINT64_FORMAT, cohort->id, e->id);
    const DeedPage of = { c && !c->revoked ? valid : none, here, back, "deeds_page", "Certificate", paper_params,
        paper_put, &paper };
    return run(page, &of, error);
}

bool certificate_show(WebPage *page, GError **error)
{
    return paper_page(page, false, deed_show, error);
}

bool certificate_do(WebPage *page, GError **error)
{
    return paper_page(page, true, deed_do, error);
}

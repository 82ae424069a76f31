/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts: an admin makes them, and each person sets her own password by a link that works once. */
#include "web_priv.h"

#include "staff_clock.h"
#include "text.h"

#include <string.h>

#define NAME_MAX_LENGTH 60

static char *hash_of(const char *word)
{
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, word, -1);
}

/* --- the list --- */

static bool put_cohorts(WebPage *page, const Staff *staff, cJSON *person, GError **error)
{
    g_autoptr(GArray) ids = staff_cohorts(page->web->store, staff->id, error);
    cJSON *list = cJSON_CreateArray();
    json_put_item(person, "cohorts", list);
    for (guint i = 0; ids && i < ids->len; i++) {
        g_autoptr(Cohort) cohort = cohort_get(page->web->store, g_array_index(ids, int64_t, i), error);
        if (!cohort)
            return false;
        json_put_item(list, NULL, json_put(cJSON_CreateObject(), "cohort", cohort->name));
    }
    if (!ids)
        return false;
    bool all = g_str_equal(staff->role, "admin") || (g_str_equal(staff->role, "coordinator") && ids->len == 0);
    bool own = !g_str_equal(staff->role, "admin") && !g_str_equal(staff->role, "auditor");
    json_put_bool(json_put_bool(person, "all", all), "own", own);
    json_put_bool(person, "nothing", own && !all && ids->len == 0);
    return true;
}

/* The roles to choose from, hers chosen. */
static cJSON *roles_of(const Staff *staff)
{
    static const char *const roles[] = { "coordinator", "facilitator", "evaluator", "auditor", "admin" };
    cJSON *list = cJSON_CreateArray();
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++)
        json_put_item(list, NULL,
            json_put_bool(json_put(cJSON_CreateObject(), "is", roles[i]), "hers", strcmp(roles[i], staff->role) == 0));
    return list;
}

/* Where and when she works, for the line and for the form. */
static bool put_clock(WebPage *page, const Staff *staff, cJSON *person, GError **error)
{
    g_auto(StaffClock) clock = { 0 };
    if (!staff_clock_get(page->web->store, staff->id, &clock, error))
        return false;
    g_autofree char *works = staff_clock_text(&clock);
    g_autofree char *hours = clock.from == clock.to ? g_strdup("") : g_strndup(works, strlen("08:00-16:00"));
    json_put(json_put(json_put(person, "works", works), "zone", clock.zone ? clock.zone : ""), "hours", hours);
    json_put_bool(person, "asked", (web_role(staff->role) & WEB_NAMES) != 0); /* learners' questions come to her */
    return true;
}

static bool put_people(WebPage *page, cJSON *view, GError **error)
{
    g_autoptr(GPtrArray) people = staff_list(page->web->store, error);
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "people", list);
    for (guint i = 0; people && i < people->len; i++) {
        const Staff *staff = people->pdata[i];
        g_autofree char *to = g_strdup_printf("/staff/%" G_GINT64_FORMAT, staff->id);
        cJSON *person = json_put(json_put(cJSON_CreateObject(), "name", staff->name), "role", staff->role);
        json_put_item(list, NULL, json_put_item(person, "roles", roles_of(staff)));
        json_put_bool(json_put(person, "to", to), "no_password", *staff->password == '\0');
        json_put(person, "phone", !staff->learner ? "no phone" : staff->muted ? "wrote STOP" : "reached by phone");
        if (!put_clock(page, staff, person, error) || !put_cohorts(page, staff, person, error))
            return false;
    }
    return people != NULL;
}

static bool put_all_cohorts(WebPage *page, cJSON *view, GError **error)
{
    g_autoptr(GArray) ids = cohort_list(page->web->store, error);
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "every", list);
    for (guint i = 0; ids && i < ids->len; i++) {
        g_autoptr(Cohort) cohort = cohort_get(page->web->store, g_array_index(ids, int64_t, i), error);
        if (!cohort)
            return false;
        json_put_item(list, NULL, json_put(cJSON_CreateObject(), "one", cohort->name));
    }
    return ids != NULL;
}

static bool staff_page(WebPage *page, int status, const char *sentence, GError **error)
{
    g_autoptr(cJSON) view =
        json_put(json_put(cJSON_CreateObject(), "sentence", sentence), "name", page_field(page, "name"));
    json_put(view, "phone", page_field(page, "phone"));
    return put_people(page, view, error) && put_all_cohorts(page, view, error) &&
           page_render(page, status, "staff", "Accounts", g_steal_pointer(&view), error);
}

bool staff_show(WebPage *page, GError **error)
{
    return staff_page(page, 200, "", error);
}

/* --- changes --- */

/* Shown once: only its hash is kept. */
static bool show_link(WebPage *page, const char *name, const char *word, GError **error)
{
    const char *host = page->request->headers[NET_HOST];
    g_autofree char *base =
        page->web->origin ? g_strdup(page->web->origin) : g_strconcat("http://", host ? host : "", NULL);
    g_autofree char *link = g_strconcat(base, "/welcome?t=", word, NULL);
    cJSON *view = json_put(json_put(cJSON_CreateObject(), "name", name), "link", link);
    return page_render(page, 200, "staff_link", "A link for a new password", view, error);
}

static bool is_wrong(const WebPage *page, const char *name, GError **error)
{
    if (!*name || text_length(name) > NAME_MAX_LENGTH)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "An account needs a name of at most 60 characters.");
    else if (!web_role(page_field(page, "role")))
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "An account needs one of the roles of the list.");
    else
        return false;
    return true;
}

bool staff_create(WebPage *page, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autofree char *name = g_strstrip(g_strdup(page_field(page, "name")));
    g_autofree char *phone = g_strstrip(g_strdup(page_field(page, "phone")));
    g_autofree char *word = sessions_token(), *hash = hash_of(word);
    g_autoptr(Staff) there = staff_find(page->web->store, name, error);
    if (error && *error)
        return false;
    if (there)
        return staff_page(page, 409, "There is an account with this name already.", error);
    if (!is_wrong(page, name, &wrong)) {
        cJSON *params = json_put(json_put(cJSON_CreateObject(), "name", name), "role", page_field(page, "role"));
        json_put(json_put(params, "invite", hash), "phone", *phone ? phone : NULL);
        if (page_change(page, "staff.add", params, &wrong))
            return show_link(page, name, word, error);
    }
    return staff_page(page, wrong->code == BARAZA_ERROR_INPUT ? 422 : 409, wrong->message, error);
}

/* What is done and yet worth another look, at the top of the next page. */
static void tell_warnings(WebPage *page, const cJSON *result)
{
    const cJSON *one = NULL;
    g_autoptr(GString) all = g_string_new("Done, but ");
    gsize begun = all->len;
    cJSON_ArrayForEach(one, json_at(result, "warnings"))
        g_string_append_printf(all, "%s%s", all->len > begun ? "; " : "", one->valuestring);
    if (all->len > begun)
        page_tell(page, g_strconcat(all->str, ".", NULL));
}

bool staff_change(WebPage *page, GError **error)
{
    static const struct {
        const char *word, *verb, *field, *second;
    } changes[] = {
        { "remove", "staff.remove", NULL, NULL },
        { "role", "staff.role", "role", NULL },
        { "assign", "staff.assign", "cohort", NULL },
        { "unassign", "staff.unassign", "cohort", NULL },
        { "clock", "staff.set", "zone", "hours" },
        { "link", "staff.invite", NULL, NULL },
    };
    g_autoptr(GError) wrong = NULL;
    g_autoptr(Staff) staff = staff_get(page->web->store, page->arg[0], &wrong);
    gsize i = 0;
    while (i < G_N_ELEMENTS(changes) && strcmp(changes[i].word, page->word) != 0)
        i++;
    if (!staff || i == G_N_ELEMENTS(changes)) {
        page_fail_status(page, 404, "Nothing is known under this address.");
        return true;
    }
    g_autofree char *word = sessions_token(), *hash = hash_of(word);
    cJSON *params = json_put(cJSON_CreateObject(), "name", staff->name);
    const char *const fields[] = { changes[i].field, changes[i].second };
    for (gsize f = 0; f < G_N_ELEMENTS(fields) && fields[f]; f++) {
        g_autofree char *value = g_strstrip(g_strdup(page_field(page, fields[f])));
        /* Of her clock, what is left empty is taken away. */
        json_put(params, fields[f], changes[i].second && !*value ? "off" : value);
    }
    bool link = strcmp(changes[i].word, "link") == 0;
    if (link)
        json_put(params, "invite", hash);
    g_autoptr(cJSON) result = page_ask(page, changes[i].verb, params, &wrong);
    if (!result)
        return staff_page(page, wrong->code == BARAZA_ERROR_INPUT ? 422 : 409, wrong->message, error);
    tell_warnings(page, result);
    return link ? show_link(page, staff->name, word, error) : page_redirect(page, "/staff");
}

/* --- the link, and one's own password --- */

static bool welcome_form(WebPage *page, const Staff *staff, int status, const char *sentence, GError **error)
{
    page_need_cookie(page);
    const char *word = *page_query(page, "t") ? page_query(page, "t") : page_field(page, "t");
    cJSON *view = json_put(json_put(cJSON_CreateObject(), "sentence", sentence), "word", word);
    return page_render(page, status, "welcome", "Your password", json_put(view, "name", staff->name), error);
}

/* Whose link it is; NULL and *error when it is nobody's any more. */
static Staff *invited(WebPage *page, const char *word, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autofree char *hash = hash_of(word);
    Staff *staff = staff_of_invite(page->web->store, hash, page->now, &fault);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    else if (!staff)
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "This link was used already or is too old. Ask for a new one.");
    return staff;
}

bool welcome_show(WebPage *page, GError **error)
{
    g_autoptr(Staff) staff = invited(page, page_query(page, "t"), error);
    return staff && welcome_form(page, staff, 200, "", error);
}

bool welcome_enter(WebPage *page, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autoptr(Staff) staff = invited(page, page_field(page, "t"), error);
    g_autofree char *password = staff ? password_field(page, &wrong) : NULL;
    if (!staff)
        return false;
    g_autofree char *hash = hash_of(page_field(page, "t"));
    if (password && page_change(page, "staff.password",
                        json_put(json_put(cJSON_CreateObject(), "invite", hash), "password", password), &wrong))
        return page_redirect(page, "/login");
    return welcome_form(page, staff, 422, wrong->message, error);
}

static bool password_page(WebPage *page, int status, const char *sentence, GError **error)
{
    return page_render(
        page, status, "password", "Your password", json_put(cJSON_CreateObject(), "sentence", sentence), error);
}

bool password_show(WebPage *page, GError **error)
{
    return password_page(page, 200, "", error);
}

bool password_change(WebPage *page, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autoptr(Staff) staff = staff_get(page->web->store, page->session->id, error);
    if (!staff)
        return false;
    if (!sessions_may_try(&page->web->sessions, staff->name, page->request->peer, page_ms(page)))
        return password_page(page, 429, "Too many tries. Wait a minute.", error);
    if (!password_is(staff, page_field(page, "old")))
        return password_page(page, 403, "That is not your password.", error);
    g_autofree char *password = password_field(page, &wrong);
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "name", staff->name), "password", password);
    if (!password)
        cJSON_Delete(params);
    else if (page_change(page, "staff.password", params, &wrong)) {
        g_free(page->session->password);
        page->session->password = g_steal_pointer(&password); /* this log-in goes on; others of hers end */
        return page_redirect(page, "/");
    }
    return password_page(page, 422, wrong->message, error);
}

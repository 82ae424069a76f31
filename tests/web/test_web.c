/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web_world.h"

#define POLICY                                                                                                         \
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "              \
    "media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

static const char *const role_names[] = { "admin", "coordinator", "facilitator", "evaluator", "auditor" };

/* An address that the route's pattern fits, with things that are there. Given. */
static char *address_of_route(const WebRoute *route)
{
    if (g_str_has_suffix(route->path, "/file"))
        return g_strdup_printf("/held/%" G_GINT64_FORMAT "/file", world_post(POST_HELD));
    if (g_str_has_prefix(route->path, "/question/"))
        return g_strdup_printf("/question/%" G_GINT64_FORMAT, world_post(POST_QUESTION));
    if (g_str_has_suffix(route->path, "/poster"))
        return g_strdup_printf(
            "/cohort/%" G_GINT64_FORMAT "/invite/%" G_GINT64_FORMAT "/poster", world->cohort->id, world->invitation);
    g_auto(GStrv) parts = g_strsplit(route->path, "/", 0);
    g_autoptr(GString) out = g_string_new("");
    int numbers = 0;
    for (char **part = parts + 1; *part; part++)
        if (strcmp(*part, "#") == 0)
            g_string_append_printf(out, "/%" G_GINT64_FORMAT, numbers++ ? world->learners[0] : world->cohort->id);
        else
            g_string_append_printf(out, "/%s", strcmp(*part, "*") ? *part : "m1p1");
    return g_string_free(g_steal_pointer(&out), FALSE);
}

START_TEST(every_route_that_is_not_open_asks_for_a_log_in)
{
    world_start(3, NULL);
    int closed = 0;
    for (const WebRoute *route = web_routes(); route->method; route++) {
        if (!route->roles)
            continue;
        closed++;
        g_autofree char *to = address_of_route(route);
        g_auto(WebReply) reply = { 0 };
        browse_with(route->method, to, &(Sent){ .body = strcmp(route->method, "POST") ? NULL : "a=b" }, &reply);
        if (strcmp(route->method, "GET") == 0) {
            ck_assert_msg(reply.status == 303, "%s answers %d", to, reply.status);
            ck_assert_str_eq(reply_header(&reply, "Location"), "/login");
        } else
            ck_assert_msg(reply.status == 403, "%s answers %d", to, reply.status);
    }
    ck_assert_int_ge(closed, 10);
    ck_assert_str_eq(world->changes->str, "");
    world_end();
}
END_TEST

START_TEST(each_role_sees_its_own_routes_and_no_other)
{
    world_start(3, NULL);
    for (gsize r = 0; r < G_N_ELEMENTS(role_names); r++) {
        log_in(role_names[r]);
        for (const WebRoute *route = web_routes(); route->method; route++) {
            if (!route->roles || strcmp(route->method, "GET") != 0 || strcmp(route->path, "/") == 0)
                continue;
            if (strstr(route->path, "/code/#") || strstr(route->path, "/decide/#"))
                continue; /* they need a study: test_web_code.c */
            g_autofree char *to = address_of_route(route);
            g_autofree char *page = NULL;
            int status = get(to, &page), wanted = route->roles & web_role(role_names[r]) ? 200 : 403;
            ck_assert_msg(status == wanted, "%s on %s: %d, not %d: %s", role_names[r], to, status, wanted, page);
        }
    }
    world_end();
}
END_TEST

START_TEST(the_journal_says_the_year)
{
    world_start(1, NULL);
    g_autofree char *page = NULL;
    log_in("auditor");
    ck_assert_int_eq(get("/journal", &page), 200);
    ck_assert_msg(strstr(page, "Dec 2026 ") != NULL, "%s", page);
    world_end();
}
END_TEST

START_TEST(the_first_page_is_the_first_that_the_role_may_see)
{
    static const struct {
        const char *role, *home;
    } homes[] = { { "evaluator", "/cohorts" }, { "auditor", "/journal" } };
    world_start(1, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(homes); i++) {
        log_in(homes[i].role);
        g_auto(WebReply) reply = { 0 };
        browse_with("GET", "/", &(Sent){ 0 }, &reply);
        ck_assert_int_eq(reply.status, 303);
        ck_assert_str_eq(reply_header(&reply, "Location"), homes[i].home);
    }
    world_end();
}
END_TEST

START_TEST(what_each_role_may_do_is_the_agreed_table)
{
    static const struct {
        const char *path, *roles;
    } agreed[] = {
        { "/", "admin coordinator facilitator" },
        { "/cohorts", "admin coordinator facilitator evaluator" },
        { "/cohort/#", "admin coordinator facilitator evaluator" },
        { "/cohort/#/#/*", "admin coordinator facilitator evaluator" },
        { "/cohort/#/report", "coordinator facilitator evaluator" },
        { "/cohort/#/roster", "coordinator facilitator" },
        { "/cohort/#/learner/#", "coordinator facilitator" },
        { "/cohort/#/learner/#/do", "coordinator facilitator" },
        { "/cohort/#/learner/#/do/*", "coordinator facilitator" },
        { "/cohort/#/learner/#/phone", "coordinator" },
        { "/cohort/#/correct", "coordinator facilitator" },
        { "/cohort/#/correct/*", "coordinator facilitator" },
        { "/cohort/#/invite", "coordinator facilitator" },
        { "/cohort/#/invite/*", "coordinator facilitator" },
        { "/cohort/#/invite/#/poster", "coordinator facilitator" },
        { "/cohort/#/certificates", "coordinator facilitator" },
        { "/cohort/#/certificates/csv", "coordinator" },
        { "/cohort/#/certificate/#", "coordinator" },
        { "/cohort/#/certificate/#/*", "coordinator" },
        { "/cohort/#/next", "coordinator" },
        { "/cohort/#/rules", "coordinator" },
        { "/cohort/#/next/*", "coordinator" },
        { "/cohort/#/rules/*", "coordinator" },
        { "/cohort/#/ground", "coordinator facilitator" },
        { "/cohort/#/adverts", "coordinator" },
        { "/cohort/#/adverts/*", "coordinator" },
        { "/cohort/#/ground/*", "coordinator facilitator" },
        { "/cohort/#/live", "coordinator facilitator" },
        { "/cohort/#/live/#/*", "coordinator facilitator" },
        { "/cohort/#/weekly", "coordinator facilitator" },
        { "/cohort/#/weekly/*", "coordinator facilitator" },
        { "/cohort/#/coding", "coordinator evaluator" },
        { "/cohort/#/coding/#/*", "coordinator evaluator" },
        { "/cohort/#/study", "coordinator evaluator" },
        { "/cohort/#/study/*", "coordinator evaluator" },
        { "/cohort/#/code/#", "evaluator" },
        { "/cohort/#/code/#/*", "evaluator" },
        { "/cohort/#/decide/#", "evaluator" },
        { "/cohort/#/run", "coordinator" },
        { "/cohort/#/run/*", "coordinator" },
        { "/cohort/#/say", "coordinator facilitator" },
        { "/cohort/#/say/#", "coordinator facilitator" },
        { "/held", "coordinator facilitator" },
        { "/held/#/file", "coordinator facilitator" },
        { "/held/#/release", "coordinator facilitator" },
        { "/held/#/reject", "coordinator facilitator" },
        { "/questions", "coordinator facilitator" },
        { "/question/#", "coordinator facilitator" },
        { "/journal", "auditor" },
        { "/erasures", "admin" },
        { "/erasures/*", "admin" },
        { "/lrs", "admin" },
        { "/lrs/*", "admin" },
        { "/restore", "admin" },
        { "/restore/*", "admin" },
        { "/staff", "admin" },
        { "/staff/#/*", "admin" },
        { "/password", "admin coordinator facilitator evaluator auditor" },
        { "/second", "admin coordinator facilitator evaluator auditor" },
        { "/logout", "admin coordinator facilitator evaluator auditor" },
    };
    for (const WebRoute *route = web_routes(); route->method; route++) {
        unsigned roles = 0;
        for (gsize i = 0; i < G_N_ELEMENTS(agreed); i++) {
            g_auto(GStrv) names = g_strsplit(strcmp(agreed[i].path, route->path) ? "" : agreed[i].roles, " ", 0);
            for (char **name = names; *name; name++)
                roles |= web_role(*name);
        }
        ck_assert_msg(roles == route->roles, "%s %s", route->method, route->path);
    }
}
END_TEST

START_TEST(the_evaluator_and_the_administrator_never_see_a_name_or_a_post)
{
    world_start(12, NULL);
    static const char *const never[] = { "Rudo", "Tendai", "Chipo", "Grace", "Mrs Moyo", "partner refuses",
        "Retest at 36 weeks" };
    static const char *const roles[] = { "admin", "evaluator" };
    for (gsize r = 0; r < G_N_ELEMENTS(roles); r++) {
        log_in(roles[r]);
        for (const WebRoute *route = web_routes(); route->method; route++) {
            if (strcmp(route->method, "GET") != 0)
                continue;
            g_autofree char *to = address_of_route(route), *page = NULL;
            get(to, &page);
            for (gsize i = 0; i < G_N_ELEMENTS(never); i++)
                ck_assert_msg(!strstr(page, never[i]), "%s sees \"%s\" on %s", roles[r], never[i], to);
        }
    }
    log_in("coordinator");
    g_autofree char *to = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, world->cohort->id), *page = NULL;
    ck_assert_int_eq(get(to, &page), 200);
    ck_assert_ptr_nonnull(strstr(page, "Rudo Chikafu"));
    world_end();
}
END_TEST

/* What each page needs beside itself. */
static gsize shared_bytes(void)
{
    static const char *const shared[] = { "/static/base.css", "/static/site.css", "/static/live.js" };
    gsize bytes = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(shared); i++) {
        g_autofree char *text = NULL;
        ck_assert_int_eq(get(shared[i], &text), 200);
        bytes += strlen(text);
    }
    return bytes;
}

START_TEST(a_page_that_has_not_changed_is_not_sent_again)
{
    world_start(3, NULL);
    log_in("coordinator");
    g_auto(WebReply) first = { 0 }, again = { 0 }, other = { 0 };
    browse_with("GET", "/", &(Sent){ 0 }, &first);
    g_autofree char *tag = g_strdup(reply_header(&first, "ETag"));
    ck_assert_ptr_nonnull(tag);
    browse_with("GET", "/", &(Sent){ .known = tag }, &again);
    ck_assert_int_eq(again.status, 304);
    ck_assert_ptr_null(again.body);
    browse_with("GET", "/cohorts", &(Sent){ .known = tag }, &other);
    ck_assert_int_eq(other.status, 200);
    world_end();
}
END_TEST

START_TEST(a_long_room_is_shown_in_parts)
{
    world_start(28, NULL);
    log_in("coordinator");
    g_autofree char *at = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, world->cohort->id), *page = NULL, *part = NULL;
    get(at, &page);
    ck_assert_ptr_nonnull(strstr(page, "Rudo Chikafu"));
    ck_assert_ptr_null(strstr(page, "Blessing Ncube C"));
    const char *more = strstr(page, "&amp;from=");
    more = strstr(more + 1, "&amp;from=");
    ck_assert_ptr_nonnull(more);
    g_autofree char *second = g_strdup_printf("%s?from=%d", at, (int)strtol(more + strlen("&amp;from="), NULL, 10));
    get(second, &part);
    ck_assert_ptr_nonnull(strstr(part, "Blessing Ncube C"));
    ck_assert_ptr_null(strstr(part, ">Rudo Chikafu<"));
    world_end();
}
END_TEST

START_TEST(every_page_is_safe_small_and_without_style_or_number)
{
    world_start(28, NULL);
    gsize shared = shared_bytes();
    for (gsize r = 0; r < G_N_ELEMENTS(role_names); r++) {
        log_in(role_names[r]);
        for (const WebRoute *route = web_routes(); route->method; route++) {
            if (strcmp(route->method, "GET") != 0 || g_str_has_prefix(route->path, "/static") ||
                g_str_has_suffix(route->path, "/report") || g_str_has_suffix(route->path, "/file") ||
                g_str_has_suffix(route->path, "/poster"))
                continue;
            g_autofree char *to = address_of_route(route);
            g_auto(WebReply) reply = { 0 };
            browse_with("GET", to, &(Sent){ 0 }, &reply);
            g_autofree char *page = reply_text(&reply);
            ck_assert_str_eq(reply_header(&reply, "Content-Security-Policy"), POLICY);
            ck_assert_str_eq(reply_header(&reply, "Cache-Control"), "no-store");
            ck_assert_str_eq(reply_header(&reply, "X-Content-Type-Options"), "nosniff");
            ck_assert_str_eq(reply_header(&reply, "Referrer-Policy"), "no-referrer");
            ck_assert_msg(strlen(page) + shared < 100000, "%s has %zu bytes", to, strlen(page) + shared);
            static const char *const never[] = { " style=", "<style", "<script>", "<img src=x", "onerror=\"",
                "javascript:", "{{", "26377", "77100", "href=\"http:", "src=\"http:" };
            for (gsize i = 0; i < G_N_ELEMENTS(never); i++)
                ck_assert_msg(!strstr(page, never[i]), "%s holds %s", to, never[i]);
        }
    }
    world_end();
}
END_TEST

START_TEST(text_from_outside_is_text_on_the_page)
{
    world_start(3, NULL);
    log_in("coordinator");
    g_autofree char *to = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, world->cohort->id), *page = NULL;
    get(to, &page);
    ck_assert_ptr_nonnull(strstr(page, "Tendai &lt;script&gt;alert(1)&lt;/script&gt;"));
    get("/held", &page);
    ck_assert_ptr_nonnull(strstr(page, "Mrs Moyo &lt;img src=x"));
    world_end();
}
END_TEST

START_TEST(a_change_without_its_forms_token_is_refused)
{
    world_start(3, NULL);
    log_in("coordinator");
    static const Sent bad[] = {
        { .body = "a=b", .site = "same-origin" },
        { .body = "token=", .site = "same-origin" },
        { .body = "token=0000000000000000000000000000000000000000000000000000000000000000", .site = "same-origin" },
        { .site = "same-origin" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_auto(WebReply) reply = { 0 };
        browse_with("POST", "/held/1/release", &bad[i], &reply);
        ck_assert_msg(reply.status == 403 || reply.status == 400, "form %zu: %d", i, reply.status);
    }
    ck_assert_str_eq(world->changes->str, "");
    ck_assert_int_eq(post_from("/held", "/held/17/release", "", NULL), 303);
    ck_assert_int_eq(post_from("/held", "/held/18/reject", "", NULL), 303);
    ck_assert_ptr_nonnull(strstr(world->changes->str, " hold.release {\"post\":17}\n"));
    ck_assert_ptr_nonnull(strstr(world->changes->str, " hold.reject {\"post\":18}\n"));
    world_end();
}
END_TEST

START_TEST(a_form_from_another_site_is_refused_even_with_its_token)
{
    world_start(3, NULL);
    log_in("coordinator");
    g_autofree char *page = NULL;
    get("/held", &page);
    g_autofree char *token = token_of(page), *body = g_strconcat("token=", token, NULL);
    const struct {
        Sent sent;
        int status;
    } cases[] = {
        { { .body = body, .site = "cross-site" }, 403 },
        { { .body = body, .site = "same-site" }, 403 },
        { { .body = body, .site = "none" }, 403 },
        { { .body = body, .origin = "https://evil.example" }, 403 },
        { { .body = body, .origin = "http://127.0.0.1:8091" }, 303 },
        { { .body = body, .origin = "null", .site = "same-origin" }, 303 },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(WebReply) reply = { 0 };
        browse_with("POST", "/held/1/reject", &cases[i].sent, &reply);
        ck_assert_msg(reply.status == cases[i].status, "case %zu: %d", i, reply.status);
    }
    world_end();
}
END_TEST

START_TEST(a_wrong_password_and_an_unknown_name_read_the_same_and_tries_are_few)
{
    world_start(1, NULL);
    world_staff(world, "ann", "coordinator");
    g_autofree char *wrong = NULL, *unknown = NULL;
    ck_assert_int_eq(post_from("/login", "/login", "name=ann&password=not+her+password", &wrong), 403);
    ck_assert_int_eq(post_from("/login", "/login", "name=bob&password=not+her+password", &unknown), 403);
    ck_assert_ptr_nonnull(strstr(wrong, "do not belong together"));
    ck_assert_ptr_nonnull(strstr(unknown, "do not belong together"));
    for (int i = 0; i < 4; i++)
        post_from("/login", "/login", "name=ann&password=x", NULL);
    ck_assert_int_eq(post_from("/login", "/login", "name=ann&password=three+plain+words", NULL), 429);
    world_ms += 61000;
    ck_assert_int_eq(post_from("/login", "/login", "name=ann&password=three+plain+words", NULL), 303);
    world_end();
}
END_TEST

START_TEST(a_session_ends_when_idle_when_old_and_at_log_out)
{
    world_start(1, NULL);
    log_in("coordinator");
    g_autofree char *cookie = g_strdup(world->cookie);
    for (int i = 0; i < 25; i++) {
        world_ms += 29 * 60000;
        int status = get("/cohorts", NULL);
        ck_assert_msg(status == (i < 24 ? 200 : 303), "after %d times 29 minutes: %d", i + 1, status);
    }
    log_in("coordinator");
    world_ms += 30 * 60000;
    ck_assert_int_eq(get("/cohorts", NULL), 303);
    log_in("coordinator");
    g_autofree char *mine = g_strdup(world->cookie);
    ck_assert_str_ne(mine, cookie);
    ck_assert_int_eq(post_from("/cohorts", "/logout", "", NULL), 303);
    g_free(world->cookie);
    world->cookie = g_strdup(mine);
    ck_assert_int_eq(get("/cohorts", NULL), 303);
    world_end();
}
END_TEST

START_TEST(the_cookie_is_for_this_site_only_and_for_no_script)
{
    world_start(1, "https://baraza.example/");
    g_auto(WebReply) secure = { 0 };
    browse_with("GET", "/login", &(Sent){ 0 }, &secure);
    const char *cookie = reply_header(&secure, "Set-Cookie");
    ck_assert(g_str_has_prefix(cookie, "__Host-baraza="));
    ck_assert_ptr_nonnull(strstr(cookie, "; Path=/; HttpOnly; SameSite=Strict; Secure"));
    ck_assert_ptr_nonnull(reply_header(&secure, "Strict-Transport-Security"));
    world_end();
    world_start(1, "");
    g_auto(WebReply) plain = { 0 };
    browse_with("GET", "/login", &(Sent){ 0 }, &plain);
    ck_assert_ptr_nonnull(strstr(reply_header(&plain, "Set-Cookie"), "; HttpOnly; SameSite=Strict"));
    world_end();
}
END_TEST

START_TEST(the_first_account_comes_from_a_link_that_works_once)
{
    world_start(1, NULL);
    GError *error = NULL;
    ck_assert_int_eq(get("/setup?t=guess", NULL), 404);
    g_autofree char *link = web_setup_path(world->web, &error);
    ck_assert_ptr_nonnull(link);
    ck_assert_int_eq(get(link, NULL), 200);
    ck_assert_int_eq(get("/setup?t=guess", NULL), 404);
    g_autofree char *page = NULL;
    g_autofree char *shrt = g_strdup_printf("t=%s&name=ann&password=short&again=short", strchr(link, '=') + 1);
    ck_assert_int_eq(post_from(link, "/setup", shrt, &page), 422);
    ck_assert_ptr_nonnull(strstr(page, "12 characters"));
    g_autofree char *fields =
        g_strdup_printf("t=%s&name=ann&password=three+plain+words&again=three+plain+words", strchr(link, '=') + 1);
    ck_assert_int_eq(post_from(link, "/setup", fields, NULL), 303);
    ck_assert_ptr_nonnull(strstr(world->changes->str,
        "setup staff.add {\"name\":\"ann\",\"role\":\"admin\",\"password\":\"$argon2id$v=19$m=65536,t=3,p=1$"));
    ck_assert_int_eq(get(link, NULL), 404);
    ck_assert_ptr_null(web_setup_path(world->web, &error));
    ck_assert_int_eq(post_from("/login", "/login", "name=ann&password=three+plain+words", NULL), 303);
    ck_assert_int_eq(get("/staff", NULL), 200);
    world_end();
}
END_TEST

/* The path with its word that a page shows. */
static char *link_on(const char *page)
{
    const char *start = strstr(page, "/welcome?t=");
    ck_assert_msg(start != NULL, "no link on: %s", page);
    return g_strndup(start, strcspn(start, "<"));
}

START_TEST(an_administrator_makes_accounts_and_is_told_what_is_wrong)
{
    world_start(1, NULL);
    log_in("admin");
    g_autofree char *page = NULL;
    ck_assert_int_eq(post_from("/staff", "/staff", "name=eve&role=king", &page), 422);
    ck_assert_ptr_nonnull(strstr(page, "roles of the list"));
    ck_assert_int_eq(post_from("/staff", "/staff", "name=eve&role=evaluator", &page), 200);
    g_autofree char *link = link_on(page);
    ck_assert_int_eq(post_from("/staff", "/staff", "name=eve&role=admin", &page), 409);
    get("/staff", &page);
    ck_assert_ptr_nonnull(strstr(page, "<h3>eve <span class=\"mark\">evaluator</span></h3>"));
    ck_assert_ptr_nonnull(strstr(page, "no password yet"));
    ck_assert_msg(!strstr(page, link), "the link is shown once");
    world_end();
}
END_TEST

START_TEST(a_link_lets_its_person_set_a_password_once)
{
    world_start(1, NULL);
    log_in("admin");
    g_autofree char *page = NULL;
    ck_assert_int_eq(post_from("/staff", "/staff", "name=eve&role=evaluator", &page), 200);
    g_autofree char *link = link_on(page);
    g_clear_pointer(&world->cookie, g_free);
    g_autofree char *word = g_strdup(strstr(link, "t=") + 2);
    g_autofree char *unlike = g_strdup_printf("t=%s&password=a+long+password&again=a+long+passwort", word);
    g_autofree char *fields = g_strdup_printf("t=%s&password=a+long+password&again=a+long+password", word);
    ck_assert_int_eq(post_from(link, "/welcome", unlike, &page), 422);
    ck_assert_ptr_nonnull(strstr(page, "not the same"));
    ck_assert_int_eq(post_from(link, "/welcome", fields, NULL), 303);
    ck_assert_msg(get(link, &page) == 404, "a second time: %s", page);
    world_ms += 120000;
    ck_assert_int_eq(post_from("/login", "/login", "name=eve&password=a+long+password", NULL), 303);
    ck_assert_int_eq(
        post_from("/password", "/password", "old=wrong+words+here&password=another+one+12&again=another+one+12", NULL),
        403);
    world_ms += 120000;
    ck_assert_int_eq(
        post_from("/password", "/password", "old=a+long+password&password=another+one+12&again=another+one+12", NULL),
        303);
    world_end();
}
END_TEST

/* Gives the account of a role another cohort than the one with learners. */
static void move_to_other_cohort(const char *role)
{
    GError *error = NULL;
    bool was = false;
    g_autoptr(Staff) staff = staff_find(world->store, role, &error);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    g_autoptr(Cohort) other = cohort_find(world->store, "other", NULL);
    if (!other) {
        other = cohort_new("other");
        g_free(other->zone);
        other->zone = g_strdup("Africa/Harare");
        other->version = world->cohort->version;
        other->start_day = world->cohort->start_day;
        ck_assert(cohort_add(world->store, other, &error));
    }
    ck_assert(staff_assign(world->store, staff, other, world->now, &error));
    ck_assert(staff_unassign(world->store, staff->id, world->cohort->id, &was, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

START_TEST(nobody_sees_a_cohort_that_is_not_hers)
{
    static const char *const roles[] = { "coordinator", "facilitator", "evaluator" };
    static const char *const never[] = { "Rudo", "Chipo", "Mrs Moyo", "partner refuses", "harare-1" };
    world_start(12, NULL);
    for (gsize r = 0; r < G_N_ELEMENTS(roles); r++) {
        log_in(roles[r]);
        g_autofree char *mine = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, world->cohort->id), *page = NULL;
        ck_assert_int_eq(get(mine, NULL), 200);
        move_to_other_cohort(roles[r]);
        for (const WebRoute *route = web_routes(); route->method; route++) {
            if (strcmp(route->method, "GET") != 0 || !(route->roles & web_role(roles[r])))
                continue;
            g_autofree char *to = address_of_route(route);
            int status = get(to, &page);
            bool of_cohort = strchr(route->path, '#') != NULL;
            ck_assert_msg(!of_cohort || status == 404, "%s sees %s: %d", roles[r], to, status);
            for (gsize i = 0; i < G_N_ELEMENTS(never); i++)
                ck_assert_msg(!strstr(page, never[i]), "%s sees \"%s\" on %s", roles[r], never[i], to);
        }
    }
    world_end();
}
END_TEST

START_TEST(nobody_decides_on_a_post_that_is_not_hers)
{
    world_start(12, NULL);
    g_autofree char *to = g_strdup_printf("/held/%" G_GINT64_FORMAT "/release", world_post(POST_HELD));
    log_in("facilitator");
    move_to_other_cohort("facilitator");
    ck_assert_int_eq(post_from("/held", to, "", NULL), 404);
    ck_assert_str_eq(world->changes->str, "");
    log_in("coordinator");
    ck_assert_int_eq(post_from("/held", to, "", NULL), 303);
    world_end();
}
END_TEST

START_TEST(a_removed_account_and_another_role_count_at_once)
{
    world_start(3, NULL);
    GError *error = NULL;
    log_in("facilitator");
    g_autoptr(Staff) staff = staff_find(world->store, "facilitator", &error);
    ck_assert_int_eq(get("/held", NULL), 200);
    g_autoptr(StoreTx) role = store_begin(world->store, &error);
    ck_assert(
        staff_set_role(world->store, staff->id, "evaluator", &error) && store_commit(g_steal_pointer(&role), &error));
    ck_assert_int_eq(get("/held", NULL), 403);
    g_autoptr(StoreTx) gone = store_begin(world->store, &error);
    ck_assert(staff_remove(world->store, world->vault, staff, world->now, &error) &&
              store_commit(g_steal_pointer(&gone), &error));
    ck_assert_msg(get("/cohorts", NULL) == 303, "she is logged out");
    world_end();
}
END_TEST

START_TEST(a_refused_change_says_why)
{
    world_start(1, NULL);
    log_in("coordinator");
    world->refuse = "The post was rejected a minute ago.";
    g_autofree char *page = NULL;
    ck_assert_int_eq(post_from("/held", "/held/5/release", "", &page), 409);
    ck_assert_ptr_nonnull(strstr(page, "The post was rejected a minute ago."));
    world_end();
}
END_TEST

START_TEST(today_names_what_is_stuck_and_what_is_due)
{
    world_start(12, NULL);
    log_in("coordinator");
    g_autofree char *page = NULL;
    ck_assert_int_eq(get("/", &page), 200);
    static const char *const always[] = { "Message undeliverable (code 131026)",
        "WhatsApp has not said whether it took it", "has not written for 24 hours", "is sending.", "posts held",
        "private questions", "scheduler behind" };
    for (gsize i = 0; i < G_N_ELEMENTS(always); i++)
        ck_assert_msg(strstr(page, always[i]) != NULL, "Today lacks \"%s\":\n%s", always[i], page);
    for (gsize i = 0; i < 3; i++)
        ck_assert_msg(!strstr(strstr(page, always[i]) + 1, always[i]), "Today says \"%s\" twice:\n%s", always[i], page);
    world_end();
}
END_TEST

static void fail_an_upload(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = g_bytes_new_static("%PDF-", 5);
    g_autofree char *sha256 = NULL, *none = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(library_put(world->library, bytes, "application/pdf", "a.pdf", &sha256, &error));
    ck_assert(library_upload_get(world->library, sha256, "N1", world->now, &none, &error));
    ck_assert(library_upload_settle(world->library, sha256, "N1", NULL, "(#100) no <such> file", world->now, &error));
    ck_assert_msg(store_commit(g_steal_pointer(&tx), &error), "%s", error ? error->message : "");
}

START_TEST(today_says_that_files_are_not_taken)
{
    world_start(12, NULL);
    log_in("coordinator");
    g_autofree char *before = NULL, *after = NULL;
    ck_assert_int_eq(get("/", &before), 200);
    ck_assert(!strstr(before, "does not take files"));
    fail_an_upload();
    ck_assert_int_eq(get("/", &after), 200);
    ck_assert_ptr_nonnull(strstr(after, "does not take files, so far 1:</b> (#100) no &lt;such&gt; file."));
    world_end();
}
END_TEST

/* The cell of a learner at a step, as the grid writes it: its class. Given. */
static char *cell_class(const char *page, int learner, const char *step)
{
    g_autofree char *to = g_strdup_printf(
        "href=\"%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%s\"", world->cohort->id, world->learners[learner], step);
    const char *at = strstr(page, to);
    ck_assert_msg(at != NULL, "no cell %s", to);
    return g_strndup(at - 3, 1);
}

START_TEST(a_cell_is_coloured_by_what_happened_last_and_leads_to_its_reason)
{
    world_start(12, NULL);
    GError *error = NULL;
    static const struct {
        int far;
        const char *css, *reason;
    } cases[] = {
        { 0, "q", "It waits for its turn to be sent." },
        { 1, "h", "The learner has not written for 24 hours" },
        { 2, "s", "" },
        { 3, "d", "" },
        { 4, "r", "" },
        { 5, "f", "Message undeliverable (code 131026)" },
        { 6, "q", "WhatsApp has not said whether it took it" },
    };
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    for (int i = 0; i < (int)G_N_ELEMENTS(cases); i++)
        if (i != 6)
            world_message(world, i, "m6p1", cases[i].far, world->now);
    world_message(world, 8, "m6p1", 6, world->now);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    log_in("coordinator");
    g_autofree char *to = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, world->cohort->id), *page = NULL, *why = NULL;
    ck_assert_int_eq(get(to, &page), 200);
    for (int i = 0; i < (int)G_N_ELEMENTS(cases); i++) {
        int learner = i == 6 ? 8 : i;
        g_autofree char *css = cell_class(page, learner, "m6p1");
        ck_assert_msg(strcmp(css, cases[i].css) == 0, "case %d is %s", i, css);
        g_autofree char *cell = g_strdup_printf("%s/%" G_GINT64_FORMAT "/m6p1", to, world->learners[learner]);
        ck_assert_int_eq(get(cell, &why), 200);
        ck_assert_msg(strstr(why, cases[i].reason) != NULL, "case %d: %s", i, why);
    }
    g_autofree char *stopped = cell_class(page, 11, "m6p1"), *waiting = cell_class(page, 9, "m6p1");
    ck_assert_str_eq(stopped, "o");
    ck_assert_str_eq(waiting, "w");
    world_end();
}
END_TEST

START_TEST(a_test_that_was_closed_without_an_answer_is_not_called_done)
{
    world_start(12, NULL);
    log_in("coordinator");
    g_autofree char *to = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, world->cohort->id), *page = NULL;
    get(to, &page);
    g_autofree char *closed = cell_class(page, world_in_mood(world, "pre", 3), "pre"),
                    *answered = cell_class(page, world_in_mood(world, "pre", 8), "pre");
    ck_assert_str_eq(closed, "r");
    ck_assert_str_eq(answered, "k");
    ck_assert_ptr_nonnull(strstr(page, "read: closed without an answer"));
    world_end();
}
END_TEST

START_TEST(no_query_of_a_page_walks_a_table_by_accident)
{
    world_start(1, NULL);
    GError *error = NULL;
    web_prepare(world->web, &error);
    unit_assert_ok(error);
    world_end();
}
END_TEST

static void names_its_own_style(const char *to)
{
    g_auto(WebReply) reply = { 0 };
    browse_with("GET", to, &(Sent){ 0 }, &reply);
    ck_assert_int_eq(reply.status, 200);
    g_autofree char *page = reply_text(&reply);
    const char *start = strstr(page, "<style>") + strlen("<style>"), *end = strstr(start, "</style>");
    unsigned char digest[32];
    crypto_hash_sha256(digest, (const unsigned char *)start, (unsigned long long)(end - start));
    g_autofree char *sum = g_base64_encode(digest, sizeof digest);
    g_autofree char *source = g_strdup_printf("'sha256-%s';", sum);
    const char *policy = reply_header(&reply, "Content-Security-Policy");
    ck_assert_msg(strstr(policy, source) != NULL, "%s is not in %s", source, policy);
}

START_TEST(the_report_and_the_poster_name_their_own_style_and_nothing_else)
{
    world_start(3, NULL);
    g_autofree char *report = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/report", world->cohort->id);
    g_autofree char *poster = g_strdup_printf(
        "/cohort/%" G_GINT64_FORMAT "/invite/%" G_GINT64_FORMAT "/poster", world->cohort->id, world->invitation);
    log_in("evaluator");
    names_its_own_style(report);
    log_in("facilitator");
    names_its_own_style(poster);
    world_end();
}
END_TEST

START_TEST(a_strange_address_is_answered_with_a_sentence)
{
    world_start(1, NULL);
    log_in("coordinator");
    static const struct {
        const char *method, *target;
        int status;
    } cases[] = {
        { "GET", "/nowhere", 404 },
        { "GET", "/cohort/999", 404 },
        { "GET", "/cohort/x", 404 },
        { "GET", "/cohort/-1", 404 },
        { "GET", "/cohort/99999999999999999999", 404 },
        { "GET", "/static/../web.c", 404 },
        { "GET", "/static/web.sql", 404 },
        { "GET", "//", 404 },
        { "POST", "/cohorts", 405 },
        { "GET", "/held/1/release", 405 },
        { "GET", "/healthz", 200 },
        { "GET", "/static/live.js", 200 },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(WebReply) reply = { 0 };
        browse_with(cases[i].method, cases[i].target, &(Sent){ .body = "a=b", .site = "same-origin" }, &reply);
        ck_assert_msg(reply.status == cases[i].status, "%s: %d", cases[i].target, reply.status);
    }
    world_end();
}
END_TEST

/* With WEB_OUT=DIR: the pages as files beside their style, to be looked at. */
START_TEST(pages_can_be_looked_at)
{
    const char *dir = g_getenv("WEB_OUT");
    if (!dir)
        return;
    world_start(28, NULL);
    g_autofree char *base = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, world->cohort->id);
    g_autofree char *cell = g_strdup_printf("%s/%" G_GINT64_FORMAT "/m3p1", base, world->learners[4]);
    const struct {
        const char *role, *target, *name;
    } shots[] = { { NULL, "/login", "login" }, { "coordinator", "/", "today" },
        { "coordinator", "/cohorts", "cohorts" }, { "coordinator", base, "grid" }, { "coordinator", cell, "cell" },
        { "coordinator", "/held", "held" }, { "admin", "/staff", "staff" }, { "auditor", "/journal", "journal" },
        { "evaluator", base, "grid-evaluator" } };
    for (gsize i = 0; i < G_N_ELEMENTS(shots); i++) {
        if (shots[i].role)
            log_in(shots[i].role);
        g_autofree char *page = NULL, *path = g_strdup_printf("%s/%s.html", dir, shots[i].name);
        get(shots[i].target, &page);
        g_autoptr(GString) local = g_string_new(page);
        g_string_replace(local, "\"/static/", "\"static/", 0);
        ck_assert(g_file_set_contents(path, local->str, -1, NULL));
        g_print("%s %zu bytes\n", shots[i].name, strlen(page));
    }
    world_end();
}
END_TEST

UNIT_MAIN("web", every_route_that_is_not_open_asks_for_a_log_in, each_role_sees_its_own_routes_and_no_other,
    the_journal_says_the_year, the_first_page_is_the_first_that_the_role_may_see,
    what_each_role_may_do_is_the_agreed_table, the_evaluator_and_the_administrator_never_see_a_name_or_a_post,
    a_page_that_has_not_changed_is_not_sent_again, a_long_room_is_shown_in_parts,
    every_page_is_safe_small_and_without_style_or_number, text_from_outside_is_text_on_the_page,
    a_change_without_its_forms_token_is_refused, a_form_from_another_site_is_refused_even_with_its_token,
    a_wrong_password_and_an_unknown_name_read_the_same_and_tries_are_few,
    a_session_ends_when_idle_when_old_and_at_log_out, the_cookie_is_for_this_site_only_and_for_no_script,
    the_first_account_comes_from_a_link_that_works_once, an_administrator_makes_accounts_and_is_told_what_is_wrong,
    a_link_lets_its_person_set_a_password_once, nobody_sees_a_cohort_that_is_not_hers,
    nobody_decides_on_a_post_that_is_not_hers, a_removed_account_and_another_role_count_at_once,
    a_refused_change_says_why, today_names_what_is_stuck_and_what_is_due, today_says_that_files_are_not_taken,
    a_cell_is_coloured_by_what_happened_last_and_leads_to_its_reason,
    a_test_that_was_closed_without_an_answer_is_not_called_done, no_query_of_a_page_walks_a_table_by_accident,
    the_report_and_the_poster_name_their_own_style_and_nothing_else, a_strange_address_is_answered_with_a_sentence,
    pages_can_be_looked_at)

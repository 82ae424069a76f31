/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cohort of the web tests behind a real socket, for a browser: prints one address per page and role, serves until
 * its standard input ends. Run with CK_FORK=no. */
#include "code_world.h"
#include "../unit/report_trial.h"
#include "room_rules.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#define BLINK_MS 200

static const char *const role_names[] = { "admin", "coordinator", "facilitator", "evaluator", "auditor" };

static int64_t coded, disputed; /* a study that is being coded, and one that is being decided */

static void run_code(const char *verb, const char *params)
{
    GError *error = NULL;
    g_autoptr(cJSON) json = json_parse(params, strlen(params), &error);
    g_autoptr(cJSON) done = json ? admin_run(world->run_data, "cli", verb, json, world->now, &error) : NULL;
    ck_assert_msg(done != NULL, "%s: %s", params, error ? error->message : "");
}

/* What was said, coded by two who differ. */
static void make_studies(void)
{
    const char *const coders[] = { "evaluator", "ben", NULL };
    world_staff(world, "ben", "evaluator");
    code_say(0, "We call the mothers, and we ask the one who keeps the register to look again");
    code_say(2, "I do not agree");
    coded = code_study_made("first look at what was said", coders);
    disputed = code_study_made("disputed", coders);
    for (int unit = 1; unit <= 2; unit++)
        for (int i = 0; i < 2; i++) {
            g_autofree char *who =
                g_strdup_printf("\"study\":\"disputed\",\"unit\":%d,\"coder\":\"%s\"", unit, coders[i]);
            g_autofree char *code = g_strdup_printf("{%s,\"code\":\"phase%d\"}", who, i + unit);
            g_autofree char *done = g_strdup_printf("{%s}", who);
            run_code("code.apply", code);
            run_code("code.done", done);
        }
    run_code("code.adjudicate", "{\"study\":\"disputed\"}");
}

/* An address that a route fits, with things that are there. Given. */
static char *place_of(const WebRoute *route)
{
    g_auto(GStrv) parts = g_strsplit(route->path, "/", 0);
    g_autoptr(GString) out = g_string_new("");
    int numbers = 0;
    for (char **part = parts + 1; *part; part++)
        if (strcmp(*part, "#") == 0)
            g_string_append_printf(out, "/%" G_GINT64_FORMAT,
                g_str_has_prefix(route->path, "/question/")          ? world_post(POST_QUESTION)
                : !numbers++                                         ? world->cohort->id
                : strstr(route->path, "/code/")                      ? coded
                : strstr(route->path, "/decide/")                    ? disputed
                : g_str_has_prefix(route->path, "/cohort/#/invite/") ? world->invitation
                                                                     : world->learners[0]);
        else
            g_string_append_printf(out, "/%s", strcmp(*part, "*") ? *part : "m1p1");
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static bool is_page(const WebRoute *route)
{
    static const char *const other[] = { "/static", "/healthz", "/badge", "/setup", "/welcome" };
    for (gsize i = 0; i < G_N_ELEMENTS(other); i++)
        if (g_str_has_prefix(route->path, other[i]))
            return false;
    return strcmp(route->method, "GET") == 0 && !g_str_has_suffix(route->path, "/file");
}

#define OPENED "/opened/report"

/* A report with all its parts: that of the cohort is sealed still. Given. */
static char *opened_report(void)
{
    Trial t = { .name = "opened",
        .learners = 60,
        .rooms = 6,
        .facilities = 6,
        .base = .4,
        .gain = .2,
        .lost = .2,
        .forms = 3,
        .items = 8,
        .seed = 3 };
    g_autoptr(ReportData) data = report_trial(&t);
    g_autoptr(cJSON) view = report_view(data);
    return report_html(view, NULL);
}

/* Something to read on pages that would be empty. */
static void make_talk(void)
{
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    g_autoptr(Enrolment) e = enrolment_get(world->store, world->vault, world->learners[0], &error);
    Rules rules = { .cohort = world->cohort->id,
        .text = (char *)"No patient's name, ever.\nNo forwarded messages.",
        .proposed = world->now - 3 * DAY,
        .closes = world->now - DAY };
    Post draft = { .cohort = world->cohort->id,
        .room = e ? e->room : 0,
        .staff = 2,
        .text = (char *)"*Week 1 in our room*\n\n7 posts by 4 of 6.",
        .state = POST_DRAFT,
        .keep = true,
        .written = world->now - HOUR };
    ck_assert(rules_add(world->store, &rules, &error) && rules_set_state(world->store, rules.id, RULES_HOLD, &error) &&
              post_add(world->store, &draft, &error) && store_commit(g_steal_pointer(&tx), &error));
}

static void print_pages(void)
{
    printf("evaluator " OPENED "\n");
    for (gsize r = 0; r < G_N_ELEMENTS(role_names); r++)
        world_staff(world, role_names[r], role_names[r]);
    make_studies();
    make_talk();
    for (gsize r = 0; r < G_N_ELEMENTS(role_names); r++) {
        for (const WebRoute *route = web_routes(); route->method; route++) {
            g_autofree char *to = is_page(route) ? place_of(route) : NULL;
            if (to && (route->roles & web_role(role_names[r])))
                printf("%s %s\n", role_names[r], to);
            else if (to && !route->roles && r == 0)
                printf("- %s\n", to);
        }
    }
}

static void answer(Net *net, const NetRequest *request)
{
    g_auto(WebReply) reply = { 0 };
    world_ms += 1000; /* logins come faster here than people type */
    if (strcmp(request->target, OPENED) == 0) {
        char *page = opened_report();
        reply.body = g_bytes_new_take(page, strlen(page));
        reply.status = 200;
        reply.reply = (NetReply){ .content_type = "text/html; charset=utf-8", .body = reply.body };
    } else {
        web_handle(world->web, request, world->now, &reply);
    }
    net_reply(net, request->id, reply.status, &reply.reply);
}

START_TEST(pages_are_served_until_the_input_ends)
{
    GError *error = NULL;
    hands_start(6);
    NetListener listener = { .name = "pages", .methods = "GET POST HEAD", .max_body = 1 << 20 };
    NetConfig config = { .listeners = &listener, .n_listeners = 1 };
    g_autoptr(Net) net = net_start(&config, &error);
    world_ok(error);
    print_pages();
    printf("ready http://127.0.0.1:%d\n", net_port(net, "pages"));
    fflush(stdout);
    struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
    while (poll(&input, 1, 0) == 0) {
        g_autoptr(GPtrArray) requests = g_ptr_array_new_with_free_func((GDestroyNotify)net_request_free);
        net_take(net, BLINK_MS, requests);
        for (guint i = 0; i < requests->len; i++)
            answer(net, requests->pdata[i]);
    }
    hands_end();
}
END_TEST

UNIT_MAIN("serve_world", pages_are_served_until_the_input_ends)

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands_world.h"

/* One try to log in from an address; gives the status. */
static int try_from(const char *peer, const char *name)
{
    g_autofree char *page = NULL;
    g_clear_pointer(&world->cookie, g_free);
    get("/login", &page);
    g_autofree char *token = token_of(page);
    g_autofree char *body = g_strdup_printf("name=%s&password=three+plain+words&token=%s", name, token);
    g_auto(WebReply) reply = { 0 };
    browse_with("POST", "/login", &(Sent){ .body = body, .site = "same-origin", .peer = peer }, &reply);
    return reply.status;
}

START_TEST(tries_from_one_address_do_not_keep_the_others_out)
{
    world_start(1, NULL);
    world_staff(world, "ann", "coordinator");
    for (int i = 0; i < 40; i++) {
        g_autofree char *name = g_strdup_printf("nobody%d", i);
        ck_assert_int_eq(try_from("203.0.113.9", name), i < 10 ? 403 : 429);
    }
    ck_assert_int_eq(try_from("203.0.113.9", "ann"), 429);
    ck_assert_int_eq(try_from("203.0.113.10", "ann"), 303);
    world_end();
}
END_TEST

START_TEST(an_account_without_a_password_lets_nobody_in)
{
    world_start(1, NULL);
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(staff_add(world->store, "eve", "coordinator", "", world->now, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    ck_assert_int_eq(try_from("203.0.113.9", "eve"), 403);
    world_end();
}
END_TEST

/* A POST to what is there, of the cohort with learners; the token is right. Given. */
static char *change_address(const WebRoute *route)
{
    g_auto(GStrv) parts = g_strsplit(route->path, "/", 0);
    g_autoptr(GString) out = g_string_new("");
    bool of_post = g_str_has_prefix(route->path, "/held/") || g_str_has_prefix(route->path, "/question/");
    int numbers = 0;
    for (char **part = parts + 1; *part; part++)
        if (strcmp(*part, "#") == 0)
            g_string_append_printf(out, "/%" G_GINT64_FORMAT,
                of_post     ? world_post(POST_HELD)
                : numbers++ ? world->learners[0]
                            : world->cohort->id);
        else
            g_string_append_printf(out, "/%s", strcmp(*part, "*") ? *part : "pause");
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static void give_other_cohort(const char *name)
{
    GError *error = NULL;
    bool was = false;
    g_autoptr(Staff) staff = staff_find(world->store, name, &error);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    g_autoptr(Cohort) other = cohort_new(name);
    other->version = world->cohort->version;
    ck_assert(cohort_add(world->store, other, &error) && staff_assign(world->store, staff, other, world->now, &error));
    ck_assert(staff_unassign(world->store, staff->id, world->cohort->id, &was, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

/* Each change, with a right token, by somebody whose role or cohort it is not. */
START_TEST(nobody_changes_what_her_role_or_cohort_does_not_include)
{
    static const char *const roles[] = { "admin", "coordinator", "facilitator", "evaluator", "auditor" };
    world_start(3, NULL);
    int refused = 0;
    for (gsize r = 0; r < G_N_ELEMENTS(roles); r++) {
        log_in(roles[r]);
        bool other = strcmp(roles[r], "coordinator") == 0 || strcmp(roles[r], "facilitator") == 0;
        if (other)
            give_other_cohort(roles[r]);
        for (const WebRoute *route = web_routes(); route->method; route++) {
            bool hers = route->roles & web_role(roles[r]), of_cohort = strchr(route->path, '#') != NULL;
            if (strcmp(route->method, "POST") != 0 || !route->roles || (hers && (!other || !of_cohort)))
                continue;
            g_autofree char *to = change_address(route);
            int status = post_from("/password", to, "text=Hello&go=send&days=2", NULL), wanted = hers ? 404 : 403;
            ck_assert_msg(status == wanted, "%s on %s: %d, not %d", roles[r], to, status, wanted);
            refused++;
        }
    }
    ck_assert_int_gt(refused, 30);
    ck_assert_str_eq(world->changes->str, "");
    world_end();
}
END_TEST

START_TEST(today_tells_what_waits_for_staff_to_write)
{
    world_start(3, NULL);
    log_in("facilitator");
    GError *error = NULL;
    int64_t id = 0;
    g_autofree char *page = NULL;
    g_autoptr(Staff) staff = staff_find(world->store, "facilitator", &error);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(staff_set_phone(world->store, world->vault, staff, "+263771999999", "en", world->now, &error));
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, "Your card");
    OutboxAdd add = { .key = "card", .learner = staff->learner, .lane = LANE_REPLY, .message = message, .due = 1 };
    ck_assert(outbox_add(world->store, &add, world->now - 7200, &id, &error));
    ck_assert(outbox_hold(world->store, id, HELD_WINDOW, 0, &error) && store_commit(g_steal_pointer(&tx), &error));
    get("/", &page);
    ck_assert_msg(strstr(page, "<b>1 message</b> waiting for you for 2 h") != NULL, "%s", page);
    log_in("coordinator");
    get("/", &page);
    ck_assert_msg(strstr(page, "<b>1 message</b> waiting for 2 h until facilitator writes") != NULL, "%s", page);
    give_other_cohort("coordinator");
    get("/", &page);
    ck_assert_ptr_null(strstr(page, "for facilitator wait"));
    world_end();
}
END_TEST

/* Where something is done for the learner whom the facilitator and the coordinator share. Given. */
static char *act_at(const char *rest)
{
    return g_strdup_printf(
        "/cohort/%" G_GINT64_FORMAT "/learner/%" G_GINT64_FORMAT "/do%s", world->cohort->id, world->learners[2], rest);
}

START_TEST(a_learner_is_withdrawn_by_a_coordinator_after_a_trial)
{
    hands_start(3);
    GError *error = NULL;
    g_autofree char *at = act_at(""), *leave = act_at("/withdraw"), *page = NULL;
    log_in("facilitator");
    get(at, &page);
    page_says(page, "Send a step again");
    ck_assert_ptr_null(strstr(page, "Take her out"));
    ck_assert_int_eq(post_from(at, leave, "reason=moved+away&go=preview", &page), 403);
    log_in("coordinator");
    ck_assert_int_eq(post_from(at, leave, "reason=moved+away&go=preview", &page), 200);
    page_says(page, "nothing is changed yet");
    g_autofree char *ticket = ticket_of(page), *send = g_strdup_printf("reason=moved+away&go=send&ticket=%s", ticket);
    g_autoptr(Enrolment) before = enrolment_get(world->store, world->vault, world->learners[2], &error);
    ck_assert_int_eq(before->state, ENROLMENT_ACTIVE);
    ck_assert_int_eq(post_from(at, leave, send, &page), 303);
    g_autoptr(Enrolment) after = enrolment_get(world->store, world->vault, world->learners[2], &error);
    ck_assert_int_eq(after->state, ENROLMENT_REMOVED);
    hands_end();
}
END_TEST

START_TEST(what_cannot_be_done_for_a_learner_says_why)
{
    hands_start(3);
    log_in("coordinator");
    static const struct {
        const char *word, *fields, *says;
    } cases[] = { { "/again", "step=nosuchstep", "nosuchstep" }, { "/move", "room=9", "none of those" },
        { "/phone", "phone=077", "with its country" }, { "/withdraw", "reason=", "Reason" },
        { "/name", "name=++", "Name" }, { "/merge", "other=L999999", "no learner" } };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *at = act_at(""), *to = act_at(cases[i].word), *page = NULL;
        g_autofree char *fields = g_strdup_printf("%s&go=preview", cases[i].fields);
        int status = post_from(at, to, fields, &page);
        ck_assert_msg(status == 409 || status == 422, "%s: %d", cases[i].word, status);
        page_says(page, cases[i].says);
        ck_assert_ptr_null(strstr(page, "Tried: nothing"));
    }
    hands_end();
}
END_TEST

UNIT_MAIN("web_door", tries_from_one_address_do_not_keep_the_others_out, an_account_without_a_password_lets_nobody_in,
    nobody_changes_what_her_role_or_cohort_does_not_include, today_tells_what_waits_for_staff_to_write,
    a_learner_is_withdrawn_by_a_coordinator_after_a_trial, what_cannot_be_done_for_a_learner_says_why)

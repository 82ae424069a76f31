/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web_world.h"

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

UNIT_MAIN("web_door", tries_from_one_address_do_not_keep_the_others_out, an_account_without_a_password_lets_nobody_in)

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "web_world.h"

#include "certificate.h"

#define PAPER                                                                                                          \
    "{\"name\":\"Tendai Moyo\",\"title\":\"Clean hands\",\"edition\":\"1.0\",\"minutes\":90,\"registration\":"         \
    "\"RGN 123\"}"

/* One that was issued to the first learner; its code as printed. Given. */
static char *issue(guint8 seed, int64_t *id)
{
    g_autoptr(GError) error = NULL;
    guint8 random[16] = { seed, 7, 99, 3 };
    g_autoptr(Certificate) c = g_new0(Certificate, 1);
    c->cohort = world->cohort->id;
    c->enrolment = 1000 + seed;
    c->issued = 1767268800;
    c->code = certificate_code(random);
    c->sha256 = g_strdup("abc");
    c->printed = vault_seal(world->vault, PAPER);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(certificate_add(world->store, c, 0, &error) && store_commit(g_steal_pointer(&tx), &error));
    *id = c->id;
    return certificate_code_print(c->code);
}

static int look(const char *code, char **page)
{
    g_autofree char *to = g_strconcat("/check/", code, NULL);
    return get(to, page);
}

START_TEST(a_valid_code_shows_course_hours_and_initials_but_no_name)
{
    world_start(1, NULL);
    int64_t id = 0;
    g_autofree char *code = issue(1, &id), *page = NULL;
    ck_assert_int_eq(look(code, &page), 200);
    static const char *const there[] = { "Valid.", "Clean hands", "1.5", "T. M.", "2026-01-01" };
    for (gsize i = 0; i < G_N_ELEMENTS(there); i++)
        ck_assert_msg(strstr(page, there[i]) != NULL, "%s is not in %s", there[i], page);
    static const char *const never[] = { "Tendai", "Moyo", "RGN 123", "Not valid" };
    for (gsize i = 0; i < G_N_ELEMENTS(never); i++)
        ck_assert_msg(strstr(page, never[i]) == NULL, "%s is in %s", never[i], page);
    world_end();
}
END_TEST

START_TEST(a_code_may_be_typed_into_the_form_in_small_letters)
{
    world_start(1, NULL);
    int64_t id = 0;
    g_autofree char *code = issue(2, &id), *small = g_ascii_strdown(code, -1), *page = NULL, *form = NULL;
    g_strdelimit(small, "-", '+');
    g_autofree char *to = g_strconcat("/check?code=", small, NULL);
    ck_assert_int_eq(get(to, &page), 200);
    ck_assert_msg(strstr(page, "Valid.") != NULL, "%s", page);
    ck_assert_int_eq(get("/check", &form), 200);
    ck_assert_msg(strstr(form, "name=\"code\"") != NULL, "%s", form);
    world_end();
}
END_TEST

START_TEST(what_was_revoked_replaced_or_forgotten_says_so)
{
    g_autoptr(GError) error = NULL;
    bool changed = false;
    world_start(1, NULL);
    int64_t revoked = 0, replaced = 0, forgotten = 0;
    g_autofree char *one = issue(3, &revoked), *two = issue(4, &replaced), *three = issue(5, &forgotten);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(certificate_revoke(world->store, revoked, "a private reason", 1767355200, &changed, &error));
    ck_assert(certificate_revoke(world->store, replaced, "replaced", 1767355200, &changed, &error));
    ck_assert(certificate_replace(world->store, replaced, 77, &error));
    ck_assert(certificate_forget(world->store, 1005, &error) && store_commit(g_steal_pointer(&tx), &error));
    g_autofree char *page = NULL, *other = NULL, *gone = NULL;
    ck_assert_int_eq(look(one, &page), 200);
    ck_assert_msg(strstr(page, "revoked on 2026-01-02") && !strstr(page, "Valid."), "%s", page);
    ck_assert_msg(strstr(page, "a private reason") == NULL, "%s", page);
    ck_assert_int_eq(look(two, &other), 200);
    ck_assert_msg(strstr(other, "Replaced") && !strstr(other, "revoked on"), "%s", other);
    ck_assert_int_eq(look(three, &gone), 200);
    ck_assert_msg(strstr(gone, "Valid.") && strstr(gone, "her data to be removed"), "%s", gone);
    world_end();
}
END_TEST

START_TEST(an_unknown_code_and_a_wrong_one_are_told_apart)
{
    world_start(1, NULL);
    const guint8 random[16] = { 9, 9, 9 };
    g_autofree char *code = certificate_code(random), *page = NULL, *wrong = NULL;
    ck_assert_int_eq(look(code, &page), 404);
    ck_assert_msg(strstr(page, "Unknown.") != NULL, "%s", page);
    ck_assert_int_eq(look("7K3QXM", &wrong), 404);
    ck_assert_msg(strstr(wrong, "no certificate code") != NULL, "%s", wrong);
    world_end();
}
END_TEST

START_TEST(nobody_looks_up_codes_without_end)
{
    world_start(1, NULL);
    int status = 200;
    for (int i = 0; i < 300 && status != 429; i++)
        status = look("7K3QXM", NULL);
    ck_assert_int_eq(status, 429);
    world_ms += 60000;
    ck_assert_int_eq(look("7K3QXM", NULL), 404);
    world_end();
}
END_TEST

static int badge(const char *code, char **page)
{
    g_autofree char *to = g_strconcat("/badge/", code, NULL);
    return get(to, page);
}

START_TEST(a_badge_can_be_verified_by_others_and_names_nobody)
{
    g_autoptr(GError) error = NULL;
    bool changed = false;
    world_start(1, "https://h.example");
    int64_t id = 0, ended = 0;
    g_autofree char *code = issue(21, &id), *other = issue(22, &ended), *page = NULL, *issuer = NULL, *check = NULL;
    ck_assert_int_eq(badge(code, &page), 200);
    static const char *const there[] = { "OpenBadgeCredential", "Clean hands", "\"creditsEarned\":1.5",
        "https://h.example/badge/issuer#key", "eddsa-rdfc-2022", "2026-01-01T12:00:00Z" };
    for (gsize i = 0; i < G_N_ELEMENTS(there); i++)
        ck_assert_msg(strstr(page, there[i]) != NULL, "%s is not in %s", there[i], page);
    static const char *const never[] = { "Tendai", "Moyo", "T. M.", "RGN 123" };
    for (gsize i = 0; i < G_N_ELEMENTS(never); i++)
        ck_assert_msg(strstr(page, never[i]) == NULL, "%s is in %s", never[i], page);
    ck_assert_int_eq(badge("issuer", &issuer), 200);
    ck_assert_msg(strstr(issuer, "\"publicKeyMultibase\":\"z6Mk") && !strstr(issuer, "\"name\""), "%s", issuer);
    look(code, &check);
    ck_assert_msg(strstr(check, "/badge/") != NULL, "%s", check);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(certificate_revoke(world->store, ended, "x", 1767355200, &changed, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    ck_assert_int_eq(badge(other, &page), 410);
    look(other, &check);
    ck_assert_ptr_null(strstr(check, "/badge/"));
    ck_assert_int_eq(badge("AAAAAA-BBBBBB-CCCCCC", &page), 404);
    world_end();
}
END_TEST

START_TEST(without_a_public_address_there_is_no_badge)
{
    world_start(1, NULL);
    int64_t id = 0;
    g_autofree char *code = issue(23, &id), *page = NULL, *check = NULL;
    ck_assert_int_eq(badge(code, &page), 404);
    ck_assert_msg(strstr(page, "public_url") != NULL, "%s", page);
    look(code, &check);
    ck_assert_ptr_null(strstr(check, "/badge/"));
    world_end();
}
END_TEST

UNIT_MAIN("web_check", a_badge_can_be_verified_by_others_and_names_nobody, without_a_public_address_there_is_no_badge,
    a_valid_code_shows_course_hours_and_initials_but_no_name, a_code_may_be_typed_into_the_form_in_small_letters,
    what_was_revoked_replaced_or_forgotten_says_so, an_unknown_code_and_a_wrong_one_are_told_apart,
    nobody_looks_up_codes_without_end)

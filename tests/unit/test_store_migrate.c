/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An older database is brought up whole or not at all, and a newer one is left alone. */
#include "store_migrate.h"
#include "store_fixture.h"

QUERY(thing_colour, "SELECT colour FROM thing WHERE id = :id", 1, "id", NULL);

static const StoreStep steps[] = {
    { 1, "001_numbers.sql", "" },
    { 2, "002_colour.sql", "ALTER TABLE thing ADD COLUMN colour TEXT; UPDATE thing SET colour = 'grey'" },
    { 3, "003_weight.sql", "UPDATE thing SET colour = 'dark ' || colour; ALTER TABLE thing DROP COLUMN weight" },
    { 0, NULL, NULL },
};
static const StoreStep broken[] = {
    { 1, "001_numbers.sql", "" },
    { 2, "002_colour.sql", "ALTER TABLE thing ADD COLUMN colour TEXT; UPDATE thing SET colour = 'grey'" },
    { 3, "003_typo.sql", "UPDATE thng SET colour = 'x'" },
    { 0, NULL, NULL },
};

/* As a release before the steps left it. */
static Fixture *old_database(void)
{
    Fixture *f = fixture_new();
    g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
    ck_assert(tx && store_run(f->store, &thing_add, ARGS(ARG_INT("id", 1), ARG_TEXT("name", "chair")), NULL, NULL));
    ck_assert(store_commit(g_steal_pointer(&tx), NULL));
    return f;
}

static int number(const Fixture *f)
{
    int n = -1;
    ck_assert(store_schema_number(f->store, &n, NULL));
    return n;
}

static char *colour(const Fixture *f, GError **error)
{
    char *text = NULL;
    store_get_text(f->store, &thing_colour, ARGS(ARG_INT("id", 1)), &text, error);
    return text;
}

START_TEST(an_old_database_takes_every_step_in_order)
{
    g_autoptr(Fixture) f = old_database();
    g_autoptr(GError) error = NULL;
    ck_assert_int_eq(number(f), 0);
    store_migrate(f->store, steps, &error);
    unit_assert_ok(error);
    ck_assert_int_eq(number(f), 3);
    g_autofree char *text = colour(f, &error);
    ck_assert_str_eq(text, "dark grey");
    ck_assert(store_integrity(f->store, &error));
}
END_TEST

START_TEST(one_that_is_half_way_takes_the_rest_and_again_changes_nothing)
{
    g_autoptr(Fixture) f = old_database();
    g_autoptr(GError) error = NULL;
    static const StoreStep first[] = { { 1, "001_numbers.sql", "" },
        { 2, "002_colour.sql", "ALTER TABLE thing ADD COLUMN colour TEXT; UPDATE thing SET colour = 'red'" },
        { 0, NULL, NULL } };
    ck_assert(store_migrate(f->store, first, &error) && store_migrate(f->store, steps, &error));
    ck_assert(store_migrate(f->store, steps, &error));
    g_autofree char *text = colour(f, &error);
    ck_assert_str_eq(text, "dark red");
}
END_TEST

START_TEST(a_step_that_fails_takes_everything_back)
{
    g_autoptr(Fixture) f = old_database();
    g_autoptr(GError) error = NULL;
    ck_assert(!store_migrate(f->store, broken, &error));
    ck_assert_msg(strstr(error->message, "003_typo.sql") != NULL, "%s", error->message);
    ck_assert_int_eq(number(f), 0);
    g_clear_error(&error);
    g_autofree char *text = colour(f, &error);
    ck_assert_ptr_nonnull(error); /* there is no such column */
    g_clear_error(&error);
    ck_assert(store_migrate(f->store, steps, &error));
}
END_TEST

START_TEST(a_newer_database_is_left_alone)
{
    g_autoptr(Fixture) f = old_database();
    g_autoptr(GError) error = NULL;
    ck_assert(store_schema_set(f->store, 9, &error));
    ck_assert(!store_migrate(f->store, steps, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STATE));
    unit_assert_error(error, "newer Baraza");
    ck_assert_int_eq(number(f), 9);
}
END_TEST

UNIT_MAIN("store_migrate", an_old_database_takes_every_step_in_order,
    one_that_is_half_way_takes_the_rest_and_again_changes_nothing, a_step_that_fails_takes_everything_back,
    a_newer_database_is_left_alone)

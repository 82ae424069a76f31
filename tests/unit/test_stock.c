/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is lacking and what can be given: names, rows, matches. */
#include "stock.h"
#include "unit.h"

#define DAY ((int64_t)24 * 60 * 60)

static Store *open_store(void)
{
    g_autoptr(GError) error = NULL;
    Store *store = store_open(":memory:", NULL, &error);
    ck_assert(store_create(store, stock_schema, &error));
    unit_assert_ok(error);
    return store;
}

static int64_t put(Store *store, int64_t who, const char *item, const char *place, int64_t qty, int64_t now, bool *news)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    g_autoptr(Stock) s = g_new0(Stock, 1);
    bool known = false, fresh = false;
    *s = (Stock){ .cohort = 1, .enrolment = who, .qty = qty, .at = now, .until = now + 14 * DAY };
    s->facility = g_strdup(place);
    s->place = stock_key(place);
    ck_assert(tx && stock_name(store, 1, item, now, &s->item, &s->shown, &known, &error));
    ck_assert(stock_put(store, s, &fresh, &error) && store_commit(g_steal_pointer(&tx), &error));
    unit_assert_ok(error);
    if (news)
        *news = fresh;
    return s->id;
}

START_TEST(case_accents_signs_and_blanks_make_no_difference)
{
    static const char *const same[] = { "Amoxicillin 250 mg", "AMOXICILLIN 250mg", " amoxicillin, 250 MG.",
        "Amoxicíllin-250-mg" };
    g_autofree char *key = stock_key(same[0]);
    for (gsize i = 0; i < G_N_ELEMENTS(same); i++) {
        g_autofree char *other = stock_key(same[i]);
        ck_assert_str_eq(other, key);
    }
}
END_TEST

START_TEST(a_slip_is_the_same_item_and_another_strength_never)
{
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        { "Amoxicillin 250 mg", "Amoxycilin 250 mg", true },
        { "Amoxicillin 250 mg", "Amoxicillin 500 mg", false },
        { "Amoxicillin 250 mg", "Amoxicillin 25 mg", false },
        { "Artemether 20/120", "Artemether 201/20", false },
        { "gloves", "glowes", true },
        { "ORS", "ARV", false },
        { "ORS", "OR5", false },
        { "TDF", "TDX", false },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *a = stock_key(pairs[i].a), *b = stock_key(pairs[i].b);
        ck_assert_msg(stock_same(a, b) == pairs[i].same, "%s, %s", pairs[i].a, pairs[i].b);
    }
}
END_TEST

START_TEST(what_was_said_last_of_an_item_at_a_place_counts_until_its_time_is_over)
{
    g_autoptr(Store) store = open_store();
    bool news = false;
    int64_t first = put(store, 7, "RUTF", "Mpilo", 0, 1000, &news), count = 0;
    ck_assert(news);
    ck_assert_int_eq(put(store, 7, "rutf", "MPILO", 0, 2000, &news), first);
    ck_assert(!news);
    put(store, 7, "RUTF", "Mpilo", 30, 3000, &news);
    ck_assert(news);
    char item[] = "rutf", place[] = "mpilo", elsewhere[] = "rusape";
    Stock same = { .enrolment = 7, .item = item, .place = place };
    Stock other = { .enrolment = 7, .item = item, .place = elsewhere };
    ck_assert(stock_count_others(store, &other, 3000, &count, NULL));
    ck_assert_int_eq(count, 1);
    ck_assert(stock_count_others(store, &same, 3000, &count, NULL));
    ck_assert_int_eq(count, 0);
    ck_assert(stock_count_others(store, &other, 3000 + 14 * DAY, &count, NULL));
    ck_assert_int_eq(count, 0);
    put(store, 7, "RUTF", "Mpilo", 30, 3000 + 15 * DAY, &news);
    ck_assert(news);
}
END_TEST

START_TEST(an_item_is_named_as_the_list_has_it_then_as_others_wrote_it)
{
    g_autoptr(Store) store = open_store();
    g_autoptr(GError) error = NULL;
    static const char *const lines[] = { "Amoxicillin 250 mg = amoxil, amoxycillin 250", "ORS", NULL };
    g_autoptr(StoreTx) tx = store_begin(store, NULL);
    int n = 0;
    bool known = false;
    ck_assert(stock_items_set(store, 1, lines, &n, &error) && store_commit(g_steal_pointer(&tx), &error));
    ck_assert_int_eq(n, 2);
    put(store, 8, "Rabies vaccine", "Rusape", 3, 1000, NULL);
    static const char *const asked[][3] = { { "AMOXIL", "Amoxicillin 250 mg", "y" },
        { "amoxicilin 250mg", "Amoxicillin 250 mg", "y" }, { "rabies vacine", "Rabies vaccine", "y" },
        { "Gauze", "Gauze", "n" }, { "Amoxicillin 500 mg", "Amoxicillin 500 mg", "n" } };
    for (gsize i = 0; i < G_N_ELEMENTS(asked); i++) {
        g_autofree char *item = NULL, *shown = NULL;
        ck_assert(stock_name(store, 1, asked[i][0], 1000, &item, &shown, &known, NULL));
        ck_assert_str_eq(shown, asked[i][1]);
        ck_assert_msg(known == (*asked[i][2] == 'y'), "%s", asked[i][0]);
    }
    static const char *const bad[] = { "ORS", " = x", NULL };
    tx = store_begin(store, NULL);
    ck_assert(!stock_items_set(store, 1, bad, &n, &error));
    unit_assert_error(error, "item 2: a name is empty");
}
END_TEST

START_TEST(a_name_that_two_items_share_is_refused)
{
    g_autoptr(Store) store = open_store();
    g_autoptr(GError) error = NULL;
    static const char *const twice[] = { "Amoxicillin 250 mg = amoxil", "Amoxicillin 500 mg = Amoxil.", NULL };
    static const char *const same[] = { "ORS = ors, sachets", "ORS", NULL };
    int n = 0;
    g_autoptr(StoreTx) tx = store_begin(store, NULL);
    ck_assert(stock_items_set(store, 1, same, &n, &error));
    unit_assert_ok(error);
    ck_assert(!stock_items_set(store, 1, twice, &n, &error));
    unit_assert_error(error, "item 2: \"Amoxil.\" already names another item");
}
END_TEST

START_TEST(two_are_brought_together_once_and_nothing_is_left_of_who_is_forgotten)
{
    g_autoptr(Store) store = open_store();
    g_autoptr(GError) error = NULL;
    StockMatch m = { .at = 1000 };
    m.need = put(store, 7, "RUTF", "Mpilo", 0, 1000, NULL);
    m.have = put(store, 8, "RUTF", "Rusape", 30, 1000, NULL);
    g_autoptr(StoreTx) tx = store_begin(store, NULL);
    ck_assert(stock_match_add(store, &m, &error) && m.id > 0);
    int64_t first = m.id;
    ck_assert(stock_match_add(store, &m, &error) && m.id == 0);
    m.id = first;
    m.need_says = STOCK_SAYS_YES;
    bool found = false;
    ck_assert(stock_match_set(store, &m, &error) && stock_match_get(store, first, &m, &found, &error) && found);
    ck_assert_int_eq(m.need_says, STOCK_SAYS_YES);
    ck_assert(stock_forget(store, 8, &error) && stock_match_get(store, first, &m, &found, &error) && !found);
    g_autoptr(GPtrArray) left = stock_list(store, 1, &error);
    ck_assert_int_eq(left->len, 1);
    ck_assert(stock_forget_cohort(store, 1, &error));
    g_autoptr(GPtrArray) none = stock_list(store, 1, &error);
    ck_assert_int_eq(none->len, 0);
    unit_assert_ok(error);
}
END_TEST

UNIT_MAIN("stock", case_accents_signs_and_blanks_make_no_difference, a_slip_is_the_same_item_and_another_strength_never,
    what_was_said_last_of_an_item_at_a_place_counts_until_its_time_is_over,
    an_item_is_named_as_the_list_has_it_then_as_others_wrote_it, a_name_that_two_items_share_is_refused,
    two_are_brought_together_once_and_nothing_is_left_of_who_is_forgotten)

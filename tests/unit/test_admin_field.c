/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What coordinators do about what is asked of facilities. */
#include "admin_world.h"
#include "discussion.h"
#include "shortage.h"

static World *world_with_people(void)
{
    World *w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    return w;
}

static int64_t say_out(World *w)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    bool news = false;
    Stock s = { .cohort = cohort->id,
        .enrolment = g_array_index(people, int64_t, 0),
        .item = (char *)"rutf",
        .shown = (char *)"RUTF",
        .place = (char *)"mpilo",
        .facility = (char *)"Mpilo",
        .at = NOW - DAY,
        .until = NOW + DAY };
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(tx && stock_put(w->store, &s, &news, NULL) && store_commit(g_steal_pointer(&tx), NULL));
    return s.id;
}

/* The line of a row waits for its time to undo. Its id. */
static int64_t put_line(World *w, int64_t row)
{
    g_autoptr(Stock) s = stock_get(w->store, row, NULL);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, s->enrolment, NULL);
    g_autofree char *line = shortage_line("en", s);
    Post post = { .cohort = s->cohort,
        .room = e->room,
        .enrolment = e->id,
        .basis = BASIS_NONE,
        .text = line,
        .social = true,
        .anon = true,
        .state = POST_UNDO,
        .written = NOW,
        .until = NOW + 2 * MINUTE };
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(tx && post_add(w->store, &post, NULL) && store_commit(g_steal_pointer(&tx), NULL));
    return post.id;
}

START_TEST(the_line_of_a_row_that_is_removed_within_its_time_to_undo_does_not_go)
{
    g_autoptr(World) w = world_with_people();
    int64_t id = say_out(w), line = put_line(w, id);
    g_autofree char *row = g_strdup_printf("{\"stock\":%" G_GINT64_FORMAT "}", id);
    g_autoptr(cJSON) gone = change(w, "stock.remove", row);
    g_autoptr(Post) post = post_get(w->store, line, NULL);
    ck_assert_int_eq(post->state, POST_WITHDRAWN);
}
END_TEST

START_TEST(who_told_of_stock_is_not_left_behind_as_a_record_that_holds_nothing)
{
    g_autoptr(World) w = world_with_people();
    g_autoptr(cJSON) second = change(w, "enrol",
        "{\"cohort\":\"c1\",\"rows\":[{\"line\":2,\"phone\":\"+263772999999\",\"name\":\"Tendai M\","
        "\"opt_in\":1795000000,\"opt_in_means\":\"form\"}]}");
    int64_t row = say_out(w);
    g_autoptr(Stock) stock = stock_get(w->store, row, NULL);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, stock->enrolment, NULL);
    const char *fresh = json_string(second, "rows.0.learner");
    g_autofree char *away =
                        g_strdup_printf("{\"learner\":\"%s\",\"other\":\"L%" G_GINT64_FORMAT "\"}", fresh, e->learner),
                    *back =
                        g_strdup_printf("{\"learner\":\"L%" G_GINT64_FORMAT "\",\"other\":\"%s\"}", e->learner, fresh);
    refused(w, "learner.merge", away, BARAZA_ERROR_STATE, "merge the other way round");
    g_autoptr(cJSON) merged = change(w, "learner.merge", back);
    ck_assert_str_eq(json_string(merged, "left.0"), "c1");
}
END_TEST

static void close_cohort(World *w)
{
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    ck_assert(tx && cohort_close(w->store, cohort->id, NOW, NULL) && store_commit(g_steal_pointer(&tx), NULL));
    context_forget(w->context);
}

START_TEST(a_list_of_items_is_given_and_taken_away_and_a_row_removed_once)
{
    g_autoptr(World) w = world_with_people();
    g_autofree char *row = g_strdup_printf("{\"stock\":%" G_GINT64_FORMAT "}", say_out(w));
    g_autoptr(cJSON) listed = change(w, "stock.items", "{\"cohort\":\"c1\",\"items\":[\"RUTF = plumpy nut\",\"ORS\"]}");
    ck_assert_int_eq(json_int(listed, "items", 0), 2);
    refused(w, "stock.items", "{\"cohort\":\"c1\",\"items\":[7]}", BARAZA_ERROR_USAGE, "no list of texts");
    refused(w, "stock.items", "{\"cohort\":\"c1\"}", BARAZA_ERROR_USAGE, "\"items\" is missing");
    refused(w, "stock.items", "{\"cohort\":\"c1\",\"items\":[\"= x\"]}", BARAZA_ERROR_INPUT, "item 1: a name is empty");
    g_autoptr(cJSON) none = change(w, "stock.items", "{\"cohort\":\"c1\",\"items\":[]}");
    ck_assert_int_eq(json_int(none, "items", 9), 0);
    g_autoptr(cJSON) gone = change(w, "stock.remove", row);
    ck_assert_str_eq(json_string(gone, "facility"), "Mpilo");
    refused(w, "stock.remove", row, BARAZA_ERROR_STATE, "does not count any more");
    refused(w, "stock.remove", "{\"stock\":999}", BARAZA_ERROR_MISSING, "no stock row 999");
}
END_TEST

START_TEST(the_stock_of_a_closed_cohort_stays_as_it_was)
{
    g_autoptr(World) w = world_with_people();
    g_autofree char *row = g_strdup_printf("{\"stock\":%" G_GINT64_FORMAT "}", say_out(w));
    close_cohort(w);
    refused(w, "stock.remove", row, BARAZA_ERROR_STATE, "its stock stays as it was");
    refused(w, "stock.items", "{\"cohort\":\"c1\",\"items\":[]}", BARAZA_ERROR_STATE, "no stock is collected");
}
END_TEST

START_TEST(a_form_is_kept_and_asked_once_a_month_while_the_cohort_runs)
{
    g_autoptr(World) w = world_with_people();
    static const char form[] =
        "{\"cohort\":\"c1\",\"form\":\"monthly\",\"text\":\"title = T\\nx = number 0-9: How many?\"}";
    static const char asked[] = "{\"cohort\":\"c1\",\"form\":\"monthly\",\"due\":\"2027-06-20 12:00\"}";
    static const char far[] = "{\"cohort\":\"c1\",\"form\":\"monthly\",\"due\":\"2099-12-05 12:00\",\"monthly\":true}";
    refused(w, "form.add", "{\"cohort\":\"c1\",\"form\":\"a b\",\"text\":\"title = T\"}", BARAZA_ERROR_INPUT,
        "no name of a form");
    refused(w, "form.open", asked, BARAZA_ERROR_MISSING, "no form");
    g_autoptr(cJSON) kept = change(w, "form.add", form);
    ck_assert_int_eq(json_int(kept, "fields", 0), 1);
    refused(w, "form.open", "{\"cohort\":\"c1\",\"form\":\"monthly\"}", BARAZA_ERROR_INPUT, "due");
    refused(w, "form.open", "{\"cohort\":\"c1\",\"form\":\"monthly\",\"due\":\"soon\"}", BARAZA_ERROR_INPUT, "no time");
    refused(w, "form.open", far, BARAZA_ERROR_INPUT, "within 27 days");
    g_autoptr(cJSON) done = change(w, "form.open", asked);
    ck_assert_int_eq(json_int(done, "people", 0), 1);
    ck_assert_ptr_nonnull(strstr(json_string(done, "looks"), "1. How many? (a number, 0 - 9)"));
    refused(w, "form.open", asked, BARAZA_ERROR_STATE, "--label");
    close_cohort(w);
    refused(w, "form.add", form, BARAZA_ERROR_STATE, "no form is asked");
    refused(w, "form.open", asked, BARAZA_ERROR_STATE, "no form is asked");
}
END_TEST

UNIT_MAIN("admin_field", who_told_of_stock_is_not_left_behind_as_a_record_that_holds_nothing,
    a_form_is_kept_and_asked_once_a_month_while_the_cohort_runs,
    a_list_of_items_is_given_and_taken_away_and_a_row_removed_once,
    the_line_of_a_row_that_is_removed_within_its_time_to_undo_does_not_go, the_stock_of_a_closed_cohort_stays_as_it_was)

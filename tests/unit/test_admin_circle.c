/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator does to pairs and circles. */
#include "unit.h"
#include "admin_world.h"
#include "company.h"
#include "room_talk.h"

/* A running cohort of `n` who take the course. */
static World *people(int n)
{
    World *w = world_new();
    make_cohort(w);
    g_autoptr(GString) rows = g_string_new("{\"cohort\":\"c1\",\"rows\":[");
    for (int i = 0; i < n; i++)
        g_string_append_printf(rows,
            "%s{\"line\":%d,\"phone\":\"+2637721234%02d\",\"name\":\"N%d\",\"opt_in\":1795000000,\"opt_in_means\":"
            "\"form\"}",
            i ? "," : "", i + 2, i, i);
    g_string_append(rows, "]}");
    g_autoptr(cJSON) done = change(w, "enrol", rows->str);
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) all = enrolment_list(w->store, cohort->id, NULL);
    for (guint i = 0; i < all->len; i++)
        ck_assert(consent_add(w->store, g_array_index(all, int64_t, i), "course", true, "x", NULL, NOW, NULL));
    ck_assert(store_commit(g_steal_pointer(&tx), NULL));
    context_forget(w->context);
    return w;
}

static int circles(const cJSON *result)
{
    return cJSON_GetArraySize(json_at(result, "circles"));
}

START_TEST(forming_is_shown_first_and_then_done)
{
    g_autoptr(World) w = people(9);
    g_autoptr(cJSON) tried = change(w, "circles.form", "{\"cohort\":\"c1\",\"size\":3,\"dry_run\":true}");
    ck_assert_int_eq(circles(tried), 3);
    int64_t before = entries(w);
    g_autoptr(cJSON) done = change(w, "circles.form", "{\"cohort\":\"c1\",\"size\":3,\"mix\":\"acquainted\"}");
    ck_assert_int_eq(circles(done), 3);
    ck_assert_int_eq(entries(w), before + 1);
    g_autoptr(cJSON) pairs = change(w, "circles.form", "{\"cohort\":\"c1\",\"kind\":\"pair\"}");
    ck_assert_int_eq(circles(pairs), 4);
}
END_TEST

START_TEST(a_learner_is_put_into_another_and_nobody_is_left_alone)
{
    g_autoptr(World) w = people(6);
    g_autoptr(cJSON) pairs = change(w, "circles.form", "{\"cohort\":\"c1\",\"kind\":\"pair\"}");
    ck_assert_int_eq(circles(pairs), 3);
    g_autofree char *params = g_strdup_printf("{\"learner\":\"%s\",\"circle\":%" G_GINT64_FORMAT "}",
        json_string(pairs, "circles.0.members.0.learner"), json_int(pairs, "circles.1.circle", 0));
    g_autoptr(cJSON) moved = change(w, "circles.move", params);
    int people_in = 0;
    for (int i = 0; i < circles(moved); i++) {
        g_autofree char *path = g_strdup_printf("circles.%d.members", i);
        int n = cJSON_GetArraySize(json_at(moved, path));
        ck_assert_int_ge(n, 2);
        people_in += n;
    }
    ck_assert_int_eq(people_in, 6);
    refused(w, "circles.move", params, BARAZA_ERROR_STATE, "already");
}
END_TEST

START_TEST(who_is_no_company_now_is_put_into_no_circle)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(World) w = people(6);
    g_autoptr(cJSON) pairs = change(w, "circles.form", "{\"cohort\":\"c1\",\"kind\":\"pair\"}");
    const char *who = json_string(pairs, "circles.0.members.0.learner");
    int64_t id = 0, before = json_int(pairs, "circles.0.circle", 0), now_in = 0;
    ck_assert(enrolment_of_learner(w->store, g_ascii_strtoll(who + 1, NULL, 10), &id, &error));
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    ck_assert(consent_add(w->store, id, "course", false, "x", NULL, NOW + 1, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    context_forget(w->context);
    g_autofree char *params = g_strdup_printf(
        "{\"learner\":\"%s\",\"circle\":%" G_GINT64_FORMAT "}", who, json_int(pairs, "circles.1.circle", 0));
    refused(w, "circles.move", params, BARAZA_ERROR_STATE, "cannot be anybody's company now");
    ck_assert(circle_of(w->store, id, CIRCLE_PAIR, &now_in, &error));
    ck_assert_int_eq(now_in, before);
}
END_TEST

START_TEST(what_cannot_be_is_refused_with_a_reason)
{
    g_autoptr(World) w = people(2);
    static const struct {
        const char *verb, *params, *says;
        BarazaError code;
    } cases[] = {
        { "circles.form", "{\"cohort\":\"c1\",\"size\":6}", "a circle of 3 to 5", BARAZA_ERROR_INPUT },
        { "circles.form", "{\"cohort\":\"c1\",\"kind\":\"ring\"}", "no kind", BARAZA_ERROR_INPUT },
        { "circles.form", "{\"cohort\":\"c1\",\"mix\":\"x\"}", "mixed or acquainted", BARAZA_ERROR_INPUT },
        { "circles.form", "{\"cohort\":\"c9\"}", "c9", BARAZA_ERROR_MISSING },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        refused(w, cases[i].verb, cases[i].params, cases[i].code, cases[i].says);
}
END_TEST

/* "L12". Given. */
static Enrolment *enrolment_named(World *w, const char *learner)
{
    int64_t id = 0;
    ck_assert(enrolment_of_learner(w->store, g_ascii_strtoll(learner + 1, NULL, 10), &id, NULL));
    return enrolment_get(w->store, w->vault, id, NULL);
}

/* Of the only pair of a room: whom blocking parts, observing takes out, and neither can be put together again. */
START_TEST(who_blocks_or_observes_is_in_no_circle_with_the_other)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(World) w = people(5);
    g_autoptr(cJSON) pairs = change(w, "circles.form", "{\"cohort\":\"c1\",\"kind\":\"pair\"}");
    ck_assert_int_eq(circles(pairs), 2);
    int small = cJSON_GetArraySize(json_at(pairs, "circles.0.members")) == 2 ? 0 : 1;
    g_autofree char *one_at = g_strdup_printf("circles.%d.members.0.learner", small);
    g_autofree char *two_at = g_strdup_printf("circles.%d.members.1.learner", small);
    g_autoptr(Enrolment) one = enrolment_named(w, json_string(pairs, one_at));
    g_autoptr(Enrolment) two = enrolment_named(w, json_string(pairs, two_at));
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    int64_t hers = 0, theirs = 0;
    ck_assert(talk_block(w->store, one->id, two->id, &error) &&
              company_part(w->context, one->room, one->id, two->id, NOW, &error));
    ck_assert(circle_of(w->store, one->id, CIRCLE_PAIR, &hers, &error) &&
              circle_of(w->store, two->id, CIRCLE_PAIR, &theirs, &error));
    ck_assert_int_ne(hers, theirs);
    ck_assert(hers && theirs);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autofree char *back = g_strdup_printf(
        "{\"learner\":\"L%" G_GINT64_FORMAT "\",\"circle\":%" G_GINT64_FORMAT "}", one->learner, theirs);
    refused(w, "circles.move", back, BARAZA_ERROR_STATE, "not to be put together");
    g_autofree char *observes =
        g_strdup_printf("{\"learner\":\"L%" G_GINT64_FORMAT "\",\"role\":\"observer\"}", one->learner);
    g_autoptr(cJSON) role = change(w, "learner.role", observes);
    g_autoptr(StoreTx) again = store_begin(w->store, &error);
    int worked = 0;
    ck_assert(company_look(w->context, NOW, 10, &worked, &error) && worked > 0);
    ck_assert(circle_of(w->store, one->id, CIRCLE_PAIR, &hers, &error));
    ck_assert_int_eq(hers, 0);
    ck_assert(store_commit(g_steal_pointer(&again), &error));
    refused(w, "circles.move", back, BARAZA_ERROR_STATE, "an observer reads");
}
END_TEST

UNIT_MAIN("admin_circle", who_is_no_company_now_is_put_into_no_circle,
    who_blocks_or_observes_is_in_no_circle_with_the_other, forming_is_shown_first_and_then_done,
    a_learner_is_put_into_another_and_nobody_is_left_alone, what_cannot_be_is_refused_with_a_reason)

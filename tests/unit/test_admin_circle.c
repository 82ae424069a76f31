/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator does to pairs and circles. */
#include "unit.h"
#include "admin_world.h"
#include "company.h"

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

UNIT_MAIN("admin_circle", forming_is_shown_first_and_then_done, a_learner_is_put_into_another_and_nobody_is_left_alone,
    what_cannot_be_is_refused_with_a_reason)

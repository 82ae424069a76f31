/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person may change about how rooms are kept alive. */
#include "admin_world.h"
#include "host.h"

static World *living(void)
{
    World *w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    ck_assert_int_eq(json_int(enrolled, "new", 0), 2);
    return w;
}

static void agree_all(World *w)
{
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) all = enrolment_list(w->store, cohort->id, NULL);
    for (guint i = 0; i < all->len; i++)
        ck_assert(consent_add(w->store, g_array_index(all, int64_t, i), "course", true, "x", NULL, NOW, NULL));
    ck_assert(store_commit(g_steal_pointer(&tx), NULL));
    context_forget(w->context);
}

START_TEST(a_setting_is_told_before_and_after_and_journalled_once)
{
    g_autoptr(World) w = living();
    int64_t before = entries(w);
    g_autoptr(cJSON) dry =
        change(w, "upkeep.set", "{\"cohort\":\"c1\",\"name\":\"silence\",\"value\":\"16\",\"dry_run\":true}");
    ck_assert_str_eq(json_string(dry, "before"), "0");
    ck_assert_int_eq(entries(w), before);
    g_autoptr(cJSON) done = change(w, "upkeep.set", "{\"cohort\":\"c1\",\"name\":\"silence\",\"value\":\"16\"}");
    ck_assert_str_eq(json_string(done, "before"), "0");
    ck_assert_str_eq(json_string(done, "value"), "16");
    ck_assert_int_eq(entries(w), before + 1);
    refused(
        w, "upkeep.set", "{\"cohort\":\"c1\",\"name\":\"silence\",\"value\":\"x\"}", BARAZA_ERROR_INPUT, "0 to 500");
    refused(w, "upkeep.set", "{\"cohort\":\"c1\",\"name\":\"silent\",\"value\":\"1\"}", BARAZA_ERROR_INPUT, "silence");
    refused(w, "upkeep.set", "{\"cohort\":\"c2\",\"name\":\"silence\",\"value\":\"1\"}", BARAZA_ERROR_MISSING, "c2");
}
END_TEST

START_TEST(a_plan_is_refused_without_shares_and_nobody_is_chosen_who_has_not_offered_it)
{
    g_autoptr(World) w = living();
    refused(w, "plan.make", "{\"cohort\":\"c1\"}", BARAZA_ERROR_STATE, "baraza upkeep set c1 shares");
    g_autoptr(cJSON) set = change(w, "upkeep.set", "{\"cohort\":\"c1\",\"name\":\"shares\",\"value\":\"0\"}");
    g_autoptr(cJSON) plan = change(w, "plan.make", "{\"cohort\":\"c1\"}");
    ck_assert_int_ge(json_int(plan, "prompts", -1), 1);
    ck_assert_int_eq(json_int(plan, "peers", -1), json_int(plan, "prompts", -2));
    ck_assert_int_eq(json_int(plan, "nobody", -1), json_int(plan, "peers", -2));
    refused(w, "plan.lead", "{\"cohort\":\"c1\",\"room\":\"1\",\"step\":\"nix\",\"learner\":\"facilitator\"}",
        BARAZA_ERROR_MISSING, "baraza plan c1");
    refused(w, "plan.lead", "{\"cohort\":\"c1\",\"room\":\"9\",\"step\":\"m1d1\",\"learner\":\"facilitator\"}",
        BARAZA_ERROR_MISSING, "room 9");
}
END_TEST

START_TEST(a_draft_about_the_week_is_sent_once_or_dropped)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(World) w = living();
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    g_autoptr(GArray) rooms = room_list(w->store, cohort->id, &error);
    char *params[2] = { NULL, NULL };
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    for (int i = 0; i < 2; i++) {
        Post draft = { .cohort = cohort->id,
            .room = g_array_index(rooms, int64_t, 0),
            .staff = 3,
            .text = (char *)"Our week 1.",
            .state = POST_DRAFT,
            .written = NOW };
        ck_assert(post_add(w->store, &draft, &error));
        params[i] = g_strdup_printf("{\"draft\":%" G_GINT64_FORMAT ",\"text\":\"A good week.\"}", draft.id);
    }
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(cJSON) sent = change(w, "weekly.send", params[0]);
    ck_assert_int_eq(json_int(sent, "number", 0), 1);
    ck_assert(json_bool(sent, "edited", false));
    refused(w, "weekly.send", params[0], BARAZA_ERROR_STATE, "dealt with already");
    g_autofree char *same =
        g_strdup_printf("%.*s,\"text\":\"Our week 1.\",\"dry_run\":true}", (int)strcspn(params[1], ","), params[1]);
    g_autoptr(cJSON) tried = change(w, "weekly.send", same);
    ck_assert(!json_bool(tried, "edited", true));
    g_autoptr(cJSON) dropped = change(w, "weekly.drop", params[1]);
    refused(w, "weekly.send", params[1], BARAZA_ERROR_STATE, "discarded");
    refused(w, "weekly.drop", "{\"draft\":1}", BARAZA_ERROR_MISSING, "baraza weekly COHORT");
    refused(w, "weekly.drop", "{}", BARAZA_ERROR_MISSING, "no draft 0");
    for (int i = 0; i < 2; i++)
        g_free(params[i]);
}
END_TEST

START_TEST(rules_are_put_to_one_vote_at_a_time)
{
    g_autoptr(World) w = living();
    static const struct {
        const char *params, *says;
        BarazaError code;
    } bad[] = {
        { "{\"cohort\":\"c1\",\"text\":\"  \"}", "1 to 3000", BARAZA_ERROR_INPUT },
        { "{\"cohort\":\"c1\",\"text\":\"x\",\"hours\":0}", "1 to 336", BARAZA_ERROR_INPUT },
        { "{\"cohort\":\"c1\"}", "text", BARAZA_ERROR_INPUT },
        { "{\"cohort\":\"c2\",\"text\":\"x\"}", "c2", BARAZA_ERROR_MISSING },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        refused(w, "rules.propose", bad[i].params, bad[i].code, bad[i].says);
    /* Asked while it is held, they would read of a vote that is over. */
    g_autoptr(cJSON) paused = change(w, "cohort.pause", "{\"cohort\":\"c1\"}");
    refused(w, "rules.propose", "{\"cohort\":\"c1\",\"text\":\"x\"}", BARAZA_ERROR_STATE, "c1 is paused");
    g_autoptr(cJSON) resumed = change(w, "cohort.resume", "{\"cohort\":\"c1\"}");
    int64_t before = entries(w);
    refused(w, "rules.propose", "{\"cohort\":\"c1\",\"text\":\"x\"}", BARAZA_ERROR_STATE, "nobody in c1 has agreed");
    ck_assert_int_eq(entries(w), before);
    agree_all(w);
    g_autoptr(cJSON) dry = change(w, "rules.propose", "{\"cohort\":\"c1\",\"text\":\"No names.\",\"dry_run\":true}");
    ck_assert_int_eq(entries(w), before);
    g_autoptr(cJSON) done = change(w, "rules.propose", "{\"cohort\":\"c1\",\"text\":\"No names.\"}");
    ck_assert_int_eq(entries(w), before + 1);
    ck_assert_str_eq(json_string(dry, "until"), json_string(done, "until"));
    refused(w, "rules.propose", "{\"cohort\":\"c1\",\"text\":\"Other.\"}", BARAZA_ERROR_STATE, "one vote at a time");
}
END_TEST

START_TEST(who_was_there_is_marked_only_at_an_event_of_the_course)
{
    g_autoptr(World) w = living();
    refused(w, "event.attend", "{\"cohort\":\"c1\",\"event\":\"m1d1\",\"learner\":\"L1\"}", BARAZA_ERROR_MISSING, "L1");
    refused(w, "event.attend", "{\"cohort\":\"c1\",\"learner\":\"L1\"}", BARAZA_ERROR_INPUT, "event");
    refused(w, "event.attend", "{\"cohort\":\"c2\",\"event\":\"m1d1\",\"learner\":\"L1\"}", BARAZA_ERROR_MISSING, "c2");
}
END_TEST

START_TEST(a_role_is_one_of_three_and_a_post_in_a_room_is_set_aside_once_and_withdrawn_once)
{
    g_autoptr(World) w = living();
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, g_array_index(people, int64_t, 0), NULL);
    g_autofree char *role = g_strdup_printf("{\"learner\":\"L%ld\",\"role\":\"observer\"}", (long)e->learner);
    g_autofree char *wrong = g_strdup_printf("{\"learner\":\"L%ld\",\"role\":\"queen\"}", (long)e->learner);
    g_autoptr(cJSON) is = change(w, "learner.role", role);
    ck_assert_str_eq(json_string(is, "before"), "learner");
    refused(w, "learner.role", wrong, BARAZA_ERROR_INPUT, "learner, senior or observer");
    Post post = {
        .cohort = cohort->id, .room = e->room, .enrolment = e->id, .text = (char *)"x", .state = POST_SHARED
    };
    StoreTx *tx = store_begin(w->store, NULL);
    ck_assert(tx && post_add(w->store, &post, NULL) && store_commit(tx, NULL));
    g_autofree char *that = g_strdup_printf("{\"post\":%ld}", (long)post.id);
    g_autoptr(cJSON) aside = change(w, "post.aside", that);
    ck_assert_int_eq(json_int(aside, "number", 0), 1);
    refused(w, "post.aside", that, BARAZA_ERROR_STATE, "already");
    g_autoptr(cJSON) gone = change(w, "post.withdraw", that);
    ck_assert_str_eq(json_string(gone, "state"), "withdrawn");
    refused(w, "post.withdraw", that, BARAZA_ERROR_STATE, "withdrawn");
    refused(w, "post.withdraw", "{}", BARAZA_ERROR_USAGE, "missing");
}
END_TEST

UNIT_MAIN("admin_alive", a_draft_about_the_week_is_sent_once_or_dropped, rules_are_put_to_one_vote_at_a_time,
    who_was_there_is_marked_only_at_an_event_of_the_course, a_setting_is_told_before_and_after_and_journalled_once,
    a_plan_is_refused_without_shares_and_nobody_is_chosen_who_has_not_offered_it,
    a_role_is_one_of_three_and_a_post_in_a_room_is_set_aside_once_and_withdrawn_once)

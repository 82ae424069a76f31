/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is forgotten is in no file any more: her words, her name and her number are looked for in the bytes on disk. */
#include "traces.h"

static char *params_of(World *w)
{
    g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, first_enrolment(w), NULL);
    return g_strdup_printf("{\"learner\":\"L%" G_GINT64_FORMAT "\"}", e->learner);
}

static cJSON *as(World *w, const char *actor, const char *verb, const char *params, GError **error)
{
    g_autoptr(cJSON) json = json_parse(params, strlen(params), NULL);
    return admin_run(w->context, actor, verb, json, NOW, error);
}

static void begin(World *w)
{
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    leave_traces(w);
}

START_TEST(who_is_forgotten_is_in_no_file_any_more)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    int64_t erased = 0;
    begin(w);
    ck_assert(in_files(w, WORDS) && in_files(w, NUMBER));
    g_autofree char *params = params_of(w);
    g_autoptr(cJSON) asked = as(w, "cli", "learner.forget", params, &error);
    ck_assert_msg(asked, "%s", error ? error->message : "");
    ck_assert_int_eq(json_int(asked, "posts", 0), 1);
    g_autoptr(cJSON) approved = as(w, "cli", "learner.forget.approve", params, &error);
    ck_assert_msg(approved, "%s", error ? error->message : "");
    ck_assert(!json_bool(approved, "told", true));
    ck_assert_msg(admin_forget_due(w->context, NOW, &erased, &error), "%s", error ? error->message : "");
    ck_assert_int_eq(erased, 1);
    ck_assert(!in_files(w, WORDS));
    ck_assert(!in_files(w, NUMBER));
    ck_assert(!in_files(w, "Tendai"));
    ck_assert_int_gt(entries(w), 0); /* the chain verifies */
    int64_t learner = 1;
    ck_assert(address_find(w->store, w->vault, NUMBER, NULL, &learner, NULL) && learner == 0);
    ck_assert(admin_forget_due(w->context, NOW, &erased, &error) && erased == 0);
}
END_TEST

static bool take_rest(const Post *post, gpointer data)
{
    if (post->text && strstr(post->text, "stays"))
        g_string_append_printf(data, "%s|", post->text);
    return true;
}

START_TEST(a_name_goes_from_what_staff_said_and_no_longer_word_loses_a_part)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    begin(w);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    static const char *const words[] = { "Grace Moyo stays, as Gracefully as Grace", "Moyos and Moyo stays" };
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        Post post = { .room = 1, .cohort = cohort->id, .text = (char *)words[i], .state = POST_SHARED, .written = NOW };
        ck_assert(post_add(w->store, &post, &error));
    }
    ck_assert(post_unname(w->store, cohort->id, "Grace Moyo", &error));
    g_autoptr(GString) left = g_string_new(NULL);
    ck_assert(post_each(w->store, cohort->id, take_rest, left, &error));
    ck_assert_str_eq(left->str, "… stays, as Gracefully as …|Moyos and Moyo stays|");
}
END_TEST

START_TEST(nothing_is_erased_before_an_admin_has_approved_it)
{
    g_autoptr(World) w = world_new();
    int64_t erased = 0;
    begin(w);
    g_autofree char *params = params_of(w);
    refused(w, "learner.forget.approve", params, BARAZA_ERROR_DENIED, "no such account");
    g_autoptr(GError) early = NULL;
    g_autoptr(cJSON) none = as(w, "cli", "learner.forget.approve", params, &early);
    ck_assert(!none);
    unit_assert_error(early, "nobody has prepared it");
    g_autoptr(cJSON) asked = as(w, "cli", "learner.forget", params, NULL);
    ck_assert(asked && admin_forget_due(w->context, NOW + 30 * DAY, &erased, NULL));
    ck_assert_int_eq(erased, 0);
    ck_assert(in_files(w, WORDS));
}
END_TEST

START_TEST(a_coordinator_prepares_and_an_admin_approves)
{
    g_autoptr(World) w = world_new();
    begin(w);
    g_autofree char *params = params_of(w);
    g_autoptr(cJSON) one = change(w, "learner.stop", params); /* S3 has no account, but stopping asks for none */
    g_autoptr(GError) error = NULL;
    static const char *const roles[] = { "coordinator", "admin" };
    char *ids[2];
    for (int i = 0; i < 2; i++) {
        g_autofree char *add =
            g_strdup_printf("{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"$argon2id$x\"}", roles[i], roles[i]);
        g_autoptr(cJSON) added = as(w, "cli", "staff.add", add, &error);
        g_autoptr(Staff) staff = staff_find(w->store, roles[i], NULL);
        ids[i] = g_strdup_printf("S%" G_GINT64_FORMAT, staff->id);
    }
    g_autoptr(cJSON) wrong = as(w, ids[1], "learner.forget", params, &error);
    ck_assert(!wrong);
    unit_assert_error(error, "takes two");
    g_clear_error(&error);
    g_autoptr(cJSON) asked = as(w, ids[0], "learner.forget", params, &error);
    ck_assert(asked);
    g_autoptr(cJSON) self = as(w, ids[0], "learner.forget.approve", params, &error);
    ck_assert(!self);
    g_clear_error(&error);
    g_autoptr(cJSON) approved = as(w, ids[1], "learner.forget.approve", params, &error);
    ck_assert_msg(approved, "%s", error ? error->message : "");
    g_free(ids[0]);
    g_free(ids[1]);
}
END_TEST

START_TEST(a_number_is_shown_to_a_coordinator_with_a_reason_that_is_journalled)
{
    static const char *const roles[] = { "evaluator", "facilitator", "auditor", "coordinator", "admin" };
    g_autoptr(World) w = world_new();
    begin(w);
    g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, first_enrolment(w), NULL);
    g_autofree char *bare = params_of(w);
    g_autofree char *params =
        g_strdup_printf("{\"learner\":\"L%" G_GINT64_FORMAT "\",\"reason\":\"her phone is off\"}", e->learner);
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *add =
            g_strdup_printf("{\"name\":\"%s 1\",\"role\":\"%s\",\"password\":\"$argon2id$x\"}", roles[i], roles[i]);
        g_autofree char *name = g_strconcat(roles[i], " 1", NULL);
        g_autoptr(cJSON) added = as(w, "cli", "staff.add", add, &error);
        g_autoptr(Staff) staff = staff_find(w->store, name, NULL);
        g_autofree char *actor = g_strdup_printf("S%" G_GINT64_FORMAT, staff->id);
        g_autoptr(cJSON) shown = as(w, actor, "learner.reveal", params, &error);
        ck_assert_msg((shown != NULL) == (i >= 3), "%s: %s", roles[i], error ? error->message : "was shown it");
        ck_assert_str_eq(shown ? json_string(shown, "phone") : "+" NUMBER, "+" NUMBER);
    }
    refused(w, "learner.reveal", params, BARAZA_ERROR_DENIED, "no such account");
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) none = as(w, "cli", "learner.reveal", bare, &error);
    ck_assert(!none);
    unit_assert_error(error, "a reason is needed");
    ck_assert(in_files(w, "her phone is off"));
}
END_TEST

START_TEST(who_works_here_too_is_forgotten_as_a_learner_and_keeps_her_account)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    int64_t erased = 0;
    begin(w);
    g_autoptr(cJSON) added = as(w, "cli", "staff.add",
        "{\"name\":\"Desk 1\",\"role\":\"facilitator\",\"password\":\"$argon2id$x\",\"phone\":\"+" NUMBER "\"}",
        &error);
    ck_assert_msg(added, "%s", error ? error->message : "");
    g_autofree char *params = params_of(w);
    g_autoptr(cJSON) asked = as(w, "cli", "learner.forget", params, &error);
    g_autoptr(cJSON) approved = asked ? as(w, "cli", "learner.forget.approve", params, &error) : NULL;
    ck_assert_msg(approved, "%s", error ? error->message : "");
    ck_assert_ptr_nonnull(strstr(json_string(approved, "warnings.0"), "Desk 1"));
    ck_assert_msg(admin_forget_due(w->context, NOW + 2 * DAY, &erased, &error), "%s", error ? error->message : "");
    g_autoptr(Staff) staff = staff_find(w->store, "Desk 1", NULL);
    ck_assert(staff && !staff->learner);
    ck_assert(erased == 1 && !in_files(w, NUMBER) && !in_files(w, "Tendai"));
}
END_TEST

UNIT_MAIN("forget", a_number_is_shown_to_a_coordinator_with_a_reason_that_is_journalled,
    who_works_here_too_is_forgotten_as_a_learner_and_keeps_her_account, who_is_forgotten_is_in_no_file_any_more,
    a_name_goes_from_what_staff_said_and_no_longer_word_loses_a_part, nothing_is_erased_before_an_admin_has_approved_it,
    a_coordinator_prepares_and_an_admin_approves)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of cases that learners bring. */
#include "admin_world.h"
#include "brought.h"

/* A case that waits, by Tendai. */
static int64_t bring(World *w, const char *text)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, g_array_index(people, int64_t, 0), NULL);
    Post post = { .room = e->room,
        .cohort = e->cohort,
        .enrolment = e->id,
        .prompt = (char *)"m2b",
        .text = (char *)text,
        .state = POST_HELD,
        .why_held = (char *)"case",
        .anon = true,
        .written = NOW };
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(tx && post_add(w->store, &post, NULL) && brought_add(w->store, &post, NULL) &&
              store_commit(g_steal_pointer(&tx), NULL));
    return post.id;
}

static World *world_with_people(void)
{
    World *w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    return w;
}

static char *params(int64_t id, const char *more)
{
    return g_strdup_printf("{\"case\":%" G_GINT64_FORMAT "%s}", id, more);
}

START_TEST(a_case_is_approved_once_and_in_other_words)
{
    g_autoptr(World) w = world_with_people();
    int64_t id = bring(w, "Mrs Moyo of ward 3 has a wound.");
    g_autofree char *plain = params(id, ""), *edited = params(id, ",\"text\":\"A client has a wound.\"");
    g_autofree char *dry = params(id, ",\"dry_run\":true");
    g_autoptr(cJSON) tried = change(w, "case.approve", dry);
    ck_assert_ptr_nonnull(strstr(json_string(tried, "warnings.0"), "name"));
    g_autoptr(cJSON) done = change(w, "case.approve", edited);
    ck_assert_ptr_null(json_at(done, "warnings"));
    ck_assert_int_eq(json_int(done, "number", 0), 1);
    ck_assert(!json_bool(done, "named", true));
    g_autoptr(Post) post = post_get(w->store, id, NULL);
    ck_assert_str_eq(post->text, "A client has a wound.");
    refused(w, "case.approve", plain, BARAZA_ERROR_STATE, "it is open");
    refused(w, "case.approve", "{\"case\":999999}", BARAZA_ERROR_MISSING, "no case 999999");
}
END_TEST

START_TEST(a_case_is_returned_with_a_reason_and_closed_only_in_its_room)
{
    g_autoptr(World) w = world_with_people();
    int64_t id = bring(w, "A client has a wound.");
    g_autofree char *plain = params(id, ""), *close = params(id, ",\"note\":\"Open it.\"");
    g_autofree char *why = params(id, ",\"why\":\"What did you do?\"");
    refused(w, "case.return", plain, BARAZA_ERROR_INPUT, "why");
    refused(w, "case.close", close, BARAZA_ERROR_STATE, "it is waiting");
    g_autoptr(cJSON) done = change(w, "case.return", why);
    ck_assert_str_eq(json_string(done, "state"), "returned");
}
END_TEST

START_TEST(words_without_consent_stay_out_of_the_list_of_grey_areas)
{
    g_autoptr(World) w = world_with_people();
    int64_t id = bring(w, "A client has a wound.");
    g_autofree char *plain = params(id, "");
    g_autofree char *close = params(id, ",\"note\":\"Open it.\",\"grey\":\"Who opens it?\"");
    g_autoptr(cJSON) approved = change(w, "case.approve", plain);
    g_autoptr(cJSON) closed = change(w, "case.close", close);
    ck_assert_int_eq(json_int(closed, "number", 0), 2);
    g_autoptr(cJSON) list = change(w, "case.export", "{\"cohort\":\"c1\"}");
    ck_assert_int_eq(json_int(list, "rows", 0), 1);
    ck_assert_int_eq(json_int(list, "left_out", 0), 1);
    ck_assert_ptr_nonnull(strstr(json_string(list, "csv"), "Who opens it?,Open it.,,no consent to research"));
    ck_assert_ptr_null(strstr(json_string(list, "csv"), "A client has"));
}
END_TEST

UNIT_MAIN("admin_case", a_case_is_approved_once_and_in_other_words,
    a_case_is_returned_with_a_reason_and_closed_only_in_its_room,
    words_without_consent_stay_out_of_the_list_of_grey_areas)

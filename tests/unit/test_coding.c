/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who codes what, unseen by others; what may be coded at all; and what is left of it. */
#include "coding_world.h"

#include "coder_view.h"

#define STUDY(more)                                                                                                    \
    "{\"cohort\":\"c1\",\"study\":\"s\",\"codebook\":\"iam\",\"coders\":[\"anna\",\"ben\"],\"seed\":\"7\"" more "}"
#define UNIT(place, more) "{\"study\":\"s\",\"unit\":" #place more "}"

/* Six posts of learners in two threads, one of them of a learner who refused research, and one of the facilitator. */
static CodingPeople talk(World *w)
{
    CodingPeople p = coding_people_of(w);
    int64_t first = coding_post(w, &p, 0, "m1d", 0, "Tendai here: I ask 👩🏻‍⚖️ why she misses visits");
    coding_post(w, &p, 1, NULL, first, "Because of transport, Tendai");
    coding_post(w, &p, -1, NULL, first, "Thank you, Chipo. What do you do?");
    coding_post(w, &p, 2, "m1d", 0, "Rudo says no");
    coding_post(w, &p, 0, "m2d", 0, "A second matter");
    coding_post(w, &p, 1, "m2d", 0, "I agree with the second");
    return p;
}

static int64_t id_of_study(World *w)
{
    g_autoptr(CodingStudy) study = coding_study_find(w->store, "s", NULL);
    return study ? study->id : 0;
}

START_TEST(only_what_learners_let_be_used_is_coded)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = talk(w);
    g_autoptr(cJSON) made = done_as(w, p.coordinator, "code.study", STUDY(""));
    ck_assert_int_eq(json_int(made, "possible", 0), 4);
    ck_assert_int_eq(json_int(made, "double", 0), 4);
    ck_assert_int_eq(json_int(made, "threads", 0), 2);
    g_autoptr(cJSON) more = done_as(w, 0, "code.study",
        "{\"cohort\":\"c1\",\"study\":\"t\",\"codebook\":\"iam\",\"coders\":[\"anna\"],\"purpose\":\"assessment\"}");
    ck_assert_int_eq(json_int(more, "possible", 0), 5);
    g_autoptr(cJSON) threads = done_as(w, 0, "code.study",
        "{\"cohort\":\"c1\",\"study\":\"u\",\"codebook\":\"iam\",\"coders\":[\"anna\"],\"unit\":\"thread\"}");
    ck_assert_int_eq(json_int(threads, "units", 0), 2);
}
END_TEST

START_TEST(each_circle_is_a_thread_of_its_own)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w);
    coding_post_in(w, &p, 0, "m1d", 0, "In the first pair", 71, false);
    coding_post_in(w, &p, 1, "m1d", 0, "In the second pair", 72, false);
    g_autoptr(cJSON) made = done_as(w, p.coordinator, "code.study", STUDY(""));
    ck_assert_int_eq(json_int(made, "threads", 0), 2);
    g_autoptr(CodingStudy) study = coding_study_find(w->store, "s", NULL);
    g_autoptr(CodingUnit) unit = coding_unit_at(w->store, study->id, 1, NULL);
    g_autoptr(GPtrArray) view = coder_view(w->context, study, unit, NULL);
    ck_assert_msg(view->len == 1, "what another pair said is no context: %u posts", view->len);
}
END_TEST

START_TEST(what_counts_nowhere_is_not_coded)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w);
    coding_post(w, &p, 0, "m1d", 0, "About the course");
    coding_post_in(w, &p, 0, NULL, 0, "Happy birthday", 0, true);
    coding_post(w, &p, 1, "m1d", 0, "By one who only reads along now");
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(
        enrolment_set_role(w->store, p.learners[1], MEMBER_OBSERVER, NULL) && store_commit(g_steal_pointer(&tx), NULL));
    g_autoptr(cJSON) made = done_as(w, p.coordinator, "code.study", STUDY(""));
    ck_assert_int_eq(json_int(made, "possible", 0), 1);
}
END_TEST

START_TEST(a_study_that_cannot_be_meant_is_refused_or_warned_of)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = talk(w);
    static const char *const names[] = { "-x", "a/b", "" };
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *params = g_strdup_printf(
            "{\"cohort\":\"c1\",\"study\":\"%s\",\"codebook\":\"iam\",\"coders\":[\"anna\"]}", names[i]);
        denied_as(w, p.coordinator, "code.study", params, BARAZA_ERROR_INPUT, "does not begin with");
    }
    denied_as(w, p.coordinator, "code.study", STUDY(",\"sample\":0"), BARAZA_ERROR_INPUT, "one unit at least");
    g_autoptr(cJSON) made = done_as(w, p.coordinator, "code.study", STUDY(",\"training\":5000"));
    ck_assert_int_eq(json_int(made, "double", -1), 0);
    g_autofree char *text = json_text(made);
    ck_assert_msg(strstr(text, "nothing is left to be coded") != NULL, "%s", text);
}
END_TEST

START_TEST(the_same_seed_draws_the_same_queue)
{
    char *queues[2] = { NULL, NULL };
    for (int round = 0; round < 2; round++) {
        g_autoptr(World) w = world_new();
        talk(w);
        g_autoptr(cJSON) made = done_as(w, 0, "code.study", STUDY(",\"sample\":3,\"training\":1,\"double\":1"));
        g_autoptr(GPtrArray) units = coding_units(w->store, id_of_study(w), NULL);
        GString *text = g_string_new(NULL);
        for (guint i = 0; i < units->len; i++) {
            const CodingUnit *u = units->pdata[i];
            g_string_append_printf(
                text, "%d:%d:%" G_GINT64_FORMAT " ", u->place, u->draw, g_array_index(u->posts, int64_t, 0));
        }
        queues[round] = g_string_free(text, FALSE);
        ck_assert_uint_eq(units->len, 3);
        ck_assert_int_eq(((CodingUnit *)units->pdata[0])->draw, CODING_TRAINING);
        g_autoptr(GPtrArray) tasks = coding_tasks(w->store, id_of_study(w), 0, NULL);
        ck_assert_uint_eq(tasks->len, 5); /* training and double for both, one for one */
    }
    ck_assert_str_eq(queues[0], queues[1]);
    g_free(queues[0]);
    g_free(queues[1]);
}
END_TEST

START_TEST(a_coder_sees_letters_for_people_and_dots_for_names)
{
    g_autoptr(World) w = world_new();
    talk(w);
    g_autoptr(cJSON) made = done_as(w, 0, "code.study", STUDY(""));
    g_autoptr(GError) error = NULL;
    g_autoptr(CodingStudy) study = coding_study_find(w->store, "s", &error);
    g_autoptr(GPtrArray) units = coding_units(w->store, study->id, &error);
    for (guint i = 0; i < units->len; i++) {
        const CodingUnit *unit = units->pdata[i];
        g_autoptr(GPtrArray) view = coder_view(w->context, study, unit, &error);
        int coded = 0, withheld = 0, facilitator = 0;
        for (guint k = 0; k < view->len; k++) {
            const CodingPost *post = view->pdata[k];
            coded += post->coded;
            withheld += post->text == NULL;
            facilitator += !post->learner;
            ck_assert_msg(
                !post->text || (!strstr(post->text, "Tendai") && !strstr(post->text, "Chipo")), "%s", post->text);
            ck_assert(!post->coded || post->text);
            if (post->text && strstr(post->text, "transport"))
                ck_assert_str_eq(post->text, "Because of transport, ••••••");
        }
        ck_assert_int_eq(coded, 1);
        bool first = unit->thread == 1;
        ck_assert_int_eq(withheld, first ? 1 : 0);
        ck_assert_int_eq(facilitator, first ? 1 : 0);
    }
}
END_TEST

/* As an export hides them (hide.h), but by dots, so that a stretch is where the coder marked it. */
START_TEST(a_coder_sees_no_patient_and_each_character_in_its_place)
{
    static const char *const said[][2] = {
        { "Mrs Zvanyanya of Chikore village missed it, call 0772 555 123", "Mrs •••••••••" },
        { "ask chipo or Sr fay", "ask ••••• or Sr •••" },
        { "👩🏽‍⚕️ ٠٧٧٢٥٥٥١٢٣ is her number",
            "👩🏽‍⚕️ •••••••••• is her number" },
        { "born 3 March 2002", "born • ••••• ••••" },
        { "VL 45 000 copies at 36 weeks", "VL 45 000 copies at 36 weeks" },
    };
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w);
    int64_t posts[G_N_ELEMENTS(said)];
    for (gsize i = 0; i < G_N_ELEMENTS(said); i++)
        posts[i] = coding_post(w, &p, 0, "m1d", 0, said[i][0]);
    g_autoptr(cJSON) made = done_as(w, p.coordinator, "code.study", STUDY(",\"unit\":\"thread\""));
    g_autoptr(CodingStudy) study = coding_study_find(w->store, "s", NULL);
    g_autoptr(CodingUnit) unit = coding_unit_at(w->store, study->id, 1, NULL);
    g_autoptr(GPtrArray) view = coder_view(w->context, study, unit, NULL);
    ck_assert_uint_eq(view->len, G_N_ELEMENTS(said));
    for (guint i = 0; i < view->len; i++) {
        const CodingPost *post = view->pdata[i];
        ck_assert_int_eq(post->id, posts[i]);
        ck_assert_msg(g_str_has_prefix(post->text, said[i][1]), "%s", post->text);
        ck_assert_int_eq(g_utf8_strlen(post->text, -1), g_utf8_strlen(said[i][0], -1));
        ck_assert_msg(!strstr(post->text, "Chikore") && !strstr(post->text, "555"), "%s", post->text);
    }
}
END_TEST

START_TEST(codes_that_exclude_each_other_replace_each_other)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = talk(w);
    g_autoptr(cJSON) made = done_as(w, 0, "code.study", STUDY(""));
    int64_t before = entries(w);
    g_autoptr(cJSON) one = done_as(w, p.anna, "code.apply", UNIT(1, ",\"code\":\"phase1\",\"memo\":\"a thought\""));
    g_autoptr(cJSON) two = done_as(w, p.anna, "code.apply", UNIT(1, ",\"code\":\"phase3\""));
    ck_assert_str_eq(json_string(two, "replaced.0"), "phase1");
    g_autoptr(cJSON) same = done_as(w, p.anna, "code.apply", UNIT(1, ",\"code\":\"phase3\""));
    ck_assert_int_eq(json_int(same, "coding", 0), json_int(two, "coding", 1));
    ck_assert_int_eq(entries(w), before + 3);
    denied_as(w, p.anna, "code.apply", UNIT(1, ",\"code\":\"phase9\""), BARAZA_ERROR_MISSING,
        "no code \"phase9\"; did you mean \"phase");
    denied_as(w, p.anna, "code.apply", UNIT(9, ",\"code\":\"phase1\""), BARAZA_ERROR_MISSING, "no unit 9");
    g_autofree char *remove = g_strdup_printf("{\"coding\":%" G_GINT64_FORMAT "}", json_int(two, "coding", 0));
    denied_as(w, p.ben, "code.remove", remove, BARAZA_ERROR_MISSING, "ben has no coding");
    g_autoptr(cJSON) gone = done_as(w, p.anna, "code.remove", remove);
    g_autoptr(CodingUnit) unit = coding_unit_at(w->store, id_of_study(w), 1, NULL);
    g_autoptr(GPtrArray) left = coding_list(w->store, unit->id, 0, NULL);
    ck_assert_uint_eq(left->len, 0);
}
END_TEST

START_TEST(a_stretch_of_text_counts_code_points)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = talk(w);
    g_autoptr(cJSON) made = done_as(w, 0, "code.study", STUDY(""));
    g_autoptr(GPtrArray) units = coding_units(w->store, id_of_study(w), NULL);
    for (guint i = 0; i < units->len; i++) {
        const CodingUnit *unit = units->pdata[i];
        g_autoptr(Post) post = post_get(w->store, g_array_index(unit->posts, int64_t, 0), NULL);
        int length = (int)g_utf8_strlen(post->text, -1);
        g_autofree char *whole = g_strdup_printf(
            "{\"study\":\"s\",\"unit\":%d,\"code\":\"phase1\",\"start\":0,\"end\":%d}", unit->place, length);
        g_autofree char *over = g_strdup_printf(
            "{\"study\":\"s\",\"unit\":%d,\"code\":\"phase1\",\"start\":1,\"end\":%d}", unit->place, length + 1);
        g_autoptr(cJSON) good = done_as(w, p.anna, "code.apply", whole);
        ck_assert_int_eq(json_int(good, "post", 0), post->id);
        denied_as(w, p.anna, "code.apply", over, BARAZA_ERROR_INPUT, "is not in post");
    }
    denied_as(w, p.anna, "code.apply", UNIT(1, ",\"code\":\"phase1\",\"start\":3,\"end\":3"), BARAZA_ERROR_INPUT,
        "is not in post");
    denied_as(
        w, p.anna, "code.apply", UNIT(1, ",\"code\":\"phase1\",\"start\":3"), BARAZA_ERROR_USAGE, "a start and an end");
    denied_as(w, p.anna, "code.apply", UNIT(1, ",\"code\":\"phase1\",\"start\":0,\"end\":1,\"post\":1"),
        BARAZA_ERROR_INPUT, "is context");
}
END_TEST

START_TEST(who_may_code_is_an_evaluator_of_the_cohort_in_her_own_name)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = talk(w);
    int64_t out = coding_account(w, "olga", "evaluator");
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    bool was = false;
    ck_assert(staff_unassign(w->store, out, cohort->id, &was, NULL) && was && store_commit(g_steal_pointer(&tx), NULL));
    denied_as(w, p.facilitator, "code.study", STUDY(""), BARAZA_ERROR_DENIED, "run by an evaluator or coordinator");
    denied_as(w, out, "code.study", STUDY(""), BARAZA_ERROR_DENIED, "of its cohort, which olga is not");
    denied_as(w, 0, "code.study", "{\"cohort\":\"c1\",\"study\":\"s\",\"codebook\":\"iam\",\"coders\":[\"fay\"]}",
        BARAZA_ERROR_DENIED, "fay is a facilitator");
    denied_as(w, 0, "code.study", "{\"cohort\":\"c1\",\"study\":\"s\",\"codebook\":\"iam\",\"coders\":[\"olga\"]}",
        BARAZA_ERROR_DENIED, "does not work on this cohort");
    g_autoptr(cJSON) made = done_as(w, p.coordinator, "code.study", STUDY(",\"double\":0"));
    denied_as(
        w, p.coordinator, "code.apply", UNIT(1, ",\"code\":\"phase1\""), BARAZA_ERROR_DENIED, "cora is a coordinator");
    denied_as(
        w, p.facilitator, "code.apply", UNIT(1, ",\"code\":\"phase1\""), BARAZA_ERROR_DENIED, "fay is a facilitator");
    denied_as(
        w, p.anna, "code.apply", UNIT(1, ",\"code\":\"phase1\",\"coder\":\"ben\""), BARAZA_ERROR_DENIED, "as herself");
    denied_as(w, 0, "code.apply", UNIT(1, ",\"code\":\"phase1\""), BARAZA_ERROR_USAGE, "--coder");
    g_autoptr(CodingUnit) unit = coding_unit_at(w->store, id_of_study(w), 1, NULL);
    g_autoptr(GPtrArray) tasks = coding_tasks_of_unit(w->store, unit->id, NULL);
    ck_assert_uint_eq(tasks->len, 1);
    int64_t other = ((CodingTask *)tasks->pdata[0])->coder == p.anna ? p.ben : p.anna;
    denied_as(
        w, other, "code.apply", UNIT(1, ",\"code\":\"phase1\""), BARAZA_ERROR_DENIED, "not in this coder's queue");
    denied_as(w, p.facilitator, "code.freeze", "{\"study\":\"s\"}", BARAZA_ERROR_DENIED, "run by an evaluator");
}
END_TEST

static void code_all(World *w, int64_t coder, const char *codes[4])
{
    for (int i = 0; i < 4; i++) {
        g_autofree char *apply =
            g_strdup_printf("{\"study\":\"s\",\"unit\":%d,\"code\":\"%s\"}", i + 1, codes[i] ? codes[i] : "");
        g_autofree char *done = g_strdup_printf("{\"study\":\"s\",\"unit\":%d}", i + 1);
        g_autoptr(cJSON) a = codes[i] ? done_as(w, coder, "code.apply", apply) : NULL;
        g_autoptr(cJSON) b = done_as(w, coder, "code.done", done);
    }
}

START_TEST(a_study_is_frozen_when_all_is_coded_and_decided)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = talk(w);
    g_autoptr(cJSON) made = done_as(w, 0, "code.study", STUDY(""));
    code_all(w, p.anna, (const char *[]){ "phase1", "phase2", NULL, "phase1" });
    denied_as(w, p.anna, "code.apply", UNIT(1, ",\"code\":\"phase2\""), BARAZA_ERROR_STATE, "said to be done");
    g_autoptr(cJSON) open = done_as(w, p.anna, "code.done", UNIT(1, ",\"open\":true"));
    g_autoptr(cJSON) shut = done_as(w, p.anna, "code.done", UNIT(1, ""));
    denied_as(w, p.coordinator, "code.adjudicate", "{\"study\":\"s\"}", BARAZA_ERROR_STATE, "4 of 8 codings");
    denied_as(w, p.anna, "code.adjudicate", UNIT(1, ",\"codes\":[]"), BARAZA_ERROR_STATE, "still being coded");
    code_all(w, p.ben, (const char *[]){ "phase1", "phase3", NULL, NULL });
    g_autoptr(cJSON) opened = done_as(w, p.coordinator, "code.adjudicate", "{\"study\":\"s\"}");
    ck_assert_int_eq(json_int(opened, "disputed", 0), 2);
    denied_as(w, p.anna, "code.done", UNIT(1, ",\"open\":true"), BARAZA_ERROR_STATE, "adjudication");
    denied_as(w, p.anna, "code.adjudicate", UNIT(2, ",\"codes\":[\"phase2\",\"phase3\"]"), BARAZA_ERROR_INPUT,
        "exclude each other");
    denied_as(w, p.anna, "code.adjudicate", UNIT(1, ",\"codes\":[\"phase2\"]"), BARAZA_ERROR_STATE,
        "nothing to decide on unit 1: its coders agree");
    denied_as(w, p.coordinator, "code.freeze", "{\"study\":\"s\"}", BARAZA_ERROR_STATE, "2 units");
    g_autoptr(cJSON) two =
        done_as(w, p.anna, "code.adjudicate", UNIT(2, ",\"codes\":[\"phase3\"],\"memo\":\"it weighs\""));
    g_autoptr(cJSON) four = done_as(w, p.ben, "code.adjudicate", UNIT(4, ",\"codes\":[]"));
    ck_assert_int_eq(json_int(four, "disputed", 9), 0);
    g_autoptr(cJSON) frozen = done_as(w, p.coordinator, "code.freeze", "{\"study\":\"s\"}");
    ck_assert_uint_eq(strlen(json_string(frozen, "hash")), 64);
    denied_as(w, p.ben, "code.adjudicate", UNIT(4, ",\"codes\":[]"), BARAZA_ERROR_STATE, "frozen");
    g_autoptr(GPtrArray) verdicts = coding_verdicts(w->store, id_of_study(w), NULL);
    ck_assert_uint_eq(verdicts->len, 4);
    int codes = 0, decided = 0;
    for (guint i = 0; i < verdicts->len; i++) {
        codes += ((CodingVerdict *)verdicts->pdata[i])->codes->len;
        decided += ((CodingVerdict *)verdicts->pdata[i])->staff != 0;
    }
    ck_assert_int_eq(codes, 2);
    ck_assert_int_eq(decided, 2);
    g_autoptr(GPtrArray) independent = coding_all(w->store, id_of_study(w), NULL);
    ck_assert_uint_eq(independent->len, 5);
}
END_TEST

START_TEST(what_is_withdrawn_or_forgotten_has_no_words_and_no_memos)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = talk(w);
    g_autoptr(cJSON) made = done_as(w, 0, "code.study", STUDY(""));
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) memo = done_as(w, p.anna, "code.apply", UNIT(1, ",\"code\":\"phase1\",\"memo\":\"she said so\""));
    g_autoptr(CodingStudy) study = coding_study_find(w->store, "s", &error);
    g_autoptr(CodingUnit) unit = coding_unit_at(w->store, study->id, 1, &error);
    int64_t post = g_array_index(unit->posts, int64_t, 0);
    g_autoptr(Post) said = post_get(w->store, post, &error);
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    ck_assert(consent_add(w->store, said->enrolment, "research", false, "h", NULL, NOW + 1, &error) &&
              coding_forget_post(w->store, post, &error) && store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(GPtrArray) view = coder_view(w->context, study, unit, &error);
    for (guint i = 0; i < view->len; i++)
        ck_assert(!((CodingPost *)view->pdata[i])->coded || !((CodingPost *)view->pdata[i])->text);
    g_autoptr(GPtrArray) codings = coding_list(w->store, unit->id, 0, &error);
    ck_assert_ptr_null(((Coding *)codings->pdata[0])->memo);
}
END_TEST

START_TEST(another_text_of_a_codebook_is_another_version)
{
    g_autoptr(World) w = world_new();
#define BOOK(title)                                                                                                    \
    "{\"xml\":\"<codebook xmlns='urn:baraza:course:1' id='mine'><title>" title                                         \
    "</title><code id='a'><title>A</title></code></codebook>\"}"
    g_autoptr(cJSON) one = change(w, "codebook.add", BOOK("One"));
    g_autoptr(cJSON) again = change(w, "codebook.add", BOOK("One")), two = change(w, "codebook.add", BOOK("Two"));
    ck_assert_int_eq(json_int(one, "version", 0), 1);
    ck_assert(json_bool(one, "fresh", false) && !json_bool(again, "fresh", true));
    ck_assert_int_eq(json_int(two, "version", 0), 2);
    g_autoptr(CodingBook) first = coding_book_find(w->store, "mine@1", NULL),
                          newest = coding_book_find(w->store, "mine", NULL);
    ck_assert(first && newest && first->version == 1 && newest->version == 2);
    refused(
        w, "codebook.add", "{\"xml\":\"<x/>\",\"name\":\"f.xml\"}", BARAZA_ERROR_INPUT, "f.xml:1: this is no codebook");
}
END_TEST

START_TEST(no_query_of_the_bench_walks_a_table_unsaid)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    ck_assert_msg(coding_prepare(w->store, &error), "%s", error ? error->message : "");
}
END_TEST

UNIT_MAIN("coding", only_what_learners_let_be_used_is_coded, each_circle_is_a_thread_of_its_own,
    what_counts_nowhere_is_not_coded, a_study_that_cannot_be_meant_is_refused_or_warned_of,
    the_same_seed_draws_the_same_queue, a_coder_sees_letters_for_people_and_dots_for_names,
    a_coder_sees_no_patient_and_each_character_in_its_place, codes_that_exclude_each_other_replace_each_other,
    a_stretch_of_text_counts_code_points, who_may_code_is_an_evaluator_of_the_cohort_in_her_own_name,
    a_study_is_frozen_when_all_is_coded_and_decided, what_is_withdrawn_or_forgotten_has_no_words_and_no_memos,
    another_text_of_a_codebook_is_another_version, no_query_of_the_bench_walks_a_table_unsaid)

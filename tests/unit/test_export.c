/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves for a study: nobody's name or number, only those who consent, nobody alone in a group. */
#include "circle.h"
#include "coding_world.h"
#include "csv.h"
#include "export.h"
#include "hide.h"
#include "handed.h"
#include "quiz.h"
#include "review.h"
#include "tie.h"

static const guint8 key_one[EXPORT_KEY] = { 1 }, key_two[EXPORT_KEY] = { 2 };

/* --- texts --- */

static Hide *some_names(void)
{
    Hide *names = hide_new();
    hide_add_name(names, "Tendai Moyo", "[P1]");
    hide_add_name(names, "Sister Chipo Moyo", "[P2]");
    hide_add_name(names, "Hope Dube", "[P3]");
    hide_add_name(names, "José", "[P4]");
    hide_add_name(names, "مريم", "[P5]");
    hide_add_name(names, "anna", "[staff]");
    hide_add_number(names, "263772123456");
    return names;
}

START_TEST(names_and_numbers_are_replaced_wherever_they_stand)
{
    static const char *const cases[][2] = {
        { "Thanks Tendai!", "Thanks [P1]!" },
        { "thanks tendai moyo, ok", "thanks [P1], ok" },
        { "Moyo's idea", "[name]'s idea" },
        { "Chipo Moyo and Tendai", "[P2] and [P1]" },
        { "the sister said", "the sister said" },
        { "we hope so, Hope", "we hope so, [P3]" },
        { "JOSE and Jose\xCC\x81", "[P4] and [P4]" },
        { "قالت مريم 👩🏽‍⚕️", "قالت [P5] 👩🏽‍⚕️" },
        { "ask anna", "ask [staff]" },
        { "call 0772 123 456 now", "call [number] now" },
        { "+263 (77) 212-3456", "[number]" },
        { "٠٧٧٢١٢٣٤٥٦", "[number]" },
        { "123456 is its end", "[number] is its end" },
        { "25 of 300 mothers, 0.5 ml", "25 of 300 mothers, 0.5 ml" },
        { "tendaimoyo", "tendaimoyo" },
        { "", "" },
    };
    g_autoptr(Hide) names = some_names();
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *masked = hide_text(names, cases[i][0], NULL);
        ck_assert_msg(g_str_equal(masked, cases[i][1]), "\"%s\": \"%s\", not \"%s\"", cases[i][0], masked, cases[i][1]);
    }
}
END_TEST

START_TEST(places_of_codings_follow_what_was_replaced)
{
    g_autoptr(Hide) names = some_names();
    g_autoptr(GArray) edits = g_array_new(FALSE, FALSE, sizeof(HideEdit));
    g_autofree char *masked = hide_text(names, "👩🏽‍⚕️ Tendai Moyo, see 0772123456 there", edits);
    ck_assert_str_eq(masked, "👩🏽‍⚕️ [P1], see [number] there");
    ck_assert_uint_eq(edits->len, 2);
    ck_assert_int_eq(hide_place(edits, 0, false), 0);
    ck_assert_int_eq(hide_place(edits, 6, false), 6);  /* Tendai */
    ck_assert_int_eq(hide_place(edits, 9, false), 6);  /* inside: from its start ... */
    ck_assert_int_eq(hide_place(edits, 9, true), 10);  /* ... to its end */
    ck_assert_int_eq(hide_place(edits, 17, true), 10); /* its end */
    ck_assert_int_eq(hide_place(edits, 19, false), 12);
    ck_assert_int_eq(hide_place(edits, 39, true), (int)g_utf8_strlen(masked, -1));
}
END_TEST

/* --- groups --- */

static ReportData *people(const char *const *facilities, const int *counts, int kinds)
{
    ReportData *data = report_data_new();
    for (int k = 0; k < kinds; k++)
        for (int i = 0; i < counts[k]; i++) {
            ReportLearner *l = report_add_learner(data);
            l->facility = g_strdup(facilities[k]);
            l->cadre = g_strdup(k % 2 ? "midwife" : "nurse");
            l->sex = g_strdup("f");
        }
    return data;
}

static void check_k(const ReportData *data, int k, const char *say)
{
    for (guint i = 0; i < data->learners->len; i++) {
        const ReportLearner *a = data->learners->pdata[i];
        int same = 0;
        for (guint j = 0; j < data->learners->len; j++) {
            const ReportLearner *b = data->learners->pdata[j];
            same += g_strcmp0(a->cadre, b->cadre) == 0 && g_strcmp0(a->facility, b->facility) == 0 &&
                    g_strcmp0(a->sex, b->sex) == 0 && g_strcmp0(a->age_band, b->age_band) == 0 &&
                    g_strcmp0(a->country, b->country) == 0;
        }
        ck_assert_msg(same >= MIN(k, (int)data->learners->len), "%s: a group of %d", say, same);
    }
}

START_TEST(every_group_is_large_enough_whatever_the_people_are)
{
    static const char *const names[] = { "Mbare", "Gweru", "Mutare", "Bindura", "Kwekwe", "Other Town" };
    uint64_t state = 7;
    for (int round = 0; round < 60; round++) {
        int counts[6];
        for (int i = 0; i < 6; i++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            counts[i] = (int)(state >> 33) % 9;
        }
        for (int how = EXPORT_SUPPRESS; how <= EXPORT_GENERALISE; how++) {
            g_autoptr(ReportData) data = people(names, counts, 6);
            g_autoptr(GPtrArray) small = g_ptr_array_new_with_free_func(g_free);
            int suppressed = 0, generalised = 0;
            export_anonymise(data, 5, (ExportSmall)how, small, &suppressed, &generalised);
            check_k(data, 5, how ? "generalise" : "suppress");
            ck_assert(small->len == 0 || suppressed + generalised > 0 || data->learners->len < 5);
            ck_assert(small->len > 0 || suppressed + generalised == 0);
        }
    }
}
END_TEST

START_TEST(a_small_cell_is_named_and_only_what_must_be_is_hidden)
{
    static const char *const names[] = { "Mbare", "Gweru", "Mutare" };
    g_autoptr(ReportData) data = people(names, (const int[]){ 6, 6, 2 }, 3);
    g_autoptr(GPtrArray) small = g_ptr_array_new_with_free_func(g_free);
    int suppressed = 0, generalised = 0;
    export_anonymise(data, 5, EXPORT_REFUSE, small, &suppressed, &generalised);
    ck_assert_uint_eq(small->len, 1);
    ck_assert_str_eq(small->pdata[0], "cadre=nurse, sex=f, country=, age_band=, facility=Mutare: 2");
    ck_assert_int_eq(suppressed, 0);
    ck_assert_str_eq(((ReportLearner *)data->learners->pdata[13])->facility, "Mutare");
    export_anonymise(data, 5, EXPORT_SUPPRESS, small, &suppressed, &generalised);
    ck_assert_str_eq(((ReportLearner *)data->learners->pdata[13])->facility, "suppressed");
    check_k(data, 5, "suppress");
}
END_TEST

/* --- a whole export --- */

static Export *make_at(World *w, const guint8 *key, int64_t now, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", error);
    ExportPlan plan = { .study = "s", .key = key, .k = 1, .small = EXPORT_SUPPRESS, .program = "test" };
    return export_make(w->context, cohort->id, &plan, now, error);
}

static Export *make(World *w, const guint8 *key, GError **error)
{
    return make_at(w, key, NOW, error);
}

static const char *text_of(const Export *out, const char *name, gsize *size)
{
    for (guint i = 0; i < out->files->len; i++) {
        const ExportFile *file = out->files->pdata[i];
        if (g_str_equal(file->name, name))
            return g_bytes_get_data(file->bytes, size);
    }
    ck_abort_msg("there is no %s", name);
    return NULL;
}

static CsvTable *table_of(const Export *out, const char *name)
{
    gsize size = 0;
    const char *text = text_of(out, name, &size);
    CsvTable *table = csv_parse(text, size, name, NULL);
    ck_assert_ptr_nonnull(table);
    return table;
}

static bool holds(GBytes *bytes, const char *needle)
{
    gsize size = 0;
    const char *text = g_bytes_get_data(bytes, &size);
    return memmem(text, size, needle, strlen(needle)) != NULL;
}

static void set_consent(World *w, int64_t enrolment, const char *purpose, bool given)
{
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(tx && consent_add(w->store, enrolment, purpose, given, "h", NULL, NOW, NULL) &&
              store_commit(g_steal_pointer(&tx), NULL));
}

/* Who talks of whom, with names and numbers in every way. */
static CodingPeople talk(World *w)
{
    CodingPeople p = coding_people_of(w);
    int64_t first = coding_post(w, &p, 0, "m1d1", 0, "I am Tendai Moyo, call 0772 123 456 or +263772123457");
    int64_t second = coding_post(w, &p, 1, "m1d1", first, "Thank you Tendai! Rudo and CHIPO agree 👩🏽‍⚕️");
    coding_post(w, &p, 2, "m1d1", second, "I am Rudo: my words stay here");
    int64_t fourth = coding_post(w, &p, -1, "m1d1", 0, "Well said, Chipo Banda. Anna reads this.");
    coding_post(w, &p, 0, "m1d1", fourth, "=1+1");
    return p;
}

START_TEST(no_name_and_no_number_is_in_any_byte_that_leaves)
{
    static const char *const never[] = { "Tendai", "Moyo", "Chipo", "CHIPO", "Banda", "Rudo", "0772", "263772",
        "123456", "123457", "123458", "Anna reads", "my words stay here" };
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    talk(w);
    g_autoptr(Export) out = make(w, key_one, &error);
    ck_assert_msg(out != NULL, "%s", error ? error->message : "");
    ck_assert_int_eq(out->learners, 2);
    ck_assert_int_eq(out->left_out, 1);
    for (guint i = 0; i < out->files->len; i++) {
        const ExportFile *file = out->files->pdata[i];
        for (gsize n = 0; n < G_N_ELEMENTS(never); n++)
            ck_assert_msg(!holds(file->bytes, never[n]), "%s holds %s", file->name, never[n]);
    }
    g_autoptr(CsvTable) posts = table_of(out, "posts.csv");
    ck_assert_uint_eq(csv_rows(posts), 1 + 4);
    gsize size = 0;
    ck_assert_ptr_nonnull(strstr(text_of(out, "posts.csv", &size), "Thank you [P"));
}
END_TEST

START_TEST(two_studies_cannot_be_joined_by_their_ids_and_one_can_with_itself)
{
    g_autoptr(World) w = world_new();
    talk(w);
    g_autoptr(Export) one = make(w, key_one, NULL), again = make(w, key_one, NULL), two = make(w, key_two, NULL);
    ck_assert(one && again && two);
    for (guint i = 0; i < one->files->len; i++)
        ck_assert_str_eq(((ExportFile *)one->files->pdata[i])->sha256, ((ExportFile *)again->files->pdata[i])->sha256);
    g_autoptr(CsvTable) first = table_of(one, "wide.csv");
    g_autoptr(CsvTable) other = table_of(two, "wide.csv");
    ck_assert_uint_eq(csv_rows(first), 3);
    for (guint a = 1; a < csv_rows(first); a++)
        for (guint b = 1; b < csv_rows(other); b++)
            ck_assert_str_ne(csv_cell(first, a, 0), csv_cell(other, b, 0));
    ck_assert(strcmp(csv_cell(first, 1, 0), csv_cell(first, 2, 0)) < 0);
}
END_TEST

START_TEST(who_takes_consent_back_is_not_in_the_next_export)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    CodingPeople p = talk(w);
    g_autoptr(Export) before = make(w, key_one, NULL);
    set_consent(w, p.learners[0], "research", false);
    g_autoptr(Export) after = make(w, key_one, NULL);
    ck_assert(before && after);
    g_autoptr(CsvTable) was = table_of(before, "wide.csv");
    g_autoptr(CsvTable) is = table_of(after, "wide.csv");
    ck_assert_uint_eq(csv_rows(was), 3);
    ck_assert_uint_eq(csv_rows(is), 2);
    const char *stays = csv_cell(is, 1, 0);
    const char *gone = csv_cell(was, g_str_equal(csv_cell(was, 1, 0), stays) ? 2 : 1, 0);
    for (guint i = 0; i < after->files->len; i++)
        ck_assert(!holds(((ExportFile *)after->files->pdata[i])->bytes, gone));
    ck_assert_int_eq(before->left_posts, 1);
    ck_assert_int_eq(after->left_posts, 3);
    gsize size = 0;
    const char *json = text_of(after, "manifest.json", &size);
    g_autoptr(cJSON) manifest = json_parse(json, size, NULL);
    ck_assert_int_eq(json_int(manifest, "left_out", 0), 2);
    ck_assert_int_eq(json_int(manifest, "left_posts", 0), 3);
    ck_assert_int_eq(json_int(cJSON_GetArrayItem(json_at(manifest, "files"), 0), "rows", 0), 1);
    set_consent(w, p.learners[1], "research", false);
    g_autoptr(Export) nobody = make(w, key_one, &error);
    ck_assert_ptr_null(nobody);
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STATE));
}
END_TEST

START_TEST(refused_posts_are_tombstones_and_replies_to_nobody_are_cut)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = talk(w);
    set_consent(w, p.learners[1], "posts", false);
    g_autoptr(Export) out = make(w, key_one, NULL);
    ck_assert(out && out->tombstones == 1);
    gsize size = 0;
    ck_assert_ptr_null(strstr(text_of(out, "posts.csv", &size), "agree"));
    g_autoptr(CsvTable) replies = table_of(out, "replies.csv");
    ck_assert_uint_eq(csv_rows(replies), 3); /* Chipo to Tendai, Tendai to the facilitator */
}
END_TEST

/* Tendai begins in a pair, whose posts count from 1, and Chipo answers; in the room it is the other way. The pair's id.
 */
static int64_t talk_in_a_pair(World *w)
{
    CodingPeople p = coding_people_of(w);
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    Circle pair = { .cohort = cohort->id, .room = p.room, .kind = CIRCLE_PAIR, .made = NOW };
    ck_assert(tx && circle_add(w->store, &pair, &error));
    int64_t before = 0;
    for (int who = 0; who < 2; who++) {
        Post post = { .room = p.room,
            .cohort = cohort->id,
            .enrolment = p.learners[who],
            .circle = pair.id,
            .prompt = (char *)"m1d1",
            .reply_to = before,
            .text = (char *)"in the pair",
            .length = 11,
            .state = POST_UNDO,
            .keep = true,
            .written = NOW,
            .until = NOW };
        bool moved = false;
        ck_assert(circle_enter(w->store, pair.id, p.learners[who], NOW, &error) && post_add(w->store, &post, &error) &&
                  post_move(w->store, post.id, POST_UNDO, POST_SHARED, NOW, NULL, &moved, &error) && moved);
        before = post.id;
    }
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    coding_post(w, &p, 0, "m1d1", coding_post(w, &p, 1, "m1d1", 0, "in the room"), "so it is");
    return pair.id;
}

START_TEST(what_is_said_in_a_pair_answers_the_pair_and_bears_no_id_of_the_database)
{
    g_autoptr(World) w = world_new();
    int64_t pair = talk_in_a_pair(w);
    g_autofree char *id = g_strdup_printf(",%" G_GINT64_FORMAT ",", pair);
    g_autoptr(Export) out = make(w, key_one, NULL);
    ck_assert_ptr_nonnull(out);
    g_autoptr(CsvTable) replies = table_of(out, "replies.csv");
    ck_assert_uint_eq(csv_rows(replies), 1 + 2); /* each answers the other, nobody herself */
    for (guint r = 1; r < csv_rows(replies); r++)
        ck_assert_str_ne(csv_cell(replies, r, 0), csv_cell(replies, r, 1));
    g_autoptr(CsvTable) stays = table_of(out, "circles.csv");
    ck_assert_uint_eq(csv_rows(stays), 1 + 2);
    ck_assert_str_eq(csv_cell(stays, 1, 2), "1");
    ck_assert_int_ne(strncmp(csv_cell(stays, 1, 4), "2026", 4), 0);
    for (guint i = 0; i < out->files->len; i++)
        ck_assert_msg(
            !holds(((ExportFile *)out->files->pdata[i])->bytes, id), "%s", ((ExportFile *)out->files->pdata[i])->name);
}
END_TEST

START_TEST(who_was_at_an_event_is_told_and_who_does_not_consent_is_not)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    CodingPeople p = coding_people_of(w);
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    bool fresh = false;
    ck_assert(tx && poll_vote(w->store, p.learners[0], p.room, "m2e", "maybe", NOW, &fresh, &error) &&
              task_confirm(w->store, p.learners[0], "m2e", "code", NOW, &fresh, &error) &&
              task_confirm(w->store, p.learners[2], "m2e", "code", NOW, &fresh, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(Export) out = make(w, key_one, NULL);
    g_autoptr(CsvTable) rows = table_of(out, "attendance.csv");
    ck_assert_uint_eq(csv_rows(rows), 1 + 2);
    guint there = g_str_equal(csv_cell(rows, 1, 5), "1") ? 1 : 2;
    ck_assert_str_eq(csv_cell(rows, there, 4), "maybe");
    ck_assert_str_eq(csv_cell(rows, there, 3), "60");
    ck_assert_int_ne(strncmp(csv_cell(rows, there, 6), "2026", 4), 0);
    ck_assert_str_ne(csv_cell(rows, there, 6), "");
    ck_assert_str_eq(csv_cell(rows, 3 - there, 4), "");
    ck_assert_str_eq(csv_cell(rows, 3 - there, 5), "0");
    g_autoptr(CsvTable) wide = table_of(out, "wide.csv");
    guint column = (guint)csv_find(wide, "attended_m2e"); /* the event is not over: who was not noted may come yet */
    ck_assert_str_eq(csv_cell(wide, there, column), "1");
    ck_assert_str_eq(csv_cell(wide, 3 - there, column), "");
    for (guint i = 0; i < out->files->len; i++)
        ck_assert(!holds(((ExportFile *)out->files->pdata[i])->bytes, "Hall 2"));
}
END_TEST

static int64_t hand_in(World *w, const CodingPeople *p, int who, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    Post post = { .room = p->room,
        .cohort = cohort->id,
        .enrolment = p->learners[who],
        .text = (char *)text,
        .length = (int)g_utf8_strlen(text, -1),
        .state = POST_DRAFT,
        .keep = true,
        .written = NOW };
    bool moved = false;
    ck_assert_msg(post_add(w->store, &post, &error) &&
                      work_from_draft(w->store, post.id, "m2a", POST_WORK, NULL, &moved, &error) && moved,
        "%s", error ? error->message : "");
    return post.id;
}

/* `mark` NULL: asked, and not answered yet. */
static void review_work(
    World *w, const CodingPeople *p, int64_t work, int author, int reviewer, const char *mark, const char *comment)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    Review review = { .cohort = cohort->id,
        .work = work,
        .author = p->learners[author],
        .reviewer = p->learners[reviewer],
        .step = (char *)"m2a" };
    ck_assert_msg(review_add(w->store, &review, &error) &&
                      review_move(w->store, review.id, REVIEW_WAITING, REVIEW_ASKED, NOW, &error) &&
                      (!mark || review_answer(w->store, review.id, mark, comment, NOW + 60, &error)),
        "%s", error ? error->message : "");
}

static CodingPeople hand_in_and_review(World *w)
{
    CodingPeople p = coding_people_of(w);
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    int64_t first = hand_in(w, &p, 0, "Plan of Tendai Moyo: ring 0772 123 456"), second = hand_in(w, &p, 1, "My plan."),
            third = hand_in(w, &p, 2, "Rudo's words stay here");
    review_work(w, &p, first, 0, 1, "2", "Well done Tendai");
    review_work(w, &p, first, 0, 2, "0", "Rudo does not like it");
    review_work(w, &p, second, 1, 0, NULL, NULL);
    review_work(w, &p, third, 2, 0, "1", "Said to Rudo");
    ck_assert(store_commit(g_steal_pointer(&tx), NULL));
    return p;
}

START_TEST(work_and_reviews_leave_without_names_and_only_where_both_agree)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = hand_in_and_review(w);
    g_autoptr(Export) out = make(w, key_one, NULL);
    g_autoptr(CsvTable) works = table_of(out, "work.csv"), reviews = table_of(out, "reviews.csv");
    static const char *const never[] = { "Tendai", "0772", "Rudo", "words stay", "does not like", "Said to" };
    for (guint i = 0; i < out->files->len; i++)
        for (gsize n = 0; n < G_N_ELEMENTS(never); n++)
            ck_assert_msg(!holds(((ExportFile *)out->files->pdata[i])->bytes, never[n]), "%s in %s", never[n],
                ((ExportFile *)out->files->pdata[i])->name);
    ck_assert_uint_eq(csv_rows(works), 1 + 2);
    ck_assert_uint_eq(csv_rows(reviews), 1 + 2);
    guint done = g_str_equal(csv_cell(reviews, 1, 4), "done") ? 1 : 2, asked = 3 - done;
    guint own =
        (guint)g_ascii_strtoull(csv_cell(reviews, done, 0), NULL, 10); /* the work stands where its number says */
    ck_assert_str_eq(csv_cell(works, own, 1), csv_cell(reviews, done, 2));
    ck_assert_str_eq(csv_cell(reviews, done, 3), csv_cell(reviews, asked, 2));
    ck_assert_str_eq(csv_cell(reviews, done, 11), ""); /* mark_1: the post-test is open */
    ck_assert_str_eq(csv_cell(reviews, asked, 11), "");
    ck_assert(strstr(csv_cell(reviews, done, 9), "Well done [P") != NULL);
    ck_assert(strstr(csv_cell(works, own, 10), "[number]") != NULL);
    ck_assert_str_eq(csv_cell(works, own, 5), "1"); /* asked and received: of those who are in it */
    ck_assert_str_eq(csv_cell(works, own, 6), "1");
    set_consent(w, p.learners[1], "posts", false);
    g_autoptr(Export) later = make_at(w, key_one, NOW + 400 * DAY, NULL);
    g_autoptr(CsvTable) less = table_of(later, "reviews.csv");
    done = g_str_equal(csv_cell(less, 1, 4), "done") ? 1 : 2;
    ck_assert_str_eq(csv_cell(less, done, 9), "");
    ck_assert_str_eq(csv_cell(less, done, 8), "1");
    ck_assert_str_eq(csv_cell(less, done, 11), "2"); /* a mark is no text */
    for (guint i = 0; i < later->files->len; i++)
        ck_assert(!holds(((ExportFile *)later->files->pdata[i])->bytes, "My plan"));
}
END_TEST

/* She is asked about the two others, and knows those of the numbers. */
static void acquaint(World *w, const CodingPeople *p, int who, const char *numbers)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(int64_t)),
                      known = g_array_new(FALSE, FALSE, sizeof(int));
    for (int i = 0; i < 3; i++)
        if (i != who)
            g_array_append_val(others, p->learners[i]);
    for (const char *digit = numbers; *digit; digit++) {
        int number = *digit - '0';
        g_array_append_val(known, number);
    }
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    ck_assert_msg(tx && tie_ask(w->store, cohort->id, p->learners[who], others, NOW, &error) &&
                      tie_say(w->store, p->learners[who], known, &error) && store_commit(g_steal_pointer(&tx), &error),
        "%s", error ? error->message : "");
}

START_TEST(who_knew_whom_leaves_only_where_both_agree)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w); /* the third refuses research */
    g_autoptr(Export) before = make(w, key_one, NULL);
    acquaint(w, &p, 0, "12");
    acquaint(w, &p, 1, "2");
    acquaint(w, &p, 2, "1");
    g_autoptr(Export) out = make(w, key_one, NULL);
    g_autoptr(CsvTable) ties = table_of(out, "acquaintance.csv"), wide = table_of(out, "wide.csv");
    ck_assert_uint_eq(csv_rows(ties), 1 + 2);
    ck_assert_str_lt(csv_cell(ties, 1, 0), csv_cell(ties, 2, 0)); /* in the order of the study's ids */
    for (guint row = 1; row <= 2; row++) {
        ck_assert_str_eq(csv_cell(ties, row, 0), csv_cell(wide, row, 0));
        ck_assert_str_eq(csv_cell(ties, row, 1), csv_cell(wide, 3 - row, 0));
    }
    ck_assert_str_ne(csv_cell(ties, 1, 2), csv_cell(ties, 2, 2)); /* one said so, the other did not */
    ck_assert_int_eq(out->left_rows - before->left_rows, 4);
    set_consent(w, p.learners[1], "research", false);
    g_autoptr(Export) less = make(w, key_one, NULL);
    g_autoptr(CsvTable) none = table_of(less, "acquaintance.csv");
    ck_assert_uint_eq(csv_rows(none), 1);
}
END_TEST

START_TEST(every_file_that_the_codebook_describes_is_there)
{
    g_autoptr(World) w = world_new();
    talk(w);
    g_autoptr(Export) out = make(w, key_one, NULL);
    g_autoptr(CsvTable) book = table_of(out, "codebook.csv");
    for (guint r = 1; r < csv_rows(book); r++)
        if (!g_str_equal(csv_cell(book, r, 0), "*")) {
            g_autoptr(CsvTable) table = table_of(out, csv_cell(book, r, 0));
            ck_assert_int_ge(csv_find(table, csv_cell(book, r, 1)), 0);
        }
}
END_TEST

START_TEST(every_column_of_every_file_is_in_the_codebook_and_the_package)
{
    g_autoptr(World) w = world_new();
    talk(w);
    g_autoptr(Export) out = make(w, key_one, NULL);
    gsize size = 0;
    const char *json = text_of(out, "datapackage.json", &size);
    g_autoptr(cJSON) package = json_parse(json, size, NULL);
    const cJSON *resource;
    int resources = 0;
    cJSON_ArrayForEach(resource, json_at(package, "resources"))
    {
        g_autoptr(CsvTable) table = table_of(out, json_string(resource, "path"));
        const cJSON *fields = json_at(resource, "schema.fields");
        ck_assert_int_eq(cJSON_GetArraySize(fields), (int)csv_columns(table, 0));
        for (int i = 0; i < cJSON_GetArraySize(fields); i++)
            ck_assert_str_eq(json_string(cJSON_GetArrayItem(fields, i), "name"), csv_cell(table, 0, (guint)i));
        resources++;
    }
    ck_assert_int_eq(resources, 13);
}
END_TEST

START_TEST(an_export_is_journalled_with_the_hash_of_its_manifest)
{
    g_autoptr(World) w = world_new();
    talk(w);
    int64_t before = entries(w);
    g_autoptr(Export) out = make(w, key_one, NULL);
    const ExportFile *manifest = out->files->pdata[out->files->len - 1];
    ck_assert_str_eq(manifest->name, "manifest.json");
    g_autofree char *params = g_strdup_printf(
        "{\"cohort\":\"c1\",\"study\":\"s\",\"manifest\":\"%s\",\"learners\":2,\"left_out\":1,\"posts\":4,"
        "\"files\":13,\"k\":5,\"suppressed\":0,\"generalised\":0}",
        manifest->sha256);
    g_autoptr(cJSON) done = change(w, "export", params);
    ck_assert_int_eq(entries(w), before + 1);
    refused(w, "export", "{\"cohort\":\"c1\",\"study\":\"s\",\"manifest\":\"x\"}", BARAZA_ERROR_INPUT, "SHA-256");
}
END_TEST

UNIT_MAIN("export", names_and_numbers_are_replaced_wherever_they_stand, places_of_codings_follow_what_was_replaced,
    every_group_is_large_enough_whatever_the_people_are, a_small_cell_is_named_and_only_what_must_be_is_hidden,
    no_name_and_no_number_is_in_any_byte_that_leaves, two_studies_cannot_be_joined_by_their_ids_and_one_can_with_itself,
    who_takes_consent_back_is_not_in_the_next_export, refused_posts_are_tombstones_and_replies_to_nobody_are_cut,
    what_is_said_in_a_pair_answers_the_pair_and_bears_no_id_of_the_database,
    who_was_at_an_event_is_told_and_who_does_not_consent_is_not,
    work_and_reviews_leave_without_names_and_only_where_both_agree, who_knew_whom_leaves_only_where_both_agree,
    every_file_that_the_codebook_describes_is_there, every_column_of_every_file_is_in_the_codebook_and_the_package,
    an_export_is_journalled_with_the_hash_of_its_manifest)

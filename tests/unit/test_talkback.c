/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff say to learners and answer: whom it reaches, that it is once, and what is refused. */
#include "admin_world.h"
#include "discussion.h"
#include "facilitate.h"

#include <math.h>

/* A cohort with one learner who may be written to and one who never opted in. */
static World *talking(void)
{
    World *w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    ck_assert_int_eq(json_int(enrolled, "new", 0), 2);
    return w;
}

static int64_t learner(World *w, guint n, int64_t *enrolment)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    *enrolment = g_array_index(people, int64_t, n);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, *enrolment, NULL);
    return e->learner;
}

static int64_t write_post(World *w, PostState state, const char *text, int64_t written, const char *why)
{
    int64_t enrolment = 0;
    learner(w, 0, &enrolment);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, enrolment, NULL);
    Post post = { .room = e->room,
        .cohort = e->cohort,
        .enrolment = enrolment,
        .text = (char *)text,
        .state = state,
        .why_held = (char *)why,
        .wamid = (char *)"wamid.QUESTION",
        .written = written,
        .shared = state == POST_SHARED ? written : 0 };
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(tx && post_add(w->store, &post, NULL) && store_commit(g_steal_pointer(&tx), NULL));
    return post.id;
}

typedef struct {
    OwedKind kind;
    int count;
    Lane lane;
    char *last; /* body */
} Kind;

static bool count_kind(const OutboxLine *line, gpointer data)
{
    Kind *k = data;
    if (line->kind != (int)k->kind)
        return true;
    k->count++;
    k->lane = (Lane)line->lane;
    g_free(k->last);
    k->last = g_strdup(line->body);
    return true;
}

static Kind owed_of(World *w, OwedKind kind)
{
    Kind k = { .kind = kind };
    ck_assert(outbox_each(w->store, 0, 0, count_kind, &k, NULL));
    return k;
}

static int posts(World *w)
{
    int64_t n = 0;
    ck_assert(post_total(w->store, &n, NULL));
    return (int)n;
}

START_TEST(a_room_is_told_at_once_by_a_numbered_post)
{
    g_autoptr(World) w = talking();
    int64_t before = entries(w);
    g_autoptr(cJSON) said = change(w, "say", "{\"to\":\"c1/1\",\"text\":\"We meet at two.\"}");
    ck_assert_int_eq(json_int(said, "people", 0), 1);
    ck_assert_int_eq(json_int(said, "left_out", 0), 1);
    ck_assert_int_eq(json_int(said, "window", 0), 1);
    ck_assert_str_eq(json_string(said, "looks"), "#1 Facilitator: We meet at two.");
    Kind say = owed_of(w, OWED_SAY);
    ck_assert_int_eq(say.count, 1);
    ck_assert_int_eq(say.lane, LANE_RELAY);
    ck_assert_int_eq(posts(w), 1);
    ck_assert_int_eq(entries(w), before + 1);
    /* No digest brings it again. */
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) rooms = room_list(w->store, cohort->id, NULL);
    RelayCursor cursor = { .room = g_array_index(rooms, int64_t, 0), .enrolment = 1 };
    g_autoptr(GPtrArray) unread = relay_posts(w->store, &cursor, 10, NULL);
    ck_assert_uint_eq(unread->len, 0);
    g_free(say.last);
}
END_TEST

START_TEST(a_dry_run_shows_and_changes_nothing)
{
    g_autoptr(World) w = talking();
    int64_t before = entries(w);
    g_autoptr(cJSON) said = change(w, "say", "{\"to\":\"c1\",\"text\":\"Only to look.\",\"dry_run\":true}");
    ck_assert_ptr_nonnull(strstr(json_string(said, "looks"), "Only to look."));
    ck_assert_int_eq(owed_of(w, OWED_SAY).count, 0);
    ck_assert_int_eq(posts(w), 0);
    ck_assert_int_eq(entries(w), before);
    g_autoptr(cJSON) later =
        change(w, "say", "{\"to\":\"c1\",\"text\":\"Later.\",\"at\":\"2027-01-04 09:00\",\"dry_run\":true}");
    g_autoptr(GPtrArray) waiting = notice_waiting(w->store, 0, NULL);
    ck_assert_uint_eq(waiting->len, 0);
}
END_TEST

START_TEST(what_waits_for_its_time_can_be_taken_back_once)
{
    g_autoptr(World) w = talking();
    g_autoptr(cJSON) said = change(w, "say", "{\"to\":\"c1\",\"text\":\"Later.\",\"at\":\"2027-01-04 21:00\"}");
    ck_assert(json_bool(said, "later", false));
    ck_assert_str_eq(json_string(said, "quiet_until"), "2027-01-05 07:00");
    ck_assert_int_eq(owed_of(w, OWED_SAY).count, 0);
    g_autoptr(GPtrArray) waiting = notice_waiting(w->store, 0, NULL);
    ck_assert_uint_eq(waiting->len, 1);
    int64_t next = 0;
    ck_assert(notice_next(w->store, &next, NULL));
    ck_assert_int_eq(next, ((const Notice *)waiting->pdata[0])->at);
    g_autofree char *params = g_strdup_printf("{\"message\":%" G_GINT64_FORMAT "}", json_int(said, "message", 0));
    g_autoptr(cJSON) cancelled = change(w, "say.cancel", params);
    refused(w, "say.cancel", params, BARAZA_ERROR_STATE, "waits no more: it is cancelled");
    refused(w, "say.cancel", "{\"message\":99999}", BARAZA_ERROR_MISSING, "no message 99999");
    g_autoptr(GPtrArray) none = notice_due(w->store, next + 1, 10, NULL);
    ck_assert_uint_eq(none->len, 0);
}
END_TEST

START_TEST(one_learner_is_told_privately_and_only_who_may_be)
{
    g_autoptr(World) w = talking();
    int64_t enrolment = 0;
    g_autofree char *to =
        g_strdup_printf("{\"to\":\"L%" G_GINT64_FORMAT "\",\"text\":\"Yours.\"}", learner(w, 0, &enrolment));
    g_autoptr(cJSON) said = change(w, "say", to);
    ck_assert_str_eq(json_string(said, "looks"), "*Facilitator:* Yours.");
    ck_assert_int_eq(posts(w), 0);
    g_autofree char *never =
        g_strdup_printf("{\"to\":\"L%" G_GINT64_FORMAT "\",\"text\":\"x\"}", learner(w, 1, &enrolment));
    refused(w, "say", never, BARAZA_ERROR_STATE, "means of opt-in");
}
END_TEST

START_TEST(what_cannot_be_said_is_refused_with_a_reason)
{
    static const struct {
        const char *params, *says;
        BarazaError code;
    } cases[] = {
        { "{\"to\":\"c1\",\"text\":\"  \"}", "no text", BARAZA_ERROR_INPUT },
        { "{\"to\":\"c1\",\"text\":\"a\\u0007\"}", "control character", BARAZA_ERROR_INPUT },
        { "{\"to\":\"c2\",\"text\":\"x\"}", "did you mean \"c1\"", BARAZA_ERROR_MISSING },
        { "{\"to\":\"c1/7\",\"text\":\"x\"}", "no room \"7\"", BARAZA_ERROR_MISSING },
        { "{\"to\":\"L999\",\"text\":\"x\"}", "no learner L999", BARAZA_ERROR_MISSING },
        { "{\"to\":\"c1\",\"text\":\"x\",\"at\":\"tomorrow\"}", "is no time", BARAZA_ERROR_INPUT },
        { "{\"to\":\"c1\",\"text\":\"x\",\"at\":\"2020-01-01 12:00\"}", "is over", BARAZA_ERROR_INPUT },
        { "{\"to\":\"c1\",\"text\":\"x\",\"media\":{\"path\":\"a.xls\",\"sha256\":\"00\",\"mime\":\"text/x\"}}",
            "of no kind", BARAZA_ERROR_INPUT },
        { "{\"to\":\"c1\",\"text\":\"x\",\"media\":{\"path\":\"a\",\"sha256\":\"00\",\"mime\":\"image/png\"}}",
            "not in the workspace's media folder", BARAZA_ERROR_MISSING },
    };
    g_autoptr(World) w = talking();
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        refused(w, "say", cases[i].params, cases[i].code, cases[i].says);
    g_autofree char *length = g_strnfill(FACILITATE_TEXT_MAX + 1, 'a');
    g_autofree char *params = g_strdup_printf("{\"to\":\"c1\",\"text\":\"%s\"}", length);
    refused(w, "say", params, BARAZA_ERROR_INPUT, "a message holds 3000");
    ck_assert_int_eq(posts(w), 0);
}
END_TEST

START_TEST(a_file_goes_with_the_words_as_caption)
{
    g_autoptr(World) w = talking();
    g_autofree char *path = g_build_filename(w->dir, "abc", NULL);
    ck_assert(g_file_set_contents(path, "x", 1, NULL));
    g_autoptr(cJSON) said = change(w, "say",
        "{\"to\":\"c1\",\"text\":\"The poster.\",\"media\":{\"path\":\"Mrs Moyo.png\",\"sha256\":\"abc\","
        "\"mime\":\"image/png\",\"bytes\":41000}}");
    ck_assert_int_eq(json_int(said, "bytes", 0), 41000);
    Kind say = owed_of(w, OWED_SAY);
    g_autoptr(Message) message = message_from_json(say.last, NULL);
    ck_assert_int_eq(message->kind, MESSAGE_MEDIA);
    ck_assert_str_eq(message->asset, "abc");
    ck_assert_str_eq(message->filename, "picture.png");
    ck_assert_ptr_nonnull(strstr(message->text, "The poster."));
    /* It can be uploaded, and no clearing away of received files takes it. */
    g_autofree char *media = NULL;
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(library_upload_get(w->library, "abc", "N1", NOW, &media, NULL));
    g_autoptr(GPtrArray) loose = library_received_files(w->library, NULL);
    ck_assert_uint_eq(loose->len, 0);
    ck_assert(store_commit(g_steal_pointer(&tx), NULL));
    g_free(say.last);
}
END_TEST

START_TEST(questions_come_oldest_first_and_a_room_has_time_to_answer)
{
    g_autoptr(World) w = talking();
    int64_t young = write_post(w, POST_SHARED, "And this one؟", NOW - HOUR, NULL);
    int64_t private = write_post(w, POST_QUESTION, "May I?", NOW - 2 * HOUR, NULL);
    int64_t old = write_post(w, POST_SHARED, "Who knows?", NOW - 3 * DAY, NULL);
    write_post(w, POST_SHARED, "I know.", NOW - 3 * DAY, NULL);
    int64_t erasure = write_post(w, POST_QUESTION, "FORGET ME", NOW - 4 * DAY, "erasure request");
    g_autoptr(GPtrArray) list = question_list(w->store, 0, NOW, DAY, NULL);
    const int64_t expected[] = { erasure, old, private };
    static const QuestionKind kinds[] = { QUESTION_ERASURE, QUESTION_ROOM, QUESTION_PRIVATE };
    ck_assert_uint_eq(list->len, 3);
    for (guint i = 0; i < list->len; i++) {
        ck_assert_int_eq(((const Post *)list->pdata[i])->id, expected[i]);
        ck_assert_int_eq(question_kind(list->pdata[i]), kinds[i]);
    }
    g_autoptr(GPtrArray) later = question_list(w->store, 0, NOW + DAY, DAY, NULL);
    ck_assert_uint_eq(later->len, 4);
    ck_assert_int_gt(young, 0);
}
END_TEST

START_TEST(a_question_is_answered_once_unless_asked_again)
{
    g_autoptr(World) w = talking();
    int64_t question = write_post(w, POST_QUESTION, "May I?", NOW - HOUR, NULL);
    g_autofree char *params = g_strdup_printf("{\"question\":%" G_GINT64_FORMAT ",\"text\":\"Yes.\"}", question);
    g_autoptr(cJSON) answered = change(w, "reply", params);
    ck_assert(json_bool(answered, "private", false));
    /* The window is closed: the question is said again instead of quoted. */
    ck_assert_str_eq(json_string(answered, "looks"), "You asked: \"May I?\"\n\n*The facilitator answers:* Yes.");
    Kind answer = owed_of(w, OWED_ANSWER);
    ck_assert_int_eq(answer.count, 1);
    ck_assert_ptr_null(strstr(answer.last, "wamid.QUESTION"));
    ck_assert_int_eq(posts(w), 0);
    refused(w, "reply", params, BARAZA_ERROR_STATE, "was answered at");
    g_autoptr(GPtrArray) none = question_list(w->store, 0, NOW, DAY, NULL);
    ck_assert_uint_eq(none->len, 0);
    g_autofree char *again =
        g_strdup_printf("{\"question\":%" G_GINT64_FORMAT ",\"text\":\"No.\",\"again\":true}", question);
    g_autoptr(cJSON) twice = change(w, "reply", again);
    g_free(answer.last);
}
END_TEST

START_TEST(a_recent_question_is_quoted)
{
    g_autoptr(World) w = talking();
    int64_t enrolment = 0, id = learner(w, 0, &enrolment);
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(outbox_inbound(w->store, id, NOW + DAY, NOW, NULL) && store_commit(g_steal_pointer(&tx), NULL));
    int64_t question = write_post(w, POST_QUESTION, "May I?", NOW - HOUR, NULL);
    g_autofree char *params = g_strdup_printf("{\"question\":%" G_GINT64_FORMAT ",\"text\":\"Yes.\"}", question);
    g_autoptr(cJSON) answered = change(w, "reply", params);
    Kind answer = owed_of(w, OWED_ANSWER);
    g_autoptr(Message) message = message_from_json(answer.last, NULL);
    ck_assert_str_eq(message->quote, "wamid.QUESTION");
    ck_assert_str_eq(message->text, "*The facilitator answers:* Yes.");
    g_free(answer.last);
}
END_TEST

START_TEST(a_shared_answer_names_nobody)
{
    g_autoptr(World) w = talking();
    int64_t named = write_post(w, POST_QUESTION, "May Mrs Moyo of bed 3 eat?", NOW - HOUR, NULL);
    int64_t plain = write_post(w, POST_QUESTION, "May clients eat before?", NOW - HOUR, NULL);
    g_autofree char *bad =
        g_strdup_printf("{\"question\":%" G_GINT64_FORMAT ",\"text\":\"Yes.\",\"share\":true}", named);
    refused(w, "reply", bad, BARAZA_ERROR_STATE, "cannot be shown to the room");
    ck_assert_int_eq(owed_of(w, OWED_ANSWER).count, 0);
    g_autofree char *good =
        g_strdup_printf("{\"question\":%" G_GINT64_FORMAT ",\"text\":\"Yes.\",\"share\":true}", plain);
    g_autoptr(cJSON) answered = change(w, "reply", good);
    Kind say = owed_of(w, OWED_SAY);
    ck_assert_int_eq(say.count, 1);
    ck_assert_ptr_nonnull(strstr(say.last, "A colleague asked: \\\"May clients eat before?\\\""));
    ck_assert_ptr_null(strstr(say.last, "Tendai"));
    g_free(say.last);
}
END_TEST

START_TEST(what_is_no_question_gets_no_answer)
{
    g_autoptr(World) w = talking();
    int64_t held = write_post(w, POST_HELD, "May I?", NOW, "photo");
    int64_t erasure = write_post(w, POST_QUESTION, "FORGET ME", NOW, "erasure request");
    g_autofree char *one = g_strdup_printf("{\"question\":%" G_GINT64_FORMAT ",\"text\":\"x\"}", held);
    g_autofree char *two = g_strdup_printf("{\"question\":%" G_GINT64_FORMAT ",\"text\":\"x\"}", erasure);
    refused(w, "reply", one, BARAZA_ERROR_STATE, "is no question: it is held");
    refused(w, "reply", two, BARAZA_ERROR_STATE, "request to be forgotten");
    refused(w, "reply", "{\"question\":31337,\"text\":\"x\"}", BARAZA_ERROR_MISSING, "31337");
}
END_TEST

START_TEST(a_corrected_answer_is_marked_by_the_new_key)
{
    static const struct {
        Remedy remedy;
        const char *key, *answer;
        double before, after;
    } cases[] = {
        { REMEDY_KEY, "b", "b", 0, 1 },
        { REMEDY_KEY, "b", "a", 1, 0 },
        { REMEDY_KEY, "a c", "c a", 0.5, 1 },
        { REMEDY_KEY, "a c", "a", 0.5, 0 },
        { REMEDY_KEY, "b", NULL, NAN, NAN },
        { REMEDY_RETIRE, NULL, "a", 1, NAN },
        { REMEDY_NONE, NULL, "a", 0.25, 0.25 },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        Correction c = { .remedy = cases[i].remedy, .key = (char *)cases[i].key };
        double after = correction_score(&c, cases[i].answer, cases[i].before);
        ck_assert_msg(after == cases[i].after || (isnan(after) && isnan(cases[i].after)), "case %zu: %g", i, after);
    }
}
END_TEST

static bool count_correction(const Correction *correction, gpointer data)
{
    ck_assert_str_ne(correction->text, "");
    ++*(int *)data;
    return true;
}

START_TEST(a_post_is_corrected_for_all_who_got_it_and_kept_on_the_list)
{
    g_autoptr(World) w = talking();
    g_autoptr(cJSON) said = change(w, "say", "{\"to\":\"c1\",\"text\":\"Give it twice a day.\"}");
    int64_t before = entries(w), post = 0;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) rooms = room_list(w->store, cohort->id, NULL);
    g_autoptr(Post) first = post_by_number(w->store, g_array_index(rooms, int64_t, 0), 1, NULL);
    post = first->id;
    g_autofree char *dry =
        g_strdup_printf("{\"what\":\"P%" G_GINT64_FORMAT "\",\"text\":\"Once.\",\"dry_run\":true}", post);
    g_autoptr(cJSON) shown = change(w, "correct", dry);
    ck_assert_str_eq(
        json_string(shown, "looks"), "*Correction.* You got this from us: \"Give it twice a day.\"\n\nOnce.");
    ck_assert_int_eq(owed_of(w, OWED_CORRECTION).count, 0);
    g_autofree char *real = g_strdup_printf("{\"what\":\"%" G_GINT64_FORMAT "\",\"text\":\"Once.\"}", post);
    g_autoptr(cJSON) done = change(w, "correct", real);
    /* The words have not left yet: the correction stands behind them. */
    ck_assert_int_eq(json_int(done, "pending", 0), 1);
    ck_assert_int_eq(json_int(done, "people", 1), 0);
    Kind correction = owed_of(w, OWED_CORRECTION);
    ck_assert_int_eq(correction.count, 1);
    ck_assert_int_eq(correction.lane, LANE_RELAY);
    ck_assert_int_eq(entries(w), before + 1);
    int listed = 0;
    ck_assert(correction_each(w->store, cohort->id, count_correction, &listed, NULL));
    ck_assert_int_eq(listed, 1);
    g_free(correction.last);
}
END_TEST

START_TEST(a_test_item_is_not_explained_while_the_test_is_open)
{
    g_autoptr(World) w = talking();
    g_autoptr(cJSON) done = change(w, "correct", "{\"what\":\"t1a\",\"text\":\"Both are right.\",\"retire\":true}");
    ck_assert_ptr_nonnull(json_string(done, "told_at"));
    ck_assert_int_eq(owed_of(w, OWED_CORRECTION).count, 0);
    g_autoptr(GPtrArray) waiting = notice_waiting(w->store, 0, NULL);
    ck_assert_uint_eq(waiting->len, 1);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(Correction) remedy = facilitate_remedy(w->context, cohort->id, "t1a", NULL);
    ck_assert_int_eq(remedy->remedy, REMEDY_RETIRE);
}
END_TEST

START_TEST(what_cannot_be_corrected_is_refused_with_a_reason)
{
    g_autoptr(World) w = talking();
    int64_t held = write_post(w, POST_HELD, "x", NOW, "photo");
    g_autofree char *unread = g_strdup_printf("{\"what\":\"P%" G_GINT64_FORMAT "\",\"text\":\"x\"}", held);
    const struct {
        const char *params, *says;
        BarazaError code;
    } cases[] = {
        { "{\"what\":\"m1p1\"}", "text", BARAZA_ERROR_INPUT },
        { "{\"what\":\"nothing\",\"text\":\"x\"}", "no running cohort", BARAZA_ERROR_MISSING },
        { "{\"what\":\"t1a\",\"text\":\"x\"}", "what becomes of item", BARAZA_ERROR_INPUT },
        { "{\"what\":\"t1a\",\"text\":\"x\",\"retire\":true,\"key\":\"a\"}", "what becomes of item",
            BARAZA_ERROR_INPUT },
        { "{\"what\":\"t1a\",\"text\":\"x\",\"key\":\"zz\"}", "no option \"zz\"", BARAZA_ERROR_INPUT },
        { "{\"what\":\"m1p1\",\"text\":\"x\",\"retire\":true}", "only an item", BARAZA_ERROR_INPUT },
        { "{\"what\":\"m1p1\",\"text\":\"x\",\"cohort\":\"c9\"}", "no cohort", BARAZA_ERROR_MISSING },
        { unread, "nobody has read it", BARAZA_ERROR_STATE },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        refused(w, "correct", cases[i].params, cases[i].code, cases[i].says);
}
END_TEST

UNIT_MAIN("talkback", a_room_is_told_at_once_by_a_numbered_post, a_dry_run_shows_and_changes_nothing,
    what_waits_for_its_time_can_be_taken_back_once, one_learner_is_told_privately_and_only_who_may_be,
    what_cannot_be_said_is_refused_with_a_reason, a_file_goes_with_the_words_as_caption,
    questions_come_oldest_first_and_a_room_has_time_to_answer, a_question_is_answered_once_unless_asked_again,
    a_recent_question_is_quoted, a_shared_answer_names_nobody, what_is_no_question_gets_no_answer,
    a_corrected_answer_is_marked_by_the_new_key, a_post_is_corrected_for_all_who_got_it_and_kept_on_the_list,
    a_test_item_is_not_explained_while_the_test_is_open, what_cannot_be_corrected_is_refused_with_a_reason)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* traces.h - what a learner leaves behind in every table that holds words, and whether it stands in any byte on disk.
 */
#pragma once
#include "admin_world.h"
#include "coding.h"
#include "correction.h"
#include "inbox.h"
#include "notice.h"
#include "person.h"
#include "review.h"
#include "sheet.h"
#include "staff.h"
#include "stock.h"

#include <string.h>

#define NUMBER "263772123456"
#define WORDS "I was in tears that whole night shift"
#define RAW "{\"from\":\"" NUMBER "\",\"text\":\"" WORDS "\"}"

static inline int64_t first_enrolment(World *w)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    return g_array_index(people, int64_t, 0);
}

#define MEMO(id, text)                                                                                                 \
    {                                                                                                                  \
        .name = id, .sql = text, .params = { "cohort", "post", "memo", NULL }, .n_params = 3                           \
    }
static const StoreQuery memos[] = {
    MEMO("study", "INSERT INTO coding_study SELECT 1, :cohort, 's', 1, 0, 0, 1, 0, 0, 1, 0, 0, NULL "
                  "WHERE :post + 0 > 0 AND :memo <> ''"),
    MEMO("unit", "INSERT INTO coding_unit_post SELECT 1, :post WHERE :cohort + 0 > 0 AND :memo <> ''"),
    MEMO("task", "INSERT INTO coding_task SELECT 1, 3, 1, 1, 0, 0, :memo WHERE :post + :cohort > 0"),
    MEMO("verdict", "INSERT INTO coding_verdict SELECT 1, 1, 3, :memo, 1 WHERE :post + :cohort > 0"),
    MEMO("coding", "INSERT INTO coding SELECT 1, 1, 1, 3, 'c', 0, 0, 0, :memo, 1 WHERE :post + :cohort > 0"),
};

/* What others wrote of it: a colleague's report, what her pair was sent, what staff said to her and to all, and the
 * memo of a coder. */
static inline void leave_echoes(World *w, const Post *post)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) people = enrolment_list(w->store, post->cohort, NULL);
    int64_t other = g_array_index(people, int64_t, 1), id = 0;
    Post report = { .room = post->room,
        .cohort = post->cohort,
        .enrolment = other,
        .reply_to = post->id,
        .text = (char *)"reported: " WORDS,
        .why_held = (char *)"report",
        .state = POST_WITHDRAWN,
        .written = NOW };
    Notice to_her = { .cohort = post->cohort,
        .room = post->room,
        .enrolment = post->enrolment,
        .written = NOW,
        .at = NOW + DAY,
        .actor = (char *)"cli",
        .text = (char *)"Tendai, you wrote: " WORDS };
    Notice to_all = { .cohort = post->cohort,
        .written = NOW,
        .at = NOW + DAY,
        .actor = (char *)"cli",
        .text = (char *)"Well said, Tendai: " WORDS };
    g_autoptr(Message) pair = message_new(MESSAGE_TEXT, "Tendai: " WORDS);
    OutboxAdd to_pair = { .key = "T1/1",
        .cohort = post->cohort,
        .enrolment = other,
        .learner = 5000,
        .lane = LANE_RELAY,
        .kind = OWED_TALK,
        .message = pair,
        .due = NOW };
    g_autofree char *subject = g_strdup_printf("C%" G_GINT64_FORMAT, post->cohort);
    ck_assert(post_add(w->store, &report, &error) && notice_add(w->store, &to_her, &error));
    ck_assert(notice_add(w->store, &to_all, &error) && outbox_add(w->store, &to_pair, NOW, &id, &error));
    ck_assert(outbox_drop(w->store, id, DONE_EXPIRED, NULL, NOW, &error));
    ck_assert(journal_add(
        w->store, NOW, "cli", "words.sent", subject, "{\"text\":\"Well said, Tendai: " WORDS "\"}", &error));
    ck_assert(inbox_see(w->store, "wamid." NUMBER, &(bool){ false }, &error));
    for (gsize i = 0; i < G_N_ELEMENTS(memos); i++)
        ck_assert_msg(store_run(w->store, &memos[i],
                          ARGS(ARG_INT("cohort", post->cohort), ARG_INT("post", post->id), ARG_TEXT("memo", WORDS)),
                          NULL, &error),
            "%s: %s", memos[i].name, error->message);
    unit_assert_ok(error);
}

/* What her facility lacks, and what a form asked, in words of her own. */
static inline void leave_stock(World *w, const Enrolment *e)
{
    bool news = false;
    Stock s = { .cohort = e->cohort,
        .enrolment = e->id,
        .item = (char *)WORDS,
        .shown = (char *)WORDS,
        .place = (char *)WORDS,
        .facility = (char *)WORDS,
        .at = NOW,
        .until = NOW + DAY };
    ck_assert(stock_put(w->store, &s, &news, NULL));
    SheetRound round = { .sheet = 1,
        .cohort = e->cohort,
        .label = (char *)"1",
        .text = (char *)"",
        .opened = NOW,
        .due = NOW,
        .closes = NOW };
    ck_assert(sheet_round_add(w->store, &round, NULL));
    ck_assert(sheet_answer(w->store, round.id, e->id, "remarks", WORDS, NOW, NULL));
}

/* Work of hers that a colleague has reviewed, and her review of a colleague's, each with words in a second message. */
static inline void leave_reviews(World *w, const Enrolment *e, int64_t other)
{
    g_autoptr(GError) error = NULL;
    int64_t id = 0;
    Review on = { .cohort = e->cohort, .step = (char *)"m2a", .work = 77, .author = e->id, .reviewer = other };
    Review by = { .cohort = e->cohort, .step = (char *)"m2a", .work = 78, .author = other, .reviewer = e->id };
    ck_assert(review_add(w->store, &on, &error) && review_add(w->store, &by, &error));
    ck_assert(review_move(w->store, on.id, REVIEW_WAITING, REVIEW_ASKED, NOW, &error));
    ck_assert(review_move(w->store, by.id, REVIEW_WAITING, REVIEW_ASKED, NOW, &error));
    ck_assert(review_answer(w->store, on.id, "3 1", "You say: " WORDS, NOW, &error));
    ck_assert(review_answer(w->store, by.id, "3 1", "At the end so it is. " WORDS, NOW, &error));
    g_autofree char *asked = g_strdup_printf("RV%" G_GINT64_FORMAT "/2", on.id);
    const char *const keys[] = { asked, "WR78/2" };
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_autoptr(Message) rest = message_new(MESSAGE_TEXT, "... and so on. " WORDS);
        OutboxAdd add = { .key = keys[i],
            .cohort = e->cohort,
            .enrolment = other,
            .learner = e->learner + 1000,
            .lane = LANE_CONTENT,
            .kind = OWED_CONTENT, /* by its key alone */
            .message = rest,
            .due = NOW };
        ck_assert(outbox_add(w->store, &add, NOW, &id, &error));
        ck_assert(outbox_drop(w->store, id, DONE_EXPIRED, NULL, NOW, &error));
    }
    unit_assert_ok(error);
}

/* A post, what another was sent of it, what she was sent, a webhook, and a journal entry. */
static inline void leave_traces(World *w)
{
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, first_enrolment(w), NULL);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    Post post = { .room = e->room,
        .cohort = e->cohort,
        .enrolment = e->id,
        .text = (char *)WORDS,
        .length = 30,
        .state = POST_SHARED,
        .written = NOW };
    g_autoptr(Message) relay = message_new(MESSAGE_TEXT, "*1 post*\n\n#1 Tendai (peer): " WORDS);
    g_autoptr(Message) own = message_new(MESSAGE_TEXT, "Dear Tendai, you wrote: " WORDS);
    OutboxAdd to_other = { .key = "R/1",
        .cohort = e->cohort,
        .enrolment = g_array_index(people, int64_t, 1),
        .learner = e->learner + 1000,
        .lane = LANE_RELAY,
        .kind = OWED_RELAY,
        .message = relay,
        .due = NOW };
    OutboxAdd to_her = { .key = "E/1",
        .cohort = e->cohort,
        .enrolment = e->id,
        .learner = e->learner,
        .lane = LANE_REPLY,
        .kind = OWED_NOTICE,
        .message = own,
        .due = NOW };
    g_autoptr(Message) said = message_new(MESSAGE_TEXT, "Somebody asked: " WORDS ". Rest helps.");
    OutboxAdd shared = { .key = "N1/1",
        .cohort = e->cohort,
        .enrolment = g_array_index(people, int64_t, 1),
        .learner = e->learner + 1000,
        .lane = LANE_RELAY,
        .kind = OWED_SAY,
        .message = said,
        .due = NOW };
    g_autoptr(Message) queue = message_new(MESSAGE_TEXT, "Tendai (room 1): " WORDS);
    OutboxAdd to_staff = { .key = "FH1/1",
        .learner = e->learner + 2000,
        .lane = LANE_REPLY,
        .kind = OWED_NOTICE,
        .message = queue,
        .due = NOW };
    Post answer = { .room = e->room,
        .cohort = e->cohort,
        .text = (char *)"Somebody asked: " WORDS ". Rest helps.",
        .state = POST_SHARED,
        .written = NOW };
    Correction correction = { .cohort = e->cohort,
        .at = NOW,
        .kind = CORRECTED_POST,
        .what = (char *)"1",
        .original = (char *)WORDS,
        .text = (char *)"Rest, and tell the matron.",
        .actor = (char *)"cli" };
    g_autofree char *subject = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    int64_t id = 0;
    ck_assert(tx && post_add(w->store, &post, &error) && outbox_add(w->store, &to_other, NOW, &id, &error));
    ck_assert(outbox_drop(w->store, id, DONE_EXPIRED, NULL, NOW, &error));
    ck_assert(outbox_add(w->store, &to_her, NOW, &id, &error));
    ck_assert(outbox_add(w->store, &shared, NOW, &id, &error) && outbox_add(w->store, &to_staff, NOW, &id, &error));
    ck_assert(outbox_drop(w->store, id, DONE_EXPIRED, NULL, NOW, &error));
    ck_assert(post_add(w->store, &answer, &error) && correction_add(w->store, &correction, &error));
    ck_assert(inbox_add(w->store, NOW, RAW, strlen(RAW), &error));
    g_autoptr(GPtrArray) raw = inbox_take(w->store, 1, &error);
    ck_assert(raw && inbox_done(w->store, ((InboxRaw *)raw->pdata[0])->id, NOW, &error));
    ck_assert(journal_add(w->store, NOW, "cli", "learner.noted", subject, "{\"text\":\"" WORDS "\"}", &error));
    leave_echoes(w, &post);
    leave_stock(w, e);
    leave_reviews(w, e, g_array_index(people, int64_t, 1));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    unit_assert_ok(error);
}

static inline bool in_files(World *w, const char *needle)
{
    GDir *dir = g_dir_open(w->dir, 0, NULL);
    bool found = false;
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(w->dir, name, NULL), *bytes = NULL;
        gsize size = 0;
        if (g_file_get_contents(path, &bytes, &size, NULL))
            found = found || memmem(bytes, size, needle, strlen(needle));
    }
    g_dir_close(dir);
    return found;
}

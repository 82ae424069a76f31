/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of a room read the same posts one after the other; what happened in between, the second one sees. */
#include "room_talk.h"
#include "rng.h"
#include "social.h"

#include "unit.h"

enum { ROOM = 7, OTHER_ROOM = 8 };

typedef struct {
    Store *store;
    StoreTx *tx;
} Fixture;

static void fixture_free(Fixture *f)
{
    store_tx_free(f->tx);
    store_free(f->store);
    g_free(f);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

static Fixture *fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    f->store = store_open(":memory:", NULL, NULL);
    ck_assert(store_create(f->store, discussion_schema, NULL));
    f->tx = store_begin(f->store, NULL);
    return f;
}

static int64_t say_in(const Fixture *f, int64_t room, int64_t enrolment, PostState state, const char *text)
{
    Post p = { .cohort = 1, .room = room, .enrolment = enrolment, .text = (char *)text, .state = state, .keep = true };
    ck_assert(post_add(f->store, &p, NULL));
    return p.id;
}

static int64_t say(const Fixture *f, int64_t enrolment, const char *text)
{
    return say_in(f, ROOM, enrolment, POST_SHARED, text);
}

static void move(const Fixture *f, int64_t post, PostState from, PostState to)
{
    bool moved = false;
    ck_assert(post_move(f->store, post, from, to, 200, NULL, &moved, NULL) && moved);
}

/* "one two": what a reader has not been told; she counts as many, and a limit cuts it. */
static void unread_is(const Fixture *f, int64_t reader, const char *expected)
{
    int64_t count = -1;
    RelayCursor cursor = { .room = ROOM, .enrolment = reader };
    g_autoptr(GString) words = g_string_new(NULL);
    g_autoptr(GPtrArray) posts = relay_posts(f->store, &cursor, 1000, NULL);
    g_autoptr(GPtrArray) first = relay_posts(f->store, &cursor, 1, NULL);
    for (guint i = 0; i < posts->len; i++) {
        const char *text = ((const Post *)posts->pdata[i])->text;
        g_string_append_printf(words, "%s%s", i ? " " : "", text ? text : "-");
    }
    ck_assert_str_eq(words->str, expected);
    ck_assert(relay_unread(f->store, &cursor, 0, &count, NULL));
    ck_assert_int_eq(count, posts->len);
    ck_assert_uint_eq(first->len, MIN(posts->len, 1));
    ck_assert(!first->len || ((const Post *)first->pdata[0])->id == ((const Post *)posts->pdata[0])->id);
}

START_TEST(what_is_said_between_two_digests_is_in_the_second)
{
    g_autoptr(Fixture) f = fixture_new();
    say(f, 9, "one");
    int64_t undo = say_in(f, ROOM, 9, POST_UNDO, "two");
    say_in(f, OTHER_ROOM, 9, POST_SHARED, "elsewhere");
    unread_is(f, 1, "one");
    say_in(f, ROOM, 8, POST_DRAFT, "draft");
    unread_is(f, 2, "one");
    move(f, undo, POST_UNDO, POST_SHARED);
    unread_is(f, 3, "one two");
    say(f, 4, "three");
    unread_is(f, 1, "one two three");
    unread_is(f, 4, "one two");
}
END_TEST

START_TEST(what_is_taken_back_or_erased_between_two_digests_is_not_in_the_second)
{
    g_autoptr(Fixture) f = fixture_new();
    int64_t one = say(f, 9, "one"), two = say(f, 8, "two"), three = say(f, 7, "three");
    say(f, 6, "four");
    unread_is(f, 1, "one two three four");
    move(f, one, POST_SHARED, POST_WITHDRAWN);
    unread_is(f, 2, "two three four");
    ck_assert(talk_set_told(f->store, two, NULL));
    unread_is(f, 3, "three four");
    ck_assert(post_erase(f->store, 7, 300, NULL));
    unread_is(f, 1, "- four");
    move(f, three, POST_SHARED, POST_WITHDRAWN);
    unread_is(f, 2, "four");
}
END_TEST

START_TEST(what_is_reported_or_blocked_between_two_digests_passes_to_the_others_alone)
{
    g_autoptr(Fixture) f = fixture_new();
    bool ended = false;
    int64_t one = say(f, 9, "one");
    say(f, 8, "two");
    unread_is(f, 1, "one two");
    ck_assert(talk_hide(f->store, 1, one, NULL));
    unread_is(f, 1, "two");
    unread_is(f, 2, "one two");
    ck_assert(talk_block(f->store, 2, 8, NULL));
    unread_is(f, 2, "one");
    unread_is(f, 1, "two");
    unread_is(f, 8, "one");
    ck_assert(talk_unblock(f->store, 2, 8, &ended, NULL) && ended);
    unread_is(f, 2, "one two");
}
END_TEST

START_TEST(what_was_shared_and_taken_back_with_its_transaction_is_told_to_nobody)
{
    g_autoptr(Fixture) f = fixture_new();
    say(f, 9, "one");
    unread_is(f, 1, "one");
    g_autoptr(StoreMark) mark = store_mark(f->store, NULL);
    say(f, 8, "two");
    unread_is(f, 1, "one two");
    g_clear_pointer(&mark, store_mark_free);
    unread_is(f, 2, "one");
    say(f, 7, "three");
    unread_is(f, 1, "one three");
}
END_TEST

/* --- readers near and far --- */

enum { MANY = 500 };
typedef struct {
    int n; /* the i-th has number i + 1 */
    int64_t id[MANY], author[MANY];
    bool gone[MANY], apart[MANY];
} Said;

static void say_one(const Fixture *f, Said *said, bool takes_back, Rng *rng)
{
    int i = said->n++;
    said->author[i] = rng_below(rng, 6);
    said->apart[i] = rng_below(rng, 8) == 0;
    Post p = { .cohort = 1,
        .room = ROOM,
        .enrolment = said->author[i],
        .text = (char *)"words",
        .state = POST_SHARED,
        .apart = said->apart[i] };
    ck_assert(post_add(f->store, &p, NULL));
    said->id[i] = p.id;
    int back = (int)rng_below(rng, (uint32_t)said->n);
    if (takes_back && rng_below(rng, 6) == 0 && !said->gone[back]) {
        move(f, said->id[back], POST_SHARED, POST_WITHDRAWN);
        said->gone[back] = true;
    }
}

static void read_and_compare(const Fixture *f, const Said *said, int64_t reader, int upto, int limit, bool apart)
{
    RelayCursor cursor = { .room = ROOM, .enrolment = reader, .upto = upto };
    g_autoptr(GPtrArray) posts = (apart ? social_posts : relay_posts)(f->store, &cursor, limit, NULL);
    guint found = 0;
    for (int i = upto; i < said->n && (int)found < limit; i++) {
        if (said->gone[i] || said->apart[i] != apart || said->author[i] == reader)
            continue;
        ck_assert_uint_lt(found, posts->len);
        ck_assert_int_eq(((const Post *)posts->pdata[found++])->id, said->id[i]);
    }
    ck_assert_uint_eq(found, posts->len);
}

START_TEST(readers_near_and_far_behind_are_told_the_same_whoever_read_before)
{
    static const int limits[] = { 1, 40, 1000 };
    for (uint64_t seed = 1; seed <= 4; seed++) {
        g_autoptr(Fixture) f = fixture_new();
        g_autofree Said *said = g_new0(Said, 1);
        Rng rng = rng_seeded(seed);
        while (said->n < MANY) {
            int more = 1 + (int)rng_below(&rng, seed == 4 ? 200 : 8);
            for (int i = 0; i < more && said->n < MANY; i++)
                say_one(f, said, seed % 2 == 0, &rng);
            for (int turn = 0; turn < 4; turn++) {
                int back = (int)rng_below(&rng, turn == 0 ? MANY : turn == 1 ? 200 : 30);
                read_and_compare(f, said, 1 + rng_below(&rng, 5), MAX(0, said->n - back), limits[rng_below(&rng, 3)],
                    rng_below(&rng, 4) == 0);
            }
        }
    }
}
END_TEST

UNIT_MAIN("unread", what_is_said_between_two_digests_is_in_the_second,
    what_is_taken_back_or_erased_between_two_digests_is_not_in_the_second,
    what_is_reported_or_blocked_between_two_digests_passes_to_the_others_alone,
    what_was_shared_and_taken_back_with_its_transaction_is_told_to_nobody,
    readers_near_and_far_behind_are_told_the_same_whoever_read_before)

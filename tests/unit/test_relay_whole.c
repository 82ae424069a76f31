/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rooms drawn at random: whatever is posted, withdrawn, reported, blocked and read in parts, a reader is told each post
 * that may pass to her once and in order, and no other; so in the social channel, which comes apart. */
#include "room_talk.h"
#include "rng.h"
#include "social.h"

#include "unit.h"

enum { ROOM = 7, READERS = 5, POSTS = 60, TURNS = 300 };

typedef struct {
    Store *store;
    Rng rng;
    int n; /* posts so far; the i-th has number i + 1 */
    int64_t id[POSTS];
    int author[POSTS];             /* 0: the facilitator */
    bool gone[POSTS], told[POSTS]; /* withdrawn; shown in another way */
    bool apart[POSTS];             /* of the social channel */
    bool hidden[READERS + 1][POSTS], blocked[READERS + 1][READERS + 1];
    bool heard[READERS + 1][POSTS], kept_from[READERS + 1][POSTS];
    int last[READERS + 1][2]; /* number of the last post heard in the stream of the work, in the social one */
} Room;

static int draw(Room *room, int n)
{
    return (int)rng_below(&room->rng, (uint32_t)n);
}

static bool may_pass(const Room *room, int reader, int post)
{
    return !room->gone[post] && !room->told[post] && room->author[post] != reader && !room->hidden[reader][post] &&
           !room->blocked[reader][room->author[post]];
}

static void write_post(Room *room)
{
    GError *error = NULL;
    bool moved = false;
    int author = draw(room, READERS + 1);
    Post p = { .cohort = 1, .room = ROOM, .enrolment = author, .text = (char *)"words", .state = POST_UNDO };
    if (room->n == POSTS)
        return;
    p.apart = p.social = room->apart[room->n] = draw(room, 4) == 0;
    ck_assert(post_add(room->store, &p, &error));
    ck_assert(post_move(room->store, p.id, POST_UNDO, POST_SHARED, 100, NULL, &moved, &error) && moved);
    room->told[room->n] = !p.apart && draw(room, 10) == 0;
    if (room->told[room->n])
        ck_assert(talk_set_told(room->store, p.id, &error));
    room->author[room->n] = author;
    room->id[room->n++] = p.id;
}

static void withdraw(Room *room)
{
    GError *error = NULL;
    bool moved = false;
    int post = room->n ? draw(room, room->n) : 0;
    if (room->n == 0 || room->gone[post])
        return;
    ck_assert(
        post_move(room->store, room->id[post], POST_SHARED, POST_WITHDRAWN, 200, "UNDO", &moved, &error) && moved);
    room->gone[post] = true;
}

static void keep_from(Room *room)
{
    GError *error = NULL;
    int reader = 1 + draw(room, READERS), other = 1 + draw(room, READERS), post = room->n ? draw(room, room->n) : 0;
    bool ended = false;
    if (room->n && draw(room, 2)) {
        ck_assert(talk_hide(room->store, reader, room->id[post], &error));
        room->hidden[reader][post] = true;
    } else if (reader != other && !room->blocked[reader][other]) {
        ck_assert(talk_block(room->store, reader, other, &error));
        room->blocked[reader][other] = room->blocked[other][reader] = true;
    } else if (reader != other && talk_unblock(room->store, reader, other, &ended, &error) && ended) {
        room->blocked[reader][other] = room->blocked[other][reader] = false;
    }
    unit_assert_ok(error);
}

/* Unread posts must be those of one stream that may pass, in order; then they are heard. */
static void hear(Room *room, int reader, bool social, const GPtrArray *posts)
{
    GError *error = NULL;
    for (guint i = 0; i < posts->len; i++) {
        const Post *post = posts->pdata[i];
        bool passes = false;
        ck_assert_int_gt(post->number, room->last[reader][social]);
        ck_assert(room->apart[post->number - 1] == social);
        ck_assert(may_pass(room, reader, post->number - 1) && !room->heard[reader][post->number - 1]);
        ck_assert(talk_passes(room->store, reader, post, &passes, &error) && passes);
        room->heard[reader][post->number - 1] = true;
        room->last[reader][social] = post->number;
    }
}

/* The reader's next message: some of what is unread, then the mark goes on. */
static void read_some(Room *room, int reader, int most, bool social)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) due = relay_due(room->store, 1000, 100, &error);
    const RelayCursor *found = NULL;
    for (guint i = 0; i < due->len; i++)
        if (((const RelayCursor *)due->pdata[i])->enrolment == reader)
            found = due->pdata[i];
    RelayCursor cursor = *found;
    cursor.upto = social ? cursor.social : cursor.upto;
    GPtrArray *(*read)(Store *, const RelayCursor *, int, GError **) = social ? social_posts : relay_posts;
    int64_t unread = 0;
    g_autoptr(GPtrArray) all = read(room->store, &cursor, POSTS, &error);
    g_autoptr(GPtrArray) posts = read(room->store, &cursor, most, &error);
    ck_assert(relay_unread(room->store, &cursor, cursor.upto, &unread, &error));
    ck_assert(social || unread == all->len);
    ck_assert(!social || all->len == 0 || social_waits(found));
    hear(room, reader, social, posts);
    int upto = (int)posts->len == most ? room->last[reader][social] : room->n;
    for (int i = (int)cursor.upto; i < upto; i++)
        if (room->apart[i] == social)
            room->kept_from[reader][i] = !may_pass(room, reader, i);
    if (upto > cursor.upto)
        ck_assert((social ? social_move : relay_move)(room->store, &cursor, upto, 500, 0, &error));
}

static void play(uint64_t seed)
{
    GError *error = NULL;
    g_autoptr(Store) store = store_open(":memory:", NULL, &error);
    ck_assert(store_create(store, discussion_schema, &error));
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    g_autofree Room *room = g_new0(Room, 1);
    room->store = store;
    room->rng = rng_seeded(seed);
    for (int reader = 1; reader <= READERS; reader++)
        ck_assert(relay_join(store, ROOM, reader, 50, &error));
    for (int turn = 0; turn < TURNS; turn++) {
        int what = draw(room, 10);
        if (what < 5)
            write_post(room);
        else if (what == 5)
            withdraw(room);
        else if (what == 6)
            keep_from(room);
        else
            read_some(room, 1 + draw(room, READERS), 1 + draw(room, 4), draw(room, 3) == 0);
    }
    for (int reader = 1; reader <= READERS; reader++) {
        read_some(room, reader, POSTS + 1, false);
        read_some(room, reader, POSTS + 1, true);
        for (int i = 0; i < room->n; i++)
            ck_assert_msg(room->heard[reader][i] || room->kept_from[reader][i], "seed %d: reader %d was never told #%d",
                (int)seed, reader, i + 1);
    }
}

START_TEST(a_digest_keeps_order_and_loses_nothing_that_may_pass)
{
    for (uint64_t seed = 1; seed <= 40; seed++)
        play(seed);
}
END_TEST

START_TEST(highlights_and_what_they_leave_out_obey_blocks_and_reports)
{
    GError *error = NULL;
    g_autoptr(Store) store = store_open(":memory:", NULL, &error);
    ck_assert(store_create(store, discussion_schema, &error));
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    g_autofree Room *room = g_new0(Room, 1);
    room->store = store;
    ck_assert(relay_join(store, ROOM, 1, 50, &error));
    for (int i = 0; i < 20; i++) {
        Post p = { .cohort = 1, .room = ROOM, .enrolment = 2 + i % 4, .text = (char *)"words", .state = POST_UNDO };
        bool moved = false;
        ck_assert(post_add(store, &p, &error));
        ck_assert(post_move(store, p.id, POST_UNDO, POST_SHARED, 100, NULL, &moved, &error) && moved);
        room->id[i] = p.id;
    }
    ck_assert(talk_block(store, 3, 1, &error) && talk_hide(store, 1, room->id[4], &error)); /* #2 #6 ...; #5 */
    RelayCursor cursor = { .room = ROOM, .enrolment = 1, .shown = (char *)"" };
    g_autoptr(GPtrArray) posts = relay_posts(store, &cursor, 1000, &error);
    ck_assert_uint_eq(posts->len, 14);
    g_autoptr(GPtrArray) chosen = relay_highlights(store, &cursor, posts, 5, &error);
    ck_assert_uint_eq(chosen->len, 5);
    g_autoptr(GString) shown = g_string_new(NULL);
    for (guint i = 0; i < chosen->len; i++) {
        const Post *post = chosen->pdata[i];
        ck_assert(post->enrolment != 3 && post->number != 5);
        g_string_append_printf(shown, "%s%d", i ? " " : "", post->number);
    }
    cursor.back_to = 20;
    cursor.shown = shown->str;
    ck_assert(talk_block(store, 1, 5, &error)); /* after the highlights, before the rest */
    g_autoptr(GPtrArray) rest = relay_rest(store, &cursor, 1000, &error);
    int of_five = 0;
    for (guint i = 0; i < rest->len; i++)
        of_five += ((const Post *)rest->pdata[i])->enrolment == 5;
    for (guint i = 0; i < rest->len; i++)
        ck_assert(((const Post *)rest->pdata[i])->enrolment != 3 && ((const Post *)rest->pdata[i])->number != 5);
    ck_assert_int_eq(of_five, 0);
    for (guint i = 0; i < chosen->len; i++)
        of_five += ((const Post *)chosen->pdata[i])->enrolment == 5;
    ck_assert_uint_eq(rest->len + chosen->len - (guint)of_five, 9); /* 14 but for the five that 5 wrote */
}
END_TEST

UNIT_MAIN("relay_whole", a_digest_keeps_order_and_loses_nothing_that_may_pass,
    highlights_and_what_they_leave_out_obey_blocks_and_reports)

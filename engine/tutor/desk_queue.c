/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for her, and what her rooms have written, as messages on her phone. Only coordinators and facilitators
 * come here, and only with posts of their own cohorts. */
#include "clock.h"
#include "desk.h"
#include "facilitate.h"
#include "phrase.h"
#include "questions.h"
#include "received.h"
#include "room_talk.h"
#include "text.h"
#include "handed.h"
#include <string.h>

#define ITEMS_AT_ONCE 5
#define POSTS_AT_ONCE 40

char *desk_lang(Context *context, const Staff *staff, GError **error)
{
    char *lang = NULL;
    if (!staff_lang(context_store(context), staff, &lang, error))
        return NULL;
    return lang ? lang : g_strdup("en");
}

GArray *desk_cohorts(Context *context, const Staff *staff, GError **error)
{
    g_autoptr(GArray) own = staff_cohorts(context_store(context), staff->id, error);
    if (!own)
        return NULL;
    if (own->len > 0 || !g_str_equal(staff->role, "coordinator"))
        return g_steal_pointer(&own);
    /* What patients write is their doctor's to read, on nobody else's phone. */
    g_autoptr(GArray) all = cohort_list(context_store(context), error);
    for (guint i = 0; all && i < all->len; i++) {
        int64_t id = g_array_index(all, int64_t, i);
        const Cohort *cohort = context_cohort(context, id, error);
        if (!cohort)
            return NULL;
        if (!audience_rules(cohort->audience)->moderated || cohort->moderator == staff->id)
            g_array_append_val(own, id);
    }
    return all ? g_steal_pointer(&own) : NULL;
}

GArray *desk_rooms(Context *context, const Staff *staff, GError **error)
{
    g_autoptr(GArray) cohorts = desk_cohorts(context, staff, error);
    g_autoptr(GArray) rooms = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (guint i = 0; cohorts && i < cohorts->len; i++) {
        const Cohort *cohort = context_cohort(context, g_array_index(cohorts, int64_t, i), error);
        g_autoptr(GArray) more = cohort ? room_list(context_store(context), cohort->id, error) : NULL;
        if (!more)
            return NULL;
        if (cohort->state != COHORT_CLOSED)
            g_array_append_vals(rooms, more->data, more->len);
    }
    return cohorts ? g_steal_pointer(&rooms) : NULL;
}

char *desk_room_title(Context *context, int64_t room, int64_t cohort_id, GError **error)
{
    g_autofree char *name = room_name(context_store(context), room, error);
    const Cohort *cohort = name ? context_cohort(context, cohort_id, error) : NULL;
    return cohort ? g_strdup_printf("%s %s", cohort->name, name) : NULL;
}

const char *desk_name(const Cohort *cohort, const Enrolment *e)
{
    if (audience_rules(cohort->audience)->hidden)
        return enrolment_shown(e);
    return e->name && *e->name ? e->name : e->study_id;
}

char *desk_author(Context *context, const Post *post, GError **error)
{
    Store *store = context_store(context);
    if (!post->enrolment)
        return phrase("en", "facilitator", NULL);
    if (post->anon) {
        int64_t number = 0;
        if (!talk_pseudonym(store, post->room, post->enrolment, &number, error))
            return NULL;
        g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, number);
        return phrase("en", "digest.anon", "n", n, NULL);
    }
    g_autoptr(Enrolment) author = enrolment_get(store, context_vault(context), post->enrolment, error);
    const Cohort *cohort = author ? context_cohort(context, author->cohort, error) : NULL;
    return cohort ? g_strdup(desk_name(cohort, author)) : NULL;
}

/* --- the queue --- */

typedef struct {
    int64_t written, post;
} Waits;

static bool take_held(const Post *post, gpointer data)
{
    Waits item = { post->written, post->id };
    if (post->state == POST_HELD)
        g_array_append_val((GArray *)data, item);
    return true;
}

static gint by_age(gconstpointer a, gconstpointer b)
{
    const Waits *x = a, *y = b;
    return x->written != y->written ? (x->written < y->written ? -1 : 1) : (x->post > y->post) - (x->post < y->post);
}

/* Held posts of her cohorts, private questions, and what a room was asked and has not answered for a day. */
static GArray *waiting_items(Context *context, const Staff *staff, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GArray) cohorts = desk_cohorts(context, staff, error);
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(Waits));
    for (guint i = 0; cohorts && i < cohorts->len; i++) {
        int64_t cohort = g_array_index(cohorts, int64_t, i);
        if (!post_each_held(store, cohort, take_held, items, error))
            return NULL;
        g_autoptr(GPtrArray) questions = question_list(store, cohort, now, QUESTION_PATIENCE, error);
        for (guint q = 0; questions && q < questions->len; q++) {
            const Post *post = questions->pdata[q];
            Waits item = { post->written, post->id };
            g_array_append_val(items, item);
        }
        if (!questions)
            return NULL;
    }
    g_array_sort(items, by_age);
    return cohorts ? g_steal_pointer(&items) : NULL;
}

static bool add_choice(Message *message, const char *lang, const char *what, int64_t post)
{
    g_autofree char *id = g_strdup_printf("f.%s.%" G_GINT64_FORMAT, what, post);
    g_autofree char *key = g_strdup_printf("staff.%s.button", what);
    g_autofree char *title = phrase(lang, key, NULL);
    message_add_choice(message, id, title, NULL);
    return true;
}

/* The file goes in front: a picture above the buttons, anything else as a message of its own. */
static bool show_file(Context *context, const Staff *staff, const Post *post, const char *stamp, Message *item,
    int64_t now, GError **error)
{
    MediaKind kind;
    const char *filename = NULL;
    g_autofree char *path = post->asset ? library_media_path(context_library(context), post->asset) : NULL;
    if (!path || !received_kind(post->mime, &kind, &filename))
        return true;
    g_autoptr(Message) file = message_new(MESSAGE_MEDIA, NULL);
    Message *bearer = kind == MEDIA_IMAGE ? item : file;
    bearer->asset = g_strdup(post->asset);
    bearer->mime = g_strdup(post->mime);
    bearer->filename = g_strdup(filename);
    bearer->media = kind;
    if (bearer == item)
        return true;
    g_autofree char *key = g_strdup_printf("FH%" G_GINT64_FORMAT "/%s/file", post->id, stamp);
    return desk_owe(context, staff, key, LANE_REPLY, OWED_NOTICE, g_steal_pointer(&file), now, error);
}

static char *item_text(Context *context, const Post *post, const char *lang, GError **error)
{
    const Cohort *cohort = context_cohort(context, post->cohort, error);
    g_autofree char *who = cohort ? desk_author(context, post, error) : NULL;
    g_autofree char *room = who ? desk_room_title(context, post->room, post->cohort, error) : NULL;
    if (!room)
        return NULL;
    g_autofree char *when = civil_local_text(cohort_zone(cohort), post->written);
    static const char *const heads[QUESTION_KINDS] = { [QUESTION_PRIVATE] = "staff.item.question",
        [QUESTION_ROOM] = "staff.item.asked",
        [QUESTION_ERASURE] = "staff.item.erasure" };
    bool held = post->state == POST_HELD;
    const char *key = held                       ? "staff.item.held"
                      : work_is_with_staff(post) ? "staff.item.work"
                                                 : heads[question_kind(post)];
    g_autofree char *head =
        phrase(lang, key, "name", who, "room", room, "when", when, "why", post->why_held ? post->why_held : "", NULL);
    g_autofree char *file = post->media && !post->asset ? phrase(lang, "staff.item.file", NULL) : g_strdup("");
    g_autofree char *all =
        g_strconcat(head, "\n", file, *file && post->text ? "\n" : "", post->text ? post->text : "", NULL);
    return text_cut(all, (size_t)context_caps(context)->max_body);
}

/* `given`: it stands on her name, and she may pass it on. */
static bool owe_item(Context *context, const Staff *staff, const Post *post, const char *lang, const char *stamp,
    bool given, int64_t now, GError **error)
{
    g_autofree char *about = item_text(context, post, lang, error);
    if (!about)
        return false;
    g_autofree char *head = given ? phrase(lang, "staff.given", NULL) : NULL;
    g_autofree char *both = given ? g_strconcat(head, "\n", about, NULL) : g_strdup(about);
    g_autofree char *text = text_cut(both, (size_t)context_caps(context)->max_body);
    bool erasure = post->state == POST_QUESTION && question_kind(post) == QUESTION_ERASURE;
    g_autoptr(Message) item = message_new(erasure ? MESSAGE_TEXT : MESSAGE_BUTTONS, text);
    if (post->state == POST_HELD) {
        add_choice(item, lang, "rel", post->id);
        add_choice(item, lang, "rej", post->id);
    } else if (!erasure) {
        add_choice(item, lang, "ans", post->id);
    }
    if (given) {
        add_choice(item, lang, "take", post->id);
        add_choice(item, lang, "pass", post->id);
    }
    g_autofree char *key = g_strdup_printf("FH%" G_GINT64_FORMAT "/%s", post->id, stamp);
    return show_file(context, staff, post, stamp, item, now, error) &&
           desk_owe(context, staff, key, LANE_REPLY, OWED_NOTICE, g_steal_pointer(&item), now, error);
}

bool desk_give(Context *context, const Staff *staff, const Post *post, int64_t now, GError **error)
{
    g_autofree char *lang = desk_lang(context, staff, error);
    g_autofree char *stamp = g_strdup_printf("given/%" G_GINT64_FORMAT, now);
    return lang && owe_item(context, staff, post, lang, stamp, true, now, error);
}

bool desk_queue(Context *context, const Staff *staff, const char *stamp, int64_t now, GError **error)
{
    g_autoptr(GArray) items = waiting_items(context, staff, now, error);
    g_autofree char *lang = items ? desk_lang(context, staff, error) : NULL;
    if (!lang)
        return false;
    bool many = items->len > ITEMS_AT_ONCE;
    g_autofree char *n = g_strdup_printf("%u", items->len);
    g_autofree char *key = g_strdup_printf("FQ/%s", stamp);
    g_autofree char *more = g_strdup_printf("%u", many ? items->len - ITEMS_AT_ONCE : 0);
    const char *head = items->len == 0 ? "staff.queue.empty" : many ? "staff.queue.more" : "staff.queue";
    if (!desk_say(
            context, staff, key, LANE_REPLY, OWED_NOTICE, phrase(lang, head, "n", n, "more", more, NULL), now, error))
        return false;
    for (guint i = 0; i < MIN(items->len, ITEMS_AT_ONCE); i++) {
        g_autoptr(Post) post = post_get(context_store(context), g_array_index(items, Waits, i).post, error);
        if (!post || !owe_item(context, staff, post, lang, stamp, false, now, error))
            return false;
    }
    return true;
}

bool desk_waiting(Context *context, int64_t cohort, int64_t now, int *held, int *questions, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(Waits));
    g_autoptr(GPtrArray) list = question_list(store, cohort, now, QUESTION_PATIENCE, error);
    if (!list || !post_each_held(store, cohort, take_held, items, error))
        return false;
    *held = (int)items->len;
    *questions = (int)list->len;
    return true;
}

/* --- her rooms --- */

static bool add_line(Context *context, const char *lang, const Post *post, GString *text, GError **error)
{
    g_autofree char *who = desk_author(context, post, error);
    if (!who)
        return false;
    int reply_number = 0;
    if (post->reply_to) {
        g_autoptr(Post) parent = post_get(context_store(context), post->reply_to, error);
        if (!parent)
            return false;
        reply_number = parent->number;
    }
    g_autofree char *words = g_strconcat(post->media ? "[file] " : "", post->text ? post->text : "", NULL);
    g_autofree char *line = facilitate_line(lang, post->number, who, NULL, words, reply_number);
    g_string_append_printf(text, "\n\n%s", line);
    return true;
}

static bool owe_room(Context *context, const Staff *staff, int64_t room, const char *lang, const char *stamp,
    int64_t now, bool *any, GError **error)
{
    Store *store = context_store(context);
    RelayCursor cursor = { .room = room, .enrolment = -1 };
    int64_t cohort = 0;
    if (!room_cohort(store, room, &cohort, error) || !staff_read_upto(store, staff->id, room, &cursor.upto, error))
        return false;
    g_autoptr(GPtrArray) posts = relay_posts(store, &cursor, POSTS_AT_ONCE, error);
    if (!posts || posts->len == 0)
        return posts != NULL;
    g_autofree char *title = desk_room_title(context, room, cohort, error);
    if (!title)
        return false;
    g_autofree char *head = phrase(lang, "staff.posts", "room", title, NULL);
    g_autoptr(GString) text = g_string_new(head);
    for (guint i = 0; i < posts->len; i++)
        if (!add_line(context, lang, posts->pdata[i], text, error))
            return false;
    const Post *last = posts->pdata[posts->len - 1];
    g_autofree char *number = g_strdup_printf("%d", last->number);
    g_autofree char *foot =
        phrase(lang, posts->len == POSTS_AT_ONCE ? "staff.posts.more" : "staff.posts.how", "number", number, NULL);
    g_string_append_printf(text, "\n\n%s", foot);
    g_autofree char *key = g_strdup_printf("FP%" G_GINT64_FORMAT "/%s", room, stamp);
    *any = true;
    return desk_say(context, staff, key, LANE_REPLY, OWED_NOTICE, g_strdup(text->str), now, error) &&
           staff_set_read(store, staff->id, room, last->number, error);
}

bool desk_posts(Context *context, const Staff *staff, const char *stamp, int64_t now, GError **error)
{
    bool any = false;
    g_autoptr(GArray) rooms = desk_rooms(context, staff, error);
    g_autofree char *lang = rooms ? desk_lang(context, staff, error) : NULL;
    if (!lang)
        return false;
    for (guint i = 0; i < rooms->len; i++)
        if (!owe_room(context, staff, g_array_index(rooms, int64_t, i), lang, stamp, now, &any, error))
            return false;
    g_autofree char *key = g_strdup_printf("FP/%s", stamp);
    return any ||
           desk_say(context, staff, key, LANE_REPLY, OWED_NOTICE, phrase(lang, "staff.posts.none", NULL), now, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A digest is built when it may be sent, from where the learner's cursor stands, and the cursor moves in the same
 * transaction. While the window is closed a knock asks the learner back, at most one a day; her next message brings the
 * digest. */
#include "drip_priv.h"
#include "discussion.h"
#include "phrase.h"
#include "text.h"

#define POSTS_AT_ONCE 40
#define NEXT_PART 60 /* seconds to the next digest when one was not enough */

/* Name of a post's author as the room sees it. Given. */
static char *author_name(const Tutor *t, const Post *post, const char **role, GError **error)
{
    *role = "facilitator";
    if (!post->enrolment)
        return phrase(t->who.lang, "facilitator", NULL);
    g_autoptr(Enrolment) author =
        enrolment_get(context_store(t->context), context_vault(t->context), post->enrolment, error);
    if (!author)
        return NULL;
    *role = "peer";
    return g_strdup(author->name && *author->name ? author->name : "Learner");
}

static char *post_line(const Tutor *t, const Post *post, GError **error)
{
    const char *role = NULL;
    g_autofree char *name = author_name(t, post, &role, error);
    if (!name)
        return NULL;
    int reply_number = 0;
    if (post->reply_to) {
        g_autoptr(Post) parent = post_get(context_store(t->context), post->reply_to, error);
        if (!parent)
            return NULL;
        reply_number = parent->number;
    }
    g_autofree char *media =
        post->media ? phrase(t->who.lang, "digest.media", "kind", post->mime ? post->mime : "", NULL) : NULL;
    g_autofree char *text =
        g_strconcat(media ? media : "", media && post->text ? " " : "", post->text ? post->text : "", NULL);
    return discussion_line(post->number, name, role, text, reply_number);
}

/* As many posts as one message holds; *upto is the last that is in. Given. */
static char *digest_text(const Tutor *t, const GPtrArray *posts, int64_t *upto, bool *cut, GError **error)
{
    g_autofree char *n = g_strdup_printf("%u", posts->len);
    g_autofree char *head = phrase(t->who.lang, "digest.head", "n", n, NULL);
    g_autoptr(GString) text = g_string_new(head);
    glong length = g_utf8_strlen(text->str, -1);
    *cut = false;
    for (guint i = 0; i < posts->len; i++) {
        const Post *post = posts->pdata[i];
        g_autofree char *line = post_line(t, post, error);
        if (!line)
            return NULL;
        g_autofree char *fitted = text_cut(line, (size_t)t->who.caps->max_text - 600);
        glong more = g_utf8_strlen(fitted, -1) + 2;
        if (i > 0 && length + more > t->who.caps->max_text - 200) {
            *cut = true;
            break;
        }
        g_string_append_printf(text, "\n\n%s", fitted);
        length += more;
        *upto = post->number;
    }
    g_autofree char *last = g_strdup_printf("%" G_GINT64_FORMAT, *upto);
    g_autofree char *foot = phrase(t->who.lang, "digest.how", "number", last, NULL);
    g_string_append_printf(text, "\n\n%s", foot);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static bool owe_digest(const Tutor *t, const RelayCursor *cursor, const GPtrArray *posts, GError **error)
{
    Store *store = context_store(t->context);
    int64_t upto = cursor->upto;
    bool cut = false;
    g_autofree char *text = digest_text(t, posts, &upto, &cut, error);
    if (!text)
        return false;
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, text);
    g_autofree char *key =
        g_strdup_printf("D%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
            cursor->enrolment, cursor->upto, upto, t->now);
    OutboxAdd add = { .key = key,
        .cohort = t->enrolment->cohort,
        .enrolment = t->enrolment->id,
        .learner = t->enrolment->learner,
        .lane = LANE_RELAY,
        .kind = OWED_RELAY,
        .post = cursor->upto,
        .message = message,
        .due = t->now };
    return outbox_add(store, &add, t->now, NULL, error) &&
           relay_move(store, cursor, upto, cut ? t->now + NEXT_PART : tutor_next_digest(t->cohort, t->now), error);
}

static bool may_receive(const Enrolment *e, int64_t now)
{
    return e->may_course && (e->state == ENROLMENT_ACTIVE || (e->state == ENROLMENT_PAUSED && now >= e->paused_until));
}

static bool digest_one(Context *context, const RelayCursor *cursor, int64_t now, GError **error)
{
    Store *store = context_store(context);
    Tutor t;
    OutboxThread thread;
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), cursor->enrolment, error);
    if (!e || !tutor_init(&t, context, e, now, error))
        return false;
    g_autoptr(GPtrArray) posts = relay_posts(store, cursor, POSTS_AT_ONCE, error);
    if (!posts || !outbox_thread_get(store, e->learner, &thread, error))
        return false;
    bool open = thread.window_until > now + context_caps(context)->window_margin;
    if (posts->len && may_receive(e, now) && open)
        return owe_digest(&t, cursor, posts, error);
    if (posts->len && may_receive(e, now)) {
        g_autofree char *title = phrase(t.who.lang, "digest.title", NULL);
        if (!tutor_knock(&t, title, error))
            return false;
    }
    return relay_move(store, cursor, cursor->upto, tutor_next_digest(t.cohort, now), error);
}

bool drip_digests(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    g_autoptr(GPtrArray) due = relay_due(context_store(context), now, limit, error);
    if (!due)
        return false;
    for (guint i = 0; i < due->len; i++, ++*worked)
        if (!digest_one(context, due->pdata[i], now, error))
            return false;
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A digest is built when it may be sent, from where the learner's cursor stands, and the cursor moves in the same
 * transaction. While the window is closed a knock asks the learner back, at most one a day; her next message brings the
 * digest. A post with a file is a message of its own, in its place among the others. */
#include "drip_priv.h"
#include "clock.h"
#include "facilitate.h"
#include "live_step.h"
#include "peer.h"
#include "phrase.h"
#include "received.h"
#include "room_talk.h"
#include "social.h"
#include "text.h"

#define NEXT_PART 60       /* seconds to the next message when one was not enough ... */
#define PARTS 3            /* ... and how many come at once: the rest waits for the next digest, or to be asked for */
#define FRAME 400          /* characters kept for what stands above and below the posts */
#define FILE_WAIT 60       /* between two looks for a file that is on its way ... */
#define FILE_PATIENCE HOUR /* ... and how long after the post was shared the room waits for it */

static char *pseudonym(const Tutor *t, const Post *post, GError **error)
{
    int64_t number = 0;
    if (!talk_pseudonym(context_store(t->context), post->room, post->enrolment, &number, error))
        return NULL;
    g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, number);
    return phrase(t->who.lang, "digest.anon", "n", n, NULL);
}

/* Name of a post's author as the room sees it. Given. */
static char *author_name(const Tutor *t, const Post *post, const char **role, GError **error)
{
    if (!post->enrolment)
        return facilitate_name(t->context, t->who.lang, post->staff, role, error);
    g_autoptr(Enrolment) author =
        enrolment_get(context_store(t->context), context_vault(t->context), post->enrolment, error);
    if (!author)
        return NULL;
    if (post->anon)
        return pseudonym(t, post, error);
    bool helps = false;
    if (!peer_on(context_store(t->context), author->id, cohort_today(t->cohort, post->shared), &helps, error))
        return NULL;
    *role = helps ? "peer_facilitator" : "peer";
    const char *name = enrolment_shown(author);
    return *name ? g_strdup(name) : phrase(t->who.lang, "role.learner", NULL);
}

/* "[photo]". Given. */
static char *file_word(const Tutor *t, const Post *post)
{
    static const char *const kinds[] = { "image", "audio", "video" };
    const char *kind = "document";
    for (gsize i = 0; post->mime && i < G_N_ELEMENTS(kinds); i++)
        if (g_str_has_prefix(post->mime, kinds[i]))
            kind = kinds[i];
    g_autofree char *key = g_strconcat("digest.", kind, NULL);
    g_autofree char *word = phrase(t->who.lang, key, NULL);
    return phrase(t->who.lang, "digest.media", "kind", word, NULL);
}

/* "#12 Rudo (peer): text"; `shown`: its file goes with it, else the line says that there is one. Given. */
char *drip_post_line(const Tutor *t, const Post *post, bool shown, GError **error)
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
    g_autofree char *media = post->media && !shown ? file_word(t, post) : NULL;
    g_autofree char *words = facilitate_post_text(t->context, t->who.lang, post, error);
    if (!words)
        return NULL;
    bool marked = post->social && (!post->apart || post->media);
    g_autofree char *social = marked ? phrase(t->who.lang, "digest.social", NULL) : NULL;
    g_autofree char *text = g_strconcat(
        social ? social : "", social ? " " : "", media ? media : "", media && *words ? " " : "", words, NULL);
    return facilitate_line(t->who.lang, post->number, name, role, text, reply_number);
}

/* As many of the first `count` posts as one message holds; *held is how many, *upto the last that is in. Given. */
static char *digest_text(const Tutor *t, const RelayCursor *cursor, const GPtrArray *posts, guint count, guint *held,
    int64_t *upto, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    glong length = 0;
    for (*held = 0; *held < count; ++*held) {
        const Post *post = posts->pdata[*held];
        g_autofree char *line = drip_post_line(t, post, false, error);
        if (!line)
            return NULL;
        g_autofree char *fitted = text_cut(line, (size_t)t->who.caps->max_text - 2 * FRAME);
        glong more = g_utf8_strlen(fitted, -1) + 2;
        if (*held > 0 && length + more > t->who.caps->max_text - FRAME)
            break;
        g_string_append_printf(text, "\n\n%s", fitted);
        length += more;
        *upto = post->number;
    }
    /* In a live meeting there is only what was said. */
    if (cursor->live)
        return g_strdup(text->str + (text->len ? 2 : 0));
    g_autofree char *n = g_strdup_printf("%u", *held);
    g_autofree char *head = phrase(t->who.lang, cursor->apart ? "social.head" : "digest.head", "n", n, NULL);
    g_autofree char *last = g_strdup_printf("%" G_GINT64_FORMAT, *upto);
    g_autofree char *foot = phrase(t->who.lang, cursor->apart ? "social.foot" : "digest.how", "number", last, NULL);
    return g_strdup_printf("%s%s\n\n%s", head, text->str, foot);
}

/* How a post reaches a reader. */
typedef enum { AS_TEXT, AS_FILE, NOT_YET } PostForm;

static bool find_file_form(const Tutor *t, const Post *post, PostForm *form, GError **error)
{
    MediaKind kind;
    const char *filename = NULL;
    bool fails = false;
    Library *library = context_library(t->context);
    g_autofree char *path = library_media_path(library, post->asset);
    if (!path || !received_kind(post->mime, &kind, &filename))
        return true;
    if (t->now >= post->shared + FILE_PATIENCE &&
        !library_upload_fails(library, post->asset, context_number(t->context), &fails, error))
        return false;
    *form = fails ? AS_TEXT : AS_FILE;
    return true;
}

/* A file that does not come, or that WhatsApp does not take, does not hold up what others wrote. */
static bool find_form(const Tutor *t, const Post *post, PostForm *form, GError **error)
{
    LibraryFetchState state = FETCH_NONE;
    *form = AS_TEXT;
    if (!post->media)
        return true;
    if (post->asset)
        return find_file_form(t, post, form, error);
    if (!library_fetch_state(context_library(t->context), post->id, &state, NULL, error))
        return false;
    *form = state == FETCH_WANTED && t->now < post->shared + FILE_PATIENCE ? NOT_YET : AS_TEXT;
    return true;
}

/* Posts from the first on that go as text together; *next is the form of the one after them. */
static bool count_texts(const Tutor *t, const GPtrArray *posts, guint *count, PostForm *next, GError **error)
{
    *next = AS_TEXT;
    for (*count = 0; *count < posts->len; ++*count) {
        if (!find_form(t, posts->pdata[*count], next, error))
            return false;
        if (*next != AS_TEXT)
            return true;
    }
    return true;
}

/* A message that holds one post alone names it at its key's end: who quotes the message means that post. */
bool drip_owe_part(const Tutor *t, const RelayCursor *cursor, int64_t upto, const char *part, const Post *only,
    const Message *message, GError **error)
{
    g_autofree char *names = only ? g_strdup_printf("/post=%" G_GINT64_FORMAT, only->id) : g_strdup("");
    g_autofree char *key =
        g_strdup_printf("%s%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "%s%s",
            cursor->apart ? SOCIAL_KEY : "D", cursor->enrolment, cursor->upto, upto, t->now, part, names);
    OutboxAdd add = { .key = key,
        .cohort = t->enrolment->cohort,
        .enrolment = t->enrolment->id,
        .learner = t->enrolment->learner,
        .lane = LANE_RELAY,
        .kind = OWED_RELAY,
        .step = cursor->live,
        .post = cursor->upto,
        .message = message,
        .due = t->now };
    return outbox_add(context_store(t->context), &add, t->now, NULL, error);
}

/* What highlights left out has a mark of its own. */
static bool is_rest(const RelayCursor *cursor)
{
    return cursor->offer == OFFER_GIVES_REST;
}

static bool count_left(Store *store, const RelayCursor *cursor, int64_t upto, int64_t *left, GError **error)
{
    if (!cursor->apart && !is_rest(cursor))
        return relay_unread(store, cursor, upto, left, error);
    RelayCursor after = *cursor;
    after.back = after.upto = upto;
    g_autoptr(GPtrArray) rest = (cursor->apart ? social_posts : relay_rest)(store, &after, G_MAXINT, error);
    *left = rest ? (int64_t)rest->len : 0;
    return rest != NULL;
}

static bool move_on(Store *store, const RelayCursor *cursor, int64_t upto, int64_t next_at, int parts, GError **error)
{
    return (cursor->apart     ? social_move
            : is_rest(cursor) ? relay_move_rest
                              : relay_move)(store, cursor, upto, next_at, parts, error);
}

/* When the cursor is looked at again, and how many messages of this digest have then gone. */
typedef struct {
    int64_t next;
    int parts;
} GoOn;

/* After a message up to the post `upto`. *more (or NULL) is what to say when the rest has to wait; given, or NULL. */
static bool go_on(const Tutor *t, const RelayCursor *cursor, int64_t upto, GoOn *go, char **more, GError **error)
{
    int64_t left = 0;
    if (!count_left(context_store(t->context), cursor, upto, &left, error))
        return false;
    if (cursor->live) {
        *go = (GoOn){ left > 0 ? t->now + LIVE_PACE : tutor_next_digest(t->cohort, t->now), 0 };
        return true;
    }
    bool again = left > 0 && cursor->parts + 1 < PARTS;
    if (left == 0 && !cursor->apart && social_waits(cursor))
        *go = (GoOn){ t->now + NEXT_PART, 0 };
    else
        *go =
            (GoOn){ again ? t->now + NEXT_PART : tutor_next_digest(t->cohort, t->now), again ? cursor->parts + 1 : 0 };
    if (left > 0 && !again && more) {
        g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, left);
        *more = phrase(t->who.lang, "digest.more", "n", n, NULL);
    }
    return true;
}

static bool owe_texts(const Tutor *t, const RelayCursor *cursor, const GPtrArray *posts, guint count, GError **error)
{
    int64_t upto = cursor->upto;
    guint held = 0;
    GoOn go;
    g_autofree char *text = digest_text(t, cursor, posts, count, &held, &upto, error);
    if (!text)
        return false;
    g_autofree char *more = NULL;
    if (!go_on(t, cursor, upto, &go, &more, error))
        return false;
    g_autofree char *whole = more ? g_strdup_printf("%s\n\n%s", text, more) : g_strdup(text);
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, whole);
    return drip_owe_part(t, cursor, upto, "", held == 1 ? posts->pdata[0] : NULL, message, error) &&
           move_on(context_store(t->context), cursor, upto, go.next, go.parts, error);
}

/* A picture has its line as caption; a sound takes none, so its line follows. */
static bool owe_file(const Tutor *t, const RelayCursor *cursor, const GPtrArray *posts, GError **error)
{
    const Post *post = posts->pdata[0];
    const char *filename = NULL;
    g_autoptr(Message) message = message_new(MESSAGE_MEDIA, NULL);
    if (!received_kind(post->mime, &message->media, &filename))
        return true;
    GoOn go;
    if (!go_on(t, cursor, post->number, &go, NULL, error))
        return false;
    bool sound = message->media == MEDIA_AUDIO;
    g_autofree char *line = drip_post_line(t, post, !sound, error);
    if (!line)
        return false;
    message->asset = g_strdup(post->asset);
    message->mime = g_strdup(post->mime);
    message->filename = g_strdup(filename);
    message->text = sound ? NULL : text_cut(line, (size_t)t->who.caps->max_caption);
    if (!drip_owe_part(t, cursor, post->number, "", post, message, error))
        return false;
    if (sound) {
        g_autofree char *fitted = text_cut(line, (size_t)t->who.caps->max_text);
        g_autoptr(Message) after = message_new(MESSAGE_TEXT, fitted);
        if (!drip_owe_part(t, cursor, post->number, "/line", post, after, error))
            return false;
    }
    return move_on(context_store(t->context), cursor, post->number, go.next, go.parts, error);
}

bool drip_owe_digest(const Tutor *t, const RelayCursor *cursor, const GPtrArray *posts, GError **error)
{
    guint texts = 0;
    PostForm next = AS_TEXT;
    if (!count_texts(t, posts, &texts, &next, error))
        return false;
    if (texts > 0)
        return owe_texts(t, cursor, posts, texts, error);
    if (next == NOT_YET)
        return move_on(context_store(t->context), cursor, cursor->upto, t->now + FILE_WAIT, cursor->parts, error);
    return owe_file(t, cursor, posts, error);
}

static bool may_receive(const Enrolment *e, int64_t now)
{
    return e->may_course && (e->state == ENROLMENT_ACTIVE || (e->state == ENROLMENT_PAUSED && now >= e->paused_until));
}

/* What goes next: what highlights left out, else what is unread; the first of it alone while nothing can go. `view` is
 * the cursor as it stands before these. */
static GPtrArray *posts_of(Store *store, const RelayCursor *cursor, bool open, RelayCursor *view, GError **error)
{
    int most = open ? DRIP_POSTS : 1;
    *view = *cursor;
    if (!is_rest(cursor))
        return relay_posts(store, cursor, most, error);
    view->upto = cursor->back;
    return relay_rest(store, cursor, most, error);
}

/* She has had it all. */
static bool is_through(const RelayCursor *cursor)
{
    return cursor->offer == OFFER_GIVES_REST || cursor->offer == OFFER_GIVES_ALL;
}

bool drip_digest_one(Context *context, const RelayCursor *cursor, int64_t now, GError **error)
{
    Store *store = context_store(context);
    Tutor t;
    OutboxThread thread;
    RelayCursor view;
    bool offered = false;
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), cursor->enrolment, error);
    if (!e || !tutor_init(&t, context, e, now, error))
        return false;
    if (!outbox_thread_get(store, e->learner, &thread, error))
        return false;
    bool open = thread.window_until > now + context_caps(context)->window_margin;
    g_autoptr(GPtrArray) posts = posts_of(store, cursor, open, &view, error);
    if (!posts)
        return false;
    g_autoptr(GError) fault = NULL;
    const Step *meeting = open && (posts->len || social_waits(cursor)) ? live_reads(&t, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    view.live = meeting ? meeting->id : NULL;
    if (posts->len && may_receive(e, now) && meeting && !is_rest(cursor))
        return drip_owe_digest(&t, &view, posts, error);
    if (posts->len && may_receive(e, now) && open)
        return drip_offer(&t, cursor, &offered, error) && (offered || drip_owe_digest(&t, &view, posts, error));
    if (posts->len && may_receive(e, now) && t.cohort->state != COHORT_CLOSED) {
        g_autofree char *title = phrase(t.who.lang, "digest.title", NULL);
        if (!tutor_knock(&t, title, error))
            return false;
    }
    if (posts->len == 0 && is_through(cursor))
        return relay_offer(store, cursor, OFFER_NONE, now, error);
    bool told = false;
    if (posts->len == 0 && open && !meeting && may_receive(e, now) && !drip_social(&t, cursor, &told, error))
        return false;
    return told || relay_move(store, cursor, cursor->upto, tutor_next_digest(t.cohort, now), 0, error);
}

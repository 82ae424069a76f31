/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A facilitator's words in a room are a post like any other, with a number to reply to, but they do not wait for the
 * next digest. Quiet hours, caps, windows and pauses are dispatch's affair, at the moment of sending. */
#include "facilitate_priv.h"
#include "phrase.h"
#include "received.h"
#include "staff.h"
#include "text.h"

bool facilitate_check(const char *text, GError **error)
{
    size_t n = text_length(text);
    for (const char *p = text; *p; p++) {
        if ((guchar)*p >= ' ' || *p == '\n' || *p == '\t')
            continue;
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "the text holds a control character");
        return false;
    }
    g_autofree char *bare = g_strstrip(g_strdup(text));
    if (!*bare)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "there is no text to send");
    else if (n > FACILITATE_TEXT_MAX)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "the text has %zu characters; a message holds %d, so send it in parts", n, FACILITATE_TEXT_MAX);
    return *bare && n <= FACILITATE_TEXT_MAX;
}

char *facilitate_name(Context *context, const char *lang, int64_t id, const char **role, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Staff) staff = id ? staff_get(context_store(context), id, &fault) : NULL;
    *role = NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    if (!staff || !staff->show_name)
        return phrase(lang, "facilitator", NULL);
    *role = "facilitator";
    return g_strdup(staff->name);
}

char *facilitate_line(
    const char *lang, int number, const char *name, const char *role, const char *text, int reply_number)
{
    g_autofree char *key = role ? g_strconcat("role.", role, NULL) : NULL;
    g_autofree char *as = key ? phrase(lang, key, NULL) : NULL;
    g_autofree char *n = g_strdup_printf("%d", reply_number);
    g_autofree char *to = reply_number > 0 ? phrase(lang, "digest.answers", "n", n, NULL) : NULL;
    return discussion_line(number, name, as, text, to);
}

int64_t facilitate_staff(const char *actor)
{
    gint64 id = 0;
    return actor && *actor == 'S' && g_ascii_string_to_signed(actor + 1, 10, 1, G_MAXINT64, &id, NULL) ? id : 0;
}

bool facilitate_may_reach(const Enrolment *e, bool private_words)
{
    bool here = e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED;
    return here && (private_words || e->may_course || !e->asked_course);
}

bool facilitate_open(Context *context, int64_t learner, int64_t now, bool *open, GError **error)
{
    OutboxThread thread;
    if (!outbox_thread_get(context_store(context), learner, &thread, error))
        return false;
    *open = now + context_caps(context)->window_margin < thread.window_until;
    return true;
}

char *facilitate_quote(const char *text, size_t most)
{
    if (text_length(text) <= most)
        return g_strdup(text);
    g_autofree char *cut = g_utf8_substring(text, 0, (glong)most - 1);
    return g_strconcat(g_strchomp(cut), "…", NULL);
}

char *facilitate_plain(const GPtrArray *messages)
{
    g_autoptr(GString) plain = g_string_new(NULL);
    for (guint i = 0; i < messages->len; i++) {
        const Message *message = messages->pdata[i];
        g_autofree char *one = message_plain(message);
        if (message->asset)
            g_string_append_printf(plain, "%s[%s]", plain->len ? "\n\n" : "", media_kind_name(message->media));
        g_string_append_printf(plain, "%s%s", plain->len && *one ? "\n\n" : "", one);
    }
    return g_strdup(plain->str);
}

static bool add_reach(
    Context *context, const Enrolment *e, const Notice *notice, int64_t at, Reach *reach, GError **error)
{
    bool open = false;
    if (!facilitate_may_reach(e, notice->enrolment != 0)) {
        reach->left_out++;
        return true;
    }
    if (!facilitate_open(context, e->learner, at, &open, error))
        return false;
    reach->people++;
    reach->consent += !notice->enrolment && !e->may_course;
    reach->paused += e->state == ENROLMENT_PAUSED && e->paused_until > at;
    reach->window += !open;
    reach->text_only += g_strcmp0(e->tier, "text") == 0;
    return true;
}

/* int64_t ids of the rooms a notice goes to. Given. */
static GArray *rooms_of(Context *context, const Notice *notice, GError **error)
{
    if (!notice->room)
        return room_list(context_store(context), notice->cohort, error);
    GArray *one = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_array_append_val(one, notice->room);
    return one;
}

/* int64_t ids of the enrolments a notice is meant for, those who left included. Given. */
static GArray *people_of(Context *context, const Notice *notice, GError **error)
{
    g_autoptr(GArray) people = g_array_new(FALSE, FALSE, sizeof(int64_t));
    if (notice->enrolment) {
        g_array_append_val(people, notice->enrolment);
        return g_steal_pointer(&people);
    }
    g_autoptr(GArray) rooms = rooms_of(context, notice, error);
    for (guint i = 0; rooms && i < rooms->len; i++) {
        g_autoptr(GArray) members = room_members(context_store(context), g_array_index(rooms, int64_t, i), true, error);
        if (!members)
            return NULL;
        g_array_append_vals(people, members->data, members->len);
    }
    return rooms ? g_steal_pointer(&people) : NULL;
}

bool facilitate_reach(Context *context, const Notice *notice, int64_t at, Reach *reach, GError **error)
{
    *reach = (Reach){ 0 };
    const Cohort *cohort = context_cohort(context, notice->cohort, error);
    g_autoptr(GArray) people = cohort ? people_of(context, notice, error) : NULL;
    if (!people)
        return false;
    reach->quiet_until = cohort_quiet_until(cohort, at);
    for (guint i = 0; i < people->len; i++) {
        g_autoptr(Enrolment) e =
            enrolment_get(context_store(context), context_vault(context), g_array_index(people, int64_t, i), error);
        if (!e || !add_reach(context, e, notice, at, reach, error))
            return false;
    }
    return true;
}

GPtrArray *facilitate_with_file(const Tutor *t, const char *line, const char *asset, const char *mime)
{
    MediaKind kind;
    const char *filename = NULL;
    if (!asset || !received_kind(mime, &kind, &filename))
        return layout_plain(&t->who, line);
    if (g_str_equal(t->who.tier, "text")) {
        static const char *const keys[MEDIA_KINDS] = { [MEDIA_IMAGE] = "digest.image",
            [MEDIA_AUDIO] = "digest.audio",
            [MEDIA_VIDEO] = "digest.video",
            [MEDIA_DOCUMENT] = "digest.document" };
        g_autofree char *word = phrase(t->who.lang, keys[kind], NULL);
        g_autofree char *text = g_strdup_printf("%s\n[%s]", line, word);
        return layout_plain(&t->who, text);
    }
    Message *file = message_new(MESSAGE_MEDIA, NULL);
    file->media = kind;
    file->asset = g_strdup(asset);
    file->mime = g_strdup(mime);
    file->filename = g_strdup(filename);
    bool fits = kind != MEDIA_AUDIO && text_length(line) <= (size_t)t->who.caps->max_caption;
    if (fits)
        file->text = g_strdup(line);
    GPtrArray *messages =
        fits ? g_ptr_array_new_with_free_func((GDestroyNotify)message_free) : layout_plain(&t->who, line);
    g_ptr_array_insert(messages, 0, file);
    return messages;
}

typedef struct {
    Context *context;
    const Post *post; /* or NULL: private words */
    const char *text, *asset, *mime, *key;
    int reply_number;
    int64_t staff, now;
    char **looks; /* or NULL */
} Saying;

static bool to_one(const Saying *s, int64_t enrolment, GError **error)
{
    Tutor t;
    g_autoptr(Enrolment) e = enrolment_get(context_store(s->context), context_vault(s->context), enrolment, error);
    if (!e)
        return false;
    if (!facilitate_may_reach(e, !s->post))
        return true;
    if (!tutor_init(&t, s->context, e, s->now, error))
        return false;
    const char *role = NULL;
    g_autofree char *name = facilitate_name(s->context, t.who.lang, s->staff, &role, error);
    if (!name)
        return false;
    g_autofree char *line = s->post ? facilitate_line(t.who.lang, s->post->number, name, role, s->text, s->reply_number)
                                    : phrase(t.who.lang, "facilitator.says", "name", name, "text", s->text, NULL);
    GPtrArray *messages = facilitate_with_file(&t, line, s->asset, s->mime);
    if (s->looks && !*s->looks)
        *s->looks = facilitate_plain(messages);
    g_autofree char *key = g_strdup_printf("%s/E%" G_GINT64_FORMAT, s->key, enrolment);
    return tutor_owe_post(&t, key, LANE_RELAY, OWED_SAY, s->post ? s->post->id : 0, messages, error);
}

bool facilitate_post(Context *context, Post *post, int64_t now, char **looks, GError **error)
{
    Store *store = context_store(context);
    post->enrolment = 0;
    post->state = POST_SHARED;
    post->told = true;
    post->keep = true;
    post->written = post->shared = now;
    g_autoptr(Post) parent = post->reply_to ? post_get(store, post->reply_to, error) : NULL;
    if ((post->reply_to && !parent) || !post_add(store, post, error))
        return false;
    g_autofree char *key = g_strdup_printf("N%" G_GINT64_FORMAT, post->id);
    Saying saying = { .context = context,
        .post = post,
        .text = post->text,
        .asset = post->asset,
        .mime = post->mime,
        .key = key,
        .reply_number = parent ? parent->number : 0,
        .staff = post->staff,
        .now = now,
        .looks = looks };
    g_autoptr(GArray) members = room_members(store, post->room, false, error);
    if (!members)
        return false;
    for (guint i = 0; i < members->len; i++)
        if (!to_one(&saying, g_array_index(members, int64_t, i), error))
            return false;
    return true;
}

bool facilitate_deliver(Context *context, const Notice *n, int64_t now, char **looks, GError **error)
{
    if (n->enrolment) {
        g_autofree char *key = g_strdup_printf("N%" G_GINT64_FORMAT, n->id);
        Saying saying = { .context = context,
            .text = n->text,
            .asset = n->asset,
            .mime = n->mime,
            .key = key,
            .staff = facilitate_staff(n->actor),
            .now = now,
            .looks = looks };
        return to_one(&saying, n->enrolment, error);
    }
    g_autoptr(GArray) rooms = rooms_of(context, n, error);
    for (guint i = 0; rooms && i < rooms->len; i++) {
        Post post = { .cohort = n->cohort,
            .room = g_array_index(rooms, int64_t, i),
            .basis = BASIS_NONE,
            .staff = facilitate_staff(n->actor),
            .text = n->text,
            .mime = n->mime,
            .asset = n->asset };
        if (!facilitate_post(context, &post, now, looks, error))
            return false;
    }
    return rooms != NULL;
}

static bool find_learner(Context *context, const char *to, Notice *notice, GError **error)
{
    gint64 learner = 0;
    Store *store = context_store(context);
    if (!g_ascii_string_to_signed(to + 1, 10, 1, G_MAXINT64, &learner, NULL) ||
        !enrolment_of_learner(store, learner, &notice->enrolment, error))
        return false;
    g_autoptr(Enrolment) e =
        notice->enrolment ? enrolment_get(store, context_vault(context), notice->enrolment, error) : NULL;
    if (!notice->enrolment)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is no learner %s", to);
    if (!e)
        return false;
    notice->cohort = e->cohort;
    if (facilitate_may_reach(e, true))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "nothing may be sent to %s: %s", to,
        e->state == ENROLMENT_STOPPED   ? "the learner has left with STOP"
        : e->state == ENROLMENT_REMOVED ? "the learner was removed from the cohort"
                                        : "there is no date and means of opt-in");
    return false;
}

static bool looks_like_learner(const char *to)
{
    return to[0] == 'L' && to[1] && strspn(to + 1, "0123456789") == strlen(to + 1);
}

bool facilitate_find(Context *context, const char *to, Notice *notice, GError **error)
{
    Store *store = context_store(context);
    if (looks_like_learner(to))
        return find_learner(context, to, notice, error);
    const char *slash = strrchr(to, '/');
    g_autofree char *name = slash ? g_strndup(to, (gsize)(slash - to)) : g_strdup(to);
    g_autoptr(Cohort) cohort = cohort_find(store, name, error);
    if (!cohort)
        return false;
    notice->cohort = cohort->id;
    if (!slash)
        return true;
    if (!room_find(store, cohort->id, slash + 1, &notice->room, error))
        return false;
    if (!notice->room)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "cohort %s has no room \"%s\"", name, slash + 1);
    return notice->room != 0;
}

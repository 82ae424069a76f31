/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said in an ordinary group becomes posts of a room of mode observed. Exports overlap, come from different
 * phones and change when somebody edits or deletes: a post that is there already is found by author, minute and words,
 * and one that was edited or deleted since keeps the words it had. Nothing of it is ever sent to anybody. */
#include "room_priv.h"
#include "clock.h"
#include "discussion.h"
#include "text.h"

#include <string.h>

#define OBSERVED "observed"

/* One message of the file. */
typedef struct {
    const Author *author;
    const char *prompt; /* its own tag's, or that of the newest prompt above it; borrowed from the plan */
    char *words;        /* NULL: deleted */
    int64_t utc, line;
    bool tagged, edited, met;
} Said;

typedef struct {
    Change *c;
    const Cohort *cohort;
    const CivilZone *zone;
    const Plan *plan;
    int64_t room;
    GHashTable *authors; /* name -> Author */
    GPtrArray *names;    /* in the order of the file; borrowed from the table */
    GHashTable *there;   /* author, minute and words; or author and minute alone -> GQueue of post ids not yet met */
    GHashTable *met;     /* post id: met in this file */
    GArray *said;        /* Said, in the order of the file */
    int64_t fresh, same, followed, tagged;
} Import;

static Author *author_of(Import *import, const char *name, GError **error)
{
    Author *author = g_hash_table_lookup(import->authors, name);
    if (author)
        return author;
    char *key = g_strdup(name);
    author = g_new0(Author, 1);
    g_hash_table_insert(import->authors, key, author);
    g_ptr_array_add(import->names, key);
    return room_author(import->c, import->cohort, name, author, error) ? author : NULL;
}

/* Author, minute, and what is known of the words. Given. */
static char *key_of(int64_t author, int64_t utc, const char *text)
{
    g_autofree char *plain = text_key(text);
    return g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " =%s", author, utc / MINUTE, plain);
}

/* Of a post whose words are erased. */
static char *key_of_length(int64_t author, int64_t utc, int64_t length)
{
    return g_strdup_printf(
        "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " #%" G_GINT64_FORMAT, author, utc / MINUTE, length);
}

static char *key_of_minute(int64_t author, int64_t utc)
{
    return g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, author, utc / MINUTE);
}

static void put_there(Import *import, char *key, int64_t id)
{
    GQueue *queue = g_hash_table_lookup(import->there, key);
    if (!queue) {
        queue = g_queue_new();
        g_hash_table_insert(import->there, g_strdup(key), queue);
    }
    int64_t *copy = g_new(int64_t, 1);
    *copy = id;
    g_queue_push_tail(queue, copy);
    g_free(key);
}

static bool note_post(const Post *post, gpointer data)
{
    Import *import = data;
    if (post->room != import->room)
        return true;
    put_there(import,
        post->text ? key_of(post->enrolment, post->written, post->text)
                   : key_of_length(post->enrolment, post->written, post->length),
        post->id);
    put_there(import, key_of_minute(post->enrolment, post->written), post->id);
    return true;
}

/* A post of that key that this file has not met yet. */
static bool meet(Import *import, char *key)
{
    GQueue *queue = g_hash_table_lookup(import->there, key);
    g_free(key);
    for (int64_t *id; queue && (id = g_queue_pop_head(queue));) {
        if (g_hash_table_add(import->met, id))
            return true;
    }
    return false;
}

/* "[m1d1]", the tag of a step, anywhere in a text: the step's id. Borrowed from the plan. */
static const char *tag_in(const Import *import, const char *text)
{
    for (const char *open = strchr(text, '['); open; open = strchr(open + 1, '[')) {
        const char *close = strchr(open, ']');
        g_autofree char *id = close && close - open < 60 ? g_strndup(open + 1, (gsize)(close - open - 1)) : NULL;
        int beat = id ? plan_find(import->plan, id) : -1;
        if (beat >= 0)
            return plan_beat(import->plan, beat)->step->id;
    }
    return NULL;
}

/* A file that came without words is called the same by every phone and language, so that exports can be merged. */
static char *words_of(const cJSON *entry)
{
    const char *text = json_string(entry, "text");
    if (json_bool(entry, "deleted", false))
        return NULL;
    return g_strdup(text && *text ? text : json_string(entry, "media") ? "[file]" : "[empty]");
}

static bool hear(Import *import, const cJSON *entry, GError **error)
{
    const char *name = json_need_string(entry, "sender", error);
    int64_t local = 0;
    Author *author = name && json_need_int(entry, "local", &local, error) ? author_of(import, name, error) : NULL;
    if (!author)
        return false;
    author->posts++;
    Civil civil = civil_from_days(local / DAY);
    civil.hour = (int)(local % DAY / HOUR);
    civil.minute = (int)(local % HOUR / MINUTE);
    civil.second = (int)(local % MINUTE);
    Said said = { .author = author,
        .words = words_of(entry),
        .utc = civil_to_utc(import->zone, &civil, NULL),
        .line = json_int(entry, "line", 0),
        .edited = json_bool(entry, "edited", false) };
    const char *tag = said.words ? tag_in(import, said.words) : NULL;
    const Said *before = import->said->len ? &g_array_index(import->said, Said, import->said->len - 1) : NULL;
    said.prompt = tag ? tag : before ? before->prompt : NULL;
    said.tagged = tag != NULL;
    import->tagged += said.tagged;
    g_array_append_val(import->said, said);
    return true;
}

/* The same words of the same author within a minute: phones differ by as much about when something was said. */
static bool is_there(Import *import, const Said *said)
{
    static const int near[] = { 0, -MINUTE, MINUTE };
    int64_t author = said->author->enrolment, length = said->words ? (int64_t)text_length(said->words) : 0;
    for (gsize i = 0; said->words && i < G_N_ELEMENTS(near); i++)
        if (meet(import, key_of(author, said->utc + near[i], said->words)) ||
            meet(import, key_of_length(author, said->utc + near[i], length)))
            return true;
    return false;
}

/* An older export still has the words of what was deleted when it was first met: it stays deleted. */
static bool was_deleted(Import *import, const Said *said)
{
    return said->words && meet(import, key_of_length(said->author->enrolment, said->utc, 0));
}

static bool keep(Import *import, const Said *said, GError **error)
{
    if (said->author->enrolment < 0 || said->met)
        return true;
    if (was_deleted(import, said) ||
        ((!said->words || said->edited) && meet(import, key_of_minute(said->author->enrolment, said->utc)))) {
        import->followed++;
        return true;
    }
    Post post = { .room = import->room,
        .cohort = import->cohort->id,
        .enrolment = said->author->enrolment,
        .prompt = (char *)said->prompt,
        .text = said->words,
        .state = POST_SHARED,
        .keep = said->author->keep,
        .basis = said->tagged   ? BASIS_QUOTE
                 : said->prompt ? BASIS_INFERRED
                                : BASIS_NONE,
        .written = said->utc,
        .shared = said->utc,
        .told = true };
    import->fresh++;
    return post_add(import->c->store, &post, error);
}

/* What is there word for word is met first, so that what was edited since cannot take its place. */
static bool merge(Import *import, GError **error)
{
    for (guint i = 0; i < import->said->len; i++) {
        Said *said = &g_array_index(import->said, Said, i);
        said->met = said->author->enrolment >= 0 && is_there(import, said);
        import->same += said->met;
    }
    for (guint i = 0; i < import->said->len; i++)
        if (!keep(import, &g_array_index(import->said, Said, i), error))
            return false;
    return true;
}

static bool tell_authors(const Import *import, cJSON *result, GError **error)
{
    cJSON *list = cJSON_CreateArray();
    g_autoptr(GString) unknown = g_string_new(NULL);
    int n = 0;
    for (guint i = 0; i < import->names->len; i++) {
        const char *name = import->names->pdata[i];
        const Author *author = g_hash_table_lookup(import->authors, name);
        cJSON *one = json_put_int(json_put(cJSON_CreateObject(), "name", name), "posts", author->posts);
        g_autofree char *learner =
            author->enrolment > 0 ? g_strdup_printf("L%" G_GINT64_FORMAT, author->learner) : NULL;
        json_put(one, "is", learner ? learner : author->enrolment == 0 ? "facilitator" : author->by ? "-" : NULL);
        json_put_item(list, NULL, json_put(one, "by", author->by));
        if (author->enrolment != ROOM_UNMATCHED)
            continue;
        g_string_append_printf(unknown, "%s\"%s\" (%" G_GINT64_FORMAT " posts)", n++ ? ", " : "", name, author->posts);
    }
    json_put_int(json_put_item(result, "authors", list), "unmatched", n);
    return n == 0 || import->c->dry ||
           change_refuse(error, BARAZA_ERROR_INPUT,
               "who is %s? Say it with --author \"NAME=L42\", NAME=facilitator, or NAME=- to leave somebody out",
               unknown->str);
}

/* An observed room, or one in which nothing has been said yet. */
static bool observe(Import *import, GError **error)
{
    Store *store = import->c->store;
    g_autofree char *mode = room_mode(store, import->room, error);
    int64_t number = 0;
    if (!mode || strcmp(mode, OBSERVED) == 0)
        return mode != NULL;
    if (!post_last_number(store, import->room, &number, error))
        return false;
    return number ? change_refuse(error, BARAZA_ERROR_STATE,
                        "members already talk through this room: import into a room of its own")
                  : room_set_mode(store, import->room, OBSERVED, error);
}

static void free_queue(gpointer queue)
{
    g_queue_free(queue); /* ids that were met belong to `met`, see import_clear */
}

static void import_clear(Import *import)
{
    GHashTableIter iter;
    gpointer queue;
    g_hash_table_iter_init(&iter, import->there);
    while (g_hash_table_iter_next(&iter, NULL, &queue))
        g_queue_clear_full(queue, g_free);
    g_hash_table_unref(import->there);
    g_hash_table_unref(import->met);
    g_hash_table_unref(import->authors);
    g_ptr_array_unref(import->names);
    for (guint i = 0; i < import->said->len; i++)
        g_free(g_array_index(import->said, Said, i).words);
    g_array_unref(import->said);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Import, import_clear)

static bool import_posts(Import *import, cJSON *result, GError **error)
{
    const cJSON *posts = json_at(import->c->params, "posts"), *entry;
    if (!cJSON_IsArray(posts))
        return change_refuse(error, BARAZA_ERROR_USAGE, "posts is missing");
    if (!observe(import, error) || !post_each(import->c->store, import->cohort->id, note_post, import, error))
        return false;
    cJSON_ArrayForEach(entry, posts)
    {
        if (!hear(import, entry, error)) {
            g_prefix_error(error, "line %" G_GINT64_FORMAT ": ", json_int(entry, "line", 0));
            return false;
        }
    }
    if (!merge(import, error))
        return false;
    json_put_int(json_put_int(result, "new", import->fresh), "same", import->same);
    json_put_int(json_put_int(result, "followed", import->followed), "tagged", import->tagged);
    import->c->payload = json_put_int(json_put_int(cJSON_CreateObject(), "room", import->room), "new", import->fresh);
    return tell_authors(import, result, error);
}

bool change_room_import(Change *c, cJSON *result, GError **error)
{
    const char *room = json_need_string(c->params, "room", error), *zone = json_string(c->params, "zone");
    g_autoptr(Cohort) cohort = room ? change_cohort(c, error) : NULL;
    if (!cohort || !change_thawed(cohort, "nothing is added to what was said in it", error))
        return false;
    g_auto(Import) import = { .c = c,
        .cohort = cohort,
        .names = g_ptr_array_new(),
        .said = g_array_new(FALSE, FALSE, sizeof(Said)),
        .zone = zone ? civil_zone(zone, error) : cohort_zone(cohort),
        .authors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_queue),
        .met = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL) };
    if (!import.zone || !(import.plan = context_plan_of(c->context, cohort->id, error)) ||
        !room_find(c->store, cohort->id, room, &import.room, error))
        return false;
    if (!import.room)
        return change_refuse(error, BARAZA_ERROR_MISSING, "cohort %s has no room \"%s\"", cohort->name, room);
    json_put(json_put(json_put(result, "cohort", cohort->name), "room", room), "zone", zone ? zone : cohort->zone);
    return import_posts(&import, result, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outcome.h"
#include "error.h"
#include "inbox.h"
#include "outbox.h"
#include <string.h>

/* How posts are grouped into digests, and whom a knock finds, may differ with the minute; and a STOP's confirmation
 * that had not left when the engine died is given up, as its ledger line says. */
#define ONCE_KINDS "(4, 5, 7, 8)"
G_STATIC_ASSERT(OWED_RELAY == 4 && OWED_REMINDER == 5 && OWED_STOP == 7 && OWED_KNOCK == 8);

static const StoreQuery facts[] = {
    { .name = "outcome_due",
        .sql = "SELECT 'due ' || enrolment || ' ' || room || ' ' || beat || ' ' || state FROM due /*scan*/" },
    { .name = "outcome_answers",
        .sql = "SELECT 'answer ' || a.enrolment || ' ' || a.step || ' ' || a.number || ' state ' || a.state || ' ' || "
               "r.item || ' ' || coalesce(r.answer, '-') || ' ' || r.mark FROM attempt AS a JOIN response AS r ON "
               "r.attempt = a.id /*scan*/" },
    { .name = "outcome_consents",
        .sql = "SELECT 'enrolment ' || id || ' ' || state || ' ' || may_course || ' ' || may_posts || ' ' || "
               "may_research FROM enrolment /*scan*/" },
    { .name = "outcome_posts",
        .sql = "SELECT 'post ' || enrolment || ' ' || coalesce(prompt, '-') || ' ' || state || ' ' || "
               "coalesce(text, '-') FROM post /*scan*/" },
    { .name = "outcome_owed",
        .sql = "SELECT 'owed ' || m.learner || ' ' || coalesce(m.step, '-') || ' ' || m.kind || ' ' || d.outcome || "
               "' times ' || count(*) FROM outbox_msg AS m JOIN outbox_done AS d ON d.id = m.id WHERE m.kind NOT "
               "IN " ONCE_KINDS " GROUP BY m.learner, m.step, m.kind, d.outcome /*scan*/" },
};

static bool take_line(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, g_strdup(store_text(row, 0)));
    return true;
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A post in a digest without its number, which tells the order of sharing, or NULL. */
static const char *post_in(const char *line)
{
    const char *name = *line == '#' ? strchr(line, ' ') : NULL;
    return name && strstr(name, "(peer)") ? name + 1 : NULL;
}

/* What comes before the hour at which a test closes: it counts from its opening. */
static gsize until_close(const char *text)
{
    const char *close = strstr(text, "Close: ");
    return close ? (gsize)(close - text) : strlen(text);
}

/* Digests are taken apart into posts; heads of digests and knocks differ with the hour. */
static void add_phone(const Scene *scene, int phone, GPtrArray *lines)
{
    for (guint i = 0; i < platform_bubbles(scene->stage->platform, phone); i++) {
        const PlatformBubble *bubble = platform_bubble(scene->stage->platform, phone, i);
        bool digest = false;
        g_auto(GStrv) parts = g_strsplit(bubble->text, "\n", -1);
        for (guint k = 0; bubble->from_business && parts[k]; k++) {
            const char *post = post_in(parts[k]);
            digest |= post != NULL;
            if (post)
                g_ptr_array_add(lines, g_strdup_printf("phone %d post %s", phone, post));
        }
        bool leaves = strstr(bubble->text, "You will get no more messages") != NULL;
        if (bubble->from_business && bubble->kind != PLATFORM_TEMPLATE && !digest && !leaves)
            g_ptr_array_add(
                lines, g_strdup_printf("phone %d text %.*s", phone, (int)until_close(bubble->text), bubble->text));
    }
}

char *outcome_text(Scene *scene, GError **error)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(facts); i++)
        if (!store_each(scene->stage->store, &facts[i], NO_ARGS, take_line, lines, error))
            return NULL;
    for (int phone = 0; phone < SCENE_LEARNERS; phone++)
        add_phone(scene, phone, lines);
    g_ptr_array_sort(lines, by_text);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++) {
        g_autofree char *line = g_strdelimit(g_strdup(lines->pdata[i]), "\n", '|');
        g_string_append_printf(text, "%s\n", line);
    }
    return g_string_free(text, FALSE);
}

static bool fault(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool fault(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, BARAZA_ERROR, BARAZA_ERROR_STATE, text);
    return false;
}

bool outcome_same(const char *expected, const char *found, GError **error)
{
    g_auto(GStrv) e = g_strsplit(expected, "\n", -1), f = g_strsplit(found, "\n", -1);
    for (guint i = 0; e[i] || f[i]; i++) {
        if (e[i] && f[i] && strcmp(e[i], f[i]) == 0)
            continue;
        bool lost = e[i] && (!f[i] || strcmp(e[i], f[i]) < 0);
        return fault(error, "%s what an undisturbed run %s: %s", lost ? "missing is" : "there is",
            lost ? "has" : "has not", lost ? e[i] : f[i]);
    }
    return true;
}

/* --- what holds by itself --- */

typedef struct {
    const Scene *scene;
    GHashTable *sent;  /* message id -> times */
    GHashTable *lanes; /* message id -> lane + 1 */
    int64_t last[SCENE_LEARNERS][LANES];
    GError *error;
} Sends;

static bool note_lane(const OutboxLine *line, gpointer data)
{
    Sends *sends = data;
    g_hash_table_insert(sends->lanes, GSIZE_TO_POINTER((gsize)line->id), GINT_TO_POINTER(line->lane + 1));
    bool given_up = line->kind == OWED_RELAY || line->kind == OWED_REMINDER || line->kind == OWED_STOP;
    if (strcmp(line->place, "done") != 0 && strcmp(line->place, "held") != 0)
        fault(&sends->error, "%s ended in %s", line->key, line->place);
    else if (strcmp(line->reason, done_reason_name(DONE_UNKNOWN)) == 0 && !given_up)
        fault(&sends->error, "%s was given up as unknown", line->key);
    return !sends->error;
}

static bool note_send(const PlatformBubble *bubble, gpointer data)
{
    Sends *sends = data;
    int64_t id = 0;
    int attempt = 0;
    if (!context_untag(engine_context(sends->scene->stage->engine), bubble->tag, &id, &attempt))
        return fault(&sends->error, "the platform has a message without our tag: %s", bubble->text);
    gpointer key = GSIZE_TO_POINTER((gsize)id);
    int lane = GPOINTER_TO_INT(g_hash_table_lookup(sends->lanes, key)) - 1;
    if (lane < 0)
        return fault(&sends->error, "the platform has a message that is not in the ledger: %s", bubble->text);
    if (!g_hash_table_add(sends->sent, key))
        return fault(&sends->error, "sent twice: M%" G_GINT64_FORMAT ", %s", id, bubble->text);
    int64_t *last = &sends->last[bubble->phone][lane];
    if (id < *last)
        return fault(&sends->error, "out of order: M%" G_GINT64_FORMAT " came after M%" G_GINT64_FORMAT ": %s", id,
            *last, bubble->text);
    *last = id;
    return true;
}

static bool sends_are_sound(Scene *scene, GError **error)
{
    g_autoptr(GHashTable) sent = g_hash_table_new(NULL, NULL), lanes = g_hash_table_new(NULL, NULL);
    Sends sends = { .scene = scene, .sent = sent, .lanes = lanes };
    if (!outbox_each(scene->stage->store, 0, 0, note_lane, &sends, error))
        return false;
    if (!sends.error)
        platform_accepted_each(scene->stage->platform, note_send, &sends);
    if (sends.error)
        g_propagate_error(error, sends.error);
    return sends.error == NULL;
}

static bool posts_show_once(const Scene *scene, GError **error)
{
    for (int phone = 0; phone < SCENE_LEARNERS; phone++) {
        g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
        add_phone(scene, phone, lines);
        g_ptr_array_sort(lines, by_text);
        for (guint i = 1; i < lines->len; i++)
            if (strstr(lines->pdata[i], " post ") && strcmp(lines->pdata[i - 1], lines->pdata[i]) == 0)
                return fault(error, "shown twice: %s", (char *)lines->pdata[i]);
    }
    return true;
}

static const StoreQuery count_seen = { .name = "outcome_seen", .sql = "SELECT count(*) FROM inbox_seen /*scan*/" };
static const StoreQuery count_aside = { .name = "outcome_aside", .sql = "SELECT count(*) FROM inbox_aside /*scan*/" };

static bool inbox_is_sound(Scene *scene, GError **error)
{
    Store *store = scene->stage->store;
    PlatformCounts counts = platform_counts(scene->stage->platform);
    int64_t seen = 0, aside = 0, backlog = 0;
    if (!store_get_int(store, &count_seen, NO_ARGS, &seen, NULL, error) ||
        !store_get_int(store, &count_aside, NO_ARGS, &aside, NULL, error) || !inbox_backlog(store, &backlog, error))
        return false;
    if (seen != counts.inbound)
        return fault(error, "people wrote %d times, the inbox has seen %d", (int)counts.inbound, (int)seen);
    if (aside || backlog || counts.webhooks_lost)
        return fault(error, "%d events aside, %d bodies waiting, %d webhooks lost", (int)aside, (int)backlog,
            (int)counts.webhooks_lost);
    return true;
}

/* A template whose creation was not heard of is created again, and refused as there already. */
static bool is_told_again(const char *sentence)
{
    return strstr(sentence, "message_templates") && strstr(sentence, "There is already content");
}

bool outcome_sound(Scene *scene, GError **error)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    if (!stage_check(scene->stage, faults, error) || !stage_guard(scene->stage, faults, error))
        return false;
    for (guint i = 0; i < faults->len; i++)
        if (!is_told_again(faults->pdata[i]))
            return fault(error, "%s", (char *)faults->pdata[i]);
    return sends_are_sound(scene, error) && posts_show_once(scene, error) && inbox_is_sound(scene, error);
}

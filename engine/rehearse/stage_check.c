/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two books are kept: the platform's record of what it accepted and what reached each phone, and the engine's ledger.
 * They must tell the same story, message by message. */
#include "stage_priv.h"

#include "journal.h"
#include "outbox.h"
#include "person.h"

typedef struct {
    Stage *stage;
    GPtrArray *faults;
    GHashTable *accepted; /* wamid -> PlatformBubble, not yet found in the ledger */
    GHashTable *numbers;  /* enrolment -> phone number */
    GError *error;
} Books;

static void blame(GPtrArray *faults, char *sentence)
{
    g_ptr_array_add(faults, sentence);
}

static bool note_accepted(const PlatformBubble *bubble, gpointer data)
{
    Books *books = data;
    g_hash_table_insert(books->accepted, (gpointer)bubble->wamid, (gpointer)bubble);
    return true;
}

/* Of one of the staff, who has no enrolment: by the message's own person. */
static const char *number_of_staff(Books *books, int64_t message)
{
    Store *store = books->stage->store;
    bool is_user_id = false;
    g_autoptr(OutboxMsg) msg = outbox_get(store, message, &books->error);
    g_autofree char *to = msg ? address_of(store, books->stage->vault, msg->learner, &is_user_id, &books->error) : NULL;
    return to ? g_intern_string(to) : "";
}

/* Of a learner who was forgotten the ledger has neither words nor names left. */
static bool is_forgotten(Books *books, int phone)
{
    int64_t learner = 0;
    const char *number = phone >= 0 ? platform_phone_number(books->stage->platform, phone) : NULL;
    return number && address_find(books->stage->store, books->stage->vault, number, NULL, &learner, &books->error) &&
           !learner;
}

/* A learner may have had another number then; the numbers of a record that was merged are with the one that stayed. */
static bool had_number(Books *books, int64_t enrolment, const char *phone)
{
    Store *store = books->stage->store;
    g_autoptr(Enrolment) who = enrolment_get(store, books->stage->vault, enrolment, &books->error);
    g_autoptr(GPtrArray) ever = who ? addresses_ever(store, books->stage->vault, who->learner, &books->error) : NULL;
    return ever && (ever->len == 0 || g_ptr_array_find_with_equal_func(ever, phone, g_str_equal, NULL));
}

static const char *number_of(Books *books, int64_t enrolment)
{
    Store *store = books->stage->store;
    const char *known = g_hash_table_lookup(books->numbers, &enrolment);
    if (known)
        return known;
    bool is_user_id = false;
    g_autoptr(Enrolment) who = enrolment_get(store, books->stage->vault, enrolment, &books->error);
    char *to = who ? address_of(store, books->stage->vault, who->learner, &is_user_id, &books->error) : NULL;
    if (!to)
        return "";
    int64_t *key = g_new(int64_t, 1);
    *key = enrolment;
    g_hash_table_insert(books->numbers, key, to);
    return to;
}

/* The same words to the same person, with the same fate. */
static void compare(Books *books, const OutboxLine *line, const PlatformBubble *bubble)
{
    Platform *platform = books->stage->platform;
    const char *to = line->enrolment ? number_of(books, line->enrolment) : number_of_staff(books, line->id);
    const char *phone = bubble->phone >= 0 ? platform_phone_number(platform, bubble->phone) : "";
    /* Of a person without a place nothing is left after a while. */
    bool hers = g_str_has_suffix(to, phone) || (line->enrolment ? had_number(books, line->enrolment, phone) : !*to);
    if (!hers || !*phone)
        blame(books->faults, g_strdup_printf("%s: the ledger sent it to %s, it went to %s", line->key, to, phone));
    g_autoptr(Message) message = message_from_json(line->body, NULL);
    if (message && message->kind != MESSAGE_TEMPLATE && message->text && g_strcmp0(message->text, bubble->text) != 0)
        blame(books->faults, g_strdup_printf("%s: the phone shows other words than the ledger", line->key));
    bool arrived = bubble->time >= 0, told = line->delivered_at > 0 || line->read_at > 0;
    if (arrived != told && books->stage->config.platform.drop_delivered <= 0)
        blame(books->faults, g_strdup_printf("%s: %s the phone, the ledger says \"%s\"", line->key,
                                 arrived ? "it reached" : "it did not reach", line->status));
}

static bool check_line(const OutboxLine *line, gpointer data)
{
    Books *books = data;
    if (!line->wamid || !*line->wamid)
        return books->error == NULL;
    const PlatformBubble *bubble = g_hash_table_lookup(books->accepted, line->wamid);
    if (!bubble)
        blame(books->faults, g_strdup_printf("%s: the ledger says sent, the platform never accepted it", line->key));
    else
        compare(books, line, bubble);
    g_hash_table_remove(books->accepted, line->wamid);
    return books->error == NULL;
}

static bool blame_unknown(const PlatformBubble *bubble, gpointer data)
{
    Books *books = data;
    if (g_hash_table_contains(books->accepted, bubble->wamid) && !is_forgotten(books, bubble->phone))
        blame(books->faults, g_strdup_printf("the platform accepted a message at %" G_GINT64_FORMAT
                                             " that is not in the ledger: \"%.40s\"",
                                 bubble->accepted, bubble->text));
    return true;
}

static bool compare_books(Stage *stage, GPtrArray *faults, GError **error)
{
    Books books = { .stage = stage,
        .faults = faults,
        .accepted = g_hash_table_new(g_str_hash, g_str_equal),
        .numbers = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free) };
    platform_accepted_each(stage->platform, note_accepted, &books);
    bool ok = outbox_each(stage->store, 0, 0, check_line, &books, error) && !books.error;
    if (ok)
        platform_accepted_each(stage->platform, blame_unknown, &books);
    else if (books.error)
        g_propagate_error(error, books.error);
    g_hash_table_unref(books.accepted);
    g_hash_table_unref(books.numbers);
    return ok;
}

static void check_refusals(Stage *stage, GPtrArray *faults)
{
    for (guint i = 0; i < platform_refusals(stage->platform); i++) {
        const PlatformRefusal *refusal = platform_refusal(stage->platform, i);
        if (refusal->code == 190 && stage->token_died)
            continue;
        if (refusal->kind == PLATFORM_REFUSAL_RULE || refusal->kind == PLATFORM_REFUSAL_RATE)
            blame(faults, g_strdup_printf("Meta would refuse %s at %" G_GINT64_FORMAT " with %d: %s", refusal->request,
                              refusal->time, refusal->code, refusal->details));
    }
}

bool stage_check(Stage *stage, GPtrArray *faults, GError **error)
{
    int64_t broken = 0;
    if (!compare_books(stage, faults, error) || !outbox_check(stage->store, &broken, error))
        return false;
    check_refusals(stage, faults);
    if (broken)
        blame(faults, g_strdup_printf("message M%" G_GINT64_FORMAT " is not in exactly one place", broken));
    g_autoptr(GError) fault = NULL;
    if (!journal_verify(stage->store, NULL, NULL, &fault) || !store_integrity(stage->store, &fault))
        blame(faults, g_strdup(fault->message));
    return true;
}

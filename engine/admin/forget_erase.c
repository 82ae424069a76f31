/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything by which one learner could be known, wherever it lies: her row, her numbers, her words, what others were
 * sent of them, the webhooks that brought them, her files, and what the journal's payloads tell. What stays: that
 * there was somebody, the times, the marks, the consents' dates. */
#include "forget_priv.h"
#include "advert.h"
#include "certify.h"
#include "clock.h"
#include "coding.h"
#include "discussion.h"
#include "inbox.h"
#include "journal.h"
#include "json.h"
#include "outbox.h"
#include "person.h"
#include "quiz.h"
#include "room_talk.h"
#include "sheet.h"
#include "social.h"
#include "stock.h"
#include "tie.h"
#include "tutor.h"

#include <string.h>

/* Characters of a text by which its quotes are found, however they are cut. */
#define START 100

void traces_free(Traces *traces)
{
    if (!traces)
        return;
    g_clear_pointer(&traces->enrolments, g_array_unref);
    g_clear_pointer(&traces->posts, g_array_unref);
    g_clear_pointer(&traces->files, g_ptr_array_unref);
    g_free(traces);
}

typedef struct {
    Traces *traces;
    int64_t enrolment;
} Tracing;

static bool trace_post(const Post *post, gpointer data)
{
    const Tracing *tracing = data;
    if (post->enrolment != tracing->enrolment)
        return true;
    g_array_append_val(tracing->traces->posts, post->id);
    if (post->asset)
        g_ptr_array_add(tracing->traces->files, g_strdup(post->asset));
    return true;
}

Traces *traces_of(Store *store, int64_t learner, GError **error)
{
    g_autoptr(Traces) traces = g_new0(Traces, 1);
    traces->enrolments = enrolments_of(store, learner, error);
    traces->posts = g_array_new(FALSE, FALSE, sizeof(int64_t));
    traces->files = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; traces->enrolments && i < traces->enrolments->len; i++) {
        Tracing tracing = { traces, g_array_index(traces->enrolments, int64_t, i) };
        g_autoptr(Enrolment) e = enrolment_get(store, NULL, tracing.enrolment, error);
        if (!e || !post_each(store, e->cohort, trace_post, &tracing, error))
            return NULL;
    }
    return traces->enrolments ? g_steal_pointer(&traces) : NULL;
}

/* As the text stands in a message's JSON. Given. */
static char *json_form(const char *text)
{
    g_autoptr(cJSON) string = cJSON_CreateString(text);
    char *quoted = json_text(string);
    gsize size = strlen(quoted);
    memmove(quoted, quoted + 1, size - 2);
    quoted[size - 2] = '\0';
    return quoted;
}

/* The words, and as they are where they were quoted and cut: longest first. char *, given. */
static GPtrArray *cuts_of(const char *text)
{
    static const gsize quoted[] = { 1000, 200, 160 };
    GPtrArray *cuts = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(cuts, g_strdup(text));
    for (gsize i = 0; i < G_N_ELEMENTS(quoted); i++) {
        if ((gsize)g_utf8_strlen(text, -1) <= quoted[i])
            continue;
        g_autofree char *cut = g_utf8_substring(text, 0, (glong)quoted[i] - 1);
        g_ptr_array_add(cuts, g_strdup(g_strchomp(cut)));
    }
    return cuts;
}

/* How they begin, wherever they were cut. Given. */
static char *start_of(const char *text)
{
    g_autofree char *start = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), START));
    return g_strdup(g_strchomp(start));
}

/* What has gone loses its words; a digest that has not is made anew, from what is then left of the posts; anything else
 * goes without them. */
static bool erase_relay(Context *context, const Cohort *cohort, const OutboxRelay *relay, const GPtrArray *cuts,
    int64_t now, GError **error)
{
    Store *store = context_store(context);
    bool gone = false;
    if (!relay->done && relay->digest && !outbox_withdraw(store, relay->id, DONE_REMOVED, now, &gone, error))
        return false;
    if (gone && !relay_back(store, relay->social ? SOCIAL_KEY : "", relay->enrolment, relay->upto,
                    tutor_next_digest(cohort, now), error))
        return false;
    for (guint i = 0; !relay->done && !gone && i < cuts->len; i++) {
        g_autofree char *needle = json_form(cuts->pdata[i]);
        if (!outbox_leave_words_out(store, relay->id, needle, "…", error))
            return false;
    }
    return (!gone && !relay->done) || outbox_erase_one(store, relay->id, error);
}

bool forget_quotes(Context *context, const Cohort *cohort, const char *text, int64_t now, GError **error)
{
    g_autoptr(GPtrArray) cuts = cuts_of(text);
    g_autofree char *start = start_of(text), *needle = json_form(start);
    g_autoptr(GArray) relays = *needle ? outbox_relays(context_store(context), cohort->id, needle, error) : NULL;
    for (guint i = 0; relays && i < relays->len; i++)
        if (!erase_relay(context, cohort, &g_array_index(relays, OutboxRelay, i), cuts, now, error))
            return false;
    return relays != NULL || !*needle;
}

/* What was said to the whole cohort and stands in the journal. */
static bool erase_said(Context *context, const Cohort *cohort, const char *text, int64_t now, GError **error)
{
    g_autofree char *subject = g_strdup_printf("C%" G_GINT64_FORMAT, cohort->id);
    g_autofree char *start = start_of(text), *needle = json_form(start);
    return !*needle ||
           journal_erase_saying(context_store(context), now, "engine", subject, "words.sent", needle, error);
}

/* What she is called: in digests, in what staff wrote, in the journal. */
static bool erase_name(Context *context, const Cohort *cohort, const char *name, int64_t now, GError **error)
{
    return !name || !*name ||
           (forget_quotes(context, cohort, name, now, error) && erase_said(context, cohort, name, now, error) &&
               post_unname(context_store(context), cohort->id, name, error));
}

/* In messages, in the facilitator's own posts, in reports and in corrections. */
static bool erase_quotes(Context *context, const Cohort *cohort, const Post *post, int64_t now, GError **error)
{
    g_autoptr(GPtrArray) cuts = cuts_of(post->text);
    g_autofree char *start = start_of(post->text);
    return forget_quotes(context, cohort, post->text, now, error) &&
           erase_said(context, cohort, post->text, now, error) &&
           post_unquote(context_store(context), cohort->id, post->id, start, cuts, error);
}

static bool erase_posts(Context *context, const Traces *traces, const Cohort *cohort, int64_t now, GError **error)
{
    Store *store = context_store(context);
    for (guint i = 0; i < traces->posts->len; i++) {
        int64_t id = g_array_index(traces->posts, int64_t, i);
        g_autofree char *subject = g_strdup_printf("P%" G_GINT64_FORMAT, id);
        g_autoptr(Post) post = post_get(store, id, error);
        if (!post || !journal_erase(store, now, "engine", subject, NULL, error) ||
            !coding_forget_post(store, id, error) || !library_fetch_drop(context_library(context), id, error))
            return false;
        if (post->text && g_utf8_strlen(post->text, -1) >= FORGET_LEAST &&
            !erase_quotes(context, cohort, post, now, error))
            return false;
    }
    return true;
}

static bool erase_enrolment(Context *context, const Traces *traces, int64_t id, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), id, error);
    const Cohort *cohort = e ? context_cohort(context, e->cohort, error) : NULL;
    g_autofree char *subject = g_strdup_printf("E%" G_GINT64_FORMAT, id);
    return cohort && erase_posts(context, traces, cohort, now, error) &&
           forget_reviews(context, cohort, id, now, error) && forget_asked(context, cohort, id, now, error) &&
           erase_name(context, cohort, e->name, now, error) && erase_name(context, cohort, e->alias, now, error) &&
           talk_forget(store, id, error) && stock_forget(store, id, error) && tie_forget(store, id, error) &&
           sheet_forget(store, id, error) && post_erase(store, id, now, error) && relay_leave(store, id, error) &&
           quiz_erase(store, id, error) && certify_forget(context, id, error) && outbox_erase(store, id, error) &&
           journal_erase(store, now, "engine", subject, NULL, error);
}

static bool erase_files(Context *context, const Traces *traces, GError **error)
{
    for (guint i = 0; i < traces->files->len; i++) {
        bool shown = false;
        const char *sha256 = traces->files->pdata[i];
        if (!post_shows(context_store(context), sha256, &shown, error) ||
            (!shown && !library_received_erase(context_library(context), sha256, error)))
            return false;
    }
    return true;
}

static bool erase_webhooks(Context *context, int64_t learner, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GPtrArray) addresses = addresses_ever(store, context_vault(context), learner, error);
    for (guint i = 0; addresses && i < addresses->len; i++)
        if (!inbox_erase(store, addresses->pdata[i], error))
            return false;
    return addresses != NULL;
}

bool forget_person(Context *context, int64_t learner, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autofree char *subject = g_strdup_printf("L%" G_GINT64_FORMAT, learner);
    g_autoptr(Traces) traces = traces_of(store, learner, error);
    if (!traces || !outbox_cancel_learner(store, learner, DONE_REMOVED, NULL, now, error))
        return false;
    for (guint i = 0; i < traces->enrolments->len; i++)
        if (!erase_enrolment(context, traces, g_array_index(traces->enrolments, int64_t, i), now, error))
            return false;
    /* Who asks to be forgotten wants no adverts either, from whatever list she stands on. */
    return advert_refuse(store, context_vault(context), learner, now, error) &&
           advert_forget(store, context_vault(context), learner, now, error) &&
           outbox_erase_of_staff(store, learner, error) && erase_files(context, traces, error) &&
           erase_webhooks(context, learner, error) && journal_erase(store, now, "engine", subject, NULL, error) &&
           person_erase(store, context_vault(context), learner, now, error) &&
           journal_add(store, now, "engine", "learner.forgotten", subject, NULL, error);
}

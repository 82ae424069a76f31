/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stored body becomes events, each in a savepoint. Nothing that was answered with 200 is lost: what cannot be parsed
 * or handled is set aside with its fault and can be replayed. */
#include "intake_priv.h"
#include "advertise.h"
#include "fault.h"
#include "inbox.h"
#include "log.h"
#include <string.h>

static void news_free(gpointer data)
{
    TemplateNews *n = data;
    g_free(n->name);
    g_free(n->language);
    g_free(n->event);
    g_free(n->category);
    g_free(n);
}

IntakeNews *intake_news_new(void)
{
    IntakeNews *news = g_new0(IntakeNews, 1);
    news->templates = g_ptr_array_new_with_free_func(news_free);
    return news;
}

void intake_news_free(IntakeNews *news)
{
    if (!news)
        return;
    g_ptr_array_unref(news->templates);
    g_free(news->account);
    g_free(news);
}

static bool from_stranger(const Event *event)
{
    g_autofree char *masked = log_mask_phone(event->from ? event->from : "");
    log_event(LOG_WARN, "intake.stranger", "from", masked, NULL);
    return true;
}

/* The platform's own word that a number or account changed (reference: system messages). */
static bool follow_change(Context *context, const Event *event, int64_t now, GError **error)
{
    Store *store = context_store(context);
    int64_t learner = 0;
    if (!address_find(store, context_vault(context), event->from, event->previous_user_id, &learner, error))
        return false;
    if (!learner)
        return from_stranger(event);
    const Vault *vault = context_vault(context);
    g_autofree char *actor = g_strdup_printf("L%" G_GINT64_FORMAT, learner);
    return (!event->new_wa_id || address_bind(store, vault, learner, "phone", event->new_wa_id, now, error)) &&
           (!event->new_user_id || address_bind(store, vault, learner, "user_id", event->new_user_id, now, error)) &&
           journal_add(store, now, actor, "learner.address_changed", actor, NULL, error);
}

/* The learner behind a message: found by account or number, the account bound on first sight, the window opened. */
bool intake_open_thread(
    Context *context, const Event *event, int64_t learner, int64_t enrolment, int64_t now, GError **error)
{
    Store *store = context_store(context);
    OutboxThread thread;
    g_autoptr(GError) taken = NULL;
    if (event->from && event->user_id &&
        !address_bind(store, context_vault(context), learner, "user_id", event->user_id, now, &taken)) {
        if (!g_error_matches(taken, BARAZA_ERROR, BARAZA_ERROR_STATE)) {
            g_propagate_error(error, g_steal_pointer(&taken));
            return false;
        }
        log_event(LOG_WARN, "intake.account_conflict", "why", taken->message, NULL);
    }
    if (!outbox_thread_get(store, learner, &thread, error))
        return false;
    bool was_closed = thread.window_until <= now;
    int64_t at = event->time > 0 && event->time < now ? event->time : now;
    return outbox_inbound(store, learner, at + context_caps(context)->window, now, error) &&
           (!was_closed || !enrolment || relay_set_next(store, enrolment, now, error));
}

/* Of course adverts she is told as anybody else: what she taps under one and says of them is heard before her desk's
 * words, and her STOP ends them, too. */
static bool take_adverts(
    Context *context, const Event *event, int64_t learner, Word word, int64_t now, bool *taken, GError **error)
{
    if (word == WORD_STOP)
        return advertise_stop(context, learner, event->id, now, error);
    bool tapped = event->payload && g_str_has_prefix(event->payload, "v.");
    return (!tapped && word != WORD_COURSES_ON && word != WORD_COURSES_OFF) ||
           intake_courses(context, event, learner, now, taken, error);
}

/* From the phone of one who works here. A learner's STOP and START count for both. */
static bool take_staff(
    Context *context, const Event *event, int64_t learner, int64_t enrolment, int64_t now, bool *taken, GError **error)
{
    int number = 0;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Staff) staff = staff_of_learner(context_store(context), learner, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!staff)
        return true;
    Word word = event->inbound == INBOUND_TEXT && event->text ? phrase_word(event->text, &number) : WORD_NONE;
    if (enrolment && (word == WORD_STOP || word == WORD_START))
        return staff_set_muted(context_store(context), staff->id, word == WORD_STOP ? now : 0, error);
    if (!enrolment && (!take_adverts(context, event, learner, word, now, taken, error) || *taken))
        return *taken;
    *taken = !enrolment;
    if (enrolment && !intake_staff_meant(context, event, learner, taken, error))
        return false;
    return !*taken || (intake_open_thread(context, event, learner, 0, now, error) &&
                          intake_staff(context, event, staff, enrolment != 0, now, error));
}

static bool take_message(Context *context, const Event *event, IntakeNews *news, int64_t now, GError **error)
{
    Store *store = context_store(context);
    bool fresh = false;
    int64_t learner = 0, enrolment = 0;
    if (!event->id) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "a message without an id");
        return false;
    }
    if (!inbox_see(store, event->id, &fresh, error))
        return false;
    if (!fresh)
        return true;
    if (event->inbound == INBOUND_SYSTEM)
        return follow_change(context, event, now, error);
    if (!address_find(store, context_vault(context), event->from, event->user_id, &learner, error) ||
        (learner && !enrolment_of_learner(store, learner, &enrolment, error)))
        return false;
    bool taken = false;
    if (learner && !take_staff(context, event, learner, enrolment, now, &taken, error))
        return false;
    if (taken)
        return true;
    if (!enrolment && (!intake_courses(context, event, learner, now, &taken, error) || taken))
        return !(error && *error);
    if (!enrolment)
        return intake_join(context, event, learner, now, &taken, error) && (taken || from_stranger(event));
    Inbound in = { .event = event, .news = news, .context = context, .store = store, .now = now };
    g_autoptr(Enrolment) e = NULL;
    if (!intake_open_thread(context, event, learner, enrolment, now, error) ||
        !(e = enrolment_get(store, context_vault(context), enrolment, error)) ||
        !tutor_init(&in.t, context, e, now, error))
        return false;
    return intake_join_again(&in, &taken, error) && (taken || intake_message(&in, error));
}

/* WhatsApp's own switch for what a business offers; anything else of the kind is only noted. */
static bool take_preference(Context *context, const Event *event, int64_t now, GError **error)
{
    int64_t learner = 0;
    bool on = g_strcmp0(event->event, "resume") == 0;
    if (g_strcmp0(event->type, "marketing_messages") != 0 || (!on && g_strcmp0(event->event, "stop") != 0))
        return true;
    return address_find(context_store(context), context_vault(context), event->from, event->user_id, &learner, error) &&
           (!learner || advertise_switched(context, learner, on, now, error));
}

/* Its quality and what it is made of are no state of it. */
static bool is_state(const char *event)
{
    static const char *const others[] = { "QUALITY", "CATEGORY", "CATEGORY_NOTICE", "COMPONENTS", NULL };
    return !g_strv_contains(others, event);
}

static void note_template(const Event *event, IntakeNews *news)
{
    if (!event->name || !event->language || !event->event)
        return;
    TemplateNews *n = g_new0(TemplateNews, 1);
    n->category = g_strdup(g_str_equal(event->event, "CATEGORY_NOTICE") ? NULL : event->price_category);
    n->name = g_strdup(event->name);
    n->language = g_strdup(event->language);
    n->event = is_state(event->event) ? g_strdup(event->event) : NULL;
    g_ptr_array_add(news->templates, n);
}

static bool take_event(
    Context *context, const char *phone_id, const Event *event, IntakeNews *news, int64_t now, GError **error)
{
    if (phone_id && *phone_id && event->number_id && g_strcmp0(phone_id, event->number_id) != 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "it is about number %s, which is not this installation's",
            event->number_id);
        return false;
    }
    switch (event->kind) {
    case EVENT_MESSAGE:
        return take_message(context, event, news, now, error);
    case EVENT_STATUS:
        return intake_status(context, event, now, error);
    case EVENT_TEMPLATE:
        note_template(event, news);
        return true;
    case EVENT_ACCOUNT:
        if (event->event && (strstr(event->event, "RESTRICTION") || strstr(event->event, "VIOLATION") ||
                                strstr(event->event, "DISABLED"))) {
            g_free(news->account);
            news->account =
                g_strdup_printf("WhatsApp has restricted this account (%s); see the WhatsApp Manager.", event->event);
        }
        return true;
    case EVENT_PREFERENCE:
        return take_preference(context, event, now, error);
    case EVENT_NUMBER:
    case EVENT_GROUP:
    case EVENT_ERROR:
    case EVENT_UNKNOWN:
    case EVENT_KINDS:
        break;
    }
    log_event(LOG_INFO, "intake.noted", "kind", event_kind_name(event->kind), "field", event->field ? event->field : "",
        NULL);
    return true;
}

/* The bodies of one slice, or the events of one body that is being done again. */
typedef struct {
    Context *context;
    WebhookAhead *ahead;
    const char *phone_id;
    IntakeNews *news;
    int64_t now;
    const GPtrArray *bodies, *events;
    int64_t raw;
} Slice;

static bool do_event(gpointer data, guint i, GError **error)
{
    const Slice *slice = data;
    const Event *event = slice->events->pdata[i];
    slice->news->newest = MAX(slice->news->newest, event->time);
    return take_event(slice->context, slice->phone_id, slice->events->pdata[i], slice->news, slice->now, error);
}

static bool park_event(gpointer data, guint i, const GError *fault, GError **error)
{
    const Slice *slice = data;
    const Event *event = slice->events->pdata[i];
    log_event(LOG_ERROR, "intake.aside", "kind", event_kind_name(event->kind), "fault", fault->message, NULL);
    g_autoptr(cJSON) json = event_to_json(event);
    g_autofree char *text = json_text(json);
    return inbox_set_aside(context_store(slice->context), slice->raw, text, fault->message, slice->now, error);
}

static bool unreadable(const Slice *slice, const InboxRaw *raw, const GError *fault, GError **error)
{
    Store *store = context_store(slice->context);
    log_event(LOG_ERROR, "intake.unreadable", "fault", fault->message, NULL);
    return inbox_set_aside(store, raw->id, NULL, fault->message, slice->now, error) &&
           inbox_done(store, raw->id, slice->now, error);
}

/* A body whose events are all taken, as nearly every one is. */
static bool do_body(gpointer data, guint i, GError **error)
{
    Slice *slice = data;
    const InboxRaw *raw = slice->bodies->pdata[i];
    g_autoptr(GError) fault = NULL;
    g_autoptr(GPtrArray) events = webhook_ahead_take(slice->ahead, raw->body, raw->size, &fault);
    if (!events)
        return unreadable(slice, raw, fault, error);
    slice->events = events;
    for (guint n = 0; n < events->len; n++)
        if (!do_event(slice, n, error))
            return false;
    FAULT("intake.body");
    return inbox_done(context_store(slice->context), raw->id, slice->now, error);
}

/* A body with an event that fails: that one is set aside, the others are taken. */
static bool park_body(gpointer data, guint i, const GError *fault, GError **error)
{
    static const StoreItems items = { .item = do_event, .park = park_event };
    Slice *slice = data;
    const InboxRaw *raw = slice->bodies->pdata[i];
    g_autoptr(GPtrArray) events = webhook_parse(raw->body, raw->size, NULL);
    slice->events = events;
    slice->raw = raw->id;
    return (!events || store_items(context_store(slice->context), &items, events->len, slice, error)) &&
           inbox_done(context_store(slice->context), raw->id, slice->now, error);
}

bool intake_slice(Context *context, WebhookAhead *ahead, const char *phone_id, int64_t now, int limit, IntakeNews *news,
    int *worked, GError **error)
{
    static const StoreItems items = { .item = do_body, .park = park_body };
    *worked = 0;
    g_autoptr(GPtrArray) bodies = inbox_take(context_store(context), limit, error);
    if (!bodies)
        return false;
    Slice slice = {
        .context = context, .ahead = ahead, .phone_id = phone_id, .news = news, .now = now, .bodies = bodies
    };
    *worked = (int)bodies->len;
    return store_items(context_store(context), &items, bodies->len, &slice, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dispatch_priv.h"
#include "fault.h"
#include "log.h"
#include <string.h>

#define UPLOADS_AT_ONCE 4

Dispatch *dispatch_new(Context *context, Channel *channel, const DispatchConfig *config)
{
    Dispatch *d = g_new0(Dispatch, 1);
    d->context = context;
    d->channel = channel;
    d->config = *config;
    d->second = -1;
    d->unsettled = g_ptr_array_new_with_free_func((GDestroyNotify)channel_outcome_free);
    d->uploading = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    d->fetching = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return d;
}

void dispatch_free(Dispatch *d)
{
    if (!d)
        return;
    g_ptr_array_unref(d->unsettled);
    g_hash_table_unref(d->uploading);
    g_hash_table_unref(d->fetching);
    g_free(d->paused);
    g_free(d);
}

/* "name/language": the key under which a template's creation comes back. */
static bool want_template(Dispatch *d, const cJSON *definition, GError **error)
{
    const char *name = json_string(definition, "name"), *language = json_string(definition, "language");
    g_autofree char *status = NULL;
    if (!name || !language || !library_template_get(context_library(d->context), name, language, &status, error))
        return error == NULL || *error == NULL;
    if (*status)
        return true;
    g_autofree char *key = g_strdup_printf("%s/%s", name, language);
    d->channel->create_template(d->channel, key, definition);
    return true;
}

bool dispatch_start(Dispatch *d, int64_t now, GError **error)
{
    int64_t recovered = 0;
    g_autoptr(StoreTx) tx = store_begin(context_store(d->context), error);
    if (!tx || !outbox_recover(context_store(d->context), now, &recovered, error) ||
        !store_commit(g_steal_pointer(&tx), error))
        return false;
    if (recovered) {
        g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, recovered);
        log_event(LOG_WARN, "dispatch.recovered", "unknown", n, NULL);
    }
    if (!d->config.account || !*d->config.account)
        return true;
    g_autoptr(cJSON) templates = layout_templates();
    const cJSON *definition = NULL;
    cJSON_ArrayForEach(definition, templates) if (!want_template(d, definition, error)) return false;
    return true;
}

bool dispatch_template(
    Dispatch *d, const char *name, const char *language, const char *event, int64_t now, GError **error)
{
    Store *store = context_store(d->context);
    const char *status = g_str_equal(event, "REINSTATED") || g_str_equal(event, "UNPAUSED") ? "APPROVED" : event;
    return library_template_set(context_library(d->context), name, language, status, now, error) &&
           (!g_str_equal(status, "APPROVED") || outbox_release(store, 0, HELD_TEMPLATE, now, NULL, error));
}

bool dispatch_template_category(
    Dispatch *d, const char *name, const char *language, const char *category, int64_t now, GError **error)
{
    return library_template_set_category(context_library(d->context), name, language, category, error) &&
           outbox_release(context_store(d->context), 0, HELD_TEMPLATE, now, NULL, error);
}

/* Files and templates tell of a dead token as well, the evening before the first message. */
#define TOKEN_DEAD 190

static bool settle_asset(Dispatch *d, const ChannelAsset *a, int64_t now, GError **error)
{
    Library *library = context_library(d->context);
    bool fetched = false;
    if (!a->ok && a->code == TOKEN_DEAD)
        dispatch_pause(d, a->detail ? a->detail : "The access token is not accepted.", now);
    if (!dispatch_settle_fetch(d, a, now, &fetched, error))
        return false;
    if (fetched)
        return true;
    if (g_hash_table_remove(d->uploading, a->key)) {
        if (!a->ok)
            log_event(LOG_WARN, "dispatch.upload", "file", a->key, "why", a->detail ? a->detail : "", NULL);
        return library_upload_settle(
                   library, a->key, context_number(d->context), a->ok ? a->media_id : NULL, a->detail, now, error) &&
               (!a->ok || outbox_release(context_store(d->context), 0, HELD_UPLOAD, now, NULL, error));
    }
    const char *slash = strrchr(a->key, '/');
    if (!slash)
        return true;
    g_autofree char *name = g_strndup(a->key, (gsize)(slash - a->key));
    if (!a->ok)
        log_event(LOG_WARN, "dispatch.template", "name", name, "why", a->detail ? a->detail : "", NULL);
    if (!a->ok && g_str_equal(name, LAYOUT_ADVERT))
        return dispatch_template_refused(d, slash + 1, a->code, now, error);
    /* Code 2388024 and its like say that it is there already: its state comes with the next webhook or the first send.
     */
    return !a->ok || (dispatch_template(d, name, slash + 1, a->media_id ? a->media_id : "PENDING", now, error) &&
                         (!a->category || dispatch_template_category(d, name, slash + 1, a->category, now, error)));
}

static bool start_uploads(Dispatch *d, int64_t now, int *worked, GError **error)
{
    int room = UPLOADS_AT_ONCE - (int)g_hash_table_size(d->uploading);
    if (room <= 0)
        return true;
    g_autoptr(GPtrArray) wanted = library_uploads_wanted(context_library(d->context), now, room, error);
    if (!wanted)
        return false;
    for (guint i = 0; i < wanted->len; i++) {
        const LibraryUpload *u = wanted->pdata[i];
        g_autofree char *path = library_media_path(context_library(d->context), u->sha256);
        g_autoptr(GError) fault = NULL;
        char *bytes = NULL;
        gsize size = 0;
        if (!path || !g_file_get_contents(path, &bytes, &size, &fault)) {
            if (!library_upload_settle(context_library(d->context), u->sha256, u->number, NULL,
                    fault ? fault->message : "The file is gone.", now, error))
                return false;
            continue;
        }
        g_autoptr(GBytes) content = g_bytes_new_take(bytes, size);
        g_hash_table_add(d->uploading, g_strdup(u->sha256));
        d->channel->upload(d->channel, u->sha256, u->mime, u->filename, content);
        ++*worked;
    }
    return true;
}

typedef struct {
    Dispatch *dispatch;
    const GPtrArray *outcomes;
    int64_t now;
} Outcomes;

static bool settle_one(gpointer data, guint i, GError **error)
{
    const Outcomes *o = data;
    return dispatch_outcome(o->dispatch, o->outcomes->pdata[i], o->now, error);
}

/* What cannot be settled counts as unknown: a status may tell, or the deadline of its kind decides. */
static bool park_outcome(gpointer data, guint i, const GError *fault, GError **error)
{
    const Outcomes *o = data;
    const ChannelOutcome *outcome = o->outcomes->pdata[i];
    Store *store = context_store(o->dispatch->context);
    log_event(LOG_WARN, "dispatch.unsettled", "why", fault->message, NULL);
    g_autoptr(OutboxMsg) msg = outbox_leased(store, outcome->id, error);
    if (!msg)
        return error == NULL || *error == NULL;
    return outbox_mark_unknown(store, msg->id, o->now + owed_rule(msg->kind)->wait, error);
}

bool dispatch_settle(Dispatch *d, int64_t now, int *worked, GError **error)
{
    g_autoptr(GPtrArray) assets = g_ptr_array_new_with_free_func((GDestroyNotify)channel_asset_free);
    d->channel->drain(d->channel, d->unsettled);
    *worked = (int)(d->unsettled->len + d->channel->drain_assets(d->channel, assets));
    static const StoreItems items = { .item = settle_one, .park = park_outcome };
    Outcomes data = { d, d->unsettled, now };
    if (!store_items(context_store(d->context), &items, d->unsettled->len, &data, error))
        return false;
    for (guint i = 0; i < assets->len; i++)
        if (!settle_asset(d, assets->pdata[i], now, error))
            return false;
    if (!dispatch_want_templates(d, now, error) || !dispatch_overdue(d, now, worked, error) ||
        !start_uploads(d, now, worked, error) || !dispatch_start_fetches(d, now, worked, error) ||
        !dispatch_sweep(d, now, error))
        return false;
    FAULT("dispatch.settling");
    return true;
}

void dispatch_settled(Dispatch *d)
{
    g_ptr_array_set_size(d->unsettled, 0);
}

bool dispatch_recall(Dispatch *d, int64_t learner, GError **error)
{
    g_autoptr(GArray) ids = outbox_leased_to(context_store(d->context), learner, error);
    if (!ids)
        return false;
    for (guint i = 0; i < ids->len; i++)
        d->channel->recall(d->channel, g_array_index(ids, int64_t, i));
    return true;
}

bool dispatch_next(Dispatch *d, int64_t now, int64_t *at, GError **error)
{
    int64_t fetch = INT64_MAX;
    if (!outbox_next(context_store(d->context), now, at, error) || !dispatch_next_fetch(d, &fetch, error))
        return false;
    if (d->paused)
        *at = MAX(*at, d->probe_at);
    if (*at <= now && d->second == now && d->sent >= d->config.rate)
        *at = now + 1;
    *at = MAX(*at, d->slow_until);
    /* A full flight window is opened by the channel's answers, not by time. */
    if (*at <= now && (int)d->channel->in_flight(d->channel) >= d->config.in_flight)
        *at = INT64_MAX;
    *at = MIN(*at, fetch);
    return true;
}

bool dispatch_idle(const Dispatch *d)
{
    return d->channel->in_flight(d->channel) == 0 && d->unsettled->len == 0;
}

const char *dispatch_paused(const Dispatch *d)
{
    return d->paused;
}

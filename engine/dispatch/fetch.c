/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that learners send: loaded while the platform still has them, so that a facilitator may look at them and a
 * released one reaches the room; erased when no post shows them any more. */
#include "dispatch_priv.h"
#include "clock.h"
#include "discussion.h"
#include "log.h"
#include "missing.h"

#define FETCHES_AT_ONCE 2
#define SWEEP_EVERY HOUR

static char *fetch_key(int64_t post)
{
    return g_strdup_printf("P%" G_GINT64_FORMAT, post);
}

/* A post that was taken back, rejected or erased meanwhile needs no file. */
static bool start_one(Dispatch *d, const LibraryFetch *fetch, int64_t now, int *worked, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post = post_get(context_store(d->context), fetch->post, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    bool shown = post && post->media &&
                 (post->state == POST_HELD || post->state == POST_SHARED || post->state == POST_QUESTION ||
                     post->state == POST_WORK);
    if (!shown)
        return library_fetch_fail(
            context_library(d->context), fetch->post, "The post is not there any more.", true, now, error);
    g_autofree char *key = fetch_key(fetch->post);
    d->channel->fetch(d->channel, key, fetch->media_id);
    g_hash_table_insert(d->fetching, g_steal_pointer(&key), g_strdup(fetch->mime));
    ++*worked;
    return true;
}

bool dispatch_start_fetches(Dispatch *d, int64_t now, int *worked, GError **error)
{
    int room = FETCHES_AT_ONCE - (int)g_hash_table_size(d->fetching);
    if (room <= 0)
        return true;
    g_autoptr(GPtrArray) wanted = library_fetches_wanted(context_library(d->context), now, room, error);
    for (guint i = 0; wanted && i < wanted->len; i++)
        if (!start_one(d, wanted->pdata[i], now, worked, error))
            return false;
    return wanted != NULL;
}

static bool keep(Dispatch *d, int64_t post, const ChannelAsset *a, const char *sent_as, int64_t now, GError **error)
{
    g_autofree char *sha256 = NULL;
    const char *mime = NULL;
    return library_fetch_keep(
               context_library(d->context), post, a->bytes, sent_as ? sent_as : a->mime, now, &sha256, &mime, error) &&
           (!sha256 || post_set_asset(context_store(d->context), post, sha256, mime, error));
}

bool dispatch_settle_fetch(Dispatch *d, const ChannelAsset *a, int64_t now, bool *mine, GError **error)
{
    char *key = NULL, *sent_as = NULL;
    *mine = g_hash_table_steal_extended(d->fetching, a->key, (gpointer *)&key, (gpointer *)&sent_as);
    if (!*mine)
        return true;
    int64_t post = g_ascii_strtoll(key + 1, NULL, 10);
    if (!a->ok)
        log_event(LOG_WARN, "dispatch.fetch", "post", key, "why", a->detail ? a->detail : "", NULL);
    bool ok = a->ok ? keep(d, post, a, sent_as, now, error)
                    : library_fetch_fail(context_library(d->context), post, a->detail, a->gone, now, error);
    g_free(key);
    g_free(sent_as);
    return ok;
}

bool dispatch_sweep(Dispatch *d, int64_t now, GError **error)
{
    if (now < d->sweep_at)
        return true;
    d->sweep_at = now + SWEEP_EVERY;
    g_autoptr(GPtrArray) files = library_received_files(context_library(d->context), error);
    for (guint i = 0; files && i < files->len; i++) {
        bool shown = true;
        g_autoptr(GError) fault = NULL;
        if (!post_shows(context_store(d->context), files->pdata[i], &shown, error))
            return false;
        if (!shown && !library_received_erase(context_library(d->context), files->pdata[i], &fault))
            log_event(LOG_ERROR, "dispatch.sweep", "why", fault->message, NULL);
    }
    return files != NULL;
}

bool dispatch_next_fetch(Dispatch *d, int64_t *at, GError **error)
{
    *at = INT64_MAX;
    return (int)g_hash_table_size(d->fetching) >= FETCHES_AT_ONCE ||
           library_fetch_next(context_library(d->context), at, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer means. Only two things are certain: a message id (the platform has it) and the platform's own error
 * (it has not). An answer that came from something in between, or that cannot be read, is unknown wherever the request
 * may have reached the platform. */
#include "channel_priv.h"

#include "json_doc.h"

#define GONE_OBJECT_SUBCODE 33 /* with code 100: "Unsupported get/post request": our number's id, not our message */

static JsonDoc *read_body(const HttpResponse *response)
{
    gsize size = 0;
    const char *bytes = response->body ? g_bytes_get_data(response->body, &size) : NULL;
    return bytes ? json_doc_parse(bytes, size, NULL) : NULL;
}

static const char *first_text(const cJSON *object, const char *const *paths)
{
    for (; *paths; paths++) {
        const char *text = json_string(object, *paths);
        if (text && *text)
            return text;
    }
    return NULL;
}

bool channel_read_error(const cJSON *root, int *code, char **detail)
{
    static const char *const sentences[] = { "error_data.details", "error_user_msg", "message", "type", NULL };
    const cJSON *error = json_at(root, "error");
    int64_t number = json_int(error, "code", -1);
    if (number < 0 || number > G_MAXINT)
        return false;
    bool gone = number == 100 && json_int(error, "error_subcode", 0) == GONE_OBJECT_SUBCODE;
    *code = gone ? GONE_OBJECT_SUBCODE : (int)number;
    const char *sentence = first_text(error, sentences), *trace = json_string(error, "fbtrace_id");
    *detail = g_strdup_printf("%s%s%s%s", sentence ? sentence : "no reason given", trace ? " (trace " : "",
        trace ? trace : "", trace ? ")" : "");
    return true;
}

static void read_accepted(ChannelOutcome *outcome, const cJSON *root, char *wamid)
{
    outcome->result = CHANNEL_ACCEPTED;
    outcome->wamid = wamid;
    outcome->wa_id = json_id(root, "contacts.0.wa_id");
    outcome->user_id = json_id(root, "contacts.0.user_id");
}

static void read_refused(ChannelOutcome *outcome, const cJSON *root, int http_status)
{
    outcome->result = CHANNEL_REFUSED;
    bool transient = json_bool(root, "error.is_transient", false);
    outcome->refusal =
        channel_refusal(outcome->code, transient ? MAX(http_status, 500) : http_status, &outcome->retry_after);
}

/* A refusal by what stands between us and the platform: nothing of ours was judged, so nothing of ours is to blame. */
static void read_foreign(ChannelOutcome *outcome, int http_status)
{
    bool denied = http_status == 401 || http_status == 403 || http_status == 407;
    outcome->result = CHANNEL_REFUSED;
    outcome->refusal = http_status == 413 ? REFUSAL_CONTENT : denied ? REFUSAL_AUTH : REFUSAL_BACKOFF;
    outcome->retry_after = outcome->refusal == REFUSAL_BACKOFF ? 60 : 0;
    outcome->detail =
        g_strdup_printf("HTTP status %d without an error of the platform: something in between answered", http_status);
}

static void read_done(ChannelOutcome *outcome, const HttpResponse *response)
{
    g_autoptr(JsonDoc) doc = read_body(response);
    const cJSON *root = json_doc_root(doc);
    bool success = response->status >= 200 && response->status < 300;
    g_autofree char *wamid = success ? json_id(root, "messages.0.id") : NULL;
    if (wamid && *wamid) {
        read_accepted(outcome, root, g_steal_pointer(&wamid));
    } else if (channel_read_error(root, &outcome->code, &outcome->detail)) {
        read_refused(outcome, root, response->status);
    } else if (success || response->status >= 500) {
        outcome->result = CHANNEL_UNKNOWN;
        outcome->detail =
            g_strdup_printf("HTTP status %d without a message id or an error of the platform", response->status);
    } else {
        read_foreign(outcome, response->status);
    }
}

static char *reason_of(const HttpResponse *response)
{
    return g_strdup(response->reason ? response->reason : "the connection failed");
}

ChannelOutcome *channel_cloud_decode(int64_t id, int attempt, const HttpResponse *response)
{
    ChannelOutcome *outcome = g_new0(ChannelOutcome, 1);
    outcome->id = id;
    outcome->attempt = attempt;
    if (response->end == HTTP_DONE) {
        read_done(outcome, response);
    } else {
        outcome->result = response->end == HTTP_NEVER_LEFT ? CHANNEL_NEVER_LEFT : CHANNEL_UNKNOWN;
        outcome->detail = reason_of(response);
    }
    return outcome;
}

ChannelAsset *channel_read_asset(char *key, const char *member, const HttpResponse *response)
{
    ChannelAsset *asset = g_new0(ChannelAsset, 1);
    asset->key = key;
    if (response->end != HTTP_DONE) {
        asset->detail = reason_of(response);
        return asset;
    }
    g_autoptr(JsonDoc) doc = read_body(response);
    const cJSON *root = json_doc_root(doc);
    if (response->status >= 200 && response->status < 300)
        asset->media_id = json_id(root, member);
    asset->ok = asset->media_id && *asset->media_id;
    asset->category = asset->ok ? g_strdup(json_string(root, "category")) : NULL;
    if (!asset->ok && !channel_read_error(root, &asset->code, &asset->detail))
        asset->detail =
            g_strdup_printf("HTTP status %d without \"%s\" or an error of the platform", response->status, member);
    return asset;
}

void channel_outcome_free(ChannelOutcome *outcome)
{
    if (!outcome)
        return;
    g_free(outcome->wamid);
    g_free(outcome->wa_id);
    g_free(outcome->user_id);
    g_free(outcome->detail);
    g_free(outcome);
}

void channel_asset_free(ChannelAsset *asset)
{
    if (!asset)
        return;
    g_free(asset->key);
    g_free(asset->media_id);
    g_free(asset->category);
    g_clear_pointer(&asset->bytes, g_bytes_unref);
    g_free(asset->mime);
    g_free(asset->detail);
    g_free(asset);
}

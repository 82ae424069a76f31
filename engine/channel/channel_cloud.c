/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver: requests out, answers matched to what they answer. Every request has a number of its own here, so that
 * two attempts at one message are never taken for each other. */
#include "channel_priv.h"
#include "channel_limits.h"
#include "error.h"
#include <string.h>

typedef enum { JOB_SEND, JOB_UPLOAD, JOB_TEMPLATE, JOB_READ, JOB_LOOK_UP, JOB_LOAD } JobKind;

typedef struct {
    gint64 request; /* first: it is the key of `jobs` */
    gint64 id;      /* of the message; the key of `sending` */
    JobKind kind;
    int attempt;
    char *key;  /* of the asset */
    char *mime; /* of a file that is loaded */
} Job;

typedef struct {
    Channel channel; /* first: the caller's pointer is to it */
    HttpTransport *transport, *media_transport;
    char *root, *phone_id, *media_url; /* root: "/v25.0" */
    char *token, *messages_path, *media_path, *templates_path;
    GHashTable *jobs;             /* request number -> Job, owned */
    GHashTable *sending;          /* message id -> its latest Job, borrowed */
    GPtrArray *outcomes, *assets; /* come, not drained */
    gint64 last_request;
} Cloud;

const ChannelCaps channel_caps_cloud = {
    .max_text = LIMIT_TEXT,
    .max_caption = LIMIT_CAPTION,
    .max_body = LIMIT_BODY,
    .max_buttons = LIMIT_BUTTONS,
    .button_title = LIMIT_BUTTON_TITLE,
    .max_rows = LIMIT_ROWS,
    .row_title = LIMIT_ROW_TITLE,
    .row_description = LIMIT_ROW_DESCRIPTION,
    .list_label = LIMIT_LIST_LABEL,
    .window = LIMIT_WINDOW,
    .window_margin = LIMIT_WINDOW_MARGIN,
    .pair_burst = LIMIT_PAIR_BURST,
    .pair_every = LIMIT_PAIR_EVERY,
};

static void job_free(gpointer data)
{
    Job *job = data;
    g_free(job->key);
    g_free(job->mime);
    g_free(job);
}

static Job *job_add(Cloud *cloud, JobKind kind)
{
    Job *job = g_new0(Job, 1);
    job->request = ++cloud->last_request;
    job->kind = kind;
    g_hash_table_insert(cloud->jobs, &job->request, job);
    return job;
}

/* A newer attempt at the same message keeps its place. */
static void job_end(Cloud *cloud, Job *job)
{
    if (job->kind == JOB_SEND && g_hash_table_lookup(cloud->sending, &job->id) == job)
        g_hash_table_remove(cloud->sending, &job->id);
    g_hash_table_remove(cloud->jobs, &job->request);
}

/* POSTs a body; takes it. */
static HttpRequest *new_post(Cloud *cloud, const Job *job, const char *path, const char *content_type, GBytes *body)
{
    HttpRequest *request = g_new0(HttpRequest, 1);
    request->id = job->request;
    request->method = g_strdup("POST");
    request->path = g_strdup(path);
    request->bearer = g_strdup(cloud->token);
    request->content_type = g_strdup(content_type);
    request->body = body;
    return request;
}

static void post_json(Cloud *cloud, const Job *job, const char *path, char *json)
{
    GBytes *body = g_bytes_new_take(json, strlen(json));
    cloud->transport->submit(cloud->transport, new_post(cloud, job, path, "application/json", body));
}

/* What we refuse ourselves: a missing file is uploaded, a wrong address is final, the rest is the author's. */
static void refuse(Cloud *cloud, const ChannelSend *send, const GError *error)
{
    ChannelOutcome *outcome = g_new0(ChannelOutcome, 1);
    outcome->id = send->id;
    outcome->attempt = send->attempt;
    outcome->result = CHANNEL_REFUSED;
    outcome->refusal = error->code == BARAZA_ERROR_MISSING ? REFUSAL_MEDIA
                       : error->code == BARAZA_ERROR_STATE ? REFUSAL_PERMANENT
                                                           : REFUSAL_CONTENT;
    outcome->detail = g_strdup(error->message);
    g_ptr_array_add(cloud->outcomes, outcome);
}

static void cloud_submit(Channel *channel, const ChannelSend *send)
{
    Cloud *cloud = (Cloud *)channel;
    g_autoptr(GError) error = NULL;
    char *json = channel_cloud_encode(send, &error);
    if (!json) {
        refuse(cloud, send, error);
        return;
    }
    Job *job = job_add(cloud, JOB_SEND);
    job->id = send->id;
    job->attempt = send->attempt;
    g_hash_table_replace(cloud->sending, &job->id, job);
    post_json(cloud, job, cloud->messages_path, json);
}

static HttpRequest *new_get(Cloud *cloud, const Job *job, char *path)
{
    HttpRequest *request = g_new0(HttpRequest, 1);
    request->id = job->request;
    request->method = g_strdup("GET");
    request->path = path;
    request->bearer = g_strdup(cloud->token);
    return request;
}

static void cloud_fetch(Channel *channel, const char *key, const char *media_id)
{
    Cloud *cloud = (Cloud *)channel;
    Job *job = job_add(cloud, JOB_LOOK_UP);
    g_autofree char *escaped = g_uri_escape_string(media_id, NULL, FALSE);
    char *path = g_strdup_printf("%s/%s?phone_number_id=%s", cloud->root, escaped, cloud->phone_id);
    job->key = g_strdup(key);
    cloud->transport->submit(cloud->transport, new_get(cloud, job, path));
}

/* The address is good for minutes only: it is used at once. */
static void load(Cloud *cloud, const Job *lookup, const HttpResponse *response)
{
    char *path = NULL, *mime = NULL;
    ChannelAsset *failure = channel_read_lookup(lookup->key, cloud->media_url, response, &path, &mime);
    if (failure) {
        g_ptr_array_add(cloud->assets, failure);
        return;
    }
    Job *job = job_add(cloud, JOB_LOAD);
    job->key = g_strdup(lookup->key);
    job->mime = mime;
    cloud->media_transport->submit(cloud->media_transport, new_get(cloud, job, path));
}

static void settle(Cloud *cloud, Job *job, const HttpResponse *response)
{
    switch (job->kind) {
    case JOB_SEND:
        g_ptr_array_add(cloud->outcomes, channel_cloud_decode(job->id, job->attempt, response));
        break;
    case JOB_UPLOAD:
        g_ptr_array_add(cloud->assets, channel_read_asset(g_steal_pointer(&job->key), "id", response));
        break;
    case JOB_TEMPLATE:
        g_ptr_array_add(cloud->assets, channel_read_asset(g_steal_pointer(&job->key), "status", response));
        break;
    case JOB_READ:
        break;
    case JOB_LOOK_UP:
        load(cloud, job, response);
        break;
    case JOB_LOAD:
        g_ptr_array_add(cloud->assets, channel_read_file(job->key, job->mime, response));
        break;
    }
    job_end(cloud, job);
}

static void pull(Cloud *cloud)
{
    g_autoptr(GPtrArray) responses = g_ptr_array_new_with_free_func((GDestroyNotify)http_response_free);
    cloud->transport->drain(cloud->transport, responses);
    if (cloud->media_transport != cloud->transport)
        cloud->media_transport->drain(cloud->media_transport, responses);
    for (guint i = 0; i < responses->len; i++) {
        const HttpResponse *response = g_ptr_array_index(responses, i);
        gint64 request = response->id;
        Job *job = g_hash_table_lookup(cloud->jobs, &request);
        if (job)
            settle(cloud, job, response);
    }
}

/* Moves all of `from` to `to`, and with it who frees them. */
static guint hand_over(GPtrArray *from, GPtrArray *to)
{
    guint n = from->len;
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(to, g_steal_pointer(&from->pdata[i]));
    g_ptr_array_set_size(from, 0);
    return n;
}

static guint cloud_drain(Channel *channel, GPtrArray *outcomes)
{
    Cloud *cloud = (Cloud *)channel;
    pull(cloud);
    return hand_over(cloud->outcomes, outcomes);
}

static guint cloud_drain_assets(Channel *channel, GPtrArray *assets)
{
    Cloud *cloud = (Cloud *)channel;
    pull(cloud);
    return hand_over(cloud->assets, assets);
}

static void cloud_recall(Channel *channel, int64_t id)
{
    Cloud *cloud = (Cloud *)channel;
    gint64 message = id;
    Job *job = g_hash_table_lookup(cloud->sending, &message);
    if (!job || !cloud->transport->recall(cloud->transport, job->request))
        return;
    HttpResponse taken_back = { .end = HTTP_NEVER_LEFT, .reason = (char *)"taken back before it left" };
    settle(cloud, job, &taken_back);
}

static guint cloud_in_flight(Channel *channel)
{
    Cloud *cloud = (Cloud *)channel;
    return g_hash_table_size(cloud->jobs) + cloud->outcomes->len + cloud->assets->len;
}

/* What is refused here has the platform's own code for a file it cannot load. */
static void refuse_file(Cloud *cloud, const char *key, const GError *error)
{
    ChannelAsset *asset = g_new0(ChannelAsset, 1);
    asset->key = g_strdup(key);
    asset->code = 131053;
    asset->detail = g_strdup(error->message);
    g_ptr_array_add(cloud->assets, asset);
}

static void cloud_upload(Channel *channel, const char *key, const char *mime, const char *file_name, GBytes *bytes)
{
    Cloud *cloud = (Cloud *)channel;
    g_autoptr(GError) error = NULL;
    if (!channel_check_file(mime, g_bytes_get_size(bytes), &error)) {
        refuse_file(cloud, key, error);
        return;
    }
    Job *job = job_add(cloud, JOB_UPLOAD);
    job->key = g_strdup(key);
    HttpRequest *request = new_post(cloud, job, cloud->media_path, mime, g_bytes_ref(bytes));
    request->file_name = g_strdup(file_name && *file_name ? file_name : "file");
    request->fields = g_ptr_array_new_with_free_func(g_free);
    static const char *const product[] = { "messaging_product", "whatsapp", "type" };
    for (gsize i = 0; i < G_N_ELEMENTS(product); i++)
        g_ptr_array_add(request->fields, g_strdup(product[i]));
    g_ptr_array_add(request->fields, g_strdup(mime));
    cloud->transport->submit(cloud->transport, request);
}

static void cloud_create_template(Channel *channel, const char *key, const cJSON *definition)
{
    Cloud *cloud = (Cloud *)channel;
    Job *job = job_add(cloud, JOB_TEMPLATE);
    job->key = g_strdup(key);
    post_json(cloud, job, cloud->templates_path, json_text(definition));
}

static void cloud_mark_read(Channel *channel, const char *wamid)
{
    Cloud *cloud = (Cloud *)channel;
    GString *json = g_string_new("{\"messaging_product\":\"whatsapp\",\"status\":\"read\"");
    channel_write_member(json, ",", "message_id", wamid);
    g_string_append_c(json, '}');
    post_json(cloud, job_add(cloud, JOB_READ), cloud->messages_path, g_string_free(json, FALSE));
}

static void cloud_free(Channel *channel)
{
    Cloud *cloud = (Cloud *)channel;
    g_hash_table_unref(cloud->sending);
    g_hash_table_unref(cloud->jobs);
    g_ptr_array_unref(cloud->outcomes);
    g_ptr_array_unref(cloud->assets);
    g_free(cloud->root);
    g_free(cloud->phone_id);
    g_free(cloud->media_url);
    g_free(cloud->token);
    g_free(cloud->messages_path);
    g_free(cloud->media_path);
    g_free(cloud->templates_path);
    g_free(cloud);
}

Channel *channel_cloud_new(HttpTransport *transport, const ChannelCloud *config)
{
    Cloud *cloud = g_new0(Cloud, 1);
    cloud->channel = (Channel){
        .caps = channel_caps_cloud,
        .submit = cloud_submit,
        .drain = cloud_drain,
        .recall = cloud_recall,
        .in_flight = cloud_in_flight,
        .upload = cloud_upload,
        .fetch = cloud_fetch,
        .create_template = cloud_create_template,
        .drain_assets = cloud_drain_assets,
        .mark_read = cloud_mark_read,
        .free = cloud_free,
    };
    cloud->transport = transport;
    cloud->media_transport = config->media_transport ? config->media_transport : transport;
    cloud->media_url = g_strdup(config->media_url ? config->media_url : CHANNEL_MEDIA_URL);
    cloud->root = g_strconcat("/", config->version, NULL);
    cloud->phone_id = g_strdup(config->phone_id);
    cloud->token = g_strdup(config->token);
    cloud->messages_path = g_strdup_printf("/%s/%s/messages", config->version, config->phone_id);
    cloud->media_path = g_strdup_printf("/%s/%s/media", config->version, config->phone_id);
    cloud->templates_path = g_strdup_printf("/%s/%s/message_templates", config->version, config->waba_id);
    cloud->jobs = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, job_free);
    cloud->sending = g_hash_table_new(g_int64_hash, g_int64_equal);
    cloud->outcomes = g_ptr_array_new_with_free_func((GDestroyNotify)channel_outcome_free);
    cloud->assets = g_ptr_array_new_with_free_func((GDestroyNotify)channel_asset_free);
    return &cloud->channel;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all are a request to the simulated platform: an answer with a status and JSON, recorded when it refuses,
 * never a crash. The first byte says what the rest is: M a message, T a template and a message that uses it, else an
 * upload whose boundary is X. */
#define REPLAY_CUTS 4096
#include "json.h"
#include "platform_phone.h"
#include "replay.h"

#include <string.h>

static void ask(Platform *platform, const char *path, const char *type, const void *body, gsize size)
{
    g_auto(PlatformAnswer) answer = { 0 };
    guint before = platform_refusals(platform);
    platform_request(platform, 1796601600, "POST", path, "wasim-token", type, body, size, &answer);
    g_autoptr(cJSON) json =
        answer.body ? json_parse(g_bytes_get_data(answer.body, NULL), g_bytes_get_size(answer.body), NULL) : NULL;
    if (!json || (answer.status == 200) != (platform_refusals(platform) == before))
        g_error("status %d with %u refusals more, and %s", answer.status, platform_refusals(platform) - before,
            json ? "JSON" : "no JSON");
}

static void run(Platform *platform)
{
    g_autoptr(GArray) due = g_array_new(FALSE, FALSE, sizeof(PlatformWebhook));
    platform_webhooks(platform, 1796601600 + 86400, due);
    for (guint i = 0; i < due->len; i++) {
        const PlatformWebhook *webhook = &g_array_index(due, PlatformWebhook, i);
        g_autoptr(cJSON) body = json_parse(webhook->body, webhook->size, NULL);
        if (!body || !g_str_is_ascii(webhook->body))
            g_error("a webhook that is no ASCII JSON: %s", webhook->body);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char messages[] = "/v25.0/106540352242922/messages",
                      templates[] = "/v25.0/102290129340398/message_templates";
    PlatformConfig config = platform_config();
    g_autoptr(Platform) platform = platform_new(&config);
    PlatformPhone phone = { .number = "263770000001", .name = "Amina" };
    platform_advance(platform, 1796601600);
    platform_phone_add(platform, &phone);
    platform_phone_text(platform, 1796601600, 0, "hi", NULL);
    const uint8_t *cut = size ? memchr(bytes, '\0', size) : NULL;
    const uint8_t *rest = size ? bytes + 1 : bytes;
    gsize n = size ? size - 1 : 0;
    if (size && bytes[0] == 'M') {
        ask(platform, messages, "application/json", rest, n);
    } else if (size && bytes[0] == 'T') {
        ask(platform, templates, "application/json", rest, cut ? (gsize)(cut - rest) : n);
        platform_template_set(platform, 1796601600, "fuzz", "en", "APPROVED");
        if (cut)
            ask(platform, messages, "application/json", cut + 1, size - (gsize)(cut - bytes) - 1);
    } else {
        ask(platform, "/v25.0/106540352242922/media", "multipart/form-data; boundary=X", rest, n);
    }
    run(platform);
    return 0;
}

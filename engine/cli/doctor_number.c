/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number, asked of WhatsApp itself with the token: the one check that shows whether anything can be sent.
 * Fields:
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number
 */
#include "doctor.h"
#include "net.h"

#include <string.h>

#define FIELDS "display_phone_number,verified_name,quality_rating,name_status,status,account_mode"

static cJSON *ask(const Settings *settings, const char *token, int *status, GError **error)
{
    g_autofree char *path = g_strdup_printf("/%s/%s?fields=" FIELDS, settings_text(settings, "whatsapp", "api_version"),
        settings_text(settings, "whatsapp", "phone_id"));
    NetTarget target = { .base_url = settings_text(settings, "whatsapp", "graph_url"), .timeout_ms = 10000 };
    HttpRequest request = { .method = (char *)"GET", .path = path, .bearer = (char *)token };
    g_autoptr(HttpResponse) response = net_call(&target, &request, error);
    if (!response)
        return NULL;
    gsize size = 0;
    const char *body = response->body ? g_bytes_get_data(response->body, &size) : "";
    *status = response->status;
    return json_parse(body, size, error);
}

static void say_number(Doctor *d, const cJSON *answer)
{
    const char *shown = json_string(answer, "display_phone_number"), *name = json_string(answer, "verified_name"),
               *quality = json_string(answer, "quality_rating"), *status = json_string(answer, "status");
    bool low = quality && (strcmp(quality, "RED") == 0 || strcmp(quality, "YELLOW") == 0);
    bool off = status && strcmp(status, "CONNECTED") != 0;
    doctor_say(d,
        off   ? DOCTOR_FAIL
        : low ? DOCTOR_WARN
              : DOCTOR_OK,
        "number", "%s, shown as \"%s\", quality %s%s%s%s", shown ? shown : "?", name ? name : "?",
        quality ? quality : "unknown", off ? ", " : "", off ? status : "",
        off   ? ": it cannot send; WhatsApp Manager, Phone numbers, says why"
        : low ? ": too many people block or report it; see operations.md, section 10"
              : "");
}

void doctor_number(Doctor *d)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *token = settings_secret(d->settings, "whatsapp", "token_file", NULL);
    int status = 0;
    if (!token || !*settings_text(d->settings, "whatsapp", "phone_id"))
        return;
    bool local = workspace_is_local(d->settings);
    g_autoptr(cJSON) answer = ask(d->settings, token, &status, &error);
    const cJSON *refusal = answer ? cJSON_GetObjectItemCaseSensitive(answer, "error") : NULL;
    if (!answer)
        doctor_say(d, DOCTOR_WARN, "number", "%s cannot be asked from here: %s",
            settings_text(d->settings, "whatsapp", "graph_url"), error->message);
    else if (refusal && (status == 401 || json_int(refusal, "code", 0) == 190))
        doctor_say(d, local ? DOCTOR_WARN : DOCTOR_FAIL, "number",
            "WhatsApp does not accept the token: make a new one (operations.md, section 2, step 3), put it into %s and "
            "start Baraza again",
            settings_text(d->settings, "whatsapp", "token_file"));
    else if (refusal || status != 200)
        doctor_say(d, local ? DOCTOR_WARN : DOCTOR_FAIL, "number",
            "WhatsApp says %d, \"%s\": is phone_id the id of the number (not the number), and may the token use it?",
            status, refusal && json_string(refusal, "message") ? json_string(refusal, "message") : "");
    else
        say_number(d, answer);
}

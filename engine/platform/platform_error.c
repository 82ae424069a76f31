/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meta's error codes as the platform gives them, and the list of everything that was refused. */
#include "platform_priv.h"

typedef struct {
    int code, http;
    PlatformRefusalKind kind;
    const char *title;
} ErrorRow;

/* Codes, HTTP status and titles as on Meta's error code page. */
static const ErrorRow errors[] = {
    { 4, 400, PLATFORM_REFUSAL_RATE, "API Too Many Calls" },
    { 10, 403, PLATFORM_REFUSAL_RULE, "Application does not have permission for this action" },
    { 33, 400, PLATFORM_REFUSAL_RULE, "Parameter value is not valid" },
    { 100, 400, PLATFORM_REFUSAL_RULE, "Invalid parameter" },
    { 190, 401, PLATFORM_REFUSAL_RULE, "Access token has expired" },
    { 200, 403, PLATFORM_REFUSAL_RULE, "Permissions error" },
    { 368, 403, PLATFORM_REFUSAL_RULE, "Temporarily blocked for policies violations" },
    { 2500, 400, PLATFORM_REFUSAL_RULE, "Unknown path components" },
    { 80007, 400, PLATFORM_REFUSAL_RATE, "Rate limit issues" },
    { 130429, 400, PLATFORM_REFUSAL_RATE, "Rate limit hit" },
    { 131000, 500, PLATFORM_REFUSAL_INJECTED, "Something went wrong" },
    { 131008, 400, PLATFORM_REFUSAL_RULE, "Required parameter is missing" },
    { 131009, 400, PLATFORM_REFUSAL_RULE, "Parameter value is not valid" },
    { 131016, 503, PLATFORM_REFUSAL_INJECTED, "Service unavailable" },
    { 131021, 400, PLATFORM_REFUSAL_RULE, "Recipient cannot be sender" },
    { 131026, 400, PLATFORM_REFUSAL_RECIPIENT, "Message undeliverable" },
    { 131030, 400, PLATFORM_REFUSAL_RULE, "Recipient phone number not in allowed list" },
    { 131031, 403, PLATFORM_REFUSAL_INJECTED, "Account has been locked" },
    { 131042, 400, PLATFORM_REFUSAL_INJECTED, "Business eligibility payment issue" },
    { 131047, 400, PLATFORM_REFUSAL_RULE, "Re-engagement message" },
    { 131048, 400, PLATFORM_REFUSAL_RATE, "Spam rate limit hit" },
    { 131051, 400, PLATFORM_REFUSAL_RULE, "Unsupported message type" },
    { 131053, 400, PLATFORM_REFUSAL_RULE, "Media upload error" },
    { 131056, 400, PLATFORM_REFUSAL_RATE, "(Business Account, Consumer Account) pair rate limit hit" },
    { 131059, 400, PLATFORM_REFUSAL_RULE, "Invalid paging cursor" },
    { 132000, 400, PLATFORM_REFUSAL_RULE, "Template Param Count Mismatch" },
    { 132001, 404, PLATFORM_REFUSAL_RULE, "Template does not exist" },
    { 132005, 400, PLATFORM_REFUSAL_RULE, "Template Hydrated Text Too Long" },
    { 132012, 400, PLATFORM_REFUSAL_RULE, "Template Parameter Format Mismatch" },
    { 132015, 400, PLATFORM_REFUSAL_RULE, "Template is Paused" },
    { 132016, 400, PLATFORM_REFUSAL_RULE, "Template is Disabled" },
    { 132018, 400, PLATFORM_REFUSAL_RULE, "Template parameter text is not valid" },
    { 137000, 400, PLATFORM_REFUSAL_RULE, "Recipient identity key hash mismatch" },
};

static const ErrorRow *error_row(int code)
{
    for (guint i = 0; i < G_N_ELEMENTS(errors); i++)
        if (errors[i].code == code)
            return &errors[i];
    return NULL;
}

const char *error_title(int code)
{
    const ErrorRow *row = error_row(code);
    return row ? row->title : "Error";
}

PlatformRefusalKind error_kind(int code)
{
    const ErrorRow *row = error_row(code);
    return row ? row->kind : PLATFORM_REFUSAL_RULE;
}

void refusal_record(Platform *platform, PlatformRefusalKind kind, const PlatformRefusal *refusal)
{
    PlatformRefusal *copy = g_new(PlatformRefusal, 1);
    *copy = *refusal;
    copy->kind = kind;
    copy->time = platform->now;
    copy->request = g_strdup(refusal->request);
    copy->details = g_strdup(refusal->details);
    copy->to = g_strdup(refusal->to);
    copy->tag = g_strdup(refusal->tag);
    copy->wamid = g_strdup(refusal->wamid);
    g_ptr_array_add(platform->refusals, copy);
    platform->refusal_counts[kind]++;
}

void answer_json(Request *request, int status, cJSON *body)
{
    g_autoptr(cJSON) owned = body;
    char *text = json_text(owned);
    platform_answer_clear(request->answer);
    request->answer->status = status;
    request->answer->content_type = g_strdup("application/json");
    request->answer->body = g_bytes_new_take(text, strlen(text));
}

static bool refuse_kind(Request *request, PlatformRefusalKind kind, int code, int subcode, const char *raw)
{
    g_autofree char *details = g_utf8_make_valid(raw, -1); /* what was sent may be echoed, and need not be UTF-8 */
    const ErrorRow *row = error_row(code);
    Platform *platform = request->platform;
    PlatformRefusal refusal = { .code = code,
        .subcode = subcode,
        .request = request->given,
        .details = details,
        .to = request->to,
        .tag = request->tag };
    refusal_record(platform, kind, &refusal);
    cJSON *error = cJSON_CreateObject();
    g_autofree char *message = g_strdup_printf("(#%d) %s", code, error_title(code));
    json_put(error, "message", message);
    json_put(error, "type", "OAuthException");
    json_put_int(error, "code", code);
    if (subcode)
        json_put_int(error, "error_subcode", subcode);
    cJSON *data = cJSON_CreateObject();
    json_put(json_put(data, "messaging_product", "whatsapp"), "details", details);
    json_put_item(error, "error_data", data);
    if (subcode)
        json_put(json_put(error, "error_user_title", error_title(code)), "error_user_msg", details);
    json_put_bool(error, "is_transient", row && row->http >= 500);
    g_autofree char *trace = g_strdup_printf("Az%08x", platform->refusals->len);
    json_put(error, "fbtrace_id", trace);
    answer_json(request, row ? row->http : 400, json_put_item(cJSON_CreateObject(), "error", error));
    return false;
}

bool refuse(Request *request, int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *details = g_strdup_vprintf(format, args);
    va_end(args);
    return refuse_kind(request, error_kind(code), code, 0, details);
}

bool refuse_subcode(Request *request, int code, int subcode, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *details = g_strdup_vprintf(format, args);
    va_end(args);
    return refuse_kind(request, error_kind(code), code, subcode, details);
}

cJSON *error_errors(int code, const char *details)
{
    cJSON *error = cJSON_CreateObject();
    json_put_int(error, "code", code);
    json_put(json_put(error, "title", error_title(code)), "message", error_title(code));
    json_put_item(error, "error_data", json_put(cJSON_CreateObject(), "details", details));
    json_put(error, "href", "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/");
    cJSON *list = cJSON_CreateArray();
    cJSON_AddItemToArray(list, error);
    return list;
}

guint platform_refusals(const Platform *platform)
{
    return platform->refusals->len;
}

const PlatformRefusal *platform_refusal(const Platform *platform, guint index)
{
    return index < platform->refusals->len ? platform->refusals->pdata[index] : NULL;
}

guint platform_refusal_count(const Platform *platform, PlatformRefusalKind kind)
{
    return platform->refusal_counts[kind];
}

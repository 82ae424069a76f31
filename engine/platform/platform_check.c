/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed reading of a request body: what is missing is 131008, what is wrong or too long is 131009, with the path in
 * words. */
#include "platform_priv.h"
#include "text.h"

static bool check_length(Request *request, const char *path, const char *text, guint max)
{
    if (text_length(text) <= max)
        return true;
    return refuse(
        request, 131009, "Parameter '%s': length %zu is over the limit of %u characters", path, text_length(text), max);
}

bool check_text(Request *request, const cJSON *object, const char *path, guint max, const char **text)
{
    const cJSON *found = json_at(object, path);
    if (!found || cJSON_IsNull(found))
        return refuse(request, 131008, "Parameter '%s' is mandatory", path);
    if (!cJSON_IsString(found))
        return refuse(request, 131009, "Parameter '%s' must be a string", path);
    if (*found->valuestring == '\0')
        return refuse(request, 131008, "Parameter '%s' must not be empty", path);
    *text = found->valuestring;
    return check_length(request, path, *text, max);
}

bool check_optional(Request *request, const cJSON *object, const char *path, guint max, const char **text)
{
    const cJSON *found = json_at(object, path);
    *text = NULL;
    return !found || check_text(request, object, path, max, text);
}

bool check_object(Request *request, const cJSON *object, const char *path, const cJSON **found)
{
    *found = json_at(object, path);
    if (!*found)
        return refuse(request, 131008, "Parameter '%s' is mandatory", path);
    if (!cJSON_IsObject(*found))
        return refuse(request, 131009, "Parameter '%s' must be an object", path);
    return true;
}

bool check_array(Request *request, const cJSON *object, const char *path, int min, int max, const cJSON **found)
{
    *found = json_at(object, path);
    if (!*found)
        return refuse(request, 131008, "Parameter '%s' is mandatory", path);
    if (!cJSON_IsArray(*found))
        return refuse(request, 131009, "Parameter '%s' must be an array", path);
    int n = cJSON_GetArraySize(*found);
    if (n < min || n > max)
        return refuse(request, 131009, "Parameter '%s' has %d elements, allowed are %d to %d", path, n, min, max);
    return true;
}

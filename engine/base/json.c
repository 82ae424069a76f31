/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json.h"

#include "error.h"
#include "json_priv.h"

#include <math.h>
#include <string.h>

#define EXACT_LIMIT 9007199254740992.0 /* 2^53: beyond it a double skips integers */

static bool refuse(const char *reason, gsize at, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "JSON, byte %" G_GSIZE_FORMAT ": %s", at, reason);
    return false;
}

/* What comes from WhatsApp is ASCII throughout: eight bytes at a time, nearly to the end. */
static gsize ascii_length(const char *bytes, gsize size)
{
    gsize at = 0;
    for (guint64 eight; size - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, bytes + at, sizeof eight);
        if ((eight | (eight - G_GUINT64_CONSTANT(0x0101010101010101))) & G_GUINT64_CONSTANT(0x8080808080808080))
            break; /* beyond ASCII, or perhaps a NUL */
    }
    return at;
}

bool json_check(const char *bytes, gsize size, gsize *values, GError **error)
{
    const char *bad = NULL, *reason = NULL;
    gsize at = 0;
    if (size == 0)
        return refuse("there is nothing", 0, error);
    gsize ascii = ascii_length(bytes, size);
    if (size > G_MAXSSIZE / 2 || !g_utf8_validate(bytes + ascii, (gssize)(size - ascii), &bad))
        return refuse("not valid UTF-8", bad ? (gsize)(bad - bytes) : 0, error);
    return json_scan(bytes, size, values, &reason, &at) || refuse(reason, at, error);
}

cJSON *json_parse(const char *bytes, gsize size, GError **error)
{
    gsize values = 0;
    return json_check(bytes, size, &values, error) ? json_build(bytes, size) : NULL;
}

static bool has_type(const cJSON *value, int type)
{
    return (value->type & 0xff) == type;
}

/* `name` need not end at `length`. Most members that a reader passes by differ in the first byte. */
static const cJSON *object_member(const cJSON *value, const char *name, size_t length)
{
    const cJSON *item = has_type(value, cJSON_Object) ? value->child : NULL;
    while (item && (!item->string || item->string[0] != (length ? name[0] : '\0') ||
                       strncmp(item->string, name, length) != 0 || item->string[length] != '\0'))
        item = item->next;
    return item;
}

static const cJSON *array_member(const cJSON *value, const char *text, size_t length)
{
    g_autofree char *name = g_strndup(text, length);
    guint64 index = 0;
    if (!g_ascii_string_to_unsigned(name, 10, 0, G_MAXINT, &index, NULL))
        return NULL;
    return cJSON_GetArrayItem(value, (int)index);
}

const cJSON *json_at(const cJSON *value, const char *path)
{
    while (value && *path) {
        size_t length = 0; /* a few bytes: strcspn would first make a table of all */
        while (path[length] && path[length] != '.')
            length++;
        value = has_type(value, cJSON_Array) ? array_member(value, path, length) : object_member(value, path, length);
        path += length + (path[length] == '.');
    }
    return value;
}

const char *json_string(const cJSON *value, const char *path)
{
    return cJSON_GetStringValue(json_at(value, path));
}

/* A whole number within 2^53, or the text of one: what json_put_int writes and how the platform writes times. */
static bool read_int(const cJSON *item, int64_t *result)
{
    const char *text = cJSON_GetStringValue(item);
    gint64 parsed = 0;
    if (text) {
        if (!g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, &parsed, NULL))
            return false;
        *result = parsed;
        return true;
    }
    if (!cJSON_IsNumber(item) || fabs(item->valuedouble) > EXACT_LIMIT || item->valuedouble != floor(item->valuedouble))
        return false;
    *result = (int64_t)item->valuedouble;
    return true;
}

int64_t json_int(const cJSON *value, const char *path, int64_t fallback)
{
    int64_t result = fallback;
    const cJSON *item = json_at(value, path);
    return item && read_int(item, &result) ? result : fallback;
}

double json_double(const cJSON *value, const char *path, double fallback)
{
    const cJSON *item = json_at(value, path);
    return cJSON_IsNumber(item) ? item->valuedouble : fallback;
}

bool json_bool(const cJSON *value, const char *path, bool fallback)
{
    const cJSON *item = json_at(value, path);
    return cJSON_IsBool(item) ? cJSON_IsTrue(item) : fallback;
}

char *json_id(const cJSON *value, const char *path)
{
    const cJSON *item = json_at(value, path);
    int64_t number = 0;
    if (cJSON_IsString(item))
        return g_strdup(item->valuestring);
    return cJSON_IsNumber(item) && read_int(item, &number) ? g_strdup_printf("%" G_GINT64_FORMAT, number) : NULL;
}

const char *json_need_string(const cJSON *value, const char *path, GError **error)
{
    const cJSON *item = json_at(value, path);
    if (!cJSON_IsString(item))
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "JSON: \"%s\" %s", path, item ? "is not a text" : "is missing");
    return cJSON_GetStringValue(item);
}

bool json_need_int(const cJSON *value, const char *path, int64_t *result, GError **error)
{
    const cJSON *item = json_at(value, path);
    if (item && read_int(item, result))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "JSON: \"%s\" %s", path,
        item ? "is not a whole number" : "is missing");
    return false;
}

cJSON *json_put(cJSON *object, const char *name, const char *text)
{
    return text ? json_put_item(object, name, cJSON_CreateString(text)) : object;
}

cJSON *json_put_int(cJSON *object, const char *name, int64_t value)
{
    if (value <= (int64_t)EXACT_LIMIT && value >= -(int64_t)EXACT_LIMIT)
        return json_put_item(object, name, cJSON_CreateNumber((double)value));
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);
    return json_put(object, name, text);
}

cJSON *json_put_double(cJSON *object, const char *name, double value)
{
    return json_put_item(object, name, isfinite(value) ? cJSON_CreateNumber(value) : cJSON_CreateNull());
}

cJSON *json_put_bool(cJSON *object, const char *name, bool value)
{
    return json_put_item(object, name, cJSON_CreateBool(value));
}

cJSON *json_put_item(cJSON *object, const char *name, cJSON *child)
{
    if (cJSON_IsArray(object))
        cJSON_AddItemToArray(object, child);
    else
        cJSON_AddItemToObject(object, name, child);
    return object;
}

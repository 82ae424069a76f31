/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cJSON prints numbers with 15 digits and calls that equal when it is nearly so: 2^53 comes out as ...990. Here a
 * number is printed with as many digits as it takes to read back the same. */
#include "json.h"
#include "json_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void print(GString *out, const cJSON *value);

static void print_number(GString *out, double number)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    if (!isfinite(number)) {
        g_string_append(out, "null");
        return;
    }
    /* Most are whole, and 15 digits print them as they are. */
    if (number == (double)(int64_t)CLAMP(number, -1e14, 1e14) && !(number == 0 && signbit(number))) {
        g_string_append_printf(out, "%" G_GINT64_FORMAT, (gint64)number);
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        g_autofree char *format = g_strdup_printf("%%.%dg", digits);
        g_ascii_formatd(text, sizeof text, format, number);
        if (g_ascii_strtod(text, NULL) == number)
            break;
    }
    g_string_append(out, text);
}

static void print_escaped(GString *out, char c)
{
    static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* the character, then its escape */
    for (const char *l = letters; *l; l += 2) {
        if (*l != c)
            continue;
        g_string_append_c(out, '\\');
        g_string_append_c(out, l[1]);
        return;
    }
    g_string_append_printf(out, "\\u%04x", (unsigned)(unsigned char)c);
}

void json_quote(GString *out, const char *text)
{
    const char *end = text + strlen(text);
    g_string_append_c(out, '"');
    for (;;) {
        gsize plain = json_plain(text, (gsize)(end - text));
        g_string_append_len(out, text, (gssize)plain);
        text += plain;
        if (text == end)
            break;
        print_escaped(out, *text++);
    }
    g_string_append_c(out, '"');
}

static void print_members(GString *out, const cJSON *value)
{
    bool object = cJSON_IsObject(value);
    g_string_append_c(out, object ? '{' : '[');
    for (const cJSON *child = value->child; child; child = child->next) {
        if (child != value->child)
            g_string_append_c(out, ',');
        if (object) {
            json_quote(out, child->string);
            g_string_append_c(out, ':');
        }
        print(out, child);
    }
    g_string_append_c(out, object ? '}' : ']');
}

static void print(GString *out, const cJSON *value)
{
    if (cJSON_IsObject(value) || cJSON_IsArray(value))
        print_members(out, value);
    else if (cJSON_IsString(value))
        json_quote(out, value->valuestring);
    else if (cJSON_IsNumber(value))
        print_number(out, value->valuedouble);
    else if (cJSON_IsBool(value))
        g_string_append(out, cJSON_IsTrue(value) ? "true" : "false");
    else
        g_string_append(out, "null");
}

char *json_text(const cJSON *value)
{
    GString *out = g_string_new(NULL);
    print(out, value);
    return g_string_free(out, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "certificate.h"

#include <string.h>

static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Luhn's check for 32 signs: every other sign counts double, its carry added. */
static int check_value(const int *values, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int v = (n - i) % 2 ? values[i] * 2 : values[i];
        sum += v / 32 + v % 32;
    }
    return (32 - sum % 32) % 32;
}

char *certificate_code(const guint8 *random)
{
    int values[CERTIFICATE_CODE];
    for (int i = 0; i < CERTIFICATE_CODE - 1; i++) {
        values[i] = 0;
        for (int bit = i * 5; bit < i * 5 + 5; bit++)
            values[i] = values[i] * 2 + ((random[bit / 8] >> (7 - bit % 8)) & 1);
    }
    values[CERTIFICATE_CODE - 1] = check_value(values, CERTIFICATE_CODE - 1);
    char *code = g_malloc0(CERTIFICATE_CODE + 1);
    for (int i = 0; i < CERTIFICATE_CODE; i++)
        code[i] = signs[values[i]];
    return code;
}

static int sign_value(char c)
{
    char upper = g_ascii_toupper(c);
    if (upper == 'O')
        upper = '0';
    if (upper == 'I' || upper == 'L')
        upper = '1';
    const char *at = upper ? strchr(signs, upper) : NULL;
    return at ? (int)(at - signs) : -1;
}

char *certificate_code_read(const char *text)
{
    int values[CERTIFICATE_CODE], n = 0;
    for (const char *p = text; *p; p++) {
        if (g_ascii_isspace(*p) || *p == '-' || *p == '.')
            continue;
        int value = sign_value(*p);
        if (value < 0 || n == CERTIFICATE_CODE)
            return NULL;
        values[n++] = value;
    }
    if (n != CERTIFICATE_CODE || check_value(values, n - 1) != values[n - 1])
        return NULL;
    char *code = g_malloc0(CERTIFICATE_CODE + 1);
    for (int i = 0; i < n; i++)
        code[i] = signs[values[i]];
    return code;
}

char *certificate_code_print(const char *code)
{
    return g_strdup_printf("%.6s-%.6s-%s", code, code + 6, code + 12);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include <glib.h>
#include <sodium.h>
#include <string.h>

char *text_hex(const void *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *in = bytes;
    char *out = g_malloc(size * 2 + 1);
    for (size_t i = 0; i < size; i++) {
        out[2 * i] = digits[in[i] >> 4];
        out[2 * i + 1] = digits[in[i] & 15];
    }
    out[size * 2] = '\0';
    return out;
}

bool text_unhex(const char *hex, void *bytes, size_t size)
{
    unsigned char *out = bytes;
    if (strlen(hex) != size * 2)
        return false;
    for (size_t i = 0; i < size; i++) {
        int high = g_ascii_xdigit_value(hex[2 * i]), low = g_ascii_xdigit_value(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

char *text_base32(const void *bytes, size_t size)
{
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    const unsigned char *in = bytes;
    GString *out = g_string_sized_new(size * 8 / 5 + 2);
    unsigned held = 0, bits = 0;
    for (size_t i = 0; i < size; i++) {
        held = (held << 8 | in[i]) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5)
            g_string_append_c(out, alphabet[held >> (bits - 5) & 31]);
    }
    if (bits)
        g_string_append_c(out, alphabet[held << (5 - bits) & 31]);
    return g_string_free(out, FALSE);
}

bool text_equal_secret(const char *a, const char *b)
{
    size_t n = strlen(a);
    return n == strlen(b) && sodium_memcmp(a, b, n) == 0;
}

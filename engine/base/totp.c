/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "totp.h"

#include "text.h"

#include <sodium.h>
#include <string.h>

#define SHA1_SIZE 20
#define SECRET_MAX 128 /* base32 characters */

char *totp_secret(void)
{
    guint8 key[TOTP_KEY];
    randombytes_buf(key, sizeof key);
    g_autofree char *lower = text_base32(key, sizeof key);
    sodium_memzero(key, sizeof key);
    return g_ascii_strup(lower, -1);
}

uint32_t totp_at(const guint8 *key, gsize size, int64_t step, int digits)
{
    guint64 moving = GUINT64_TO_BE((guint64)step);
    guint8 mac[SHA1_SIZE];
    gsize length = sizeof mac;
    g_autoptr(GHmac) hmac = g_hmac_new(G_CHECKSUM_SHA1, key, size);
    g_hmac_update(hmac, (const guchar *)&moving, sizeof moving);
    g_hmac_get_digest(hmac, mac, &length);
    guint at = mac[SHA1_SIZE - 1] & 0x0f;
    uint32_t number = (uint32_t)(mac[at] & 0x7f) << 24 | (uint32_t)mac[at + 1] << 16 | (uint32_t)mac[at + 2] << 8 |
                      (uint32_t)mac[at + 3];
    uint32_t modulus = 1;
    for (int i = 0; i < digits; i++)
        modulus *= 10;
    return number % modulus;
}

/* RFC 4648, letters of either case, without padding. The number of bytes; 0 when it is none. */
static gsize unbase32(const char *text, guint8 *bytes, gsize most)
{
    gsize n = 0;
    guint held = 0, bits = 0;
    for (; *text; text++) {
        char c = g_ascii_toupper(*text);
        int value = c >= 'A' && c <= 'Z' ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
        if (value < 0)
            return 0;
        held = (held << 5 | (guint)value) & 0xfff;
        bits += 5;
        if (bits < 8)
            continue;
        bits -= 8;
        if (n == most)
            return 0;
        bytes[n++] = (guint8)(held >> bits);
    }
    return n;
}

/* Six digits without what stands between them; false when it is anything else. */
static bool digits_of(const char *code, char digits[TOTP_DIGITS + 1])
{
    int n = 0;
    for (; *code; code++) {
        if (*code == ' ')
            continue;
        if (!g_ascii_isdigit(*code) || n == TOTP_DIGITS)
            return false;
        digits[n++] = *code;
    }
    digits[n] = '\0';
    return n == TOTP_DIGITS;
}

int64_t totp_match(const char *secret, const char *code, int64_t now, int64_t after)
{
    guint8 key[SECRET_MAX * 5 / 8];
    char given[TOTP_DIGITS + 1];
    gsize size = strlen(secret) <= SECRET_MAX ? unbase32(secret, key, sizeof key) : 0;
    int64_t step = now / TOTP_SECONDS, found = 0;
    if (!size || !digits_of(code, given))
        return 0;
    for (int64_t one = step - 1; one <= step + 1; one++) {
        g_autofree char *wanted = g_strdup_printf("%06u", totp_at(key, size, one, TOTP_DIGITS));
        if (text_equal_secret(wanted, given) && one > after)
            found = one;
    }
    sodium_memzero(key, sizeof key);
    return found;
}

char *totp_uri(const char *issuer, const char *account, const char *secret)
{
    g_autofree char *by = g_uri_escape_string(issuer, NULL, FALSE), *who = g_uri_escape_string(account, NULL, FALSE);
    return g_strdup_printf("otpauth://totp/%s:%s?secret=%s&issuer=%s", by, who, secret, by);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A send carries a tag that only this installation can make, and its statuses bring it back: it tells which message and
 * which try a status is about even when the answer to the request was never heard. It holds no personal data, since
 * other programs that are subscribed to the account may read it. */
#include "context_priv.h"
#include "text.h"
#include <sodium.h>
#include <string.h>

enum {
    ID_BYTES = 8,
    ATTEMPT_BYTES = 2,
    EPOCH_BYTES = 4,
    BODY = ID_BYTES + ATTEMPT_BYTES + EPOCH_BYTES,
    MAC = 8,
    TAG = BODY + MAC
};

static void put(unsigned char *out, uint64_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--, value >>= 8)
        out[i] = (unsigned char)value;
}

static uint64_t get(const unsigned char *in, int bytes)
{
    uint64_t value = 0;
    for (int i = 0; i < bytes; i++)
        value = value << 8 | in[i];
    return value;
}

static void mac(const Context *context, const unsigned char *body, unsigned char *out)
{
    unsigned char key[crypto_shorthash_KEYBYTES];
    text_unhex(context->tag_key, key, sizeof key);
    crypto_shorthash(out, body, BODY, key);
}

char *context_tag(const Context *context, int64_t id, int attempt)
{
    unsigned char tag[TAG];
    put(tag, (uint64_t)id, ID_BYTES);
    put(tag + ID_BYTES, (uint64_t)attempt, ATTEMPT_BYTES);
    put(tag + ID_BYTES + ATTEMPT_BYTES, (uint64_t)context->epoch, EPOCH_BYTES);
    mac(context, tag, tag + BODY);
    g_autofree char *text = text_base32(tag, TAG);
    return g_strconcat("v1.", text, NULL);
}

static int base32_value(char c)
{
    if (c >= 'a' && c <= 'z')
        return c - 'a';
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

static bool unbase32(const char *text, unsigned char *out, size_t size)
{
    uint32_t bits = 0;
    int held = 0;
    size_t n = 0;
    for (; *text; text++) {
        int value = base32_value(*text);
        if (value < 0)
            return false;
        bits = bits << 5 | (uint32_t)value;
        held += 5;
        if (held >= 8) {
            if (n == size)
                return false;
            held -= 8;
            out[n++] = (unsigned char)(bits >> held);
        }
    }
    return n == size;
}

bool context_untag(const Context *context, const char *tag, int64_t *id, int *attempt)
{
    unsigned char bytes[TAG], expected[MAC];
    if (!tag || !g_str_has_prefix(tag, "v1.") || !unbase32(tag + 3, bytes, TAG))
        return false;
    mac(context, bytes, expected);
    if (sodium_memcmp(expected, bytes + BODY, MAC) != 0)
        return false;
    *id = (int64_t)get(bytes, ID_BYTES);
    *attempt = (int)get(bytes + ID_BYTES, ATTEMPT_BYTES);
    return true;
}

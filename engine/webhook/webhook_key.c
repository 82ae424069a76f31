/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "webhook.h"
#include "text.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <string.h>

/* The context keeps the key schedule: a signature is then two hashes of the body's blocks and no set-up. */
#define SIGNATURE_PREFIX "sha256="
enum { SIGNATURE_SIZE = 32 };

struct WebhookKey {
    EVP_MAC_CTX *mac; /* NULL without a secret: such a key verifies nothing */
};

WebhookKey *webhook_key_new(const char *app_secret)
{
    WebhookKey *key = g_new0(WebhookKey, 1);
    if (!app_secret || !*app_secret)
        return key;
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    g_assert(hmac);
    key->mac = EVP_MAC_CTX_new(hmac);
    EVP_MAC_free(hmac);
    char digest[] = "SHA256";
    const OSSL_PARAM params[] = { OSSL_PARAM_construct_utf8_string("digest", digest, 0), OSSL_PARAM_construct_end() };
    bool ready = EVP_MAC_init(key->mac, (const unsigned char *)app_secret, strlen(app_secret), params) == 1;
    g_assert(ready);
    return key;
}

void webhook_key_free(WebhookKey *key)
{
    if (!key)
        return;
    EVP_MAC_CTX_free(key->mac);
    g_free(key);
}

static bool signature(WebhookKey *key, const void *body, gsize size, unsigned char out[SIGNATURE_SIZE])
{
    size_t length = 0;
    return key->mac && EVP_MAC_init(key->mac, NULL, 0, NULL) == 1 && EVP_MAC_update(key->mac, body, size) == 1 &&
           EVP_MAC_final(key->mac, out, &length, SIGNATURE_SIZE) == 1 && length == SIGNATURE_SIZE;
}

bool webhook_verify(WebhookKey *key, const void *body, gsize size, const char *header)
{
    unsigned char given[SIGNATURE_SIZE], made[SIGNATURE_SIZE];
    if (!header || !g_str_has_prefix(header, SIGNATURE_PREFIX) ||
        !text_unhex(header + strlen(SIGNATURE_PREFIX), given, sizeof given))
        return false;
    return signature(key, body, size, made) && CRYPTO_memcmp(given, made, sizeof made) == 0;
}

char *webhook_sign(WebhookKey *key, const void *body, gsize size)
{
    unsigned char made[SIGNATURE_SIZE];
    if (!signature(key, body, size, made))
        return NULL;
    g_autofree char *hex = text_hex(made, sizeof made);
    return g_strconcat(SIGNATURE_PREFIX, hex, NULL);
}

const char *webhook_challenge(const char *mode, const char *token, const char *challenge, const char *expected)
{
    if (!mode || !token || !expected || !*expected || strcmp(mode, "subscribe") != 0)
        return NULL;
    return text_equal_secret(token, expected) ? challenge : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two keys come from the workspace's one: seal with XSalsa20-Poly1305 (nonce in front), look up with keyed BLAKE2b. A
 * number space is small enough to try completely, so a look-up without the key would name everyone. */
#include "cohort.h"
#include "text.h"
#include <sodium.h>
#include <string.h>

struct Vault {
    unsigned char seal[crypto_secretbox_KEYBYTES];
    unsigned char look[crypto_generichash_KEYBYTES];
};

Vault *vault_new(const char *key_hex, GError **error)
{
    unsigned char key[crypto_kdf_KEYBYTES];
    if (sodium_init() < 0 || !key_hex || !text_unhex(key_hex, key, sizeof key)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "the sealing key must be 64 hexadecimal digits; without it addresses cannot be read");
        return NULL;
    }
    Vault *vault = sodium_malloc(sizeof *vault);
    g_assert(vault);
    crypto_kdf_derive_from_key(vault->seal, sizeof vault->seal, 1, "baraza-v", key);
    crypto_kdf_derive_from_key(vault->look, sizeof vault->look, 2, "baraza-v", key);
    sodium_memzero(key, sizeof key);
    return vault;
}

void vault_free(Vault *vault)
{
    if (vault)
        sodium_free(vault);
}

char *vault_new_key(void)
{
    unsigned char key[crypto_kdf_KEYBYTES];
    if (sodium_init() < 0)
        g_error("libsodium cannot start");
    crypto_kdf_keygen(key);
    return text_hex(key, sizeof key);
}

GBytes *vault_seal(const Vault *vault, const char *text)
{
    gsize size = strlen(text), total = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + size;
    unsigned char *out = g_malloc(total);
    randombytes_buf(out, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, (const unsigned char *)text, size, out, vault->seal);
    return g_bytes_new_take(out, total);
}

char *vault_open(const Vault *vault, const void *sealed, gsize size)
{
    if (!sealed || size < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)
        return NULL;
    const unsigned char *in = sealed;
    gsize cipher = size - crypto_secretbox_NONCEBYTES;
    char *text = g_malloc0(cipher - crypto_secretbox_MACBYTES + 1);
    if (crypto_secretbox_open_easy((unsigned char *)text, in + crypto_secretbox_NONCEBYTES, cipher, in, vault->seal) ==
        0)
        return text;
    g_free(text);
    return NULL;
}

char *vault_lookup(const Vault *vault, const char *kind, const char *text)
{
    unsigned char hash[16];
    crypto_generichash_state state;
    crypto_generichash_init(&state, vault->look, sizeof vault->look, sizeof hash);
    crypto_generichash_update(&state, (const unsigned char *)kind, strlen(kind) + 1);
    crypto_generichash_update(&state, (const unsigned char *)text, strlen(text));
    crypto_generichash_final(&state, hash, sizeof hash);
    return text_hex(hash, sizeof hash);
}

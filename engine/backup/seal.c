/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream of bytes that only the holder of a private key can read: a key for this file alone, sealed to the public
 * key, and libsodium's secret stream, which notices a piece that was changed, left out, moved or cut off. */
#include "backup_priv.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define SEALED_KEY (SEAL_KEY + crypto_box_SEALBYTES)
#define PUBLIC_MARK "baraza-public-"
#define PRIVATE_MARK "baraza-private-"

static char *key_text(const char *mark, const guint8 *key, gsize size)
{
    char text[sodium_base64_ENCODED_LEN(64, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    sodium_bin2base64(text, sizeof text, key, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *whole = g_strconcat(mark, text, NULL);
    sodium_memzero(text, sizeof text);
    return whole;
}

static bool read_key(const char *text, const char *mark, guint8 *key, gsize size)
{
    gsize got = 0;
    return g_str_has_prefix(text, mark) &&
           sodium_base642bin(key, size, text + strlen(mark), strlen(text) - strlen(mark), NULL, &got, NULL,
               sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           got == size;
}

void backup_new_keys(char **public_text, char **private_text)
{
    guint8 public_key[crypto_box_PUBLICKEYBYTES], private_key[crypto_box_SECRETKEYBYTES];
    g_assert(sodium_init() >= 0);
    crypto_box_keypair(public_key, private_key);
    *public_text = key_text(PUBLIC_MARK, public_key, sizeof public_key);
    *private_text = key_text(PRIVATE_MARK, private_key, sizeof private_key);
    sodium_memzero(private_key, sizeof private_key);
}

bool seal_public(const char *text, guint8 key[crypto_box_PUBLICKEYBYTES], GError **error)
{
    if (read_key(text, PUBLIC_MARK, key, crypto_box_PUBLICKEYBYTES))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s",
        g_str_has_prefix(text, PRIVATE_MARK)
            ? "this is the private key of a backup, which does not belong on this machine; a backup is sealed to the "
              "public one"
            : "this is no public key for backups: it begins with " PUBLIC_MARK
              " and is 57 characters long; baraza backup key makes one");
    return false;
}

bool backup_check_public(const char *public_text, GError **error)
{
    guint8 key[crypto_box_PUBLICKEYBYTES];
    return seal_public(public_text, key, error);
}

bool seal_private(const char *text, guint8 key[crypto_box_SECRETKEYBYTES], GError **error)
{
    if (read_key(text, PRIVATE_MARK, key, crypto_box_SECRETKEYBYTES))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
        "this is no private key for backups: the key file holds one line that begins with " PRIVATE_MARK
        " and is 58 characters long");
    return false;
}

static bool fail(const Seal *seal, const char *what, GError **error)
{
    g_set_error(error, BARAZA_ERROR, errno == ENOSPC || errno == EDQUOT ? BARAZA_ERROR_FULL : BARAZA_ERROR_STORE,
        "%s: %s: %s", seal->path, what, g_strerror(errno));
    return false;
}

static bool damaged(const Seal *seal, const char *what, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: %s", seal->path, what);
    return false;
}

static bool put_raw(Seal *seal, const void *bytes, gsize size, GError **error)
{
    return fwrite(bytes, 1, size, seal->file) == size || fail(seal, "cannot be written", error);
}

bool seal_begin(Seal *seal, FILE *file, const char *path, const char *public_text, guint8 key[SEAL_KEY], GError **error)
{
    guint8 public_key[crypto_box_PUBLICKEYBYTES], sealed[SEALED_KEY], header[SEAL_HEADER];
    *seal = (Seal){ .file = file, .path = path };
    if (!seal_public(public_text, public_key, error))
        return false;
    g_assert(sodium_init() >= 0);
    crypto_secretstream_xchacha20poly1305_keygen(key);
    if (crypto_box_seal(sealed, key, SEAL_KEY, public_key) != 0)
        return damaged(seal, "the public key cannot be sealed to; make a new pair with baraza backup key", error);
    crypto_secretstream_xchacha20poly1305_init_push(&seal->state, header, key);
    seal->piece = g_malloc(SEAL_PIECE);
    return put_raw(seal, SEAL_MAGIC, SEAL_MAGIC_SIZE, error) && put_raw(seal, sealed, sizeof sealed, error) &&
           put_raw(seal, header, sizeof header, error);
}

static bool push(Seal *seal, bool final, GError **error)
{
    guint8 out[SEAL_PIECE + SEAL_MORE];
    unsigned long long size = 0;
    crypto_secretstream_xchacha20poly1305_push(&seal->state, out, &size, seal->piece, seal->used, NULL, 0,
        final ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    seal->used = 0;
    return put_raw(seal, out, (gsize)size, error);
}

bool seal_put(Seal *seal, const void *bytes, gsize size, GError **error)
{
    const guint8 *from = bytes;
    while (size > 0) {
        gsize n = MIN(size, SEAL_PIECE - seal->used);
        memcpy(seal->piece + seal->used, from, n);
        seal->used += n;
        from += n;
        size -= n;
        if (seal->used == SEAL_PIECE && !push(seal, false, error))
            return false;
    }
    return true;
}

bool seal_end(Seal *seal, GError **error)
{
    return push(seal, true, error) &&
           ((fflush(seal->file) == 0 && fsync(fileno(seal->file)) == 0) || fail(seal, "cannot be written", error));
}

/* Up to `size` raw bytes. */
static bool get_raw(Seal *seal, void *bytes, gsize size, gsize *got, GError **error)
{
    *got = fread(bytes, 1, size, seal->file);
    return !ferror(seal->file) || fail(seal, "cannot be read", error);
}

static bool read_head(Seal *seal, guint8 sealed[SEALED_KEY], guint8 header[SEAL_HEADER], GError **error)
{
    guint8 magic[SEAL_MAGIC_SIZE];
    gsize a = 0, b = 0, c = 0;
    g_assert(sodium_init() >= 0);
    if (!get_raw(seal, magic, sizeof magic, &a, error) || !get_raw(seal, sealed, SEALED_KEY, &b, error) ||
        !get_raw(seal, header, SEAL_HEADER, &c, error))
        return false;
    if (a < sizeof magic || memcmp(magic, SEAL_MAGIC, sizeof magic) != 0)
        return damaged(seal, "this is no sealed backup of Baraza", error);
    return (b == SEALED_KEY && c == SEAL_HEADER) || damaged(seal, "the backup is cut off at its beginning", error);
}

static bool start(Seal *seal, const guint8 header[SEAL_HEADER], const guint8 key[SEAL_KEY], GError **error)
{
    seal->piece = g_malloc(SEAL_PIECE);
    return crypto_secretstream_xchacha20poly1305_init_pull(&seal->state, header, key) == 0 ||
           damaged(seal, "the backup is damaged at its beginning", error);
}

bool seal_open(Seal *seal, FILE *file, const char *path, const char *private_text, GError **error)
{
    guint8 private_key[crypto_box_SECRETKEYBYTES], public_key[crypto_box_PUBLICKEYBYTES], sealed[SEALED_KEY],
        header[SEAL_HEADER], key[SEAL_KEY];
    *seal = (Seal){ .file = file, .path = path };
    if (!seal_private(private_text, private_key, error) || !read_head(seal, sealed, header, error))
        return false;
    crypto_scalarmult_base(public_key, private_key);
    int opened = crypto_box_seal_open(key, sealed, sizeof sealed, public_key, private_key);
    sodium_memzero(private_key, sizeof private_key);
    if (opened != 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_DENIED,
            "%s: this key does not open it: it was sealed to another public key, or its first bytes are damaged", path);
        return false;
    }
    bool ok = start(seal, header, key, error);
    sodium_memzero(key, sizeof key);
    return ok;
}

bool seal_open_with(Seal *seal, FILE *file, const char *path, const guint8 key[SEAL_KEY], GError **error)
{
    guint8 sealed[SEALED_KEY], header[SEAL_HEADER];
    *seal = (Seal){ .file = file, .path = path };
    return read_head(seal, sealed, header, error) && start(seal, header, key, error);
}

static bool pull(Seal *seal, GError **error)
{
    guint8 in[SEAL_PIECE + SEAL_MORE];
    unsigned char tag = 0;
    unsigned long long size = 0;
    gsize got = 0;
    if (seal->final)
        return damaged(seal, "the backup ends too early", error);
    if (!get_raw(seal, in, sizeof in, &got, error))
        return false;
    if (got < SEAL_MORE)
        return damaged(seal, "the backup is cut off: its end is missing", error);
    if (crypto_secretstream_xchacha20poly1305_pull(&seal->state, seal->piece, &size, &tag, in, got, NULL, 0) != 0)
        return damaged(seal, "the backup is damaged or cut off: a piece does not carry its seal", error);
    seal->final = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    seal->used = (gsize)size;
    seal->at = 0;
    return true;
}

bool seal_take(Seal *seal, void *bytes, gsize size, GError **error)
{
    guint8 *to = bytes;
    while (size > 0) {
        if (seal->at == seal->used && !pull(seal, error))
            return false;
        gsize n = MIN(size, seal->used - seal->at);
        memcpy(to, seal->piece + seal->at, n);
        seal->at += n;
        to += n;
        size -= n;
    }
    return true;
}

bool seal_at_end(Seal *seal, GError **error)
{
    if (seal->at == seal->used && !seal->final && !pull(seal, error))
        return false;
    guint8 more;
    gsize got = 0;
    if (!get_raw(seal, &more, 1, &got, error))
        return false;
    return (seal->final && seal->at == seal->used && got == 0) ||
           damaged(seal, "something follows after the backup's end", error);
}

void seal_clear(Seal *seal)
{
    if (seal->piece)
        sodium_memzero(seal->piece, SEAL_PIECE);
    g_clear_pointer(&seal->piece, g_free);
    sodium_memzero(&seal->state, sizeof seal->state);
}

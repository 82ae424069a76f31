/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that can be read twice, line by line, in UTF-8 whatever it was written in. */
#include "chat_priv.h"
#include "error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 65536

struct ChatInput {
    int fd;            /* or -1 */
    const char *bytes; /* without fd */
    gsize size;
    char *path, *member;
};

static bool refuse_errno(GError **error, const char *path)
{
    g_set_error(error, BARAZA_ERROR, errno == ENOENT ? BARAZA_ERROR_MISSING : BARAZA_ERROR_INPUT, "%s: %s", path,
        g_strerror(errno));
    return false;
}

ChatInput *chat_input_memory(const char *bytes, gsize size)
{
    ChatInput *input = g_new0(ChatInput, 1);
    *input = (ChatInput){ .fd = -1, .bytes = bytes, .size = size };
    return input;
}

void chat_input_free(ChatInput *input)
{
    if (!input)
        return;
    if (input->fd >= 0)
        close(input->fd);
    g_free(input->path);
    g_free(input->member);
    g_free(input);
}

const char *chat_input_member(const ChatInput *input)
{
    return input->member;
}

/* Copies a pipe into a nameless file. */
static int spool(int from, const char *path, GError **error)
{
    g_autofree char *name = NULL, *block = g_malloc(BLOCK);
    int fd = g_file_open_tmp("chat-XXXXXX", &name, error);
    if (fd < 0)
        return -1;
    unlink(name);
    for (ssize_t n; (n = read(from, block, BLOCK)) != 0;)
        if (n < 0 || write(fd, block, (size_t)n) != n) {
            refuse_errno(error, path);
            close(fd);
            return -1;
        }
    return fd;
}

ChatInput *chat_input_open(const char *path, GError **error)
{
    g_autoptr(ChatInput) input = chat_input_memory(NULL, 0);
    bool pipe = strcmp(path, "-") == 0;
    input->path = g_strdup(pipe ? "standard input" : path);
    input->fd = pipe ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (input->fd < 0) {
        refuse_errno(error, input->path);
        return NULL;
    }
    if (lseek(input->fd, 0, SEEK_CUR) < 0) {
        int copy = spool(input->fd, input->path, error);
        if (!pipe)
            close(input->fd);
        if ((input->fd = copy) < 0)
            return NULL;
    } else if (pipe)
        input->fd = dup(STDIN_FILENO);
    char magic[4] = { 0 };
    if (pread(input->fd, magic, 4, 0) < 0) {
        refuse_errno(error, input->path);
        return NULL;
    }
    if (memcmp(magic, "PK\003\004", 4) != 0 && memcmp(magic, "PK\005\006", 4) != 0)
        return g_steal_pointer(&input);
    int text = chat_zip_unpack(input->fd, &input->member, error);
    if (text < 0) {
        g_prefix_error(error, "%s: ", input->path);
        return NULL;
    }
    close(input->fd);
    input->fd = text;
    return g_steal_pointer(&input);
}

typedef enum { UTF_8, UTF_16_LITTLE, UTF_16_BIG } Coding;

/* By the byte order mark, else by where the zeros of ASCII stand. */
static Coding coding_of(const guchar *b, gsize n)
{
    if (n >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) || (n >= 4 && b[0] && !b[1] && b[2] && !b[3])))
        return UTF_16_LITTLE;
    if (n >= 2 && ((b[0] == 0xFE && b[1] == 0xFF) || (n >= 4 && !b[0] && b[1] && !b[2] && b[3])))
        return UTF_16_BIG;
    return UTF_8;
}

/* The state of one reading. */
typedef struct {
    Coding coding;
    guchar odd[4]; /* a unit of UTF-16 that a block's end split, or the first half of a pair */
    gsize n_odd;
    GString *line;
    int64_t number;
    ChatLineFn fn;
    void *data;
    const char *path;
} Reading;

static bool give_line(Reading *r, GError **error)
{
    r->number++;
    if (r->line->len && r->line->str[r->line->len - 1] == '\r')
        g_string_truncate(r->line, r->line->len - 1);
    bool fine = g_utf8_validate_len(r->line->str, r->line->len, NULL);
    g_autofree char *mended = fine ? NULL : g_utf8_make_valid(r->line->str, (gssize)r->line->len);
    bool ok =
        r->fn(fine ? r->line->str : mended, fine ? r->line->len : strlen(mended), r->number, !fine, r->data, error);
    g_string_truncate(r->line, 0);
    return ok;
}

static bool give_bytes(Reading *r, const char *bytes, gsize n, GError **error)
{
    while (n) {
        const char *lf = memchr(bytes, '\n', n);
        gsize part = lf ? (gsize)(lf - bytes) : n;
        if (r->line->len + part > CHAT_LINE_MAX) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
                "%s:%" G_GINT64_FORMAT ": a line of over a megabyte: this is no exported chat", r->path, r->number + 1);
            return false;
        }
        g_string_append_len(r->line, bytes, (gssize)part);
        if (lf && !give_line(r, error))
            return false;
        part += lf != NULL;
        bytes += part;
        n -= part;
    }
    return true;
}

/* UTF-16 in, UTF-8 out; half a pair alone becomes U+FFFD. */
static bool give_units(Reading *r, const guchar *bytes, gsize n, GError **error)
{
    g_autoptr(GByteArray) all = g_byte_array_new();
    g_byte_array_append(all, r->odd, (guint)r->n_odd);
    g_byte_array_append(all, bytes, (guint)n);
    g_autoptr(GString) out = g_string_sized_new(n);
    gsize i = 0;
    int high = r->coding == UTF_16_LITTLE;
    for (; i + 2 <= all->len; i += 2) {
        gunichar c = (gunichar)(all->data[i + (gsize)high] << 8 | all->data[i + (gsize)!high]);
        if (c >= 0xD800 && c < 0xDC00) {
            if (i + 4 > all->len && n)
                break;
            gunichar low = i + 4 > all->len
                               ? 0
                               : (gunichar)(all->data[i + 2 + (gsize)high] << 8 | all->data[i + 2 + (gsize)!high]);
            bool pair = low >= 0xDC00 && low < 0xE000;
            c = pair ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
            i += pair ? 2 : 0;
        }
        g_string_append_unichar(out, (c >= 0xDC00 && c < 0xE000) || c == 0 ? 0xFFFD : c);
    }
    r->n_odd = all->len - i;
    memcpy(r->odd, all->data + i, r->n_odd);
    return give_bytes(r, out->str, out->len, error);
}

static bool give_block(Reading *r, const char *bytes, gsize n, bool first, GError **error)
{
    if (first)
        r->coding = coding_of((const guchar *)bytes, n);
    return r->coding == UTF_8 ? give_bytes(r, bytes, n, error) : give_units(r, (const guchar *)bytes, n, error);
}

static bool read_file(Reading *r, const ChatInput *input, GError **error)
{
    g_autofree char *block = g_malloc(BLOCK);
    gint64 at = 0;
    for (ssize_t n; (n = pread(input->fd, block, BLOCK, at)) != 0; at += n) {
        if (n < 0)
            return refuse_errno(error, input->path);
        if (!give_block(r, block, (gsize)n, at == 0, error))
            return false;
    }
    return true;
}

bool chat_input_lines(ChatInput *input, ChatLineFn line, void *data, GError **error)
{
    g_autoptr(GString) buffer = g_string_new(NULL);
    Reading r = { .line = buffer, .fn = line, .data = data, .path = input->path ? input->path : "text" };
    bool ok = input->fd >= 0 ? read_file(&r, input, error) : give_block(&r, input->bytes, input->size, true, error);
    if (ok && r.n_odd)
        ok = give_units(&r, NULL, 0, error);
    return ok && (buffer->len == 0 || give_line(&r, error));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all are read as the head of a request, as a chunked body and as a form. In the normal suite `main`
 * replays every file of the folders it is given; with clang -fsanitize=fuzzer and -DFUZZING the same target is driven
 * by libFuzzer.
 */
#include "net_priv.h"
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_head(const char *data, size_t size)
{
    NetHead head;
    int got = net_head_parse(data, size, &head);
    if (got != 0 && got != 1 && (got < 400 || got > 505))
        g_error("neither more, nor done, nor a status: %d", got);
    if (got != 1)
        return;
    if (head.size > size || memcmp(data + head.size - 4, "\r\n\r\n", 4) != 0 ||
        (head.chunked && head.content_length >= 0))
        g_error("a head of %zu bytes that does not end as one", head.size);
    NetHead again;
    for (size_t cut = head.size; cut-- > 0;)
        if (net_head_parse(data, cut, &again) == 1)
            g_error("the head also ends at %zu", cut);
}

static void check_chunks(const char *data, size_t size)
{
    size_t at = 0, total = 0;
    int got = net_chunks_scan(data, size, 1000, &at, &total);
    if (at > size || total > 1000)
        g_error("stepped out of the body");
    if (got != 1)
        return;
    g_autoptr(GBytes) body = net_chunks_join(data, at);
    if (g_bytes_get_size(body) != total)
        g_error("joined %zu of %zu bytes", g_bytes_get_size(body), total);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    /* A copy of exact size: reading beyond it is seen. */
    g_autofree char *data = g_memdup2(bytes, size ? size : 1);
    check_head(data, size);
    check_chunks(data, size);
    g_autoptr(GHashTable) form = net_form(data, size);
    return 0;
}

#ifndef FUZZING
static int replay_folder(const char *folder)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
    int files = 0;
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autofree char *bytes = NULL;
        gsize size = 0;
        if (!g_file_get_contents(path, &bytes, &size, &error))
            g_error("%s", error->message);
        LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
        for (gsize cut = size > 512 ? size - 512 : 0; cut < size; cut++) /* a body may end anywhere */
            LLVMFuzzerTestOneInput((const uint8_t *)bytes, cut);
        files++;
    }
    return files;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        int files = replay_folder(argv[i]);
        printf("%s: %d files\n", argv[i], files);
        if (files == 0)
            return 1;
    }
    return argc > 1 ? 0 : 1;
}
#endif

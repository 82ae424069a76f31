/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all are read as a table of data: rows with all their columns as numbers, texts and groups, or one error
 * with a sentence. In the normal suite `main` replays every file of the folders it is given, whole, cut short and with
 * bytes exchanged; with clang -fsanitize=fuzzer and -DFUZZING libFuzzer drives the same target. */
#include "frame.h"
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_error(const GError *error)
{
    if (!error || !*error->message || !g_utf8_validate(error->message, -1, NULL))
        g_error("a refusal without a sentence in UTF-8");
}

static void use(const Frame *frame, int column)
{
    g_autoptr(GError) error = NULL, lost = NULL;
    g_autofree double *values = frame_numbers(frame, &column, 1, &error);
    if (!values)
        check_error(error);
    for (int i = 0; values && i < frame_rows(frame); i++)
        if (isinf(values[i]))
            g_error("an infinite number");
    g_auto(GStrv) labels = NULL;
    g_autofree int *groups = frame_groups(frame, column, &labels);
    int k = (int)g_strv_length(labels);
    for (int i = 0; i < frame_rows(frame); i++) {
        g_autofree char *text = frame_text(frame, i, column);
        if (!g_utf8_validate(text, -1, NULL) || groups[i] < -1 || groups[i] >= k || (groups[i] < 0) != (*text == '\0'))
            g_error("a text that is not UTF-8, or a row in no group of its own");
    }
    if (frame_find(frame, frame_header(frame, column), &lost) < 0)
        check_error(lost);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    g_autoptr(GError) error = NULL, range = NULL;
    g_autofree char *exact = g_memdup2(bytes, size ? size : 1); /* so that a read beyond the end is seen */
    g_autoptr(Frame) frame = frame_parse(exact, size, "data.csv", &error);
    if (!frame) {
        check_error(error);
        return 0;
    }
    for (int c = 0; c < frame_columns(frame) && c < 8; c++)
        use(frame, c);
    g_autofree char *text = g_strndup(exact, MIN(size, 40));
    int k = 0;
    g_autofree int *columns = frame_select(frame, text, &k, &range);
    if (!columns)
        check_error(range);
    return 0;
}

#ifndef FUZZING
static void replay(const char *bytes, gsize size)
{
    for (gsize cut = 0; cut <= size; cut++)
        LLVMFuzzerTestOneInput((const uint8_t *)bytes, cut);
    g_autofree char *changed = g_memdup2(bytes, size + 1);
    static const char odd[] = { '"', ',', ';', '\n', '\r', '\0', '-', '\xff' };
    for (gsize i = 0; i < size; i++)
        for (gsize o = 0; o < sizeof odd; o++) {
            changed[i] = odd[o];
            LLVMFuzzerTestOneInput((const uint8_t *)changed, size);
            changed[i] = bytes[i];
        }
}

int main(int argc, char **argv)
{
    int files = 0;
    for (int a = 1; a < argc; a++) {
        g_autoptr(GDir) dir = g_dir_open(argv[a], 0, NULL);
        for (const char *name; dir && (name = g_dir_read_name(dir));) {
            g_autofree char *path = g_build_filename(argv[a], name, NULL), *bytes = NULL;
            gsize size = 0;
            if (g_file_get_contents(path, &bytes, &size, NULL)) {
                replay(bytes, size);
                files++;
            }
        }
    }
    printf("%d files\n", files);
    return files ? 0 : 1;
}
#endif

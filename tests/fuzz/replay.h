/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay.h - the `main` of a fuzz target in the normal suite: every file of the folders it is given, whole and cut
 * short, for a file may end anywhere. With clang -fsanitize=fuzzer and -DFUZZING libFuzzer drives the same target. */
#pragma once
#include <glib.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#ifndef FUZZING
/* Every `step`-th byte, so that at most about REPLAY_CUTS cuts are tried of a file; a smaller one is cut everywhere. */
#ifndef REPLAY_CUTS
#define REPLAY_CUTS 100
#endif

static int replay_folder(const char *folder)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
    int files = 0;
    for (const char *name; dir && (name = g_dir_read_name(dir)); files++) {
        g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
        gsize size = 0;
        if (!g_file_get_contents(path, &bytes, &size, &error))
            g_error("%s", error->message);
        LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
        for (gsize cut = 0; cut < size; cut += 1 + size / REPLAY_CUTS)
            LLVMFuzzerTestOneInput((const uint8_t *)bytes, cut);
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

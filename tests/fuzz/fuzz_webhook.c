/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all go through the webhook parser and out again as JSON lines. In the normal suite `main` replays every
 * file of the folders it is given; with clang -fsanitize=fuzzer and -DFUZZING the same target is driven by libFuzzer.
 */
#include "webhook.h"
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) events = webhook_parse((const char *)bytes, size, &error);
    if ((events == NULL) != (error != NULL))
        g_error("either events or an error, not both and not neither");
    for (guint i = 0; events && i < events->len; i++) {
        const Event *event = g_ptr_array_index(events, i);
        g_autoptr(cJSON) json = event_to_json(event);
        g_autofree char *line = json_text(json);
        g_autoptr(cJSON) again = line ? json_parse(line, strlen(line), NULL) : NULL;
        if (!again || !json_string(again, "event") || strchr(line, '\n'))
            g_error("not one line of JSON: %s", line);
        if (event->time < 0 || (event->kind == EVENT_UNKNOWN && !event->raw))
            g_error("a time before 1970, or an unknown thing thrown away: %s", line);
    }
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

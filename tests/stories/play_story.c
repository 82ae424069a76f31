/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays one story: play_story COURSES-FOLDER STORY. */
#include "log.h"
#include "story.h"
#include <stdio.h>

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    gsize size = 0;
    if (argc != 3)
        return 2;
    log_set_level(g_getenv("STORY_LOG") ? LOG_DEBUG : LOG_ERROR);
    const char *const courses[] = { argv[1], NULL };
    g_autofree char *name = g_path_get_basename(argv[2]);
    g_autoptr(Story) story =
        g_file_get_contents(argv[2], &text, &size, &error) ? story_parse(text, size, name, &error) : NULL;
    if (story && story_play(story, courses, &error))
        return 0;
    fprintf(stderr, "%s\n", error->message);
    return 1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all are read as a story: either a story whose statements can be played, or an error that says where. */
#include "story.h"
#include "replay.h"
#include <string.h>

static bool good_time(const StoryTime *time)
{
    return time->day >= 0 && time->day <= 1000 && time->minutes >= -1 && time->minutes < 24 * 60;
}

static bool known(const Story *story, const char *who)
{
    return g_str_equal(who, "everybody") || g_ptr_array_find_with_equal_func(story->learners, who, g_str_equal, NULL) ||
           g_ptr_array_find_with_equal_func(story->late, who, g_str_equal, NULL) ||
           g_ptr_array_find_with_equal_func(story->staff, who, g_str_equal, NULL);
}

static bool whole_params(const StoryLine *line)
{
    for (guint i = 0; line->params && i < line->params->len; i++) {
        const StoryParam *param = line->params->pdata[i];
        if (!param->name[0] || !param->value)
            return false;
    }
    return line->params != NULL;
}

static bool is_role(const char *who)
{
    return g_str_equal(who, "admin") || g_str_equal(who, "coordinator") || g_str_equal(who, "facilitator");
}

/* What a player may rely on, verb by verb. */
static bool complete(const StoryLine *line)
{
    switch (line->verb) {
    case STORY_TAPS:
    case STORY_SAYS:
        return line->who && line->text;
    case STORY_QUOTES:
        return line->who && (line->text || line->file) && line->other;
    case STORY_SENDS:
        return line->who && line->file;
    case STORY_ANSWERS:
        return line->who && line->count >= 1;
    case STORY_READS:
    case STORY_OFFLINE:
    case STORY_ONLINE:
    case STORY_JOINS:
    case STORY_NONE:
        return line->who;
    case STORY_EXPECT:
        return line->who && (line->text != NULL) != (line->other != NULL);
    case STORY_DOES:
        return line->other && whole_params(line);
    case STORY_REFUSED:
    case STORY_TOLD:
    case STORY_WEBHOOKS:
    case STORY_NOBODY:
        return line->text;
    case STORY_HELD:
        return line->count >= 1;
    case STORY_AT:
    case STORY_NETWORK:
    case STORY_DEAF:
        return line->when.day || line->when.date || line->when.minutes >= 0;
    case STORY_ENGINE:
    case STORY_TOKEN:
        return true;
    case STORY_VERBS:
        break;
    }
    return false;
}

static void check_story(const Story *story)
{
    guint before = 1;
    /* Patients are enrolled by nobody: they join. */
    guint people = story->patients ? story->late->len : story->learners->len;
    if (!story->course || !story->zone || people == 0)
        g_error("a story without a head");
    for (guint i = 0; i < story->lines->len; i++) {
        const StoryLine *line = story->lines->pdata[i];
        if (line->line < before || !complete(line) ||
            (line->who && !(line->verb == STORY_DOES ? is_role(line->who) : known(story, line->who))))
            g_error("line %u, verb %d, is not complete", line->line, (int)line->verb);
        if (!good_time(&line->when) || !good_time(&line->from) || !good_time(&line->to))
            g_error("line %u has a time that is none", line->line);
        before = line->line;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    /* A copy of exact size: reading beyond it is seen. */
    g_autofree char *data = size ? g_memdup2(bytes, size) : g_new(char, 1);
    g_autoptr(GError) error = NULL;
    g_autoptr(Story) story = story_parse(data, size, "fuzz.story", &error);
    if ((story == NULL) != (error != NULL))
        g_error("either a story or an error, not both and not neither");
    if (error && (!g_str_has_prefix(error->message, "fuzz.story") || !g_utf8_validate(error->message, -1, NULL)))
        g_error("an error that does not say where: %s", error->message);
    if (story)
        check_story(story);
    return 0;
}

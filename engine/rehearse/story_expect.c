/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be seen on a phone, and what must not. Without a window, an expectation looks from the last deed on and
 * waits a while; with one, it counts what reached the phone in it. */
#include "story_priv.h"

#include "outbox.h"

#include <string.h>

/* Bubbles of a chat that a failure tells. */
#define SHOWN 8

/* What to look for on a phone, and where. */
typedef struct {
    Play *play;
    const StoryLine *line;
    int phone;
    bool windowed;
    int64_t from, to;
} Look;

static bool is_of_step(const Look *look, const PlatformBubble *bubble)
{
    int64_t id = 0;
    int attempt = 0;
    const Stage *stage = look->play->stage;
    if (!bubble->tag || !context_untag(engine_context(stage->engine), bubble->tag, &id, &attempt))
        return false;
    g_autoptr(OutboxMsg) msg = outbox_get(stage->store, id, NULL);
    return msg && g_strcmp0(msg->step, look->line->other) == 0;
}

static bool fits(const Look *look, const PlatformBubble *bubble)
{
    if (bubble->phone != look->phone || (look->windowed && (bubble->time < look->from || bubble->time > look->to)))
        return false;
    if (look->line->verb == STORY_NONE)
        return true;
    if (look->line->other)
        return is_of_step(look, bubble);
    g_autofree char *text = play_visible(bubble);
    return strstr(text, look->line->text) != NULL;
}

static guint count(const Look *look, const PlatformBubble **last)
{
    guint found = 0;
    const PlatformBubble *bubble;
    for (guint i = look->windowed ? 0 : look->play->mark; (bubble = platform_record(look->play->stage->platform, i));
         i++)
        if (fits(look, bubble)) {
            found++;
            *last = bubble;
        }
    return found;
}

static bool is_said(const StoryTime *time)
{
    return time->day || time->date || time->minutes >= 0;
}

static Look look_of(Play *play, const StoryLine *line, int phone)
{
    Look look = { play, line, phone, is_said(&line->from), play->marked, play->marked + STORY_PATIENCE };
    if (look.windowed)
        look.from = play_time(play, &line->from, 0);
    if (is_said(&line->to))
        look.to = play_time(play, &line->to, 24 * 60);
    return look;
}

/* The end of a chat, a line each. Given. */
static char *last_bubbles(const Play *play, int phone)
{
    GString *out = g_string_new(NULL);
    guint n = platform_bubbles(play->stage->platform, phone);
    for (guint i = n > SHOWN ? n - SHOWN : 0; i < n; i++) {
        const PlatformBubble *bubble = platform_bubble(play->stage->platform, phone, i);
        g_autofree char *when = play_when(play, bubble->time), *text = play_visible(bubble);
        g_strdelimit(text, "\n", ' ');
        g_string_append_printf(out, "\n  %s %s %.140s", when, bubble->from_business ? "<-" : "->", text);
    }
    return g_string_free(out, FALSE);
}

static bool blame(const Look *look, guint found, const PlatformBubble *last, GError **error)
{
    Play *play = look->play;
    const char *name = play->names->pdata[look->phone];
    const char *what = look->line->text ? look->line->text : look->line->other;
    g_autofree char *until = play_when(play, look->to);
    if (look->line->verb == STORY_NONE) {
        g_autofree char *when = play_when(play, last->time);
        return play_fail(play, look->line, error, "%s got a message at %s: \"%.80s\"", name, when, last->text);
    }
    if (found > 1)
        return play_fail(play, look->line, error, "%s got \"%s\" %u times by %s, not once", name, what, found, until);
    g_autofree char *chat = last_bubbles(play, look->phone);
    return play_fail(
        play, look->line, error, "by %s %s did not get \"%s\"; the phone shows:%s", until, name, what, chat);
}

bool play_expect(Play *play, const StoryLine *line, int phone, GError **error)
{
    Look look = look_of(play, line, phone);
    bool to_the_end = line->once || line->verb == STORY_NONE;
    const PlatformBubble *last = NULL;
    for (bool stepped = true; stepped;) {
        if (!to_the_end && count(&look, &last) > 0)
            return true;
        if (!play_step(play, look.to, &stepped, error))
            return false;
    }
    guint found = count(&look, &last);
    bool good = line->verb == STORY_NONE ? found == 0 : line->once ? found == 1 : found > 0;
    return good || blame(&look, found, last, error);
}

bool play_nobody(Play *play, const StoryLine *line, GError **error)
{
    const PlatformBubble *bubble;
    for (guint i = 0; (bubble = platform_record(play->stage->platform, i)); i++) {
        g_autofree char *text = play_visible(bubble);
        if (!strstr(text, line->text))
            continue;
        g_autofree char *when = play_when(play, bubble->time);
        return play_fail(play, line, error, "%s got \"%s\" at %s", (const char *)play->names->pdata[bubble->phone],
            line->text, when);
    }
    return true;
}

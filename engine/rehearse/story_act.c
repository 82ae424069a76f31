/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner does with a phone in hand. A tap, a quote and an answer wait a while for the message they need. */
#include "story_priv.h"

#include "phrase.h"
#include "text.h"

#include <string.h>

char *play_visible(const PlatformBubble *bubble)
{
    GString *text = g_string_new(bubble->header);
    g_string_append_printf(text, "%s%s", text->len ? "\n" : "", bubble->text);
    if (bubble->footer)
        g_string_append_printf(text, "\n%s", bubble->footer);
    for (guint i = 0; i < bubble->n_choices; i++) {
        g_string_append_printf(text, "\n[%s]", bubble->choices[i].title);
        if (bubble->choices[i].description)
            g_string_append_printf(text, " %s", bubble->choices[i].description);
    }
    return g_string_free(text, FALSE);
}

/* The newest bubble of the business, from `least` on, that `fits`; NULL when there is none yet. */
typedef bool Fits(Play *play, const StoryLine *line, const PlatformBubble *bubble);
static const PlatformBubble *newest(Play *play, const StoryLine *line, int phone, guint least, Fits *fits)
{
    Platform *platform = play->stage->platform;
    for (guint i = platform_bubbles(platform, phone); i > least; i--) {
        const PlatformBubble *bubble = platform_bubble(platform, phone, i - 1);
        if (bubble->from_business && fits(play, line, bubble))
            return bubble;
    }
    return NULL;
}

/* The same, after waiting for it. NULL with *error when it does not come. */
static const PlatformBubble *await(
    Play *play, const StoryLine *line, int phone, guint least, Fits *fits, const char *what, GError **error)
{
    int64_t end = play->stage->clock.now + STORY_PATIENCE;
    for (bool stepped = true; stepped;) {
        const PlatformBubble *found = newest(play, line, phone, least, fits);
        if (found)
            return found;
        if (!play_step(play, end, &stepped, error))
            return NULL;
    }
    const char *name = play->names->pdata[phone];
    guint n = platform_bubbles(play->stage->platform, phone);
    play_fail(play, line, error, "%s sees no %s \"%s\"; the last on that phone is \"%.80s\"", name, what,
        line->verb == STORY_QUOTES ? line->other
        : line->text               ? line->text
                                   : "",
        n ? platform_bubble(play->stage->platform, phone, n - 1)->text : "");
    return NULL;
}

/* --- taps and quotes --- */

/* The choice whose title, or description, is the text, or begins or ends with it; -1 when none is. */
static int find_choice(const PlatformBubble *bubble, const char *text)
{
    for (int loose = 0; loose < 2; loose++)
        for (guint i = 0; i < bubble->n_choices; i++) {
            const char *words[] = { bubble->choices[i].title, bubble->choices[i].description };
            for (gsize w = 0; w < G_N_ELEMENTS(words); w++)
                if (words[w] && (g_str_equal(words[w], text) || (loose && strstr(words[w], text))))
                    return (int)i;
        }
    return -1;
}

static bool has_choice(Play *play, const StoryLine *line, const PlatformBubble *bubble)
{
    return find_choice(bubble, line->text) >= 0;
}

static bool tap(Play *play, const StoryLine *line, int phone, GError **error)
{
    const PlatformBubble *bubble = await(play, line, phone, 0, has_choice, "choice", error);
    if (!bubble)
        return false;
    platform_phone_tap(
        play->stage->platform, play->stage->clock.now, phone, bubble->wamid, (guint)find_choice(bubble, line->text));
    return true;
}

/* A whole picture of one grey pixel: the engine looks at what it is given. */
static const char pixel[] = "ffd8ffe000104a4649460001010000010001"
                            "0000ffdb00430050373c463c32504641465a"
                            "55505f78c882786e6e78f5afb991c8ffffff"
                            "ffffffffffffffffffffffffffffffffffff"
                            "ffffffffffffffffffffffffffffffffffff"
                            "c0000b080001000101011100ffc400140001"
                            "00000000000000000000000000000003ffc4"
                            "001410010000000000000000000000000000"
                            "0000ffda0008010100003f0007ffd9";

static GBytes *picture(void)
{
    gsize size = strlen(pixel) / 2;
    guint8 *bytes = g_malloc(size);
    text_unhex(pixel, bytes, size);
    return g_bytes_new_take(bytes, size);
}

/* Enough of each kind that the engine, which looks at the bytes, takes it for one. */
static void send_file(Play *play, const StoryLine *line, int phone, const char *quote)
{
    static const struct {
        const char *word, *mime, *bytes;
        PlatformKind kind;
        gsize size;
    } files[] = {
        { "voice", "audio/ogg",
            "OggS\0\2\0\0\0\0\0\0\0\0\7\0\0\0\0\0\0\0\201\0135/\1\023OpusHead\1\0018\1\200\273\0\0\0\0\0"
            "OggS\0\0\0\0\0\0\0\0\0\0\7\0\0\0\1\0\0\0\030\300\021\250\1\020OpusTags\0\0\0\0\0\0\0\0"
            "OggS\0\4\300\003\0\0\0\0\0\0\7\0\0\0\2\0\0\0\373\2068\252\1\3\374\377\376",
            PLATFORM_AUDIO, 122 },
        { "video", "video/mp4", "\0\0\0\020ftypisom\0\0\0\0", PLATFORM_VIDEO, 16 },
    };
    const char *mime = "image/jpeg";
    PlatformKind kind = PLATFORM_IMAGE;
    g_autoptr(GBytes) bytes = picture();
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
        if (g_str_equal(line->file, files[i].word)) {
            mime = files[i].mime;
            kind = files[i].kind;
            g_bytes_unref(bytes);
            bytes = g_bytes_new_static(files[i].bytes, files[i].size);
        }
    platform_phone_media(
        play->stage->platform, play->stage->clock.now, phone, kind, mime, NULL, line->text, bytes, quote);
}

static bool holds_other(Play *play, const StoryLine *line, const PlatformBubble *bubble)
{
    return strstr(bubble->text, line->other) != NULL;
}

static bool quote(Play *play, const StoryLine *line, int phone, GError **error)
{
    const PlatformBubble *bubble = await(play, line, phone, 0, holds_other, "message", error);
    if (!bubble)
        return false;
    if (line->file)
        send_file(play, line, phone, bubble->wamid);
    else
        platform_phone_text(play->stage->platform, play->stage->clock.now, phone, line->text, bubble->wamid);
    return true;
}

/* --- questions --- */

/* The question a bubble asks: the item with the longest stem that it shows; NULL when it asks none. */
static const Item *asked(Play *play, const PlatformBubble *bubble)
{
    const Course *course = play->package->course;
    const Item *found = NULL;
    gsize longest = 0;
    for (guint i = 0; i < course->items->len; i++) {
        const Item *item = course->items->pdata[i];
        const char *stem = course_text(item->stem, course, "en", NULL);
        if (strlen(stem) > longest && strstr(bubble->text, stem)) {
            found = item;
            longest = strlen(stem);
        }
    }
    return found;
}

static bool is_question(Play *play, const StoryLine *line, const PlatformBubble *bubble)
{
    return strstr(bubble->text, "*Question ") && asked(play, bubble) != NULL;
}

/* Words of a right or a wrong answer. */
static const char *words_of(Play *play, const Item *item, bool right)
{
    if (item->kind == ITEM_TRUEFALSE)
        return item->answer == right ? "True" : "False";
    for (guint i = 0; i < item->options->len; i++) {
        const ItemOption *option = item->options->pdata[i];
        if ((option->fraction >= 1) == right)
            return course_text(option->texts, play->package->course, "en", NULL);
    }
    return "";
}

/* The letter under which a text shows the option: "B. Rapid test". */
static char *letter_of(const PlatformBubble *bubble, const char *words)
{
    g_auto(GStrv) lines = g_strsplit(bubble->text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (g_ascii_isupper((*line)[0]) && (*line)[1] == '.' && g_str_has_suffix(*line, words))
            return g_strndup(*line, 1);
    return g_strdup(words);
}

static bool answer_one(Play *play, const StoryLine *line, int phone, GError **error)
{
    Platform *platform = play->stage->platform;
    const PlatformBubble *bubble = await(play, line, phone, play->answered[phone], is_question, "open question", error);
    if (!bubble)
        return false;
    play->answered[phone] = bubble->place + 1;
    const char *words = words_of(play, asked(play, bubble), line->yes);
    int64_t now = play->stage->clock.now;
    g_autofree char *letter = letter_of(bubble, words);
    int choice = find_choice(bubble, words);
    if (choice < 0)
        choice = find_choice(bubble, letter);
    platform_phone_read(platform, now, phone);
    if (choice >= 0)
        platform_phone_tap(platform, now, phone, bubble->wamid, (guint)choice);
    else
        platform_phone_text(platform, now, phone, letter, NULL);
    return stage_settle(play->stage, NULL, NULL, error);
}

static bool answer(Play *play, const StoryLine *line, int phone, GError **error)
{
    for (guint i = 0; i < line->count; i++)
        if (!answer_one(play, line, phone, error))
            return false;
    return true;
}

/* --- the rest --- */

static void go_offline(Play *play, const StoryLine *line, int phone)
{
    platform_phone_online(play->stage->platform, play->stage->clock.now, phone, false);
    if (!line->when.day && !line->when.date && line->when.minutes < 0)
        return;
    OnlineAgain timer = { play_time(play, &line->when, 0), phone };
    g_array_append_val(play->timers, timer);
}

static bool do_deed(Play *play, const StoryLine *line, int phone, GError **error)
{
    Platform *platform = play->stage->platform;
    int64_t now = play->stage->clock.now;
    switch (line->verb) {
    case STORY_TAPS:
        return tap(play, line, phone, error);
    case STORY_SAYS:
        platform_phone_text(platform, now, phone, line->text, NULL);
        return true;
    case STORY_QUOTES:
        return quote(play, line, phone, error);
    case STORY_SENDS:
        send_file(play, line, phone, NULL);
        return true;
    case STORY_ANSWERS:
        return answer(play, line, phone, error);
    case STORY_OFFLINE:
        go_offline(play, line, phone);
        return true;
    case STORY_ONLINE:
        platform_phone_online(platform, now, phone, true);
        return true;
    case STORY_JOINS:
        return play_enrol(play, phone, error);
    case STORY_READS:
    case STORY_AT:
    case STORY_NETWORK:
    case STORY_DEAF:
    case STORY_TOKEN:
    case STORY_WEBHOOKS:
    case STORY_ENGINE:
    case STORY_HELD:
    case STORY_DOES:
    case STORY_REFUSED:
    case STORY_TOLD:
    case STORY_EXPECT:
    case STORY_NONE:
    case STORY_NOBODY:
    case STORY_VERBS:
        break;
    }
    return true;
}

bool play_deed(Play *play, const StoryLine *line, int phone, GError **error)
{
    if (line->verb != STORY_OFFLINE && platform_phone_is_online(play->stage->platform, phone))
        platform_phone_read(play->stage->platform, play->stage->clock.now, phone);
    return do_deed(play, line, phone, error) && stage_settle(play->stage, NULL, NULL, error);
}

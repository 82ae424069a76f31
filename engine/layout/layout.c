/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of a course and the engine's own messages. */
#include "layout_priv.h"
#include "phrase.h"
#include "text.h"
#include <string.h>

char *layout_unmarked(const char *text)
{
    g_autofree char *plain = g_strdelimit(g_strdup(text), "\r\n\t", ' ');
    GString *out = g_string_new(NULL);
    for (const char *p = plain; *p; p++)
        if (!strchr("*_~`", *p))
            g_string_append_c(out, *p);
    return g_strstrip(g_string_free(out, FALSE));
}

void layout_add_choosing(
    const LayoutFor *who, GPtrArray *list, GPtrArray *media, const char *text, const char *short_text, Message *message)
{
    Message *only = media->len == 1 ? media->pdata[0] : NULL;
    bool heads = only && only->media == MEDIA_IMAGE && message->kind == MESSAGE_BUTTONS;
    g_autofree char *weighed = heads && *text ? g_strdup_printf("%s\n\n%s", text, only->text) : g_strdup(text);
    text = weighed;
    if (heads) {
        message->asset = g_steal_pointer(&only->asset);
        message->mime = g_steal_pointer(&only->mime);
        message->filename = g_steal_pointer(&only->filename);
        message->media = MEDIA_IMAGE;
        g_ptr_array_unref(media);
    } else {
        layout_add_all(list, media);
    }
    bool fits = *text && (int)text_length(text) <= who->caps->max_body;
    if (!fits)
        layout_add_text(who, list, text);
    message->text = fits ? g_strdup(text) : text_cut(short_text, (size_t)who->caps->max_body);
    g_ptr_array_add(list, message);
}

static void add_button(const LayoutFor *who, Message *message, const char *prefix, const char *key, const char *suffix,
    const char *phrase_key)
{
    g_autofree char *id = g_strconcat(prefix, key, suffix, NULL);
    g_autofree char *full = phrase(who->lang, phrase_key, NULL);
    g_autofree char *title = text_cut(full, (size_t)who->caps->button_title);
    message_add_choice(message, id, title, NULL);
}

GPtrArray *layout_agree(const LayoutFor *who, const Step *step, const char *key)
{
    GPtrArray *list = layout_list();
    g_autoptr(GString) words = g_string_new(NULL);
    GPtrArray *media = layout_media(who, step->shows, words);
    g_autofree char *own = layout_pick(who, step->texts);
    g_autofree char *text = g_strconcat(words->str, words->len && *own ? "\n\n" : "", own, NULL);
    Message *message = message_new(MESSAGE_BUTTONS, NULL);
    add_button(who, message, "a.", key, ".yes", "agree.yes");
    add_button(who, message, "a.", key, ".no", "agree.no");
    g_autofree char *yes = phrase(who->lang, "agree.yes", NULL), *no = phrase(who->lang, "agree.no", NULL);
    g_autofree char *ask = g_strdup_printf("%s / %s?", yes, no);
    layout_add_choosing(who, list, media, text, ask, message);
    return list;
}

/* A title in bold before the text, where the step has one. */
static char *titled(const LayoutFor *who, const CourseTexts *title, const CourseTexts *texts)
{
    g_autofree char *head = layout_pick(who, title);
    g_autofree char *body = layout_pick(who, texts);
    return *head ? g_strdup_printf("*%s*%s%s", head, *body ? "\n\n" : "", body) : g_strdup(body);
}

static bool opens_module(const LayoutFor *who, const Step *step)
{
    const Module *module = step->module ? course_module(who->course, step->module) : NULL;
    return module && module->steps->len && module->steps->pdata[0] == step;
}

static char *stamped(const LayoutFor *who, const Step *step, char *text)
{
    if (!who->simulated || !opens_module(who, step))
        return text;
    g_autofree char *before = text;
    g_autofree char *stamp = phrase(who->lang, "simulated", NULL);
    return g_strdup_printf("%s%s_%s_", before, *before ? "\n\n" : "", stamp);
}

GPtrArray *layout_post(const LayoutFor *who, const Step *step, const char *key)
{
    GPtrArray *list = layout_list();
    g_autofree char *text = stamped(who, step, titled(who, step->title, step->texts));
    if (!key) {
        layout_add_body(who, list, step->shows, text);
        return list;
    }
    bool task = step->kind == STEP_TASK;
    g_autoptr(GString) words = g_string_new(NULL);
    GPtrArray *media = layout_media(who, step->shows, words);
    g_string_append_printf(words, "%s%s", words->len && *text ? "\n\n" : "", text);
    Message *message = message_new(MESSAGE_BUTTONS, NULL);
    add_button(who, message, task ? "t." : "r.", key, "", task ? "task.button" : "post.read");
    g_autofree char *label = phrase(who->lang, task ? "task.button" : "post.read", NULL);
    layout_add_choosing(who, list, media, words->str, label, message);
    return list;
}

GPtrArray *layout_part(const LayoutFor *who, const Part *part)
{
    return layout_text(who, part->shows, part->texts);
}

GPtrArray *layout_prompt(const LayoutFor *who, const Step *step, const char *how, bool first)
{
    GPtrArray *list = layout_list();
    g_autofree char *text = stamped(who, step, titled(who, step->title, step->texts));
    g_autofree char *to_room = how ? NULL : phrase(who->lang, "prompt.how", NULL);
    g_autofree char *care = first ? phrase(who->lang, "prompt.first", NULL) : g_strdup("");
    g_autofree char *whole =
        g_strdup_printf("%s\n\n%s%s%s\n_%s_", text, how ? how : to_room, *care ? "\n\n" : "", care, step->id);
    layout_add_body(who, list, step->shows, whole);
    return list;
}

static char *lettered(const LayoutFor *who, const GPtrArray *choices)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < choices->len; i++) {
        g_autofree char *text = layout_pick(who, ((const ItemOption *)choices->pdata[i])->texts);
        g_string_append_printf(out, "%s%c. %s", i ? "\n" : "", 'A' + (int)i, text);
    }
    return g_string_free(out, FALSE);
}

static Message *poll_message(const LayoutFor *who, const Step *step, const char *key)
{
    bool buttons = (int)step->choices->len <= who->caps->max_buttons;
    Message *message = message_new(buttons ? MESSAGE_BUTTONS : MESSAGE_LIST, NULL);
    for (guint i = 0; i < step->choices->len; i++) {
        const ItemOption *choice = step->choices->pdata[i];
        g_autofree char *id = g_strdup_printf("p.%s.%s", key, choice->id);
        g_autofree char *text = layout_pick(who, choice->texts);
        g_autofree char *plain = layout_unmarked(text);
        g_autofree char *full = g_strdup_printf("%c. %s", 'A' + (int)i, plain);
        g_autofree char *title = text_cut(full, (size_t)(buttons ? who->caps->button_title : who->caps->row_title));
        message_add_choice(message, id, title, NULL);
    }
    if (!buttons) {
        g_autofree char *label = phrase(who->lang, "poll.choose", NULL);
        message->list_label = text_cut(label, (size_t)who->caps->list_label);
    }
    return message;
}

GPtrArray *layout_poll(const LayoutFor *who, const Step *step, const char *key, const char *before, const char *after)
{
    GPtrArray *list = layout_list();
    g_autofree char *head = titled(who, step->title, step->texts);
    g_autofree char *letters = lettered(who, step->choices);
    g_autoptr(GString) words = g_string_new(NULL);
    GPtrArray *media = layout_media(who, step->shows, words);
    g_string_append_printf(
        words, "%s%s%s%s\n\n%s", words->len ? "\n\n" : "", before ? before : "", before ? "\n\n" : "", head, letters);
    if (step->multiple) {
        g_autofree char *many = phrase(who->lang, "poll.many", "example", "AC", NULL);
        g_string_append_printf(words, "\n\n%s", many);
    }
    if (after)
        g_string_append_printf(words, "\n\n%s", after);
    if ((int)step->choices->len > who->caps->max_rows) {
        layout_add_all(list, media);
        layout_add_text(who, list, words->str);
        return list;
    }
    g_autofree char *ask = phrase(who->lang, "poll.choose", NULL);
    layout_add_choosing(who, list, media, words->str, ask, poll_message(who, step, key));
    return list;
}

Message *layout_knock(const LayoutFor *who, const char *title)
{
    Message *message = message_new(MESSAGE_TEMPLATE, NULL);
    g_autofree char *plain = layout_unmarked(title ? title : "");
    g_autofree char *other = phrase(who->lang, "knock.title", NULL);
    g_autofree char *cut = text_cut(*plain ? plain : other, 120);
    g_autofree char *name = text_cut(who->learner_name && *who->learner_name ? who->learner_name : "colleague", 60);
    message->template_name = g_strdup("baraza_step_ready_v1");
    message->language = g_strdup("en");
    message_add_param(message, name);
    message_add_param(message, cut);
    message_add_choice(message, "go", "Continue", NULL);
    return message;
}

Message *layout_staff_news(const char *name, const char *title)
{
    Message *message = message_new(MESSAGE_TEMPLATE, NULL);
    g_autofree char *plain = layout_unmarked(title);
    g_autofree char *cut = text_cut(plain, 200);
    g_autofree char *short_name = text_cut(name, 60);
    message->template_name = g_strdup("baraza_staff_news_v1");
    message->language = g_strdup("en");
    message_add_param(message, short_name);
    message_add_param(message, cut);
    message_add_choice(message, "f.go", "Show", NULL);
    return message;
}

/* Positional variables, neither first nor last; one quick reply. */
cJSON *layout_templates(void)
{
    static const char definition[] =
        "[{\"name\":\"baraza_step_ready_v1\",\"language\":\"en\",\"category\":\"UTILITY\",\"parameter_format\":"
        "\"positional\","
        "\"components\":[{\"type\":\"BODY\",\"text\":\"Hello {{1}}, the next part of the course you enrolled in is "
        "ready: {{2}}. "
        "Tap Continue to receive it, or write STOP to leave the course.\","
        "\"example\":{\"body_text\":[[\"Chipo\",\"The first ninety days\"]]}},"
        "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"QUICK_REPLY\",\"text\":\"Continue\"}]}]},"
        "{\"name\":\"baraza_staff_news_v1\",\"language\":\"en\",\"category\":\"UTILITY\",\"parameter_format\":"
        "\"positional\","
        "\"components\":[{\"type\":\"BODY\",\"text\":\"Hello {{1}}, you look after a course and this waits for you: "
        "{{2}}. "
        "Tap Show to see it, or write STOP to get no more of these.\","
        "\"example\":{\"body_text\":[[\"Tendai\",\"Day 5 of HRE1: 2 held posts, 1 question\"]]}},"
        "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"QUICK_REPLY\",\"text\":\"Show\"}]}]}]";
    cJSON *templates = json_parse(definition, sizeof definition - 1, NULL);
    g_assert(templates);
    return templates;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts and what they show: one picture bears a short text as its caption, a long text is cut where paragraphs end, and
 * a learner on a lower tier reads in words what the others see. */
#include "layout_priv.h"
#include "text.h"
#include <string.h>

GPtrArray *layout_list(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)message_free);
}

static const char *module_title(const LayoutFor *who)
{
    return who->module ? course_text(who->module->title, who->course, who->lang, who->country) : NULL;
}

static const char *variable(const LayoutFor *who, const char *name, size_t n)
{
    const struct {
        const char *name, *value;
    } known[] = {
        { "learner.name", who->learner_name },
        { "cohort.name", who->cohort_name },
        { "module.title", module_title(who) },
        { "due", who->due_text },
        { "score", who->score_text },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (strlen(known[i].name) == n && strncmp(known[i].name, name, n) == 0)
            return known[i].value ? known[i].value : "";
    return "";
}

char *layout_fill(const LayoutFor *who, const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p++) {
        const char *close = *p == '{' && p[1] != '{' ? strchr(p, '}') : NULL;
        if (close) {
            g_string_append(out, variable(who, p + 1, (size_t)(close - p - 1)));
            p = close;
        } else {
            g_string_append_c(out, *p);
            p += (*p == '{' || *p == '}') && p[1] == *p;
        }
    }
    return g_string_free(out, FALSE);
}

char *layout_pick(const LayoutFor *who, const CourseTexts *texts)
{
    return layout_fill(who, course_text(texts, who->course, who->lang, who->country));
}

static MediaTier tier_of(const char *name)
{
    return g_strcmp0(name, "text") == 0 ? TIER_TEXT : g_strcmp0(name, "low") == 0 ? TIER_LOW : TIER_FULL;
}

const AssetVariant *layout_variant(const LayoutFor *who, const Asset *asset)
{
    for (MediaTier tier = tier_of(who->tier); tier < TIERS; tier++) {
        const AssetVariant *found = NULL;
        for (guint i = 0; i < asset->variants->len; i++) {
            const AssetVariant *v = asset->variants->pdata[i];
            bool own = g_strcmp0(v->lang, who->lang) == 0;
            if (v->tier == tier && (own || (!found && (!v->lang || g_strcmp0(v->lang, who->course->lang) == 0))))
                found = v;
        }
        if (found)
            return found;
    }
    return NULL;
}

void layout_set_asset(Message *message, MediaKind kind, const AssetVariant *variant)
{
    static const struct {
        const char *suffix, *mime;
    } types[] = { { ".png", "image/png" }, { ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" }, { ".ogg", "audio/ogg" },
        { ".mp3", "audio/mpeg" }, { ".m4a", "audio/mp4" }, { ".mp4", "video/mp4" }, { ".3gp", "video/3gpp" },
        { ".pdf", "application/pdf" } };
    message->asset = g_strdup(variant->sha256);
    message->media = kind;
    message->filename = g_path_get_basename(variant->src);
    g_autofree char *lower = g_ascii_strdown(variant->src, -1);
    const char *mime = "application/octet-stream";
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_str_has_suffix(lower, types[i].suffix))
            mime = types[i].mime;
    message->mime = g_strdup(mime);
}

static void add_paragraph(GString *out, const char *text)
{
    if (*text)
        g_string_append_printf(out, "%s%s", out->len ? "\n\n" : "", text);
}

/* "Picture, 48 kB": what it costs to load it. Given. */
static char *weight(const LayoutFor *who, MediaKind kind, int64_t bytes)
{
    static const char *const keys[MEDIA_KINDS] = {
        [MEDIA_IMAGE] = "weight.image",
        [MEDIA_AUDIO] = "weight.audio",
        [MEDIA_VIDEO] = "weight.video",
        [MEDIA_DOCUMENT] = "weight.document",
    };
    bool mega = bytes >= 999500;
    g_autofree char *point = phrase(who->lang, "weight.point", NULL);
    int64_t tenths = (bytes + 50000) / 100000, kilo = MAX((bytes + 500) / 1000, 1);
    g_autofree char *n = mega ? g_strdup_printf("%" G_GINT64_FORMAT "%s%d", tenths / 10, point, (int)(tenths % 10))
                              : g_strdup_printf("%" G_GINT64_FORMAT, kilo);
    g_autofree char *size = phrase(who->lang, mega ? "weight.mb" : "weight.kb", "n", n, NULL);
    return phrase(who->lang, keys[kind], "size", size, NULL);
}

/* A file with its weight: as its caption, or, before what can have none, in a message of its own. */
static void add_file(const LayoutFor *who, GPtrArray *media, MediaKind kind, const AssetVariant *variant)
{
    Message *message = message_new(MESSAGE_MEDIA, NULL);
    g_autofree char *plain = weight(who, kind, variant->bytes), *line = g_strdup_printf("_%s_", plain);
    layout_set_asset(message, kind, variant);
    if (kind == MEDIA_AUDIO)
        g_ptr_array_add(media, message_new(MESSAGE_TEXT, line));
    else
        message->text = g_steal_pointer(&line);
    g_ptr_array_add(media, message);
}

GPtrArray *layout_media(const LayoutFor *who, const GPtrArray *shows, GString *words)
{
    GPtrArray *media = layout_list();
    for (guint i = 0; shows && i < shows->len; i++) {
        const Asset *asset = course_asset(who->course, shows->pdata[i]);
        const AssetVariant *variant = asset && !asset->is_link ? layout_variant(who, asset) : NULL;
        if (!asset)
            continue;
        if (variant && variant->src && variant->sha256) {
            add_file(who, media, asset->kind, variant);
            continue;
        }
        g_autofree char *text =
            layout_pick(who, variant && variant->texts && variant->texts->len ? variant->texts : asset->alt);
        g_autofree char *line = asset->is_link ? g_strdup_printf("%s\n%s", text, asset->href) : g_strdup(text);
        add_paragraph(words, line);
    }
    return media;
}

/* Where to cut `text` so that its first part has at most `limit` characters: after a paragraph, a line, a word. */
static size_t cut_at(const char *text, int limit)
{
    static const char *const ends[] = { "\n\n", "\n", " " };
    const char *last = g_utf8_offset_to_pointer(text, limit);
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        const char *found = g_strrstr_len(text, last - text + 1, ends[i]);
        if (found && found > text + (last - text) / 3)
            return (size_t)(found - text);
    }
    return (size_t)(last - text);
}

void layout_add_text(const LayoutFor *who, GPtrArray *list, const char *text)
{
    const char *p = text + strspn(text, " \n");
    while (*p) {
        size_t n = (int)text_length(p) > who->caps->max_text ? cut_at(p, who->caps->max_text) : strlen(p);
        g_autofree char *part = g_strchomp(g_strndup(p, n));
        if (*part)
            g_ptr_array_add(list, message_new(MESSAGE_TEXT, part));
        p += n;
        p += strspn(p, " \n");
    }
}

void layout_add_all(GPtrArray *list, GPtrArray *more)
{
    for (guint i = 0; i < more->len; i++)
        g_ptr_array_add(list, more->pdata[i]);
    g_ptr_array_set_free_func(more, NULL);
    g_ptr_array_unref(more);
}

void layout_add_body(const LayoutFor *who, GPtrArray *list, const GPtrArray *shows, const char *text)
{
    g_autoptr(GString) words = g_string_new(NULL);
    GPtrArray *media = layout_media(who, shows, words);
    add_paragraph(words, text);
    Message *only = media->len == 1 ? media->pdata[0] : NULL;
    g_autofree char *whole = only ? g_strdup_printf("%s\n\n%s", words->str, only->text) : NULL;
    bool caption = only && words->len && (int)text_length(whole) <= who->caps->max_caption;
    if (caption) {
        g_free(only->text);
        only->text = g_steal_pointer(&whole);
    }
    layout_add_all(list, media);
    if (!caption)
        layout_add_text(who, list, words->str);
}

GPtrArray *layout_text(const LayoutFor *who, const GPtrArray *shows, const CourseTexts *texts)
{
    GPtrArray *list = layout_list();
    g_autofree char *text = layout_pick(who, texts);
    layout_add_body(who, list, shows, text);
    return list;
}

GPtrArray *layout_plain(const LayoutFor *who, const char *text)
{
    GPtrArray *list = layout_list();
    layout_add_text(who, list, text);
    return list;
}

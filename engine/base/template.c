/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template is read once from front to back; a section is found whole and read again for each item. What a value
 * brings in is never read as template, always escaped, and may not turn a link into a script. */
#include "template.h"

#include "error.h"
#include "template_priv.h"

#include <string.h>

#define DEPTH_MAX 32 /* a frame that includes itself must end */

/* One level of the view; the outermost has no `outer`. */
typedef struct Frame Frame;
struct Frame {
    const cJSON *value;
    const Frame *outer;
};

typedef struct {
    const EmbeddedFile *files, *file;
    const Frame *frame;
    GString *out;
    int depth;
} Page;

static bool render(Page *page, const char *at, const char *end, GError **error);

static bool fail(const Page *page, const char *at, const char *what, const char *name, GError **error)
{
    int line = 1;
    for (const char *c = page->file->data; c < at; c++)
        line += *c == '\n';
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%d: %s \"%s\"", page->file->name, line, what, name);
    return false;
}

/* The innermost level that has the first part of "a.b" decides; NULL when none has, or it lacks the rest. */
static const cJSON *look_up(const Frame *frame, const char *name)
{
    if (strcmp(name, ".") == 0)
        return frame->value;
    g_autofree char *first = g_strndup(name, strcspn(name, "."));
    for (; frame; frame = frame->outer)
        if (cJSON_GetObjectItemCaseSensitive(frame->value, first))
            return json_at(frame->value, name);
    return NULL;
}

static bool is_true(const cJSON *value)
{
    if (cJSON_IsArray(value))
        return cJSON_GetArraySize(value) > 0;
    if (cJSON_IsString(value) || cJSON_IsRaw(value))
        return *value->valuestring != '\0';
    return cJSON_IsObject(value) || cJSON_IsTrue(value) || (cJSON_IsNumber(value) && value->valuedouble != 0);
}

static bool put_value(Page *page, const Tag *tag, const cJSON *value, GError **error)
{
    if (tag->kind == TAG_MARKUP) {
        if (!cJSON_IsRaw(value))
            return fail(page, tag->start, "no markup was put into the view as", tag->name, error);
        g_string_append(page->out, value->valuestring);
        return true;
    }
    if (cJSON_IsNull(value))
        return true;
    if (!cJSON_IsString(value) && !cJSON_IsNumber(value))
        return fail(page, tag->start, "the view has no text or number under", tag->name, error);
    g_autofree char *number = cJSON_IsNumber(value) ? json_text(value) : NULL;
    template_put_escaped(page->out, number ? number : value->valuestring);
    return true;
}

static bool render_in(Page *page, const cJSON *value, const char *at, const char *end, GError **error)
{
    Frame inner = { .value = value, .outer = page->frame };
    page->frame = &inner;
    bool ok = render(page, at, end, error);
    page->frame = inner.outer;
    return ok;
}

/* The text from `body` to `end`, once for each item of a list, once inside an object, once for any other true value. */
static bool put_section(Page *page, const Tag *tag, const cJSON *value, const char *end, GError **error)
{
    bool truth = is_true(value);
    if (tag->kind == TAG_UNLESS)
        return truth || render(page, tag->end, end, error);
    if (!truth)
        return true;
    if (cJSON_IsObject(value))
        return render_in(page, value, tag->end, end, error);
    if (!cJSON_IsArray(value))
        return render(page, tag->end, end, error);
    for (const cJSON *item = value->child; item; item = item->next)
        if (!render_in(page, item, tag->end, end, error))
            return false;
    return true;
}

static const EmbeddedFile *find_file(const EmbeddedFile *files, const char *name)
{
    g_autofree char *html = g_strconcat(name, ".html", NULL);
    for (; files->name; files++)
        if (strcmp(files->name, name) == 0 || strcmp(files->name, html) == 0)
            return files;
    return NULL;
}

static bool put_partial(Page *page, const Tag *tag, GError **error)
{
    const EmbeddedFile *file = find_file(page->files, tag->name), *kept = page->file;
    if (!file)
        return fail(page, tag->start, "there is no template", tag->name, error);
    page->file = file;
    bool ok = render(page, file->data, file->data + file->size, error);
    page->file = kept;
    return ok;
}

/* Puts what a tag stands for; *next is where reading goes on. */
static bool put_tag(Page *page, const Tag *tag, const char *end, const char **next, GError **error)
{
    *next = tag->end;
    if (tag->kind == TAG_COMMENT)
        return true;
    if (tag->kind == TAG_PARTIAL)
        return put_partial(page, tag, error);
    if (tag->kind == TAG_CLOSE)
        return fail(page, tag->start, "nothing is open that is closed as", tag->name, error);
    const cJSON *value = look_up(page->frame, tag->name);
    if (!value)
        return fail(page, tag->start, "the view has no", tag->name, error);
    if (tag->kind == TAG_TEXT || tag->kind == TAG_MARKUP)
        return put_value(page, tag, value, error);
    const char *section_end = template_section_end(tag, end, next);
    if (!section_end)
        return fail(page, tag->start, "nothing closes the section", tag->name, error);
    return put_section(page, tag, value, section_end, error);
}

static bool render(Page *page, const char *at, const char *end, GError **error)
{
    if (page->depth == DEPTH_MAX)
        return fail(page, at, "sections and frames are nested too deep in", page->file->name, error);
    page->depth++;
    bool ok = true;
    while (ok && at < end) {
        Tag tag;
        TagFound found = template_next_tag(at, end, &tag);
        if (found == TAG_BROKEN)
            return fail(page, tag.start, "a tag is not closed or has no plain name:", "{{", error);
        g_string_append_len(page->out, at, (found == TAG_NONE ? end : tag.start) - at);
        if (found == TAG_NONE)
            break;
        ok = put_tag(page, &tag, end, &at, error);
    }
    page->depth--;
    return ok;
}

char *template_fill(const EmbeddedFile *files, const char *name, const cJSON *view, GError **error)
{
    const EmbeddedFile *file = find_file(files, name);
    if (!file) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is no template \"%s\"", name);
        return NULL;
    }
    Frame outermost = { .value = view };
    g_autoptr(GString) out = g_string_sized_new(file->size * 2);
    Page page = { .files = files, .file = file, .frame = &outermost, .out = out };
    if (!render(&page, file->data, file->data + file->size, error))
        return NULL;
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* A raw value is what the JSON parser never makes, so no text that came from outside can pass as markup. */
void template_put_markup(cJSON *view, const char *name, const Markup *markup)
{
    json_put_item(view, name, cJSON_CreateRaw(markup_text(markup)));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a clinician signs, as one hash: every word, mark and picture of a module that a learner of one language and
 * country would meet, in order. Days and times are not part of it; ids are, so that a signed text cannot be moved into
 * another step. */
#include "course_priv.h"
#include "clock.h"
#include <string.h>

typedef struct {
    const Course *course;
    const char *lang, *country;
    GString *out;
} Canon;

/* Tag, length and bytes, so that no two different modules can be written alike. */
static void put(Canon *c, const char *tag, const char *text)
{
    g_string_append_printf(c->out, "%s %zu:%s\n", tag, text ? strlen(text) : 0, text ? text : "");
}

static void put_texts(Canon *c, const char *tag, const CourseTexts *texts)
{
    if (texts && texts->len > 0)
        put(c, tag, course_text(texts, c->course, c->lang, c->country));
}

static void put_double(Canon *c, const char *tag, double value)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    put(c, tag, value == value ? g_ascii_dtostr(buffer, sizeof buffer, value) : "");
}

static void put_shows(Canon *c, const GPtrArray *shows)
{
    for (guint i = 0; shows && i < shows->len; i++) {
        const Asset *asset = course_asset(c->course, shows->pdata[i]);
        if (!asset)
            continue;
        put(c, "asset", asset->href);
        put_texts(c, "alt", asset->alt);
        for (guint v = 0; v < asset->variants->len; v++) {
            const AssetVariant *variant = asset->variants->pdata[v];
            put(c, "file", variant->sha256);
            put_texts(c, "words", variant->texts);
        }
    }
}

static void put_feedback(Canon *c, const GPtrArray *list)
{
    static const char *const tags[FEEDBACK_KINDS] = {
        [FEEDBACK_ANY] = "feedback",
        [FEEDBACK_CORRECT] = "feedback-correct",
        [FEEDBACK_INCORRECT] = "feedback-incorrect",
    };
    for (guint i = 0; i < list->len; i++) {
        const ItemFeedback *feedback = list->pdata[i];
        put_texts(c, tags[feedback->on], feedback->texts);
    }
}

static void put_option(Canon *c, const ItemOption *option)
{
    if (option->country && !course_in_list(option->country, c->country))
        return;
    put(c, "option", option->id);
    put_double(c, "fraction", option->fraction);
    put_double(c, "value", option->value);
    put_double(c, "min", option->min);
    put_double(c, "max", option->max);
    put_double(c, "tolerance", option->tolerance);
    put_texts(c, "text", option->texts);
    put_texts(c, "right", option->right);
    put_feedback(c, option->feedback);
}

static void put_item(Canon *c, const Item *item)
{
    if (!item || (item->country && item->country != c->country && !course_in_list(item->country, c->country)))
        return;
    put(c, item_kind_name(item->kind), item->id);
    put_shows(c, item->shows);
    put_texts(c, "stem", item->stem);
    put(c, "answer", item->kind == ITEM_TRUEFALSE ? item->answer ? "true" : "false" : NULL);
    for (guint i = 0; i < item->options->len; i++)
        put_option(c, item->options->pdata[i]);
    put_feedback(c, item->feedback);
    for (guint i = 0; i < item->gaps->len; i++)
        put_item(c, item->gaps->pdata[i]);
}

char *course_item_canon(const Course *course, const Item *item, const char *lang)
{
    Canon c = { course, lang, item->country, g_string_new(NULL) };
    put_item(&c, item);
    return g_string_free(c.out, FALSE);
}

static void put_test(Canon *c, const Test *test)
{
    for (guint f = 0; test && f < test->forms->len; f++) {
        const Form *form = test->forms->pdata[f];
        put(c, "form", form->id);
        for (guint i = 0; i < form->items->len; i++)
            put_item(c, course_item(c->course, ((const FormItem *)form->items->pdata[i])->item));
    }
}

static void put_step(Canon *c, const Step *step);

static void put_part(Canon *c, const Part *part)
{
    if (part && part->step) {
        put_step(c, part->step);
    } else if (part) {
        put(c, "part", part->id);
        put_shows(c, part->shows);
        put_texts(c, "text", part->texts);
    }
}

static void put_step(Canon *c, const Step *step)
{
    put(c, step_kind_name(step->kind), step->id);
    put_texts(c, "title", step->title);
    put_shows(c, step->shows);
    put_texts(c, "text", step->texts);
    put_texts(c, "notes", step->notes);
    for (guint i = 0; i < step->choices->len; i++)
        put_option(c, step->choices->pdata[i]);
    for (guint i = 0; i < step->parts->len; i++)
        put_part(c, step->parts->pdata[i]);
    put_part(c, step->closing);
    for (guint i = 0; i < step->items->len; i++)
        put_item(c, course_item(c->course, step->items->pdata[i]));
    put_test(c, course_test(c->course, step->test));
}

char *course_module_hash(const Course *course, const Module *module, const char *lang, const char *country)
{
    Canon c = { course, lang, country, g_string_new("baraza course module 1\n") };
    put(&c, "module", module->id);
    put_texts(&c, "title", module->title);
    for (guint i = 0; i < module->steps->len; i++)
        put_step(&c, module->steps->pdata[i]);
    g_autofree char *hex = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)c.out->str, c.out->len);
    g_string_free(c.out, TRUE);
    return g_strndup(hex, 32);
}

/* The first source in the list that is past its date and applies in the country, or NULL. */
static const Source *overdue(const Course *course, const char *list, const char *country, int64_t today)
{
    for (guint i = 0; i < course->sources->len; i++) {
        const Source *source = course->sources->pdata[i];
        bool applies = !source->country || !country || course_in_list(source->country, country);
        if (applies && source->review_by < today && course_in_list(list, source->id))
            return source;
    }
    return NULL;
}

static const Source *overdue_item(const Course *course, const char *id, const char *country, int64_t today)
{
    const Item *item = course_item(course, id);
    return item ? overdue(course, item->source, country, today) : NULL;
}

static const Source *overdue_step(const Course *course, const Step *step, const char *country, int64_t today)
{
    const Source *late = overdue(course, step->source, country, today);
    for (guint i = 0; !late && i < step->parts->len; i++) {
        const Part *part = step->parts->pdata[i];
        late = part->step ? overdue_step(course, part->step, country, today)
                          : overdue(course, part->source, country, today);
    }
    if (!late && step->closing)
        late = overdue(course, step->closing->source, country, today);
    for (guint i = 0; !late && i < step->items->len; i++)
        late = overdue_item(course, step->items->pdata[i], country, today);
    const Test *test = course_test(course, step->test);
    for (guint f = 0; test && f < test->forms->len; f++) {
        const Form *form = test->forms->pdata[f];
        for (guint i = 0; !late && i < form->items->len; i++)
            late = overdue_item(course, ((const FormItem *)form->items->pdata[i])->item, country, today);
    }
    return late;
}

/* The sign-off for this hash, or else the last one for the same language and country (in *other), whose text it was
 * not. */
static const Signoff *find_signoff(
    const Module *module, const char *lang, const char *country, const char *hash, const Signoff **other)
{
    *other = NULL;
    for (guint i = 0; i < module->signoffs->len; i++) {
        const Signoff *signoff = module->signoffs->pdata[i];
        if (strcmp(signoff->lang, lang) != 0 || (signoff->country && !course_in_list(signoff->country, country)))
            continue;
        if (g_ascii_strcasecmp(signoff->hash, hash) == 0)
            return signoff;
        *other = signoff;
    }
    return NULL;
}

bool course_module_cleared(
    const Course *course, const Module *module, const char *lang, const char *country, int64_t today, char **reason)
{
    const char *own = lang ? lang : course->lang;
    g_autofree char *hash = course_module_hash(course, module, own, country);
    const Signoff *other, *signoff = find_signoff(module, own, country, hash, &other);
    const char *in = country ? " in " : "", *where = country ? country : "";
    if (!signoff && other)
        *reason = g_strdup_printf(
            "module \"%s\": its text in \"%s\"%s%s has changed since %s signed it; it needs signing again", module->id,
            own, in, where, other->clinician);
    else if (!signoff)
        *reason = g_strdup_printf(
            "module \"%s\": no clinician has signed its text in \"%s\"%s%s", module->id, own, in, where);
    if (!signoff)
        return false;
    const Source *late = overdue(course, module->source, country, today);
    for (guint i = 0; !late && i < module->steps->len; i++)
        late = overdue_step(course, module->steps->pdata[i], country, today);
    if (!late)
        return true;
    Civil day = civil_from_days(late->review_by);
    *reason = g_strdup_printf("module \"%s\": its source \"%s\" was to be reviewed by %04d-%02d-%02d", module->id,
        late->id, day.year, day.month, day.day);
    return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model from the document: what is about the course as a whole, its media and its modules. The grammar has passed,
 * so what must be there is there. */
#include "course_priv.h"
#include "clock.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

int course_attr_int(const XmlNode *node, const char *name, int fallback)
{
    g_autofree char *text = xml_attr(node, name);
    return text ? (int)CLAMP(g_ascii_strtoll(text, NULL, 10), 0, 1000000) : fallback;
}

double course_attr_double(const XmlNode *node, const char *name, double fallback)
{
    g_autofree char *text = xml_attr(node, name);
    return text ? g_ascii_strtod(text, NULL) : fallback;
}

bool course_attr_bool(const XmlNode *node, const char *name, bool fallback)
{
    g_autofree char *text = xml_attr(node, name);
    if (!text)
        return fallback;
    const char *word = g_strstrip(text);
    return strcmp(word, "true") == 0 || strcmp(word, "1") == 0;
}

int64_t course_attr_duration(const XmlNode *node, const char *name, int *days)
{
    *days = 0;
    g_autofree char *text = xml_attr(node, name);
    int64_t seconds = 0;
    return text && civil_parse_duration(g_strstrip(text), &seconds, days) ? seconds : 0;
}

int64_t course_attr_date(CourseReader *r, const XmlNode *node, const char *name)
{
    g_autofree char *text = xml_attr(node, name);
    int64_t days = 0;
    if (text && !civil_parse_date(g_strstrip(text), &days))
        course_fault(r, COURSE_ERROR, xml_line(node), "<%s>: %s=\"%s\" is not a date; write it as 2026-12-31",
            xml_name(node), name, text);
    return days;
}

int course_attr_time(const XmlNode *node)
{
    g_autofree char *text = xml_attr(node, "time");
    int minutes = -1;
    return text && civil_parse_time(g_strstrip(text), &minutes) ? minutes : -1;
}

int course_attr_name(const XmlNode *node, const char *name, const char *const *names, int n, int fallback)
{
    g_autofree char *text = xml_attr(node, name);
    for (int i = 0; text && i < n; i++)
        if (strcmp(g_strstrip(text), names[i]) == 0)
            return i;
    return fallback;
}

CourseTexts *course_build_texts(CourseReader *r, const XmlNode *node, const char *child)
{
    CourseTexts *texts = course_texts_new();
    for (const XmlNode *n = xml_child(node, child); n; n = xml_next(n, child)) {
        CourseText *text = g_new0(CourseText, 1);
        text->lang = xml_lang(n);
        if (!text->lang)
            text->lang = g_strdup(r->course->lang);
        text->country = xml_attr(n, "country");
        text->body = course_markup(n);
        text->line = xml_line(n);
        g_ptr_array_add(texts, text);
    }
    return texts;
}

GPtrArray *course_build_shows(const XmlNode *node)
{
    GPtrArray *shows = g_ptr_array_new_with_free_func(g_free);
    for (const XmlNode *n = xml_child(node, "show"); n; n = xml_next(n, "show"))
        g_ptr_array_add(shows, xml_attr(n, "ref"));
    return shows;
}

static void build_objectives(CourseReader *r, const XmlNode *meta)
{
    for (const XmlNode *n = xml_child(meta, "objective"); n; n = xml_next(n, "objective")) {
        Objective *objective = g_new0(Objective, 1);
        objective->id = xml_attr(n, "id");
        objective->texts = course_build_texts(r, n, "text");
        g_ptr_array_add(r->course->objectives, objective);
        course_set_thing(r->course, objective->id, objective);
    }
}

static char *plain_words(const XmlNode *node)
{
    g_autofree char *text = node ? xml_text(node) : NULL;
    if (!text)
        return NULL;
    g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
    GString *out = g_string_new(NULL);
    for (char **word = words; *word; word++)
        if (**word)
            g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", *word);
    return g_string_free(out, FALSE);
}

static void build_sources(CourseReader *r, const XmlNode *meta)
{
    for (const XmlNode *n = xml_child(meta, "source"); n; n = xml_next(n, "source")) {
        Source *source = g_new0(Source, 1);
        source->id = xml_attr(n, "id");
        source->edition = xml_attr(n, "edition");
        source->country = xml_attr(n, "country");
        source->href = xml_attr(n, "href");
        source->text = plain_words(n);
        source->effective = course_attr_date(r, n, "effective");
        source->review_by = course_attr_date(r, n, "reviewBy");
        source->line = xml_line(n);
        g_ptr_array_add(r->course->sources, source);
        course_set_thing(r->course, source->id, source);
    }
}

static void build_meta(CourseReader *r, const XmlNode *meta)
{
    Course *course = r->course;
    course->title = course_build_texts(r, meta, "title");
    course->summary = course_build_texts(r, meta, "summary");
    const XmlNode *provider = xml_child(meta, "provider");
    course->provider = plain_words(provider);
    course->provider_number = provider ? xml_attr(provider, "number") : NULL;
    const XmlNode *effort = xml_child(meta, "effort");
    course->effort_minutes = effort ? course_attr_int(effort, "minutes", 0) : 0;
    build_objectives(r, meta);
    build_sources(r, meta);
}

static void build_variant(CourseReader *r, Asset *asset, const XmlNode *node)
{
    static const char *const tiers[TIERS] = { [TIER_FULL] = "full", [TIER_LOW] = "low", [TIER_TEXT] = "text" };
    AssetVariant *variant = g_new0(AssetVariant, 1);
    variant->tier = course_attr_name(node, "tier", tiers, TIERS, TIER_FULL);
    variant->src = xml_attr(node, "src");
    variant->lang = xml_lang(node);
    variant->texts = course_build_texts(r, node, "text");
    g_ptr_array_add(asset->variants, variant);
    if (!variant->src)
        return;
    char sha256[65] = "";
    variant->bytes = r->file ? r->file(variant->src, sha256, r->data) : -1;
    variant->sha256 = g_strdup(sha256);
}

static void build_asset(CourseReader *r, const XmlNode *node)
{
    Asset *asset = course_asset_new();
    asset->id = xml_attr(node, "id");
    asset->href = xml_attr(node, "href");
    asset->line = xml_line(node);
    g_autofree char *kind = xml_attr(node, "kind");
    asset->is_link = !media_kind_from_name(kind, &asset->kind);
    asset->alt = course_build_texts(r, node, "alt");
    for (const XmlNode *n = xml_child(node, "variant"); n; n = xml_next(n, "variant"))
        build_variant(r, asset, n);
    g_ptr_array_add(r->course->assets, asset);
    course_set_thing(r->course, asset->id, asset);
}

static Cond *build_cond(const XmlNode *node, CourseReader *r)
{
    static const char *const names[COND_KINDS] = {
        [COND_AT] = "at",
        [COND_ON] = "on",
        [COND_DONE] = "done",
        [COND_SCORE] = "score",
        [COND_ALL] = "allOf",
        [COND_ANY] = "anyOf",
    };
    CondKind kind = COND_AT;
    while (kind + 1 < COND_KINDS && !xml_is(node, names[kind]))
        kind++;
    Cond *cond = course_cond_new(kind, xml_line(node));
    cond->day = course_attr_int(node, "day", 0);
    cond->date = course_attr_date(r, node, "date");
    cond->time = course_attr_time(node);
    cond->ref = xml_attr(node, "ref");
    cond->plus = course_attr_duration(node, "plus", &cond->plus_days);
    cond->min = course_attr_double(node, "min", 0);
    for (const XmlNode *n = xml_child(node, NULL); n; n = xml_next(n, NULL))
        g_ptr_array_add(cond->kids, build_cond(n, r));
    return cond;
}

Cond *course_build_release(CourseReader *r, const XmlNode *release)
{
    if (!release)
        return NULL;
    const XmlNode *first = xml_child(release, NULL);
    if (!xml_next(first, NULL))
        return build_cond(first, r);
    Cond *all = course_cond_new(COND_ALL, xml_line(release));
    for (const XmlNode *n = first; n; n = xml_next(n, NULL))
        g_ptr_array_add(all->kids, build_cond(n, r));
    return all;
}

static void build_signoff(CourseReader *r, Module *module, const XmlNode *node)
{
    Signoff *signoff = g_new0(Signoff, 1);
    signoff->lang = xml_lang(node);
    if (!signoff->lang)
        signoff->lang = g_strdup(r->course->lang);
    signoff->country = xml_attr(node, "country");
    signoff->clinician = plain_words(node);
    signoff->hash = xml_attr(node, "hash");
    signoff->date = course_attr_date(r, node, "date");
    signoff->line = xml_line(node);
    g_ptr_array_add(module->signoffs, signoff);
}

static void build_module(CourseReader *r, const XmlNode *node)
{
    Module *module = course_module_new();
    module->id = xml_attr(node, "id");
    module->source = xml_attr(node, "source");
    module->objective = xml_attr(node, "objective");
    module->title = course_build_texts(r, node, "title");
    module->line = xml_line(node);
    for (const XmlNode *n = xml_child(node, "signoff"); n; n = xml_next(n, "signoff"))
        build_signoff(r, module, n);
    module->release = course_build_release(r, xml_child(node, "release"));
    g_ptr_array_add(r->course->modules, module);
    course_set_thing(r->course, module->id, module);
    course_build_steps(r, module, node);
}

static void build_identity(CourseReader *r)
{
    Course *course = r->course;
    course->id = xml_attr(r->root, "id");
    course->version = xml_attr(r->root, "version");
    course->lang = xml_lang(r->root);
    if (!course->lang)
        course->lang = g_strdup("en");
    g_autofree char *languages = xml_attr(r->root, "languages");
    g_auto(GStrv) words = g_strsplit_set(languages ? languages : course->lang, " \t\r\n", -1);
    for (char **word = words; *word; word++)
        if (**word)
            g_ptr_array_add(course->languages, g_strdup(*word));
}

void course_build(CourseReader *r)
{
    build_identity(r);
    build_meta(r, xml_child(r->root, "meta"));
    const XmlNode *media = xml_child(r->root, "media");
    for (const XmlNode *n = media ? xml_child(media, "asset") : NULL; n; n = xml_next(n, "asset"))
        build_asset(r, n);
    course_build_banks(r);
    course_build_tests(r);
    course_build_rubrics(r);
    for (const XmlNode *n = xml_child(r->root, "module"); n; n = xml_next(n, "module"))
        build_module(r, n);
    const XmlNode *certificate = xml_child(r->root, "certificate");
    if (certificate) {
        r->course->certificate = xml_attr(certificate, "id");
        r->course->certificate_title = course_build_texts(r, certificate, "title");
        r->course->certificate_rule = course_build_release(r, xml_child(certificate, "release"));
    }
}

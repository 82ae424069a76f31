/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Languages: what is promised in `languages` must be there for every text; two texts for the same learner are one too
 * many. Works on the document: siblings of one name are the versions of one text. */
#include "course_priv.h"
#include <string.h>

#define GAPS_SHOWN 20

static const char *const texts[] = { "text", "title", "summary", "alt" };

typedef struct {
    CourseReader *r;
    guint *gaps; /* per promised language */
} Check;

static char *lang_of(const Check *c, const XmlNode *node)
{
    char *lang = xml_lang(node);
    return lang ? lang : g_strdup(c->r->course->lang);
}

static bool is_promised(const Course *course, const char *lang)
{
    for (guint i = 0; i < course->languages->len; i++)
        if (strcmp(course->languages->pdata[i], lang) == 0)
            return true;
    return false;
}

static void check_double(Check *c, const XmlNode *first, const XmlNode *node, const char *name)
{
    g_autofree char *lang = lang_of(c, node), *country = xml_attr(node, "country");
    for (const XmlNode *other = first; other && other != node; other = xml_next(other, name)) {
        g_autofree char *other_lang = lang_of(c, other), *other_country = xml_attr(other, "country");
        if (strcmp(lang, other_lang) == 0 && g_strcmp0(country, other_country) == 0) {
            course_fault(c->r, COURSE_ERROR, xml_line(node),
                "a second <%s> in \"%s\"%s%s: only the one on line %ld would be shown; put both into one, with <p>",
                name, lang, country ? " for " : "", country ? country : "", xml_line(other));
            return;
        }
    }
}

static void check_one(Check *c, const XmlNode *first, const XmlNode *node, const char *name)
{
    Course *course = c->r->course;
    g_autofree char *lang = lang_of(c, node), *words = xml_text(node);
    if (!is_promised(course, lang))
        course_fault(c->r, COURSE_WARNING, xml_line(node),
            "<%s> is in \"%s\", which the course's languages do not name", name, lang);
    if (g_strstrip(words)[0] == '\0' && !xml_child(node, NULL))
        course_fault(c->r, COURSE_WARNING, xml_line(node), "<%s> is empty", name);
    check_double(c, first, node, name);
}

typedef enum { NOWHERE, SOMEWHERE, EVERYWHERE } Reach;

/* Where the text is there in this language: in no country, in named ones only, or for everywhere else too. */
static Reach reach_of(const Check *c, const XmlNode *first, const char *name, const char *lang)
{
    Reach reach = NOWHERE;
    for (const XmlNode *n = first; n; n = xml_next(n, name)) {
        g_autofree char *own = lang_of(c, n), *country = xml_attr(n, "country");
        if (strcmp(own, lang) == 0)
            reach = MAX(reach, country ? SOMEWHERE : EVERYWHERE);
    }
    return reach;
}

static void check_gaps(Check *c, const XmlNode *first, const char *name)
{
    Course *course = c->r->course;
    for (guint i = 0; i < course->languages->len; i++) {
        const char *lang = course->languages->pdata[i];
        Reach reach = reach_of(c, first, name, lang);
        if (reach == EVERYWHERE || c->gaps[i]++ >= GAPS_SHOWN)
            continue;
        if (reach == NOWHERE)
            course_fault(c->r, COURSE_WARNING, xml_line(first),
                "no <%s> in \"%s\" here; another language would be shown", name, lang);
        else
            course_fault(c->r, COURSE_WARNING, xml_line(first),
                "<%s> in \"%s\" is for named countries only; a learner elsewhere would be shown another", name, lang);
    }
}

static void check_element(Check *c, const XmlNode *node)
{
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        const XmlNode *first = xml_child(node, texts[i]);
        for (const XmlNode *n = first; n; n = xml_next(n, texts[i]))
            check_one(c, first, n, texts[i]);
        if (first)
            check_gaps(c, first, texts[i]);
    }
    for (const XmlNode *child = xml_child(node, NULL); child; child = xml_next(child, NULL))
        check_element(c, child);
}

void course_check_texts(CourseReader *r)
{
    Course *course = r->course;
    g_autofree guint *gaps = g_new0(guint, course->languages->len + 1);
    Check c = { r, gaps };
    if (!is_promised(course, course->lang))
        course_fault(r, COURSE_ERROR, xml_line(r->root), "the course's languages do not name its own language \"%s\"",
            course->lang);
    check_element(&c, r->root);
    for (guint i = 0; i < course->languages->len; i++)
        if (gaps[i] > GAPS_SHOWN)
            course_fault(r, COURSE_WARNING, xml_line(r->root), "%u more texts are missing in \"%s\"",
                gaps[i] - GAPS_SHOWN, (const char *)course->languages->pdata[i]);
}

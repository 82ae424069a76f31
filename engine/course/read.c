/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes to a checked course: well-formed, then by the grammar, then by what the grammar cannot say. Each stage
 * runs only on what the one before has passed, so that one slip does not shower the author with its consequences. */
#include "course_priv.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void course_fault_free(CourseFault *fault)
{
    if (!fault)
        return;
    g_free(fault->text);
    g_free(fault);
}

void course_fault(CourseReader *r, CourseLevel level, long line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    CourseFault *fault = g_new0(CourseFault, 1);
    fault->level = level;
    fault->line = line;
    fault->text = g_strdup_vprintf(format, args);
    g_ptr_array_add(r->faults, fault);
    va_end(args);
}

static gint by_line(gconstpointer a, gconstpointer b)
{
    const CourseFault *x = *(CourseFault *const *)a, *y = *(CourseFault *const *)b;
    return x->line < y->line ? -1 : x->line > y->line ? 1 : 0;
}

/* "course.xml:12: sentence" becomes line 12 and the sentence. */
static void not_well_formed(CourseReader *r, const char *name, const char *message)
{
    long line = 1;
    size_t n = strlen(name);
    if (strncmp(message, name, n) == 0 && message[n] == ':') {
        char *end;
        line = strtol(message + n + 1, &end, 10);
        message = end;
        if (*message == ':')
            message++;
        message += strspn(message, " ");
    }
    course_fault(r, COURSE_ERROR, line > 0 ? line : 1, "%s", message);
}

/* BCP 47 in form: "en", "pt-BR", "zh-Hant". */
static bool is_language(const char *lang)
{
    g_auto(GStrv) parts = g_strsplit(lang, "-", -1);
    bool good = parts[0] != NULL;
    for (char **part = parts; *part && good; part++) {
        size_t n = strlen(*part);
        good = n >= 1 && n <= 8;
        for (const char *p = *part; *p && good; p++)
            good = part == parts ? g_ascii_isalpha(*p) : g_ascii_isalnum(*p);
    }
    return good;
}

/* xml:lang, in plain words: the schema that reports well lets attributes of the xml namespace through (see
 * scripts/grammar). */
static void check_languages(CourseReader *r, const XmlNode *node)
{
    g_autofree char *lang = xml_lang(node);
    if (lang && !is_language(lang))
        course_fault(r, COURSE_ERROR, xml_line(node),
            "<%s>: xml:lang=\"%s\" is not a language; write it as en or pt-BR", xml_name(node), lang);
    for (const XmlNode *child = xml_child(node, NULL); child; child = xml_next(child, NULL))
        check_languages(r, child);
}

static bool passes_grammar(CourseReader *r, const XmlDoc *doc)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)xml_fault_free);
    const XmlNode *root = xml_root(doc);
    g_autofree char *own = xml_lang(root);
    if (!own && xml_is(root, "course"))
        course_fault(
            r, COURSE_ERROR, xml_line(root), "<course> needs xml:lang, the language that its texts are written in");
    check_languages(r, root);
    if (r->faults->len > 0)
        return false;
    if (course_validate(doc, true, found))
        return true;
    for (guint i = 0; i < found->len; i++) {
        const XmlFault *fault = found->pdata[i];
        course_fault(r, COURSE_ERROR, MAX(fault->line, 1), "%s", fault->text);
    }
    return false;
}

static bool has_error(const GPtrArray *faults)
{
    for (guint i = 0; i < faults->len; i++)
        if (((const CourseFault *)faults->pdata[i])->level == COURSE_ERROR)
            return true;
    return false;
}

static void check_all(CourseReader *r)
{
    course_check_texts(r);
    course_check_media(r);
    course_check_items(r);
    course_check_lengths(r);
    course_check_tests(r);
    course_check_commitments(r);
    course_check_work(r);
    course_check_flow(r);
    course_check_reach(r);
}

Course *course_read(
    const char *xml, gsize size, const char *name, CourseFileFn *file, gpointer data, int64_t today, GPtrArray *faults)
{
    g_autoptr(Course) course = course_new();
    g_autoptr(GPtrArray) own = g_ptr_array_new();
    CourseReader r = { .course = course, .faults = own, .file = file, .data = data, .today = today };
    g_autoptr(GError) error = NULL;
    g_autoptr(XmlDoc) doc = xml_parse(xml, size, name, &error);
    if (!doc) {
        not_well_formed(&r, name, error->message);
    } else if (passes_grammar(&r, doc)) {
        r.root = xml_root(doc);
        course_read_ids(&r);
        course_build(&r);
        check_all(&r);
    }
    g_ptr_array_sort(own, by_line);
    bool failed = has_error(own);
    for (guint i = 0; i < own->len; i++)
        g_ptr_array_add(faults, own->pdata[i]);
    return failed ? NULL : g_steal_pointer(&course);
}

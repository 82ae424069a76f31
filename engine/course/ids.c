/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids and references, on the document itself, so that every fault has the line of its own element. Two tables say it
 * all: which element makes which kind of id, and which attribute must name which kind. */
#include "course_priv.h"
#include "text.h"
#include <string.h>

#define GUESSES 50

static const char *const kind_names[ID_KINDS] = {
    [ID_OBJECTIVE] = "objective",
    [ID_SOURCE] = "source",
    [ID_ASSET] = "asset",
    [ID_BANK] = "bank",
    [ID_ITEM] = "item",
    [ID_TEST] = "test",
    [ID_RUBRIC] = "rubric",
    [ID_CODEBOOK] = "codebook",
    [ID_MODULE] = "module",
    [ID_STEP] = "step",
    [ID_PART] = "part of a step",
    [ID_CERTIFICATE] = "certificate",
    [ID_COURSE] = "course",
};

const char *course_id_kind_name(IdKind kind)
{
    g_assert(kind < ID_KINDS);
    return kind_names[kind];
}

/* Elements whose id must be unlike every other in the file: it is a key of the data set. */
static const struct {
    const char *element;
    IdKind kind;
} makers[] = {
    { "course", ID_COURSE },
    { "objective", ID_OBJECTIVE },
    { "source", ID_SOURCE },
    { "asset", ID_ASSET },
    { "bank", ID_BANK },
    { "single", ID_ITEM },
    { "multiple", ID_ITEM },
    { "truefalse", ID_ITEM },
    { "numeric", ID_ITEM },
    { "short", ID_ITEM },
    { "match", ID_ITEM },
    { "order", ID_ITEM },
    { "cloze", ID_ITEM },
    { "likert", ID_ITEM },
    { "open", ID_ITEM },
    { "test", ID_TEST },
    { "rubric", ID_RUBRIC },
    { "codebook", ID_CODEBOOK },
    { "module", ID_MODULE },
    { "agree", ID_STEP },
    { "post", ID_STEP },
    { "task", ID_STEP },
    { "case", ID_STEP },
    { "discussion", ID_STEP },
    { "poll", ID_STEP },
    { "quiz", ID_STEP },
    { "sit", ID_STEP },
    { "assignment", ID_STEP },
    { "bring", ID_STEP },
    { "live", ID_STEP },
    { "event", ID_STEP },
    { "survey", ID_STEP },
    { "reminder", ID_STEP },
    { "scene", ID_PART },
    { "certificate", ID_CERTIFICATE },
};

/* Elements whose id only their parent's other children must not have. */
static const char *const local_ids[] = { "option", "pair", "distractor", "step", "choice", "form", "criterion",
    "code" };

static const struct {
    const char *element, *attribute; /* NULL element: any */
    IdKind kind;
} references[] = {
    { NULL, "source", ID_SOURCE },
    { NULL, "objective", ID_OBJECTIVE },
    { NULL, "after", ID_STEP },
    { NULL, "twin", ID_ITEM },
    { NULL, "rubric", ID_RUBRIC },
    { "show", "ref", ID_ASSET },
    { "itemref", "ref", ID_ITEM },
    { "pick", "bank", ID_BANK },
    { "sit", "test", ID_TEST },
    { "done", "ref", ID_STEP },
    { "score", "ref", ID_STEP },
    { "reminder", "of", ID_STEP },
    { "survey", "commitment", ID_STEP },
    { "discussion", "codebook", ID_CODEBOOK },
};

static void each_element(const XmlNode *node, void (*fn)(CourseReader *r, const XmlNode *node), CourseReader *r)
{
    fn(r, node);
    for (const XmlNode *child = xml_child(node, NULL); child; child = xml_next(child, NULL))
        each_element(child, fn, r);
}

static bool add_id(CourseReader *r, const char *id, IdKind kind, long line)
{
    const IdEntry *first = g_hash_table_lookup(r->course->by_id, id);
    if (first) {
        course_fault(r, COURSE_ERROR, line,
            "the id \"%s\" is already that of the %s on line %ld; every id is given once", id, kind_names[first->kind],
            first->line);
        return false;
    }
    IdEntry *entry = g_new0(IdEntry, 1);
    entry->kind = kind;
    entry->line = line;
    g_hash_table_insert(r->course->by_id, g_strdup(id), entry);
    return true;
}

/* The parts of a step that take their id from it. */
static void add_derived(CourseReader *r, const XmlNode *node, const char *id)
{
    int probes = 0, cues = 0;
    for (const XmlNode *child = xml_child(node, NULL); child; child = xml_next(child, NULL)) {
        g_autofree char *part = NULL;
        if (xml_is(child, "probe"))
            part = g_strdup_printf("%s.probe%d", id, ++probes);
        else if (xml_is(child, "summaryPost"))
            part = g_strdup_printf("%s.summary", id);
        else if (xml_is(child, "reveal"))
            part = g_strdup_printf("%s.reveal", id);
        else if (xml_is(child, "discuss"))
            part = g_strdup_printf("%s.discuss", id);
        else if (xml_is(child, "cue") && ++cues && !xml_child(child, "scene") && xml_child(child, "text"))
            part = g_strdup_printf("%s.cue%d", id, cues);
        if (part)
            add_id(r, part, ID_PART, xml_line(child));
    }
}

static void check_local(CourseReader *r, const XmlNode *node, const char *id)
{
    for (const XmlNode *other = xml_child(xml_parent(node), NULL); other && other != node;
         other = xml_next(other, NULL)) {
        g_autofree char *taken = xml_attr(other, "id");
        if (g_strcmp0(taken, id) == 0) {
            course_fault(r, COURSE_ERROR, xml_line(node),
                "<%s>: the id \"%s\" is already taken on line %ld, under the same <%s>", xml_name(node), id,
                xml_line(other), xml_name(xml_parent(node)));
            return;
        }
    }
}

/* The schedule names what it makes of a step "ID.close", "ID.again", "ID.hour" and "ID.2"; no author may give such an
 * id. */
static void check_reserved(CourseReader *r, const XmlNode *node, const char *id)
{
    static const char *const made[] = { "close", "again", "review", "day", "hour" };
    const char *dot = strrchr(id, '.');
    bool taken = false;
    for (gsize i = 0; dot && i < G_N_ELEMENTS(made); i++)
        taken |= g_str_equal(dot + 1, made[i]);
    if (taken || (dot && dot[1] && strspn(dot + 1, "0123456789") == strlen(dot + 1)))
        course_fault(r, COURSE_ERROR, xml_line(node),
            "the id \"%s\" ends like one that Baraza makes itself; write \"-\" for \".\"", id);
}

static void collect_id(CourseReader *r, const XmlNode *node)
{
    g_autofree char *id = xml_attr(node, "id");
    if (!id)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(local_ids); i++)
        if (xml_is(node, local_ids[i])) {
            check_local(r, node, id);
            return;
        }
    for (size_t i = 0; i < G_N_ELEMENTS(makers); i++)
        if (xml_is(node, makers[i].element)) {
            check_reserved(r, node, id);
            add_id(r, id, makers[i].kind, xml_line(node));
            add_derived(r, node, id);
            return;
        }
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The id of that kind most like `id`, or NULL. Given. */
static char *nearest_id(const Course *course, const char *id, IdKind kind)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    GHashTableIter iter;
    gpointer key, value;
    g_hash_table_iter_init(&iter, course->by_id);
    while (g_hash_table_iter_next(&iter, &key, &value))
        if (((IdEntry *)value)->kind == kind)
            g_ptr_array_add(names, key);
    g_ptr_array_sort(names, by_name);
    g_ptr_array_add(names, NULL);
    return g_strdup(text_nearest(id, (const char *const *)names->pdata));
}

/* "step "m3q"" for the element or the nearest one around it that has an id. Given. */
static char *where(const XmlNode *node)
{
    for (const XmlNode *n = node; n; n = xml_parent(n)) {
        g_autofree char *id = xml_attr(n, "id");
        if (id)
            return g_strdup_printf("%s \"%s\"", xml_name(n), id);
    }
    return g_strdup(xml_name(node));
}

static const char *a(IdKind kind)
{
    return strchr("aeiou", kind_names[kind][0]) ? "an" : "a";
}

static void check_one(CourseReader *r, const XmlNode *node, const char *attribute, const char *id, IdKind kind)
{
    g_autofree char *place = where(node);
    const IdEntry *entry = g_hash_table_lookup(r->course->by_id, id);
    if (entry && entry->kind == kind)
        return;
    if (entry) {
        course_fault(r, COURSE_ERROR, xml_line(node), "%s: %s=\"%s\" names %s %s, but %s %s is needed here", place,
            attribute, id, a(entry->kind), kind_names[entry->kind], a(kind), kind_names[kind]);
        return;
    }
    g_autofree char *near = r->guesses++ < GUESSES ? nearest_id(r->course, id, kind) : NULL;
    course_fault(r, COURSE_ERROR, xml_line(node), "%s: there is no %s \"%s\"%s%s%s", place, kind_names[kind], id,
        near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

static void check_references(CourseReader *r, const XmlNode *node)
{
    for (size_t i = 0; i < G_N_ELEMENTS(references); i++) {
        if (references[i].element && !xml_is(node, references[i].element))
            continue;
        g_autofree char *value = xml_attr(node, references[i].attribute);
        g_auto(GStrv) ids = g_strsplit_set(value ? value : "", " \t\r\n", -1);
        for (char **id = ids; *id; id++)
            if (**id)
                check_one(r, node, references[i].attribute, *id, references[i].kind);
    }
}

void course_read_ids(CourseReader *r)
{
    each_element(r->root, collect_id, r);
    each_element(r->root, check_references, r);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* course_priv.h - what the files of this module share: the reader, the index of ids, the builders and the checks. */
#pragma once
#include "course.h"
#include "xml.h"

/* What an id stands for. ids.c says which element makes which kind. */
typedef enum {
    ID_OBJECTIVE,
    ID_SOURCE,
    ID_ASSET,
    ID_BANK,
    ID_ITEM,
    ID_TEST,
    ID_RUBRIC,
    ID_CODEBOOK,
    ID_MODULE,
    ID_STEP,
    ID_PART,
    ID_CERTIFICATE,
    ID_COURSE,
    ID_KINDS
} IdKind;

/* An entry of Course.by_id. `thing` is borrowed from the course, NULL for kinds that have no struct. */
typedef struct {
    IdKind kind;
    long line;
    gpointer thing;
} IdEntry;

/* One reading of a course.xml: where faults go, and what the checks need beside the course. */
typedef struct {
    Course *course;
    GPtrArray *faults;
    const XmlNode *root;
    CourseFileFn *file;
    gpointer data;
    int64_t today;
    int guesses; /* "did you mean" looked for so far: each costs a look at every id */
} CourseReader;

G_GNUC_PRINTF(4, 5)
void course_fault(CourseReader *r, CourseLevel level, long line, const char *format, ...);

/* model.c */
Course *course_new(void);
Item *course_item_new(void);
Step *course_step_new(void);
Part *course_part_new(void);
ItemOption *course_option_new(void);
Asset *course_asset_new(void);
Test *course_test_new(void);
/* Appends an empty rubric. */
Rubric *course_rubric_new(Course *course);
/* Appends an empty form. */
Form *course_form_new(Test *test);
Module *course_module_new(void);
Cond *course_cond_new(CondKind kind, long line);
CourseTexts *course_texts_new(void);
gpointer course_thing(const Course *course, const char *id, IdKind kind);
void course_set_thing(Course *course, const char *id, gpointer thing);
/* Whether `word` stands in the space-separated `list` (NULL list: no). */
bool course_in_list(const char *list, const char *word);

/* markup.c: the words of an element as WhatsApp markup. Given. */
char *course_markup(const XmlNode *node);

/* ids.c: fills by_id and reports doubled ids, references to nothing and references to the wrong kind. */
void course_read_ids(CourseReader *r);

const char *course_id_kind_name(IdKind kind);

/* sign.c: an item as a learner of the language meets it, in canonical form. Given. */
char *course_item_canon(const Course *course, const Item *item, const char *lang);

/* build*.c: the model from a document that the grammar has passed. */
void course_build(CourseReader *r);
void course_build_banks(CourseReader *r);
void course_build_tests(CourseReader *r);
Item *course_build_item(CourseReader *r, const XmlNode *node, const char *bank);
bool course_is_item(const XmlNode *node);
/* build_work.c: rubrics, and what an assignment and a live meeting have of their own. */
void course_build_rubrics(CourseReader *r);
void course_check_work(CourseReader *r);
void course_build_steps(CourseReader *r, Module *module, const XmlNode *node);
Cond *course_build_release(CourseReader *r, const XmlNode *release);
CourseTexts *course_build_texts(CourseReader *r, const XmlNode *node, const char *child);
GPtrArray *course_build_shows(const XmlNode *node);
int course_attr_int(const XmlNode *node, const char *name, int fallback);
double course_attr_double(const XmlNode *node, const char *name, double fallback);
bool course_attr_bool(const XmlNode *node, const char *name, bool fallback);
/* Seconds, 0 when absent; *days of them were written as days. */
int64_t course_attr_duration(const XmlNode *node, const char *name, int *days);
int64_t course_attr_date(CourseReader *r, const XmlNode *node, const char *name);
int course_attr_time(const XmlNode *node);
/* Index of an attribute's value in `names` (n of them), or `fallback` when absent. */
int course_attr_name(const XmlNode *node, const char *name, const char *const *names, int n, int fallback);

/* check_*.c: what the grammar cannot say. Each reports through course_fault. */
void course_check_texts(CourseReader *r);
void course_check_items(CourseReader *r);
void course_check_lengths(CourseReader *r);
void course_check_tests(CourseReader *r);
void course_check_commitments(CourseReader *r);
void course_check_flow(CourseReader *r);
void course_check_reach(CourseReader *r);
void course_check_media(CourseReader *r);

/* grammar.c: XmlFault for what the grammar does not let through; true when there is none. `whole`: a course, not a
 * codebook alone. */
bool course_validate(const XmlDoc *doc, bool whole, GPtrArray *found);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* course.h - a course as authored: parsed from course.xml, checked, immutable. Pure. */
#pragma once
#include "json.h"
#include "message.h"
#include <stdint.h>

/* Every text may come in several languages and country variants; course_text picks one. */
typedef struct {
    char *lang;    /* never NULL: the course's own where unmarked */
    char *country; /* space-separated codes, or NULL = everywhere else */
    char *body;    /* already WhatsApp markup; <var name="x"/> stands as {x} with braces of the author's doubled */
    long line;
} CourseText;
typedef GPtrArray CourseTexts; /* CourseText * */

typedef enum { TIER_FULL, TIER_LOW, TIER_TEXT, TIERS } MediaTier;
typedef struct {
    MediaTier tier;
    char *src; /* path inside the package, or NULL for the text tier */
    int64_t bytes;
    char *sha256; /* hex; computed when the package is read */
    char *lang;   /* or NULL */
    CourseTexts *texts;
} AssetVariant;
typedef struct {
    char *id;
    MediaKind kind;
    bool is_link;
    char *href;
    CourseTexts *alt;
    GPtrArray *variants; /* AssetVariant * */
    long line;
} Asset;

typedef enum {
    ITEM_SINGLE,
    ITEM_MULTIPLE,
    ITEM_TRUEFALSE,
    ITEM_NUMERIC,
    ITEM_SHORT,
    ITEM_MATCH,
    ITEM_ORDER,
    ITEM_CLOZE,
    ITEM_LIKERT,
    ITEM_OPEN,
    ITEM_KINDS
} ItemKind;
typedef enum { FEEDBACK_ANY, FEEDBACK_CORRECT, FEEDBACK_INCORRECT, FEEDBACK_KINDS } FeedbackOn;
typedef struct {
    FeedbackOn on;
    CourseTexts *texts;
} ItemFeedback;
/* Option, pair (left/right), step, choice or accepted answer of an item, by its kind. A match's distractor has no
 * texts, only a right side. The texts of an accepted short answer are its words as written, not markup. */
typedef struct {
    char *id;
    bool correct;
    double fraction;                   /* in [-1, 1]; 1 for correct="true" */
    char *country;                     /* or NULL */
    CourseTexts *texts;                /* option text; left of a pair */
    CourseTexts *right;                /* right of a pair, or NULL */
    double value, min, max, tolerance; /* numeric: NaN where absent */
    char *lang;                        /* accepted short answer */
    GPtrArray *feedback;               /* ItemFeedback * */
} ItemOption;
/* `objective` and `source`, here and below, are ids with blanks between them, or NULL. An item written inside a quiz or
 * survey has that step's id as its bank. */
typedef struct Item {
    char *id, *bank;
    ItemKind kind;
    bool is_test; /* use="test" */
    int version;
    char *objective, *source, *level, *twin, *status, *scoring, *unit, *country;
    double points;
    bool shuffle, case_sensitive, answer; /* answer: true/false items */
    int min, max;                         /* multiple: how many may be chosen; 0 = not set */
    GPtrArray *shows;                     /* char *: asset ids of the stem */
    CourseTexts *stem;
    GPtrArray *options;  /* ItemOption * */
    GPtrArray *feedback; /* ItemFeedback * */
    GPtrArray *gaps;     /* Item *: cloze */
    long line;
} Item;

typedef struct {
    char *item;
    bool anchor;
    long line;
} FormItem;
typedef struct {
    char *id;
    GPtrArray *items; /* FormItem * */
} Form;
typedef enum { TEST_FIXED, TEST_COUNTERBALANCE } TestAssign;
typedef enum { UNIT_INDIVIDUAL, UNIT_ROOM, UNIT_COHORT } AssignUnit;
typedef struct {
    char *id;
    TestAssign assign;
    AssignUnit unit;
    double pass_mark; /* NaN when none */
    CourseTexts *title;
    GPtrArray *forms; /* Form * */
    long line;
} Test;

/* How a person marks open work. */
typedef struct {
    char *id;
    double points; /* at most */
    CourseTexts *texts;
} Criterion;
typedef struct {
    char *id;
    CourseTexts *title;
    GPtrArray *criteria; /* Criterion * */
} Rubric;

/* A release rule: a boolean tree. */
typedef enum { COND_AT, COND_ON, COND_DONE, COND_SCORE, COND_ALL, COND_ANY, COND_KINDS } CondKind;
typedef struct Cond {
    CondKind kind;
    int day;         /* COND_AT: course day from 1 */
    int64_t date;    /* COND_ON: days since 1970 */
    int time;        /* minutes after midnight; -1: the cohort's default time */
    char *ref;       /* COND_DONE, COND_SCORE: step id */
    int64_t plus;    /* seconds, of which ... */
    int plus_days;   /* ... so many whole days are course days; likewise below */
    double min;      /* COND_SCORE */
    GPtrArray *kids; /* Cond *: COND_ALL, COND_ANY */
    long line;
} Cond;

typedef enum {
    STEP_AGREE,
    STEP_POST,
    STEP_TASK,
    STEP_CASE,
    STEP_DISCUSSION,
    STEP_POLL,
    STEP_QUIZ,
    STEP_SIT,
    STEP_ASSIGNMENT,
    STEP_BRING,
    STEP_LIVE,
    STEP_EVENT,
    STEP_SURVEY,
    STEP_REMINDER,
    STEP_KINDS
} StepKind;
typedef enum { TO_EACH, TO_ROOM, TO_COHORT, TO_FACILITATOR, TO_PAIR, TO_CIRCLE, TO_KINDS } StepTo;
typedef enum { OCCASION_PRE, OCCASION_POST, OCCASION_DELAYED, OCCASIONS } Occasion;
typedef enum { FEEDBACK_IMMEDIATE, FEEDBACK_END, FEEDBACK_NONE } QuizFeedback;

/* scene, reveal, probe and summary: a text that comes later inside a step. */
typedef struct Step Step;
typedef struct {
    char *id;     /* scene: authored; others: derived, "m1d1.probe1", "m1d1.summary", "m1c1.reveal" */
    int64_t plus; /* seconds after the previous part (scene), after the prompt (probe, summary) or the step's start
                     (reveal) */
    int plus_days;
    int if_posts_below; /* probe: 0 = always */
    GPtrArray *shows;
    CourseTexts *texts;
    char *source;
    Step *step;         /* case and live: an embedded discussion, poll or quiz instead of a scene */
    int minute;         /* cue of a live meeting: minutes after its start */
    bool answer;        /* cue: an expert signs it before it is posted */
    CourseTexts *notes; /* cue: for the leader; or NULL */
    long line;
} Part;
struct Step {
    char *id;
    StepKind kind;
    StepTo to;
    char *module; /* id */
    int day;      /* 0: not set */
    int time;     /* minutes; -1: not set */
    char *after;  /* step id, or NULL */
    int64_t plus; /* seconds after `after` */
    int plus_days;
    bool required;
    int64_t due; /* seconds from the start to the close; 0: not set */
    int due_days;
    char *source, *objective;
    GPtrArray *shows;   /* char * asset ids */
    CourseTexts *title; /* may be empty */
    CourseTexts *texts; /* body, or prompt of a discussion or poll */
    CourseTexts *notes; /* for the facilitator */
    char *purpose;      /* agree */
    bool confirm_read;  /* post */
    char *evidence;     /* task: "text photo" or NULL */
    bool practice;      /* task: a tap, a letter and a voice note, to learn the handling */
    GPtrArray *parts;   /* Part *: case: scenes and embedded steps in order; discussion: probes, in order */
    Part *closing;      /* case: reveal; discussion: summary; commit poll: words under the spread; or NULL */
    int min_posts;      /* discussion */
    bool credit;
    char *codebook;
    GPtrArray *choices; /* poll: ItemOption * */
    bool multiple;      /* poll */
    bool commit;        /* poll: answered in private, shown at the close, asked again */
    int64_t again;      /* commit: seconds from the close to the second asking */
    int again_days;
    int attempts;          /* quiz: 0 = unlimited */
    QuizFeedback feedback; /* quiz */
    GPtrArray *items;      /* quiz and survey: char * item ids, picks resolved to ids in document order of the bank */
    char *test;            /* sit */
    Occasion occasion;     /* sit */
    char *accepts;         /* assignment: "text photo", or NULL: text */
    char *rubric;          /* assignment: id or NULL */
    int peer;              /* assignment: how many colleagues review each piece of work; 0: none */
    int minutes;           /* live and event: how long it is */
    char *commitment;      /* survey: the survey whose open question is asked back, or NULL */
    char *of;              /* reminder */
    int max;               /* reminder: how often at most */
    int start_day;         /* event: the course day on which it begins; 0: on ... */
    int64_t start_date;    /* ... this date, days since 1970 */
    int start_time;        /* event: minutes after midnight; -1: not readable */
    bool rsvp;             /* event: learners are asked whether they come */
    char *place;           /* event: or NULL */
    Step *parent;          /* the case that embeds this step, or NULL */
    long line;
};

typedef struct {
    char *lang, *country, *clinician, *hash;
    int64_t date; /* days since 1970 */
    long line;
} Signoff;
typedef struct {
    char *id;
    CourseTexts *title;
    GPtrArray *signoffs; /* Signoff * */
    Cond *release;       /* or NULL: from day 1 */
    GPtrArray *steps;    /* Step * */
    char *source, *objective;
    long line;
} Module;
typedef struct {
    char *id, *edition, *country, *href, *text;
    int64_t effective, review_by; /* days since 1970; 0 when absent */
    long line;
} Source;
typedef struct {
    char *id;
    CourseTexts *texts;
} Objective;

typedef struct Course {
    char *id, *version, *lang;
    GPtrArray *languages; /* char * */
    CourseTexts *title, *summary;
    char *provider, *provider_number;
    int effort_minutes;
    GPtrArray *objectives; /* Objective * */
    GPtrArray *sources;    /* Source * */
    GPtrArray *assets;     /* Asset * */
    GPtrArray *items;      /* Item *: all banks and inline items, in document order */
    GPtrArray *tests;      /* Test * */
    GPtrArray *rubrics;    /* Rubric * */
    GPtrArray *modules;    /* Module * */
    GPtrArray *steps;      /* Step *: every step incl. embedded ones, in document order; borrowed from modules */
    char *certificate;     /* id or NULL */
    CourseTexts *certificate_title;
    Cond *certificate_rule;
    GHashTable *by_id; /* private index: see the course_find_ functions */
} Course;

/* A fault that `course check` prints as "FILE:LINE: TEXT". */
typedef enum { COURSE_ERROR, COURSE_WARNING, COURSE_NOTE } CourseLevel;
typedef struct {
    CourseLevel level;
    long line;
    char *text;
} CourseFault;
void course_fault_free(CourseFault *fault);

/* How the checker and the reader see the package's files; the path is relative to the package. Returns size in bytes,
 * or -1 (the checker then says that the file is missing); sha256 (65 bytes, hex) is filled where not NULL. The caller
 * does the file access, so that course stays pure. */
typedef int64_t CourseFileFn(const char *path, char *sha256, gpointer data);

/* Parses and checks the text of course.xml. Appends CourseFault* (free func course_fault_free) in line order to
 * `faults`; returns NULL when any is an error. `today` is days since 1970, for reviewBy. `name` is the file name in
 * messages. */
Course *course_read(
    const char *xml, gsize size, const char *name, CourseFileFn *file, gpointer data, int64_t today, GPtrArray *faults);
/* Compares a new version with one already delivered and appends CourseFault*: an id that means another thing now, an
 * item changed without a new item version or gone instead of retired, a course version that did not move. Not in line
 * order. Call it only for courses whose bytes differ. */
void course_check_update(const Course *old, const Course *next, GPtrArray *faults);
void course_free(Course *course);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Course, course_free)

const Step *course_step(const Course *course, const char *id);
const Item *course_item(const Course *course, const char *id);
const Test *course_test(const Course *course, const char *id);
const Asset *course_asset(const Course *course, const char *id);
const Module *course_module(const Course *course, const char *id);
const Rubric *course_rubric(const Course *course, const char *id); /* NULL when absent */
const Source *course_source(const Course *course, const char *id);
/* The form of a test by id; NULL when absent. */
const Form *course_form(const Test *test, const char *id);
/* Whether the test is sat on that occasion anywhere in the course. */
bool course_has_occasion(const Course *course, const char *test, Occasion occasion);

/* The text for a learner: exact language and country, language elsewhere, course language and country, course language,
 * first.
 * "" when there is none. `country` NULL = unknown. Borrowed. */
const char *course_text(const CourseTexts *texts, const Course *course, const char *lang, const char *country);
const char *step_kind_name(StepKind kind);
const char *item_kind_name(ItemKind kind);
const char *occasion_name(Occasion occasion);

/* Hash of exactly what a clinician signs: the module's texts in one language and country, with its items and assets'
 * hashes, in canonical form. Hex of 16 bytes. Given. */
char *course_module_hash(const Course *course, const Module *module, const char *lang, const char *country);
/* Whether the module may go to nurses: a sign-off for exactly this text, language and country, and no source past its
 * review date on `today`. Otherwise *reason is a sentence (given). */
bool course_module_cleared(
    const Course *course, const Module *module, const char *lang, const char *country, int64_t today, char **reason);

/* What is right, and which text teaches it, for simulated learners; nothing of it may reach a real one. Given.
 * {"course","version","objectives":[{"id","text"}],
 *  "items":[{"id","bank","use","kind","objective","level","points","stem","answer" (truefalse only, boolean),
 *    "options":[{"id","text","right" (match),"value","min","max","tolerance" (numeric),"fraction"}],"gaps":[items]
 * (cloze), "steps":[ids of the steps whose text teaches an objective of the item]}], "texts":[{"step","id" (the step's
 * or its part's),"objectives":[ids],"text"}]}; texts as WhatsApp markup, as learners see them. */
cJSON *course_key(const Course *course, const char *lang, const char *country);

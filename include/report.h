/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.h - the evaluation of a cohort: plain data in, one view of full-precision numbers, then page, CSV and JSON
 * from it. */
#pragma once
#include "analysis_plan.h"
#include "cohort.h"
#include "course.h"
#include "json.h"
#include "library.h"

/* Why a value is blank. Names as exported: not_sent undelivered delivered_not_read read_no_answer withdrawn
 * invalid_reply late, and not_due (the window is still open), not_in_form (the learner's form lacks the item), retired.
 */
typedef enum {
    MISSING_NONE,
    MISSING_NOT_SENT,
    MISSING_UNDELIVERED,
    MISSING_NOT_READ,
    MISSING_NO_ANSWER,
    MISSING_WITHDRAWN,
    MISSING_INVALID,
    MISSING_LATE,
    MISSING_NOT_DUE,
    MISSING_NOT_IN_FORM,
    MISSING_RETIRED, /* the item counts no longer */
    MISSINGS
} ReportMissing;
const char *report_missing_name(ReportMissing reason);
const char *report_missing_label(ReportMissing reason); /* "sent, not delivered" */

/* Texts are given to the struct (g_malloc) and may be NULL = unknown; times are UTC seconds, 0 = never. */
typedef struct {
    int64_t enrolment;
    char *study_id, *cadre, *sex, *age_band, *facility, *country, *arm, *status;
    char *source; /* the roster by which she came; in the report's groups, and in no file */
    bool senior;  /* her rank in the room */
    int cohort;   /* index into cohorts */
    int room;     /* index into rooms, -1 none */
    int sequence; /* row of the forms' design, -1 not assigned */
    bool asked_course, may_course, may_posts, may_research;
    int64_t enrolled, messaged, consented, withdrawn; /* messaged: first message accepted by the platform */
    bool left_herself;                                /* stopped by her own word, not by staff */
    char *left_because;                               /* her own reason (leaving.h), NULL where she gave none */
    int steps_done;                                   /* steps of which a message was read or answered, tests aside */
} ReportLearner;
typedef struct {
    char *name;
    int cohort; /* index into cohorts */
    int members;
    int posts;  /* by anyone: a room without is no talk */
    int social; /* of learners, marked as not about the course: in no other count */
} ReportRoom;
/* A cohort of the evaluation; one that is collected alone is the only one. */
typedef struct {
    char *name, *course_version, *course_sha256;
    int64_t start, post_closes, test_closes, unblinded;
    int64_t active; /* active seconds from the start until it closed or the report was made */
    uint64_t seed;
    int learners;
} ReportCohort;
typedef struct {
    char *id, *text;
} ReportObjective;
/* One question of a sit. */
typedef struct {
    int item;              /* index into items */
    double score;          /* 0..1, NaN when blank */
    ReportMissing missing; /* NONE with a score */
    bool corrected;        /* the item was retired or has another key now ... */
    double first;          /* ... and this is the score by its first key */
    char *answer, *shown;  /* option ids chosen; option ids as shown, space-separated */
    int64_t asked, answered;
    bool mate_sat; /* a room-mate had sat the item before */
} ReportAnswer;
/* The plan of analysis that the report follows. */
typedef struct {
    AnalysisPlan *plan;
    int64_t frozen; /* when this very text was frozen in the journal, 0 never */
    int versions;   /* plans frozen for these cohorts, this one included */
    bool replaced;  /* a later one was frozen */
} ReportPlan;
/* One learner at one occasion; a sit that did not take place has `missing` set, no answers and no form needed. */
typedef struct {
    int learner;
    Occasion occasion;
    char *form;
    ReportMissing missing; /* NONE: finished. NO_ANSWER with answers: begun and not finished */
    bool pre_late;         /* a pre-test begun after content: left out of the primary estimate */
    int64_t opened, submitted;
    GArray *answers; /* ReportAnswer, in asked order */
} ReportSit;
typedef struct {
    char *id, *objective, *level, *stem, *key;
    int version;
    double points;
    bool anchor;        /* in every form: the same people meet it again */
    bool retired;       /* counts no longer */
    bool in_quiz;       /* a quiz of the course asks it, too: it was practised */
    bool essay;         /* its answers are words of her own, like a post */
    char *first_key;    /* before it was corrected, or NULL */
    GPtrArray *forms;   /* char * form ids */
    GPtrArray *options; /* char * "a: text" */
} ReportItem;
/* An item that was corrected after answers had come. */
typedef struct {
    char *item, *text, *key; /* key NULL: retired */
    int64_t at;
} ReportCorrection;
/* Messages of one step by where they are. owed = accepted + failed + waiting + not_sent. */
typedef struct {
    char *step, *title;
    int owed, accepted, delivered, read, failed, waiting, not_sent; /* read <= delivered <= accepted */
} ReportDelivery;
typedef struct {
    char *place, *reason; /* "held", "window"; the reason is blank in "queue" and "lease" */
    int count;
} ReportReason;
typedef struct {
    int64_t id;
    int learner;                 /* -1 the facilitator */
    int room, number, reply_to;  /* numbers within the room, 0 none */
    char *prompt, *basis, *text; /* text NULL: a tombstone */
    int64_t circle;              /* pair or circle in which it was said, which counts its own numbers; 0 the room */
    int length;
    int64_t time;
    int64_t active; /* active seconds of the cohort from its start to `time` */
} ReportPost;
/* What a learner chose in a poll, the first time and, in one that is asked again, the second. */
typedef struct {
    int learner, room;
    char *step, *first, *second; /* option ids; NULL: no answer */
    bool twice;                  /* the poll is asked again */
    int64_t first_at, second_at;
} ReportVote;
/* Somebody's time in a pair or small circle: the finest unit that talked together. */
typedef struct {
    int learner, room;
    int64_t circle, entered, left; /* left 0: still in it */
    char *kind, *why;              /* "pair", "circle"; why it ended, or NULL */
} ReportStay;
/* What a learner said of one on her list: whether she knew her before the course. */
typedef struct {
    int learner, other;
    bool known;
} ReportTie;
typedef struct {
    int learner;
    char *step, *title;
    double score; /* 0..1, NaN unscored */
    int64_t opened, finished;
    bool survey; /* asks for opinions */
} ReportQuiz;
/* A task for the place of work, and the learner who said that it was done. */
typedef struct {
    int learner;
    char *step;
    int64_t at;
} ReportTask;
/* An event of the course. */
typedef struct {
    char *step, *title;
    int minutes;
} ReportEvent;
/* A learner and an event, whether she was there or not. */
typedef struct {
    int learner, event; /* event: index into events */
    int64_t starts, noted;
    char *comes; /* "yes", "maybe", "no", or NULL: not asked, or not said */
    bool present, over;
} ReportVisit;
/* Work to be handed in, and what its reviewers mark. */
typedef struct {
    char *step, *title;
    int peer;            /* reviews meant for each piece of work; 0: none */
    GPtrArray *criteria; /* char *: of its rubric, none without one */
    GArray *most;        /* int: the most that each can get */
} ReportAssignment;
typedef struct {
    int64_t id;
    int learner, assignment; /* assignment: index into assignments */
    bool handed, with_staff; /* handed in; with the facilitators, before it counts or in place of reviewers */
    char *text;              /* NULL: a tombstone */
    int length;
    int64_t time;
} ReportWork;
/* A colleague who was asked to review a piece of work. */
typedef struct {
    int64_t work; /* ReportWork.id; it may have been taken back since */
    int author, reviewer, assignment;
    char *state;   /* as review_state_name */
    GArray *marks; /* int, by criterion; empty before they are given */
    char *comment; /* or NULL */
    int64_t asked, answered;
} ReportReview;
/* A change of practice that was asked back. */
typedef struct {
    int learner;
    char *step, *title, *of; /* of: the survey in which she wrote it */
    char *answer;            /* "done", "partly", "not", "barrier", or NULL: none yet */
    int64_t asked, answered;
} ReportPromise;
/* What a survey's question is answered with. Names: one several order number words. */
typedef enum { ASK_ONE, ASK_SEVERAL, ASK_ORDER, ASK_NUMBER, ASK_WORDS, ASKS } ReportAsk;
const char *report_ask_name(ReportAsk ask);
typedef struct {
    char *step, *title, *item, *text, *unit; /* unit: of a number, or NULL */
    int version;
    ReportAsk ask;
    bool promised;             /* what became of a change: told by the promises */
    bool rating;               /* one of options that begin with numbers: `values` */
    GPtrArray *codes, *labels; /* char *: ids of the options and their words */
    GArray *values;            /* double, by option; empty unless rating */
} ReportQuestion;
/* A question of a survey that reached a learner, or waits to be asked (asked 0). */
typedef struct {
    int learner, question; /* question: index into questions */
    char *answer;          /* option ids chosen, a number, or words; NULL: none, or erased when `answered` is set */
    ReportMissing missing;
    int64_t asked, answered;
} ReportReply;
/* A frozen study of what was said; what quality_weeks and agreement_study give. */
typedef struct {
    char *study, *book, *citation; /* book: its title; citation may be NULL */
    bool threads, one;             /* units are threads; codes exclude each other */
    cJSON *weeks, *agreement;
} ReportCoding;

typedef struct {
    char *course_id, *course_title, *course_version, *course_sha256, *cohort, *zone,
        *primary; /* primary: outcome as registered */
    char *program_version;
    char *fingerprint; /* of the data as they were read, or NULL: of what they are */
    int64_t start, generated;
    int64_t post_closes; /* the post-test, for everyone */
    int64_t test_closes; /* the last sit of the test, for everyone: before, no question's scores and no key */
    int64_t unblinded;   /* 0, or when an early look was taken */
    uint64_t seed;
    bool compared;  /* a frozen plan sets a cohort against others, whether they are in this report or not */
    bool simulated; /* stamp: not for clinical use */
    bool has_delayed;
    bool by_room;   /* forms were assigned to whole rooms */
    int sequences;  /* rows of the forms' design: 1 not crossed, 2, 3 */
    int design;     /* the same as designed, even where a whole cohort was on one row */
    bool by_cohort; /* forms were assigned to whole cohorts */
    bool same_form; /* before and after were the same form */
    char *test_id;
    int steps_all;    /* steps of the course that a learner can read or do, tests aside */
    PlanUnit unit;    /* what was assigned to arms, so that nothing smaller is independent */
    ReportPlan *plan; /* or NULL: nothing but the primary outcome was declared */
    char *lang;       /* of the report's words, NULL: English */
    GPtrArray *arms;  /* char *, the first is the reference; empty: no arms */
    GPtrArray *cohorts, *objectives, *tasks;
    GPtrArray *corrections; /* ReportCorrection * */
    int64_t forgotten;      /* who were enrolled and erased on their request: in no other count */
    int64_t observers;      /* who read along by their role: in no other count */
    GPtrArray *rooms;       /* ReportRoom * */
    GPtrArray *learners;    /* ReportLearner * */
    GPtrArray *sits;        /* ReportSit * */
    GPtrArray *items;       /* ReportItem *: of the test, in the order of the course */
    GPtrArray *forms;       /* char * */
    GPtrArray *deliveries, *reasons, *posts, *quizzes;
    GPtrArray *events, *visits;               /* ReportEvent *, ReportVisit *: by event, then learner */
    GPtrArray *assignments, *works, *reviews; /* ReportAssignment *, ReportWork *, ReportReview *: as they came */
    GPtrArray *promises;                      /* ReportPromise *: by learner */
    GPtrArray *questions;                     /* ReportQuestion *: of surveys, in the order of the course */
    GPtrArray *replies;                       /* ReportReply *: by learner, then question */
    GPtrArray *codings;                       /* ReportCoding * */
    int codings_open;                         /* studies that are not frozen */
    int flagged;                              /* posts with an alarming code that nobody has corrected */
    GPtrArray *votes;                         /* ReportVote *: by step, then learner */
    GPtrArray *ties;                          /* ReportTie *: by learner, then number on her list */
    GArray *asked;    /* double: of each question put to a senior, active hours to the answer; NaN: she gave none */
    GPtrArray *stays; /* ReportStay *: by circle, then entry */
} ReportData;
/* Empty arrays that free their members. */
ReportData *report_data_new(void);
void report_data_free(ReportData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReportData, report_data_free)
/* Keeps the fingerprint, by which reports of the same data are known, before words are changed. */
void report_fix_fingerprint(ReportData *data);
ReportLearner *report_add_learner(ReportData *data);
ReportSit *report_add_sit(ReportData *data, int learner, Occasion occasion);
ReportItem *report_add_item(ReportData *data, const char *id);
ReportQuestion *report_add_question(ReportData *data, const char *step, const char *item);
/* Its index, -1 when there is none. */
int report_question(const ReportData *data, const char *step, const char *item);
/* By learner, then question. */
void report_sort_replies(ReportData *data);

/* Several cohorts as one: those of the same course and test. Takes the members of `parts` (ReportData *, at least one,
 * all read at the same time; the array stays the caller's and is left empty). BARAZA_ERROR_INPUT where their tests
 * cannot be put together. Given. */
ReportData *report_merge(GPtrArray *parts, GError **error);

/* The report follows `plan` (its members are taken; what is not said of the journal is 0): arms and unit are its.
 * BARAZA_ERROR_INPUT where the data lack a cohort or an outcome that it names. */
bool report_set_plan(ReportData *data, ReportPlan plan, GError **error);

/* What is evaluated: cohorts by id, together; with a plan of analysis as a file's text, or NULL: the one that the
 * journal holds for them, if any. */
typedef struct {
    const int64_t *cohorts;
    guint n;
    const char *plan, *plan_name; /* plan_name stands before what is wrong with it */
    gsize plan_size;
    const char *lang; /* NULL: English */
    const char *program;
    int64_t now;
} ReportWish;
/* Collects, puts together, and follows the plan. The store may be a reader, and a copy of the database will do. Given.
 */
ReportData *report_study(Store *store, Library *library, const ReportWish *wish, GError **error);

/* A page of text on what came out. Given. */
char *report_brief(const cJSON *view);

/* Blind until the post-test has closed for all, unless an early look was taken: counts and delivery only. */
bool report_is_blind(const ReportData *data);
/* Until the last sit of the test has closed for all no key and no score of a question is shown, early look or not. */
bool report_items_sealed(const ReportData *data);
/* Answers of a survey are sealed while the report is blind where arms are compared (also in a report of one of them) or
 * the registered primary outcome names the survey's id. */
bool report_survey_sealed(const ReportData *data, const char *step);

/* Reads a cohort at `now` (the store may be a reader; nothing sealed is opened). `program`: this program's version.
 * Given. */
ReportData *report_collect(
    Store *store, Library *library, int64_t cohort, int64_t now, const char *program, GError **error);

/* Whether the report has words in `lang` (en, fr, pt, sw). */
bool report_speaks(const char *lang);

/* Everything the report says: numbers as {"name","value","unit","digits"} at full precision (null where they cannot be
 * computed), texts in English, the plots' points. Given. */
cJSON *report_view(const ReportData *data);
/* One self-contained page: no script, no outside file. Rounds here only. Given, NULL and *error when the template is
 * broken. */
char *report_html(const cJSON *view, GError **error);

/* The view as text, every number so that it reads back the same. Given. */
char *report_json(const cJSON *view);

/* Who the file is for: research leaves out learners who refused it (the codebook states how many); assessment keeps
 * all. Posts without consent are tombstones in both. While blind, scores and answers are blank with the reason
 * "blinded"; while questions are sealed, those of questions with the reason "embargoed". */
typedef enum { REPORT_RESEARCH, REPORT_ASSESSMENT } ReportPurpose;
GString *report_csv_wide(const ReportData *data, ReportPurpose purpose);
GString *report_csv_long(const ReportData *data, ReportPurpose purpose);
GString *report_csv_posts(const ReportData *data, ReportPurpose purpose);
/* One row a learner and poll: what she chose first and, in a poll that is asked again, then. */
GString *report_csv_votes(const ReportData *data, ReportPurpose purpose);
/* One row a learner and pair or circle. */
GString *report_csv_circles(const ReportData *data, ReportPurpose purpose);
/* One row a learner and question of a survey that she was sent. Words are there only where she lets posts be kept. */
GString *report_csv_surveys(const ReportData *data, ReportPurpose purpose);
/* acquaintance.csv: a row a name that a learner was asked about and answered; both ends are in it, or none. */
GString *report_csv_ties(const ReportData *data, ReportPurpose purpose);
/* One row a piece of work: what its author and her reviewers did. */
GString *report_csv_work(const ReportData *data, ReportPurpose purpose);
/* One row a colleague who was asked to review. In a research file both, author and reviewer, have agreed; the comment
 * is there where both let posts be kept. Marks are blank while blind. */
GString *report_csv_reviews(const ReportData *data, ReportPurpose purpose);
GString *report_csv_codebook(const ReportData *data, ReportPurpose purpose);

/* Writes report.html, report.json, wide.csv, long.csv, posts.csv, votes.csv, circles.csv, surveys.csv,
 * acquaintance.csv, work.csv, reviews.csv, codebook.csv and (once unsealed) impute.R into `dir` (made when absent),
 * each whole or not at all. Returns the paths written (char *, given), NULL and *error otherwise. */
GPtrArray *report_write(const ReportData *data, const char *dir, ReportPurpose purpose, GError **error);
/* How a content security policy names the page's embedded style: 'sha256-...'. Given. */
char *report_style_source(void);

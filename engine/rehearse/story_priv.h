/* SPDX-License-Identifier: GPL-3.0-or-later */
/* story_priv.h - the words of a story, and the stage on which it is played. */
#pragma once
#include "json.h"
#include "stage_priv.h"
#include "story.h"

/* --- words (story_lex.c) --- */

typedef enum { TOKEN_WORD, TOKEN_TEXT, TOKEN_END } TokenKind;
typedef struct {
    TokenKind kind;
    guint line;
    char *text;
} Token;
/* Token, the last of kind END; freed with the array. NULL and *error, with `name` and line in front. */
GArray *story_lex(const char *text, const char *name, GError **error);

/* --- playing (story_play.c, story_open.c, story_act.c, story_does.c, story_expect.c) --- */

typedef struct {
    int64_t time;
    int phone;
} OnlineAgain;

typedef struct {
    const Story *story;
    Stage *stage;
    Cohort *cohort;
    CoursePackage *package;
    char *package_dir, *folder; /* folder: for the database, or NULL */
    GPtrArray *names;           /* char *, by phone; borrowed from the story */
    bool *joined;               /* by phone */
    guint *answered;            /* by phone: bubbles up to the last question answered */
    GArray *timers;             /* OnlineAgain */
    int64_t moment;             /* of the last `at` */
    int64_t marked;             /* of the last deed, or of the last `at` where it is later */
    guint mark;                 /* what had reached phones by then */
    cJSON *told;                /* what the last deed of staff answered; NULL when it was refused */
    char *refused;              /* why */
} Play;

/* How long an expectation without a window, or a deed that waits for its message, has patience. */
#define STORY_PATIENCE (15 * MINUTE)

/* Plays the next moment if it is not after `until`: true; else time goes there and nothing happens. */
bool play_step(Play *play, int64_t until, bool *stepped, GError **error);
/* The number of a learner's phone. */
int play_phone(const Play *play, const char *name);
/* UTC of a story's time; what it leaves out is the day of the last `at`, and `minutes`. */
int64_t play_time(const Play *play, const StoryTime *when, int minutes);
bool play_fail(const Play *play, const StoryLine *line, GError **error, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* "day 3 12:40" as the story counts. Given. */
char *play_when(const Play *play, int64_t utc);
/* Enrols a learner by the phone's number. */
bool play_enrol(Play *play, int phone, GError **error);
/* Everything that can be read in a bubble. Given. */
char *play_visible(const PlatformBubble *bubble);

/* Course, database and phones; enrols those who are there from the start. */
bool play_open(Play *play, const char *const *courses, GError **error);
void play_close(Play *play);

/* Runs the change of a member of staff. A refusal is a fault unless `next`, the line after, expects it. */
bool play_does(Play *play, const StoryLine *line, const StoryLine *next, GError **error);
bool play_refused(Play *play, const StoryLine *line, GError **error);
bool play_told(Play *play, const StoryLine *line, GError **error);

/* Does what the line says for one learner. */
bool play_deed(Play *play, const StoryLine *line, int phone, GError **error);
bool play_expect(Play *play, const StoryLine *line, int phone, GError **error);
/* What nobody was to get. */
bool play_nobody(Play *play, const StoryLine *line, GError **error);

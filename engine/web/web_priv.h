/* SPDX-License-Identifier: GPL-3.0-or-later */
/* web_priv.h - what the pages share: one request being answered, the sessions, and the shell around each page. */
#pragma once
#include "certificate.h"
#include "web.h"

#include "context.h"
#include "library.h"
#include "outbox.h"
#include "schedule.h"

extern const EmbeddedFile web_files[];

#define WEB_NAMES (WEB_COORDINATOR | WEB_FACILITATOR) /* roles that see names and posts */

/* A person who has logged in; kept in memory only, under the hash of the token. */
typedef struct {
    int64_t id; /* of the account */
    char *name;
    unsigned role;
    const char *role_name;
    int64_t began_ms, seen_ms;
    GHashTable *tickets; /* what was previewed and may be sent: char * ticket -> char * checksum, "" once sent */
    GBytes *file;        /* kept from a preview to its sending: cleaned; or NULL */
    char *file_name, *file_sum;
    const char *file_mime;
    char *told;     /* what the last change did, shown on the next page; or NULL */
    bool half;      /* her password was right and her code is still asked for: it opens nothing else */
    char *secret;   /* of the app that she is setting up; or NULL */
    char *password; /* the Argon2id string with which it began: another one ends it */
} WebSession;

typedef struct {
    GHashTable *by_hash;   /* char * hash -> WebSession * */
    unsigned char key[32]; /* of the forms' tokens */
    bool secure;           /* https: cookies with __Host- */
    GHashTable *tries;     /* name -> count within this minute */
    int64_t tries_minute;
    int tries_all;
} WebSessions;
void sessions_init(WebSessions *sessions, bool secure);
void sessions_clear(WebSessions *sessions);
/* 64 hex digits from the system's random source. Given. */
char *sessions_token(void);
/* The token in a Cookie header, or NULL. Given. */
char *sessions_cookie(const WebSessions *sessions, const char *header);
/* The value of Set-Cookie; token NULL ends the cookie. Given. */
char *sessions_set_cookie(const WebSessions *sessions, const char *token);
/* NULL when unknown, idle for 30 minutes or 12 hours old; otherwise seen now. Borrowed. */
WebSession *sessions_find(WebSessions *sessions, const char *token, int64_t now_ms);
void sessions_begin(WebSessions *sessions, const char *token, const Staff *staff, int64_t now_ms);
/* The same for one whose code is still to come: five minutes. */
void sessions_begin_half(WebSessions *sessions, const char *token, const Staff *staff, int64_t now_ms);
void session_set_role(WebSession *session, const char *role);
void sessions_end(WebSessions *sessions, const char *token);
/* What a form of this cookie must carry. Given. */
char *sessions_form_token(const WebSessions *sessions, const char *token);
/* Counts a try, each of which takes the engine's thread for a sixth of a second; false when there were too many within
 * this minute for the name, for the peer (the proxy and this machine itself are not counted), or in all. */
bool sessions_may_try(WebSessions *sessions, const char *name, const char *peer, int64_t now_ms);

/* A report that was asked for: being made, made or failed. */
typedef struct WebMade WebMade;
void made_free(gpointer made);

struct Web {
    WebConfig config; /* phone: digits, or NULL */
    char *database;
    GPtrArray *made; /* WebMade *, in the order they were begun */
    char *media_dir;
    char *origin; /* "https://host", or NULL when no public_url is set */
    Store *store;
    Library *library;
    GHashTable *plans; /* version -> Plan * */
    Context *context;  /* for what pages share with the journeys; see web_context */
    WebSessions sessions;
    int64_t check_minute;                    /* in which so many codes ... */
    int checks;                              /* ... were looked up */
    char *setup;                             /* the word of the setup link while there is no account, or NULL */
    char *css, *base, *script, *code_script; /* addresses */
};

struct WebPage {
    Web *web;
    const NetRequest *request;
    WebSession *session; /* NULL: nobody */
    WebSession *half;    /* who has given her password and not yet her code; or NULL */
    bool must_enrol;     /* her role needs a second factor, and she has none yet */
    GArray *own;         /* int64_t cohorts of this person; NULL: all */
    char *token;         /* of the cookie, or NULL */
    char *new_cookie;    /* Set-Cookie to add, or NULL */
    GHashTable *form;    /* POST fields */
    GBytes *file;        /* that came with them, and what it calls itself; or NULL */
    char *file_name;
    const WebRoute *route;
    int64_t arg[2];
    char *word;
    int64_t now;
    WebReply *out;
};
/* The route of a request with its numbers and word put into the page; NULL, and whether it takes another method. */
const WebRoute *web_find_route(WebPage *page, bool *other_method);
/* The first page of the navigation that this person may see. */
const char *web_home(const WebPage *page);
/* The person of the session as the account stands now. */
bool page_enter(WebPage *page, WebSession *session, GError **error);
/* Whether this person may see a cohort; the cohorts she may see (int64_t, given). */
bool page_owns(const WebPage *page, int64_t cohort);
GArray *page_cohorts(const WebPage *page, GError **error);
/* The same by a post: BARAZA_ERROR_MISSING when it is not of her cohorts, as if it did not exist. */
bool page_owns_post(const WebPage *page, int64_t post, GError **error);
/* A learner of the cohort, given: MISSING when she is in another; to `change` something for her, STATE when her newest
 * enrolment is elsewhere, for that is where a change would go. */
Enrolment *page_learner(const WebPage *page, const Cohort *cohort, int64_t enrolment, bool change, GError **error);
int64_t page_ms(const WebPage *page);
bool page_may(const WebPage *page, unsigned roles);
/* Fills a template inside the frame. Takes `view`. */
bool page_render(WebPage *page, int status, const char *name, const char *title, cJSON *view, GError **error);
/* What is wrong now, for the banner: {what, do, age}. Given. */
cJSON *page_alarms(const WebPage *page);
bool page_redirect(WebPage *page, const char *where);
void page_body(WebPage *page, int status, const char *type, const char *bytes, gsize size);
void page_header(WebPage *page, const char *name, const char *value);
/* Replaces the policy that every page has. */
void page_policy(WebPage *page, const char *policy);
void page_fail(WebPage *page, const GError *error);
void page_fail_status(WebPage *page, int status, const char *sentence);
/* A field of the form or the query, "" when absent. Borrowed. */
const char *page_field(const WebPage *page, const char *name);
const char *page_query(const WebPage *page, const char *name);
/* Carries out a change as the person of the session. Takes `params`. */
bool page_change(WebPage *page, const char *verb, cJSON *params, GError **error);
/* The same with its result: an object, given. */
cJSON *page_ask(WebPage *page, const char *verb, cJSON *params, GError **error);

/* What reaches people is shown before it is sent. The preview gives a ticket for these fields of the form (NULL-ended
 * names), which is good once and only while they stay as they were shown. */
char *page_ticket(WebPage *page, const char *const *fields);
typedef enum { TICKET_NONE, TICKET_GOOD, TICKET_USED } Ticket;
Ticket page_take_ticket(WebPage *page, const char *const *fields);
/* A sentence for the top of the next page. Takes it. */
void page_tell(WebPage *page, char *sentence);
/* The ways to the other pages of a cohort (tabs.html), with its name and state. */
void page_tabs(const WebPage *page, const Cohort *cohort, cJSON *view);
/* "/cohort/7" and `path`. Given. */
char *web_cohort_path(int64_t cohort, const char *path);
/* "1 learner", "3 learners". Given. */
char *web_learners(int64_t n);

/* Cohorts in it are as they stand now. Borrowed. */
Context *web_context(Web *web);
const Plan *web_plan(Web *web, const Cohort *cohort, GError **error);
/* "Mon 7 Dec 12:30" in the zone; "" for 0. Given. */
char *web_time(const char *zone, int64_t utc);
/* The same with its year, where what is old is read: "Mon 7 Dec 2026 12:30". Given. */
char *web_moment(const char *zone, int64_t utc);
/* What a sentence says before it names a command: who reads a page may have no command line. Given. */
char *web_without_command(const char *text);
/* The sentence of an error as a page shows it: without its command, with a capital and a full stop. Given. */
char *web_refusal(const char *text);
/* "3 min", "2 h", "5 days". Given. */
char *web_span(int64_t seconds);
/* How this person may know a learner: the name, or the study id. Given. */
char *web_who(const WebPage *page, const Enrolment *enrolment);
/* Who wrote a post (NULL: the facilitator). Of one that was shared without its author's name only a coordinator learns
 * it, so that harm can be followed up. Given. */
char *web_author(const WebPage *page, const Enrolment *author, bool anon);

/* What she wrote without her name, where this person must not learn that it was she; else empty. Given. */
GPtrArray *unnamed_of(const WebPage *page, const Enrolment *e, GError **error);
/* Whether a message to her, or a journal's entry of hers at an instant, would tell. */
bool unnamed_message(const GPtrArray *unnamed, const char *lang, const OutboxLine *line);
bool unnamed_instant(const GPtrArray *unnamed, int64_t time);

/* A cohort's report in a language as a child makes it: begun when there is none that is fresh. READY: *html is given.
 */
typedef enum { MADE_FAILED, MADE_READY, MADE_BEING, MADE_QUEUED } MadeState;
MadeState made_report(WebPage *page, const Cohort *cohort, const char *lang, GBytes **html, GError **error);

/* What waits for staff to write, as far as it concerns this person. */
bool today_put_staff(WebPage *page, cJSON *view, GError **error);

/* The pages, in the order of the route table. */
bool today_show(WebPage *page, GError **error);
bool cohorts_show(WebPage *page, GError **error);
bool grid_show(WebPage *page, GError **error);
bool cell_show(WebPage *page, GError **error);
bool report_show(WebPage *page, GError **error);
bool held_show(WebPage *page, GError **error);
bool held_file(WebPage *page, GError **error);
bool held_release(WebPage *page, GError **error);
bool held_reject(WebPage *page, GError **error);
bool questions_show(WebPage *page, GError **error);
bool question_show(WebPage *page, GError **error);
bool question_answer(WebPage *page, GError **error);
bool roster_show(WebPage *page, GError **error);
bool thread_show(WebPage *page, GError **error);
bool thread_phone(WebPage *page, GError **error);
bool act_show(WebPage *page, GError **error);
bool act_do(WebPage *page, GError **error);
bool run_show(WebPage *page, GError **error);
bool run_do(WebPage *page, GError **error);
/* The checklist of a result: {check, level, text, way, way_text}. Given. */
cJSON *run_checks(const Cohort *cohort, const cJSON *result);
bool correct_show(WebPage *page, GError **error);
bool correct_do(WebPage *page, GError **error);
bool next_show(WebPage *page, GError **error);
bool next_do(WebPage *page, GError **error);
bool rules_show(WebPage *page, GError **error);
bool rules_do(WebPage *page, GError **error);
bool ground_show(WebPage *page, GError **error);
bool ground_do(WebPage *page, GError **error);
bool adverts_show(WebPage *page, GError **error);
bool adverts_do(WebPage *page, GError **error);
bool meeting_show(WebPage *page, GError **error);
bool meeting_do(WebPage *page, GError **error);
bool weekly_show(WebPage *page, GError **error);
bool weekly_do(WebPage *page, GError **error);
bool erasures_show(WebPage *page, GError **error);
bool erasures_do(WebPage *page, GError **error);
bool lrs_show(WebPage *page, GError **error);
bool lrs_do(WebPage *page, GError **error);
bool restore_show(WebPage *page, GError **error);
bool restore_do(WebPage *page, GError **error);
bool invite_show(WebPage *page, GError **error);
bool invite_do(WebPage *page, GError **error);
bool invite_poster(WebPage *page, GError **error);
bool certificates_show(WebPage *page, GError **error);
bool certificates_csv(WebPage *page, GError **error);
bool certificate_show(WebPage *page, GError **error);
bool certificate_do(WebPage *page, GError **error);
/* The file of a say: from the form, or kept since the preview; false with an error when it is none that WhatsApp takes.
 * Afterwards the field "file_sum" names it. */
bool say_file_take(WebPage *page, GError **error);
/* Puts it into the media folder for the verb: *path (given) when it was not there before. */
bool say_file_put(WebPage *page, cJSON *params, char **path, GError **error);
/* What the page says about it. */
void say_file_view(const WebPage *page, cJSON *view);
bool say_show(WebPage *page, GError **error);
bool say_send(WebPage *page, GError **error);
bool say_cancel(WebPage *page, GError **error);
bool journal_show(WebPage *page, GError **error);
bool staff_show(WebPage *page, GError **error);
bool staff_create(WebPage *page, GError **error);
bool staff_change(WebPage *page, GError **error);
bool welcome_show(WebPage *page, GError **error);
bool welcome_enter(WebPage *page, GError **error);
bool password_show(WebPage *page, GError **error);
bool password_change(WebPage *page, GError **error);
bool login_show(WebPage *page, GError **error);
bool login_enter(WebPage *page, GError **error);
bool login_leave(WebPage *page, GError **error);
bool second_ask(WebPage *page, GError **error);
bool second_enter(WebPage *page, GError **error);
bool second_show(WebPage *page, GError **error);
bool second_set(WebPage *page, GError **error);
bool setup_show(WebPage *page, GError **error);
bool setup_make(WebPage *page, GError **error);
bool coding_show(WebPage *page, GError **error);
bool coding_run(WebPage *page, GError **error);
bool study_show(WebPage *page, GError **error);
bool study_do(WebPage *page, GError **error);
bool code_show(WebPage *page, GError **error);
bool code_do(WebPage *page, GError **error);
bool decide_show(WebPage *page, GError **error);
bool decide_do(WebPage *page, GError **error);
bool static_show(WebPage *page, GError **error);
bool check_show(WebPage *page, GError **error);
bool check_code(WebPage *page, GError **error);
bool badge_show(WebPage *page, GError **error);
/* Whether badges are served: their ids are public addresses. */
bool badge_possible(const WebPage *page);
/* False when all visitors together have looked up too many codes this minute. */
bool check_may_look(WebPage *page);
/* The words on the paper; NULL when its holder was forgotten. Given. */
cJSON *check_words(const WebPage *page, const Certificate *c);
bool health_show(WebPage *page, GError **error);

/* What login.c knows of passwords: the two fields of the form as a hash (given); the account's own. */
char *password_field(const WebPage *page, GError **error);
bool password_is(const Staff *staff, const char *password);
/* A cookie for a form that is sent without a session. */
void page_need_cookie(WebPage *page);
/* Checks a new account's fields and has it added. */
bool staff_make(WebPage *page, const char *role, GError **error);

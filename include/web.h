/* SPDX-License-Identifier: GPL-3.0-or-later */
/* web.h - the pages of coordinators, facilitators, evaluators, auditors and administrators: a request in, a page out.
 */
#pragma once
#include "guard.h"
#include "json.h"
#include "net.h"
#include "staff.h"

/* What a person may do with the pages; names as in Staff.role. */
typedef enum {
    WEB_ADMIN = 1,       /* runs the machine: accounts, delivery by study id; no names, no posts, no results */
    WEB_COORDINATOR = 2, /* everything of the courses */
    WEB_FACILITATOR = 4, /* the same but accounts; moderates */
    WEB_EVALUATOR =
        8, /* study ids, delivery and the report; never a name, and posts only to code them, without who wrote them */
    WEB_AUDITOR = 16 /* the journal */
} WebRole;
/* 0 for an unknown name. */
unsigned web_role(const char *name);

/* Every change of a person: in the engine it is admin_run. `result` may be left NULL. */
typedef bool WebChange(
    const char *actor, const char *verb, const cJSON *params, cJSON **result, gpointer data, GError **error);
typedef struct {
    const char *database; /* path; opened for reading only */
    const char *media_dir;
    const char *public_url; /* as people type it; "" or NULL: http at the host they used */
    const char *program;    /* version, for reports */
    /* Our own program, whose `evaluate` makes reports in a child by the system's clock. NULL: they are made in here. */
    const char *evaluate;
    const char *lrs;    /* address of the learning record store of the settings; NULL: none */
    bool demand_factor; /* whoever runs the machine or a cohort needs a second factor */
    const Vault *vault; /* borrowed */
    const Guard *guard; /* with the programme's own words, borrowed; NULL: without */
    WebChange *change;
    const char *number; /* our own name of the sending number: "N1" */
    const char *phone;  /* it as people dial it, for invitations; "" or NULL: not known */
    /* Why the number does not send, a sentence (borrowed), or NULL when it does. NULL function: not shown. */
    const char *(*paused)(gpointer data);
    gpointer data;                 /* for change and paused */
    int64_t (*monotonic_ms)(void); /* sessions age by it; NULL: clock_monotonic_ms */
} WebConfig;

/* Copies what it needs of the texts. NULL and *error when the database cannot be read. One thread at a time. */
typedef struct Web Web;
Web *web_new(const WebConfig *config, GError **error);
void web_free(Web *web);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Web, web_free)
/* Looks after the children that make reports; costs nothing when there are none. */
void web_tend(Web *web);
/* Prepares every query of the pages and refuses one that walks a whole table without saying so. */
bool web_prepare(Web *web, GError **error);
/* While there is no account: the path with the word that makes the first one, "/setup?t=..."; good until it was used or
 * the program ends. NULL without error once there is an account. Given. */
char *web_setup_path(Web *web, GError **error);

/* Always an answer. `reply.headers` and `reply.body` belong to the struct. */
typedef struct {
    int status;
    NetReply reply;
    GPtrArray *headers;
    GBytes *body;
} WebReply;
void web_reply_clear(WebReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WebReply, web_reply_clear)
/* `out` is filled anew and must be cleared. */
void web_handle(Web *web, const NetRequest *request, int64_t now, WebReply *out);

/* The route table: who may ask for what. In a path # stands for a number and * for an id of the course. A POST needs
 * the form's token, whatever the route. */
typedef struct WebPage WebPage;
typedef struct {
    const char *method, *path;
    unsigned roles;  /* 0: open to everyone */
    const char *nav; /* its name in the navigation, or NULL */
    bool (*show)(WebPage *page, GError **error);
    bool files; /* a POST may bring a file */
} WebRoute;
/* Ended by a NULL method. */
const WebRoute *web_routes(void);

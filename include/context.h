/* SPDX-License-Identifier: GPL-3.0-or-later */
/* context.h - what the journeys share: the open database, the vault, the library, and cohorts and plans as they stand.
 */
#pragma once
#include "channel_caps.h"
#include "cohort.h"
#include "guard.h"
#include "layout.h"
#include "library.h"
#include "retention.h"
#include "schedule.h"

typedef struct Context Context;
/* Borrows store, vault, library and caps; `number` is the settings' name of the sending number ("N1"). Reads or makes
 * the key of the tags and draws a new epoch in a transaction of its own (writer stores only: a reader's context has
 * epoch 0). */
Context *context_new(
    Store *store, const Vault *vault, Library *library, const ChannelCaps *caps, const char *number, GError **error);
void context_free(Context *context);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Context, context_free)
Store *context_store(const Context *context);
const Vault *context_vault(const Context *context);
Library *context_library(const Context *context);
const ChannelCaps *context_caps(const Context *context);
const char *context_number(const Context *context);
/* Where the pages are for everybody ("https://baraza.example.org"), for codes that people check; NULL: nowhere. A final
 * slash is dropped. */
void context_set_public_url(Context *context, const char *url);
const char *context_public_url(const Context *context);

/* Days after its closing for which a class of a cohort's data is kept (retention.h); the house's when never set. */
void context_set_keep_days(Context *context, KeepClass class, int days);
int64_t context_keep_days(const Context *context, KeepClass class);

/* Whether groups of patients may be made (audience.h; off when never set), and for how many days at most what they
 * leave behind is kept. */
void context_set_patients(Context *context, bool on, int days);
bool context_patients(const Context *context);
/* The days for a class of this cohort's data. */
int64_t context_keep_days_of(const Context *context, const Cohort *cohort, KeepClass class);
/* How many course adverts a person gets in 30 days, and how many leave in a day; the house's when never set. */
#define CONTEXT_ADVERTS_A_MONTH 1
#define CONTEXT_ADVERTS_A_DAY 250
void context_set_adverts(Context *context, int a_month, int a_day);
int64_t context_adverts_a_month(const Context *context);
int64_t context_adverts_a_day(const Context *context);

/* A cohort as of the last context_forget; borrowed until then. */
const Cohort *context_cohort(Context *context, int64_t id, GError **error);
/* The plan of a course version; borrowed for the context's life. */
const Plan *context_plan(Context *context, int64_t version, GError **error);
/* Plan of a cohort's course. */
const Plan *context_plan_of(Context *context, int64_t cohort, GError **error);
/* Drops cached cohorts: call at the start of a turn and after a change. */
void context_forget(Context *context);

/* A learner has left, whoever said so: what is leased to her and has not left the machine is to be taken back. A wrong
 * call, of a transaction that was taken back, does no harm: such a message is sent after all. */
void context_left(Context *context, int64_t learner);
/* Those named since the last call: int64_t, given. */
GArray *context_take_left(Context *context);

/* The learner's view of the course for layout; borrows all. */
bool context_who(Context *context, const Enrolment *enrolment, LayoutFor *who, GError **error);

/* "v1." and base32 of (message, attempt, epoch, 8-byte keyed MAC): goes out with every send and comes back in statuses.
 * Given. */
char *context_tag(const Context *context, int64_t id, int attempt);
/* False for a tag that this installation did not make. */
bool context_untag(const Context *context, const char *tag, int64_t *id, int *attempt);

/* Why words by a member of the cohort may not go to its room before a person has seen them ("name, date"), or NULL;
 * NULL for no text. The names of the course's own cases are no reason; `cohort` 0 when it is not known. Given. */
char *context_guard(Context *context, int64_t cohort, const char *text);
/* The same reasons, files among them ("voice note, name"), in the reader's language. Given. */
char *context_guard_shown(const char *lang, const char *why);
/* What it goes by. Borrowed. */
const Guard *context_guard_of(Context *context);
/* The guard of another context, borrowed: with its programme's own words. Before the first use. */
void context_share_guard(Context *context, const Guard *guard);
/* A programme's own words for it (guard_add). */
bool context_guard_add(Context *context, const char *name, const char *text, GError **error);

/* All schemas of the engine, for store_create. Given array, ended by a NULL name (g_free). */
EmbeddedFile *context_schemas(void);

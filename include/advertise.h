/* SPDX-License-Identifier: GPL-3.0-or-later */
/* advertise.h - whom a course advert goes to and why not to others; her yes and no to them wherever she says it. Every
 * function runs inside the caller's transaction. */
#pragma once
#include "advert.h"
#include "context.h"
#include "invitation.h"

#define ADVERT_A_WEEK 1 /* nobody gets two within 7 days, whatever the settings say */

/* Her yes or no, from wherever it comes: in force at once. A no takes back what has not left. `actor` is for the
 * journal ("L42", "engine"); NULL: the caller writes its own entry. *changed may be NULL. */
bool advertise_says(Context *context, const AdvertSays *says, const char *actor, bool *changed, GError **error);
/* STOP is also of these. */
bool advertise_stop(Context *context, int64_t learner, const char *wamid, int64_t now, GError **error);
/* What WhatsApp says of an advert that it did not bring: who has switched offers off is on the list no more. */
bool advertise_refused(Context *context, int64_t learner, int code, int64_t now, GError **error);
/* WhatsApp's own switch. Switched on again, it brings back only who was on the list when it was switched off. */
bool advertise_switched(Context *context, int64_t learner, bool on, int64_t now, GError **error);

/* What an advert is made of, read once for many. */
typedef struct {
    const Advert *advert; /* borrowed */
    const Cohort *cohort; /* borrowed till context_forget */
    const Course *course;
    Invitation *invitation;
    cJSON *words;
    bool over; /* nobody can join by its code any more */
} Advertising;
bool advertising_init(Advertising *a, Context *context, const Advert *advert, int64_t now, GError **error);
void advertising_clear(Advertising *a);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Advertising, advertising_clear)
/* Why a person does not get it, or ADVERT_GETS with the message (given) and her country (given, may be NULL). `before`:
 * adverts owed as messages before this one count for her; INT64_MAX: all. */
bool advertise_to(Context *context, const Advertising *a, int64_t learner, int64_t before, int64_t now, AdvertWhy *why,
    Message **message, char **country, GError **error);
/* Everybody on the list, judged. */
typedef struct {
    int64_t list, by_why[ADVERT_WHYS];
    GHashTable *countries; /* char * ("" unknown) -> int64_t *: who get it */
} AdvertTally;
bool advertise_tally(Context *context, const Advertising *a, int64_t now, AdvertTally *tally, GError **error);
void advert_tally_clear(AdvertTally *tally);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AdvertTally, advert_tally_clear)
/* As it will look in a language of its words; NULL where there is none. Given. */
char *advertise_preview(const Advertising *a, const char *lang);
/* The template's state on the account for a language of its words: "APPROVED", "PENDING", "" ...; category likewise.
 * Given. */
bool advertise_template(
    Context *context, const Advertising *a, const char *key, char **status, char **category, GError **error);
/* Owes what may go today of an advert whose time has come, up to `limit`, or puts it off. */
bool advertise_go_on(Context *context, const Advert *advert, int64_t now, int limit, int *worked, GError **error);
/* For people, into `view` (an object): advert, state, cohort, code, title, template, begins?, next?, over, words
 * [{language, looks, status, category, template (advice)}], not [{why, sentence, people}], cost; before it goes: list,
 * gets, a_day, days. */
bool advertise_forecast(Context *context, const Advert *advert, int64_t now, cJSON *view, GError **error);
/* The same of what became of it: waiting, owed, held, on_its_way, sent, delivered, read, joined, left, capped,
 * switched_off, experiment, failed, late, dropped, billed. */
bool advertise_view(Context *context, const Advert *advert, int64_t now, cJSON *view, GError **error);

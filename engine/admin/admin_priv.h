/* SPDX-License-Identifier: GPL-3.0-or-later */
/* admin_priv.h - one change under way. */
#pragma once
#include "admin.h"
#include "error.h"
#include "staff.h"

typedef struct {
    Context *context;
    Store *store;
    const char *actor, *verb;
    const cJSON *params;
    int64_t now;
    bool dry;       /* the caller only asks: the transaction is taken back */
    bool same;      /* set by a verb: nothing has changed, nothing is journalled */
    char *subject;  /* "C7", for the journal; given */
    cJSON *payload; /* for the journal, or NULL; given */
} Change;

/* Changes fill `result`; subject and payload are for the journal. */
bool change_course_add(Change *c, cJSON *result, GError **error);
bool change_cohort_create(Change *c, cJSON *result, GError **error);
bool change_cohort_pause(Change *c, cJSON *result, GError **error);
bool change_cohort_resume(Change *c, cJSON *result, GError **error);
bool change_cohort_shift(Change *c, cJSON *result, GError **error);
bool change_cohort_close(Change *c, cJSON *result, GError **error);
bool change_cohort_set(Change *c, cJSON *result, GError **error);
bool change_cohort_keep(Change *c, cJSON *result, GError **error);
bool change_cohort_copy(Change *c, cJSON *result, GError **error);
/* Assigns those of `old` to the cohort of that name. */
bool copy_staff(Change *c, const Cohort *old, const char *name, GError **error);
bool change_cohort_launch(Change *c, cJSON *result, GError **error);
bool change_enrol(Change *c, cJSON *result, GError **error);
bool change_learner_role(Change *c, cJSON *result, GError **error);
bool change_case_approve(Change *c, cJSON *result, GError **error);
bool change_case_return(Change *c, cJSON *result, GError **error);
bool change_case_close(Change *c, cJSON *result, GError **error);
bool change_case_export(Change *c, cJSON *result, GError **error);
bool change_work_deal(Change *c, cJSON *result, GError **error);
bool change_work_take(Change *c, cJSON *result, GError **error);
bool change_post_aside(Change *c, cJSON *result, GError **error);
bool change_post_withdraw(Change *c, cJSON *result, GError **error);
bool change_plan_make(Change *c, cJSON *result, GError **error);
bool change_plan_lead(Change *c, cJSON *result, GError **error);
bool change_event_attend(Change *c, cJSON *result, GError **error);
bool change_live_start(Change *c, cJSON *result, GError **error);
bool change_live_next(Change *c, cJSON *result, GError **error);
bool change_live_hold(Change *c, cJSON *result, GError **error);
bool change_live_skip(Change *c, cJSON *result, GError **error);
bool change_live_end(Change *c, cJSON *result, GError **error);
bool change_live_sign(Change *c, cJSON *result, GError **error);
bool change_form_add(Change *c, cJSON *result, GError **error);
bool change_form_open(Change *c, cJSON *result, GError **error);
bool change_stock_items(Change *c, cJSON *result, GError **error);
bool change_stock_remove(Change *c, cJSON *result, GError **error);
bool change_advert_make(Change *c, cJSON *result, GError **error);
bool change_advert_send(Change *c, cJSON *result, GError **error);
bool change_advert_stop(Change *c, cJSON *result, GError **error);
bool change_advert_import(Change *c, cJSON *result, GError **error);
bool change_advert_off(Change *c, cJSON *result, GError **error);
bool change_weekly_send(Change *c, cJSON *result, GError **error);
bool change_weekly_drop(Change *c, cJSON *result, GError **error);
bool change_rules_propose(Change *c, cJSON *result, GError **error);
bool change_upkeep_set(Change *c, cJSON *result, GError **error);
bool change_learner_name(Change *c, cJSON *result, GError **error);
bool change_hold_release(Change *c, cJSON *result, GError **error);
bool change_hold_reject(Change *c, cJSON *result, GError **error);
bool change_learner_stop(Change *c, cJSON *result, GError **error);
bool change_learner_withdraw(Change *c, cJSON *result, GError **error);
bool change_learner_move(Change *c, cJSON *result, GError **error);
bool change_learner_merge(Change *c, cJSON *result, GError **error);
bool change_learner_phone(Change *c, cJSON *result, GError **error);
bool change_learner_reveal(Change *c, cJSON *result, GError **error);
bool change_learner_forget(Change *c, cJSON *result, GError **error);
bool change_learner_forget_approve(Change *c, cJSON *result, GError **error);
bool change_send_again(Change *c, cJSON *result, GError **error);
bool change_study_seal(Change *c, cJSON *result, GError **error);
bool change_study_allocate(Change *c, cJSON *result, GError **error);
bool change_study_freeze(Change *c, cJSON *result, GError **error);
bool change_export(Change *c, cJSON *result, GError **error);
bool change_xapi(Change *c, cJSON *result, GError **error);
bool change_xapi_again(Change *c, cJSON *result, GError **error);
bool change_xapi_leave(Change *c, cJSON *result, GError **error);
bool change_unblind(Change *c, cJSON *result, GError **error);
bool change_cohort_peer(Change *c, cJSON *result, GError **error);
bool change_cohort_invite(Change *c, cJSON *result, GError **error);
bool change_learner_admit(Change *c, cJSON *result, GError **error);
bool change_learner_decline(Change *c, cJSON *result, GError **error);
bool change_staff_add(Change *c, cJSON *result, GError **error);
bool change_staff_remove(Change *c, cJSON *result, GError **error);
bool change_staff_role(Change *c, cJSON *result, GError **error);
bool change_staff_password(Change *c, cJSON *result, GError **error);
bool change_staff_factor(Change *c, cJSON *result, GError **error);
bool change_staff_factor_use(Change *c, cJSON *result, GError **error);
bool change_staff_factor_reset(Change *c, cJSON *result, GError **error);
bool change_staff_invite(Change *c, cJSON *result, GError **error);
bool change_staff_phone(Change *c, cJSON *result, GError **error);
bool change_staff_assign(Change *c, cJSON *result, GError **error);
bool change_staff_unassign(Change *c, cJSON *result, GError **error);
bool change_staff_set(Change *c, cJSON *result, GError **error);
bool change_inbox_replay(Change *c, cJSON *result, GError **error);
bool change_say(Change *c, cJSON *result, GError **error);
bool change_say_cancel(Change *c, cJSON *result, GError **error);
bool change_reply(Change *c, cJSON *result, GError **error);
bool change_room_mode(Change *c, cJSON *result, GError **error);
bool change_room_import(Change *c, cJSON *result, GError **error);
bool change_circles_form(Change *c, cJSON *result, GError **error);
bool change_circles_move(Change *c, cJSON *result, GError **error);
bool change_correct(Change *c, cJSON *result, GError **error);
bool change_restore_confirm(Change *c, cJSON *result, GError **error);
bool change_certificate_issue(Change *c, cJSON *result, GError **error);
bool change_certificate_revoke(Change *c, cJSON *result, GError **error);
bool change_certificate_reissue(Change *c, cJSON *result, GError **error);
bool change_codebook_add(Change *c, cJSON *result, GError **error);
bool change_code_study(Change *c, cJSON *result, GError **error);
bool change_code_apply(Change *c, cJSON *result, GError **error);
bool change_code_remove(Change *c, cJSON *result, GError **error);
bool change_code_done(Change *c, cJSON *result, GError **error);
bool change_code_suggest(Change *c, cJSON *result, GError **error);
bool change_code_adjudicate(Change *c, cJSON *result, GError **error);
bool change_code_freeze(Change *c, cJSON *result, GError **error);
bool change_certificates_csv(Change *c, cJSON *result, GError **error);

/* "zone" and "hours" of one of the staff (change_staff_clock.c), and what of a day she shares with a cohort: into the
 * result's "overlap" [{cohort, minutes}]; nothing where she has no clock of her own. */
bool change_staff_clock(Change *c, const Staff *staff, cJSON *result, GError **error);
bool change_put_overlap(Change *c, const Staff *staff, const Cohort *cohort, cJSON *result, GError **error);
/* Sets *error and returns false. */
bool change_refuse(GError **error, BarazaError code, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The cohort that the parameter "cohort" names; sets the subject. Given. */
Cohort *change_cohort(Change *c, GError **error);
/* The number in the parameter "learner": "L42" or "42". Not looked up. */
bool change_learner_id(Change *c, int64_t *learner, GError **error);
/* The newest enrolment of the learner that the parameter "learner" names; sets the subject and puts "learner" into the
 * result. Given. */
Enrolment *change_learner(Change *c, cJSON *result, GError **error);
/* The account that the parameter "name" names; sets the subject and begins the payload with its name. Given. */
Staff *change_account(Change *c, GError **error);
/* "20:00-07:00". */
bool change_read_quiet(Cohort *cohort, const char *quiet, GError **error);
/* For whom a cohort is (change_audience.c): whether this verb is for them; whether the actor is the doctor of a group
 * of patients, or a command names her ("by"); "audience" and "doctor" of a new cohort; another doctor; whether a course
 * is for them. */
bool change_suits(const Change *c, const Cohort *cohort, GError **error);
bool change_moderates(const Change *c, const Cohort *cohort, GError **error);
/* Refuses while one on staff is the doctor of a group of patients that is not closed: of that one, or (0) of any. */
bool change_no_doctor(Change *c, const Staff *staff, int64_t cohort, GError **error);
bool change_read_audience(Change *c, Cohort *cohort, GError **error);
bool change_set_doctor(Change *c, Cohort *cohort, const char *name, GError **error);
bool change_suits_course(const Cohort *cohort, const Course *course, GError **error);
/* True unless the cohort is closed; else *error says that its data are frozen, and `so`: what cannot be done any more,
 * and what can be done instead. */
bool change_thawed(const Cohort *cohort, const char *so, GError **error);
/* Whether clinicians have signed all of a course for a cohort on `today` (days since 1970); *error lists what is
 * missing. */
bool change_cleared(const Course *course, const Cohort *cohort, int64_t today, GError **error);
/* Adds a sentence to the result's "warnings". Takes the text. */
void change_warn(cJSON *result, char *sentence);
void change_subject(Change *c, const char *letter, int64_t id);
/* The parameter "at", "2026-12-07 12:30" of the cohort's zone; now when it is not given. */
bool change_at(Change *c, const Cohort *cohort, int64_t *at, GError **error);

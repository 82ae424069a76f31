/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command_priv.h - the learners' words, one function each. */
#pragma once
#include "intake_priv.h"

/* `said` is NULL where no text was read. */
typedef bool Command(Inbound *in, const Said *said, GError **error);
Command command_start, command_stop, command_help, command_menu, command_progress, command_continue, command_cpd,
    command_my_data, command_pause, command_later, command_forget, command_done, command_undo, command_lite,
    command_full, command_language, command_name, command_study_no, command_study_yes, command_share, command_ask,
    command_discard, command_volunteer, command_swap, command_not_this_week, command_rules, command_members,
    command_report, command_block, command_unblock, command_anon, command_social, command_social_off, command_social_on,
    command_well_done, command_stock, command_courses_on, command_courses_off, command_senior_on, command_senior_off;
/* What MY DATA says of stock and data forms, with a blank line before it, or "". Given; NULL with an error. */
char *field_data(Inbound *in, GError **error);
/* Whether a word about new courses is for her: patients are told of none. */
bool courses_for(const Inbound *in);
/* What MY DATA says of the list of those who hear of new courses. Given; NULL with an error. */
char *courses_data(Inbound *in, GError **error);
/* "Stop / Go on": for what only looks like STOP, and for the menu's row. */
bool command_ask_stop(Inbound *in, GError **error);
/* What was tapped then: leave, erase, on; `draft` is what was written, kept meanwhile, or 0. */
bool command_decide(Inbound *in, const char *what, int64_t draft, GError **error);
/* She does not take part in a group of patients, and leaves it. */
bool command_decline(Inbound *in, GError **error);
bool command_later_tapped(Inbound *in, const char *when, GError **error);
bool command_language_tapped(Inbound *in, const char *lang, GError **error);
/* YES and NO answer the newest consent question that is open, where she quotes nothing; or that of a beat. */
bool command_agree(Inbound *in, Word word, bool *handled, GError **error);
bool command_agree_to(Inbound *in, const char *beat, Word word, bool *handled, GError **error);
/* Titles for the learner, filled. Given. */
char *command_course_title(const Inbound *in);
char *command_step_title(const Inbound *in, const Step *step);
bool command_name_paper(Inbound *in, GError **error); /* the tap under NAME's reply */
/* Whether the group may see her under this name; *refusal is the name of the text that says why not, or NULL. */
bool command_name_fits(Inbound *in, const char *name, const char **refusal, GError **error);

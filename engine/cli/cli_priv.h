/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli_priv.h - what the commands share: one table of them, one parser of options, one table of exit statuses. */
#pragma once
#include "clock.h"
#include "error.h"
#include "json.h"

#define CLI_MANY 10000 /* arguments without a limit */

/* An option of a command; one with an `arg` takes a value. Arrays end with a NULL name. */
typedef struct {
    const char *name; /* without the dashes */
    const char *arg;  /* "DIR", or NULL for a switch */
    const char *help;
} CliOption;

/* What every change takes. */
#define CLI_CHANGE                                                                                                     \
    CLI_DRY_RUN,                                                                                                       \
    {                                                                                                                  \
        "json", NULL, "JSON instead of lines."                                                                         \
    }
#define CLI_DRY_RUN                                                                                                    \
    {                                                                                                                  \
        "dry-run", NULL, "Show what would happen and change nothing."                                                  \
    }

typedef struct Cli Cli;
/* One command. `name` has one or two words. `run` gets its arguments counted and its options known. */
typedef struct {
    const char *name, *usage, *help, *example;
    const CliOption *options; /* or NULL */
    int min, max;             /* arguments */
    bool (*run)(Cli *cli, GError **error);
} Command;

struct Cli {
    const Command *command;
    const char *group;   /* how to use its commands was asked for: "cohort"; or NULL */
    const char *dir;     /* --dir, or NULL */
    GPtrArray *args;     /* char *, borrowed from main */
    GHashTable *options; /* name -> value, "" for a switch; of one that is given again the last */
    GPtrArray *given;    /* name, value, name, value ... of all, in their order; borrowed */
    Clock clock;         /* ticked once at the start */
    int status;          /* what cli_report has raised it to */
};

/* The groups of commands, each ended by a NULL name. */
extern const Command commands_workspace[], commands_ops[], commands_course[], commands_cohort[], commands_learner[],
    commands_talk[], commands_staff[], commands_study[], commands_room[], commands_certificate[], commands_alive[],
    commands_live[], commands_code[];
extern const Command commands_closing[], commands_cases[], commands_field[], commands_work[], commands_advert[];
/* The index-th command of all groups; NULL beyond the last. */
const Command *cli_command(guint index);
/* Reads the words of a command line (without the program's name) into `cli`; BARAZA_ERROR_USAGE otherwise. *help is set
 * when the person only asks how: then `command` may be NULL (help on `group`, else on
 * all). */
bool cli_parse(Cli *cli, char **words, bool *help, GError **error);
void cli_help(const Command *command);
/* Those of a group, "cohort"; NULL: all. */
void cli_help_all(const char *group);

/* 1 usage, 2 input, 3 state: the one table. */
int cli_status(const GError *error);
/* Says it on standard error and remembers the status, for commands that go on with the next file. */
void cli_report(Cli *cli, const GError *error);

const char *cli_arg(const Cli *cli, guint index);         /* NULL beyond the last */
const char *cli_option(const Cli *cli, const char *name); /* NULL when not given */
bool cli_switch(const Cli *cli, const char *name);
/* A whole number within bounds; the fallback when not given. */
bool cli_number(const Cli *cli, const char *name, int64_t min, int64_t max, int64_t *value, GError **error);
/* The first argument, a post's number: "42" or "P42". Otherwise it "is no WHAT: give the number that WHERE shows". */
bool cli_post(const Cli *cli, const char *what, const char *where, int64_t *id, GError **error);

/* The folder that --dir, else the environment's BARAZA_DIR names, else the current one; not looked at. */
const char *cli_workspace(const Cli *cli);

/* Prints a JSON value as one line. */
void cli_print_json(const cJSON *value);
/* What a change came to, as one line of JSON with --json; false without it: it is still to be said in words. */
bool cli_said_json(const Cli *cli, const cJSON *result);
/* A list as one line of JSON with --json; else one after the other by `print`, or `none` when it is empty. */
void cli_print_list(const Cli *cli, const cJSON *list, void (*print)(const cJSON *one), const char *none);
/* "3 hours", "5 days": how old something is. Given. */
char *cli_age(int64_t seconds);
/* The whole of a file, "-" for standard input, at most `most` bytes. */
bool cli_read(const char *path, gsize most, char **bytes, gsize *size, GError **error);
/* The same of a text that people write: UTF-8, without the mark that some editors put first. Given; NULL. */
char *cli_read_text(const char *path, gsize most, GError **error);

bool cmd_codebook_list(Cli *cli, GError **error);
bool cmd_codebook_check(Cli *cli, GError **error);
bool cmd_codebook_import(Cli *cli, GError **error);
bool cmd_codebook_export(Cli *cli, GError **error);
bool cmd_code_study(Cli *cli, GError **error);
bool cmd_code_studies(Cli *cli, GError **error);
bool cmd_code_next(Cli *cli, GError **error);
bool cmd_code_show(Cli *cli, GError **error);
bool cmd_code_apply(Cli *cli, GError **error);
bool cmd_code_remove(Cli *cli, GError **error);
bool cmd_code_done(Cli *cli, GError **error);
bool cmd_code_adjudicate(Cli *cli, GError **error);
bool cmd_code_agreement(Cli *cli, GError **error);
bool cmd_code_assistant(Cli *cli, GError **error);
bool cmd_code_flagged(Cli *cli, GError **error);
bool cmd_code_marks(Cli *cli, GError **error);
bool cmd_code_suggest(Cli *cli, GError **error);
bool cmd_code_weeks(Cli *cli, GError **error);
bool cmd_code_freeze(Cli *cli, GError **error);
bool cmd_circles(Cli *cli, GError **error);
bool cmd_circles_form(Cli *cli, GError **error);
bool cmd_circles_move(Cli *cli, GError **error);
bool cmd_chat_parse(Cli *cli, GError **error);
bool cmd_alarms(Cli *cli, GError **error);
bool cmd_room_kit(Cli *cli, GError **error);
bool cmd_room_mode(Cli *cli, GError **error);
bool cmd_room_import(Cli *cli, GError **error);
bool cmd_room_list(Cli *cli, GError **error);
bool cmd_guard_check(Cli *cli, GError **error);
bool cmd_init(Cli *cli, GError **error);
bool cmd_correct(Cli *cli, GError **error);
bool cmd_course_add(Cli *cli, GError **error);
bool cmd_certificates(Cli *cli, GError **error);
bool cmd_certificates_csv(Cli *cli, GError **error);
bool cmd_certificates_issue(Cli *cli, GError **error);
bool cmd_certificates_reissue(Cli *cli, GError **error);
bool cmd_certificates_revoke(Cli *cli, GError **error);
bool cmd_cohort_create(Cli *cli, GError **error);
bool cmd_cohort_set(Cli *cli, GError **error);
bool cmd_cohort_keep(Cli *cli, GError **error);
bool cmd_cohort_close(Cli *cli, GError **error);
bool cmd_cohort_copy(Cli *cli, GError **error);
bool cmd_cohort_shift(Cli *cli, GError **error);
bool cmd_cohort_launch(Cli *cli, GError **error);
bool cmd_cohort_list(Cli *cli, GError **error);
bool cmd_cohort_invite(Cli *cli, GError **error);
bool cmd_cohort_peer(Cli *cli, GError **error);
bool cmd_cohort_pause(Cli *cli, GError **error);
bool cmd_cohort_resume(Cli *cli, GError **error);
bool cmd_send_again(Cli *cli, GError **error);
bool cmd_enrol(Cli *cli, GError **error);
bool cmd_course_check(Cli *cli, GError **error);
bool cmd_course_key(Cli *cli, GError **error);
bool cmd_run(Cli *cli, GError **error);
bool cmd_rehearse(Cli *cli, GError **error);
bool cmd_webhook_parse(Cli *cli, GError **error);
bool cmd_backup(Cli *cli, GError **error);
bool cmd_backup_key(Cli *cli, GError **error);
bool cmd_backup_verify(Cli *cli, GError **error);
bool cmd_restore(Cli *cli, GError **error);
bool cmd_learner_role(Cli *cli, GError **error);
bool cmd_post_aside(Cli *cli, GError **error);
bool cmd_post_withdraw(Cli *cli, GError **error);
bool cmd_events(Cli *cli, GError **error);
bool cmd_events_mark(Cli *cli, GError **error);
bool cmd_plan(Cli *cli, GError **error);
bool cmd_plan_make(Cli *cli, GError **error);
bool cmd_plan_lead(Cli *cli, GError **error);
bool cmd_upkeep(Cli *cli, GError **error);
bool cmd_rules(Cli *cli, GError **error);
bool cmd_live(Cli *cli, GError **error);
bool cmd_live_start(Cli *cli, GError **error);
bool cmd_live_next(Cli *cli, GError **error);
bool cmd_live_hold(Cli *cli, GError **error);
bool cmd_live_skip(Cli *cli, GError **error);
bool cmd_live_end(Cli *cli, GError **error);
bool cmd_live_sign(Cli *cli, GError **error);
bool cmd_weekly(Cli *cli, GError **error);
bool cmd_weekly_send(Cli *cli, GError **error);
bool cmd_weekly_drop(Cli *cli, GError **error);
bool cmd_rules_propose(Cli *cli, GError **error);
bool cmd_upkeep_set(Cli *cli, GError **error);
bool cmd_upgrade(Cli *cli, GError **error);
bool cmd_restore_confirm(Cli *cli, GError **error);
bool cmd_doctor(Cli *cli, GError **error);
bool cmd_forms(Cli *cli, GError **error);
bool cmd_forms_add(Cli *cli, GError **error);
bool cmd_forms_open(Cli *cli, GError **error);
bool cmd_advert_list(Cli *cli, GError **error);
bool cmd_advert_show(Cli *cli, GError **error);
bool cmd_advert_make(Cli *cli, GError **error);
bool cmd_advert_send(Cli *cli, GError **error);
bool cmd_advert_stop(Cli *cli, GError **error);
bool cmd_advert_import(Cli *cli, GError **error);
bool cmd_advert_off(Cli *cli, GError **error);
bool cmd_stock(Cli *cli, GError **error);
bool cmd_stock_items(Cli *cli, GError **error);
bool cmd_stock_remove(Cli *cli, GError **error);
bool cmd_cases_list(Cli *cli, GError **error);
bool cmd_cases_approve(Cli *cli, GError **error);
bool cmd_cases_return(Cli *cli, GError **error);
bool cmd_cases_close(Cli *cli, GError **error);
bool cmd_cases_export(Cli *cli, GError **error);
bool cmd_work_list(Cli *cli, GError **error);
bool cmd_work_deal(Cli *cli, GError **error);
bool cmd_work_take(Cli *cli, GError **error);
bool cmd_hold_list(Cli *cli, GError **error);
bool cmd_hold_release(Cli *cli, GError **error);
bool cmd_hold_reject(Cli *cli, GError **error);
bool cmd_inbox_aside(Cli *cli, GError **error);
bool cmd_inbox_replay(Cli *cli, GError **error);
bool cmd_journal_verify(Cli *cli, GError **error);
bool cmd_learner_forget(Cli *cli, GError **error);
bool cmd_learner_admit(Cli *cli, GError **error);
bool cmd_learner_decline(Cli *cli, GError **error);
bool cmd_learner_list(Cli *cli, GError **error);
bool cmd_learner_move(Cli *cli, GError **error);
bool cmd_learner_merge(Cli *cli, GError **error);
bool cmd_learner_phone(Cli *cli, GError **error);
bool cmd_learner_name(Cli *cli, GError **error);
bool cmd_learner_reveal(Cli *cli, GError **error);
bool cmd_learner_withdraw(Cli *cli, GError **error);
bool cmd_learner_stop(Cli *cli, GError **error);
bool cmd_ledger(Cli *cli, GError **error);
bool cmd_evaluate(Cli *cli, GError **error);
bool cmd_study_arms(Cli *cli, GError **error);
bool cmd_study_seal(Cli *cli, GError **error);
bool cmd_study_freeze(Cli *cli, GError **error);
bool cmd_export(Cli *cli, GError **error);
bool cmd_xapi(Cli *cli, GError **error);
bool cmd_lrs(Cli *cli, GError **error);
bool cmd_lrs_again(Cli *cli, GError **error);
bool cmd_lrs_leave(Cli *cli, GError **error);
bool cmd_report(Cli *cli, GError **error);
bool cmd_questions(Cli *cli, GError **error);
bool cmd_reply(Cli *cli, GError **error);
bool cmd_say(Cli *cli, GError **error);
bool cmd_staff_add(Cli *cli, GError **error);
bool cmd_staff_assign(Cli *cli, GError **error);
bool cmd_staff_list(Cli *cli, GError **error);
bool cmd_staff_password(Cli *cli, GError **error);
bool cmd_staff_phone(Cli *cli, GError **error);
bool cmd_staff_reset_factor(Cli *cli, GError **error);
bool cmd_staff_remove(Cli *cli, GError **error);
bool cmd_staff_role(Cli *cli, GError **error);
bool cmd_staff_set(Cli *cli, GError **error);
bool cmd_staff_unassign(Cli *cli, GError **error);
extern const CliOption cli_stats_options[];
bool cmd_stats(Cli *cli, GError **error);
bool cmd_talk_export(Cli *cli, GError **error);
bool cmd_roster(Cli *cli, GError **error);
bool cmd_status(Cli *cli, GError **error);

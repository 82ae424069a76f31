/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort's rules while it runs, and what is left of it afterwards. */
#include "cli_priv.h"

static const CliOption keep_options[] = {
    { "class", "NAME", "What: files, words, people or certificates." },
    { "until", "DATE", "The day on which it is erased, as 2028-12-31." },
    { "reason", "TEXT", "Why; it goes to the journal." },
    CLI_DRY_RUN,
    { "json", NULL, "JSON instead of a line." },
    { NULL },
};

static const CliOption set_options[] = {
    { "cap", "N", "Most messages of the engine a learner and day." },
    { "digests", "TIMES", "When the group's posts go: one to six times, as 13:00,18:30." },
    { "quiet", "HOURS", "When nothing is sent, as 20:00-07:00; 00:00-00:00 for never." },
    { "highlights", "N", "More posts than so many, after an absence, are offered as highlights first; 0 for never." },
    { "doctor", "NAME", "Of a group of patients: another doctor answers for it." },
    CLI_DRY_RUN,
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};

const Command commands_closing[] = {
    { "cohort set", "cohort set COHORT [--cap N] [--digests TIMES] [--quiet HOURS] [--highlights N] [--doctor NAME]",
        "Changes how much a cohort is sent and when, also while it runs; without an option, shows it.\n"
        "What waits by the old rules is judged anew, and the next digest goes at the new times.",
        "baraza cohort set harare-1 --cap 4 --digests 13:00", set_options, 1, 1, cmd_cohort_set },
    { "cohort keep", "cohort keep COHORT [--class NAME --until DATE --reason TEXT]",
        "Shows until when what a closed cohort has left behind is kept, or sets another date for a part of it.\n"
        "The clock starts at the closing: files 90 days, words a year, people three years, certificates six, or what\n"
        "[privacy] says. The engine erases by itself when the time has come; what is erased does not come back.",
        "baraza cohort keep harare-1 --class words --until 2029-06-30 --reason \"coding goes on until June\"",
        keep_options, 1, 1, cmd_cohort_keep },
    { NULL },
};

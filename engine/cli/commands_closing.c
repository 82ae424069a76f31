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

const Command commands_closing[] = {
    { "cohort keep", "cohort keep COHORT [--class NAME --until DATE --reason TEXT]",
        "Shows until when what a closed cohort has left behind is kept, or sets another date for a part of it.\n"
        "The clock starts at the closing: files 90 days, words a year, people three years, certificates six, or what\n"
        "[privacy] says. The engine erases by itself when the time has come; what is erased does not come back.",
        "baraza cohort keep harare-1 --class words --until 2029-06-30 --reason \"coding goes on until June\"",
        keep_options, 1, 1, cmd_cohort_keep },
    { NULL },
};

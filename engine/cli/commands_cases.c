/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases that learners bring. */
#include "cli_priv.h"

static const CliOption list_options[] = {
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption approve_options[] = {
    { "text", "TEXT", "These words instead of hers, which are not kept." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption return_options[] = {
    CLI_CHANGE,
    { NULL },
};
static const CliOption close_options[] = {
    { "grey", "TEXT", "What the guideline leaves open, for the list of baraza cases export." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption export_options[] = {
    { "out", "FILE", "Into this file instead of standard output." },
    { NULL },
};

const Command commands_cases[] = {
    { "cases list", "cases list [COHORT]",
        "Lists cases that learners brought (a course's bring steps): waiting, returned, open in the room, closed.",
        "baraza cases list harare-1", list_options, 0, 1, cmd_cases_list },
    { "cases approve", "cases approve CASE",
        "Puts a case into its room as a numbered post, under her name or as a colleague's, as she chose.\n"
        "It warns when the words may still tell who a patient is.",
        "baraza cases approve 1234 --text \"A woman of about 30 has missed two visits. What now?\"", approve_options, 1,
        1, cmd_cases_approve },
    { "cases return", "cases return CASE WHY", "Gives a case back to its author with a sentence what to change.",
        "baraza cases return 1234 \"Please say what you did before she was referred.\"", return_options, 2, 2,
        cmd_cases_return },
    { "cases close", "cases close CASE NOTE",
        "Ends the discussion of a case with what the guideline says: a post that answers it.",
        "baraza cases close 1234 \"Repeat the test after 4 weeks.\" --grey \"The guideline does not say who pays.\"",
        close_options, 2, 2, cmd_cases_close },
    { "cases export", "cases export COHORT",
        "Writes the cohort's grey areas as CSV for those who own the guideline.\n"
        "A learner's words go with it only while she consents to research and nothing in them tells who a patient is.",
        "baraza cases export harare-1 --out grey.csv", export_options, 1, 1, cmd_cases_export },
    { NULL },
};

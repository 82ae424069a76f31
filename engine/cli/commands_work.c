/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that is handed in and reviewed by colleagues. */
#include "cli_priv.h"

static const CliOption list_options[] = {
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption change_options[] = {
    CLI_CHANGE,
    { NULL },
};

const Command commands_work[] = {
    { "work list", "work list [COHORT]",
        "Lists what learners have handed in (a course's assignment steps) and who reviews it: asked, done, let go.\n"
        "Names are for the facilitator only: authors and reviewers are not told each other's.",
        "baraza work list harare-1", list_options, 0, 1, cmd_work_list },
    { "work deal", "work deal COHORT STEP",
        "Asks others to review in place of those who have left, pause, or have been silent for a day.\n"
        "It happens by itself two course days after the close.",
        "baraza work deal harare-1 m2a", change_options, 2, 2, cmd_work_deal },
    { "work take", "work take WORK",
        "Takes a piece of work from its reviewers into your own queue: baraza reply then answers its author.",
        "baraza work take 1234", change_options, 1, 1, cmd_work_take },
    { NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace and the engine that runs on it. */
#include "cli_priv.h"

static const CliOption json_only[] = {
    { "json", NULL, "JSON instead of a table." },
    { NULL },
};
static const CliOption alarms_options[] = {
    { "all", NULL, "Also those of the last 30 days that are over." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption run_options[] = {
    { "progress", NULL, "A line on standard output for each day that passes." },
    { "until", "DATE", "On stepped time: end when this day has come." },
    { NULL },
};

const Command commands_workspace[] = {
    { "init", "init DIR", "Makes a workspace: settings file, secrets, database, folders.", "baraza init clinic-cpd",
        NULL, 1, 1, cmd_init },
    { "run", "run",
        "Runs the engine: sends what is due, takes webhooks in, serves the pages; until Ctrl-C.\n"
        "The first run prints a link that makes the first account. Put nginx or Caddy in front for TLS. A second "
        "engine on\n"
        "the same workspace ends with 3.",
        "baraza run --dir clinic-cpd", run_options, 0, 0, cmd_run },
    { "status", "status [COHORT]", "Shows how things stand: learners, messages and why they wait, what comes next.",
        "baraza status harare-1", json_only, 0, 1, cmd_status },
    { "alarms", "alarms",
        "Shows what is wrong now, since when, and what to do: number, clock, disk, lag, webhooks, delivery, templates, "
        "backup.\n"
        "Each is also told once to the coordinators' own phones, again ever more rarely, and when it is over. Ends "
        "with 3 when\n"
        "there is one.",
        "baraza alarms", alarms_options, 0, 0, cmd_alarms },
    { "doctor", "doctor",
        "Checks settings, secrets, ports, clock, disk, database, media, templates; says what to do.\n"
        "Each line is ok, warn or fail. Ends with 3 when anything fails.",
        "baraza doctor --dir clinic-cpd", json_only, 0, 0, cmd_doctor },
    { "journal verify", "journal verify", "Checks that nothing in the journal was changed, and prints its head.",
        "baraza journal verify", json_only, 0, 0, cmd_journal_verify },
    { "inbox aside", "inbox aside", "Lists webhooks that could not be used, with the reason.",
        "baraza inbox aside --json", json_only, 0, 0, cmd_inbox_aside },
    { "inbox replay", "inbox replay", "Reads bodies that were set aside whole once more, after an upgrade.",
        "baraza inbox replay", NULL, 0, 0, cmd_inbox_replay },
    { NULL },
};

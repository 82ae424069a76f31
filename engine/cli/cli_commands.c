/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands: a new command is a row here and a file. */
#include "cli_priv.h"

static const CliOption json_only[] = {
    { "json", NULL, "One JSON value instead of lines." },
    { NULL },
};
static const CliOption key_options[] = {
    { "lang", "LANG", "Language of the texts; else the course's own." },
    { "country", "CODE", "Country whose variants are shown, such as ZW." },
    { NULL },
};

static const Command commands[] = {
    { "course check", "course check FOLDER",
        "Checks a course package: every fault with file, line and a sentence.\n"
        "FOLDER holds course.xml and the media it names. No workspace is needed. Ends with 2 when anything is an "
        "error.",
        "baraza course check courses/pmtct-retention", json_only, 1, 1, cmd_course_check },
    { "course key", "course key COURSE",
        "Prints a course's items with what is right, as JSON.\n"
        "COURSE is a folder, or the id of a course in the workspace. Nothing of this may reach a learner.",
        "baraza course key courses/pmtct-retention --country ZW", key_options, 1, 1, cmd_course_key },
    { "webhook parse", "webhook parse FILE...",
        "Prints one JSON line for each event in stored webhook bodies.\n"
        "Each FILE is one body as the platform sent it, - is standard input. No workspace is needed. A file that "
        "cannot be\n"
        "read is named, the others are still parsed, and the command ends with 2.",
        "baraza webhook parse body-1.json body-2.json", NULL, 1, CLI_MANY, cmd_webhook_parse },
    { NULL },
};

const Command *cli_commands(void)
{
    return commands;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Courses, and rehearsing one. */
#include "cli_priv.h"

static const CliOption check_options[] = {
    { "json", NULL, "JSON instead of lines." },
    { "notes", NULL, "All notes, not only the first five; errors and warnings are always shown." },
    { "audience", "WHO", "For whom it is to be: learners, or patients, for whom tests and the like are refused." },
    { "signing", NULL, "Also the hash of each module, which a clinician signs: id, language, country, hash, state." },
    { "country", "CODE", "With --signing: the country whose variants are signed, such as ZW." },
    { NULL },
};
static const CliOption key_options[] = {
    { "lang", "LANG", "Language of the texts; else the course's own." },
    { "country", "CODE", "Country whose variants are shown, such as ZW." },
    { NULL },
};
static const CliOption rehearse_options[] = {
    { "learners", "N", "Simulated learners; 28 when not given." },
    { "seed", "N", "The same seed gives the same rehearsal, byte for byte; 1 when not given." },
    { "start", "DATE", "Course day 1; 2026-12-07 when not given." },
    { "zone", "ZONE", "Time zone of the learners; Africa/Harare when not given." },
    { "days", "N", "Calendar days to play; until the last test has closed when not given." },
    { "room-size", "N", "Learners in a room; 40 when not given." },
    { "out", "DIR", "Writes summary, report, data and cost.csv there." },
    { "rates", "FILE", "What a message costs, as in a workspace's rates.csv; the one of this folder when not given." },
    { "database", "FILE",
        "Keeps the database there, to be looked at; in memory when not given. Nobody has the key under which its names "
        "and certificates are sealed." },
    { "quiet", NULL, "No line of progress; a line is shown on terminals only." },
    { NULL },
};

const Command commands_course[] = {
    { "course check", "course check FOLDER",
        "Checks a course package: every fault with file, line and a sentence.\n"
        "FOLDER holds course.xml and the media it names. No workspace is needed. Ends with 2 when anything is an "
        "error.",
        "baraza course check courses/pmtct-retention", check_options, 1, 1, cmd_course_check },
    { "course add", "course add FOLDER",
        "Adds a course, or a new version of one, to the workspace.\n"
        "The same course again changes nothing. Cohorts keep the version that they were made with.",
        "baraza course add courses/pmtct-retention", NULL, 1, 1, cmd_course_add },
    { "course key", "course key COURSE",
        "Prints a course's items with what is right, as JSON.\n"
        "COURSE is a folder, or the id of a course in the workspace. Nothing of this may reach a learner.",
        "baraza course key courses/pmtct-retention --country ZW", key_options, 1, 1, cmd_course_key },
    { "rehearse", "rehearse FOLDER",
        "Plays a whole course with simulated learners, in seconds.\n"
        "FOLDER holds course.xml. Nothing is sent to anybody and no workspace is needed. At the end each message is "
        "compared\n"
        "between what the engine says and what the phones show; ends with 3 when anything is wrong.",
        "baraza rehearse courses/pmtct-retention --learners 1000 --seed 1 --out rehearsal", rehearse_options, 1, 1,
        cmd_rehearse },
    { NULL },
};

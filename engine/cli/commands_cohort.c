/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cohorts, and who is in them. */
#include "cli_priv.h"

static const CliOption json_only[] = {
    { "json", NULL, "JSON instead of a table." },
    { NULL },
};
static const CliOption cohort_options[] = {
    { "course", "ID", "The course; its newest version is taken." },
    { "start", "DATE", "Course day 1, as 2026-12-07." },
    { "zone", "ZONE", "Time zone of the learners, such as Africa/Harare." },
    { "country", "CODE", "Country of the learners (ZW): their text variants, and how local numbers are mended." },
    { "rest", "DAYS", "Weekdays without course, 1 Monday to 7 Sunday; 67 when not given." },
    { "holidays", "FILE", "Dates without course, one a line; what follows a date is its name." },
    { "quiet", "HOURS", "When nothing is sent; 20:00-07:00 when not given." },
    { "time", "HH:MM", "When steps without a time are sent; 12:30 when not given." },
    { "cap", "N", "Most messages of the engine a learner and day; 6 when not given." },
    { "room-size", "N", "Learners in a room; 40 when not given." },
    { "primary", "TEXT", "The primary outcome, fixed now: \"knowledge: post minus pre\" when not given." },
    { "seed", "N", "Draws test forms and orders; random when not given." },
    { "audience", "WHO", "learners, or patients: a group with a doctor (needs [modes] patients = yes)." },
    { "doctor", "NAME", "Of patients: the account of the doctor who lets each in and releases each post." },
    { "simulated", NULL, "Simulated phones: unsigned texts are let through and marked not for clinical use." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption change_only[] = { CLI_CHANGE, { NULL } };
static const CliOption shift_options[] = {
    { "days", "N", "Course days: 3 is later, -2 earlier." },
    { "dry-run", NULL, "Show what would move from when to when and change nothing." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption copy_options[] = {
    { "start", "DATE", "Course day 1, as 2027-01-04." },
    { "zone", "ZONE", "Time zone of the learners; that of the old cohort when not given." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption checked_options[] = {
    { "dry-run", NULL, "Show the list and change nothing." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption enrol_options[] = {
    { "dry-run", NULL, "Show what would happen, row by row, and change nothing." },
    { "json", NULL, "JSON instead of a table." },
    { NULL },
};
static const CliOption invite_options[] = {
    { "code", "CODE", "3 to 16 letters and digits, such as HRE1; made of the cohort's name when not given." },
    { "room", "NAME", "Who joins by it comes into this room; else where there is a place." },
    { "limit", "N", "Places; 200 when not given, in a group of patients its own. Whoever comes later waits." },
    { "until", "DATE", "Its last day; course day 5 when not given." },
    { "out", "DIR", "Writes CODE.svg, CODE.png and CODE-poster.html, one page to print." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption roster_options[] = {
    { "not-joined", NULL, "Those only who have not written yet." },
    { "csv", NULL, "As a CSV file." },
    { "json", NULL, "JSON instead of a table." },
    { NULL },
};
static const CliOption peer_options[] = {
    { "from", "DATE", "Her first day, as 2026-12-14." },
    { "to", "DATE", "Her last day." },
    { "off", NULL, "Ends it now." },
    CLI_CHANGE,
    { NULL },
};

static const CliOption close_options[] = {
    { "alumni", NULL, "Lets the rooms go on without a course, for those who say so by a tap." },
    { "moderator", "LEARNERS", "With --alumni: who looks after the group, as L42 or L42,L77." },
    { "dry-run", NULL, "Show the list and change nothing." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};

const Command commands_cohort[] = {
    { "cohort create", "cohort create NAME --course ID --start DATE --zone ZONE",
        "Makes a cohort: a course with a start, for a group of learners.\n"
        "Its rules are fixed from then on. A cohort with real numbers needs every module signed off by a clinician; "
        "one on a\n"
        "platform on this machine (a loopback graph_url) does not, and is marked not for clinical use.",
        "baraza cohort create harare-1 --course pmtct-retention --start 2026-12-07 --zone Africa/Harare --country ZW",
        cohort_options, 1, 1, cmd_cohort_create },
    { "cohort list", "cohort list", "Lists the cohorts.", "baraza cohort list --json", json_only, 0, 0,
        cmd_cohort_list },
    { "cohort launch", "cohort launch NAME",
        "Looks at everything that a cohort needs, line by line, and lets it begin.\n"
        "Before its launch a cohort sends nothing but what belongs to enrolment. Each line is ok, warn or fail, with "
        "what to do. Ends\n"
        "with 3, and changes nothing, when a line fails.",
        "baraza cohort launch harare-1 --dry-run", checked_options, 1, 1, cmd_cohort_launch },
    { "cohort invite", "cohort invite COHORT",
        "Invites people to join by their own message: a link and a QR code for the kick-off meeting.\n"
        "Who sends JOIN and the code is enrolled, is asked name, language and work, and has thereby agreed to be "
        "written to.\n"
        "Works before the launch. Given again, it shows the same invitation, with what is changed.",
        "baraza cohort invite harare-1 --code HRE1 --limit 60 --until 2026-12-11 --out poster", invite_options, 1, 1,
        cmd_cohort_invite },
    { "roster", "roster COHORT", "Lists who is in a cohort, who has not joined yet, and who waits for a place.",
        "baraza roster harare-1 --not-joined", roster_options, 1, 1, cmd_roster },
    { "cohort peer", "cohort peer COHORT LEARNER --from DATE --to DATE",
        "Lets a learner help as facilitator for some days; it ends by itself.\n"
        "Her posts say peer facilitator, and a card tells her each course day what goes out. She stays a learner in "
        "every\n"
        "count, and sees no held post and no private question.",
        "baraza cohort peer harare-1 L42 --from 2026-12-14 --to 2026-12-18", peer_options, 2, 2, cmd_cohort_peer },
    { "cohort shift", "cohort shift NAME --days N",
        "Moves what has not happened yet by course days; test windows move with it.\n"
        "Before the first day the whole cohort moves. Afterwards what is left of today stays today; later, course days "
        "become free;\n"
        "earlier, free days ahead become course days again. What is open closes later too, never earlier, and whoever\n"
        "takes part is told once.",
        "baraza cohort shift harare-1 --days 3 --dry-run", shift_options, 1, 1, cmd_cohort_shift },
    { "cohort close", "cohort close NAME",
        "Looks at what is still open, line by line, and ends a cohort for good: nothing more is sent.\n"
        "Ends with 3, and changes nothing, when a line fails: a test that is not over, a question that waits.\n"
        "With --alumni each learner is asked whether she stays in the group; closing again ends that, too.",
        "baraza cohort close harare-1 --dry-run", close_options, 1, 1, cmd_cohort_close },
    { "cohort copy", "cohort copy OLD NEW --start DATE",
        "Makes the next cohort by the rules of an old one, with the newest version of its course.\n"
        "Lists what was corrected in the old one, to be mended in the course first.",
        "baraza cohort copy harare-1 harare-2 --start 2027-06-07", copy_options, 2, 2, cmd_cohort_copy },
    { "cohort pause", "cohort pause NAME", "Holds everything that would be sent to a cohort.",
        "baraza cohort pause harare-1", change_only, 1, 1, cmd_cohort_pause },
    { "cohort resume", "cohort resume NAME",
        "Lets a paused cohort go on: what waits goes in its order, no more a day than the cap.\n"
        "What is of an earlier day says so. A dry run tells how much waits and how many days it takes.",
        "baraza cohort resume harare-1 --dry-run", change_only, 1, 1, cmd_cohort_resume },
    { "enrol", "enrol COHORT FILE",
        "Enrols learners from a CSV file, Moodle's column names or ours.\n"
        "Needs a number (phone, phone1 or username) and a name (name, or firstname and lastname). Also read: lang "
        "country cadre\n"
        "registration_no facility sex age_band room tier source (a tag of the roster, such as council) opt_in_date\n"
        "opt_in_means. Who has no date and means of opt-in "
        "is enrolled\n"
        "and not messaged. Local numbers are mended by the cohort's country, and each is shown. The same file again "
        "changes nothing.\n"
        "Refused rows leave the others alone; the command then ends with 2.",
        "baraza enrol harare-1 nurses.csv --dry-run", enrol_options, 2, 2, cmd_enrol },
    { NULL },
};

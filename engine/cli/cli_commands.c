/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands: a new command is a row here and a file. */
#include "cli_priv.h"

#define STATS_NAMES                                                                                                    \
    "describe, paired, wilcoxon, two-sample, mcnemar, ancova, items, reliability, mh, rasch, test-retest, crossed,\n"  \
    "retention, friedman, icc, agreement, network, spread, km, adjust or summary"

static const CliOption json_only[] = {
    { "json", NULL, "JSON instead of a table." },
    { NULL },
};
static const CliOption check_options[] = {
    { "json", NULL, "JSON instead of lines." },
    { "signing", NULL, "Also the hash of each module, which a clinician signs: id, language, country, hash, state." },
    { "country", "CODE", "With --signing: the country whose variants are signed, such as ZW." },
    { NULL },
};
static const CliOption key_options[] = {
    { "lang", "LANG", "Language of the texts; else the course's own." },
    { "country", "CODE", "Country whose variants are shown, such as ZW." },
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
    { "simulated", NULL, "Simulated phones: unsigned texts are let through and marked not for clinical use." },
    { NULL },
};
static const CliOption dry_only[] = {
    { "dry-run", NULL, "Show what would happen and change nothing." },
    { NULL },
};
static const CliOption shift_options[] = {
    { "days", "N", "Course days: 3 is later, -2 earlier." },
    { "dry-run", NULL, "Show what would move from when to when and change nothing." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption copy_options[] = {
    { "start", "DATE", "Course day 1, as 2027-01-04." },
    { "zone", "ZONE", "Time zone of the learners; that of the old cohort when not given." },
    { "dry-run", NULL, "Show what would happen and change nothing." },
    { NULL },
};
static const CliOption withdraw_options[] = {
    { "reason", "TEXT", "Why, for the journal." },
    { "dry-run", NULL, "Show what would happen and change nothing." },
    { NULL },
};
static const CliOption forget_options[] = {
    { "approve", NULL, "The admin's step, after a coordinator has prepared it." },
    { "dry-run", NULL, "Show what would happen and change nothing." },
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

static const CliOption run_options[] = {
    { "progress", NULL, "A line on standard output for each day that passes." },
    { "until", "DATE", "On stepped time: end when this day has come." },
    { NULL },
};
static const CliOption ledger_options[] = {
    { "learner", "ID", "One learner, as L42 or by study id." },
    { "failed", NULL, "Only what was not delivered for good." },
    { "csv", NULL, "A CSV file on standard output." },
    { "json", NULL, "JSON instead of a table." },
    { NULL },
};
static const CliOption report_options[] = {
    { "out", "DIR", "The folder for the report; made when it is not there." },
    { "assessment", NULL, "For the assessment of learners: also those who refused research. Not for publication." },
    { "unblind", NULL, "Look at results before the post-test has closed; this is journalled." },
    { "reason", "TEXT", "Why, for the journal." },
    { NULL },
};
static const CliOption reject_options[] = {
    { "why", "TEXT", "A sentence for the author." },
    { NULL },
};
#define DRY_RUN                                                                                                        \
    {                                                                                                                  \
        "dry-run", NULL, "Show what would happen and change nothing."                                                  \
    }
#define PASSWORD                                                                                                       \
    {                                                                                                                  \
        "password-stdin", NULL, "Read the password from standard input; else one is made and shown once."              \
    }
#define LANG                                                                                                           \
    {                                                                                                                  \
        "lang", "LANG", "Language of what she is sent; en when not given."                                             \
    }
static const CliOption staff_add_options[] = {
    { "role", "ROLE", "admin, coordinator, facilitator, evaluator or auditor." },
    { "phone", "NUMBER", "Her own WhatsApp, as +263772123456: cards, queue and alarms come there." },
    LANG,
    PASSWORD,
    DRY_RUN,
    { NULL },
};
static const CliOption staff_password_options[] = { PASSWORD, DRY_RUN, { NULL } };
static const CliOption staff_phone_options[] = { LANG, DRY_RUN, { NULL } };
static const CliOption staff_set_options[] = {
    { "card", "HH:MM", "When her morning card comes, local time of the cohort, or off; 07:30 at first." },
    { "show-name", "yes|no", "Whether rooms see her name instead of Facilitator; no at first." },
    DRY_RUN,
    { NULL },
};
static const CliOption peer_options[] = {
    { "from", "DATE", "Her first day, as 2026-12-14." },
    { "to", "DATE", "Her last day." },
    { "off", NULL, "Ends it now." },
    DRY_RUN,
    { NULL },
};
static const CliOption dry_run_only[] = { DRY_RUN, { NULL } };

static const CliOption say_options[] = {
    { "at", "TIME", "Not now but then, local time of the cohort: \"2026-12-07 12:30\"." },
    { "media", "FILE", "A picture, sound, film or PDF to go with it." },
    { "dry-run", NULL, "Show whom it would reach, how it would look and what its file weighs; send nothing." },
    { "list", NULL, "List what waits for its time (of one cohort, when it is named)." },
    { "cancel", "N", "Take back a message that waits." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption questions_options[] = {
    { "hours", "N", "Age from which a room's unanswered question counts; 24 when not given." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption correct_options[] = {
    { "cohort", "NAME", "In this cohort only; else in each that takes the course." },
    { "retire", NULL, "Of an item: it counts no longer." },
    { "key", "OPTION", "Of an item: the option that is right, as in baraza course key; several with blanks between." },
    { "dry-run", NULL, "Show whom it would reach and how it would look; change nothing." },
    { "list", NULL, "List a cohort's corrections." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption talk_options[] = {
    { "out", "DIR", "The folder for the files; made when it is not there." },
    { NULL },
};
static const CliOption reply_options[] = {
    { "share", NULL, "Also show question, without a name, and answer to the room." },
    { "again", NULL, "Although it was answered before." },
    { "dry-run", NULL, "Show how it would look; send nothing." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption rehearse_options[] = {
    { "learners", "N", "Simulated learners; 28 when not given." },
    { "seed", "N", "The same seed gives the same rehearsal, byte for byte; 1 when not given." },
    { "start", "DATE", "Course day 1; 2026-12-07 when not given." },
    { "zone", "ZONE", "Time zone of the learners; Africa/Harare when not given." },
    { "days", "N", "Calendar days to play; until the last test has closed when not given." },
    { "room-size", "N", "Learners in a room; 40 when not given." },
    { "out", "DIR", "Writes summary, report and data there." },
    { "database", "FILE", "Keeps the database there; in memory when not given." },
    { "quiet", NULL, "No line of progress." },
    { NULL },
};

static const Command commands[] = {
    { "init", "init DIR", "Makes a workspace: settings file, secrets, database, folders.", "baraza init clinic-cpd",
        NULL, 1, 1, cmd_init },
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
        "earlier, free days ahead become course days again.",
        "baraza cohort shift harare-1 --days 3 --dry-run", shift_options, 1, 1, cmd_cohort_shift },
    { "cohort close", "cohort close NAME",
        "Looks at what is still open, line by line, and ends a cohort for good: nothing more is sent.\n"
        "Ends with 3, and changes nothing, when a line fails: a test that is not over, a question that waits.",
        "baraza cohort close harare-1 --dry-run", checked_options, 1, 1, cmd_cohort_close },
    { "cohort copy", "cohort copy OLD NEW --start DATE",
        "Makes the next cohort by the rules of an old one, with the newest version of its course.\n"
        "Lists what was corrected in the old one, to be mended in the course first.",
        "baraza cohort copy harare-1 harare-2 --start 2027-06-07", copy_options, 2, 2, cmd_cohort_copy },
    { "cohort pause", "cohort pause NAME", "Holds everything that would be sent to a cohort.",
        "baraza cohort pause harare-1", NULL, 1, 1, cmd_cohort_pause },
    { "cohort resume", "cohort resume NAME", "Lets a paused cohort go on.", "baraza cohort resume harare-1", NULL, 1, 1,
        cmd_cohort_resume },
    { "enrol", "enrol COHORT FILE",
        "Enrols learners from a CSV file, Moodle's column names or ours.\n"
        "Needs a number (phone, phone1 or username) and a name (name, or firstname and lastname). Also read: lang "
        "country cadre\n"
        "registration_no facility sex age_band room tier opt_in_date opt_in_means. Who has no date and means of opt-in "
        "is enrolled\n"
        "and not messaged. Local numbers are mended by the cohort's country, and each is shown. The same file again "
        "changes nothing.\n"
        "Refused rows leave the others alone; the command then ends with 2.",
        "baraza enrol harare-1 nurses.csv --dry-run", enrol_options, 2, 2, cmd_enrol },
    { "run", "run",
        "Runs the engine: sends what is due, takes webhooks in, serves the pages; until Ctrl-C.\n"
        "The first run prints a link that makes the first account. Put nginx or Caddy in front for TLS. A second "
        "engine on\n"
        "the same workspace ends with 3.",
        "baraza run --dir clinic-cpd", run_options, 0, 0, cmd_run },
    { "status", "status [COHORT]", "Shows how things stand: learners, messages and why they wait, what comes next.",
        "baraza status harare-1", json_only, 0, 1, cmd_status },
    { "ledger", "ledger COHORT",
        "Lists each message owed to the learners, where it is, and why.\n"
        "Learners are named by id, never by number.",
        "baraza ledger harare-1 --learner L42", ledger_options, 1, 1, cmd_ledger },
    { "report", "report COHORT --out DIR",
        "Writes the evaluation: one page of HTML, CSV files with a codebook, JSON.\n"
        "Until the post-test has closed for all it shows counts and delivery only.",
        "baraza report harare-1 --out report", report_options, 1, 1, cmd_report },
    { "talk export", "talk export COHORT --out DIR",
        "Writes what the rooms said: posts.csv, and a transcript per room and week.\n"
        "Learners are named by study id and cadre. Words that may not be kept, or not be used for research, are left "
        "out; their length\n"
        "stays.",
        "baraza talk export harare-1 --out talk", talk_options, 1, 1, cmd_talk_export },
    { "hold list", "hold list [COHORT]",
        "Lists posts that wait for a facilitator, and private questions: how old, by whom, why, what they answer.",
        "baraza hold list harare-1", json_only, 0, 1, cmd_hold_list },
    { "hold release", "hold release POST", "Lets a held post go to its room.", "baraza hold release 1234", NULL, 1, 1,
        cmd_hold_release },
    { "hold reject", "hold reject POST", "Keeps a held post from its room; its author is told.",
        "baraza hold reject 1234 --why \"Please leave out the name.\"", reject_options, 1, 1, cmd_hold_reject },
    { "say", "say COHORT|COHORT/ROOM|LEARNER TEXT",
        "Says something to learners, as the facilitator.\n"
        "A room, or each room of a cohort, gets a numbered post that learners can reply to; a learner gets it "
        "privately. Quiet hours\n"
        "and the daily cap hold it back; who has not written for a day is asked back by a template first.",
        "baraza say harare-1/2 \"Tomorrow we meet at two.\" --at \"2026-12-07 12:30\" --dry-run", say_options, 0, 2,
        cmd_say },
    { "questions", "questions [COHORT]",
        "Lists what waits for a person's answer, oldest first, by number.\n"
        "Private questions; posts in a room that hold a question mark and that nobody has replied to; requests to be "
        "forgotten.",
        "baraza questions harare-1", questions_options, 0, 1, cmd_questions },
    { "reply", "reply N TEXT",
        "Answers a question of the list: privately, quoting it; one that was asked in a room, in the room.",
        "baraza reply 1234 \"Yes, in the first week.\"", reply_options, 2, 2, cmd_reply },
    { "correct", "correct POST|STEP|ITEM TEXT",
        "Sends a correction to everyone who got the original, quoting it, before anything else.\n"
        "POST is a number, STEP and ITEM are ids of the course. Who gets the original later gets the correction with "
        "it. An item\n"
        "is retired or has another key: the report uses the corrected scores and keeps the first ones.",
        "baraza correct m1p1 \"Give 300 mg once a day, not twice.\" --dry-run", correct_options, 0, 2, cmd_correct },
    { "learner list", "learner list COHORT",
        "Lists the learners of a cohort: name, room, state, when each was last seen, and who cannot be reached and "
        "why.",
        "baraza learner list harare-1", json_only, 1, 1, cmd_learner_list },
    { "learner withdraw", "learner withdraw ID --reason TEXT",
        "Takes a learner out of her course; she is told. Her consents and results stay.",
        "baraza learner withdraw L42 --reason \"Has left the clinic\"", withdraw_options, 1, 1, cmd_learner_withdraw },
    { "learner move", "learner move ID ROOM",
        "Moves a learner to another room of her cohort. She reads its posts from then on; her tests stay as they are.",
        "baraza learner move L42 2", dry_only, 2, 2, cmd_learner_move },
    { "learner phone", "learner phone ID NUMBER", "Gives a learner a new number. The old one is no longer written to.",
        "baraza learner phone L42 +263772123456", dry_only, 2, 2, cmd_learner_phone },
    { "learner forget", "learner forget ID",
        "Erases what is known of a learner, in two steps: a coordinator prepares it, an admin approves it.\n"
        "With the approval nothing more is sent but one confirmation; a day later name, numbers, words, files and "
        "webhooks are\n"
        "erased. Times, marks and the dates of consents stay, without a name.",
        "baraza learner forget L42 --approve", forget_options, 1, 1, cmd_learner_forget },
    { "learner stop", "learner stop ID", "Stops a learner for good, as STOP would: nothing more is sent.",
        "baraza learner stop L42", NULL, 1, 1, cmd_learner_stop },
    { "staff add", "staff add NAME --role ROLE",
        "Makes an account, or gives one another role and a new password.\n"
        "With a phone she also works in chat: HELP there lists her words. Ask her first: STOP from that phone ends it.",
        "baraza staff add \"Rudo Moyo\" --role facilitator --phone +263772123456", staff_add_options, 1, 1,
        cmd_staff_add },
    { "staff list", "staff list", "Lists the accounts, whether they are reached by phone, and their cohorts.",
        "baraza staff list", json_only, 0, 0, cmd_staff_list },
    { "staff assign", "staff assign NAME COHORT",
        "Gives a coordinator, facilitator or evaluator a cohort.\n"
        "She sees and does what her role allows in her own cohorts only. A coordinator to whom none is assigned has "
        "all.",
        "baraza staff assign \"Rudo Moyo\" harare-1", dry_run_only, 2, 2, cmd_staff_assign },
    { "staff unassign", "staff unassign NAME COHORT", "Takes a cohort from somebody.",
        "baraza staff unassign \"Rudo Moyo\" harare-1", dry_run_only, 2, 2, cmd_staff_unassign },
    { "staff phone", "staff phone NAME NUMBER",
        "Binds somebody's own WhatsApp, or with none takes it away.\n"
        "Whoever is also a learner keeps one thread for both.",
        "baraza staff phone \"Rudo Moyo\" +263772123456", staff_phone_options, 2, 2, cmd_staff_phone },
    { "staff set", "staff set NAME", "Sets when somebody's morning card comes, and whether rooms see her name.",
        "baraza staff set \"Rudo Moyo\" --card 06:45 --show-name yes", staff_set_options, 1, 1, cmd_staff_set },
    { "staff role", "staff role NAME ROLE", "Gives an account another role, at once also where she is logged in.",
        "baraza staff role \"Rudo Moyo\" coordinator", dry_run_only, 2, 2, cmd_staff_role },
    { "staff password", "staff password NAME", "Gives an account a new password.",
        "baraza staff password \"Rudo Moyo\"", staff_password_options, 1, 1, cmd_staff_password },
    { "staff remove", "staff remove NAME", "Ends an account: no login, no phone, no cohorts. The journal keeps its id.",
        "baraza staff remove \"Rudo Moyo\"", dry_run_only, 1, 1, cmd_staff_remove },
    { "journal verify", "journal verify", "Checks that nothing in the journal was changed, and prints its head.",
        "baraza journal verify", json_only, 0, 0, cmd_journal_verify },
    { "inbox aside", "inbox aside", "Lists webhooks that could not be used, with the reason.",
        "baraza inbox aside --json", json_only, 0, 0, cmd_inbox_aside },
    { "inbox replay", "inbox replay", "Reads bodies that were set aside whole once more, after an upgrade.",
        "baraza inbox replay", NULL, 0, 0, cmd_inbox_replay },
    { "backup", "backup FILE", "Writes a consistent copy of the database, also while the engine runs.",
        "baraza backup clinic-cpd-monday.db", NULL, 1, 1, cmd_backup },
    { "doctor", "doctor",
        "Checks settings, secrets, ports, clock, disk, database, media, templates; says what to do.\n"
        "Each line is ok, warn or fail. Ends with 3 when anything fails.",
        "baraza doctor --dir clinic-cpd", json_only, 0, 0, cmd_doctor },
    { "rehearse", "rehearse FOLDER",
        "Plays a whole course with simulated learners, in seconds.\n"
        "FOLDER holds course.xml. Nothing is sent to anybody and no workspace is needed. At the end each message is "
        "compared\n"
        "between what the engine says and what the phones show; ends with 3 when anything is wrong.",
        "baraza rehearse courses/pmtct-retention --learners 1000 --seed 1 --out rehearsal", rehearse_options, 1, 1,
        cmd_rehearse },
    { "stats", "stats FILE.csv METHOD [OPTION...]",
        "Computes one statistic from a CSV file; no workspace is needed.\n"
        "METHOD is " STATS_NAMES ".\n"
        "Each says what it needs when it lacks it. Missing is an empty cell, NA, NaN or a dot; how many rows that left "
        "out is said.\n"
        "summary takes no file: it recomputes from printed figures within their rounding and says whether they agree.",
        "baraza stats scores.csv paired --pre before --post after --max 20", cli_stats_options, 1, 2, cmd_stats },
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said in rooms and to learners. */
#include "cli_priv.h"

static const CliOption json_only[] = {
    { "json", NULL, "JSON instead of a table." },
    { NULL },
};
#define BY                                                                                                             \
    {                                                                                                                  \
        "by", "NAME", "In a group of patients: its doctor, who decides this."                                          \
    }

static const CliOption release_options[] = {
    BY,
    CLI_CHANGE,
    { NULL },
};
static const CliOption reject_options[] = {
    { "why", "TEXT", "A sentence for the author." },
    BY,
    CLI_CHANGE,
    { NULL },
};
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
static const CliOption guard_options[] = {
    { "text", "TEXT", "This text instead of a file." },
    { "words", "FILE", "More words, in the form of docs/guard.md, such as those of [guard] words." },
    { "json", NULL, "A line of JSON for each text." },
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
static const CliOption reply_options[] = {
    BY,
    { "share", NULL, "Also show question, without a name, and answer to the room." },
    { "again", NULL, "Although it was answered before." },
    { "dry-run", NULL, "Show how it would look; send nothing." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};

const Command commands_talk[] = {
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
    { "guard check", "guard check [FILE]",
        "Shows what the patient guard would hold of posts, and which words of them: each line of FILE is one.\n"
        "FILE is standard input when not given. No workspace is needed. Ends with 2 when a line would be held.",
        "baraza guard check --text \"My client Rudo, 0772 345 678, has missed two visits.\"", guard_options, 0, 1,
        cmd_guard_check },
    { "correct", "correct POST|STEP|ITEM TEXT",
        "Sends a correction to everyone who got the original, quoting it, before anything else.\n"
        "POST is a number, STEP and ITEM are ids of the course. Who gets the original later gets the correction with "
        "it. An item\n"
        "is retired or has another key: the report uses the corrected scores and keeps the first ones.",
        "baraza correct m1p1 \"Give 300 mg once a day, not twice.\" --dry-run", correct_options, 0, 2, cmd_correct },
    { "hold list", "hold list [COHORT]",
        "Lists posts that wait for a facilitator, and private questions: how old, by whom, why, what they answer.",
        "baraza hold list harare-1", json_only, 0, 1, cmd_hold_list },
    { "hold release", "hold release POST", "Lets a held post go to its room.", "baraza hold release 1234",
        release_options, 1, 1, cmd_hold_release },
    { "hold reject", "hold reject POST", "Keeps a held post from its room; its author is told.",
        "baraza hold reject 1234 --why \"Please leave out the name.\"", reject_options, 1, 1, cmd_hold_reject },
    { NULL },
};

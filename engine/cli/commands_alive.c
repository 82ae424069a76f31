/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps rooms alive. */
#include "cli_priv.h"

static const CliOption json_only[] = {
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption change_only[] = {
    CLI_CHANGE,
    { NULL },
};

static const CliOption withdraw_options[] = {
    { "why", "TEXT", "A sentence for the author." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption events_options[] = {
    { "who", NULL, "Also each learner: whether she comes, whether she was there." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption mark_options[] = {
    { "absent", NULL, "She was not there, after all." },
    CLI_CHANGE,
    { NULL },
};

static const CliOption propose_options[] = {
    { "hours", "N", "How long the vote lasts; 48 unless said." },
    CLI_CHANGE,
    { NULL },
};

static const CliOption weekly_options[] = {
    { "text", "FILE", "The words of this file instead of the draft's own." },
    CLI_CHANGE,
    { NULL },
};

const Command commands_alive[] = {
    { "upkeep", "upkeep COHORT",
        "Shows what keeps a cohort's rooms alive: each setting and what it means; of each room its last word, what was "
        "tried\nagainst silence, and the reasons that learners gave.",
        "baraza upkeep harare-1", json_only, 1, 1, cmd_upkeep },
    { "upkeep set", "upkeep set COHORT NAME VALUE", "Sets one of them. What writes to learners is off until it is set.",
        "baraza upkeep set harare-1 silence 16", change_only, 3, 3, cmd_upkeep_set },
    { "rules", "rules COHORT",
        "Shows the ground rules that a cohort has voted on: each version, its vote, and whether it holds. Who said no "
        "is in no list.",
        "baraza rules harare-1", json_only, 1, 1, cmd_rules },
    { "rules propose", "rules propose COHORT FILE",
        "Puts the text of a file to the vote: every learner is asked, once. More yes than no, and the rules hold: "
        "RULES "
        "shows them,\nand who joins later is shown them and asked.",
        "baraza rules propose harare-1 rules.txt --hours 48", propose_options, 2, 2, cmd_rules_propose },
    { "weekly", "weekly COHORT",
        "Lists drafts about the weeks of a cohort's rooms that wait for a facilitator (upkeep set COHORT weekly 1 "
        "makes "
        "them).",
        "baraza weekly harare-1", json_only, 1, 1, cmd_weekly },
    { "weekly send", "weekly send DRAFT", "Sends a draft to its room as the facilitator's post.",
        "baraza weekly send 1234 --text mine.txt", weekly_options, 1, 1, cmd_weekly_send },
    { "weekly drop", "weekly drop DRAFT", "Throws a draft away.", "baraza weekly drop 1234", change_only, 1, 1,
        cmd_weekly_drop },
    { "events", "events COHORT",
        "Shows a cohort's events: when and where, the number to show at the place, how many come, how many were there.",
        "baraza events harare-1 --who", events_options, 1, 1, cmd_events },
    { "events mark", "events mark COHORT EVENT LEARNER",
        "Notes that a learner was at an event, or with --absent that she was not, after all.",
        "baraza events mark harare-1 m2e L42", mark_options, 3, 3, cmd_events_mark },
    { "plan", "plan COHORT",
        "Shows who opens which discussion, week by week: the facilitator or a peer, and whether she was told, has "
        "agreed, has led.",
        "baraza plan harare-1", json_only, 1, 1, cmd_plan },
    { "plan make", "plan make COHORT",
        "Plans the discussions to come by the cohort's shares, evenly among volunteers; what a person has said stays.",
        "baraza plan make harare-1 --dry-run", change_only, 1, 1, cmd_plan_make },
    { "plan lead", "plan lead COHORT ROOM STEP LEARNER|facilitator",
        "Says who opens a discussion. A learner hears of it as many days ahead as the setting tell has, and may say "
        "no.",
        "baraza plan lead harare-1 1 m2d1 L42", change_only, 4, 4, cmd_plan_lead },
    { "learner role", "learner role LEARNER learner|senior|observer",
        "Says what a learner is in her group: a senior's posts may wait until others have answered (the setting "
        "seniors_wait), and colleagues\nmay ask her in private once she agrees (ask_seniors); an observer reads along, "
        "is named to "
        "the members as such, takes no\ntest and is in no count.",
        "baraza learner role L42 observer", change_only, 2, 2, cmd_learner_role },
    { "post aside", "post aside POST",
        "Marks a post as not about the course: it leaves every count of the discussion, and its author is told kindly.",
        "baraza post aside 1234", change_only, 1, 1, cmd_post_aside },
    { "post withdraw", "post withdraw POST",
        "Takes a post back from its room: who has not got it yet will not; its author is told.",
        "baraza post withdraw 1234 --why \"It names a colleague.\"", withdraw_options, 1, 1, cmd_post_withdraw },
    { NULL },
};

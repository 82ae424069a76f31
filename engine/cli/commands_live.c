/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Live meetings. */
#include "cli_priv.h"

static const CliOption sheet_options[] = {
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption change_only[] = {
    CLI_CHANGE,
    { NULL },
};
static const CliOption start_options[] = {
    { "at", "HH:MM", "It begins then, later on the same day." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption move_options[] = {
    { "cue", "CUE", "Only if it is this that comes next." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption hold_options[] = {
    { "cue", "CUE", "Only if it is this that comes next." },
    { "minutes", "N", "By so many; 5 unless said." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption sign_options[] = {
    { "by", "NAME", "Whose signature it is: a facilitator or coordinator of the cohort." },
    { "text", "FILE", "The words of this file instead of the course's." },
    CLI_CHANGE,
    { NULL },
};

const Command commands_live[] = {
    { "live", "live COHORT [ROOM]",
        "Shows the run sheet of each room's live meeting: now, next and its notes, who is silent with a suggested "
        "nudge,\nopen questions, who talks how much, and which prepared answers nobody has signed.",
        "baraza live harare-1 1", sheet_options, 1, 2, cmd_live },
    { "live start", "live start COHORT [ROOM]",
        "Begins today's live meeting now, or with --at at another time of its day. By itself it begins at its own.",
        "baraza live start harare-1 1 --at 14:20", start_options, 1, 2, cmd_live_start },
    { "live next", "live next COHORT [ROOM]", "What comes next in the meeting comes now.",
        "baraza live next harare-1 1", move_options, 1, 2, cmd_live_next },
    { "live hold", "live hold COHORT [ROOM]", "What comes next, and all after it, comes some minutes later.",
        "baraza live hold harare-1 1 --minutes 3", hold_options, 1, 2, cmd_live_hold },
    { "live skip", "live skip COHORT [ROOM]", "What comes next is left out.", "baraza live skip harare-1 1",
        move_options, 1, 2, cmd_live_skip },
    { "live end", "live end COHORT [ROOM]", "Ends the meeting now; what is left of it is left out.",
        "baraza live end harare-1 1", change_only, 1, 2, cmd_live_end },
    { "live sign", "live sign COHORT CUE [ROOM]",
        "Signs a prepared answer with a name, in one room or in all: unsigned it is not posted.",
        "baraza live sign harare-1 m2l.cue3 --by \"Dr Moyo\"", sign_options, 2, 3, cmd_live_sign },
    { NULL },
};

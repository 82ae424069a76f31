/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands about ordinary groups: what WhatsApp exports of them. */
#include "cli_priv.h"

static const CliOption chat_options[] = {
    { "json", NULL, "A line of JSON for each entry, then one of totals." },
    { "order", "ORDER", "How dates are written: dmy, mdy or ymd. Decided from the file when not given." },
    { "words", "FILE", "More of WhatsApp's own wording, in the form of engine/chat/words/en.txt." },
    { NULL },
};

static const CliOption import_options[] = {
    { "author", "NAME=L42",
        "Who a name in the chat is: a learner, facilitator, or - to leave somebody out; again for the next." },
    { "authors", "FILE", "More of these, one a line." },
    { "order", "ORDER", "How dates are written: dmy, mdy or ymd; needed where the file does not tell." },
    { "words", "FILE", "More of WhatsApp's own wording, in the form of engine/chat/words/en.txt." },
    { "zone", "ZONE", "Time zone of the exporting phone; what the facilitator's own posts show, else the cohort's." },
    { "dry-run", NULL, "Show who was recognised and what would be new; change nothing." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};

static const CliOption circles_options[] = {
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption form_options[] = {
    { "pairs", NULL, "Pairs; circles when not given." },
    { "size", "N", "3 to 5 in a circle; 2 is the same as --pairs." },
    { "mix", "HOW",
        "mixed (across cadres and facilities) or acquainted (who knew each other before, then one "
        "facility, together)." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption circle_move_options[] = {
    { "to", "N", "The number of the circle, as circles lists it." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption kit_options[] = {
    { "out", "DIR", "The folder for the files; made when it is not there." },
    { "lang", "LANG", "Another language of the course." },
    { NULL },
};
static const CliOption mode_options[] = {
    CLI_CHANGE,
    { NULL },
};

const Command commands_room[] = {
    { "circles", "circles COHORT",
        "Lists the pairs and small circles of a cohort: who talks with whom in steps to=\"pair\" and to=\"circle\".\n"
        "The engine forms them, never across rooms, and settles them anew when somebody leaves or falls silent.",
        "baraza circles harare-1", circles_options, 1, 1, cmd_circles },
    { "circles form", "circles form COHORT",
        "Forms the pairs or circles of a cohort anew, and keeps size and mix for those formed later.\n"
        "While a step for them is open, everybody is told whom she now talks with.",
        "baraza circles form harare-1 --size 4 --mix mixed --dry-run", form_options, 1, 1, cmd_circles_form },
    { "circles move", "circles move LEARNER --to N",
        "Puts a learner into another pair or circle of her room. Whom she leaves alone gets other company at once.",
        "baraza circles move L42 --to 913", circle_move_options, 1, 1, cmd_circles_move },
    { "chat parse", "chat parse FILE...",
        "Reads chats that WhatsApp exported, from Android or iOS, and says how each was read.\n"
        "FILE is a .txt or the .zip, - is standard input. No workspace is needed. Layout and date order are decided\n"
        "once for a file, and the evidence is named; no line is lost. A file that cannot be read is named, the others\n"
        "are still read, and the command ends with 2.",
        "baraza chat parse \"WhatsApp Chat with PMTCT Harare.zip\" --json", chat_options, 1, CLI_MANY, cmd_chat_parse },
    { "room import", "room import COHORT[/ROOM] FILE",
        "Reads what was said in an ordinary group into a room: FILE is the .zip or .txt that WhatsApp exported.\n"
        "The same chat again, also from another phone, adds only what is new. What was edited or deleted since keeps\n"
        "the words it had. Nothing of it is ever sent. Members are known by number or name; who is not is asked about.",
        "baraza room import harare-1/2 \"WhatsApp Chat with PMTCT.zip\" --author \"Sr Moyo=L42\"", import_options, 2, 2,
        cmd_room_import },
    { "room kit", "room kit COHORT[/ROOM] --out DIR",
        "Writes what the facilitator of an ordinary group posts and when: texts with their tags, files, calendar, "
        "list.\n"
        "Begin with DIR/kit.html, which works without the internet. Times are those of the plan as it stands now.",
        "baraza room kit harare-1/2 --out kit", kit_options, 1, 1, cmd_room_kit },
    { "room mode", "room mode COHORT[/ROOM] relay|observed",
        "Says whether members talk through the engine, or in a group of their own that people run.\n"
        "In an observed room the engine posts nothing; tests, quizzes and all that is for each alone stay one to one.\n"
        "It is said before anything is said in the room.",
        "baraza room mode harare-1/2 observed", mode_options, 2, 2, cmd_room_mode },
    { "room list", "room list [COHORT]", "Lists rooms: their mode, members and posts.", "baraza room list harare-1",
        NULL, 0, 1, cmd_room_list },
    { NULL },
};

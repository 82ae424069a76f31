/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Course adverts, to those who asked for them. */
#include "cli_priv.h"

static const CliOption json_only[] = {
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption make_options[] = {
    { "course", "COHORT", "The cohort that people are to join." },
    { "code", "CODE", "Its invitation; the newest that is open when not given." },
    { "text", "WORDS",
        "What the course offers, in one paragraph, in the course's language; fr=WORDS in another. Once a language." },
    { "template", "NAME",
        "A template of your own instead: approved as marketing, without variables, with two quick "
        "replies: one that joins, one that ends such messages." },
    { "languages", "LIST", "The languages of that template as WhatsApp names them: en,pt_PT." },
    { "fallback", "LANG", "In which of the languages those get it who speak another; they do not when not given." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption send_options[] = {
    { "at", "TIME", "Local time of the cohort, such as \"2026-12-07 09:30\"; now when not given." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption import_options[] = {
    { "country", "CODE", "Whose local numbers are mended, such as SL." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption change_only[] = {
    CLI_CHANGE,
    { NULL },
};

const Command commands_advert[] = {
    { "advert list", "advert list", "Lists the course adverts, with what became of each, and how many are on the list.",
        "baraza advert list", json_only, 0, 0, cmd_advert_list },
    { "advert show", "advert show NAME",
        "Shows one: its words, who got it, who not and why, who joined by it and who left the list, and its cost.",
        "baraza advert show newborn-1", json_only, 1, 1, cmd_advert_show },
    { "advert make", "advert make NAME --course COHORT --text WORDS",
        "Makes an advert for a course, and shows who would get it, who not and why, and what that costs.\n"
        "It goes only to people who asked for such: COURSES ON, a tap, or a list with evidence. It has one button that "
        "joins\n"
        "by the cohort's code, and one that takes her off the list. Sending is another command.",
        "baraza advert make newborn-1 --course freetown-1 --text \"Six weeks on WhatsApp, 12 CPD points, free.\"",
        make_options, 1, 1, cmd_advert_make },
    { "advert send", "advert send NAME",
        "Sends it, now or at a time: in waking hours, so many a day, nobody two in 7 days, and each person at most one "
        "in\n"
        "30 days unless the settings ([adverts] a_month, a_day) say otherwise.",
        "baraza advert send newborn-1 --at \"2026-12-07 09:30\"", send_options, 1, 1, cmd_advert_send },
    { "advert stop", "advert stop NAME", "Ends an advert: what has not left is taken back.",
        "baraza advert stop newborn-1", change_only, 1, 1, cmd_advert_stop },
    { "advert import", "advert import FILE",
        "Puts people on the list who agreed elsewhere. The CSV file has phone, name, opt_in_date and opt_in_means "
        "(such as\n"
        "\"signed sheet, Freetown 3 May\"), lang if known. Who has said no since stays off.",
        "baraza advert import doctors.csv --country SL --dry-run", import_options, 1, 1, cmd_advert_import },
    { "advert off", "advert off LEARNER", "Takes somebody off the list who has asked you to. Only she can come back.",
        "baraza advert off L42", change_only, 1, 1, cmd_advert_off },
    { NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a programme asks of facilities beside the course. */
#include "cli_priv.h"

static const CliOption stock_options[] = {
    { "all", NULL, "Also what does not count any more." },
    { "json", NULL, "JSON instead of lines." },
    { "csv", NULL, "CSV instead of lines." },
    { NULL },
};
static const CliOption change_only[] = {
    CLI_CHANGE,
    { NULL },
};

static const CliOption forms_options[] = {
    { "csv", NULL, "The form's answers as CSV: a row for each learner and round." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption open_options[] = {
    { "due", "TIME", "Local time, such as \"2026-12-05 18:00\"; who lacks answers is reminded a day before." },
    { "closes", "TIME", "Until when corrections are taken; three days after it is due when not given." },
    { "label", "TEXT", "What this asking is called; the month, such as 2026-12, when not given." },
    { "monthly", NULL, "Asks it anew each month, at the same day and time." },
    CLI_CHANGE,
    { NULL },
};

const Command commands_field[] = {
    { "forms", "forms COHORT [FORM]",
        "Shows a cohort's data forms and how many have answered; with --csv the answers to one of them.",
        "baraza forms harare-1 monthly --csv", forms_options, 1, 2, cmd_forms },
    { "forms add", "forms add COHORT NAME FILE",
        "Keeps a form. Its file has a title and a line a question, such as\n"
        "  title = Monthly report\n"
        "  women = number 0-500: How many women came for their first visit?\n"
        "  tests = choice yes/no: Are rapid tests in stock?\n"
        "Kinds of answers: number 0-500, decimal 0-50, date, choice a/b/c, text. Nothing about patients is asked.",
        "baraza forms add harare-1 monthly monthly.txt", change_only, 3, 3, cmd_forms_add },
    { "forms open", "forms open COHORT NAME",
        "Asks a form of everybody who takes part. They answer by number, \"1: 12 2: yes\", are told at once what does "
        "not "
        "fit,\nand may correct it until it closes.",
        "baraza forms open harare-1 monthly --due \"2026-12-05 18:00\" --monthly", open_options, 2, 2, cmd_forms_open },
    { "stock", "stock COHORT",
        "Shows what a cohort's facilities lack and what they can give, how many were asked about it and how many met.\n"
        "Learners say it with STOCK item quantity facility, where baraza upkeep set COHORT stock DAYS has begun it.",
        "baraza stock harare-1 --csv", stock_options, 1, 1, cmd_stock },
    { "stock items", "stock items COHORT FILE",
        "Gives a cohort its list of items: a line each, with other ways to write it: Amoxicillin 250 mg = amoxil.\n"
        "What learners write is then shown under the list's names. An empty file takes the list away.",
        "baraza stock items harare-1 items.txt", change_only, 2, 2, cmd_stock_items },
    { "stock remove", "stock remove ROW", "Takes a row away, such as one that was sent in error.",
        "baraza stock remove 1234", change_only, 1, 1, cmd_stock_remove },
    { NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a programme asks of facilities beside the course. */
#include "cli_priv.h"

static const CliOption stock_options[] = {
    { "all", NULL, "Also what does not count any more." },
    { "json", NULL, "JSON instead of lines." },
    { "csv", NULL, "CSV instead of lines." },
    { NULL },
};
static const CliOption dry_only[] = {
    CLI_DRY_RUN,
    { NULL },
};

const Command commands_field[] = {
    { "stock", "stock COHORT",
        "Shows what a cohort's facilities lack and what they can give, how many were asked about it and how many met.\n"
        "Learners say it with STOCK item quantity facility, where baraza upkeep set COHORT stock DAYS has begun it.",
        "baraza stock harare-1 --csv", stock_options, 1, 1, cmd_stock },
    { "stock items", "stock items COHORT FILE",
        "Gives a cohort its list of items: a line each, with other ways to write it: Amoxicillin 250 mg = amoxil.\n"
        "What learners write is then shown under the list's names. An empty file takes the list away.",
        "baraza stock items harare-1 items.txt", dry_only, 2, 2, cmd_stock_items },
    { "stock remove", "stock remove ROW", "Takes a row away, such as one that was sent in error.",
        "baraza stock remove 1234", dry_only, 1, 1, cmd_stock_remove },
    { NULL },
};

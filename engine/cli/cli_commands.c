/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of commands, one file a group: a new command is a row there and a file. */
#include "cli_priv.h"

static const Command *const groups[] = {
    commands_workspace,
    commands_ops,
    commands_course,
    commands_cohort,
    commands_closing,
    commands_learner,
    commands_talk,
    commands_staff,
    commands_room,
    commands_alive,
    commands_live,
    commands_cases,
    commands_field,
    commands_advert,
    commands_work,
    commands_certificate,
    commands_study,
    commands_code,
};

const Command *cli_command(guint index)
{
    for (gsize i = 0; i < G_N_ELEMENTS(groups); i++)
        for (const Command *c = groups[i]; c->name; c++)
            if (index-- == 0)
                return c;
    return NULL;
}

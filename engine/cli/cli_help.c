/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli_priv.h"

#include <stdio.h>
#include <string.h>

static void print_option(const CliOption *option)
{
    g_autofree char *left =
        option->arg ? g_strdup_printf("--%s %s", option->name, option->arg) : g_strdup_printf("--%s", option->name);
    printf("  %-22s %s\n", left, option->help);
}

void cli_help(const Command *command)
{
    printf("baraza %s\n\n%s\n\nOptions:\n", command->usage, command->help);
    for (const CliOption *o = command->options; o && o->name; o++)
        print_option(o);
    puts("  --dir DIR              The workspace; else BARAZA_DIR, else the current folder. Also -C DIR.");
    puts("  --help                 This text.");
    printf("\nExample:\n  %s\n", command->example);
    puts("\nExit status: 0 done, 1 the command line is wrong, 2 a file or name is wrong, 3 not possible here and now.");
}

void cli_help_all(void)
{
    puts("baraza COMMAND: courses for health workers over WhatsApp\n");
    const Command *c;
    for (guint i = 0; (c = cli_command(i)); i++) {
        const char *end = strchr(c->help, '\n');
        printf("  %-18s %.*s\n", c->name, end ? (int)(end - c->help) : (int)strlen(c->help), c->help);
    }
    puts("\nbaraza COMMAND --help tells more, with an example; baraza --version says which this is.");
    puts("Exit status: 0 done, 1 the command line is wrong, 2 a file or name is wrong, 3 not possible here and now.");
}

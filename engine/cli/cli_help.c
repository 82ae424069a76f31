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

static bool is_of(const Command *command, const char *group)
{
    gsize n = group ? strlen(group) : 0;
    return !group || (strncmp(command->name, group, n) == 0 && command->name[n] == ' ');
}

/* Bytes of what a list says of a command: its first line, cut where a sentence or clause ends when it runs on. */
static int summary(const char *help)
{
    int line = (int)strcspn(help, "\n");
    if (line == 0 || help[line - 1] == '.')
        return line;
    for (int i = line - 1; i > 0; i--)
        if (help[i] == ' ' && help[i - 1] == '.')
            return i;
    for (int i = line - 1; i > 0; i--)
        if (help[i] == ' ' && (help[i - 1] == ':' || help[i - 1] == ';'))
            return i - 1;
    return line;
}

void cli_help_all(const char *group)
{
    const Command *c;
    if (group)
        printf("baraza %s COMMAND: what may follow\n\n", group);
    else
        puts("baraza COMMAND: courses for health workers over WhatsApp\n");
    for (guint i = 0; (c = cli_command(i)); i++) {
        if (!is_of(c, group))
            continue;
        printf("  %-18s %.*s\n", c->name, summary(c->help), c->help);
    }
    if (group)
        printf("\nbaraza %s COMMAND --help tells more, with an example.\n", group);
    else
        puts("\nbaraza COMMAND --help tells more, with an example; baraza --version says which this is.");
    puts("Exit status: 0 done, 1 the command line is wrong, 2 a file or name is wrong, 3 not possible here and now.");
}

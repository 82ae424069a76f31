/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command lines: the command's words, then arguments and options in any order; --dir and --help everywhere. */
#include "cli_priv.h"
#include "text.h"

#include <string.h>

static const CliOption everywhere[] = {
    { "dir", "DIR", "The workspace; else the environment's BARAZA_DIR, else the current folder." },
    { "help", NULL, "This text." },
    { NULL },
};

static const CliOption *find_option(const CliOption *options, const char *name)
{
    for (; options && options->name; options++)
        if (strcmp(options->name, name) == 0)
            return options;
    return NULL;
}

static bool unknown_option(const Command *command, const char *name, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const CliOption *o = command ? command->options : NULL; o && o->name; o++)
        g_ptr_array_add(names, (gpointer)o->name);
    for (const CliOption *o = everywhere; o->name; o++)
        g_ptr_array_add(names, (gpointer)o->name);
    g_ptr_array_add(names, NULL);
    const char *near = text_nearest(name, (const char *const *)names->pdata);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "there is no option --%s%s%s%s; baraza %s%s--help shows all",
        name, near ? "; did you mean --" : "", near ? near : "", near ? "?" : "", command ? command->name : "",
        command ? " " : "");
    return false;
}

/* `at` points to the option and is moved over a value that is a word of its own. */
static bool take_option(Cli *cli, char ***at, bool *help, GError **error)
{
    char *word = **at;
    if (strcmp(word, "-h") == 0)
        return *help = true;
    bool is_dir = strcmp(word, "-C") == 0;
    if (!is_dir && strncmp(word, "--", 2) != 0) {
        bool number = g_ascii_isdigit(word[1]);
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            number ? "%s is read as an option; if a number below zero is meant, write -- before it: -- %s"
                   : "there is no option %s; options are words, such as --help",
            word, word);
        return false;
    }
    char *equals = is_dir ? NULL : strchr(word, '=');
    g_autofree char *name = is_dir   ? g_strdup("dir")
                            : equals ? g_strndup(word + 2, (gsize)(equals - word - 2))
                                     : g_strdup(word + 2);
    const CliOption *option = find_option(everywhere, name);
    option = option ? option : find_option(cli->command ? cli->command->options : NULL, name);
    if (!option)
        return unknown_option(cli->command, name, error);
    if (!option->arg && equals) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--%s takes no value", name);
        return false;
    }
    const char *value = !option->arg ? "" : equals ? equals + 1 : *++*at;
    if (!value) {
        --*at;
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--%s needs a value: --%s %s", name, name, option->arg);
        return false;
    }
    if (strcmp(name, "help") == 0)
        *help = true;
    else if (strcmp(name, "dir") == 0)
        cli->dir = value;
    else {
        g_hash_table_insert(cli->options, (gpointer)option->name, (gpointer)value);
        g_ptr_array_add(cli->given, (gpointer)option->name);
        g_ptr_array_add(cli->given, (gpointer)value);
    }
    return true;
}

/* The command of the first one or two words; *used counts them. */
static const Command *find_command(char **words, int *used)
{
    const Command *c;
    for (int n = words[0] && words[1] ? 2 : 1; n >= 1; n--) {
        g_autofree char *name = n == 2 ? g_strjoin(" ", words[0], words[1], NULL) : g_strdup(words[0]);
        for (guint i = 0; (c = cli_command(i)); i++)
            if (strcmp(c->name, name) == 0) {
                *used = n;
                return c;
            }
    }
    return NULL;
}

/* "cohort" where only "cohort add", "cohort list" ... are commands. */
static bool is_group(const char *word)
{
    const Command *c;
    gsize n = strlen(word);
    for (guint i = 0; (c = cli_command(i)); i++)
        if (strncmp(c->name, word, n) == 0 && c->name[n] == ' ')
            return true;
    return false;
}

static bool asks_help(char **words)
{
    return g_strv_contains((const char *const *)words, "--help") || g_strv_contains((const char *const *)words, "-h");
}

static bool unknown_command(char **words, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GString) kin = g_string_new(NULL);
    gsize n = strlen(words[0]);
    const Command *c;
    for (guint i = 0; (c = cli_command(i)); i++) {
        g_ptr_array_add(names, (gpointer)c->name);
        if (strncmp(c->name, words[0], n) == 0 && c->name[n] == ' ')
            g_string_append_printf(kin, "%s%s", kin->len ? ", " : "", c->name + n + 1);
    }
    g_ptr_array_add(names, NULL);
    g_autofree char *both = words[1] && *words[1] != '-' ? g_strjoin(" ", words[0], words[1], NULL) : NULL;
    const char *near = both ? text_nearest(both, (const char *const *)names->pdata) : NULL;
    if (kin->len && !near) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "\"%s\" is followed by one of: %s", words[0], kin->str);
        return false;
    }
    const char *said = near ? both : words[0];
    near = near ? near : text_nearest(words[0], (const char *const *)names->pdata);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "there is no command \"%s\"%s%s%s; baraza --help lists them",
        said, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return false;
}

static bool count_args(const Cli *cli, GError **error)
{
    int n = (int)cli->args->len;
    if (n >= cli->command->min && n <= cli->command->max)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "%s: use it as: baraza %s",
        n < cli->command->min ? "something is missing" : "too many words", cli->command->usage);
    return false;
}

bool cli_parse(Cli *cli, char **words, bool *help, GError **error)
{
    *help = false;
    char **at = words;
    for (; *at && **at == '-' && (*at)[1] && !*help; at++)
        if (!take_option(cli, &at, help, error))
            return false;
    if (!*at && !*help) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "which command? baraza --help lists them");
        return false;
    }
    if (!*at)
        return true;
    int used = 0;
    bool asked = *help || strcmp(*at, "help") == 0;
    if (strcmp(*at, "help") == 0)
        at++;
    cli->command = *at ? find_command(at, &used) : NULL;
    if (!*at && asked)
        return *help = true;
    if (!cli->command && is_group(*at) && (asked ? !at[1] : asks_help(at + 1))) {
        cli->group = *at;
        return *help = true;
    }
    if (!cli->command)
        return unknown_command(at, error);
    *help = asked;
    bool only_args = false;
    for (at += used; *at; at++) {
        if (!only_args && strcmp(*at, "--") == 0)
            only_args = true;
        else if (!only_args && **at == '-' && (*at)[1]) {
            if (!take_option(cli, &at, help, error))
                return false;
        } else
            g_ptr_array_add(cli->args, *at);
    }
    return *help || count_args(cli, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program `baraza`: finds the command, runs it, and ends with the status that its error asks for. */
#include "cli_priv.h"
#include "store.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static int show_version(void)
{
    printf("baraza %s (SQLite %s, GLib %u.%u.%u)\n", BARAZA_VERSION, store_version(), glib_major_version,
        glib_minor_version, glib_micro_version);
    return 0;
}

static int run(Cli *cli, char **words)
{
    if (words[0] && !words[1] && strcmp(words[0], "--version") == 0)
        return show_version();
    g_autoptr(GError) error = NULL;
    bool help = false;
    if (!cli_parse(cli, words, &help, &error)) {
        cli_report(cli, error);
        return cli->status;
    }
    if (help) {
        if (cli->command)
            cli_help(cli->command);
        else
            cli_help_all(cli->group);
        return 0;
    }
    if (!cli->command->run(cli, &error))
        cli_report(cli, error);
    return cli->status;
}

int main(int argc, char **argv)
{
    umask(077);
    signal(SIGPIPE, SIG_IGN);
    Cli cli = { .args = g_ptr_array_new(),
        .given = g_ptr_array_new(),
        .options = g_hash_table_new(g_str_hash, g_str_equal),
        .clock = clock_system() };
    clock_tick(&cli.clock);
    int status = run(&cli, argv + 1);
    g_ptr_array_unref(cli.args);
    g_ptr_array_unref(cli.given);
    g_hash_table_unref(cli.options);
    /* What was printed must have arrived: a full disk behind a redirection is a failure; a reader that has seen enough
     * is none. */
    if ((fflush(stdout) != 0 || ferror(stdout)) && errno != EPIPE) {
        fprintf(stderr, "baraza: the output could not be written: %s\n", g_strerror(errno));
        status = MAX(status, 3);
    }
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command does alike: ends, reads files, prints. */
#include "cli_priv.h"
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int cli_status(const GError *error)
{
    static const int statuses[BARAZA_ERRORS] = {
        [BARAZA_ERROR_USAGE] = 1,
        [BARAZA_ERROR_INPUT] = 2,
        [BARAZA_ERROR_MISSING] = 2,
        [BARAZA_ERROR_STATE] = 3,
        [BARAZA_ERROR_DENIED] = 3,
        [BARAZA_ERROR_STORE] = 3,
        [BARAZA_ERROR_FULL] = 3,
        [BARAZA_ERROR_NETWORK] = 3,
    };
    return error && error->domain == BARAZA_ERROR && error->code >= 0 && error->code < BARAZA_ERRORS
               ? statuses[error->code]
               : 3;
}

void cli_report(Cli *cli, const GError *error)
{
    fflush(stdout);
    fprintf(stderr, "baraza: %s\n", error ? error->message : "failed without a reason");
    cli->status = MAX(cli->status, cli_status(error));
}

const char *cli_arg(const Cli *cli, guint index)
{
    return index < cli->args->len ? cli->args->pdata[index] : NULL;
}

const char *cli_workspace(const Cli *cli)
{
    const char *dir = cli->dir ? cli->dir : g_getenv("BARAZA_DIR");
    return dir && *dir ? dir : ".";
}

const char *cli_option(const Cli *cli, const char *name)
{
    return g_hash_table_lookup(cli->options, name);
}

bool cli_switch(const Cli *cli, const char *name)
{
    return g_hash_table_contains(cli->options, name);
}

bool cli_number(const Cli *cli, const char *name, int64_t min, int64_t max, int64_t *value, GError **error)
{
    const char *text = cli_option(cli, name);
    if (!text)
        return true;
    gint64 number = 0;
    if (g_ascii_string_to_signed(text, 10, min, max, &number, NULL)) {
        *value = number;
        return true;
    }
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
        "--%s takes a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ", not \"%s\"", name, min, max,
        text);
    return false;
}

bool cli_post(const Cli *cli, const char *what, const char *where, int64_t *id, GError **error)
{
    const char *text = cli_arg(cli, 0);
    gint64 number = 0;
    bool good = g_ascii_string_to_signed(text + (*text == 'P'), 10, 1, G_MAXINT64, &number, NULL);
    *id = number;
    if (!good)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "\"%s\" is no %s: give the number that %s shows", text,
            what, where);
    return good;
}

void cli_print_json(const cJSON *value)
{
    g_autofree char *text = json_text(value);
    puts(text);
}

bool cli_said_json(const Cli *cli, const cJSON *result)
{
    if (cli_switch(cli, "json"))
        cli_print_json(result);
    return cli_switch(cli, "json");
}

void cli_print_list(const Cli *cli, const cJSON *list, void (*print)(const cJSON *one), const char *none)
{
    const cJSON *one;
    if (cli_switch(cli, "json")) {
        cli_print_json(list);
        return;
    }
    cJSON_ArrayForEach(one, list)
    {
        print(one);
    }
    if (cJSON_GetArraySize(list) == 0)
        puts(none);
}

static bool read_stream(FILE *stream, const char *name, gsize most, char **bytes, gsize *size, GError **error)
{
    g_autoptr(GByteArray) all = g_byte_array_new();
    guint8 piece[65536];
    for (gsize n; (n = fread(piece, 1, sizeof piece, stream)) > 0;) {
        g_byte_array_append(all, piece, (guint)n);
        if (all->len > most) {
            g_set_error(
                error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s is longer than %" G_GSIZE_FORMAT " MB", name, most >> 20);
            return false;
        }
    }
    if (ferror(stream)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s cannot be read: %s", name, g_strerror(errno));
        return false;
    }
    *size = all->len;
    g_byte_array_append(all, (const guint8 *)"", 1);
    *bytes = (char *)g_byte_array_free(g_steal_pointer(&all), FALSE);
    return true;
}

bool cli_read(const char *path, gsize most, char **bytes, gsize *size, GError **error)
{
    if (strcmp(path, "-") == 0)
        return read_stream(stdin, "standard input", most, bytes, size, error);
    if (!*path) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "the name of a file is empty; - is standard input");
        return false;
    }
    FILE *file = fopen(path, "rbe");
    if (!file) {
        g_set_error(error, BARAZA_ERROR, errno == ENOENT ? BARAZA_ERROR_MISSING : BARAZA_ERROR_INPUT,
            "%s cannot be read: %s", path, errno == ENOENT ? "there is no such file" : g_strerror(errno));
        return false;
    }
    bool good = read_stream(file, path, most, bytes, size, error);
    fclose(file);
    return good;
}

char *cli_read_text(const char *path, gsize most, GError **error)
{
    static const char mark[] = "\xef\xbb\xbf";
    g_autofree char *bytes = NULL;
    gsize size = 0;
    if (!cli_read(path, most, &bytes, &size, error))
        return NULL;
    if (text_is_utf8(bytes, size))
        return g_strdup(bytes + (g_str_has_prefix(bytes, mark) ? strlen(mark) : 0));
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s is no text in UTF-8; save it anew with that encoding",
        strcmp(path, "-") == 0 ? "standard input" : path);
    return NULL;
}

char *cli_age(int64_t seconds)
{
    int64_t n = seconds >= 2 * DAY ? seconds / DAY : seconds >= 2 * HOUR ? seconds / HOUR : MAX(seconds, 0) / MINUTE;
    const char *unit = seconds >= 2 * DAY ? "day" : seconds >= 2 * HOUR ? "hour" : "minute";
    return g_strdup_printf("%" G_GINT64_FORMAT " %s%s", n, unit, n == 1 ? "" : "s");
}

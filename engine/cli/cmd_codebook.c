/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codebooks: those that ship, those that were added, and the files in which they come and go. */
#include "coding.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

#define MAX_FILE (1024 * 1024)

static int codable(const Codebook *book)
{
    int n = 0;
    for (guint i = 0; i < book->codes->len; i++)
        n += ((const Code *)book->codes->pdata[i])->codable;
    return n;
}

static Codebook *read_file(Cli *cli, const char *path, const char *id, char **bytes, GError **error)
{
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *text = NULL;
    gsize size = 0;
    if (!cli_read(path, MAX_FILE, &text, &size, error))
        return NULL;
    Codebook *book = codebook_read(text, size, path, id, notes, error);
    for (guint i = 0; book && i < notes->len; i++)
        g_printerr("%s: %s\n", path, (const char *)notes->pdata[i]);
    if (book && bytes)
        *bytes = g_steal_pointer(&text);
    return book;
}

/* --- list --- */

static void list_one(cJSON *list, const char *name, int version, int codes, const char *title)
{
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "codebook", name), "title", title);
    if (version)
        json_put_int(one, "version", version);
    json_put_item(list, NULL, json_put_bool(json_put_int(one, "codes", codes), "ships", version == 0));
}

static bool list_added(Cli *cli, cJSON *list, GError **error)
{
    g_autofree char *dir = workspace_dir(cli, NULL);
    if (!dir && !cli->dir)
        return true; /* what ships needs no workspace */
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(GPtrArray) books = w ? coding_books(w->store, error) : NULL;
    for (guint i = 0; books && i < books->len; i++) {
        const CodingBook *book = books->pdata[i];
        list_one(list, book->name, book->version, book->codes, book->title);
    }
    return books != NULL;
}

bool cmd_codebook_list(Cli *cli, GError **error)
{
    g_autoptr(cJSON) list = cJSON_CreateArray();
    if (!list_added(cli, list, error))
        return false;
    for (const EmbeddedFile *file = codebook_files; file->name; file++) {
        g_autoptr(Codebook) book = codebook_read(file->data, file->size, file->name, NULL, NULL, error);
        if (!book)
            return false;
        list_one(list, book->id, 0, codable(book), codebook_title(book, NULL));
    }
    if (cli_switch(cli, "json")) {
        cli_print_json(list);
        return true;
    }
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        int64_t version = json_int(one, "version", 0);
        g_autofree char *at = version ? g_strdup_printf("@%" G_GINT64_FORMAT, version) : g_strdup("");
        g_autofree char *name = g_strconcat(json_string(one, "codebook"), at, NULL);
        printf("%-24s %3" G_GINT64_FORMAT " codes  %s%s\n", name, json_int(one, "codes", 0), json_string(one, "title"),
            version ? "" : "  (ships)");
    }
    return true;
}

/* --- check, import, export --- */

static void print_codes(const Codebook *book)
{
    printf("%s: %s, %d codes\n", book->id, codebook_title(book, NULL), codable(book));
    for (guint i = 0; i < book->codes->len; i++) {
        const Code *code = book->codes->pdata[i];
        g_autofree char *id = g_strdup_printf("%*s%s", code->depth * 2 + 2, "", code->id);
        printf("%-28s %s%s%s%s\n", id, code_title(book, code, NULL), code->codable ? "" : "  (folder)",
            code->one ? "  (one of)" : "", code->alarm ? "  (shown to facilitators)" : "");
    }
}

bool cmd_codebook_check(Cli *cli, GError **error)
{
    for (guint i = 0; cli_arg(cli, i); i++) {
        g_autoptr(GError) wrong = NULL;
        g_autoptr(Codebook) book = read_file(cli, cli_arg(cli, i), NULL, NULL, &wrong);
        if (book)
            print_codes(book);
        else
            cli_report(cli, wrong);
    }
    return true;
}

bool cmd_codebook_import(Cli *cli, GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(Codebook) book = read_file(cli, cli_arg(cli, 0), cli_option(cli, "id"), &text, error);
    if (!book)
        return false;
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "xml", text), "name", cli_arg(cli, 0));
    json_put(params, "id", cli_option(cli, "id"));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, "codebook.add", params, error);
    if (!result)
        return false;
    printf("%s@%" G_GINT64_FORMAT ": %s, %" G_GINT64_FORMAT " codes%s%s\n", json_string(result, "codebook"),
        json_int(result, "version", 0), json_string(result, "title"), json_int(result, "codes", 0),
        json_bool(result, "fresh", true) ? "" : "; it was there already",
        cli_switch(cli, "dry-run") ? "; dry run: nothing was changed" : "");
    return true;
}

static Codebook *find_book(Cli *cli, const char *name, GError **error)
{
    g_autofree char *dir = workspace_dir(cli, NULL);
    g_autoptr(Workspace) w = dir || cli->dir ? workspace_open(cli, error) : NULL;
    if ((dir || cli->dir) && !w)
        return NULL;
    g_autoptr(CodingBook) added = w ? coding_book_find(w->store, name, error) : NULL;
    if (added)
        return codebook_read(added->xml, strlen(added->xml), added->name, NULL, NULL, error);
    Codebook *ships = codebook_shipped(name);
    if (!ships && !(error && *error))
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING,
            "there is no codebook \"%s\"; baraza codebook list shows them", name);
    return ships;
}

bool cmd_codebook_export(Cli *cli, GError **error)
{
    const char *out = cli_option(cli, "out");
    g_autoptr(Codebook) book = find_book(cli, cli_arg(cli, 0), error);
    if (!book)
        return false;
    bool qdc = cli_switch(cli, "qdc") || (out && g_str_has_suffix(out, ".qdc"));
    g_autofree char *text = qdc ? codebook_write_qdc(book, "Baraza " BARAZA_VERSION) : codebook_write(book);
    if (!out) {
        fputs(text, stdout);
        return true;
    }
    g_autoptr(GError) fault = NULL;
    if (!g_file_set_contents(out, text, -1, &fault)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s cannot be written: %s", out, fault->message);
        return false;
    }
    printf("%s: %d codes, %s\n", out, codable(book), qdc ? "REFI-QDA codebook" : "codebook of Baraza");
    return true;
}

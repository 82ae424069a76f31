/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files go into the media folder first, named by their hashes; only then does the engine learn of the course. */
#include "package.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

/* What the platform is told a file is, by its extension (Cloud API, supported media types). */
static const struct {
    const char *extension, *mime;
} types[] = {
    { "png", "image/png" },
    { "jpg", "image/jpeg" },
    { "jpeg", "image/jpeg" },
    { "webp", "image/webp" },
    { "mp3", "audio/mpeg" },
    { "ogg", "audio/ogg" },
    { "opus", "audio/ogg" },
    { "m4a", "audio/mp4" },
    { "aac", "audio/aac" },
    { "amr", "audio/amr" },
    { "mp4", "video/mp4" },
    { "3gp", "video/3gpp" },
    { "pdf", "application/pdf" },
    { "txt", "text/plain" },
    { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    { "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
    { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    { "doc", "application/msword" },
    { "ppt", "application/vnd.ms-powerpoint" },
    { "xls", "application/vnd.ms-excel" },
};

static const char *mime_of(const char *path)
{
    const char *dot = strrchr(path, '.');
    for (gsize i = 0; dot && i < G_N_ELEMENTS(types); i++)
        if (g_ascii_strcasecmp(types[i].extension, dot + 1) == 0)
            return types[i].mime;
    return "application/octet-stream";
}

static bool copy_file(
    const Package *package, const char *path, const char *media, char *sha256, int64_t *bytes, GError **error)
{
    g_autofree char *from = package_file(package, path);
    g_autofree char *data = NULL;
    gsize size = 0;
    if (!from || !cli_read(from, 128u << 20, &data, &size, error))
        return false;
    g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)data, size);
    g_autofree char *to = g_build_filename(media, sum, NULL);
    g_strlcpy(sha256, sum, 65);
    *bytes = (int64_t)size;
    g_autoptr(GError) fault = NULL;
    if (g_file_test(to, G_FILE_TEST_EXISTS) ||
        g_file_set_contents_full(
            to, data, (gssize)size, G_FILE_SET_CONTENTS_DURABLE | G_FILE_SET_CONTENTS_CONSISTENT, 0600, &fault))
        return true;
    g_set_error(
        error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s cannot be copied into the workspace: %s", from, fault->message);
    return false;
}

static bool list_asset(
    const Package *package, const Asset *asset, const char *media, cJSON *files, GHashTable *seen, GError **error)
{
    for (guint i = 0; i < asset->variants->len; i++) {
        const AssetVariant *variant = asset->variants->pdata[i];
        if (!variant->src || !g_hash_table_add(seen, variant->src))
            continue;
        char sha256[65];
        int64_t bytes = 0;
        if (!copy_file(package, variant->src, media, sha256, &bytes, error))
            return false;
        cJSON *file = json_put(json_put(cJSON_CreateObject(), "path", variant->src), "sha256", sha256);
        json_put(json_put(file, "mime", mime_of(variant->src)), "kind", media_kind_name(asset->kind));
        json_put_item(files, NULL, json_put_int(file, "bytes", bytes));
    }
    return true;
}

static cJSON *list_files(const Package *package, const char *media, GError **error)
{
    g_autoptr(cJSON) files = cJSON_CreateArray();
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < package->course->assets->len; i++)
        if (!list_asset(package, package->course->assets->pdata[i], media, files, seen, error))
            return NULL;
    return g_steal_pointer(&files);
}

bool cmd_course_add(Cli *cli, GError **error)
{
    const char *where = cli_arg(cli, 0);
    g_autofree char *dir = workspace_dir(cli, error);
    g_autoptr(Package) package = dir ? package_read(where, cli->clock.now / DAY, error) : NULL;
    if (!package)
        return false;
    if (!package->course) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s has %u error%s: baraza course check %s lists them",
            package->path, package->errors, package->errors == 1 ? "" : "s", where);
        return false;
    }
    g_autofree char *media = workspace_media(dir);
    cJSON *files = list_files(package, media, error);
    if (!files)
        return false;
    cJSON *params = json_put(cJSON_CreateObject(), "xml", package->xml);
    json_put_item(params, "files", files);
    g_autoptr(cJSON) result = workspace_change(cli, "course.add", params, error);
    if (!result)
        return false;
    printf("%s %s: %s\n", package->course->id, package->course->version,
        json_bool(result, "fresh", false) ? "added" : "was there already, nothing is changed");
    return true;
}

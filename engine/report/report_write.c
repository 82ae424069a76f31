/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_rows.h"
#include "error.h"
#include "report_files.h"

#include <errno.h>
#include <string.h>

/* Takes the text. */
static bool put_file(GPtrArray *written, const char *dir, const char *name, char *text, gssize size, GError **error)
{
    g_autofree char *owned = text, *path = g_build_filename(dir, name, NULL);
    GError *fault = NULL;
    if (!owned)
        return false; /* *error is set */
    if (!g_file_set_contents(path, owned, size, &fault)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s cannot be written: %s", path, fault->message);
        g_error_free(fault);
        return false;
    }
    g_ptr_array_add(written, g_steal_pointer(&path));
    return true;
}

static bool put_csv(GPtrArray *written, const char *dir, const char *name, GString *csv, GError **error)
{
    gssize size = (gssize)csv->len;
    return put_file(written, dir, name, g_string_free(csv, FALSE), size, error);
}

static const char *embedded(const char *name)
{
    const EmbeddedFile *file = report_files;
    while (!g_str_equal(file->name, name))
        file++;
    return file->data;
}

GPtrArray *report_write(const ReportData *data, const char *dir, ReportPurpose purpose, GError **error)
{
    if (g_mkdir_with_parents(dir, 0700) != 0) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "the folder %s cannot be made: %s", dir, g_strerror(errno));
        return NULL;
    }
    g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(cJSON) view = report_view(data);
    if (!put_file(written, dir, "report.html", report_html(view, error), -1, error) ||
        !put_file(written, dir, "report.json", report_json(view), -1, error) ||
        !put_csv(written, dir, "wide.csv", report_csv_wide(data, purpose), error) ||
        !put_csv(written, dir, "long.csv", report_csv_long(data, purpose), error) ||
        !put_csv(written, dir, "posts.csv", report_csv_posts(data, purpose), error) ||
        !put_csv(written, dir, "votes.csv", report_csv_votes(data, purpose), error) ||
        !put_csv(written, dir, "circles.csv", report_csv_circles(data, purpose), error) ||
        !put_csv(written, dir, "surveys.csv", report_csv_surveys(data, purpose), error) ||
        !put_csv(written, dir, "acquaintance.csv", report_csv_ties(data, purpose), error) ||
        !put_csv(written, dir, "work.csv", report_csv_work(data, purpose), error) ||
        !put_csv(written, dir, "reviews.csv", report_csv_reviews(data, purpose), error) ||
        !put_csv(written, dir, "codebook.csv", report_csv_codebook(data, purpose), error) ||
        (!report_is_blind(data) && !put_file(written, dir, "impute.R", report_imputation(data, purpose), -1, error)))
        return NULL;
    return g_steal_pointer(&written);
}

char *report_style_source(void)
{
    const char *css = embedded("report.css");
    guint8 digest[32];
    gsize size = sizeof digest;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)css, (gssize)strlen(css));
    g_checksum_get_digest(sum, digest, &size);
    g_autofree char *text = g_base64_encode(digest, size);
    return g_strdup_printf("'sha256-%s'", text);
}

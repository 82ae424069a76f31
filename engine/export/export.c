/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An export is whole in memory before a byte of it is written: what leaves is what was checked and hashed. */
#include "export_priv.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char *const small_names[] = { "suppress", "generalise", "refuse" };
G_STATIC_ASSERT(G_N_ELEMENTS(small_names) == EXPORT_SMALLS);

ExportSmall export_small_of(const char *name)
{
    for (int i = 0; i < EXPORT_SMALLS; i++)
        if (strcmp(small_names[i], name) == 0)
            return (ExportSmall)i;
    return EXPORT_SMALLS;
}

static void file_free(gpointer data)
{
    ExportFile *file = data;
    g_free(file->name);
    g_free(file->sha256);
    g_bytes_unref(file->bytes);
    g_free(file);
}

static Export *export_new(void)
{
    Export *out = g_new0(Export, 1);
    out->small = g_ptr_array_new_with_free_func(g_free);
    out->files = g_ptr_array_new_with_free_func(file_free);
    return out;
}

void export_free(Export *export)
{
    if (!export)
        return;
    g_ptr_array_unref(export->small);
    g_ptr_array_unref(export->files);
    g_free(export);
}

void export_put_bytes(Exporting *x, const char *name, GBytes *bytes)
{
    ExportFile *file = g_new0(ExportFile, 1);
    file->name = g_strdup(name);
    file->bytes = bytes;
    file->sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    g_ptr_array_add(x->out->files, file);
}

void export_put(Exporting *x, const char *name, GString *text)
{
    export_put_bytes(x, name, g_string_free_to_bytes(text));
}

void export_put_text(Exporting *x, const char *name, char *text)
{
    export_put_bytes(x, name, g_bytes_new_take(text, strlen(text)));
}

const ExportFile *export_file(const Export *out, const char *name)
{
    for (guint i = 0; i < out->files->len; i++)
        if (strcmp(((const ExportFile *)out->files->pdata[i])->name, name) == 0)
            return out->files->pdata[i];
    return NULL;
}

guint export_rows(const Export *out, const char *name)
{
    gsize size = 0;
    const ExportFile *file = export_file(out, name);
    const char *text = file ? g_bytes_get_data(file->bytes, &size) : NULL;
    g_autoptr(CsvTable) table = text ? csv_parse(text, size, name, NULL) : NULL;
    return table && csv_rows(table) ? csv_rows(table) - 1 : 0;
}

static bool make_files(Exporting *x, GError **error)
{
    g_autoptr(GPtrArray) columns = export_columns(x, error);
    if (!columns)
        return false;
    export_flatten(x->data);
    export_put(x, "wide.csv", report_csv_wide(x->data, REPORT_RESEARCH));
    export_put(x, "long.csv", report_csv_long(x->data, REPORT_RESEARCH));
    export_put(x, "posts.csv", report_csv_posts(x->data, REPORT_RESEARCH));
    export_put(x, "votes.csv", report_csv_votes(x->data, REPORT_RESEARCH));
    export_put(x, "circles.csv", report_csv_circles(x->data, REPORT_RESEARCH));
    export_put(x, "surveys.csv", report_csv_surveys(x->data, REPORT_RESEARCH));
    export_put(x, "acquaintance.csv", report_csv_ties(x->data, REPORT_RESEARCH));
    export_put(x, "work.csv", report_csv_work(x->data, REPORT_RESEARCH));
    export_put(x, "reviews.csv", report_csv_reviews(x->data, REPORT_RESEARCH));
    export_attendance(x);
    export_network(x);
    if (!export_ledger(x, error) || !export_certificates(x, error) || !export_refi(x, error))
        return false;
    export_codebook(x, columns);
    export_package(x, columns);
    export_r(x, columns);
    export_spss(x, columns);
    export_manifest(x);
    return true;
}

void exporting_clear(Exporting *x)
{
    cohort_free(x->cohort);
    report_data_free(x->data);
    hide_free(x->names);
    export_free(x->out);
    g_clear_pointer(&x->edits, g_hash_table_unref);
    g_clear_pointer(&x->people, g_hash_table_unref);
}

bool exporting_init(Exporting *x, Context *context, int64_t cohort, const ExportPlan *plan, int64_t now, GError **error)
{
    *x = (Exporting){ .context = context, .plan = plan, .now = now, .names = hide_new(), .out = export_new() };
    x->edits = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
    x->people = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    x->cohort = cohort_get(context_store(context), cohort, error);
    if (x->cohort)
        x->data = report_collect(context_store(context), context_library(context), cohort, now, plan->program, error);
    return x->data != NULL;
}

Export *export_make(Context *context, int64_t cohort, const ExportPlan *plan, int64_t now, GError **error)
{
    g_auto(Exporting) x = { 0 };
    if (!exporting_init(&x, context, cohort, plan, now, error) || !export_hide(&x, error))
        return NULL;
    if (x.data->learners->len == 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "nobody in %s agrees to research use at this moment: there is nothing to export", x.data->cohort);
        return NULL;
    }
    return make_files(&x, error) ? g_steal_pointer(&x.out) : NULL;
}

/* --- writing --- */

bool export_ready(const char *dir, GError **error)
{
    g_autofree char *manifest = g_build_filename(dir, "manifest.json", NULL);
    if (g_mkdir_with_parents(dir, 0700) != 0) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "the folder %s cannot be made: %s", dir, g_strerror(errno));
        return false;
    }
    g_autoptr(GDir) there = g_dir_open(dir, 0, NULL);
    if (there && g_dir_read_name(there) && !g_file_test(manifest, G_FILE_TEST_EXISTS)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "%s holds files that are no export: choose a new folder, so that nothing else leaves with it", dir);
        return false;
    }
    return true;
}

bool export_write(const Export *export, const char *dir, GError **error)
{
    if (!export_ready(dir, error))
        return false;
    for (guint i = 0; i < export->files->len; i++) {
        const ExportFile *file = export->files->pdata[i];
        g_autofree char *path = g_build_filename(dir, file->name, NULL);
        g_autoptr(GError) fault = NULL;
        gsize size = 0;
        const char *bytes = g_bytes_get_data(file->bytes, &size);
        if (!g_file_set_contents_full(
                path, bytes ? bytes : "", (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &fault)) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s cannot be written: %s", path, fault->message);
            return false;
        }
    }
    return true;
}

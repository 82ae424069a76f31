/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scripts that read the files and label what is in them: load.R for R, wide.sps, long.sps and others for SPSS and PSPP.
 * R stops when a file has not as many rows as were written; SPSS has their number in a comment. */
#include "export_priv.h"

#include <string.h>

/* A text between quotes: backslashes and quotes escaped for R; doubled quotes for SPSS, on one line. */
static void put_r(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (const char *p = text; *p; p++) {
        if (*p == '"' || *p == '\\')
            g_string_append_c(out, '\\');
        if ((guchar)*p < ' ')
            g_string_append_c(out, ' ');
        else
            g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

/* SPSS takes 255 bytes of a variable's label, and 256 of a line of a script with its quotes, doubled ones too. */
#define SPSS_LABEL 248

/* Where a label ends that is too long: after a whole word, or where there is none after a whole character. */
static const char *label_end(const char *text)
{
    gsize most = SPSS_LABEL;
    for (const char *p = text; *p && p < text + most; p++)
        most -= *p == '\'';
    if (strlen(text) <= most)
        return text + strlen(text);
    const char *end = text + most, *word = end;
    while (end > text && ((guchar)*end & 0xc0) == 0x80)
        end--;
    while (word > text && *word != ' ')
        word--;
    return word > text ? word : end;
}

static void put_spss(GString *out, const char *text)
{
    const char *end = label_end(text);
    g_string_append_c(out, '\'');
    for (const char *p = text; p < end; p++) {
        if (*p == '\'')
            g_string_append_c(out, '\'');
        g_string_append_c(out, (guchar)*p < ' ' ? ' ' : *p);
    }
    g_string_append_c(out, '\'');
}

static bool of_file(const ExportColumn *c, const char *file)
{
    return strcmp(c->file, file) == 0;
}

/* --- R --- */

static const char *r_class(const char *type)
{
    if (strcmp(type, "integer") == 0 || strcmp(type, "flag") == 0)
        return "integer";
    return strcmp(type, "number") == 0 ? "numeric" : "character";
}

static void r_vector(GString *out, const char *name, const GPtrArray *columns, const char *file, bool labels)
{
    const char *comma = "";
    g_string_append_printf(out, "%s <- c(", name);
    for (guint i = 0; i < columns->len; i++) {
        const ExportColumn *c = columns->pdata[i];
        if (!of_file(c, file))
            continue;
        g_string_append_printf(out, "%s\n  ", comma);
        g_string_append_printf(out, "`%s` = ", c->name);
        put_r(out, labels ? c->label : r_class(c->type));
        comma = ",";
    }
    g_string_append(out, ")\n");
}

static void r_kind(GString *out, const char *name, const char *type, const GPtrArray *columns, const char *file)
{
    const char *comma = "";
    g_string_append_printf(out, "%s <- c(", name);
    for (guint i = 0; i < columns->len; i++) {
        const ExportColumn *c = columns->pdata[i];
        if (!of_file(c, file) || strcmp(c->type, type) != 0)
            continue;
        g_string_append(out, comma);
        put_r(out, c->name);
        comma = ", ";
    }
    g_string_append(out, ")\n");
}

static const char r_head[] =
    "# Reads the files of this folder into data frames with labels. Run it in the folder: source(\"load.R\").\n"
    "# Blanks are NA; beside each score a column says why it is blank. Flags are factors with the levels no and yes.\n"
    "read_table <- function(file, classes, labels, flags, times, rows) {\n"
    "  table <- read.csv(file, colClasses = classes, na.strings = \"\", check.names = FALSE, encoding = \"UTF-8\")\n"
    "  if (!identical(names(table), names(classes))) stop(file, \": the columns are not those of this export\")\n"
    "  if (nrow(table) != rows) stop(file, \": \", nrow(table), \" rows instead of \", rows)\n"
    "  for (name in flags) table[[name]] <- factor(table[[name]], levels = 0:1, labels = c(\"no\", \"yes\"))\n"
    "  for (name in times) table[[name]] <- as.POSIXct(table[[name]], format = \"%Y-%m-%dT%H:%M:%SZ\", tz = \"UTC\")\n"
    "  for (name in names(labels)) attr(table[[name]], \"label\") <- labels[[name]]\n"
    "  table\n"
    "}\n";

void export_r(Exporting *x, const GPtrArray *columns)
{
    GString *out = g_string_new(r_head);
    for (guint i = 0; i < x->out->files->len; i++) {
        const char *file = ((const ExportFile *)x->out->files->pdata[i])->name;
        if (!g_str_has_suffix(file, ".csv") || strcmp(file, "codebook.csv") == 0)
            continue;
        g_autofree char *name = g_strndup(file, strlen(file) - strlen(".csv"));
        g_string_append_printf(out, "\n");
        r_vector(out, "classes", columns, file, false);
        r_vector(out, "labels", columns, file, true);
        r_kind(out, "flags", "flag", columns, file);
        r_kind(out, "times", "time", columns, file);
        g_string_append_printf(out, "%s <- read_table(\"%s\", classes, labels, flags, times, %u)\n", name, file,
            export_rows(x->out, file));
    }
    g_string_append(out, "codebook <- read.csv(\"codebook.csv\", colClasses = \"character\", encoding = \"UTF-8\")\n"
                         "rm(classes, labels, flags, times)\n");
    export_put(x, "load.R", out);
}

/* --- SPSS --- */

/* A name that SPSS takes: letters, digits and _, at most 64 bytes. Two names that become one get a number. */
static char *spss_name(GHashTable *taken, const char *name)
{
    g_autofree char *plain = g_strndup(name, 60);
    g_strcanon(plain, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_", '_');
    char *own = g_strdup(plain);
    for (int n = 2; g_hash_table_contains(taken, own); n++) {
        g_free(own);
        own = g_strdup_printf("%s_%d", plain, n);
    }
    g_hash_table_add(taken, g_ascii_strdown(own, -1));
    return own;
}

/* Bytes of the longest cell of a column, at least 1. */
static gsize width_of(const CsvTable *table, const char *name)
{
    gsize width = 1;
    int column = csv_find(table, name);
    for (guint r = 1; column >= 0 && r < csv_rows(table); r++)
        width = MAX(width, strlen(csv_cell(table, r, (guint)column)));
    return MIN(width, 32767);
}

/* A line begins with a format, a label or a stroke, never with a name: PSPP takes one that is a command's ("comment")
 * for it. */
static void spss_table(GString *out, const Export *files, const GPtrArray *columns, const char *file)
{
    gsize size = 0;
    const ExportFile *csv = export_file(files, file);
    const char *text = g_bytes_get_data(csv->bytes, &size);
    g_autoptr(CsvTable) table = csv_parse(text, size, file, NULL);
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) labels = g_string_new("VARIABLE LABELS"), flags = g_string_new("VALUE LABELS\n");
    g_string_append_printf(out,
        "\nGET DATA /TYPE=TXT /FILE='%s' /ENCODING='UTF8' /ARRANGEMENT=DELIMITED\n  /DELCASE=LINE /FIRSTCASE=2 "
        "/DELIMITERS=',' /QUALIFIER='\"' /VARIABLES=",
        file);
    for (guint i = 0; i < columns->len; i++) {
        const ExportColumn *c = columns->pdata[i];
        if (!of_file(c, file) || !table)
            continue;
        g_autofree char *name = spss_name(taken, c->name);
        if (strcmp(r_class(c->type), "character") == 0)
            g_string_append_printf(out, " %s\n  A%" G_GSIZE_FORMAT, name, width_of(table, c->name));
        else
            g_string_append_printf(out, " %s\n  %s", name, strcmp(c->type, "number") == 0 ? "F20.12" : "F12.0");
        g_string_append_printf(labels, "%s%s\n  ", strchr(labels->str, '\n') ? "\n  /" : " ", name);
        put_spss(labels, c->label);
        if (strcmp(c->type, "flag") == 0)
            g_string_append_printf(flags, "  /%s 0 'no' 1 'yes'\n", name);
    }
    g_string_append_printf(out, "\n  .\n%s\n  .\n", labels->str);
    if (strchr(flags->str, '/'))
        g_string_append_printf(out, "%s  .\n", flags->str);
    g_string_append_printf(out, "* There are %u rows.\n", export_rows(files, file));
}

static const char *const spss_files[] = { "wide", "long", "surveys", "work", "reviews", "attendance" };

void export_spss(Exporting *x, const GPtrArray *columns)
{
    for (gsize i = 0; i < G_N_ELEMENTS(spss_files); i++) {
        g_autofree char *csv = g_strconcat(spss_files[i], ".csv", NULL),
                        *name = g_strconcat(spss_files[i], ".sps", NULL);
        GString *out = g_string_new(NULL);
        g_string_append_printf(out,
            "* Reads %s with labels. Run it in the folder of that file.\n"
            "* Names of columns have _ where SPSS takes no other sign; times are ISO 8601 texts.\n",
            csv);
        spss_table(out, x->out, columns, csv);
        g_string_append(out, "EXECUTE.\n");
        export_put(x, name, out);
    }
}

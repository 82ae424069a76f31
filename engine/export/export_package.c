/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What describes the files to programs: a Frictionless Tabular Data Package (version 1), and the manifest. */
#include "export_priv.h"

#include <string.h>

static const char *frictionless(const char *type)
{
    static const char *const types[][2] = { { "integer", "integer" }, { "number", "number" }, { "flag", "integer" },
        { "time", "datetime" } };
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
        if (strcmp(types[i][0], type) == 0)
            return types[i][1];
    return "string";
}

static cJSON *field(const ExportColumn *c)
{
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "name", c->name), "type", frictionless(c->type));
    json_put(one, "title", c->label);
    if (*c->values)
        json_put(one, "description", c->values);
    if (strcmp(c->type, "flag") == 0) {
        cJSON *values = cJSON_CreateArray();
        json_put_item(values, NULL, cJSON_CreateNumber(0));
        json_put_item(values, NULL, cJSON_CreateNumber(1));
        cJSON *constraints = cJSON_CreateObject();
        json_put_item(constraints, "enum", values);
        json_put_item(one, "constraints", constraints);
    }
    return one;
}

static cJSON *resource(const GPtrArray *columns, const ExportFile *file)
{
    cJSON *one = cJSON_CreateObject(), *schema = cJSON_CreateObject(), *fields = cJSON_CreateArray(),
          *blank = cJSON_CreateArray();
    g_autofree char *name = g_strndup(file->name, strlen(file->name) - strlen(".csv"));
    g_autofree char *hash = g_strconcat("sha256:", file->sha256, NULL);
    json_put(json_put(json_put(one, "name", name), "path", file->name), "profile", "tabular-data-resource");
    json_put(json_put(json_put(one, "format", "csv"), "mediatype", "text/csv"), "encoding", "utf-8");
    json_put(json_put_int(one, "bytes", (int64_t)g_bytes_get_size(file->bytes)), "hash", hash);
    for (guint i = 0; i < columns->len; i++) {
        const ExportColumn *c = columns->pdata[i];
        if (strcmp(c->file, file->name) == 0)
            json_put_item(fields, NULL, field(c));
    }
    json_put_item(schema, "fields", fields);
    json_put_item(blank, NULL, cJSON_CreateString(""));
    json_put_item(schema, "missingValues", blank);
    if (strcmp(name, "wide") == 0)
        json_put(schema, "primaryKey", "learner_id");
    json_put_item(one, "schema", schema);
    return one;
}

void export_package(Exporting *x, const GPtrArray *columns)
{
    g_autoptr(cJSON) package = cJSON_CreateObject();
    cJSON *resources = cJSON_CreateArray();
    g_autofree char *title = g_strdup_printf("%s: %s", x->data->course_title, x->data->cohort);
    json_put(json_put(json_put(package, "profile", "tabular-data-package"), "name", x->plan->study), "title", title);
    json_put(package, "description",
        "Pseudonymous data of those who agree to research, for one study. codebook.csv says what each column means.");
    for (guint i = 0; i < x->out->files->len; i++) {
        const ExportFile *file = x->out->files->pdata[i];
        if (g_str_has_suffix(file->name, ".csv") && strcmp(file->name, "codebook.csv") != 0)
            json_put_item(resources, NULL, resource(columns, file));
    }
    json_put_item(package, "resources", resources);
    export_put_text(x, "datapackage.json", json_text(package));
}

void export_manifest(Exporting *x)
{
    const Export *out = x->out;
    g_autoptr(cJSON) manifest = cJSON_CreateObject();
    cJSON *files = cJSON_CreateArray();
    g_autofree char *made = civil_utc_text(x->now);
    json_put(json_put(manifest, "study", x->plan->study), "cohort", x->data->cohort);
    json_put(json_put(json_put(manifest, "course", x->data->course_id), "course_version", x->data->course_version),
        "made", made);
    json_put_bool(json_put(manifest, "program", x->plan->program), "simulated", x->data->simulated);
    json_put_int(json_put_int(json_put_int(manifest, "enrolled", out->enrolled), "learners", out->learners), "left_out",
        out->left_out);
    json_put_int(json_put_int(json_put_int(manifest, "posts", out->posts), "left_posts", out->left_posts), "tombstones",
        out->tombstones);
    json_put_int(manifest, "left_rows", out->left_rows);
    json_put_int(json_put_int(manifest, "replaced", out->replaced), "k", MIN(x->plan->k, out->learners));
    json_put_int(json_put_int(json_put_int(manifest, "cells_below_k", out->small->len), "suppressed", out->suppressed),
        "generalised", out->generalised);
    for (guint i = 0; i < out->files->len; i++) {
        const ExportFile *file = out->files->pdata[i];
        cJSON *one = json_put(json_put(cJSON_CreateObject(), "path", file->name), "sha256", file->sha256);
        json_put_int(one, "bytes", (int64_t)g_bytes_get_size(file->bytes));
        if (g_str_has_suffix(file->name, ".csv"))
            json_put_int(one, "rows", export_rows(out, file->name));
        json_put_item(files, NULL, one);
    }
    json_put_item(manifest, "files", files);
    export_put_text(x, "manifest.json", json_text(manifest));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* That data left: who took it, for which study, how many people, and the manifest's hash, by which a file that turns up
 * later can be told to be of this export. Called before anything is written. */
#include "admin_priv.h"

#include <string.h>

static bool is_hash(const char *text)
{
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

bool change_export(Change *c, cJSON *result, GError **error)
{
    static const char *const counts[] = { "learners", "left_out", "posts", "files", "k", "suppressed", "generalised" };
    const char *study = json_need_string(c->params, "study", error);
    const char *manifest = study ? json_need_string(c->params, "manifest", error) : NULL;
    g_autoptr(Cohort) cohort = manifest ? change_cohort(c, error) : NULL;
    if (!cohort)
        return false;
    if (!is_hash(manifest))
        return change_refuse(error, BARAZA_ERROR_INPUT, "manifest is the SHA-256 of a manifest, in hex");
    c->payload = json_put(json_put(cJSON_CreateObject(), "study", study), "manifest", manifest);
    for (gsize i = 0; i < G_N_ELEMENTS(counts); i++) {
        int64_t n = 0;
        if (!json_need_int(c->params, counts[i], &n, error))
            return false;
        json_put_int(c->payload, counts[i], n);
    }
    json_put(json_put(json_put(result, "cohort", cohort->name), "study", study), "manifest", manifest);
    return true;
}

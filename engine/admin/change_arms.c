/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An allocation is sealed by putting the hash of its secret into the journal while the cohorts are empty; whoever has
 * the secret later can show that arms were drawn by it and by nothing else. */
#include "admin_priv.h"
#include "cohort.h"
#include "journal.h"

#include <string.h>

typedef struct {
    const char *commitment, *hash; /* hash: of the lists that are drawn now */
    bool sealed, allocated, same;  /* same: it was these lists that were drawn */
} Seal;

static bool look(const JournalEntry *entry, gpointer data)
{
    Seal *seal = data;
    g_autoptr(cJSON) payload = entry->payload ? json_parse(entry->payload, strlen(entry->payload), NULL) : NULL;
    if (g_strcmp0(json_string(payload, "commitment"), seal->commitment) != 0)
        return true;
    seal->sealed = seal->sealed || strcmp(entry->what, "study.sealed") == 0;
    if (strcmp(entry->what, "study.allocated") == 0) {
        seal->allocated = true;
        seal->same = g_strcmp0(json_string(payload, "allocation_sha256"), seal->hash) == 0;
    }
    return true;
}

/* Every cohort was named when the secret was sealed, and none was drawn for otherwise. */
static bool check_seals(Change *c, Seal *seal, GError **error)
{
    const cJSON *name;
    cJSON_ArrayForEach(name, json_at(c->params, "cohorts"))
    {
        g_autoptr(Cohort) cohort = cohort_find(c->store, cJSON_IsString(name) ? name->valuestring : "", error);
        g_autofree char *subject = cohort ? g_strdup_printf("C%" G_GINT64_FORMAT, cohort->id) : NULL;
        seal->sealed = seal->allocated = seal->same = false;
        if (!cohort || !change_suits(c, cohort, error) || !journal_each(c->store, subject, 0, look, seal, error))
            return false;
        if (!seal->sealed)
            return change_refuse(error, BARAZA_ERROR_STATE,
                "no allocation was sealed with this secret for %s: baraza study seal", cohort->name);
        if (seal->allocated && !seal->same)
            return change_refuse(error, BARAZA_ERROR_STATE,
                "this secret has been used for an allocation of %s: drawing twice would be choosing", cohort->name);
    }
    return true;
}

/* Notes the payload at each cohort; those of `empty` must have nobody enrolled. */
static bool note_cohorts(Change *c, const char *what, const cJSON *payload, bool empty, cJSON *result, GError **error)
{
    const cJSON *names = json_at(c->params, "cohorts"), *name;
    if (cJSON_GetArraySize(names) < 2)
        return change_refuse(error, BARAZA_ERROR_USAGE, "an allocation needs two cohorts at least, one for each arm");
    cJSON_ArrayForEach(name, names)
    {
        int64_t first = 0;
        g_autoptr(Cohort) cohort = cohort_find(c->store, cJSON_IsString(name) ? name->valuestring : "", error);
        g_autoptr(GArray) people =
            cohort && change_suits(c, cohort, error) ? enrolment_list(c->store, cohort->id, error) : NULL;
        if (!people)
            return false;
        first = people->len;
        if (empty && first > 0)
            return change_refuse(error, BARAZA_ERROR_STATE,
                "%s has learners already: an allocation is sealed before anybody is enrolled", cohort->name);
        if (name == names->child) {
            change_subject(c, "C", cohort->id);
            c->payload = cJSON_Duplicate(payload, true);
            continue;
        }
        g_autofree char *json = json_text(payload), *subject = g_strdup_printf("C%" G_GINT64_FORMAT, cohort->id);
        if (!journal_add(c->store, c->now, c->actor, what, subject, json, error))
            return false;
    }
    json_put(result, "commitment", json_string(payload, "commitment"));
    return true;
}

static const char *commitment_of(Change *c, GError **error)
{
    const char *text = json_need_string(c->params, "commitment", error);
    if (text && strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64)
        return text;
    if (text)
        change_refuse(error, BARAZA_ERROR_INPUT, "the commitment is the SHA-256 of the secret, 64 hex digits");
    return NULL;
}

bool change_study_seal(Change *c, cJSON *result, GError **error)
{
    const char *commitment = commitment_of(c, error);
    if (!commitment)
        return false;
    g_autoptr(cJSON) payload = json_put(cJSON_CreateObject(), "commitment", commitment);
    return note_cohorts(c, "study.sealed", payload, true, result, error);
}

/* The same draw once more gives the same lists and is no new entry: the first may have been lost on the way to a file.
 */
bool change_study_allocate(Change *c, cJSON *result, GError **error)
{
    Seal seal = { .commitment = commitment_of(c, error) };
    if (!seal.commitment || !(seal.hash = json_need_string(c->params, "allocation_sha256", error)) ||
        !check_seals(c, &seal, error))
        return false;
    c->same = seal.same;
    json_put_bool(result, "again", seal.same);
    g_autoptr(cJSON) payload =
        json_put(json_put(cJSON_CreateObject(), "commitment", seal.commitment), "allocation_sha256", seal.hash);
    json_put_int(payload, "units", json_int(c->params, "units", 0));
    if (seal.same) {
        json_put(result, "commitment", seal.commitment);
        return true;
    }
    return note_cohorts(c, "study.allocated", payload, false, result, error);
}

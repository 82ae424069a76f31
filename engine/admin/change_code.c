/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bench's changes. Who codes is an evaluator with an account: from a page she is the one who is logged in, from a
 * command she is named. Memos stay out of the journal, for they may repeat what somebody said. */
#include "admin_priv.h"
#include "coding.h"
#include "code_priv.h"
#include "missing.h"
#include "rng.h"
#include "staff.h"
#include "text.h"

#include <string.h>

#define MAX_MEMO 2000
#define MAX_NAME 60

/* The account of an actor "S12"; 0 for a command. */
static int64_t account_of(const Change *c)
{
    gint64 id = 0;
    return *c->actor == 'S' && g_ascii_string_to_signed(c->actor + 1, 10, 1, G_MAXINT64, &id, NULL) ? id : 0;
}

static Staff *found(Staff *staff, const GError *fault, const char *name, GError **error)
{
    if (fault)
        g_propagate_error(error, g_error_copy(fault));
    else if (!staff)
        change_refuse(error, BARAZA_ERROR_MISSING, "there is no account \"%s\"; see baraza staff list", name);
    return staff;
}

static bool is_evaluator(Change *c, const Staff *staff, int64_t cohort, GError **error)
{
    bool owns = false;
    if (!g_str_equal(staff->role, "evaluator"))
        return change_refuse(error, BARAZA_ERROR_DENIED,
            "%s is %s %s: whoever codes is an evaluator, who knows nobody in the room", staff->name,
            strchr("aeiou", *staff->role) ? "an" : "a", staff->role);
    if (!staff_owns(c->store, staff, cohort, &owns, error))
        return false;
    return owns || change_refuse(error, BARAZA_ERROR_DENIED,
                       "%s does not work on this cohort: baraza staff assign %s COHORT", staff->name, staff->name);
}

Staff *code_coder(Change *c, const CodingStudy *study, GError **error)
{
    g_autoptr(GError) fault = NULL;
    int64_t account = account_of(c);
    const char *name = json_string(c->params, "coder");
    if (!account && !name) {
        change_refuse(error, BARAZA_ERROR_USAGE, "say who codes: --coder NAME");
        return NULL;
    }
    g_autoptr(Staff) staff = account ? staff_get(c->store, account, &fault) : staff_find(c->store, name, &fault);
    if (!found(staff, fault, name ? name : c->actor, error) || !is_evaluator(c, staff, study->cohort, error))
        return NULL;
    if (account && name && !g_str_equal(name, staff->name)) {
        change_refuse(error, BARAZA_ERROR_DENIED, "%s codes as herself, not as %s", staff->name, name);
        return NULL;
    }
    return g_steal_pointer(&staff);
}

bool code_may_run(Change *c, int64_t cohort, GError **error)
{
    g_autoptr(GError) fault = NULL;
    int64_t account = account_of(c);
    if (!account)
        return true;
    g_autoptr(Staff) staff = staff_get(c->store, account, &fault);
    bool owns = false;
    if (!found(staff, fault, c->actor, error) || !staff_owns(c->store, staff, cohort, &owns, error))
        return false;
    bool role = g_str_equal(staff->role, "evaluator") || g_str_equal(staff->role, "coordinator");
    return (role && owns) ||
           change_refuse(error, BARAZA_ERROR_DENIED,
               "a study is run by an evaluator or coordinator of its cohort, which %s is not", staff->name);
}

CodingStudy *code_study(Change *c, GError **error)
{
    const char *name = json_need_string(c->params, "study", error);
    CodingStudy *study = name ? coding_study_find(c->store, name, error) : NULL;
    if (study)
        change_subject(c, "C", study->cohort);
    return study;
}

CodingUnit *code_unit(Change *c, const CodingStudy *study, GError **error)
{
    int64_t place = 0;
    if (!json_need_int(c->params, "unit", &place, error))
        return NULL;
    g_autoptr(GError) fault = NULL;
    g_autoptr(CodingUnit) unit =
        place >= 1 && place <= G_MAXINT ? coding_unit_at(c->store, study->id, (int)place, &fault) : NULL;
    if (!missing_only(g_steal_pointer(&fault), error))
        return NULL;
    if (!unit) {
        change_refuse(error, BARAZA_ERROR_MISSING, "study \"%s\" has no unit %" G_GINT64_FORMAT, study->name, place);
        return NULL;
    }
    change_subject(c, "U", unit->id);
    return g_steal_pointer(&unit);
}

bool code_memo(const Change *c, const char **memo, GError **error)
{
    *memo = json_string(c->params, "memo");
    if (*memo && !**memo)
        *memo = NULL;
    return !*memo || text_length(*memo) <= MAX_MEMO ||
           change_refuse(error, BARAZA_ERROR_INPUT, "a memo has at most %d characters", MAX_MEMO);
}

/* --- codebook.add --- */

bool change_codebook_add(Change *c, cJSON *result, GError **error)
{
    const char *xml = json_need_string(c->params, "xml", error), *name = json_string(c->params, "name");
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Codebook) codes =
        xml ? codebook_read(xml, strlen(xml), name ? name : "codebook", json_string(c->params, "id"), notes, error)
            : NULL;
    bool fresh = false;
    g_autoptr(CodingBook) book = codes ? coding_book_add(c->store, codes, c->now, &fresh, error) : NULL;
    if (!book)
        return false;
    c->same = !fresh;
    for (guint i = 0; i < notes->len; i++)
        change_warn(result, g_strdup(notes->pdata[i]));
    json_put(json_put_int(json_put(result, "codebook", book->name), "version", book->version), "title", book->title);
    json_put_bool(json_put_int(result, "codes", book->codes), "fresh", fresh);
    change_subject(c, "B", book->id);
    c->payload =
        json_put(json_put_int(json_put(cJSON_CreateObject(), "codebook", book->name), "version", book->version),
            "sha256", book->sha256);
    return true;
}

/* --- code.study --- */

/* A version that was added, else one that ships, which is added by its use. */
static CodingBook *need_book(Change *c, const char *name, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(CodingBook) book = coding_book_find(c->store, name, &fault);
    g_autoptr(Codebook) ships = book || fault ? NULL : codebook_shipped(name);
    bool fresh = false;
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    else if (ships)
        return coding_book_add(c->store, ships, c->now, &fresh, error);
    else if (!book)
        change_refuse(
            error, BARAZA_ERROR_MISSING, "there is no codebook \"%s\"; baraza codebook list shows them", name);
    return g_steal_pointer(&book);
}

static GArray *need_coders(Change *c, const CodingStudy *study, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    const cJSON *name;
    cJSON_ArrayForEach(name, json_at(c->params, "coders"))
    {
        g_autoptr(GError) fault = NULL;
        g_autoptr(Staff) staff = cJSON_IsString(name) ? staff_find(c->store, name->valuestring, &fault) : NULL;
        if (!found(staff, fault, cJSON_IsString(name) ? name->valuestring : "?", error) ||
            !is_evaluator(c, staff, study->cohort, error))
            return NULL;
        for (guint i = 0; i < ids->len; i++)
            if (g_array_index(ids, int64_t, i) == staff->id) {
                change_refuse(error, BARAZA_ERROR_INPUT, "%s is named twice", staff->name);
                return NULL;
            }
        g_array_append_val(ids, staff->id);
    }
    if (ids->len > 0)
        return g_steal_pointer(&ids);
    change_refuse(error, BARAZA_ERROR_USAGE, "say who codes: evaluators, two or more for an agreement");
    return NULL;
}

static bool read_kinds(Change *c, CodingStudy *study, GError **error)
{
    const char *unit = json_string(c->params, "unit"), *purpose = json_string(c->params, "purpose");
    study->unit = g_strcmp0(unit, "thread") == 0 ? CODING_THREAD : CODING_MESSAGE;
    study->purpose = g_strcmp0(purpose, "assessment") == 0 ? CODING_ASSESSMENT : CODING_RESEARCH;
    if (unit && !g_str_equal(unit, coding_unit_kind_name(study->unit)))
        return change_refuse(error, BARAZA_ERROR_INPUT, "a unit is a message or a thread, not \"%s\"", unit);
    return !purpose || g_str_equal(purpose, coding_purpose_name(study->purpose)) ||
           change_refuse(error, BARAZA_ERROR_INPUT, "the purpose is research or assessment, not \"%s\"", purpose);
}

static bool read_seed(Change *c, CodingStudy *study, GError **error)
{
    const char *text = json_string(c->params, "seed");
    guint64 seed = 0;
    if (!text)
        rng_secret(&seed, sizeof seed);
    else if (!g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT64, &seed, NULL))
        return change_refuse(error, BARAZA_ERROR_INPUT, "the seed \"%s\" is no whole number", text);
    study->seed = seed;
    return true;
}

/* The assistant is taught by codes that are frozen, of the same book, and of another study. */
static bool read_teacher(Change *c, CodingStudy *study, GError **error)
{
    const char *name = json_string(c->params, "learn_from");
    g_autoptr(CodingStudy) teacher = name ? coding_study_find(c->store, name, error) : NULL;
    if (!name)
        return true;
    if (!teacher)
        return false;
    if (teacher->state != CODING_FROZEN || teacher->book != study->book || teacher->cohort != study->cohort)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "the assistant learns from frozen codes of the same cohort and codebook version; \"%s\" %s", teacher->name,
            teacher->state != CODING_FROZEN    ? "is not frozen"
            : teacher->cohort != study->cohort ? "is of another cohort"
                                               : "used another codebook");
    study->learns_from = teacher->id;
    return true;
}

static CodingStudy *read_study(Change *c, CodingPlan *plan, GError **error)
{
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    const char *name = cohort ? json_need_string(c->params, "study", error) : NULL;
    const char *book_name = name ? json_need_string(c->params, "codebook", error) : NULL;
    g_autoptr(CodingBook) book = book_name ? need_book(c, book_name, error) : NULL;
    if (!book || !code_may_run(c, cohort->id, error))
        return NULL;
    if (!*name || text_length(name) > MAX_NAME || strpbrk(name, "/\n\t") || *name == '-') {
        change_refuse(error, BARAZA_ERROR_INPUT,
            "a study's name has 1 to %d characters on one line, none of them \"/\", and does not begin with \"-\"",
            MAX_NAME);
        return NULL;
    }
    if (json_at(c->params, "sample") && json_int(c->params, "sample", 0) < 1) {
        change_refuse(error, BARAZA_ERROR_INPUT, "a sample has one unit at least; without a number all are drawn");
        return NULL;
    }
    g_autoptr(CodingStudy) study = g_new0(CodingStudy, 1);
    study->cohort = cohort->id;
    study->book = book->id;
    study->name = g_strdup(name);
    study->created = c->now;
    *plan = (CodingPlan){ .sample = (int)CLAMP(json_int(c->params, "sample", 0), 0, 1000000),
        .both = (int)CLAMP(json_int(c->params, "double", -1), -1, 1000000),
        .training = (int)CLAMP(json_int(c->params, "training", 0), 0, 1000000) };
    if (!read_kinds(c, study, error) || !read_seed(c, study, error) || !read_teacher(c, study, error))
        return NULL;
    return g_steal_pointer(&study);
}

static void warn_of_sums(cJSON *result, const CodingSums *sums, const GArray *coders)
{
    int tenth = (sums->units - sums->training + 9) / 10, left = sums->units - sums->training;
    if (left == 0)
        change_warn(result, g_strdup("all of it is for training, which counts nowhere: nothing is left to be coded"));
    if (coders->len < 2)
        change_warn(result, g_strdup("one coder alone: nobody will know how far another would agree"));
    else if (sums->both < MIN(left, MAX(50, tenth)))
        change_warn(result, g_strdup_printf("%d units are coded by everybody; an agreement that can be relied on takes "
                                            "50, or a tenth where that is more",
                                sums->both));
    if (sums->threads < 2)
        change_warn(result,
            g_strdup("all of it is one thread: no interval can be drawn, for intervals are drawn over threads"));
}

bool change_code_study(Change *c, cJSON *result, GError **error)
{
    CodingPlan plan;
    CodingSums sums = { 0 };
    g_autoptr(CodingStudy) study = read_study(c, &plan, error);
    const Cohort *cohort = study ? context_cohort(c->context, study->cohort, error) : NULL;
    if (!cohort)
        return false;
    if (!audience_rules(cohort->audience)->studied && study->purpose != CODING_RESEARCH)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "what patients write in %s is nobody's to assess: only words of those who agree to research can be coded "
            "(--purpose research)",
            cohort->name);
    g_autoptr(GArray) coders = study ? need_coders(c, study, error) : NULL;
    if (!coders || !coding_study_add(c->store, study, coders, &plan, &sums, error))
        return false;
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, study->seed);
    json_put(json_put(result, "study", study->name), "seed", seed);
    json_put_int(
        json_put_int(json_put_int(result, "possible", sums.possible), "units", sums.units), "double", sums.both);
    json_put_int(json_put_int(result, "training", sums.training), "threads", sums.threads);
    json_put_int(result, "coders", coders->len);
    warn_of_sums(result, &sums, coders);
    c->payload = json_put(json_put(cJSON_CreateObject(), "study", study->name), "seed", seed);
    json_put_int(
        json_put_int(json_put_int(c->payload, "units", sums.units), "double", sums.both), "training", sums.training);
    json_put_item(c->payload, "coders", cJSON_Duplicate(json_at(c->params, "coders"), true));
    json_put(c->payload, "codebook", json_string(c->params, "codebook"));
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A learner is found by the phone's keyed hash; enrolling the same row again changes nothing. A learner without date
 * and means of opt-in is enrolled and never messaged. */
#include "cohort_priv.h"
#include "cohort_queries.h"
#include "rng.h"
#include "text.h"

/* Where an enrolment's own texts stand: what is freed is also what is copied. */
#define TEXT(member) offsetof(Enrolment, member)
static const gsize texts_of[] = { TEXT(opt_in_means), TEXT(study_id), TEXT(name), TEXT(alias), TEXT(lang),
    TEXT(country), TEXT(tier), TEXT(cadre), TEXT(sex), TEXT(age_band), TEXT(facility), TEXT(registration),
    TEXT(source) };

void enrolment_free(Enrolment *e)
{
    if (!e)
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(texts_of); i++)
        g_free(G_STRUCT_MEMBER(char *, e, texts_of[i]));
    g_free(e);
}

void enrol_row_free(EnrolRow *r)
{
    if (!r)
        return;
    char *const texts[] = { r->phone, r->name, r->lang, r->country, r->tier, r->cadre, r->sex, r->age_band, r->facility,
        r->registration, r->room, r->opt_in_means, r->source };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_free(r);
}

const char *enrolment_state_name(EnrolmentState state)
{
    static const char *const names[ENROLMENT_STATES] = {
        [ENROLMENT_NO_OPT_IN] = "no opt-in",
        [ENROLMENT_ACTIVE] = "active",
        [ENROLMENT_PAUSED] = "paused",
        [ENROLMENT_STOPPED] = "stopped",
        [ENROLMENT_REMOVED] = "removed",
    };
    return state < ENROLMENT_STATES ? names[state] : "?";
}

bool cohort_find_room(Store *store, const Cohort *cohort, const char *name, int64_t *room, GError **error)
{
    bool found = false;
    if (name && *name) {
        if (!store_get_int(store, &cohort_room_by_name, ARGS(ARG_INT("cohort", cohort->id), ARG_TEXT("name", name)),
                room, &found, error))
            return false;
        return found || room_add(store, cohort->id, name, cohort->room_size, room, error);
    }
    if (!store_get_int(store, &cohort_room_free, ARGS(ARG_INT("cohort", cohort->id)), room, &found, error))
        return false;
    if (found)
        return true;
    int64_t count = 0;
    if (!store_get_int(store, &cohort_room_count, ARGS(ARG_INT("cohort", cohort->id)), &count, NULL, error))
        return false;
    g_autofree char *next = g_strdup_printf("%" G_GINT64_FORMAT, count + 1);
    return room_add(store, cohort->id, next, cohort->room_size, room, error);
}

char *cohort_new_study_id(const Cohort *cohort, const char *phone)
{
    guint8 bytes[8];
    if (cohort->simulated) {
        Rng rng = rng_stream(cohort->seed, phone);
        for (gsize i = 0; i < sizeof bytes; i++)
            bytes[i] = (guint8)rng_u64(&rng);
    } else {
        rng_secret(bytes, sizeof bytes);
    }
    g_autofree char *text = text_base32(bytes, sizeof bytes);
    return g_strdup_printf("s%s", text);
}

static bool write_learner(
    Store *store, const Vault *vault, const Cohort *cohort, const EnrolRow *row, int64_t id, bool fresh, GError **error)
{
    g_autoptr(GBytes) name = vault_seal(vault, row->name ? row->name : "");
    g_autoptr(GBytes) registration =
        row->registration && *row->registration ? vault_seal(vault, row->registration) : NULL;
    gsize name_size = 0, registration_size = 0;
    const void *name_data = g_bytes_get_data(name, &name_size);
    const void *registration_data = registration ? g_bytes_get_data(registration, &registration_size) : NULL;
    if (!fresh)
        return store_run(store, &cohort_learner_update,
            ARGS(ARG_INT("id", id), ARG_BLOB("name", name_data, name_size),
                ARG_BLOB("registration", registration_data, registration_size), ARG_TEXT("lang", row->lang),
                ARG_TEXT("country", row->country), ARG_TEXT("cadre", row->cadre), ARG_TEXT("sex", row->sex),
                ARG_TEXT("age_band", row->age_band), ARG_TEXT("facility", row->facility)),
            NULL, error);
    g_autofree char *study_id = cohort_new_study_id(cohort, row->phone);
    return store_run(store, &cohort_learner_insert,
        ARGS(ARG_INT("id", id), ARG_TEXT("study_id", study_id), ARG_BLOB("name", name_data, name_size),
            ARG_BLOB("registration", registration_data, registration_size), ARG_TEXT("lang", row->lang),
            ARG_TEXT("country", row->country), ARG_TEXT("tier", row->tier ? row->tier : "low"),
            ARG_TEXT("cadre", row->cadre), ARG_TEXT("sex", row->sex), ARG_TEXT("age_band", row->age_band),
            ARG_TEXT("facility", row->facility)),
        NULL, error);
}

typedef struct {
    const Vault *vault;
    const EnrolRow *row;
    bool same;
} Compare;

static bool equal(const char *stored, const char *given)
{
    return g_strcmp0(stored ? stored : "", given ? given : "") == 0;
}

static bool compare_learner(const StoreRow *row, gpointer data)
{
    Compare *c = data;
    gsize size = 0;
    const void *sealed = store_blob(row, 0, &size);
    g_autofree char *name = vault_open(c->vault, sealed, size);
    sealed = store_blob(row, 1, &size);
    g_autofree char *registration = vault_open(c->vault, sealed, size);
    c->same = equal(name, c->row->name) && equal(registration, c->row->registration) &&
              equal(store_text(row, 2), c->row->lang) && equal(store_text(row, 3), c->row->country) &&
              equal(store_text(row, 4), c->row->cadre) && equal(store_text(row, 5), c->row->sex) &&
              equal(store_text(row, 6), c->row->age_band) && equal(store_text(row, 7), c->row->facility);
    return false;
}

static bool find_or_add_learner(Store *store, const Vault *vault, const Cohort *cohort, const EnrolRow *row,
    int64_t now, int64_t *learner, bool *changed, GError **error)
{
    *changed = false;
    if (!address_find(store, vault, row->phone, NULL, learner, error))
        return false;
    if (*learner) {
        Compare compare = { vault, row, false };
        if (!store_each(store, &cohort_learner_row, ARGS(ARG_INT("id", *learner)), compare_learner, &compare, error))
            return false;
        *changed = !compare.same;
        return compare.same || write_learner(store, vault, cohort, row, *learner, false, error);
    }
    return store_next_id(store, learner, error) && write_learner(store, vault, cohort, row, *learner, true, error) &&
           address_bind(store, vault, *learner, "phone", row->phone, now, error);
}

/* A file without the column changes nothing of what another said. */
static bool name_source(Store *store, const EnrolRow *row, int64_t id, EnrolResult *result, GError **error)
{
    int64_t changed = 0;
    if (row->source && *row->source &&
        !store_run(
            store, &cohort_enrolment_source, ARGS(ARG_INT("id", id), ARG_TEXT("source", row->source)), &changed, error))
        return false;
    if (changed)
        *result = ENROL_CHANGED;
    return true;
}

static bool opt_in_later(Store *store, const EnrolRow *row, int64_t id, EnrolResult *result, GError **error)
{
    int64_t changed = 0;
    if (row->opt_in &&
        !store_run(store, &cohort_enrolment_opt_in,
            ARGS(ARG_INT("id", id), ARG_INT("opt_in", row->opt_in), ARG_TEXT("means", row->opt_in_means)), &changed,
            error))
        return false;
    if (changed)
        *result = ENROL_CHANGED;
    return true;
}

bool enrolment_add(Store *store, const Vault *vault, const Cohort *cohort, const EnrolRow *row, int64_t now, bool late,
    int64_t *id, EnrolResult *result, GError **error)
{
    int64_t learner = 0, room = 0;
    bool changed = false, found = false;
    if (!find_or_add_learner(store, vault, cohort, row, now, &learner, &changed, error) ||
        !store_get_int(store, &cohort_enrolment_find, ARGS(ARG_INT("cohort", cohort->id), ARG_INT("learner", learner)),
            id, &found, error))
        return false;
    *result = !found ? ENROL_NEW : changed ? ENROL_CHANGED : ENROL_SAME;
    if (found)
        return opt_in_later(store, row, *id, result, error) && name_source(store, row, *id, result, error);
    return cohort_settle(store, cohort, learner, error) && cohort_find_room(store, cohort, row->room, &room, error) &&
           store_next_id(store, id, error) &&
           store_run(store, &cohort_enrolment_insert,
               ARGS(ARG_INT("id", *id), ARG_INT("cohort", cohort->id), ARG_INT("room", room),
                   ARG_INT("learner", learner), ARG_INT("state", row->opt_in ? ENROLMENT_ACTIVE : ENROLMENT_NO_OPT_IN),
                   ARG_INT("now", now), ARG_INT("opt_in", row->opt_in), ARG_TEXT("means", row->opt_in_means),
                   ARG_INT("late", late), ARG_TEXT("source", row->source)),
               NULL, error);
}

typedef struct {
    const Vault *vault;
    Enrolment *enrolment;
} Reading;

static char *open_column(const Vault *vault, const StoreRow *row, int column)
{
    gsize size = 0;
    const void *sealed = store_blob(row, column, &size);
    return vault ? vault_open(vault, sealed, size) : NULL;
}

static bool read_enrolment(const StoreRow *row, gpointer data)
{
    Reading *reading = data;
    Enrolment *e = reading->enrolment = g_new0(Enrolment, 1);
    e->id = store_int(row, 0);
    e->cohort = store_int(row, 1);
    e->room = store_int(row, 2);
    e->learner = store_int(row, 3);
    e->state = (EnrolmentState)store_int(row, 4);
    e->paused_until = store_int(row, 5);
    e->enrolled = store_int(row, 6);
    e->opt_in = store_int(row, 7);
    e->opt_in_means = store_text_dup(row, 8);
    e->stopped = store_int(row, 9);
    e->joined_late = store_int(row, 10);
    e->may_course = store_int(row, 11) == 1;
    e->asked_course = store_int(row, 11) >= 0;
    e->may_posts = store_int(row, 12) == 1;
    e->may_research = store_int(row, 13) == 1;
    e->study_id = store_text_dup(row, 14);
    e->name = open_column(reading->vault, row, 15);
    e->registration = open_column(reading->vault, row, 16);
    e->lang = store_text_dup(row, 17);
    e->country = store_text_dup(row, 18);
    e->tier = store_text_dup(row, 19);
    e->cadre = store_text_dup(row, 20);
    e->sex = store_text_dup(row, 21);
    e->age_band = store_text_dup(row, 22);
    e->facility = store_text_dup(row, 23);
    e->alias = open_column(reading->vault, row, 24);
    e->role = (MemberRole)store_int(row, 25);
    e->source = store_text_dup(row, 26);
    return false;
}

/* Each message and each tap asks for the person, and what is sealed takes time to open. Who asks without a vault gets
 * no names, and must not leave such a person here for those who need them. */
static const StoreCache enrolment_cache = {
    .hash = g_int64_hash,
    .equal = g_int64_equal,
    .free_key = g_free,
    .free_value = (GDestroyNotify)enrolment_free,
    .most = 2048,
};

static Enrolment *copy_of(const Enrolment *e)
{
    Enrolment *copy = g_memdup2(e, sizeof *e);
    for (gsize i = 0; i < G_N_ELEMENTS(texts_of); i++) {
        char **text = &G_STRUCT_MEMBER(char *, copy, texts_of[i]);
        *text = g_strdup(*text);
    }
    return copy;
}

static Enrolment *read_one(Store *store, const Vault *vault, int64_t id, GError **error)
{
    Reading reading = { vault, NULL };
    if (store_each(store, &cohort_enrolment_row, ARGS(ARG_INT("id", id)), read_enrolment, &reading, error) &&
        !reading.enrolment)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "no enrolment E%" G_GINT64_FORMAT, id);
    return reading.enrolment;
}

Enrolment *enrolment_get(Store *store, const Vault *vault, int64_t id, GError **error)
{
    GHashTable *known = NULL;
    if (vault && !store_cache(store, &enrolment_cache, &cohort_enrolment_row, &known, error))
        return NULL;
    if (!known)
        return read_one(store, vault, id, error);
    Enrolment *e = g_hash_table_lookup(known, &id);
    if (!e && !(e = read_one(store, vault, id, error)))
        return NULL;
    if (!g_hash_table_contains(known, &id))
        g_hash_table_insert(known, g_memdup2(&id, sizeof id), e);
    return copy_of(e);
}

bool enrolment_of_learner(Store *store, int64_t learner, int64_t *id, GError **error)
{
    *id = 0;
    return store_get_int(store, &cohort_enrolment_newest, ARGS(ARG_INT("learner", learner)), id, NULL, error);
}

const char *member_role_name(MemberRole role)
{
    static const char *const names[MEMBER_ROLES] = {
        [MEMBER_LEARNER] = "learner", [MEMBER_SENIOR] = "senior", [MEMBER_OBSERVER] = "observer"
    };
    return role < MEMBER_ROLES ? names[role] : "?";
}

bool enrolment_set_role(Store *store, int64_t id, MemberRole role, GError **error)
{
    return store_run(
        store, &cohort_enrolment_standing, ARGS(ARG_INT("id", id), ARG_INT("standing", role)), NULL, error);
}

bool enrolment_set_state(
    Store *store, int64_t id, EnrolmentState state, int64_t paused_until, int64_t now, GError **error)
{
    return store_run(store, &cohort_enrolment_state,
        ARGS(ARG_INT("id", id), ARG_INT("state", state), ARG_INT("until", paused_until), ARG_INT("now", now)), NULL,
        error);
}

bool enrolment_set_tier(Store *store, int64_t id, const char *tier, GError **error)
{
    return store_run(store, &cohort_learner_tier, ARGS(ARG_INT("enrolment", id), ARG_TEXT("tier", tier)), NULL, error);
}

bool enrolment_set_lang(Store *store, int64_t id, const char *lang, GError **error)
{
    return store_run(store, &cohort_learner_lang, ARGS(ARG_INT("enrolment", id), ARG_TEXT("lang", lang)), NULL, error);
}

bool enrolment_set_alias(Store *store, const Vault *vault, int64_t id, const char *alias, GError **error)
{
    g_autoptr(GBytes) sealed = vault_seal(vault, alias);
    gsize size = 0;
    const void *data = g_bytes_get_data(sealed, &size);
    return store_run(
        store, &cohort_enrolment_alias, ARGS(ARG_INT("id", id), ARG_BLOB("alias", data, size)), NULL, error);
}

const char *enrolment_shown(const Enrolment *enrolment)
{
    return enrolment->alias && *enrolment->alias ? enrolment->alias : enrolment->name ? enrolment->name : "";
}

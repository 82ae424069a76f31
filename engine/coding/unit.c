/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be coded: posts of learners that are in their room and may be used, in the threads of a cohort. */
#include "coding_priv.h"

#include "coding_queries.h"

#include <string.h>

void coding_unit_free(CodingUnit *unit)
{
    if (!unit)
        return;
    g_free(unit->prompt);
    g_clear_pointer(&unit->posts, g_array_unref);
    g_free(unit);
}

static bool read_unit(const StoreRow *row, gpointer data)
{
    CodingUnit *unit = g_new0(CodingUnit, 1);
    unit->id = store_int(row, 0);
    unit->study = store_int(row, 1);
    unit->place = (int)store_int(row, 2);
    unit->draw = (CodingDraw)store_int(row, 3);
    unit->thread = (int)store_int(row, 4);
    unit->room = store_int(row, 5);
    unit->prompt = store_text_dup(row, 6);
    unit->posts = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_ptr_array_add(data, unit);
    return true;
}

static bool fill_posts(Store *store, CodingUnit *unit, GError **error)
{
    g_array_unref(unit->posts);
    unit->posts = store_ids(store, &coding_db_unit_posts, ARGS(ARG_INT("unit", unit->id)), error);
    return unit->posts != NULL;
}

static CodingUnit *one(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) found = coding_collect(store, query, args, read_unit, (GDestroyNotify)coding_unit_free, error);
    if (!found)
        return NULL;
    if (found->len == 0) {
        coding_refuse(error, BARAZA_ERROR_MISSING, "the study has no such unit");
        return NULL;
    }
    return fill_posts(store, found->pdata[0], error) ? g_ptr_array_steal_index(found, 0) : NULL;
}

CodingUnit *coding_unit_get(Store *store, int64_t id, GError **error)
{
    return one(store, &coding_db_unit_row, ARGS(ARG_INT("id", id)), error);
}

CodingUnit *coding_unit_at(Store *store, int64_t study, int place, GError **error)
{
    return one(store, &coding_db_unit_placed, ARGS(ARG_INT("study", study), ARG_INT("place", place)), error);
}

static bool take_post(const StoreRow *row, gpointer data)
{
    int64_t unit = store_int(row, 0), post = store_int(row, 1);
    CodingUnit *found = g_hash_table_lookup(data, &unit);
    if (found)
        g_array_append_val(found->posts, post);
    return true;
}

GPtrArray *coding_units(Store *store, int64_t study, GError **error)
{
    g_autoptr(GPtrArray) units = coding_collect(
        store, &coding_db_unit_all, ARGS(ARG_INT("study", study)), read_unit, (GDestroyNotify)coding_unit_free, error);
    g_autoptr(GHashTable) by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; units && i < units->len; i++)
        g_hash_table_insert(by_id, &((CodingUnit *)units->pdata[i])->id, units->pdata[i]);
    if (!units || !store_each(store, &coding_db_study_posts, ARGS(ARG_INT("study", study)), take_post, by_id, error))
        return NULL;
    return g_steal_pointer(&units);
}

/* --- what is said in a cohort's rooms --- */

static void said_free(gpointer data)
{
    CodingSaid *said = data;
    g_free(said->prompt);
    g_free(said->text);
    g_free(said->mime);
    g_free(said);
}

static bool read_said(const StoreRow *row, gpointer data)
{
    CodingSaid *said = g_new0(CodingSaid, 1);
    said->id = store_int(row, 0);
    said->room = store_int(row, 1);
    said->enrolment = store_int(row, 2);
    said->number = (int)store_int(row, 3);
    said->prompt = store_text_dup(row, 4);
    said->reply_to = store_int(row, 5);
    said->text = store_text_dup(row, 6);
    said->mime = store_text_dup(row, 7);
    said->keep = store_int(row, 8) != 0;
    said->shared = store_int(row, 9);
    said->circle = store_int(row, 10);
    said->social = store_int(row, 11) != 0;
    g_ptr_array_add(data, said);
    return true;
}

/* Numbers threads by their first post. What two circles say about a question are two threads. */
static void find_threads(const GPtrArray *list)
{
    g_autoptr(GHashTable) by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) of_post = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < list->len; i++) {
        CodingSaid *said = list->pdata[i];
        int before = GPOINTER_TO_INT(g_hash_table_lookup(of_post, &said->reply_to));
        g_autofree char *key = said->prompt ? g_strdup_printf("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%s",
                                                  said->room, said->circle, said->prompt)
                                            : g_strdup_printf("#%" G_GINT64_FORMAT, said->id);
        gpointer known = g_hash_table_lookup(by_key, key);
        said->thread = known                     ? GPOINTER_TO_INT(known)
                       : before && !said->prompt ? before
                                                 : (int)g_hash_table_size(by_key) + 1;
        if (!known && !(before && !said->prompt))
            g_hash_table_insert(by_key, g_steal_pointer(&key), GINT_TO_POINTER(said->thread));
        g_hash_table_insert(of_post, &said->id, GINT_TO_POINTER(said->thread));
    }
}

GPtrArray *coding_said(Store *store, int64_t cohort, GError **error)
{
    GPtrArray *list =
        coding_collect(store, &coding_db_said, ARGS(ARG_INT("cohort", cohort)), read_said, said_free, error);
    if (list)
        find_threads(list);
    return list;
}

GHashTable *coding_people(void)
{
    return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)enrolment_free);
}

/* NULL for who is no longer there. Borrowed. */
static const Enrolment *person_of(Store *store, GHashTable *people, int64_t enrolment)
{
    gpointer known = NULL;
    if (g_hash_table_lookup_extended(people, &enrolment, NULL, &known))
        return known;
    Enrolment *e = enrolment_get(store, NULL, enrolment, NULL);
    g_hash_table_insert(people, g_memdup2(&enrolment, sizeof enrolment), e);
    return e;
}

bool coding_may_use(Store *store, GHashTable *people, const CodingStudy *study, const CodingSaid *said)
{
    if (said->enrolment <= 0 || !said->text || !said->keep)
        return false;
    const Enrolment *e = person_of(store, people, said->enrolment);
    return e && e->may_posts && (study->purpose == CODING_ASSESSMENT || e->may_research);
}

bool coding_may_code(Store *store, GHashTable *people, const CodingStudy *study, const CodingSaid *said)
{
    if (said->social || !coding_may_use(store, people, study, said))
        return false;
    return person_of(store, people, said->enrolment)->role != MEMBER_OBSERVER;
}

GPtrArray *coding_texts(Store *store, const CodingStudy *study, const GPtrArray *units, GError **error)
{
    g_autoptr(GPtrArray) all = coding_said(store, study->cohort, error);
    g_autoptr(GHashTable) people = coding_people(), by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; all && i < all->len; i++)
        g_hash_table_insert(by_id, &((CodingSaid *)all->pdata[i])->id, all->pdata[i]);
    GPtrArray *texts = all ? g_ptr_array_new_with_free_func(g_free) : NULL;
    for (guint u = 0; all && u < units->len; u++) {
        const CodingUnit *unit = units->pdata[u];
        GString *text = g_string_new(NULL);
        for (guint i = 0; i < unit->posts->len; i++) {
            const CodingSaid *said = g_hash_table_lookup(by_id, &g_array_index(unit->posts, int64_t, i));
            if (said && coding_may_use(store, people, study, said))
                g_string_append_printf(text, "%s\n", said->text);
        }
        g_ptr_array_add(texts, g_string_free(text, FALSE));
    }
    return texts;
}

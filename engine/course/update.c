/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new version beside the one already delivered. Results are stored by id, so what an id meant it must go on meaning.
 */
#include "course_priv.h"
#include <string.h>

typedef struct {
    CourseReader r; /* only to report */
    const Course *old, *next;
} Update;

static const char *kind_of(const Course *course, const char *id)
{
    const IdEntry *entry = g_hash_table_lookup(course->by_id, id);
    const Step *step = course_step(course, id);
    const Item *item = course_item(course, id);
    if (!entry)
        return NULL;
    return step ? step_kind_name(step->kind) : item ? item_kind_name(item->kind) : course_id_kind_name(entry->kind);
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void check_reuse(Update *u)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, u->old->by_id);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        g_ptr_array_add(ids, key);
    g_ptr_array_sort(ids, by_text);
    for (guint i = 0; i < ids->len; i++) {
        const char *id = ids->pdata[i], *was = kind_of(u->old, id), *is = kind_of(u->next, id);
        const IdEntry *entry = g_hash_table_lookup(u->next->by_id, id);
        if (is && strcmp(was, is) != 0)
            course_fault(&u->r, COURSE_ERROR, entry->line,
                "the id \"%s\" was that of a %s in version %s and is that of a %s now; give the new one an id of its "
                "own",
                id, was, u->old->version, is);
    }
}

/* Whether a learner of any promised language would see another question, or another answer would be right. */
static bool is_changed(const Update *u, const Item *old, const Item *next)
{
    for (guint i = 0; i < u->old->languages->len; i++) {
        const char *lang = u->old->languages->pdata[i];
        g_autofree char *was = course_item_canon(u->old, old, lang), *is = course_item_canon(u->next, next, lang);
        if (strcmp(was, is) != 0)
            return true;
    }
    return false;
}

static void check_item(Update *u, const Item *old)
{
    const Item *next = course_item(u->next, old->id);
    if (!next)
        course_fault(&u->r, COURSE_WARNING, 1,
            "item \"%s\" of version %s is gone: its results would lose their question; keep it with status=\"retired\"",
            old->id, u->old->version);
    else if (next->version < old->version)
        course_fault(&u->r, COURSE_ERROR, next->line, "item \"%s\": version %d goes back before %d", old->id,
            next->version, old->version);
    else if (next->kind == old->kind && next->version == old->version && is_changed(u, old, next))
        course_fault(&u->r, COURSE_ERROR, next->line,
            "item \"%s\" has changed since version %s of the course; raise its version to %d, so that answers to the "
            "two are "
            "told apart",
            old->id, u->old->version, old->version + 1);
}

void course_check_update(const Course *old, const Course *next, GPtrArray *faults)
{
    Update u = { .r = { .faults = faults }, .old = old, .next = next };
    if (strcmp(old->id, next->id) != 0) {
        course_fault(&u.r, COURSE_ERROR, 1, "this is course \"%s\", not a version of \"%s\"", next->id, old->id);
        return;
    }
    if (strcmp(old->version, next->version) == 0)
        course_fault(&u.r, COURSE_ERROR, 1, "the course has changed but its version is still %s", old->version);
    check_reuse(&u);
    for (guint i = 0; i < old->items->len; i++)
        check_item(&u, old->items->pdata[i]);
}

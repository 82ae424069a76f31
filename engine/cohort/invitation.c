/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "invitation.h"
#include "cohort_queries.h"
#include "text.h"

void invitation_free(Invitation *invitation)
{
    if (!invitation)
        return;
    g_free(invitation->code);
    g_free(invitation->room);
    g_free(invitation);
}

char *invitation_key(const char *text)
{
    g_autofree char *plain = text_key(text);
    GString *key = g_string_new(NULL);
    for (const char *p = plain; *p; p++) {
        char c = g_ascii_toupper(*p);
        if (g_ascii_isalnum(c))
            g_string_append_c(key, (char)(c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c));
    }
    return g_string_free(key, FALSE);
}

static bool read_invitation(const StoreRow *row, gpointer data)
{
    Invitation *i = g_new0(Invitation, 1);
    i->id = store_int(row, 0);
    i->cohort = store_int(row, 1);
    i->code = store_text_dup(row, 2);
    i->room = store_text_dup(row, 3);
    i->most = store_int(row, 4);
    i->until = store_int(row, 5);
    i->made = store_int(row, 6);
    g_ptr_array_add(data, i);
    return true;
}

static GPtrArray *read_all(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)invitation_free);
    return store_each(store, query, args, read_invitation, list, error) ? g_steal_pointer(&list) : NULL;
}

static Invitation *read_one(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) list = read_all(store, query, args, error);
    return list && list->len ? g_ptr_array_steal_index(list, 0) : NULL;
}

Invitation *invitation_find(Store *store, const char *key, GError **error)
{
    return read_one(store, &cohort_invitation_by_key, ARGS(ARG_TEXT("lookup", key)), error);
}

Invitation *invitation_get(Store *store, int64_t id, GError **error)
{
    return read_one(store, &cohort_invitation_row, ARGS(ARG_INT("id", id)), error);
}

GPtrArray *invitation_list(Store *store, int64_t cohort, GError **error)
{
    return read_all(store, &cohort_invitations, ARGS(ARG_INT("cohort", cohort)), error);
}

/* A code on a poster that still hangs somewhere must not lead into another course while its own runs. */
static bool is_free(Store *store, const Invitation *known, int64_t cohort, GError **error)
{
    if (known->cohort == cohort)
        return true;
    g_autoptr(Cohort) other = cohort_get(store, known->cohort, error);
    if (!other || other->state == COHORT_CLOSED)
        return other != NULL;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the code %s invites to %s; choose another with --code",
        known->code, other->name);
    return false;
}

bool invitation_set(Store *store, Invitation *invitation, int64_t now, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autofree char *key = invitation_key(invitation->code);
    g_autoptr(Invitation) known = invitation_find(store, key, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    /* Of a closed cohort's invitation only the row stays: its joiners keep their own. */
    if (known && !is_free(store, known, invitation->cohort, error))
        return false;
    if (!known && !store_next_id(store, &invitation->id, error))
        return false;
    if (known)
        invitation->id = known->id;
    invitation->made = known ? known->made : now;
    return store_run(store, &cohort_invitation_set,
        ARGS(ARG_INT("id", invitation->id), ARG_INT("cohort", invitation->cohort), ARG_TEXT("code", invitation->code),
            ARG_TEXT("lookup", key), ARG_TEXT("room", invitation->room), ARG_INT("most", invitation->most),
            ARG_INT("until", invitation->until), ARG_INT("now", now)),
        NULL, error);
}

bool invitation_taken(Store *store, int64_t id, int64_t *taken, GError **error)
{
    *taken = 0;
    return store_get_int(store, &cohort_invitation_taken, ARGS(ARG_INT("id", id)), taken, NULL, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose cohorts are whose. The account is read anew for each request, so that a removal, another role or another cohort
 * counts at once, also for somebody who is logged in. */
#include "web_priv.h"

#include "discussion.h"
#include "factor.h"
#include "missing.h"

#include <string.h>

#define NEEDS_FACTOR (WEB_ADMIN | WEB_COORDINATOR)

bool page_enter(WebPage *page, WebSession *session, GError **error)
{
    g_autoptr(GError) fault = NULL;
    page->session = NULL;
    if (session && session->half)
        page->half = session;
    if (!session || session->half)
        return true;
    g_autoptr(Staff) staff = staff_get(page->web->store, session->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!staff || strcmp(staff->password, session->password) != 0) { /* a new password ends what the old one opened */
        sessions_end(&page->web->sessions, page->token);
        return true;
    }
    session_set_role(session, staff->role);
    page->session = session;
    if (page->web->config.demand_factor && (session->role & NEEDS_FACTOR)) {
        bool set = false;
        if (!factor_is_set(page->web->store, staff->id, &set, error))
            return false;
        page->must_enrol = !set;
    }
    if (session->role == WEB_ADMIN)
        return true;
    page->own = staff_cohorts(page->web->store, staff->id, error);
    /* The coordinator of the whole installation. */
    if (page->own && page->own->len == 0 && session->role == WEB_COORDINATOR)
        g_clear_pointer(&page->own, g_array_unref);
    return page->own || session->role == WEB_COORDINATOR;
}

bool page_owns(const WebPage *page, int64_t cohort)
{
    if (!page->session)
        return false;
    if (!page->own)
        return true;
    for (guint i = 0; i < page->own->len; i++)
        if (g_array_index(page->own, int64_t, i) == cohort)
            return true;
    return false;
}

bool page_owns_post(const WebPage *page, int64_t id, GError **error)
{
    if (!page->own)
        return true;
    g_autoptr(Post) post = post_get(page->web->store, id, error);
    if (post && page_owns(page, post->cohort))
        return true;
    if (post)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is no post P%" G_GINT64_FORMAT, id);
    return false;
}

GArray *page_cohorts(const WebPage *page, GError **error)
{
    if (page->own)
        return g_array_ref(page->own);
    return cohort_list(page->web->store, error);
}

Enrolment *page_learner(const WebPage *page, const Cohort *cohort, int64_t id, bool change, GError **error)
{
    Web *web = page->web;
    int64_t newest = id;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Enrolment) e = enrolment_get(web->store, web->config.vault, id, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return NULL;
    if (!e || e->cohort != cohort->id) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "The cohort has no such learner.");
        return NULL;
    }
    if (change && !enrolment_of_learner(web->store, e->learner, &newest, error))
        return NULL;
    if (newest != id) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            newest ? "She has gone on to another cohort: do it there." : "She was removed from the cohort.");
        return NULL;
    }
    return g_steal_pointer(&e);
}

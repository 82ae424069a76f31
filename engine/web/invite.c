/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining by one's own message: the code, its link and poster for the kick-off meeting, and who waits for a place. */
#include "deed_priv.h"

#include "clock.h"
#include "invitation.h"
#include "poster.h"
#include "template.h"

#include <string.h>

#define POLICY_OF "default-src 'none'; style-src %s; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

static char *message_of(const Invitation *invitation)
{
    return g_strconcat("JOIN ", invitation->code, NULL);
}

/* --- what stands --- */

static bool put_link(
    const WebPage *page, const Invitation *invitation, const char *message, cJSON *item, GError **error)
{
    const char *number = page->web->config.phone;
    g_autofree char *link = number ? poster_link(number, message) : g_strdup("");
    g_autofree char *poster = g_strdup_printf(
        "/cohort/%" G_GINT64_FORMAT "/invite/%" G_GINT64_FORMAT "/poster", invitation->cohort, invitation->id);
    json_put(json_put(item, "link", link), "poster", poster);
    if (!number)
        return true;
    g_autoptr(Qr) qr = qr_new(link, error);
    if (!qr)
        return false;
    g_autoptr(Markup) svg = qr_svg(qr, message);
    template_put_markup(item, "qr", svg);
    return true;
}

static bool put_invitation(
    const WebPage *page, const Cohort *cohort, const Invitation *invitation, cJSON *list, GError **error)
{
    int64_t taken = 0;
    if (!invitation_taken(page->web->store, invitation->id, &taken, error))
        return false;
    g_autofree char *message = message_of(invitation), *until = web_moment(cohort->zone, invitation->until - 1);
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "message", message), "until", until);
    json_put_int(json_put_int(item, "taken", taken), "limit", invitation->most);
    json_put_bool(json_put_bool(item, "over", invitation->until <= page->now), "full", taken >= invitation->most);
    json_put_item(list, NULL, json_put(item, "room", invitation->room ? invitation->room : ""));
    return put_link(page, invitation, message, item, error);
}

static bool invite_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    const Cohort *cohort = data;
    Store *store = page->web->store;
    g_autoptr(GPtrArray) invitations = invitation_list(store, cohort->id, error);
    g_autoptr(GArray) waiting = invitations ? guests_waiting(store, cohort->id, error) : NULL;
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "invitations", list);
    for (guint i = 0; waiting && i < invitations->len; i++)
        if (!put_invitation(page, cohort, invitations->pdata[i], list, error))
            return false;
    if (!waiting)
        return false;
    g_autofree char *number = g_strconcat("+", page->web->config.phone, NULL);
    json_put(view, "number", page->web->config.phone ? number : "");
    json_put_int(view, "waiting", waiting->len);
    page_tabs(page, cohort, view);
    return true;
}

/* --- deeds --- */

static bool guests(WebPage *page, cJSON *list, GError **error)
{
    const Web *web = page->web;
    g_autoptr(Cohort) cohort = cohort_get(web->store, page->arg[0], error);
    g_autoptr(GArray) waiting = cohort ? guests_waiting(web->store, cohort->id, error) : NULL;
    for (guint i = 0; waiting && i < waiting->len; i++) {
        g_autoptr(Guest) guest = guest_get(web->store, web->config.vault, g_array_index(waiting, int64_t, i), error);
        if (!guest)
            return false;
        g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, guest->learner);
        g_autofree char *since = web_time(cohort->zone, guest->since);
        g_autofree char *text =
            g_strdup_printf("%u. %s, waits since %s", i + 1, guest->name && *guest->name ? guest->name : id, since);
        deed_choice(list, id, text);
    }
    return waiting != NULL;
}

static void tell_invite(const cJSON *result, cJSON *sentences)
{
    const char *room = json_string(result, "room");
    deed_say(sentences, g_strdup_printf("Whoever writes %s has a place%s%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                                        " taken, open until the end of %s.",
                            json_string(result, "message"), room ? " in room " : "", room ? room : "",
                            json_int(result, "taken", 0), json_int(result, "limit", 0), json_string(result, "until")));
}

static void tell_admit(const cJSON *result, cJSON *sentences)
{
    const char *name = json_string(result, "name");
    deed_say(sentences, g_strdup_printf("%s gets a place, be the invitation full or over, and is welcomed.",
                            name && *name ? name : json_string(result, "learner")));
}

static void tell_decline(const cJSON *result, cJSON *sentences)
{
    const char *name = json_string(result, "name");
    deed_say(sentences, g_strdup_printf("%s gets no place and is told so; her number is erased within 30 days.",
                            name && *name ? name : json_string(result, "learner")));
}

static const Deed deeds[] = {
    { "admit", "learner.admit", WEB_NAMES, "A place for one who waits",
        "She wrote when the invitation was full or over; in a group of patients everybody waits for its doctor. Her "
        "own message counts as her consent to be written to.",
        "Give her a place", "She has a place and is welcomed.", { { "learner", "Who", DEED_CHOICE, false, guests } },
        .tell = tell_admit },
    { "decline", "learner.decline", WEB_NAMES, "No place for one who waits",
        "She is told, and writes to us no more by this invitation. In a group of patients its doctor decides, here "
        "or on her phone.",
        "Turn her away", "She has been told.", { { "learner", "Who", DEED_CHOICE, false, guests } },
        .tell = tell_decline },
    { "make", "cohort.invite", WEB_NAMES, "Make or change an invitation",
        "A code that is there already is changed. What is left empty stays as it is, or is usual: 200 places, "
        "or those of a group of patients, open for the first five course days.",
        "Make it", "The invitation stands.",
        { { "code", "Code, such as HRE1", DEED_LINE, true, NULL }, { "limit", "Places", DEED_NUMBER, true, NULL },
            { "until", "Last day", DEED_DATE, true, NULL },
            { "room", "Room, where it is for one", DEED_LINE, true, NULL } },
        .tell = tell_invite },
    { NULL },
};

static cJSON *invite_params(WebPage *page, gpointer data, GError **error)
{
    return json_put(cJSON_CreateObject(), "cohort", ((const Cohort *)data)->name);
}

static bool invite_page(WebPage *page, bool (*run)(WebPage *page, const DeedPage *of, GError **error), GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    g_autofree char *here = web_cohort_path(cohort->id, "/invite");
    const DeedPage of = { deeds, here, here, "invite", "Invite", invite_params, invite_put, cohort };
    return run(page, &of, error);
}

bool invite_show(WebPage *page, GError **error)
{
    return invite_page(page, deed_show, error);
}

bool invite_do(WebPage *page, GError **error)
{
    return invite_page(page, deed_do, error);
}

bool invite_poster(WebPage *page, GError **error)
{
    Web *web = page->web;
    g_autoptr(Cohort) cohort = cohort_get(web->store, page->arg[0], error);
    g_autoptr(Invitation) invitation = cohort ? invitation_get(web->store, page->arg[1], error) : NULL;
    if (!cohort || (!invitation && *error))
        return false;
    if (!invitation || invitation->cohort != cohort->id || !web->config.phone) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "There is no such poster.");
        return false;
    }
    g_autofree char *message = message_of(invitation), *link = poster_link(web->config.phone, message);
    g_autoptr(Qr) qr = qr_new(link, error);
    const Poster poster = { qr, link, web->config.phone, cohort->name, message };
    g_autofree char *html = qr ? poster_html(web->store, web->library, &poster, error) : NULL;
    if (!html)
        return false;
    /* it brings its style along; the style's hash alone lets it in */
    g_autofree char *style = poster_style_source(html), *policy = g_strdup_printf(POLICY_OF, style);
    page_policy(page, policy);
    page_body(page, 200, "text/html; charset=utf-8", html, strlen(html));
    return true;
}

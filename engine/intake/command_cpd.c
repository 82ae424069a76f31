/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CPD: how many hours the course counts, and what of the certificate's rule is still missing; whoever has the
 * certificate gets it once more. Of a test nothing is told before its last sit has closed for everyone. */
#include "command_priv.h"
#include "certify.h"

static bool send_again(Inbound *in, const Certificate *certificate, GError **error)
{
    g_autofree char *key = g_strdup_printf("C%" G_GINT64_FORMAT "/%s", certificate->id, in->event->id);
    return certify_send(&in->t, certificate, key, LANE_REPLY, error);
}

static bool tell(Inbound *in, const Standing *s, GError **error)
{
    const char *lang = in->t.who.lang;
    g_autofree char *title = command_course_title(in), *hours = certify_hours(s->minutes);
    g_autoptr(GString) lines = g_string_new(NULL), text = g_string_new(NULL);
    for (guint i = 0; i < s->missing->len; i++)
        g_string_append_printf(lines, "\n- %s", (const char *)s->missing->pdata[i]);
    g_autofree char *met = g_strdup_printf("%d", s->met_parts), *n = g_strdup_printf("%d", s->all);
    g_autofree char *state =
        s->met ? phrase(lang, "cpd.complete", NULL) : phrase(lang, "cpd.missing", "lines", lines->str, NULL);
    g_autofree char *counts =
        s->minutes ? phrase(lang, "cpd.hours", "earned", s->met ? hours : "0", "hours", hours, NULL) : g_strdup("");
    g_autofree char *head = phrase(lang, "cpd", "title", title, "met", met, "all", n, NULL);
    g_string_printf(text, "%s%s%s\n\n%s", head, *counts ? "\n" : "", counts, state);
    return inbound_reply(in, g_strdup(text->str), error);
}

bool command_cpd(Inbound *in, const Said *said, GError **error)
{
    g_autofree char *title = command_course_title(in);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Certificate) certificate = certificate_of(in->store, in->t.enrolment->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (certificate && !certificate->revoked && certificate->printed)
        return send_again(in, certificate, error);
    if (!in->t.who.course->certificate_rule)
        return inbound_reply(in, phrase(in->t.who.lang, "cpd.none", "title", title, NULL), error);
    g_autoptr(Standing) standing = certify_standing(&in->t, error);
    return standing && tell(in, standing, error);
}

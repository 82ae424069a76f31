/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator does to certificates. The engine issues what was earned by itself; here is what it cannot know: an
 * exception, a mistake, a name that was wrong. */
#include "admin_priv.h"
#include "certify.h"
#include "phrase.h"

#include <string.h>

/* The certificate that "code" names. Given. */
static Certificate *named(Change *c, GError **error)
{
    const char *text = json_need_string(c->params, "code", error);
    if (!text)
        return NULL;
    g_autofree char *code = certificate_code_read(text);
    if (!code) {
        change_refuse(error, BARAZA_ERROR_INPUT,
            "\"%s\" is no certificate code: it has 18 letters and digits, and one of them is wrong or missing", text);
        return NULL;
    }
    g_autoptr(GError) fault = NULL;
    Certificate *found = certificate_find(c->store, code, &fault);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    else if (!found)
        change_refuse(error, BARAZA_ERROR_MISSING, "no certificate with the code %s was issued here", text);
    return found;
}

static void tell(Change *c, cJSON *result, const Tutor *t, const Certificate *certificate)
{
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, t->enrolment->learner);
    g_autofree char *code = certificate_code_print(certificate->code);
    if (!json_at(result, "learner"))
        json_put(result, "learner", learner);
    json_put(json_put(result, "name", t->enrolment->name), "code", code);
    change_subject(c, "L", t->enrolment->learner);
    c->payload = json_put(cJSON_CreateObject(), "code", code);
}

/* What was only tried leaves no file that names a person. */
static bool settle_file(Change *c, const Certificate *certificate, GError **error)
{
    return !c->dry || library_received_erase(context_library(c->context), certificate->sha256, error);
}

bool change_certificate_issue(Change *c, cJSON *result, GError **error)
{
    const char *reason = json_string(c->params, "reason");
    Tutor t;
    g_autoptr(Enrolment) e = change_learner(c, result, error);
    if (!e || !tutor_init(&t, c->context, e, c->now, error))
        return false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Certificate) old = certificate_of(c->store, e->id, &fault);
    g_autoptr(Standing) standing = fault ? NULL : certify_standing(&t, &fault);
    if (!standing) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    g_autofree char *held = old ? certificate_code_print(old->code) : NULL;
    if (old && !old->revoked)
        return change_refuse(error, BARAZA_ERROR_STATE, "%s %s holds the certificate %s already",
            json_string(result, "learner"), e->name, held);
    if (!standing->met && !reason)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "%s %s has not met the rule: %d of %d conditions. To issue all the same, give a reason; it is journalled",
            json_string(result, "learner"), e->name, standing->met_parts, standing->all);
    g_autoptr(Certificate) issued = certify_issue(&t, standing, error);
    if (!issued)
        return false;
    tell(c, result, &t, issued);
    json_put_bool(result, "met", standing->met);
    cJSON *missing = cJSON_CreateArray();
    for (guint i = 0; i < standing->missing->len; i++)
        json_put_item(missing, NULL, cJSON_CreateString(standing->missing->pdata[i]));
    json_put_item(result, "missing", missing);
    json_put(c->payload, "reason", reason);
    return settle_file(c, issued, error);
}

bool change_certificate_revoke(Change *c, cJSON *result, GError **error)
{
    const char *reason = json_need_string(c->params, "reason", error);
    Tutor t;
    bool changed = false;
    g_autoptr(Certificate) certificate = reason ? named(c, error) : NULL;
    g_autoptr(Enrolment) e =
        certificate ? enrolment_get(c->store, context_vault(c->context), certificate->enrolment, error) : NULL;
    if (!e || !tutor_init(&t, c->context, e, c->now, error) ||
        !certificate_revoke(c->store, certificate->id, reason, c->now, &changed, error))
        return false;
    tell(c, result, &t, certificate);
    if (!changed)
        return change_refuse(
            error, BARAZA_ERROR_STATE, "certificate %s is revoked already", json_string(result, "code"));
    bool told = e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED;
    g_autofree char *key = g_strdup_printf("C%" G_GINT64_FORMAT "/revoked", certificate->id);
    json_put_bool(result, "told", told);
    json_put(c->payload, "reason", reason);
    return !told ||
           tutor_say(&t, key, LANE_CONTENT, OWED_CONTENT,
               phrase(t.who.lang, "certificate.revoked", "code", json_string(result, "code"), "reason", reason, NULL),
               error);
}

bool change_certificate_reissue(Change *c, cJSON *result, GError **error)
{
    const char *name = json_string(c->params, "name"), *registration = json_string(c->params, "registration");
    Tutor t;
    g_autoptr(Certificate) old = named(c, error);
    g_autoptr(Enrolment) e = old ? enrolment_get(c->store, context_vault(c->context), old->enrolment, error) : NULL;
    if (!e || !tutor_init(&t, c->context, e, c->now, error))
        return false;
    g_autofree char *code = certificate_code_print(old->code);
    if (old->revoked)
        return change_refuse(error, BARAZA_ERROR_STATE, "certificate %s is revoked%s", code,
            old->replaced_by ? ": another took its place" : "");
    if (!name || !*name)
        name = e->name;
    if (!name || !*name)
        return change_refuse(error, BARAZA_ERROR_INPUT, "the learner has no name; give the one for the paper");
    g_autoptr(Certificate) fresh = certify_reissue(&t, old, name, registration ? registration : e->registration, error);
    if (!fresh)
        return false;
    tell(c, result, &t, fresh);
    cJSON_DeleteItemFromObjectCaseSensitive(result, "name");
    json_put(json_put(result, "name", name), "replaces", code);
    json_put(c->payload, "replaces", code);
    return settle_file(c, fresh, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certificate is earned, issued and sent. It is a row, a file and a message owed in one transaction; the file is on
 * the disk before the row says so. Its words are sealed beside the code, so that it can be drawn again; the file itself
 * names a person and is kept only while a message may need it. */
#include "certify.h"
#include "advert.h"
#include "clock.h"
#include "fault.h"
#include "phrase.h"

#include <math.h>
#include <string.h>

/* Well before the library would renew its upload by itself. */
#define FILE_KEPT (14 * DAY)

static bool names(const Cond *cond, const char *step)
{
    bool found = cond->ref && g_str_equal(cond->ref, step);
    for (guint i = 0; !found && cond->kids && i < cond->kids->len; i++)
        found = names(cond->kids->pdata[i], step);
    return found;
}

bool certify_look(const Tutor *t, const char *step, GError **error)
{
    const Cond *rule = t->who.course->certificate_rule;
    if (!rule || (step && !names(rule, step)))
        return true;
    return certificate_look(context_store(t->context), t->enrolment->id, t->now, error);
}

static const char *const months[] = { "month.jan", "month.feb", "month.mar", "month.apr", "month.may", "month.jun",
    "month.jul", "month.aug", "month.sep", "month.oct", "month.nov", "month.dec" };

char *tutor_date(const Tutor *t, int64_t utc)
{
    Civil civil = civil_from_utc(cohort_zone(t->cohort), utc);
    g_autofree char *month = phrase(t->who.lang, months[civil.month - 1], NULL);
    g_autofree char *day = g_strdup_printf("%d", civil.day), *year = g_strdup_printf("%d", civil.year);
    return phrase(t->who.lang, "date", "day", day, "month", month, "year", year, NULL);
}

static void put_fact(cJSON *facts, const Tutor *t, const char *label, const char *value)
{
    g_autofree char *text = phrase(t->who.lang, label, NULL);
    json_put_item(facts, NULL, json_put(json_put(cJSON_CreateObject(), "label", text), "value", value));
}

static void put_facts(cJSON *paper, const Tutor *t, const Standing *standing)
{
    cJSON *facts = cJSON_CreateArray();
    g_autofree char *hours = certify_hours(standing->minutes);
    if (standing->minutes)
        put_fact(facts, t, "certificate.hours", hours);
    if (!isnan(standing->score)) {
        g_autofree char *percent = g_strdup_printf("%.0f %%", standing->score * 100);
        put_fact(facts, t, "certificate.score", percent);
    }
    int64_t end = standing->completed ? standing->completed : t->now;
    int64_t start = MAX(cohort_time(t->cohort, 1, 0), t->enrolment->joined_late ? t->enrolment->enrolled : 0);
    g_autofree char *from = tutor_date(t, MIN(start, end)), *to = tutor_date(t, end);
    g_autofree char *dates = g_strdup_printf("%s – %s", from, to);
    put_fact(facts, t, "certificate.dates", dates);
    put_fact(facts, t, "certificate.edition", t->who.course->version);
    json_put_item(paper, "facts", facts);
}

/* A text of the engine under its name on the paper; `value` stands for {value}. */
static void put_phrase(cJSON *paper, const Tutor *t, const char *member, const char *key, const char *value)
{
    g_autofree char *text = phrase(t->who.lang, key, "value", value ? value : "", NULL);
    json_put(paper, member, text);
}

static void put_check(cJSON *paper, const Tutor *t, const char *printed)
{
    const char *base = context_public_url(t->context);
    if (!base) {
        put_phrase(paper, t, "check", "certificate.ask", NULL);
        return;
    }
    g_autofree char *page = g_strdup_printf("%s/check", base), *url = g_strdup_printf("%s/%s", page, printed);
    put_phrase(paper, t, "check", "certificate.check", page);
    json_put(paper, "url", url);
}

static void put_registration(cJSON *paper, const Tutor *t, const char *registration)
{
    if (!registration || !*registration)
        return;
    g_autofree char *line = phrase(t->who.lang, "certificate.registration", "value", registration, NULL);
    cJSON *lines = cJSON_CreateArray();
    json_put_item(lines, NULL, cJSON_CreateString(line));
    json_put_item(paper, "lines", lines);
    json_put(paper, "registration", registration);
}

/* All that is on the paper. Given. */
static cJSON *make_paper(const Tutor *t, const Standing *standing, const char *code)
{
    const Course *course = t->who.course;
    const Enrolment *e = t->enrolment;
    cJSON *paper = cJSON_CreateObject();
    g_autofree char *title = layout_fill(&t->who, course_text(course->title, course, t->who.lang, t->who.country));
    g_autofree char *heading =
        layout_fill(&t->who, course_text(course->certificate_title, course, t->who.lang, t->who.country));
    g_autofree char *issued = tutor_date(t, t->now), *printed = certificate_code_print(code);
    g_autofree char *provider = course->provider && *course->provider && course->provider_number
                                    ? g_strdup_printf("%s (%s)", course->provider, course->provider_number)
                                    : g_strdup(course->provider);
    json_put(json_put(json_put(paper, "lang", t->who.lang), "heading", heading), "title", title);
    json_put(paper, "name", e->name && *e->name ? e->name : t->who.learner_name);
    put_phrase(paper, t, "intro", "certificate.intro", NULL);
    put_phrase(paper, t, "verb", "certificate.verb", NULL);
    put_registration(paper, t, e->registration);
    put_facts(paper, t, standing);
    json_put_int(paper, "minutes", standing->minutes);
    json_put_int(paper, "completed", standing->completed ? standing->completed : t->now);
    if (!isnan(standing->score))
        json_put_double(paper, "score", standing->score);
    json_put(json_put(paper, "course", course->id), "edition", course->version);
    json_put(json_put(paper, "provider", provider), "code", printed);
    put_phrase(paper, t, "issued", "certificate.issued", issued);
    put_phrase(paper, t, "code_label", "certificate.code", NULL);
    put_check(paper, t, printed);
    if (t->cohort->simulated) {
        put_phrase(paper, t, "stamp", "certificate.specimen", NULL);
        put_phrase(paper, t, "stamp_note", "certificate.simulated", NULL);
    }
    return paper;
}

/* Unguessable without the installation's key, and the same in a rehearsal that is played again. Given. */
static char *make_code(const Tutor *t, int64_t replaces)
{
    g_autofree char *what = g_strdup_printf("E%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, t->enrolment->id, replaces);
    g_autofree char *hex = vault_lookup(context_vault(t->context), "certificate", what);
    guint8 random[16] = { 0 };
    for (gsize i = 0; i < sizeof random && hex[2 * i] && hex[2 * i + 1]; i++)
        random[i] = (guint8)(g_ascii_xdigit_value(hex[2 * i]) * 16 + g_ascii_xdigit_value(hex[2 * i + 1]));
    return certificate_code(random);
}

/* Draws and keeps the file; *sha256 is given. */
static bool make_file(const Tutor *t, const cJSON *paper, int64_t at, char **sha256, GError **error)
{
    g_autoptr(GBytes) pdf = certificate_draw(paper, at, error);
    return pdf && library_put(context_library(t->context), pdf, "application/pdf", "certificate.pdf", sha256, error);
}

/* The course is over for her: how to hear of the next, where she is not on that list. Given; NULL with an error. */
static char *hint_of(const Tutor *t, GError **error)
{
    bool is = false;
    if (!advert_is_member(context_store(t->context), t->enrolment->learner, &is, error))
        return NULL;
    return is ? g_strdup("") : phrase(t->who.lang, "courses.hint", NULL);
}

static bool owe(const Tutor *t, const cJSON *paper, const char *sha256, const char *key, Lane lane, GError **error)
{
    const char *code = json_string(paper, "code"), *title = json_string(paper, "title");
    g_autofree char *text =
        phrase(t->who.lang, "certificate.caption", "title", title ? title : "", "code", code ? code : "", NULL);
    g_autofree char *hint = hint_of(t, error);
    if (!hint)
        return false;
    g_autofree char *both = g_strconcat(text, *hint ? "\n\n" : "", hint, NULL);
    Message *message = message_new(MESSAGE_MEDIA, both);
    message->asset = g_strdup(sha256);
    message->media = MEDIA_DOCUMENT;
    message->mime = g_strdup("application/pdf");
    message->filename = g_strdup_printf("certificate-%.6s.pdf", code ? code : "");
    return tutor_owe_one(t, key, lane, OWED_CONTENT, NULL, message, error);
}

/* Who has left is not written to; the certificate stands all the same. */
static bool may_tell(const Tutor *t)
{
    return t->enrolment->state == ENROLMENT_ACTIVE || t->enrolment->state == ENROLMENT_PAUSED;
}

/* Row, file and message of what stands on `paper`. */
static Certificate *write_down(const Tutor *t, const cJSON *paper, const char *code, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(Certificate) c = g_new0(Certificate, 1);
    c->cohort = t->cohort->id;
    c->enrolment = t->enrolment->id;
    c->issued = t->now;
    c->code = g_strdup(code);
    g_autofree char *words = json_text(paper);
    c->printed = vault_seal(context_vault(t->context), words);
    if (!make_file(t, paper, t->now, &c->sha256, error))
        return NULL;
    FAULT("certify.drawn");
    if (!certificate_add(store, c, t->now + FILE_KEPT, error) ||
        !certificate_looked(store, c->enrolment, INT64_MAX, error))
        return NULL;
    g_autofree char *key = g_strdup_printf("C%" G_GINT64_FORMAT, c->id);
    if (may_tell(t) && !owe(t, paper, c->sha256, key, LANE_CONTENT, error))
        return NULL;
    return g_steal_pointer(&c);
}

Certificate *certify_issue(const Tutor *t, const Standing *standing, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Certificate) before = certificate_of(context_store(t->context), t->enrolment->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    g_autofree char *code = make_code(t, before ? before->id : 0);
    g_autoptr(cJSON) paper = make_paper(t, standing, code);
    return write_down(t, paper, code, error);
}

/* A member's new value; the old one goes. */
static void change_member(cJSON *paper, const char *member, const char *value)
{
    cJSON_DeleteItemFromObjectCaseSensitive(paper, member);
    json_put(paper, member, value);
}

Certificate *certify_reissue(
    const Tutor *t, const Certificate *old, const char *name, const char *registration, GError **error)
{
    Store *store = context_store(t->context);
    bool changed = false;
    g_autofree char *code = make_code(t, old->id), *printed = certificate_code_print(code);
    g_autofree char *date = tutor_date(t, t->now);
    g_autofree char *issued = phrase(t->who.lang, "certificate.issued", "value", date, NULL);
    g_autoptr(cJSON) paper = certify_paper(t->context, old, error);
    if (!paper)
        return NULL;
    change_member(paper, "name", name);
    cJSON_DeleteItemFromObjectCaseSensitive(paper, "lines");
    cJSON_DeleteItemFromObjectCaseSensitive(paper, "registration");
    put_registration(paper, t, registration);
    change_member(paper, "code", printed);
    change_member(paper, "issued", issued);
    cJSON_DeleteItemFromObjectCaseSensitive(paper, "check");
    cJSON_DeleteItemFromObjectCaseSensitive(paper, "url");
    put_check(paper, t, printed);
    if (!certificate_revoke(store, old->id, "replaced", t->now, &changed, error))
        return NULL;
    g_autoptr(Certificate) fresh = write_down(t, paper, code, error);
    return fresh && certificate_replace(store, old->id, fresh->id, error) ? g_steal_pointer(&fresh) : NULL;
}

bool certify_now(const Tutor *t, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Certificate) old = certificate_of(store, t->enrolment->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    bool out = t->enrolment->state == ENROLMENT_REMOVED || t->enrolment->state == ENROLMENT_NO_OPT_IN;
    if (old || out || !t->who.course->certificate_rule)
        return certificate_looked(store, t->enrolment->id, INT64_MAX, error);
    g_autoptr(Standing) standing = certify_standing(t, error);
    if (!standing)
        return false;
    if (!standing->met)
        return certificate_looked(store, t->enrolment->id, standing->again, error);
    g_autoptr(Certificate) issued = certify_issue(t, standing, error);
    return issued != NULL;
}

cJSON *certify_paper(Context *context, const Certificate *certificate, GError **error)
{
    gsize size = 0;
    const void *sealed = certificate->printed ? g_bytes_get_data(certificate->printed, &size) : NULL;
    g_autofree char *words = sealed ? vault_open(context_vault(context), sealed, size) : NULL;
    if (!words) {
        g_autofree char *code = certificate_code_print(certificate->code);
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the words of certificate %s %s", code,
            certificate->printed ? "were sealed with another key than this workspace has: bring back the key_file that "
                                   "belongs to this database (of a rehearsal's nobody has it)"
                                 : "were erased when its holder was forgotten");
        return NULL;
    }
    return json_parse(words, strlen(words), error);
}

bool certify_send(const Tutor *t, const Certificate *certificate, const char *key, Lane lane, GError **error)
{
    g_autofree char *sha256 = NULL;
    g_autoptr(cJSON) paper = certify_paper(t->context, certificate, error);
    return paper && make_file(t, paper, certificate->issued, &sha256, error) &&
           certificate_file(context_store(t->context), certificate->id, sha256, t->now + FILE_KEPT, error) &&
           owe(t, paper, sha256, key, lane, error);
}

typedef struct {
    const char *sha256;
    bool waits;
} Needing;

static bool needs(const OutboxLine *line, gpointer data)
{
    Needing *needing = data;
    needing->waits |= strcmp(line->place, "done") != 0 && line->body && strstr(line->body, needing->sha256) != NULL;
    return !needing->waits;
}

bool certify_tidy(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GPtrArray) over = certificate_files_over(store, now, limit, error);
    for (guint i = 0; over && i < over->len; i++, ++*worked) {
        const Certificate *c = over->pdata[i];
        Needing needing = { c->sha256, false };
        if (!outbox_each(store, 0, c->enrolment, needs, &needing, error) ||
            (!needing.waits && !library_received_erase(context_library(context), c->sha256, error)) ||
            !certificate_file(store, c->id, c->sha256, needing.waits ? now + DAY : 0, error))
            return false;
    }
    return over != NULL;
}

bool certify_forget(Context *context, int64_t enrolment, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GPtrArray) kept = certificate_files_kept(store, enrolment, error);
    for (guint i = 0; kept && i < kept->len; i++)
        if (!library_received_erase(context_library(context), ((Certificate *)kept->pdata[i])->sha256, error))
            return false;
    return kept && certificate_forget(store, enrolment, error);
}

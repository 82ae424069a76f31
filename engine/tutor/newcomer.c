/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Name, language, cadre, facility, registration: each may be skipped, and none keeps the course waiting for more than
 * an hour. */
#include "newcomer.h"
#include "clock.h"
#include "phrase.h"
#include <string.h>

#define KEEP_MOST 60 /* characters of a name from WhatsApp that is offered */

const char *const *newcomer_cadres(void)
{
    static const char *const cadres[] = { "cadre.nurse", "cadre.midwife", "cadre.clinical_officer", "cadre.doctor",
        "cadre.chw", "cadre.pharmacy", "cadre.laboratory", "cadre.counsellor", "cadre.other", NULL };
    return cadres;
}

const char *newcomer_title(const Tutor *t)
{
    return course_text(t->who.course->title, t->who.course, t->who.lang, t->who.country);
}

char *newcomer_when(const Tutor *t)
{
    if (cohort_day_of(t->cohort, cohort_today(t->cohort, t->now)) > 0 && t->cohort->state != COHORT_PLANNED)
        return phrase(t->who.lang, "join.when.now", "title", newcomer_title(t), NULL);
    Civil day = civil_from_days(cohort_day_date(t->cohort, 1));
    g_autofree char *date = g_strdup_printf("%04d-%02d-%02d", day.year, day.month, day.day);
    return phrase(t->who.lang, "join.when.later", "title", newcomer_title(t), "date", date, NULL);
}

static void add_choice(Message *message, JoinQuestion question, const char *value, char *title)
{
    g_autofree char *owned = title;
    g_autofree char *id = g_strdup_printf("j.%d.%s", (int)question, value);
    message_add_choice(message, id, owned, NULL);
}

static void add_skip(const Tutor *t, Message *message, JoinQuestion question)
{
    add_choice(message, question, "skip", phrase(t->who.lang, "join.skip.button", NULL));
}

/* Up to three languages fit on buttons. */
static void add_languages(const Tutor *t, Message *message)
{
    const GPtrArray *languages = t->who.course->languages;
    guint most = (guint)(message->kind == MESSAGE_LIST ? t->who.caps->max_rows : 3);
    for (guint i = 0; i < MIN(languages->len, most); i++) {
        const char *lang = languages->pdata[i];
        add_choice(message, JOIN_LANGUAGE, lang,
            phrase_has(lang, "language.self") ? phrase(lang, "language.self", NULL) : g_strdup(lang));
    }
}

static void add_cadres(const Tutor *t, Message *message)
{
    for (const char *const *cadre = newcomer_cadres(); *cadre; cadre++)
        add_choice(message, JOIN_CADRE, *cadre + strlen("cadre."), phrase(t->who.lang, *cadre, NULL));
    add_skip(t, message, JOIN_CADRE);
}

static char *name_text(const Tutor *t)
{
    const char *name = t->enrolment->name;
    return name && *name && g_utf8_strlen(name, -1) <= KEEP_MOST
               ? phrase(t->who.lang, "join.name.known", "name", name, NULL)
               : phrase(t->who.lang, "join.name", NULL);
}

char *newcomer_consent(const Tutor *t)
{
    g_autofree char *most = g_strdup_printf("%d", t->cohort->room_size);
    g_autofree char *days =
        g_strdup_printf("%" G_GINT64_FORMAT, context_keep_days_of(t->context, t->cohort, KEEP_WORDS));
    return phrase(t->who.lang, "group.consent", "n", most, "days", days, NULL);
}

/* Of patients only the language is asked, and their consent, which nobody else is asked here. */
static bool is_asked(const Tutor *t, JoinQuestion question)
{
    if (question == JOIN_LANGUAGE && t->who.course->languages->len < 2)
        return false;
    if (!audience_rules(t->cohort->audience)->own_consent)
        return question != JOIN_CONSENT;
    return question == JOIN_LANGUAGE || question == JOIN_CONSENT;
}

static Message *question_of(const Tutor *t, JoinQuestion question, const char *before)
{
    static const char *const texts[JOIN_QUESTIONS] = { [JOIN_LANGUAGE] = "join.language",
        [JOIN_CADRE] = "join.cadre",
        [JOIN_FACILITY] = "join.facility",
        [JOIN_REGISTRATION] = "join.registration" };
    bool list = question == JOIN_CADRE || (question == JOIN_LANGUAGE && t->who.course->languages->len > 3);
    g_autofree char *ask = question == JOIN_NAME      ? name_text(t)
                           : question == JOIN_CONSENT ? newcomer_consent(t)
                                                      : phrase(t->who.lang, texts[question], NULL);
    g_autofree char *text = before ? g_strdup_printf("%s\n\n%s", before, ask) : g_strdup(ask);
    bool known = t->enrolment->name && *t->enrolment->name;
    MessageKind kind = list ? MESSAGE_LIST : question == JOIN_NAME && !known ? MESSAGE_TEXT : MESSAGE_BUTTONS;
    Message *message = message_new(kind, text);
    if (list)
        message->list_label = phrase(t->who.lang, "join.cadre.label", NULL);
    if (question == JOIN_NAME && known)
        add_choice(message, JOIN_NAME, "skip", phrase(t->who.lang, "join.keep.button", NULL));
    else if (question == JOIN_LANGUAGE)
        add_languages(t, message);
    else if (question == JOIN_CADRE)
        add_cadres(t, message);
    else if (question == JOIN_CONSENT) {
        add_choice(message, JOIN_CONSENT, "yes", phrase(t->who.lang, "group.yes.button", NULL));
        add_choice(message, JOIN_CONSENT, "no", phrase(t->who.lang, "group.no.button", NULL));
    } else if (question != JOIN_NAME)
        add_skip(t, message, question);
    return message;
}

static bool finish(const Tutor *t, Joining *joining, const char *key, GError **error)
{
    joining->begins = 0;
    g_autofree char *when = newcomer_when(t);
    bool own = audience_rules(t->cohort->audience)->own_consent;
    return joining_set(context_store(t->context), joining, error) &&
           tutor_say(t, key, LANE_REPLY, OWED_NOTICE,
               phrase(t->who.lang, own ? "group.done" : "join.done", "name", t->who.learner_name, "when", when, NULL),
               error) &&
           tutor_begin(t, error) && (!own || tutor_agreed(t, error));
}

bool newcomer_ask(Tutor *t, Joining *joining, const char *key, char *before, GError **error)
{
    g_autofree char *owned = before;
    while (joining->question < JOIN_QUESTIONS && !is_asked(t, joining->question))
        joining->question++;
    if (joining->question >= JOIN_QUESTIONS)
        return finish(t, joining, key, error);
    if (!joining_set(context_store(t->context), joining, error))
        return false;
    return tutor_owe_one(t, key, LANE_REPLY, OWED_NOTICE, NULL, question_of(t, joining->question, owned), error);
}

bool newcomer_next(Tutor *t, Joining *joining, const char *key, GError **error)
{
    joining->question++;
    return newcomer_ask(t, joining, key, NULL, error);
}

static bool begin_one(Context *context, int64_t id, int64_t now, GError **error)
{
    Tutor t;
    Joining joining;
    bool found = false;
    g_autoptr(Enrolment) e = enrolment_get(context_store(context), context_vault(context), id, error);
    if (!e || !joining_get(context_store(context), id, &joining, &found, error))
        return false;
    joining.begins = 0;
    if (!joining_set(context_store(context), &joining, error))
        return false;
    if (e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED)
        return true;
    return tutor_init(&t, context, e, now, error) && tutor_begin(&t, error);
}

bool newcomers_begin(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    g_autoptr(GArray) due = joining_due(context_store(context), now, limit, error);
    for (guint i = 0; due && i < due->len; i++, ++*worked)
        if (!begin_one(context, g_array_index(due, int64_t, i), now, error))
            return false;
    return due != NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An advert goes to those who asked for such and can follow it: not to who takes the course or another, not in a
 * language that its template lacks, not to who had one lately. It is judged when it is owed, and once more when it
 * leaves. */
#include "advertise.h"
#include "invitation.h"
#include "person.h"

#include <string.h>

bool advertising_init(Advertising *a, Context *context, const Advert *advert, int64_t now, GError **error)
{
    Store *store = context_store(context);
    int64_t taken = 0;
    *a = (Advertising){ .advert = advert, .cohort = context_cohort(context, advert->cohort, error) };
    a->course = a->cohort ? library_course(context_library(context), a->cohort->version, error) : NULL;
    a->invitation = a->course ? invitation_get(store, advert->invitation, error) : NULL;
    a->words = a->invitation ? json_parse(advert->words, strlen(advert->words), error) : NULL;
    if (!a->words || !invitation_taken(store, advert->invitation, &taken, error)) {
        advertising_clear(a);
        return false;
    }
    a->over = advert->state == ADVERT_STOPPED || a->cohort->state == COHORT_CLOSED || now >= a->invitation->until ||
              taken >= a->invitation->most;
    return true;
}

void advertising_clear(Advertising *a)
{
    g_clear_pointer(&a->invitation, invitation_free);
    g_clear_pointer(&a->words, cJSON_Delete);
}

/* --- language --- */

/* "pt_PT" and "pt" are one. */
static bool same_language(const char *a, const char *b)
{
    size_t n = strcspn(a, "_-");
    return n == strcspn(b, "_-") && g_ascii_strncasecmp(a, b, n) == 0;
}

/* The words for a language, or NULL. */
static const cJSON *words_in(const Advertising *a, const char *lang)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, a->words) if (cJSON_IsString(one) && same_language(one->string, lang)) return one;
    return NULL;
}

static bool is_own_template(const Advertising *a)
{
    return g_str_equal(a->advert->template_name, LAYOUT_ADVERT);
}

/* The template's language as WhatsApp names it; NULL: it has none such. */
static const char *code_of(const Advertising *a, const cJSON *words)
{
    return is_own_template(a) ? layout_advert_language(words->string) : words->string;
}

static const cJSON *words_for(const Advertising *a, const char *lang)
{
    const cJSON *words = words_in(a, lang && *lang ? lang : a->course->lang);
    if (!words && *a->advert->fallback)
        words = words_in(a, a->advert->fallback);
    return words && code_of(a, words) ? words : NULL;
}

static LayoutAdvert layout_of(const Advertising *a, const cJSON *words, const PersonCard *card)
{
    return (LayoutAdvert){ .id = a->advert->id,
        .template_name = a->advert->template_name,
        .code = code_of(a, words),
        .lang = words->string,
        .name = card ? card->name : NULL,
        .title = course_text(a->course->title, a->course, words->string, card ? card->country : NULL),
        .words = words->valuestring,
        .join = a->invitation->code };
}

char *advertise_preview(const Advertising *a, const char *lang)
{
    const cJSON *words = words_in(a, lang);
    if (!words || !code_of(a, words))
        return NULL;
    LayoutAdvert layout = layout_of(a, words, NULL);
    return is_own_template(a) ? layout_advert_preview(&layout) : NULL;
}

bool advertise_template(
    Context *context, const Advertising *a, const char *key, char **status, char **category, GError **error)
{
    const cJSON *words = words_in(a, key);
    const char *code = words ? code_of(a, words) : NULL;
    Library *library = context_library(context);
    return library_template_get(library, a->advert->template_name, code ? code : "", status, error) &&
           library_template_category(library, a->advert->template_name, code ? code : "", category, error);
}

/* --- the person --- */

/* She takes the course, has taken it, or takes another. */
static bool judge_courses(Context *context, const Advertising *a, int64_t learner, AdvertWhy *why, GError **error)
{
    g_autoptr(GArray) all = enrolments_of(context_store(context), learner, error);
    for (guint i = 0; all && i < all->len && *why == ADVERT_GETS; i++) {
        g_autoptr(Enrolment) e = enrolment_get(context_store(context), NULL, g_array_index(all, int64_t, i), error);
        const Cohort *cohort = e ? context_cohort(context, e->cohort, error) : NULL;
        const Course *course = cohort ? library_course(context_library(context), cohort->version, error) : NULL;
        if (!course)
            return false;
        bool takes = e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED;
        if (e->cohort == a->cohort->id || (takes && g_str_equal(course->id, a->course->id)))
            *why = ADVERT_IN_COURSE;
        else if (takes && cohort->state != COHORT_CLOSED)
            *why = ADVERT_BUSY;
    }
    return all != NULL;
}

/* No marketing goes to numbers of the United States (since April 2025); +1 is all that tells them. */
static bool judge_address(Context *context, int64_t learner, AdvertWhy *why, GError **error)
{
    bool is_user_id = false;
    g_autoptr(GError) fault = NULL;
    g_autofree char *to = address_of(context_store(context), context_vault(context), learner, &is_user_id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    const char *digits = to && *to == '+' ? to + 1 : to;
    if (!to)
        *why = ADVERT_ADDRESS;
    else if (is_user_id ? g_str_has_prefix(to, "US.") : *digits == '1')
        *why = ADVERT_COUNTRY;
    return true;
}

static bool judge_cap(Context *context, int64_t learner, int64_t before, int64_t now, AdvertWhy *why, GError **error)
{
    int64_t month = 0, week = 0;
    if (!advert_had(context_store(context), learner, before, now, &month, &week, error))
        return false;
    if (week >= ADVERT_A_WEEK || month >= context_adverts_a_month(context))
        *why = ADVERT_CAP;
    return true;
}

bool advertise_to(Context *context, const Advertising *a, int64_t learner, int64_t before, int64_t now, AdvertWhy *why,
    Message **message, char **country, GError **error)
{
    bool is = false;
    *why = a->over ? ADVERT_OVER : ADVERT_GETS;
    if (!advert_is_member(context_store(context), learner, &is, error))
        return false;
    if (!is)
        *why = ADVERT_OFF;
    if ((*why == ADVERT_GETS && !judge_address(context, learner, why, error)) ||
        (*why == ADVERT_GETS && !judge_courses(context, a, learner, why, error)) || *why != ADVERT_GETS)
        return !(error && *error);
    g_autoptr(PersonCard) card = person_card(context_store(context), context_vault(context), learner, error);
    const cJSON *words = card ? words_for(a, card->lang) : NULL;
    if (!card)
        return false;
    if (!words)
        *why = ADVERT_LANGUAGE;
    else if (!judge_cap(context, learner, before, now, why, error))
        return false;
    if (*why != ADVERT_GETS)
        return true;
    LayoutAdvert layout = layout_of(a, words, card);
    if (message)
        *message = layout_advert(&layout);
    if (country)
        *country = g_strdup(card->country ? card->country : a->cohort->country);
    return true;
}

bool advertise_tally(Context *context, const Advertising *a, int64_t now, AdvertTally *tally, GError **error)
{
    *tally = (AdvertTally){ .countries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free) };
    g_autoptr(GArray) members = advert_members(context_store(context), error);
    for (guint i = 0; members && i < members->len; i++) {
        AdvertWhy why = ADVERT_GETS;
        g_autofree char *country = NULL;
        if (!advertise_to(context, a, g_array_index(members, int64_t, i), INT64_MAX, now, &why, NULL, &country, error))
            return false;
        tally->list++;
        tally->by_why[why]++;
        if (why != ADVERT_GETS)
            continue;
        const char *key = country ? country : "";
        int64_t *n = g_hash_table_lookup(tally->countries, key);
        if (!n)
            g_hash_table_insert(tally->countries, g_strdup(key), n = g_new0(int64_t, 1));
        ++*n;
    }
    return members != NULL;
}

void advert_tally_clear(AdvertTally *tally)
{
    g_clear_pointer(&tally->countries, g_hash_table_unref);
}

/* --- owing --- */

static bool owe(Context *context, const Advertising *a, int64_t learner, int64_t now, GError **error)
{
    Store *store = context_store(context);
    AdvertWhy why = ADVERT_GETS;
    int64_t id = 0;
    g_autoptr(Message) message = NULL;
    if (!advertise_to(context, a, learner, INT64_MAX, now, &why, &message, NULL, error))
        return false;
    g_autofree char *key = g_strdup_printf("AD%" G_GINT64_FORMAT "/L%" G_GINT64_FORMAT, a->advert->id, learner);
    OutboxAdd add = {
        .key = key, .learner = learner, .lane = LANE_REMINDER, .kind = OWED_ADVERT, .message = message, .due = now
    };
    return (why != ADVERT_GETS || outbox_add(store, &add, now, &id, error)) &&
           advert_told(store, a->advert->id, learner, id, why, now, error);
}

static int64_t midnight(const Cohort *cohort, int64_t date)
{
    Civil civil = civil_from_days(date);
    return civil_to_utc(cohort_zone(cohort), &civil, NULL);
}

/* How many may still go today; when none, *later is when the next may. */
static bool room_today(
    Context *context, const Cohort *cohort, int64_t now, int64_t *room, int64_t *later, GError **error)
{
    int64_t today = cohort_today(cohort, now), owed = 0;
    *later = cohort_quiet_until(cohort, now);
    *room = 0;
    if (*later)
        return true;
    if (!advert_owed_since(context_store(context), midnight(cohort, today), &owed, error))
        return false;
    *room = MAX(context_adverts_a_day(context) - owed, 0);
    int64_t tomorrow = midnight(cohort, today + 1), morning = cohort_quiet_until(cohort, tomorrow);
    *later = morning ? morning : tomorrow;
    return true;
}

bool advertise_go_on(Context *context, const Advert *advert, int64_t now, int limit, int *worked, GError **error)
{
    Store *store = context_store(context);
    g_auto(Advertising) a = { 0 };
    int64_t room = 0, later = 0;
    if (!advertising_init(&a, context, advert, now, error) || !room_today(context, a.cohort, now, &room, &later, error))
        return false;
    ++*worked;
    if (advert->state == ADVERT_PLANNED && room > 0)
        return advert_fill(store, advert->id, error) && advert_move(store, advert, ADVERT_GOING, now, error);
    if (room == 0)
        return advert_move(store, advert, advert->state, later, error);
    g_autoptr(GArray) waiting = advert_waiting(store, advert->id, (int)MIN(room, limit), error);
    for (guint i = 0; waiting && i < waiting->len; i++, ++*worked)
        if (!owe(context, &a, g_array_index(waiting, int64_t, i), now, error))
            return false;
    return waiting && (waiting->len > 0 || advert_move(store, advert, ADVERT_GONE, 0, error));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a closed cohort leaves behind is kept for a time, class by class, and then erased. The clock starts when the
 * cohort is closed; another date needs a reason, which goes to the journal. What is scored and counted stays. */
#include "checklist_priv.h"
#include "keep_priv.h"
#include "advert.h"
#include "certificate.h"
#include "certify.h"
#include "clock.h"
#include "coding.h"
#include "discussion.h"
#include "inbox.h"
#include "journal.h"
#include "log.h"
#include "outbox.h"
#include "person.h"
#include "quiz.h"
#include "review.h"
#include "sheet.h"
#include "stock.h"

#define YEARS_MOST 15
#define RUNS_AT_ONCE 8
#define STAFF_WORDS (30 * DAY) /* what staff were sent of a cohort was sent until so long after its end */

bool keep_begin(Change *c, const Cohort *cohort, GError **error)
{
    for (int i = 0; i < KEEP_CLASSES; i++)
        if (!retention_set(c->store, cohort->id, (KeepClass)i,
                c->now + context_keep_days_of(c->context, cohort, (KeepClass)i) * DAY, error))
            return false;
    return true;
}

static char *date_of(const Cohort *cohort, int64_t at)
{
    char *text = civil_local_text(cohort_zone(cohort), at);
    text[10] = '\0';
    return text;
}

bool keep_tell(Change *c, const Cohort *cohort, cJSON *result, GError **error)
{
    cJSON *kept = retention_json(c->store, cohort, error);
    json_put_item(result, "kept", kept ? kept : cJSON_CreateArray());
    return kept != NULL;
}

void keep_check(Checklist *list)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < KEEP_CLASSES; i++) {
        const Context *context = list->change->context;
        g_autofree char *until =
            date_of(list->cohort, list->change->now + context_keep_days_of(context, list->cohort, (KeepClass)i) * DAY);
        g_string_append_printf(text, "%s%s until %s", i ? "; " : "", keep_about((KeepClass)i), until);
    }
    check_say(list, CHECK_OK, "retention", "kept, and then erased: %s (baraza cohort keep changes a date)", text->str);
}

/* --- another date --- */

static bool find_class(Change *c, const Cohort *cohort, Retention *one, GError **error)
{
    KeepClass class;
    const char *name = json_need_string(c->params, "class", error);
    if (!name)
        return false;
    if (!keep_from_name(name, &class))
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "\"%s\" is not kept: files, words, people or certificates", name);
    g_autoptr(GArray) list = retention_list(c->store, cohort->id, error);
    for (guint i = 0; list && i < list->len; i++)
        if (g_array_index(list, Retention, i).class == class)
            *one = g_array_index(list, Retention, i);
    if (!list)
        return false;
    if (!one->until)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "the clock of %s starts when it is closed: it is %s, and everything is kept", cohort->name,
            cohort_state_name(cohort->state));
    g_autofree char *when = date_of(cohort, one->done);
    return !one->done || change_refuse(error, BARAZA_ERROR_STATE, "of %s they were erased on %s: %s", cohort->name,
                             when, keep_about(class));
}

bool change_cohort_keep(Change *c, cJSON *result, GError **error)
{
    Retention one = { 0 };
    int64_t date = 0;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    const char *reason = cohort ? json_need_string(c->params, "reason", error) : NULL;
    const char *until = reason ? json_need_string(c->params, "until", error) : NULL;
    if (!until || !find_class(c, cohort, &one, error))
        return false;
    if (!*reason || g_utf8_strlen(reason, -1) > 500)
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "a reason is needed, at most 500 characters: it goes to the journal");
    int64_t today = cohort_today(cohort, c->now);
    if (!civil_parse_date(until, &date))
        return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no date; write it as 2028-12-31", until);
    if (date <= today || date > today + YEARS_MOST * 366)
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "the date must lie ahead, by %d years at most: keep what law or protocol asks for, and no longer",
            YEARS_MOST);
    int64_t most = cohort->closed + context_keep_days_of(c->context, cohort, one.class) * DAY;
    if (cohort->audience == AUDIENCE_PATIENTS && date > cohort_today(cohort, most))
        return change_refuse(error, BARAZA_ERROR_STATE,
            "what patients have written is kept no longer than %d days ([privacy] patients_days): an earlier date can "
            "be set",
            (int)context_keep_days_of(c->context, cohort, one.class));
    Civil civil = civil_from_days(date);
    g_autofree char *from = date_of(cohort, one.until);
    json_put(json_put(result, "cohort", cohort->name), "class", keep_name(one.class));
    json_put(json_put(json_put(result, "from", from), "until", until), "what", keep_about(one.class));
    c->payload = json_put(json_put(cJSON_CreateObject(), "class", keep_name(one.class)), "from", from);
    json_put(json_put(c->payload, "until", until), "reason", reason);
    return retention_set(c->store, cohort->id, one.class, civil_to_utc(cohort_zone(cohort), &civil, NULL), error);
}

/* --- its time has come --- */

typedef struct {
    Context *context;
    Store *store;
    const Cohort *cohort;
    int64_t now, count;
    GPtrArray *assets; /* of posts */
    GArray *posts;     /* int64_t ids */
} Erasing;

static bool see_post(const Post *post, gpointer data)
{
    Erasing *e = data;
    g_array_append_val(e->posts, post->id);
    if (post->asset)
        g_ptr_array_add(e->assets, g_strdup(post->asset));
    return true;
}

static bool erase_files(Erasing *e, GError **error)
{
    Library *library = context_library(e->context);
    if (!post_each(e->store, e->cohort->id, see_post, e, error) || !post_let_go_files(e->store, e->cohort->id, error))
        return false;
    for (guint i = 0; i < e->posts->len; i++)
        if (!library_fetch_drop(library, g_array_index(e->posts, int64_t, i), error))
            return false;
    for (guint i = 0; i < e->assets->len; i++) {
        bool shown = false;
        const char *sha256 = e->assets->pdata[i];
        if (!post_shows(e->store, sha256, &shown, error) || (!shown && !library_received_erase(library, sha256, error)))
            return false;
        e->count += !shown;
    }
    return true;
}

static bool erase_about(Erasing *e, const char *kind, int64_t id, GError **error)
{
    g_autofree char *subject = g_strdup_printf("%s%" G_GINT64_FORMAT, kind, id);
    return journal_erase(e->store, e->now, "engine", subject, NULL, error);
}

/* What was typed, not which option was taken: answers, marks and times stay for the analysis. */
static bool erase_typed(Erasing *e, int64_t enrolment, GError **error)
{
    const Course *course = library_course(context_library(e->context), e->cohort->version, error);
    if (!course || !quiz_erase_typed(e->store, enrolment, NULL, error))
        return false;
    for (guint i = 0; i < course->items->len; i++) {
        const Item *item = course->items->pdata[i];
        if ((item->kind == ITEM_OPEN || item->kind == ITEM_SHORT) &&
            !quiz_erase_typed(e->store, enrolment, item->id, error))
            return false;
    }
    return true;
}

static bool see_pending(const OutboxLine *line, gpointer data)
{
    if (!g_str_equal(line->place, "done"))
        g_array_append_val((GArray *)data, line->id);
    return true;
}

/* Of those who learn elsewhere too, something may still wait for its window. */
static bool drop_pending(Erasing *e, GError **error)
{
    bool gone = false;
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    if (!outbox_each(e->store, e->cohort->id, 0, see_pending, ids, error))
        return false;
    for (guint i = 0; i < ids->len; i++)
        if (!outbox_withdraw(e->store, g_array_index(ids, int64_t, i), DONE_CLOSED, e->now, &gone, error))
            return false;
    return true;
}

/* What was said to all of them stands in the journal, too, and may quote or name somebody. */
static bool erase_said(Erasing *e, GError **error)
{
    g_autofree char *subject = g_strdup_printf("C%" G_GINT64_FORMAT, e->cohort->id);
    return journal_erase_saying(e->store, e->now, "engine", subject, "words.sent", NULL, error);
}

static bool erase_words(Erasing *e, GError **error)
{
    g_autoptr(GArray) people = enrolment_list(e->store, e->cohort->id, error);
    if (!people || !post_each(e->store, e->cohort->id, see_post, e, error) ||
        !post_erase_words(e->store, e->cohort->id, error) || !review_erase_words(e->store, e->cohort->id, error) ||
        !coding_forget_cohort(e->store, e->cohort->id, error) || !stock_forget_cohort(e->store, e->cohort->id, error) ||
        !sheet_forget_cohort(e->store, e->cohort->id, error) || !erase_said(e, error) || !drop_pending(e, error))
        return false;
    for (guint i = 0; i < e->posts->len; i++)
        if (!erase_about(e, "P", g_array_index(e->posts, int64_t, i), error))
            return false;
    for (guint i = 0; i < people->len; i++) {
        int64_t id = g_array_index(people, int64_t, i);
        if (!outbox_erase(e->store, id, error) || !erase_typed(e, id, error) || !erase_about(e, "E", id, error))
            return false;
    }
    e->count = (int64_t)e->posts->len;
    return outbox_erase_to_staff(e->store, MIN(e->now, e->cohort->closed + STAFF_WORDS), error);
}

static bool erase_person(Erasing *e, int64_t learner, GError **error)
{
    const Vault *vault = context_vault(e->context);
    g_autoptr(GPtrArray) addresses = addresses_ever(e->store, vault, learner, error);
    for (guint i = 0; addresses && i < addresses->len; i++)
        if (!inbox_erase(e->store, addresses->pdata[i], error))
            return false;
    return addresses && erase_about(e, "L", learner, error) && advert_forget(e->store, vault, learner, e->now, error) &&
           person_retire(e->store, vault, learner, error);
}

/* Who said that she stays in a group of alumni keeps name and number until she leaves it or it ends. */
static bool stays_in_a_group(Erasing *e, int64_t learner, bool *stays, GError **error)
{
    g_autoptr(GArray) all = enrolments_of(e->store, learner, error);
    *stays = false;
    for (guint i = 0; all && i < all->len && !*stays; i++) {
        g_autoptr(Enrolment) one = enrolment_get(e->store, NULL, g_array_index(all, int64_t, i), error);
        const Cohort *cohort = one ? context_cohort(e->context, one->cohort, error) : NULL;
        if (!cohort || (cohort->alumni && !consent_given(e->store, one->id, "alumni", stays, error)))
            return false;
    }
    return all != NULL;
}

static bool erase_people(Erasing *e, GError **error)
{
    g_autoptr(GArray) people = people_to_retire(e->store, e->cohort->id, e->now, error);
    for (guint i = 0; people && i < people->len; i++) {
        bool stays = false;
        int64_t learner = g_array_index(people, int64_t, i);
        if (!stays_in_a_group(e, learner, &stays, error) || (!stays && !erase_person(e, learner, error)))
            return false;
        e->count += !stays;
    }
    return people != NULL;
}

static bool erase_certificates(Erasing *e, GError **error)
{
    g_autoptr(GArray) people = enrolment_list(e->store, e->cohort->id, error);
    if (!people || !certificate_count(e->store, e->cohort->id, &e->count, error))
        return false;
    for (guint i = 0; i < people->len; i++)
        if (!certify_forget(e->context, g_array_index(people, int64_t, i), error))
            return false;
    return true;
}

/* What a later version keeps of a class has its eraser here. */
static bool (*const erasers[KEEP_CLASSES])(Erasing *e, GError **error) = {
    [KEEP_FILES] = erase_files,
    [KEEP_WORDS] = erase_words,
    [KEEP_PEOPLE] = erase_people,
    [KEEP_CERTIFICATES] = erase_certificates,
};

/* A group of alumni writes on: its date comes again, as long after this one as the settings say. */
static bool set_done(const Erasing *e, const Retention *one, GError **error)
{
    bool again = e->cohort->alumni && (one->class == KEEP_WORDS || one->class == KEEP_PEOPLE);
    int64_t next = e->now + MAX(context_keep_days_of(e->context, e->cohort, one->class), 1) * (int64_t)DAY;
    return again ? retention_set(e->store, e->cohort->id, one->class, next, error)
                 : retention_done(e->store, one, e->count, e->now, error);
}

static bool carry_out(Context *context, const Retention *one, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(StoreTx) tx = store_begin(store, error);
    g_autoptr(Cohort) cohort = tx ? cohort_get(store, one->cohort, error) : NULL;
    g_autoptr(GPtrArray) assets = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) posts = g_array_new(FALSE, FALSE, sizeof(int64_t));
    Erasing e = { context, store, cohort, now, 0, assets, posts };
    if (!cohort || !erasers[one->class](&e, error) || !set_done(&e, one, error))
        return false;
    g_autofree char *subject = g_strdup_printf("C%" G_GINT64_FORMAT, cohort->id);
    g_autoptr(cJSON) payload = json_put(cJSON_CreateObject(), "class", keep_name(one->class));
    g_autofree char *text = json_text(json_put_int(payload, "count", e.count));
    return journal_add(store, now, "engine", "cohort.erased", subject, text, error) &&
           store_commit(g_steal_pointer(&tx), error);
}

bool admin_keep_due(Context *context, int64_t now, int64_t *erased, GError **error)
{
    Retention one;
    bool found = false;
    for (*erased = 0; *erased < RUNS_AT_ONCE; ++*erased) {
        g_autoptr(GError) fault = NULL;
        if (!retention_due(context_store(context), now, &one, &found, error))
            return false;
        if (!found)
            break;
        if (!carry_out(context, &one, now, &fault)) {
            /* It stays due, and the doctor tells of it; the engine has other things to do meanwhile. */
            log_event(LOG_ERROR, "admin.keep", "class", keep_name(one.class), "fault", fault->message, NULL);
            break;
        }
    }
    if (!keep_adverts(context, now, error))
        return false;
    context_forget(context);
    return *erased == 0 || store_forget(context_store(context), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two records that are one person become one. A cohort in which both have answered or written is refused: two tests of
 * one person cannot be made into one. Where the other record holds nothing it is left behind, empty and in no count. */
#include "admin_priv.h"
#include "advert.h"
#include "discussion.h"
#include "outbox.h"
#include "person.h"
#include "quiz.h"
#include "review.h"
#include "sheet.h"
#include "staff.h"
#include "stock.h"
#include "tie.h"

typedef struct {
    Change *c;
    int64_t keep, other;
    GArray *kept, *others; /* their enrolments */
    cJSON *moved, *left;   /* names of cohorts */
} Merge;

static bool read_id(Change *c, const char *name, int64_t *id, GArray **enrolments, GError **error)
{
    const char *text = json_need_string(c->params, name, error);
    gint64 number = 0;
    if (!text)
        return false;
    if (!g_ascii_string_to_signed(text + (*text == 'L'), 10, 1, G_MAXINT64, &number, NULL))
        return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no learner; ids look like L42", text);
    *id = number;
    *enrolments = enrolments_of(c->store, number, error);
    if (!*enrolments)
        return false;
    return (*enrolments)->len > 0 ||
           change_refuse(error, BARAZA_ERROR_MISSING, "there is no learner L%" G_GINT64_FORMAT, *id);
}

/* What nobody may lose on the way: a person who works here, a wish to be forgotten, a message that is in the air. */
static bool check_other(const Merge *m, GError **error)
{
    Store *store = m->c->store;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Staff) staff = staff_of_learner(store, m->other, &fault);
    g_autoptr(Erasure) wish = fault ? NULL : erasure_get(store, m->other, &fault);
    g_autoptr(Erasure) own = fault ? NULL : erasure_get(store, m->keep, &fault);
    g_autoptr(GArray) leased = fault ? NULL : outbox_leased_to(store, m->other, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (staff)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "L%" G_GINT64_FORMAT " also works here, as %s: merge the other way round", m->other, staff->name);
    if (wish || own)
        return change_refuse(error, BARAZA_ERROR_STATE, "one of the two asked to be forgotten, which comes first");
    return leased->len == 0 ||
           change_refuse(error, BARAZA_ERROR_STATE,
               "a message to L%" G_GINT64_FORMAT " is just on its way: try again in a minute", m->other);
}

/* Whether she has answered, written, told of stock, filled in a form or reviewed a colleague. */
static bool holds(Store *store, int64_t enrolment, bool *something, GError **error)
{
    int64_t answers = 0, posts = 0, rows = 0, fields = 0;
    g_autoptr(GPtrArray) reviews = review_of_reviewer(store, enrolment, NULL, error);
    bool good = reviews && quiz_written(store, enrolment, &answers, error) &&
                post_written(store, enrolment, &posts, error) && stock_kept(store, enrolment, &rows, error) &&
                sheet_answers_kept(store, enrolment, &fields, error);
    *something = answers + posts + rows + fields > 0;
    for (guint i = 0; good && i < reviews->len; i++)
        *something |= ((const Review *)reviews->pdata[i])->state == REVIEW_DONE;
    return good;
}

/* The enrolment of the record that stays in the same cohort; 0: none. */
static bool twin_of(const Merge *m, int64_t cohort, int64_t *twin, GError **error)
{
    *twin = 0;
    for (guint i = 0; i < m->kept->len; i++) {
        g_autoptr(Enrolment) e = enrolment_get(m->c->store, NULL, g_array_index(m->kept, int64_t, i), error);
        if (!e)
            return false;
        if (e->cohort == cohort)
            *twin = e->id;
    }
    return true;
}

typedef struct {
    GArray *ids;
} Pending;

static bool take_pending(const OutboxLine *line, gpointer data)
{
    if (!g_str_equal(line->place, "done"))
        g_array_append_val(((Pending *)data)->ids, line->id);
    return true;
}

/* What waits goes to the one thread; its old rows stay in the ledger as replaced. */
static bool move_message(const Merge *m, int64_t id, GError **error)
{
    Store *store = m->c->store;
    bool gone = false;
    g_autoptr(OutboxMsg) msg = outbox_get(store, id, error);
    g_autoptr(Message) message = msg ? message_from_json(msg->body, error) : NULL;
    if (!message || !outbox_withdraw(store, id, DONE_REPLACED, m->c->now, &gone, error))
        return false;
    g_autofree char *key = g_strdup_printf("%s/L%" G_GINT64_FORMAT, msg->key, m->keep);
    OutboxAdd add = { .key = key,
        .cohort = msg->cohort,
        .enrolment = msg->enrolment,
        .learner = m->keep,
        .lane = msg->lane,
        .kind = msg->kind,
        .step = msg->step,
        .post = msg->post,
        .message = message,
        .due = m->c->now };
    return !gone || outbox_add(store, &add, m->c->now, NULL, error);
}

static bool each_pending(const Merge *m, int64_t enrolment, bool move, GError **error)
{
    Store *store = m->c->store;
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    Pending pending = { ids };
    if (!outbox_each(store, 0, enrolment, take_pending, &pending, error))
        return false;
    for (guint i = 0; i < ids->len; i++) {
        int64_t id = g_array_index(ids, int64_t, i);
        bool gone = false;
        if (!(move ? move_message(m, id, error) : outbox_withdraw(store, id, DONE_REMOVED, m->c->now, &gone, error)))
            return false;
    }
    return true;
}

static bool leave_empty(const Merge *m, const Enrolment *e, int64_t twin, GError **error)
{
    Store *store = m->c->store;
    return each_pending(m, e->id, false, error) && tie_merge(store, twin, e->id, error) &&
           schedule_cancel(store, e->id, "a second record of one person", m->c->now, error) &&
           relay_leave(store, e->id, error) && person_merge_empty(store, e->id, m->c->now, error);
}

static bool merge_one(const Merge *m, int64_t enrolment, GError **error)
{
    Store *store = m->c->store;
    int64_t twin = 0;
    bool other_holds = false, twin_holds = false;
    g_autoptr(Enrolment) e = enrolment_get(store, NULL, enrolment, error);
    const Cohort *cohort = e ? context_cohort(m->c->context, e->cohort, error) : NULL;
    if (!cohort || !twin_of(m, e->cohort, &twin, error))
        return false;
    json_put_item(twin ? m->left : m->moved, NULL, cJSON_CreateString(cohort->name));
    if (!twin)
        return each_pending(m, enrolment, true, error) && person_merge_enrolment(store, m->keep, enrolment, error);
    if (!change_thawed(cohort, "both records are in it and stay as they are", error))
        return false;
    if (!holds(store, enrolment, &other_holds, error) || !holds(store, twin, &twin_holds, error))
        return false;
    if (other_holds && twin_holds)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "both have answered or written in %s, which cannot be made one: withdraw one of them", cohort->name);
    if (other_holds)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "in %s only L%" G_GINT64_FORMAT " has answered or written: merge the other way round", cohort->name,
            m->other);
    return leave_empty(m, e, twin, error);
}

/* The number of the record that stays is the one written to; the other's is hers where she has none. */
static bool merge_addresses(const Merge *m, cJSON *result, GError **error)
{
    Store *store = m->c->store;
    bool is_user_id = false;
    g_autoptr(GError) fault = NULL;
    OutboxThread thread;
    g_autofree char *address = address_of(store, context_vault(m->c->context), m->keep, &is_user_id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    json_put(result, "number", address ? "kept" : "other");
    return person_merge_addresses(store, m->keep, m->other, !address, m->c->now, error) &&
           (address || (outbox_thread_get(store, m->other, &thread, error) &&
                           outbox_thread_set(store, m->keep, &thread, error)));
}

/* Whom a group of patients has as a member stays apart from every other record. */
static bool suits(Change *c, const GArray *enrolments, GError **error)
{
    for (guint i = 0; i < enrolments->len; i++) {
        g_autoptr(Enrolment) e = enrolment_get(c->store, NULL, g_array_index(enrolments, int64_t, i), error);
        const Cohort *cohort = e ? context_cohort(c->context, e->cohort, error) : NULL;
        if (!cohort || !change_suits(c, cohort, error))
            return false;
    }
    return true;
}

bool change_learner_merge(Change *c, cJSON *result, GError **error)
{
    g_autoptr(GArray) kept = NULL, others = NULL;
    Merge m = { .c = c, .moved = cJSON_CreateArray(), .left = cJSON_CreateArray() };
    json_put_item(json_put_item(result, "moved", m.moved), "left", m.left);
    if (!read_id(c, "learner", &m.keep, &kept, error) || !read_id(c, "other", &m.other, &others, error))
        return false;
    m.kept = kept;
    m.others = others;
    if (m.keep == m.other)
        return change_refuse(error, BARAZA_ERROR_INPUT, "these are one record already");
    if (!suits(c, kept, error) || !suits(c, others, error) || !check_other(&m, error))
        return false;
    for (guint i = 0; i < others->len; i++)
        if (!merge_one(&m, g_array_index(others, int64_t, i), error))
            return false;
    g_autofree char *keep = g_strdup_printf("L%" G_GINT64_FORMAT, m.keep);
    g_autofree char *other = g_strdup_printf("L%" G_GINT64_FORMAT, m.other);
    json_put(json_put(result, "learner", keep), "other", other);
    change_subject(c, "L", m.keep);
    c->payload = json_put(cJSON_CreateObject(), "other", other);
    return merge_addresses(&m, result, error) && advert_merge(c->store, m.keep, m.other, c->now, error) &&
           person_merged(c->store, context_vault(c->context), m.other, error);
}

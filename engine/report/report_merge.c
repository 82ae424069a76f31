/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several cohorts become one body of data: learners stand in the order of their cohorts, a question is the same when
 * its id, version and key are, and messages are summed by step. What is sealed in one cohort is sealed in all. */
#include "error.h"
#include "report_priv.h"

static bool same_forms(const ReportData *a, const ReportData *b)
{
    bool same = a->forms->len == b->forms->len;
    for (guint i = 0; same && i < a->forms->len; i++)
        same = g_str_equal(a->forms->pdata[i], b->forms->pdata[i]);
    return same;
}

static bool fits(const ReportData *into, const ReportData *part, GError **error)
{
    const char *what = g_strcmp0(into->course_id, part->course_id) != 0 ? "took different courses"
                       : g_strcmp0(into->test_id, part->test_id) != 0   ? "sat different tests"
                       : !same_forms(into, part)                        ? "sat different forms of the test"
                       : into->design != part->design                   ? "had their forms assigned in different ways"
                                                                        : NULL;
    if (!what)
        return true;
    g_set_error(
        error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s and %s %s: evaluate them apart", into->cohort, part->cohort, what);
    return false;
}

static bool same_item(const ReportItem *a, const ReportItem *b)
{
    return g_str_equal(a->id, b->id) && a->version == b->version && a->retired == b->retired &&
           g_strcmp0(a->key, b->key) == 0;
}

/* Where each question of the part stands in the whole; new ones are moved. Given. */
static int *take_items(ReportData *into, ReportData *part)
{
    int *map = g_new(int, part->items->len + 1);
    guint known = into->items->len;
    for (guint i = 0; i < part->items->len; i++) {
        ReportItem *item = part->items->pdata[i];
        guint at = 0;
        while (at < known && !same_item(into->items->pdata[at], item))
            at++;
        map[i] = (int)at;
        if (at < known)
            continue;
        map[i] = (int)into->items->len;
        g_ptr_array_add(into->items, item);
        part->items->pdata[i] = NULL;
    }
    for (guint i = part->items->len; i-- > 0;)
        if (!part->items->pdata[i])
            g_ptr_array_steal_index(part->items, i);
    return map;
}

/* All members of `from` are `to`'s now. */
static void move_all(GPtrArray *to, GPtrArray *from)
{
    gsize n = 0;
    gpointer *all = g_ptr_array_steal(from, &n);
    for (gsize i = 0; i < n; i++)
        g_ptr_array_add(to, all[i]);
    g_free(all);
}

/* Before learners and rooms: they count on from those that are there. */
static void move_votes(ReportData *into, ReportData *part)
{
    int learners = (int)into->learners->len, rooms = (int)into->rooms->len;
    for (guint i = 0; i < part->votes->len; i++) {
        ReportVote *vote = part->votes->pdata[i];
        vote->learner += learners;
        vote->room += vote->room >= 0 ? rooms : 0;
    }
    for (guint i = 0; i < part->stays->len; i++) {
        ReportStay *stay = part->stays->pdata[i];
        stay->learner += learners;
        stay->room += stay->room >= 0 ? rooms : 0;
    }
    for (guint i = 0; i < part->ties->len; i++) {
        ReportTie *tie = part->ties->pdata[i];
        tie->learner += learners;
        tie->other += learners;
    }
    move_all(into->votes, part->votes);
    move_all(into->ties, part->ties);
    g_array_append_vals(into->asked, part->asked->data, part->asked->len);
    move_all(into->stays, part->stays);
}

/* Where each event of the part stands in the whole. Given. */
static int *take_events(ReportData *into, ReportData *part)
{
    int *map = g_new(int, part->events->len + 1);
    for (guint i = 0; i < part->events->len; i++) {
        const ReportEvent *event = part->events->pdata[i];
        guint at = 0;
        while (at < into->events->len && !g_str_equal(((ReportEvent *)into->events->pdata[at])->step, event->step))
            at++;
        map[i] = (int)at;
        if (at < into->events->len)
            continue;
        ReportEvent *copy = g_memdup2(event, sizeof *event);
        copy->step = g_strdup(event->step);
        copy->title = g_strdup(event->title);
        g_ptr_array_add(into->events, copy);
    }
    return map;
}

static bool same_assignment(const ReportAssignment *a, const ReportAssignment *b)
{
    bool same = g_str_equal(a->step, b->step) && a->most->len == b->most->len;
    for (guint i = 0; same && i < a->most->len; i++)
        same = g_array_index(a->most, int, i) == g_array_index(b->most, int, i);
    return same;
}

/* The same of assignments; one whose marks go to another most is another. */
static int *take_assignments(ReportData *into, ReportData *part)
{
    int *map = g_new(int, part->assignments->len + 1);
    for (guint i = 0; i < part->assignments->len; i++) {
        const ReportAssignment *one = part->assignments->pdata[i];
        guint at = 0;
        while (at < into->assignments->len && !same_assignment(into->assignments->pdata[at], one))
            at++;
        map[i] = (int)at;
        if (at < into->assignments->len)
            continue;
        ReportAssignment *copy = g_memdup2(one, sizeof *one);
        copy->step = g_strdup(one->step);
        copy->title = g_strdup(one->title);
        copy->criteria = g_ptr_array_ref(one->criteria);
        copy->most = g_array_ref(one->most);
        g_ptr_array_add(into->assignments, copy);
    }
    return map;
}

static bool same_question(const ReportQuestion *a, const ReportQuestion *b)
{
    bool same = g_str_equal(a->step, b->step) && g_str_equal(a->item, b->item) && a->version == b->version &&
                a->ask == b->ask && a->codes->len == b->codes->len;
    for (guint i = 0; same && i < a->codes->len; i++)
        same = g_str_equal(a->codes->pdata[i], b->codes->pdata[i]);
    return same;
}

/* Before learners. A question of the part that the whole lacks is moved; one with other options is another. */
static void move_replies(ReportData *into, ReportData *part)
{
    int learners = (int)into->learners->len;
    guint known = into->questions->len;
    g_autofree int *map = g_new(int, part->questions->len + 1);
    for (guint i = 0; i < part->questions->len; i++) {
        guint at = 0;
        while (at < known && !same_question(into->questions->pdata[at], part->questions->pdata[i]))
            at++;
        map[i] = (int)(at < known ? at : into->questions->len);
        if (at < known)
            continue;
        g_ptr_array_add(into->questions, part->questions->pdata[i]);
        part->questions->pdata[i] = NULL;
    }
    for (guint i = part->questions->len; i-- > 0;)
        if (!part->questions->pdata[i])
            g_ptr_array_steal_index(part->questions, i);
    for (guint i = 0; i < part->replies->len; i++) {
        ReportReply *reply = part->replies->pdata[i];
        reply->learner += learners;
        reply->question = map[reply->question];
    }
    move_all(into->replies, part->replies);
}

/* Before learners. */
static void move_deeds(ReportData *into, ReportData *part)
{
    int learners = (int)into->learners->len;
    g_autofree int *events = take_events(into, part), *assignments = take_assignments(into, part);
    for (guint i = 0; i < part->tasks->len; i++)
        ((ReportTask *)part->tasks->pdata[i])->learner += learners;
    for (guint i = 0; i < part->visits->len; i++) {
        ReportVisit *visit = part->visits->pdata[i];
        visit->learner += learners;
        visit->event = events[visit->event];
    }
    for (guint i = 0; i < part->works->len; i++) {
        ReportWork *work = part->works->pdata[i];
        work->learner += learners;
        work->assignment = assignments[work->assignment];
    }
    for (guint i = 0; i < part->reviews->len; i++) {
        ReportReview *review = part->reviews->pdata[i];
        review->author += learners;
        review->reviewer += learners;
        review->assignment = assignments[review->assignment];
    }
    move_all(into->tasks, part->tasks);
    move_all(into->visits, part->visits);
    move_all(into->works, part->works);
    move_all(into->reviews, part->reviews);
}

static void move_people(ReportData *into, ReportData *part, const int *items)
{
    int learners = (int)into->learners->len, rooms = (int)into->rooms->len, cohorts = (int)into->cohorts->len;
    for (guint i = 0; i < part->learners->len; i++) {
        ReportLearner *l = part->learners->pdata[i];
        l->cohort += cohorts;
        l->room += l->room >= 0 ? rooms : 0;
    }
    for (guint i = 0; i < part->rooms->len; i++)
        ((ReportRoom *)part->rooms->pdata[i])->cohort += cohorts;
    for (guint i = 0; i < part->sits->len; i++) {
        ReportSit *sit = part->sits->pdata[i];
        sit->learner += learners;
        for (guint a = 0; a < sit->answers->len; a++) {
            ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, a);
            answer->item = items[answer->item];
        }
    }
    for (guint i = 0; i < part->posts->len; i++) {
        ReportPost *post = part->posts->pdata[i];
        post->learner += post->learner >= 0 ? learners : 0;
        post->room += post->room >= 0 ? rooms : 0;
    }
    for (guint i = 0; i < part->quizzes->len; i++)
        ((ReportQuiz *)part->quizzes->pdata[i])->learner += learners;
    for (guint i = 0; i < part->promises->len; i++)
        ((ReportPromise *)part->promises->pdata[i])->learner += learners;
    move_all(into->promises, part->promises);
    move_deeds(into, part);
    move_replies(into, part);
    move_votes(into, part);
    move_all(into->cohorts, part->cohorts);
    move_all(into->rooms, part->rooms);
    move_all(into->learners, part->learners);
    move_all(into->sits, part->sits);
    move_all(into->posts, part->posts);
    move_all(into->quizzes, part->quizzes);
}

static ReportDelivery *step_row(ReportData *into, const ReportDelivery *from)
{
    for (guint i = 0; i < into->deliveries->len; i++) {
        ReportDelivery *row = into->deliveries->pdata[i];
        if (g_strcmp0(row->step, from->step) == 0)
            return row;
    }
    ReportDelivery *row = g_new0(ReportDelivery, 1);
    row->step = g_strdup(from->step);
    row->title = g_strdup(from->title);
    g_ptr_array_add(into->deliveries, row);
    return row;
}

static ReportReason *reason_row(ReportData *into, const ReportReason *from)
{
    for (guint i = 0; i < into->reasons->len; i++) {
        ReportReason *row = into->reasons->pdata[i];
        if (g_str_equal(row->place, from->place) && g_str_equal(row->reason, from->reason))
            return row;
    }
    ReportReason *row = g_new0(ReportReason, 1);
    row->place = g_strdup(from->place);
    row->reason = g_strdup(from->reason);
    g_ptr_array_add(into->reasons, row);
    return row;
}

static void add_messages(ReportData *into, const ReportData *part)
{
    for (guint i = 0; i < part->deliveries->len; i++) {
        const ReportDelivery *from = part->deliveries->pdata[i];
        ReportDelivery *row = step_row(into, from);
        row->owed += from->owed;
        row->accepted += from->accepted;
        row->delivered += from->delivered;
        row->read += from->read;
        row->failed += from->failed;
        row->waiting += from->waiting;
        row->not_sent += from->not_sent;
    }
    for (guint i = 0; i < part->reasons->len; i++) {
        const ReportReason *from = part->reasons->pdata[i];
        reason_row(into, from)->count += from->count;
    }
}

/* "1.0, 1.1": each once. Takes nothing. */
static void add_text(char **text, const char *more)
{
    g_auto(GStrv) known = g_strsplit(*text ? *text : "", ", ", -1);
    if (!more || g_strv_contains((const char *const *)known, more))
        return;
    char *joined = *text && **text ? g_strconcat(*text, ", ", more, NULL) : g_strdup(more);
    g_free(*text);
    *text = joined;
}

/* Sealed as long as one of them is: open only when each has closed or was opened early. */
static void join_seals(ReportData *into, const ReportData *part)
{
    bool early = (into->unblinded || into->generated >= into->post_closes) &&
                 (part->unblinded || part->generated >= part->post_closes);
    into->unblinded = early ? MAX(into->unblinded, part->unblinded) : 0;
    into->post_closes = MAX(into->post_closes, part->post_closes);
    into->test_closes = MAX(into->test_closes, part->test_closes);
}

static void add_part(ReportData *into, ReportData *part)
{
    join_seals(into, part);
    g_autofree int *items = take_items(into, part);
    move_people(into, part, items);
    add_messages(into, part);
    move_all(into->corrections, part->corrections);
    move_all(into->codings, part->codings);
    into->codings_open += part->codings_open;
    into->flagged += part->flagged;
    into->forgotten += part->forgotten;
    into->observers += part->observers;
    into->start = MIN(into->start, part->start);
    into->simulated = into->simulated || part->simulated;
    into->has_delayed = into->has_delayed || part->has_delayed;
    into->same_form = into->same_form || part->same_form;
    into->by_room = into->by_room || part->by_room;
    into->compared = into->compared || part->compared;
    into->by_cohort = into->by_cohort || part->by_cohort;
    into->steps_all = MAX(into->steps_all, part->steps_all);
    add_text(&into->cohort, part->cohort);
    add_text(&into->course_version, part->course_version);
    add_text(&into->course_sha256, part->course_sha256);
    add_text(&into->primary, part->primary);
}

void report_check_sequences(ReportData *data)
{
    data->sequences = MAX(1, data->design);
    for (int s = 0; s < data->design; s++) {
        int n = 0;
        for (guint i = 0; i < data->learners->len; i++)
            n += ((const ReportLearner *)data->learners->pdata[i])->sequence == s;
        if (n == 0)
            data->sequences = 1;
    }
}

ReportData *report_merge(GPtrArray *parts, GError **error)
{
    const ReportData *first = parts->pdata[0];
    for (guint i = 1; i < parts->len; i++)
        if (!fits(first, parts->pdata[i], error))
            return NULL;
    ReportData *into = g_ptr_array_steal_index(parts, 0);
    bool several = parts->len > 0;
    while (parts->len > 0) {
        ReportData *part = g_ptr_array_steal_index(parts, 0);
        add_part(into, part);
        report_data_free(part);
    }
    if (several)
        report_check_sequences(into);
    for (guint i = 0; several && i < into->rooms->len; i++) {
        ReportRoom *room = into->rooms->pdata[i];
        g_autofree char *name = room->name;
        room->name = g_strconcat(((const ReportCohort *)into->cohorts->pdata[room->cohort])->name, " ", name, NULL);
    }
    return into;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Votes in polls, which may change until the poll closes, and confirmations of tasks, which are kept as first given. */
#include "quiz_priv.h"
#include "quiz_queries.h"

bool poll_vote(Store *store, int64_t enrolment, int64_t room, const char *step, const char *choices, int64_t now,
    bool *changed, GError **error)
{
    g_autofree char *before = NULL;
    if (!store_get_text(
            store, &quiz_poll_of, ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("step", step)), &before, error))
        return false;
    *changed = g_strcmp0(before, choices) != 0;
    return !*changed || store_run(store, &quiz_poll_put,
                            ARGS(ARG_INT("enrolment", enrolment), ARG_INT("room", room), ARG_TEXT("step", step),
                                ARG_TEXT("choices", choices), ARG_INT("now", now)),
                            NULL, error);
}

bool poll_choices(Store *store, int64_t enrolment, const char *step, char **choices, GError **error)
{
    return store_get_text(
        store, &quiz_poll_of, ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("step", step)), choices, error);
}

/* A poll's choices read as the options of a question. */
char *poll_read(const Step *poll, const Course *course, const char *text, const char *lang)
{
    Item item = { .kind = poll->multiple ? ITEM_MULTIPLE : ITEM_SINGLE, .options = poll->choices };
    g_autoptr(GArray) order = quiz_order(&item, NULL, 0);
    QuizMark mark = { 0 };
    if (quiz_tapped(text) || quiz_grade(&item, course, order, text, lang, NULL, &mark) != QUIZ_GRADED)
        return NULL;
    g_autofree char *ids = g_strdup(mark.answer);
    quiz_mark_clear(&mark);
    return g_steal_pointer(&ids);
}

typedef struct {
    PollVoteFn *fn;
    gpointer data;
} Each;

static bool each_vote(const StoreRow *row, gpointer data)
{
    const Each *each = data;
    PollVote vote = { .enrolment = store_int(row, 0),
        .room = store_int(row, 1),
        .choices = store_text(row, 2),
        .at = store_int(row, 3) };
    return each->fn(&vote, each->data);
}

bool poll_each(Store *store, const char *ballot, int64_t room, PollVoteFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    return store_each(
        store, &quiz_poll_room, ARGS(ARG_TEXT("step", ballot), ARG_INT("room", room)), each_vote, &each, error);
}

typedef struct {
    const Step *poll;
    int *counts;
    int voters;
} Tally;

static bool add_vote(const PollVote *vote, gpointer data)
{
    Tally *tally = data;
    g_auto(GStrv) ids = g_strsplit(vote->choices, " ", -1);
    for (guint i = 0; i < tally->poll->choices->len; i++)
        if (g_strv_contains((const char *const *)ids, ((const ItemOption *)tally->poll->choices->pdata[i])->id))
            tally->counts[i]++;
    tally->voters++;
    return true;
}

cJSON *poll_counts(Store *store, const Step *poll, const char *ballot, int64_t room, int *voters, GError **error)
{
    g_autofree int *counts = g_new0(int, poll->choices->len + 1);
    Tally tally = { .poll = poll, .counts = counts };
    if (!poll_each(store, ballot, room, add_vote, &tally, error))
        return NULL;
    cJSON *result = cJSON_CreateObject();
    for (guint i = 0; i < poll->choices->len; i++)
        json_put_int(result, ((const ItemOption *)poll->choices->pdata[i])->id, counts[i]);
    if (voters)
        *voters = tally.voters;
    return result;
}

bool task_confirm(
    Store *store, int64_t enrolment, const char *step, const char *evidence, int64_t now, bool *fresh, GError **error)
{
    int64_t changed = 0;
    if (!store_run(store, &quiz_task_put,
            ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("step", step), ARG_TEXT("evidence", evidence),
                ARG_INT("now", now)),
            &changed, error))
        return false;
    *fresh = changed == 1;
    return true;
}

bool task_is_confirmed(Store *store, int64_t enrolment, const char *step, bool *is, GError **error)
{
    int64_t count = 0;
    bool good = store_get_int(
        store, &quiz_task_is_done, ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("step", step)), &count, NULL, error);
    *is = count > 0;
    return good;
}

bool task_take_back(Store *store, int64_t enrolment, const char *step, GError **error)
{
    return store_run(
        store, &quiz_task_drop, ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("step", step)), NULL, error);
}

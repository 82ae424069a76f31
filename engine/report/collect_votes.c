/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Votes of a poll, and of its second asking beside the first; and who talked with whom in pairs and circles. */
#include "circle.h"
#include "collect_priv.h"

typedef struct {
    Collect *c;
    const Step *poll;
    ReportVote **rows; /* by learner, NULL: no vote yet */
    bool second;
} Votes;

static bool take_vote(const PollVote *vote, gpointer data)
{
    Votes *v = data;
    int learner = collect_index(v->c->learner_of, vote->enrolment);
    if (learner < 0)
        return true;
    ReportVote *row = v->rows[learner];
    if (!row) {
        row = v->rows[learner] = g_new0(ReportVote, 1);
        row->learner = learner;
        row->room = collect_index(v->c->room_of, vote->room);
        row->step = g_strdup(v->poll->id);
        row->twice = v->poll->commit;
        collect_met(v->c, learner, v->poll->id);
    }
    *(v->second ? &row->second : &row->first) = g_strdup(vote->choices);
    *(v->second ? &row->second_at : &row->first_at) = vote->at;
    return true;
}

static bool each_room(const Collect *c, const GArray *rooms, const char *ballot, Votes *votes, GError **error)
{
    for (guint i = 0; i < rooms->len; i++)
        if (!poll_each(c->store, ballot, g_array_index(rooms, int64_t, i), take_vote, votes, error))
            return false;
    return true;
}

static bool collect_poll(Collect *c, const Step *poll, GError **error)
{
    g_autofree ReportVote **rows = g_new0(ReportVote *, c->data->learners->len + 1);
    g_autofree char *again = g_strconcat(poll->id, ".again", NULL);
    g_autoptr(GArray) rooms = room_list(c->store, c->cohort->id, error);
    Votes votes = { c, poll, rows, false };
    bool ok = rooms && each_room(c, rooms, poll->id, &votes, error);
    votes.second = true;
    ok = ok && (!poll->commit || each_room(c, rooms, again, &votes, error));
    for (guint i = 0; i < c->data->learners->len; i++)
        if (rows[i])
            g_ptr_array_add(c->data->votes, rows[i]);
    return ok;
}

bool collect_votes(Collect *c, GError **error)
{
    for (guint i = 0; i < c->course->steps->len; i++) {
        const Step *step = c->course->steps->pdata[i];
        if (step->kind == STEP_POLL && !collect_poll(c, step, error))
            return false;
    }
    return true;
}

static bool take_stay(const CircleStay *stay, gpointer data)
{
    Collect *c = data;
    int learner = collect_index(c->learner_of, stay->enrolment);
    if (learner < 0)
        return true;
    ReportStay *row = g_new0(ReportStay, 1);
    *row = (ReportStay){ .learner = learner,
        .room = collect_index(c->room_of, stay->circle.room),
        .circle = stay->circle.id,
        .entered = stay->entered,
        .left = stay->left,
        .kind = g_strdup(circle_kind_name(stay->circle.kind)),
        .why = stay->left ? g_strdup(stay->why) : NULL };
    g_ptr_array_add(c->data->stays, row);
    return true;
}

bool collect_circles(Collect *c, GError **error)
{
    return circle_each(c->store, c->cohort->id, take_stay, c, error);
}

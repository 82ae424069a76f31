/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of a rehearsal on the way and at its end. */
#include "rehearse_priv.h"

#include "certificate.h"
#include "discussion.h"
#include "outbox.h"
#include "quiz.h"
#include "review.h"

typedef struct {
    int64_t shared, all;
} Posts;

static bool count_post(const Post *post, gpointer data)
{
    Posts *posts = data;
    posts->all++;
    posts->shared += post->state == POST_SHARED;
    return true;
}

typedef struct {
    int64_t answers;
} Answers;

static bool count_attempt(const Attempt *attempt, gpointer data)
{
    /* The question asked last may be open. */
    ((Answers *)data)->answers += attempt->state == ATTEMPT_DONE ? attempt->count : MAX(attempt->asked - 1, 0);
    return true;
}

bool rehearsal_progress(Rehearsal *r, RehearseProgress *progress, GError **error)
{
    Store *store = r->stage->store;
    Posts posts = { 0 };
    Answers answers = { 0 };
    PlatformCounts counts = platform_counts(r->stage->platform);
    if (!post_each(store, r->stage->cohort, count_post, &posts, error) ||
        !quiz_each(store, r->stage->cohort, count_attempt, &answers, error))
        return false;
    int64_t now = r->stage->clock.now;
    *progress = (RehearseProgress){ .day = cohort_day_of(r->cohort, cohort_today(r->cohort, now)),
        .now = now,
        .sent = counts.accepted,
        .delivered = counts.arrived,
        .answers = answers.answers,
        .posts = posts.shared };
    return true;
}

static bool count_people(Rehearsal *r, RehearseResult *result, GError **error)
{
    g_autoptr(GArray) ids = enrolment_list(r->stage->store, r->stage->cohort, error);
    if (!ids)
        return false;
    for (guint i = 0; i < ids->len; i++) {
        g_autoptr(Enrolment) who =
            enrolment_get(r->stage->store, r->stage->vault, g_array_index(ids, int64_t, i), error);
        if (!who)
            return false;
        result->stops += who->state == ENROLMENT_STOPPED;
    }
    GPtrArray *people = cast_people(r->cast);
    for (guint i = 0; i < people->len; i++)
        result->offline += ((const PersonaTraits *)people->pdata[i])->offline_day > 0;
    return true;
}

static void put_line(GString *out, const char *label, const char *format, ...) G_GNUC_PRINTF(3, 4);
static void put_line(GString *out, const char *label, const char *format, ...)
{
    g_string_append_printf(out, "%-12s", label);
    va_list args;
    va_start(args, format);
    g_string_append_vprintf(out, format, args);
    va_end(args);
    g_string_append_c(out, '\n');
}

#define N(value) ((gint64)(value))
#define D G_GINT64_FORMAT

static void write_owed(GString *out, const OutboxCounts *counts)
{
    put_line(out, "ledger", "%" D " done, %" D " held, %" D " queued, %" D " on the wire, %" D " unknown",
        N(counts->done), N(counts->held), N(counts->queued), N(counts->leased), N(counts->unknown));
    for (int i = 0; i < HELD_REASONS; i++)
        if (counts->held_by[i])
            put_line(out, "  held", "%" D " %s", N(counts->held_by[i]), held_reason_name((HeldReason)i));
    for (int i = 0; i < DONE_REASONS; i++)
        if (counts->done_by[i])
            put_line(out, "  done", "%" D " %s", N(counts->done_by[i]), done_reason_name((DoneReason)i));
}

static void write_work(GString *out, const Rehearsal *r)
{
    g_autoptr(GPtrArray) all = review_of_cohort(r->stage->store, r->stage->cohort, NULL);
    g_autoptr(GHashTable) works = g_hash_table_new(g_direct_hash, g_direct_equal);
    guint done = 0;
    for (guint i = 0; all && i < all->len; i++) {
        const Review *review = all->pdata[i];
        g_hash_table_add(works, GSIZE_TO_POINTER((gsize)review->work));
        done += review->state == REVIEW_DONE;
    }
    if (all && all->len)
        put_line(out, "work", "%u pieces given to colleagues, %u of %u reviews came back", g_hash_table_size(works),
            done, all->len);
}

/* What people did together, where the course lets them. */
static void write_together(GString *out, const Rehearsal *r, const RehearseResult *result)
{
    const RehearseCare *c = &r->care;
    if (result->report->votes->len)
        put_line(out, "votes", "%u", result->report->votes->len);
    if (c->approved || c->returned)
        put_line(out, "cases", "%" D " in the room, %" D " of them closed with a note, %" D " returned", N(c->approved),
            N(c->closed), N(c->returned));
    if (c->marked)
        put_line(out, "attendance", "%" D " were at events", N(c->marked));
    if (c->signed_answers)
        put_line(out, "meetings", "prepared answers signed before them: %" D, N(c->signed_answers));
    write_work(out, r);
}

static void write_cost(GString *out, const Rehearsal *r, const Volume *v)
{
    g_autofree char *sum = cost_text(&v->estimated, 1, 2);
    g_autofree char *each = cost_text(&v->estimated, 1.0 / (double)MAX(r->config->learners, 1), 2);
    if (v->estimated.unpriced)
        put_line(out, "cost",
            "unknown: %" D " of %" D " messages, %" D " of them templates, have no price in rates.csv",
            N(v->estimated.unpriced), N(v->messages), N(v->templates));
    else
        put_line(out, "cost",
            "about %s, %s a learner, estimated by rates.csv: %" D " messages, %" D " of them templates", sum, each,
            N(v->messages), N(v->templates));
}

static char *write_summary(const Rehearsal *r, const RehearseResult *result, const OutboxCounts *owed,
    const RehearseProgress *progress, const Volume *volume)
{
    GString *out = g_string_new(NULL);
    PlatformCounts counts = platform_counts(r->stage->platform);
    const Course *course = r->package->course;
    const CivilZone *zone = civil_zone(r->cohort->zone, NULL);
    g_autofree char *from = civil_local_text(zone, r->first), *to = civil_local_text(zone, r->stage->clock.now);
    put_line(out, "course", "%s %s, %u learners in rooms of %d, seed %" D, course->id, course->version,
        r->config->learners, r->cohort->room_size, N(r->config->seed));
    put_line(out, "time", "%.10s to %.10s %s, course day %d", from, to, r->cohort->zone, progress->day);
    put_line(out, "messages", "%" D " accepted, %" D " delivered, %" D " read, %" D " failed", N(counts.accepted),
        N(counts.arrived), N(counts.read), N(counts.failed));
    write_cost(out, r, volume);
    write_owed(out, owed);
    put_line(out, "learners", "%" D " messages to the course, %" D " answers, %" D " posts", N(counts.inbound),
        N(progress->answers), N(progress->posts));
    put_line(out, "events", "%" D " knocks, %" D " held posts released, %" D " rejected, %" D " STOPs, %" D " offline",
        N(result->knocks), N(r->care.released), N(r->care.rejected), N(result->stops), N(result->offline));
    write_together(out, r, result);
    if (course->certificate_rule)
        put_line(out, "credit", "%" D " certificates", N(result->certificates));
    put_line(out, "refused", "%u by rule, %u too fast",
        platform_refusal_count(r->stage->platform, PLATFORM_REFUSAL_RULE),
        platform_refusal_count(r->stage->platform, PLATFORM_REFUSAL_RATE));
    return g_string_free(out, FALSE);
}

bool rehearsal_sum_up(Rehearsal *r, RehearseResult *result, GError **error)
{
    RehearseProgress progress;
    OutboxCounts owed;
    Stage *stage = r->stage;
    if (!rehearsal_progress(r, &progress, error) || !outbox_counts(stage->store, 0, &owed, error) ||
        !outbox_count_of(stage->store, stage->cohort, OWED_KNOCK, &result->knocks, error) ||
        !certificate_count(stage->store, stage->cohort, &result->certificates, error) ||
        !count_people(r, result, error))
        return false;
    result->messages = progress.sent;
    result->answers = progress.answers;
    result->posts = progress.posts;
    result->released = r->care.released;
    result->report = report_collect(stage->store, stage->library, stage->cohort, stage->clock.now, "rehearsal", error);
    const Cohort *cohort = context_cohort(engine_context(stage->engine), stage->cohort, error);
    Volume volume;
    if (!result->report || !cohort ||
        !(result->cost = volume_csv(stage->store, stage->vault, cohort, r->config->rates, &volume, error)))
        return false;
    result->summary = write_summary(r, result, &owed, &progress, &volume);
    return true;
}

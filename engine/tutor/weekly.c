/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On the first morning of a course week one facilitator gets a draft about the week before: what was answered most,
 * what is still open, what nobody has answered. She sends it, replies with words of her own instead, or drops it;
 * nothing goes to the group by itself. Words of who is blocked or was reported by somebody are not repeated. */
#include "active.h"
#include "clock.h"
#include "facilitate_priv.h"
#include "host.h"
#include "phrase.h"
#include "questions.h"
#include "staff.h"
#include "text.h"

#define MORNING (2 * HOUR) /* active */
#define WEEK 7
#define LINES_MAX 3
#define QUOTE_MAX 60
#define DRAFT_MAX 800

typedef struct {
    Context *context;
    const Cohort *cohort;
    const char *lang;
    int64_t room, now, since, until;
    int week;
    GString *text;
} Draft;

/* A block of the draft: its head, then a line for each. */
static void put_block(const Draft *d, const char *key, const GString *lines)
{
    if (lines->len == 0)
        return;
    g_autofree char *head = phrase(d->lang, key, NULL);
    g_string_append_printf(d->text, "\n\n%s%s", head, lines->str);
}

static char *quote_of(const char *text)
{
    g_autofree char *line = g_strdelimit(g_strdup(text ? text : ""), "\n*_", ' ');
    return facilitate_quote(g_strstrip(line), QUOTE_MAX);
}

/* The words of who does not let them be kept are gone by then: the number is left. */
static void put_post(GString *lines, const Post *post, int64_t replies)
{
    g_autofree char *quote = quote_of(post->text);
    g_string_append_printf(lines, "\n- #%d", post->number);
    if (*quote)
        g_string_append_printf(lines, " “%s”", quote);
    if (replies)
        g_string_append_printf(lines, " (%" G_GINT64_FORMAT ")", replies);
}

static void put_head(const Draft *d, const GArray *posts)
{
    g_autoptr(GHashTable) people = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < posts->len; i++)
        g_hash_table_add(people, &g_array_index(posts, TalkWeek, i).enrolment);
    g_autofree char *n = g_strdup_printf("%u", posts->len), *who = g_strdup_printf("%u", g_hash_table_size(people));
    g_autofree char *week = g_strdup_printf("%d", d->week);
    g_autofree char *head = phrase(d->lang, "staff.weekly.head", "week", week, "posts", n, "people", who, NULL);
    g_string_append(d->text, head);
}

/* The first of equals. */
static bool put_most(const Draft *d, const GArray *posts, GError **error)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GHashTable) used = g_hash_table_new(NULL, NULL);
    for (int k = 0; k < LINES_MAX; k++) {
        TalkWeek *best = NULL;
        for (guint i = 0; i < posts->len; i++) {
            TalkWeek *one = &g_array_index(posts, TalkWeek, i);
            if (one->replies > (best ? best->replies : 0) && !g_hash_table_contains(used, one))
                best = one;
        }
        if (!best)
            break;
        g_hash_table_add(used, best);
        g_autoptr(Post) post = post_get(context_store(d->context), best->id, error);
        if (!post)
            return false;
        put_post(lines, post, best->replies);
    }
    put_block(d, "staff.weekly.most", lines);
    return true;
}

static bool put_first(const Draft *d, const GArray *posts, GError **error)
{
    Store *store = context_store(d->context);
    if (posts->len == 0)
        return true;
    const TalkWeek *first = &g_array_index(posts, TalkWeek, 0);
    g_autoptr(Post) post = post_get(store, first->id, error);
    g_autoptr(Enrolment) e = post ? enrolment_get(store, context_vault(d->context), first->enrolment, error) : NULL;
    if (!e || post->anon || !*enrolment_shown(e))
        return e != NULL;
    g_autofree char *text = phrase(d->lang, "staff.weekly.first", "name", enrolment_shown(e), NULL);
    g_string_append_printf(d->text, " %s", text);
    return true;
}

static bool is_among(const GArray *posts, int64_t id)
{
    for (guint i = 0; i < posts->len; i++)
        if (g_array_index(posts, TalkWeek, i).id == id)
            return true;
    return false;
}

static bool put_open(const Draft *d, const GArray *posts, GError **error)
{
    int n = 0;
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GPtrArray) open = question_list(context_store(d->context), d->cohort->id, d->now, 0, error);
    for (guint i = 0; open && i < open->len && n < LINES_MAX; i++) {
        const Post *post = open->pdata[i];
        if (question_kind(post) != QUESTION_ROOM || post->room != d->room || !is_among(posts, post->id))
            continue;
        put_post(lines, post, 0);
        n++;
    }
    put_block(d, "staff.weekly.open", lines);
    return open != NULL;
}

/* Discussions that opened in the week and under which nobody wrote. */
static bool put_silent(const Draft *d, int *prompts, GError **error)
{
    Store *store = context_store(d->context);
    g_autoptr(GString) lines = g_string_new(NULL);
    const Plan *plan = context_plan(d->context, d->cohort->version, error);
    g_autofree BeatFact *facts = plan ? g_new(BeatFact, plan_count(plan)) : NULL;
    *prompts = 0;
    if (!plan || !schedule_facts(store, plan, 0, d->room, facts, error))
        return false;
    for (int i = 0; i < plan_count(plan); i++) {
        int64_t count = 0;
        const Beat *beat = plan_beat(plan, i);
        bool opened = facts[i].start >= d->since && facts[i].start < d->until && !facts[i].skipped;
        if (beat->kind != BEAT_OPEN || !beat->for_room || beat->step->kind != STEP_DISCUSSION || !opened)
            continue;
        if (!post_count(store, d->room, beat->step->id, &count, error))
            return false;
        if (count || ++*prompts > LINES_MAX)
            continue;
        g_autofree char *quote =
            quote_of(course_text(beat->step->texts, plan_course(plan), plan_course(plan)->lang, NULL));
        g_string_append_printf(lines, "\n- “%s”", quote);
    }
    put_block(d, "staff.weekly.silent", lines);
    return true;
}

static void add_button(const Draft *d, Message *message, const char *key, char *id)
{
    g_autofree char *tap = id, *title = phrase(d->lang, key, NULL);
    message_add_choice(message, tap, title, NULL);
}

/* A draft of hers like any that she writes: only she can send it. */
static bool give(const Draft *d, const Staff *staff, GError **error)
{
    Post post = { .cohort = d->cohort->id,
        .room = d->room,
        .staff = staff->id,
        .basis = BASIS_NONE,
        .text = d->text->str,
        .state = POST_DRAFT,
        .keep = true,
        .written = d->now };
    g_autofree char *title = desk_room_title(d->context, d->room, d->cohort->id, error);
    if (!title || !post_add(context_store(d->context), &post, error))
        return false;
    g_autofree char *intro = phrase(d->lang, "staff.weekly", "room", title, NULL);
    g_autofree char *text = g_strdup_printf("%s\n\n%s", intro, d->text->str);
    g_autofree char *key = g_strdup_printf("FW%" G_GINT64_FORMAT, post.id);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    add_button(d, message, "staff.weekly.send.button",
        g_strdup_printf("f.room.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, post.id, d->room));
    add_button(d, message, "staff.weekly.drop.button", g_strdup_printf("f.drop.%" G_GINT64_FORMAT, post.id));
    return desk_owe(d->context, staff, key, LANE_REMINDER, OWED_NOTICE, message, d->now, error);
}

static bool draft_room(Draft *d, const Staff *staff, GError **error)
{
    int prompts = 0;
    g_autoptr(GString) text = d->text = g_string_new(NULL);
    g_autofree char *lang = desk_lang(d->context, staff, error);
    g_autoptr(GArray) posts = lang ? talk_week(context_store(d->context), d->room, d->since, d->until, error) : NULL;
    d->lang = lang;
    if (!posts)
        return false;
    put_head(d, posts);
    if (!put_first(d, posts, error) || !put_most(d, posts, error) || !put_open(d, posts, error) ||
        !put_silent(d, &prompts, error))
        return false;
    if (posts->len + (guint)prompts == 0)
        return true; /* a week without a word or a question: there is nothing to tell */
    if (g_utf8_strlen(text->str, -1) > DRAFT_MAX) {
        g_autofree char *cut = text_cut(text->str, DRAFT_MAX);
        g_string_assign(text, cut);
    }
    return give(d, staff, error);
}

/* Facilitators in turn, else coordinators; only who has a phone. */
static bool whose(const Draft *d, Staff **staff, GError **error)
{
    static const char *const roles[] = { "facilitator", "coordinator" };
    *staff = NULL;
    for (gsize r = 0; r < G_N_ELEMENTS(roles) && !*staff; r++) {
        g_autoptr(GPtrArray) list = staff_with_phone(context_store(d->context), roles[r], d->cohort->id, error);
        if (!list)
            return false;
        if (list->len)
            *staff = g_ptr_array_steal_index(list, (guint)(d->week - 1) % list->len);
    }
    return true;
}

static bool look_at_room(Draft *d, GError **error)
{
    int64_t had = 0;
    Store *store = context_store(d->context);
    g_autofree char *name = g_strdup_printf("week%d", d->week), *mode = room_mode(store, d->room, error);
    g_autoptr(Staff) staff = NULL;
    if (!mode || !milestone_last(store, d->room, name, &had, error))
        return false;
    if (had || g_str_equal(mode, "observed"))
        return true;
    return whose(d, &staff, error) && (!staff || draft_room(d, staff, error)) &&
           milestone_put(store, d->room, name, d->now, error);
}

static int64_t midnight(const Cohort *cohort, int64_t day)
{
    Civil civil = civil_from_days(day);
    return civil_to_utc(cohort_zone(cohort), &civil, NULL);
}

bool host_weekly(
    Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, int64_t *next, GError **error)
{
    int64_t weeks = MAX((cohort_today(cohort, now) - cohort->start_day) / WEEK, 0);
    int64_t begins = cohort->start_day + weeks * WEEK;
    *next = INT64_MAX;
    if (upkeep->weekly == 0)
        return true;
    *next = active_after(cohort, midnight(cohort, begins), MORNING);
    if (weeks == 0 || now < *next) {
        *next = weeks ? *next : active_after(cohort, midnight(cohort, begins + WEEK), MORNING);
        return true;
    }
    *next = active_after(cohort, midnight(cohort, begins + WEEK), MORNING);
    g_autoptr(GArray) rooms = room_list(context_store(context), cohort->id, error);
    for (guint i = 0; rooms && i < rooms->len; i++) {
        Draft d = { .context = context,
            .cohort = cohort,
            .room = g_array_index(rooms, int64_t, i),
            .now = now,
            .since = midnight(cohort, begins - WEEK),
            .until = midnight(cohort, begins),
            .week = (int)weeks };
        if (!look_at_room(&d, error))
            return false;
    }
    return rooms != NULL;
}

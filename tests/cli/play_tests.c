/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what learners of a cohort did into a workspace's database, through the same functions as the engine:
 * play_tests DATABASE FILE, a line a deed; learners count from 0 in the order in which they were enrolled.
 *
 *   cohort NAME               the lines below are of this cohort, whose test is the first of its course
 *   agree WHO                 to take the course and to research
 *   read WHO STEP             its message was read, when the step was due
 *   sit WHO STEP FORM MARKS   a test, "1" right and "0" wrong a question; one that ends early was not finished
 *   say WHO STEP TEXT         a post to her room after the step */
#include "cohort.h"
#include "discussion.h"
#include "library.h"
#include "outbox.h"
#include "quiz.h"
#include "schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    Store *store;
    Library *library;
    Cohort *cohort;
    const Course *course;
    GArray *people; /* enrolments */
} Play;

static GError *error;

static void need(bool good, const char *line)
{
    if (good)
        return;
    fprintf(stderr, "play_tests: %s: %s\n", line, error ? error->message : "cannot be done");
    exit(1);
}

static void open_cohort(Play *p, const char *name)
{
    g_clear_pointer(&p->cohort, cohort_free);
    g_clear_pointer(&p->people, g_array_unref);
    p->cohort = cohort_find(p->store, name, &error);
    need(p->cohort != NULL, name);
    p->course = library_course(p->library, p->cohort->version, &error);
    need(p->course != NULL, name);
    p->people = enrolment_list(p->store, p->cohort->id, &error);
    need(p->people != NULL, name);
}

static int64_t when(const Play *p, const Step *step, int64_t who)
{
    return cohort_time(p->cohort, step->day, 750) + 60 * who;
}

static void read_step(Play *p, int64_t who, int64_t enrolment, const Step *step, const char *line)
{
    g_autofree char *key = g_strdup_printf("C%" G_GINT64_FORMAT "/%s/%" G_GINT64_FORMAT, p->cohort->id, step->id, who);
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, key);
    OutboxAdd add = { .key = key,
        .cohort = p->cohort->id,
        .enrolment = enrolment,
        .learner = enrolment,
        .lane = LANE_CONTENT,
        .kind = OWED_CONTENT,
        .step = step->id,
        .message = message,
        .due = when(p, step, who) };
    int64_t id = 0, now = add.due;
    StatusEffect effect;
    need(outbox_add(p->store, &add, now, &id, &error) && outbox_lease(p->store, id, 1, now, now + 60, &error) &&
             outbox_accept(p->store, id, key, now, NULL, &error),
        line);
    for (int status = 1; status <= 3; status++)
        need(outbox_status(p->store, &id, 1, key, status, now + status, 0, NULL, NULL, now + status, &effect, &error),
            line);
}

static int64_t room_of(Play *p, int64_t enrolment)
{
    g_autoptr(GArray) rooms = room_list(p->store, p->cohort->id, &error);
    for (guint r = 0; rooms && r < rooms->len; r++) {
        int64_t room = g_array_index(rooms, int64_t, r);
        g_autoptr(GArray) members = room_members(p->store, room, false, &error);
        for (guint m = 0; members && m < members->len; m++)
            if (g_array_index(members, int64_t, m) == enrolment)
                return room;
    }
    need(false, "a learner without a room");
    return 0;
}

static void answer(Play *p, Attempt *attempt, int i, bool right, int64_t now, const char *line)
{
    QuizResponse *response = NULL;
    bool kept = false;
    need(quiz_ask(p->store, attempt, p->course, NULL, now, &response, &error), line);
    quiz_response_free(response);
    QuizMark mark = {
        .answer = (char *)(right ? "true" : "false"), .mark = right ? QUIZ_FULL : 0, .scored = true, .correct = right
    };
    need(quiz_answer(p->store, attempt, i, mark.answer, &mark, now + 5, &kept, &error) && kept, line);
}

static void sit(Play *p, int64_t who, int64_t enrolment, const Step *step, char **words, const char *line)
{
    const Test *test = p->course->tests->pdata[0];
    const Form *form = course_form(test, words[3]);
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (guint i = 0; i < form->items->len; i++)
        g_ptr_array_add(items, ((FormItem *)form->items->pdata[i])->item);
    Attempt attempt = { .cohort = p->cohort->id,
        .enrolment = enrolment,
        .room = room_of(p, enrolment),
        .step = step->id,
        .test = test->id,
        .form = form->id,
        .occasion = step->occasion,
        .number = 1,
        .opened = when(p, step, who) + 600,
        .closes = when(p, step, who) + 2 * DAY,
        .seed = 7 };
    double score = 0;
    gsize n = strlen(words[4]);
    need(quiz_open(p->store, &attempt, p->course, items, &error), line);
    for (gsize i = 0; i < n; i++)
        answer(p, &attempt, (int)i, words[4][i] == '1', attempt.opened + 60 * (int64_t)i, line);
    bool done = n == items->len;
    need(quiz_finish(p->store, &attempt, done ? ATTEMPT_DONE : ATTEMPT_CLOSED, attempt.opened + 900, &score, &error),
        line);
}

static void say(Play *p, int64_t who, int64_t enrolment, const Step *step, const char *text, const char *line)
{
    Post post = { .room = room_of(p, enrolment),
        .cohort = p->cohort->id,
        .enrolment = enrolment,
        .prompt = step->id,
        .text = (char *)text,
        .length = (int)g_utf8_strlen(text, -1),
        .state = POST_UNDO,
        .keep = true,
        .written = when(p, step, who) };
    bool moved = false;
    need(post_add(p->store, &post, &error) &&
             post_move(p->store, post.id, POST_UNDO, POST_SHARED, post.written + 60, NULL, &moved, &error),
        line);
}

static void agree(Play *p, int64_t enrolment, const char *line)
{
    int64_t at = cohort_time(p->cohort, 1, 600);
    need(consent_add(p->store, enrolment, "course", true, "", NULL, at, &error) &&
             consent_add(p->store, enrolment, "research", true, "", NULL, at, &error),
        line);
}

static void play(Play *p, const char *line)
{
    g_auto(GStrv) words = g_strsplit(line, " ", 5);
    guint n = g_strv_length(words);
    if (n < 2)
        return;
    if (strcmp(words[0], "cohort") == 0) {
        open_cohort(p, words[1]);
        return;
    }
    gint64 who = g_ascii_strtoll(words[1], NULL, 10);
    need(p->people && who >= 0 && who < p->people->len, line);
    int64_t enrolment = g_array_index(p->people, int64_t, who);
    const Step *step = n > 2 ? course_step(p->course, words[2]) : NULL;
    need(step || strcmp(words[0], "agree") == 0, line);
    if (strcmp(words[0], "agree") == 0)
        agree(p, enrolment, line);
    else if (strcmp(words[0], "read") == 0)
        read_step(p, who, enrolment, step, line);
    else if (strcmp(words[0], "sit") == 0 && n == 5)
        sit(p, who, enrolment, step, words, line);
    else if (strcmp(words[0], "say") == 0 && n > 3)
        say(p, who, enrolment, step, strstr(line, words[3]), line);
    else
        need(false, line);
}

int main(int argc, char **argv)
{
    g_autofree char *text = NULL;
    need(argc == 3, "play_tests DATABASE FILE");
    need(g_file_get_contents(argv[2], &text, NULL, &error), argv[2]);
    Play p = { .store = store_open(argv[1], NULL, &error) };
    need(p.store != NULL, argv[1]);
    p.library = library_new(p.store, ".");
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(StoreTx) tx = store_begin(p.store, &error);
    need(tx != NULL, argv[1]);
    for (int i = 0; lines[i]; i++)
        play(&p, lines[i]);
    need(store_commit(g_steal_pointer(&tx), &error), argv[1]);
    cohort_free(p.cohort);
    if (p.people)
        g_array_unref(p.people);
    library_free(p.library);
    store_free(p.store);
    return 0;
}

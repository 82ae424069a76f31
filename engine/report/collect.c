/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a cohort: people, then messages (who was reached by what), then tests, quizzes and talk, and last the blanks,
 * each with the reason that the messages tell. */
#include "active.h"
#include "collect_priv.h"
#include "leaving.h"
#include "report_queries.h"

int collect_index(GHashTable *of, int64_t id)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(of, &id)) - 1;
}

static void remember(GHashTable *of, int64_t id, guint index)
{
    g_hash_table_insert(of, g_memdup2(&id, sizeof id), GINT_TO_POINTER(index + 1));
}

void collect_met(Collect *c, int learner, const char *step)
{
    const Step *known = step ? course_step(c->course, step) : NULL;
    if (learner >= 0 && known && known->kind != STEP_SIT && known->kind != STEP_AGREE)
        g_hash_table_add(c->steps_met->pdata[learner], (gpointer)known->id);
}

static bool add_room(const StoreRow *row, gpointer data)
{
    Collect *c = data;
    ReportRoom *room = g_new0(ReportRoom, 1);
    room->name = store_text_dup(row, 1);
    remember(c->room_of, store_int(row, 0), c->data->rooms->len);
    g_ptr_array_add(c->data->rooms, room);
    return true;
}

static bool add_learner(const StoreRow *row, gpointer data)
{
    Collect *c = data;
    EnrolmentState state = store_int(row, 2);
    int64_t id = store_int(row, 0);
    if (store_int(row, 15) == MEMBER_OBSERVER) {
        g_hash_table_add(c->observers, g_memdup2(&id, sizeof id));
        c->data->observers++;
        return true;
    }
    /* Patients are in it who agree to research, and nobody else; no count tells how many others there are. */
    if (!audience_rules(c->cohort->audience)->studied && store_int(row, 7) != 1) {
        g_hash_table_add(c->observers, g_memdup2(&id, sizeof id));
        return true;
    }
    remember(c->learner_of, id, c->data->learners->len);
    g_ptr_array_add(c->steps_met, g_hash_table_new(g_str_hash, g_str_equal));
    ReportLearner *l = report_add_learner(c->data);
    l->enrolment = id;
    l->room = collect_index(c->room_of, store_int(row, 1));
    /* A word of the codebook holds no blank. */
    l->status = g_strdup(state == ENROLMENT_NO_OPT_IN ? "no_opt_in" : enrolment_state_name(state));
    l->enrolled = store_int(row, 3);
    l->withdrawn = state == ENROLMENT_STOPPED || state == ENROLMENT_REMOVED ? store_int(row, 4) : 0;
    l->asked_course = store_int(row, 5) >= 0;
    l->may_course = store_int(row, 5) == 1;
    l->may_posts = store_int(row, 6) == 1;
    l->may_research = store_int(row, 7) == 1;
    char **const texts[] = { &l->study_id, &l->cadre, &l->sex, &l->age_band, &l->facility, &l->country };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = store_text_dup(row, 8 + (int)i);
    l->source = store_text_dup(row, 16);
    l->senior = store_int(row, 15) == MEMBER_SENIOR;
    l->consented = l->may_course && !store_is_null(row, 14) ? store_int(row, 14) : 0;
    if (l->room >= 0)
        ((ReportRoom *)c->data->rooms->pdata[l->room])->members++;
    return true;
}

bool collect_people(Collect *c, GError **error)
{
    const StoreArg *cohort = ARGS(ARG_INT("cohort", c->cohort->id));
    if (!store_each(c->store, &report_rooms, cohort, add_room, c, error) ||
        !store_each(c->store, &report_learners, cohort, add_learner, c, error) ||
        !store_get_int(c->store, &report_forgotten, cohort, &c->data->forgotten, NULL, error))
        return false;
    for (guint i = 0; i < c->data->learners->len; i++) {
        ReportLearner *l = c->data->learners->pdata[i];
        if (l->withdrawn && g_str_equal(l->status, enrolment_state_name(ENROLMENT_STOPPED)) &&
            !leaving_said(c->store, l->enrolment, &l->left_herself, &l->left_because, error))
            return false;
    }
    c->reach = g_new0(Reach, c->data->learners->len * OCCASIONS + 1);
    return true;
}

static void take_cohort(Collect *c, int64_t now, const char *program)
{
    ReportData *data = c->data;
    data->course_id = g_strdup(c->course->id);
    data->course_title = g_strdup(course_text(c->course->title, c->course, c->course->lang, c->cohort->country));
    data->course_version = g_strdup(c->course->version);
    data->cohort = g_strdup(c->cohort->name);
    data->zone = g_strdup(c->cohort->zone);
    data->primary = g_strdup(c->cohort->primary);
    data->program_version = g_strdup(program);
    data->start = cohort_time(c->cohort, 1, 0);
    data->generated = now;
    data->unblinded = c->cohort->unblinded;
    data->seed = c->cohort->seed;
    data->simulated = c->cohort->simulated;
    for (guint i = 0; i < c->course->objectives->len; i++) {
        const Objective *from = c->course->objectives->pdata[i];
        ReportObjective *objective = g_new0(ReportObjective, 1);
        objective->id = g_strdup(from->id);
        objective->text = g_strdup(course_text(from->texts, c->course, c->course->lang, c->cohort->country));
        g_ptr_array_add(data->objectives, objective);
    }
}

/* The cohort itself, once its test is known. */
static void take_row(Collect *c)
{
    ReportData *data = c->data;
    ReportCohort *row = g_new0(ReportCohort, 1);
    row->name = g_strdup(c->cohort->name);
    row->course_version = g_strdup(data->course_version);
    row->course_sha256 = g_strdup(data->course_sha256);
    row->start = data->start;
    row->post_closes = data->post_closes;
    row->test_closes = data->test_closes;
    row->unblinded = data->unblinded;
    row->seed = data->seed;
    row->learners = (int)data->learners->len;
    int64_t end = c->cohort->closed ? MIN(c->cohort->closed, data->generated) : data->generated;
    row->active = active_between(c->cohort, data->start, end);
    g_ptr_array_add(data->cohorts, row);
}

/* The first test that is sat before and after is the one that measures. */
static void take_test(Collect *c)
{
    for (guint i = 0; !c->test && i < c->course->tests->len; i++) {
        const Test *test = c->course->tests->pdata[i];
        if (course_has_occasion(c->course, test->id, OCCASION_PRE) &&
            course_has_occasion(c->course, test->id, OCCASION_POST))
            c->test = test;
    }
    if (!c->test)
        return;
    /* Crossed for a whole cohort, there is one sequence only: nothing cancels within this cohort. */
    bool crossed = c->test->assign == TEST_COUNTERBALANCE && c->test->unit != UNIT_COHORT;
    c->data->test_id = g_strdup(c->test->id);
    c->data->has_delayed = course_has_occasion(c->course, c->test->id, OCCASION_DELAYED);
    bool varied = c->test->assign == TEST_COUNTERBALANCE;
    c->data->design = varied ? CLAMP((int)c->test->forms->len, 1, STATS_MAX_SEQUENCES) : 1;
    c->data->by_cohort = varied && !crossed;
    c->data->same_form = c->test->forms->len == 1;
    c->data->sequences = crossed ? c->data->design : 1;
    c->data->by_room = crossed && c->test->unit == UNIT_ROOM;
    Plan *plan = plan_new(c->course);
    for (guint i = 0; i < c->course->steps->len; i++) {
        const Step *step = c->course->steps->pdata[i];
        if (step->kind == STEP_SIT && g_strcmp0(step->test, c->test->id) == 0)
            schedule_sit_window(plan, c->cohort, step, &c->opens[step->occasion], &c->closes[step->occasion]);
    }
    c->data->test_closes = schedule_embargo(plan, c->cohort, c->test->id);
    plan_free(plan);
    c->data->post_closes = c->closes[OCCASION_POST];
}

/* What a learner can read or do: tests, consents and reminders are not content. */
static bool is_content(const Step *step)
{
    return step->kind != STEP_SIT && step->kind != STEP_AGREE && step->kind != STEP_REMINDER;
}

static void count_steps(Collect *c)
{
    for (guint i = 0; i < c->course->steps->len; i++)
        c->data->steps_all += is_content(c->course->steps->pdata[i]);
}

static void count_met(Collect *c)
{
    for (guint i = 0; i < c->data->learners->len; i++)
        ((ReportLearner *)c->data->learners->pdata[i])->steps_done = (int)g_hash_table_size(c->steps_met->pdata[i]);
}

static bool collect_all(Collect *c, int64_t now, const char *program, GError **error)
{
    take_cohort(c, now, program);
    take_test(c);
    collect_items(c);
    collect_questions(c);
    if (!collect_corrections(c, error))
        return false;
    if (!store_get_text(c->store, &report_course_sha256, ARGS(ARG_INT("version", c->cohort->version)),
            &c->data->course_sha256, error) ||
        !collect_compared(c, error) || !collect_people(c, error) || !collect_messages(c, error) ||
        !collect_attempts(c, error) || !collect_posts(c, error) || !collect_votes(c, error) ||
        !collect_circles(c, error) || !collect_ties(c, error) || !collect_asked(c, error) ||
        !collect_codings(c, error) || !collect_deeds(c, error) || !collect_works(c, error))
        return false;
    count_steps(c);
    if (!c->data->by_cohort)
        report_check_sequences(c->data);
    count_met(c);
    take_row(c);
    return true;
}

ReportData *report_collect(
    Store *store, Library *library, int64_t cohort, int64_t now, const char *program, GError **error)
{
    g_autoptr(Cohort) row = cohort_get(store, cohort, error);
    const Course *course = row ? library_course(library, row->version, error) : NULL;
    if (!course)
        return NULL;
    g_autoptr(ReportData) data = report_data_new();
    g_autoptr(GHashTable) learners = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr(GHashTable) rooms = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr(GHashTable) observers = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr(GPtrArray) met = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
    Collect c = { .store = store,
        .course = course,
        .cohort = row,
        .data = data,
        .learner_of = learners,
        .room_of = rooms,
        .observers = observers,
        .steps_met = met };
    bool ok = collect_all(&c, now, program, error);
    g_free(c.reach);
    return ok ? g_steal_pointer(&data) : NULL;
}

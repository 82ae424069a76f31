/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules that a group has agreed on itself are kept better than rules it was given. The course's own come with its
 * `agree` step; a cohort may put others to the vote. Who said no is told to nobody, and nobody is left out for it. */
#include "ground_rules.h"
#include "phrase.h"
#include "text.h"

static void add_button(const Tutor *t, Message *message, int64_t id, const char *says)
{
    g_autofree char *tap = g_strdup_printf("g.%" G_GINT64_FORMAT ".%s", id, says);
    g_autofree char *key = g_strdup_printf("agree.%s", says), *title = phrase(t->who.lang, key, NULL);
    message_add_choice(message, tap, title, NULL);
}

/* The text and the question with its two buttons: one message where there is room. */
static GPtrArray *question(const Tutor *t, const Rules *rules)
{
    bool vote = rules->state == RULES_VOTING;
    g_autofree char *until = civil_local_text(cohort_zone(t->cohort), rules->closes);
    g_autofree char *text = phrase(t->who.lang, vote ? "rules.proposed" : "rules.hold", "text", rules->text, NULL);
    g_autofree char *ask = phrase(t->who.lang, vote ? "rules.vote" : "rules.accept", "time", until, NULL);
    g_autofree char *both = g_strdup_printf("%s\n\n%s", text, ask);
    bool one = text_length(both) <= (size_t)t->who.caps->max_body;
    GPtrArray *messages =
        one ? g_ptr_array_new_with_free_func((GDestroyNotify)message_free) : layout_plain(&t->who, text);
    Message *message = message_new(MESSAGE_BUTTONS, one ? both : ask);
    add_button(t, message, rules->id, "yes");
    add_button(t, message, rules->id, "no");
    g_ptr_array_add(messages, message);
    return messages;
}

bool ground_rules_ask(const Tutor *t, const Rules *rules, GError **error)
{
    bool yes = false;
    int64_t at = 0;
    if (t->enrolment->role == MEMBER_OBSERVER ||
        !rules_answered(context_store(t->context), rules->id, t->enrolment->id, &at, &yes, error) || at)
        return !(error && *error);
    g_autofree char *key = g_strdup_printf("RU%" G_GINT64_FORMAT "/E%" G_GINT64_FORMAT, rules->id, t->enrolment->id);
    return tutor_owe(t, key, LANE_REMINDER, OWED_NOTICE, NULL, question(t, rules), error);
}

static bool ask_newest(const Tutor *t, RulesState state, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Rules) rules = rules_of(context_store(t->context), t->cohort->id, state, &fault);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    return rules ? ground_rules_ask(t, rules, error) : !(error && *error);
}

bool ground_rules_joined(const Tutor *t, GError **error)
{
    return ask_newest(t, RULES_HOLD, error) && ask_newest(t, RULES_VOTING, error);
}

/* --- to everybody who takes part --- */

typedef bool ToOne(const Tutor *t, const Rules *rules, GError **error);

static bool to_all(Context *context, const Rules *rules, ToOne *fn, int64_t now, int *people, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GArray) all = enrolment_list(store, rules->cohort, error);
    *people = 0;
    for (guint i = 0; all && i < all->len; i++) {
        Tutor t;
        g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), g_array_index(all, int64_t, i), error);
        if (!e)
            return false;
        if (e->role == MEMBER_OBSERVER || !e->may_course ||
            (e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED))
            continue;
        if (!tutor_init(&t, context, e, now, error) || !fn(&t, rules, error))
            return false;
        ++*people;
    }
    return all != NULL;
}

bool ground_rules_propose(Context *context, Rules *rules, int *people, GError **error)
{
    return rules_add(context_store(context), rules, error) &&
           to_all(context, rules, ground_rules_ask, rules->proposed, people, error) &&
           care_set(context_store(context), rules->cohort, CARE_RULES, rules->closes, error);
}

static bool tell_result(const Tutor *t, const Rules *rules, GError **error)
{
    g_autofree char *key = g_strdup_printf("RE%" G_GINT64_FORMAT "/E%" G_GINT64_FORMAT, rules->id, t->enrolment->id);
    return tutor_say(t, key, LANE_REMINDER, OWED_NOTICE,
        phrase(t->who.lang, rules->state == RULES_HOLD ? "rules.carried" : "rules.dropped", NULL), error);
}

static bool tell_staff(Context *context, const Cohort *cohort, const Rules *rules, int64_t now, GError **error)
{
    g_autoptr(GPtrArray) staff = staff_with_phone(context_store(context), NULL, cohort->id, error);
    g_autofree char *yes = g_strdup_printf("%" G_GINT64_FORMAT, rules->yes);
    g_autofree char *no = g_strdup_printf("%" G_GINT64_FORMAT, rules->no);
    for (guint i = 0; staff && i < staff->len; i++) {
        const Staff *one = staff->pdata[i];
        g_autofree char *lang = desk_lang(context, one, error);
        g_autofree char *key = g_strdup_printf("FR%" G_GINT64_FORMAT "/S%" G_GINT64_FORMAT, rules->id, one->id);
        const char *what = rules->state == RULES_HOLD ? "staff.rules.carried" : "staff.rules.dropped";
        if (!lang || !desk_say(context, one, key, LANE_REMINDER, OWED_NOTICE,
                         phrase(lang, what, "cohort", cohort->name, "yes", yes, "no", no, NULL), now, error))
            return false;
    }
    return staff != NULL;
}

static bool end_vote(Context *context, const Cohort *cohort, Rules *rules, int64_t now, GError **error)
{
    int people = 0;
    Store *store = context_store(context);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Rules) before = rules_of(store, cohort->id, RULES_HOLD, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    rules->state = rules_carry(rules->yes, rules->no) ? RULES_HOLD : RULES_DROPPED;
    bool replaces = before && rules->state == RULES_HOLD;
    return (!replaces || rules_set_state(store, before->id, RULES_REPLACED, error)) &&
           rules_set_state(store, rules->id, rules->state, error) &&
           to_all(context, rules, tell_result, now, &people, error) && tell_staff(context, cohort, rules, now, error);
}

bool host_rules(
    Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, int64_t *next, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Rules) rules = rules_of(context_store(context), cohort->id, RULES_VOTING, &fault);
    *next = INT64_MAX;
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    if (!rules)
        return !(error && *error);
    if (now < rules->closes)
        *next = rules->closes;
    return now < rules->closes || end_vote(context, cohort, rules, now, error);
}

/* --- RULES --- */

static const Step *course_rules(const Tutor *t)
{
    for (guint i = 0; i < t->who.course->steps->len; i++) {
        const Step *step = t->who.course->steps->pdata[i];
        if (step->kind == STEP_AGREE && g_str_equal(step->purpose, "rules"))
            return step;
    }
    return NULL;
}

/* With the day of her yes; with the buttons once more where she has said nothing, or no. */
static GPtrArray *show_one(const Tutor *t, const Rules *rules, GError **error)
{
    bool yes = false;
    int64_t at = 0;
    if (!rules_answered(context_store(t->context), rules->id, t->enrolment->id, &at, &yes, error))
        return NULL;
    if (!yes || rules->state == RULES_VOTING)
        return question(t, rules);
    g_autofree char *date = tutor_date(t, at), *agreed = phrase(t->who.lang, "rules.agreed", "date", date, NULL);
    g_autofree char *text = phrase(t->who.lang, "rules.hold", "text", rules->text, NULL);
    g_autofree char *both = g_strdup_printf("%s\n\n%s", text, agreed);
    return layout_plain(&t->who, both);
}

static GPtrArray *show_course(const Tutor *t, GError **error)
{
    const Step *step = course_rules(t);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) row = step ? schedule_find(context_store(t->context), t->enrolment->id, 0, step->id, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    if (row && row->state != DUE_WAITING) {
        g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT, row->id);
        return layout_agree(&t->who, step, key);
    }
    g_autofree char *none = step ? NULL : phrase(t->who.lang, "rules.none", NULL);
    return step ? layout_text(&t->who, step->shows, step->texts) : layout_plain(&t->who, none);
}

GPtrArray *ground_rules_show(const Tutor *t, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Rules) hold = rules_of(store, t->cohort->id, RULES_HOLD, &fault);
    g_autoptr(Rules) voting = fault ? NULL : rules_of(store, t->cohort->id, RULES_VOTING, &fault);
    GPtrArray *messages = fault ? NULL : hold ? show_one(t, hold, &fault) : show_course(t, &fault);
    GPtrArray *more = messages && voting ? show_one(t, voting, &fault) : NULL;
    if (more)
        g_ptr_array_extend_and_steal(messages, more);
    if (!fault)
        return messages;
    g_propagate_error(error, g_steal_pointer(&fault));
    g_clear_pointer(&messages, g_ptr_array_unref);
    return NULL;
}

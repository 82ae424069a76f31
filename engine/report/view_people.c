/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who took part, where they left, and which values are blank for which reason. */
#include "report_priv.h"
#include "leaving.h"

typedef enum {
    STAGE_ENROLLED,
    STAGE_MESSAGED,
    STAGE_AGREED,
    STAGE_PRE,
    STAGE_MODULE,
    STAGE_POST,
    STAGE_DELAYED,
    STAGES
} Stage;
static const char *const stages[STAGES] = { "enrolled", "messaged", "agreed", "pre", "module", "post", "delayed" };

/* A key of the texts, "stop." before it; and below. */
static const char *sit_reason(const Sums *s, int i, Occasion o)
{
    const ReportSit *sit = s->sit[o][i];
    const ReportLearner *learner = s->data->learners->pdata[i];
    if (sit && sit->missing == MISSING_NO_ANSWER && sit->answers->len > 0)
        return "begun";
    if (sit)
        return report_missing_name(sit->missing);
    return report_missing_name(learner->withdrawn ? MISSING_WITHDRAWN : MISSING_NOT_SENT);
}

/* NULL when the learner reached the stage, else why not. */
static const char *stopped_at(const Sums *s, int i, Stage stage)
{
    const ReportLearner *l = s->data->learners->pdata[i];
    switch (stage) {
    case STAGE_ENROLLED:
        return NULL;
    case STAGE_MESSAGED:
        return l->messaged ? NULL : "no_opt_in";
    case STAGE_AGREED:
        return l->may_course ? NULL : l->asked_course ? "declined" : l->withdrawn ? "withdrew" : "silent";
    case STAGE_PRE:
        return isnan(s->score[OCCASION_PRE][i]) ? sit_reason(s, i, OCCASION_PRE) : NULL;
    case STAGE_MODULE:
        return l->steps_done > 0 ? NULL : l->withdrawn ? "withdrew" : "no_step";
    case STAGE_POST:
        return isnan(s->score[OCCASION_POST][i]) ? sit_reason(s, i, OCCASION_POST) : NULL;
    case STAGE_DELAYED:
        return isnan(s->score[OCCASION_DELAYED][i]) ? sit_reason(s, i, OCCASION_DELAYED) : NULL;
    case STAGES:
        break;
    }
    return NULL;
}

static void view_counted(cJSON *rows, const Sums *s, const char *keys, const char *reason, int64_t n)
{
    g_autofree char *key = g_strconcat(keys, reason, NULL);
    cJSON *row = view_row(rows);
    json_put(row, "reason", reason);
    view_say(row, "label", report_say(s->data->lang, key, NULL));
    json_put_int(row, "n", n);
}

/* Adds `n` to the row of this reason. */
static void count_reason(cJSON *rows, const Sums *s, const char *reason, int64_t more)
{
    cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        if (g_str_equal(json_string(row, "reason"), reason)) {
            cJSON *n = cJSON_GetObjectItem(row, "n");
            cJSON_SetNumberValue(n, n->valuedouble + (double)more);
            return;
        }
    }
    view_counted(rows, s, "stop.", reason, more);
}

/* Each learner stands at the stages before the first that was missed; who lacks the pre-test but goes on counts at
 * later stages only in their own boxes' reasons. */
static void put_flow(cJSON *people, const Sums *s)
{
    cJSON *flow = view_array(people, "flow");
    g_autofree bool *in = g_new(bool, s->n + 1);
    for (int i = 0; i < s->n; i++)
        in[i] = true;
    for (int stage = 0; stage < STAGES - !s->data->has_delayed; stage++) {
        cJSON *row = view_row(flow), *lost = cJSON_CreateArray();
        int n = 0;
        for (int i = 0; i < s->n; i++) {
            const char *why = in[i] ? stopped_at(s, i, stage) : NULL;
            if (why)
                count_reason(lost, s, why, 1);
            in[i] = in[i] && !why;
            n += in[i];
        }
        /* Of them nothing is left but that they were there. */
        if (stage == STAGE_ENROLLED)
            n += (int)s->data->forgotten;
        if (stage == STAGE_MESSAGED && s->data->forgotten)
            count_reason(lost, s, "erased", s->data->forgotten);
        g_autofree char *key = g_strconcat("stage.", stages[stage], NULL);
        json_put(row, "id", stages[stage]);
        view_say(row, "label", report_say(s->data->lang, key, NULL));
        json_put_int(row, "n", n);
        json_put_item(row, "lost", lost);
    }
}

/* Who ended it by her own word; by a coordinator's hand is another thing, and not asked about. */
static void put_left(cJSON *people, const Sums *s)
{
    const char *reason = NULL;
    int n = 0, without = 0;
    cJSON *left = view_object(people, "left"), *rows = view_array(left, "reasons");
    for (int i = 0; i < s->n; i++) {
        const ReportLearner *l = s->data->learners->pdata[i];
        n += l->left_herself;
        without += l->left_herself && !l->left_because;
    }
    for (guint r = 0; (reason = leaving_reason(r)); r++) {
        int said = 0;
        for (int i = 0; i < s->n; i++)
            said += g_strcmp0(((const ReportLearner *)s->data->learners->pdata[i])->left_because, reason) == 0;
        if (said)
            view_counted(rows, s, "left.", reason, said);
    }
    if (without)
        view_counted(rows, s, "left.", "none", without);
    json_put_int(left, "n", n);
    json_put_bool(left, "any", n > 0);
}

static void put_trait(cJSON *rows, const Sums *s, const char *trait)
{
    g_autoptr(GArray) groups = trait_groups(s, trait);
    g_autofree char *key = g_strconcat("trait.", trait, NULL), *name = report_say(s->data->lang, key, NULL);
    int from = cJSON_GetArraySize(rows);
    for (guint g = 0; g < groups->len; g++) {
        const TraitGroup *group = &g_array_index(groups, TraitGroup, g);
        int both = 0;
        for (int i = 0; i < s->n; i++)
            both += trait_group_of(groups, s, trait, i) == (int)g && !isnan(s->score[OCCASION_PRE][i]) &&
                    !isnan(s->score[OCCASION_POST][i]);
        bool told = both == group->n || (both >= SMALL_CELL && group->n - both >= SMALL_CELL);
        cJSON *row = view_row(rows);
        json_put(json_put(row, "trait", name), "label", group->label);
        json_put_int(row, "n", group->n);
        view_number(row, "both", "with both tests", told ? both : NAN, "", 0);
        json_put_bool(row, "small", !told);
    }
    trait_hide(rows, from, "small", (const char *const[]){ "both", NULL });
}

static void put_consents(cJSON *people, const Sums *s)
{
    int course = 0, posts = 0, research = 0;
    for (int i = 0; i < s->n; i++) {
        const ReportLearner *l = s->data->learners->pdata[i];
        course += l->may_course;
        posts += l->may_posts;
        research += l->may_research;
    }
    cJSON *o = view_object(people, "consents");
    json_put_int(o, "course", course);
    json_put_int(o, "posts", posts);
    json_put_int(o, "research", research);
    json_put_int(o, "no_research", s->n - research);
    g_autofree char *of_course = view_count(course), *of_posts = view_count(posts), *of_research = view_count(research),
                    *all = view_count(s->n);
    view_say(o, "text",
        report_say(s->data->lang, "consents", "course", of_course, "posts", of_posts, "research", of_research, "all",
            all, NULL));
}

void view_people(cJSON *view, const Sums *s)
{
    static const char *const traits[] = { "cadre", "sex", "age_band", "country", "source" };
    cJSON *people = view_object(view, "people");
    json_put_int(people, "enrolled", s->n);
    put_flow(people, s);
    put_left(people, s);
    cJSON *rows = view_array(people, "traits");
    for (guint i = 0; i < G_N_ELEMENTS(traits); i++)
        if (!g_str_equal(traits[i], "source") || trait_stated(s, "source"))
            put_trait(rows, s, traits[i]);
    put_consents(people, s);
    cJSON *rooms = view_array(people, "rooms");
    for (guint i = 0; i < s->data->rooms->len; i++) {
        const ReportRoom *room = s->data->rooms->pdata[i];
        cJSON *row = view_row(rooms);
        json_put(row, "name", room->name);
        json_put_int(row, "members", room->members);
    }
}

void view_missing(cJSON *view, const Sums *s)
{
    cJSON *rows = view_array(view, "missing");
    for (int o = 0; o < OCCASIONS - !s->data->has_delayed; o++) {
        cJSON *row = view_row(rows), *reasons = NULL;
        int finished = 0, blanks = 0;
        view_put_occasion(row, s->data, o);
        reasons = view_array(row, "reasons");
        for (int i = 0; i < s->n; i++) {
            finished += !isnan(s->score[o][i]);
            if (isnan(s->score[o][i]))
                count_reason(reasons, s, sit_reason(s, i, o), 1);
            for (guint a = 0; s->sit[o][i] && s->sit[o][i]->missing == MISSING_NONE && a < s->sit[o][i]->answers->len;
                 a++)
                blanks += isnan(g_array_index(s->sit[o][i]->answers, ReportAnswer, a).score);
        }
        json_put_int(row, "finished", finished);
        json_put_int(row, "missing", s->n - finished);
        json_put_int(row, "blanks", blanks);
    }
}

/* "The learner has paused the course." */
static char *sentence_of(const char *lang, const ReportReason *r)
{
    g_autofree char *key =
        *r->reason ? g_strdup_printf("why.%s.%s", r->place, r->reason) : g_strconcat("why.", r->place, NULL);
    return report_say(lang, key, NULL);
}

void view_delivery(cJSON *view, const ReportData *data)
{
    cJSON *o = view_object(view, "delivery"), *rows = view_array(o, "steps"), *total = view_object(o, "total");
    static const char *const names[] = { "owed", "accepted", "delivered", "read", "failed", "waiting", "not_sent" };
    int64_t sums[G_N_ELEMENTS(names)] = { 0 };
    for (guint i = 0; i < data->deliveries->len; i++) {
        const ReportDelivery *d = data->deliveries->pdata[i];
        const int counts[] = { d->owed, d->accepted, d->delivered, d->read, d->failed, d->waiting, d->not_sent };
        cJSON *row = view_row(rows);
        json_put(row, "step", d->step ? d->step : "");
        view_say(row, "title", d->title ? g_strdup(d->title) : report_say(data->lang, "delivery.no_step", NULL));
        for (guint c = 0; c < G_N_ELEMENTS(names); c++) {
            json_put_int(row, names[c], counts[c]);
            sums[c] += counts[c];
        }
        view_number(row, "read_share", "read, of those owed", d->owed ? 100.0 * d->read / d->owed : NAN, PERCENT, 0);
    }
    for (guint c = 0; c < G_N_ELEMENTS(names); c++)
        json_put_int(total, names[c], sums[c]);
    view_number(
        total, "delivered_share", "delivered, of those owed", sums[0] ? 100.0 * sums[2] / sums[0] : NAN, PERCENT, 0);
    view_number(total, "read_share", "read, of those owed", sums[0] ? 100.0 * sums[3] / sums[0] : NAN, PERCENT, 0);
    cJSON *reasons = view_array(o, "reasons");
    for (guint i = 0; i < data->reasons->len; i++) {
        const ReportReason *r = data->reasons->pdata[i];
        cJSON *row = view_row(reasons);
        json_put(row, "place", r->place);
        json_put(row, "reason", r->reason);
        view_say(row, "sentence", sentence_of(data->lang, r));
        json_put_int(row, "n", r->count);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who took part, where they left, and which values are blank for which reason. */
#include "report_priv.h"

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
static const struct {
    const char *id, *label;
} stages[STAGES] = {
    [STAGE_ENROLLED] = { "enrolled", "Enrolled" },
    [STAGE_MESSAGED] = { "messaged", "Received a first message" },
    [STAGE_AGREED] = { "agreed", "Agreed to take the course" },
    [STAGE_PRE] = { "pre", "Finished the pre-test" },
    [STAGE_MODULE] = { "module", "Read or did at least one step" },
    [STAGE_POST] = { "post", "Finished the post-test" },
    [STAGE_DELAYED] = { "delayed", "Finished the delayed test" },
};

static const char *sit_reason(const Sums *s, int i, Occasion o)
{
    const ReportSit *sit = s->sit[o][i];
    const ReportLearner *learner = s->data->learners->pdata[i];
    if (sit && sit->missing == MISSING_NO_ANSWER && sit->answers->len > 0)
        return "began, did not finish";
    if (sit)
        return report_missing_label(sit->missing);
    return learner->withdrawn ? report_missing_label(MISSING_WITHDRAWN) : report_missing_label(MISSING_NOT_SENT);
}

/* NULL when the learner reached the stage, else why not. */
static const char *stopped_at(const Sums *s, int i, Stage stage)
{
    const ReportLearner *l = s->data->learners->pdata[i];
    switch (stage) {
    case STAGE_ENROLLED:
        return NULL;
    case STAGE_MESSAGED:
        return l->messaged ? NULL : "no opt-in, or not sent";
    case STAGE_AGREED:
        return l->may_course ? NULL : l->asked_course ? "declined" : l->withdrawn ? "withdrew" : "did not answer";
    case STAGE_PRE:
        return isnan(s->score[OCCASION_PRE][i]) ? sit_reason(s, i, OCCASION_PRE) : NULL;
    case STAGE_MODULE:
        return l->steps_done > 0 ? NULL : l->withdrawn ? "withdrew" : "no step done";
    case STAGE_POST:
        return isnan(s->score[OCCASION_POST][i]) ? sit_reason(s, i, OCCASION_POST) : NULL;
    case STAGE_DELAYED:
        return isnan(s->score[OCCASION_DELAYED][i]) ? sit_reason(s, i, OCCASION_DELAYED) : NULL;
    case STAGES:
        break;
    }
    return NULL;
}

/* Adds one to the row of this reason. */
static void count_reason(cJSON *rows, const char *reason)
{
    cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        if (g_str_equal(json_string(row, "label"), reason)) {
            cJSON *n = cJSON_GetObjectItem(row, "n");
            cJSON_SetNumberValue(n, n->valuedouble + 1);
            return;
        }
    }
    row = view_row(rows);
    json_put(row, "label", reason);
    json_put_int(row, "n", 1);
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
                count_reason(lost, why);
            in[i] = in[i] && !why;
            n += in[i];
        }
        /* Of them nothing is left but that they were there. */
        if (stage == STAGE_ENROLLED)
            n += (int)s->data->forgotten;
        if (stage == STAGE_MESSAGED && s->data->forgotten)
            json_put_int(json_put(view_row(lost), "label", "erased on their own request"), "n", s->data->forgotten);
        json_put(row, "id", stages[stage].id);
        json_put(row, "label", stages[stage].label);
        json_put_int(row, "n", n);
        json_put_item(row, "lost", lost);
    }
}

static const char *trait(const ReportLearner *l, int which)
{
    const char *values[] = { l->cadre, l->sex, l->age_band, l->country };
    return values[which] && *values[which] ? values[which] : "not stated";
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef struct {
    const char *value;
    int n, both;
} Group;

static int by_size(gconstpointer a, gconstpointer b)
{
    const Group *x = a, *y = b;
    return x->n != y->n ? x->n - y->n : strcmp(x->value, y->value);
}

static GArray *groups_of(const Sums *s, int which)
{
    g_autoptr(GPtrArray) values = g_ptr_array_new();
    for (int i = 0; i < s->n; i++) {
        const char *value = trait(s->data->learners->pdata[i], which);
        if (!g_ptr_array_find_with_equal_func(values, value, g_str_equal, NULL))
            g_ptr_array_add(values, (gpointer)value);
    }
    g_ptr_array_sort(values, by_text);
    GArray *groups = g_array_new(FALSE, TRUE, sizeof(Group));
    for (guint v = 0; v < values->len; v++) {
        Group group = { .value = values->pdata[v] };
        for (int i = 0; i < s->n; i++) {
            bool in = g_str_equal(trait(s->data->learners->pdata[i], which), group.value);
            group.n += in;
            group.both += in && !isnan(s->score[OCCASION_PRE][i]) && !isnan(s->score[OCCASION_POST][i]);
        }
        g_array_append_val(groups, group);
    }
    return groups;
}

/* Groups below five people are put together, with the next smallest until they are five: so nobody can be picked out,
 * not by subtraction either. */
static void put_trait(cJSON *rows, const Sums *s, const char *name, int which)
{
    g_autoptr(GArray) groups = groups_of(s, which), sizes = g_array_copy(groups);
    g_array_sort(sizes, by_size);
    guint merged = 0;
    int n = 0, both = 0;
    while (merged < sizes->len && (g_array_index(sizes, Group, merged).n < 5 || (n > 0 && n < 5))) {
        n += g_array_index(sizes, Group, merged).n;
        both += g_array_index(sizes, Group, merged++).both;
    }
    for (guint g = 0; g < groups->len; g++) {
        const Group *group = &g_array_index(groups, Group, g);
        if (merged > 0 && by_size(group, &g_array_index(sizes, Group, merged - 1)) <= 0)
            continue;
        cJSON *row = view_row(rows);
        json_put(row, "trait", name);
        json_put(row, "label", group->value);
        json_put_int(row, "n", group->n);
        json_put_int(row, "both", group->both);
    }
    if (merged == 0)
        return;
    cJSON *row = view_row(rows);
    json_put(row, "trait", name);
    json_put(row, "label", "small groups, together");
    json_put_int(row, "n", n);
    json_put_int(row, "both", both);
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
}

/* Were those who left different before? Pre-test of those with and without a post-test. */
static void put_completers(cJSON *people, const Sums *s)
{
    g_autofree double *with = g_new(double, s->n + 1), *without = g_new(double, s->n + 1);
    int a = 0, b = 0;
    for (int i = 0; i < s->n; i++) {
        if (isnan(s->score[OCCASION_POST][i]))
            without[b++] = s->score[OCCASION_PRE][i];
        else
            with[a++] = s->score[OCCASION_PRE][i];
    }
    StatsTwoSample t = stats_two_sample(with, a, without, b, STATS_WELCH);
    StatsGroupEffect e = stats_group_effect(&t);
    cJSON *o = view_object(people, "completers");
    json_put_bool(o, "ok", t.n1 > 0 && t.n2 > 0);
    json_put_int(o, "n_with", t.n1);
    json_put_int(o, "n_without", t.n2);
    view_number(o, "mean_with", "pre-test of those with a post-test", t.mean1, PERCENT, 1);
    view_number(o, "mean_without", "pre-test of those without", t.mean2, PERCENT, 1);
    view_number(o, "d", "standardised difference", e.d, "", 2);
}

void view_people(cJSON *view, const Sums *s)
{
    static const char *const traits[] = { "Cadre", "Sex", "Age", "Country" };
    cJSON *people = view_object(view, "people");
    json_put_int(people, "enrolled", s->n);
    put_flow(people, s);
    cJSON *rows = view_array(people, "traits");
    for (guint i = 0; i < G_N_ELEMENTS(traits); i++)
        put_trait(rows, s, traits[i], i);
    put_consents(people, s);
    cJSON *rooms = view_array(people, "rooms");
    for (guint i = 0; i < s->data->rooms->len; i++) {
        const ReportRoom *room = s->data->rooms->pdata[i];
        cJSON *row = view_row(rooms);
        json_put(row, "name", room->name);
        json_put_int(row, "members", room->members);
    }
    if (!report_is_blind(s->data))
        put_completers(people, s);
}

void view_missing(cJSON *view, const Sums *s)
{
    cJSON *rows = view_array(view, "missing");
    for (int o = 0; o < OCCASIONS - !s->data->has_delayed; o++) {
        cJSON *row = view_row(rows), *reasons = NULL;
        int finished = 0, blanks = 0;
        json_put(row, "occasion", view_occasion(o));
        reasons = view_array(row, "reasons");
        for (int i = 0; i < s->n; i++) {
            finished += !isnan(s->score[o][i]);
            if (isnan(s->score[o][i]))
                count_reason(reasons, sit_reason(s, i, o));
            for (guint a = 0; s->sit[o][i] && s->sit[o][i]->missing == MISSING_NONE && a < s->sit[o][i]->answers->len;
                 a++)
                blanks += isnan(g_array_index(s->sit[o][i]->answers, ReportAnswer, a).score);
        }
        json_put_int(row, "finished", finished);
        json_put_int(row, "missing", s->n - finished);
        json_put_int(row, "blanks", blanks);
    }
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
        json_put(row, "title", d->title ? d->title : "");
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
        json_put(row, "sentence", r->sentence);
        json_put_int(row, "n", r->count);
    }
}

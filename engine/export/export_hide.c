/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the report's data to what a study may see. Order matters: first who does not consent goes, then groups are made
 * large enough while places still have their names (for the one who exports), then all ids are the study's. Rows are in
 * the order of those ids, since the order of enrolment would join two studies. */
#include "export_priv.h"
#include "text.h"

#include <string.h>

#define ID_BYTES 12   /* of learners: 96 bits */
#define PLACE_BYTES 5 /* of rooms and facilities */
#define FACILITATOR (-1)

char *export_pseudonym(const guint8 *key, char letter, gsize bytes, const char *what, const char *id)
{
    guint8 digest[32];
    gsize size = sizeof digest;
    GHmac *mac = g_hmac_new(G_CHECKSUM_SHA256, key, EXPORT_KEY);
    g_hmac_update(mac, (const guchar *)what, (gssize)strlen(what) + 1);
    g_hmac_update(mac, (const guchar *)id, (gssize)strlen(id));
    g_hmac_get_digest(mac, digest, &size);
    g_hmac_unref(mac);
    g_autofree char *text = text_base32(digest, MIN(bytes, size));
    return g_strdup_printf("%c%s", letter, text);
}

char *export_guid(const guint8 *key, const char *what, const char *id)
{
    guint8 b[16];
    gsize size = 32;
    guint8 digest[32];
    GHmac *mac = g_hmac_new(G_CHECKSUM_SHA256, key, EXPORT_KEY);
    g_hmac_update(mac, (const guchar *)what, (gssize)strlen(what) + 1);
    g_hmac_update(mac, (const guchar *)id, (gssize)strlen(id));
    g_hmac_get_digest(mac, digest, &size);
    g_hmac_unref(mac);
    memcpy(b, digest, sizeof b);
    b[6] = (guint8)(0x40 | (b[6] & 0x0f));
    b[8] = (guint8)(0x80 | (b[8] & 0x3f));
    g_autofree char *hex = text_hex(b, sizeof b);
    return g_strdup_printf("%.8s-%.4s-%.4s-%.4s-%s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

static char *learner_id(const Exporting *x, const char *study_id)
{
    return export_pseudonym(x->plan->key, 'P', ID_BYTES, "learner", study_id ? study_id : "");
}

/* Keeps the rows that are marked, in their order; the others are freed. */
static void keep_rows(GPtrArray *rows, const bool *keep)
{
    g_autofree gpointer *sorted = g_new(gpointer, rows->len + 1);
    guint n = 0, kept = 0;
    for (int want = 1; want >= 0; want--) {
        for (guint i = 0; i < rows->len; i++)
            if (keep[i] == (want == 1))
                sorted[n++] = rows->pdata[i];
        kept = want ? n : kept;
    }
    for (guint i = 0; i < n; i++)
        rows->pdata[i] = sorted[i];
    g_ptr_array_set_size(rows, (gint)kept);
}

/* Rows of which `learner` is left out go; of others it becomes the new place. The member is at `offset`. How many went.
 */
static int follow(GPtrArray *rows, gsize offset, const int *place)
{
    g_autofree bool *keep = g_new0(bool, rows->len + 1);
    for (guint i = 0; i < rows->len; i++) {
        int *learner = &G_STRUCT_MEMBER(int, rows->pdata[i], offset);
        keep[i] = *learner == FACILITATOR || place[*learner] >= 0;
        *learner = *learner == FACILITATOR ? FACILITATOR : place[*learner];
    }
    guint before = rows->len;
    keep_rows(rows, keep);
    return (int)(before - rows->len);
}

static int by_study_id(gconstpointer a, gconstpointer b)
{
    return strcmp((*(ReportLearner *const *)a)->study_id, (*(ReportLearner *const *)b)->study_id);
}

static int by_sit(gconstpointer a, gconstpointer b)
{
    const ReportSit *x = *(ReportSit *const *)a, *y = *(ReportSit *const *)b;
    return x->learner != y->learner ? x->learner - y->learner : (int)x->occasion - (int)y->occasion;
}

static int by_vote(gconstpointer a, gconstpointer b)
{
    const ReportVote *x = *(ReportVote *const *)a, *y = *(ReportVote *const *)b;
    int step = strcmp(x->step, y->step);
    return step ? step : x->learner - y->learner;
}

static int by_visit(gconstpointer a, gconstpointer b)
{
    const ReportVisit *x = *(ReportVisit *const *)a, *y = *(ReportVisit *const *)b;
    return x->event != y->event ? x->event - y->event : x->learner - y->learner;
}

static int by_work(gconstpointer a, gconstpointer b)
{
    const ReportWork *x = *(ReportWork *const *)a, *y = *(ReportWork *const *)b;
    return x->assignment != y->assignment ? x->assignment - y->assignment
           : x->learner != y->learner     ? x->learner - y->learner
                                          : (x->id > y->id) - (x->id < y->id);
}

static int by_review(gconstpointer a, gconstpointer b)
{
    const ReportReview *x = *(ReportReview *const *)a, *y = *(ReportReview *const *)b;
    return x->assignment != y->assignment ? x->assignment - y->assignment
           : x->author != y->author       ? x->author - y->author
           : x->work != y->work           ? (x->work > y->work) - (x->work < y->work)
                                          : x->reviewer - y->reviewer;
}

static int by_tie(gconstpointer a, gconstpointer b)
{
    const ReportTie *x = *(ReportTie *const *)a, *y = *(ReportTie *const *)b;
    return x->learner != y->learner ? x->learner - y->learner : x->other - y->other;
}

static int by_stay(gconstpointer a, gconstpointer b)
{
    const ReportStay *x = *(ReportStay *const *)a, *y = *(ReportStay *const *)b;
    if (x->circle != y->circle)
        return x->circle < y->circle ? -1 : 1;
    return x->learner != y->learner ? x->learner - y->learner : (x->entered > y->entered) - (x->entered < y->entered);
}

static int by_number(gconstpointer a, gconstpointer b, gpointer data)
{
    const ReportPost *x = *(ReportPost *const *)a, *y = *(ReportPost *const *)b;
    const GPtrArray *rooms = data;
    const char *in = x->room < 0 ? "" : ((const ReportRoom *)rooms->pdata[x->room])->name,
               *other = y->room < 0 ? "" : ((const ReportRoom *)rooms->pdata[y->room])->name;
    int room = strcmp(in, other);
    if (!room && x->circle != y->circle)
        return x->circle < y->circle ? -1 : 1;
    return room ? room : x->number != y->number ? x->number - y->number : (x->time > y->time) - (x->time < y->time);
}

/* Where each learner will be, -1 who is left out. Sorts and cuts the learners. */
static void keep_people(Exporting *x)
{
    GPtrArray *learners = x->data->learners;
    guint before = learners->len;
    g_autoptr(GHashTable) was = g_hash_table_new(NULL, NULL);
    g_autofree bool *keep = g_new0(bool, before + 1);
    g_autofree int *place = g_new(int, before + 1);
    for (guint i = 0; i < before; i++) {
        const ReportLearner *l = learners->pdata[i];
        g_hash_table_insert(was, learners->pdata[i], GUINT_TO_POINTER(i));
        keep[i] = l->may_research;
        place[i] = -1;
    }
    keep_rows(learners, keep);
    g_ptr_array_sort(learners, by_study_id);
    for (guint i = 0; i < learners->len; i++)
        place[GPOINTER_TO_UINT(g_hash_table_lookup(was, learners->pdata[i]))] = (int)i;
    x->out->learners = (int)learners->len;
    x->out->left_out = (int)(before - learners->len);
    x->out->left_rows += follow(x->data->sits, G_STRUCT_OFFSET(ReportSit, learner), place);
    x->out->left_rows += follow(x->data->quizzes, G_STRUCT_OFFSET(ReportQuiz, learner), place);
    x->out->left_rows += follow(x->data->votes, G_STRUCT_OFFSET(ReportVote, learner), place);
    x->out->left_rows += follow(x->data->tasks, G_STRUCT_OFFSET(ReportTask, learner), place);
    x->out->left_rows += follow(x->data->stays, G_STRUCT_OFFSET(ReportStay, learner), place);
    x->out->left_rows += follow(x->data->ties, G_STRUCT_OFFSET(ReportTie, learner), place);
    x->out->left_rows += follow(x->data->ties, G_STRUCT_OFFSET(ReportTie, other), place);
    x->out->left_rows += follow(x->data->visits, G_STRUCT_OFFSET(ReportVisit, learner), place);
    x->out->left_rows += follow(x->data->works, G_STRUCT_OFFSET(ReportWork, learner), place);
    x->out->left_rows += follow(x->data->reviews, G_STRUCT_OFFSET(ReportReview, author), place);
    x->out->left_rows += follow(x->data->reviews, G_STRUCT_OFFSET(ReportReview, reviewer), place);
    follow(x->data->replies, G_STRUCT_OFFSET(ReportReply, learner), place); /* counted with their surveys */
    x->out->left_posts += follow(x->data->posts, G_STRUCT_OFFSET(ReportPost, learner), place);
    g_ptr_array_sort(x->data->sits, by_sit);
    g_ptr_array_sort(x->data->votes, by_vote);
    g_ptr_array_sort(x->data->ties, by_tie);
    g_ptr_array_sort(x->data->visits, by_visit);
    g_ptr_array_sort(x->data->works, by_work);
    report_sort_replies(x->data);
    g_ptr_array_sort(x->data->reviews, by_review);
}

static void rename_text(char **text, char *instead)
{
    g_free(*text);
    *text = instead;
}

static void rename_all(Exporting *x)
{
    const guint8 *key = x->plan->key;
    for (guint i = 0; i < x->data->rooms->len; i++) {
        ReportRoom *room = x->data->rooms->pdata[i];
        g_autofree char *whole = g_strdup_printf("%s/%s", x->data->cohort, room->name);
        rename_text(&room->name, export_pseudonym(key, 'R', PLACE_BYTES, "room", whole));
    }
    for (guint i = 0; i < x->data->learners->len; i++) {
        ReportLearner *l = x->data->learners->pdata[i];
        bool hidden = !l->facility || !*l->facility || strcmp(l->facility, "suppressed") == 0 ||
                      strcmp(l->facility, "other") == 0;
        if (!hidden)
            rename_text(&l->facility, export_pseudonym(key, 'F', PLACE_BYTES, "facility", l->facility));
    }
    export_number_circles(x);
    g_ptr_array_sort(x->data->stays, by_stay);
    g_ptr_array_sort_with_data(x->data->posts, by_number, x->data->rooms);
}

/* --- who is to be found in texts --- */

typedef struct {
    const Exporting *x;
    GHashTable *in; /* enrolments of learners who are in it */
} Shown;

static char *shown(const Enrolment *e, gpointer data)
{
    const Shown *s = data;
    g_autofree char *own = learner_id(s->x, e->study_id);
    return e->may_research && g_hash_table_contains(s->in, &e->id) ? g_strdup_printf("[%s]", own) : g_strdup("[name]");
}

static bool read_names(Exporting *x, GError **error)
{
    g_autoptr(GHashTable) in = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < x->data->learners->len; i++)
        g_hash_table_add(in, &((ReportLearner *)x->data->learners->pdata[i])->enrolment);
    return hide_add_cohort(x->names, x->context, x->cohort->id, shown, &(Shown){ x, in }, error);
}

static void mask_posts(Exporting *x)
{
    for (guint i = 0; i < x->data->posts->len; i++) {
        ReportPost *post = x->data->posts->pdata[i];
        const ReportLearner *author = post->learner >= 0 ? x->data->learners->pdata[post->learner] : NULL;
        if (author && !author->may_posts)
            rename_text(&post->text, NULL);
        x->out->tombstones += !post->text;
        if (!post->text)
            continue;
        GArray *edits = g_array_new(FALSE, FALSE, sizeof(HideEdit));
        rename_text(&post->text, hide_text(x->names, post->text, edits));
        x->out->replaced += (int)edits->len;
        g_hash_table_insert(x->edits, g_memdup2(&post->id, sizeof post->id), edits);
    }
    x->out->posts = (int)x->data->posts->len;
}

/* A reply to a post that is not here answers nothing that can be followed. */
static void cut_replies(ReportData *data)
{
    g_autoptr(GHashTable) here = export_numbers(data);
    for (guint i = 0; i < data->posts->len; i++) {
        ReportPost *post = data->posts->pdata[i];
        if (!post->reply_to || export_answered(here, post))
            continue;
        post->reply_to = 0;
        rename_text(&post->basis, g_strdup("left_out"));
    }
}

/* --- instants --- */

/* Whole weeks, so that weekdays stay; course day 1 comes into the week of Monday 3 January 2000. */
static int64_t weeks_back(const Cohort *cohort)
{
    int64_t monday = civil_days(2000, 1, 3), days = cohort->start_day - monday;
    int64_t weeks = days >= 0 ? days / 7 : -((-days + 6) / 7);
    return weeks * 7 * DAY;
}

int64_t export_time(const Exporting *x, int64_t utc)
{
    return utc ? utc - x->shift : 0;
}

static void move_times(Exporting *x)
{
    for (guint i = 0; i < x->data->learners->len; i++) {
        ReportLearner *l = x->data->learners->pdata[i];
        int64_t *const times[] = { &l->enrolled, &l->messaged, &l->consented, &l->withdrawn };
        for (gsize t = 0; t < G_N_ELEMENTS(times); t++)
            *times[t] = export_time(x, *times[t]);
    }
    for (guint i = 0; i < x->data->sits->len; i++) {
        ReportSit *sit = x->data->sits->pdata[i];
        sit->opened = export_time(x, sit->opened);
        sit->submitted = export_time(x, sit->submitted);
        for (guint a = 0; a < sit->answers->len; a++) {
            ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, a);
            answer->asked = export_time(x, answer->asked);
            answer->answered = export_time(x, answer->answered);
        }
    }
    for (guint i = 0; i < x->data->posts->len; i++) {
        ReportPost *post = x->data->posts->pdata[i];
        post->time = export_time(x, post->time);
    }
    for (guint i = 0; i < x->data->stays->len; i++) {
        ReportStay *stay = x->data->stays->pdata[i];
        stay->entered = export_time(x, stay->entered);
        stay->left = export_time(x, stay->left);
    }
    for (guint i = 0; i < x->data->visits->len; i++) {
        ReportVisit *visit = x->data->visits->pdata[i];
        visit->starts = export_time(x, visit->starts);
        visit->noted = export_time(x, visit->noted);
    }
    for (guint i = 0; i < x->data->works->len; i++) {
        ReportWork *work = x->data->works->pdata[i];
        work->time = export_time(x, work->time);
    }
    for (guint i = 0; i < x->data->reviews->len; i++) {
        ReportReview *review = x->data->reviews->pdata[i];
        review->asked = export_time(x, review->asked);
        review->answered = export_time(x, review->answered);
    }
    for (guint i = 0; i < x->data->replies->len; i++) {
        ReportReply *reply = x->data->replies->pdata[i];
        reply->asked = export_time(x, reply->asked);
        reply->answered = export_time(x, reply->answered);
    }
    for (guint i = 0; i < x->data->votes->len; i++) {
        ReportVote *vote = x->data->votes->pdata[i];
        vote->first_at = export_time(x, vote->first_at);
        vote->second_at = export_time(x, vote->second_at);
    }
}

static bool check_cells(Exporting *x, GError **error)
{
    Export *out = x->out;
    export_anonymise(x->data, x->plan->k, x->plan->small, out->small, &out->suppressed, &out->generalised);
    if (x->plan->small != EXPORT_REFUSE || out->small->len == 0)
        return true;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < MIN(out->small->len, 5); i++)
        g_string_append_printf(text, "%s%s", i ? "; " : "", (const char *)out->small->pdata[i]);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
        "%u cells hold fewer than %d people: %s%s. Choose --small suppress or generalise, or a smaller --k that the "
        "agreement with the recipient allows",
        out->small->len, x->plan->k, text->str, out->small->len > 5 ? "; ..." : "");
    return false;
}

bool export_hide(Exporting *x, GError **error)
{
    ReportData *data = x->data;
    x->out->enrolled = (int)data->learners->len;
    if (!read_names(x, error))
        return false;
    for (guint i = 0; i < data->learners->len; i++) {
        ReportLearner *l = data->learners->pdata[i];
        rename_text(&l->study_id, learner_id(x, l->study_id));
    }
    keep_people(x);
    if (!check_cells(x, error))
        return false;
    rename_all(x);
    x->shift = x->plan->times ? 0 : weeks_back(x->cohort);
    cut_replies(data);
    mask_posts(x);
    x->out->replaced += export_hide_answers(x->names, data);
    x->out->tombstones += export_hide_work(x->names, data, &x->out->replaced);
    x->out->tombstones += export_hide_replies(x->names, data, &x->out->replaced);
    move_times(x);
    for (guint i = 0; i < data->learners->len; i++) {
        ReportLearner *l = data->learners->pdata[i];
        g_hash_table_insert(x->people, g_memdup2(&l->enrolment, sizeof l->enrolment), l);
    }
    return true;
}

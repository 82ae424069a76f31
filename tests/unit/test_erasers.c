/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every column that can hold a word is named here, with what becomes of it: a column that comes to the schema must say
 * who erases it, and then is filled, and looked into after its learner was forgotten and after her cohort's time. */
#include "retention.h"
#include "traces.h"

#define THEN (NOW + 400 * DAY)

typedef enum {
    NOBODYS, /* a code, an id, a hash, a setting, the course's or the staff's own: tells of no learner */
    STUDYS,  /* what is known of her without her name: goes when she is forgotten, stays after retention */
    HERS     /* goes with both */
} Whose;

static const struct {
    const char *column;
    Whose whose;
} columns[] = {
    { "address.kind", NOBODYS },
    { "address.lookup", HERS },
    { "address.sealed", HERS },
    { "advert.fallback", NOBODYS },
    { "advert.fault", NOBODYS }, /* a sentence about a course or a template */
    { "advert.name", NOBODYS },
    { "advert.template", NOBODYS },
    { "advert.words", NOBODYS }, /* a coordinator's */
    { "advert_consent.evidence", HERS },
    { "advert_consent.wamid", HERS },
    { "advert_refusal.lookup", NOBODYS }, /* a keyed hash: a list does not bring back who said no */
    { "alarm.about", NOBODYS },
    { "attempt.form", NOBODYS },
    { "attempt.step", NOBODYS },
    { "attempt.test", NOBODYS },
    { "brought.grey", HERS },
    { "brought.step", NOBODYS },
    { "certificate.code", NOBODYS },
    { "certificate.printed", HERS },
    { "certificate.reason", HERS },
    { "certificate.sha256", NOBODYS },
    { "circle_member.why", NOBODYS },
    { "codebook.name", NOBODYS },
    { "codebook.sha256", NOBODYS },
    { "codebook.title", NOBODYS },
    { "codebook.xml", NOBODYS },
    { "coding.code", NOBODYS },
    { "coding.memo", HERS },
    { "coding_final.code", NOBODYS },
    { "coding_study.hash", NOBODYS },
    { "coding_study.name", NOBODYS },
    { "coding_suggestion.code", NOBODYS },
    { "coding_task.memo", HERS },
    { "coding_unit.prompt", NOBODYS },
    { "coding_verdict.memo", HERS },
    { "cohort.country", NOBODYS },
    { "cohort.digests", NOBODYS },
    { "cohort.holidays", NOBODYS },
    { "cohort.name", NOBODYS },
    { "cohort.primary_outcome", NOBODYS },
    { "cohort.rest_days", NOBODYS },
    { "cohort.zone", NOBODYS },
    { "consent.purpose", NOBODYS },
    { "consent.text_hash", NOBODYS },
    { "consent.wamid", HERS },
    { "correction.actor", NOBODYS },
    { "correction.key", NOBODYS },
    { "correction.original", HERS },
    { "correction.text", STUDYS }, /* a copy of the cohort lists what was wrong */
    { "correction.what", NOBODYS },
    { "course_file.path", NOBODYS },
    { "course_file.sha256", NOBODYS },
    { "course_version.course", NOBODYS },
    { "course_version.sha256", NOBODYS },
    { "course_version.version", NOBODYS },
    { "course_version.xml", NOBODYS },
    { "due.beat", NOBODYS },
    { "due.local", NOBODYS },
    { "due.reason", NOBODYS },
    { "engine_state.name", NOBODYS },
    { "enrolment.alias", HERS },
    { "enrolment.opt_in_means", HERS },
    { "enrolment.source", STUDYS },
    { "erasure.asked_by", NOBODYS },
    { "form_assignment.test", NOBODYS },
    { "form_unit.test", NOBODYS },
    { "guest.wamid", HERS },
    { "inbox_aside.event", HERS },
    { "inbox_aside.fault", HERS },
    { "inbox_raw.body", HERS },
    { "inbox_seen.wamid", NOBODYS }, /* a hash */
    { "invitation.code", NOBODYS },
    { "invitation.lookup", NOBODYS },
    { "invitation.room", NOBODYS },
    { "joining.wamid", HERS },
    { "journal.actor", NOBODYS },
    { "journal.hash", NOBODYS },
    { "journal.payload_hash", NOBODYS },
    { "journal.previous", NOBODYS },
    { "journal.subject", NOBODYS },
    { "journal.what", NOBODYS },
    { "journal_payload.payload", HERS },
    { "journal_payload.salt", NOBODYS },
    { "lead.step", NOBODYS },
    { "learner.age_band", STUDYS },
    { "learner.cadre", STUDYS },
    { "learner.country", STUDYS },
    { "learner.facility", STUDYS },
    { "learner.lang", STUDYS },
    { "learner.name", HERS },
    { "learner.registration", HERS },
    { "learner.sex", STUDYS },
    { "learner.study_id", STUDYS },
    { "learner.tier", NOBODYS },
    { "live_cue.beat", NOBODYS },
    { "live_cue.hash", NOBODYS },
    { "live_cue.name", NOBODYS },
    { "live_cue.role", NOBODYS },
    { "live_cue.text", NOBODYS }, /* staff, and what they wrote in the course's place */
    { "media.filename", HERS },
    { "media.mime", NOBODYS },
    { "media.sha256", NOBODYS },
    { "media_fetch.detail", HERS },
    { "media_fetch.media", HERS },
    { "media_fetch.mime", NOBODYS },
    { "media_fetch.sha256", NOBODYS },
    { "media_upload.detail", NOBODYS },
    { "media_upload.media_id", NOBODYS },
    { "media_upload.number", NOBODYS },
    { "media_upload.sha256", NOBODYS },
    { "milestone.name", NOBODYS },
    { "notice.actor", NOBODYS },
    { "notice.asset", NOBODYS },
    { "notice.mime", NOBODYS },
    { "notice.text", HERS },
    { "outbox_done.detail", HERS },
    { "outbox_done.wamid", HERS },
    { "outbox_msg.body", HERS },
    { "outbox_msg.step", NOBODYS },
    { "outbox_msg.ukey", NOBODYS },
    { "outbox_status.category", NOBODYS },
    { "outbox_status.detail", HERS },
    { "poll_vote.choices", NOBODYS },
    { "poll_vote.step", NOBODYS },
    { "post.asset", HERS },
    { "post.media", HERS },
    { "post.mime", NOBODYS },
    { "post.prompt", NOBODYS },
    { "post.text", HERS },
    { "post.wamid", HERS },
    { "post.why_held", NOBODYS },
    { "relay_cursor.shown", NOBODYS },
    { "response.answer", HERS }, /* of a question that is answered in words */
    { "response.item", NOBODYS },
    { "response.raw", HERS },
    { "response.shown_order", NOBODYS },
    { "review.comment", HERS },
    { "review.marks", NOBODYS },
    { "review.step", NOBODYS },
    { "room.mode", NOBODYS },
    { "room.name", NOBODYS },
    { "rules.text", NOBODYS }, /* a coordinator's */
    { "sheet.name", NOBODYS },
    { "sheet.text", NOBODYS },
    { "sheet_answer.field", NOBODYS },
    { "sheet_answer.value", HERS },
    { "sheet_round.label", NOBODYS },
    { "sheet_round.text", NOBODYS },
    { "silence_vote.choice", NOBODYS },
    { "staff.invite", NOBODYS },
    { "staff.name", NOBODYS },
    { "staff.password", NOBODYS },
    { "staff.role", NOBODYS },
    { "staff_clock.zone", NOBODYS },
    { "staff_factor.secret", NOBODYS },
    { "staff_factor_word.hash", NOBODYS },
    { "stock.facility", HERS },
    { "stock.item", HERS },
    { "stock.place", HERS },
    { "stock.shown", HERS },
    { "stock_item.item", NOBODYS },
    { "stock_item.shown", NOBODYS },
    { "task_done.evidence", HERS },
    { "task_done.step", NOBODYS },
    { "template.category", NOBODYS },
    { "template.language", NOBODYS },
    { "template.name", NOBODYS },
    { "template.status", NOBODYS },
    { "upkeep.name", NOBODYS },
    { "upkeep.value", NOBODYS },
    { "xapi_told.id", NOBODYS },
    { "xapi_told.lrs", NOBODYS },
    { "xapi_told.refused", NOBODYS }, /* a number, never what the store said */
    { "xapi_told.voids", NOBODYS },
    { "xapi_way.fault", NOBODYS }, /* in our own words */
    { "xapi_way.lrs", NOBODYS },
};

/* Rows beside those of traces.h, so that every column that is hers holds the mark: e enrolment, l learner, c cohort,
 * p post, m mark, s the mark sealed. */
#define FILL(text)                                                                                                     \
    {                                                                                                                  \
        .name = "fill",                                                                                                \
        .sql = text " AND :e > 0 AND :l > 0 AND :c > 0 AND :p > 0 AND :m <> '' AND length(:s) > 0 /*scan*/",           \
        .params = { "e", "l", "c", "p", "m", "s", NULL }, .n_params = 6                                                \
    }
static const StoreQuery fills[] = {
    FILL("INSERT INTO certificate SELECT 900001, :c, :e, 'AAAA', 1, 2, :m, 0, :s, 'h', 0 WHERE 1"),
    FILL("INSERT INTO consent SELECT 900002, :e, 'posts', 1, 'h', :m, 1 WHERE 1"),
    FILL("INSERT INTO advert_consent SELECT 900010, :l, 1, 2, 1, :m, :m, 0 WHERE 1"),
    FILL("INSERT INTO guest SELECT :l, 1, 1, 1, 0, 1, :m, 1 WHERE 1"),
    FILL("INSERT INTO invitation SELECT 900003, :c, 'X', 'x', NULL, 1, 1, 1 WHERE 1"),
    FILL("INSERT INTO joining SELECT :e, 900003, :m, 0, 0 WHERE 1"),
    FILL("INSERT INTO inbox_aside SELECT 900004, 900005, :m || '" NUMBER "', :m, 1 WHERE 1"),
    FILL("INSERT INTO media SELECT 'abcd', 1, 'image/jpeg', :m, 1 WHERE 1"),
    FILL("INSERT INTO media_fetch SELECT :p, :m, 'image/jpeg', 2, 1, 0, 0, 'abcd', :m WHERE 1"),
    FILL("INSERT INTO brought SELECT :p, :c, 'case', 5, 0, 'Whether: ' || :m WHERE 1"),
    FILL("INSERT INTO correction SELECT 900009, :c, 0, :p, '', 'Not ' || :m, 0, NULL, 'cli', 1 WHERE 1"),
    FILL("INSERT INTO task_done SELECT :e, 'task', :m, 1 WHERE 1"),
    FILL(
        "INSERT INTO attempt SELECT 900006, :c, :e, 1, 'pre', NULL, NULL, -1, 9, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1 WHERE 1"),
    FILL("INSERT INTO response SELECT 900006, 0, 1, :e, 0, 'p8', 1, 1, '', 1, 1, :m, :m, 0, 0, 0, 0 WHERE 1"),
    FILL("INSERT INTO outbox_msg SELECT 900007, 'K', :c, :e, :l, 1, 1, NULL, 0, 1, 0, :m WHERE 1"),
    FILL("INSERT INTO outbox_done SELECT 900007, 0, :m, 0, :m, 1, 1, 0 WHERE 1"),
    FILL("INSERT INTO outbox_status SELECT 900007, 5, 0, 0, 0, 0, 0, :m, NULL, 0 WHERE 1"),
    FILL("UPDATE post SET asset = 'abcd', media = :m, mime = 'image/jpeg', wamid = :m WHERE id = :p"),
    FILL("UPDATE enrolment SET alias = :s, opt_in_means = :m, source = :m WHERE id = :e"),
    FILL("UPDATE learner SET study_id = :m, lang = :m, country = :m, cadre = :m, sex = :m, age_band = :m, "
         "facility = :m, name = :s, registration = :s WHERE id = :l"),
    FILL("INSERT INTO address SELECT 900008, :l, 'phone', :m, :s, 1, 2 WHERE 1"),
};

static bool take_her_post(const Post *post, gpointer data)
{
    if (post->text && g_str_equal(post->text, WORDS))
        *(int64_t *)data = post->id;
    return true;
}

/* Everything that is known of the first learner holds WORDS, or `sealed`. */
static GBytes *fill(World *w)
{
    g_autoptr(GError) error = NULL;
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    leave_traces(w);
    int64_t post = 0;
    g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, first_enrolment(w), NULL);
    ck_assert(post_each(w->store, e->cohort, take_her_post, &post, NULL) && post > 0);
    g_autoptr(GBytes) sealed = vault_seal(w->vault, WORDS);
    gsize size = 0;
    const void *bytes = g_bytes_get_data(sealed, &size);
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    for (gsize i = 0; i < G_N_ELEMENTS(fills); i++)
        ck_assert_msg(store_run(w->store, &fills[i],
                          ARGS(ARG_INT("e", e->id), ARG_INT("l", e->learner), ARG_INT("c", e->cohort),
                              ARG_INT("p", post), ARG_TEXT("m", WORDS), ARG_BLOB("s", bytes, size)),
                          NULL, &error),
            "%s: %s", fills[i].sql, error->message);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    return g_steal_pointer(&sealed);
}

/* Cells of column `i` that hold the mark, in clear or sealed. The store knows a query by where it lies. */
static int64_t holds(World *w, gsize i, GBytes *sealed)
{
    static StoreQuery queries[G_N_ELEMENTS(columns)];
    static char sql[G_N_ELEMENTS(columns)][400];
    gsize size = 0;
    int64_t n = 0;
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) parts = g_strsplit(columns[i].column, ".", 2);
    const void *bytes = g_bytes_get_data(sealed, &size);
    g_snprintf(sql[i], sizeof sql[i],
        "SELECT COUNT(*) FROM %s WHERE instr(CAST(%s AS BLOB), CAST(:m AS BLOB)) > 0 OR instr(CAST(%s AS BLOB), :s) "
        "> 0 OR (%s = 'abcd' AND '%s' = 'asset') /*scan*/",
        parts[0], parts[1], parts[1], parts[1], parts[1]);
    queries[i] = (StoreQuery){ .name = columns[i].column, .sql = sql[i], .params = { "m", "s", NULL }, .n_params = 2 };
    ck_assert_msg(
        store_get_int(w->store, &queries[i], ARGS(ARG_TEXT("m", WORDS), ARG_BLOB("s", bytes, size)), &n, NULL, &error),
        "%s: %s", columns[i].column, error ? error->message : "");
    return n;
}

/* Names every column that still holds something of those who are `whose` or more hers. */
static void must_be_gone(World *w, Whose whose, GBytes *sealed)
{
    g_autoptr(GString) left = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        if (columns[i].whose >= whose && holds(w, i, sealed) > 0)
            g_string_append_printf(left, " %s", columns[i].column);
    ck_assert_msg(!left->len, "still there:%s", left->str);
}

static bool take_name(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, store_text_dup(row, 0));
    return true;
}

START_TEST(every_column_of_words_says_what_becomes_of_it)
{
    static const StoreQuery all = { .name = "columns",
        .sql = "SELECT m.name || '.' || c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c WHERE m.type = "
               "'table' AND m.name NOT LIKE 'sqlite%' AND c.type IN ('TEXT', 'BLOB') ORDER BY 1 /*scan*/" };
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    ck_assert_msg(store_each(w->store, &all, NO_ARGS, take_name, names, &error), "%s", error ? error->message : "");
    for (guint i = 0; i < MAX(names->len, G_N_ELEMENTS(columns)); i++) {
        const char *there = i < names->len ? names->pdata[i] : "the end";
        const char *told = i < G_N_ELEMENTS(columns) ? columns[i].column : "the end";
        ck_assert_msg(g_str_equal(there, told),
            "the schema has %s where this test has %s: who erases it when a learner is forgotten, and when her "
            "cohort's time has come? Say it in the table above",
            there, told);
    }
}
END_TEST

START_TEST(what_is_hers_is_in_no_column_when_she_is_forgotten)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) sealed = fill(w);
    int64_t erased = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        ck_assert_msg((columns[i].whose > NOBODYS) == (holds(w, i, sealed) > 0),
            "%s: the fills and the table say different things", columns[i].column);
    g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, first_enrolment(w), NULL);
    g_autofree char *params = g_strdup_printf("{\"learner\":\"L%" G_GINT64_FORMAT "\"}", e->learner);
    g_autoptr(cJSON) json = json_parse(params, strlen(params), NULL);
    g_autoptr(cJSON) asked = admin_run(w->context, "cli", "learner.forget", json, NOW, &error);
    ck_assert_msg(asked, "%s", error ? error->message : "");
    g_autoptr(cJSON) approved = admin_run(w->context, "cli", "learner.forget.approve", json, NOW, &error);
    ck_assert_msg(approved, "%s", error ? error->message : "");
    ck_assert_msg(admin_forget_due(w->context, NOW + 2 * DAY, &erased, &error), "%s", error ? error->message : "");
    ck_assert_int_eq(erased, 1);
    must_be_gone(w, STUDYS, sealed);
}
END_TEST

START_TEST(what_is_hers_is_in_no_column_when_the_cohorts_time_has_come)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) sealed = fill(w);
    int64_t erased = 0;
    g_autoptr(cJSON) json = json_put(cJSON_CreateObject(), "cohort", "c1");
    g_autoptr(cJSON) closed = admin_run(w->context, "S3", "cohort.close", json, THEN, &error);
    ck_assert_msg(closed, "%s", error ? error->message : "");
    ck_assert_msg(admin_keep_due(w->context, THEN + 2190 * DAY, &erased, &error), "%s", error ? error->message : "");
    ck_assert_int_eq(erased, KEEP_CLASSES);
    must_be_gone(w, HERS, sealed);
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        ck_assert_msg(columns[i].whose != STUDYS || holds(w, i, sealed) > 0, "%s: gone", columns[i].column);
}
END_TEST

UNIT_MAIN("erasers", every_column_of_words_says_what_becomes_of_it, what_is_hers_is_in_no_column_when_she_is_forgotten,
    what_is_hers_is_in_no_column_when_the_cohorts_time_has_come)

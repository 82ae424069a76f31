/* SPDX-License-Identifier: GPL-3.0-or-later */
/* discussion.qdpx: REFI-QDA project exchange 1.0 (urn:QDA-XML:project:1.0), for NVivo, ATLAS.ti, MAXQDA, QualCoder. A
 * room is a text, a post a selection of its words, a learner a case. Places count code points from 0, ends are
 * exclusive, as the standard's own sample has them; lines end with LF and there is no mark at the beginning, since
 * tools disagree on how they count those. Codes of a bench's study are in it once its independent coding has ended:
 * before, they would unblind its coders. */
#include "export_refi_priv.h"
#include "zip.h"

#include <string.h>

static void text_free(gpointer data)
{
    g_string_free(data, TRUE);
}

/* A picture or voice note may have none; a selection of nothing would be no selection. */
static bool has_words(const ReportPost *post)
{
    return post->text && *post->text;
}

/* --- cases --- */

static const struct {
    const char *name, *type, *element;
} variables[] = {
    { "learner_id", "Text", "TextValue" },
    { "room", "Text", "TextValue" },
    { "cadre", "Text", "TextValue" },
    { "sex", "Text", "TextValue" },
    { "age_band", "Text", "TextValue" },
    { "facility_id", "Text", "TextValue" },
    { "posts", "Integer", "IntegerValue" },
    { "pre_total", "Float", "FloatValue" },
    { "post_total", "Float", "FloatValue" },
    { "delayed_total", "Float", "FloatValue" },
};

/* What learner `row` of wide.csv has for a variable; "" for nothing. Borrowed. */
static const char *value_of(const CsvTable *wide, guint row, gsize v)
{
    int column = csv_find(wide, variables[v].name);
    return column >= 0 ? csv_cell(wide, row, (guint)column) : "";
}

/* Nobody may have a value, as of a test that has not closed. QualCoder lists a variable that no case has among those
 * of files. */
static bool is_used(const Refi *r, const CsvTable *wide, gsize v)
{
    for (guint i = 0; i < r->x->data->learners->len; i++)
        if (*value_of(wide, i + 1, v))
            return true;
    return false;
}

static void put_variables(Refi *r, const CsvTable *wide)
{
    xml_open(r->w, "Variables", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(variables); i++) {
        if (!is_used(r, wide, i))
            continue;
        g_autofree char *id = refi_guid(r, "variable", variables[i].name);
        xml_empty(r->w, "Variable", "guid", id, "name", variables[i].name, "typeOfVariable", variables[i].type, NULL);
    }
    xml_close(r->w);
}

static void put_value(Refi *r, const CsvTable *wide, guint row, gsize v)
{
    const char *value = value_of(wide, row, v);
    g_autofree char *id = refi_guid(r, "variable", variables[v].name);
    if (!*value)
        return;
    xml_open(r->w, "VariableValue", NULL);
    xml_empty(r->w, "VariableRef", "targetGUID", id, NULL);
    xml_open(r->w, variables[v].element, NULL);
    xml_put(r->w, value);
    xml_close(r->w);
    xml_close(r->w);
}

static void put_cases(Refi *r, const CsvTable *wide)
{
    const ReportData *data = r->x->data;
    xml_open(r->w, "Cases", NULL);
    for (guint i = 0; i < data->learners->len; i++) {
        const ReportLearner *l = data->learners->pdata[i];
        g_autofree char *id = refi_guid(r, "case", l->study_id);
        xml_open(r->w, "Case", "guid", id, "name", l->study_id, NULL);
        for (gsize v = 0; v < G_N_ELEMENTS(variables); v++)
            put_value(r, wide, i + 1, v);
        const GPtrArray *posts = r->of_learner->pdata[i];
        for (guint p = 0; p < posts->len; p++) {
            g_autofree char *selection = refi_guid_int(r, "post", ((const ReportPost *)posts->pdata[p])->id);
            xml_empty(r->w, "SelectionRef", "targetGUID", selection, NULL);
        }
        xml_close(r->w);
    }
    xml_close(r->w);
}

/* --- sources --- */

static void put_coding(Refi *r, const RefiMark *mark, const char *of)
{
    g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT "/%s", mark->id, of);
    g_autofree char *id = refi_guid(r, "coding", key), *user = refi_guid_int(r, "user", mark->coder),
                    *at = civil_utc_text(export_time(r->x, mark->at));
    xml_open(r->w, "Coding", "guid", id, "creatingUser", user, "creationDateTime", at, NULL);
    xml_empty(r->w, "CodeRef", "targetGUID", mark->code, NULL);
    xml_close(r->w);
}

/* `by`: the guid of a user. QualCoder takes the coder of a code from its selection. */
static void open_selection(
    Refi *r, const char *id, const char *name, int start, int until, const char *by, const char *at)
{
    g_autofree char *from = g_strdup_printf("%d", start), *to = g_strdup_printf("%d", until);
    xml_open(r->w, "PlainTextSelection", "guid", id, "name", name, "startPosition", from, "endPosition", to,
        "creatingUser", by, "creationDateTime", at, NULL);
}

/* Who said it, on the post as a selection of its own, which is what the case refers to. */
static void put_said(Refi *r, const ReportPost *post, const char *name, int start, int until)
{
    g_autofree char *id = refi_guid_int(r, "post", post->id), *speaker = refi_speaker(r, post),
                    *coding = refi_guid(r, "speaks", id), *at = civil_utc_text(post->time);
    open_selection(r, id, name, start, until, r->maker, at);
    xml_open(r->w, "Coding", "guid", coding, "creatingUser", r->maker, "creationDateTime", at, NULL);
    xml_empty(r->w, "CodeRef", "targetGUID", speaker, NULL);
    xml_close(r->w);
    xml_close(r->w);
}

/* Where a mark begins and ends in a post of so many characters. */
static int mark_start(const RefiMark *mark, int length)
{
    return mark->until == 0 ? 0 : MIN(mark->start, length);
}

static int mark_until(const RefiMark *mark, int length)
{
    return mark->until == 0 ? length : MIN(mark->until, length);
}

/* Whether a mark before the one at `m` has its coder, code and place: a code on all of a post and on a stretch that is
 * all of it, or in two studies by one codebook. QualCoder takes the second for a mistake. */
static bool is_repeated(const GPtrArray *marks, guint m, int length)
{
    const RefiMark *mark = marks->pdata[m];
    for (guint i = 0; i < m; i++) {
        const RefiMark *other = marks->pdata[i];
        if (other->coder == mark->coder && g_str_equal(other->code, mark->code) &&
            mark_start(other, length) == mark_start(mark, length) &&
            mark_until(other, length) == mark_until(mark, length))
            return true;
    }
    return false;
}

/* What coders said of it: their codes on all of the post in a selection of each coder's, each coded stretch in one of
 * its own. Marks are by coder, those on all of the post first. */
static void put_marks(Refi *r, const ReportPost *post, const char *name, int start, int length)
{
    const GPtrArray *marks = g_hash_table_lookup(r->codings, &post->id);
    const RefiMark *open = NULL;
    for (guint m = 0; marks && m < marks->len; m++) {
        const RefiMark *mark = marks->pdata[m];
        if (is_repeated(marks, m, length))
            continue;
        bool whole = mark->until == 0;
        g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, post->id, mark->coder),
                        *own = whole ? refi_guid(r, "whole", key) : refi_guid_int(r, "stretch", mark->id),
                        *user = refi_guid_int(r, "user", mark->coder),
                        *at = civil_utc_text(export_time(r->x, mark->at));
        bool joins = whole && open && open->coder == mark->coder;
        if (open && !joins)
            xml_close(r->w);
        if (!joins)
            open_selection(r, own, name, start + mark_start(mark, length), start + mark_until(mark, length), user, at);
        put_coding(r, mark, own);
        open = whole ? mark : NULL;
        if (!whole)
            xml_close(r->w);
    }
    if (open)
        xml_close(r->w);
}

static void put_selections(Refi *r, const ReportPost *post, int start)
{
    g_autofree char *name = g_strdup_printf("#%d", post->number);
    int length = (int)g_utf8_strlen(post->text, -1);
    put_said(r, post, name, start, start + length);
    put_marks(r, post, name, start, length);
}

/* "[day 3, 10:31] P3k... (m3c1) #12: " */
static void put_head(const Exporting *x, GString *text, const ReportPost *post)
{
    Civil local = civil_from_utc(cohort_zone(x->cohort), post->time + x->shift);
    int64_t day = civil_days(local.year, local.month, local.day) - x->cohort->start_day;
    const ReportLearner *l = post->learner >= 0 ? x->data->learners->pdata[post->learner] : NULL;
    g_string_append_printf(text, "[day %" G_GINT64_FORMAT ", %02d:%02d] %s", day >= 0 ? day + 1 : day, local.hour,
        local.minute, l ? l->study_id : "facilitator");
    if (post->prompt && *post->prompt)
        g_string_append_printf(text, " (%s)", post->prompt);
    g_string_append_printf(text, " #%d: ", post->number);
}

static void put_source(Refi *r, int room)
{
    const char *name = ((const ReportRoom *)r->x->data->rooms->pdata[room])->name;
    g_autofree char *id = refi_guid(r, "source", name), *path = g_strdup_printf("internal://%s.txt", id);
    GString *text = r->texts->pdata[room];
    int at = 0;
    gsize counted = 0;
    xml_open(r->w, "TextSource", "guid", id, "name", name, "plainTextPath", path, "creatingUser", r->maker, NULL);
    for (guint p = 0; p < r->x->data->posts->len; p++) {
        const ReportPost *post = r->x->data->posts->pdata[p];
        if (post->room != room)
            continue;
        put_head(r->x, text, post);
        at += (int)g_utf8_strlen(text->str + counted, (gssize)(text->len - counted));
        counted = text->len;
        if (has_words(post))
            put_selections(r, post, at);
        g_autofree char *words = g_strdelimit(g_strdup(!post->text       ? "[not kept]"
                                                       : has_words(post) ? post->text
                                                                         : "[no words]"),
            "\r", ' ');
        g_string_append_printf(text, "%s\n\n", words);
    }
    xml_close(r->w);
}

static bool put_project(Refi *r, GError **error)
{
    g_autofree char *made = civil_utc_text(r->x->now), *origin = g_strdup_printf("Baraza %s", r->x->plan->program);
    const ReportData *data = r->x->data;
    gsize size = 0;
    const char *text = g_bytes_get_data(export_file(r->x->out, "wide.csv")->bytes, &size);
    g_autoptr(CsvTable) wide = csv_parse(text, size, "wide.csv", error);
    if (!wide)
        return false;
    xml_open(r->w, "Project", "xmlns", "urn:QDA-XML:project:1.0", "name", r->x->plan->study, "origin", origin,
        "creatingUserGUID", r->maker, "creationDateTime", made, NULL);
    refi_put_users(r);
    if (!refi_put_codes(r, error))
        return false;
    put_variables(r, wide);
    put_cases(r, wide);
    xml_open(r->w, "Sources", NULL);
    for (guint i = 0; i < data->rooms->len; i++)
        put_source(r, (int)i);
    xml_close(r->w);
    xml_close(r->w);
    return true;
}

static bool pack(Refi *r, GError **error)
{
    guint rooms = r->texts->len;
    g_autofree ZipMember *members = g_new0(ZipMember, rooms + 1);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free),
                         kept = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    Markup *markup = xml_writer_end(g_steal_pointer(&r->w));
    char *xml = g_strconcat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", markup_text(markup), "\n", NULL);
    markup_free(markup);
    g_ptr_array_add(kept, g_bytes_new_take(xml, strlen(xml)));
    members[0] = (ZipMember){ "project.qde", kept->pdata[0] };
    for (guint i = 0; i < rooms; i++) {
        const GString *text = r->texts->pdata[i];
        g_autofree char *id = refi_guid(r, "source", ((const ReportRoom *)r->x->data->rooms->pdata[i])->name);
        g_ptr_array_add(names, g_strdup_printf("sources/%s.txt", id));
        g_ptr_array_add(kept, g_bytes_new(text->str, text->len));
        members[i + 1] = (ZipMember){ names->pdata[i], kept->pdata[i + 1] };
    }
    GBytes *zip = zip_make(members, rooms + 1, r->x->now, error);
    if (zip)
        export_put_bytes(r->x, "discussion.qdpx", zip);
    return zip != NULL;
}

static void refi_clear(Refi *r)
{
    xml_writer_free(r->w);
    g_ptr_array_unref(r->studies);
    g_hash_table_unref(r->codings);
    g_ptr_array_unref(r->marks);
    g_ptr_array_unref(r->texts);
    g_ptr_array_unref(r->of_learner);
    g_free(r->maker);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Refi, refi_clear)

bool export_refi(Exporting *x, GError **error)
{
    g_auto(Refi) r = { .x = x,
        .w = xml_writer_new(),
        .studies = g_ptr_array_new_with_free_func((GDestroyNotify)coding_study_free),
        .codings = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_ptr_array_unref),
        .marks = g_ptr_array_new_with_free_func(refi_mark_free),
        .texts = g_ptr_array_new_with_free_func(text_free),
        .of_learner = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref) };
    r.maker = refi_guid(&r, "user", "program");
    for (guint i = 0; i < x->data->rooms->len; i++)
        g_ptr_array_add(r.texts, g_string_new(NULL));
    for (guint i = 0; i < x->data->learners->len; i++)
        g_ptr_array_add(r.of_learner, g_ptr_array_new());
    for (guint p = 0; p < x->data->posts->len; p++) {
        ReportPost *post = x->data->posts->pdata[p];
        if (post->learner >= 0 && has_words(post))
            g_ptr_array_add(r.of_learner->pdata[post->learner], post);
    }
    return x->data->rooms->len == 0 || (refi_read_studies(&r, error) && put_project(&r, error) && pack(&r, error));
}

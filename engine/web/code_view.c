/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A unit on a page: its thread, and in its text the stretches that were marked. Texts go to the page as they are,
 * so that a place on the page is a place in the text. */
#include "bench_priv.h"

#include "coder_view.h"

#include <math.h>
#include <string.h>

CodingStudy *code_page_study(WebPage *page, GError **error)
{
    g_autoptr(CodingStudy) study = coding_study_get(page->web->store, page->arg[1], error);
    if (study && study->cohort == page->arg[0])
        return g_steal_pointer(&study);
    if (study)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "The cohort has no such study.");
    return NULL;
}

char *code_path(const CodingStudy *study, const char *what)
{
    return g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/%s/%" G_GINT64_FORMAT, study->cohort, what, study->id);
}

void code_put_prompt(WebPage *page, const CodingStudy *study, const CodingUnit *unit, cJSON *view)
{
    g_autoptr(Cohort) cohort = unit->prompt ? cohort_get(page->web->store, study->cohort, NULL) : NULL;
    const Course *course = cohort ? library_course(page->web->library, cohort->version, NULL) : NULL;
    const Step *step = course ? course_step(course, unit->prompt) : NULL;
    json_put(view, "prompt", step ? course_text(step->texts, course, course->lang, cohort->country) : "");
    json_put(view, "step", unit->prompt ? unit->prompt : "");
}

int code_place(const char *text)
{
    gint64 place = 0;
    return g_ascii_string_to_signed(text, 10, 1, G_MAXINT, &place, NULL) ? (int)place : 0;
}

void code_put_key(gsize n, cJSON *one)
{
    static const char keys[] = "123456789abcefghijklnopqrtuvwxyz";
    char shown[2] = { n < sizeof keys - 1 ? keys[n] : '\0', '\0' };
    json_put(one, "key", shown);
}

/* Codes of the stretches that cover a character; NULL for none. Given. */
static char *codes_at(const GPtrArray *codings, int64_t post, int at)
{
    GString *codes = NULL;
    for (guint i = 0; codings && i < codings->len; i++) {
        const Coding *c = codings->pdata[i];
        if (c->post != post || at < c->start || at >= c->until)
            continue;
        codes = codes ? codes : g_string_new(NULL);
        g_string_append_printf(codes, "%s%s", codes->len ? ", " : "", c->code);
    }
    return codes ? g_string_free(codes, FALSE) : NULL;
}

/* The text in runs of characters that bear the same codes. */
static cJSON *runs_of(const CodingPost *post, const GPtrArray *codings)
{
    cJSON *runs = cJSON_CreateArray();
    const char *from = post->text, *p = post->text;
    g_autofree char *before = codes_at(codings, post->id, 0);
    for (int at = 0; *from; at++) {
        g_autofree char *now = *p ? codes_at(codings, post->id, at) : NULL;
        if (!*p || g_strcmp0(now, before) != 0) {
            g_autofree char *text = g_strndup(from, (gsize)(p - from));
            if (*text)
                json_put_item(
                    runs, NULL, json_put(json_put(cJSON_CreateObject(), "text", text), "codes", before ? before : ""));
            from = p;
            g_free(before);
            before = g_steal_pointer(&now);
        }
        p = *p ? g_utf8_next_char(p) : p;
    }
    return runs;
}

static cJSON *post_json(const CodingPost *post, const GPtrArray *codings)
{
    cJSON *one = json_put_int(json_put_int(cJSON_CreateObject(), "post", post->id), "number", post->number);
    json_put_bool(json_put_bool(one, "coded", post->coded), "facilitator", !post->learner);
    json_put(json_put(one, "speaker", post->speaker), "media", post->media ? post->media : "");
    json_put_int(one, "reply_to", post->reply_to);
    json_put_bool(one, "withheld", !post->text);
    json_put_item(one, "runs", post->text ? runs_of(post, post->coded ? codings : NULL) : cJSON_CreateArray());
    return one;
}

bool code_put_posts(WebPage *page, const CodingStudy *study, const CodingUnit *unit, const GPtrArray *codings,
    cJSON *view, GError **error)
{
    g_autoptr(GPtrArray) posts = coder_view(web_context(page->web), study, unit, error);
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "posts", list);
    for (guint i = 0; posts && i < posts->len; i++)
        json_put_item(list, NULL, post_json(posts->pdata[i], codings));
    return posts != NULL;
}

bool code_put_assistant(WebPage *page, const CodingStudy *study, const CodingUnit *unit, const CodingTask *task,
    const Codebook *book, cJSON *view, GError **error)
{
    bool speaks = study->learns_from && unit->draw == CODING_SINGLE;
    g_autoptr(GPtrArray) told = coding_suggestions(page->web->store, unit->id, task->coder, error);
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "suggestions", list);
    for (guint i = 0; told && i < told->len; i++) {
        const CodingSuggestion *said = told->pdata[i];
        int place = codebook_find(book, said->code);
        g_autofree char *p = g_strdup_printf("%.2f", said->p);
        g_autofree char *kappa = isnan(said->kappa) ? g_strdup("not computable") : g_strdup_printf("%.2f", said->kappa);
        cJSON *one = json_put(
            cJSON_CreateObject(), "text", place < 0 ? said->code : code_title(book, book->codes->pdata[place], NULL));
        json_put_item(list, NULL, json_put(json_put(one, "p", p), "kappa", kappa));
    }
    json_put_bool(view, "told", task->suggested > 0);
    json_put_bool(view, "may_ask", speaks && !task->suggested && !task->done && study->state == CODING_OPEN);
    return told != NULL;
}

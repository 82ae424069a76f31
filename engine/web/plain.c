/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has no frame: style and script, the sign of life, and the report, which brings its own style. */
#include "web_priv.h"

#include "report.h"

#include <string.h>

#define POLICY_OF                                                                                                      \
    "default-src 'none'; style-src 'self' %s; script-src 'self'; connect-src 'self'; img-src 'self' data:; "           \
    "media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

static const struct {
    const char *name, *type;
} statics[] = {
    { "base.css", "text/css; charset=utf-8" },
    { "site.css", "text/css; charset=utf-8" },
    { "live.js", "text/javascript; charset=utf-8" },
    { "code.js", "text/javascript; charset=utf-8" },
};

bool static_show(WebPage *page, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(statics); i++) {
        if (strcmp(statics[i].name, page->word) != 0)
            continue;
        for (const EmbeddedFile *file = web_files; file->name; file++)
            if (strcmp(file->name, page->word) == 0)
                page_body(page, 200, statics[i].type, file->data, file->size);
        /* the address holds a hash of the content */
        page_header(page, "Cache-Control", "public, max-age=31536000, immutable");
        return true;
    }
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "There is no such file.");
    return false;
}

bool health_show(WebPage *page, GError **error)
{
    int64_t value = 0;
    bool ok = store_state_get(page->web->store, "installation", &value, NULL);
    const char *text = ok ? "{\"ok\":true}\n" : "{\"ok\":false}\n";
    page_body(page, ok ? 200 : 503, "application/json", text, strlen(text));
    return true;
}

/* Where no program was named that could make it: here and now. */
static char *make_here(WebPage *page, const Cohort *cohort, const char *lang, GError **error)
{
    Web *web = page->web;
    ReportWish wish = {
        .cohorts = &cohort->id, .n = 1, .lang = lang, .program = web->config.program, .now = page->now
    };
    g_autoptr(ReportData) data = report_study(web->store, web->library, &wish, error);
    g_autoptr(cJSON) view = data ? report_view(data) : NULL;
    return view ? report_html(view, error) : NULL;
}

/* The page of a report that is not there yet. */
static bool show_waiting(WebPage *page, const Cohort *cohort, MadeState state, GError **error)
{
    const char *sentence =
        state == MADE_BEING ? "a large cohort takes some seconds." : "another report is made first, then this one.";
    page_header(page, "Refresh", "2");
    cJSON *view = json_put(json_put(cJSON_CreateObject(), "cohort", cohort->name), "sentence", sentence);
    return page_render(page, 200, "report", "Report", view, error);
}

bool report_show(WebPage *page, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    const char *asked = page_query(page, "lang"), *lang = report_speaks(asked) ? asked : "en";
    g_autoptr(GBytes) html = NULL;
    if (page->web->config.evaluate) {
        MadeState state = made_report(page, cohort, lang, &html, error);
        if (state == MADE_BEING || state == MADE_QUEUED)
            return show_waiting(page, cohort, state, error);
    } else {
        char *text = make_here(page, cohort, lang, error);
        html = text ? g_bytes_new_take(text, strlen(text)) : NULL;
    }
    if (!html)
        return false;
    /* the page brings its style along; its hash alone lets it in */
    g_autofree char *style = report_style_source();
    g_autofree char *policy = g_strdup_printf(POLICY_OF, style);
    page_policy(page, policy);
    page_body(page, 200, "text/html; charset=utf-8", g_bytes_get_data(html, NULL), g_bytes_get_size(html));
    return true;
}

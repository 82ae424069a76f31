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

bool report_show(WebPage *page, GError **error)
{
    Web *web = page->web;
    g_autoptr(ReportData) data =
        report_collect(web->store, web->library, page->arg[0], page->now, web->config.program, error);
    if (!data)
        return false;
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *html = report_html(view, error);
    if (!html)
        return false;
    /* the page brings its style along; its hash alone lets it in */
    g_autofree char *style = report_style_source();
    g_autofree char *policy = g_strdup_printf(POLICY_OF, style);
    page_policy(page, policy);
    page_body(page, 200, "text/html; charset=utf-8", html, strlen(html));
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* template.h - fills page templates from a JSON view: {{x}} escaped, {{#list}}..{{/list}}, {{^empty}}..{{/empty}},
 * {{>frame}}, {{&markup}}. Pure. */
#pragma once
#include "json.h"
#include "xml.h"
#include "embedded.h"

/* `name` with or without ".html". Text is escaped; an address (href=" src=" action=") with a scheme other than http,
 * https, mailto and tel becomes "#". null is empty text; a true section needs a non-empty list or text, an object, true
 * or a number other than 0. A view is a cJSON object; Markup enters it only through template_put_markup. Sections over
 * a list loop with the item as context ({{.}} for a plain item), over an object enter it, over true/false choose. A
 * name is looked up outwards; a name that no level of the view has is an error that names template and line. Given
 * text, NULL and *error otherwise. */
char *template_fill(const EmbeddedFile *files, const char *name, const cJSON *view, GError **error);
/* Copies the markup in, so that {{&name}} may use it. */
void template_put_markup(cJSON *view, const char *name, const Markup *markup);

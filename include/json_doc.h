/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_doc.h - JSON that is read and thrown away: the whole tree in one block of memory. */
#pragma once
#include "json.h"

typedef struct JsonDoc JsonDoc;
/* As json_parse: what it refuses is refused here, with the same words. Given. */
JsonDoc *json_doc_parse(const char *bytes, gsize size, GError **error);
/* Lives as long as the document; read it, copy from it (json_text, cJSON_Duplicate), detach nothing. */
const cJSON *json_doc_root(const JsonDoc *doc);
void json_doc_free(JsonDoc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JsonDoc, json_doc_free)

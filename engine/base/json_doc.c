/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json_doc.h"

#include "json_priv.h"

/* The document is its block, and the root lies first in it. */
JsonDoc *json_doc_parse(const char *bytes, gsize size, GError **error)
{
    gsize values = 0;
    if (!json_check(bytes, size, &values, error))
        return NULL;
    void *block = g_malloc(json_block_size(values, size));
    json_build_in(block, values, bytes, size);
    return block;
}

const cJSON *json_doc_root(const JsonDoc *doc)
{
    return (const cJSON *)doc;
}

void json_doc_free(JsonDoc *doc)
{
    g_free(doc);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal, newest entries first, for the auditor. */
#include "web_priv.h"

#include "journal.h"
#include "web_queries.h"

#define ENTRIES 100

typedef struct {
    cJSON *list;
    int64_t end; /* the last entry of the page */
} Entries;

static bool put_entry(const JournalEntry *entry, gpointer data)
{
    Entries *entries = data;
    if (entry->seq > entries->end)
        return false;
    g_autofree char *time = web_moment("UTC", entry->time);
    cJSON *item = json_put_int(cJSON_CreateObject(), "seq", entry->seq);
    json_put(json_put(json_put(item, "time", time), "actor", entry->actor), "what", entry->what);
    json_put(json_put(item, "subject", entry->subject), "payload", entry->payload ? entry->payload : "");
    json_put_bool(json_put(item, "hash", entry->hash), "erased", entry->erased);
    cJSON_InsertItemInArray(entries->list, 0, item);
    return true;
}

bool journal_show(WebPage *page, GError **error)
{
    int64_t last = 0;
    if (!store_get_int(page->web->store, &web_journal_last, NO_ARGS, &last, NULL, error))
        return false;
    int64_t before = g_ascii_strtoll(page_query(page, "before"), NULL, 10);
    Entries entries = { .end = before > 0 ? MIN(before - 1, last) : last };
    int64_t after = MAX(entries.end - ENTRIES, 0);
    g_autoptr(cJSON) view = cJSON_CreateObject();
    entries.list = cJSON_CreateArray();
    json_put_item(view, "entries", entries.list);
    if (!journal_each(page->web->store, NULL, after, put_entry, &entries, error))
        return false;
    g_autofree char *older = g_strdup_printf("?before=%" G_GINT64_FORMAT, after + 1);
    json_put(view, "older", after > 0 ? older : "");
    json_put_int(view, "last", last);
    return page_render(page, 200, "journal", "Journal", g_steal_pointer(&view), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reaches people is sent as it was shown, and once: a preview leaves a ticket with the checksum of its fields. A
 * form that is sent twice, by an impatient finger or a reload, finds its ticket used; one that was altered since, none.
 */
#include "web_priv.h"

#include <string.h>

#define TICKETS_MAX 64 /* previews that a person has open at the same time */

static char *checksum(const WebPage *page, const char *const *fields)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)page->request->path, (gssize)strlen(page->request->path) + 1);
    for (; *fields; fields++) {
        const char *value = page_field(page, *fields);
        g_checksum_update(sum, (const guchar *)value, (gssize)strlen(value) + 1);
    }
    return g_strdup(g_checksum_get_string(sum));
}

char *page_ticket(WebPage *page, const char *const *fields)
{
    GHashTable *tickets = page->session->tickets;
    if (g_hash_table_size(tickets) >= TICKETS_MAX)
        g_hash_table_remove_all(tickets);
    char *ticket = sessions_token();
    g_hash_table_insert(tickets, g_strdup(ticket), checksum(page, fields));
    return ticket;
}

Ticket page_take_ticket(WebPage *page, const char *const *fields)
{
    const char *ticket = page_field(page, "ticket");
    const char *kept = g_hash_table_lookup(page->session->tickets, ticket);
    if (kept && !*kept)
        return TICKET_USED;
    g_autofree char *now = checksum(page, fields);
    if (!kept || strcmp(kept, now) != 0)
        return TICKET_NONE;
    g_hash_table_insert(page->session->tickets, g_strdup(ticket), g_strdup(""));
    return TICKET_GOOD;
}

void page_tell(WebPage *page, char *sentence)
{
    g_free(page->session->told);
    page->session->told = sentence;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What MY DATA says of stock, data forms and whom she knew before, where she has told of any. */
#include "command_priv.h"
#include "sheet.h"
#include "stock.h"
#include "tie.h"

char *field_data(Inbound *in, GError **error)
{
    int64_t stock = 0, values = 0;
    TieAnswer ties;
    const Enrolment *e = in->t.enrolment;
    if (!stock_kept(in->store, e->id, &stock, error) || !sheet_answers_kept(in->store, e->id, &values, error) ||
        !tie_get(in->store, e->id, &ties, error))
        return NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    if (stock + values) {
        g_autofree char *rows = g_strdup_printf("%" G_GINT64_FORMAT, stock);
        g_autofree char *given = g_strdup_printf("%" G_GINT64_FORMAT, values);
        g_autofree char *text = phrase(in->t.who.lang, "mydata.field", "stock", rows, "values", given, NULL);
        g_string_append_printf(out, "\n\n%s", text);
    }
    if (ties.state == TIE_ANSWERED) {
        g_autofree char *known = g_strdup_printf("%d", ties.known);
        g_autofree char *text = phrase(in->t.who.lang, "mydata.ties", "n", known, NULL);
        g_string_append_printf(out, "\n\n%s", text);
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What MY DATA says of stock and data forms, where she has told of any. */
#include "command_priv.h"
#include "sheet.h"
#include "stock.h"

char *field_data(Inbound *in, GError **error)
{
    int64_t stock = 0, values = 0;
    const Enrolment *e = in->t.enrolment;
    if (!stock_kept(in->store, e->id, &stock, error) || !sheet_answers_kept(in->store, e->id, &values, error))
        return NULL;
    if (stock + values == 0)
        return g_strdup("");
    g_autofree char *rows = g_strdup_printf("%" G_GINT64_FORMAT, stock);
    g_autofree char *given = g_strdup_printf("%" G_GINT64_FORMAT, values);
    g_autofree char *text = phrase(in->t.who.lang, "mydata.field", "stock", rows, "values", given, NULL);
    return g_strconcat("\n\n", text, NULL);
}

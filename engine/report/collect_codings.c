/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What coders said of the talk. Of a study that is not frozen only that it is there: its coders may read this report,
 * and each is to stay blind to the others. */
#include "agreement.h"
#include "agreement_quality.h"
#include "collect_priv.h"

static bool take_study(Collect *c, const CodingStudy *study, GError **error)
{
    if (study->state != CODING_FROZEN) {
        c->data->codings_open++;
        return true;
    }
    g_autoptr(Codebook) book = coding_book_codes(c->store, study->book, error);
    g_autoptr(cJSON) weeks = book ? quality_weeks(c->store, study, error) : NULL;
    cJSON *agreement = weeks ? agreement_study(c->store, study, error) : NULL;
    if (!agreement)
        return false;
    ReportCoding *row = g_new0(ReportCoding, 1);
    *row = (ReportCoding){ .study = g_strdup(study->name),
        .book = g_strdup(codebook_title(book, NULL)),
        .citation = g_strdup(book->citation),
        .threads = study->unit == CODING_THREAD,
        .one = book->one,
        .weeks = g_steal_pointer(&weeks),
        .agreement = agreement };
    g_ptr_array_add(c->data->codings, row);
    return true;
}

bool collect_codings(Collect *c, GError **error)
{
    g_autoptr(GPtrArray) studies = coding_studies(c->store, c->cohort->id, error);
    for (guint i = 0; studies && i < studies->len; i++)
        if (!take_study(c, studies->pdata[i], error))
            return false;
    if (!studies || studies->len == 0)
        return studies != NULL;
    g_autoptr(cJSON) flagged = quality_flagged(c->store, c->cohort->id, error);
    c->data->flagged += cJSON_GetArraySize(flagged);
    return flagged != NULL;
}

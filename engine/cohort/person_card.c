/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "person.h"
#include "cohort_queries.h"

void person_card_free(PersonCard *card)
{
    if (!card)
        return;
    g_free(card->name);
    g_free(card->lang);
    g_free(card->country);
    g_free(card);
}

typedef struct {
    const Vault *vault;
    PersonCard *card;
} Reading;

static bool take_card(const StoreRow *row, gpointer data)
{
    const Reading *reading = data;
    gsize size = 0;
    const void *sealed = store_blob(row, 0, &size);
    reading->card->name = sealed && size ? vault_open(reading->vault, sealed, size) : NULL;
    reading->card->lang = store_text_dup(row, 1);
    reading->card->country = store_text_dup(row, 2);
    return false;
}

PersonCard *person_card(Store *store, const Vault *vault, int64_t learner, GError **error)
{
    g_autoptr(PersonCard) card = g_new0(PersonCard, 1);
    Reading reading = { vault, card };
    return store_each(store, &cohort_person_card, ARGS(ARG_INT("learner", learner)), take_card, &reading, error)
               ? g_steal_pointer(&card)
               : NULL;
}

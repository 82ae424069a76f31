/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deed_priv.h - a change as a form: it is tried first and says what it would do, then it can be done, once. */
#pragma once
#include "web_priv.h"

typedef enum { DEED_LINE, DEED_WORDS, DEED_DATE, DEED_NUMBER, DEED_CHOICE, DEED_TICK, DEED_MANY } DeedInput;
typedef struct {
    const char *name, *label; /* name: also of the verb's parameter; NULL ends the list */
    DeedInput input;
    bool optional;
    /* Of DEED_CHOICE (one) and DEED_MANY (an array of the ticked): deed_choice for each. A deed with nothing to choose
     * from is not offered; an optional field without choices is left out. */
    bool (*choices)(WebPage *page, cJSON *list, GError **error);
} DeedField;

#define DEED_FIELDS 9
typedef struct {
    const char *word, *verb; /* word: the end of its address; NULL ends the list */
    unsigned roles;
    const char *title, *about, *button, *done;
    DeedField fields[DEED_FIELDS];
    void (*adapt)(cJSON *params);                        /* fields into what the verb takes; or NULL */
    void (*tell)(const cJSON *result, cJSON *sentences); /* what a trial found, by deed_say; or NULL */
    char *(*after)(WebPage *page, const cJSON *result);  /* the sentence when it is done, for `done`; or NULL */
} Deed;

typedef struct {
    const Deed *deeds;
    const char *here, *back; /* a deed is posted to here/WORD; when it is done one goes back */
    const char *file, *title;
    /* What every deed's verb takes beside its fields: a fresh object. NULL: nothing. */
    cJSON *(*params)(WebPage *page, gpointer data, GError **error);
    /* The rest of the page's view. */
    bool (*put)(WebPage *page, cJSON *view, gpointer data, GError **error);
    gpointer data;
} DeedPage;

/* The page with all deeds of this role; the deed of page->word, tried or done. */
bool deed_show(WebPage *page, const DeedPage *of, GError **error);
bool deed_do(WebPage *page, const DeedPage *of, GError **error);
void deed_say(cJSON *sentences, char *taken);
void deed_choice(cJSON *list, const char *value, const char *text);
/* Choices of the cohort page->arg[0]. */
bool deed_steps(WebPage *page, cJSON *list, GError **error);
bool deed_rooms(WebPage *page, cJSON *list, GError **error);

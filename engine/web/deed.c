/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deed_priv.h"

#include "text.h"

#include <string.h>

void deed_say(cJSON *sentences, char *taken)
{
    json_put_item(sentences, NULL, json_put(cJSON_CreateObject(), "sentence", taken));
    g_free(taken);
}

void deed_choice(cJSON *list, const char *value, const char *text)
{
    json_put_item(list, NULL, json_put(json_put(cJSON_CreateObject(), "value", value), "text", text));
}

static const Deed *deed_of(const WebPage *page, const DeedPage *of)
{
    for (const Deed *deed = of->deeds; deed->word; deed++)
        if (g_strcmp0(deed->word, page->word) == 0 && page_may(page, deed->roles))
            return deed;
    return NULL;
}

/* Whether some role may do it. */
static bool is_known(const WebPage *page, const DeedPage *of)
{
    for (const Deed *deed = of->deeds; deed->word; deed++)
        if (g_strcmp0(deed->word, page->word) == 0)
            return true;
    return false;
}

static char *name_in(const DeedField *field, const cJSON *choice)
{
    return g_strconcat(field->name, ".", json_string(choice, "value"), NULL);
}

/* The names that a ticket is good for, NULL at their end. Given. */
static GPtrArray *names_of(WebPage *page, const Deed *deed, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < DEED_FIELDS && deed->fields[i].name; i++) {
        const DeedField *field = &deed->fields[i];
        g_autoptr(cJSON) choices = cJSON_CreateArray();
        if (field->input == DEED_MANY && !field->choices(page, choices, error))
            return NULL;
        const cJSON *one = NULL;
        cJSON_ArrayForEach(one, choices) g_ptr_array_add(names, name_in(field, one));
        if (field->input != DEED_MANY)
            g_ptr_array_add(names, g_strdup(field->name));
    }
    g_ptr_array_add(names, NULL);
    return g_steal_pointer(&names);
}

/* As it was typed, or as the link to this page proposes. */
static const char *value_of(const WebPage *page, const DeedField *field)
{
    return page->form ? page_field(page, field->name) : page_query(page, field->name);
}

static void choose(cJSON *choices, const char *value)
{
    cJSON *one = NULL;
    cJSON_ArrayForEach(one, choices) json_put_bool(one, "chosen", strcmp(json_string(one, "value"), value) == 0);
}

/* Each choice is a field of its own. */
static void choose_many(const WebPage *page, const Deed *deed, const DeedField *field, cJSON *choices)
{
    cJSON *one = NULL;
    cJSON_ArrayForEach(one, choices)
    {
        g_autofree char *name = name_in(field, one), *id = g_strconcat(deed->word, "-", name, NULL);
        json_put_bool(json_put(json_put(one, "name", name), "id", id), "chosen", *page_field(page, name) != '\0');
    }
}

/* *offered becomes false where there is nothing to choose from. */
static bool put_field(
    WebPage *page, const Deed *deed, const DeedField *field, cJSON *list, bool *offered, GError **error)
{
    const char *value = value_of(page, field);
    g_autofree char *id = g_strconcat(deed->word, "-", field->name, NULL);
    cJSON *item = json_put(json_put(json_put(cJSON_CreateObject(), "id", id), "name", field->name), "value", value);
    cJSON *choices = cJSON_CreateArray();
    json_put_bool(json_put(item, "label", field->label), "optional", field->optional);
    json_put_bool(json_put_bool(item, "line", field->input == DEED_LINE), "area", field->input == DEED_WORDS);
    json_put_bool(json_put_bool(item, "date", field->input == DEED_DATE), "number", field->input == DEED_NUMBER);
    bool many = field->input == DEED_MANY, chosen = many || field->input == DEED_CHOICE;
    json_put_bool(json_put_bool(item, "choice", field->input == DEED_CHOICE), "tick", field->input == DEED_TICK);
    json_put_bool(json_put_bool(item, "many", many), "labelled", !many && field->input != DEED_TICK);
    json_put_bool(json_put_item(item, "choices", choices), "ticked", *value != '\0');
    json_put_item(list, NULL, item);
    if (chosen && !field->choices(page, choices, error))
        return false;
    if (many)
        choose_many(page, deed, field, choices);
    else
        choose(choices, value);
    bool none = chosen && cJSON_GetArraySize(choices) == 0;
    if (none && field->optional)
        cJSON_DeleteItemFromArray(list, cJSON_GetArraySize(list) - 1);
    *offered = *offered && (!none || field->optional);
    return true;
}

static bool put_trial(WebPage *page, const Deed *deed, const cJSON *result, cJSON *item, GError **error)
{
    g_autoptr(GPtrArray) names = names_of(page, deed, error);
    if (!names)
        return false;
    cJSON *found = cJSON_CreateArray();
    bool may = result && json_int(result, "failed", 0) == 0;
    g_autofree char *ticket = may ? page_ticket(page, (const char *const *)names->pdata) : g_strdup("");
    const char *looks = result ? json_string(result, "looks") : NULL;
    const cJSON *warning = NULL, *warnings = result ? json_at(result, "warnings") : NULL;
    if (result && deed->tell)
        deed->tell(result, found);
    cJSON_ArrayForEach(warning, warnings) deed_say(found, g_strdup(warning->valuestring));
    json_put(json_put_bool(item, "tried", result != NULL), "ticket", ticket);
    json_put(json_put_item(item, "found", found), "looks", looks ? looks : "");
    return true;
}

static bool put_deed(
    WebPage *page, const DeedPage *of, const Deed *deed, const cJSON *result, cJSON *list, GError **error)
{
    bool offered = true;
    g_autoptr(cJSON) item = json_put(json_put(cJSON_CreateObject(), "word", deed->word), "heading", deed->title);
    g_autofree char *to = g_strconcat(of->here, "/", deed->word, NULL);
    json_put(json_put(json_put(item, "to", to), "about", deed->about), "button", deed->button);
    cJSON *fields = cJSON_CreateArray();
    json_put_item(item, "fields", fields);
    for (int i = 0; i < DEED_FIELDS && deed->fields[i].name; i++)
        if (!put_field(page, deed, &deed->fields[i], fields, &offered, error))
            return false;
    if (!put_trial(page, deed, result, item, error))
        return false;
    if (offered)
        json_put_item(list, NULL, g_steal_pointer(&item));
    return true;
}

static bool deed_page(
    WebPage *page, const DeedPage *of, int status, const cJSON *result, const char *sentence, GError **error)
{
    g_autoptr(cJSON) view = json_put(cJSON_CreateObject(), "sentence", sentence);
    cJSON *list = cJSON_CreateArray();
    json_put(json_put_item(view, "deeds", list), "back", of->back);
    const Deed *current = page->form ? deed_of(page, of) : NULL;
    for (const Deed *deed = of->deeds; deed->word; deed++)
        if (page_may(page, deed->roles) && (!current || deed == current) &&
            !put_deed(page, of, deed, deed == current ? result : NULL, list, error))
            return false;
    return of->put(page, view, of->data, error) &&
           page_render(page, status, of->file, of->title, g_steal_pointer(&view), error);
}

bool deed_show(WebPage *page, const DeedPage *of, GError **error)
{
    return deed_page(page, of, 200, NULL, "", error);
}

/* Without the blanks around it. Given. */
static char *value_typed(const WebPage *page, const DeedField *field)
{
    return g_strstrip(g_strdup(page_field(page, field->name)));
}

static void put_param(const WebPage *page, const DeedField *field, cJSON *params)
{
    g_autofree char *value = value_typed(page, field);
    gint64 number = 0;
    if (field->input == DEED_MANY)
        return;
    if (field->input == DEED_TICK)
        json_put_bool(params, field->name, *value != '\0');
    else if (*value && field->input == DEED_NUMBER &&
             g_ascii_string_to_signed(value, 10, G_MININT32, G_MAXINT32, &number, NULL))
        json_put_int(params, field->name, number);
    else if (*value)
        json_put(params, field->name, value);
}

/* As in deeds.html. */
#define LINE_MAX_LENGTH 500
#define WORDS_MAX_LENGTH 3000
#define SHORT_MAX_LENGTH 20 /* a number, a date */

static bool check_length(const DeedField *field, const char *value, GError **error)
{
    bool is_short = field->input == DEED_NUMBER || field->input == DEED_DATE;
    size_t most = field->input == DEED_WORDS ? WORDS_MAX_LENGTH : is_short ? SHORT_MAX_LENGTH : LINE_MAX_LENGTH;
    if (text_length(value) <= most)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: at most %zu characters, not %zu.", field->label, most,
        text_length(value));
    return false;
}

/* The ticked ones as an array of the verb's. */
static bool put_many(WebPage *page, const DeedField *field, cJSON *params, GError **error)
{
    g_autoptr(cJSON) choices = cJSON_CreateArray();
    cJSON *ticked = cJSON_CreateArray();
    json_put_item(params, field->name, ticked);
    if (!field->choices(page, choices, error))
        return false;
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, choices)
    {
        g_autofree char *name = name_in(field, one);
        if (*page_field(page, name))
            json_put_item(ticked, NULL, cJSON_CreateString(json_string(one, "value")));
    }
    if (field->optional || cJSON_GetArraySize(ticked) > 0)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "Tick one at least: %s.", field->label);
    return false;
}

/* A field is filled in, and chosen from what was offered: what else a form carries is none of ours. */
static bool check_field(WebPage *page, const DeedField *field, GError **error)
{
    g_autofree char *value = value_typed(page, field);
    g_autoptr(cJSON) choices = cJSON_CreateArray();
    if (field->input == DEED_MANY)
        return true;
    if (!*value && !field->optional && field->input != DEED_TICK) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "Fill in: %s.", field->label);
        return false;
    }
    if (!check_length(field, value, error))
        return false;
    if (*value && field->input == DEED_NUMBER && !g_ascii_string_to_signed(value, 10, 0, G_MAXINT32, NULL, NULL)) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: “%s” is no number; write digits alone.", field->label, value);
        return false;
    }
    if (!*value || field->input != DEED_CHOICE)
        return true;
    if (!field->choices(page, choices, error))
        return false;
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, choices)
    {
        if (strcmp(json_string(one, "value"), value) == 0)
            return true;
    }
    g_set_error(
        error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: “%s” is none of those to choose from.", field->label, value);
    return false;
}

static cJSON *carry_out(WebPage *page, const DeedPage *of, const Deed *deed, bool dry, GError **error)
{
    cJSON *params = of->params ? of->params(page, of->data, error) : cJSON_CreateObject();
    for (int i = 0; params && i < DEED_FIELDS && deed->fields[i].name; i++) {
        const DeedField *field = &deed->fields[i];
        if (!check_field(page, field, error) || (field->input == DEED_MANY && !put_many(page, field, params, error))) {
            cJSON_Delete(params);
            return NULL;
        }
        put_param(page, field, params);
    }
    if (!params)
        return NULL;
    if (deed->adapt)
        deed->adapt(params);
    return page_ask(page, deed->verb, json_put_bool(params, "dry_run", dry), error);
}

bool deed_do(WebPage *page, const DeedPage *of, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    const Deed *deed = deed_of(page, of);
    if (!deed && page_take_ticket(page, (const char *const[]){ NULL }) == TICKET_USED)
        return page_redirect(page, of->back); /* done already, and not offered any more */
    if (!deed) {
        bool known = is_known(page, of);
        page_fail_status(page, known ? 403 : 404,
            known ? "Your role does not include this."
                  : "This page does not do that, or not as things stand now: load it again.");
        return true;
    }
    g_autoptr(GPtrArray) names = names_of(page, deed, error);
    if (!names)
        return false;
    bool send = strcmp(page_field(page, "go"), "send") == 0;
    Ticket ticket = send ? page_take_ticket(page, (const char *const *)names->pdata) : TICKET_NONE;
    if (ticket == TICKET_USED)
        return page_redirect(page, of->back);
    g_autoptr(cJSON) result = carry_out(page, of, deed, ticket != TICKET_GOOD, &wrong);
    if (!result) {
        g_autofree char *why = web_refusal(wrong->message);
        return deed_page(page, of, wrong->code == BARAZA_ERROR_INPUT ? 422 : 409, NULL, why, error);
    }
    if (ticket == TICKET_NONE)
        return deed_page(
            page, of, 200, result, send ? "This was altered after it was shown: look at it again." : "", error);
    page_tell(page, deed->after ? deed->after(page, result) : g_strdup(deed->done));
    return page_redirect(page, of->back);
}

/* --- choices --- */

bool deed_steps(WebPage *page, cJSON *list, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    const Plan *plan = cohort ? web_plan(page->web, cohort, error) : NULL;
    if (!plan)
        return false;
    const Course *course = plan_course(plan);
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *step = course->steps->pdata[i];
        if (step->kind == STEP_REMINDER || step->to == TO_FACILITATOR)
            continue;
        const char *title = course_text(step->title, course, course->lang, NULL);
        g_autofree char *text = g_strconcat(step->id, " · ", *title ? title : step_kind_name(step->kind), NULL);
        deed_choice(list, step->id, text);
    }
    return true;
}

bool deed_rooms(WebPage *page, cJSON *list, GError **error)
{
    g_autoptr(GArray) rooms = room_list(page->web->store, page->arg[0], error);
    for (guint i = 0; rooms && i < rooms->len; i++) {
        g_autofree char *name = room_name(page->web->store, g_array_index(rooms, int64_t, i), error);
        if (!name)
            return false;
        deed_choice(list, name, name);
    }
    return rooms != NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form goes out as one message with numbered questions, so that it can be answered in one message too. */
#include "asking.h"
#include "clock.h"
#include "phrase.h"
#include "text.h"

#include <string.h>

#define SAID_LENGTH 40 /* characters of a wrong answer, or of a question, that are said back */
#define REMIND_BEFORE DAY

/* --- when --- */

int64_t asking_next_month(const Cohort *cohort, int64_t at)
{
    Civil civil = civil_from_utc(cohort_zone(cohort), at);
    civil.year += civil.month == 12;
    civil.month = civil.month % 12 + 1;
    civil.day = MIN(civil.day, 28);
    return civil_to_utc(cohort_zone(cohort), &civil, NULL);
}

char *asking_label(const Cohort *cohort, int64_t at)
{
    g_autofree char *local = civil_local_text(cohort_zone(cohort), at);
    return g_strndup(local, strlen("2026-12"));
}

static char *time_text(const Tutor *t, int64_t at)
{
    g_autofree char *date = tutor_date(t, at), *local = civil_local_text(cohort_zone(t->cohort), at);
    return g_strdup_printf("%s, %s", date, local + 11);
}

/* --- the question --- */

static const char *const kinds[SHEET_KINDS] = {
    [SHEET_NUMBER] = "number",
    [SHEET_DATE] = "date",
    [SHEET_CHOICE] = "choice",
    [SHEET_TEXT] = "text",
};

static char *about(const Tutor *t, const char *what, const SheetField *f, const char *n, const char *value)
{
    g_autofree char *key = g_strdup_printf("form.%s.%s", what, kinds[f->kind]), *range = sheet_range(f);
    g_autofree char *question = text_cut(f->question, SAID_LENGTH), *said = text_cut(value, SAID_LENGTH);
    return phrase(t->who.lang, key, "range", range, "number", n, "question", question, "value", said, NULL);
}

static char *message_of(const Tutor *t, const SheetRound *round, const SheetForm *form)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < form->fields->len; i++) {
        const SheetField *f = form->fields->pdata[i];
        g_autofree char *hint = about(t, "field", f, "", "");
        g_string_append_printf(lines, "%u. %s (%s)\n", i + 1, f->question, hint);
    }
    g_autofree char *due = time_text(t, round->due);
    return phrase(t->who.lang, "form.ask", "title", form->title, "lines", lines->str, "due", due, NULL);
}

static bool ask(const Tutor *t, const SheetRound *round, const SheetForm *form, char **looks, GError **error)
{
    g_autofree char *key = g_strdup_printf("FORM%" G_GINT64_FORMAT "/E%" G_GINT64_FORMAT, round->id, t->enrolment->id);
    g_autofree char *text = message_of(t, round, form);
    if (looks && !*looks)
        *looks = g_strdup(text);
    return tutor_owe(t, key, LANE_CONTENT, OWED_CONTENT, NULL, layout_plain(&t->who, text), error);
}

/* --- everybody --- */

typedef bool ToEach(const Tutor *t, const SheetRound *round, const SheetForm *form, gpointer data, GError **error);

static bool is_asked(const Enrolment *e)
{
    return e->role != MEMBER_OBSERVER && (e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED);
}

static bool to_each(Context *context, const SheetRound *round, const SheetForm *form, int64_t now, ToEach *fn,
    gpointer data, GError **error)
{
    g_autoptr(GArray) people = enrolment_list(context_store(context), round->cohort, error);
    for (guint i = 0; people && i < people->len; i++) {
        Tutor t;
        g_autoptr(Enrolment) e =
            enrolment_get(context_store(context), context_vault(context), g_array_index(people, int64_t, i), error);
        if (!e || (is_asked(e) && (!tutor_init(&t, context, e, now, error) || !fn(&t, round, form, data, error))))
            return false;
    }
    return people != NULL;
}

typedef struct {
    int people;
    char *looks;
} Asked;

static bool ask_one(const Tutor *t, const SheetRound *round, const SheetForm *form, gpointer data, GError **error)
{
    Asked *asked = data;
    asked->people++;
    return ask(t, round, form, &asked->looks, error);
}

/* When a round is to be looked at next. */
static int64_t next_look(const SheetRound *r, int64_t now)
{
    int64_t remind = !r->reminded && r->due > now ? MAX(r->due - REMIND_BEFORE, now) : INT64_MAX;
    return MIN(remind, r->again ? MAX(r->again, now) : INT64_MAX);
}

static bool set_care(Store *store, int64_t cohort, int64_t now, int64_t *next, GError **error)
{
    g_autoptr(GPtrArray) list = sheet_rounds(store, cohort, error);
    *next = INT64_MAX;
    for (guint i = 0; list && i < list->len; i++)
        *next = MIN(*next, next_look(list->pdata[i], now));
    return list != NULL;
}

bool asking_open(Context *context, const Cohort *cohort, SheetRound *round, const SheetForm *form, int64_t now,
    int *people, char **looks, GError **error)
{
    Asked asked = { 0 };
    int64_t next = INT64_MAX;
    Store *store = context_store(context);
    if (!sheet_round_add(store, round, error) || !to_each(context, round, form, now, ask_one, &asked, error) ||
        !set_care(store, cohort->id, now, &next, error) || !care_set(store, cohort->id, CARE_FORMS, next, error)) {
        g_free(asked.looks);
        return false;
    }
    *people = asked.people;
    *looks = asked.looks;
    return true;
}

/* --- what is left --- */

static bool tick(int64_t enrolment, const char *field, const char *value, int64_t at, int64_t changes, gpointer data)
{
    g_hash_table_add(data, g_strdup(field));
    return true;
}

GArray *asking_left(Store *store, const SheetRound *round, const SheetForm *form, int64_t enrolment, GError **error)
{
    g_autoptr(GHashTable) there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GArray *left = g_array_new(FALSE, FALSE, sizeof(int));
    if (!sheet_answers(store, round->id, enrolment, tick, there, error)) {
        g_array_unref(left);
        return NULL;
    }
    for (guint i = 0; i < form->fields->len; i++) {
        int n = (int)i + 1;
        if (!g_hash_table_contains(there, ((const SheetField *)form->fields->pdata[i])->name))
            g_array_append_val(left, n);
    }
    return left;
}

static char *numbers_of(const GArray *left)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < left->len; i++)
        g_string_append_printf(out, "%s%d", i ? ", " : "", g_array_index(left, int, i));
    return g_string_free(out, FALSE);
}

/* --- reminders and months --- */

static bool remind_one(const Tutor *t, const SheetRound *round, const SheetForm *form, gpointer data, GError **error)
{
    g_autoptr(GArray) left = asking_left(context_store(t->context), round, form, t->enrolment->id, error);
    if (!left || left->len == 0)
        return left != NULL;
    g_autofree char *open = numbers_of(left), *due = time_text(t, round->due);
    g_autofree char *key =
        g_strdup_printf("FORM%" G_GINT64_FORMAT "/remind/E%" G_GINT64_FORMAT, round->id, t->enrolment->id);
    return tutor_say(t, key, LANE_REMINDER, OWED_REMINDER,
        phrase(t->who.lang, "form.remind", "title", form->title, "left", open, "due", due, NULL), error);
}

static bool remind(Context *context, SheetRound *round, int64_t now, GError **error)
{
    g_autoptr(SheetForm) form = sheet_form_read(round->text, error);
    round->reminded = now;
    return form && to_each(context, round, form, now, remind_one, NULL, error) &&
           sheet_round_keep(context_store(context), round, error);
}

/* The next month's round, by the form as it is now. */
static bool open_again(Context *context, const Cohort *cohort, SheetRound *last, int64_t now, GError **error)
{
    int people = 0;
    g_autofree char *looks = NULL;
    Store *store = context_store(context);
    g_autoptr(Sheet) sheet = sheet_get(store, last->sheet, error);
    g_autoptr(SheetForm) form = sheet ? sheet_form_read(sheet->text, error) : NULL;
    if (!form)
        return false;
    g_autofree char *label = asking_label(cohort, last->again);
    SheetRound round = { .sheet = sheet->id,
        .cohort = cohort->id,
        .label = label,
        .text = sheet->text,
        .opened = last->again,
        .due = asking_next_month(cohort, last->due),
        .closes = asking_next_month(cohort, last->closes),
        .again = asking_next_month(cohort, last->again) };
    last->again = 0;
    return sheet_round_keep(store, last, error) &&
           asking_open(context, cohort, &round, form, now, &people, &looks, error);
}

bool host_forms(
    Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, int64_t *next, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GPtrArray) list = sheet_rounds(store, cohort->id, error);
    for (guint i = 0; list && i < list->len; i++) {
        SheetRound *r = list->pdata[i];
        if (!r->reminded && now >= r->due - REMIND_BEFORE && now < r->due && !remind(context, r, now, error))
            return false;
        if (r->again && now >= r->again && !open_again(context, cohort, r, now, error))
            return false;
    }
    return list && set_care(store, cohort->id, now, next, error);
}

/* --- answers --- */

/* What does not fit is named with its question; NULL when it was kept. */
static char *take_one(
    const Tutor *t, const SheetRound *round, const SheetForm *form, const SheetSaid *said, bool *kept, GError **error)
{
    const SheetField *f = form->fields->pdata[said->number - 1];
    g_autofree char *n = g_strdup_printf("%d", said->number), *value = sheet_check(f, said->value, t->who.lang);
    g_autofree char *why = value && f->kind == SHEET_TEXT ? context_guard(t->context, t->cohort->id, value) : NULL;
    *kept = value && !why;
    if (why) {
        g_autofree char *shown = context_guard_shown(t->who.lang, why);
        return phrase(t->who.lang, "form.guard", "number", n, "why", shown, NULL);
    }
    if (!value)
        return about(t, "bad", f, n, said->value);
    sheet_answer(context_store(t->context), round->id, t->enrolment->id, f->name, value, t->now, error);
    return NULL;
}

static char *standing(const Tutor *t, const SheetRound *round, const SheetForm *form, const GArray *left)
{
    g_autofree char *open = numbers_of(left), *until = time_text(t, round->closes);
    g_autofree char *all = g_strdup_printf("%u", form->fields->len);
    g_autofree char *done = g_strdup_printf("%u", form->fields->len - left->len);
    return phrase(t->who.lang, left->len ? "form.kept" : "form.complete", "title", form->title, "left", open, "all",
        all, "done", done, "until", until, NULL);
}

bool asking_take(
    const Tutor *t, const SheetRound *round, const SheetForm *form, const GArray *said, char **reply, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < said->len; i++) {
        bool kept = false;
        g_autoptr(GError) fault = NULL;
        g_autofree char *bad = take_one(t, round, form, &g_array_index(said, SheetSaid, i), &kept, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        if (bad)
            g_string_append_printf(text, "%s\n", bad);
    }
    g_autoptr(GArray) left = asking_left(context_store(t->context), round, form, t->enrolment->id, error);
    if (!left)
        return false;
    g_autofree char *end = standing(t, round, form, left);
    g_string_append(text, end);
    *reply = g_string_free(g_steal_pointer(&text), FALSE);
    return true;
}

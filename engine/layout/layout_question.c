/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions: few short options become buttons, up to ten a list, and what cannot be tapped is asked for in letters or
 * words. The letters always stand in the text, because a phone cuts titles. */
#include "layout_priv.h"
#include "phrase.h"
#include "text.h"
#include <string.h>

static const ItemOption *shown(const Item *item, const GArray *order, guint i)
{
    return item->options->pdata[g_array_index(order, int, i)];
}

static char *option_text(const LayoutFor *who, const Item *item, const GArray *order, guint i)
{
    const ItemOption *option = shown(item, order, i);
    return layout_pick(who, option->right ? option->right : option->texts);
}

static void add_letters(const LayoutFor *who, const Item *item, const GArray *order, GString *out)
{
    for (guint i = 0; i < order->len; i++) {
        g_autofree char *text = option_text(who, item, order, i);
        g_string_append_printf(out, "%s%c. %s", i ? "\n" : "\n\n", 'A' + (int)i, text);
    }
}

static void add_lefts(const LayoutFor *who, const Item *item, GString *out)
{
    int number = 0;
    for (guint i = 0; i < item->options->len; i++) {
        const ItemOption *pair = item->options->pdata[i];
        g_autofree char *text = layout_pick(who, pair->texts);
        if (pair->texts->len)
            g_string_append_printf(out, "%s%d. %s", number ? "\n" : "\n\n", number + 1, text), number++;
    }
}

/* "AC", "1A 2B 3C", "1 word 2 word": how an answer looks. Never the right one by more than chance. */
static char *example_of(const Item *item, const GArray *order)
{
    GString *out = g_string_new(NULL);
    if (item->kind == ITEM_MULTIPLE)
        return g_string_free(g_string_assign(out, order->len > 2 ? "AC" : "AB"), FALSE);
    guint n = item->kind == ITEM_CLOZE ? item->gaps->len : order->len, left = 0;
    for (guint i = 0; i < n; i++) {
        if (item->kind == ITEM_CLOZE)
            g_string_append_printf(out, "%s%u ...", i ? " " : "", i + 1);
        else if (item->kind == ITEM_ORDER)
            g_string_append_printf(out, "%s%c", i ? " " : "", 'A' + (int)((i + 1) % n));
        else if (((const ItemOption *)item->options->pdata[i])->texts->len)
            left++;
    }
    for (guint i = 0; item->kind == ITEM_MATCH && i < left; i++)
        g_string_append_printf(out, "%s%u%c", i ? " " : "", i + 1, 'A' + (int)((i + 1) % order->len));
    return g_string_free(out, FALSE);
}

/* How to answer what is not tapped. Given. */
static char *how_to(const LayoutFor *who, const Item *item, const GArray *order)
{
    static const char *const keys[ITEM_KINDS] = {
        [ITEM_SINGLE] = "question.letter",
        [ITEM_MULTIPLE] = "question.multiple",
        [ITEM_TRUEFALSE] = "question.letter",
        [ITEM_NUMERIC] = "question.number",
        [ITEM_SHORT] = "question.short",
        [ITEM_MATCH] = "question.match",
        [ITEM_ORDER] = "question.order",
        [ITEM_CLOZE] = "question.cloze",
        [ITEM_LIKERT] = "question.letter",
        [ITEM_OPEN] = "question.open",
    };
    g_autofree char *example = example_of(item, order);
    bool unit = item->kind == ITEM_NUMERIC && item->unit && *item->unit;
    return phrase(who->lang, unit ? "question.number_unit" : keys[item->kind], "example", example, "unit",
        item->unit ? item->unit : "", NULL);
}

static bool all_fit(const LayoutFor *who, const Item *item, const GArray *order, int limit)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < order->len; i++) {
        g_autofree char *text = option_text(who, item, order, i);
        char *plain = layout_unmarked(text);
        bool ok = *plain && (int)text_length(plain) <= limit;
        if (!g_hash_table_add(seen, plain) || !ok)
            return false;
    }
    return true;
}

static Message *as_buttons(const LayoutFor *who, const Item *item, const GArray *order, const char *key)
{
    Message *message = message_new(MESSAGE_BUTTONS, NULL);
    bool whole = all_fit(who, item, order, who->caps->button_title);
    for (guint i = 0; i < order->len; i++) {
        g_autofree char *id = g_strdup_printf("q.%s.%s", key, shown(item, order, i)->id);
        g_autofree char *text = option_text(who, item, order, i);
        g_autofree char *plain = layout_unmarked(text);
        char letter[2] = { (char)('A' + (int)i), '\0' };
        message_add_choice(message, id, whole ? plain : letter, NULL);
    }
    return message;
}

static Message *as_list(const LayoutFor *who, const Item *item, const GArray *order, const char *key)
{
    Message *message = message_new(MESSAGE_LIST, NULL);
    g_autofree char *label = phrase(who->lang, "question.list", NULL);
    message->list_label = text_cut(label, (size_t)who->caps->list_label);
    for (guint i = 0; i < order->len; i++) {
        g_autofree char *id = g_strdup_printf("q.%s.%s", key, shown(item, order, i)->id);
        g_autofree char *text = option_text(who, item, order, i);
        g_autofree char *plain = layout_unmarked(text);
        g_autofree char *full = g_strdup_printf("%c. %s", 'A' + (int)i, plain);
        g_autofree char *title = text_cut(full, (size_t)who->caps->row_title);
        bool cut = (int)text_length(full) > who->caps->row_title;
        g_autofree char *more = cut ? text_cut(plain, (size_t)who->caps->row_description) : NULL;
        message_add_choice(message, id, title, more);
    }
    return message;
}

static Message *as_truefalse(const LayoutFor *who, const char *key)
{
    Message *message = message_new(MESSAGE_BUTTONS, NULL);
    static const char *const names[] = { "true", "false" };
    for (int i = 0; i < 2; i++) {
        g_autofree char *id = g_strdup_printf("q.%s.%s", key, names[i]);
        g_autofree char *text = phrase(who->lang, i ? "question.false" : "question.true", NULL);
        g_autofree char *title = text_cut(text, (size_t)who->caps->button_title);
        message_add_choice(message, id, title, NULL);
    }
    return message;
}

/* The message with the choices, or NULL where the answer is typed. */
static Message *choosing(const LayoutFor *who, const Item *item, const GArray *order, const char *key)
{
    if (item->kind == ITEM_TRUEFALSE)
        return as_truefalse(who, key);
    if ((item->kind != ITEM_SINGLE && item->kind != ITEM_LIKERT) || (int)order->len > who->caps->max_rows ||
        order->len == 0)
        return NULL;
    return (int)order->len <= who->caps->max_buttons ? as_buttons(who, item, order, key)
                                                     : as_list(who, item, order, key);
}

GPtrArray *layout_question(const LayoutFor *who, const Item *item, const GArray *order, int position, int count,
    const char *key, const char *before)
{
    GPtrArray *list = layout_list();
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *number = g_strdup_printf("%d", position + 1), *n = g_strdup_printf("%d", count);
    g_autofree char *head = phrase(who->lang, "question.head", "number", number, "n", n, NULL);
    g_autofree char *stem = layout_pick(who, item->stem);
    GPtrArray *media = layout_media(who, item->shows, text);
    g_autofree char *words = g_strdup(text->str);
    g_string_printf(text, "*%s*\n\n%s%s%s", head, words, *words ? "\n\n" : "", stem);
    if (item->kind == ITEM_MATCH)
        add_lefts(who, item, text);
    if (item->kind != ITEM_TRUEFALSE)
        add_letters(who, item, order, text);
    Message *message = choosing(who, item, order, key);
    if (!message) {
        g_autofree char *how = how_to(who, item, order);
        g_string_append_printf(text, "\n\n_%s_", how);
    }
    if (before && *before) {
        g_autofree char *joined = g_strdup_printf("%s\n\n%s", before, text->str);
        int limit = message ? who->caps->max_body : who->caps->max_text;
        if (media->len == 0 && (int)text_length(joined) <= limit)
            g_string_assign(text, joined);
        else
            layout_add_text(who, list, before);
    }
    g_autofree char *ask = phrase(who->lang, "question.choose", "number", number, NULL);
    if (message) {
        layout_add_choosing(who, list, media, text->str, ask, message);
        return list;
    }
    layout_add_all(list, media);
    layout_add_text(who, list, text->str);
    return list;
}

static char *letter_of(const Item *item, const GArray *order, const ItemOption *wanted)
{
    for (guint i = 0; i < order->len; i++)
        if (shown(item, order, i) == wanted)
            return g_strdup_printf("%c", 'A' + (int)i);
    return g_strdup("?");
}

static char *typed_answer(const LayoutFor *who, const Item *item)
{
    if (item->kind == ITEM_CLOZE) {
        GString *out = g_string_new(NULL);
        for (guint i = 0; i < item->gaps->len; i++) {
            g_autofree char *own = typed_answer(who, item->gaps->pdata[i]);
            g_string_append_printf(out, "%s%s", i ? ", " : "", own);
        }
        return g_string_free(out, FALSE);
    }
    for (guint i = 0; i < item->options->len; i++) {
        const ItemOption *accept = item->options->pdata[i];
        if (accept->fraction < 1)
            continue;
        if (item->kind != ITEM_NUMERIC)
            return layout_pick(who, accept->texts);
        double value = accept->value == accept->value ? accept->value : accept->min;
        return g_strdup_printf("%.10g%s%s", value, item->unit ? " " : "", item->unit ? item->unit : "");
    }
    return g_strdup("");
}

/* The right answer in the letters that the learner was shown; "" where there is none. Given. */
static char *right_answer(const LayoutFor *who, const Item *item, const GArray *order)
{
    if (item->kind == ITEM_TRUEFALSE)
        return phrase(who->lang, item->answer ? "question.true" : "question.false", NULL);
    if (item->kind == ITEM_NUMERIC || item->kind == ITEM_SHORT || item->kind == ITEM_CLOZE)
        return typed_answer(who, item);
    g_autoptr(GString) out = g_string_new(NULL);
    int left = 0;
    if (item->kind == ITEM_MULTIPLE || item->kind == ITEM_SINGLE) {
        for (guint i = 0; i < order->len; i++) {
            const ItemOption *option = shown(item, order, i);
            g_autofree char *text = option_text(who, item, order, i);
            if (item->kind == ITEM_SINGLE && option->fraction >= 1)
                g_string_printf(out, "%c. %s", 'A' + (int)i, text);
            else if (item->kind == ITEM_MULTIPLE && option->fraction > 0)
                g_string_append_c(out, (char)('A' + (int)i));
        }
    }
    for (guint i = 0; i < item->options->len && (item->kind == ITEM_MATCH || item->kind == ITEM_ORDER); i++) {
        const ItemOption *option = item->options->pdata[i];
        g_autofree char *letter = letter_of(item, order, option);
        if (item->kind == ITEM_ORDER)
            g_string_append(out, letter);
        else if (option->texts->len)
            g_string_append_printf(out, "%s%d%s", left ? " " : "", left + 1, letter), left++;
    }
    return g_strdup(out->str);
}

static void add_feedback(const LayoutFor *who, const GPtrArray *feedback, bool correct, GString *out)
{
    for (guint i = 0; feedback && i < feedback->len; i++) {
        const ItemFeedback *own = feedback->pdata[i];
        g_autofree char *text = layout_pick(who, own->texts);
        if (*text && (own->on == FEEDBACK_ANY || (own->on == FEEDBACK_CORRECT) == correct))
            g_string_append_printf(out, "%s%s", out->len ? "\n" : "", text);
    }
}

char *layout_feedback(const LayoutFor *who, const Item *item, const GArray *order, const char *answer,
    const ItemOption *accepted, bool correct)
{
    GString *out = g_string_new(NULL);
    bool scored = item->kind != ITEM_LIKERT && item->kind != ITEM_OPEN;
    if (scored) {
        g_autofree char *verdict = phrase(who->lang, correct ? "feedback.right" : "feedback.wrong", NULL);
        g_string_append(out, verdict);
    }
    g_auto(GStrv) ids = g_strsplit(answer ? answer : "", " ", -1);
    for (guint i = 0; i < item->options->len; i++) {
        const ItemOption *option = item->options->pdata[i];
        bool picked = option->id && g_strv_contains((const char *const *)ids, option->id);
        if (picked && (item->kind == ITEM_SINGLE || item->kind == ITEM_MULTIPLE || item->kind == ITEM_LIKERT))
            add_feedback(who, option->feedback, correct, out);
    }
    if (accepted)
        add_feedback(who, accepted->feedback, correct, out);
    add_feedback(who, item->feedback, correct, out);
    g_autofree char *right = scored && !correct ? right_answer(who, item, order) : g_strdup("");
    if (*right) {
        g_autofree char *line = phrase(who->lang, "feedback.answer", "answer", right, NULL);
        g_string_append_printf(out, "\n%s", line);
    }
    return g_string_free(out, FALSE);
}

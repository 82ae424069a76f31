/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are several letters: sets, orders, pairs. */
#include "quiz_priv.h"
#include "text.h"
#include <string.h>

static const ItemOption *shown(const Reading *r, guint position)
{
    return r->item->options->pdata[g_array_index(r->order, int, position)];
}

static bool has(const GArray *picked, guint position)
{
    for (guint i = 0; i < picked->len; i++)
        if (g_array_index(picked, int, i) == (int)position)
            return true;
    return false;
}

typedef struct {
    guint right, right_chosen, wrong, wrong_chosen;
    double positive, chosen; /* fractions: of all right options; of the chosen ones */
    bool penalised;          /* the author gave negative fractions */
} Tally;

static Tally tally_of(const Reading *r, const GArray *picked)
{
    Tally t = { 0 };
    for (guint i = 0; i < r->order->len; i++) {
        const ItemOption *option = shown(r, i);
        bool right = option->fraction > 0, chosen = has(picked, i);
        t.right += right, t.wrong += !right;
        t.right_chosen += right && chosen, t.wrong_chosen += !right && chosen;
        t.positive += right ? option->fraction : 0;
        t.chosen += chosen ? option->fraction : 0;
        t.penalised = t.penalised || option->fraction < 0;
    }
    return t;
}

/* "all": exactly the right ones. "partial": what the chosen ones are worth, of what the right ones are worth; where the
 * author gave no negative fraction, a wrong choice takes away what one right choice gives. "truefalse-each": each
 * option rightly taken or left. More choices than the item allows earn nothing. */
static double set_fraction(const Reading *r, const GArray *picked)
{
    Tally t = tally_of(r, picked);
    const char *scoring = r->item->scoring ? r->item->scoring : "all";
    if ((r->item->max > 0 && picked->len > (guint)r->item->max) || t.right == 0)
        return 0;
    if (strcmp(scoring, "partial") == 0)
        return t.chosen / t.positive - (t.penalised ? 0 : (double)t.wrong_chosen / t.right);
    if (strcmp(scoring, "truefalse-each") == 0)
        return (double)(t.right_chosen + t.wrong - t.wrong_chosen) / (t.right + t.wrong);
    return t.right_chosen == t.right && t.wrong_chosen == 0;
}

/* Ids of the positions, in authored order (a set) or as sent (an order). Given. */
static char *ids_of(const Reading *r, const GArray *picked, bool as_sent)
{
    GString *ids = g_string_new(NULL);
    guint n = as_sent ? picked->len : r->item->options->len;
    for (guint i = 0; i < n; i++) {
        for (guint p = 0; p < picked->len; p++) {
            int index = g_array_index(r->order, int, g_array_index(picked, int, p));
            if (as_sent ? p == i : index == (int)i)
                g_string_append_printf(
                    ids, "%s%s", ids->len ? " " : "", ((ItemOption *)r->item->options->pdata[index])->id);
        }
    }
    return g_string_free(ids, FALSE);
}

static GArray *picked_of(const Reading *r, const char *answer)
{
    g_autofree char *key = text_key(answer);
    GArray *picked = quiz_pick_many(r, key);
    g_autofree char *bare = picked ? NULL : quiz_bare(answer);
    return picked ? picked : quiz_pick_many(r, bare);
}

QuizOutcome quiz_grade_multiple(const Reading *r, const char *answer, Graded *graded)
{
    g_autoptr(GArray) picked = picked_of(r, answer);
    if (!picked)
        return QUIZ_NOT_AN_ANSWER;
    graded->answer = ids_of(r, picked, false);
    graded->fraction = set_fraction(r, picked);
    return QUIZ_GRADED;
}

/* "exact": all or nothing. "adjacent": neighbours that follow each other as they should. "position": steps in their own
 * place. */
static double order_fraction(const Item *item, const GArray *indices)
{
    guint n = indices->len, placed = 0, follow = 0;
    for (guint i = 0; i < n; i++) {
        placed += g_array_index(indices, int, i) == (int)i;
        follow += i > 0 && g_array_index(indices, int, i) == g_array_index(indices, int, i - 1) + 1;
    }
    const char *scoring = item->scoring ? item->scoring : "exact";
    if (strcmp(scoring, "adjacent") == 0)
        return n > 1 ? (double)follow / (n - 1) : 1;
    if (strcmp(scoring, "position") == 0)
        return (double)placed / n;
    return placed == n;
}

QuizOutcome quiz_grade_order(const Reading *r, const char *answer, Graded *graded)
{
    g_autoptr(GArray) picked = picked_of(r, answer);
    if (!picked || picked->len != r->order->len)
        return QUIZ_NOT_AN_ANSWER;
    g_autoptr(GArray) indices = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 0; i < picked->len; i++)
        g_array_append_val(indices, g_array_index(r->order, int, g_array_index(picked, int, i)));
    graded->answer = ids_of(r, picked, true);
    graded->fraction = order_fraction(r->item, indices);
    return QUIZ_GRADED;
}

/* Lefts are numbered in authored order; distractors have none. Fills right[i] with the shown position given to left i.
 */
static guint lefts_of(const Item *item)
{
    guint n = 0;
    for (guint i = 0; i < item->options->len; i++)
        n += ((const ItemOption *)item->options->pdata[i])->texts->len > 0;
    return n;
}

/* "1b 2a", "1-B, 2=A", or the letters alone in the order of the numbers. */
static bool read_pairs(const char *key, guint lefts, guint rights, int *chosen)
{
    guint found = 0, bare = 0;
    for (const char *p = key; *p;) {
        guint64 number = 0;
        p += strspn(p, " ,;.()-=:>/");
        if (*p == '\0')
            break;
        size_t digits = strspn(p, "0123456789");
        if (digits > 3)
            return false;
        number = digits ? g_ascii_strtoull(p, NULL, 10) : ++bare;
        p += digits;
        p += strspn(p, " .()-=:>");
        guint letter = (guint)(*p - 'a');
        if (*p < 'a' || *p > 'z' || letter >= rights || number < 1 || number > lefts || chosen[number - 1] >= 0)
            return false;
        chosen[number - 1] = (int)letter;
        p++;
        found++;
    }
    return found == lefts && (bare == 0 || bare == lefts);
}

QuizOutcome quiz_grade_match(const Reading *r, const char *answer, Graded *graded)
{
    guint lefts = lefts_of(r->item), right = 0, left = 0;
    g_autofree int *chosen = g_new(int, lefts + 1);
    for (guint i = 0; i < lefts; i++)
        chosen[i] = -1;
    g_autofree char *bare = quiz_bare(answer);
    if (lefts == 0 || !read_pairs(bare, lefts, r->order->len, chosen))
        return QUIZ_NOT_AN_ANSWER;
    g_autoptr(GString) ids = g_string_new(NULL);
    for (guint i = 0; i < r->item->options->len; i++) {
        const ItemOption *pair = r->item->options->pdata[i];
        if (pair->texts->len == 0)
            continue;
        const ItemOption *given = shown(r, (guint)chosen[left++]);
        right += given == pair;
        g_string_append_printf(ids, "%s%s", ids->len ? " " : "", given->id);
    }
    graded->answer = g_strdup(ids->str);
    graded->fraction = (double)right / lefts;
    return QUIZ_GRADED;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests: nothing that is sent tells a key before the last sit has closed, or the mark of a sit's question. */
#include "stage_guard_priv.h"

#include "phrase.h"

#include <string.h>

typedef struct {
    const Watch *watch;
    const Course *course;
    GArray *secrets;      /* Secret */
    char *right, *wrong;  /* how feedback begins */
    GHashTable *harmless; /* texts without a secret and a mark; borrowed: a room's learners got the same ones */
} Tests;

/* A text that belongs to a test and may not be seen before `until`. */
typedef struct {
    char *text;
    int64_t until;
} Secret;

static void secret_clear(gpointer data)
{
    g_free(((Secret *)data)->text);
}

static void add_secrets(Tests *tests, const GPtrArray *feedback, int64_t until)
{
    for (guint i = 0; i < feedback->len; i++) {
        const ItemFeedback *one = feedback->pdata[i];
        for (guint k = 0; k < one->texts->len; k++) {
            const CourseText *text = one->texts->pdata[k];
            Secret secret = { g_strdup(text->body), until };
            g_strstrip(secret.text);
            g_array_append_val(tests->secrets, secret);
        }
    }
}

static void find_secrets(Tests *tests)
{
    for (guint t = 0; t < tests->course->tests->len; t++) {
        const Test *test = tests->course->tests->pdata[t];
        int64_t until = schedule_embargo(tests->watch->plan, tests->watch->cohort, test->id);
        for (guint f = 0; f < test->forms->len; f++) {
            const Form *form = test->forms->pdata[f];
            for (guint i = 0; i < form->items->len; i++) {
                const Item *item = course_item(tests->course, ((const FormItem *)form->items->pdata[i])->item);
                add_secrets(tests, item->feedback, until);
                for (guint o = 0; o < item->options->len; o++) {
                    const ItemOption *option = item->options->pdata[o];
                    if (option->feedback)
                        add_secrets(tests, option->feedback, until);
                }
            }
        }
    }
}

/* Whatever is sent for a sit says nothing of right or wrong. */
static bool tells_mark(const Tests *tests, const char *text)
{
    return strstr(text, tests->right) || strstr(text, tests->wrong);
}

static bool tells(const Secret *secret, const char *text)
{
    return *secret->text && strstr(text, secret->text);
}

static bool is_harmless(const Tests *tests, const char *text)
{
    if (g_hash_table_contains(tests->harmless, text))
        return true;
    for (guint i = 0; i < tests->secrets->len; i++)
        if (tells(&g_array_index(tests->secrets, Secret, i), text))
            return false;
    return !tells_mark(tests, text) && g_hash_table_add(tests->harmless, (gpointer)text);
}

static bool guard_key(const PlatformBubble *bubble, gpointer data)
{
    const Tests *tests = data;
    if (is_harmless(tests, bubble->text))
        return true;
    for (guint i = 0; i < tests->secrets->len; i++) {
        const Secret *secret = &g_array_index(tests->secrets, Secret, i);
        if (bubble->accepted < secret->until && tells(secret, bubble->text))
            watch_blame(tests->watch, bubble, "a test's key before its last sit has closed", NULL, BLAME_ALWAYS);
    }
    if (tells_mark(tests, bubble->text))
        watch_blame(tests->watch, bubble, "the mark of a test's question", NULL, BLAME_OF_A_SIT);
    return true;
}

void guard_tests(const Watch *watch)
{
    g_autoptr(GArray) secrets = g_array_new(FALSE, FALSE, sizeof(Secret));
    g_autoptr(GHashTable) harmless = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree char *right = phrase("en", "feedback.right", NULL), *wrong = phrase("en", "feedback.wrong", NULL);
    Tests tests = { watch, plan_course(watch->plan), secrets, right, wrong, harmless };
    g_array_set_clear_func(secrets, secret_clear);
    find_secrets(&tests);
    platform_record_each(watch->platform, guard_key, &tests);
}

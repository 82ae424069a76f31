/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checklist of a launch or a closing as a page shows it: where the command line names a command, here is the way to
 * the page that does the same, or who does it. */
#include "web_priv.h"

#include <string.h>

static const struct {
    const char *check;
    const char *path; /* within the cohort when it does not begin with "//"; NULL: only said */
    const char *text;
} ways[] = {
    { "questions", "//questions", "To the questions" },
    { "held posts", "//held", "To the held posts" },
    { "learners", "/roster", "To the roster" },
    { "address", "/roster", "To the roster" },
    { "rooms", "/roster", "To the roster" },
    { "facilitator", NULL, "An administrator makes the account and assigns it." },
    { "coordinator", NULL, "An administrator makes the account." },
};

char *web_without_command(const char *text)
{
    static const char *const signs[] = { ": baraza ", "; baraza ", "; see baraza ", " with baraza ", " (baraza ",
        ": cohort create ", " with --", ": --", " (--" };
    const char *from = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
        const char *at = strstr(text, signs[i]);
        from = at && (!from || at < from) ? at : from;
    }
    if (!from)
        return g_strdup(text);
    /* names may follow in brackets */
    const char *rest = strstr(from + 2, " (");
    return g_strdup_printf("%.*s%s", (int)(from - text), text, rest ? rest : "");
}

/* Whether it begins with a word, and not with a cohort's name or a room's. */
static bool begins_plainly(const char *text)
{
    gsize word = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    return word > 0 && (text[word] == ' ' || text[word] == ',' || text[word] == '\0');
}

char *web_refusal(const char *text)
{
    char *said = web_without_command(text);
    if (begins_plainly(said))
        *said = g_ascii_toupper(*said);
    if (*said == '\0' || strchr(".!?:", said[strlen(said) - 1]))
        return said;
    char *sentence = g_strconcat(said, ".", NULL);
    g_free(said);
    return sentence;
}

cJSON *run_checks(const Cohort *cohort, const cJSON *result)
{
    cJSON *list = cJSON_CreateArray();
    const cJSON *one = NULL, *checks = result ? json_at(result, "checks") : NULL;
    cJSON_ArrayForEach(one, checks)
    {
        const char *check = json_string(one, "check"), *level = json_string(one, "level");
        g_autofree char *text = web_without_command(json_string(one, "text"));
        cJSON *item = json_put(json_put(json_put(cJSON_CreateObject(), "check", check), "level", level), "text", text);
        json_put(json_put(item, "way", ""), "way_text", "");
        for (gsize i = 0; i < G_N_ELEMENTS(ways) && strcmp(level, "ok") != 0; i++) {
            if (strcmp(ways[i].check, check) != 0)
                continue;
            g_autofree char *to = !ways[i].path                          ? g_strdup("")
                                  : g_str_has_prefix(ways[i].path, "//") ? g_strdup(ways[i].path + 1)
                                                                         : web_cohort_path(cohort->id, ways[i].path);
            cJSON_ReplaceItemInObjectCaseSensitive(item, "way", cJSON_CreateString(to));
            cJSON_ReplaceItemInObjectCaseSensitive(item, "way_text", cJSON_CreateString(ways[i].text));
        }
        json_put_item(list, NULL, item);
    }
    return list;
}

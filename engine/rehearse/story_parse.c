/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a story; the rest of it is statements. */
#include "parse_priv.h"

#include "clock.h"
#include "error.h"
#include "text.h"

#include <string.h>

static bool parse_cohort(Parser *p)
{
    Story *story = p->story;
    guint line = parser_peek(p)->line;
    g_autofree char *date = NULL;
    if (!parser_need(p, "start") || !parser_word(p, "a date", &date))
        return false;
    if (!civil_parse_date(date, &story->start))
        return parser_fail(p, line, "\"%s\" is no date; write 2026-01-05", date);
    g_clear_pointer(&story->zone, g_free);
    if (!parser_need(p, "zone") || !parser_word(p, "a zone such as Africa/Harare", &story->zone))
        return false;
    g_autoptr(GError) unknown = NULL;
    if (!civil_zone(story->zone, &unknown))
        return parser_fail(p, line, "%s", unknown->message);
    if (parser_take(p, "rooms") && !(parser_need(p, "of") && parser_count(p, 1000, &story->room_size)))
        return false;
    if (parser_take(p, "cap") && !parser_count(p, 1000, &story->daily_cap))
        return false;
    story->patients = parser_take(p, "patients");
    story->planned = parser_take(p, "planned");
    return true;
}

static bool is_name(const char *word)
{
    return g_ascii_islower(word[0]) && strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(word);
}

/* Names go on until one that another statement begins with. */
static bool parse_names(Parser *p, GPtrArray *names)
{
    static const char *const ends[] = { "course", "cohort", "learners", "late", "staff" };
    for (;;) {
        const Token *token = parser_peek(p);
        bool end = token->kind != TOKEN_WORD || parser_begins(token->text);
        for (gsize i = 0; !end && i < G_N_ELEMENTS(ends); i++)
            end = g_str_equal(token->text, ends[i]);
        if (end || parser_knows(p, token->text))
            return names->len > 0 ||
                   parser_fail(p, token->line, "expected a learner's name, found \"%s\"", token->text);
        if (!is_name(token->text))
            return parser_fail(p, token->line, "\"%s\" is no name: small letters and digits", token->text);
        g_ptr_array_add(names, g_strdup(token->text));
        p->at++;
    }
}

static bool parse_statement(Parser *p)
{
    Story *story = p->story;
    if (parser_take(p, "course")) {
        g_clear_pointer(&story->course, g_free);
        return parser_word(p, "a course's folder", &story->course);
    }
    if (parser_take(p, "cohort"))
        return parse_cohort(p);
    if (parser_take(p, "learners"))
        return parse_names(p, story->learners);
    if (parser_take(p, "late"))
        return parse_names(p, story->late);
    if (parser_take(p, "staff"))
        return parse_names(p, story->staff);
    return parser_line(p);
}

void story_free(Story *story)
{
    if (!story)
        return;
    g_free(story->name);
    g_free(story->course);
    g_free(story->zone);
    g_ptr_array_unref(story->learners);
    g_ptr_array_unref(story->late);
    g_ptr_array_unref(story->staff);
    g_ptr_array_unref(story->lines);
    g_free(story);
}

static bool parse_all(Parser *p)
{
    while (!p->error && parser_peek(p)->kind != TOKEN_END)
        if (!parse_statement(p))
            return false;
    const Story *story = p->story;
    /* Patients are enrolled by nobody: they join. */
    guint people = story->patients ? story->late->len : story->learners->len;
    if (!story->course || !story->zone || people == 0)
        return parser_fail(p, 1,
            story->patients ? "a story of patients begins with its course, its cohort and those who join: late NAME"
                            : "a story begins with its course, its cohort and its learners");
    return p->error == NULL;
}

Story *story_parse(const char *text, gsize size, const char *name, GError **error)
{
    if (!text_is_utf8(text, size)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s is no text in UTF-8", name);
        return NULL;
    }
    g_autofree char *copy = g_strndup(text, size);
    Story *story = g_new0(Story, 1);
    story->name = g_strdup(name);
    story->learners = g_ptr_array_new_with_free_func(g_free);
    story->late = g_ptr_array_new_with_free_func(g_free);
    story->staff = g_ptr_array_new_with_free_func(g_free);
    story->lines = g_ptr_array_new_with_free_func(story_line_free);
    Parser parser = { .name = name, .story = story };
    parser.tokens = story_lex(copy, name, &parser.error);
    bool ok = parser.tokens && parse_all(&parser);
    g_clear_pointer(&parser.tokens, g_array_unref);
    if (ok)
        return story;
    g_propagate_error(error, parser.error);
    story_free(story);
    return NULL;
}

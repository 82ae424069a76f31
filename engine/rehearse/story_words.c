/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pieces that statements are made of. */
#include "parse_priv.h"

#include "clock.h"
#include "error.h"

const Token *parser_peek(const Parser *p)
{
    return &g_array_index(p->tokens, Token, p->at);
}

bool parser_fail(Parser *p, guint line, const char *format, ...)
{
    if (p->error)
        return false;
    va_list args;
    va_start(args, format);
    g_autofree char *why = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(&p->error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%u: %s", p->name, line, why);
    return false;
}

bool parser_is(const Parser *p, const char *word)
{
    const Token *token = parser_peek(p);
    return token->kind == TOKEN_WORD && g_str_equal(token->text, word);
}

bool parser_take(Parser *p, const char *word)
{
    if (!parser_is(p, word))
        return false;
    p->at++;
    return true;
}

bool parser_need(Parser *p, const char *word)
{
    return parser_take(p, word) ||
           parser_fail(p, parser_peek(p)->line, "expected %s, found \"%s\"", word, parser_peek(p)->text);
}

bool parser_word(Parser *p, const char *what, char **word)
{
    const Token *token = parser_peek(p);
    if (token->kind != TOKEN_WORD)
        return parser_fail(p, token->line, "expected %s, found \"%s\"", what, token->text);
    *word = g_strdup(token->text);
    p->at++;
    return true;
}

bool parser_text(Parser *p, char **text)
{
    const Token *token = parser_peek(p);
    if (token->kind != TOKEN_TEXT)
        return parser_fail(p, token->line, "expected a text in quotes, found \"%s\"", token->text);
    *text = g_strdup(token->text);
    p->at++;
    return true;
}

bool parser_count(Parser *p, guint most, guint *count)
{
    const Token *token = parser_peek(p);
    guint64 value = 0;
    if (token->kind != TOKEN_WORD || !g_ascii_string_to_unsigned(token->text, 10, 1, most, &value, NULL))
        return parser_fail(p, token->line, "expected a number from 1 to %u, found \"%s\"", most, token->text);
    *count = (guint)value;
    p->at++;
    return true;
}

bool parser_time(Parser *p, StoryTime *when)
{
    bool said = false;
    guint day = 0;
    if (parser_take(p, "day")) {
        if (!parser_count(p, 1000, &day))
            return false;
        when->day = (int)day;
        said = true;
    } else if (parser_peek(p)->kind == TOKEN_WORD && civil_parse_date(parser_peek(p)->text, &when->date) &&
               when->date > 0) {
        when->day = 0;
        p->at++;
        said = true;
    }
    if (parser_peek(p)->kind == TOKEN_WORD && civil_parse_time(parser_peek(p)->text, &when->minutes)) {
        p->at++;
        return true;
    }
    return said || parser_fail(p, parser_peek(p)->line, "expected a time such as day 3 12:30, found \"%s\"",
                       parser_peek(p)->text);
}

bool parser_knows(const Parser *p, const char *name)
{
    return g_ptr_array_find_with_equal_func(p->story->learners, name, g_str_equal, NULL) ||
           g_ptr_array_find_with_equal_func(p->story->late, name, g_str_equal, NULL) ||
           g_ptr_array_find_with_equal_func(p->story->staff, name, g_str_equal, NULL) || g_str_equal(name, "everybody");
}

bool parser_learner(Parser *p, char **who)
{
    if (!parser_word(p, "a learner's name", who))
        return false;
    return parser_knows(p, *who) ||
           parser_fail(p, parser_peek(p)->line, "nobody is called \"%s\"; see the line with learners", *who);
}

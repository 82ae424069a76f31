/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words, and texts in quotes. Commas are blanks; # begins a comment. */
#include "story_priv.h"

#include "error.h"

#include <string.h>

#define TOKENS_MAX 20000

typedef struct {
    GArray *tokens;
    const char *name, *at;
    guint line;
} Lexer;

static void token_clear(gpointer data)
{
    g_free(((Token *)data)->text);
}

static void add_token(Lexer *lexer, TokenKind kind, char *text)
{
    Token token = { kind, lexer->line, text };
    g_array_append_val(lexer->tokens, token);
}

static bool fail(const Lexer *lexer, const char *why, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%u: %s", lexer->name, lexer->line, why);
    return false;
}

/* \n, \" and \\ stand for a new line, a quote and a backslash. */
static bool lex_text(Lexer *lexer, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *c = lexer->at + 1;
    for (; *c && *c != '"' && *c != '\n'; c++) {
        if (*c == '\\' && c[1] && c[1] != '\n')
            g_string_append_c(text, *++c == 'n' ? '\n' : *c);
        else
            g_string_append_c(text, *c);
    }
    if (*c != '"')
        return fail(lexer, "a quote is not closed", error);
    lexer->at = c + 1;
    add_token(lexer, TOKEN_TEXT, g_strdup(text->str));
    return true;
}

static bool lex_one(Lexer *lexer, GError **error)
{
    if (lexer->tokens->len >= TOKENS_MAX)
        return fail(lexer, "the story is too long", error);
    if (*lexer->at == '"')
        return lex_text(lexer, error);
    gsize n = strcspn(lexer->at, " \t\r\n,\"#");
    add_token(lexer, TOKEN_WORD, g_strndup(lexer->at, n));
    lexer->at += n;
    return true;
}

GArray *story_lex(const char *text, const char *name, GError **error)
{
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(Token));
    g_array_set_clear_func(tokens, token_clear);
    Lexer lexer = { tokens, name, text, 1 };
    while (*lexer.at) {
        if (*lexer.at == '#')
            lexer.at += strcspn(lexer.at, "\n");
        else if (strchr(" \t\r\n,", *lexer.at))
            lexer.line += *lexer.at++ == '\n';
        else if (!lex_one(&lexer, error))
            return NULL;
    }
    add_token(&lexer, TOKEN_END, g_strdup("the end of the story"));
    return g_steal_pointer(&tokens);
}

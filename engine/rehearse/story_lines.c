/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statement begins with a word that only a statement can begin with, so several may stand on one line. */
#include "parse_priv.h"

#include <string.h>

#define COUNT_MAX 100

static bool parse_taps(Parser *p, StoryLine *line)
{
    return parser_text(p, &line->text);
}

static bool is_file(const Parser *p)
{
    return parser_is(p, "photo") || parser_is(p, "voice") || parser_is(p, "video");
}

static bool parse_file(Parser *p, StoryLine *line)
{
    return parser_word(p, "photo, voice or video", &line->file) &&
           (parser_peek(p)->kind != TOKEN_TEXT || parser_text(p, &line->text));
}

static bool parse_quotes(Parser *p, StoryLine *line)
{
    return parser_text(p, &line->other) && parser_need(p, "with") &&
           (is_file(p) ? parse_file(p, line) : parser_text(p, &line->text));
}

static bool parse_sends(Parser *p, StoryLine *line)
{
    return is_file(p) ? parse_file(p, line)
                      : parser_fail(p, line->line, "%s can send a photo, a voice note or a video", line->who);
}

static bool parse_answers(Parser *p, StoryLine *line)
{
    line->yes = parser_take(p, "right");
    if (!line->yes && !parser_need(p, "wrong"))
        return false;
    line->count = 1;
    if (parser_peek(p)->kind != TOKEN_WORD || !g_ascii_isdigit(parser_peek(p)->text[0]))
        return true;
    return parser_count(p, COUNT_MAX, &line->count) && parser_need(p, "times");
}

static bool parse_goes(Parser *p, StoryLine *line)
{
    if (parser_take(p, "online")) {
        line->verb = STORY_ONLINE;
        return true;
    }
    return parser_need(p, "offline") && (!parser_take(p, "until") || parser_time(p, &line->when));
}

static bool parse_nothing(Parser *p, StoryLine *line)
{
    return true;
}

/* What a learner does, by its word. */
static const struct {
    const char *word;
    StoryVerb verb;
    bool (*parse)(Parser *p, StoryLine *line);
} deeds[] = {
    { "taps", STORY_TAPS, parse_taps },
    { "says", STORY_SAYS, parse_taps },
    { "quotes", STORY_QUOTES, parse_quotes },
    { "sends", STORY_SENDS, parse_sends },
    { "answers", STORY_ANSWERS, parse_answers },
    { "reads", STORY_READS, parse_nothing },
    { "goes", STORY_OFFLINE, parse_goes },
    { "joins", STORY_JOINS, parse_nothing },
};

static bool parse_deed(Parser *p, StoryLine *line)
{
    if (!parser_learner(p, &line->who))
        return false;
    for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++)
        if (parser_take(p, deeds[i].word)) {
            line->verb = deeds[i].verb;
            return deeds[i].parse(p, line);
        }
    return parser_fail(p, line->line,
        "\"%s\" is nothing a learner does: taps, says, quotes, sends, answers, reads, goes offline, joins",
        parser_peek(p)->text);
}

static bool parse_window(Parser *p, StoryLine *line)
{
    if (parser_take(p, "between"))
        return parser_time(p, &line->from) && parser_need(p, "and") && parser_time(p, &line->to);
    return !parser_take(p, "until") || parser_time(p, &line->to);
}

static bool parse_expect(Parser *p, StoryLine *line)
{
    line->verb = STORY_EXPECT;
    if (parser_take(p, "refused")) {
        line->verb = STORY_REFUSED;
        return parser_text(p, &line->text);
    }
    if (parser_take(p, "told")) {
        line->verb = STORY_TOLD;
        return parser_text(p, &line->text);
    }
    if (parser_take(p, "nobody")) {
        line->verb = STORY_NOBODY;
        return parser_need(p, "<-") && parser_text(p, &line->text);
    }
    if (parser_take(p, "no")) {
        line->verb = STORY_NONE;
        return parser_need(p, "message") && parser_need(p, "to") && parser_learner(p, &line->who) &&
               parse_window(p, line);
    }
    if (!parser_learner(p, &line->who) || !parser_need(p, "<-"))
        return false;
    bool said = parser_take(p, "step") ? parser_word(p, "a step's id", &line->other) : parser_text(p, &line->text);
    if (!said || !parse_window(p, line))
        return false;
    line->once = parser_take(p, "once");
    return true;
}

static bool parse_network(Parser *p, StoryLine *line)
{
    line->verb = STORY_NETWORK;
    return parser_need(p, "down") && parser_need(p, "until") && parser_time(p, &line->when);
}

static bool parse_webhooks(Parser *p, StoryLine *line)
{
    line->verb = STORY_WEBHOOKS;
    if (parser_take(p, "stop")) {
        line->verb = STORY_DEAF;
        return parser_need(p, "until") && parser_time(p, &line->when);
    }
    if (!parser_is(p, "once") && !parser_is(p, "twice") && !parser_is(p, "reversed"))
        return parser_fail(p, line->line, "webhooks come once, twice or reversed, or stop until a time");
    return parser_word(p, "once, twice or reversed", &line->text);
}

static bool parse_token(Parser *p, StoryLine *line)
{
    line->verb = STORY_TOKEN;
    line->yes = parser_take(p, "lives");
    return line->yes || parser_need(p, "dies");
}

static bool parse_engine(Parser *p, StoryLine *line)
{
    line->verb = STORY_ENGINE;
    return parser_need(p, "restarts");
}

/* --- what staff do --- */

static void param_free(gpointer data)
{
    StoryParam *param = data;
    g_free(param->name);
    g_free(param->value);
    g_free(param);
}

/* name=value, or name= and a text in quotes. */
static bool parse_param(Parser *p, StoryLine *line)
{
    const Token *token = parser_peek(p);
    const char *is = strchr(token->text, '=');
    if (is == token->text)
        return parser_fail(p, token->line, "a parameter's name is missing before \"%s\"", token->text);
    StoryParam *param = g_new0(StoryParam, 1);
    g_ptr_array_add(line->params, param);
    param->name = g_strndup(token->text, (gsize)(is - token->text));
    p->at++;
    if (is[1]) {
        param->value = g_strdup(is + 1);
        return true;
    }
    param->quoted = true;
    return parser_text(p, &param->value);
}

static bool parse_does(Parser *p, StoryLine *line, const char *role)
{
    line->verb = STORY_DOES;
    line->who = g_strdup(role);
    line->params = g_ptr_array_new_with_free_func(param_free);
    if (!parser_word(p, "a change such as cohort.pause", &line->other))
        return false;
    while (parser_peek(p)->kind == TOKEN_WORD && strchr(parser_peek(p)->text, '='))
        if (!parse_param(p, line))
            return false;
    return true;
}

static bool parse_coordinator(Parser *p, StoryLine *line)
{
    return parser_need(p, "does") && parse_does(p, line, "coordinator");
}

static bool parse_admin(Parser *p, StoryLine *line)
{
    return parser_need(p, "does") && parse_does(p, line, "admin");
}

static bool parse_facilitator(Parser *p, StoryLine *line)
{
    if (parser_take(p, "does"))
        return parse_does(p, line, "facilitator");
    line->verb = STORY_HELD;
    line->yes = parser_take(p, "releases");
    return (line->yes || parser_need(p, "rejects")) && parser_count(p, COUNT_MAX, &line->count);
}

static bool parse_at(Parser *p, StoryLine *line)
{
    line->verb = STORY_AT;
    return parser_time(p, &line->when);
}

static const struct {
    const char *word;
    bool (*parse)(Parser *p, StoryLine *line);
} statements[] = {
    { "at", parse_at },
    { "expect", parse_expect },
    { "network", parse_network },
    { "webhooks", parse_webhooks },
    { "token", parse_token },
    { "engine", parse_engine },
    { "facilitator", parse_facilitator },
    { "coordinator", parse_coordinator },
    { "admin", parse_admin },
};

bool parser_begins(const char *word)
{
    bool begins = false;
    for (gsize i = 0; i < G_N_ELEMENTS(statements); i++)
        begins = begins || g_str_equal(word, statements[i].word);
    return begins;
}

void story_line_free(gpointer data)
{
    StoryLine *line = data;
    g_free(line->who);
    g_free(line->text);
    g_free(line->other);
    g_free(line->file);
    g_clear_pointer(&line->params, g_ptr_array_unref);
    g_free(line);
}

bool parser_line(Parser *p)
{
    StoryLine *line = g_new0(StoryLine, 1);
    line->line = parser_peek(p)->line;
    line->when.minutes = line->from.minutes = line->to.minutes = -1;
    g_ptr_array_add(p->story->lines, line);
    for (gsize i = 0; i < G_N_ELEMENTS(statements); i++)
        if (parser_take(p, statements[i].word))
            return statements[i].parse(p, line);
    return parse_deed(p, line);
}

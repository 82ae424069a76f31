/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statement begins with a word that only a statement can begin with, so several may stand on one line. */
#include "story_priv.h"

#include "clock.h"
#include "error.h"
#include "text.h"

#include <string.h>

#define COUNT_MAX 100

typedef struct {
    const char *name;
    GArray *tokens; /* Token, the last of kind END */
    guint at;
    Story *story;
    GError *error;
} Parser;

static const Token *peek(const Parser *p)
{
    return &g_array_index(p->tokens, Token, p->at);
}

static bool fail(Parser *p, guint line, const char *format, ...) G_GNUC_PRINTF(3, 4);
static bool fail(Parser *p, guint line, const char *format, ...)
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

/* --- pieces --- */

static bool is_word(const Parser *p, const char *word)
{
    const Token *token = peek(p);
    return token->kind == TOKEN_WORD && g_str_equal(token->text, word);
}

static bool take(Parser *p, const char *word)
{
    if (!is_word(p, word))
        return false;
    p->at++;
    return true;
}

static bool need(Parser *p, const char *word)
{
    return take(p, word) || fail(p, peek(p)->line, "expected %s, found \"%s\"", word, peek(p)->text);
}

static bool need_word(Parser *p, const char *what, char **word)
{
    const Token *token = peek(p);
    if (token->kind != TOKEN_WORD)
        return fail(p, token->line, "expected %s, found \"%s\"", what, token->text);
    *word = g_strdup(token->text);
    p->at++;
    return true;
}

static bool need_text(Parser *p, char **text)
{
    const Token *token = peek(p);
    if (token->kind != TOKEN_TEXT)
        return fail(p, token->line, "expected a text in quotes, found \"%s\"", token->text);
    *text = g_strdup(token->text);
    p->at++;
    return true;
}

static bool need_count(Parser *p, guint most, guint *count)
{
    const Token *token = peek(p);
    guint64 value = 0;
    if (token->kind != TOKEN_WORD || !g_ascii_string_to_unsigned(token->text, 10, 1, most, &value, NULL))
        return fail(p, token->line, "expected a number from 1 to %u, found \"%s\"", most, token->text);
    *count = (guint)value;
    p->at++;
    return true;
}

/* "day 3 12:30", "2026-01-07 12:30", "12:30": what is not said stays as it is in `when`. */
static bool need_time(Parser *p, StoryTime *when)
{
    bool said = false;
    guint day = 0;
    if (take(p, "day")) {
        if (!need_count(p, 1000, &day))
            return false;
        when->day = (int)day;
        said = true;
    } else if (peek(p)->kind == TOKEN_WORD && civil_parse_date(peek(p)->text, &when->date) && when->date > 0) {
        when->day = 0;
        p->at++;
        said = true;
    }
    if (peek(p)->kind == TOKEN_WORD && civil_parse_time(peek(p)->text, &when->minutes)) {
        p->at++;
        return true;
    }
    return said || fail(p, peek(p)->line, "expected a time such as day 3 12:30, found \"%s\"", peek(p)->text);
}

static bool is_learner(const Parser *p, const char *name)
{
    return g_ptr_array_find_with_equal_func(p->story->learners, name, g_str_equal, NULL) ||
           g_ptr_array_find_with_equal_func(p->story->late, name, g_str_equal, NULL) || g_str_equal(name, "everybody");
}

static bool need_learner(Parser *p, char **who)
{
    if (!need_word(p, "a learner's name", who))
        return false;
    return is_learner(p, *who) || fail(p, peek(p)->line, "nobody is called \"%s\"; see the line with learners", *who);
}

/* --- the head --- */

static bool parse_cohort(Parser *p)
{
    Story *story = p->story;
    guint line = peek(p)->line;
    g_autofree char *date = NULL;
    if (!need(p, "start") || !need_word(p, "a date", &date))
        return false;
    if (!civil_parse_date(date, &story->start))
        return fail(p, line, "\"%s\" is no date; write 2026-01-05", date);
    g_clear_pointer(&story->zone, g_free);
    if (!need(p, "zone") || !need_word(p, "a zone such as Africa/Harare", &story->zone))
        return false;
    g_autoptr(GError) unknown = NULL;
    if (!civil_zone(story->zone, &unknown))
        return fail(p, line, "%s", unknown->message);
    if (take(p, "rooms") && !(need(p, "of") && need_count(p, 1000, &story->room_size)))
        return false;
    return !take(p, "cap") || need_count(p, 1000, &story->daily_cap);
}

static bool is_name(const char *word)
{
    return g_ascii_islower(word[0]) && strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(word);
}

/* Names go on until one that another statement begins with. */
static bool parse_names(Parser *p, GPtrArray *names)
{
    static const char *const ends[] = { "at", "course", "cohort", "learners", "late", "expect", "network", "webhooks",
        "engine", "facilitator" };
    for (;;) {
        const Token *token = peek(p);
        bool end = token->kind != TOKEN_WORD;
        for (gsize i = 0; !end && i < G_N_ELEMENTS(ends); i++)
            end = g_str_equal(token->text, ends[i]);
        if (end || is_learner(p, token->text))
            return names->len > 0 || fail(p, token->line, "expected a learner's name, found \"%s\"", token->text);
        if (!is_name(token->text))
            return fail(p, token->line, "\"%s\" is no name: small letters and digits", token->text);
        g_ptr_array_add(names, g_strdup(token->text));
        p->at++;
    }
}

/* --- statements --- */

static bool parse_taps(Parser *p, StoryLine *line)
{
    return need_text(p, &line->text);
}

static bool parse_quotes(Parser *p, StoryLine *line)
{
    return need_text(p, &line->other) && need(p, "with") && need_text(p, &line->text);
}

static bool parse_sends(Parser *p, StoryLine *line)
{
    if (!is_word(p, "photo") && !is_word(p, "voice"))
        return fail(p, line->line, "%s can send a photo or a voice note", line->who);
    need_word(p, "photo or voice", &line->other);
    return peek(p)->kind != TOKEN_TEXT || need_text(p, &line->text);
}

static bool parse_answers(Parser *p, StoryLine *line)
{
    line->yes = take(p, "right");
    if (!line->yes && !need(p, "wrong"))
        return false;
    line->count = 1;
    if (peek(p)->kind != TOKEN_WORD || !g_ascii_isdigit(peek(p)->text[0]))
        return true;
    return need_count(p, COUNT_MAX, &line->count) && need(p, "times");
}

static bool parse_goes(Parser *p, StoryLine *line)
{
    if (take(p, "online")) {
        line->verb = STORY_ONLINE;
        return true;
    }
    return need(p, "offline") && (!take(p, "until") || need_time(p, &line->when));
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
    if (!need_learner(p, &line->who))
        return false;
    for (gsize i = 0; i < G_N_ELEMENTS(deeds); i++)
        if (take(p, deeds[i].word)) {
            line->verb = deeds[i].verb;
            return deeds[i].parse(p, line);
        }
    return fail(p, line->line,
        "\"%s\" is nothing a learner does: taps, says, quotes, sends, answers, reads, goes offline, joins",
        peek(p)->text);
}

static bool parse_window(Parser *p, StoryLine *line)
{
    if (take(p, "between"))
        return need_time(p, &line->from) && need(p, "and") && need_time(p, &line->to);
    return !take(p, "until") || need_time(p, &line->to);
}

static bool parse_expect(Parser *p, StoryLine *line)
{
    line->verb = STORY_EXPECT;
    if (take(p, "nobody")) {
        line->verb = STORY_NOBODY;
        return need(p, "<-") && need_text(p, &line->text);
    }
    if (take(p, "no")) {
        line->verb = STORY_NONE;
        return need(p, "message") && need(p, "to") && need_learner(p, &line->who) && parse_window(p, line);
    }
    if (!need_learner(p, &line->who) || !need(p, "<-"))
        return false;
    bool said = take(p, "step") ? need_word(p, "a step's id", &line->other) : need_text(p, &line->text);
    if (!said || !parse_window(p, line))
        return false;
    line->once = take(p, "once");
    return true;
}

static bool parse_network(Parser *p, StoryLine *line)
{
    line->verb = STORY_NETWORK;
    return need(p, "down") && need(p, "until") && need_time(p, &line->when);
}

static bool parse_webhooks(Parser *p, StoryLine *line)
{
    line->verb = STORY_WEBHOOKS;
    if (!is_word(p, "once") && !is_word(p, "twice") && !is_word(p, "reversed"))
        return fail(p, line->line, "webhooks come once, twice or reversed");
    return need_word(p, "once, twice or reversed", &line->text);
}

static bool parse_engine(Parser *p, StoryLine *line)
{
    line->verb = STORY_ENGINE;
    return need(p, "restarts");
}

static bool parse_facilitator(Parser *p, StoryLine *line)
{
    line->verb = STORY_HELD;
    line->yes = take(p, "releases");
    return (line->yes || need(p, "rejects")) && need_count(p, COUNT_MAX, &line->count);
}

static bool parse_at(Parser *p, StoryLine *line)
{
    line->verb = STORY_AT;
    return need_time(p, &line->when);
}

static const struct {
    const char *word;
    bool (*parse)(Parser *p, StoryLine *line);
} statements[] = {
    { "at", parse_at },
    { "expect", parse_expect },
    { "network", parse_network },
    { "webhooks", parse_webhooks },
    { "engine", parse_engine },
    { "facilitator", parse_facilitator },
};

static void line_free(gpointer data)
{
    StoryLine *line = data;
    g_free(line->who);
    g_free(line->text);
    g_free(line->other);
    g_free(line);
}

static bool parse_line(Parser *p)
{
    StoryLine *line = g_new0(StoryLine, 1);
    line->line = peek(p)->line;
    line->when.minutes = line->from.minutes = line->to.minutes = -1;
    g_ptr_array_add(p->story->lines, line);
    for (gsize i = 0; i < G_N_ELEMENTS(statements); i++)
        if (take(p, statements[i].word))
            return statements[i].parse(p, line);
    return parse_deed(p, line);
}

static bool parse_statement(Parser *p)
{
    Story *story = p->story;
    if (take(p, "course")) {
        g_clear_pointer(&story->course, g_free);
        return need_word(p, "a course's folder", &story->course);
    }
    if (take(p, "cohort"))
        return parse_cohort(p);
    if (take(p, "learners"))
        return parse_names(p, story->learners);
    if (take(p, "late"))
        return parse_names(p, story->late);
    return parse_line(p);
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
    g_ptr_array_unref(story->lines);
    g_free(story);
}

static bool parse_all(Parser *p)
{
    while (!p->error && peek(p)->kind != TOKEN_END)
        if (!parse_statement(p))
            return false;
    if (!p->story->course || !p->story->zone || p->story->learners->len == 0)
        return fail(p, 1, "a story begins with its course, its cohort and its learners");
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
    story->lines = g_ptr_array_new_with_free_func(line_free);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bubble is read: it may teach, ask, invite to talk, or want a tap. Rows are tried in order; the first that knows the
 * bubble decides, so that one bubble leads to one answer. */
#include "persona_priv.h"
#include "text.h"

#include <string.h>

/* Each text teaches once; what is known already leaves less to learn. */
static void learn(Persona *persona, const Match *match)
{
    for (guint i = 0; i < match->texts->len; i++) {
        int index = g_array_index(match->texts, int, i);
        const KeyText *text = persona->key->texts->pdata[index];
        if (persona->known[index])
            continue;
        persona->known[index] = true;
        for (guint o = 0; o < text->objectives->len; o++) {
            double *learned = &persona->learned[g_array_index(text->objectives, int, o)];
            *learned += 0.22 * persona->traits.attention * MAX(0, 1 - *learned / 2.5);
        }
    }
}

/* False when the title's first letter is that of no word: the whole need not be read then. */
static bool may_begin(const char *title, const char *const *words)
{
    const char *first = title + strspn(title, " *_~`\t\n");
    if (!g_ascii_isalnum(*first))
        return true;
    for (guint w = 0; words[w]; w++)
        if (*words[w] == g_ascii_tolower(*first))
            return true;
    return false;
}

/* Index of the first choice whose title begins with one of the words; -1 for none. */
static int choice_like(const Seen *seen, const char *const *words)
{
    for (guint i = 0; i < seen->titles->len; i++) {
        if (!may_begin(seen->titles->pdata[i], words))
            continue;
        g_autofree char *title = text_word_key(seen->titles->pdata[i]);
        for (guint w = 0; words[w]; w++) {
            gsize n = strlen(words[w]);
            if (strncmp(title, words[w], n) == 0 && !g_ascii_isalpha(title[n]))
                return (int)i;
        }
    }
    return -1;
}

static bool says(const Match *match, const char *const *cues)
{
    for (guint i = 0; cues[i]; i++)
        if (strstr(match->seen, cues[i]))
            return true;
    return false;
}

static void tap(Persona *persona, int64_t at, const Seen *seen, guint choice)
{
    const char *title = seen->titles->pdata[choice];
    if (seen->is_template || chance(persona, 0.5 + persona->traits.taps / 2))
        plan(persona, at, PERSONA_TAP, seen->id, choice, NULL, INTENT_NONE);
    else
        plan(persona, at, PERSONA_TEXT, 0, 0, title, INTENT_NONE);
}

/* "Share with group / Ask facilitator / Discard": decided by what the last words were meant for. */
static bool read_offer(Persona *persona, int64_t at, const Seen *seen, const Match *match)
{
    static const char *const share[] = { "share", NULL }, *const discard[] = { "discard", NULL };
    int yes = choice_like(seen, share), no = choice_like(seen, discard);
    if (yes < 0 || no < 0)
        return false;
    bool shares = persona->intent == INTENT_POST;
    plan(persona, at, PERSONA_TAP, seen->id, (guint)(shares ? yes : no), NULL, INTENT_NONE);
    if (shares && persona->traits.regrets && !persona->regretted) {
        persona->regretted = true;
        plan(persona, at + 40, PERSONA_TEXT, 0, 0, "UNDO", INTENT_SLIP);
    }
    persona->intent = INTENT_NONE;
    return true;
}

static bool read_question(Persona *persona, int64_t at, const Seen *seen, const Match *match)
{
    if (!match->item)
        return false;
    if (persona->answers[match->item_index] < 4 && chance(persona, 0.97 + persona->traits.diligence * 0.03)) {
        persona->answers[match->item_index]++;
        answer_item(persona, at, seen, match->item, match->item_index);
    }
    return true;
}

static bool read_consent(Persona *persona, int64_t at, const Seen *seen, const Match *match)
{
    static const char *const yes_words[] = { "yes", "i agree", "agree", "i accept", "ok", NULL };
    static const char *const no_words[] = { "no", "i do not", "not now", "disagree", NULL };
    static const char *const research[] = { "research", NULL }, *const posts[] = { "your posts", "keep what you write",
        NULL };
    int yes = choice_like(seen, yes_words), no = choice_like(seen, no_words);
    if (yes < 0 || no < 0)
        return false;
    bool agrees = says(match, research) ? persona->traits.joins_research
                  : says(match, posts)  ? persona->traits.keeps_posts
                                        : true;
    tap(persona, at, seen, (guint)(agrees ? yes : no));
    return true;
}

/* A knock, or one button to say that it was read or done. */
static bool read_button(Persona *persona, int64_t at, const Seen *seen, const Match *match)
{
    static const char *const done[] = { "done", "i have done", NULL };
    if (seen->titles->len == 0 || (seen->titles->len > 1 && !seen->is_template))
        return false;
    int64_t work = choice_like(seen, done) >= 0 ? between(persona, 3 * HOURS, 40 * HOURS) : 0;
    if (chance(persona, 0.5 + persona->traits.diligence / 2))
        tap(persona, at + work, seen, 0);
    return true;
}

static bool read_choices(Persona *persona, int64_t at, const Seen *seen, const Match *match)
{
    if (seen->titles->len == 0)
        return false;
    if (chance(persona, 0.3 + persona->traits.diligence * 0.7))
        answer_opinion(persona, at, seen);
    return true;
}

static void write_post(Persona *persona, int64_t at, const Seen *seen)
{
    const PersonaHold hold = persona->traits.hold;
    bool held = hold != PERSONA_HOLD_NONE && !persona->hold_done, quotes = chance(persona, 0.7);
    g_autofree char *text = held ? talk_held(persona) : talk_post(persona);
    persona->hold_done = persona->hold_done || held;
    if (held && hold == PERSONA_HOLD_PHOTO)
        plan(persona, at, PERSONA_PHOTO, seen->id, 0, text, INTENT_POST);
    else
        plan(persona, at, quotes ? PERSONA_QUOTE : PERSONA_TEXT, quotes ? seen->id : 0, 0, text, INTENT_POST);
}

/* The prompt of a discussion says how to answer it. */
static bool read_prompt(Persona *persona, int64_t at, const Seen *seen, const Match *match)
{
    static const char *const cues[] = { "reply to this message", "so that the group sees", "swipe", "answer the group",
        "tell the group", NULL };
    if (!says(match, cues))
        return false;
    bool must = persona->traits.hold != PERSONA_HOLD_NONE && !persona->hold_done;
    persona->prompted_at = at;
    if (must || chance(persona, persona->traits.talk))
        write_post(persona, at + between(persona, 60, 6 * HOURS), seen);
    return true;
}

/* The number of the last post of a digest, 0 when it is none. */
static int last_number(const char *text)
{
    int number = 0;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        const char *at = *line + strspn(*line, "*_ ");
        if (*at == '#' && g_ascii_isdigit(at[1]))
            number = (int)g_ascii_strtoll(at + 1, NULL, 10);
    }
    return number;
}

/* A group talks about what it was asked; two days later the talk has died down. Were it not so, each post would draw
 * replies that draw replies, for ever. */
static bool talk_is_warm(const Persona *persona, int64_t at)
{
    return persona->prompted_at && at - persona->prompted_at < 2 * DAYS;
}

static bool read_digest(Persona *persona, int64_t at, const Seen *seen, const Match *match)
{
    int number = last_number(seen->text);
    if (!number)
        return false;
    if (chance(persona, talk_is_warm(persona, at) ? persona->traits.talk * 0.25 : 0.01)) {
        g_autofree char *reply = talk_reply(persona), *numbered = g_strdup_printf("#%d %s", number, reply);
        bool quotes = chance(persona, 0.5);
        plan(persona, at + between(persona, 30, 2 * HOURS), quotes ? PERSONA_QUOTE : PERSONA_TEXT,
            quotes ? seen->id : 0, 0, quotes ? reply : numbered, INTENT_POST);
    } else if (chance(persona, 0.04)) {
        plan(persona, at, PERSONA_REACT, seen->id, 0, "\xf0\x9f\x91\x8d", INTENT_NONE);
    }
    return true;
}

static bool read_task(Persona *persona, int64_t at, const Seen *seen, const Match *match)
{
    if (!strstr(seen->text, "DONE"))
        return false;
    if (chance(persona, persona->traits.diligence))
        plan(persona, at + between(persona, 3 * HOURS, 60 * HOURS), PERSONA_TEXT, 0, 0,
            chance(persona, 0.7) ? "DONE" : "done", INTENT_SLIP);
    return true;
}

static bool read_work(Persona *persona, int64_t at, const Seen *seen, const Match *match)
{
    return read_assignment(persona, at, seen) || read_review(persona, at, seen);
}

int64_t bubble_read(Persona *persona, int64_t at, const Seen *seen)
{
    static bool (*const rows[])(Persona * persona, int64_t at, const Seen *seen, const Match *match) = { read_offer,
        read_meeting, read_question, read_consent, read_button, read_choices, read_work, read_prompt, read_digest,
        read_task };
    const Match *match = key_match(persona->key, seen->text);
    learn(persona, match);
    /* Four words a second or so, and a moment to think. */
    at += 4 + (int64_t)text_length(seen->text) / 24 + between(persona, 2, 30);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i](persona, at, seen, match))
            break;
    return at;
}

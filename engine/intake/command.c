/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command is the whole message, in any of the languages, whatever the learner's own. What is one letter off a command
 * is looked at only after an open question has had it, and what would do harm is asked about. */
#include "command_priv.h"

static Command *const commands[WORDS] = {
    [WORD_STOP] = command_stop,
    [WORD_START] = command_start,
    [WORD_HELP] = command_help,
    [WORD_MENU] = command_menu,
    [WORD_PROGRESS] = command_progress,
    [WORD_PAUSE] = command_pause,
    [WORD_LATER] = command_later,
    [WORD_CPD] = command_cpd,
    [WORD_FORGET] = command_forget,
    [WORD_DONE] = command_done,
    [WORD_UNDO] = command_undo,
    [WORD_LITE] = command_lite,
    [WORD_FULL] = command_full,
    [WORD_LANGUAGE] = command_language,
    [WORD_NAME] = command_name,
    [WORD_MY_DATA] = command_my_data,
    [WORD_STUDY_NO] = command_study_no,
    [WORD_STUDY_YES] = command_study_yes,
    [WORD_SHARE] = command_share,
    [WORD_ASK] = command_ask,
    [WORD_DISCARD] = command_discard,
    [WORD_CONTINUE] = command_continue,
    [WORD_COURSES_ON] = command_courses_on,
    [WORD_COURSES_OFF] = command_courses_off,
    [WORD_VOLUNTEER] = command_volunteer,
    [WORD_SWAP] = command_swap,
    [WORD_RULES] = command_rules,
    [WORD_MEMBERS] = command_members,
    [WORD_REPORT] = command_report,
    [WORD_BLOCK] = command_block,
    [WORD_UNBLOCK] = command_unblock,
    [WORD_ANON] = command_anon,
    [WORD_SOCIAL] = command_social,
    [WORD_SOCIAL_OFF] = command_social_off,
    [WORD_SOCIAL_ON] = command_social_on,
    [WORD_WELL_DONE] = command_well_done,
    [WORD_NOT_THIS_WEEK] = command_not_this_week,
    [WORD_STOCK] = command_stock,
    [WORD_SENIOR_ON] = command_senior_on,
    [WORD_SENIOR_OFF] = command_senior_off,
};

static bool question_open(Inbound *in, bool *open, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Attempt) attempt = quiz_current(in->store, in->t.enrolment->id, &fault);
    *open = attempt != NULL;
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    return !fault;
}

/* YES, NO, the name of a language and words about the group may be the answer to a question that is open. SOCIAL OFF
 * and SOCIAL ON are none, and would be read as a post that says OFF. */
static bool yields_to_question(Inbound *in, const Said *said, bool *yields, GError **error)
{
    bool social = said->word == WORD_SOCIAL_OFF || said->word == WORD_SOCIAL_ON;
    bool may_answer = said->word == WORD_YES || said->word == WORD_NO || said->bare || said->word >= WORD_VOLUNTEER;
    *yields = false;
    return social || !may_answer || question_open(in, yields, error);
}

bool intake_command(Inbound *in, bool *handled, GError **error)
{
    Said said;
    bool yields = false;
    if (!intake_here(in, handled, error))
        return false;
    if (*handled)
        return true;
    if (!phrase_read(in->event->text, false, &said))
        return true;
    if (!yields_to_question(in, &said, &yields, error) || yields)
        return yields;
    if (said.word == WORD_YES || said.word == WORD_NO)
        return command_agree(in, said.word, handled, error);
    *handled = commands[said.word] != NULL;
    return !*handled || commands[said.word](in, &said, error);
}

/* After the open question: what was meant for a prompt by quoting it is no slip, but for what looks like STOP. */
bool intake_slip(Inbound *in, bool *handled, GError **error)
{
    Said said;
    *handled = false;
    if (!phrase_read(in->event->text, true, &said) || !commands[said.word])
        return true;
    bool asks = said.slip && said.word == WORD_STOP;
    *handled = true;
    return asks ? command_ask_stop(in, error) : commands[said.word](in, &said, error);
}

/* "w.menu", "w.later.1200", "w.language.fr", "w.leave.42": rows of the menu and the choices of commands. */
bool intake_word_tap(Inbound *in, const char *name, const char *rest, GError **error)
{
    static const char *const decisions[] = { "leave", "erase", "on", NULL };
    Said said = { .minute = -1 };
    if (rest && g_strv_contains(decisions, name))
        return command_decide(in, name, g_ascii_strtoll(rest, NULL, 10), error);
    if (rest && g_str_equal(name, "later"))
        return command_later_tapped(in, rest, error);
    if (rest && g_str_equal(name, "language"))
        return command_language_tapped(in, rest, error);
    if (g_str_equal(name, "stop"))
        return command_ask_stop(in, error);
    if (g_str_equal(name, "paper"))
        return command_name_paper(in, error);
    for (Word w = WORD_STOP; w < WORDS; w++) {
        said.word = w;
        if (commands[w] && g_str_equal(phrase_word_name(w), name))
            return commands[w](in, &said, error);
    }
    return inbound_reply(in, phrase(in->t.who.lang, "not_understood", NULL), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake_priv.h - one inbound event on its way through intake. */
#pragma once
#include "discussion.h"
#include "intake.h"
#include "invitation.h"
#include "journal.h"
#include "phrase.h"
#include "staff.h"
#include "tutor.h"
#include "webhook.h"

/* An event of a known learner. */
typedef struct {
    Tutor t;
    const Event *event;
    IntakeNews *news;
    Context *context;
    Store *store;
    int64_t now;
    bool anon, social; /* it began with ANON or SOCIAL */
    bool unkept;       /* it bears words of somebody who lets none be kept */
} Inbound;

/* Answers the learner's message with one of the engine's texts (taken), once. */
bool inbound_reply(const Inbound *in, char *text, GError **error);
/* The same with a message (taken); its key begins with `prefix`. */
bool inbound_send(const Inbound *in, const char *prefix, Message *message, GError **error);
/* What came as a file, in a word for the facilitator: "photo", "video", "voice note", "document"; NULL for none. */
const char *inbound_file(const Event *event);
/* A person will look at this post: its file is loaded while the platform still has it. */
bool inbound_want_file(Inbound *in, const Post *post, GError **error);
/* An entry of the journal by this learner about her enrolment. */
bool inbound_note(const Inbound *in, const char *what, const char *payload, GError **error);

bool intake_status(Context *context, const Event *event, int64_t now, GError **error);
/* A message from the phone of one of the staff; `learns`: she is also enrolled, and then only what is meant for the
 * facilitator comes here (staff.c). */
bool intake_staff_meant(Context *context, const Event *event, int64_t learner, bool *meant, GError **error);
bool intake_staff(Context *context, const Event *event, const Staff *staff, bool learns, int64_t now, GError **error);
/* A message of a learner: tap, command, answer, post, or something to be asked about. */
bool intake_message(Inbound *in, GError **error);
/* Highlights or all, where that was asked. */
bool intake_offer_tap(Inbound *in, const char *what, GError **error);
bool intake_offer_word(Inbound *in, bool *handled, GError **error);
/* In a closed cohort whose rooms go on. */
bool intake_alumni_tap(Inbound *in, const char *what, GError **error);
bool intake_alumni(Inbound *in, bool *handled, GError **error);
/* Anything from a learner whose cohort is closed. */
bool intake_closed(Inbound *in, GError **error);
/* The command that is the whole message. *handled is false when it is none. */
bool intake_command(Inbound *in, bool *handled, GError **error);
/* What is one letter off a command, and is no answer. */
bool intake_slip(Inbound *in, bool *handled, GError **error);
/* A row of the menu, or a choice that a command offered: "w.NAME" or "w.NAME.REST". */
bool intake_word_tap(Inbound *in, const char *name, const char *rest, GError **error);
/* What is neither words nor a file: a reaction, a place, a card, something changed or deleted. */
bool intake_other(Inbound *in, GError **error);
/* REPORT 12, BLOCK Rudo, WELL DONE 12, ANON: and SOCIAL: in front of a post (marked.c). */
bool intake_begins(Inbound *in, bool *handled, GError **error);
/* Whether a post goes to the social channel, where the cohort has one: marked SOCIAL, or a reply to what was said
 * there; then in->social is set (command_social.c). */
bool intake_social(Inbound *in, int64_t reply_to, bool *apart, GError **error);
/* A tap of one who has left, on why (command_leave.c); anything else is passed over. */
bool intake_why_left(Inbound *in, GError **error);
/* A choice about the group: "u.WHAT.VALUE". */
bool intake_room_tap(Inbound *in, const char *what, const char *value, GError **error);
/* Live meetings (live.c): a tap on an invitation; whether a post goes round at once, with *meeting (else NULL); and
 * that it has. */
bool intake_live_tap(Inbound *in, const Step *meeting, const char *says, GError **error);
bool intake_goes_round(Inbound *in, const Post *post, const Step **meeting, GError **error);
bool intake_went_round(Inbound *in, const Step *meeting, GError **error);
/* What she says of coming to an event; "HERE 4821" (attend.c). */
bool intake_event_answer(Inbound *in, const Step *event, const char *answer, GError **error);
bool intake_here(Inbound *in, bool *handled, GError **error);
/* Answers to a data form, where one is open: a reply to the form, or what begins with a number of it. */
bool intake_form(Inbound *in, bool reply, bool *handled, GError **error);
/* "g.42.yes": her vote on proposed rules, or her yes to those that hold. */
bool intake_rules_tap(Inbound *in, int64_t id, const char *says, GError **error);
/* "STOCK item quantity facility", where the cohort collects it; "gone", "yes" or "no" tapped about a row or match. */
bool intake_stock(Inbound *in, bool *handled, GError **error);
bool intake_stock_tap(Inbound *in, const char *what, int64_t id, GError **error);
/* Whom of her room she knew before (ties.c): a reply to the list, or bare numbers while it is open; "none" or "skip"
 * tapped. */
bool intake_ties(Inbound *in, bool reply, bool *handled, GError **error);
bool intake_ties_tap(Inbound *in, const char *says, GError **error);
/* About a discussion that she is to open: "yes", "open", "no", "week" (command_lead.c); words of her own for it. */
bool intake_lead_tap(Inbound *in, const char *says, const char *lead, GError **error);
bool intake_lead_words(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error);
/* A tapped button, row or template button. */
bool intake_tap(Inbound *in, const char *payload, GError **error);
/* An answer to a question: by its attempt and position, or the current one. *handled is false when the text is no
 * answer. */
bool intake_answer(
    Inbound *in, Attempt *attempt, int position, const char *answer, bool must, bool *handled, GError **error);
/* A tap, a letter or a voice note for the practice that is open; *handled is false when it is not for it. */
bool intake_practice(Inbound *in, bool *handled, GError **error);
bool intake_practice_tap(Inbound *in, int64_t row, const char *what, GError **error);
/* Votes: a choice tapped under the beat that asked; words for one poll; words for the newest poll that is open.
 * *handled is false when the words are no vote. */
bool intake_vote_tap(Inbound *in, const char *beat, const char *choice, GError **error);
bool intake_vote_text(Inbound *in, const Step *poll, bool *handled, GError **error);
bool intake_vote(Inbound *in, bool *handled, GError **error);
/* Whether a poll that still takes votes was opened after `since`. */
bool intake_poll_since(Inbound *in, int64_t since, bool *is, GError **error);
/* The state in which a post meant for the room begins: held when `media` (what kind of file, or NULL) or the guard says
 * so; *why (given) names it. Then the sender is told. */
PostState held_first_state(Inbound *in, const char *text, const char *media, char **why);
bool held_tell(Inbound *in, int64_t post, PostState state, const char *why, GError **error);
/* The same of work that is held. */
bool held_tell_work(Inbound *in, int64_t post, const char *why, const char *due, GError **error);
/* A case of her own for a `bring` step (own_case.c), and whether it may bear her name: "b.POST.name", "b.POST.anon". */
bool intake_brought(Inbound *in, const Step *step, GError **error);
bool intake_brought_tap(Inbound *in, int64_t post, const char *choice, GError **error);
/* What is handed in for an assignment, from its own message or from a draft (work.c); whether what she sent now could
 * be that. A review that she gives: under the message that asked for it, or as numbers by themselves. */
bool intake_work(Inbound *in, const Step *step, GError **error);
bool intake_work_draft(Inbound *in, const Post *draft, GError **error);
bool intake_work_fits(Inbound *in, bool *fits, GError **error);
bool intake_review_quoted(Inbound *in, int64_t id, bool *handled, GError **error);
bool intake_review(Inbound *in, bool *handled, GError **error);
/* "Ask a senior" (senior.c): her word that she may be asked ("yes", "no"); what stands under a question that has gone
 * to the facilitator, with the offer where there is somebody; "o.POST.ask.SENIOR", "o.POST.share", "o.POST.facilitator"
 * by its author, "o.POST.pass" by the senior; the senior's reply to it. */
bool intake_senior_says(Inbound *in, const char *value, GError **error);
bool intake_asked(Inbound *in, const Post *question, const char *reply, GError **error);
bool intake_senior_tap(Inbound *in, int64_t question, const char *what, const char *to, GError **error);
bool intake_senior_quoted(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error);
/* Talk. */
bool intake_post(Inbound *in, const char *text, const char *prompt, int64_t reply_to, ReplyBasis basis, GError **error);
bool intake_quote(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error);
/* A private draft, and the question who should see it; or only the draft. */
bool intake_draft(Inbound *in, GError **error);
bool intake_keep_draft(Inbound *in, int64_t *draft, GError **error);
bool intake_choose(Inbound *in, int64_t draft, const char *choice, GError **error);
bool intake_undo(Inbound *in, GError **error);

/* Under a course advert: "join", "off" (courses.c). */
bool intake_advert_tap(Inbound *in, int64_t advert, const char *what, GError **error);
/* About course adverts, from a person without a course: COURSES ON and OFF, STOP, a tap under one. *taken is false when
 * it is none of these. */
bool intake_courses(Context *context, const Event *event, int64_t learner, int64_t now, bool *taken, GError **error);
/* Makes a person who wrote a guest, unless there are too many or she has written too often: then *heard is false; and
 * answers her (text taken). */
bool intake_let_in(
    Context *context, const Event *event, const char *lang, int64_t now, int64_t *learner, bool *heard, GError **error);
bool intake_tell(Context *context, const Event *event, int64_t learner, char *text, int64_t now, GError **error);
/* JOIN and a code, from a person without a course. *taken is false when it is no such message. */
bool intake_join(Context *context, const Event *event, int64_t learner, int64_t now, bool *taken, GError **error);
/* The same from a learner: of this course, of another, or of one that has ended. */
bool intake_join_again(Inbound *in, bool *handled, GError **error);
/* A member of a group of patients who has not said yes to its consent (group.c): whether she is one; what she sends;
 * the question once more; her answer. */
bool intake_must_agree(const Inbound *in);
bool intake_unagreed(Inbound *in, GError **error);
bool intake_ask_consent(Inbound *in, GError **error);
bool intake_consent_answer(Inbound *in, bool given, GError **error);
/* An answer to one of the questions that follow on joining; a tap on one of its choices. */
bool intake_joining(Inbound *in, bool *handled, GError **error);
bool intake_joining_tap(Inbound *in, int question, const char *value, GError **error);
/* Opens the 24 hours of a person who wrote, and binds her account on first sight. */
bool intake_open_thread(
    Context *context, const Event *event, int64_t learner, int64_t enrolment, int64_t now, GError **error);

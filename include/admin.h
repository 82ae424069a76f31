/* SPDX-License-Identifier: GPL-3.0-or-later */
/* admin.h - every change that a person makes, from a page or a command: one verb, one transaction, one entry of the
 * journal. */
#pragma once
#include "context.h"
#include "json.h"

/* clang-format off */
/* Runs `verb` in a transaction of its own and journals it as done by `actor` ("S3", "cli"). The result is an object, given; NULL
 * and *error when nothing was changed: BARAZA_ERROR_USAGE for an unknown verb or a missing parameter, INPUT for a wrong value,
 * MISSING and STATE as they say. "warnings" in a result is a list of sentences.
 * Every verb takes dry_run: then all is done, told and taken back. Verbs, their parameters (? may be absent) and results:
 *   course.add      xml, files [{path, sha256, mime, kind, bytes}] already in the media folder   -> version, course, fresh, warnings
 *   cohort.create   name, course, start, zone, rest?, holidays? [dates], country?, quiet? "HH:MM-HH:MM", time?, cap?, room_size?,
 *                   primary?, seed? (decimal), simulated?, audience? learners|patients, doctor? (an account; of patients)                                        -> cohort, first_day, warnings
 *   cohort.launch   cohort                                       -> cohort, checks [{check, level ok|warn|fail, text}], failed
 *   cohort.shift    cohort, days (course days, + later)   -> moves [{step, from, to, count}], sits [{sit, from, to, closes}], first_day, told?, looks?
 *   cohort.close    cohort, alumni?, moderator? "L42,L77"                           -> cohort, checks as of a launch, failed, frozen (hash of the data, also journalled)
 *                   and kept [{class, until, what, erased}]: how long what is left of it is kept
 *   cohort.set      cohort, cap?, digests? "13:00,18:30", quiet? "20:00-07:00", highlights? (0: never), doctor? (of patients)
 *                   -> cohort, rules {rule: text}, changes [{rule, from, to}]
 *   cohort.keep     cohort (closed), class files|words|people|certificates, until (date), reason -> cohort, class, from, until, what
 *   cohort.copy     cohort, name, start, zone?, simulated?       -> as cohort.create, and corrections [{kind, what, text}]
 *   cohort.pause, cohort.resume   cohort   -> cohort, state, changed; of resume: waiting, late (messages), days (until all has gone)
 *   enrol           cohort, dry_run?, rows [members of EnrolRow]   -> rows [{line, result, learner, messaged}], new, changed, same
 *   hold.release    post                                                                         -> post, state, number
 *   hold.reject     post, why? (a sentence for the author)                                       -> post, state
 *   learner.stop    learner "L42"                                                                -> learner
 *   learner.withdraw  learner, reason                                                            -> learner, told
 *   learner.move    learner, room (a name)                                                       -> learner, room, from
 *   learner.merge   learner (stays), other   -> learner, other, moved [cohorts], left [cohorts], number (kept|other)
 *   learner.phone   learner, phone (E.164)                                                       -> learner
 *   learner.name    learner, name (as enrolled, and on her certificate)   -> learner, name, before, certificate? (one that bears the old)
 *   learner.reveal  learner, reason   (shows the number to a coordinator; no dry_run)             -> learner, name, phone
 *   learner.forget  learner                    (a coordinator prepares)                          -> learner, posts, messages, enrolments
 *   learner.forget.approve   learner           (an admin approves; admin_forget_due carries out) -> learner, told, at
 *   send.again      learner, step, dry_run?  -> learner, name, step, before [{at, state}], sent, window, looks
 *   study.seal      cohorts [names, the arms], commitment (SHA-256 of a secret, hex)          -> commitment
 *   study.allocate  cohorts, commitment, allocation_sha256, units      (once a commitment)       -> commitment
 *   study.freeze    text (of a plan of analysis), file? (its name)   -> name, sha256, cohorts [names], primary, family (count)
 *   export          cohort, study, manifest (SHA-256), learners, left_out, posts, files, k, suppressed, generalised (counts): that data
 *                   leaves; called before it does                                                -> cohort, study, manifest
 *   xapi            cohort, lrs (address), statements [{id (UUID), enrolment, words?, voids?, refused?, doubt?}]: that a learning record store
 *                   has them, or (doubt) is sent them                                   -> cohort, statements, refused, doubt
 *   xapi.again, xapi.leave   cohort, lrs: what the store refuses is told once more, or stays untold   -> cohort, statements
 *   unblind         cohort, reason?                                                              -> cohort, at
 *   cohort.peer     cohort, learner "L42", from, to (dates), or off; dry_run?                      -> learner, name, cohort, from, to
 *   cohort.invite   cohort, code?, room?, limit?, until? (the last date)   -> cohort, code, message, room?, until, limit, taken
 *   learner.admit, learner.decline   learner (one who waits), by?           -> learner, name, cohort
 *                   (of a group of patients these two, hold.release, hold.reject and reply are its doctor's: the actor is her account, or
 *                   a command names her: by)
 *   staff.add       name, role, password (libsodium's Argon2id string) or invite (SHA-256 of a link's word), phone?, lang?, zone?, hours?
 *                                                                                                -> name, role, id, phone
 *   staff.remove, staff.role (role), staff.invite (invite), staff.phone (phone? lang?; without phone: none),
 *   staff.assign, staff.unassign (cohort), staff.set (card? "07:30" or "off", show_name?, zone? or "off", hours? "08:00-16:00" or "off" -> hours?, overlap? [{cohort, minutes}])
 *                   name, and what stands in brackets, dry_run?                                  -> name, role, id, phone
 *   staff.password  name or invite, password                                                     -> name, role, id, phone
 *   staff.factor        name, secret (base32), step, words [SHA-256 of each of ten]              -> name, words
 *   staff.factor.use    name, step or word (SHA-256); DENIED when it was used already            -> name, left
 *   staff.factor.reset  name, dry_run?                                                           -> name
 *   inbox.replay                                                                                 -> replayed
 *   room.mode       cohort, room, mode (relay|observed)                                          -> cohort, room, mode, before
 *   room.import     cohort, room, posts [{line, local (seconds of the phone's clock), sender, text, media?, edited, deleted}],
 *                   authors? {name: "L42", "facilitator" or "-"}, zone?, dry_run?
 *                   -> cohort, room, zone, new, same, followed, tagged, authors [{name, posts, is?, by?}], unmatched
 *   say             to "c1", "c1/2" (room) or "L42", text, at? local "2026-12-07 12:30", media? {path, sha256, mime, bytes}, dry_run?
 *                   -> message, to, at, later, looks, bytes, people, left_out, consent, paused, window, text_only, quiet_until?
 *   say.cancel      message                                                                      -> message, state
 *   reply           question, text, share?, again?, dry_run?  -> question, learner, name, private, room, window, quiet_until?, looks
 *   correct         what "P12" (post), step or item, text, cohort?, retire? or key? "a" of an item, dry_run?
 *                   -> what, kind, original, looks, people, pending, window, left_out, cohorts, told_at?
 *   upkeep.set      cohort, name, value (settings of upkeep.h, as texts)                         -> cohort, name, before, value
 *   rules.propose   cohort, text (ground rules to vote on), hours? 48                            -> cohort, rules, until, people
 *   weekly.send     draft (about a room's week), text? (instead of its own)                      -> draft, cohort, number, looks, edited
 *   weekly.drop     draft                                                                        -> draft, cohort
 *   learner.role    learner "L42", role (learner|senior|observer)                                -> learner, name, role, before
 *   post.aside      post (shared: it is not about the course; its author is told)                -> post, number
 *   post.withdraw   post (shared), why? (a sentence for the author)                              -> post, number, state
 *   case.approve    case (a post), text? (instead of hers)     -> case, cohort, number, state, edited, named
 *   case.return     case, why (a sentence for its author)      -> case, cohort, state
 *   case.close      case, note (the post that ends it), grey? (what the guideline leaves open)  -> case, cohort, number, state, looks, grey
 *   work.deal       cohort, step                               -> cohort, step, let_go, asked
 *   work.take       work (a post)                              -> work, cohort, step, state
 *   case.export     cohort                                     -> cohort, csv, rows, left_out (cases without the learner's words)
 *   event.attend    cohort, event (a step), learner "L42", absent?   -> learner, name, cohort, event, present, changed
 *   live.start      cohort, room?, at? "14:20" (of its own day)      -> cohort, room, step, at   (room: a name; of the only one where absent)
 *   live.next, live.skip (the next cue comes now; not at all), live.hold (minutes? 5)   cohort, room?, cue? (only if it is that)
 *                                                                    -> cohort, room, step, cue
 *   live.end        cohort, room?                                    -> cohort, room, step
 *   live.sign       cohort, cue "m2l.cue3", room? (else all), text? (instead of the course's), by? (a command names who signs),
 *                   read? (how the hash of what was shown begins)    -> cohort, cue, name, role, hash, rooms, edited
 *   form.add        cohort, form (a name), text (sheet.h)              -> cohort, form, title, fields (count)
 *   form.open       cohort, form, due "2026-12-05 18:00", closes?, label? (the month), monthly?
 *                   -> cohort, form, label, due, closes, people, monthly, looks
 *   stock.items     cohort, items ["Amoxicillin 250 mg = amoxil"]   -> cohort, items (how many)
 *   stock.remove    stock (a row)                              -> stock, item, facility, cohort
 *   advert.make     advert (a name), cohort, code?, text? (in the course's language), texts? {"fr": ...}, or template, languages? ["en"],
 *                   fallback? a language       -> what advertise_forecast says
 *   advert.send     advert, at? local "2026-12-07 09:30"       -> the same
 *   advert.stop     advert                                     -> advert, taken_back
 *   advert.import   rows (as of enrol: phone, name, lang, opt_in, opt_in_means, line)  -> added, same, refused, refusals [{line, why}]
 *   advert.off      learner "L42" (she asked somebody here)    -> learner
 *   plan.make       cohort   (who opens which discussion)             -> cohort, prompts, peers, nobody (of the peers, without a volunteer)
 *   plan.lead       cohort, room (a name), step, learner "L42" or "facilitator"                  -> cohort, step, learner
 *   circles.form    cohort, kind? "pair" or "circle", size?, mix? "mixed" or "acquainted"
 *                   -> cohort, kind, size, mix, circles [{circle, room, members [{learner, name}]}]
 *   circles.move    learner, circle (a number)                     -> learner, circle, from, circles (of her room, as above)
 *   restore.confirm what_was_due "send" or "skip", dry_run?        -> from, queued, held, unknown, due, left
 *   certificate.issue    learner "L42", reason? (needed when the rule is not met)    -> learner, name, code, met, missing [sentences]
 *   certificate.revoke   code, reason (she is told it)                               -> learner, name, code, told
 *   certificate.reissue  code, name?, registration? (as enrolled when absent)        -> learner, name, code, replaces
 *   codebook.add         xml (of either form), name? (of the file), id?  -> codebook, version, title, codes, fresh
 *   code.study           cohort, study, codebook "iam" or "iam@2", coders [names], unit? message|thread, purpose? research|assessment,
 *                        sample?, double?, training? (units), seed? (decimal), learn_from? (a frozen study)
 *                                                 -> study, seed, possible, units, double, training, threads, coders
 *   code.apply           study, unit (its place), code, start? end? (code points) of post?, memo?  -> coding, unit, code, coder, replaced
 *   code.remove          coding; code.done  study, unit, memo?, open? (not done after all)         -> study, unit, coder
 *                        (these three: as the actor's own account; a command names its coder)
 *   code.suggest         study, unit (of one coder alone)  -> study, unit, coder, suggestions [{code, title, p, kappa}]; as the actor
 *   code.adjudicate      study: opens it; with unit, codes [ids], memo?, coder?: what holds       -> study, disputed
 *   code.freeze          study                                                           -> study, hash (also journalled)
 *   certificates.csv     cohort, council (zw|ke)    -> cohort, council, csv, rows, without_number (journalled; no dry_run)
 * A cohort with real numbers is refused while a module lacks a clinician's sign-off; `simulated` is for callers that send only to a
 * platform on this machine, and marks everything "not for clinical use". */
/* clang-format on */
cJSON *admin_run(
    Context *context, const char *actor, const char *verb, const cJSON *params, int64_t now, GError **error);
/* Erases what is known of learners whose approved wish to be forgotten has come due. Call from time to time outside a
 * transaction; *erased counts people. */
bool admin_forget_due(Context *context, int64_t now, int64_t *erased, GError **error);
/* Erases what closed cohorts have left behind and is kept no longer, as admin_forget_due does; *erased counts classes.
 * What cannot be erased stays due. */
bool admin_keep_due(Context *context, int64_t now, int64_t *erased, GError **error);
/* The verbs' names, NULL-ended. Given array (g_free) of constants. */
const char **admin_verbs(void);

/* A row of an enrolment as the verb takes it, and back. Both given. */
cJSON *admin_row_json(const EnrolRow *row);
EnrolRow *admin_row_from_json(const cJSON *json, GError **error);

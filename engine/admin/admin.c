/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change begins its transaction, does what its row says, writes its entry of the journal and commits; any error on
 * the way takes everything back. The journal's fields hold ids only; words that a person gave go to the payload, which
 * can be erased. */
#include "admin_priv.h"
#include "journal.h"
#include "text.h"

#include <stdarg.h>
#include <string.h>

typedef struct {
    const char *verb;
    const char *what; /* in the journal */
    bool (*run)(Change *c, cJSON *result, GError **error);
} Verb;

static const Verb verbs[] = {
    { "course.add", "course.added", change_course_add },
    { "cohort.create", "cohort.created", change_cohort_create },
    { "cohort.pause", "cohort.paused", change_cohort_pause },
    { "cohort.resume", "cohort.resumed", change_cohort_resume },
    { "cohort.launch", "cohort.launched", change_cohort_launch },
    { "cohort.shift", "cohort.shifted", change_cohort_shift },
    { "cohort.close", "cohort.closed", change_cohort_close },
    { "cohort.set", "cohort.rules_changed", change_cohort_set },
    { "cohort.keep", "cohort.kept", change_cohort_keep },
    { "cohort.copy", "cohort.copied", change_cohort_copy },
    { "enrol", "cohort.enrolled", change_enrol },
    { "hold.release", "post.released", change_hold_release },
    { "hold.reject", "post.rejected", change_hold_reject },
    { "learner.stop", "learner.stopped", change_learner_stop },
    { "learner.withdraw", "learner.withdrawn", change_learner_withdraw },
    { "learner.move", "learner.moved", change_learner_move },
    { "learner.merge", "learner.merged", change_learner_merge },
    { "learner.phone", "learner.phone_changed", change_learner_phone },
    { "learner.name", "learner.name_changed", change_learner_name },
    { "learner.reveal", "learner.phone_shown", change_learner_reveal },
    { "learner.forget", "learner.forget_prepared", change_learner_forget },
    { "learner.forget.approve", "learner.forget_approved", change_learner_forget_approve },
    { "send.again", "step.sent_again", change_send_again },
    { "study.seal", "study.sealed", change_study_seal },
    { "study.allocate", "study.allocated", change_study_allocate },
    { "study.freeze", "study.frozen", change_study_freeze },
    { "export", "cohort.exported", change_export },
    { "xapi", "cohort.statements_told", change_xapi },
    { "xapi.again", "cohort.statements_put_back", change_xapi_again },
    { "xapi.leave", "cohort.statements_left", change_xapi_leave },
    { "unblind", "cohort.unblinded", change_unblind },
    { "cohort.peer", "cohort.peer_changed", change_cohort_peer },
    { "cohort.invite", "cohort.invitation", change_cohort_invite },
    { "learner.admit", "learner.admitted", change_learner_admit },
    { "learner.decline", "learner.declined", change_learner_decline },
    { "staff.add", "staff.added", change_staff_add },
    { "staff.remove", "staff.removed", change_staff_remove },
    { "staff.role", "staff.role_changed", change_staff_role },
    { "staff.password", "staff.password_changed", change_staff_password },
    { "staff.factor", "staff.factor_set", change_staff_factor },
    { "staff.factor.use", "staff.factor_used", change_staff_factor_use },
    { "staff.factor.reset", "staff.factor_reset", change_staff_factor_reset },
    { "staff.invite", "staff.invited", change_staff_invite },
    { "staff.phone", "staff.phone_changed", change_staff_phone },
    { "staff.assign", "staff.assigned", change_staff_assign },
    { "staff.unassign", "staff.unassigned", change_staff_unassign },
    { "staff.set", "staff.changed", change_staff_set },
    { "inbox.replay", "inbox.replayed", change_inbox_replay },
    { "event.attend", "event.attended", change_event_attend },
    { "form.add", "cohort.form_added", change_form_add },
    { "form.open", "cohort.form_asked", change_form_open },
    { "stock.items", "cohort.stock_listed", change_stock_items },
    { "stock.remove", "stock.removed", change_stock_remove },
    { "advert.make", "advert.made", change_advert_make },
    { "advert.send", "advert.sent", change_advert_send },
    { "advert.stop", "advert.stopped", change_advert_stop },
    { "advert.import", "adverts.imported", change_advert_import },
    { "advert.off", "adverts.off", change_advert_off },
    { "room.mode", "room.mode_set", change_room_mode },
    { "room.import", "room.imported", change_room_import },
    { "say", "words.sent", change_say },
    { "say.cancel", "words.cancelled", change_say_cancel },
    { "reply", "question.answered", change_reply },
    { "learner.role", "learner.role_changed", change_learner_role },
    { "case.approve", "case.approved", change_case_approve },
    { "case.return", "case.returned", change_case_return },
    { "case.close", "case.closed", change_case_close },
    { "case.export", "case.exported", change_case_export },
    { "work.deal", "work.dealt", change_work_deal },
    { "work.take", "work.taken", change_work_take },
    { "post.aside", "post.set_aside", change_post_aside },
    { "post.withdraw", "post.withdrawn", change_post_withdraw },
    { "plan.make", "cohort.leads_planned", change_plan_make },
    { "plan.lead", "cohort.lead_set", change_plan_lead },
    { "upkeep.set", "cohort.upkeep_set", change_upkeep_set },
    { "rules.propose", "rules.proposed", change_rules_propose },
    { "live.start", "live.started", change_live_start },
    { "live.next", "live.moved_on", change_live_next },
    { "live.hold", "live.held", change_live_hold },
    { "live.skip", "live.skipped", change_live_skip },
    { "live.end", "live.ended", change_live_end },
    { "live.sign", "live.signed", change_live_sign },
    { "weekly.send", "weekly.sent", change_weekly_send },
    { "weekly.drop", "weekly.dropped", change_weekly_drop },
    { "circles.form", "circles.formed", change_circles_form },
    { "circles.move", "circles.moved", change_circles_move },
    { "correct", "course.corrected", change_correct },
    { "restore.confirm", "engine.restore_confirmed", change_restore_confirm },
    { "certificate.issue", "certificate.issued", change_certificate_issue },
    { "certificate.revoke", "certificate.revoked", change_certificate_revoke },
    { "certificate.reissue", "certificate.reissued", change_certificate_reissue },
    { "codebook.add", "codebook.added", change_codebook_add },
    { "code.study", "coding.study_drawn", change_code_study },
    { "code.apply", "coding.applied", change_code_apply },
    { "code.remove", "coding.removed", change_code_remove },
    { "code.done", "coding.unit_done", change_code_done },
    { "code.suggest", "coding.suggestion_shown", change_code_suggest },
    { "code.adjudicate", "coding.adjudicated", change_code_adjudicate },
    { "code.freeze", "coding.frozen", change_code_freeze },
    { "certificates.csv", "certificates.exported", change_certificates_csv },
};

const char **admin_verbs(void)
{
    const char **names = g_new0(const char *, G_N_ELEMENTS(verbs) + 1);
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        names[i] = verbs[i].verb;
    return names;
}

static const Verb *find_verb(const char *name, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (strcmp(verbs[i].verb, name) == 0)
            return &verbs[i];
    g_autofree const char **names = admin_verbs();
    const char *near = text_nearest(name, names);
    change_refuse(error, BARAZA_ERROR_USAGE, "there is no change \"%s\"%s%s%s", name, near ? "; did you mean \"" : "",
        near ? near : "", near ? "\"?" : "");
    return NULL;
}

bool change_refuse(GError **error, BarazaError code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, BARAZA_ERROR, (int)code, text);
    return false;
}

void change_subject(Change *c, const char *letter, int64_t id)
{
    g_free(c->subject);
    c->subject = g_strdup_printf("%s%" G_GINT64_FORMAT, letter, id);
}

Cohort *change_cohort(Change *c, GError **error)
{
    const char *name = json_need_string(c->params, "cohort", error);
    Cohort *cohort = name ? cohort_find(c->store, name, error) : NULL;
    if (!cohort)
        return NULL;
    change_subject(c, "C", cohort->id);
    if (change_suits(c, cohort, error))
        return cohort;
    cohort_free(cohort);
    return NULL;
}

void change_warn(cJSON *result, char *sentence)
{
    cJSON *list = cJSON_GetObjectItemCaseSensitive(result, "warnings");
    if (!list) {
        list = cJSON_CreateArray();
        json_put_item(result, "warnings", list);
    }
    json_put_item(list, NULL, cJSON_CreateString(sentence));
    g_free(sentence);
}

static bool run_in(Change *c, const Verb *verb, cJSON *result, GError **error)
{
    g_autoptr(StoreTx) tx = store_begin(c->store, error);
    if (!tx || !verb->run(c, result, error))
        return false;
    if (c->dry && !json_at(result, "dry_run"))
        json_put_bool(result, "dry_run", true);
    if (c->dry || c->same)
        return true; /* taken back with the transaction */
    g_autofree char *payload = c->payload ? json_text(c->payload) : NULL;
    return journal_add(c->store, c->now, c->actor, verb->what, c->subject ? c->subject : "", payload, error) &&
           store_commit(g_steal_pointer(&tx), error);
}

cJSON *admin_run(
    Context *context, const char *actor, const char *verb, const cJSON *params, int64_t now, GError **error)
{
    const Verb *row = find_verb(verb, error);
    if (!row)
        return NULL;
    g_autoptr(cJSON) result = cJSON_CreateObject();
    Change c = { .context = context,
        .store = context_store(context),
        .actor = actor,
        .verb = row->verb,
        .params = params,
        .now = now };
    c.dry = json_bool(params, "dry_run", false);
    /* Cohorts are read afresh before, and by the others after. */
    context_forget(context);
    bool good = run_in(&c, row, result, error);
    context_forget(context);
    g_free(c.subject);
    cJSON_Delete(c.payload);
    return good ? g_steal_pointer(&result) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those who work here: accounts, phones, and which cohorts are theirs. A phone number is in no entry of the journal. */
#include "admin_enrol.h"
#include "admin_priv.h"
#include "clock.h"
#include "desk.h"
#include "phrase.h"
#include "text.h"

#include <string.h>

#define INVITE_DAYS 7

static bool is_role(const char *role, GError **error)
{
    static const char *const roles[] = { "admin", "coordinator", "facilitator", "evaluator", "auditor", NULL };
    return g_strv_contains(roles, role) ||
           change_refuse(error, BARAZA_ERROR_INPUT,
               "\"%s\" is no role; there are admin, coordinator, facilitator, evaluator, auditor", role);
}

static bool is_hash(const char *password, GError **error)
{
    return g_str_has_prefix(password, "$argon2id$") ||
           change_refuse(error, BARAZA_ERROR_INPUT, "a password must come as its Argon2id hash, never in clear");
}

Staff *change_account(Change *c, GError **error)
{
    const char *name = json_need_string(c->params, "name", error);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Staff) staff = name ? staff_find(c->store, name, &fault) : NULL;
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    else if (name && !staff)
        change_refuse(error, BARAZA_ERROR_MISSING, "there is no account \"%s\"; see baraza staff list", name);
    if (!staff)
        return NULL;
    change_subject(c, "S", staff->id);
    c->payload = json_put(cJSON_CreateObject(), "name", staff->name);
    return g_steal_pointer(&staff);
}

static bool put_staff(Change *c, int64_t id, cJSON *result, GError **error)
{
    g_autoptr(Staff) staff = staff_get(c->store, id, error);
    if (!staff)
        return false;
    json_put_int(json_put(json_put(result, "name", staff->name), "role", staff->role), "id", staff->id);
    json_put_bool(json_put_bool(result, "phone", staff->learner > 0), "dry_run", c->dry);
    return true;
}

/* Somebody must be left who may manage accounts. */
static bool another_admin(Change *c, const Staff *staff, GError **error)
{
    if (!g_str_equal(staff->role, "admin"))
        return true;
    g_autoptr(GPtrArray) list = staff_list(c->store, error);
    if (!list)
        return false;
    for (guint i = 0; i < list->len; i++) {
        const Staff *other = list->pdata[i];
        if (other->id != staff->id && g_str_equal(other->role, "admin") && *other->password)
            return true;
    }
    return change_refuse(error, BARAZA_ERROR_STATE,
        "%s is the only admin who can log in; make another account admin first", staff->name);
}

/* --- phones --- */

/* A first message, so that she knows where her cards come from and can open the window by one tap. */
static bool greet(Change *c, const Staff *staff, const char *lang, GError **error)
{
    g_autofree char *key = g_strdup_printf("SW%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, staff->id, c->now);
    return desk_say(c->context, staff, key, LANE_REPLY, OWED_NOTICE,
        phrase(lang, "staff.welcome", "name", staff->name, "role", staff->role, NULL), c->now, error);
}

static bool set_phone(Change *c, Staff *staff, const char *cell, const char *lang, GError **error)
{
    bool repaired = false;
    g_autofree char *refused = NULL;
    g_autofree char *phone = enrol_phone(cell, NULL, &repaired, &refused);
    int64_t before = staff->learner;
    if (!phone)
        return change_refuse(error, BARAZA_ERROR_INPUT, "%s: %s", cell, refused);
    if (lang && (strlen(lang) < 2 || strlen(lang) > 10))
        return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no language; write en, fr, pt or sw", lang);
    if (!staff_set_phone(c->store, context_vault(c->context), staff, phone, lang, c->now, error))
        return false;
    return staff->learner == before || greet(c, staff, lang ? lang : "en", error);
}

bool change_staff_phone(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Staff) staff = change_account(c, error);
    const char *phone = json_string(c->params, "phone");
    if (!staff)
        return false;
    json_put(c->payload, "phone", phone ? "bound" : "none");
    if (phone ? !set_phone(c, staff, phone, json_string(c->params, "lang"), error)
              : !staff_set_phone(c->store, context_vault(c->context), staff, NULL, NULL, c->now, error))
        return false;
    return put_staff(c, staff->id, result, error);
}

/* --- accounts --- */

/* Two names that differ by capitals or blanks alone would be taken for each other. */
static bool is_unlike_others(Change *c, const char *name, GError **error)
{
    g_autoptr(GPtrArray) list = staff_list(c->store, error);
    g_autofree char *key = text_key(name);
    for (guint i = 0; list && i < list->len; i++) {
        const Staff *other = list->pdata[i];
        g_autofree char *others = text_key(other->name);
        if (strcmp(key, others) == 0 && strcmp(name, other->name) != 0)
            return change_refuse(error, BARAZA_ERROR_STATE,
                "there is an account \"%s\"; a name that looks like it would be taken for it", other->name);
    }
    return list != NULL;
}

bool change_staff_add(Change *c, cJSON *result, GError **error)
{
    const char *name = json_need_string(c->params, "name", error);
    const char *role = name ? json_need_string(c->params, "role", error) : NULL;
    const char *password = json_string(c->params, "password"), *invite = json_string(c->params, "invite");
    const char *phone = json_string(c->params, "phone");
    if (!role)
        return false;
    if (!*name || g_utf8_strlen(name, -1) > 60 || strpbrk(name, "\n\r\t"))
        return change_refuse(error, BARAZA_ERROR_INPUT, "an account needs a name of at most 60 characters");
    if (!password && !invite)
        return json_need_string(c->params, "password", error) != NULL;
    if (!is_role(role, error) || (password && !is_hash(password, error)) || !is_unlike_others(c, name, error) ||
        !staff_add(c->store, name, role, password ? password : "", c->now, error))
        return false;
    g_autoptr(Staff) staff = change_account(c, error);
    if (!staff || (phone && !set_phone(c, staff, phone, json_string(c->params, "lang"), error)) ||
        (invite && !staff_set_invite(c->store, staff->id, invite, c->now + INVITE_DAYS * DAY, error)))
        return false;
    json_put(c->payload, "role", role);
    return change_staff_clock(c, staff, result, error) && put_staff(c, staff->id, result, error);
}

bool change_staff_remove(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Staff) staff = change_account(c, error);
    if (!staff || !another_admin(c, staff, error) || !change_no_doctor(c, staff, 0, error))
        return false;
    json_put(result, "name", staff->name);
    return staff_remove(c->store, context_vault(c->context), staff, c->now, error);
}

bool change_staff_role(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Staff) staff = change_account(c, error);
    const char *role = staff ? json_need_string(c->params, "role", error) : NULL;
    bool moderates = role && (g_str_equal(role, "facilitator") || g_str_equal(role, "coordinator"));
    if (!role || !is_role(role, error) || (!g_str_equal(role, "admin") && !another_admin(c, staff, error)) ||
        (!moderates && !change_no_doctor(c, staff, 0, error)) || !staff_set_role(c->store, staff->id, role, error))
        return false;
    json_put(json_put(c->payload, "role", role), "before", staff->role);
    c->same = g_str_equal(role, staff->role);
    return put_staff(c, staff->id, result, error);
}

/* By name (an admin, or the person), or by the word of an invitation. */
bool change_staff_password(Change *c, cJSON *result, GError **error)
{
    const char *invite = json_string(c->params, "invite"), *password = json_need_string(c->params, "password", error);
    g_autoptr(GError) fault = NULL;
    if (!password || !is_hash(password, error))
        return false;
    g_autoptr(Staff) staff = invite ? staff_of_invite(c->store, invite, c->now, &fault) : change_account(c, error);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (invite && !staff)
        return change_refuse(error, BARAZA_ERROR_MISSING,
            "this link was used already or is older than %d days; ask for a new one", INVITE_DAYS);
    if (!staff)
        return false;
    change_subject(c, "S", staff->id);
    return staff_set_password(c->store, staff->id, password, error) && put_staff(c, staff->id, result, error);
}

bool change_staff_invite(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Staff) staff = change_account(c, error);
    const char *invite = staff ? json_need_string(c->params, "invite", error) : NULL;
    return invite && staff_set_invite(c->store, staff->id, invite, c->now + INVITE_DAYS * DAY, error) &&
           put_staff(c, staff->id, result, error);
}

/* --- cohorts and cards --- */

static Cohort *need_cohort(Change *c, GError **error)
{
    const char *name = json_need_string(c->params, "cohort", error);
    return name ? cohort_find(c->store, name, error) : NULL;
}

bool change_staff_assign(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Staff) staff = change_account(c, error);
    g_autoptr(Cohort) cohort = staff ? need_cohort(c, error) : NULL;
    if (!cohort)
        return false;
    if (g_str_equal(staff->role, "admin") || g_str_equal(staff->role, "auditor"))
        return change_refuse(error, BARAZA_ERROR_STATE,
            "%s is %s: that role has no cohorts of its own; assign a coordinator, facilitator or evaluator",
            staff->name, staff->role);
    json_put_int(c->payload, "cohort", cohort->id);
    json_put(result, "cohort", cohort->name);
    return staff_assign(c->store, staff, cohort, c->now, error) &&
           change_put_overlap(c, staff, cohort, result, error) && put_staff(c, staff->id, result, error);
}

bool change_staff_unassign(Change *c, cJSON *result, GError **error)
{
    bool was = false;
    g_autoptr(Staff) staff = change_account(c, error);
    g_autoptr(Cohort) cohort = staff ? need_cohort(c, error) : NULL;
    if (!cohort || !change_no_doctor(c, staff, cohort->id, error) ||
        !staff_unassign(c->store, staff->id, cohort->id, &was, error))
        return false;
    c->same = !was;
    json_put_int(c->payload, "cohort", cohort->id);
    json_put(result, "cohort", cohort->name);
    g_autoptr(GArray) left = staff_cohorts(c->store, staff->id, error);
    if (left && left->len == 0 && g_str_equal(staff->role, "coordinator"))
        change_warn(result, g_strdup("a coordinator without any cohort sees all of them"));
    return left && put_staff(c, staff->id, result, error);
}

bool change_staff_set(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Staff) staff = change_account(c, error);
    const char *card = json_string(c->params, "card");
    const cJSON *show = json_at(c->params, "show_name");
    int minutes = -1;
    if (!staff)
        return false;
    if (card && !g_str_equal(card, "off") && !civil_parse_time(card, &minutes))
        return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no time; write 07:30, or off", card);
    if (card && !staff_set_card(c->store, staff, minutes, c->now, error))
        return false;
    if (show && !staff_set_show_name(c->store, staff->id, cJSON_IsTrue(show), error))
        return false;
    json_put(c->payload, "card", card);
    if (card)
        staff->card = minutes;
    return change_staff_clock(c, staff, result, error) && put_staff(c, staff->id, result, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts of those who work here, their phones and their cohorts. */
#include "rng.h"
#include "staff_clock.h"
#include "text.h"
#include "workspace.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* One line of standard input, or four words' worth of chance. */
static char *read_password(const Cli *cli, bool *made, GError **error)
{
    *made = !cli_switch(cli, "password-stdin");
    if (*made) {
        guint8 bytes[15];
        rng_secret(bytes, sizeof bytes);
        return text_base32(bytes, sizeof bytes);
    }
    g_autofree char *text = NULL;
    gsize size = 0;
    if (!cli_read("-", 4096, &text, &size, error))
        return NULL;
    text[strcspn(text, "\r\n")] = '\0';
    if (text_is_utf8(text, strlen(text)) && text_length(text) >= 12)
        return g_steal_pointer(&text);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
        "a password needs at least 12 characters; a few words with blanks between them are good");
    return NULL;
}

/* The Argon2id string of a password that is read or made; *made (given) is the one to show, or NULL. */
static bool hash_password(const Cli *cli, char hash[crypto_pwhash_STRBYTES], char **shown, GError **error)
{
    bool made = false;
    g_autofree char *password = read_password(cli, &made, error);
    if (!password)
        return false;
    if (sodium_init() < 0 ||
        crypto_pwhash_str(hash, password, strlen(password), crypto_pwhash_OPSLIMIT_MODERATE, 64u << 20) != 0) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_STATE, "hashing the password needs 64 MB of memory that are not free");
        return false;
    }
    *shown = made ? g_steal_pointer(&password) : NULL;
    return true;
}

static cJSON *named(const Cli *cli)
{
    cJSON *params = json_put(cJSON_CreateObject(), "name", cli_arg(cli, 0));
    return cli_switch(cli, "dry-run") ? json_put_bool(params, "dry_run", true) : params;
}

static cJSON *change(Cli *cli, const char *verb, cJSON *params, GError **error)
{
    cJSON *result = workspace_change(cli, verb, params, error);
    if (result && json_bool(result, "dry_run", false) && !cli_switch(cli, "json"))
        puts("dry run: nothing was changed");
    return result;
}

/* A password that was made is in the answer, this once. */
static bool say_account(const Cli *cli, cJSON *result, const char *shown, const char *says)
{
    const char *password = json_bool(result, "dry_run", false) ? NULL : shown;
    json_put(result, "password", password);
    if (cli_said_json(cli, result))
        return true;
    printf("%s%s\n", json_string(result, "name"), says);
    if (password)
        printf("password: %s\nIt is shown only now.\n", password);
    return true;
}

static bool need_option(const Cli *cli, const char *name, const char *what, GError **error)
{
    if (cli_option(cli, name))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--%s is needed: %s", name, what);
    return false;
}

static void put_clock(const Cli *cli, cJSON *params)
{
    json_put(json_put(params, "zone", cli_option(cli, "zone")), "hours", cli_option(cli, "hours"));
}

static void say_overlap(const cJSON *result)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(result, "overlap"))
    {
        int64_t minutes = json_int(one, "minutes", 0);
        printf("  shares %d h %02d min of a day with %s\n", (int)(minutes / 60), (int)(minutes % 60),
            json_string(one, "cohort"));
    }
}

bool cmd_staff_add(Cli *cli, GError **error)
{
    char hash[crypto_pwhash_STRBYTES];
    g_autofree char *shown = NULL;
    if (!need_option(cli, "role", "admin, coordinator, facilitator, evaluator or auditor", error) ||
        !hash_password(cli, hash, &shown, error))
        return false;
    cJSON *params = json_put(json_put(named(cli), "role", cli_option(cli, "role")), "password", hash);
    json_put(json_put(params, "phone", cli_option(cli, "phone")), "lang", cli_option(cli, "lang"));
    put_clock(cli, params);
    g_autoptr(cJSON) result = change(cli, "staff.add", params, error);
    if (!result)
        return false;
    g_autofree char *says = g_strdup_printf(
        ": %s%s", json_string(result, "role"), json_bool(result, "phone", false) ? ", reached by phone" : "");
    return say_account(cli, result, shown, says);
}

bool cmd_staff_password(Cli *cli, GError **error)
{
    char hash[crypto_pwhash_STRBYTES];
    g_autofree char *shown = NULL;
    if (!hash_password(cli, hash, &shown, error))
        return false;
    g_autoptr(cJSON) result = change(cli, "staff.password", json_put(named(cli), "password", hash), error);
    return result && say_account(cli, result, shown, " has a new password");
}

bool cmd_staff_remove(Cli *cli, GError **error)
{
    g_autoptr(cJSON) result = change(cli, "staff.remove", named(cli), error);
    if (result && !cli_said_json(cli, result))
        printf("%s: removed; no login, no phone, no cohorts\n", json_string(result, "name"));
    return result != NULL;
}

bool cmd_staff_reset_factor(Cli *cli, GError **error)
{
    g_autoptr(cJSON) result = change(cli, "staff.factor.reset", named(cli), error);
    if (result && !cli_said_json(cli, result))
        printf("%s: no second factor any more; her password alone lets her in\n", json_string(result, "name"));
    return result != NULL;
}

bool cmd_staff_role(Cli *cli, GError **error)
{
    g_autoptr(cJSON) result = change(cli, "staff.role", json_put(named(cli), "role", cli_arg(cli, 1)), error);
    if (result && !cli_said_json(cli, result))
        printf("%s: %s\n", json_string(result, "name"), json_string(result, "role"));
    return result != NULL;
}

bool cmd_staff_phone(Cli *cli, GError **error)
{
    const char *phone = cli_arg(cli, 1);
    bool none = g_str_equal(phone, "none");
    cJSON *params = json_put(json_put(named(cli), "phone", none ? NULL : phone), "lang", cli_option(cli, "lang"));
    g_autoptr(cJSON) result = change(cli, "staff.phone", params, error);
    if (result && !cli_said_json(cli, result))
        printf("%s: %s\n", json_string(result, "name"),
            none ? "no phone" : "reached by phone; a first message is on its way");
    return result != NULL;
}

bool cmd_staff_set(Cli *cli, GError **error)
{
    const char *card = cli_option(cli, "card"), *show = cli_option(cli, "show-name");
    bool clock = cli_option(cli, "zone") || cli_option(cli, "hours");
    if ((!card && !show && !clock) || (show && !g_str_equal(show, "yes") && !g_str_equal(show, "no"))) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--card HH:MM or off, --zone, --hours or --show-name yes|no is needed");
        return false;
    }
    cJSON *params = json_put(named(cli), "card", card);
    if (show)
        json_put_bool(params, "show_name", g_str_equal(show, "yes"));
    put_clock(cli, params);
    g_autoptr(cJSON) result = change(cli, "staff.set", params, error);
    if (result && !cli_said_json(cli, result)) {
        const char *hours = json_string(result, "hours");
        printf("%s: %s%s\n", json_string(result, "name"), hours && *hours ? "works " : "set",
            hours && *hours ? hours : "");
        say_overlap(result);
    }
    return result != NULL;
}

static bool assign(Cli *cli, const char *verb, const char *says, GError **error)
{
    g_autoptr(cJSON) result = change(cli, verb, json_put(named(cli), "cohort", cli_arg(cli, 1)), error);
    if (result && !cli_said_json(cli, result)) {
        printf("%s %s %s\n", json_string(result, "name"), says, json_string(result, "cohort"));
        say_overlap(result);
    }
    return result != NULL;
}

bool cmd_staff_assign(Cli *cli, GError **error)
{
    return assign(cli, "staff.assign", "looks after", error);
}

bool cmd_staff_unassign(Cli *cli, GError **error)
{
    return assign(cli, "staff.unassign", "no longer looks after", error);
}

/* --- list --- */

/* "harare-1, harare-2"; what the role has without being assigned is said in words. Given. */
static char *cohorts_of(const Workspace *w, const Staff *staff, cJSON *names, GError **error)
{
    g_autoptr(GArray) ids = staff_cohorts(w->store, staff->id, error);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; ids && i < ids->len; i++) {
        g_autoptr(Cohort) cohort = cohort_get(w->store, g_array_index(ids, int64_t, i), error);
        if (!cohort)
            return NULL;
        g_string_append_printf(text, "%s%s", i ? ", " : "", cohort->name);
        json_put_item(names, NULL, cJSON_CreateString(cohort->name));
    }
    if (!ids)
        return NULL;
    if (ids->len == 0)
        g_string_append(text, g_str_equal(staff->role, "coordinator") || g_str_equal(staff->role, "admin")
                                  ? "all cohorts"
                              : g_str_equal(staff->role, "auditor") ? "the journal"
                                                                    : "no cohort yet");
    return g_string_free(g_steal_pointer(&text), FALSE);
}

bool cmd_staff_list(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(GPtrArray) people = w ? staff_list(w->store, error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    if (!people)
        return false;
    for (guint i = 0; i < people->len; i++) {
        const Staff *staff = people->pdata[i];
        cJSON *names = cJSON_CreateArray(), *one = json_put_int(cJSON_CreateObject(), "id", staff->id);
        json_put_item(list, NULL, one);
        json_put_item(json_put(json_put(one, "name", staff->name), "role", staff->role), "cohorts", names);
        json_put_bool(json_put_bool(one, "phone", staff->learner > 0), "stopped", staff->muted > 0);
        g_autofree char *cohorts = cohorts_of(w, staff, names, error);
        g_auto(StaffClock) clock = { 0 };
        if (!cohorts || !staff_clock_get(w->store, staff->id, &clock, error))
            return false;
        g_autofree char *hours = staff_clock_text(&clock);
        json_put(one, "hours", hours);
        if (!cli_switch(cli, "json"))
            printf("%-20s  %-11s  %-8s  %s%s%s\n", staff->name, staff->role,
                !staff->learner ? "no phone"
                : staff->muted  ? "STOP"
                                : "phone",
                cohorts, *hours ? "; works " : "", hours);
    }
    if (cli_switch(cli, "json"))
        cli_print_json(list);
    else if (people->len == 0)
        puts("nobody yet");
    return true;
}

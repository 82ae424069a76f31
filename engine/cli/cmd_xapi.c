/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened in a cohort as xAPI statements: into a file, or to the learning record store that the settings name.
 * What it has been told is not told again; what it was told of somebody who does not agree any more is taken back. */
#include "study_key.h"
#include "xapi.h"
#include "xapi_send.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

typedef struct {
    GHashTable *told;   /* id -> XapiTold of what tells, without its texts; NULL: it takes back, or is refused */
    GHashTable *doubt;  /* the same of what was sent and never answered: it is told again, or taken back */
    GHashTable *voided; /* id of what was taken back */
} Known;

static bool take(const XapiTold *told, gpointer data)
{
    Known *known = data;
    if (told->voids && !told->doubt)
        g_hash_table_add(known->voided, g_strdup(told->voids));
    XapiTold kept = { .enrolment = told->enrolment, .words = told->words };
    g_hash_table_insert(told->doubt ? known->doubt : known->told, g_strdup(told->id),
        told->voids || told->refused ? NULL : g_memdup2(&kept, sizeof kept));
    return true;
}

static int by_id(gconstpointer a, gconstpointer b)
{
    return strcmp((*(XapiStatement *const *)a)->id, (*(XapiStatement *const *)b)->id);
}

/* What takes back all that was (or may have been) told of people who are in no statement now, and of the others the
 * words that are in none: their author does not agree any more that they are kept, or they were withdrawn or erased. */
static GPtrArray *taken_back(const Known *known, const GPtrArray *all, const guint8 *key, const char *home)
{
    GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)xapi_statement_free);
    g_autoptr(GHashTable) people = g_hash_table_new(g_int64_hash, g_int64_equal),
                          ids = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTable *const both[] = { known->told, known->doubt };
    GHashTableIter iter;
    gpointer id, value;
    for (guint i = 0; i < all->len; i++) {
        g_hash_table_add(people, &((XapiStatement *)all->pdata[i])->enrolment);
        g_hash_table_add(ids, ((XapiStatement *)all->pdata[i])->id);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(both); i++) {
        g_hash_table_iter_init(&iter, both[i]);
        while (g_hash_table_iter_next(&iter, &id, &value)) {
            const XapiTold *told = value;
            bool gone = told && (!g_hash_table_contains(people, &told->enrolment) ||
                                    (told->words && !g_hash_table_contains(ids, id)));
            if (gone && !g_hash_table_contains(known->voided, id))
                g_ptr_array_add(out, export_xapi_void(key, home, id, told->enrolment));
        }
    }
    g_ptr_array_sort(out, by_id);
    return out;
}

/* Moves what the store has not been told out of `all`. */
static GPtrArray *not_told(GPtrArray *all)
{
    GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)xapi_statement_free);
    for (guint i = 0; i < all->len; i++)
        if (((const XapiStatement *)all->pdata[i])->json)
            g_ptr_array_add(out, g_steal_pointer(&all->pdata[i]));
    return out;
}

/* Telling takes minutes where there is much: who has taken her consent back meanwhile is not told of. */
static bool may_still(const XapiStatement *s, gpointer data, bool *may, GError **error)
{
    g_autoptr(Enrolment) e = enrolment_get(data, NULL, s->enrolment, error);
    *may = e && (s->voids || (e->may_research && (!s->asks_posts || e->may_posts)));
    return e != NULL;
}

static bool write_file(const char *path, const GPtrArray *all, GError **error)
{
    g_autoptr(GString) text = g_string_new("[");
    for (guint i = 0; i < all->len; i++)
        g_string_append_printf(text, "%s\n%s", i ? "," : "", ((const XapiStatement *)all->pdata[i])->json);
    g_string_append(text, "\n]\n");
    if (strcmp(path, "-") == 0)
        return fputs(text->str, stdout) >= 0;
    g_autoptr(GError) fault = NULL;
    if (g_file_set_contents_full(path, text->str, (gssize)text->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &fault))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s cannot be written: %s", path, fault->message);
    return false;
}

/* --- one pass --- */

typedef struct {
    Cli *cli;
    const Workspace *w;
    const Cohort *cohort;
    ExportPlan plan;
    const char *home; /* without a slash at its end */
    XapiSend send;
    guint before, back, fresh; /* told before; taking back; not told before */
} Pass;

static int64_t waiting(const Pass *pass)
{
    return (int64_t)pass->back + pass->fresh - pass->send.sent - pass->send.refused;
}

static bool send_new(Pass *pass, GError **error)
{
    g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                          doubt = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                          voided = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Known known = { told, doubt, voided };
    const Workspace *w = pass->w;
    if (!xapi_send_init(&pass->send, pass->cli, w->settings, pass->cohort->name, error) ||
        !xapi_each(w->store, pass->send.endpoint, pass->cohort->id, take, &known, error))
        return false;
    pass->send.quiet = cli_switch(pass->cli, "json");
    pass->send.may = may_still;
    pass->send.data = w->store;
    g_autoptr(GPtrArray) all =
        export_xapi(w->context, pass->cohort->id, &pass->plan, pass->home, pass->cli->clock.now, told, error);
    if (!all)
        return false;
    g_autoptr(GPtrArray) back = taken_back(&known, all, pass->plan.key, pass->home);
    g_autoptr(GPtrArray) fresh = not_told(all);
    pass->before = g_hash_table_size(told);
    pass->back = back->len;
    pass->fresh = fresh->len;
    if (all->len == 0)
        fprintf(stderr, "baraza: nobody in %s agrees to research use at this moment\n", pass->cohort->name);
    return xapi_send_all(&pass->send, back, error) && xapi_send_all(&pass->send, fresh, error);
}

static void print_pass(const Pass *pass)
{
    printf("statements told: %d; told before: %u\n", pass->send.sent, pass->before);
    if (pass->back)
        printf("%u of them take back what may not be told any more\n", pass->back);
    if (pass->send.refused)
        printf("refused by the store for good: %d\n", pass->send.refused);
}

/* For the engine, and whatever else watches: also of a pass that did not come to its end. */
static void print_outcome(const Pass *pass, const GError *fault)
{
    g_autoptr(cJSON) one = json_put_int(
        json_put_int(json_put(cJSON_CreateObject(), "cohort", cli_arg(pass->cli, 0)), "told", pass->send.sent),
        "told_before", pass->before);
    json_put_int(json_put_int(one, "refused", pass->send.refused), "taken_back", pass->back);
    json_put_int(json_put_int(one, "waiting", waiting(pass)), "status", pass->send.status);
    json_put(one, "fault", pass->send.fault ? pass->send.fault : fault ? fault->message : NULL);
    cli_print_json(one);
}

static bool write_all(const Pass *pass, GError **error)
{
    g_autoptr(GPtrArray) all =
        export_xapi(pass->w->context, pass->cohort->id, &pass->plan, pass->home, pass->cli->clock.now, NULL, error);
    if (!all || !write_file(cli_option(pass->cli, "out"), all, error))
        return false;
    fprintf(stderr, "baraza: statements: %u\n", all->len);
    if (all->len == 0)
        fprintf(stderr, "baraza: nobody in %s agrees to research use at this moment\n", pass->cohort->name);
    return true;
}

static bool check_options(const Cli *cli, GError **error)
{
    const char *out = cli_option(cli, "out");
    if (!study_check(cli_option(cli, "study"), error))
        return false;
    if ((out && *out) != cli_switch(cli, "send"))
        return true;
    g_set_error(
        error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "give --out FILE (- is standard output) or --send, one of them");
    return false;
}

/* A child of the engine does not outlive it, for two would hold the database then; and it has time. */
static bool be_child(GError **error)
{
    const char *engine = g_getenv(XAPI_CHILD);
    if (!engine)
        return true;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setpriority(PRIO_PROCESS, 0, 10);
    g_autofree char *parent = g_strdup_printf("%d", (int)getppid());
    if (strcmp(engine, parent) != 0)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the engine that asked for it has ended");
    return strcmp(engine, parent) == 0;
}

static bool tell(Pass *pass, GError **error)
{
    guint8 key[EXPORT_KEY];
    bool fresh = false;
    Cli *cli = pass->cli;
    if (!check_options(cli, error) || !be_child(error))
        return false;
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!cohort)
        return false;
    const char *home = settings_text(w->settings, "web", "public_url"), *study = cli_option(cli, "study");
    if (!*home) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "statements need an address at which accounts are at home: set public_url of [web] in baraza.ini");
        return false;
    }
    g_autofree char *bare = g_str_has_suffix(home, "/") ? g_strndup(home, strlen(home) - 1) : g_strdup(home);
    if (!study_take_key(w, study, false, key, &fresh, error))
        return false;
    pass->w = w;
    pass->cohort = cohort;
    pass->plan = (ExportPlan){ .study = study, .key = key, .program = BARAZA_VERSION };
    pass->home = bare;
    bool good = cli_switch(cli, "send") ? send_new(pass, error) : write_all(pass, error);
    memset(key, 0, sizeof key);
    return good;
}

bool cmd_xapi(Cli *cli, GError **error)
{
    g_autoptr(GError) fault = NULL;
    Pass pass = { .cli = cli };
    bool good = tell(&pass, &fault);
    if (cli_switch(cli, "send") && cli_switch(cli, "json"))
        print_outcome(&pass, fault);
    else if (cli_switch(cli, "send") && good)
        print_pass(&pass);
    xapi_send_clear(&pass.send);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    return good;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine tells the learning record store of [xapi] by itself. Making and sending statements takes seconds to
 * minutes, so a child does it, `baraza xapi COHORT --send --json`, one cohort at a time; it reads the database and
 * notes through the command socket what the store has. What is tried when is a row of the database (xapi_way), so that
 * it outlives the program. The secret is read from its file by the child: it stands in no argument. */
#include "json.h"
#include "log.h"
#include "lrs.h"
#include "restore.h"
#include "serve.h"
#include "xapi_send.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_MS 2000              /* between two looks whether a cohort's time has come */
#define REST (10 * MINUTE)        /* after a pass that came to its end ... */
#define CLOSED_REST (6 * HOUR)    /* ... of a closed cohort: only consents and corrections still change */
#define CHILD_MS (60 * 60 * 1000) /* a pass that takes longer is ended; the next goes on where it was */
#define OUTCOME_MAX 4096

void serve_xapi_open(Serve *s)
{
    s->xapi.out = -1;
    if (lrs_study(s->settings) && !s->stepped)
        s->xapi.endpoint = lrs_endpoint(s->settings);
}

static void end_child(ServeXapi *x)
{
    if (x->pid) {
        kill(x->pid, SIGKILL);
        waitpid(x->pid, NULL, 0);
    }
    x->pid = 0;
    if (x->out >= 0)
        close(x->out);
    x->out = -1;
}

void serve_xapi_close(Serve *s)
{
    if (!s->xapi.endpoint)
        return;
    end_child(&s->xapi);
    g_clear_pointer(&s->xapi.endpoint, g_free);
}

/* --- what came of a pass --- */

static cJSON *outcome_of(const ServeXapi *x)
{
    char text[OUTCOME_MAX];
    ssize_t size = pread(x->out, text, sizeof text, 0);
    return size > 0 && size < (ssize_t)sizeof text ? json_parse(text, (gsize)size, NULL) : NULL;
}

static bool settle(Serve *s, const cJSON *outcome, const char *fault, GError **error)
{
    XapiWay way;
    const ServeXapi *x = &s->xapi;
    int64_t now = s->clock.now, waiting = json_int(outcome, "waiting", -1);
    g_autoptr(StoreTx) tx = store_begin(s->store, error);
    g_autoptr(Cohort) cohort = tx ? cohort_get(s->store, x->cohort, error) : NULL;
    if (!cohort || !xapi_way(s->store, x->endpoint, x->cohort, &way, error))
        return false;
    if (fault)
        xapi_pass_failed(&way, now, json_int(outcome, "status", 0), fault, waiting);
    else
        xapi_pass_done(&way, now, cohort->state == COHORT_CLOSED ? CLOSED_REST : REST, MAX(waiting, 0));
    if (!xapi_set_way(s->store, x->endpoint, x->cohort, &way, error) || !store_commit(g_steal_pointer(&tx), error))
        return false;
    int64_t told = json_int(outcome, "told", 0), refused = json_int(outcome, "refused", 0);
    if (!fault && !told && !refused)
        return true;
    g_autofree char *count = g_strdup_printf("%" G_GINT64_FORMAT, told),
                    *not_taken = g_strdup_printf("%" G_GINT64_FORMAT, refused);
    log_event(fault ? LOG_WARN : LOG_INFO, "run.xapi", "cohort", cohort->name, "told", count, "refused", not_taken,
        fault ? "why" : NULL, fault, NULL);
    return true;
}

/* Looks after the child that runs. */
static bool tend(Serve *s, GError **error)
{
    ServeXapi *x = &s->xapi;
    int status = 0;
    bool late = clock_monotonic_ms() - x->begun_ms > CHILD_MS;
    pid_t got = late ? -1 : waitpid(x->pid, &status, WNOHANG);
    if (got == 0)
        return true;
    bool ended = got > 0 && WIFEXITED(status), good = ended && WEXITSTATUS(status) == 0;
    g_autoptr(cJSON) outcome = ended ? outcome_of(x) : NULL;
    const char *said = json_string(outcome, "fault");
    const char *fault = good && outcome ? NULL
                        : late          ? "it took more than an hour and was ended"
                        : said          ? said
                                        : "it was cut off";
    if (got > 0)
        x->pid = 0;
    bool settled = settle(s, outcome, fault, error);
    end_child(x);
    x->look_ms = 0;
    return settled;
}

/* --- the next pass --- */

static bool start(Serve *s, const char *cohort, GError **error)
{
    ServeXapi *x = &s->xapi;
    const char *argv[] = { "/proc/self/exe", "xapi", cohort, "--study", lrs_study(s->settings), "--send", "--json",
        "--dir", settings_dir(s->settings), NULL };
    g_auto(GStrv) environment = g_get_environ();
    g_autofree char *own = g_strdup_printf("%d", (int)getpid());
    environment = g_environ_setenv(environment, XAPI_CHILD, own, TRUE);
    x->out = memfd_create("xapi", MFD_CLOEXEC);
    x->begun_ms = clock_monotonic_ms();
    return x->out >= 0 &&
           g_spawn_async_with_fds(NULL, (char **)argv, environment,
               G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &x->pid, -1, x->out, -1, error);
}

static bool begin(Serve *s, int64_t id, XapiWay *way, GError **error)
{
    g_autoptr(GError) fault = NULL;
    s->xapi.cohort = id;
    xapi_begin_pass(way, s->clock.now);
    g_autoptr(StoreTx) tx = store_begin(s->store, error);
    g_autoptr(Cohort) cohort = tx ? cohort_get(s->store, id, error) : NULL;
    if (!cohort || !xapi_set_way(s->store, s->xapi.endpoint, id, way, error) ||
        !store_commit(g_steal_pointer(&tx), error))
        return false;
    if (start(s, cohort->name, &fault))
        return true;
    s->xapi.pid = 0;
    end_child(&s->xapi);
    return settle(s, NULL, fault ? fault->message : "there is no memory for a child", error);
}

/* The cohort that has waited longest of those whose time has come; 0: none. */
static int64_t choose(Serve *s, XapiWay *way, GError **error)
{
    int64_t chosen = 0;
    g_autoptr(GArray) ids = cohort_list(s->store, error);
    for (guint i = 0; ids && i < ids->len; i++) {
        XapiWay one;
        int64_t id = g_array_index(ids, int64_t, i);
        g_autoptr(Cohort) cohort = cohort_get(s->store, id, error);
        if (!cohort || !xapi_way(s->store, s->xapi.endpoint, id, &one, error))
            return 0;
        if (!lrs_tells(s->settings, cohort) || one.next > s->clock.now || (chosen && one.next >= way->next))
            continue;
        chosen = id;
        *way = one;
    }
    return chosen;
}

bool serve_xapi(Serve *s, GError **error)
{
    ServeXapi *x = &s->xapi;
    GError *fault = NULL;
    XapiWay way;
    int64_t backup = 0;
    if (!x->endpoint)
        return true;
    if (x->pid)
        return tend(s, error);
    if (x->look_ms && clock_monotonic_ms() - x->look_ms < LOOK_MS)
        return true;
    x->look_ms = clock_monotonic_ms();
    /* Out of a backup: consents that were taken back since may not be known yet. */
    if (!restore_pending(s->store, &backup, error))
        return false;
    int64_t id = backup ? 0 : choose(s, &way, &fault);
    if (fault) {
        g_propagate_error(error, fault);
        return false;
    }
    return id == 0 || begin(s, id, &way, error);
}

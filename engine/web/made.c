/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports for the pages. A large one takes seconds, and messages would wait for it in the engine's thread: so a child,
 * `baraza evaluate --page`, makes it from the database, which it can only read, into a file in memory. What it says of
 * people is never on the disk. One child at a time; the page asks again until its report is there. */
#include "web_priv.h"

#include "clock.h"
#include "log.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define KEPT 8          /* reports in memory */
#define HOUR_MS 3600000 /* after that it is made again even from the same data */
#define MINUTE_MS 60000 /* until then it is shown though the data have moved on: while a cohort runs they always do */
#define CHILD_MS 600000 /* a child that takes longer is ended */
#define PAGE_MAX (16u << 20)  /* bytes */
#define REASON_MAX (4u << 10) /* bytes of what a child says of its failure */

struct WebMade {
    int64_t cohort, version; /* of the data when it was begun */
    char *lang;
    int64_t begun_ms;
    GPid pid; /* 0: it has ended */
    int out, err;
    GBytes *page; /* NULL while it is made, and when it failed */
};

static void end_child(WebMade *made)
{
    kill(made->pid, SIGKILL);
    waitpid(made->pid, NULL, 0);
    made->pid = 0;
}

void made_free(gpointer data)
{
    WebMade *made = data;
    if (made->pid)
        end_child(made);
    if (made->out >= 0)
        close(made->out);
    if (made->err >= 0)
        close(made->err);
    g_clear_pointer(&made->page, g_bytes_unref);
    g_free(made->lang);
    g_free(made);
}

/* What a file in memory holds; NULL when it is empty or longer than `most`. */
static GBytes *contents(int fd, gsize most)
{
    struct stat facts;
    if (fstat(fd, &facts) != 0 || facts.st_size <= 0 || (gsize)facts.st_size > most)
        return NULL;
    gsize size = (gsize)facts.st_size;
    g_autofree char *bytes = g_malloc(size);
    return pread(fd, bytes, size, 0) == (ssize_t)size ? g_bytes_new_take(g_steal_pointer(&bytes), size) : NULL;
}

static void tell_failure(const WebMade *made, const char *why)
{
    g_autofree char *cohort = g_strdup_printf("C%" G_GINT64_FORMAT, made->cohort);
    log_event(LOG_ERROR, "web.report", "cohort", cohort, "why", why, NULL);
}

static void take_result(WebMade *made, int status)
{
    made->pid = 0;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        made->page = contents(made->out, PAGE_MAX);
    if (!made->page) {
        g_autoptr(GBytes) said = contents(made->err, REASON_MAX);
        gsize size = 0;
        const char *words = said ? g_bytes_get_data(said, &size) : NULL;
        g_autofree char *why = words ? g_strndup(words, size) : g_strdup("its child ended without a page");
        tell_failure(made, g_strstrip(why));
    }
    close(made->out);
    close(made->err);
    made->out = made->err = -1;
}

/* Looks whether a child has ended. */
static void look_after(WebMade *made, int64_t now_ms)
{
    int status = 0;
    pid_t got = made->pid ? waitpid(made->pid, &status, WNOHANG) : 0;
    if (got > 0)
        take_result(made, status);
    else if (got < 0 && errno == ECHILD)
        take_result(made, -1);
    else if (made->pid && now_ms - made->begun_ms > CHILD_MS) {
        end_child(made);
        tell_failure(made, "it took longer than ten minutes and was ended");
    }
}

void web_tend(Web *web)
{
    int64_t now_ms = web->config.monotonic_ms ? web->config.monotonic_ms() : clock_monotonic_ms();
    for (guint i = 0; i < web->made->len; i++)
        look_after(web->made->pdata[i], now_ms);
}

static bool start_child(const Web *web, WebMade *made, const char *cohort, GError **error)
{
    const char *argv[] = { web->config.evaluate, "evaluate", cohort, "--database", web->database, "--lang", made->lang,
        "--page", NULL };
    made->out = memfd_create("report", MFD_CLOEXEC);
    made->err = memfd_create("reason", MFD_CLOEXEC);
    if (made->out < 0 || made->err < 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "There is no memory to make the report in: %s.",
            g_strerror(errno));
        return false;
    }
    g_autoptr(GError) fault = NULL;
    if (g_spawn_async_with_fds(NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &made->pid, -1,
            made->out, made->err, &fault))
        return true;
    made->pid = 0;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "The report cannot be made: %s.", fault->message);
    return false;
}

static WebMade *find(const Web *web, int64_t cohort, const char *lang, guint *at)
{
    for (*at = 0; *at < web->made->len; (*at)++) {
        WebMade *made = web->made->pdata[*at];
        if (made->cohort == cohort && strcmp(made->lang, lang) == 0)
            return made;
    }
    return NULL;
}

static bool is_busy(const Web *web)
{
    for (guint i = 0; i < web->made->len; i++)
        if (((const WebMade *)web->made->pdata[i])->pid)
            return true;
    return false;
}

static MadeState begin(WebPage *page, const Cohort *cohort, const char *lang, int64_t version, GError **error)
{
    Web *web = page->web;
    if (is_busy(web))
        return MADE_QUEUED;
    WebMade *made = g_new(WebMade, 1);
    *made = (WebMade){ .cohort = cohort->id,
        .version = version,
        .lang = g_strdup(lang),
        .begun_ms = page_ms(page),
        .out = -1,
        .err = -1 };
    if (!start_child(web, made, cohort->name, error)) {
        made_free(made);
        return MADE_FAILED;
    }
    if (web->made->len >= KEPT)
        g_ptr_array_remove_index(web->made, 0);
    g_ptr_array_add(web->made, made);
    return MADE_BEING;
}

/* Whether what was made, or tried, may still be shown. */
static bool is_fresh(const WebMade *made, int64_t version, int64_t now_ms)
{
    int64_t age = now_ms - made->begun_ms;
    return age < (made->page && made->version == version ? HOUR_MS : MINUTE_MS) || made->pid;
}

MadeState made_report(WebPage *page, const Cohort *cohort, const char *lang, GBytes **html, GError **error)
{
    Web *web = page->web;
    int64_t version = 0;
    guint at = 0;
    web_tend(web);
    if (!store_data_version(web->store, &version, error))
        return MADE_FAILED;
    WebMade *made = find(web, cohort->id, lang, &at);
    if (made && !is_fresh(made, version, page_ms(page))) {
        g_ptr_array_remove_index(web->made, at);
        made = NULL;
    }
    if (!made)
        return begin(page, cohort, lang, version, error);
    if (made->pid)
        return MADE_BEING;
    if (made->page) {
        *html = g_bytes_ref(made->page);
        return MADE_READY;
    }
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
        "The report could not be made; the program's log says why. It is tried again a minute after the last try.");
    return MADE_FAILED;
}

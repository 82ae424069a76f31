/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench_world.h"
#include "persona.h"
#include "tutor.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#define BATCH 500 /* learners enrolled a transaction */
#define ROOM 40

static const char course_xml[] =
    "<course xmlns=\"urn:baraza:course:1\" id=\"bench\" version=\"1.0\" xml:lang=\"en\" languages=\"en\">\n"
    "<meta><title>Bench</title><objective id=\"o1\"><text>Know when to come back</text></objective></meta>\n"
    "<module id=\"m1\" objective=\"o1\"><title>One</title><post id=\"p1\" day=\"1\" time=\"00:01\"><text>Check the "
    "date of the next "
    "visit with each client before she leaves, write it on her card and into the register, and ask how you may reach "
    "her when she does not come.</text></post></module>\n"
    "</course>\n";

Lap lap_now(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (Lap){ .ms = clock_monotonic_ms(),
        .cpu_us =
            (int64_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000 + u.ru_utime.tv_usec + u.ru_stime.tv_usec };
}

Lap lap_since(Lap begun)
{
    Lap now = lap_now();
    return (Lap){ MAX(now.ms - begun.ms, 1), now.cpu_us - begun.cpu_us };
}

double world_rss(void)
{
    g_autofree char *status = NULL;
    g_file_get_contents("/proc/self/status", &status, NULL, NULL);
    const char *line = status ? strstr(status, "VmRSS:") : NULL;
    return line ? g_ascii_strtod(line + strlen("VmRSS:"), NULL) / 1024 : 0;
}

static bool read_one(const StoreRow *row, gpointer data)
{
    *(int64_t *)data = store_int(row, 0);
    return false;
}

int64_t world_count(World *world, const StoreQuery *query)
{
    int64_t n = 0;
    store_each(world->store, query, NO_ARGS, read_one, &n, NULL);
    return n;
}

static bool open_store(World *w, GError **error)
{
    g_autofree char *key = vault_new_key();
    g_autofree char *path = g_build_filename(w->dir, "bench.db", NULL);
    g_autofree EmbeddedFile *schemas = context_schemas();
    if (!(w->vault = vault_new(key, error)) || !(w->store = store_open(path, NULL, error)) ||
        !store_create(w->store, schemas, error))
        return false;
    w->library = library_new(w->store, w->dir);
    return true;
}

static int admit(const NetRequest *request, gpointer data)
{
    const World *w = data;
    gsize size = 0;
    const void *body = request->body ? g_bytes_get_data(request->body, &size) : "";
    return webhook_verify(w->key, body, size, request->headers[NET_SIGNATURE]) ? 0 : 403;
}

static bool open_net(World *w, GError **error)
{
    w->key = webhook_key_new(BENCH_SECRET);
    NetListener listener = { .name = "webhook",
        .port = w->config.webhook_port,
        .methods = "POST",
        .max_body = 3 << 20,
        .max_connections = 4096,
        .max_waiting = 20000,
        .admit = admit,
        .admit_data = w };
    NetTarget target = { .base_url = w->config.graph_url, .max_in_flight = (guint)w->config.flight };
    ChannelCloud cloud = { .version = "v25.0", .phone_id = BENCH_PHONE_ID, .waba_id = "", .token = BENCH_TOKEN };
    if (!(w->net = net_start(&(NetConfig){ .listeners = &listener, .n_listeners = 1 }, error)) ||
        !(w->graph = net_transport_new(w->net, &target, error)))
        return false;
    w->channel = channel_cloud_new(w->graph, &cloud);
    return true;
}

static bool open_engine(World *w, GError **error)
{
    EngineConfig config = { .number = "N1",
        .phone_id = BENCH_PHONE_ID,
        .account = "",
        .slice_rows = w->config.slice,
        .in_flight = w->config.flight,
        .rate = 1000000 };
    w->engine = engine_new(w->store, w->vault, w->library, w->channel, &config, w->clock.now, error);
    return w->engine != NULL;
}

bool world_open(World *w, const WorldConfig *config)
{
    g_autoptr(GError) error = NULL;
    *w = (World){ .config = *config, .clock = clock_system() };
    w->people = persona_cast(1, (guint)config->learners);
    if ((w->dir = g_dir_make_tmp("baraza-bench-XXXXXX", &error)) && open_store(w, &error) && open_net(w, &error) &&
        open_engine(w, &error))
        return true;
    fprintf(stderr, "bench_engine: %s\n", error->message);
    world_close(w);
    return false;
}

static void remove_dir(const char *dir)
{
    GDir *list = g_dir_open(dir, 0, NULL);
    for (const char *name; list && (name = g_dir_read_name(list));) {
        g_autofree char *path = g_build_filename(dir, name, NULL);
        g_unlink(path);
    }
    if (list)
        g_dir_close(list);
    g_rmdir(dir);
}

void world_close(World *w)
{
    g_clear_pointer(&w->engine, engine_free);
    if (w->channel)
        w->channel->free(w->channel);
    if (w->graph)
        w->graph->free(w->graph);
    g_clear_pointer(&w->net, net_free);
    g_clear_pointer(&w->key, webhook_key_free);
    g_clear_pointer(&w->library, library_free);
    g_clear_pointer(&w->store, store_free);
    g_clear_pointer(&w->vault, vault_free);
    g_clear_pointer(&w->people, g_ptr_array_unref);
    if (w->dir)
        remove_dir(w->dir);
    g_clear_pointer(&w->dir, g_free);
}

static int64_t no_file(const char *path, char *sha256, gpointer data)
{
    return -1;
}

/* Course day 1 was yesterday, so the post is due at once; nobody sleeps. */
static Cohort *add_cohort(World *w, GError **error)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    Course *course =
        course_read(course_xml, strlen(course_xml), "course.xml", no_file, NULL, w->clock.now / DAY, faults);
    for (guint i = 0; !course && i < faults->len; i++)
        fprintf(stderr, "bench_engine: %s\n", ((const CourseFault *)faults->pdata[i])->text);
    g_assert(course);
    g_autoptr(StoreTx) tx = store_begin(w->store, error);
    Cohort *cohort = cohort_new("bench");
    cohort->start_day = w->clock.now / DAY - 2;
    cohort->quiet_from = cohort->quiet_to = 0;
    cohort->daily_cap = 1000;
    cohort->simulated = true;
    g_free(cohort->rest_days);
    cohort->rest_days = g_strdup("");
    bool ok =
        tx &&
        library_add(w->library, w->clock.now, course, course_xml, strlen(course_xml), NULL, &cohort->version, error) &&
        cohort_add(w->store, cohort, error) && store_commit(g_steal_pointer(&tx), error);
    course_free(course);
    if (!ok)
        g_clear_pointer(&cohort, cohort_free);
    return cohort;
}

static bool enrol_one(World *w, const Cohort *cohort, int i, GError **error)
{
    const PersonaTraits *who = w->people->pdata[i];
    g_autofree char *phone = g_strconcat("+", who->number, NULL), *room = g_strdup_printf("%d", i / ROOM + 1);
    EnrolRow row = {
        .phone = phone, .name = who->name, .lang = (char *)"en", .tier = (char *)"low", .room = room, .opt_in = 1
    };
    row.opt_in_means = (char *)"bench";
    int64_t id = 0, now = w->clock.now;
    EnrolResult result;
    Tutor t;
    g_autoptr(Enrolment) e = NULL;
    return enrolment_add(w->store, w->vault, cohort, &row, now, false, &id, &result, error) &&
           consent_add(w->store, id, "course", true, "", NULL, now, error) &&
           (e = enrolment_get(w->store, w->vault, id, error)) != NULL &&
           outbox_inbound(w->store, e->learner, now + DAY, now, error) &&
           tutor_init(&t, engine_context(w->engine), e, now, error) && tutor_begin(&t, error);
}

bool world_enrol(World *w)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = add_cohort(w, &error);
    for (int i = 0; cohort && i < w->config.learners && !error;) {
        g_autoptr(StoreTx) tx = store_begin(w->store, &error);
        for (int n = 0; tx && n < BATCH && i < w->config.learners && enrol_one(w, cohort, i, &error); n++)
            i++;
        if (tx && !error)
            store_commit(g_steal_pointer(&tx), &error);
    }
    if (!error && store_checkpoint(w->store, &error))
        return true;
    fprintf(stderr, "bench_engine: %s\n", error->message);
    return false;
}

static bool take(World *w, int timeout_ms, GError **error)
{
    g_autoptr(GPtrArray) requests = g_ptr_array_new_with_free_func((GDestroyNotify)net_request_free);
    if (net_take(w->net, timeout_ms, requests) == 0)
        return true;
    g_autoptr(GPtrArray) bodies = g_ptr_array_new();
    g_autofree NetAnswer *answers = g_new(NetAnswer, requests->len);
    for (guint i = 0; i < requests->len; i++) {
        NetRequest *request = requests->pdata[i];
        g_ptr_array_add(bodies, request->body);
        answers[i] = (NetAnswer){ request->id, 200, NULL };
    }
    if (w->keeps && !engine_accept(w->engine, w->clock.now, bodies, error))
        return false;
    net_reply_many(w->net, answers, requests->len);
    w->accepted += requests->len;
    w->came_ms = clock_monotonic_ms();
    return true;
}

int64_t world_quiet_ms(const World *w)
{
    return clock_monotonic_ms() - w->came_ms;
}

static bool between(Engine *engine, gpointer data, GError **error)
{
    World *w = data;
    if (w->look)
        w->look(w, w->look_data);
    return take(w, 0, error);
}

bool world_turn(World *w, int64_t *wake, GError **error)
{
    int ms = *wake <= w->clock.now ? 0 : 20;
    if (!take(w, ms, error))
        return false;
    clock_tick(&w->clock);
    return !w->keeps || engine_turn(w->engine, &w->clock, between, w, wake, error);
}

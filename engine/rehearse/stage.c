/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A moment is played to its end before time goes on: webhooks in, a turn, people, and again, until nothing happens any
 * more. The next moment is the soonest that anybody waits for. So eight weeks take as long as what happens in them. */
#include "stage_priv.h"

#include "admin.h"
#include "beside.h"
#include "discussion.h"
#include "error.h"
#include "text.h"

#include <glib/gstdio.h>

/* The settings' name of the simulated number. */
#define NUMBER "N1"
/* Bodies as received: nobody looks at a simulated one after a day. */
#define RAW_DAYS 1
/* More rounds within one moment than anything sane needs. */
#define ROUNDS_MAX 10000

/* The vault's key, drawn from the seed, so that the same rehearsal writes the same database. */
static Vault *open_vault(uint64_t seed, GError **error)
{
    Rng rng = rng_stream(seed, "vault");
    guint8 key[32];
    for (gsize i = 0; i < sizeof key; i++)
        key[i] = (guint8)rng_u64(&rng);
    g_autofree char *hex = text_hex(key, sizeof key);
    return vault_new(hex, error);
}

static bool open_store(Stage *stage, GError **error)
{
    g_autofree EmbeddedFile *schemas = context_schemas();
    stage->store = store_open(stage->config.database, stage->config.vfs, error);
    return stage->store && store_create(stage->store, schemas, error);
}

static bool open_engine(Stage *stage, GError **error)
{
    const PlatformConfig *platform = &stage->config.platform;
    ChannelCloud cloud = {
        .version = "v25.0", .phone_id = platform->phone_id, .waba_id = platform->waba_id, .token = platform->token
    };
    EngineConfig config = { .number = NUMBER,
        .phone_id = platform->phone_id,
        .account = platform->waba_id,
        .watch = stage->config.watch,
        .raw_days = RAW_DAYS };
    stage->library = library_new(stage->store, stage->config.media ? stage->config.media : stage->own_media);
    stage->channel = channel_cloud_new(&stage->link->transport, &cloud);
    stage->engine =
        engine_new(stage->store, stage->vault, stage->library, stage->channel, &config, stage->clock.now, error);
    return stage->engine != NULL;
}

static void close_engine(Stage *stage)
{
    g_clear_pointer(&stage->engine, engine_free);
    if (stage->channel)
        stage->channel->free(stage->channel);
    stage->channel = NULL;
    g_clear_pointer(&stage->library, library_free);
}

static bool add_cohort(Stage *stage, GError **error)
{
    const CoursePackage *package = stage->config.package;
    const char *media = stage->config.media ? stage->config.media : stage->own_media;
    if (!course_package_copy(package, stage->config.package_dir, media, error))
        return false;
    g_autoptr(StoreTx) tx = store_begin(stage->store, error);
    if (!tx || !library_add(stage->library, stage->clock.now, package->course, package->xml, package->size,
                   package->files, &stage->version, error))
        return false;
    Cohort cohort = *stage->config.cohort;
    cohort.version = stage->version;
    cohort.simulated = true;
    cohort.created = stage->clock.now;
    bool ok = cohort_add(stage->store, &cohort, error);
    stage->cohort = cohort.id;
    return ok && store_commit(g_steal_pointer(&tx), error);
}

/* A stage that was killed left its cohort. */
static bool find_cohort(Stage *stage, GError **error)
{
    g_autoptr(GArray) ids = cohort_list(stage->store, error);
    if (!ids)
        return false;
    if (ids->len == 0)
        return add_cohort(stage, error);
    stage->cohort = g_array_index(ids, int64_t, 0);
    g_autoptr(Cohort) cohort = cohort_get(stage->store, stage->cohort, error);
    stage->version = cohort ? cohort->version : 0;
    return cohort != NULL;
}

Stage *stage_new(const StageConfig *config, GError **error)
{
    g_autoptr(Stage) stage = g_new0(Stage, 1);
    stage->config = *config;
    stage->clock = clock_fixed(config->opens);
    stage->platform = platform_new(&config->platform);
    platform_advance(stage->platform, stage->clock.now);
    stage->link = link_new(stage->platform, &stage->clock, config->platform.seed);
    if (!config->media && !(stage->own_media = g_dir_make_tmp("baraza-media-XXXXXX", error)))
        return NULL;
    stage->vault = open_vault(config->platform.seed, error);
    if (!stage->vault || !open_store(stage, error) || !open_engine(stage, error) || !find_cohort(stage, error))
        return NULL;
    return g_steal_pointer(&stage);
}

static void remove_folder(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    for (const char *name = dir ? g_dir_read_name(dir) : NULL; name; name = g_dir_read_name(dir)) {
        g_autofree char *full = g_build_filename(path, name, NULL);
        g_unlink(full);
    }
    if (dir)
        g_dir_close(dir);
    g_rmdir(path);
}

static void free_platform(gpointer platform)
{
    platform_free(platform);
}

void stage_close(Stage *stage)
{
    close_engine(stage);
    g_clear_pointer(&stage->store, store_free);
}

/* The database and the platform's record are what is large: they go side by side. */
void stage_free(Stage *stage)
{
    if (!stage)
        return;
    close_engine(stage);
    link_free(stage->link);
    g_autoptr(Beside) beside = beside_new(free_platform, stage->platform);
    beside_begin(beside);
    store_free(stage->store);
    vault_free(stage->vault);
    if (stage->own_media)
        remove_folder(stage->own_media);
    g_free(stage->own_media);
    g_free(stage);
}

bool stage_restart(Stage *stage, GError **error)
{
    close_engine(stage);
    link_break(stage->link);
    if (!g_str_equal(stage->config.database, ":memory:")) {
        g_clear_pointer(&stage->store, store_free);
        if (!open_store(stage, error))
            return false;
    }
    return open_engine(stage, error);
}

bool stage_revive(Stage *stage, const char *database, GError **error)
{
    stage->engine = NULL;
    stage->channel = NULL;
    stage->library = NULL;
    stage->store = NULL;
    stage->config.database = database;
    stage->config.vfs = NULL;
    link_break(stage->link);
    return open_store(stage, error) && open_engine(stage, error);
}

bool stage_enrol(Stage *stage, const GPtrArray *rows, GError **error)
{
    g_autoptr(cJSON) params = cJSON_CreateObject();
    cJSON *list = cJSON_CreateArray();
    json_put_item(json_put(params, "cohort", stage->config.cohort->name), "rows", list);
    for (guint i = 0; i < rows->len; i++)
        json_put_item(list, NULL, admin_row_json(rows->pdata[i]));
    g_autoptr(cJSON) result = admin_run(engine_context(stage->engine), "cli", "enrol", params, stage->clock.now, error);
    if (!result)
        return false;
    if (json_int(result, "new", 0) == (int64_t)rows->len)
        return true;
    g_autofree char *told = json_text(result);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "not everybody could be enrolled: %s", told);
    return false;
}

bool stage_settle(Stage *stage, StagePeople *people, gpointer data, GError **error)
{
    for (int round = 0; round < ROUNDS_MAX; round++) {
        guint webhooks = 0;
        if (!link_deliver(stage->link, stage->engine, &webhooks, error))
            return false;
        stage->webhooks += webhooks;
        stage->turns++;
        if (!engine_turn(stage->engine, &stage->clock, NULL, NULL, &stage->wake, error))
            return false;
        guint done = people ? people(data, stage->clock.now) : 0;
        if (done == 0 && stage_next(stage) > stage->clock.now)
            return true;
    }
    g_set_error(
        error, BARAZA_ERROR, BARAZA_ERROR_STATE, "nothing comes to rest at %" G_GINT64_FORMAT, stage->clock.now);
    return false;
}

int64_t stage_next(const Stage *stage)
{
    return MIN(MIN(stage->wake, platform_next(stage->platform)), link_next(stage->link));
}

void stage_move(Stage *stage, int64_t now)
{
    clock_set(&stage->clock, now);
    platform_advance(stage->platform, now);
}

typedef struct {
    guint left;
    int64_t id;
} Nth;

static bool count_held(const Post *post, gpointer data)
{
    Nth *nth = data;
    if (post->state == POST_HELD && --nth->left == 0)
        nth->id = post->id;
    return nth->left > 0;
}

bool stage_judge_held(Stage *stage, guint nth, bool share, GError **error)
{
    Nth found = { nth, 0 };
    if (!post_each_held(stage->store, stage->cohort, count_held, &found, error))
        return false;
    if (!found.id) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "no %u posts are held", nth);
        return false;
    }
    g_autoptr(cJSON) params = json_put_int(cJSON_CreateObject(), "post", found.id);
    g_autoptr(cJSON) result = admin_run(
        engine_context(stage->engine), "cli", share ? "hold.release" : "hold.reject", params, stage->clock.now, error);
    return result != NULL;
}

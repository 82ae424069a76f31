/* SPDX-License-Identifier: GPL-3.0-or-later */
/* admin_socket.h - commands reach the running engine: one JSON line each way over a socket in the workspace. */
#pragma once
#include "json.h"

/* Asks the engine that runs in `dir`. *running is false, and the result NULL without error, when none listens. BARAZA_ERROR_STATE
 * when it does not answer in time; its own errors come back with their code and sentence. Given. */
cJSON *admin_call(const char *dir, const char *actor, const char *verb, const cJSON *params, bool *running, GError **error);

/* Whether an engine listens in `dir`. */
bool admin_running(const char *dir);

/* The engine's side: DIR/baraza.sock, mode 0600; only this user and root are heard. */
typedef struct AdminServer AdminServer;
AdminServer *admin_server_new(const char *dir, GError **error);
/* Closes and removes the socket. */
void admin_server_free(AdminServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AdminServer, admin_server_free)
/* To wait on for reading, beside other things. */
int admin_server_fd(const AdminServer *server);
/* Accepts, reads, runs and answers what is there, without waiting: call once an iteration. `fn` is admin_run with the engine's
 * context; its result is taken. Returns how many changes were run. */
typedef cJSON *AdminFn(const char *actor, const char *verb, const cJSON *params, gpointer data, GError **error);
int admin_server_poll(AdminServer *server, AdminFn *fn, gpointer data);
/* True while somebody is connected and waits: poll again soon. */
bool admin_server_busy(const AdminServer *server);

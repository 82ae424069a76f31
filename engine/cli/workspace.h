/* SPDX-License-Identifier: GPL-3.0-or-later */
/* workspace.h - an opened workspace: its settings, its database, and the way changes take to the engine. */
#pragma once
#include "cli_priv.h"
#include "context.h"
#include "settings.h"

typedef struct {
    char *dir;
    Settings *settings;
    Store *store; /* a reader, unless opened for writing */
    Vault *vault;
    Library *library;
    Context *context;
} Workspace;
void workspace_free(Workspace *workspace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Workspace, workspace_free)
/* The folder that --dir, BARAZA_DIR or the current folder names; BARAZA_ERROR_STATE with what to do when it is none.
 * Given. */
char *workspace_dir(const Cli *cli, GError **error);
/* Settings and a read-only database, so it also works while the engine runs. */
Workspace *workspace_open(const Cli *cli, GError **error);
/* The one writer: BARAZA_ERROR_STATE while an engine or a command has it. */
Workspace *workspace_open_writer(const char *dir, GError **error);
char *workspace_media(const char *dir);
/* Whether the settings point to a platform on this machine. */
bool workspace_is_local(const Settings *settings);
/* The cohort of that name alone; NULL: all. Their int64_t ids, given. */
GArray *workspace_cohorts(const Workspace *w, const char *name, GError **error);
/* A programme's own words for the patient guard: *text given; NULL where no file is named and guard.txt is not there. A
 * file that is named must be there. */
bool workspace_guard_words(const Settings *settings, char **text, GError **error);
/* What the settings say of a context: how long closed cohorts are kept, where the pages are, whether patients are
 * served, the guard's own words. */
bool workspace_set_context(const Settings *settings, Context *context, GError **error);
/* Runs a change in the engine when one runs, otherwise here. Takes params. Result given; warnings are printed to
 * standard error. */
cJSON *workspace_change(const Cli *cli, const char *verb, cJSON *params, GError **error);

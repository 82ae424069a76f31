/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xapi_send.h - carries statements to a learning record store, in batches, until it has them. */
#pragma once
#include "cli_priv.h"
#include "export_xapi.h"
#include "settings.h"

/* Set by the engine to its own process id for the child that tells. */
#define XAPI_CHILD "BARAZA_XAPI_CHILD"

/* Whether a statement may be told at this moment: what was made a while ago may have lost its consent since. */
typedef bool XapiMay(const XapiStatement *statement, gpointer data, bool *may, GError **error);

typedef struct {
    const Cli *cli;
    const char *cohort;
    char *endpoint;    /* without a slash at its end */
    char *root, *path; /* of the endpoint: "https://lrs.example.org", "/xapi" */
    char *basic;       /* "user:secret": in no message */
    int timeout_ms;
    bool quiet;     /* repeat nothing that the store says */
    XapiMay *may;   /* asked before each batch; or NULL */
    gpointer data;  /* for may */
    cJSON *pending; /* what the store has and is not noted yet */
    int sent, refused;
    int status;  /* what the store answered when it was given up; 0: nothing */
    char *fault; /* why it was given up, without the store's words; or NULL */
} XapiSend;

/* The store that the settings name. BARAZA_ERROR_STATE when they name none. */
bool xapi_send_init(XapiSend *send, const Cli *cli, const Settings *settings, const char *cohort, GError **error);
void xapi_send_clear(XapiSend *send);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(XapiSend, xapi_send_clear)
/* Sends `statements` (XapiStatement *) in order and notes what the store has. What it refuses for good is noted with
 * its reason and named on standard error. What may not be told any more is left out. BARAZA_ERROR_NETWORK when it
 * cannot be reached after some attempts, STATE when it does not know us; what was taken until then is noted. */
bool xapi_send_all(XapiSend *send, const GPtrArray *statements, GError **error);

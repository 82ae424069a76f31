/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xapi_send.h - carries statements to a learning record store, in batches, until it has them. */
#pragma once
#include "cli_priv.h"
#include "export_xapi.h"
#include "settings.h"

typedef struct {
    const Cli *cli;
    const char *cohort, *endpoint;
    char *root, *path; /* of the endpoint: "https://lrs.example.org", "/xapi" */
    char *basic;
    int timeout_ms;
    cJSON *pending; /* what the store has and is not noted yet */
    int sent, refused;
} XapiSend;

/* The store that the settings name. BARAZA_ERROR_STATE when they name none. */
bool xapi_send_init(XapiSend *send, const Cli *cli, const Settings *settings, const char *cohort, GError **error);
void xapi_send_clear(XapiSend *send);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(XapiSend, xapi_send_clear)
/* Sends `statements` (XapiStatement *) in order and notes what the store has. What it refuses for good is noted with
 * its reason and named on standard error. BARAZA_ERROR_NETWORK when it cannot be reached after some attempts, STATE
 * when it does not know us; what was taken until then is noted. */
bool xapi_send_all(XapiSend *send, const GPtrArray *statements, GError **error);

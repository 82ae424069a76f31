/* SPDX-License-Identifier: GPL-3.0-or-later */
/* admin_socket_priv.h - the socket's place. */
#pragma once
#include <glib.h>

#define ADMIN_SOCKET "baraza.sock"

/* Listens at DIR/baraza.sock, non-blocking; -1 and *error. */
int admin_socket_listen(const char *dir, GError **error);
/* Connects; -1 with errno when nobody is there. */
int admin_socket_connect(const char *dir);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notify.h - tells systemd that the engine has started, is alive, and why it does not send (sd_notify(3): a datagram to
 * the socket that NOTIFY_SOCKET names). Does nothing elsewhere. */
#pragma once
#include <stdint.h>

/* "READY=1", "STOPPING=1". */
void notify_send(const char *state);
/* Call each time round: the watchdog's sign of life at half of WATCHDOG_USEC, with `status` (NULL: sending) as the line
 * that systemctl status shows. `told_ms` is the caller's, 0 at first. */
void notify_alive(int64_t *told_ms, const char *status);

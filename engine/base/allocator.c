/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How jemalloc behaves, where a program is linked with it: one arena for both threads, and memory that is free goes
 * back to the system after a tenth of a second: after a whole one, what a burst had used stood beside what it needed.
 */
extern const char *const malloc_conf;
const char *const malloc_conf = "narenas:1,dirty_decay_ms:100,muzzy_decay_ms:0";

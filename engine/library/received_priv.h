/* SPDX-License-Identifier: GPL-3.0-or-later */
/* received_priv.h - one cleaner for each container; NULL when it is damaged. Given. */
#pragma once
#include "received.h"

GBytes *received_strip_jpeg(const guint8 *data, gsize size);
GBytes *received_strip_png(const guint8 *data, gsize size);
GBytes *received_strip_webp(const guint8 *data, gsize size);
GBytes *received_strip_mp4(const guint8 *data, gsize size);
GBytes *received_strip_ogg(const guint8 *data, gsize size);
GBytes *received_strip_pdf(const guint8 *data, gsize size);

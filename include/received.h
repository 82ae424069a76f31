/* SPDX-License-Identifier: GPL-3.0-or-later */
/* received.h - files that people send: what they are by their own bytes, and a copy without what they tell beside the
 * picture. Pure. */
#pragma once
#include "message.h"
#include <glib.h>

/* Type by the first bytes, "image/jpeg", image/png, image/webp, audio/ogg, audio/mp4, video/mp4, video/3gpp or
 * application/pdf (constant); NULL when it is none of these. Sound and pictures share one container: there `declared`
 * (what the sender said, or NULL) decides. */
const char *received_type(const void *bytes, gsize size, const char *declared);
/* How a file of this type is sent on, and the name it then has; false when WhatsApp would not take it from us. */
bool received_kind(const char *mime, MediaKind *kind, const char **filename);
/* A copy without metadata: of a JPEG the segments APP1..APP15 (EXIF with place and time, XMP, thumbnails; the colour
 * mark of APP14 stays) and comments, of a PNG all ancillary chunks that the picture does not need, of a WebP EXIF and
 * XMP, of an MP4 the boxes udta, meta and uuid; and whatever follows the end of a picture; of Ogg (Opus or Vorbis) the
 * comments, of a PDF the dictionary Info and the streams of type Metadata. An Info within a compressed stream of a PDF
 * is only no longer referred to, and pictures within a PDF keep theirs. *mime (constant) gets the type. BARAZA_ERROR_INPUT with a sentence: another kind than declared, unknown,
 * cut short, or larger than WhatsApp takes. Given. */
GBytes *received_clean(GBytes *bytes, const char *declared, const char **mime, GError **error);

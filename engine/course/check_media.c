/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media: is each file there, of a type and size that WhatsApp takes, and is there something for who pays by the
 * megabyte? Limits: Cloud API media page,
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
#include "course_priv.h"
#include "text.h"
#include <string.h>

#define MB (1024 * 1024)
#define LOW_BYTES 60000

static const struct {
    int64_t most;
    const char *types; /* file name endings */
} limits[MEDIA_KINDS] = {
    [MEDIA_IMAGE] = { 5 * MB, "jpg jpeg png" },
    [MEDIA_AUDIO] = { 16 * MB, "aac amr mp3 m4a ogg" },
    [MEDIA_VIDEO] = { 16 * MB, "mp4 3gp" },
    [MEDIA_DOCUMENT] = { 100LL * MB, "pdf txt doc docx xls xlsx ppt pptx" },
};

static void check_type(CourseReader *r, const Asset *asset, const AssetVariant *variant)
{
    const char *dot = strrchr(variant->src, '.');
    g_autofree char *ending = g_ascii_strdown(dot ? dot + 1 : "", -1);
    if (!course_in_list(limits[asset->kind].types, ending))
        course_fault(r, COURSE_ERROR, asset->line, "asset \"%s\": \"%s\" is of no type that WhatsApp takes as %s (%s)",
            asset->id, variant->src, media_kind_name(asset->kind), limits[asset->kind].types);
}

static void check_file(CourseReader *r, const Asset *asset, const AssetVariant *variant)
{
    if (strstr(variant->src, "..") || strstr(variant->src, "//")) {
        course_fault(r, COURSE_ERROR, asset->line, "asset \"%s\": \"%s\" leads out of the course's folder", asset->id,
            variant->src);
        return;
    }
    check_type(r, asset, variant);
    if (variant->bytes < 0) {
        course_fault(r, COURSE_ERROR, asset->line, "asset \"%s\": there is no file \"%s\" in the course's folder",
            asset->id, variant->src);
        return;
    }
    g_autofree char *bytes = text_grouped(variant->bytes), *most = text_grouped(limits[asset->kind].most);
    if (variant->bytes == 0)
        course_fault(r, COURSE_ERROR, asset->line, "asset \"%s\": \"%s\" is empty", asset->id, variant->src);
    else if (variant->bytes > limits[asset->kind].most)
        course_fault(r, COURSE_ERROR, asset->line, "asset \"%s\": \"%s\" has %s bytes; WhatsApp takes at most %s as %s",
            asset->id, variant->src, bytes, most, media_kind_name(asset->kind));
    else if (variant->tier == TIER_LOW && variant->bytes > LOW_BYTES)
        course_fault(r, COURSE_WARNING, asset->line,
            "asset \"%s\": \"%s\" has %s bytes; the low tier is for at most 60,000", asset->id, variant->src, bytes);
}

static void check_variants(CourseReader *r, const Asset *asset)
{
    bool has[TIERS] = { false };
    for (guint i = 0; i < asset->variants->len; i++) {
        const AssetVariant *variant = asset->variants->pdata[i];
        has[variant->tier] = true;
        if (variant->tier == TIER_TEXT && variant->texts->len == 0)
            course_fault(r, COURSE_ERROR, asset->line, "asset \"%s\": its text tier has no <text>", asset->id);
        else if (variant->tier != TIER_TEXT && !variant->src)
            course_fault(r, COURSE_ERROR, asset->line, "asset \"%s\": a variant that is not text needs src", asset->id);
        else if (variant->src && variant->tier != TIER_TEXT)
            check_file(r, asset, variant);
    }
    if (!has[TIER_FULL] && !has[TIER_LOW])
        course_fault(r, COURSE_ERROR, asset->line, "asset \"%s\": no variant names a file", asset->id);
    if ((asset->kind == MEDIA_AUDIO || asset->kind == MEDIA_VIDEO) && !has[TIER_TEXT])
        course_fault(r, COURSE_ERROR, asset->line,
            "asset \"%s\": kind %s needs a text tier, for who cannot load or hear it", asset->id,
            media_kind_name(asset->kind));
}

/* What the author wrote down about a file must be what the file is. */
static void check_written(CourseReader *r, const XmlNode *node, const AssetVariant *variant)
{
    g_autofree char *bytes = xml_attr(node, "bytes"), *sha256 = xml_attr(node, "sha256");
    if (!variant->src || variant->bytes < 0)
        return;
    if (bytes && g_ascii_strtoll(bytes, NULL, 10) != variant->bytes)
        course_fault(r, COURSE_WARNING, xml_line(node), "\"%s\" has %" G_GINT64_FORMAT " bytes, not %s", variant->src,
            variant->bytes, bytes);
    if (sha256 && variant->sha256[0] && g_ascii_strcasecmp(sha256, variant->sha256) != 0)
        course_fault(
            r, COURSE_ERROR, xml_line(node), "\"%s\" is not the file whose sha256 is written here", variant->src);
}

void course_check_media(CourseReader *r)
{
    const XmlNode *media = xml_child(r->root, "media"), *node = media ? xml_child(media, "asset") : NULL;
    for (guint i = 0; i < r->course->assets->len; i++, node = xml_next(node, "asset")) {
        const Asset *asset = r->course->assets->pdata[i];
        if (asset->is_link && !asset->href)
            course_fault(r, COURSE_ERROR, asset->line, "asset \"%s\": a link needs href", asset->id);
        else if (!asset->is_link)
            check_variants(r, asset);
        const XmlNode *variant = xml_child(node, "variant");
        for (guint v = 0; v < asset->variants->len; v++, variant = xml_next(variant, "variant"))
            check_written(r, variant, asset->variants->pdata[v]);
    }
}

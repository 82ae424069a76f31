/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that people send: a picture with everything added that cameras and programs add must come out as the very bytes
 * of the picture without it, which any decoder shows. */
#include "received.h"
#include "unit.h"

/* One grey pixel, and sixteen red ones. */
static const guint8 plain_jpeg[] = { 0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00,
    0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0xff, 0xdb, 0x00, 0x43, 0x00, 0x50, 0x37, 0x3c, 0x46, 0x3c, 0x32, 0x50, 0x46,
    0x41, 0x46, 0x5a, 0x55, 0x50, 0x5f, 0x78, 0xc8, 0x82, 0x78, 0x6e, 0x6e, 0x78, 0xf5, 0xaf, 0xb9, 0x91, 0xc8, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xc0, 0x00, 0x0b, 0x08, 0x00, 0x01, 0x00, 0x01, 0x01, 0x01, 0x11, 0x00, 0xff, 0xc4, 0x00, 0x14, 0x00, 0x01, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xff, 0xc4, 0x00, 0x14,
    0x10, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff,
    0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3f, 0x00, 0x07, 0xff, 0xd9 };
static const guint8 plain_png[] = { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48,
    0x44, 0x52, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x04, 0x01, 0x03, 0x00, 0x00, 0x00, 0x93, 0x3f, 0x0c, 0x3d,
    0x00, 0x00, 0x00, 0x03, 0x50, 0x4c, 0x54, 0x45, 0xff, 0x00, 0x00, 0x19, 0xe2, 0x09, 0x37, 0x00, 0x00, 0x00, 0x0b,
    0x49, 0x44, 0x41, 0x54, 0x08, 0xd7, 0x63, 0x60, 0x80, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01, 0x2f, 0x20, 0xdd, 0x31,
    0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82 };

#define JFIF_END 20 /* start of image and JFIF segment */
#define IHDR_END 33
#define ADD(out, text) g_byte_array_append(out, (const guint8 *)(text), sizeof(text) - 1)
#define PLAIN(name) g_bytes_new_static(name, sizeof(name))

static GBytes *given(GByteArray *bytes)
{
    return g_byte_array_free_to_bytes(bytes);
}

static void comes_out_as(GBytes *in, const char *declared, GBytes *expected)
{
    g_autoptr(GError) error = NULL;
    const char *mime = NULL;
    g_autoptr(GBytes) out = received_clean(in, declared, &mime, &error);
    unit_assert_ok(error);
    ck_assert_str_eq(mime, declared);
    ck_assert_msg(g_bytes_equal(out, expected), "%s: %zu bytes where %zu were due", declared, g_bytes_get_size(out),
        g_bytes_get_size(expected));
}

START_TEST(a_file_is_known_by_its_own_bytes)
{
    static const struct {
        const char *bytes, *declared, *type;
    } cases[] = {
        { "\xff\xd8\xff\xe0", NULL, "image/jpeg" },
        { "\x89PNG\r\n\x1a\n", NULL, "image/png" },
        { "RIFFxxxxWEBPVP8 ", NULL, "image/webp" },
        { "RIFFxxxxWAVE", NULL, NULL },
        { "OggS", "audio/ogg; codecs=opus", "audio/ogg" },
        { "%PDF-1.7", NULL, "application/pdf" },
        { "xxxxftypisom", "video/mp4", "video/mp4" },
        { "xxxxftypisom", "audio/mp4", "audio/mp4" },
        { "xxxxftypM4A ", "video/mp4", "audio/mp4" },
        { "xxxxftyp3gp4", "video/3gpp", "video/3gpp" },
        { "xxxxftypheic", "image/heic", NULL },
        { "xxxxftypqt  ", "video/quicktime", NULL },
        { "<html>", "image/jpeg", NULL },
        { "MZ", "application/pdf", NULL },
        { "", "image/jpeg", NULL },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *type = received_type(cases[i].bytes, strlen(cases[i].bytes), cases[i].declared);
        ck_assert_msg(g_strcmp0(type, cases[i].type) == 0, "%s: %s", cases[i].bytes, type ? type : "none");
    }
}
END_TEST

START_TEST(a_photo_loses_what_it_tells_and_keeps_every_byte_that_shows_it)
{
    g_autoptr(GBytes) plain = PLAIN(plain_jpeg);
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, plain_jpeg, JFIF_END);
    ADD(out, "\xff\xe1\x00\x10"
             "Exif\0\0GPS-19.0");
    ADD(out, "\xff\xe0\x00\x07"
             "JFXX\0");
    ADD(out, "\xff\xff\xe2\x00\x06"
             "ICC!");
    ADD(out, "\xff\xfe\x00\x08"
             "nurse1");
    ADD(out, "\xff\xef\x00\x02");
    g_byte_array_append(out, plain_jpeg + JFIF_END, sizeof(plain_jpeg) - JFIF_END);
    ADD(out, "\xff\xd8\xff a second picture, not cut to the register");
    g_autoptr(GBytes) telling = given(out);
    comes_out_as(plain, "image/jpeg", plain);
    comes_out_as(telling, "image/jpeg", plain);
}
END_TEST

START_TEST(the_mark_that_says_how_colours_are_coded_stays)
{
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, plain_jpeg, JFIF_END);
    ADD(out, "\xff\xee\x00\x0e"
             "Adobe\0\x64\0\0\0\0\x01");
    g_byte_array_append(out, plain_jpeg + JFIF_END, sizeof(plain_jpeg) - JFIF_END);
    g_autoptr(GBytes) coded = given(out);
    comes_out_as(coded, "image/jpeg", coded);
}
END_TEST

START_TEST(a_png_loses_its_texts_and_keeps_every_byte_that_shows_it)
{
    g_autoptr(GBytes) plain = PLAIN(plain_png);
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, plain_png, IHDR_END);
    ADD(out, "\0\0\0\x06"
             "tEXt"
             "A\0Rudo"
             "crc!");
    ADD(out, "\0\0\0\x02"
             "eXIf"
             "II"
             "crc!");
    ADD(out, "\0\0\0\0"
             "tIME"
             "crc!");
    g_byte_array_append(out, plain_png + IHDR_END, sizeof(plain_png) - IHDR_END);
    ADD(out, "after the end");
    g_autoptr(GBytes) telling = given(out);
    comes_out_as(plain, "image/png", plain);
    comes_out_as(telling, "image/png", plain);
}
END_TEST

START_TEST(in_containers_what_tells_is_blanked_where_it_stands)
{
    static const char video[] = "\0\0\0\x10"
                                "ftypisom\0\0\0\0"
                                "\0\0\0\x38"
                                "moov"
                                "\0\0\0\x08"
                                "mvhd"
                                "\0\0\0\x14"
                                "udta"
                                "\0\0\0\x0c"
                                "\xa9xyz"
                                "-19+"
                                "\0\0\0\x14"
                                "trak"
                                "\0\0\0\x0c"
                                "meta"
                                "Rudo"
                                "\0\0\0\x0c"
                                "mdat"
                                "udta";
    static const char blank[] = "\0\0\0\x10"
                                "ftypisom\0\0\0\0"
                                "\0\0\0\x38"
                                "moov"
                                "\0\0\0\x08"
                                "mvhd"
                                "\0\0\0\x14"
                                "free"
                                "\0\0\0\0"
                                "\0\0\0\0"
                                "\0\0\0\0"
                                "\0\0\0\x14"
                                "trak"
                                "\0\0\0\x0c"
                                "free"
                                "\0\0\0\0"
                                "\0\0\0\x0c"
                                "mdat"
                                "udta";
    static const char sticker[] = "RIFF\x1c\0\0\0WEBP"
                                  "VP8X"
                                  "\x04\0\0\0"
                                  "\x1c\0\0\0"
                                  "EXIF"
                                  "\x03\0\0\0"
                                  "GPS\0";
    static const char empty[] = "RIFF\x1c\0\0\0WEBP"
                                "VP8X"
                                "\x04\0\0\0"
                                "\x10\0\0\0"
                                "JUNK"
                                "\x03\0\0\0"
                                "\0\0\0\0";
    g_autoptr(GBytes) in = g_bytes_new_static(video, sizeof(video) - 1);
    g_autoptr(GBytes) out = g_bytes_new_static(blank, sizeof(blank) - 1);
    comes_out_as(in, "video/mp4", out);
    /* The text's own end is the odd chunk's filling byte. */
    g_autoptr(GBytes) webp = g_bytes_new_static(sticker, sizeof(sticker) - 1);
    g_autoptr(GBytes) clean = g_bytes_new_static(empty, sizeof(empty) - 1);
    comes_out_as(webp, "image/webp", clean);
}
END_TEST

START_TEST(what_is_not_what_it_says_is_refused_with_a_sentence)
{
    g_autofree char *huge = g_malloc0(16000001);
    memcpy(huge, "%PDF-1.7", 8);
    const struct {
        const void *bytes;
        gsize size;
        const char *declared, *says;
    } cases[] = {
        { "<html>", 6, "image/jpeg", "of no kind that can be shared" },
        { "", 0, "image/jpeg", "of no kind" },
        { plain_png, sizeof(plain_png), "video/mp4", "was sent as video/mp4 and is image/png" },
        { "%PDF-1.7", 8, "image/jpeg", "is application/pdf" },
        { huge, 16000001, "application/pdf", "larger than WhatsApp takes" },
    };
    const char *mime = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) in = g_bytes_new_static(cases[i].bytes, cases[i].size);
        GError *error = NULL;
        ck_assert_ptr_null(received_clean(in, cases[i].declared, &mime, &error));
        unit_assert_error(error, cases[i].says);
    }
}
END_TEST

/* Every shorter beginning of a picture is refused, and none is read beyond its end (the sanitizer watches). */
START_TEST(what_is_cut_short_is_refused)
{
    static const struct {
        const guint8 *bytes;
        gsize size;
        const char *mime;
    } cases[] = {
        { plain_jpeg, sizeof(plain_jpeg), "image/jpeg" },
        { plain_png, sizeof(plain_png), "image/png" },
    };
    const char *mime = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        for (gsize n = 0; n < cases[i].size; n++) {
            g_autofree guint8 *copy = g_memdup2(cases[i].bytes, n);
            g_autoptr(GBytes) in = g_bytes_new_static(copy, n);
            g_autoptr(GError) error = NULL;
            ck_assert_msg(!received_clean(in, cases[i].mime, &mime, &error), "%s of %zu bytes", cases[i].mime, n);
            ck_assert_ptr_nonnull(error);
        }
}
END_TEST

UNIT_MAIN("received", a_file_is_known_by_its_own_bytes, a_photo_loses_what_it_tells_and_keeps_every_byte_that_shows_it,
    the_mark_that_says_how_colours_are_coded_stays, a_png_loses_its_texts_and_keeps_every_byte_that_shows_it,
    in_containers_what_tells_is_blanked_where_it_stands, what_is_not_what_it_says_is_refused_with_a_sentence,
    what_is_cut_short_is_refused)

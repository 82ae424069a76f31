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

/* A voice note of three pages: head, comments (of which the clean one has none) and sound. */
static const char voice[] =
    "OggS\000\002\000\000\000\000\000\000\000\000\007\000\000\000\000\000\000\000\201\0135/\001\023OpusHe"
    "ad\001\0018\001\200\273\000\000\000\000\000OggS\000\000\000\000\000\000\000\000\000\000\007\000\000"
    "\000\001\000\000\000\305\373\356\374\001BOpusTags\015\000\000\000Phone of Rudo\002\000\000\000\017"
    "\000\000\000DATE=2026-11-23\016\000\000\000LOCATION=MbareOggS\000\004\300\003\000\000\000\000\000"
    "\000\007\000\000\000\002\000\000\000\373\2068\252\001\003\374\377\376";
static const char clean_voice[] =
    "OggS\000\002\000\000\000\000\000\000\000\000\007\000\000\000\000\000\000\000\201\0135/\001\023OpusHe"
    "ad\001\0018\001\200\273\000\000\000\000\000OggS\000\000\000\000\000\000\000\000\000\000\007\000\000"
    "\000\001\000\000\000\320\266c\002\001BOpusTags\000\000\000\000\000\000\000\000\000\000\000\000\000"
    "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000"
    "\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000OggS\000\004\300\003"
    "\000\000\000\000\000\000\007\000\000\000\002\000\000\000\373\2068\252\001\003\374\377\376";

#define VOICE_HEAD_PAGE 47
#define VOICE_SOUND_PAGE 31
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

START_TEST(a_voice_note_loses_its_comments)
{
    g_autoptr(GBytes) in = g_bytes_new_static(voice, sizeof(voice) - 1);
    g_autoptr(GBytes) out = g_bytes_new_static(clean_voice, sizeof(clean_voice) - 1);
    comes_out_as(in, "audio/ogg", out);
    comes_out_as(out, "audio/ogg", out);
}
END_TEST

/* A voice note whose comments go on from one page to the next, as those with a picture do: 644 bytes, of which the last
 * are `filling`. */
static GBytes *long_voice(const char *crc1, const char *crc2, const char *begins, gsize size, char filling)
{
    GByteArray *out = g_byte_array_new();
    g_autofree char *rest = g_strnfill(644 - size, '?');
    memset(rest, filling, 644 - size);
    g_byte_array_append(out, (const guint8 *)voice, VOICE_HEAD_PAGE);
    ADD(out, "OggS\0\0\377\377\377\377\377\377\377\377\007\0\0\0\001\0\0\0");
    g_byte_array_append(out, (const guint8 *)crc1, 4);
    ADD(out, "\001\377");
    g_byte_array_append(out, (const guint8 *)begins, (guint)size);
    g_byte_array_append(out, (const guint8 *)rest, (guint)(255 - size));
    ADD(out, "OggS\0\001\0\0\0\0\0\0\0\0\007\0\0\0\002\0\0\0");
    g_byte_array_append(out, (const guint8 *)crc2, 4);
    ADD(out, "\002\377\206");
    g_byte_array_append(out, (const guint8 *)rest, 389);
    g_byte_array_append(out, (const guint8 *)voice + sizeof(voice) - 1 - VOICE_SOUND_PAGE, VOICE_SOUND_PAGE);
    return given(out);
}

START_TEST(comments_that_go_over_pages_are_emptied_on_each)
{
    static const char full[] = "OpusTags\001\0\0\0V\001\0\0\0\157\002\0\0METADATA_BLOCK_PICTURE=";
    g_autoptr(GBytes) in = long_voice("\341\055\370\126", "\053\167\176\115", full, sizeof(full) - 1, 'A');
    g_autoptr(GBytes) out = long_voice("\100\040\200\041", "\344\100\077\042", "OpusTags", 8, '\0');
    comes_out_as(in, "audio/ogg", out);
}
END_TEST

START_TEST(sound_that_is_no_whole_stream_is_refused)
{
    const char *mime = NULL;
    GString *other = g_string_new_len(voice, sizeof(voice) - 1);
    memcpy(other->str + VOICE_HEAD_PAGE - 19, "Speex   ", 8);
    g_autoptr(GBytes) speex = g_string_free_to_bytes(other);
    ck_assert_ptr_null(received_clean(speex, "audio/ogg", &mime, NULL));
    for (gsize n = 4; n < sizeof(voice) - 1 - VOICE_SOUND_PAGE; n++) {
        g_autofree guint8 *copy = g_memdup2(voice, n);
        g_autoptr(GBytes) in = g_bytes_new_static(copy, n);
        ck_assert_msg(!received_clean(in, "audio/ogg", &mime, NULL), "%zu bytes", n);
    }
}
END_TEST

/* What is blanked stands in the second text; a chapter's title is no property of the file. */
START_TEST(a_document_loses_its_properties_and_keeps_its_length)
{
    static const char before[] = "%PDF-1.4\n4 0 obj\n<< /Title (Ward \\(night\\) of Sr Moyo) /Author <FEFF0052> "
                                 "/Producer(Word (2)) >>\nendobj\n14 0 obj\n<< /Title (A chapter) >>\nendobj\n"
                                 "5 0 obj\n<</Filter/FlateDecode/Length 12/Type /Metadata>>stream\r\nRudo's phone\n"
                                 "endstream\nendobj\ntrailer\n<< /Root 1 0 R /Info 4 0 R >>\n%%EOF\n";
    static const char after[] = "%PDF-1.4\n4 0 obj\n<< /Title (                         ) /Author <        > "
                                "/Producer(        ) >>\nendobj\n14 0 obj\n<< /Title (A chapter) >>\nendobj\n"
                                "5 0 obj\n<<                   /Length 12/Type /Metadata>>stream\r\n             "
                                "endstream\nendobj\ntrailer\n<< /Root 1 0 R             >>\n%%EOF\n";
    g_autoptr(GBytes) in = g_bytes_new_static(before, sizeof(before) - 1);
    g_autoptr(GBytes) out = g_bytes_new_static(after, sizeof(after) - 1);
    comes_out_as(in, "application/pdf", out);
}
END_TEST

/* 16 MB that ask for as much looking as can be: refused or cleaned before anybody waits. */
START_TEST(a_document_of_nothing_but_references_ends_soon)
{
    g_autoptr(GString) all = g_string_new("%PDF-1.4\n");
    for (int i = 0; all->len < 4000000; i++)
        g_string_append_printf(all, "/Info %d 0 R %d 0 obj(<stream", i, i);
    g_autoptr(GBytes) in = g_bytes_new_static(all->str, all->len);
    g_autoptr(GError) error = NULL;
    const char *mime = NULL;
    ck_assert_ptr_null(received_clean(in, "application/pdf", &mime, &error));
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
    what_is_cut_short_is_refused, a_voice_note_loses_its_comments, comments_that_go_over_pages_are_emptied_on_each,
    sound_that_is_no_whole_stream_is_refused, a_document_loses_its_properties_and_keeps_its_length,
    a_document_of_nothing_but_references_ends_soon)

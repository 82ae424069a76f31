/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "qr.h"
#include "error.h"

#include <qrencode.h>
#include <string.h>

void qr_free(Qr *qr)
{
    if (qr)
        g_free(qr->cells);
    g_free(qr);
}

Qr *qr_new(const char *text, GError **error)
{
    QRcode *code = *text ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) : NULL;
    if (!code) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "no QR code holds this text of %zu characters", strlen(text));
        return NULL;
    }
    Qr *qr = g_new0(Qr, 1);
    gsize cells = (gsize)code->width * (gsize)code->width;
    qr->size = code->width;
    qr->cells = g_new(uint8_t, cells);
    for (gsize i = 0; i < cells; i++)
        qr->cells[i] = code->data[i] & 1;
    QRcode_free(code);
    return qr;
}

/* Light outside. */
static bool dark(const Qr *qr, int x, int y)
{
    return x >= 0 && y >= 0 && x < qr->size && y < qr->size && qr->cells[y * qr->size + x];
}

char *qr_blocks(const Qr *qr)
{
    /* By the light half: both, upper, lower, none; black on white set by the terminal's own codes. */
    static const char *const blocks[] = { " ", "▄", "▀", "█" };
    GString *out = g_string_new(NULL);
    for (int y = -QR_QUIET; y < qr->size + QR_QUIET; y += 2) {
        g_string_append(out, "\033[30;107m");
        for (int x = -QR_QUIET; x < qr->size + QR_QUIET; x++)
            g_string_append(out, blocks[2 * dark(qr, x, y) + dark(qr, x, y + 1)]);
        g_string_append(out, "\033[0m\n");
    }
    return g_string_free(out, FALSE);
}

/* One path, a rectangle for each run of dark modules. */
Markup *qr_svg(const Qr *qr, const char *label)
{
    int side = qr->size + 2 * QR_QUIET;
    g_autofree char *box = g_strdup_printf("0 0 %d %d", side, side);
    g_autofree char *width = g_strdup_printf("%d", side);
    g_autoptr(GString) path = g_string_new(NULL);
    for (int y = 0; y < qr->size; y++)
        for (int x = 0; x < qr->size; x++) {
            int from = x;
            while (dark(qr, x, y))
                x++;
            if (x > from)
                g_string_append_printf(path, "M%d %dh%dv1h-%dz", from + QR_QUIET, y + QR_QUIET, x - from, x - from);
        }
    XmlWriter *w = xml_writer_new();
    xml_open(w, "svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", box, "role", "img", "aria-label", label,
        "shape-rendering", "crispEdges", NULL);
    xml_empty(w, "rect", "width", width, "height", width, "fill", "#fff", NULL);
    xml_empty(w, "path", "d", path->str, "fill", "#000", NULL);
    xml_close(w);
    return xml_writer_end(w);
}

/* --- PNG (W3C, third edition): one grey byte a pixel, in deflate's stored blocks --- */

static void put32(GByteArray *out, guint32 value)
{
    guint8 bytes[] = { (guint8)(value >> 24), (guint8)(value >> 16), (guint8)(value >> 8), (guint8)value };
    g_byte_array_append(out, bytes, sizeof bytes);
}

/* Annex D: the CRC of type and data. */
static guint32 crc_of(const guint8 *data, gsize size)
{
    guint32 crc = 0xffffffffu;
    for (gsize i = 0; i < size; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? 0xedb88320u ^ (crc >> 1) : crc >> 1;
    }
    return crc ^ 0xffffffffu;
}

static void put_chunk(GByteArray *out, const char *type, const GByteArray *data)
{
    put32(out, data->len);
    guint from = out->len;
    g_byte_array_append(out, (const guint8 *)type, 4);
    if (data->len)
        g_byte_array_append(out, data->data, data->len);
    put32(out, crc_of(out->data + from, out->len - from));
}

/* RFC 1950 and 1951, nothing compressed. */
static GByteArray *stored(const GByteArray *raw)
{
    static const guint8 head[] = { 0x78, 0x01 };
    GByteArray *out = g_byte_array_new();
    guint32 a = 1, b = 0;
    g_byte_array_append(out, head, sizeof head);
    for (guint at = 0; at < raw->len; at += 0xffff) {
        guint n = MIN(raw->len - at, 0xffffu);
        guint8 block[] = { at + n == raw->len, (guint8)n, (guint8)(n >> 8), (guint8)~n, (guint8)(~n >> 8) };
        g_byte_array_append(out, block, sizeof block);
        g_byte_array_append(out, raw->data + at, n);
    }
    for (guint i = 0; i < raw->len; i++) {
        a = (a + raw->data[i]) % 65521;
        b = (b + a) % 65521;
    }
    put32(out, b << 16 | a);
    return out;
}

GBytes *qr_png(const Qr *qr, int scale)
{
    static const guint8 mark[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
    static const guint8 grey[] = { 8, 0, 0, 0, 0 };
    int side = (qr->size + 2 * QR_QUIET) * scale;
    g_autoptr(GByteArray) raw = g_byte_array_new(), head = g_byte_array_new(), none = g_byte_array_new();
    for (int y = 0; y < side; y++) {
        guint8 filter = 0;
        g_byte_array_append(raw, &filter, 1);
        for (int x = 0; x < side; x++) {
            guint8 pixel = dark(qr, x / scale - QR_QUIET, y / scale - QR_QUIET) ? 0 : 255;
            g_byte_array_append(raw, &pixel, 1);
        }
    }
    put32(head, (guint32)side);
    put32(head, (guint32)side);
    g_byte_array_append(head, grey, sizeof grey);
    g_autoptr(GByteArray) data = stored(raw);
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, mark, sizeof mark);
    put_chunk(out, "IHDR", head);
    put_chunk(out, "IDAT", data);
    put_chunk(out, "IEND", none);
    return g_byte_array_free_to_bytes(out);
}

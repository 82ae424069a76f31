#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exported chats of every layout, language and order that phones write, made here with what they say, are read back by
`baraza chat parse`: chat.py BARAZA. Each case's name is in its message."""
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile

BARAZA = sys.argv[1]
FAULTS = []
NARROW, MARK = "\u202f", "\u200e"


def expect(good, name, why):
    if not good:
        FAULTS.append(f"{name}: {why}")


def run(data, *options, args=("-",), status=0):
    p = subprocess.run([BARAZA, "chat", "parse", "--json", *options, *args], input=data, capture_output=True, timeout=300)
    if p.returncode != status:
        FAULTS.append(f"status {p.returncode}, expected {status}: {p.stderr.decode(errors='replace')[:300]}")
    return [json.loads(l) for l in p.stdout.decode().splitlines()], p.stderr.decode(errors="replace")


def noon(h, am, pm):
    return (h % 12) or 12, am if h < 12 else pm


# name, platform, order, header of (y, m, d, h, min, s)
LAYOUTS = [
    ("en-GB", "android", "dmy", lambda y, m, d, h, n, s: f"{d:02}/{m:02}/{y}, {h:02}:{n:02} - "),
    ("en-ZA", "android", "ymd", lambda y, m, d, h, n, s: f"{y}/{m:02}/{d:02}, {h:02}:{n:02} - "),
    ("en-US 24", "android", "mdy", lambda y, m, d, h, n, s: f"{m}/{d}/{y % 100:02}, {h:02}:{n:02} - "),
    ("en-US narrow", "android", "mdy", lambda y, m, d, h, n, s: "%d/%d/%02d, %d:%02d%s%s - " % (m, d, y % 100, noon(h, "AM", "PM")[0], n, NARROW, noon(h, "AM", "PM")[1])),
    ("en-US", "android", "mdy", lambda y, m, d, h, n, s: "%d/%d/%02d, %d:%02d %s - " % (m, d, y % 100, noon(h, "AM", "PM")[0], n, noon(h, "AM", "PM")[1])),
    ("en-IN", "android", "dmy", lambda y, m, d, h, n, s: "%02d/%02d/%02d, %d:%02d %s - " % (d, m, y % 100, noon(h, "am", "pm")[0], n, noon(h, "am", "pm")[1])),
    ("es-MX", "android", "dmy", lambda y, m, d, h, n, s: "%d/%d/%d, %d:%02d\u00a0%s - " % (d, m, y, noon(h, "a. m.", "p. m.")[0], n, noon(h, "a. m.", "p. m.")[1])),
    ("es-CO", "android", "dmy", lambda y, m, d, h, n, s: "%d/%d/%d %d:%02d %s - " % (d, m, y, noon(h, "a.\u00a0m.", "p.\u00a0m.")[0], n, noon(h, "a.\u00a0m.", "p.\u00a0m.")[1])),
    ("de", "android", "dmy", lambda y, m, d, h, n, s: f"{d:02}.{m:02}.{y % 100:02}, {h:02}:{n:02} - "),
    ("nl", "android", "dmy", lambda y, m, d, h, n, s: f"{d:02}-{m:02}-{y}, {h:02}:{n:02} - "),
    ("nl short", "android", "dmy", lambda y, m, d, h, n, s: f"{d:02}-{m:02}-{y % 100:02} {h:02}:{n:02} - "),
    ("fr", "android", "dmy", lambda y, m, d, h, n, s: f"{d:02}/{m:02}/{y} à {h:02}:{n:02} - "),
    ("fr-CA", "android", "ymd", lambda y, m, d, h, n, s: f"{y}-{m:02}-{d:02} {h:02} h {n:02} - "),
    ("fr-CA comma", "android", "ymd", lambda y, m, d, h, n, s: f"{y}-{m:02}-{d:02}, {h:02}\u00a0h\u00a0{n:02} - "),
    ("pt-BR", "android", "dmy", lambda y, m, d, h, n, s: f"{d:02}/{m:02}/{y} {h:02}:{n:02} - "),
    ("pt-PT", "android", "dmy", lambda y, m, d, h, n, s: f"{d:02}/{m:02}/{y % 100:02}, {h:02}:{n:02} - "),
    ("sw", "android", "dmy", lambda y, m, d, h, n, s: f"{d:02}/{m:02}/{y}, {h:02}:{n:02} - "),
    ("id", "android", "dmy", lambda y, m, d, h, n, s: f"{d:02}/{m:02}/{y % 100:02} {h:02}.{n:02} - "),
    ("fi", "android", "dmy", lambda y, m, d, h, n, s: f"{d}.{m}.{y} klo {h}.{n:02} - "),
    ("da", "android", "dmy", lambda y, m, d, h, n, s: f"{d:02}.{m:02}.{y} kl. {h:02}.{n:02} - "),
    ("sv", "android", "ymd", lambda y, m, d, h, n, s: f"{y}-{m:02}-{d:02} {h:02}:{n:02} - "),
    ("hr", "android", "dmy", lambda y, m, d, h, n, s: f"{d:02}. {m:02}. {y}. {h:02}:{n:02} - "),
    ("hu", "android", "ymd", lambda y, m, d, h, n, s: f"{y}. {m:02}. {d:02}. {h}:{n:02} - "),
    ("ko", "android", "ymd", lambda y, m, d, h, n, s: "%d. %d. %d. %s %d:%02d - " % (y, m, d, noon(h, "오전", "오후")[1], noon(h, "", "")[0], n)),
    ("zh", "android", "ymd", lambda y, m, d, h, n, s: "%d/%d/%d %s%d:%02d - " % (y, m, d, noon(h, "上午", "下午")[1], noon(h, "", "")[0], n)),
    ("ar", "android", "dmy", lambda y, m, d, h, n, s: "\u200f%d\u200f/%d\u200f/%d، %d:%02d %s - " % (d, m, y, noon(h, "", "")[0], n, noon(h, "ص", "م")[1])),
    ("ar digits", "android", "dmy", lambda y, m, d, h, n, s: "\u200f%d\u200f/%d\u200f/%d، %d:%02d %s - ".translate(str.maketrans("0", "0")) % (d, m, y, noon(h, "", "")[0], n, noon(h, "ص", "م")[1])),
    ("iOS en-GB", "ios", "dmy", lambda y, m, d, h, n, s: f"[{d:02}/{m:02}/{y}, {h:02}:{n:02}:{s:02}] "),
    ("iOS en-US", "ios", "mdy", lambda y, m, d, h, n, s: "[%d/%d/%02d, %d:%02d:%02d%s%s] " % (m, d, y % 100, noon(h, "AM", "PM")[0], n, s, NARROW, noon(h, "AM", "PM")[1])),
    ("iOS en-ZA", "ios", "ymd", lambda y, m, d, h, n, s: f"[{y}/{m:02}/{d:02}, {h:02}:{n:02}:{s:02}] "),
    ("iOS de", "ios", "dmy", lambda y, m, d, h, n, s: f"[{d:02}.{m:02}.{y % 100:02}, {h:02}:{n:02}:{s:02}] "),
    ("iOS es", "ios", "dmy", lambda y, m, d, h, n, s: "[%d/%d/%02d %d:%02d:%02d%s%s] " % (d, m, y % 100, noon(h, "", "")[0], n, s, NARROW, noon(h, "a.\u00a0m.", "p.\u00a0m.")[1])),
    ("iOS fr", "ios", "dmy", lambda y, m, d, h, n, s: f"[{d:02}/{m:02}/{y} {h:02}:{n:02}:{s:02}] "),
    ("iOS fr-CA", "ios", "ymd", lambda y, m, d, h, n, s: f"[{y}-{m:02}-{d:02} {h:02} h {n:02} min {s:02} s] "),
    ("iOS it", "ios", "dmy", lambda y, m, d, h, n, s: f"[{d:02}/{m:02}/{y % 100:02}, {h:02}:{n:02}:{s:02}] "),
    ("iOS nl", "ios", "dmy", lambda y, m, d, h, n, s: f"[{d:02}-{m:02}-{y} {h:02}:{n:02}:{s:02}] "),
    ("iOS zh", "ios", "ymd", lambda y, m, d, h, n, s: "[%d/%d/%d %s%d:%02d:%02d] " % (y, m, d, noon(h, "上午", "下午")[1], noon(h, "", "")[0], n, s)),
    ("iOS old", "ios", "dmy", lambda y, m, d, h, n, s: f"{d:02}.{m:02}.{y % 100:02}, {h:02}:{n:02}:{s:02}: "),
    ("old us", "ios", "ymd", lambda y, m, d, h, n, s: "%d-%02d-%02d, %d:%02d:%02d %s: " % (y, m, d, noon(h, "", "")[0], n, s, noon(h, "AM", "PM")[1])),
]
LAYOUTS[26] = ("ar digits", "android", "dmy", lambda *a: LAYOUTS[25][3](*a).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))

# system lines, deleted, edited, left out on Android and iOS, attached on Android and iOS
LANGUAGES = {
    "en": (["Rudo added +263 77 123 4567", "Rudo left", "You're now an admin", "Missed voice call",
            "Rudo changed the group name from “A: b” to “B”", "+263 77 1 changed to +263 77 2"],
           "This message was deleted", "This message was edited", "<Media omitted>", "image omitted", "file attached", "attached"),
    "de": (["Rudo hat Anna hinzugefügt.", "Rudo hat die Gruppe verlassen.", "Verpasster Sprachanruf", "Du hast die Gruppe „A: b“ erstellt."],
           "Diese Nachricht wurde gelöscht.", "Diese Nachricht wurde bearbeitet", "<Medien ausgeschlossen>", "Bild weggelassen", "Datei angehängt", "Anhang"),
    "fr": (["Rudo a ajouté Anna", "Rudo a quitté le groupe", "Appel vocal manqué", "Rudo a créé le groupe « A : b »"],
           "Ce message a été supprimé", "Ce message a été modifié", "<Médias omis>", "image absente", "fichier joint", "pièce jointe"),
    "pt": (["Rudo adicionou Anna", "Rudo saiu", "Chamada de voz perdida", "Rudo criou o grupo \"A: b\""],
           "Esta mensagem foi apagada", "Esta mensagem foi editada", "<Mídia oculta>", "imagem ocultada", "arquivo anexado", "anexado"),
    "es": (["Rudo añadió a Anna.", "Rudo salió del grupo", "Llamada perdida", "Rudo creó el grupo \"A: b\""],
           "Este mensaje fue eliminado", "Este mensaje fue editado", "<Multimedia omitido>", "imagen omitida", "archivo adjunto", "adjunto"),
    "sw": (["Rudo aliongeza Anna", "Rudo aliondoka", "Rudo alianzisha kikundi \"A: b\""],
           "Ujumbe huu ulifutwa", "Ujumbe huu ulihaririwa", "<Media imeachwa>", "picha imeachwa", "faili limeambatishwa", "imeambatishwa"),
    "it": (["Rudo ha aggiunto Anna", "Rudo ha abbandonato"], "Questo messaggio è stato eliminato", "Questo messaggio è stato modificato",
           "<Media omessi>", "immagine omessa", "file allegato", "allegato"),
    "id": (["Rudo menambahkan Anna", "Rudo keluar"], "Pesan ini telah dihapus", "Pesan ini diedit", "<Media tidak disertakan>",
           "gambar tidak disertakan", "file terlampir", "terlampir"),
}
SENDERS = ["Rudo Moyo", "+263 77 123 4567", "~\u202fTendai", "Dr. Sipho", "Amina 🌸", "María-José", "محمد"]
BODIES = ["Hello", "Yes: B", "two\nlines", "gap\n\nbelow", "2019-04-29 10:30:00", "see\n2019-04-29 10:30 visit", "quote\n[1/2, 10:30] Bob: hi",
          "https://example.org/a?b=c: d", "👩‍⚕️ ok", "12/05 at 10:00 - clinic", "I left the clinic", "Rudo left", "(file attached)", "<b>", "a > b",
          "@\u2068Amina\u2069 come", "POLL:\nWhich one?\nOPTION: A (3 votes)\nOPTION: B (1 vote)", "location: https://maps.google.com/?q=-17.8,31.0"]


def make(layout, lang, seed):
    """A chat's text and what it holds."""
    name, platform, order, header = layout
    rng = random.Random(seed)
    system, deleted, edited, out_a, out_i, att_a, att_i = LANGUAGES[lang]
    t = time.mktime((2024, 1, 28, 22, 0, 0, 0, 0, 0)) - time.timezone * 0
    said, lines = [], []
    ios = platform == "ios" and name.startswith("iOS")
    lm = MARK if ios else ""

    def put(kind, sender, raw, text, media=None, was_edited=False, was_deleted=False):
        nonlocal t
        t += rng.choice([1, 61, 700, 5000, 40000])
        y, m, d, h, n, s = time.localtime(t)[:6]
        stamp = header(y, m, d, h, n, s)
        seconds = ios or name.startswith("old") or name == "iOS old"
        when = f"{y}-{m:02}-{d:02}T{h:02}:{n:02}" + (f":{s:02}" if seconds else "")
        at = sum(x.count("\n") + 1 for x in lines) + 1
        said.append(dict(kind=kind, line=at, time=when, sender=sender, text=text, media=media, edited=was_edited, deleted=was_deleted))
        lead = "The Group: " + lm if ios and kind == "system" else f"{sender}: " if sender else ""
        lines.append((lm if ios and lm and rng.random() < .3 else "") + stamp + lead + raw)

    if ios:
        put("system", None, "Messages and calls are end-to-end encrypted. Only people in this chat can read them.",
            "Messages and calls are end-to-end encrypted. Only people in this chat can read them.")
    for i in range(60):
        who, r = rng.choice(SENDERS), rng.random()
        if r < .15 and platform != "ios" or r < .15 and ios:
            line = rng.choice(system)
            put("system", None, line, line)
        elif r < .22:
            put("message", who, lm + deleted, deleted, was_deleted=True)
        elif r < .30:
            put("message", who, f"better\nso {lm}<{edited}>", "better\nso", was_edited=True)
        elif r < .36:
            put("message", who, lm + (out_i if ios else out_a), "", media="image" if ios else "media")
        elif r < .44:
            file = f"{i:08}-PHOTO-2024-01-29-15-13-20.jpg" if ios else f"DOC-x{i} a.pdf"
            put("message", who, f"{lm}<{att_i}: {file}>" if ios else f"{file} ({att_a})\nits caption", "" if ios else "its caption", media=file)
        else:
            body = rng.choice(BODIES)
            put("message", who, body, body)
    end = "\r\n" if ios else "\n"
    return end.join(lines) + end, said


def compare(name, got, said):
    entries, totals = got[:-1], got[-1]
    expect(totals["kind"] == "totals", name, "no totals at the end")
    for g, w in zip(entries, said):
        if g != w:
            FAULTS.append(f"{name}: line {w['line']}:\n   said {w}\n   read {g}")
            return totals
    expect(len(entries) == len(said), name, f"{len(entries)} entries for {len(said)}")
    return totals


def layouts():
    n = 0
    for layout in LAYOUTS:
        for lang in LANGUAGES:
            text, said = make(layout, lang, n)
            got, _ = run(text.encode())
            totals = compare(f"{layout[0]} in {lang}", got, said)
            expect(totals["order"] == layout[2] and totals["order_decided"], layout[0], f"order {totals['order']}: {totals['order_evidence']}")
            expect(totals["unreadable"] == 0, layout[0], "unreadable lines")
            n += 1
    return n


def codings():
    text, said = make(LAYOUTS[0], "en", 5)
    for name, data in [("BOM", b"\xef\xbb\xbf" + text.encode()), ("UTF-16", text.encode("utf-16")), ("CRLF", text.replace("\n", "\r\n").encode()),
                       ("UTF-16BE", text.encode("utf-16-be")), ("no last LF", text[:-1].encode())]:
        compare(name, run(data)[0], said)


def orders():
    def of(lines, *options):
        return run("\n".join(lines).encode(), *options)[0][-1]
    a = lambda d: f"{d}, 10:00 - A: x"
    for name, want, by, lines in [
        ("over 12", "mdy", "part-over-12", [a("1/2/24"), a("1/29/24")]),
        ("over 12 dmy", "dmy", "part-over-12", [a("1/2/24"), a("29/2/24")]),
        ("year of two digits first", "ymd", "part-over-12", [a("24/1/2"), a("24/1/29"), a("24/2/28")]),
        ("monotony", "mdy", "monotony", [a("1/11/24"), a("1/12/24"), a("2/1/24"), a("2/2/24"), a("2/3/24")]),
        ("files", "mdy", "file-names", ["3/4/24, 10:00 - A: IMG-20240304-WA0001.jpg (file attached)", a("3/4/24")]),
        ("span", "dmy", "span", [a("01/02/2024"), a("02/02/2024"), a("03/02/2024"), a("04/02/2024")]),
        ("one day", "dmy", "assumed", [a("01/02/2024")]),
        ("American", "mdy", "assumed", ["1/2/24, 10:00 AM - A: x"]),
    ]:
        t = of(lines)
        expect((t["order"], t["order_by"]) == (want, by), name, f"{t['order']} by {t['order_by']}: {t['order_evidence']}")
        expect(t["order_decided"] == (by != "assumed"), name, "decided or not")
    expect(of([a("01/02/2024")], "--order", "mdy")["order"] == "mdy", "given", "not taken")


def traps():
    got, _ = run(b"preamble\n\n12/07/2017, 22:35 - A: x\n32/13/2017, 22:36 - B: no day\nbelow\n12/07/2017, 22:37 - C: y\n\n")
    expect([e["kind"] for e in got[:-1]] == ["unreadable", "unreadable", "message", "unreadable", "unreadable", "message"], "unreadable", str(got))
    got, _ = run(b"12/07/2017, 22:35 - A: come on\n14/09/2017, 10:00 - clinic opens\nbring forms\n12/07/2017, 22:37 - C: y\n")
    expect(len(got) == 3 and got[0]["text"].endswith("bring forms"), "a date inside a message", str(got))
    got, _ = run("12/07/2017, 22:35 - Akoma akabuda muboka\n12/07/2017, 22:37 - C: y\n".encode())
    expect(got[0]["kind"] == "system", "an unknown language", str(got))
    got, _ = run(b"12/07/2017, 23:59 PM - A: x\n12/07/2017, 00:04 AM - A: y\n13/07/2017, 12:10 AM - A: z\n13/07/2017, 12:10 PM - A: z\n")
    expect([e["time"][11:] for e in got[:-1]] == ["23:59", "00:04", "00:10", "12:10"] and got[-1]["odd_hours"] == 1, "noon", str(got))
    got, _ = run("[19/10/2025, 01:02:19] G: Messages and calls are end-to-end encrypted. Only people\n[19/10/2025, 01:02:20] G: R added you\n"
                 "[19/10/2025, 01:02:21] Bob: R left\n".encode())
    expect([e["kind"] for e in got[:-1]] == ["system", "system", "message"], "marks that somebody stripped", str(got))
    got, _ = run(f"[19/10/2025, 01:02:19] Bob: {MARK}Messages and calls are end-to-end encrypted. Only people\n[19/10/2025, 01:02:20] Bob: hi\n"
                 f"[19/10/2025, 01:02:21] Bob: {MARK}obrázok vynechaný\n".encode())
    expect([e["kind"] for e in got[:-1]] == ["system", "message", "message"], "a chat of two", str(got))
    got, err = run(b"this is\nno chat\n", status=2)
    expect(len(got) == 3 and got[-1]["unreadable"] == 2 and "no line begins" in err, "no chat", str(got))
    expect(run(b"")[0][0]["lines"] == 0, "empty", "")
    got, _ = run(b"12/07/2017, 22:35 - A: caf\xe9\n12/07/2017, 22:36 - B: \x00\n")
    expect(got[-1]["not_utf8"] == 2 and got[0]["text"] == "caf\ufffd", "bytes", str(got))


def zips(folder):
    text, said = make(LAYOUTS[0], "en", 7)
    ios, said_ios = make(next(l for l in LAYOUTS if l[0] == "iOS en-GB"), "en", 8)

    def of(name, members, status=0):
        path = os.path.join(folder, name)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            for member, data in members:
                z.writestr(member, data)
        return run(b"", args=(path,), status=status)
    compare("Android zip", of("a.zip", [("IMG-1.jpg", b"x"), ("notes.txt", b"no"), ("WhatsApp Chat with X.txt", text)])[0], said)
    compare("iOS zip", of("b.zip", [("__MACOSX/._chat.txt", b"x"), ("Sub/a.jpg", b"x"), ("Sub/_chat.txt", ios)])[0], said_ios)
    for name, members in [("slip", [("../_chat.txt", text)]), ("absolute", [("/_chat.txt", text)]), ("backslash", [("..\\_chat.txt", text)]),
                          ("none", [("a.jpg", b"x")]), ("twice", [("_chat.txt", text), ("_chat.txt", text)]), ("inner", [("c.zip", b"PK")])]:
        got, err = of(name + ".zip", members, status=2)
        expect(not got and name + ".zip" in err, name, err)
    path = os.path.join(folder, "cut.zip")
    whole = open(os.path.join(folder, "a.zip"), "rb").read()
    open(path, "wb").write(whole[: len(whole) // 2])
    run(b"", args=(path,), status=2)
    path = os.path.join(folder, "bomb.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z, z.open("_chat.txt", "w", force_zip64=True) as f:
        block = (b"x" * 99 + b"\n") * 100000
        for _ in range(60):
            f.write(block)
    _, err = run(b"", args=(path,), status=2)
    expect("512 MB" in err, "bomb", err)


def main():
    count = layouts()
    codings()
    orders()
    traps()
    with tempfile.TemporaryDirectory() as folder:
        zips(folder)
    print("\n".join(FAULTS[:40]))
    print(f"{count} chats, {len(FAULTS)} faults")
    sys.exit(bool(FAULTS))


main()

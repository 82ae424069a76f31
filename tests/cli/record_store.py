# SPDX-License-Identifier: GPL-3.0-or-later
"""A small learning record store that fails in every way it may, and a workspace that tells it."""
import base64
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BARAZA = sys.argv[1]
PEOPLE = 60
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
faults = []


def check(good, what):
    if not good:
        faults.append(what)


class Lrs:
    """Statements by id; `moods` is what becomes of the next batches, `looks` what is answered when one statement is asked for;
    `hates` an id that it calls wrong."""

    def __init__(self):
        self.statements, self.voided, self.moods, self.looks, self.hates = {}, set(), [], [], None
        self.posts = self.most = 0
        self.held, self.go = threading.Event(), threading.Event()
        self.known = base64.b64encode(b"baraza:a secret").decode()

    def take(self, batch):
        for s in batch:
            if s["id"] == self.hates:
                return 400
            if s["id"] in self.statements:
                return 409  # as strict stores answer also to the same one again
        if len({s["id"] for s in batch}) != len(batch):
            return 400
        for s in batch:
            self.statements[s["id"]] = s
            if s["verb"]["id"].endswith("/voided"):
                self.voided.add(s["object"]["id"])
        return 200


lrs = Lrs()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet

    def log_message(self, *args):
        pass

    def answer(self, status, value=None):
        body = json.dumps(value).encode() if value is not None else b""
        self.send_response(status)
        self.send_header("X-Experience-API-Version", "1.0.3")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def asked_well(self):
        check(self.headers["X-Experience-API-Version"] == "1.0.3", "no version header")
        return self.headers["Authorization"] == "Basic " + lrs.known

    def do_GET(self):
        if not self.asked_well():
            return self.answer(401)
        if lrs.looks:
            return self.answer(lrs.looks.pop(0), "no statement")
        found = lrs.statements.get(self.path.partition("?statementId=")[2])
        self.answer(200 if found else 404, dict(found, stored="2026-11-23T00:00:00Z") if found else None)

    def do_POST(self):
        lrs.posts += 1
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        check(self.path == "/xapi/statements", self.path)
        check(self.headers["Content-Type"] == "application/json", "content type")
        check(len(raw) <= 500000, "a batch of %d bytes" % len(raw))
        check(not re.search(rb"77212|Tendai|Moyo|Kwekwezi", raw), "somebody is named: %r" % raw[:300])
        if not self.asked_well():  # a bad one repeats what it was told
            return self.answer(401, {"message": "who are you?", "said": [self.headers["Authorization"], "a secret"]})
        batch = json.loads(raw)
        lrs.most = max(lrs.most, len(batch))
        for s in batch:
            check(UUID.fullmatch(s["id"]), s["id"])
            account = s["actor"]["account"]
            check(account["homePage"] == "https://cpd.example.org" and re.fullmatch("P[a-z2-7]{20}|baraza", account["name"]), str(account))
        mood = lrs.moods.pop(0) if lrs.moods else ""
        if mood in ("503", "429"):
            return self.answer(int(mood))
        if mood == "login":  # a page in place of a store
            return self.answer(200, "Who are you?")
        if mood == "small" and len(batch) > 20:
            return self.answer(413)
        if mood == "hold":  # it has come, and is answered later
            lrs.held.set()
            lrs.go.wait(20)
        status = lrs.take(batch)
        if mood == "deaf":  # it has them, and nobody hears of it
            time.sleep(6)
        if mood in ("deaf", "gone"):
            self.close_connection = True
            return None
        return self.answer(status, [s["id"] for s in batch] if status == 200 else {"message": "no"})


def run(want, part, *args, **more):
    done = subprocess.run([BARAZA, *args], capture_output=True, text=True, timeout=120, check=False, **more)
    check(done.returncode == want and part in done.stdout + done.stderr,
          "%s: %d, not %d with %r: %s%s" % (" ".join(args), done.returncode, want, part, done.stdout, done.stderr))
    return done.stdout


def database(sql, *args):
    db = sqlite3.connect(os.environ["BARAZA_DIR"] + "/baraza.db")
    rows = db.execute(sql, args).fetchall()
    db.commit()
    db.close()
    return rows


def set_up(folder):
    work = os.environ["BARAZA_DIR"] = folder + "/w"
    run(0, "", "init", work)
    with open(work + "/baraza.ini", encoding="utf-8") as f:
        text = re.sub("(?m)^#graph_url.*", "graph_url = http://127.0.0.1:9", f.read())
    with open(work + "/baraza.ini", "w", encoding="utf-8") as f:
        f.write(re.sub("(?m)^#public_url.*", "public_url = https://cpd.example.org/", text))
    run(0, "", "course", "add", "courses/pmtct-retention")
    run(0, "", "cohort", "create", "h1", "--course", "pmtct-retention", "--start", "2099-12-07", "--zone", "Africa/Harare", "--country", "ZW")
    with open(folder + "/nurses.csv", "w", encoding="utf-8") as f:
        f.write("phone;firstname;lastname;cadre;opt_in_date;opt_in_means\n")
        for n in range(PEOPLE):
            f.write("07721234%02d;Tendai%02d;Moyo;nurse;2026-11-20;form\n" % (n, n))
    run(0, "", "enrol", "h1", folder + "/nurses.csv")
    run(0, "nobody in h1 agrees", "xapi", "h1", "--study", "s", "--out", "-")
    with open(folder + "/chat.txt", "w", encoding="utf-8") as f:
        f.write("23/11/2026, 09:05 - Tendai01 Moyo: We lost Mrs Kwekwezi, ask Tendai02 on 0772 123 402\n")
        f.write("23/11/2026, 09:06 - Tendai02 Moyo: my words are not for keeping\n")
    database("UPDATE enrolment SET may_posts = 1, may_research = 1")
    run(0, "", "room", "import", "h1", folder + "/chat.txt")
    author = database("SELECT enrolment FROM post ORDER BY id DESC LIMIT 1")[0][0]
    database("UPDATE enrolment SET may_posts = 0 WHERE id = ?", author)
    return work


def use_store(work, port):
    with open(work + "/baraza.ini", encoding="utf-8") as f:
        text = re.sub("(?m)^#endpoint.*", "endpoint = http://127.0.0.1:%d/xapi" % port, f.read())
    with open(work + "/baraza.ini", "w", encoding="utf-8") as f:
        f.write(re.sub("(?m)^#user .*", "user = baraza", text))
    with open(os.open(work + "/secrets/xapi", os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as f:
        f.write("a secret\n")


def start_store():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server

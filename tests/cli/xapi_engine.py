#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The running engine tells the learning record store by itself: what fails is tried again when its time has come, also
after SIGKILL; what is refused is parked, alarms and waits for a person; no secret is in a log, an argument or the
database."""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

from record_store import BARAZA, check, database, faults, lrs, run, set_up, start_store, use_store

SECRETS = ["a secret", lrs.known]


def replace(path, *pairs):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    for pattern, new in pairs:
        text, n = re.subn("(?m)" + pattern, new, text)
        check(n, "no " + pattern)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def prepare(folder):
    work = set_up(folder)
    use_store(work, server.server_address[1])
    replace(work + "/baraza.ini", ("^#port = 809[01]$", "port = 0"), ("^#phone_id.*", "phone_id = 106540352242922"), ("^#study =.*", "study = s"))
    for name in ("token", "app_secret"):
        with open(os.open(work + "/secrets/" + name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as f:
            f.write("x\n")
    return work


class Engine:
    def __init__(self, folder):
        self.log = open(folder + "/log", "a", encoding="utf-8")
        self.process = subprocess.Popen([BARAZA, "run"], stdout=self.log, stderr=self.log)

    def child(self):
        found = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False).stdout
        return [line.strip() for line in found.splitlines() if " xapi " in line]

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(30)
        self.log.close()


def wait(what, until, seconds=40):
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            check(False, "waited in vain for: " + what)
            return
        time.sleep(0.05)


def alarms():
    return subprocess.run([BARAZA, "alarms"], capture_output=True, text=True, timeout=60, check=False).stdout


def way():
    rows = database("SELECT failures, status, next - CAST(strftime('%s', 'now') AS INTEGER), waiting, fault FROM xapi_way")
    return rows[0] if rows else (0, 0, 0, 0, "")


def soon():
    database("UPDATE xapi_way SET next = 0")


def told():
    return database("SELECT COUNT(*) FROM xapi_told WHERE refused IS NULL AND doubt = 0 AND voids IS NULL AND id NOT IN (SELECT voids FROM xapi_told WHERE voids IS NOT NULL)")[0][0]


def away(folder, ours):
    """A store that is away, and an engine that is killed while it is, and while it has a batch that nobody knows of."""
    lrs.moods = ["503"] * 3
    engine = Engine(folder)
    wait("a failed pass", lambda: way()[1] == 503)
    failures, _, later, waiting, fault = way()
    check(failures == 1 and 50 < later <= 61 and waiting == len(ours) and fault == "it answers 503", "after 503: %s" % (way(),))
    engine.end(signal.SIGKILL)
    posts = lrs.posts
    engine = Engine(folder)
    time.sleep(1)
    check(lrs.posts == posts, "it is tried before its time after a kill")
    run(0, "the store has taken nothing since", "status")
    run(3, "it answers 503", "lrs")
    engine.end()

    soon()
    lrs.moods = ["deaf"]
    engine = Engine(folder)
    wait("a batch", lambda: lrs.statements)
    children = engine.child()
    check(len(children) == 1 and "--study s --send --json" in children[0], "children: %s" % children)
    check(not any(s in children[0] for s in SECRETS) and "Basic" not in children[0], "its arguments: %s" % children)
    engine.end(signal.SIGKILL)
    pid = int(children[0].split()[0])
    wait("the child's end", lambda: not os.path.exists("/proc/%d/cmdline" % pid) or not open("/proc/%d/cmdline" % pid, "rb").read(), 10)
    check(told() == 0 and len(lrs.statements) == 50, "%d told, %d there" % (told(), len(lrs.statements)))
    check(way()[0] == 2, "the killed pass counts: %s" % (way(),))

    # some take their consent back before it is told again
    database("UPDATE enrolment SET may_research = 0 WHERE id % 3 = 0")
    unanswered = set(lrs.statements)
    gone = {s["id"] for s in ours} - {s["id"] for s in json.loads(run(0, "", "xapi", "h1", "--study", "s", "--out", "-"))}
    late = gone - unanswered
    soon()
    engine = Engine(folder)
    wait("all", lambda: told() == len(ours) - len(gone))
    wait("the end of the pass", lambda: way()[0] == 0)
    check(late and not late & set(lrs.statements), "told of after a consent was taken back: %d of %d" % (len(late & set(lrs.statements)), len(late)))
    check(gone & unanswered and lrs.voided == gone & unanswered, "of %d of what came unanswered %d are taken back" % (len(gone & unanswered), len(lrs.voided)))
    check(540 < way()[2] <= 600 and way()[3] == 0, "after a good one: %s" % (way(),))
    run(0, "%d told, %d of them taken back; the last look ended" % (len(lrs.statements) - len(lrs.voided), len(lrs.voided)), "lrs", "h1")
    engine.end()
    check({s["id"] for s in ours} - gone <= set(lrs.statements), "not all are there")


def refused(folder, ours):
    """One that the store will not have."""
    left = {s["id"] for s in json.loads(run(0, "", "xapi", "h1", "--study", "s", "--out", "-"))}
    lrs.statements.clear()
    database("DELETE FROM xapi_told")
    lrs.hates = next(s["id"] for s in ours if s["id"] in left)
    soon()
    engine = Engine(folder)
    wait("a parked one", lambda: database("SELECT 1 FROM xapi_told WHERE refused = '400'"))
    wait("the end of the pass", lambda: way()[0] == 0)
    engine.end()
    engine = Engine(folder)  # which looks at once
    wait("an alarm", lambda: "refuses a statement about the cohort h1" in alarms())
    run(3, lrs.hates + "  400", "lrs", "h1")
    run(0, "refused statements that are told once more, with the next pass: 1", "lrs", "again", "h1", "--dry-run")
    run(3, "1 refused for good", "lrs")
    lrs.hates = None
    run(0, "told once more", "lrs", "again", "h1")
    wait("it", lambda: told() == len(lrs.statements) and not database("SELECT 1 FROM xapi_told WHERE refused IS NOT NULL"))
    wait("the end of the pass", lambda: way()[0] == 0)
    run(3, "no statement about h1 is set aside", "lrs", "leave", "h1")
    engine.end()


def unknown(folder):
    """A store that does not know us any more, and says our secret back."""
    lrs.statements.clear()
    database("DELETE FROM xapi_told")
    lrs.known = "other"
    soon()
    engine = Engine(folder)
    wait("a failed pass", lambda: way()[1] == 401)
    check(way()[2] > 3500 and "Check user and secret_file" in way()[4], "after 401: %s" % (way(),))
    engine.end()
    engine = Engine(folder)
    wait("an alarm", lambda: "lrs, for" in alarms())
    run(0, "Check user and secret_file", "doctor")
    engine.end()


def main(folder):
    work = prepare(folder)
    ours = json.loads(run(0, "", "xapi", "h1", "--study", "s", "--out", "-"))
    away(folder, ours)
    refused(folder, ours)
    unknown(folder)
    run(0, "", "journal", "verify")
    for name in ("/log", "/w/baraza.db"):
        with open(folder + name, "rb") as f:
            text = f.read()
        for secret in SECRETS:
            check(secret.encode() not in text, "%s holds %s" % (name, secret))
    check("why=\"it answers 503\"" in open(folder + "/log", encoding="utf-8").read(), "the log does not say why")
    replace(work + "/baraza.ini", ("^endpoint = .*", "endpoint = http://lrs.example.org/xapi"))
    run(2, "must begin with https://", "lrs")


server = start_store()
with tempfile.TemporaryDirectory() as temporary:
    main(temporary)
    if faults:
        print(open(temporary + "/log", encoding="utf-8").read())
print("\n".join(faults))
sys.exit(bool(faults))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of rounds.sh that a shell does badly: free ports, killing at drawn moments, comparing at the end."""
import base64
import collections
import json
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time


def ports(count):
    held = [socket.socket() for _ in range(int(count))]
    for s in held:
        s.bind(("127.0.0.1", 0))
    print(*(s.getsockname()[1] for s in held))


def listens(where, process=None, seconds=60):
    """Whether somebody listens at a port or a socket's path, at the latest after so many seconds or when the process ends."""
    family, address = (socket.AF_UNIX, where) if isinstance(where, str) else (socket.AF_INET, ("127.0.0.1", where))
    end = time.monotonic() + seconds
    while time.monotonic() < end and (process is None or process.poll() is None):
        with socket.socket(family) as s:
            s.settimeout(1)
            if s.connect_ex(address) == 0:
                return True
        time.sleep(0.01)
    return False


class Engine:
    """The real program; whatever happens, it does not outlive the `with`."""

    def __init__(self, baraza, folder, *more):
        self.log = open(folder + "/baraza.log", "ab")
        self.process = subprocess.Popen([baraza, "-C", folder + "/clinic", "run", *more], stdout=self.log, stderr=self.log)

    def __enter__(self):
        return self.process

    def __exit__(self, *why):
        self.process.kill()
        self.process.wait()
        self.log.close()


def end(why):
    sys.exit("kill rounds: " + why)


def enrol(baraza, folder, seed, start):
    tell = [baraza, "-C", folder + "/clinic"]
    with Engine(baraza, folder) as engine:
        if not listens(folder + "/clinic/baraza.sock", engine):
            end("the engine takes no commands")
        subprocess.run([*tell, "cohort", "create", "story", "--course", "story", "--start", start, "--zone", "Africa/Harare",
                        "--country", "ZW", "--seed", seed, "--simulated"], check=True, stdout=subprocess.DEVNULL, timeout=60)
        subprocess.run([*tell, "enrol", "story", folder + "/people.csv"], check=True, stdout=subprocess.DEVNULL, timeout=60)
        subprocess.run([*tell, "cohort", "launch", "story"], check=True, stdout=subprocess.DEVNULL, timeout=60)


def one_round(baraza, folder, hooks, until, draw):
    """Kills one run; False when it had come to its end by itself. A quarter is killed while it opens and recovers."""
    early, moment = draw.random() < 0.25, draw.uniform(0.05, 0.4)
    with Engine(baraza, folder, "--until", until) as engine:
        if early or listens(hooks, engine):
            time.sleep(moment)
        elif engine.poll() is None:
            end("the engine does not listen after a kill")
        if engine.poll():
            end(f"after a kill the engine ended with {engine.returncode}")
        return engine.poll() is None


def play(baraza, folder, simulator, hooks, rounds, seed, start, until):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    draw, rounds, hooks = random.Random(int(seed)), int(rounds), int(hooks)
    if not listens(int(simulator)):
        end("wasim does not listen")
    enrol(baraza, folder, seed, start)
    begun, kills = time.monotonic(), 0
    while kills < rounds and one_round(baraza, folder, hooks, until, draw):
        kills += 1
    killed = time.monotonic()
    if kills * 2 < rounds:
        end(f"the course was over after {kills} kills of {rounds}: it is too short to show anything")
    with Engine(baraza, folder, "--until", until) as engine:
        if engine.wait(240) != 0:
            end(f"the last run ended with {engine.returncode}")
    with open(folder + "/baraza.log", encoding="utf-8") as f:
        found = sum(int(line.split("unknown=")[1]) for line in f if "event=dispatch.recovered" in line)
    print(f"kill rounds: {kills} kills in {killed - begun:.1f} s, {found} sends found without an answer; the rest of the "
          f"course took {time.monotonic() - killed:.1f} s")


def load(path):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    return json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.splitlines() if line.strip()]


def message_of(tag):
    """The message's id in a tag: the first eight bytes."""
    text = tag.removeprefix("v1.").upper()
    return int.from_bytes(base64.b32decode(text + "=" * (-len(text) % 8))[:8], "big")


def compare_messages(truth, ledger):
    """The platform's messages are the ledger's, with the same fate, each once. Here no status is lost: each send whose
    answer was not heard is told by its status, so that a duplicate is a fault even where the ledger owns up to it."""
    platform, rows = {m["wamid"]: m for m in truth["accepted"]}, {r["id"]: r for r in ledger}
    ours = {r["wamid"]: r for r in ledger if r.get("wamid")}
    sends = collections.Counter(message_of(m["tag"]) for m in truth["accepted"])
    for wamid, m in platform.items():
        row = rows.get(message_of(m["tag"]))
        if wamid not in ours:
            yield f"the platform took {wamid}, the ledger does not know it: {row and row['key']}, {row and row['reason']}"
    for wamid, row in ours.items():
        if wamid not in platform:
            yield f"the ledger says {row['key']} was taken, the platform does not"
        elif (platform[wamid]["state"] in ("delivered", "read")) != (row["status"] in ("delivered", "read", "played")):
            yield f"{row['key']}: the phone says {platform[wamid]['state']}, the ledger {row['status']}"
    for number, times in sends.items():
        if times > 1:
            row = rows.get(number, {})
            yield f"sent {times} times: {row.get('key')}{', which the ledger knows' if row.get('duplicate') else ''}"
    for row in ledger:
        if row["place"] == "lease" or (row["reason"] == "unknown" and sends[row["id"]]):
            yield f"{row['key']}: its outcome was never settled, though each status arrived"


def compare_order(truth, ledger):
    """Of one lane to one phone, messages were taken in the order in which they were owed."""
    lanes, last = {r["id"]: r["lane"] for r in ledger}, {}
    for m in truth["accepted"]:
        number = message_of(m["tag"])
        strand = m["to"], lanes.get(number)
        if number < last.get(strand, 0):
            yield f"out of order: M{number} was taken after M{last[strand]}, both {strand[1]}"
        last[strand] = max(number, last.get(strand, 0))


# Who answers what hangs on the minute of each look at a phone, so that two runs cannot be compared; what was answered and
# what it scored can.
MARKS = """SELECT a.enrolment, a.step, d.score, avg(CASE WHEN r.full_mark THEN 1.0 * r.mark / r.full_mark END),
    sum(r.answered > 0 AND r.asked = 0), sum(r.answered = 0 AND r.mark > 0), count(*) <> a.count
    FROM attempt AS a JOIN response AS r ON r.attempt = a.id
    LEFT JOIN due AS d ON d.enrolment = a.enrolment AND d.beat = a.step AND d.score IS NOT NULL
    WHERE a.state > 0 GROUP BY a.id"""


def compare_scores(copy):
    """Each closed test or quiz has the score of its best attempt's answers, each mark its answer, each answer its question."""
    rows = copy.execute(MARKS).fetchall()
    best = {}
    for enrolment, step, score, marks, unasked, unanswered, torn in rows:
        if score is not None and marks is not None:
            best[enrolment, step] = score, max(marks, best.get((enrolment, step), (score, 0))[1])
        if unasked or unanswered or torn:
            yield f"E{enrolment}/{step}: {unasked} answers before their question, {unanswered} marks without, {torn} torn"
    for (enrolment, step), (score, marks) in best.items():
        if abs(score - marks) > 1e-9:
            yield f"E{enrolment}/{step}: its score is {score}, its answers make {marks}"
    if not best:
        yield "no test or quiz has a score: nothing was compared"


def compare_state(folder, counts):
    """Each webhook was kept and read, and database, outbox and journal are whole."""
    for name in ("webhooks_lost", "waiting", "violations", "too_fast"):
        if counts[name]:
            yield f"the platform counts {name} {counts[name]}"
    doctor = {line["check"]: line for line in load(folder + "/doctor.json")}
    for name in ("database", "outbox", "journal", "inbox"):
        if doctor[name]["level"] != "ok":
            yield f"doctor: {name}: {doctor[name]['text']}"
    copy = sqlite3.connect(f"file:{folder}/backup.db?mode=ro", uri=True)
    seen, = copy.execute("SELECT count(*) FROM inbox_seen").fetchone()
    unread, = copy.execute("SELECT count(*) FROM inbox_waiting").fetchone()
    whole, = copy.execute("PRAGMA integrity_check").fetchone()
    yield from compare_scores(copy)
    copy.close()
    if seen != counts["inbound"] or unread:
        yield f"people wrote {counts['inbound']} times, the inbox has {seen} of them; {unread} webhooks were never read"
    if whole != "ok":
        yield f"the backup is not whole: {whole}"


def compare(folder):
    truth, ledger = load(folder + "/record.json")[0], load(folder + "/ledger.json")
    counts = truth["counts"]
    faults = [*compare_messages(truth, ledger), *compare_order(truth, ledger), *compare_state(folder, counts)]
    if not counts["accepted"] or not counts["inbound"]:
        faults.append("nothing was sent or nobody wrote")
    print(f"kill rounds: {counts['accepted']} messages taken, {counts['inbound']} written by people, {counts['webhooks']} webhooks "
          f"({counts['webhook_retries']} posted again); {sum(r['duplicate'] for r in ledger)} duplicates, {len(faults)} faults")
    for row in (r for r in ledger if r["reason"] == "unknown"):  # killed before it left, as often as its kind may be tried
        print(f"kill rounds: given up as unknown: {row['key']}, {row['kind']}, attempt {row['attempt']}")
    for fault in faults[:20]:
        print("  " + fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit({"ports": ports, "play": play, "compare": compare}[sys.argv[1]](*sys.argv[2:]))

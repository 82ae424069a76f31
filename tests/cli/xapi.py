#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""xAPI against a small learning record store that fails in every way it may: nothing is lost, nothing is there twice."""
import json
import signal
import subprocess
import sys
import tempfile
import time

from record_store import BARAZA, PEOPLE, check, database, faults, lrs, run, set_up, start_store, use_store


def send(want, part, *more):
    return run(want, part, "xapi", "h1", "--study", "s", "--send", *more)


def killed(folder):
    """SIGKILL after the store has a batch and before we know."""
    lrs.moods = ["deaf"]
    with open(folder + "/killed", "w", encoding="utf-8") as out:
        process = subprocess.Popen([BARAZA, "xapi", "h1", "--study", "s", "--send"], stdout=out, stderr=out)
        end = time.monotonic() + 30
        while not lrs.statements and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    check(len(lrs.statements) == 50, "the killed one left %d" % len(lrs.statements))


def main(folder):
    work = set_up(folder)
    run(1, "--study is needed", "xapi", "h1", "--send")
    run(1, "one of them", "xapi", "h1", "--study", "s")
    run(2, "no cohort", "xapi", "h2", "--study", "s", "--send")
    send(3, "no learning record store")
    ours = json.loads(run(0, "", "xapi", "h1", "--study", "s", "--out", "-"))
    check(ours == json.loads(run(0, "", "xapi", "h1", "--study", "s", "--out", "-")), "not the same again")
    check(len(ours) == PEOPLE + 2 and len({s["id"] for s in ours}) == len(ours), "%d statements" % len(ours))
    said = [s for s in ours if s["verb"]["id"].endswith("/commented")]
    check([s["result"].get("response", "").startswith("We lost Mrs [name], ask [name]02 on [number]") for s in said] == [True, False], str(said))
    check(list(said[1]["result"]["extensions"].values()) == [len("my words are not for keeping")], str(said[1]))

    server = start_store()
    use_store(work, server.server_address[1])
    lrs.known, known = "other", lrs.known
    said_back = subprocess.run([BARAZA, "xapi", "h1", "--study", "s", "--send"], capture_output=True, text=True, timeout=60, check=False)
    check(said_back.returncode == 3 and "answers 401. Check user and secret_file" in said_back.stderr, said_back.stderr)
    check("a secret" not in said_back.stderr and "Basic" not in said_back.stderr, "the secret is told: " + said_back.stderr)
    lrs.known = known
    lrs.moods = ["503"] * 3
    send(3, "the others go with the next")
    check(not lrs.statements and not database("SELECT id FROM xapi_told WHERE doubt = 0"), "something was noted")
    lrs.moods = ["login"]
    send(3, "answers 200, and not as a learning record store does: \"Who are you?\". Check endpoint")
    check(not database("SELECT id FROM xapi_told WHERE doubt = 0"), "a page is taken for a store")
    killed(folder)
    lrs.looks = [200]
    send(3, "answers 200, and not as")
    lrs.moods, lrs.looks = ["429"], [503]  # then 409 for all that it has: each is looked at, and is the same
    send(0, "statements told: 62; told before: 0")
    check({i: dict(s) for i, s in lrs.statements.items()} == {s["id"]: s for s in ours}, "the store has something else")
    check(lrs.most == 50, "a batch of %d" % lrs.most)
    posts = lrs.posts
    send(0, "statements told: 0;")
    check(lrs.posts == posts, "it was told again")

    # a store that takes little at a time, loses an answer, and will not have one statement
    lrs.statements.clear()
    database("DELETE FROM xapi_told")
    lrs.hates, lrs.moods = ours[7]["id"], ["small", "small", "gone"]
    send(0, "statements told: 61; told before: 0\nrefused by the store for good: 1")
    check(set(lrs.statements) == {s["id"] for s in ours} - {lrs.hates}, "not all the others are there")
    posts = lrs.posts
    send(0, "statements told: 0;")
    check(lrs.posts == posts, "what was refused was sent again")

    # another statement under the id of one of ours
    lrs.statements.clear()
    database("DELETE FROM xapi_told")
    lrs.hates, name = None, said[0]["actor"]["account"]["name"]
    other = next(s for s in ours if s["actor"]["account"]["name"] != name)
    lrs.statements[other["id"]] = dict(other, verb={"id": "http://adlnet.gov/expapi/verbs/failed"})
    send(0, "statements told: 61")
    check(database("SELECT id FROM xapi_told WHERE refused LIKE '409: it has another%'") == [(other["id"],)], "a false one passes")

    # who takes her consent back while the first batch is on its way is in no later one
    lrs.statements.clear()
    database("DELETE FROM xapi_told")
    lrs.moods = ["hold"]
    with subprocess.Popen([BARAZA, "xapi", "h1", "--study", "s", "--send"], stdout=subprocess.PIPE, text=True) as process:
        check(lrs.held.wait(30), "no batch comes")
        database("UPDATE enrolment SET may_research = 0")
        lrs.go.set()
        check("statements told: 50" in process.communicate(timeout=60)[0], "told of who does not agree any more")
    check(len(lrs.statements) == 50, "%d are there" % len(lrs.statements))
    database("UPDATE enrolment SET may_research = 1")
    send(0, "statements told: 12; told before: 50")

    # words that may not be kept any more are taken back, and she stays in it
    wordy = said[0]["id"]
    database("UPDATE enrolment SET may_posts = 0")
    send(0, "1 of them take back")
    check(lrs.voided == {wordy}, "taken back: %s" % lrs.voided)
    bare = [s for s in lrs.statements.values() if s["verb"]["id"].endswith("/commented") and s["actor"] == said[0]["actor"]]
    check(sorted("response" in s["result"] for s in bare) == [False, True], "told without its words: %s" % bare)
    send(0, "statements told: 0;")

    # who takes her consent back is in nothing more, and what was told of her is taken back
    author = database("SELECT enrolment FROM post ORDER BY id LIMIT 1")[0][0]
    database("UPDATE enrolment SET may_research = 0 WHERE id = ?", author)
    hers = {s["id"] for s in ours if s["actor"]["account"]["name"] == name}
    send(0, "2 of them take back")
    hers |= {s["id"] for s in bare}
    check(lrs.voided == hers and len(hers) == 3, "taken back: %s" % lrs.voided)
    check(name not in run(0, "", "xapi", "h1", "--study", "s", "--out", "-"), "she is told of")
    send(0, "statements told: 0;")
    run(0, "", "journal", "verify")
    server.shutdown()


with tempfile.TemporaryDirectory() as temporary:
    main(temporary)
print("\n".join(faults))
sys.exit(bool(faults))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""alarm.py BARAZA WASIM: a token that is dead before the first message is told by the program of [alarm] command, which gets
its arguments without a shell and the text on standard input; its failure stands in the log; doctor asks the number."""
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

baraza, wasim = sys.argv[1:3]
faults = []


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def write(path, text, mode=0o600):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    os.chmod(path, mode)


def run(*words):
    done = subprocess.run([baraza, *words], capture_output=True, text=True, timeout=120)
    if done.returncode not in (0, 3):
        faults.append(f"{words}: {done.returncode} {done.stderr}")
    return done.stdout


def number(work):
    return next(one for one in json.loads(run("doctor", "--json", "--dir", work)) if one["check"] == "number")


with tempfile.TemporaryDirectory() as folder:
    work, got, port = folder + "/w", folder + "/got", free_port()
    run("init", work)
    write(work + "/secrets/token", "dead\n")
    write(work + "/secrets/app_secret", "secret\n")
    write(folder + "/alive", "alive\n")
    write(folder + "/hook", f"#!/bin/sh\n{{ printf '%s|' \"$@\"; cat; }} >{got}.new\nmv {got}.new {got}\nexit 7\n", 0o700)
    with open(work + "/baraza.ini", encoding="utf-8") as f:
        text = f.read()
    for old, new in (("#graph_url = https://graph.facebook.com", f"graph_url = http://127.0.0.1:{port}"), ("#port = 8090", "port = 0"),
                     ("#port = 8091", "port = 0"), ("#phone_id =", "phone_id = 106540352242922"), ("#waba_id =", "waba_id = 102290129340398"),
                     ("#command =", f"command = {folder}/hook --to \"a b\" $HOME;ls")):
        text = text.replace(old, new)
    write(work + "/baraza.ini", text)
    write(folder + "/people.csv", subprocess.run([wasim, "--phones", "1", "--people"], capture_output=True, text=True, check=True).stdout)
    today = time.strftime("%Y-%m-%d", time.gmtime())
    run("course", "add", "tests/data/course-story", "--dir", work)
    run("cohort", "create", "a", "--course", "story", "--start", today, "--zone", "Africa/Harare", "--dir", work)
    run("enrol", "a", folder + "/people.csv", "--dir", work)
    run("cohort", "launch", "a", "--dir", work)
    simulator = subprocess.Popen([wasim, "--port", str(port), "--phones", "1", "--token-file", folder + "/alive"], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
    with open(folder + "/log", "w", encoding="utf-8") as log:
        engine = subprocess.Popen([baraza, "run", "--dir", work], stdout=subprocess.DEVNULL, stderr=log)
    try:
        for _ in range(600):
            with open(folder + "/log", encoding="utf-8") as f:
                if os.path.exists(got) and "status 7" in f.read():
                    break
            time.sleep(0.05)
        else:
            faults.append("the alarm's program was not run, or its failure not told")
        if os.path.exists(got):
            with open(got, encoding="utf-8") as f:
                told = f.read()
            if not told.startswith("--to|a b|$HOME;ls|Alarm: WhatsApp refuses our number"):
                faults.append(f"the alarm's program got {told!r}")
        if number(work)["level"] != "warn" or "token" not in number(work)["text"]:
            faults.append(f"doctor with a dead token says {number(work)}")
        write(work + "/secrets/token", "alive\n")
        if number(work)["level"] != "ok" or "GREEN" not in number(work)["text"]:
            faults.append(f"doctor says {number(work)}")
    finally:
        for process in (engine, simulator):
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
    if faults and os.path.exists(folder + "/log"):
        with open(folder + "/log", encoding="utf-8") as f:
            print(f.read())
for fault in faults:
    print("FAIL:", fault)
sys.exit(1 if faults else 0)

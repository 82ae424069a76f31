#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of a document are true: docs.py BARAZA DOCUMENT PLAY_TESTS writes each block ```csv NAME or ```ini NAME into a
folder, runs each line "$ baraza ..." of the blocks ```console there, in a workspace that holds the studies of study.py, and compares
what it prints with what stands below it. GOLDEN_UPDATE=1 writes the answers into the document instead. A command in the running text
must be one of those that were run; where it has words in capitals in place of names, there must be such a command."""
import itertools
import os
import re
import shlex
import subprocess
import sys
import tempfile

import study

INLINE = re.compile(r"`(baraza [^`]+)`|^    (baraza .+)$", re.M)
BLOCK = re.compile(r"^```((?:csv|ini) (\S+)|console)\n(.*?)^```$", re.M | re.S)


def answer(baraza, folder, command):
    words = shlex.split(command)
    done = subprocess.run([baraza, *words[1:]], cwd=folder, capture_output=True, text=True, timeout=60, check=False,
                          env=dict(os.environ, BARAZA_DIR=os.path.join(folder, "w")))
    return "".join(line.rstrip() + "\n" for line in (done.stdout + done.stderr).splitlines())


def drawn(command, text):
    """What is the same whatever was drawn: no hash, and of arms all together."""
    text = re.sub(r"\b[0-9a-f]{64}\b", "HASH", text)
    if command.startswith("baraza study arms"):
        counts = re.findall(r"(\d+) units, (\d+) people", text)
        text = re.sub(r"\d+ units, \d+ people", "UNITS", text) + f"{sum(int(u) for u, p in counts)} {sum(int(p) for u, p in counts)}"
    return text


def pre_tests():
    """pre.csv: 260 made-up learners, of whom the half sat form A (a1-a5, q1-q4) and the other form B (q1-q4, b1-b5), B a little harder."""
    dice = study.Dice(2)
    names = [f"a{i}" for i in range(1, 6)] + [f"q{i}" for i in range(1, 5)] + [f"b{i}" for i in range(1, 6)]
    lines = [",".join(["form", *names])]
    for i in range(260):
        form, ability = "AB"[i % 2], .5 * (dice.roll() - .5)
        row = []
        for place, name in enumerate(names):
            chance = .62 + ability - .05 * (place % 4) - (.1 if name[0] == "b" else 0)
            mine = name[0] == "q" or name[0] == form.lower()
            row.append(str(int(dice.roll() < chance)) if mine else "")
        lines.append(",".join([form, *row]))
    return "\n".join(lines) + "\n"


def not_run(baraza, text, folder, ran):
    """Commands in the running text that nothing above has shown to be true."""
    wrong = []
    for command in [a or b for a, b in INLINE.findall(BLOCK.sub("", text))]:
        words = command.split()
        plain = list(itertools.takewhile(lambda w: re.fullmatch(r"[a-z-]+", w), words[1:]))
        if any(re.search(r"[A-Z]{3}", w) for w in words) or len(words) == 2:
            known = subprocess.run([baraza, *plain, "--help"], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
            if known.returncode != 0 or not plain:
                wrong.append(f"there is no command {command}")
        elif command not in ran:
            wrong.append(f"{command} is an example and stands in no block that is run")
    return wrong


def main():
    baraza, path = os.path.abspath(sys.argv[1]), sys.argv[2]
    ran, failed = [], 0
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with tempfile.TemporaryDirectory() as folder:
        w = study.Workspace(baraza, os.path.abspath(sys.argv[3]), folder)
        study.build(w)
        w.file("pre.csv", pre_tests())
        for name in ("kadoma-1", "kadoma-2"):  # empty: their arms are drawn, and their plan is frozen
            w.run("cohort", "create", name, "--course", "study-2", "--start", "2099-01-05", "--zone", "Africa/Harare")

        def play(block):
            nonlocal failed
            if block.group(2):
                with open(os.path.join(folder, block.group(2)), "w", encoding="utf-8") as f:
                    f.write(block.group(3))
                return block.group(0)
            played, shown = "", dict(re.findall(r"^\$ (baraza .*)\n((?:(?!\$ ).*\n)*)", block.group(3), re.M))
            for line, stands in shown.items():
                said = answer(baraza, folder, line)
                same = drawn(line, said) == drawn(line, stands)
                played += f"$ {line}\n" + (stands if same else said)
                ran.append(line)
            if played != block.group(3) and not os.environ.get("GOLDEN_UPDATE"):
                failed += 1
                print(f"FAIL: {path} shows\n{block.group(3)}but it prints\n{played}")
            return f"```console\n{played}```"

        text = BLOCK.sub(play, text)
        for what in not_run(baraza, text, folder, ran):
            failed += 1
            print(f"FAIL: {path}: {what}")
    if os.environ.get("GOLDEN_UPDATE"):
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    if len(ran) < 10:
        failed += 1
        print(f"FAIL: only {len(ran)} examples in {path}")
    sys.exit(failed > 0)


main()

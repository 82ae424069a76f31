#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of a document are true: docs.py BARAZA DOCUMENT PLAY_TESTS writes each block ```csv NAME or ```ini NAME into a
folder, runs each line "$ baraza ..." of the blocks ```console there, in a workspace that holds the studies of study.py, and compares
what it prints with what stands below it. GOLDEN_UPDATE=1 writes the answers into the document instead."""
import os
import re
import shlex
import subprocess
import sys
import tempfile

import study

BLOCK = re.compile(r"^```((?:csv|ini) (\S+)|console)\n(.*?)^```$", re.M | re.S)


def answer(baraza, folder, command):
    words = shlex.split(command)
    done = subprocess.run([baraza, *words[1:]], cwd=folder, capture_output=True, text=True, timeout=60, check=False,
                          env=dict(os.environ, BARAZA_DIR=os.path.join(folder, "w")))
    return "".join(line.rstrip() + "\n" for line in (done.stdout + done.stderr).splitlines())


def main():
    baraza, path = os.path.abspath(sys.argv[1]), sys.argv[2]
    ran, failed = 0, 0
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with tempfile.TemporaryDirectory() as folder:
        study.build(study.Workspace(baraza, os.path.abspath(sys.argv[3]), folder))

        def play(block):
            nonlocal ran, failed
            if block.group(2):
                with open(os.path.join(folder, block.group(2)), "w", encoding="utf-8") as f:
                    f.write(block.group(3))
                return block.group(0)
            played = ""
            for line in re.findall(r"^\$ (baraza .*)$", block.group(3), re.M):
                played += f"$ {line}\n" + answer(baraza, folder, line)
                ran += 1
            if played != block.group(3) and not os.environ.get("GOLDEN_UPDATE"):
                failed += 1
                print(f"FAIL: {path} shows\n{block.group(3)}but it prints\n{played}")
            return f"```console\n{played}```"

        text = BLOCK.sub(play, text)
    if os.environ.get("GOLDEN_UPDATE"):
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    if ran < 10:
        failed += 1
        print(f"FAIL: only {ran} examples in {path}")
    sys.exit(failed > 0)


main()

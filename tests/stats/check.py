#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`baraza stats` against R, figure by figure, through the files that a person would give it. check.py BARAZA compares with
golden.txt, R's answers for seed 1; where Rscript is installed also with R itself on data of another seed. GOLDEN_UPDATE=1
writes golden.txt. To 1e-8; a figure whose name has ~ before it comes out of R's own iteration and is compared to 1e-6."""
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "cases.txt")
GOLDEN = os.path.join(HERE, "golden.txt")


def cases():
    with open(CASES, encoding="utf-8") as f:
        return [line.rstrip("\n") for line in f if not line.startswith("#")]


def make_data(folder, seed):
    subprocess.run([sys.executable, os.path.join(HERE, "make_data.py"), folder, str(seed)], check=True)


def run(baraza, folder, case):
    name, method, *options = case.split(" ")
    command = [baraza, "stats", os.path.join(folder, name + ".csv"), method, *options, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        raise SystemExit(f"FAIL: {case}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def at(answer, path):
    """A member by path; a member may itself be called "ci" with a place behind it."""
    for part in path.split("."):
        answer = answer[int(part)] if isinstance(answer, list) else answer[part]
    return answer


def agrees(got, want, tolerance):
    if got is None or want is None:
        return got is None and want is None
    return math.isclose(got, want, rel_tol=tolerance, abs_tol=tolerance * 1e-1)


def compare(baraza, folder, answers):
    """answers: lines of oracle.R. Returns how many figures agree, and the sentences on those that do not."""
    bad, good, cache = [], 0, {}
    for line in answers:
        case, figure, value = line.rstrip("\n").split("\t")
        if case not in cache:
            cache[case] = run(baraza, folder, case)
        want = None if value == "NA" else float(value)
        try:
            got = at(cache[case], figure.lstrip("~"))
        except (KeyError, IndexError):
            bad.append(f"{case}: there is no figure {figure}")
            continue
        if agrees(got, want, 1e-6 if figure.startswith("~") else 1e-8):
            good += 1
        else:
            bad.append(f"{case}: {figure} is {got!r}, R says {want!r}")
    missing = [c for c in cases() if c not in cache]
    return good, bad, missing


def ask_r(folder):
    done = subprocess.run(["Rscript", "--vanilla", os.path.join(HERE, "oracle.R"), folder, CASES], capture_output=True, text=True,
                          timeout=240, check=False)
    if done.returncode != 0:
        raise SystemExit(f"FAIL: oracle.R: {done.stderr.strip()}")
    return done.stdout.splitlines()


def main():
    baraza = os.path.abspath(sys.argv[1])
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        make_data(folder, 1)
        if os.environ.get("GOLDEN_UPDATE"):
            with open(GOLDEN, "w", encoding="utf-8") as f:
                f.write("\n".join(ask_r(folder)) + "\n")
        with open(GOLDEN, encoding="utf-8") as f:
            good, bad, missing = compare(baraza, folder, list(f))
        print(f"golden: {good} figures agree with R")
        for sentence in bad + [f"{case}: not in golden.txt" for case in missing]:
            print("FAIL:", sentence)
            failed = True
    for seed in (2,) if shutil.which("Rscript") else ():
        with tempfile.TemporaryDirectory() as folder:
            make_data(folder, seed)
            good, bad, _ = compare(baraza, folder, ask_r(folder))
            print(f"seed {seed}: {good} figures agree with R")
            for sentence in bad:
                print("FAIL:", sentence)
                failed = True
    sys.exit(failed)


main()

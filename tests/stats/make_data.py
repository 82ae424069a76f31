#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the files of the statistics' test into a folder: published data, and random data with what real data have: ties,
zeros, constants, gaps, two people only, scores at the ceiling. `make_data.py FOLDER SEED`; the same seed, the same bytes."""
import os
import random
import sys

SLEEP = ("drug1,drug2", ".7,1.9 -1.6,.8 -.2,1.1 -1.2,.1 -.1,-.1 3.4,4.4 3.7,5.5 .8,1.6 0,4.6 2,3.4")
DEPRESSION = ("x,y", "1.83,.878 .50,.647 1.62,.598 2.48,2.05 1.68,1.06 1.88,1.29 1.55,1.06 3.06,3.14 1.30,1.29")
LSAT = ("00000:3 00001:6 00010:2 00011:11 00100:1 00101:1 00110:3 00111:4 01000:1 01001:8 01011:16 01101:3 01110:2 01111:15 "
        "10000:10 10001:29 10010:14 10011:81 10100:3 10101:28 10110:15 10111:80 11000:16 11001:56 11010:21 11011:173 11100:11 "
        "11101:61 11110:28 11111:298")
RATINGS = ("a,b,c,d", "9,2,5,8 6,1,3,2 8,4,6,8 7,1,2,6 10,5,6,9 6,2,4,7")
FLEISS = ("0 0 0 0 14/0 2 6 4 2/0 0 3 5 6/0 3 9 2 0/2 2 8 1 1/7 7 0 0 0/3 2 6 3 0/2 5 3 2 2/6 5 2 1 0/0 2 2 3 7")
KRIPPENDORFF = ("123321412...", "12332241 25.3".replace(" ", ""), ".33323422 51.".replace(" ", ""), "12332441251.")
KARATE = ("1:2 3 4 5 6 7 8 9 11 12 13 14 18 20 22 32;2:3 4 8 14 18 20 22 31;3:4 8 9 10 14 28 29 33;4:8 13 14;5:7 11;6:7 11 17;7:17;"
          "9:31 33 34;10:34;14:34;15:33 34;16:33 34;19:33 34;20:34;21:33 34;23:33 34;24:26 28 30 33 34;25:26 28 32;26:32;27:30 34;"
          "28:34;29:32 34;30:33 34;31:33 34;32:33 34;33:34")


def published():
    yield "sleep", SLEEP[0], SLEEP[1].split()
    yield "depression", DEPRESSION[0], DEPRESSION[1].split()
    yield "lsat", "q1,q2,q3,q4,q5", [",".join(p) for c in LSAT.split() for p, n in [c.split(":")] for _ in range(int(n))]
    yield "ratings", RATINGS[0], RATINGS[1].split()
    yield "kappa", "one,two", ["yes,yes"] * 20 + ["yes,no"] * 5 + ["no,yes"] * 10 + ["no,no"] * 15
    rows = [[str(c + 1) for c, n in enumerate(row.split()) for _ in range(int(n))] for row in FLEISS.split("/")]
    yield "fleiss", ",".join(f"r{i + 1}" for i in range(14)), [",".join(row) for row in rows]
    yield "krippendorff", "a,b,c,d", [",".join(r[u] for r in KRIPPENDORFF) for u in range(12)]
    yield "karate", "from,to", [f"{a.split(':')[0]},{b}" for a in KARATE.split(";") for b in a.split(":")[1].split()]


class Draw:
    """Whole numbers only, from random(), whose stream Python keeps."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, n):
        return int(self.random() * n)

    def normal(self):
        return sum(self.random() for _ in range(12)) - 6


def pairs(d, n, step, ceiling, gaps, same=False):
    rows = []
    for i in range(n):
        x = min(ceiling, d.below(21) * step)
        y = x + (3 if same else d.below(9) * step - 2 * step)
        y = min(ceiling, max(0, y)) if ceiling < 1e6 else y
        z = y + d.below(7) * step - 2 * step
        cells = [f"{v:g}" for v in (x, y, z)]
        if gaps and d.below(6) == 0:
            cells[d.below(3)] = ("", "NA", ".", "NaN")[d.below(4)]
        rows.append(",".join(cells + ["AB"[i % 2], "s%d" % (1 + i % 3), "room%d" % d.below(5)]))
    return rows


def continuous(d, n):
    return [",".join(f"{v:.12g}" for v in (d.normal(), d.normal() * 2 + .7, d.normal() + .2))
            + f",{'AB'[i % 3 == 0]},s{1 + i % 3},room{i % 7}" for i in range(n)]


def items(d, n, k, gaps):
    rows = []
    for i in range(n):
        able = d.normal()
        pre = [int(able + d.normal() > (j - k / 2) / 3) for j in range(k)]
        post = [int(able + 1 + d.normal() > (j - k / 2) / 3) for j in range(k)]
        cells = [str(c) for c in pre + post]
        if gaps and d.below(8) == 0:
            cells[d.below(2 * k)] = ""
        rows.append(",".join(cells + ["men" if d.below(2) else "women"]))
    return rows


def times(d, n):
    return [f"{d.below(20) + (0 if d.below(2) else .5)},{int(d.below(3) > 0)},{'xyz'[d.below(3)]}" for _ in range(n)]


def codes(d, n):
    rows = []
    for _ in range(n):
        true = d.below(4)
        cells = [str(true + 1 if d.below(10) < 7 else 1 + d.below(4)) for _ in range(4)]
        if d.below(5) == 0:
            cells[d.below(4)] = "NA"
        rows.append(",".join(cells))
    return rows


def edges(d, people, n):
    return [f"n{d.below(people):02d},n{d.below(people) * d.below(people) // people:02d}" for _ in range(n)]


def drawn(d):
    head = "x,y,z,arm,sequence,room"
    yield "ties", head, pairs(d, 25, .5, 1e9, False)
    yield "gaps", head, pairs(d, 60, 1, 1e9, True)
    yield "zeros", head, [row for row in pairs(d, 14, 1, 1e9, False)] + ["3,3,3,A,s1,room1", "5,5,6,B,s2,room2"] * 3
    yield "ceiling", head, pairs(d, 30, 1, 10, False)
    yield "constant", head, pairs(d, 12, 1, 1e9, False, True)
    yield "two", head, ["3,5,4,A,s1,room1", "4,9,4,B,s2,room2"]
    yield "continuous", head, continuous(d, 33)
    yield "large", head, pairs(d, 480, .25, 1e9, True)
    names = ",".join([f"q{j}" for j in range(1, 9)] + [f"p{j}" for j in range(1, 9)])
    yield "clusters", "y,arm,room", [f"{d.below(20) + c},{'AB'[c % 2]},room{c}" for c in range(9) for _ in range(2 + d.below(6))]
    yield "items", names + ",sex", items(d, 150, 8, True)
    yield "items-few", names + ",sex", items(d, 9, 8, False)
    yield "items-many", names + ",sex", items(d, 500, 8, True)
    yield "times", "time,event,group", times(d, 45)
    yield "codes", "a,b,c,d", codes(d, 70)
    yield "edges", "from,to", edges(d, 14, 40)
    yield "pvalues", "p", ["%.6f" % (d.random() ** 3) for _ in range(12)] + ["NA", "0", "1"]


def main():
    folder, seed = sys.argv[1], int(sys.argv[2])
    for name, head, rows in [*published(), *drawn(Draw(seed))]:
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as f:
            f.write("\n".join([head, *rows]) + "\n")


main()

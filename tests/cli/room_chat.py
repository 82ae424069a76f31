#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An exported chat in which the facilitator has posted the kit: room_chat.py KIT dmy|mdy MINUTES-LATE HOW-MANY.

Only days up to the 12th are taken, so that the file alone does not say what is the day and what the month."""
import datetime
import glob
import re
import sys

kit, order, late, most = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
with open(kit + "/room.ics", encoding="utf-8") as ics:
    times = re.findall(r"DTSTART;TZID=[^:]*:(\d{8}T\d{6})", ics.read())
written = 0
for path, time in zip(sorted(glob.glob(kit + "/posts/*.txt")), times):
    at = datetime.datetime.strptime(time, "%Y%m%dT%H%M%S") + datetime.timedelta(minutes=late + written % 3)
    if at.day > 12 or at.day == at.month or written == most:
        continue
    written += 1
    with open(path, encoding="utf-8") as post:
        day = "%d/%m/%Y" if order == "dmy" else "%m/%d/%Y"
        print(at.strftime(day + ", %H:%M") + " - Sr Dube: " + post.read().rstrip("\n"))

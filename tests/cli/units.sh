#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The units are read by systemd itself, and stay as tightly shut as they were: an exposure of at most 1.5 (of 10).
set -u
command -v systemd-analyze >/dev/null || { echo "systemd-analyze is not here"; exit 77; }
systemd-analyze security --help 2>/dev/null | grep -q -- --offline || { echo "this systemd-analyze cannot look at files"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
failures=0
for unit in baraza.service baraza-backup.service; do
    if ! systemd-analyze security --offline=true --threshold=15 "scripts/systemd/$unit" >"$dir/out" 2>&1; then
        echo "FAIL: $unit is more open than 1.5:"
        tail -1 "$dir/out"
        failures=1
    fi
    # One line less must be noticed, else this test sees nothing.
    grep -v '^ProtectSystem\|^CapabilityBoundingSet\|^SystemCallFilter\|^RestrictAddress\|^User=\|^NoNew' "scripts/systemd/$unit" >"$dir/$unit"
    if systemd-analyze security --offline=true --threshold=15 "$dir/$unit" >"$dir/out" 2>&1; then
        echo "FAIL: an open $unit passes"
        failures=1
    fi
done
grep -h '^ExecStart=' scripts/systemd/*.service | sed 's/^ExecStart=[^ ]* //' | while read -r command rest; do
    "$1" "$command" --help >/dev/null || { echo "FAIL: baraza $command is no command"; exit 1; }
    for option in $(printf '%s' "$rest" | tr ' ' '\n' | grep '^--'); do
        "$1" "$command" --help | grep -q -- "$option " || { echo "FAIL: baraza $command has no $option"; exit 1; }
    done
done || failures=1
if ! systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' scripts/systemd/baraza-backup.timer)" >/dev/null; then
    echo "FAIL: the timer's time"
    failures=1
fi
exit $failures

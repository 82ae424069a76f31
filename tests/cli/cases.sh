# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the tests of the commands: `expect STATUS "sentence part" command...` runs it and looks at status and output.
baraza=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
failures=0

expect() {
    want=$1 part=$2
    shift 2
    timeout 60 "$@" >"$dir/out" 2>"$dir/err" </dev/null
    got=$?
    if [ "$got" -ne "$want" ]; then
        echo "FAIL: $*: status $got, not $want"
        head -5 "$dir/err"
        failures=$((failures + 1))
    elif [ -n "$part" ] && ! grep -qF -- "$part" "$dir/out" "$dir/err"; then
        echo "FAIL: $*: does not say: $part"
        head -5 "$dir/out" "$dir/err"
        failures=$((failures + 1))
    fi
}

# The last output must be one JSON value a line.
expect_json() {
    if ! python3 -c 'import json,sys; [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]' "$dir/out"; then
        echo "FAIL: $1: not JSON"
        failures=$((failures + 1))
    fi
}

finish() {
    [ "$failures" -eq 0 ] || { echo "$failures failed"; exit 1; }
}

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# rounds.sh BARAZA WASIM: a course over the wire format whose engine is killed with SIGKILL again and again, at moments drawn
# from BARAZA_KILL_SEED (1), BARAZA_KILL_ROUNDS (12) times. At the end platform and ledger must name the same messages, none
# sent twice, no webhook may be lost, and database and journal must be whole. BARAZA_KILL_KEEP=1 keeps the folder.
set -eu
baraza=$1 wasim=$2 here=$(dirname "$0")
rounds=${BARAZA_KILL_ROUNDS:-12} seed=${BARAZA_KILL_SEED:-1}
start=2026-01-05 until=2026-02-06
# More rounds need a longer course: more people, and answers that take longer.
phones=$((8 + rounds / 8)) latency=$((15 + rounds / 2))
dir=$(mktemp -d) wasim_pid='' play_pid=''
unset BARAZA_DIR

finish() {
    status=$?
    trap - EXIT INT TERM
    for pid in $play_pid $wasim_pid; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    if [ $status -ne 0 ]; then
        tail -n 5 "$dir/wasim.log" "$dir/baraza.log" 2>/dev/null || true
        echo "kill rounds: failed with seed $seed, $rounds rounds"
    fi
    if [ -n "${BARAZA_KILL_KEEP:-}" ]; then echo "kill rounds: kept $dir"; else rm -rf "$dir"; fi
    exit $status
}
trap finish EXIT
trap 'exit 130' INT TERM

# shellcheck disable=SC2046
set -- $(python3 "$here/rounds.py" ports 3)
simulator=$1 hooks=$2 pages=$3
w=$dir/clinic
"$baraza" init "$w" >"$dir/init.log"
(
    umask 077
    echo wasim-token >"$w/secrets/token"
    echo kill-app-secret >"$w/secrets/app_secret"
    echo kill-verify >"$w/secrets/verify_token"
)
cat >"$w/baraza.ini" <<INI
[whatsapp]
graph_url=http://127.0.0.1:$simulator
phone_id=106540352242922
waba_id=102290129340398
[webhook]
port=$hooks
[web]
port=$pages
[engine]
clock=stepped
stepped_url=http://127.0.0.1:$simulator
number_rate=80
INI
"$baraza" course key tests/data/course-story --country ZW >"$dir/key.json"
"$baraza" -C "$w" course add tests/data/course-story >>"$dir/init.log"
"$wasim" --phones $phones --seed "$seed" --start $start --people >"$dir/people.csv"

# Answers take their time, so that many kills find a send whose answer has not come yet.
"$wasim" --port "$simulator" --webhook "http://127.0.0.1:$hooks/webhook" --verify-token kill-verify \
    --app-secret-file "$w/secrets/app_secret" --token-file "$w/secrets/token" --phones $phones --seed "$seed" \
    --start $start --course-key "$dir/key.json" --latency $latency --record "$dir/record.json" 2>"$dir/wasim.log" &
wasim_pid=$!
python3 "$here/rounds.py" play "$baraza" "$dir" "$simulator" "$hooks" "$rounds" "$seed" $start $until &
play_pid=$!
wait "$play_pid"
play_pid=''

kill "$wasim_pid"
wait "$wasim_pid" || true
wasim_pid=''
"$baraza" -C "$w" ledger story --json >"$dir/ledger.json"
"$baraza" -C "$w" journal verify >>"$dir/init.log"
"$baraza" -C "$w" doctor --json >"$dir/doctor.json" || true
"$baraza" -C "$w" inbox aside --json >"$dir/aside.json"
"$baraza" -C "$w" backup --plain --to "$dir/backup.db" >>"$dir/init.log"
python3 "$here/rounds.py" compare "$dir"

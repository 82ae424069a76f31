#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The package holds what it should, its programs run from where they land, and nothing in it starts the engine.
# With BARAZA_INSTALL=1 and as root it is really installed, upgraded, removed and purged; with BARAZA_INSTALL=DIR in the
# bare system there (debootstrap --variant=minbase bookworm DIR).
set -u
build=$1
for tool in dpkg-deb dpkg-shlibdeps strip; do
    command -v "$tool" >/dev/null || { echo "$tool is not here"; exit 77; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
failures=0
fail() {
    echo "FAIL: $*"
    failures=$((failures + 1))
}
deb=$(scripts/package --build "$build" "$dir") || { echo "FAIL: no package"; exit 1; }
dpkg-deb -x "$deb" "$dir/root" && dpkg-deb -e "$deb" "$dir/control" || fail "it cannot be opened"
for file in usr/bin/baraza usr/bin/wasim usr/share/man/man1/baraza.1.gz usr/share/doc/baraza/operations.md \
    usr/share/doc/baraza/copyright usr/share/baraza/courses/pmtct-retention/course.xml \
    lib/systemd/system/baraza.service lib/systemd/system/baraza-backup.service lib/systemd/system/baraza-backup.timer; do
    [ -f "$dir/root/$file" ] || fail "$file is missing"
done
dpkg-deb -c "$deb" | awk '$2 != "root/root" || $1 ~ /^-..s|^-.....s|^..(.......)?w.$/' | grep . && fail "an owner or a mode is wrong"
depends=$(dpkg-deb -f "$deb" Depends)
for library in libc6 libsqlite3-0 libsodium23 libcurl adduser tzdata; do
    case $depends in *"$library"*) ;; *) fail "it does not depend on $library: $depends" ;; esac
done
for script in postinst prerm postrm; do
    sh -n "$dir/control/$script" || fail "$script is no shell"
    grep -E 'systemctl.* (start|restart|try-restart|enable|unmask)( |$)' "$dir/control/$script" && fail "$script starts something"
done
# The units name programs that are there.
sed -n 's|^ExecStart=/\([^ ]*\).*|\1|p' "$dir"/root/lib/systemd/system/*.service | while read -r program; do
    [ -x "$dir/root/$program" ] || { echo "FAIL: no $program"; exit 1; }
done || failures=$((failures + 1))
"$dir/root/usr/bin/baraza" course check "$dir/root/usr/share/baraza/courses/pmtct-retention" >"$dir/out" 2>&1 || fail "the course in it: $(tail -3 "$dir/out")"
cp "$deb" "$dir/first.deb"
scripts/package --build "$build" "$dir" >/dev/null
cmp -s "$deb" "$dir/first.deb" || fail "the same source gives another package"
if command -v lintian >/dev/null; then
    lintian --fail-on error "$deb" >"$dir/out" 2>&1 || fail "lintian: $(grep '^E:' "$dir/out" | head -5)"
fi
case "${BARAZA_INSTALL:-}" in /?*) at=$BARAZA_INSTALL ;; *) at= ;; esac
there() { if [ -n "$at" ]; then DEBIAN_FRONTEND=noninteractive chroot "$at" "$@"; else DEBIAN_FRONTEND=noninteractive "$@"; fi; }
apt() { there apt-get -y -qq --no-install-recommends --allow-downgrades "$@" >"$dir/out" 2>&1 || fail "apt-get $*: $(tail -3 "$dir/out")"; }
said() { grep -q "$1" "$dir/out" || fail "not said: $1, but $(tail -3 "$dir/out")"; }
if [ -n "${BARAZA_INSTALL:-}" ] && [ "$(id -u)" = 0 ]; then
    home=$at/var/lib/baraza
    [ -e "$home" ] && { echo "FAIL: $home is there already"; exit 1; }
    dpkg-deb -R "$deb" "$dir/older" && sed -i 's/^Version: .*/Version: 0.0.1/' "$dir/older/DEBIAN/control" &&
        dpkg-deb --root-owner-group -Zgzip -b "$dir/older" "$at/tmp/baraza_older.deb" >/dev/null
    cp "$deb" "$at/tmp/baraza_newer.deb"
    apt install /tmp/baraza_older.deb
    said "next, see"
    [ "$(there stat -c '%U %a' /var/lib/baraza)" = "baraza 700" ] || fail "the folder is open, or not baraza's"
    apt purge baraza
    [ -e "$home" ] && fail "purging left an empty folder"
    apt install /tmp/baraza_older.deb
    there su -s /bin/sh baraza -c "baraza init /var/lib/baraza" >"$dir/out" 2>&1 || fail "init: $(tail -3 "$dir/out")"
    echo "; ours" >>"$home/baraza.ini"
    apt install /tmp/baraza_newer.deb
    said "upgraded from 0.0.1"
    there su -s /bin/sh baraza -c "baraza upgrade --dir /var/lib/baraza" >"$dir/out" 2>&1 || fail "upgrade: $(tail -3 "$dir/out")"
    grep -q "; ours" "$home/baraza.ini" || fail "the upgrade changed the settings"
    [ -z "$at" ] && pgrep -u baraza >/dev/null && fail "something was started"
    apt remove baraza
    [ -f "$home/baraza.db" ] && [ ! -e "$at/usr/bin/baraza" ] || fail "removing took the workspace, or left the program"
    apt purge baraza
    said "is left, with what learners wrote"
    [ -f "$home/baraza.db" ] || fail "purging took the workspace"
    rm -f "$at/tmp/baraza_older.deb" "$at/tmp/baraza_newer.deb"
fi
[ $failures -eq 0 ] || exit 1

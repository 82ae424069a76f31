#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The package holds what it should, its programs run from where they land, and nothing in it starts the engine.
# With BARAZA_INSTALL=1 and as root it is really installed and purged.
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
if [ "${BARAZA_INSTALL:-}" = 1 ] && [ "$(id -u)" = 0 ]; then
    apt-get install -y -qq "$deb" >"$dir/out" 2>&1 || fail "it cannot be installed: $(tail -3 "$dir/out")"
    [ "$(stat -c '%U %a' /var/lib/baraza)" = "baraza 700" ] || fail "the folder is open, or not baraza's"
    runuser -u baraza -- baraza init /var/lib/baraza >"$dir/out" 2>&1 || fail "init: $(tail -3 "$dir/out")"
    pgrep -u baraza >/dev/null && fail "something was started"
    apt-get purge -y -qq baraza >"$dir/out" 2>&1 || fail "it cannot be purged: $(tail -3 "$dir/out")"
    [ -f /var/lib/baraza/baraza.db ] || fail "purging took the workspace"
fi
[ $failures -eq 0 ] || exit 1

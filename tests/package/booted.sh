# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
#
# Run by `boot` under a systemd of its own: what becomes of the services when the package comes and goes.
set -uo pipefail
passed=0 failed=0

# check WORDS COMMAND...
check() {
  local words=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    echo "ok    $words"
  else
    failed=$((failed + 1))
    echo "FAIL  $words"
    systemctl --no-pager status 'parleyd*' 2>&1 | head -40
  fi
}

quietly() { "$@" >/dev/null 2>&1; }
install() { dpkg --force-confold -i "$1" >/tmp/dpkg 2>&1 || { cat /tmp/dpkg; return 1; }; }
active() { [[ $(systemctl is-active "$@" | sort -u) == active ]]; }
inactive() { ! systemctl is-active --quiet "$@"; }
shown() { systemctl show -P "$2" "$1"; }
differ() { [[ $1 != "$2" ]]; }
same() { [[ $1 == "$2" ]]; }
relays() { parley-check http://127.0.0.1:8080 | grep '^ok    relay' >/dev/null; }

check "it is installed" install /srv/1.deb
check "it has been started" active parleyd.socket parleyd.service
check "it is enabled" quietly systemctl is-enabled parleyd.socket parleyd.service
check "it relays" relays
check "its socket is the proxy's" same "$(stat -c '%A %U %G' /run/parley/parley.sock)" "srw-rw---- root www-data"
check "its sessions lie in a folder of its own" same "$(stat -c '%A %U %G' /run/parley/state)" "drwx------ parley parley"

systemctl start parleyd@1.socket parleyd@1.service
before=$(shown parleyd.service MainPID)
instance=$(shown parleyd@1.service MainPID)
opened=$(shown parleyd.socket ActiveEnterTimestampMonotonic)
check "it is upgraded" install /srv/2.deb
check "it runs after the upgrade" active parleyd.socket parleyd.service parleyd@1.service
check "the upgrade has restarted it" differ "$(shown parleyd.service MainPID)" "$before"
check "the upgrade has restarted one of several" differ "$(shown parleyd@1.service MainPID)" "$instance"
check "its sockets have stayed open" same "$(shown parleyd.socket ActiveEnterTimestampMonotonic)" "$opened"
check "it relays after the upgrade" relays
systemctl stop parleyd@1.socket parleyd@1.service

quietly systemctl disable --now parleyd.socket parleyd.service
check "it is installed once more" install /srv/2.deb
check "what was disabled stays stopped" inactive parleyd.service
check "what was disabled stays disabled" inactive parleyd.socket

quietly systemctl enable --now parleyd.socket parleyd.service
quietly systemctl start parleyd@2.socket parleyd@2.service
check "it is there again, and one of several" active parleyd.socket parleyd.service parleyd@2.service
check "it is removed" quietly dpkg -r parleyd
check "no process runs" same "$(grep -sx parleyd /proc/[0-9]*/comm)" ""
check "no unit is active" same "$(systemctl list-units --plain --no-legend --state=active 'parleyd*')" ""
check "its folder is gone" test ! -e /run/parley
check "it is purged" quietly dpkg -P parleyd
check "systemd has forgotten it" same "$(shown parleyd.service LoadState)" not-found
echo "$passed passed, $failed failed"

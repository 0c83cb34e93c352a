#!/usr/bin/env bash
# Stops the lab in DIR, and only that: its two master processes, by the ids they wrote down.
#
#   down.sh [--wipe] DIR        --wipe removes DIR as well (only a folder that up.sh made)
#
# Stopping what is not running is no error.
set -uo pipefail
wipe=
[ "${1:-}" = --wipe ] && { wipe=yes; shift; }
[ $# -eq 1 ] || { echo "usage: down.sh [--wipe] DIR" >&2; exit 2; }
dir=$(cd "$1" 2>/dev/null && pwd) || exit 0

# stop FILE PROGRAM: ends the process named in FILE if it still is that program.
stop() {
    local pid
    pid=$(tr -d ' \n' <"$1" 2>/dev/null) || return 0
    [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ] || return 0
    kill -TERM "$pid"
    for _ in $(seq 200); do
        # A process that has ended and was not collected yet is gone as well.
        case $(sed 's/.*) //; s/ .*//' "/proc/$pid/stat" 2>/dev/null) in '' | Z | X) return 0 ;; esac
        sleep 0.05
    done
    kill -KILL "$pid"
}
made_here=
[ -f "$dir/dovecot/dovecot.conf" ] && [ -f "$dir/postfix/conf/main.cf" ] && made_here=yes
rm -f "$dir/env"
stop "$dir/postfix/queue/pid/master.pid" master
stop "$dir/dovecot/run/master.pid" dovecot
[ -n "$wipe" ] && [ -n "$made_here" ] && rm -rf -- "$dir"
exit 0

#!/usr/bin/env bash
# selftest.sh [SEEDS]: cuts small programs at many moments and looks at what is left. What keeps its promises must lose nothing at any seed;
# what does not must be caught at some, or the library proves nothing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
seeds=${1:-60}
# In memory where there is such a folder: what the library cuts is its own model of a disk, not the disk.
[ -w /dev/shm ] && TMPDIR=${TMPDIR:-/dev/shm}
work=$(mktemp -d "${TMPDIR:-/tmp}/powercut-XXXXXX")
trap 'rm -rf "$work"' EXIT
"$here/build.sh" "$work/bin"
wrong=0

# cut_once SEED AFTER SYNC CHECK ARGUMENTS...: prints kept, lost or damaged
cut_once() {
    local seed=$1 after=$2 sync=$3 check=$4 said
    shift 4
    rm -rf "$work/data" "$work/journal"
    mkdir "$work/data" "$work/journal"
    env POWERCUT_FOLDER="$work/data" POWERCUT_STATE="$work/journal" POWERCUT_SEED="$seed" POWERCUT_AFTER="$after" POWERCUT_SYNC="$sync" \
        LD_PRELOAD="$work/bin/libpowercut.so" "$work/bin/victim" "$1" "$work/data" "${@:2}" > "$work/said" 2> "$work/errors" || true
    [ -e "$work/journal/report" ] || { echo "uncut"; return; }
    said=$(tail -n 1 "$work/said")
    local code=0
    "$work/bin/victim" "$check" "$work/data" "${said:-0}" 2>> "$work/errors" || code=$?
    case $code in 0) echo kept ;; 1) echo lost ;; 2) echo damaged ;; *) echo "failed"; cat "$work/errors" >&2 ;; esac
}

# promise NAME kept|caught MOST SYNC CHECK ARGUMENTS...
promise() {
    local name=$1 wanted=$2 most=$3 sync=$4 check=$5 seed result
    shift 5
    declare -A counts=([kept]=0 [lost]=0 [damaged]=0 [uncut]=0 [failed]=0)
    for ((seed = 1; seed <= seeds; seed++)); do
        result=$(cut_once "$seed" $((1 + (seed * 7919) % most)) "$sync" "$check" "$@")
        counts[$result]=$((counts[$result] + 1))
    done
    local verdict=ok
    if [ "${counts[failed]}" -gt 0 ] || [ "${counts[uncut]}" -eq "$seeds" ]; then verdict=WRONG; fi
    if [ "$wanted" = kept ] && [ $((counts[lost] + counts[damaged])) -gt 0 ]; then verdict=WRONG; fi
    if [ "$wanted" = caught ] && [ $((counts[lost] + counts[damaged])) -eq 0 ]; then verdict=WRONG; fi
    [ "$verdict" = ok ] || wrong=1
    printf '%-6s %-46s kept %3d  lost %3d  damaged %3d  not cut %3d\n' "$verdict" "$name" "${counts[kept]}" "${counts[lost]}" \
        "${counts[damaged]}" "${counts[uncut]}"
}

promise "SQLite, synchronous=FULL" kept 900 honour check-rows rows FULL
promise "SQLite, synchronous=FULL, two processes" kept 1500 honour check-rows rows FULL other
promise "SQLite, synchronous=NORMAL" caught 700 honour check-rows rows NORMAL
promise "SQLite, synchronous=OFF" caught 700 honour check-rows rows OFF
promise "SQLite, synchronous=FULL, syncs that do nothing" caught 900 ignore check-rows rows FULL
promise "file replaced: synced, renamed, folder synced" kept 750 honour check-names names safe
promise "file replaced, not synced" caught 600 honour check-names names unsynced-file
promise "file replaced, folder not synced" caught 600 honour check-names names unsynced-folder
exit $wrong

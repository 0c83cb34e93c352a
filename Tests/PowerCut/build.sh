#!/usr/bin/env bash
# build.sh FOLDER: builds libpowercut.so, libfault.so, librecorder.so and the self-test's programs into the folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=${1:?build.sh FOLDER}
mkdir -p "$target"
compiler=${CC:-cc}
flags=(-std=gnu2x -O2 -Wall -Wextra -Werror)
"$compiler" "${flags[@]}" -shared -fPIC -o "$target/libpowercut.so" "$here/powercut.c" -lpthread
"$compiler" "${flags[@]}" -shared -fPIC -o "$target/librecorder.so" "$here/recorder.c" -lpthread -ldl
"$compiler" "${flags[@]}" -shared -fPIC -o "$target/libfault.so" "$here/fault.c" -lpthread
"$compiler" "${flags[@]}" -o "$target/victim" "$here/victim.c" -lsqlite3

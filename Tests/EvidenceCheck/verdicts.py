#!/usr/bin/env python3
"""Says of many evidence files and exports what the second verifier says, in one process: `verdicts.py KEY FOLDER [OPTIONS]` prints for each file or
folder in FOLDER `name yes`, or `name no WHY`; `verdicts.py KEY FILE CHANGES` reads one change a line (`place mask`, a byte and what it is xored
with) and prints `yes` or `no` for each."""
import sys
from pathlib import Path

from evidence_check import evidence, export, options


def verdict(data, asked):
    try:
        export(data, asked) if isinstance(data, Path) else evidence(data, asked)
    except ValueError as why:
        return f"no {why}"
    return "yes"


key, path, *more = sys.argv[1:]
if Path(path).is_dir():
    asked = options([path, "--key", key, *more])
    for file in sorted(Path(path).iterdir()):
        print(file.name, verdict(file if file.is_dir() else file.read_bytes(), asked))
else:
    asked, whole = options([path, "--key", key]), Path(path).read_bytes()
    for line in Path(more[0]).read_text().splitlines():
        place, mask = map(int, line.split())
        print(verdict(whole[:place] + bytes([whole[place] ^ mask]) + whole[place + 1:], asked).split()[0])

#!/usr/bin/env python3
"""Says of many evidence files whether they verify, in one process: `verdicts.py KEY FOLDER` prints `name yes|no` a file, and
`verdicts.py KEY FILE CHANGES` reads one change a line (`place mask`, a byte and what it is xored with) and prints `yes` or `no` for each."""
import sys
from pathlib import Path

from evidence_check import Key, Refused, evidence


def verdict(data, key):
    try:
        evidence(data, key)
    except Refused:
        return "no"
    return "yes"


key, path = Key(sys.argv[1].encode()), Path(sys.argv[2])
if path.is_dir():
    for file in sorted(path.iterdir()):
        print(file.name, verdict(file.read_bytes(), key))
else:
    whole = path.read_bytes()
    for line in Path(sys.argv[3]).read_text().splitlines():
        place, mask = map(int, line.split())
        print(verdict(whole[:place] + bytes([whole[place] ^ mask]) + whole[place + 1:], key))

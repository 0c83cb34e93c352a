#!/usr/bin/env python3
"""Writes Folding/FoldRuns.swift: what every Unicode scalar folds to, as run lengths.

Reads the Unicode Character Database as Debian's package `unicode-data` installs it, and look-alikes.txt beside this script.
Run from anywhere: python3 Sources/AccountData/Generate/fold_table.py
"""
import os, string, sys

UCD = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
HERE = os.path.dirname(os.path.abspath(__file__))

# Bits of `Disguise`, by its raw order; `Upper` and `Attaches` are marks of the fold alone.
BIT = {"zero_width": 0, "combining": 1, "full_width": 2, "mathematical": 3, "other_script": 4, "circled": 5, "keycap": 6, "look_alike": 7}
ATTACHES, UPPER = 1 << 14, 1 << 15
DROP, PUNCTUATION, SYMBOL, CURRENCY, LETTER, OPEN, CLOSE, REPLACEMENT = 0, 1, 2, 3, 4, 6, 7, 8
LOOKS_LIKE_DIGIT = 0x80

category, digit, numeric, decomposition = {}, {}, {}, {}
ranges = None
for line in open(f"{UCD}/UnicodeData.txt", encoding="ascii"):
    f = line.rstrip("\n").split(";")
    c = int(f[0], 16)
    if f[1].endswith("First>"):
        ranges = c
        continue
    for s in range(ranges if f[1].endswith("Last>") else c, c + 1):
        category[s] = f[2]
    if f[1].endswith("Last>"):
        continue
    if f[7]:
        digit[c] = int(f[7])
    if f[8]:
        numeric[c] = f[8]
    if f[5]:
        tag, parts = ("", f[5].split())
        if parts[0].startswith("<"):
            tag, parts = parts[0], parts[1:]
        decomposition[c] = (tag, [int(p, 16) for p in parts])

def property_of(path, name):
    found = set()
    for line in open(f"{UCD}/{path}", encoding="utf-8"):
        fields = line.split("#")[0].split(";")
        if len(fields) == 2 and fields[1].strip() == name:
            first, _, last = fields[0].strip().partition("..")
            found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found

ignorable = property_of("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point")
white = property_of("PropList.txt", "White_Space")
dashes = property_of("PropList.txt", "Dash")
look_alikes = {}
for line in open(f"{HERE}/look-alikes.txt", encoding="utf-8"):
    if line.strip() and not line.startswith("#"):
        target, letters = line.split()
        for letter in letters:
            look_alikes[ord(letter)] = target

def decompose(c):
    """The full compatibility decomposition without what is dropped, and the tag of its first step."""
    if c not in decomposition:
        return [c], ""
    tag, parts = decomposition[c]
    whole = []
    for p in parts:
        inner, inner_tag = decompose(p)
        whole += inner
        tag = tag or inner_tag
    return whole, tag

def dropped(c):
    return category.get(c) in ("Mn", "Me", "Cf") or c in ignorable

def flag_of(tag):
    if tag in ("<wide>", "<narrow>"):
        return 1 << BIT["full_width"]
    if tag == "<font>":
        return 1 << BIT["mathematical"]
    return 1 << BIT["circled"] if tag else 0

def fold(c):
    """(first byte, second byte or 0, flags)"""
    cat = category.get(c, "Cn")
    if c == 0x20E3:
        return DROP, 0, ATTACHES | 1 << BIT["keycap"]
    if c in (0x27E6, 0x27E7):
        return (OPEN if c == 0x27E6 else CLOSE), 0, 0
    if c == 0xFFFD:
        return REPLACEMENT, 0, 0
    if c == 0xFE0F:
        return DROP, 0, ATTACHES
    if cat in ("Mn", "Me") and c not in ignorable:
        return DROP, 0, ATTACHES | 1 << BIT["combining"]
    if c in white:
        return (ord("\n") if c in (0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029) else ord(" ")), 0, 0
    if cat in ("Cf", "Cc") or c in ignorable:
        return DROP, 0, 1 << BIT["zero_width"]
    if c < 0x80:
        return (ord(chr(c).lower()), 0, UPPER if chr(c).isupper() else 0)
    if cat == "Nd":
        tag = decomposition.get(c, ("", []))[0]
        return ord("0") + digit[c], 0, flag_of(tag) or 1 << BIT["other_script"]
    # The circled noughts of the dingbats came later than their fellows, and have a numeric value alone.
    if cat == "No" and (c in digit or c in (0x1F10B, 0x1F10C)):
        return ord("0") + digit.get(c, 0), 0, 1 << BIT["circled"]
    if cat == "No" and numeric.get(c, "").isdigit() and 10 <= int(numeric[c]) <= 50 and c in decomposition:
        n = numeric[c]
        return ord(n[0]), ord(n[1]), 1 << BIT["circled"]
    if c in look_alikes:
        target = look_alikes[c]
        byte = LOOKS_LIKE_DIGIT + int(target) if target.isdigit() else ord(target)
        return byte, 0, 1 << BIT["look_alike"] | (UPPER if cat == "Lu" else 0)
    if c in dashes:
        return ord("-"), 0, 0
    if cat == "Sc":
        return CURRENCY, 0, 0
    whole, tag = decompose(c)
    kept = [p for p in whole if not dropped(p)]
    if len(kept) == 1 and kept[0] != c and kept[0] < 0x80:
        byte, _, upper = fold(kept[0])
        if chr(byte).isalpha():
            return byte, 0, flag_of(tag) | upper
        return byte, 0, flag_of(tag) if chr(byte).isdigit() else 0
    squared = {**{0x1F130 + i: chr(97 + i) for i in range(26)}, **{0x1F150 + i: chr(97 + i) for i in range(26)},
               **{0x1F170 + i: chr(97 + i) for i in range(26)}}
    if c in squared:
        return ord(squared[c]), 0, 1 << BIT["circled"]
    if 0x1F1E6 <= c <= 0x1F1FF:
        return SYMBOL, 0, 0
    if len(kept) == 1 and kept[0] in look_alikes:
        return fold(kept[0])
    if cat[0] == "L" or cat in ("Mc", "Nl", "No", "Co"):
        return LETTER, 0, 0
    return (PUNCTUATION if cat[0] in "PZ" else SYMBOL), 0, 0

entries, runs, previous = {}, [], None
for c in range(0x110000):
    folded = (SYMBOL, 0, 0) if 0xD800 <= c < 0xE000 else fold(c)
    code = entries.setdefault(folded, len(entries))
    if code == previous:
        runs[-1][1] += 1
    else:
        runs.append([code, 1])
        previous = code
assert len(entries) < 65536, len(entries)

def lines(words, width=112):
    out, line = [], ""
    for w in words:
        if len(line) + len(w) + 1 > width:
            out.append(line)
            line = ""
        line += w + " "
    return "\\\n".join(f"        {l}" for l in out + [line.rstrip()])

ucd_version = "15.0.0"
with open(f"{HERE}/../Folding/FoldRuns.swift", "w", encoding="utf-8") as out:
    out.write(f'''// Generated by Generate/fold_table.py from the Unicode Character Database {ucd_version}. Do not edit.

/// What every Unicode scalar folds to, as text that ``FoldTable`` unpacks once.
enum FoldRuns {{
    /// Distinct folds in order of their codes: first byte, second byte (0: none) and flags, in hexadecimal.
    static let entries: StaticString = """
{lines(f"{a:x}:{b:x}:{f:x}" for a, b, f in entries)}
        """

    /// Runs of scalars from U+0000 on that share a fold: length and code, in hexadecimal.
    static let runs: StaticString = """
{lines(f"{length:x}:{code:x}" for code, length in runs)}
        """

    static let entryCount = {len(entries)}
    static let runCount = {len(runs)}
}}
''')
print(len(entries), "folds,", len(runs), "runs", os.path.getsize(f"{HERE}/../Folding/FoldRuns.swift"), "bytes")

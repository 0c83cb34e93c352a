#!/usr/bin/env python3
"""Verifies evidence files and ledger exports of Parley: a second opinion that shares no line with the first.

    evidence_check.py evidence.tar --key log.vkey [--witness KEY]
    evidence_check.py export-folder --key log.vkey [--witness KEY]        each witness that is named must have cosigned

Python's standard library and the openssl command are all it needs. Written from README.md beside it, from RFC 6962 and 9162 and from the C2SP
texts (signed-note, tlog-checkpoint, tlog-tiles, tlog-proof, tlog-cosignature). Ends with 0 if everything holds, 1 if something does not, 2 if
it was asked wrongly, 3 if it could not be done.
"""
import argparse, base64, functools, hashlib, re, subprocess, sys, tempfile
from pathlib import Path

BLOCK, NONE = 512, (1 << 64) - 1
EXPORT, ERASE = 15, 13  # decision codes of a leaf
RELEASE, REDACT_EARLIER = 3, 4  # command types
CONVERSATION, PARTY, CONFIGURATION = 1, 2, 5  # kinds of streams
class Refused(Exception): pass  # something is not what it must be; the text says what

def need(condition, why):
    if not condition:
        raise Refused(why)
def sha256(*parts): return hashlib.sha256(b"".join(parts)).digest()

# Texts that may be spelt one way only.
def decode64(text):
    need(re.fullmatch(rb"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", text), "not base64")
    need(base64.b64encode(base64.b64decode(text)) == bytes(text), "base64 in another spelling")
    return base64.b64decode(text)
def number(text):
    need(re.fullmatch(rb"0|[1-9][0-9]{0,18}", text) and int(text) < 1 << 63, "not a number below 2^63")
    return int(text)
def utf8(data):
    text = data.decode("utf-8", "surrogateescape")
    need(all(c == "\n" or c >= " " and not "\ud800" <= c <= "\udfff" for c in text), "not UTF-8, or a control character")
    return text
def key_name(data):
    need(0 < len(data) <= 255 and not any(c.isspace() or c == "+" for c in utf8(data)), "not a key's name")
    return data

# Trees (RFC 6962 section 2.1, RFC 9162 section 2.1.3.2).
def leaf_hash(data): return sha256(b"\0", data)
def node_hash(left, right): return sha256(b"\1", left, right)
def tree_root(hashes):
    """The root over leaf hashes, by a stack of complete subtrees."""
    stack = []
    for count, value in enumerate(hashes, 1):
        while not count & 1:
            value, count = node_hash(stack.pop(), value), count >> 1
        stack.append(value)
    root = stack.pop() if stack else sha256()
    while stack:
        root = node_hash(stack.pop(), root)
    return root
def included(value, index, size, path, root):
    node, last = index, size - 1
    for sibling in path:
        if last <= 0:
            return False
        if node & 1 or node == last:
            value = node_hash(sibling, value)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        node, last = node >> 1, last >> 1
    return index < size and last == 0 and value == root

# Keys and notes.
class Key:
    def __init__(self, line, kind=1):
        parts = line.split(b"+", 2)
        need(len(parts) == 3 and len(line) <= 4096, "not a verifier key")
        self.name, material = key_name(parts[0]), decode64(parts[2])
        need(len(material) == 33 and material[0] == kind, "not an Ed25519 key of the right kind")
        self.id, self.public = sha256(self.name, b"\n", material)[:4], material[1:]
        need(parts[1] == self.id.hex().encode(), "the key's identifier is not its own")
def own_key(line, pinned):
    key = Key(line[:-1])
    need(line.endswith(b"\n") and (not pinned or (key.name, key.public) == (pinned.name, pinned.public)), "the key in it is not the key you gave")
    return pinned or key
@functools.lru_cache(maxsize=4096)
def signed(public, message, signature):
    """Ed25519 by the openssl command; the key goes in as its SubjectPublicKeyInfo (RFC 8410)."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("key", bytes.fromhex("302a300506032b6570032100") + public), ("message", message), ("signature", signature)):
            Path(folder, name).write_bytes(data)
        command = "openssl pkeyutl -verify -pubin -keyform DER -rawin -inkey key -in message -sigfile signature".split()
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
class Note:
    def __init__(self, data):
        utf8(data)
        cut = data.rfind(b"\n\n")
        need(len(data) <= 1 << 20 and cut >= 0 and data.endswith(b"\n") and cut + 2 < len(data), "not a note with signatures")
        self.text, self.signatures = data[:cut + 1], {}
        for line in data[cut + 2:-1].split(b"\n"):
            need(line.startswith("\u2014 ".encode()) and b" " in line[4:], "not a signature line")
            name, value = line[4:].split(b" ", 1)
            value = decode64(value)
            need(len(value) >= 5 and (key_name(name), value[:4]) not in self.signatures, "a signature that is too short, or stands twice")
            self.signatures[name, value[:4]] = value[4:]
        need(len(self.signatures) <= 100, "too many signatures")

    def signed_by(self, key, cosigned=False):
        value = self.signatures.get((key.name, key.id), b"")
        time, value = (int.from_bytes(value[:8], "big"), value[8:]) if cosigned else (0, value)
        message = (b"cosignature/v1\ntime %d\n" % time if cosigned else b"") + self.text
        return len(value) == 64 and time < 1 << 63 and signed(key.public, message, value)
@functools.lru_cache(maxsize=64)
def checkpoint(data, key, witnesses):  # signed with the log's key and cosigned by every witness
    note = Note(data)
    lines = note.text[:-1].split(b"\n")
    need(len(lines) >= 3 and all(lines), "not a checkpoint")
    size, root = number(lines[1]), decode64(lines[2])
    need(note.signed_by(key), "the checkpoint is not signed with the log's key")
    need(lines[0] == key.name and len(root) == 32 and (size or root == sha256()), "a checkpoint of another log, or none")
    need(all(note.signed_by(witness, cosigned=True) for witness in witnesses), "a witness has not cosigned the checkpoint")
    return size, root

# Entries.
class Leaf:
    """An entry, format 1: a fixed head of 167 bytes, then 33 bytes a stream."""
    def __init__(self, data):
        def whole(at, count): return int.from_bytes(data[at:at + count], "big")
        need(len(data) > 167 and data[:17] == b"parley/leaf/v01\n\1" and len(data) == 167 + 33 * data[166] <= 431, "not a leaf")
        self.type, self.recorded, source, actor = whole(17, 2), whole(19, 8), whole(27, 8), whole(36, 32)
        need(self.type and 0 < self.recorded < 1 << 63 and source <= self.recorded, "a leaf without type or times")
        need(data[35] < 5 and (data[35] == 0 or actor) and (data[35] != 1 or actor < 1 << 32), "an actor that no leaf has")
        need(data[68] <= 15 and data[69] <= 8 and data[70] <= 2, "a channel or clock that no leaf has")
        need(data[69] if data[70] else data[69] in (0, 5, 6, 7, 8) and not whole(71, 20), "a clock without basis or operation")
        self.terms = None if whole(91, 8) == NONE else whole(91, 8)
        self.decision, self.event, self.subject = data[99], data[100:116], data[116:132]
        self.fields, self.commitments, self.streams = whole(132, 2), data[134:166], {}
        need(self.decision <= 18 and any(self.event), "a decision or event that no leaf has")
        need(self.fields or self.commitments == sha256(), "commitments without fields")
        for at in range(167, len(data), 33):
            name, sequence, before = (data[at], data[at + 1:at + 17]), whole(at + 17, 8), whole(at + 25, 8)
            need(1 <= name[0] <= 5 and any(name[1]) and name not in self.streams and sequence, "a stream that no leaf has")
            need((sequence == 1) == (before == NONE), "only a stream's first entry has none before it")
            self.streams[name] = sequence, None if sequence == 1 else before

FIELD = re.compile(rb'\{"id":([0-9]+),(?:"nonce":"([^"]*)","bytes":"([^"]*)"|"commitment":"([^"]*)"(?:,"erased":([0-9]+))?)\}(,|\Z)')
LINE = re.compile(rb'\{"index":([0-9]+),"fields":\[(.*)\]\}', re.DOTALL)
def disclosures(data, leaves):
    """What is said of entries, {index: {field: (kind, value)}}, each line borne out by its entry's commitments."""
    said, newest = {}, -1
    need(not data or data.endswith(b"\n"), "the last disclosure has no end")
    for line in data.split(b"\n")[:-1]:
        match = LINE.fullmatch(line)
        need(match and len(line) <= 16 << 20, "not a line of disclosures")
        index, place, fields, commitments, more = number(match[1]), 0, {}, [], b","
        need(index in leaves and index > newest, f"a disclosure of entry {index} that does not belong here")
        while more:
            field = FIELD.match(match[2], place)
            need(field and max(fields, default=0) < number(field[1]) < 1 << 16, "not a field, or fields out of order")
            name, place, more = number(field[1]), field.end(), field[6]
            secret = decode64(field[4] if field[2] is None else field[2])  # commitment or nonce
            need(len(secret) == 32, "a nonce or commitment of another length")
            if field[2] is not None:
                fields[name] = "disclosed", decode64(field[3])
                secret = sha256(b"parley/field/v1\n", leaves[index].event, name.to_bytes(2, "big"), secret, fields[name][1])
            else:
                fields[name] = ("withheld", None) if field[5] is None else ("erased", number(field[5]))
            commitments.append(secret)
        root = tree_root(map(leaf_hash, commitments))
        need((len(fields), root) == (leaves[index].fields, leaves[index].commitments), f"what is said of entry {index} is not what it commits to")
        said[index], newest = fields, index
    return said

# Archives (POSIX ustar, one spelling).
PATHS = re.compile(
    r"(?P<key>log\.vkey)|(?P<said>disclosures\.jsonl)|(?P<index>index\.(?:html|jsonl))|conversations/(?P<page>[0-9a-f]{32})\.(?:html|jsonl)"
    r"|entries/(?P<entry>[0-9]{12,19})\.leaf|terms/(?P<terms>[0-9a-f]{64})|(?P<sealed>seal/disclosures\.jsonl)"
    r"|seal/entries/(?P<export>[0-9]{12,19})\.leaf|seal/proofs/(?P<proof>[0-9]{12,19})\.tlog-proof")
NAMED = ("said", "index", "page", "entry", "terms")  # by the manifest; the others came after it
def header(name, length):
    block = b"".join((name.ljust(100, b"\0"), b"0000644\0", b"0000000\0" * 2, b"%011o\0" % length, b"0" * 11 + b"\0", b" " * 8, b"0",
                      b"\0" * 100, b"ustar\x0000", b"\0" * 64, b"0000000\0" * 2, b"\0" * 167))
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]
def unpack(data):
    """The files in their order, every header and every padding byte being the only one it can be."""
    need(len(data) <= 1 << 30 and len(data) % BLOCK == 0 and len(data) >= 2 * BLOCK, "not a whole archive")
    files, at = {}, 0
    while data[at]:
        name, digits = data[at:at + 100].split(b"\0")[0], data[at + 124:at + 135]
        need(re.fullmatch(rb"[a-z0-9./-]+", name) and re.fullmatch(rb"[0-7]{11}", digits), "a name or length that no evidence file has")
        need(data[at:at + BLOCK] == header(name, int(digits, 8)), "a header that is not the one for its name and length")
        start, end = at + BLOCK, at + BLOCK + int(digits, 8)
        at = (end + BLOCK - 1) // BLOCK * BLOCK
        need(at + 2 * BLOCK <= len(data) and not any(data[end:at]), "a file that is cut off, or bytes after its end")
        need(name.decode() not in files, "two files of one name")
        files[name.decode()] = data[start:end]
    need(data[at:] == bytes(2 * BLOCK), "bytes after the end")
    return files
def proved(files, name, index, key, witnesses):
    head, blank, note = files.get(f"seal/proofs/{index:012}.tlog-proof", b"").partition(b"\n\n")
    lines = head.split(b"\n")
    need(blank and lines[:2] == [b"c2sp.org/tlog-proof@v1", b"index %d" % index] and len(lines) <= 65, f"entry {index} has no proof")
    path = [decode64(line) for line in lines[2:]]
    size, root = checkpoint(note, key, witnesses)
    need(all(len(value) == 32 for value in path) and included(leaf_hash(files[name]), index, size, path, root), f"entry {index} is not in the log")
    return Leaf(files[name]), note

# Facts: patterns begin with a quotation mark of their own; inside a text one always has a backslash before it.
def facts(said, index):
    kind, value = said.get(index, {}).get(1, ("missing", None))
    need(kind == "disclosed", f"entry {index} does not say what it must")
    return value
def reaches(value, index):
    match = re.search(rb'"reached":\{"_0":\{"entries":\[([^]]*)\]', value)
    ranges = re.findall(rb'\{"first":([0-9]+),"last":([0-9]+)\}', match[1] if match else b"")
    return any(number(first) <= index <= number(last) for first, last in ranges)
def lawful(said, leaves, index, field, by):
    """Whether entry `by` records why a field is gone: an erasure on a basis that it names, or a newer version of the same message."""
    leaf, record = leaves[index], leaves.get(by)
    if record is None or by <= index:
        return False
    if record.decision == ERASE:
        value = said.get(by, {}).get(1, ("", None))[1]
        basis = rb'"erased":\{"_0":\{"identity":".{32}","basis":"[^"]'
        return isinstance(value, bytes) and bool(re.search(basis, value, re.DOTALL)) and reaches(value, index)
    again = leaf.type == REDACT_EARLIER and any(leaf.subject) and record.subject == leaf.subject
    return field > 1 and record.type in (RELEASE, REDACT_EARLIER) and (record.subject == leaf.event or again)
def read_manifest(note, files):
    """Checks the manifest against the files; gives what it is about, the log, the index of the key's entry, the streams and its files."""
    lines = [line.split(b" ") for line in note.text[:-1].split(b"\n")]
    about = b" ".join(lines[2] if len(lines) > 4 else [])
    need(lines[0] == [b"parley/evidence/v2"] and len(lines) > 4 and lines[3][0] == b"key" and len(lines[3]) == 2, "not a manifest of version 2")
    need(re.fullmatch(rb"about (?:range [0-9]+ [0-9]+|(?:conversation|customer|complaint) [0-9a-f]{32})", about), "it is about nothing known")
    streams, named = {}, []
    for words in lines[4:]:
        if words[0] == b"stream" and len(words) == 5 and not named:
            need(words[1] in (b"conversation", b"party") and re.fullmatch(rb"[0-9a-f]{32}", words[2]), "not a stream")
            name = PARTY if words[1] == b"party" else CONVERSATION, bytes.fromhex(words[2].decode())
            need(all(name[1] != id for _, id in streams) and any(name[1]) and words[3] == b"1" and number(words[4]), "a stream twice, or without entries")
            streams[name] = number(words[4])
        else:
            need(words[0] == b"file" and len(words) == 4 and (not named or named[-1].encode() < words[3]), "neither stream nor file, or out of order")
            content = files.get(words[3].decode())
            need(content is not None and words[1:3] == [sha256(content).hex().encode(), b"%d" % len(content)], f"{words[3].decode()} is not as named")
            named.append(words[3].decode())
    return about.decode().split(" ")[1:], b" ".join(lines[1]), number(lines[3][1]), streams, named

def evidence(data, pinned=None, witnesses=()):
    """Verifies an evidence file; gives what it is about and what it holds."""
    files = unpack(data)
    need(next(iter(files), "") == "manifest", "the first file is not the manifest")
    manifest = Note(files["manifest"])
    about, origin, announced, streams, named = read_manifest(manifest, files)
    rest = list(files)[1:]
    kinds = {name: PATHS.fullmatch(name) for name in rest}
    need(rest[:len(named)] == named and rest[len(named):] == sorted(rest[len(named):]), "files out of order, or not in the manifest")
    need(all(kinds[name] and (kinds[name].lastgroup in NAMED) == (name in named) for name in rest), "a name that no evidence file has")
    groups = {kind: {kinds[name][kind]: name for name in rest if kinds[name][kind]} for kind in PATHS.groupindex}
    numbered = {kind: {int(text): name for text, name in groups[kind].items()} for kind in ("entry", "export", "proof")}
    need(all(f"{int(text):012}" == text for kind in numbered for text in groups[kind]), "an index in another spelling")
    need(all(groups[kind] for kind in ("key", "said", "sealed", "export")) and "index.html" in files, "a part of the evidence is missing")
    key = own_key(files["log.vkey"], pinned)
    both = {kind: {index: proved(files, name, index, key, witnesses) for index, name in numbered[kind].items()} for kind in ("entry", "export")}
    entries, exports = ({index: leaf for index, (leaf, _) in both[kind].items()} for kind in ("entry", "export"))
    notes = {note for kind in both for _, note in both[kind].values()}
    need(len(notes) == 1, "proofs lead to more than one checkpoint")
    need(numbered["proof"].keys() == entries.keys() | exports.keys(), "proofs of entries that are not here")
    said, sealed = disclosures(files["disclosures.jsonl"], entries), disclosures(files["seal/disclosures.jsonl"], exports)
    need(origin == key.name, "the manifest is of another log")
    # The manifest is signed with the key that an entry announced.
    need(announced in entries and any(kind == CONFIGURATION for kind, _ in entries[announced].streams), "the entry of the key is missing")
    match = re.fullmatch(rb'\{"version":1,"events":\[\{"evidenceKey":\{"_0":\{"key":"(.*)"\}\}\}\]\}', facts(said, announced), re.DOTALL)
    need(match and Key(match[1]).name == origin + b"/evidence", "no entry announces the evidence key")
    need(manifest.signed_by(Key(match[1])), "the manifest is not signed with the evidence key")
    # Every stream from its first entry on, and an entry of the export directly behind its last.
    for name, last in streams.items():
        before, place = None, 0
        for place, index in enumerate(sorted(index for index, leaf in entries.items() if name in leaf.streams), 1):
            need(entries[index].streams[name] == (place, before) and place <= last, f"stream {name[1].hex()} has a gap before entry {index}")
            before = index
        need([leaf.streams[name] for leaf in exports.values() if name in leaf.streams] == [(last + 1, before)] and place == last,
             f"stream {name[1].hex()} is not whole up to the export")
    need(max(entries) < min(exports), "entries that are newer than the export")
    digest = sha256(files["manifest"]).hex().encode()
    for index, leaf in exports.items():
        value = facts(sealed, index)
        need(leaf.decision == EXPORT and b'"exported":{"_0":{' in value and b'"manifest":"' + digest + b'"' in value, "the export of another manifest")
        need(leaf.streams.keys() & streams.keys() or (not streams and len(exports) == 1), "an export that follows on nothing here")
    # What it is about is what it holds.
    def whole(leaf): return all(name[0] != CONVERSATION or name in streams for name in leaf.streams)
    subject = {index for index, leaf in entries.items() if leaf.streams.keys() & streams.keys()}
    parties = [id for kind, id in streams if kind == PARTY]
    id = bytes.fromhex(about[1]) if about[0] != "range" else b""
    recorded = [index for index, leaf in entries.items() if leaf.event == id]
    if about[0] == "range":
        first, last = (number(text.encode()) for text in about[1:])
        need(not streams and first <= last and last - first < len(entries), "a range that is not here")
        subject = set(range(first, last + 1))
        need(subject <= entries.keys(), "entries of the range are missing")
    elif about[0] == "conversation":
        need((CONVERSATION, id) in streams and not parties, "the conversation that it is about is not in it")
    elif about[0] == "customer":
        need(parties == [id] and all(whole(leaf) for leaf in entries.values() if (PARTY, id) in leaf.streams), "not all of the customer is here")
    else:
        need(streams and not parties and recorded and whole(entries[recorded[0]]), "the complaint's conversation is not whole")
        need(b'"complaintRecorded":{"_0":{' in facts(said, recorded[0]), "no entry here recorded the complaint")
    # Of every field something is said; what is gone is gone on record.
    count, by = {"disclosed": 0, "withheld": 0, "erased": 0}, set()
    for index, leaf in entries.items():
        need(index in said or not leaf.fields, f"nothing is said of entry {index}: destroyed, or kept back")
        for field, (kind, value) in said.get(index, {}).items():
            need(kind != "erased" or lawful(said, entries, index, field, value), f"field {field} of entry {index} is gone without a record")
            count[kind] += 1
            by |= {value} if kind == "erased" else set()
    # Terms with every file that they name, and nothing that has no reason to be here.
    terms, wanted = {entries[index].terms for index in subject} - {None}, set()
    for index in terms:
        need(index in entries and b'"termsInForce":{"_0":{' in facts(said, index), "an entry that put terms in force is missing")
        hashes = re.findall(rb'"sha256":"(.{64})', facts(said, index), re.DOTALL)
        need(hashes, "terms without files")
        wanted |= {text.decode("latin-1") for text in hashes}
    need(wanted == groups["terms"].keys() and all(sha256(files[name]).hex() == text for text, name in groups["terms"].items()), "wrong files of terms")
    need(entries.keys() <= subject | terms | by | {announced}, "an entry that does not belong here")
    need(all((CONVERSATION, bytes.fromhex(text)) in streams for text in groups["page"]), "a page of a conversation that is not here")
    return {"about": " ".join(about), "streams": streams, "exports": sorted(exports), "entries": len(entries), "by": sorted(by), "key": key, **count}

# Exports of the whole ledger (C2SP tlog-tiles).
def tile(level, number, width):
    text = f"{number % 1000:03}"
    while number := number // 1000:
        text = f"x{number % 1000:03}/{text}"
    return f"tile/{level}/{text}" + (f".p/{width}" if width < 256 else "")
def export(folder, pinned=None, witnesses=()):
    """Verifies every entry, tile, stream, file of terms and disclosure of an export."""
    def read(path): return need(Path(folder, path).is_file(), f"{path} is missing") or Path(folder, path).read_bytes()
    key, heads, recorded, leaves, hashes, known = own_key(read("keys/log.vkey"), pinned), {}, 0, {}, [], set()
    size, root = checkpoint(read("checkpoint"), key, witnesses)
    for start in range(0, size, 256):
        path, at = tile("entries", start // 256, min(256, size - start)), 0
        data = known.add(path) or read(path)
        for index in range(start, min(size, start + 256)):
            end = at + 2 + int.from_bytes(data[at:at + 2], "big")
            need(end <= len(data), f"{path} is cut off")
            leaf = leaves[index] = Leaf(data[at + 2:end])
            hashes.append(leaf_hash(data[at + 2:end]))
            need(leaf.recorded >= recorded and (leaf.terms is None or leaf.terms <= index), f"entry {index} goes back in time")
            for name, place in leaf.streams.items():
                need(place == (heads[name][0] + 1, heads[name][1]) if name in heads else place == (1, None), f"a stream has a gap before {index}")
                heads[name] = place[0], index
            recorded, at = leaf.recorded, end
        need(at == len(data), f"{path} has bytes after its last entry")
    need(tree_root(hashes) == root, "the entries do not have the signed root")
    need(len({leaf.event for leaf in leaves.values()}) == size, "an event stands twice")
    level = 0
    while hashes:
        for start in range(0, len(hashes), 256):
            known.add(path := tile(level, start // 256, len(hashes[start:start + 256])))
            need(read(path) == b"".join(hashes[start:start + 256]), f"{path} does not hold the hashes of what is below it")
        hashes, level = [tree_root(hashes[start:start + 256]) for start in range(0, len(hashes) - 255, 256)], level + 1
    said = disclosures(read("disclosures.jsonl"), leaves)
    for index, leaf in leaves.items():
        need(next(iter(leaf.streams))[0] != CONFIGURATION or not leaf.fields or facts(said, index) is not None, "a configuration is not disclosed")
    for path in (str(file.relative_to(folder)) for file in Path(folder).rglob("*") if file.is_symlink() or not file.is_dir()):
        need(not Path(folder, path).is_symlink() and (path in known or not path.startswith("tile/")), f"{path} does not belong here")
        need(not path.startswith("terms/") or sha256(read(path)).hex() == path[6:], f"{path} has other bytes than its name says")
    return {"about": f"the whole log of {size} entries", "streams": {}, "entries": size, "key": key}

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path")
    parser.add_argument("--key", help="the log's verifier key, or a file that holds it")
    parser.add_argument("--witness", action="append", default=[], help="a witness's key, or a file that holds it; may stand several times")
    asked = parser.parse_args()
    def key(text, kind=1):
        return Key(Path(text).read_bytes().split(b"\n")[0] if Path(text).exists() else text.encode(), kind)
    try:
        given = asked.key and key(asked.key), tuple(key(text, 4) for text in asked.witness)
    except Refused as why:
        parser.error(f"--key or --witness: {why}")
    try:
        found = export(asked.path, *given) if Path(asked.path).is_dir() else evidence(Path(asked.path).read_bytes(), *given)
    except Refused as why:
        print(f"NOT VERIFIED: {why}")
        return 1
    except OSError as why:
        print(f"It could not be done: {why}", file=sys.stderr)
        return 3
    print(f"VERIFIED: {found['about']}, of the log {found['key'].name.decode()}, against {'the key given' if asked.key else 'its own key'}")
    for (kind, id), last in found["streams"].items():
        print(f"Whole: {'customer' if kind == PARTY else 'conversation'} {id.hex()} from its entry 1 to {last}")
    if "exports" in found:
        print("Entries: {entries}; fields: {disclosed} disclosed, {withheld} withheld, {erased} erased by entries {by}".format(**found))
    print("What could have gone unnoticed:")
    for text, holds in (("A whole file made up under another key: none was given to compare with.", not asked.key),
            ("A log forked or rewritten by whoever holds its key: compare the checkpoint with one kept elsewhere.", not asked.witness),
            ("Anything outside the range: no conversation is proved whole by a part of the log.", found["about"].startswith("range")),
            ("What withheld fields say, and whether they still exist.", found.get("withheld")),
            ("What happened after the newest entry that is here, and acts that were never recorded at all.", True)):
        print(f"- {text}" if holds else "", end="\n" if holds else "")
    return 0

if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Verifies evidence files and ledger exports of Parley: a second opinion that shares no line with the first.

    evidence_check.py evidence.tar --key log.vkey [--witness KEY] [--anchor ca.pem] [--authority tsa.pem]
    evidence_check.py export-folder --key log.vkey [--witness KEY] [--authority tsa.pem]   by export_check.py; each witness must have cosigned

Python's standard library and the openssl command are all it needs. Written from README.md beside it, RFC 6962 and 9162 and the C2SP texts.
Ends with 0 if everything holds, 1 if something does not, 2 if it was asked wrongly, 3 if it could not be done.
"""
import argparse, base64, functools, hashlib, re, subprocess, sys, tempfile
from pathlib import Path

BLOCK, NONE, SPKI = 512, (1 << 64) - 1, bytes.fromhex("302a300506032b6570032100")
EXPORT, ERASE = 15, 13  # decision codes of a leaf
RELEASE, REDACT_EARLIER, WITHDRAW, READ_ATTACHMENT, TOMBSTONE = 3, 4, 5, 6, 14  # command types, and the decision that leaves nothing of a message
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
    need(all(c == "\n" or c >= " " and not "\ud800" <= c <= "\udfff" for c in data.decode("utf-8", "surrogateescape")), "a control character, or no UTF-8")
    return data.decode()
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
        self.line = line
        parts = line.split(b"+", 2)
        need(len(parts) == 3 and len(line) <= 4096, "not a verifier key")
        self.name, material = key_name(parts[0]), decode64(parts[2])
        need(len(material) == 33 and material[0] == kind, "not an Ed25519 key of the right kind")
        self.id, self.public = sha256(self.name, b"\n", material)[:4], material[1:]
        need(parts[1] == self.id.hex().encode(), "the key's identifier is not its own")
def openssl(words, **inputs):
    """Runs the command on files of these names; what it says, or None if it says no."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in inputs.items():
            Path(folder, name).write_bytes(data)
        done = subprocess.run(["openssl", *words.split()], cwd=folder, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None
@functools.lru_cache(maxsize=4096)
def signed(public, message, signature):  # Ed25519; the key goes in as its SubjectPublicKeyInfo (RFC 8410)
    words = "pkeyutl -verify -pubin -keyform DER -rawin -inkey key -in message -sigfile signature"
    return openssl(words, key=SPKI + public, message=message, signature=signature) is not None
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
def checkpoint(data):
    """Note, origin, size and root; nobody's word until the log's keys are asked."""
    note = Note(data)
    lines = note.text[:-1].split(b"\n")
    need(len(lines) >= 3 and all(lines), "not a checkpoint")
    size, root = number(lines[1]), decode64(lines[2])
    need(len(root) == 32 and (size or root == sha256()), "not the root of a tree")
    return note, lines[0], size, root
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
    r"|entries/(?P<entry>[0-9]{12,19})\.leaf|handovers/(?P<handover>[0-9]{12,19})\.tlog-proof|stamps/(?P<token>[0-9a-f]{64})\.token|stamps/(?P<stamped>[0-9a-f]{64})\.note"
    r"|certificates/(?P<certificate>authority|[0-9a-f]{8})\.der|seal/consistency/(?P<since>[0-9]{12,19})\.proof|terms/(?P<terms>[0-9a-f]{64})|(?P<sealed>seal/disclosures\.jsonl)"
    r"|seal/entries/(?P<export>[0-9]{12,19})\.leaf|seal/proofs/(?P<proof>[0-9]{12,19})\.tlog-proof")
NAMED = ("said", "index", "page", "entry", "handover", "terms", "token", "stamped", "certificate")  # by the manifest; the others came after it
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
def proved(files, name, index, proof):
    head, blank, note = files.get(proof, b"").partition(b"\n\n")
    lines = head.split(b"\n")
    need(blank and lines[:2] == [b"c2sp.org/tlog-proof@v1", b"index %d" % index] and len(lines) <= 65, f"entry {index} has no proof")
    path = [decode64(line) for line in lines[2:]]
    _, _, size, root = checkpoint(note)
    need(all(len(value) == 32 for value in path) and included(leaf_hash(files[name]), index, size, path, root), f"entry {index} is not in the log")
    return Leaf(files[name]), note
def sealing(index): return f"seal/proofs/{index:012}.tlog-proof"

# Facts: patterns begin with a quotation mark of their own; inside a text one always has a backslash before it.
def facts(said, index):
    kind, value = said.get(index, {}).get(1, ("missing", None))
    need(kind == "disclosed", f"entry {index} does not say what it must")
    return value
def reaches(value, index):
    match = re.search(rb'"reached":\{"_0":\{"entries":\[([^]]*)\]', value) or [b"", b""]
    ranges = re.findall(rb'\{"first":([0-9]+),"last":([0-9]+)\}', match[1])
    return any(number(first) <= index <= number(last) for first, last in ranges)
def lawful(said, leaves, index, field, by):
    """Whether entry `by` records why a field is gone: an erasure on a basis that it names, or a newer version of the same message."""
    leaf, record = leaves[index], leaves.get(by)
    if record is None or by <= index:
        return False
    if record.decision == ERASE:
        value = said.get(by, {}).get(1, ("", None))[1]
        basis = rb'"erased":\{"_0":\{"identity":".{32}","basis":"[^"]|"retired":\{"_0":\{"basis":"[^"]'
        return isinstance(value, bytes) and bool(re.search(basis, value, re.DOTALL)) and reaches(value, index)
    again = leaf.type in (REDACT_EARLIER, READ_ATTACHMENT) and any(leaf.subject) and record.subject == leaf.subject
    gone = record.type == WITHDRAW and record.decision == TOMBSTONE
    return field > 1 and (gone or record.type in (RELEASE, REDACT_EARLIER)) and (record.subject == leaf.event or again)
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

def evidence(data, pinned=None, witnesses=(), anchor=None, authority=None):
    """Verifies an evidence file; gives what it is about and what it holds. Anchor and authority: certificates in PEM."""
    files = unpack(data)
    need(next(iter(files), "") == "manifest", "the first file is not the manifest")
    manifest = Note(files["manifest"])
    about, origin, announced, streams, named = read_manifest(manifest, files)
    rest = list(files)[1:]
    kinds = {name: PATHS.fullmatch(name) for name in rest}
    need(rest[:len(named)] == named and rest[len(named):] == sorted(rest[len(named):]), "files out of order, or not in the manifest")
    need(all(kinds[name] and (kinds[name].lastgroup in NAMED) == (name in named) for name in rest), "a name that no evidence file has")
    groups = {kind: {kinds[name][kind]: name for name in rest if kinds[name][kind]} for kind in PATHS.groupindex}
    numbered = {kind: {int(text): name for text, name in groups[kind].items()} for kind in ("entry", "export", "proof", "handover", "since")}
    need(all(f"{int(text):012}" == text for kind in numbered for text in groups[kind]), "an index in another spelling")
    need(all(groups[kind] for kind in ("key", "said", "sealed", "export")) and "index.html" in files, "a part of the evidence is missing")
    need(files["log.vkey"].endswith(b"\n"), "the key's line has no end")
    own = Key(files["log.vkey"][:-1])
    both = {kind: {index: proved(files, name, index, sealing(index)) for index, name in numbered[kind].items()} for kind in ("entry", "export")}
    entries, exports = ({index: leaf for index, (leaf, _) in both[kind].items()} for kind in ("entry", "export"))
    notes = {note for kind in both for _, note in both[kind].values()}
    need(len(notes) == 1, "proofs lead to more than one checkpoint")
    need(numbered["proof"].keys() == entries.keys() | exports.keys(), "proofs of entries that are not here")
    said, sealed = disclosures(files["disclosures.jsonl"], entries), disclosures(files["seal/disclosures.jsonl"], exports)
    from key_check import Keys  # beside this file
    from trust_check import certificates, stamps
    # The checkpoint, by the log's keys and from the key that is known.
    keys = Keys(own, said, entries)
    def vouched(place):
        index, name = keys.lives[place][1], f"handovers/{keys.lives[place][1]:012}.tlog-proof"
        return name in files and {place - 1, place} <= set(keys.signers(proved(files, f"entries/{index:012}.leaf", index, name)[1]))
    keys.lead(pinned, own, next(iter(notes)), witnesses, vouched)
    need({life[1] for life in keys.lives} >= numbered["handover"].keys(), "a handover of no key")
    need(all(vouched(place) for place, life in enumerate(keys.lives) if life[1] in numbered["handover"]), "a key before did not vouch for its successor")
    need(origin == own.name, "the manifest is of another log")
    signers, at = keys.signers(next(iter(notes))), max(leaf.recorded for leaf in exports.values()) // 1000
    firm = certificates(files, set(groups["certificate"]), keys, signers, anchor, at)
    stamped = stamps(files, groups["token"], groups["stamped"], numbered["since"], keys, next(iter(notes)), authority)
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
    need(entries.keys() <= subject | terms | by | keys.entries | {announced}, "an entry that does not belong here")
    need(all((CONVERSATION, bytes.fromhex(text)) in streams for text in groups["page"]), "a page of a conversation that is not here")
    return {"about": " ".join(about), "streams": streams, "exports": sorted(exports), "entries": len(entries), "by": sorted(by), "keys": keys, "signers": signers, "firm": firm, "stamps": stamped, **count}

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path")
    parser.add_argument("--key", help="the log's verifier key, or a file that holds it")
    parser.add_argument("--witness", action="append", default=[], help="a witness's key, or a file that holds it; may stand several times")
    parser.add_argument("--anchor", help="certificates in PEM under which the log's key must be certified")
    parser.add_argument("--authority", help="certificates of the time-stamp authority, in PEM")
    asked = parser.parse_args()
    def key(text, kind=1):
        return Key(Path(text).read_bytes().split(b"\n")[0] if Path(text).exists() else text.encode(), kind)
    try:
        given = [asked.key and key(asked.key), tuple(key(text, 4) for text in asked.witness)]
        given += [file and Path(file).read_bytes() for file in (asked.anchor, asked.authority)]
    except Refused as why:
        parser.error(f"--key or --witness: {why}")
    try:
        from export_check import export  # beside this file
        found = export(asked.path, *given) if Path(asked.path).is_dir() else evidence(Path(asked.path).read_bytes(), *given)
    except Refused as why:
        print(f"NOT VERIFIED: {why}")
        return 1
    except OSError as why:
        print(f"It could not be done: {why}", file=sys.stderr)
        return 3
    print(f"VERIFIED: {found['about']}, of the log {found['keys'].name.decode()}, against {'the key given' if asked.key else 'its own key'}")
    for place, (key_used, announced, retired) in enumerate(found["keys"].lives):
        words = ["the first" if announced < 0 else f"announced by entry {announced}", f"retired by entry {retired}" if retired else "not retired"]
        print(f"Key {key_used.line[len(key_used.name) + 1:][:8].decode()}: {', '.join(words)}{', signed the checkpoint' * (place in found['signers'])}")
    for (kind, id), last in found["streams"].items():
        print(f"Whole: {'customer' if kind == PARTY else 'conversation'} {id.hex()} from its entry 1 to {last}")
    if found.get("firm"):
        print(f"Certified by the authority {found['firm'][:16]}…, {'which you gave' if asked.anchor else 'of the file itself: compare it'}")
    for size, time in sorted(found.get("stamps", {}).items()):
        print(f"Time stamp: {size} entries existed at {time}, {'by the authority you gave' if asked.authority else 'by an authority that nobody gave'}")
    if "exports" in found:
        print("Entries: {entries}; fields: {disclosed} disclosed, {withheld} withheld, {erased} erased by entries {by}".format(**found))
    print("What could have gone unnoticed:")
    for text, holds in (("A whole file made up under another key: none was given to compare with.", not asked.key),
            ("A log forked or rewritten by whoever holds its key: compare the checkpoint with one kept elsewhere.", not asked.witness),
            ("A firm or a time made up: certificates or time stamps were not held against an authority known from elsewhere.",
             found.get("firm") and not asked.anchor or found.get("stamps") and not asked.authority),
            ("Anything outside the range: no conversation is proved whole by a part of the log.", found["about"].startswith("range")),
            ("What withheld fields say, and whether they still exist.", found.get("withheld")),
            ("What happened after the newest entry that is here, and acts that were never recorded at all.", True)):
        print(f"- {text}" if holds else "", end="\n" if holds else "")
    return 0

if __name__ == "__main__":
    sys.exit(__import__("evidence_check").main())  # under the one name that the files beside it know

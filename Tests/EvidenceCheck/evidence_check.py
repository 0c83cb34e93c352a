#!/usr/bin/env python3
"""Verifies evidence files and ledger exports of Parley: a second opinion that shares no line with the first.

    evidence_check.py FILE-OR-FOLDER --key log.vkey [--witness KEY] [--since TIME] [--kept NOTE] [--anchor ca.pem] [--authority ca.pem]

--key        the log's verifier key, or a file that holds it
--witness    must have cosigned; several may
--since      when the witnesses cosigned at the earliest, in seconds since 1970
--kept       a checkpoint that you have kept; there may be several
--anchor     certificates in PEM under which the log's keys must be certified
--authority  certificates of the time-stamp authority, in PEM

Behind a verdict stand the level of assurance that was reached, and what could have gone unnoticed at it:
  A: the log's key, known from elsewhere
  B: checkpoints kept earlier
  C: witnesses
  D: witnesses, since the time that was given
  key: All of it, made up under another key: the key came with it.
  fork: A log forked, rewritten or set back, and signed again by whoever holds its key, after the newest checkpoint kept: no witness.
  kept: Whether the log goes on from some checkpoints that were kept: nothing here shows it. Verify an export of the log with them.
  tail: A tail withheld: entries that were sealed after this checkpoint.
  lost: What the lost entries of the former log said; they are lost by the firm's own word.
  after: What happened after the entry that recorded the export.
  range: Anything outside these entries: they are a part of the log, and no conversation in it is proved whole.
  customer: Conversations in which the customer never wrote, or wrote as somebody whom nothing joins to this one.
  firm: A firm made up: the authority of the certificates came with the file.
  stamps: Time stamps made up: no authority was given to prove them with.
  withheld: What withheld fields say, and whether they still exist.
  erased: What erased fields said: each is gone under an entry that records why.
  pages: Anything in the HTML pages, which no proof covers; in pages for tools marks, times and lines that are left out.
  clock: A clock that was wrong between two time stamps, or all along where there is none: recorded times only never go back.
  never: An act that was never recorded at all: compare with what the networks and mailboxes hold.

Python's standard library and the openssl command are all it needs; it is one file and runs alone. Written from the README.md of its folder,
RFC 4648, 6962 and 8410, POSIX.1-2017 and the C2SP texts. Ends with 0 if everything holds, 1 if something
does not, 2 if it was asked wrongly, 3 if it could not be done.
"""
import argparse
import base64
import functools
import hashlib
import json
import re
import struct
import subprocess
import tempfile
from pathlib import Path

CONVERSATION, PARTY, CONFIGURATION, NONE = 1, 2, 5, (1 << 64) - 1  # kinds of streams, and no entry
RELEASE, REDACT_EARLIER, WITHDRAW, READ_ATTACHMENT, HEARTBEAT, ERASE, TOMBSTONE, EXPORT = 3, 4, 5, 6, 90, 13, 14, 15  # commands, decisions


# Small things, in one spelling each. What Python itself cannot read raises a ValueError as well.
def need(condition, why, index=None):
    if not condition:
        raise ValueError(why if index is None else f"entry {index}: {why}")


def decode64(text, length=None):
    """RFC 4648 section 4, with padding, and with zeros in the bits that no byte uses."""
    data = base64.b64decode(text, validate=True)
    need(base64.b64encode(data) == text and length in (None, len(data)), "base64 in another spelling, or of another length")
    return data


def number(text):
    need(text.isdigit() and b"%d" % int(text) == text and int(text) < 1 << 63, "not a number below 2^63 in its one spelling")
    return int(text)


def sha256(*parts): return hashlib.sha256(b"".join(parts)).digest()


# Trees (RFC 6962 section 2.1): each has on its left the largest power of two of leaves that is less than all of them.
def half(size): return 1 << (size - 1).bit_length() - 1


def tree_root(hashes):
    cut = half(len(hashes)) if len(hashes) > 1 else 0
    return sha256(b"\1", tree_root(hashes[:cut]), tree_root(hashes[cut:])) if cut else b"".join(hashes) or sha256()


def included(value, index, size, path):
    """Section 2.1.1: the root to which the hash of a leaf and its audit path lead."""
    need(0 <= index < size and bool(path) == (size > 1), "a path of another length")
    if size > 1 and index >= half(size):
        return sha256(b"\1", path[-1], included(value, index - half(size), size - half(size), path[:-1]))
    return sha256(b"\1", included(value, index, half(size), path[:-1]), path[-1]) if size > 1 else value


def continued(old, new, path, known=None):
    """Section 2.1.2: both roots to which a consistency proof leads; the old one is known as long as all of it is meant."""
    need(0 < old <= new and (len(path) == (known is None) if old == new else path), "a proof of another length")
    if old == new:
        return (known or path[0],) * 2
    if old <= half(new):
        before, after = continued(old, half(new), path[:-1], known)
        return before, sha256(b"\1", after, path[-1])
    before, after = continued(old - half(new), new - half(new), path[:-1])
    return sha256(b"\1", path[-1], before), sha256(b"\1", path[-1], after)


# Keys, notes and what is signed in them (C2SP signed-note, tlog-cosignature, tlog-checkpoint, tlog-proof).
class Key:
    """A verifier key: name, identifier, and an Ed25519 key of kind 1, or 4 for one that cosigns."""

    def __init__(self, line, kind=1):
        self.line, (self.name, identifier, material) = line, line.split(b"+", 2)
        material = decode64(material, 33)
        self.id, self.public = sha256(self.name, b"\n", material)[:4], bytes.fromhex("302a300506032b6570032100") + material[1:]  # RFC 8410
        need(re.fullmatch(r"[^\s\0-\x1f]+", self.name.decode()) and len(self.name) <= 255, "not a key's name")
        need(material[0] == kind and identifier == self.id.hex().encode(), "a key of another kind, or its identifier is not its own")


@functools.lru_cache(maxsize=4096)
def openssl(words, **inputs):
    """Runs the command on files of these names; what it says, or nothing if it says no."""
    with tempfile.TemporaryDirectory() as folder:
        [Path(folder, name).write_bytes(data) for name, data in inputs.items()]
        done = subprocess.run(["openssl", *words.split()], cwd=folder, capture_output=True, check=False)
    return (done.stdout or b"yes") if done.returncode == 0 else b""


class Note:
    """A note: its text, and its signatures by name and identifier of the key."""

    def __init__(self, data):
        text, blank, lines = data.rpartition(b"\n\n")
        need(len(data) <= 1 << 20 and blank and lines.endswith(b"\n") and lines.count(b"\n") <= 100, "not a note with signatures")
        need(not re.search(r"[\0-\x09\x0b-\x1f]", data.decode()), "a control character in a note")
        self.text, self.signatures = text + b"\n", {}
        for line in lines[:-1].split(b"\n"):
            match = re.fullmatch("\u2014 ([^\\s+]{1,255}) ([^ ]+)", line.decode())
            need(match and len(match[1].encode()) <= 255, "not a signature line")
            name, value = match[1].encode(), decode64(match[2].encode())
            need(len(value) >= 5 and (name, value[:4]) not in self.signatures, "a signature that is too short, or stands twice")
            self.signatures[name, value[:4]] = value[4:]

    def signed_by(self, key, since=None):
        """Whether the key signed it; with a time, whether it cosigned then or later."""
        value = self.signatures.get((key.name, key.id), b"")
        time, value = (0, value) if since is None else (int.from_bytes(value[:8], "big"), value[8:])
        text = self.text if since is None else b"cosignature/v1\ntime %d\n" % time + self.text
        words = "pkeyutl -verify -pubin -keyform DER -rawin -inkey key -in text -sigfile value"
        return (since or 0) <= time < 1 << 63 and len(value) == 64 and bool(openssl(words, key=key.public, text=text, value=value))


def checkpoint(data):
    """Note, origin, size and root; nobody's word until the log's keys are asked."""
    origin, size, root, *more = (note := Note(data)).text[:-1].split(b"\n")
    need(origin and all(more) and (number(size) or decode64(root) == sha256()), "not a checkpoint")
    return note, origin, number(size), decode64(root, 32)


def proved(entry, index, proof):
    """The note of the checkpoint under which a proof, without an `extra` line, has the entry at this index."""
    (title, place, *path), note = proof.split(b"\n\n")[0].split(b"\n"), proof.partition(b"\n\n")[2]
    need(title == b"c2sp.org/tlog-proof@v1" and place == b"index %d" % index and len(path) < 64, "no proof", index)
    found = included(sha256(b"\0", entry), index, checkpoint(note)[2], [decode64(line, 32) for line in path])
    need(found == checkpoint(note)[3], "not in the log", index)
    return note


# What entries are and say (README.md).
class Leaf:
    """An entry of format 1: 167 bytes, and 33 a stream."""

    def __init__(self, data, index):
        need(len(data) > 167 and len(data) == 167 + 33 * data[166] <= 431, "not a leaf", index)
        front, self.type, self.recorded, source, actor, who, channel, *clock = struct.unpack(">17sHQQB32sBBBIQQ", data[:91])
        terms, self.decision, self.event, self.subject, self.fields, self.commitments = struct.unpack(">QB16s16sH32s", data[91:166])
        need(front == b"parley/leaf/v01\n\1" and self.type and 0 < self.recorded < 1 << 63 and source <= self.recorded, "no leaf", index)
        need(actor < 5 and (actor == 0 or any(who)) and (actor != 1 or not any(who[:28])), "an actor of no leaf", index)
        is_idle = clock[0] in (0, 5, 6, 7, 8) and not any(clock[2:])
        need(channel <= 15 and clock[0] <= 8 and clock[1] <= 2 and (clock[0] if clock[1] else is_idle), "a clock of no leaf", index)
        need(self.decision <= 18 and any(self.event) and (self.fields or self.commitments == sha256()), "no leaf's event or fields", index)
        self.terms, self.streams = None if terms == NONE else terms, {}
        for *name, sequence, before in struct.iter_unpack(">B16sQQ", data[167:]):
            need(1 <= name[0] <= 5 and any(name[1]) and tuple(name) not in self.streams and sequence, "a stream that no leaf has", index)
            need((sequence == 1) == (before == NONE), "only a stream's first entry has none before it", index)
            self.streams[tuple(name)] = sequence, None if sequence == 1 else before
        self.configures = any(kind == CONFIGURATION for kind, _ in self.streams)
FIELD = re.compile(rb'\{"id":([0-9]+),(?:"nonce":"([^"]*)","bytes":"([^"]*)"|"commitment":"([^"]*)"(?:,"erased":([0-9]+))?)\}')


def disclosures(data, leaves):
    """What is said of entries, {index: {field: (kind, value)}}, each line borne out by its entry's commitments."""
    said, lines = {}, data.split(b"\n")
    need(not lines.pop(), "the last disclosure has no end")
    for line in lines:
        need(match := re.fullmatch(rb'\{"index":([0-9]+),"fields":\[(.*)\]\}', line[:1 << 24], re.DOTALL), "not a line of disclosures")
        index, found, fields, hashes = number(match[1]), list(FIELD.finditer(match[2])), {}, []
        need(b",".join(field[0] for field in found) == match[2] and index in leaves and index > next(reversed(said), -1), "stray", index)
        for name, nonce, value, commitment, by in (field.groups() for field in found):
            need(max(fields, default=0) < number(name) < 1 << 16, "fields out of order", index)
            fields[number(name)] = ("erased", number(by)) if by else ("withheld", None)
            if nonce is not None:
                fields[number(name)] = "disclosed", decode64(value)
                secret = number(name).to_bytes(2, "big") + decode64(nonce, 32) + decode64(value)
                commitment = base64.b64encode(sha256(b"parley/field/v1\n", leaves[index].event, secret))
            hashes.append(sha256(b"\0", decode64(commitment, 32)))
        need(len(fields) == leaves[index].fields and tree_root(hashes) == leaves[index].commitments, "it commits to something else", index)
        said[index] = fields
    return said


def facts(said, index):
    """The facts of an entry, nothing where they are not disclosed. A pattern begins with a quotation mark that no text in them can hold."""
    return dict([said.get(index, {}).get(1, ("missing", b""))]).get("disclosed", b"")


def pages(texts, leaves, said):
    """The lines of a page for tools are about entries that are here, and show no word that is not disclosed: by the entry, or by one that
    redacted it. Between the texts of a line nothing stands in another spelling, so that patterns find every member."""
    for line in (line for text in texts for line in text.splitlines()):
        [index] = map(number, re.findall(rb'"index":([0-9]+)', line))
        rest = re.sub(rb'"(?:[^"\\]|\\.)*"(?!:)|"[A-Za-z_]*":', b"", line)
        need(index in leaves and re.fullmatch(rb"[][{}:,.a-z0-9-]*", rest), "a page's line in another spelling, or of no entry", index)
        newer = (at for at, leaf in leaves.items() if leaf.type == REDACT_EARLIER and leaf.subject == leaves[index].event)
        shown = {(name, value) for at in (index, *newer) for name, (kind, value) in said.get(at, {}).items() if kind == "disclosed"}
        for member, word in ((name, json.loads(text).encode()) for name, text in re.findall(rb'"(text|author)":("(?:[^"\\]|\\.)*")', line)):
            need(shown & ({(2, word)} if member == b"text" else {(3, word), (4, word.removeprefix(b"@"))}), "words not disclosed", index)


def erasures(leaves, said):
    """The entries that record why fields are gone: an erasure on a basis that reaches the entry, or a newer version of the message."""
    gone = [(index, field, by) for index in said for field, (kind, by) in said[index].items() if kind == "erased"]
    for index, field, by in gone:
        need(index < by and by in leaves, f"field {field} is gone without a record", index)
        leaf, record, text = leaves[index], leaves[by], facts(said, by)
        basis = rb'"erased":\{"_0":\{"identity":".{32}","basis":"[^"]|"retired":\{"_0":\{"basis":"[^"]'
        reached = re.findall(rb'"first":([0-9]+),"last":([0-9]+)\}', text.partition(b'"reached":{"_0":{"entries":[')[2].partition(b"]")[0])
        is_erased = re.search(basis, text, re.DOTALL) and any(number(first) <= index <= number(last) for first, last in reached)
        is_newer = record.type in (RELEASE, REDACT_EARLIER) or record.type == WITHDRAW and record.decision == TOMBSTONE
        is_of_one = leaf.type in (REDACT_EARLIER, READ_ATTACHMENT) and any(leaf.subject) and record.subject == leaf.subject
        is_replaced = field > 1 and is_newer and (record.subject == leaf.event or is_of_one)
        need(is_erased if record.decision == ERASE else is_replaced, f"field {field} is gone without a record", index)
    return {by for _, _, by in gone}


def follow(leaves, streams=None):
    """How many entries each stream has, or each of those asked for; every one points to the one before."""
    heads, steps = {}, ((index, *step) for index in sorted(leaves) for step in leaves[index].streams.items())
    for index, name, place in (step for step in steps if streams is None or step[1] in streams):
        need(place == heads.get(name, (1, None)), "a stream has a gap before it", index)
        heads[name] = place[0] + 1, index
    return {name: due - 1 for name, (due, _) in heads.items()}


# What must hold of any part of a log.
CONTINUED = rb'"logContinued":\{"_0":\{"former":"([^"]*)","signed":([0-9]+),"root":"([0-9a-f]{64})","kept":([0-9]+),'
KEYS = rb'\{"version":1,"events":\[\{"logKey(?:":\{"_0":\{"key":"([^"]*)","before":"([^"]*)"|Retired":\{"_0":\{"key":"([^"]*)")\}\}\}\]\}'


class Log:
    """What an export and an evidence file show of a log. `begins` says whether its tree goes on from one of this size and root,
    `handover` the note by which the key that an entry announced was vouched for."""

    def __init__(self, asked, own, note, entries, said, begins, handover):
        need(own.endswith(b"\n"), "the key's line has no end")
        self.own, self.note, self.entries, self.said, self.begins, self.handover = Key(own[:-1]), note, entries, said, begins, handover
        # Each key with the entries that announced and retired it; the entries about keys; what there is to tell.
        self.keys, self.told, self.formers, self.agreed, self.unknown = [[self.own, -1, None]], set(), {}, [], 0
        self.says = [f"Of the log {self.own.name.decode()}, against {'the key given' if asked.key else 'its own key'}"]
        for index in (index for index in sorted(entries) if entries[index].configures):
            goes_on, match = re.search(CONTINUED, facts(said, index)), re.fullmatch(KEYS, facts(said, index))
            is_known = b'"logContinued":{"_0":{' not in facts(said, index) if goes_on is None else number(goes_on[4]) <= index
            need(is_known, "it does not say in the known words from what the log goes on", index)
            for former, signed, over, kept in [goes_on.groups()] if goes_on else ():
                self.formers[Key(former).name] = index, Key(former), number(signed), bytes.fromhex(over.decode()), number(kept)
                self.says.append(f"Entry {index}: goes on from {former.decode()}; of its {int(signed)} entries {int(kept)} are here")
            new, before, retired = [line and Key(line) for line in match.groups()] if match else [None] * 3
            self.told |= {index} if goes_on else set()
            if self.own.name not in (key.name for key in (new, before, retired) if key):
                continue  # about no key, or about those of a log that this one goes on from
            self.keys = [[before, -1, None]] if before and len(self.keys) == 1 else self.keys
            self.told.add(index)
            open_ones = [member for member in self.keys if member[2] is None]
            in_turn = len(open_ones) == (1 if new else 2) and open_ones[0][0].line == (before or retired).line
            need(in_turn and (not new or all(new.line != key.line for key, _, _ in self.keys)), "it changes keys out of turn", index)
            open_ones[0][2] = None if new else index
            self.keys += [[new, index, None]] if new else []
        need(all(key.name == self.own.name for key, _, _ in self.keys), "a key of another log")
        self.check(asked)

    def signers(self, data):
        """The places of the keys that signed a checkpoint and might; every signature of a key of the log holds."""
        note, origin, size, _ = checkpoint(data)
        there = [place for place, (key, _, _) in enumerate(self.keys) if (key.name, key.id) in note.signatures]
        need(there and all(note.signed_by(self.keys[place][0]) for place in there), "the checkpoint is not signed with the log's key")
        able = [place for place in there if self.keys[place][1] < size <= (self.keys[place][2] or size)]
        need(able and origin == self.own.name, "the checkpoint is another log's, or signed only by a key retired or not announced yet")
        return able

    def check(self, asked):
        """The checkpoint, from the key that is known over each handover, by every witness, and going on from every one that was kept."""
        note, _, self.size, root = checkpoint(self.note)
        self.signing, lines, known = self.signers(self.note), [key.line for key, _, _ in self.keys], (asked.key or self.own).line
        need(known in lines and self.own.line in {lines[place] for place in self.signing}, "the key in it did not sign, or is not yours")
        for place, (key, announced, retired) in enumerate(self.keys):
            by, is_needed = place and self.handover(announced), lines.index(known) < place <= self.signing[0]
            need(by or not is_needed, "nothing shows that the key before vouched for it", announced)
            need(not by or {place - 1, place} <= set(self.signers(by)), "the key before did not vouch for it", announced)
            words = f"announced by entry {announced}" if place else "the first", f"retired by entry {retired}" if retired else "not retired"
            self.says.append(f"Key {key.id.hex()}: {', '.join(words)}{', signed the checkpoint' * (place in self.signing)}")
        need(all(note.signed_by(witness, asked.since) for witness in asked.witness), "a witness has not cosigned, or not since then")
        for kept in sorted(asked.kept, key=lambda data: checkpoint(data)[2]):
            own, origin, before, there = checkpoint(kept)
            at, former, signed, over, here = self.formers.get(origin, (None, None, 0, b"", before))
            need(own.signed_by(former) if former else self.signers(kept), "a checkpoint you kept is not signed with the log's key")
            need(not former or before < signed or (before, there) == (signed, over), "it denies a checkpoint that you kept", at)
            goes = None if before > here else there == root if before == self.size else self.begins(before, there)
            since = self.size if before > self.size else max(self.agreed, default=0)
            need(goes is not False, "from here on a checkpoint you kept is of others, or of more entries", since)
            self.agreed, self.unknown = self.agreed + [before] * bool(goes), self.unknown + (goes is None)

    def stamped(self, tokens, notes, authority):
        """The sizes for which there are RFC 3161 tokens over checkpoints that the log goes on from, as openssl reads them."""
        need(tokens.keys() == notes.keys(), "a time stamp without what it is over, or the other way round")
        for name, token in tokens.items():
            size, root = checkpoint(notes[name])[2:]
            need(self.signers(notes[name]) and self.begins(size, root), f"the time stamp {name} is not over this log")
            held = openssl("cms -verify -noverify -inform DER -in token", token=token)
            is_over = any(hashlib.new(kind, notes[name]).digest() in held for kind in ("sha256", "sha384", "sha512"))
            need(sha256(token).hex() == name and is_over, f"the time stamp {name} is over others")
            words = "ts -verify -token_in -in token -data note -CAfile authority"
            need(not authority or openssl(words, token=token, note=notes[name], authority=authority), "a stamp of another authority")
            [time] = re.findall(rb"Time stamp: (.*)", openssl("ts -reply -token_in -in token -text", token=token))
            self.says.append(f"Time stamp: {size} entries existed at {time.decode()}, by {'the' if authority else 'no'} authority you gave")
        return {checkpoint(note)[2] for note in notes.values()}

    def certified(self, authority, issued, asked, at):
        """Certificates by the identifiers of keys (RFC 5280), under the authority given or the one that is here."""
        if not authority:
            return need(not issued and not asked.anchor, "there is no certificate of the log's key here, and one was asked for")
        pem = b"-----BEGIN CERTIFICATE-----\n%s-----END CERTIFICATE-----\n"
        top, *own = (pem % base64.encodebytes(der) for der in (authority, *issued.values()))
        verify = f"verify -check_ss_sig -attime {at} -CAfile known"
        need(openssl(f"{verify} top", known=asked.anchor or top, top=top), "the authority of the certificates is not the one given")
        need(b"CA:TRUE" in openssl("x509 -in top -noout -ext basicConstraints", top=top), "the authority may not certify")
        keys, signing = {key.id.hex(): key for key, _, _ in self.keys}, {self.keys[place][0].id.hex() for place in self.signing}
        need(signing <= issued.keys() <= keys.keys(), "a key that signed has no certificate, or one is for no key of the log")
        for name, der in zip(issued, own):
            said = openssl("x509 -in own -noout -pubkey -ext subjectAltName,basicConstraints", own=der)
            need(base64.b64encode(keys[name].public) in said and b"CA:TRUE" not in said, f"the certificate {name} is not the key's")
            need(re.search(rb"URI:tlog:" + re.escape(self.own.name) + rb"\s", said), f"the certificate {name} does not name the log")
            # One of a key that signs no more may have run out.
            when = verify if name in signing else verify.replace(f"-attime {at}", "-no_check_time")
            need(openssl(f"{when} -untrusted top own", known=asked.anchor or top, top=top, own=der), f"the certificate {name} is not valid")
        self.says.append(f"Certified by {sha256(authority).hex()[:16]}, {'which you gave' if asked.anchor else 'of the file itself'}")


# Evidence files (README.md): archives in one spelling (POSIX.1-2017, pax, ustar).
NAMED = """disclosures.jsonl index.html index.jsonl conversations/ID.html conversations/ID.jsonl entries/INDEX.leaf
    handovers/INDEX.tlog-proof terms/HASH stamps/HASH.token stamps/HASH.note certificates/authority.der certificates/KEY.der""".split()
SEALED = "log.vkey seal/disclosures.jsonl seal/entries/INDEX.leaf seal/consistency/INDEX.proof seal/proofs/INDEX.tlog-proof".split()
WORDS = {"INDEX": "([0-9]{12}|[1-9][0-9]{12,18})", "HASH": "([0-9a-f]{64})", "ID": "([0-9a-f]{32})", "KEY": "([0-9a-f]{8})"}
FORMS = {form: re.compile(re.sub("[A-Z]+", lambda word: WORDS[word[0]], re.escape(form))) for form in NAMED + SEALED}
MANIFEST = (rb"parley/evidence/v2\n(.+)\nabout (range|conversation|customer|complaint) ([0-9]+ [0-9]+|[0-9a-f]{32})\nkey ([0-9]+)\n"
            rb"((?:stream (?:conversation|party) [0-9a-f]{32} 1 [0-9]+\n)*)")


def pack(files):
    blocks = []
    for name, data in files.items():
        parts = name.encode(), b"0000644", b"0000000", b"0000000", b"%011o" % len(data), b"0" * 11, b" " * 8, b"0", b"ustar\x0000"
        block = struct.pack("100s8s8s8s12s12s8ss100x8s64x8s8s167x", *parts, b"0000000", b"0000000")
        blocks += block[:148], b"%06o\0 " % sum(block), block[156:], data, bytes(-len(data) % 512)
    return b"".join(blocks) + bytes(1024)


def unpack(data):
    """The files of an archive in their order; packed again they are the archive, to the byte."""
    files, at = {}, 0
    while any(data[at:at + 512]):
        need(match := re.match(rb"([a-z0-9./-]{1,100})\0*.{24}([0-7]{11})\0", data[at:at + 512], re.DOTALL), "no name or length of a file")
        files[match[1].decode()] = data[at + 512:at + 512 + int(match[2], 8)]
        at += 512 + (int(match[2], 8) + 511) // 512 * 512
    need(len(data) <= 1 << 30 and pack(files) == data, "not the one archive of what is in it")
    return files


def evidence(data, asked):
    files = unpack(data)
    forms = {name: next((form for form in FORMS if FORMS[form].fullmatch(name)), None) for name in files}
    named, sealed = (sorted(name for name in files if forms[name] in part) for part in (NAMED, SEALED))
    need(list(files) == ["manifest", *named, *sealed], "a name that no evidence file has, or files out of order")
    need({"log.vkey", "index.html", "disclosures.jsonl", "seal/disclosures.jsonl"} <= files.keys(), "a part of the evidence is missing")

    def part(form, kind=str): return {kind(FORMS[form].fullmatch(name)[1]): files[name] for name in files if forms[name] == form}
    leaves, handovers, sealing, steps, proofs = (part(form, int) for form in NAMED[5:7] + SEALED[2:])
    entries, exports = ({index: Leaf(leaf, index) for index, leaf in those.items()} for those in (leaves, sealing))
    need(entries and exports and max(entries) < min(exports) and proofs.keys() == entries.keys() | exports.keys(), "entry or proof missing")
    note, *others = {proved(leaf, index, proofs[index]) for index, leaf in (leaves | sealing).items()}
    said, sealed = disclosures(files["disclosures.jsonl"], entries), disclosures(files["seal/disclosures.jsonl"], exports)

    def begins(size, root):
        *path, end = steps.get(size, b"nothing").split(b"\n")
        proof = [decode64(line, 32) for line in path]
        return None if end else continued(size, checkpoint(note)[2], proof, root) == (root, checkpoint(note)[3]) if size else not path
    log = Log(asked, files["log.vkey"], note, entries, said, begins, lambda at: at in handovers and proved(leaves[at], at, handovers[at]))
    need(not others and handovers.keys() <= {announced for _, announced, _ in log.keys}, "a second checkpoint, or a handover of no key")
    log.certified(files.get("certificates/authority.der"), part("certificates/KEY.der"), asked, exports[max(exports)].recorded // 1000)
    need(steps.keys() <= log.stamped(part("stamps/HASH.token"), part("stamps/HASH.note"), asked.authority), "a proof about no time stamp")
    # The manifest names the files that are here, and is signed with the key that an entry announced.
    match = re.match(MANIFEST, (manifest := Note(files["manifest"])).text)
    lines = b"".join(b"file %s %d %s\n" % (sha256(files[name]).hex().encode(), len(files[name]), name.encode()) for name in named)
    need(match and manifest.text[match.end():] == lines and match[1] == log.own.name, "not a manifest of the files that are here")
    kind, about, announced, digest = match[2].decode(), match[3].decode(), number(match[4]), sha256(files["manifest"]).hex().encode()
    key = re.fullmatch(rb'\{"version":1,"events":\[\{"evidenceKey":\{"_0":\{"key":"([^"]*)"\}\}\}\]\}', facts(said, announced))
    need(key and entries[announced].configures, "it announces no evidence key", announced)
    need(Key(key[1]).name == log.own.name + b"/evidence" and manifest.signed_by(Key(key[1])), "not signed with the evidence key", announced)
    # Every stream is here from its first entry on, and an entry of the export stands directly behind its last.
    found = re.findall(r"stream (\w+) (\w+) 1 (\w+)\n", match[5].decode())
    streams = {(PARTY if of == "party" else CONVERSATION, bytes.fromhex(name)): number(last.encode()) for of, name, last in found}
    need(len({name for _, name in streams if any(name)}) == len(found), "a stream twice")
    here, there = follow(entries, streams), follow(entries | exports, streams)
    for name, last in streams.items():
        need(0 < last == here.get(name) == there[name] - 1, f"the stream {name[1].hex()} is not whole up to the export")
        log.says.append(f"Whole: {'customer' if name[0] == PARTY else 'conversation'} {name[1].hex()} from its entry 1 to {last}")
    for index, leaf in exports.items():
        said_so = all(text in facts(sealed, index) for text in (b'"exported":{"_0":{', b'"manifest":"%s"' % digest))
        need(leaf.decision == EXPORT and said_so, "the export of another manifest", index)
        need(leaf.streams.keys() & streams.keys() or not streams and len(exports) == 1, "an export that follows on nothing here", index)
    # What it is about is what it holds.
    parties, topic = {name for kind, name in streams if kind == PARTY}, b"" if kind == "range" else bytes.fromhex(about)
    subject = {index for index, leaf in entries.items() if leaf.streams.keys() & streams.keys()}
    recorded = {index for index, leaf in entries.items() if leaf.event == topic and b'"complaintRecorded":{"_0":{' in facts(said, index)}
    own = [leaf.streams for index, leaf in entries.items() if index in recorded or (PARTY, topic) in leaf.streams]
    whole = own and all(name in streams for names in own for name in names if name[0] == CONVERSATION)
    if kind == "range":
        first, last = (number(text.encode()) for text in about.split(" "))
        need(not streams and 0 <= last - first < len(entries), "a range that is not here, or with streams")
        subject = set(range(first, last + 1))
    holds = {"range": True, "conversation": (CONVERSATION, topic) in streams and not parties,
             "customer": parties == {topic} and whole, "complaint": streams and recorded and not parties and whole}
    need(holds[kind], f"not all of the {kind} that it is about is here")
    # Of every field something is said; terms are here with every file that they name; nothing is here without a reason.
    for index in subject | entries.keys():
        need(index in entries and (index in said or not entries[index].fields), "it, or what it says, is destroyed or kept back", index)
    terms, reasons = {entries[index].terms for index in subject} - {None}, erasures(entries, said) | log.told | {announced}
    named = [re.findall(rb'"sha256":"(.{64})', facts(said, index), re.DOTALL) for index in terms]
    need(all(named) and all(b'"termsInForce":{"_0":{' in facts(said, index) for index in terms), "terms that no entry here put in force")
    here = {(name.encode(), sha256(data).hex().encode()) for name, data in part("terms/HASH").items()}
    need(here == {(name, name) for names in named for name in names}, "not the terms that were in force, or not under their hashes")
    pages([*part("conversations/ID.jsonl").values(), files.get("index.jsonl", b"")], entries, said)
    need(part(NAMED[3]).keys() | part(NAMED[4]).keys() <= {name.hex() for of, name in streams if of == CONVERSATION}, "a page of others")
    need(entries.keys() <= subject | terms | reasons, "an entry that does not belong here")
    return f"{kind} {about}", log


# Ledger exports (C2SP tlog-tiles).
def tile(level, place, width):
    *above, last = (part.zfill(3) for part in f"{place:,}".split(","))
    return f"tile/{level}/" + "".join(f"x{part}/" for part in above) + last + (f".p/{width}" if width < 256 else "")


def export(folder, asked):
    paths = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}
    leaves, events, known, level, above = {}, {}, set(), 0, (hashes := [])

    def read(at, index=None):
        known.add(at)
        need(at in paths and paths[at].is_file() and not paths[at].is_symlink() and paths[at].stat().st_size < 1 << 30, f"no {at}", index)
        return paths[at].read_bytes()

    _, _, size, root = checkpoint(read("checkpoint"))
    for start in range(0, size, 256):
        data, end = read(tile("entries", start // 256, min(256, size - start)), start), 0
        for index in range(start, min(start + 256, size)):
            at, end = end + 2, end + 2 + int.from_bytes(data[end:end + 2], "big")
            leaf = leaves[index] = Leaf(data[at:end], index)
            hashes.append(sha256(b"\0", data[at:end]))
            need(leaf.recorded >= leaves[max(0, index - 1)].recorded, "it goes back in time", index)
            need(events.setdefault(leaf.event, index) == index, "it repeats an event", index)
            need(leaf.terms is None or leaf.terms <= index and leaves[leaf.terms].configures, "its terms are none", index)
        need(end == len(data), "bytes after the last entry of a bundle")
    while above:
        for start in range(0, len(above), 256):
            part = above[start:start + 256]
            found = read(tile(level, start // 256, len(part)), start << 8 * level)
            [need(found[32 * at:][:32] == own, "its hash in the tiles is another", start + at << 8 * level) for at, own in enumerate(part)]
            need(len(found) == 32 * len(part), "a tile of another length", start << 8 * level)
        level, above = level + 1, [tree_root(above[start:start + 256]) for start in range(0, len(above) - 255, 256)]
    need(tree_root(hashes) == root, "the entries do not have the signed root")
    follow(leaves)
    said = disclosures(read("disclosures.jsonl"), leaves)

    def begins(until, before): return until <= size and tree_root(hashes[:until]) == before

    def handover(index):
        path = f"keys/handover-{index:012}"
        need(path not in paths or begins(*checkpoint(read(path))[2:]), "the key before vouched for it in another tree", index)
        return path in paths and read(path)
    log = Log(asked, read("keys/log.vkey"), read("checkpoint"), leaves, said, begins, handover)
    erasures(leaves, said)
    # What an entry of the configuration says is here, and so is every time stamp that one recorded since the log went on from another.
    tokens, notes = ({p[12:76]: read(p) for p in paths if re.fullmatch(f"time-stamps/[0-9a-f]{{64}}.{of}", p)} for of in ("token", "note"))
    log.stamped(tokens, {name: notes[name] for name in notes if name in tokens}, asked.authority)
    configuration = {index: facts(said, index) for index in leaves if leaves[index].configures}
    own = max((index for index in configuration if b'"logContinued":{"_0":{"former":"' in configuration[index]), default=0)
    for index, text in configuration.items():
        need(text or not leaves[index].fields or next(iter(leaves[index].streams))[0] != CONFIGURATION, "what it says is not here", index)
        for name in re.findall(rb'"sha256":"(.{64})', text, re.DOTALL) if b'"termsInForce":{"_0":{' in text else ():
            need(f"terms/{name.decode()}" in paths, f"the terms {name.decode()} that it put in force are missing", index)
        for name in re.findall(rb'"timeStamped":\{.{0,999}?"sha256":"([0-9a-f]{64})', text if index >= own else b"", re.DOTALL):
            need(name.decode() in tokens and checkpoint(notes[name.decode()])[2] <= index, "its time stamp is missing, or over it", index)
    for path in paths.keys() - known:
        need(not path.startswith("tile/"), f"{path} does not belong here")
        need(sha256(read(path)).hex() == path[6:] or not path.startswith("terms/"), f"{path} has other bytes than its name says")
    # A heartbeat is due as often as most of them came; told, since who was silent forged nothing.
    beats = [leaf.recorded for leaf in leaves.values() if leaf.type == HEARTBEAT]
    due = max(sorted(set(spans := [s for a, b in zip(beats, beats[1:]) if (s := (b - a + 500) // 1000)])), key=spans.count, default=NONE)
    gaps = ((at, leaves[at - 1].recorded, leaves[at].recorded) for at in range(1, size))
    log.says += [f"Silence before entry {at}: from {a} to {b} ms, a heartbeat due every {due} s" for at, a, b in gaps if b - a > 2000 * due]
    return f"the whole log of {size} entries", log


# The command.
def options(words=None):
    def key(text, kind=1):
        return Key(Path(text).read_bytes().split(b"\n")[0] if Path(text).is_file() else text.encode(), kind)

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    many, given = {"action": "append", "default": []}, {"type": lambda path: Path(path).read_bytes()}
    for name, more in {"key": {"type": key}, "witness": {"type": lambda text: key(text, 4)} | many, "since": {"type": int, "default": 0},
                       "kept": given | many, "anchor": given, "authority": given}.items():
        parser.add_argument(f"--{name}", **more)
    return parser.parse_args(words)


def main():
    try:
        of, log = export(ask.path, ask) if (ask := options()).path.is_dir() else evidence(ask.path.open("rb").read((1 << 30) + 1), ask)
    except (ValueError, OSError) as why:
        print(f"{'NOT VERIFIED' if isinstance(why, ValueError) else 'It could not be done'}: {why}")
        return 1 if isinstance(why, ValueError) else 3
    is_log, given = ask.path.is_dir(), ask.witness and ask.since
    holds = {kind: True for fields in log.said.values() for kind, _ in fields.values()} | {
        "A": ask.key, "B": ask.key and log.agreed, "C": ask.key and ask.witness, "D": ask.key and given, of.split()[0]: True,
        "key": not ask.key, "fork": not ask.witness and log.size not in log.agreed, "kept": log.unknown, "never": True,
        "tail": is_log and not given, "clock": is_log, "after": not is_log, "pages": not is_log,
        "lost": any(signed > kept for _, _, signed, _, kept in log.formers.values()),
        "firm": any("of the file itself" in line for line in log.says), "stamps": any("by no authority" in line for line in log.says)}
    verdict = "VERIFIED" if ask.key else "CONSISTENT IN ITSELF ONLY, under a key that came with it and is nobody's word"
    print(f"{verdict}: {of}", *log.says, "Assurance, and what could have gone unnoticed:", sep="\n")
    print(*(line for line in re.findall(r"^  (?:\w+: .*)$", __doc__, re.MULTILINE) if holds.get(line.split(":")[0].strip())), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

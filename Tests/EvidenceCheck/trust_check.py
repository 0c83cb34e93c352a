"""Checks what others say for an evidence file: the firm's authority for the log's keys (X.509), a time-stamp authority for its age (RFC 3161).
The part of evidence_check.py that leaves everything to the openssl command. Run that one."""
import base64
import hashlib
import re

from evidence_check import SPKI, checkpoint, decode64, need, node_hash, openssl, sha256

def pem(der): return b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n"

def certificates(files, names, keys, signers, anchor, at):
    """The authority's fingerprint, or nothing without certificates; `names` are those of keys, and "authority"."""
    need(names or not anchor, "there is no certificate of the log's key here, and one was asked for")
    if not names:
        return None
    need("authority" in names, "the certificates have no authority")
    authority = files["certificates/authority.der"]
    known = anchor or pem(authority)
    words = "verify -check_ss_sig -attime %d -CAfile known" % at
    need(openssl(f"{words} authority", known=known, authority=pem(authority)) is not None, "the authority of the certificates is not the one given")
    constraints = openssl("x509 -in authority -noout -ext basicConstraints", authority=pem(authority)) or b""
    need(b"CA:TRUE" in constraints, "the authority of the certificates may not certify")
    ids = {life[0].id.hex(): place for place, life in enumerate(keys.lives)}
    for name in names - {"authority"}:
        need(name in ids, f"the certificate {name} is for no key of this log")
        der, key = files[f"certificates/{name}.der"], keys.lives[ids[name]][0]
        own = openssl("x509 -inform DER -in own -noout -pubkey", own=der)
        need(own and SPKI + key.public == base64.b64decode(b"".join(own.split(b"\n")[1:-2])), f"the certificate {name} is for another key")
        alternative = openssl("x509 -inform DER -in own -noout -ext subjectAltName,basicConstraints", own=der) or b""
        need(re.search(rb"URI:tlog:" + re.escape(keys.name) + rb"\s", alternative), f"the certificate {name} does not name the log")
        need(b"CA:TRUE" not in alternative, f"the certificate {name} is an authority's")
        # One of a key that signs no more may have run out.
        when = words if ids[name] in signers else words.replace("-attime %d" % at, "-no_check_time")
        chain = openssl(f"{when} -untrusted authority own", known=known, authority=pem(authority), own=pem(der))
        need(chain is not None, f"the authority did not issue the certificate {name}, or it is not valid")
    need(all(keys.lives[place][0].id.hex() in names for place in signers), "a key that signed the checkpoint has no certificate")
    return sha256(authority).hex()

def consistent(old, old_root, new, new_root, path):
    """RFC 9162 section 2.1.4.2."""
    if old == new or not old:
        return not path and (old_root == new_root if old else old_root == sha256())
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    path = path if old & (old - 1) else [old_root, *path]
    if old > new or not path:
        return False
    left = right = path[0]
    for sibling in path[1:]:
        if last <= 0:
            return False
        if node & 1 or node == last:
            left, right = node_hash(sibling, left), node_hash(sibling, right)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            right = node_hash(right, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and left == old_root and right == new_root

def token(data, note, authority):
    """When a token says that the note existed, in openssl's words; with an authority, by its word."""
    info = openssl("cms -verify -noverify -inform DER -in token", token=data)
    need(info and any(hashlib.new(name, note).digest() in info for name in ("sha256", "sha384", "sha512")), "a time stamp that is over other bytes, or does not hold")
    if authority:
        words = "ts -verify -token_in -in token -data note -CAfile authority"
        need(openssl(words, token=data, note=note, authority=authority) is not None, "a time stamp that the authority given did not make")
    text = openssl("ts -reply -token_in -in token -text", token=data) or b""
    said = re.search(rb"Time stamp: (.*)", text)
    need(said, "a time stamp without a time")
    return said[1].decode()

def stamps(files, tokens, notes, since, keys, newest, authority):
    """Each token with the number of entries that it covers: {size: time}."""
    _, _, size, root = checkpoint(newest)
    need(set(tokens) == set(notes), "a time stamp without what it is over, or the other way round")
    found = {}
    for name in tokens:
        data, note = files[f"stamps/{name}.token"], files[f"stamps/{name}.note"]
        need(sha256(data).hex() == name, f"the time stamp {name} is not the one that its name says")
        _, _, old, old_root = checkpoint(note)
        keys.signers(note)
        lines = files.get(f"seal/consistency/{old:012}.proof", b"-").split(b"\n")
        need(lines.pop() == b"" and len(lines) <= 64, f"nothing shows that the log continues the one of {old} entries that was stamped")
        path = [decode64(line) for line in lines]
        need(all(len(value) == 32 for value in path) and consistent(old, old_root, size, root, path), f"the log does not continue {old} stamped entries")
        found[old] = token(data, note, authority)
    need(set(since) <= set(found), "a proof about no time stamp")
    return found

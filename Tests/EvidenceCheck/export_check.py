"""Verifies ledger exports of Parley, C2SP tlog-tiles folders: the part of evidence_check.py that is about whole ledgers. Run that one."""
from pathlib import Path

from evidence_check import CONFIGURATION, Key, Leaf, checkpoint, disclosures, facts, leaf_hash, need, sha256, tree_root
from key_check import Keys
from trust_check import token

def tile(level, number, width):
    text = f"{number % 1000:03}"
    while number := number // 1000:
        text = f"x{number % 1000:03}/{text}"
    return f"tile/{level}/{text}" + (f".p/{width}" if width < 256 else "")
def handover(index): return f"keys/handover-{index:012}"
def export(folder, pinned=None, witnesses=(), _anchor=None, authority=None):
    """Verifies every entry, tile, stream, file of terms, time stamp and disclosure of an export."""
    def read(path): return need(Path(folder, path).is_file(), f"{path} is missing") or Path(folder, path).read_bytes()
    line, heads, recorded, leaves, hashes, known = read("keys/log.vkey"), {}, 0, {}, [], set()
    need(line.endswith(b"\n"), "the key's line has no end")
    _, _, size, root = checkpoint(read("checkpoint"))
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
    whole = hashes
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
    keys, own = Keys(Key(line[:-1]), said, leaves), Key(line[:-1])
    def vouched(place):
        if not Path(folder, handover(keys.lives[place][1])).is_file():
            return False
        data = read(handover(keys.lives[place][1]))
        _, _, until, before = checkpoint(data)
        return {place - 1, place} <= set(keys.signers(data)) and until <= size and tree_root(whole[:until]) == before
    keys.lead(pinned, own, read("checkpoint"), witnesses, vouched)
    announced = {handover(life[1]): place for place, life in enumerate(keys.lives) if place}
    for path, place in announced.items():
        need(vouched(place) or not Path(folder, path).exists(), f"{path} does not vouch for a key")
    stamped, taken = {}, {path.stem for path in Path(folder, "time-stamps").glob("*.token")}
    for name in taken:
        data, note = read(f"time-stamps/{name}.token"), read(f"time-stamps/{name}.note")
        _, _, until, before = checkpoint(note)
        need(sha256(data).hex() == name and until <= size and tree_root(whole[:until]) == before, f"the time stamp {name} is not over this log")
        keys.signers(note)
        stamped[until] = token(data, note, authority)
    for path in (str(file.relative_to(folder)) for file in Path(folder).rglob("*") if file.is_symlink() or not file.is_dir()):
        need(not Path(folder, path).is_symlink() and (path in known or not path.startswith("tile/")), f"{path} does not belong here")
        need(not path.startswith("terms/") or sha256(read(path)).hex() == path[6:], f"{path} has other bytes than its name says")
    return {"about": f"the whole log of {size} entries", "streams": {}, "entries": size, "keys": keys, "signers": keys.signers(read("checkpoint")),
            "stamps": stamped}

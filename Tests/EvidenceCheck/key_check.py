"""Follows the keys of a log by its own entries, from the key that is known to those that signed: the part of evidence_check.py about rotation."""
import re

from evidence_check import CONFIGURATION, Key, checkpoint, need

class Keys:
    """The keys of a log as its own entries say, [key, entry that announced it, entry that retired it], the oldest first."""
    STATEMENT = re.compile(rb'\{"version":1,"events":\[\{"logKey(Retired)?":\{"_0":\{"key":"([^"]*)"(?:,"before":"([^"]*)")?\}\}\}\]\}')
    def __init__(self, first, said, entries):
        found = ((index, self.STATEMENT.fullmatch(said.get(index, {}).get(1, (0, b""))[1] or b"")) for index in sorted(entries)
                 if any(kind == CONFIGURATION for kind, _ in entries[index].streams) and said.get(index, {}).get(1, ("",))[0] == "disclosed")
        # Before a log went on under another name its entries were about other keys.
        statements, lives = [(index, match) for index, match in found if match and bool(match[1]) != bool(match[3])
                             and first.name in (Key(match[2]).name, Key(match[3] or match[2]).name)], []
        for index, match in statements:
            key = Key(match[2])
            if match[1]:
                need(len(lives) > 1 and lives[-2][0].line == key.line and lives[-2][2] is None, f"entry {index} retires a key that it cannot")
                lives[-2][2] = index
            else:
                lives = lives or [[Key(match[3]), -1, None]]
                need(lives[-1][0].line == match[3] and all(life[2] is not None for life in lives[:-1]), f"entry {index} announces a key out of turn")
                need(key.name == lives[0][0].name and all(key.line != life[0].line for life in lives), f"entry {index} announces no new key")
                lives.append([key, index, None])
        self.lives, self.entries = lives or [[first, -1, None]], {index for index, _ in statements}
        self.name = self.lives[0][0].name
    def place(self, key): return next((place for place, life in enumerate(self.lives) if life[0].line == key.line), None)
    def signers(self, data, witnesses=()):
        """The places of the keys that signed a checkpoint and might; every signature of a known key holds."""
        note, origin, size, _ = checkpoint(data)
        there = [life for life in self.lives if (life[0].name, life[0].id) in note.signatures]
        need(there and all(note.signed_by(life[0]) for life in there), "the checkpoint is not signed with the log's key")
        able = [life for life in there if life[1] < size and (life[2] is None or size <= life[2])]
        need(able, "the checkpoint is signed only by a key that was retired, or not announced yet")
        need(origin == self.name, "a checkpoint of another log")
        need(all(note.signed_by(witness, cosigned=True) for witness in witnesses), "a witness has not cosigned the checkpoint")
        return [self.lives.index(life) for life in able]
    def lead(self, pinned, own, data, witnesses, vouched):
        """Proves the checkpoint from the key that is known; `vouched(place)` checks that the key before vouched for one."""
        start, signers = self.place(pinned or own), self.signers(data, witnesses)
        need(start is not None and self.place(own) in signers, "the key in it is not the key you gave, and no entry leads to it")
        for place in range(start + 1, signers[0] + 1):
            need(vouched(place), f"nothing shows that the key before vouched for the one of entry {self.lives[place][1]}")

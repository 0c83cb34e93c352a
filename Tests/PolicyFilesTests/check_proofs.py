#!/usr/bin/env python3
"""Holds `parley policy prove` against the solver z3: the shipped properties, and many random ones over the shipped packs.

Reads the packs' YAML itself and shares nothing with Parley. Exit status 0 if both always agree, 1 with one line a difference otherwise.
Usage: check_proofs.py PROGRAM [COUNT]
"""
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
import z3

FOLDER = Path(__file__).resolve().parents[2] / "Policies"
LEVELS = {"possible": 1, "likely": 2, "certain": 3}
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
# Strictest first, and what stands where no rule answers or none is in force.
VERDICTS = {
    "inbound": ["ESCALATE", "QUARANTINE", "ACCEPT_REDACTED", "ACCEPT"],
    "outbound": ["BLOCK", "HOLD", "SEND_WARN", "SEND"],
    "access": ["DENY", "STEP_UP", "GRANT"],
    "records": ["RETAIN", "EXPORT", "TOMBSTONE", "ERASE"],
    "system": ["MEASURE", "ACCEPT"],
    "audit": ["FAIL", "PASS"],
}
SILENT = {"inbound": "ACCEPT", "outbound": "SEND", "access": "DENY", "records": "RETAIN", "system": "ACCEPT", "audit": "FAIL"}
CLASSES = """card.pan card.cvv card.expiry uk.sort_code uk.account_number iban bic uk.nino passport dob uk.postcode address phone email
credential.password credential.memorable credential.pin credential.otp us.ssn us.aba eu.national_id uk.nhs_number uk.driving_licence
card.last4 account.balance account.transaction account.status customer.number""".split()
ASSURANCES = ["none", "platform", "possession", "authenticated"]


def load(path):
    # Dates stay text, and so do the words true and false where they stand for themselves.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)


def items(value):
    return value if isinstance(value, list) else [value]


class World:
    """The packs as formulas over free facts, for one direction."""

    def __init__(self, vocabulary, packs, direction):
        self.vocabulary, self.direction = vocabulary, direction
        self.rules = [rule for pack in packs for rule in pack["rules"] if direction in items(rule["when"]["direction"])]
        self.periods = {id(rule): [one["effective"] for one in (pack, rule) if "effective" in one] for pack in packs for rule in pack["rules"]}
        self.groups = {}
        for name, classes in vocabulary.get("class_groups", {}).items():
            self.groups[name] = self.classes(classes)
        self.kinds = [kind for kinds in vocabulary["channel_classes"].values() for kind in kinds]
        self.domain, self.labels, self.busy, self.cut = [], {}, set(), set()
        self.channel = self.integer("channel", 0, len(self.kinds))
        # Of time only counts between which of the instants at which a rule begins or ends it is.
        self.instants = sorted({instant for periods in self.periods.values() for period in periods for instant in period.values()})
        self.now = self.integer("instants passed", 0, len(self.instants))
        self.fires = {id(rule): self.whole(rule) for rule in self.rules}

    def whole(self, rule):
        """The rule's condition while it is in force."""
        parts = [self.when(rule["when"])]
        for period in self.periods[id(rule)]:
            if "from" in period:
                parts.append(self.now > self.instants.index(period["from"]))
            if "to" in period:
                parts.append(self.now <= self.instants.index(period["to"]))
        return z3.And(parts)

    def integer(self, name, least, most):
        variable = z3.Int(f"{self.direction} {name}")
        self.domain.append(z3.And(variable >= least, variable <= most))
        return variable

    def classes(self, words):
        found = set()
        for word in items(words):
            if word in self.groups:
                found |= self.groups[word]
            elif word.endswith(".*"):
                found |= {known for known in CLASSES if known.startswith(word[:-1])}
            else:
                assert word in CLASSES, word
                found.add(word)
        return found

    def word(self, kind, words, known):
        """Exclusive words: 0 is none of those that are known."""
        variable = self.integer(kind, 0, len(known))
        return z3.Or([variable == known.index(word) + 1 for word in words])

    def label(self, name):
        """Given, or set by a rule that fires.

        A label cannot be its own reason: where a rule that sets it asks for it again, on whatever way round, it counts as not set.
        What was worked out on such a way holds on that way only, and is not kept.
        """
        if name in self.labels:
            return self.labels[name]
        if name in self.busy:
            self.cut.add(name)
            return z3.BoolVal(False)
        before, self.cut = self.cut, set()
        self.busy.add(name)
        setters = [rule for rule in self.rules if name in items(rule.get("labels", []))]
        value = z3.Or([z3.Bool(f"{self.direction} label {name}")] + [self.whole(rule) for rule in setters])
        self.busy.discard(name)
        self.cut.discard(name)
        if not self.cut:
            self.labels[name] = value
        self.cut |= before
        return value

    def finds(self, value, prefix):
        value = value if isinstance(value, dict) else {"any_of": value}
        level, least = LEVELS[value.get("level", "likely")], value.get("at_least", 1)
        found = [self.integer(f"found {prefix}{name}", 0, 3) >= level for name in sorted(self.classes(value["any_of"]))]
        return z3.AtLeast(*found, least)

    def fact(self, path, test):
        """Missing, or of one of the kinds that tests know."""
        kind = z3.String(f"{self.direction} kind {path}")
        if test == "present":
            return kind != "missing"
        if test == "absent":
            return kind == "missing"
        if isinstance(test, bool):
            return z3.And(kind == "flag", z3.Bool(f"{self.direction} flag {path}") == test)
        if isinstance(test, int):
            return z3.And(kind == "count", z3.Int(f"{self.direction} count {path}") == test)
        if isinstance(test, dict):
            parts = []
            for key, bound in test.items():
                if key in ("at_least", "at_most"):
                    count = z3.Int(f"{self.direction} count {path}")
                    parts += [kind == "count", count >= bound if key == "at_least" else count <= bound]
                else:
                    passed, bound = z3.Int(f"{self.direction} elapsed {path}"), int(bound[:-1]) * UNITS[bound[-1]]
                    parts += [kind == "instant", passed > bound if key == "more_than" else passed <= bound]
            return z3.And(parts)
        return z3.And(kind == "words", z3.Or([z3.Bool(f"{self.direction} word {path} {word}") for word in items(test)]))

    def when(self, condition):
        parts = []
        for key, value in condition.items():
            if key == "direction":
                continue
            if key in ("act", "actor"):
                parts.append(self.word(key, items(value), self.vocabulary[key + "s"]))
            elif key == "channel":
                kinds = [kind for word in items(value) for kind in self.vocabulary["channel_classes"].get(word, [word])]
                parts.append(z3.Or([self.channel == self.kinds.index(kind) for kind in kinds]))
            elif key in ("finds", "requests"):
                parts.append(self.finds(value, "request." if key == "requests" else ""))
            elif key == "labels":
                value = value if isinstance(value, dict) else {"any": value}
                if "any" in value:
                    parts.append(z3.Or([self.label(name) for name in items(value["any"])]))
                if "all" in value:
                    parts.append(z3.And([self.label(name) for name in items(value["all"])]))
                if "none" in value:
                    parts.append(z3.Not(z3.Or([self.label(name) for name in items(value["none"])])))
            elif key == "assurance":
                parts.append(self.integer("assurance", 0, 3) >= ASSURANCES.index(value))
            elif key == "facts":
                parts += [self.fact(path, test) for path, test in value.items()]
            elif key == "all":
                parts += [self.when(part) for part in value]
            elif key == "any":
                parts.append(z3.Or([self.when(part) for part in value]))
            elif key == "not":
                parts.append(z3.Not(self.when(value)))
            else:
                sys.exit(f"the condition {key} is not known here")
        return z3.And(parts)

    def verdicts(self):
        final, unanswered = {word: [] for word in VERDICTS[self.direction]}, z3.BoolVal(True)
        for precedence in self.vocabulary["precedences"]:
            for word in VERDICTS[self.direction]:
                own = [
                    self.fires[id(rule)] for rule in self.rules
                    if rule.get("decision") == word and rule.get("precedence", self.vocabulary["precedences"][-1]) == precedence
                ]
                if own:
                    final[word].append(z3.And(unanswered, z3.Or(own)))
                    unanswered = z3.And(unanswered, z3.Not(z3.Or(own)))
        final[SILENT[self.direction]].append(unanswered)
        return {word: z3.Or(cases) for word, cases in final.items()}

    def happens(self, key, word):
        return z3.Or([self.fires[id(rule)] for rule in self.rules if word in items(rule.get(key, []))])

    def holds(self, prop):
        """None where no case meets the premise."""
        then, met = prop["then"], []
        if "decision" in then:
            verdicts = self.verdicts()
            met.append(z3.Or([verdicts[word] for word in items(then["decision"])]))
        met += [self.label(name) for name in items(then.get("labels", []))]
        met += [self.happens("actions", word) for word in items(then.get("actions", []))]
        met += [z3.Not(self.happens("actions", word)) for word in items(then.get("not_actions", []))]
        met += [self.happens("deadlines", word) for word in items(then.get("deadlines", []))]
        met += [self.happens("route", word) for word in items(then.get("route", []))]
        premise, solver = self.when(prop["when"]), z3.Solver()
        solver.add(*self.domain, premise)
        if solver.check() == z3.unsat:
            return None
        solver.add(z3.Not(z3.And(met)))
        return solver.check() == z3.unsat


def random_property(number, vocabulary, packs, chance):
    """A premise of one or two rules' conditions, a little changed, and a demand of one of them."""
    rules = [rule for pack in packs for rule in pack["rules"]]
    first = chance.choice(rules)
    direction = chance.choice(items(first["when"]["direction"]))
    same = [rule for rule in rules if direction in items(rule["when"]["direction"])]
    parts = []
    for rule in [first, chance.choice(same)][: chance.randint(1, 2)]:
        part = {key: value for key, value in rule["when"].items() if key != "direction" and chance.random() < 0.9}
        if part:
            parts.append({"not": part} if chance.random() < 0.2 else part)
    target, then = chance.choice([first, chance.choice(same)]), {}
    if "decision" in target and chance.random() < 0.7:
        words = VERDICTS[direction]
        then["decision"] = words[: words.index(target["decision"]) + 1]
    for key in ("labels", "actions", "deadlines"):
        if key in target and (not then or chance.random() < 0.3):
            then[key] = [chance.choice(items(target[key]))]
    if not then:
        then["not_actions"] = [chance.choice(vocabulary["effects"][:1] + ["record_audit", "start_clock"])]
    when = {"direction": direction}
    if parts:
        when["all"] = parts
    return {"id": f"random-{number}", "title": "A random property", "when": when, "then": then}


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 150
    vocabulary = load(FOLDER / "vocabulary.yaml")
    packs = [load(path) for path in sorted((FOLDER / "packs").glob("*.yaml"))]
    named = load(FOLDER / "in-force.yaml")["packs"]
    in_force = [pack for pack in packs if pack["pack"] in named]
    chance = random.Random(20261122)
    properties = load(FOLDER / "properties.yaml")["properties"]
    properties += [random_property(number, vocabulary, in_force, chance) for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
        # By way of JSON, so that no part is shared and written as an alias; not as JSON, in which a quoted "absent" is a word like others.
        plain = json.loads(json.dumps({"properties": properties}))
        Path(folder, "properties.yaml").write_text(yaml.safe_dump(plain, sort_keys=False), encoding="utf-8")
        answer = subprocess.run([program, "policy", "prove", "--policies", folder, "--format", "json"], capture_output=True, text=True)
        if answer.returncode not in (0, 1):
            sys.exit(f"policy prove ended with {answer.returncode}: {answer.stderr}")
    ours = {one["id"]: (one["holds"] if one["hasCases"] else None) for one in json.loads(answer.stdout)["properties"]}
    problems, tally = [], {True: 0, False: 0, None: 0}
    for prop in properties:
        chosen = [pack for pack in packs if pack["pack"] in prop["packs"]] if "packs" in prop else in_force
        theirs = World(vocabulary, chosen, prop["when"]["direction"]).holds(prop)
        tally[theirs] += 1
        if ours[prop["id"]] != theirs:
            problems.append(f"{prop['id']}: policy prove says {ours[prop['id']]}, z3 says {theirs}: {json.dumps(prop)}")
    if not tally[True] or not tally[False]:
        problems.append(f"every property came out the same way, which shows nothing: {tally}")
    print("\n".join(problems) or f"{len(properties)} properties agree: {tally[True]} hold, {tally[False]} do not, {tally[None]} are about nothing")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

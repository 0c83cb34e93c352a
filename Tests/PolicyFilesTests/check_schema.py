#!/usr/bin/env python3
"""Holds Policies/schemas/pack.schema.json against the packs: it takes every shipped one, and refuses each of many broken copies.

Exit status 0 if so, 1 with one line a difference otherwise. Run from anywhere; needs no network.
"""
import copy
import datetime
import json
import sys
from pathlib import Path

import jsonschema
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "Policies"


def plain(value):
    """YAML as editors see it: dates and instants are text."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else value


def broken(pack):
    """Copies with one fault each, named."""

    def one(name, change):
        faulty = copy.deepcopy(pack)
        change(faulty)
        return name, faulty

    rule = pack["rules"][0]
    yield one("an unknown key", lambda p: p.update(frobnicate=True))
    yield one("no owner", lambda p: p.pop("owner"))
    yield one("a version of 0", lambda p: p.update(version=0))
    yield one("a version as text", lambda p: p.update(version="1"))
    yield one("a name with a space", lambda p: p.update(pack="no name"))
    yield one("a date that is none", lambda p: p.update(review_by="next year"))
    yield one("rules that are no list", lambda p: p.update(rules={}))
    for key in ("id", "title", "basis", "source", "when"):
        yield one(f"a rule without {key}", lambda p, key=key: p["rules"][0].pop(key))
    yield one("an unknown key in a rule", lambda p: p["rules"][0].update(decisions="BLOCK"))
    yield one("an unknown basis", lambda p: p["rules"][0].update(basis="rumour"))
    yield one("an unknown answer", lambda p: p["rules"][0].update(decision="BLOK"))
    yield one("an unknown label", lambda p: p["rules"][0].update(labels=["complant"]))
    yield one("a label twice", lambda p: p["rules"][0].update(labels=["pan", "pan"]))
    yield one("an unknown action", lambda p: p["rules"][0].update(actions=["frobnicate"]))
    yield one("an unknown precedence", lambda p: p["rules"][0].update(precedence="urgent"))
    yield one("verified as a word", lambda p: p["rules"][0].update(verified="perhaps"))
    yield one("an override without its reason", lambda p: p["rules"][0].update(override={"role": "supervisor"}))
    yield one("no direction", lambda p: p["rules"][0]["when"].pop("direction"))
    yield one("an unknown direction", lambda p: p["rules"][0]["when"].update(direction="sideways"))
    yield one("an unknown channel", lambda p: p["rules"][0]["when"].update(channel="x_publick"))
    yield one("an unknown class", lambda p: p["rules"][0]["when"].update(finds=["card.pann"]))
    yield one("an unknown level", lambda p: p["rules"][0]["when"].update(finds={"any_of": ["card.pan"], "level": "surely"}))
    yield one("an unknown fact", lambda p: p["rules"][0]["when"].update(facts={"thread.colour": True}))
    yield one("a length without its unit", lambda p: p["rules"][0]["when"].update(facts={"thread.received": {"more_than": "24"}}))
    yield one("an empty any", lambda p: p["rules"][0]["when"].update(any=[]))
    yield one("a deadline without its unit", lambda p: p.update(deadlines={"three_bd": {"count": 3}}))
    yield one("an unknown deadline", lambda p: p.update(deadlines={"soon": {"count": 3, "unit": "days"}}))
    assert rule is pack["rules"][0]


def main():
    schema = json.loads((FOLDER / "schemas" / "pack.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    problems, packs, copies = [], 0, 0
    for path in sorted((FOLDER / "packs").glob("*.yaml")):
        pack = plain(yaml.safe_load(path.read_text(encoding="utf-8")))
        packs += 1
        for error in validator.iter_errors(pack):
            problems.append(f"{path.name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
        for name, faulty in broken(pack):
            copies += 1
            if validator.is_valid(faulty):
                problems.append(f"{path.name} with {name} is taken")
    print("\n".join(problems) or f"the schema takes {packs} packs and refuses {copies} broken copies")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

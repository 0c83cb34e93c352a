#!/usr/bin/env python3
"""Holds the schemas in Policies/schemas against the packs and the files of scenarios: they take every shipped one, and refuse each of many
broken copies.

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


def broken_scenarios(file):
    """Copies of a file of scenarios with one fault each, named."""

    def one(name, change):
        faulty = copy.deepcopy(file)
        change(faulty)
        return name, faulty

    def first(kind):
        return next((n for n, s in enumerate(file["scenarios"]) if ("messages" in s) == (kind == "messages") and "table" not in s), None)

    yield one("an unknown key", lambda f: f.update(scenario=[]))
    yield one("no scenarios", lambda f: f.pop("scenarios"))
    yield one("scenarios that are no list", lambda f: f.update(scenarios={}))
    yield one("an unknown setting", lambda f: f.update(defaults={"first_respons_minutes": 60}))
    for key in ("id", "given"):
        yield one(f"a scenario without {key}", lambda f, key=key: f["scenarios"][0].pop(key))
    yield one("an unknown key in a scenario", lambda f: f["scenarios"][0].update(expected={}))
    yield one("an unknown fact", lambda f: f["scenarios"][0]["given"].update(chanel="x_dm"))
    yield one("a moment that is none", lambda f: f["scenarios"][0]["given"].update(now="soon"))
    yield one("an unknown disguise", lambda f: f["scenarios"][0].update(disguises=["upside_down"]))
    yield one("an empty table", lambda f: f["scenarios"][0].update(table=[]))
    yield one("an unknown answer", lambda f: f["scenarios"][0].update(expect={"decision": "BLOK"}))
    yield one("an unknown label", lambda f: f["scenarios"][0].update(expect={"labels": ["complant"]}))
    yield one("an unknown action", lambda f: f["scenarios"][0].update(expect={"actions": ["frobnicate"]}))
    yield one("an unknown prohibition", lambda f: f["scenarios"][0].update(expect={"must_not": ["frobnicate"]}))
    yield one("an unknown deadline", lambda f: f["scenarios"][0].update(expect={"deadlines": [{"name": "soon"}]}))
    yield one("a deadline without its name", lambda f: f["scenarios"][0].update(expect={"deadlines": [{"at": "2027-02-01T09:00:00Z"}]}))
    act = first("act")
    if act is not None:
        yield one("an act without expect", lambda f: f["scenarios"][act].pop("expect"))
        yield one("an act without direction", lambda f: f["scenarios"][act]["given"].pop("direction"))
        yield one("an unknown direction", lambda f: f["scenarios"][act]["given"].update(direction="sideways"))
        yield one("an unknown channel", lambda f: f["scenarios"][act]["given"].update(channel="x_publick"))
        yield one("an unknown actor", lambda f: f["scenarios"][act]["given"].update(actor="custommer"))
        yield one("an unknown part of a fact", lambda f: f["scenarios"][act]["given"].update(thread={"colour": "red"}))
    talk = first("messages")
    if talk is not None:
        yield one("no message", lambda f: f["scenarios"][talk].update(messages=[]))
        yield one("a conversation with a channel of its own", lambda f: f["scenarios"][talk]["given"].update(channel="x_dm"))
        for key in ("author", "channel", "text"):
            yield one(f"a message without {key}", lambda f, key=key: f["scenarios"][talk]["messages"][0].pop(key))
        yield one("an unknown author", lambda f: f["scenarios"][talk]["messages"][0].update(author="nobody"))
        yield one("a message at no time", lambda f: f["scenarios"][talk]["messages"][0].update(after="a while"))
        yield one("an unknown key in a message", lambda f: f["scenarios"][talk]["messages"][0].update(to="somebody"))
        yield one("an unknown label of a message", lambda f: f["scenarios"][talk]["messages"][0].update(expect={"labels": ["complant"]}))


def held(name, folder, faults):
    """What is wrong with one schema, how many files it was held against, and how many broken copies of them."""
    schema = json.loads((FOLDER / "schemas" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    problems, files, copies = [], 0, 0
    for path in sorted((FOLDER / folder).glob("*.yaml")):
        content = plain(yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        files += 1
        for error in validator.iter_errors(content):
            problems.append(f"{path.name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
        # Long files differ in their length alone; a few of their cases are broken as well as all of them.
        if "scenarios" in content:
            talks = [s for s in content["scenarios"] if "messages" in s][:1]
            content = dict(content, scenarios=content["scenarios"][:3] + talks)
        for fault, faulty in faults(content):
            copies += 1
            if validator.is_valid(faulty):
                problems.append(f"{path.name} with {fault} is taken")
    return problems, files, copies


def main():
    problems, packs, copies = held("pack.schema.json", "packs", broken)
    more, files, others = held("scenario.schema.json", "scenarios", broken_scenarios)
    problems += more
    print(
        "\n".join(problems)
        or f"the schemas take {packs} packs and {files} files of scenarios and refuse {copies} and {others} broken copies"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

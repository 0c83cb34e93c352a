#!/usr/bin/env python3
"""Compares Policies/calendars with the PyPI package `holidays`, day by day, and checks that the calendars stay usable.

Exit status 0 if all agree, 1 with one line a difference otherwise. Run from anywhere; needs no network.
"""
import datetime
import re
import sys
from pathlib import Path

import holidays

FOLDER = Path(__file__).resolve().parents[2] / "Policies" / "calendars"
PARTS = ["GB-ENG", "GB-SCT", "GB-NIR"]
# Each calendar with its zone and with whose dates it is compared; a union of others has none.
CALENDARS = {
    "GB-ENG": ("Europe/London", lambda years: holidays.country_holidays("GB", subdiv="ENG", years=years)),
    "GB-SCT": ("Europe/London", lambda years: holidays.country_holidays("GB", subdiv="SCT", years=years)),
    "GB-NIR": ("Europe/London", lambda years: holidays.country_holidays("GB", subdiv="NIR", years=years)),
    "UK-ANY": ("Europe/London", None),
    "EU-TARGET": ("Europe/Berlin", lambda years: holidays.financial_holidays("ECB", years=years)),
    "US-FED": ("America/New_York", lambda years: holidays.country_holidays("US", years=years)),
    "AU-NSW": ("Australia/Sydney", lambda years: holidays.country_holidays("AU", subdiv="NSW", years=years)),
}
YEARS = range(2020, 2036)
LINE = re.compile(r'- \{date: (\d{4}-\d{2}-\d{2}), name: "([^"]+)"\}')
FIELD = re.compile(r"([a-z_]+): (.+)")


def read(name):
    """Fields and dates of one calendar; every line must be of a known form."""
    fields, dates = {}, []
    for number, line in enumerate((FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or line == "holidays:":
            continue
        if match := LINE.fullmatch(line):
            dates.append(datetime.date.fromisoformat(match[1]))
        elif match := FIELD.fullmatch(line):
            fields[match[1]] = match[2]
        else:
            sys.exit(f"{name}.yaml:{number}: not a line of a calendar: {line}")
    return fields, dates


def main():
    problems, united = [], set()
    for path in FOLDER.glob("*.yaml"):
        if path.stem not in CALENDARS:
            problems.append(f"{path.stem}: compared with nothing; name it in this script")
    for name, (zone, authority) in CALENDARS.items():
        fields, dates = read(name)
        for wanted in ("id", "zone", "source", "seen_on", "effective_from", "effective_to", "weekend"):
            if wanted not in fields:
                problems.append(f"{name}: no {wanted}")
        if fields.get("id") != name or fields.get("zone") != zone:
            problems.append(f"{name}: id or zone is wrong")
        if dates != sorted(set(dates)):
            problems.append(f"{name}: dates are not ascending, each once")
        if {date.year for date in dates} != set(YEARS):
            problems.append(f"{name}: years are missing")
        end = datetime.date.fromisoformat(fields["effective_to"])
        if end - datetime.date.today() < datetime.timedelta(days=60):
            problems.append(f"{name}: coverage ends on {end}; extend it")
        if name in PARTS:
            united |= set(dates)
        if authority:
            # The package lists a holiday on its weekend day as well as the substitute; the calendars list the day off.
            expected = {date: title for date, title in authority(YEARS).items() if date.weekday() < 5}
        else:
            expected = dict.fromkeys(united, "a holiday of one part")
        for date in sorted(set(dates) ^ set(expected)):
            problems.append(f"{name}: {date}: " + ("only here" if date in dates else f"missing: {expected[date]}"))
    print("\n".join(problems) or f"{len(CALENDARS)} calendars agree for {YEARS[0]} to {YEARS[-1]}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

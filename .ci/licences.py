"""docs/licences.md from two CycloneDX lists of the installed packages, without and with the extra ``fleet``.

Run by .ci/sbom: licences.py LIST FLEET_LIST > PAGE.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

# Packages whose licence stands in their metadata in words that the tool does not take for one.
IN_WORDS = {"sqlite-fts4": "Apache-2.0"}
# Where a package's home is looked for, in this order: the kind of a reference, and a word of what it is called.
HOMES = (
    ("website", ""),
    ("vcs", ""),
    ("other", "source"),
    ("other", "repository"),
    ("other", "github"),
    ("documentation", ""),
)
HEAD = """\
# Licences

overnight is under the [Apache License 2.0](../LICENSE). Installed on Linux with Python 3.11, it runs with these
packages, none of which is part of this repository. Written by `make sbom`, which also makes
`build/overnight.cdx.json`, the same list as a software bill of materials (CycloneDX).

python-telegram-bot is under the LGPL: it is used as a dependency, unchanged, installed as a package of its own that
whoever runs the bot can replace.

"""
FLEET_HEAD = """
## With a database on PostgreSQL

The extra `overnight[fleet]` adds these; `build/overnight-fleet.cdx.json` lists them with the others. They are under the
LGPL, and for them the same holds. The wheel of psycopg-binary brings libpq and the libraries that it is linked with
(OpenSSL, OpenLDAP, Kerberos, SASL), each under a licence of its own.

"""
COLUMNS = """\
| package | version | licence | home |
|---|---|---|---|
"""


def licence(component: dict[str, Any]) -> str:
    """A package's licence: an SPDX name or expression where it declares one, else its classifier's words."""
    told = [one.get("expression") or one["license"].get("id") for one in component.get("licenses", [])]
    named = [
        one["license"]["name"].rpartition(" :: ")[2]
        for one in component.get("licenses", [])
        if "license" in one and "name" in one["license"]
    ]
    found = [one for one in told if one] or named or [IN_WORDS[component["name"]]]
    return " and ".join(dict.fromkeys(found))


def home(component: dict[str, Any]) -> str:
    """Where a package is at home on the web."""
    references = component.get("externalReferences", [])
    for kind, word in HOMES:
        for one in references:
            if one["type"] == kind and word in (one.get("comment", "") + one["url"]).lower():
                return str(one["url"])
    raise LookupError(f"{component['name']} tells no home")


def row(component: dict[str, Any]) -> str:
    name = re.sub(r"[-_.]+", "-", component["name"]).lower()
    return f"| {name} | {component['version']} | {licence(component)} | <{home(component)}> |"


def rows(path: str) -> set[str]:
    """A row for each package of the list at ``path``."""
    return set(map(row, json.loads(Path(path).read_text(encoding="utf-8"))["components"]))


def table(lines: set[str]) -> str:
    return COLUMNS + "\n".join(sorted(lines)) + "\n"


def main() -> None:
    alone, fleet = map(rows, sys.argv[1:])
    sys.stdout.write(HEAD + table(alone) + FLEET_HEAD + table(fleet - alone))


if __name__ == "__main__":
    main()

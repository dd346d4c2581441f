"""``v1/night/DATE.json``: what each side states, where it comes from, and what is known of the file, apart.

The three keys are those of a nanopublication: assertion, provenance, publication.
"""

from __future__ import annotations

from typing import Any

from bot.publish.data.about import FORMAT_VERSION, LICENCE, NOT_VERIFIED
from bot.publish.data.corrections import corrections_of
from bot.publish.data.corrections_file import correction_json
from bot.publish.data.figures import figures_json, figures_of_tally
from bot.publish.data.nights import regimes_of
from bot.publish.data.reports import post_json, reading_json, version_json, vintage_json
from bot.publish.site import Site, night_file, night_page
from parsers.json_reading import moment
from storage.readings.load import Key
from storage.views.record import NightRecord, RecordSide


def night_json(record: NightRecord, site: Site) -> dict[str, Any]:
    """Return the file of a night; sides are named by their claimants."""
    return {
        "$schema": "../schema/night.json",
        "night": record.day.isoformat(),
        "assertion": {side.claimant.value: _assertion(record, side, site) for side in record.sides},
        "provenance": {side.claimant.value: _provenance(side, site) for side in record.sides},
        "publication": _publication(record, site),
    }


def _assertion(record: NightRecord, side: RecordSide, site: Site) -> dict[str, Any]:
    night = side.night
    return {
        "channel": side.channel,
        "attacker": side.attacker.value,
        "status": side.status.value,
        "figures": figures_json(figures_of_tally(night.source.key, night.tally)) if night else None,
        "reading": reading_json(night, site) if night else None,
        "windows": [reading_json(one, site) for one in side.windows],
        "others": [reading_json(one, site) for one in side.others],
        "overlapping": [[_name(one), _name(other)] for one, other in side.overlapping],
        "regimes": regimes_of(record, side),
    }


def _name(key: Key) -> str:
    return f"{key.channel}/{key.message_id}"


def _provenance(side: RecordSide, site: Site) -> dict[str, Any]:
    standing = side.standing
    return {
        "post": post_json(side.night.source.key, site, side.night.source.posted_at) if side.night else None,
        "known_from": moment(standing.known_from) if standing else None,
        "known_from_is": standing.known_from_is.value if standing else None,
        "gone_since": moment(side.gone_since),
        "earlier_version_unseen": side.starts_unseen,
        "vintages": [vintage_json(one, site) for one in side.vintages],
        "versions": [version_json(one, site) for one in side.versions],
    }


def _publication(record: NightRecord, site: Site) -> dict[str, Any]:
    day = record.day
    return {
        "settled": record.settled,
        "format_version": FORMAT_VERSION,
        "claim": NOT_VERIFIED,
        "licence": LICENCE,
        "corrections": [correction_json(one) for one in corrections_of(record, site)],
        "links": {
            "self": site.address(night_file(day)),
            "pages": {code: site.address(night_page(day, code)) for code in site.languages},
            "vintages": site.address("v1/vintages.csv"),
            "meta": site.address("v1/meta.json"),
        },
    }

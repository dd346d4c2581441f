"""The very words of the posts that tell a night: every version with its numbers marked, the newest first.

A version has an anchor that never changes its meaning: ``kpszsu-81106-8b1a9953c4`` are the words of that post whose
SHA-256 begins so. For short links there are three more: ``kpszsu-81106-r2`` is version 2 of that post, ``kpszsu-r2`` of
the post that tells the night on that channel, ``r2`` of that of the first channel of the record, the attack on Ukraine.
Numbers count what is known: one that another host saw between two of ours takes its place among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from bot.chat.audience import Audience
from bot.chat.language import N_
from bot.chat.messages.doubts import reason_text
from bot.chat.messages.read_as import value_text
from bot.publish.pages.history import KNOWN, anchor, permanent_anchor
from bot.publish.pages.lines import moment_html
from bot.publish.pages.post_text import DELETED, INSERTED, MARKED, Span, changed_words, text_html
from bot.publish.site import Site
from bot.safe_text import marked_line
from parsers.channels import CHANNELS
from parsers.records import Held, Tally
from storage.views.readings import HeldView, TallyView, UnreadableView
from storage.views.record import NightRecord, RecordedVersion, RecordSide
from storage.views.source import values

HELD = {
    Held.IMPLAUSIBLE: N_("It has a figure we could not confirm, so its words are not repeated here."),
    Held.DROPPED: N_("Its figures are withheld, so its words are not repeated here."),
}


@dataclass(frozen=True, slots=True)
class VersionPart:
    """One version: its anchors, its words as HTML (None where they are not shown, which ``note`` explains), since when
    it stood and is known, when it was seen, and what each marked word was read as.
    """

    anchors: tuple[str, ...]
    permalink: str
    number: int
    is_newest: bool
    html: Markup | None
    note: str
    since: Markup
    known: str
    seen_from: Markup
    seen_to: Markup
    sha256: str
    read_as: tuple[tuple[str, str], ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class PostPart:
    """A post that tells, or told, the night; ``tells`` is whether it does now, ``is_replaced`` whether another
    one does. ``link`` is None where it is made up; ``last_seen`` is empty while the channel's page shows it.
    """

    number: int
    link: str | None
    posted: Markup
    lang: str
    tells: bool
    is_replaced: bool
    last_seen: Markup
    versions: tuple[VersionPart, ...]


def posts_of(audience: Audience, site: Site, record: NightRecord, side: RecordSide) -> tuple[PostPart, ...]:
    """Return the posts of a side, the one that tells the night first."""
    telling = _telling(side)
    by_post = [[*versions] for _, versions in groupby(side.versions, key=lambda one: one.key.message_id)]
    by_post.sort(key=lambda versions: versions[0].key.message_id != telling)
    is_first = side.channel == record.sides[0].channel
    return tuple(_post(audience, site, versions, telling=telling, is_first=is_first) for versions in by_post)


def _telling(side: RecordSide) -> int | None:
    """Return the post that tells the night, or told it last."""
    if side.night:
        return side.night.source.message_id
    return side.standing.key.message_id if side.standing else None


def _post(
    audience: Audience, site: Site, versions: Sequence[RecordedVersion], *, telling: int | None, is_first: bool
) -> PostPart:
    key = versions[0].key
    tells = key.message_id == telling
    changes = _differences(versions)
    shown = [
        _version(
            audience,
            one,
            changes[place],
            _anchors(one, versions, tells=tells, is_first=is_first),
            place == len(versions) - 1,
        )
        for place, one in enumerate(versions)
    ]
    return PostPart(
        number=key.message_id,
        link=site.post_url(key),
        posted=moment_html(audience, versions[0].posted_at),
        lang=CHANNELS[key.channel].language,
        tells=tells,
        is_replaced=telling is not None and not tells,
        last_seen=_last_seen(audience, versions),
        versions=tuple(reversed(shown)),
    )


def _last_seen(audience: Audience, versions: Sequence[RecordedVersion]) -> Markup:
    """Return when a post was last seen on its channel's page; empty while it is shown there."""
    seen = [one.seen_to for one in versions if one.seen_to]
    return moment_html(audience, max(seen)) if len(seen) == len(versions) else Markup()


def _anchors(
    one: RecordedVersion, versions: Sequence[RecordedVersion], *, tells: bool, is_first: bool
) -> tuple[str, ...]:
    """Return the anchors of one of a post's versions; words that came back have theirs where they first stood."""
    short = [f"{one.key.channel}-r{one.key.revision}"] if tells else []
    short += [f"r{one.key.revision}"] if tells and is_first else []
    is_own = one.sha256 and one is next(other for other in versions if other.sha256 == one.sha256)
    return (anchor(one.key), *([permanent_anchor(one.key, one.sha256)] if is_own else []), *short)


def _differences(versions: Sequence[RecordedVersion]) -> list[list[Span]]:
    """Return for each version the words that the one before did not have, and those that the next no longer has."""
    found: list[list[Span]] = [[] for _ in versions]
    for place in range(len(versions) - 1):
        old, new = _shown_text(versions[place]), _shown_text(versions[place + 1])
        if old is not None and new is not None:
            gone, come = changed_words(old, new)
            found[place] += [Span(*words, DELETED) for words in gone]
            found[place + 1] += [Span(*words, INSERTED) for words in come]
    return found


def _shown_text(version: RecordedVersion) -> str | None:
    return None if version.is_held or isinstance(version.report, HeldView) else version.text


def _version(
    audience: Audience, one: RecordedVersion, changes: list[Span], anchors: tuple[str, ...], is_newest: bool
) -> VersionPart:
    words, text = audience.words, _shown_text(one)
    read = sorted(_read(audience, one.report.tally)) if isinstance(one.report, TallyView) and text is not None else []
    spans = [Span(start, end, MARKED, said) for (start, end), said in read]
    return VersionPart(
        anchors=anchors,
        permalink=permanent_anchor(one.key, one.sha256),
        number=one.key.revision,
        is_newest=is_newest,
        html=None if text is None else text_html(text, [*changes, *_apart(spans)]),
        note=" ".join(_notes(audience, one)),
        since=moment_html(audience, one.known_from),
        known=words.say(KNOWN[one.known_from_is]),
        seen_from=moment_html(audience, one.seen_from),
        seen_to=moment_html(audience, one.seen_to) if one.seen_to else escape(words.say("it is still shown")),
        sha256=one.sha256,
        read_as=tuple((marked_line(text[start:end].strip()), said) for (start, end), said in read) if text else (),
        differs=bool(changes),
    )


def _read(audience: Audience, tally: Tally) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the words of every number, and what they were read as."""
    for field, value in values(tally):
        yield value.words, value_text(audience.words, field, value)


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield marks that do not overlap: words that were read as several numbers have one mark that names all of them."""
    for (start, end), same in groupby(spans, key=lambda one: (one.start, one.end)):
        if end > start:
            yield Span(start, end, MARKED, "; ".join(one.title for one in same))


def _notes(audience: Audience, one: RecordedVersion) -> Iterator[str]:
    words = audience.words
    if isinstance(one.report, HeldView):
        yield words.say(HELD[one.report.held])
    elif one.is_held:
        yield words.say(HELD[Held.IMPLAUSIBLE])
    elif one.text is None:
        yield words.say("The page showed it without its text.")
    if isinstance(one.report, UnreadableView):
        yield words.say("It could not be read: {reason}.", reason=reason_text(words, one.report.reading.reason))
    elif one.report is None and one.text is not None and not one.is_held:
        yield words.say("It states no figures of a night.")

"""The page of a night: both sides' sentences, the very words, every version, what changed and why."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.records import Held, Kind, Outcome
from storage.views.readings import HeldView
from storage.views.record import KnownFromIs, NightRecord, Why
from tests.bot.publish.pages.made import Elements, folder, night_html
from tests.bot.publish.records import (
    AIR_FORCE,
    HELD_NUMBER,
    edited_night,
    edited_text,
    gap_night,
    held_night,
    late_report_night,
    plain_night,
    plain_text,
    record,
    released_night,
    reread_night,
    seed_night,
    side,
    silent,
    told,
    unreadable_night,
    version,
    vintage,
    where,
    withdrawn_night,
    withheld_night,
)
from tests.storage.builders import at, line, tally


def text_of(night: NightRecord, code: str = "en") -> str:
    return Elements(night_html(night, code)).text


def article(html: str, anchor: str) -> str:
    """The part of a page that shows a version."""
    found = re.search(rf'<article id="{anchor}".*?</article>', html, re.DOTALL)
    assert found, anchor
    return found[0]


def test_the_numbers_are_marked_in_the_very_words() -> None:
    html = night_html(seed_night())
    ukraine, russia = article(html, "kpszsu-34690-r1"), article(html, "mod_russia-52801-r1")
    assert (
        ' летіли <mark title="108 launched · Shahed, decoys">108</mark> дронів. '
        'Збито <mark title="35 shot down · Shahed, other drones">35</mark> з них, '
        'ще <mark title="58 lost to jamming · decoys">58</mark> зникли з радарів.'
    ) in ukraine
    assert '<mark title="8 shot down · Drones">восемь</mark>' in russia
    assert '<mark title="Bryansk region 5">пять</mark>' in russia or '<mark title="Bryansk 5">пять</mark>' in russia
    assert 'class="post" lang="uk"' in ukraine and 'class="post" lang="ru"' in russia
    # the same for those who see no title
    assert '<dt lang="uk">58</dt><dd>58 lost to jamming · decoys</dd>' in ukraine


def test_both_sides_are_told_in_the_sentences_of_the_answers() -> None:
    text = text_of(seed_night())
    assert "Ukraine's Air Force says Russia launched 108 drones; 35 were shot down and 58 were lost to jamming." in text
    assert "Russia's Defence Ministry says it shot down 8 Ukrainian drones." in text
    assert "93 of 108 accounted for" in text
    ukrainian = text_of(seed_night(), "uk")
    assert "Міноборони Росії заявляє, що збило 8 українських дронів." in ukrainian
    assert "Ніч на 20 травня 2025 р." in ukrainian


def test_hedges_withheld_numbers_doubts_and_the_day_are_said() -> None:
    text = text_of(withheld_night())
    assert "Provisional until 24 September, 09:00 Kyiv" in text
    assert "Drones at least 150 · 130 stopped" in text
    assert "Iskander-M/KN-23, number not given" in text
    assert "By day, 07:00–18:00, Ukraine's Air Force says it shot down or jammed 12 Russian drones." in text
    assert "The day report overlaps the night report by 1 hour, so they are not added." in text
    assert "the headline gives a different number from the list" in text
    assert "Russia's Defence Ministry has not reported yet." in text


def test_versions_stand_side_by_side_the_newest_first_with_what_changed() -> None:
    html = night_html(edited_night())
    newest, first = html.index('id="kpszsu-43113-r2"'), html.index('id="kpszsu-43113-r1"')
    assert newest < first
    assert '<ins><mark title="810 launched · Shahed, decoys">810</mark></ins> дронів' in article(
        html, "kpszsu-43113-r2"
    )
    assert '<del><mark title="805 launched · Shahed, decoys">805</mark></del> дронів' in article(
        html, "kpszsu-43113-r1"
    )
    text = Elements(html).text
    assert "Drones: 805 → 810 launched" in text
    assert "7 September 2025, 10:58 Kyiv (when Telegram says it was edited)" in text
    assert "Correction" not in text, "it was edited within the 48 hours"
    for anchor in ("r1", "r2", "kpszsu-r2", "kpszsu-43113-r2"):
        assert anchor in Elements(html).ids


def test_what_came_is_marked_in_the_new_version_and_what_went_in_the_old() -> None:
    night = edited_night()
    first, second = (replace(one, report=None) for one in night.sides[0].versions)
    texts = (replace(first, text="Збито 12 дронів."), replace(second, text="За ніч збито аж 13 дронів."))
    html = night_html(replace(night, sides=(replace(night.sides[0], versions=texts), night.sides[1])))
    assert "<del>Збито 12</del> дронів." in article(html, "kpszsu-43113-r1")
    assert "<ins>За ніч збито аж 13</ins> дронів." in article(html, "kpszsu-43113-r2")


def test_each_version_has_its_hash_its_times_and_a_permalink() -> None:
    night = edited_night()
    second = night.sides[0].versions[1]
    shown = replace(night, sides=(replace(night.sides[0], versions=(
        night.sides[0].versions[0], replace(second, seen_to=None))), night.sides[1]))  # fmt: skip
    part = article(night_html(shown), "kpszsu-43113-r2")
    assert f'<code title="{second.sha256}">{second.sha256}</code>' in part
    assert '<time datetime="2025-09-07T08:01:00Z">7 September 2025, 11:01 Kyiv</time>' in part
    assert "it is still shown" in part
    lasting = f"kpszsu-43113-{second.sha256[:10]}"
    assert f'<a href="#{lasting}">#{lasting}</a>' in part and f'id="{lasting}"' in part


def test_words_that_come_back_keep_their_anchor_and_a_version_that_is_found_later_takes_none() -> None:
    """What another host saw between two versions makes version 2 version 3; who quoted its words still finds them."""
    night = edited_night()
    first, second = night.sides[0].versions
    found = replace(second, key=second.key._replace(revision=2), text="Збито 7.", sha256="7" * 64)
    third, back = (replace(one, key=one.key._replace(revision=place)) for place, one in ((3, second), (4, first)))
    versions = (first, found, third, back)
    html = night_html(replace(night, sides=(replace(night.sides[0], versions=versions), night.sides[1])))
    anchors = [f"kpszsu-43113-{one.sha256[:10]}" for one in versions]
    for revision, anchor in ((1, anchors[0]), (2, anchors[1]), (3, anchors[2])):
        assert f'id="{anchor}"' in article(html, f"kpszsu-43113-r{revision}")
    assert Elements(html).ids.count(anchors[0]) == 1
    assert f'href="#{anchors[0]}"' in article(html, "kpszsu-43113-r4")


def test_a_short_anchor_is_of_the_first_channel_and_of_the_post_that_tells_the_night() -> None:
    ids = Elements(night_html(late_report_night())).ids
    assert {"kpszsu-64000-r1", "kpszsu-64003-r1", "kpszsu-r1", "r1"} <= set(ids)
    html = night_html(late_report_night())
    assert 'id="r1"' in article(html, "kpszsu-64003-r1") and 'id="r1"' not in article(html, "kpszsu-64000-r1")
    assert "another post tells the night now" in Elements(html).text
    ids = Elements(night_html(seed_night())).ids
    assert ids.count("r1") == 1 and "mod_russia-r1" in ids


def test_a_withdrawn_post_says_so_and_when_it_was_last_seen() -> None:
    night = withdrawn_night()
    (only,) = night.sides[0].versions
    seen = replace(only, seen_to=at("2026-03-01 05:30"))
    text = text_of(replace(night, sides=(replace(night.sides[0], versions=(seen,)), night.sides[1])))
    assert "The channel's page has not shown post 61200 since 3 March 2026, 11:00 Kyiv" in text
    assert "It was last seen 1 March 2026, 07:30 Kyiv" in text
    assert "Ukraine's Air Force says Russia launched 115 Shahed drones." in text, "its figures are kept"
    assert "Settled 48 hours after the night; 1 correction since then." in text


def test_a_later_change_is_a_correction_with_its_reason() -> None:
    text = text_of(reread_night())
    assert "Correction the same words, read by another version of our reader" in text
    assert "Drones: 98 → 89 launched" in text
    ukrainian = text_of(reread_night(), "uk")
    assert "Виправлення ті самі слова, прочитані іншою версією нашої програми" in ukrainian


def test_new_words_around_the_same_figures_are_no_correction() -> None:
    night = withdrawn_night()
    first = night.sides[0].vintages[0]
    edit = replace(first, why=Why.EDITED, known_from=at("2026-05-01 10:00"), known_from_is=KnownFromIs.SEEN)
    same = replace(night, sides=(replace(night.sides[0], vintages=(first, edit), gone_since=None), night.sides[1]))
    text = text_of(same)
    assert "No figure changed." in text
    assert "Settled: nothing has changed since 48 hours after the night." in text


def test_figures_that_were_released_stand_since_then() -> None:
    text = text_of(released_night())
    assert (
        "20 August 2026, 11:00 Kyiv (when we first saw it) figures that were held back were released, or withheld"
        in text
    )
    assert "Its figures stand since then. Drones 480" in text and "No figures stood." in text


def test_an_earlier_version_that_nobody_saw_is_told() -> None:
    night = seed_night()
    unseen = replace(night, sides=(replace(night.sides[0], starts_unseen=True), night.sides[1]))
    assert "An earlier version of the first report was not seen: what it stated is not known." in text_of(unseen)
    assert "was not seen" not in text_of(night)


def test_what_is_held_back_leaves_no_number_and_no_word() -> None:
    for code in ("en", "uk"):
        html = night_html(held_night(), code)
        assert str(HELD_NUMBER) not in html and "98" not in re.sub(r"[0-9a-f]{64}", "", html)
        assert plain_text(HELD_NUMBER)[:12] not in html
    text = text_of(held_night())
    assert "The report by Ukraine's Air Force for the night of 3–4 July has a figure we could not confirm" in text
    assert "so its words are not repeated here" in text


def test_a_version_that_is_held_back_is_compared_with_no_other() -> None:
    night, now = edited_night(), plain_night("2025-09-07", 43113, HELD_NUMBER)
    post = replace(now.source, revision=2, revisions=2)
    held = version(HeldView(post, Held.DROPPED, night.day, night.day, 3), edited_text(HELD_NUMBER))
    first = night.sides[0].versions[0]
    html = night_html(replace(night, sides=(replace(night.sides[0], versions=(first, held)), night.sides[1])))
    assert str(HELD_NUMBER) not in html
    assert "<del>" not in article(html, "kpszsu-43113-r1")


def test_an_unread_report_shows_its_words_without_marks_and_counts_nowhere() -> None:
    html = night_html(unreadable_night())
    text = Elements(html).text
    assert "Ukraine's Air Force posted a report that we could not read (its period is not given): post 62500" in text
    assert "No figures stand since then." in text
    assert "<mark" not in article(html, "kpszsu-62500-r2")
    assert "77" not in re.sub(r"[0-9a-f]{64}", "", html), "what was understood of it"


def test_a_gap_is_not_a_silence() -> None:
    text = text_of(gap_night())
    assert (
        "We lack posts of Ukraine's Air Force from this time, so we do not know whether it reported this night." in text
    )
    assert "We have no report by Russia's Defence Ministry for this night." in text


HOSTILE = '<script>alert("x")</script> & \u202e987\u202c <img src=x onerror=y> «"\'» 64 дрони'


def test_a_hostile_post_stays_text() -> None:
    post = plain_night("2026-05-02", 66001).source
    view = told(post, "2026-05-02", tally(AIR_FORCE, "2026-05-01 15:00", "2026-05-02 05:00",
                                         line(Outcome.LAUNCHED, 64, words=where(HOSTILE, "64"))))  # fmt: skip
    ukraine = side(AIR_FORCE, view, vintages=(vintage(view, HOSTILE),), versions=(version(view, HOSTILE),))
    html = night_html(record("2026-05-02", ukraine, silent("mod_russia")))
    found = Elements(html)
    assert found.all("script") == [] and found.all("img") == []
    assert "⟨U+202E⟩987⟨U+202C⟩" in html and "\u202e" not in html
    assert '<mark title="64 launched · Drones">64</mark> дрони' in html
    assert "&lt;img src=x onerror=y&gt;" in html


def test_bars_show_what_was_launched_and_what_became_of_it() -> None:
    html = night_html(seed_night())
    bar = re.search(r'<svg aria-hidden="true" width="100%" height="12">(.*?)</svg>', html)
    assert bar
    parts = re.findall(r'class="c-(\w+)" x="([\d.]+)%" width="([\d.]+)%"', bar[1])
    # 35, 58 and 15 of 108
    assert parts == [("shot", "0.0", "32.41"), ("lost", "32.41", "53.7"), ("rest", "86.11", "13.89")]
    assert html.count('height="12">') == 1, "a claim without a number launched compares with nothing"


def test_missiles_have_a_scale_of_their_own() -> None:
    night = edited_night()
    html = night_html(night)
    widths = re.findall(r'class="c-down" x="0.0%" width="([\d.]+)%"', html)
    # 747 of 810 drones; 4 of 9 cruise missiles
    assert widths == ["92.22", "44.44"]
    assert night.sides[0].night and night.sides[0].night.tally.lines[1].kind is Kind.CRUISE_MISSILE


def test_the_night_is_quoted_with_its_posts_and_their_versions() -> None:
    text = text_of(edited_night())
    assert "https://t.me/kpszsu/43113, version 2, posted 2025-09-07 07:04 UTC." in text
    assert "Ukraine's Air Force [@kpszsu]. (2025, September 7). Post 43113, version 2 [Telegram post]." in text
    assert "overnight. Night of 6–7 September 2025 (settled). https://record.example.org/night/2025-09-07.html" in text
    assert f"post 43113, version 2: #kpszsu-43113-{edited_night().sides[0].versions[1].sha256[:10]}" in text


def test_the_changes_of_counting_in_force_are_named() -> None:
    assert "How this side counts" not in text_of(seed_night()), "before July 2025 none is"
    assert "24 July 2025" in text_of(edited_night())


def test_the_pages_of_nights_lead_to_their_neighbours() -> None:
    links = {one["rel"]: one["href"] for one in Elements(folder()["uk/night/2025-09-07.html"]).all("a") if "rel" in one}
    assert links == {"prev": "../../uk/night/2025-05-20.html", "next": "../../uk/night/2026-01-11.html"}

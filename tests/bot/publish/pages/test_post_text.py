"""The words of a post as HTML: marks at the right words, every character kept or shown by its code."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.publish.pages.post_text import DELETED, INSERTED, MARKED, Span, changed_words, text_html


def at(text: str, part: str, element: str = MARKED, title: str = "") -> Span:
    start = text.index(part)
    return Span(start, start + len(part), element, title)


@pytest.mark.parametrize(
    ("text", "parts", "html"),
    [
        ("Збито 108 дронів.", [("108", MARKED, "108 launched")],
         'Збито <mark title="108 launched">108</mark> дронів.'),
        ("5 < 6 & 7", [("6", MARKED, 'a "b" <c>')],
         '5 &lt; <mark title="a &quot;b&quot; &lt;c&gt;">6</mark> &amp; 7'),
        ("<script>alert(1)</script> 9", [("9", MARKED, "")],
         "&lt;script&gt;alert(1)&lt;/script&gt; <mark>9</mark>"),
        # the direction of writing cannot be turned, so that no number is read backwards
        ("дронів \u202e801", [("801", MARKED, "")], "дронів ⟨U+202E⟩<mark>801</mark>"),
        # struck by hand or by the client: the strokes become an element
        ("1̶0̶7̶ 108", [("108", MARKED, "")], "<s>107</s> <mark>108</mark>"),
        ("Так:\n▎чужі 50\n▎слова\nдалі 7", [("50", MARKED, ""), ("7", MARKED, "")],
         "Так:<blockquote>чужі <mark>50</mark>\nслова</blockquote>далі <mark>7</mark>"),
        # an edit put in the number and the word before it
        ("було аж 810 шт", [("аж 810", INSERTED, ""), ("810", MARKED, "x")],
         'було <ins>аж <mark title="x">810</mark></ins> шт'),
        # a mark that goes on over the end of a line and over the end of an inserted part
        ("з 18:00\nдо 09:00 ранку", [("з 18:00\nдо 09:00", MARKED, ""), ("09:00 ранку", DELETED, "")],
         "<mark>з 18:00</mark>\n<mark>до </mark><del><mark>09:00</mark> ранку</del>"),
    ],
)  # fmt: skip
def test_the_words_are_marked(text: str, parts: list[tuple[str, str, str]], html: str) -> None:
    assert text_html(text, [at(text, part, element, title) for part, element, title in parts]) == html


ELEMENTS = st.sampled_from([MARKED, INSERTED, DELETED])


@given(
    st.text(st.sampled_from("аб1 ̶\n▎<&\"'"), max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), ELEMENTS)),
)
def test_any_spans_in_any_text_leave_the_words_as_they_are(text: str, spans: list[tuple[int, int, str]]) -> None:
    html = text_html(text, [Span(min(a, b), max(a, b), element) for a, b, element in spans])
    kept = unescape(re.sub(r"</?(mark|ins|del|s|blockquote)>", "", html))
    strokes_and_bars = str.maketrans("", "", "\u0336▎\n")
    assert kept.translate(strokes_and_bars) == text.translate(strokes_and_bars)
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z]+)", html):
        if closing:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert opened == []


def test_whole_words_are_compared() -> None:
    old, new = "Запущено 805 дронів і 13 ракет.", "Запущено 810 дронів, як відомо, і 13 ракет."
    gone, come = changed_words(old, new)
    assert [old[slice(*one)] for one in gone] == ["805 дронів"]
    assert [new[slice(*one)] for one in come] == ["810 дронів, як відомо,"]
    assert changed_words(old, old) == ([], [])

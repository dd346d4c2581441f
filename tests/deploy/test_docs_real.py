"""The check of the real output in the docs reports what is stale, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs import hero_pictures, output

PAGE = "Before.\n\n```chat samples uk\n> /latest\nan old answer\n```\n\n```console empty\n$ ls\n```\nAfter.\n"


def test_every_output_block_of_a_page_is_regenerated_and_its_text_stays() -> None:
    asked: list[output.Block] = []

    def fill(blocks: list[output.Block]) -> list[str]:
        asked.extend(blocks)
        return ["FIRST", r"SECOND \1"]

    assert output.renewed({"page.md": PAGE, "empty.md": "No block.\n"}, fill) == {
        "page.md": "Before.\n\nFIRST\n\nSECOND \\1\nAfter.\n",
        "empty.md": "No block.\n",
    }
    assert asked == [("chat", "samples", "uk", "> /latest\nan old answer\n"), ("console", "empty", None, "$ ls\n")]


def test_memory_figures_are_not_compared() -> None:
    assert output.same_everywhere("database: 3 MiB\nmemory: 97 MiB\n") == "database: 3 MiB\nmemory: 115 MiB\n"


@pytest.mark.parametrize("name", hero_pictures.HEROES)
def test_the_caption_of_each_picture_is_stored_beside_it(name: str) -> None:
    assert (hero_pictures.PICTURES / f"{name}.png").is_file()
    assert (hero_pictures.PICTURES / f"{name}.txt").read_text(encoding="utf-8").startswith("> /latest\n")


@pytest.mark.parametrize(("kept", "stale"), [("> /latest\n130 launched\n", False), ("> /latest\n129 launched\n", True)])
async def test_a_picture_is_stale_when_the_bot_s_words_change(
    kept: str, stale: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def answer() -> None:
        """Its words are told below."""

    async def no_photograph() -> bytes:
        raise AssertionError("nothing is drawn to compare words")

    (tmp_path / "night.txt").write_text(kept, encoding="utf-8")
    monkeypatch.setattr(hero_pictures, "PICTURES", tmp_path)
    monkeypatch.setattr(hero_pictures, "HEROES", {"night": (answer, no_photograph)})
    monkeypatch.setattr(hero_pictures, "told", lambda message: "130 launched")
    assert await hero_pictures.main(check=True) == int(stale)
    assert ("+130 launched" in capsys.readouterr().out) is stale

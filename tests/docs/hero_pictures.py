"""Draws ``docs/pictures/latest.png`` anew: the answer to /latest as it looks in a chat. Needs Chromium.

``python -m tests.docs.hero_pictures`` asks the real application on the sample nights and photographs its very markup.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from bot.demo.bot_api import Message
from tests.docs.output import ROOT, chatting, said
from tests.docs.scenes import SCENES

OUT = ROOT / "docs" / "pictures" / "latest.png"
SIZE = (460, 870)
COLOURS = 64
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 14px; background: #cfdcc5; color: #111;
       font: 15px/1.38 "Noto Sans", "DejaVu Sans", sans-serif }}
p {{ margin: 0; padding: 8px 12px; border-radius: 14px; width: fit-content; white-space: pre-wrap }}
.asked {{ background: #e4fcd0; margin: 0 0 8px auto }}
.told {{ background: #fff; max-width: 400px }}
a {{ color: #2a73b8; text-decoration: none }}
div {{ display: flex; gap: 5px; margin-top: 5px; max-width: 424px }}
span {{ flex: 1; text-align: center; padding: 7px; border-radius: 9px; background: #8fa287; color: #fff }}
</style><p class="asked">{question}</p><p class="told">{answer}</p>{buttons}"""
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--force-device-scale-factor=2")  # fmt: skip


async def answer(question: str) -> Message:
    async with chatting(SCENES["samples"], "en") as talk:
        return await said(SCENES["samples"], talk, question)


def page(question: str, message: Message) -> str:
    rows = ["".join(f"<span>{label}</span>" for label in row) for row in message.labels]
    return PAGE.format(question=question, answer=message.source, buttons="".join(f"<div>{row}</div>" for row in rows))


def main() -> None:
    browser = shutil.which("chromium") or sys.exit("Chromium is not installed.")
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "latest.html"
        written.write_text(page("/latest", asyncio.run(answer("/latest"))), encoding="utf-8")
        subprocess.run(
            [browser, *FLAGS, f"--user-data-dir={folder}/browser", f"--window-size={SIZE[0]},{SIZE[1]}",
             f"--screenshot={OUT}", written.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
    with Image.open(OUT) as photo:
        photo.quantize(COLOURS).save(OUT, optimize=True)
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()

"""What Latin letters stand for where Ukrainian and Russian are typed in them: ``letters: spellings``, ``;`` between rows.

Nobody keeps to one standard, so all usual ones are here; the soft sign is mostly left out, so it may follow unsaid.
"""

from __future__ import annotations

# fmt: off
UKRAINIAN = """
    shch: щ; sch: щ; zh: ж; kh: х; ts: ц ць; tz: ц; ch: ч; sh: ш;
    yu: ю ью; ju: ю ью; iu: ю; ya: я ья; ja: я; ia: я ія; ye: є; je: є; ie: є; yi: ї; ji: ї;
    a: а; b: б; v: в; w: в; h: г х; g: г ґ; d: д дь; e: е; z: з зь; y: и й; i: і и ї; j: й; k: к; l: л ль; m: м; n: н нь;
    o: о; p: п; r: р; s: с сь; t: т ть; u: у; f: ф; x: х; c: ц ць
"""
RUSSIAN = """
    shch: щ; sch: щ; zh: ж; kh: х; ts: ц; tz: ц; ch: ч чь; sh: ш;
    yu: ю ью; ju: ю ью; iu: ю ию; ya: я ья; ja: я; ia: ия я; ye: е; je: е; ie: ие ье; yo: е; jo: е;
    a: а; b: б; v: в; w: в; h: х; g: г; d: д дь; e: е э; z: з; y: ы й и; i: и й; j: й; k: к; l: л ль; m: м; n: н нь;
    o: о; p: п; r: р рь; s: с; t: т ть; u: у; f: ф; x: х; c: ц к
"""
# fmt: on

"""What people call places beside the names of the tables, and what they want to hear of: one row each, ``;`` between phrases.

Stems are in lower case, ё as е, ’ for every apostrophe; ``=`` at the end requires the whole word.
"""

from __future__ import annotations

# fmt: off
# What may come after the name of a region.
REGION_WORDS = "region; oblast; област; обл=; кра; krai; республік; республик"
# Other names that people use for places: older spellings, cases that no post has, and the capitals of regions with
# another name.
ALSO_CALLED: tuple[tuple[str, str], ...] = (
    ("UA-05", "vinnitsa; vinnytsya"),
    ("UA-07", "lutsk; луцьк; луцк; volhynia"),
    ("UA-09", "lugansk"),
    ("UA-12", "dnipro=; dnepr=; dnepropetrovsk; кам’янське=; кам’янського=; кам’янському=; каменское=; каменском=; kamianske; дніпро=; дніпра=; дніпру=; дніпром=; дніпрі=; днепр=; днепра=; днепру=; "
        "днепре=; січеславщин"),
    ("UA-18", "zhitomir; житомиром="),
    ("UA-21", "uzhhorod; uzhgorod; ужгород; zakarpattya; transcarpathia"),
    ("UA-23", "zaporizhia; zaporizhya; zaporizhzhya; zaporozhye; zaporozhia"),
    ("UA-26", "франківськ"),
    ("UA-30", "kiev=; kyiv city; kiev city; city kyiv; м київ; м . київ; міст київ"),
    ("UA-32", "kyiv oblast; kiev oblast; kiev region"),
    ("UA-35", "kropyvnytskyi; kropyvnytskyy; kirovograd; кропивницьк; кропивницк"),
    ("UA-43", "ар крим=; автономн республік крим=; occupied crimea; окупован крим"),
    ("UA-46", "lvov=; lwow="),
    ("UA-48", "миколаєвом=; mykolayiv; nikolaev; nikolayev"),
    ("UA-51", "odessa"),
    ("UA-53", "полтавою="),
    ("UA-56", "rovno=; рівним="),
    ("UA-59", "сумами="),
    ("UA-61", "ternopol; тернополем="),
    ("UA-63", "kharkov"),
    ("UA-68", "khmelnitsky; khmelnitskiy; khmelnytsky"),
    ("UA-71", "cherkassy; черкасами="),
    ("UA-74", "chernigov; черніговом="),
    ("UA-77", "chernovtsy; чернівцями="),
    ("RU-SPE", "петербурз; petersburg; st petersburg; st . petersburg"),
    ("kryvyi-rih", "кривом розі; krivoy rog"),
    ("sea-of-azov", "azov="),
)
# Words that may accompany what to watch for.
BESIDE_WATCHED = frozenset(
    "launched used named new drones drone region at least more than or "
    "запущено застосовано названо новий дронів дрони дрон регіон область щонайменше не менше більше ніж".split()
)
# What one can watch for besides a number and a region.
WATCHED: tuple[tuple[str, str], ...] = (
    ("ballistic", "ballistic; ballistics=; ballistic missile; баліст; балістичн ракет; баллист; баллистическ ракет"),
    ("record", "record; рекорд"),
)
# fmt: on

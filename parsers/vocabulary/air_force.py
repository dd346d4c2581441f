"""By what a report of Ukraine's Air Force is known, and by what its look-alikes are: beginnings of words, ``;`` between.

The gate is looked for in the post as it stands; all else in its folded words with one space between them.
"""

from __future__ import annotations

# fmt: off
# The gate: a post without any of these cannot tell what became of anything. «Загроза застосування» is an alert.
GATE = ("зби", "знищ", "подав", "знешк", "втрач", "влуч", "атаков", "атакув", "атакує", "атаки укр", "завдав", "завдал",
        "завдає", "застосував", "застосувал", "застосов", "пусти", "досяг", "перехоп", "постражд", "\n- 1")

# Independent signs of a report; each row is one sign. Three are asked for.
SIGNS: tuple[tuple[str, str], ...] = (
    ("who attacked", "противник; ворог; ворож; окупант; рашист; росія; російськ"),
    ("that they attacked", "атакув; атакова; атакує; атакують; завдав; завдали; завдає; застосув; застосов; випусти; атаки україни"),
    ("what became of it", "збит; знищен; подавлен; знешкодж; локаційно втрач; влучан"),
    ("the words of a report", "станом на; за попередніми даними; в результаті; у результаті; внаслідок; силами та засобами; "
                              "силами і засобами; спільними зусиллями; радіотехнічними військами"),
    ("with what", "шахед; shahed; бпла; безпілотник; ракет; дрон; ціл"),
    ("when", "у ніч на; у ніч проти; у ніч з; в ніч на; в ніч проти; вночі; уночі; протягом; цієї ночі; атака триває; "
             "увечері; уранці; вранці; в період; у період; новорічну ніч; доби"),
)
ENOUGH = 3

# Said in reports and nowhere else: one is enough, so that a report cut short is still known.
UNMISTAKABLE = ("збито / подавлено; влучань не зафіксовано; зафіксовано влучання; локаційно втрачен; підтверджено збиття; "
                "внаслідок ворожої атаки постраждал; внаслідок російської атаки постраждал")

# What stands between launch places: «Курська обл., - рф; ТОТ Донецьк». What joins a name to the list, what stands right
# before a name, and what behind it.
JOINS_LAUNCH_PLACES = ", : - ( ; та і й"
BEFORE_LAUNCH_PLACES = """
    " тот ар ам мис мису аеродром аеродрому аеродромів полігон полігону повітряного повітряний простору простір над
    м н.п міста території тимчасово окупованої
"""
BEHIND_LAUNCH_PLACES = ") . обл області областей область краю край моря морів"
# How a country begins: «– Росія» tells where the places before it lie.
COUNTRIES = ("рф", "росі", "російськ", "федерац", "україн")

# A national report without a headline names at least one of these. Bombers and МіГ-31К, the carriers of its missiles, are
# told where a strike is told whole, be it on one city (@kpszsu, 21 November 2024).
OF_THE_COUNTRY = ("україн; країн; повітряних сил; південь; північ; різних напрямк; районів пуск; станом на; за попередніми даними; "
                  "стратегічних бомбардувальник; міг-31к")
# fmt: on

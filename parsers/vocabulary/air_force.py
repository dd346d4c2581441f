"""How reports of Ukraine's Air Force are recognised, and their look-alikes: beginnings of words, ``;`` between them.

The gate is matched against the post as it is; everything else against its folded words separated by one space.
"""

from __future__ import annotations

# fmt: off
# The gate: a post without any of these cannot say what became of anything. «Загроза застосування» is an alert.
GATE = ("зби", "знищ", "подав", "знешк", "втрач", "влуч", "атаков", "атакув", "атакує", "атаки укр", "завдав", "завдал",
        "завдає", "застосував", "застосувал", "застосов", "пусти", "досяг", "перехоп", "постражд", "\n- 1")

# Independent signs of a report; each row is one sign. Three are required.
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

# Used only in reports: one is enough, so that a truncated report is still recognised.
UNMISTAKABLE = ("збито / подавлено; влучань не зафіксовано; зафіксовано влучання; локаційно втрачен; підтверджено збиття; "
                "внаслідок ворожої атаки постраждал; внаслідок російської атаки постраждал")

# The words between launch places: «Курська обл., - рф; ТОТ Донецьк». Those that join a name to the list, those right
# before a name, and those after it.
JOINS_LAUNCH_PLACES = ", : - ( ; та і й"
BEFORE_LAUNCH_PLACES = """
    " тот ар ам мис мису аеродром аеродрому аеродромів полігон полігону повітряного повітряний простору простір над
    м н.п міста території тимчасово окупованої
"""
BEHIND_LAUNCH_PLACES = ") . обл області областей область краю край моря морів"
# How names of countries begin: «– Росія» says where the places before it lie.
COUNTRIES = ("рф", "росі", "російськ", "федерац", "україн")

# A national report without a headline names at least one of these. Bombers and МіГ-31К, the carriers of its missiles, are
# named in complete reports of a strike, even on one city (@kpszsu, 21 November 2024).
OF_THE_COUNTRY = ("україн; країн; повітряних сил; південь; північ; різних напрямк; районів пуск; станом на; за попередніми даними; "
                  "стратегічних бомбардувальник; міг-31к")
# fmt: on

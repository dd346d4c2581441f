"""The names people call the bot's commands by, in English, Ukrainian and Russian: one row each, ``;`` between phrases.

Stems are in lower case, ё as е, ’ for every apostrophe; ``=`` at the end requires the whole word. The names in the first
column are rows of ``bot.chat.routing.commands``, which a test of the bot holds.
"""

from __future__ import annotations

# fmt: off
COMMAND_WORDS: tuple[tuple[str, str], ...] = (
    ("latest", "latest=; news=; what’s new=; новини=; що нового=; новости=; что нового=; сводка=; сводку=; зведення=; останнє=; останні дані=; останній звіт=; останнє зведення=; свіже=; последнее=; последние данные=; последняя сводка=; свежее=; свежие данные="),
    ("night", "night=; ніч=; ночь="),
    ("week", "week=; тиждень=; неделя="),
    ("month", "month=; місяць=; месяц="),
    ("trend", "trend; тренд; динаміка=; динаміку=; динамика=; динамику="),
    ("chart", "chart; graph=; graphs=; plot=; графік; графіч; діаграма=; діаграму=; діаграми=; график; диаграмма=; диаграмму="),
    ("records", "record=; records=; рекорд; biggest=; biggest night=; biggest attack=; largest=; most drones=; most missiles=; найбільш; самая большая=; самая массированная=; самый большой=; самую большую=; самые большие=; самой большой=; крупнейш; worst night="),
    ("region", "region=; regions=; регіон=; регіони=; область=; регион=; регионы="),
    ("compare", "compare; comparison=; порівня; порівню; сравн"),
    ("source", "source=; sources=; джерел; першоджерел; первоисточник; источник; исходный текст=; вихідний текст="),
    ("cite", "cite=; citation=; quote=; quotation=; цитат; процитув; процитир; цитув; цитир"),
    ("digest", "digest=; дайджест"),
    ("export", "export=; download=; csv=; експорт; вивантаж; скачати=; завантажити=; экспорт; выгруз; скачать="),
    ("subscribe", "subscribe=; subscription=; підписатися=; підписатись=; підписка=; підписку=; підпиши; підпишіть; подписаться=; подписка=; подписку=; подпиши"),
    ("unsubscribe", "unsubscribe=; відписатися=; відписатись=; відписка=; відпиши; скасувати підписку=; отписаться=; отписка=; отпиши; отменить подписку=; stop=; стоп="),
    ("watch", "watch=; стежити=; стеж=; слідкувати=; следить=; следи=; відстежувати=; отслеживать="),
    ("settings", "settings=; setting=; preferences=; options=; language=; налаштуван; настройк; мова=; змінити мову=; язык=; сменить язык="),
    ("post", "post=; my channel=; my group=; мій канал=; моя група=; мой канал=; моя группа="),
    ("gaps", "gaps=; gap=; прогалин; пропуск; пропущені ночі=; missing nights=; пропущенные ночи="),
    ("accuracy", "accuracy=; how accurate=; how accurate are you=; how accurate is it=; точність=; наскільки точно=; точность=; насколько точно="),
    ("status", "status=; статус=; стан даних=; состояние данных="),
    ("about", "about=; about bot=; about this bot=; про бота=; про бот=; що це=; хто ти=; о боте=; про тебе=; что это=; кто ты=; what is this=; who are you="),
    ("privacy", "privacy=; приватність=; конфіденційність=; приватность=; конфиденциальность="),
    ("mydata", "mydata=; my data=; мої дані=; мои данные="),
    ("forget", "forget=; forget me=; забути=; забудь=; забудь мене=; видалити мої дані=; удалить мои данные=; забыть=; забудь меня=; delete my data="),
    ("help", "help=; commands=; menu=; допомога=; допоможи=; довідка=; команди=; меню=; помощь=; помоги=; справка=; команды=; що ти вмієш=; что ты умеешь=; what can you do="),
    ("start", "start=; старт=; почати=; начать="),
)
# fmt: on

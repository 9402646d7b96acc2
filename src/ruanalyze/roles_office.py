"""What kind of office a post is: its level, and whether it is public office."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from ruanalyze.doc import Entity, Level
    from ruanalyze.roles_parts import Phrase

__all__ = ["body_kind", "office"]


def office(phrase: Phrase, body: Entity | None, territory: Entity | None) -> tuple[Level, bool]:
    """The level of a post, and whether who holds it is in public office."""
    head = phrase.head
    words = phrase.tail_words
    names = [words, *phrase.kindwords]
    if body is not None:
        names.append(body.name.lower())
    if territory is not None and territory.place is None:
        names.append(territory.name.lower())  # "пресс-секретарь Кремля"
    kind = body_kind(" ".join(names))
    area = _area(territory, words)
    if head.kind == "exec":
        if body is not None and (kind in _PRIVATE or (kind is None and head.name in _ANY_BODY)):
            return cast("Level", kind or "company"), False
        if phrase.quoted and body is None and head.name in _ANY_BODY:
            return "company", False
        if kind in _PRIVATE and head.name in _ANY_BODY and territory is None:
            return cast("Level", kind), False
        return ("regional" if area == "regional" and head.level != "parliament" else head.level), True
    if head.official == "yes":
        return head.level, True
    if head.official == "no":
        return head.level, False
    for inner in phrase.inner:  # "помощник депутата", "заместитель министра"
        if inner.head.official == "yes":
            return office(inner, body, territory)
    if kind in ("parliament", "judicial", "law_enforcement", "state_institution"):
        return cast("Level", kind), True
    if kind == "army":
        return "federal", True
    if kind == "government":
        return area or "federal", True
    if kind is not None:
        return cast("Level", kind), False
    if body is None and area is not None and not phrase.quoted and head.kind in ("chief", "deputy", "lead"):
        return area, True
    return ("company" if phrase.quoted or (body is not None and "«" in body.name) else "other"), False


_PRIVATE: Final = frozenset(("company", "civic", "party"))
_ANY_BODY: Final = frozenset(("президент", "вице-президент", "секретарь"))


@lru_cache(maxsize=4096)
def body_kind(words: str) -> str | None:
    """The kind of the body that lower-case words name, or None.

    >>> body_kind("областного суда"), body_kind("ооо «рога и копыта»")
    ('judicial', 'company')
    """
    if not words:
        return None
    for kind, pattern in _BODIES:
        if pattern.search(words):
            return kind
    return None


def _area(territory: Entity | None, words: str) -> Level | None:
    """federal, regional or municipal by the words of the post, else by the place; None when neither tells."""
    match = _TERRITORY.search(words)
    if match and match.lastgroup == "municipal":
        return "municipal"
    if territory is not None and territory.place is not None:
        kind = territory.place.kind
        if kind == "country":
            return "federal"
        if kind == "region" or territory.place.name in _CITY_REGIONS:
            return "regional"
        if kind in ("district", "city", "town", "village"):
            return "municipal"
    return cast("Level", match.lastgroup) if match else None


# What kind of body a text of lower-case words names; the first that is found decides.
_BODIES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        # ассоциация «Совет муниципальных образований»
        ("state_institution", r"муниципальн\w+ образован|общественн\w+ (?:палат|совет)|уполномоченн"),
        # фракция «Единая Россия» в Госдуме
        (
            "parliament",
            r"\b(?:гос|гор|обл)?дум[аыеу]|совет\w* федераци|совфед|сенат|парламент|заксобрани|законодательн\w+ (?:собрани|палат)"
            r"|горсовет|\bрад[аыеу]\b|конгресс|бундестаг|меджлис|кнессет|палат\w+ (?:представител|лордов|общин|депутат)"
            r"|(?:собрани|совет)\w* (?:\w+ )?депутат|народн\w+ собрани|хурал|курултай|сейм|муниципальн\w+ (?:собрани|совет)"
            r"|национальн\w+ собрани|городск\w+ собрани|(?:верхн|нижн)\w+ палат|народн\w+ совет|риксдаг|мажилис|фракци"
            r"|собрани",
        ),
        # Саратовский областной суд
        ("judicial", r"\bсуд(?:а|у|ом|е)?\b|судебн|горсуд|облсуд|райсуд|\bеспч\b"),
        # областная прокуратура
        (
            "law_enforcement",
            r"прокуратур|полици|\bг?у?мвд|фсб|\bскр?\b|следственн|следком|росгварди|гибдд|\bг?увд|фсин|милици|\bфсо\b|\bсвр\b|\bгру\b"
            r"|внутренних дел|розыск|цру\b|\bфбр\b|\bанб\b|моссад|спецслужб|тамож|пристав|разведк|колони|сизо\b|\bкгб|нквд"
            r"|\bовд\b|госбезопасност|\bсбу\b|шин[ -]бет|наказани|нацгвард|национальн\w+ гварди|скотленд|гаи\b",
        ),
        (
            "army",
            r"минобороны|генштаб|вооруж|\bарми|войск|\bфлот|военн\w+ округ|бригад|дивизи|батальон|космодром|воинск|\bвдв\b|\bввс\b|\bвмф\b|генеральн\w+ штаб|главн\w+ штаб|министерств\w+ обороны|военком",
        ),
        # политсовет партии
        (
            "party",
            r"\bпарти|един\w+ росси|\bлдпр\b|\bкпрф\b|\bкпсс\b|справедлив\w+ росси|«яблок|парнас|народн\w+ фронт|единоросс|консерватор|лейборист|республиканц|демократ|оппозици",
        ),
        # Саратовский государственный университет
        (
            "state_institution",
            r"университет|институт|академи|школ|гимнази|лице[йяею]|колледж|техникум|училищ|детск\w+ сад|детсад|больниц|поликлиник|госпитал"
            r"|диспансер|роддом|медцентр|медицинск\w+ центр|музе|театр|филармони|библиотек|дом\w* культуры|двор\w+ (?:культуры|спорта|творчества)"
            r"|заповедник|нацпарк|национальн\w+ парк|зоопарк|\bмуп\b|\bгуп\b|\b[мгф]г?б?к?а?оу\b|\bгбуз|\bмбу|\bмку\b|\bгку\b|\bфгуп\b|\bфгбу"
            r"|интернат|\bнии\b|\bвуз|консерватори|\bран\b|архив|кафедр|факультет|клиник|\bмгу\b|\bспбгу\b|\bвшэ\b|эрмитаж"
            r"|скор\w+ помощ|медсанчаст|стационар|регистр|гормост|горсвет|водоканал|\bнадзор|вещани",
        ),
        # администрация района
        (
            "government",
            r"правительств|администраци|министерств|\bмин(?!ерал|отавр|ивэн|ут|ом)[а-я]{3,}|департамент|комитет|управлени|служб|агентств"
            r"|\bрос(?:с?пот|здрав|тех|рыб|реестр|косм|лес|алког|ком|авиа|стат|стандарт|имущ|фин|природ|недр|авто|морреч|желдор|вод|сельхоз|обр|атом|молодеж|туризм|гидромет|нано|архив)"
            r"|мэри|префектур|кабмин|кабинет|ведомств|кремл|госсовет|совбез|совет\w* безопасност|аппарат|полпредств|представительств"
            r"|посольств|консульств|инспекци|центробанк|\bцб\b|банк\w* росси|сч[её]тн\w+ палат|избирком|\bцик\b|избирательн|\bмид\b|\bмчс\b|дипломат"
            r"|муниципал|пенсионн\w+ фонд|\bпфр\b|\bфас\b|\bфнс\b|\bфмс\b|\bфссп\b|\bнак\b|\bоон\b|\bнато\b|\bес\b|евросоюз|еврокомис|бел\w+ дом|пентагон|госдеп|горздрав|облздрав"
            r"|сельск\w+ (?:совет|поселени)|совет\w* министров|политбюро|здравоохранени|санитарн|жилищн\w+ инспек|госстро|гос[а-я]{3,}надзор|смольн|гор(?:исполком|администрац)|исполком|казначейств|госуслуг|\bмфц\b|коллеги|хозяйств|образовани|культуры|внутренн\w+ политик|субъект|федерального собрания|содружеств|секретариат|снг\b|сбор",
        ),
        # общество с ограниченной ответственностью
        (
            "company",
            r"компани|корпораци|холдинг|концерн|банк|\b[опз]?ао\b|\bооо\b|фирм|завод|фабрик|комбинат|предприяти|групп|газпром|роснефт|лукойл|\bржд\b|аэрофлот"
            r"|девелоп|магазин|студи|агрохолдинг|рестора|аэропорт|трест|бюро|журнал|газет|телеканал|радио|издани|медиа|порт\b|правлени|совет\w* директоров|шоу",
        ),
        # общественная организация
        (
            "civic",
            r"ассоциаци|союз|фонд|движени|обществ|организаци|федераци|\bлиг|клуб|профсоюз|совет|центр|комисси|сборн|епархи|митрополи|церк|храм|монастыр|община|палат|объединени|фестивал",
        ),
    )
)
_TERRITORY: Final = re.compile(
    # глава государства; глава муниципального района
    r"\b(?:(?P<federal>государств|стран|республик\w+ (?:беларусь|корея)|россии)|(?P<regional>регион|област|кра[яй]\b|республик|субъект)"
    r"|(?P<municipal>город|район|округ|муниципалитет|поселени|посёлк|поселк|сел[ао]\b|столиц|муниципальн|деревн|станиц|улус))"
)
_CITY_REGIONS: Final = frozenset(("Москва", "Санкт-Петербург", "Севастополь"))

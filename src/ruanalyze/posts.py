"""The lexicon of posts: which words head a post, what its level is, whether it is public office."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

if TYPE_CHECKING:
    from ruanalyze.doc import Entity, Level, RoleStatus

__all__ = ["Head", "Posts", "feminine"]

_TABLE: Final = Path(__file__).parent / "resources" / "posts.tsv"


class Head(NamedTuple):
    """The head word of a post. official is "yes", "no" or "body" (the institution decides)."""

    name: str
    kind: str
    level: Level
    official: str
    former: bool = False
    weak: bool = False


class Posts:
    """The lexicon. `heads[lemma]` is the Head of a lemma or None; made once, shared by all threads."""

    def __init__(self) -> None:
        self.parts: set[str] = set()
        self.status: dict[str, RoleStatus] = {}
        known: dict[str, Head] = {}
        for line in _TABLE.read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            lemma, kind, level, official = line.split("\t")
            if kind == "part":
                self.parts.add(lemma[1:])
            elif kind == "status":
                self.status[lemma[1:]] = cast("RoleStatus", level)
            else:
                known[lemma] = Head(lemma, kind, cast("Level", level), official)
        for base, genitive in _DEPUTIES.items():
            head = known[base]
            name = "зам" + genitive
            official = head.official if head.official != "no" else "body"
            level = head.level
            for lemma in {name, "зам" + base, "зам" + genitive[:-1]}:
                known.setdefault(lemma, Head(name, "chief" if head.kind == "chief" else head.kind, level, official))
        for form, lemma in _HOMONYMS.items():
            known.setdefault(form, known[lemma]._replace(weak=True))
        self.heads = _Heads(known)

    def __reduce__(self) -> tuple[object, ...]:
        return load, ()


@lru_cache(maxsize=1)
def load() -> Posts:
    """The lexicon, one a process."""
    return Posts()


class _Heads(dict[str, "Head | None"]):
    """lemma -> Head or None; compounds are taken apart once and remembered."""

    def __init__(self, known: dict[str, Head]) -> None:
        super().__init__(known)
        self._known = known

    def __missing__(self, lemma: str) -> Head | None:
        found = self._read(lemma.replace("ё", "е"))
        if found is not None and "ё" in lemma and not found.name.startswith("зам"):
            found = found._replace(name=lemma.removeprefix("экс-") if found.former else lemma)
        if len(self) > 1 << 16:
            self.clear()
            self.update(self._known)
        self[lemma] = found
        return found

    def _read(self, lemma: str) -> Head | None:
        found = self._known.get(lemma)
        if found is not None or "-" not in lemma:
            return found
        first, _, rest = lemma.partition("-")
        if first in ("экс", "бывш"):
            found = self._read(rest)
            return found and found._replace(former=True)
        if first == "врио":
            return self._read(rest)
        if first in _PREFIXES:
            found = self._read(rest)
            return found and found._replace(name=f"{first}-{found.name}")
        last = lemma.rpartition("-")[2]
        found = self._read(last) or self._known.get(first)
        if found is not None and found.kind not in ("chief", "deputy"):
            return found._replace(name=lemma)
        return found and found._replace(name=lemma)


_PREFIXES: Final = frozenset(("вице", "со", "обер", "штаб", "арт", "контр", "унтер", "гранд", "прото", "суб", "про"))
# The second half of "зам..." compounds, and its genitive: the usual form of the word is замминистра.
_DEPUTIES: Final = {
    "министр": "министра",
    "глава": "главы",
    "начальник": "начальника",
    "директор": "директора",
    "председатель": "председателя",
    "губернатор": "губернатора",
    "руководитель": "руководителя",
    "мэр": "мэра",
    "прокурор": "прокурора",
    "генпрокурор": "генпрокурора",
    "командующий": "командующего",
    "главнокомандующий": "главнокомандующего",
    "гендиректор": "гендиректора",
    "секретарь": "секретаря",
    "командир": "командира",
    "заведующий": "заведующего",
    "главком": "главкома",
    "премьер": "премьера",
    "декан": "декана",
    "префект": "префекта",
    "главврач": "главврача",
}
# Forms of a post that the dictionary reads as another noun; they count only right before a name.
_HOMONYMS: Final = {
    "премьера": "премьер",
    "политика": "политик",
    "критика": "критик",
    "физика": "физик",
    "математика": "математик",
    "механика": "механик",
    "певец": "певец",
}
_MASCULINE: Final = frozenset(
    "глава староста судья голова старшина папа лама далай-лама мулла аятолла воевода замглавы замминистра".split()
)
_FEMININE: Final = frozenset("модель фотомодель топ-модель леди сопрано меццо-сопрано".split())


def feminine(name: str) -> bool:
    """Whether the head of a post is a feminine noun: актриса, but not глава."""
    if name.startswith("зам"):
        return False
    return name in _FEMININE or (name[-1] in "ая" and name not in _MASCULINE and name.rpartition("-")[2] not in _MASCULINE)


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
        ("army", r"минобороны|генштаб|вооруж|\bарми|войск|\bфлот|военн\w+ округ|бригад|дивизи|батальон|космодром|воинск|\bвдв\b|\bввс\b|\bвмф\b|генеральн\w+ штаб|главн\w+ штаб|министерств\w+ обороны|военком"),
        # политсовет партии
        ("party", r"\bпарти|един\w+ росси|\bлдпр\b|\bкпрф\b|\bкпсс\b|справедлив\w+ росси|«яблок|парнас|народн\w+ фронт|единоросс|консерватор|лейборист|республиканц|демократ|оппозици"),
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
            r"|муниципал|пенсионн\w+ фонд|\bпфр\b|\bфас\b|\bфнс\b|\bфмс\b|\bфссп\b|\bнак\b|\bоон\b|\bнато\b|\bес\b|евросоюз|еврокомис|бел\w+ дом|горздрав|облздрав"
            r"|сельск\w+ (?:совет|поселени)|совет\w* министров|политбюро|здравоохранени|санитарн|жилищн\w+ инспек|госстро|гос[а-я]{3,}надзор|смольн|гор(?:исполком|администрац)|исполком|казначейств|госуслуг|\bмфц\b|коллеги|хозяйств|образовани|культуры|внутренн\w+ политик|субъект|федерального собрания|содружеств|секретариат|снг\b|сбор",
        ),
        # общество с ограниченной ответственностью
        (
            "company",
            r"компани|корпораци|холдинг|концерн|банк|\b[опз]?ао\b|\bооо\b|фирм|завод|фабрик|комбинат|предприяти|групп|газпром|роснефт|лукойл|\bржд\b|аэрофлот"
            r"|девелоп|магазин|студи|агрохолдинг|рестора|аэропорт|трест|бюро|журнал|газет|телеканал|радио|издани|медиа|порт\b|правлени|совет\w* директоров|шоу",
        ),
        # общественная организация
        ("civic", r"ассоциаци|союз|фонд|движени|обществ|организаци|федераци|\bлиг|клуб|профсоюз|совет|центр|комисси|сборн|епархи|митрополи|церк|храм|монастыр|община|палат|объединени|фестивал"),
    )
)
_TERRITORY: Final = re.compile(
    # глава государства; глава муниципального района
    r"\b(?:(?P<country>государств|стран|республик\w+ (?:беларусь|корея)|россии)|(?P<region>регион|област|кра[яй]\b|республик|субъект)"
    r"|(?P<city>город|район|округ|муниципалитет|поселени|посёлк|поселк|сел[ао]\b|столиц|муниципальн|деревн|станиц|улус))"
)
_CITY_REGIONS: Final = frozenset(("Москва", "Санкт-Петербург", "Севастополь"))


def area_level(territory: Entity | None, words: str) -> Level | None:
    """federal, regional or municipal by the place, else by the words of the post; None when neither tells."""
    match = _TERRITORY.search(words)
    if match and match.lastgroup == "city":
        return "municipal"
    if territory is not None and territory.place is not None:
        kind = territory.place.kind
        if kind == "country":
            return "federal"
        if kind == "region" or territory.place.name in _CITY_REGIONS:
            return "regional"
        if kind in ("district", "city", "town", "village"):
            return "municipal"
    if match:
        return {"country": "federal", "region": "regional"}.get(match.lastgroup or "", "municipal")  # type: ignore[return-value]
    return None


@lru_cache(maxsize=4096)
def body_kind(words: str) -> str | None:
    """The kind of the body that lower-case words name."""
    for kind, pattern in _BODIES:
        if pattern.search(words):
            return kind
    return None

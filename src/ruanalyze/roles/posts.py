"""The lexicon of posts: which words head a post, what its level is, whether it is public office."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from ruanalyze.paths import RESOURCES
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from ruanalyze.doc import Level, RoleStatus

__all__ = ["LEADS", "MAY_HEAD", "PARTICIPLES", "SUCCEED", "SUCCEEDS", "Head", "Posts", "feminine", "load"]

_TABLE: Final = RESOURCES / "posts.tsv"


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
        self.leaders: dict[str, str] = {}  # surname -> country
        known: dict[str, Head] = {}
        for line in _TABLE.read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            lemma, kind, level, official = line.split("\t")
            if kind == "part":
                self.parts.add(lemma[1:])
            elif kind == "leader":
                self.leaders[lemma[1:]] = level
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
        self.flags = _Flags(self.heads)

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
        if _is_simple(lemma):
            self[lemma] = None  # most words of a text
            return None
        found = self._read(lemma.replace("ё", "е"))
        if found is not None and "ё" in lemma and not found.name.startswith("зам"):
            found = found._replace(name=lemma.removeprefix("экс-") if found.former else lemma)
        self[lemma] = found
        return found

    def trim(self) -> None:
        """Forget what was taken apart, when it is much."""
        if len(self) > 1 << 16:
            self.clear()
            self.update(self._known)

    def _read(self, lemma: str) -> Head | None:
        found = self._known.get(lemma)
        if found is not None:
            return found
        if "-" not in lemma:
            if lemma.startswith("зам") and len(lemma) > 6:
                return self._deputy(lemma)
            return self._compound(lemma) if len(lemma) > 9 else None
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
        found = self._read(last)
        if found is not None:
            return found._replace(name=lemma)
        found = self._known.get(first)
        return found and (found if found.kind in _OFFICES else found._replace(name=lemma))

    def _compound(self, lemma: str) -> Head | None:
        """A first half that names a field, grown together with a known post: "бундестренер", "кинопродюсер"."""
        for first in _FIELDS:
            if lemma.startswith(first):
                found = self._known.get(lemma[len(first) :])
                return found and found._replace(name=lemma)
        return None

    def _deputy(self, lemma: str) -> Head | None:
        """A "зам..." compound whose lemma the dictionary guessed: "замглавнокомандуть"."""
        rest = lemma[3:]
        for base in _STEMS:
            if rest.startswith(base[:-4]) or rest == base:
                return self._known.get("зам" + _DEPUTIES[base])
        return None


# Verbs that stand for a post.
LEADS: Final = {
    "возглавить": "глава",
    "возглавлять": "глава",
    "возглавлявший": "глава",
    "возглавляющий": "глава",
    "возглавивший": "глава",
    "руководить": "руководитель",
    "руководивший": "руководитель",
    "руководящий": "руководитель",
    "командовать": "командующий",
    "командовавший": "командующий",
}
# Verbs of succeeding somebody in a post.
SUCCEED: Final = frozenset(("сменить", "сменять", "заменить", "сменивший"))
# Posts that are participles, for taggers that call them verbs: the form without its ending.
PARTICIPLES: Final = {"управляющ": "управляющий", "заведующ": "заведующий", "командующ": "командующий"}
_VERBS: Final = LEADS.keys() | {"управлять", "заведовать", "командовать"}
MAY_HEAD: Final = 1
SUCCEEDS: Final = 2


class _Flags(dict[str, int]):
    """lemma -> MAY_HEAD a post, SUCCEEDS somebody, or 0: one look-up a token."""

    def __init__(self, heads: _Heads) -> None:
        super().__init__()
        self._heads = heads

    def __missing__(self, lemma: str) -> int:
        heads = lemma in _VERBS or self._heads[lemma] is not None
        answer = SUCCEEDS if lemma in SUCCEED else MAY_HEAD if heads else 0
        if len(self) > 1 << 16:
            self.clear()
            self._heads.trim()
        self[lemma] = answer
        return answer


# Kinds of which a compound keeps the first half alone: губернатор-коммунист is a губернатор.
_OFFICES: Final = frozenset(("exec", "parl", "chief", "court", "law", "deputy", "lead", "staff"))
_PREFIXES: Final = frozenset(("вице", "со", "обер", "штаб", "арт", "контр", "унтер", "гранд", "прото", "суб", "про"))
_FIELDS: Final = tuple(
    sorted(
        word_set(
            """теле кино радио видео фото авто мото вело био гео спец бундес медиа нарко агро гидро метео психо электро
    этно нейро кардио кибер арт поп рок гос обл гор рай евро военно горе лже псевдо сверх супер ультра микро
    макро"""
        ),
        key=len,
        reverse=True,
    )
)
_MAY_HIDE: Final = ("зам", *_FIELDS)  # what a compound with a post in it begins with, when it has no hyphen
_THREE: Final = frozenset(begin[:3] for begin in _MAY_HIDE)


def _is_simple(lemma: str) -> bool:
    """Whether a lemma that the lexicon does not hold can be no compound of one that it holds."""
    if "-" in lemma or "ё" in lemma:
        return False
    return lemma[:3] not in _THREE or not lemma.startswith(_MAY_HIDE)


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
_STEMS: Final = sorted((b for b in _DEPUTIES if len(b) > 8), key=len, reverse=True)
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
_MASCULINE: Final = word_set(
    "глава староста судья голова старшина папа лама далай-лама мулла аятолла воевода замглавы замминистра"
)
_FEMININE: Final = word_set("модель фотомодель топ-модель леди сопрано меццо-сопрано")


def feminine(name: str) -> bool:
    """Whether the head of a post is a feminine noun: актриса, but not глава."""
    if name.startswith("зам"):
        return False
    return name in _FEMININE or (
        name[-1] in "ая" and name not in _MASCULINE and name.rpartition("-")[2] not in _MASCULINE
    )

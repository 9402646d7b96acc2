"""What the rules of roles speak of: grammatical features, mentions as tokens, post phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from ruanalyze.kept import Kept

if TYPE_CHECKING:
    from ruanalyze.doc import Entity, Mention, RoleStatus, Token
    from ruanalyze.roles.posts import Head

__all__ = ["Found", "Gram", "Phrase", "Place", "agree", "gram", "shows"]


class Gram(NamedTuple):
    """Case, number and gender of a token, empty when it has none."""

    case: str
    number: str
    gender: str


_GRAMS: Final[Kept[str, Gram]] = Kept(1 << 12)


def gram(feats: str) -> Gram:
    """The features that agreement needs.

    >>> gram("Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing")
    Gram(case='Gen', number='Sing', gender='Masc')
    """
    found = _GRAMS.get(feats)
    if found is None:
        parts = dict(f.split("=", 1) for f in feats.split("|") if "=" in f)
        made = Gram(parts.get("Case", ""), parts.get("Number", ""), parts.get("Gender", ""))
        found = _GRAMS.keep(feats, made)
    return found


class Place(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A mention of an entity as tokens `[first, last)` of its sentence."""

    entity: Entity
    mention: Mention
    first: int
    last: int


class Phrase(msgspec.Struct, eq=False):
    """One post in one sentence: tokens `[left, end)`, of which `[first, end)` are the post itself."""

    sentence: int
    index: int
    head: Head
    case: str
    number: str
    gender: str
    left: int = 0
    first: int = 0
    end: int = 0
    status: RoleStatus | None = None
    parts: list[str] = []  # adjectives before the head, nominative
    tail: list[Token] = []  # words after the head that belong to the post
    bodies: list[Entity] = []
    areas: list[Entity] = []
    own: list[str] = []  # adjectives that may name the place: "саратовский"
    inner: list[Phrase] = []  # posts inside the complement: "министра" of "заместитель министра"
    within: Entity | None = None  # the body whose name ends with the post: "администрация президента США"
    quoted: bool = False
    title: str = ""  # "«Говорит Москва»" where that is no entity of the text
    described: Token | None = None  # "еженедельника" of "еженедельника «Право»"
    patron: tuple[Token, ...] = ()  # "Собянина" of "заместитель Собянина"
    kindwords: list[str] = []  # "компании", "японского": words of the tail that tell what kind the body is
    areaword: str = ""  # "города" of "мэр города"
    led: bool = False  # the post stands in a verb: "возглавил"
    noun: str = ""  # what is led when no entity is: "управления"

    def __post_init__(self) -> None:
        self.left = self.first = self.index
        self.end = self.index + 1
        if self.head.former:
            self.status = "former"

    @property
    def tail_words(self) -> str:
        """The words after the head, lower case."""
        if not self.tail:
            return self.noun
        words = " ".join([t.text.lower() for t in self.tail])
        return f"{self.noun} {words}" if self.noun else words

    @property
    def name(self) -> str:
        """The post, nominative and lower case."""
        if not (self.parts or self.tail or self.noun or self.title):
            return self.head.name
        words = [*self.parts, self.head.name]
        if self.noun:
            words.append(self.noun)
        for token in self.tail:
            text = token.text
            words.append(text if token in self.patron or (text.isupper() and len(text) > 1) else text.lower())
        if self.title:
            words.append(self.title)
        return " ".join(words).replace(" ,", ",")


_OBLIQUE: Final = {
    "Gen": ("Gen", "Acc"),
    "Acc": ("Acc", "Gen"),
    "Dat": ("Dat",),
    "Loc": ("Loc",),
    "Ins": ("Ins",),
    "Nom": ("Nom",),
}


def agree(case: str, cases: set[str], same: bool) -> bool:
    """Whether a post in `case` goes with a name in `cases`; `same`: it stands in its nominative form."""
    if not case or not cases:
        return True
    if case == "Nom":
        return same or "Nom" in cases
    return any(c in cases for c in _OBLIQUE.get(case, (case,)))


# Endings that a noun, an adjective or a name may have in a case, for a tagger that took one case for another.
_ENDINGS: Final = {
    "Gen": ("а", "я", "ы", "и", "ого", "его", "ой", "ей"),
    "Acc": ("а", "я", "у", "ю", "ого", "его"),
    "Dat": ("у", "ю", "е", "и", "ому", "ему", "ой", "ей"),
    "Loc": ("е", "и", "у", "ю", "ом", "ем", "ой", "ей"),
    "Ins": ("ом", "ем", "ём", "ой", "ей", "ою", "ею", "ью", "ым", "им"),
}


def shows(case: str, text: str) -> bool:
    """Whether a singular word can stand in a case by its ending.

    >>> shows("Ins", "Янезом"), shows("Dat", "предпринимателя")
    (True, False)
    """
    endings = _ENDINGS.get(case)
    return endings is None or text.endswith(endings)


class Found(msgspec.Struct, frozen=True, eq=False):
    """A post phrase and the person it was given to, before the roles of one person are merged."""

    phrase: Phrase
    person: Place
    rule: str
    confidence: float
    status: RoleStatus | None = None

"""Where a sentence ends: named rules that answer or abstain, asked in order at every place where it might.

Such a place is a gap between two tokens after a terminator ("." "?!" "…", with the quotes and brackets that close on
it), at a line break, or before a bullet. A rule answers True (the sentence ends), False (it goes on) or None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.segment.tokens import DASHES
from ruanalyze.segment.words import (
    HEAD,
    HEAD_PAIRS,
    INITIALS,
    LETTERED,
    NUMBER_TAIL,
    OPENERS,
    STARTERS,
    TAIL,
    TAIL_PAIRS,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CLOSERS", "OPENING", "TERMINATOR_RULES", "Gap", "decide", "is_end"]

CLOSERS: Final = frozenset("»”’\"“')]")
OPENING: Final = frozenset("«“„\"'([")
_NEVER_FIRST: Final = frozenset(",;:)]»”%/")


class Gap(NamedTuple):
    """A place where a sentence may end: after `words[at]`, the terminator, and `closers`; `right` is the next token.

    `glued` is true when no white space stands there; `first` is the index of the sentence's first token.
    """

    words: list[str]
    at: int
    closers: int
    right: str
    glued: bool
    first: int

    def left(self, n: int = 1) -> str:
        """The n-th token before the terminator, or "" at the beginning of the sentence."""
        i = self.at - n
        return self.words[i] if i >= self.first else ""

    def after(self, n: int = 1) -> str:
        """The n-th token after `right`, or ""."""
        i = self.at + 1 + self.closers + n
        return self.words[i] if i < len(self.words) else ""


def is_end(word: str) -> bool:
    """Whether a token is a terminator: "." "?!" "…"."""
    return word[-1] in ".!?…"


def _number(word: str) -> bool:
    """ "5", "2019", "1,5", "1990-1995"."""
    return word[:1].isdigit() and word[-1:].isdigit()


def _starter(gap: Gap) -> bool:
    """The next word is one of those that begin sentences, and no initial: "Об этом", not "В. Петров"."""
    return gap.right in STARTERS and gap.after() != "."


def glued(gap: Gap) -> bool | None:
    """ "ТАСС.Ранее", "премию».По словам" end; "Яндекс.Такси", "Право.Ру" and all else without a space goes on."""
    if not gap.glued:
        return None
    right, left = gap.right, gap.left()
    closed = gap.closers > 0 or left in CLOSERS
    if right in OPENING and gap.after()[:1].isupper():
        right = gap.after()
        if gap.right == '"':
            return False
    elif right in STARTERS and gap.after() != ".":
        return closed or (len(left) > 1 and left.lower() not in HEAD)
    if len(right) < 2 or not right[0].isupper() or not right[1:].islower() or right[0] < "Ё":
        return False
    if closed:
        return True
    if gap.after() == "." and len(right) < 4:
        return False
    if len(left) < 3 or left.lower() in HEAD or left in INITIALS:
        return False
    return (left.islower() and left[0] > "Z") or (left.isupper() and left[0] > "Z") or gap.words[gap.at] != "."


def lower_right(gap: Gap) -> bool | None:
    """ "им. адмирала", "«Ура!» закричал"."""
    return False if gap.right[0].islower() else None


def punct_right(gap: Gap) -> bool | None:
    """ "и др., но", "что? !"."""
    return False if gap.right in _NEVER_FIRST or is_end(gap.right) else None


def dash_right(gap: Gap) -> bool | None:
    """ "Пора! — сказал он", "14. - 15.10" go on; a dash of a dialogue begins one."""
    if gap.right not in DASHES:
        return None
    after = gap.after()
    if after[:1].islower() or (after[:1].isdigit() and gap.words[gap.at] == "." and _number(gap.left())):
        return False
    return None


def title_in_quotes(gap: Gap) -> bool | None:
    """ "передача «Что? Где? Когда?» вышла"."""
    if gap.closers or gap.words[gap.at] == ".":
        return None
    before = gap.words[max(gap.first, gap.at - 7) : gap.at]
    after = gap.words[gap.at + 1 : gap.at + 6]
    if "«" not in before or "»" in before or "»" not in after:
        return None
    return None if {",", "."} & set(after[: after.index("»")]) else False


def pair(gap: Gap) -> bool | None:
    """ "т. е. Москва" goes on, "и т. д. Потом" ends, "в 5 тыс. до н. э. 12" goes on."""
    if gap.closers or gap.left(2) != ".":
        return None
    both = (gap.left(3).lower(), gap.left().lower())
    if gap.left().isupper() and both not in (("р", "х"), ("p", "s")):
        return None
    if both in HEAD_PAIRS:
        return False
    if both in TAIL_PAIRS:
        return gap.right[0].isupper() or gap.right in OPENING or gap.right in DASHES
    return None


def initial(gap: Gap) -> bool | None:
    """ "А. С. Пушкин", "Дж. Буш" go on; "витамин С. Он", "до 10 G. Из-за", "осудили Иванова А. А. Об этом" end."""
    left = gap.left()
    if gap.closers or not ((len(left) == 1 and left.isupper()) or left in INITIALS):
        return None
    before = gap.left(2)
    if _number(before) or before.lower() in LETTERED:
        return gap.right[0].isupper()
    return _starter(gap) and (before == "." or before[:1].isupper())


def abbreviation(gap: Gap) -> bool | None:
    """ "ул. Ленина", "ст. 105" go on; "в 2019 г. Об этом", "5 млн руб. Всего" end, "5 тыс. 300", "г. Москва" go on."""
    if gap.closers or gap.words[gap.at] != ".":
        return None
    left = gap.left()
    if len(left) > 2 and left.isupper():  # "FIG."
        return None
    left = left.lower()
    tail = left in TAIL
    if left in NUMBER_TAIL:
        before = gap.left(2)
        tail = _number(before) or before.lower() in OPENERS or (before.isupper() and before.isascii())
    if not tail:
        return (_starter(gap) and len(gap.right) > 1) if left in HEAD or left in NUMBER_TAIL else None
    quoted = gap.right in OPENING and (gap.after()[:1].isupper() or gap.after()[:1].isdigit())
    return gap.right[0].isupper() or (quoted and left not in ("г", "гг"))


def list_item(gap: Gap) -> bool | None:
    """ "1. Общие положения", "2.1. Сроки", "а) Иванов": a number that begins the sentence goes on."""
    if gap.at - gap.first > 5 or gap.words[gap.at] != ".":
        return None
    return False if all(_bullet(w) for w in gap.words[gap.first : gap.at + gap.closers + 1]) else None


def _bullet(word: str) -> bool:
    return word in ".)(§" or _number(word) or (len(word) == 1 and word.isalpha()) or not word.strip("IVXLМ")


def closed(gap: Gap) -> bool | None:
    """ "«Мы придём.» Он", "(Фото: ТАСС.) Потом" end, and so does all else that ends in a terminator."""
    return True


TERMINATOR_RULES: Final[tuple[Callable[[Gap], bool | None], ...]] = (
    glued,
    lower_right,
    punct_right,
    dash_right,
    title_in_quotes,
    pair,
    initial,
    abbreviation,
    list_item,
    closed,
)


def decide(gap: Gap) -> tuple[bool, str]:
    """Whether the sentence ends at a gap after a terminator, and the name of the rule that decided."""
    for rule in TERMINATOR_RULES:
        answer = rule(gap)
        if answer is not None:
            return answer, rule.__name__
    raise AssertionError

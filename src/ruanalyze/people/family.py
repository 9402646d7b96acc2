"""People with one surname, which stands in the plural after the last first name: "Иван и Анна Ветровы"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Sentence, Token
    from ruanalyze.entities.found import Found

__all__ = ["of_family", "shared_surname"]

#: The end of a plural -> letters to cut off, what a man's and what a woman's surname has in their place.
_PLURAL: Final[dict[str, tuple[int, str, str]]] = {
    stem + ending: (cut, man, woman)
    for stems, endings in (
        (("ов", "ев", "ёв", "ин", "ын"), (("ы", 1, "", "а"), ("ых", 2, "", "а"), ("ыми", 3, "", "а"))),
        (("ск", "цк"), (("ие", 2, "ий", "ая"), ("ими", 3, "ий", "ая"))),
    )
    for stem in stems
    for ending, cut, man, woman in endings
}


def shared_surname(sentences: Sequence[Sentence], found: Sequence[Found], at: int) -> Token | None:
    """The surname in the plural that the first name found[at] has with those after it: Иван + , Олег и Анна Ветровы."""
    last = found[at].last
    if last - found[at].first > 1:
        return None
    tokens = sentences[found[at].sentence].tokens
    for f in found[at + 1 :]:
        if f.sentence != found[at].sentence or f.first != last + 1 or tokens[last].text not in ("и", ","):
            return None
        last = f.last
        if last - f.first == 2:
            surname = tokens[last - 1]
            return surname if of_family(surname.text.lower(), "m") else None
        if last - f.first > 2:
            return None
    return None


def of_family(low: str, gender: str) -> str | None:
    """The surname of one of a family whose surname stands in the plural; None for another form.

    >>> [of_family(*form.split()) for form in ("сидоровы m", "сидоровых f", "вольские f", "черных m")]
    ['сидоров', 'сидорова', 'вольская', None]
    """
    if low[-1] not in "ыхие":
        return None
    for size in (3, 4, 5):
        found = _PLURAL.get(low[-size:])
        if found is not None and len(low) > size + 1:
            cut, man, woman = found
            return low[:-cut] + (man if gender == "m" else woman)
    return None

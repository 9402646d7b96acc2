"""The text of an organization's name: quotes as «ёлочки», letters as in the original, acronyms without endings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CLOSE", "OPEN", "bracketed", "cased", "joined", "quoted", "stripped"]

OPEN: Final = frozenset('«“„"')
CLOSE: Final = frozenset('»”“"')
_MARKS: Final = frozenset("«»“”„\"'")
_OBLIQUE_ENDINGS: Final = ("ах", "ами", "ам", "ом", "ем", "ой", "ов", "а", "у", "е", "ы", "и", "ю", "я")


def bracketed(words: Sequence[str]) -> tuple[str, ...]:
    """The words in brackets that end a name: "… (РЭУ)" -> ("РЭУ",)."""
    if len(words) > 3 and words[-1] == ")" and "(" in words[1:-1]:
        return tuple(words[len(words) - 1 - list(reversed(words)).index("(") + 1 : -1])
    return ()


def quoted(words: Sequence[str]) -> list[str]:
    """The words in quotes, when the quotes hold a part of the name only."""
    first = next((i for i, w in enumerate(words) if w in OPEN), None)
    if first is None or first == 0:
        return []
    last = next((i for i in range(len(words) - 1, first, -1) if words[i] in CLOSE), len(words))
    return [w for w in words[first + 1 : last] if w[:1].isalnum()]


def stripped(word: str) -> str | None:
    """An acronym without its case ending: МИДа -> МИД, КамАЗом -> КамАЗ; None when the word is no declined acronym."""
    if len(word) < 3 or not word[-1].islower() or not word[0].isupper():
        return None
    for ending in _OBLIQUE_ENDINGS:
        bare = word[: -len(ending)]
        if word.endswith(ending) and len(bare) >= 2 and bare[-2:].isupper():
            return bare
    return None


def cased(original: str, form: str) -> str:
    """A form in the letters of the original, ё only where it has it: ЗАВОДА -> ЗАВОД, Зеленых -> Зеленые."""
    if original.isupper() and len(original) > 1:
        return form.upper()
    out = []
    for i, c in enumerate(form):
        o = original[i] if i < len(original) else ""
        c = "е" if c == "ё" and o in ("е", "Е") else c
        out.append(c.upper() if o.isupper() else c)
    return "".join(out)


def joined(forms: Sequence[str], spaces: Sequence[bool]) -> str:
    """The tokens with their spaces, quotes as «ёлочки» with „лапки“ inside; quotes around the whole are dropped."""
    if _MARKS.isdisjoint(forms):
        return "".join([f" {f}" if space else f for f, space in zip(forms, spaces, strict=True)]).strip()
    depth = 0
    out: list[str] = []
    last = len(forms) - 1
    for i, form in enumerate(forms):
        space = " " if i and spaces[i] else ""
        opens = form in ("«", "„") or (
            form in ('"', "“", "”", "'") and i < last and (depth == 0 or (spaces[i] and not spaces[i + 1]))
        )
        if opens:
            out.append(space + ("«" if depth == 0 else "„"))
            depth += 1
        elif form in ("»", "”", "“", '"', "'") and depth:
            depth -= 1
            out.append("»" if depth == 0 else "“")
        else:
            out.append(space + form)
    text = "".join(out).strip()
    if text.startswith("«") and text.endswith("»") and text.count("«") == 1:
        text = text[1:-1]
    return text

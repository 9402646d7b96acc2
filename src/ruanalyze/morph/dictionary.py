"""The pymorphy dictionary, loaded once a process and asked safely."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

__all__ = ["Dictionary", "base_form", "dictionary"]

_CACHE: Final = 1 << 13
#: Nouns whose singular may differ from the lemma: "объятье" (объятие), "тыща" (тысяча), "Петрова" (Петров).
_OTHER_STEM: Final = frozenset({"Surn", "Patr", "V-be", "V-bi", "Infr", "Arch"})


class Dictionary:
    """What the library asks of pymorphy3; a word with a lone surrogate, which has no UTF-8 form, is unknown to it."""

    def __init__(self) -> None:
        import pymorphy3

        self._analyzer: Any = pymorphy3.MorphAnalyzer()
        meta = self._analyzer.dictionary.meta
        #: That of the package pymorphy3-dicts-ru.
        self.version = ".".join(meta.get(key, "?") for key in ("format_version", "source_revision", "corpus_revision"))
        self.parse = lru_cache(maxsize=_CACHE)(self._parse)

    def __reduce__(self) -> tuple[Any, ...]:
        return dictionary, ()

    def _parse(self, word: str) -> tuple[Any, ...]:
        """pymorphy's parses, the likeliest first; empty for a word that it can't read.

        >>> dictionary().parse("школе")[0].normal_form, dictionary().parse("\\ud83d")
        ('школа', ())
        """
        try:
            return tuple(self._analyzer.parse(word))
        except ValueError:  # UnicodeEncodeError too: some letters have no name or no UTF-8 form
            return ()

    def word_is_known(self, word: str) -> bool:
        """Whether the dictionary itself holds the word, in lower case."""
        try:
            return bool(self._analyzer.word_is_known(word))
        except ValueError:
            return False


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The dictionary of this process."""
    return Dictionary()


def base_form(parse: Any) -> str | None:
    """The nominative singular of a parse that keeps a name's gender, or a participle's masculine one.

    None for what has none, and for adjectives, whose gender is for the sentence to say.

    >>> [base_form(dictionary().parse(word)[0]) for word in ("петровой", "прочитавшему", "новому")]
    ['петрова', 'прочитавший', None]
    """
    grammemes = parse.tag.grammemes
    if grammemes & {"PRTF", "PRTS"}:
        target = {"PRTF", "masc", "sing", "nomn"}
    elif "sing" not in grammemes or "ADJF" in grammemes:
        return None
    elif "NOUN" in grammemes and not grammemes & _OTHER_STEM:
        return str(parse.normal_form)  # the same, and inflection costs as much as the parse
    elif "femn" in grammemes and grammemes & {"Surn", "Patr"}:
        target = {"nomn", "sing", "femn"}
    else:
        target = {"nomn", "sing"}
    form = parse.inflect(target)
    return str(form.word) if form else None

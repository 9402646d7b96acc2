"""Bytes of a page to text: what is declared, what is sure, and then what reads most like Russian."""

from __future__ import annotations

import codecs
import re
from typing import Final

from ruanalyze.errors import DecodeError

__all__ = ["decode"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# <meta charset="windows-1251"> | <?xml version="1.0" encoding="koi8-r"?> | content="text/html; charset=cp1251"
_DECLARED: Final = re.compile(rb"(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
_CYRILLIC: Final = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_LATIN: Final = ("iso8859-1", "iso8859-15", "cp1252")
_WORD: Final = re.compile(rb"[\x80-\xff]{4,}")  # "школу" in any Cyrillic charset; of accents no four stand together
_COMMON: Final = frozenset("оеаинтсрвлкмдпуяыьгзбчй")
_HEAD: Final = 4096
_SAMPLE: Final = 20_000


def decode(data: bytes) -> str:
    """Decode a page's bytes. Raises DecodeError for what is no text in any known encoding.

    The order: a byte order mark; UTF-16 by its zero or Cyrillic high bytes; valid UTF-8; the declared charset, unless
    another Cyrillic one reads much better; the Cyrillic charset that reads best; charset-normalizer's guess.

    >>> decode("Привет, мир".encode("cp1251"))
    'Привет, мир'
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _try(data, name) or data.decode(name, "replace")
    wide = _wide(data)
    if wide is not None:
        return wide
    text = _try(data, "utf-8")
    if text is not None:
        return text
    declared = _DECLARED.search(data[:_HEAD])
    sample = data[:_SAMPLE]
    scores = {name: _russian(sample.decode(name, "replace")) for name in _CYRILLIC}
    best = max(scores, key=scores.__getitem__)
    if declared:
        name = declared[1].decode("ascii").lower()
        try:
            canonical = codecs.lookup(name).name
        except LookupError:
            canonical = ""
        if canonical == "utf-8":
            return _mostly_utf8(data, best, scores[best])
        if canonical and canonical not in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
            as_declared = _try(data, canonical)
            if canonical in _LATIN and scores[best] > 0.5 and len(_WORD.findall(sample)) > 2:
                as_declared = None  # a server's default over a Russian page
            if as_declared is not None and (canonical not in _CYRILLIC or scores[canonical] >= scores[best] - 0.3):
                return as_declared
    broken = _russian(sample.decode("utf-8", "replace"))
    if broken > scores[best]:
        return data.decode("utf-8", "replace")
    if scores[best] > 0.5 and b"\0" not in sample:
        return data.decode(best, "replace")
    return _guess(data, best, scores[best])


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is 0 (Latin, spaces) or 4 (Cyrillic)."""
    sample = data[:2000]
    pairs = len(sample) // 2
    if pairs < 2 or len(data) % 2:
        return None
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        low = sample[0::2] if name == "utf-16-le" else sample[1::2]
        hits = high.count(0) + high.count(4)
        if hits >= 0.9 * pairs and low.count(0) + low.count(4) < 0.5 * pairs:
            return _try(data, name)
    return None


def _mostly_utf8(data: bytes, best: str, score: float) -> str:
    text = data.decode("utf-8", "replace")
    return text if _russian(text[:_SAMPLE]) >= score else data.decode(best, "replace")


def _russian(text: str) -> float:
    """How Russian a decoding reads: common small letters count for it, capitals inside words and odd signs against."""
    good = bad = 0
    before = " "
    for c in text:
        if c in _COMMON:
            good += 1
        elif "а" <= c <= "я" or c == "ё":
            pass
        elif "А" <= c <= "Я" or c == "Ё":
            bad += before.islower()
        elif c > "\x7f" and c not in "«»—–…№ёЁ\xa0“”„’•·©°":
            bad += 1
        before = c
    total = sum(1 for c in text if c > "\x7f")
    return (good - 2 * bad) / total if total else 0.0


def _guess(data: bytes, best: str, score: float) -> str:
    import charset_normalizer

    found = charset_normalizer.from_bytes(data[: 10 * _SAMPLE]).best()
    if found is not None:
        text = _try(data, found.encoding)
        if text is not None and "\0" not in text:
            return text
    if score > 0:
        return data.decode(best, "replace")
    raise DecodeError("the bytes are no text in an encoding that could be found: decode them and pass a str")

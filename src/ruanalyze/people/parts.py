"""The parts of a person's name in a text: initials, particles, letters of the original; a reading made of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.words import fold, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Gender

__all__ = [
    "CASES",
    "DOC_GENDER",
    "KEYS",
    "PARTICLES",
    "SURNAME_FIRST",
    "NameReading",
    "Part",
    "cased",
    "parts_of",
    "reading",
    "tags_of",
]

CASES: Final = {"Nom": "n", "Gen": "g", "Dat": "d", "Acc": "a", "Ins": "i", "Loc": "l", "Par": "g", "Voc": "n"}
#: The keys of the case classes of first names.
KEYS: Final = {
    "mn": ("mn",),
    "mg": ("mg", "ma"),
    "md": ("md",),
    "mi": ("mi",),
    "ml": ("ml",),
    "fn": ("fn",),
    "fg": ("fg", "fd", "fi", "fl"),
    "fa": ("fa",),
}
_GENDERS: Final = {"Masc": "m", "Fem": "f"}
DOC_GENDER: Final[dict[str, Gender]] = {"m": "masc", "f": "femn"}
PARTICLES: Final = word_set(
    "фон дер ден дем де ди да до ду дю делла дель ван вон ла ле лё лос лас аль ас аш ад эль уль ибн бин бен бинт оглы"
    " оглу кызы улы заде и эт тер тен зу цу сан сент"
)
_OPENING: Final = word_set("фон де ле ла дель дю аль эль ибн")  # with a capital at the start of a sentence

#: Asian surnames, which stand before the first name.
SURNAME_FIRST: Final = word_set(
    "си ху ли ван чжан ким пак цзян вэнь дэн мао чэнь чен лю ян чжао чжоу у сунь ма чжу го хэ гао линь ло"
    " сюй хуан тан хань фэн юй дун сяо цао юань пэн цай пань тянь ду ши цуй лян се сун чон чхве чой юн кан"
    " хван мун но ро со хон кван нгуен чан фам буй во лэ хо дань шэнь цинь лу цзэн чэн вэй хоу бо мэн е"
)


class NameReading(NamedTuple):
    """One way to read a mention: nominative parts, the whole nominative in the mention's own order, and a log score."""

    first: str | None
    middle: str | None
    last: str | None
    gender: Gender | None
    normal: str
    score: float
    plural: bool = False
    initials: bool = False
    surname_first: bool = False
    key_first: str = ""  # the parts in small letters, ё as е
    key_middle: str = ""
    key_last: str = ""


class Part(NamedTuple):
    """One word of a name with what the tagger says of it."""

    text: str
    low: str
    kind: str  # "word", "initial", "particle"
    case: str
    gender: str
    number: str
    glue: str  # what stands between the part before and this one


@lru_cache(maxsize=1 << 10)
def tags_of(feats: str) -> tuple[str, str, str]:
    """Case and gender as one letter, and the UD number, of UD features; "" for what they do not say."""
    case = gender = number = ""
    for item in feats.split("|"):
        name, _, value = item.partition("=")
        if name == "Case":
            case = CASES.get(value, "")
        elif name == "Gender":
            gender = _GENDERS.get(value, "")
        elif name == "Number":
            number = value
    return case, gender, number


def parts_of(words: Sequence[str], feats: Sequence[str], spaces: Sequence[bool] | None) -> list[Part]:
    """Tokens as the parts of a name: initials with their dots, apostrophes joined, a bracketed original left out."""
    out: list[Part] = []
    glue_next = ""
    for i, word in enumerate(words):
        if word in ("(", "["):
            break
        space = " " if i and (spaces is None or spaces[i]) else ""
        low = word.lower()
        if word == ".":
            if out and out[-1].kind == "word" and len(out[-1].low) <= 2:
                out[-1] = out[-1]._replace(text=out[-1].text + ".", kind="initial")
            continue
        if word in ("’", "'", "`", "ʼ", "-", "–", "‑") and out:
            glue_next = word
            continue
        if not any(c.isalpha() for c in word):
            continue
        case, gender, number = tags_of(feats[i])
        if glue_next and out and out[-1].kind == "word":
            before = out.pop()
            text = before.text + glue_next + word
            out.append(Part(text, text.lower(), "word", case, gender, number, before.glue))
            glue_next = ""
            continue
        kind = "word"
        last = i == len(words) - 1 and low not in ("оглы", "кызы", "заде")
        initial = len(word) == 1 and not last and words[i + 1] == "."  # И. and Э. are no particles
        if low in PARTICLES and not (last or initial) and (i or word[0].islower() or low in _OPENING):
            kind = "particle"
        glue = glue_next or space
        glue_next = ""
        out.append(Part(word, low, kind, case, gender, number, glue))
    return out


def cased(original: str, nominative: str) -> str:
    """The nominative in the letters of the original: МакКейна -> МакКейн, ПУТИНА -> Путин, путина -> Путин."""
    if "-" in original and original.count("-") == nominative.count("-"):
        pairs = zip(original.split("-"), nominative.split("-"), strict=True)
        return "-".join([cased(o, n) if n not in PARTICLES or o != o.lower() else n for o, n in pairs])
    low = original.lower()
    if low == nominative and not original.islower() and not (original.isupper() and len(original) > 1):
        return original
    if original.islower() or (original.isupper() and len(original) > 1):
        return nominative if nominative.isascii() and original.islower() else nominative[:1].upper() + nominative[1:]
    out = []
    for i, c in enumerate(nominative):
        o = original[i] if i < len(original) else ""
        out.append(c.upper() if o.isupper() else c)
    return "".join(out)


def _join(parts: list[Part], forms: list[str]) -> str:
    return "".join(p.glue + f for p, f in zip(parts, forms, strict=True)).strip()


def reading(parts: list[Part], slots: list[str], score: float, gender: str, forms: list[str]) -> NameReading:
    """The reading of parts with a slot ("f", "p", "s", "-") and a nominative each."""
    first: list[str] = []
    middle: list[str] = []
    last: list[str] = []
    initials = False
    asian = "g" in slots
    for i, (part, slot, form) in enumerate(zip(parts, slots, forms, strict=True)):
        if part.kind == "initial":
            initials = True
            (first if not first else middle).append(form)
        elif asian:
            (last if not last else first).append(form)
        elif slot == "f":
            first.append(form)
        elif slot == "p":
            middle.append(form)
        elif part.kind == "word" and slot == "-" and i < len(parts) - 1:
            first.append(form)
        else:
            last.append(form)
    return NameReading(
        " ".join(first) or None,
        " ".join(middle) or None,
        " ".join(last) or None,
        DOC_GENDER.get(gender),
        _join(parts, forms),
        score,
        gender == "p",
        initials,
        asian,
        fold(" ".join(first)),
        fold(" ".join(middle)),
        fold(" ".join(last)),
    )

"""People: the parts of a name, its nominative, and the gender, from one mention in any case."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ruanalyze.morph import word_set
from ruanalyze.morph_paradigms import readings as guess

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Gender
    from ruanalyze.morph import Morph, Reading

__all__ = ["NameReading", "People"]

_CACHE: Final = 1 << 14
_CASES: Final = {"Nom": "n", "Gen": "g", "Dat": "d", "Acc": "a", "Ins": "i", "Loc": "l", "Par": "g", "Voc": "n"}
_GENDERS: Final = {"Masc": "m", "Fem": "f"}
_DOC_GENDER: Final[dict[str, Gender]] = {"m": "masc", "f": "femn"}
PARTICLES: Final = word_set(
    "фон дер ден дем де ди да до ду дю делла дель ван вон ла ле лё лос лас аль ас аш ад эль уль ибн бин бен бинт оглы"
    " оглу кызы улы заде и эт тер тен зу цу сан сент"
)
_OPENING: Final = word_set("фон де ле ла дель дю аль эль ибн")  # with a capital at the start of a sentence
_SURNAME_FIRST: Final = word_set(
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


class _Part(NamedTuple):
    text: str
    low: str
    kind: str  # "word", "initial", "particle"
    case: str
    gender: str
    number: str
    glue: str  # what stands between the part before and this one


#: (nominative, score, slots): slots are of "f" first name, "p" patronymic, "s" surname by the dictionary, "" by a guess
_Form: TypeAlias = tuple[str, float, str]


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Names that the dictionary lacks: lower-case nominative -> "m", "f" (first names) or "s" (surname)."""
    found = {}
    for line in (Path(__file__).parent / "resources" / "people.tsv").read_text("utf-8").splitlines():
        kind, _, words = line.partition("\t")
        if words and kind.islower():
            found.update(dict.fromkeys(words.split(" "), kind))
    return found


@lru_cache(maxsize=1)
def _sure_names() -> dict[str, str]:
    """First names of the dictionary: lower case -> "m" or "f" when the form is a nominative and nothing else, or ""."""
    found = {}
    for line in (Path(__file__).parent / "resources" / "people.tsv").read_text("utf-8").splitlines():
        kind, _, words = line.partition("\t")
        if kind in ("M", "F", "A"):
            found.update(dict.fromkeys(words.split(" "), "" if kind == "A" else kind.lower()))
    return found


class People:
    """Reads mentions of people. Thread-safe; caches are bounded.

    >>> from ruanalyze.morph import Morph
    >>> People(Morph()).read(["Камалу", "Харрис"], ["Case=Acc", "Case=Acc"])[0].normal
    'Камала Харрис'
    """

    def __init__(self, morph: Morph) -> None:
        self._morph = morph
        self._names = _names()
        self._sure = _sure_names()
        self._tables: dict[str, dict[str, tuple[_Form, ...]]] = {}
        self._slots_of: dict[str, str] = {}
        self._picks: dict[tuple[str, str], dict[str, tuple[str, float]]] = {}
        self._read: dict[tuple[tuple[str, ...], tuple[str, ...], tuple[bool, ...]], tuple[NameReading, ...]] = {}

    def __reduce__(self) -> tuple[type[People], tuple[Morph]]:
        return People, (self._morph,)

    def read(
        self, words: Sequence[str], feats: Sequence[str], spaces: Sequence[bool] | None = None
    ) -> tuple[NameReading, ...]:
        """The readings of a mention, best first. `spaces[i]` says whether a space stands before token i."""
        key = (tuple(words), tuple(feats), tuple(spaces or ()))
        found = self._read.get(key)
        if found is None:
            if len(self._read) >= _CACHE:
                self._read.clear()
            found = self._read[key] = self._all(_parts(words, feats, spaces))
        return found

    # tables: "gender case" -> forms -------------------------------------------------------------------------------

    def table(self, low: str) -> dict[str, tuple[_Form, ...]]:
        """What a lower-case word may be: "mg" (masculine genitive) -> its nominatives with scores."""
        found = self._tables.get(low)
        if found is None:
            if len(self._tables) >= _CACHE:
                self._tables.clear()
            dashes = low.strip("-").count("-")  # of more than a few it is no name, and the reading goes dash by dash
            found = self._tables[low] = self._hyphenated(low) if 0 < dashes < 5 else self._simple(low)
        return found

    def _simple(self, low: str) -> dict[str, tuple[_Form, ...]]:
        found: dict[str, dict[str, tuple[float, str]]] = {}
        if low in ("", "-"):
            return {}
        known = False
        for r in self._morph.known(low):
            case = _CASES.get(r.feats.get("Case", ""))
            if case is None or r.pos not in ("NOUN", "ADJF"):
                continue
            g = r.grammemes
            slots = "f" if "Name" in g else "p" if "Patr" in g else "s" if "Surn" in g else ""
            if r.pos == "ADJF" and not slots:
                if case != "n" and "masc" in g and (form := r.parse.inflect(_MASCULINE)):
                    _put(found, "m" + case, str(form.word), 0.0, "")
                continue
            if "plur" in g:
                if (
                    (slots or ("anim" in g and not known))
                    and not low.endswith(_PLURALS)
                    and (form := r.parse.inflect(_PLURAL))
                ):
                    _put(found, "p" + case, str(form.word), 0.5 if slots else 0.0, slots)
                continue
            fixed = "ms-f" in g or "GNdr" in g
            known = known or bool(slots)
            nominative = _nominative(low, r, case)
            for gender in "mf" if fixed else "f" if "femn" in g else "m" if "masc" in g else "":
                if slots or gender == "m" or nominative[-1] in "ая":
                    _put(found, gender + case, nominative, (1.0 if slots else -0.5) - (0.3 if fixed else 0.0), slots)
        names = self._names
        for nominative, gender, case, prior in guess(low):
            listed = names.get(nominative)
            if listed is None:
                _put(found, gender + case, nominative, prior, "")
            elif listed == gender and prior > -2.5:
                _put(found, gender + case, nominative, 0.8, "f")
            elif listed == "s" and prior > -2.5:
                _put(found, gender + case, nominative, prior + 0.8, "s")
            else:
                _put(found, gender + case, nominative, prior, "")
        out = {}
        for key, some in found.items():
            # an indeclinable reading where another declines is worse
            declines = len(some) > 1 and key[1] != "n" and any(n != low and s > -1.0 for n, (s, _) in some.items())
            rows = [
                (n, s - 1.0 if declines and n == low and (slots or s < -0.5) else s, slots)
                for n, (s, slots) in some.items()
            ]
            if len(rows) > 1:
                rows.sort(key=_by_score)
            out[key] = tuple(rows[:3])
        return out

    def _hyphenated(self, low: str) -> dict[str, tuple[_Form, ...]]:
        head, _, tail = low.rpartition("-")
        heads, tails = self.table(head), self.table(tail)
        out = {}
        particle = head in PARTICLES or len(head) < 2
        whole = self._simple(low)
        for key, forms in tails.items():
            front = heads.get(key, ())
            some: list[_Form] = []
            for form in forms[:2]:
                options = [(head, -0.6 if not particle else 0.0)]
                if not particle:
                    options += [(f[0], min(f[1], 0.5)) for f in front if f[1] > -2]
                for text, score in options:
                    some.append((f"{text}-{form[0]}", form[1] + score, form[2] if particle else ""))
            some += [f for f in whole.get(key, ()) if f[2]]
            out[key] = tuple(sorted(some, key=_by_score)[:3])
        return out

    def is_known(self, low: str, slot: str) -> bool:
        """Whether the dictionary has the word, in any case, as a first name "f", patronymic "p" or surname "s"."""
        return slot in self._all_slots(low)

    def _all_slots(self, low: str) -> str:
        known = self._slots_of.get(low)
        if known is None:
            if len(self._slots_of) >= _CACHE:
                self._slots_of.clear()
            seen = ""
            for forms in self.table(low).values():
                for form in forms:
                    if form[2] not in seen:
                        seen += form[2]
            known = self._slots_of[low] = seen
        return known

    def _picked(self, low: str, slot: str) -> dict[str, tuple[str, float]]:
        """Of each gender and case the best form for a slot."""
        key = (low, slot)
        found = self._picks.get(key)
        if found is None:
            if len(self._picks) >= _CACHE:
                self._picks.clear()
            table = self.table(low)
            if self._all_slots(low):
                found = {k: _pick(forms, slot) for k, forms in table.items()}
            else:
                found = {k: forms[0][:2] for k, forms in table.items()}
            self._picks[key] = found
        return found

    # readings of a mention ----------------------------------------------------------------------------------------

    def _all(self, parts: list[_Part]) -> tuple[NameReading, ...]:
        if not parts:
            return ()
        plain = self._plain(parts)
        if plain is not None:
            return plain
        slots = self._slots(parts)
        words = [(i, p) for i, p in enumerate(parts) if p.kind == "word" and slots[i] != "-"]
        tables = [self._picked(p.low, slots[i]) for i, p in words]
        votings = [_votes(p.case, p.gender, p.number) for _, p in words]
        scored = []
        if tables:
            for key, (_, first) in tables[0].items():
                score = first
                for table in tables[1:]:
                    form = table.get(key)
                    if form is None:
                        break
                    score += form[1]
                else:
                    for votes in votings:
                        score += votes[key]
                    scored.append((score, key))
        if not scored:
            forms = [_cased(p.text, p.low) if p.text.islower() and p.kind == "word" else p.text for p in parts]
            return (_reading(parts, slots, 0.0, "", forms),)
        scored.sort(reverse=True)
        least = scored[0][0] - _KEPT
        chosen: dict[tuple[str, ...], NameReading] = {}
        for score, key in scored:
            if score < least or len(chosen) == 4:
                break
            nominatives = (key[0], *[table[key][0] for table in tables])
            if nominatives not in chosen:
                forms = [p.text for p in parts]
                for (i, part), nominative in zip(words, nominatives[1:], strict=True):
                    forms[i] = _cased(part.text, nominative)
                chosen[nominatives] = _reading(parts, slots, score, key[0], forms)
        return tuple(chosen.values())

    def _plain(self, parts: list[_Part]) -> tuple[NameReading, ...] | None:
        """A name that begins with a sure nominative of a first name is in the nominative: Анна [Сергеевна] Котова.

        So is a surname alone on a consonant that is no case ending. None for all else.
        """
        count = len(parts)
        if count > 3 or any(p.kind != "word" for p in parts):
            return None
        forms = [p.text for p in parts]
        first = parts[0]
        if count == 1:
            low = first.low
            if low[-1] not in _CONSONANTS or low.endswith(_CASE_ENDS) or not first.text.istitle() or "-" in low:
                return None
            if low in self._sure or low in self._names or not _is_cyrillic(low):
                return None
            best = 0.9 if first.case == "n" else 0.0
            masculine = _reading(parts, ["s"], best + 0.3, "m", forms)
            return masculine, _reading(parts, ["s"], best - 0.8, "f", forms)
        gender = self._sure.get(first.low)
        if not gender or not all(p.text.istitle() for p in parts) or parts[-1].low[-1] in "уюе":
            return None
        if count == 3:
            if not parts[1].low.endswith("ич" if gender == "m" else ("вна", "чна", "шна")):
                return None
            return (_reading(parts, ["f", "p", "s"], 5.0, gender, forms),)
        if parts[1].low.endswith(("ич", "вна", "чна")) or parts[1].low in self._sure:
            return None
        return (_reading(parts, ["f", "s"], 4.0, gender, forms),)

    def _slots(self, parts: list[_Part]) -> list[str]:
        """ "f", "p" or "s" a part; "-" for what does not decline."""
        slots = ["s"] * len(parts)
        words = [i for i, p in enumerate(parts) if p.kind == "word"]
        for i, p in enumerate(parts):
            if p.kind == "particle":
                slots[i] = "-"
            elif p.kind == "initial":
                slots[i] = "f"
            elif not _is_cyrillic(p.low):
                slots[i] = "-"
        if not words:
            return slots
        patronymic = next((i for i in words[1:] if self._is_patronymic(parts[i].low, len(words) > 2)), None)
        if len(words) == 1:
            only = words[0]
            if len(parts) == 1 and slots[only] != "-" and self.is_known(parts[only].low, "f"):
                slots[only] = "s" if self._surname_only(parts[only].low) else "f"
            return slots
        if patronymic is not None:
            slots[patronymic] = "p"
            at = words.index(patronymic)
            slots[words[at - 1]] = "f"
            return slots
        if any(p.kind == "initial" for p in parts):
            return slots
        first, second = words[0], words[1]
        a, b = parts[first].low, parts[second].low
        if a in _SURNAME_FIRST and len(words) <= 3 and len(b) <= 11 and not self.is_known(b, "s"):
            for i in words[:-1]:
                slots[i] = "-"
            slots[words[-1]] = "g"
            return slots
        last_first = (
            len(words) == 2
            and self.is_known(b, "f")
            and (not self.is_known(a, "f") or self.is_known(a, "s"))
            and a.endswith(_SURNAME_LOOKS)
            and not self._surname_only(b)
        )
        if last_first:
            slots[second] = "f"
            return slots
        # everything before the surname is a first name; a particle begins the surname
        border = next((i for i, p in enumerate(parts) if p.kind == "particle" and i), None)
        for i in words[:-1]:
            if slots[i] != "-" and (border is None or i < border):
                slots[i] = "f"
        return slots

    def _is_patronymic(self, low: str, beside_surname: bool) -> bool:
        """A patronymic; in a name of two words only the dictionary's, as Шендерович is a surname."""
        return self.is_known(low, "p") or (beside_surname and low.endswith(_PATRONYMIC))

    def _surname_only(self, low: str) -> bool:
        """A surname that is now and then also a first name ("Романов", "Павлова")."""
        slots = [f[2] for some in self.table(low).values() for f in some if f[2]]
        return bool(slots) and not any("f" in s for s in slots)


_SURNAME_LOOKS: Final = tuple(
    stem + ending
    for stem, endings in (
        ("ов", ("", "а", "у", "ым", "е", "ой")),
        ("ев", ("", "а", "у", "ым", "е", "ой")),
        ("ёв", ("", "а", "у", "ым", "е", "ой")),
        ("ин", ("", "а", "у", "ым", "е", "ой")),
        ("ск", ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую")),
        ("ц", ("кий", "кого", "кому", "ким", "ком", "кая", "кой", "кую")),
        ("енко", ("",)),
        ("ук", ("", "а", "у", "ом", "е")),
        ("юк", ("", "а", "у", "ом", "е")),
        ("ян", ("", "а", "у", "ом", "е")),
        ("швили", ("",)),
        ("дзе", ("",)),
    )
    for ending in endings
)
_PATRONYMIC: Final = tuple(
    stem + ending
    for stem, endings in (
        ("ович", ("", "а", "у", "ем", "е")),
        ("евич", ("", "а", "у", "ем", "е")),
        ("овн", ("а", "ы", "е", "у", "ой")),
        ("евн", ("а", "ы", "е", "у", "ой")),
        ("иничн", ("а", "ы", "е", "у", "ой")),
        ("льич", ("", "а", "у", "ом", "е")),
    )
    for ending in endings
)


_CONSONANTS: Final = frozenset("бвгджзклмнпрстфхцчшщ")
_CASE_ENDS: Final = ("ом", "ем", "ём", "ым", "им", "ых", "их", "ов", "ев", "ах", "ях", "ам", "ям")
_KEPT: Final = 6.0  # readings this far below the best are forgotten
_PLURALS: Final = ("овы", "евы", "ины", "овых", "евых", "иных", "овыми", "евыми", "иными", "овым", "евым", "иным")
_MASCULINE: Final = frozenset(("nomn", "sing", "masc"))
_PLURAL: Final = frozenset(("nomn", "plur"))
_FEMININE: Final = frozenset(("nomn", "sing", "femn"))


def _put(found: dict[str, dict[str, tuple[float, str]]], key: str, nominative: str, score: float, slots: str) -> None:
    some = found.setdefault(key, {})
    old = some.get(nominative)
    if old is None:
        some[nominative] = (score, slots)
    elif slots not in old[1] or old[0] < score:
        some[nominative] = (max(score, old[0]), old[1] if slots in old[1] else old[1] + slots)


def _by_score(form: _Form) -> float:
    return -form[1]


def _nominative(low: str, r: Reading, case: str) -> str:
    """The nominative of a dictionary reading; the lemma is one but for women's surnames and patronymics."""
    if case == "n":
        return low
    if "Patr" in r.grammemes:  # the dictionary has Анатолиевич for Анатольевич
        return low.rstrip("аыеуюойм") + ("а" if "femn" in r.grammemes else "")
    if "femn" in r.grammemes and not r.lemma.endswith(("а", "я")) and "Name" not in r.grammemes:
        form = r.parse.inflect(_FEMININE)
        return str(form.word) if form else r.lemma
    return r.lemma


def _pick(forms: tuple[_Form, ...], slot: str) -> tuple[str, float]:
    """The best form for a slot: the dictionary's word on it counts."""
    best = ("", -99.0)
    for nominative, score, slots in forms:
        if slots:
            score += 1.0 if slot in slots else -1.5 if slot in "fs" else -0.5
        if score > best[1]:
            best = (nominative, score)
    return best


@lru_cache(maxsize=1 << 10)
def _votes(case: str, gender: str, number: str) -> dict[str, float]:
    """How far the tagger agrees, by gender and case."""
    votes = {}
    for g in "mfnp":
        for c in "ngdail":
            score = 0.0
            if case:
                score = 0.9 if case == c else 0.4 if case in "ga" and c in "ga" else -0.9
            if g == "p":
                score += 1.0 if number == "Plur" else -2.5
            else:
                score += (0.3 if gender == g else -0.3) if gender else 0.0
                score -= 0.7 if number == "Plur" else 0.0
            votes[g + c] = score
    return votes


def _is_cyrillic(low: str) -> bool:
    return any("а" <= c <= "я" or c == "ё" for c in low)


def _parts(words: Sequence[str], feats: Sequence[str], spaces: Sequence[bool] | None) -> list[_Part]:
    """Tokens as the parts of a name: initials with their dots, apostrophes joined, a bracketed original left out."""
    out: list[_Part] = []
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
        f = feats[i]
        case = gender = number = ""
        for item in f.split("|"):
            name, _, value = item.partition("=")
            if name == "Case":
                case = _CASES.get(value, "")
            elif name == "Gender":
                gender = _GENDERS.get(value, "")
            elif name == "Number":
                number = value
        if glue_next and out and out[-1].kind == "word":
            before = out.pop()
            text = before.text + glue_next + word
            out.append(_Part(text, text.lower(), "word", case, gender, number, before.glue))
            glue_next = ""
            continue
        kind = "word"
        last = i == len(words) - 1 and low not in ("оглы", "кызы", "заде")
        if low in PARTICLES and not last and (i or word[0].islower() or low in _OPENING):
            kind = "particle"
        elif len(word) == 1 and word.isupper() and i + 1 < len(words) and words[i + 1] != ".":
            kind = "word"
        glue = glue_next or space
        glue_next = ""
        out.append(_Part(word, low, kind, case, gender, number, glue))
    return out


def _cased(original: str, nominative: str) -> str:
    """The nominative in the letters of the original: МакКейна -> МакКейн, ПУТИНА -> Путин, путина -> Путин."""
    if "-" in original and original.count("-") == nominative.count("-"):
        pairs = zip(original.split("-"), nominative.split("-"), strict=True)
        return "-".join([_cased(o, n) if n not in PARTICLES or o != o.lower() else n for o, n in pairs])
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


def _join(parts: list[_Part], forms: list[str]) -> str:
    return "".join(p.glue + f for p, f in zip(parts, forms, strict=True)).strip()


def _reading(parts: list[_Part], slots: list[str], score: float, gender: str, forms: list[str]) -> NameReading:
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
        _DOC_GENDER.get(gender),
        _join(parts, forms),
        score,
        gender == "p",
        initials,
        asian,
        _fold(" ".join(first)),
        _fold(" ".join(middle)),
        _fold(" ".join(last)),
    )


def _fold(name: str) -> str:
    return name.lower().replace("ё", "е")

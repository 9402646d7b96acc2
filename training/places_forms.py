"""Case forms of place names: every form that Russian news may write, with the cases that it may stand for.

Over-generation is harmless (a form that nobody writes is never looked up); a missing form is a place not found.
"""

from __future__ import annotations

import itertools
import re
from functools import cache

import pymorphy3


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOM, GEN, DAT, ACC, INS, LOC, ADJ, LEMMA = (1 << i for i in range(8))
CASES = (NOM, GEN, DAT, ACC, INS, LOC)
ALL = NOM | GEN | DAT | ACC | INS | LOC
_PYM = {
    "nomn": NOM,
    "gent": GEN,
    "datv": DAT,
    "accs": ACC,
    "ablt": INS,
    "loct": LOC,
    "gen2": GEN,
    "loc2": LOC,
    "acc2": ACC,
}
_VOWELS = "аеёиоуыэюя"
_LINKS = {"на", "над", "под", "в", "у", "по", "за", "при"}
_FOREIGN = words(
    """де ла ле лос лас эль аль ди да дель делла ан сюр дю дез ам а о ас эс эд эн эр им дас дус до аз ат ад дер
    ден"""
)
#: Words that are declined while the name after them stays as it is ("Республики Татарстан").
HEADS = words(
    """республика королевство княжество государство остров острова полуостров озеро река штат провинция префектура
    кантон область сектор округ страны страна берег берега исламская арабская союз гора город село посёлок поселок
    деревня станица хутор аул земля край район пролив залив море мыс архипелаг графство"""
)
MORPH = pymorphy3.MorphAnalyzer()
Forms = list[tuple[str, int]]


def key(text: str) -> str:
    """The form under which a name is looked up: lower case, no ё, single spaces, plain dashes and quotes."""
    text = text.lower().replace("ё", "е").replace("\u0301", "").replace("\u00ad", "")
    text = re.sub(r"[‐‑–—−-]", "-", text)
    text = re.sub(r"[’ʼ`´]", "'", text)
    return re.sub(r" *- *", "-", re.sub(r"\s+", " ", text)).strip()


@cache
def parses(word: str) -> tuple:
    return tuple(MORPH.parse(word))


def is_adjective(word: str) -> bool:
    """An adjective in the nominative, by the dictionary or by its ending."""
    low = word.lower()
    if not re.search(r"(?:[ыио]й|[ая]я|[ое]е|[ыи]е)$", low) or len(low) < 4:
        return False
    found = [p for p in parses(low) if p.is_known]
    if found:
        return any(p.tag.POS in ("ADJF", "PRTF") and p.tag.case == "nomn" for p in found)
    return bool(
        re.search(r"(?:ск|цк|н|ов|ев|ин|ч|ш|щ|т|в|л|г|к|х|р|б|д|ж)(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$", low)
    ) and not low.endswith(("ия", "рий", "лий"))


def adjective(word: str) -> Forms:
    stem, end = word[:-2], word[-2:].lower()
    velar = stem[-1:].lower() in "кгх"
    hush = stem[-1:].lower() in "жшчщц"
    soft = end in ("яя", "ее") or (end in ("ий", "ие") and not velar and not hush)
    o, y = ("е", "и") if soft else ("о", "и" if velar or hush else "ы")
    if hush and end != "ой" and end != "ое":
        o = "е"
    plural = {GEN: y + "х", DAT: y + "м", INS: y + "ми", LOC: y + "х"}
    if end in ("ые", "ие"):
        return [(word, NOM | ACC)] + [(stem + e, c) for c, e in plural.items()]
    if end in ("ая", "яя"):
        u = "юю" if soft else "ую"
        return [(word, NOM), (stem + o + "й", GEN | DAT | INS | LOC), (stem + u, ACC), (stem + o + "ю", INS)]
    return [
        (word, NOM | ACC),
        (stem + o + "го", GEN),
        (stem + o + "му", DAT),
        (stem + y + "м", INS),
        (stem + o + "м", LOC),
    ]


def by_dictionary(word: str) -> Forms:
    """Forms of the dictionary's nouns whose nominative is this word, place names first."""
    low = word.lower()
    found = [p for p in parses(low) if p.is_known and p.tag.POS == "NOUN" and p.tag.case == "nomn"]
    geox = [p for p in found if "Geox" in p.tag]
    out = []
    for p in geox or [q for q in found if not {"Name", "Surn"} & set(map(str, q.tag.grammemes))] or found:
        for f in p.lexeme:
            if f.tag.number == p.tag.number and f.tag.case in _PYM:
                out.append((f.word, _PYM[str(f.tag.case)]))
            elif "Fixd" in f.tag:
                out.append((f.word, ALL))
    return out


def noun(word: str, russian: bool = True) -> Forms:
    low, stem = word.lower(), word[:-1]
    last, before = low[-1:], low[-2:-1]
    out: Forms = []

    def masc(s: str, oem: str = "ом", a: str = "а", u: str = "у", e: str = "е") -> Forms:
        return [(word, NOM | ACC), (s + a, GEN), (s + u, DAT), (s + oem, INS), (s + e, LOC)]

    if last in "бвгдзклмнпрстфх":
        out = masc(word)
        if low.endswith(("ок", "ек")) and russian:
            out += masc(word[:-2] + "к")
        if low.endswith("ел") and russian and len(low) < 6:
            out += masc(word[:-2] + "л")
        if low.endswith(("ов", "ев", "ин", "ын")):
            out += [(word + "ым", INS)]
    elif last in "жшчщц":
        out = [*masc(word, "ем"), (word + "ом", INS)]
        if low.endswith("ец") and len(low) > 3:
            s = word[:-2]
            cut = s[:-1] + "й" if False else s
            base = cut + ("ь" if low[-3] == "л" else "й" if low[-3] in _VOWELS else "")
            out += masc(base + "ц", "ом") + masc(base + "ц", "ем")
    elif last == "ь":
        out = [*masc(stem, "ем", "я", "ю"), (stem + "и", GEN | DAT | LOC), (word + "ю", INS), (word, NOM | ACC)]
        if low.endswith("ень") and russian:
            out += masc(word[:-3] + "н", "ем", "я", "ю")
    elif last == "й":
        out = masc(stem, "ем", "я", "ю", "е" if before != "и" else "и")
    elif low.endswith("ия"):
        out = [(word, NOM), (stem + "и", GEN | DAT | LOC), (stem + "ю", ACC), (stem + "ей", INS)]
    elif last == "я":
        out = [
            (word, NOM),
            (stem + "и", GEN),
            (stem + "е", DAT | LOC),
            (stem + "ю", ACC),
            (stem + "ей", INS),
            (stem + "ёй", INS),
        ]
    elif last == "а":
        i = "и" if before in "гкхжшчщ" else "ы"
        o = "ей" if before in "жшчщц" else "ой"
        out = [
            (word, NOM),
            (stem + i, GEN),
            (stem + "е", DAT | LOC),
            (stem + "у", ACC),
            (stem + o, INS),
            (stem + "ой", INS),
        ]
        if before in _VOWELS and not russian:
            out.append((word, ALL))
    elif last == "о":
        out = [(word, ALL)]
        if re.search(r"(?:[её]во|ово|ино|ыно)$", low) or russian:
            out += [(word, NOM | ACC), (stem + "а", GEN), (stem + "у", DAT), (stem + "ом", INS), (stem + "е", LOC)]
    elif low.endswith(("ье", "ие", "ще")):
        out = [
            (word, NOM | ACC),
            (stem + ("а" if before == "щ" else "я"), GEN),
            (stem + ("у" if before == "щ" else "ю"), DAT),
            (stem + "ем", INS),
            (stem + ("и" if before == "и" else "е"), LOC),
        ]
    elif (last in "ыи" and before not in _VOWELS and russian) or low.endswith("овцы"):
        soft = last == "и" and before not in "гкхжшчщ"
        a = "я" if soft else "а"
        out = [(word, NOM | ACC), (stem + a + "м", DAT), (stem + a + "ми", INS), (stem + a + "х", LOC)]
        gens = [stem + "ов", stem] if not soft else [stem + "ей", stem + "ь"]
        if before in "жшчщ":
            gens = [stem + "ей", stem]
        if before == "ц":
            gens = [stem + "ев", stem + "ов", stem[:-1] + "ец", stem]
        if before == "к" and low[-3:-2] not in _VOWELS:
            base = stem[:-2] if low[-3:-2] in "ьй" else stem[:-1]
            gens += [base + "ек", base + "ок"]
            if low[-3:-2] not in "ьй":
                gens.append(stem[:-1] + ("ек" if low[-3:-2] in "жшчщ" else "ок"))
        out += [(g, GEN) for g in gens]
    else:
        out = [(word, ALL)]
    return out


@cache
def word_forms(word: str, russian: bool = True) -> tuple[tuple[str, int], ...]:
    """Forms of one word: an adjective, a compound with hyphens, an acronym, or a noun."""
    if "-" in word and not word.startswith("-"):
        return tuple(compound(word, russian))
    letters = re.sub(r"\W", "", word)
    if (
        word.lower() in ("стрит", "сити", "авеню")
        or not re.fullmatch(r"[А-Яа-яЁё']+", word)
        or (letters.isupper() and len(letters) > 1)
    ):
        return ((word, ALL),)
    adj = is_adjective(word)
    out = adjective(word) if adj else []
    known = by_dictionary(word)
    out += known
    if (not known and not adj) or (not known and word.lower().endswith(("ий", "ой"))):
        out += noun(word, russian)
    plural = known and word.lower()[-1] in "ыи" and all(m & NOM == 0 or f == word.lower() for f, m in known)
    if known and (
        plural or word.lower().endswith(("ово", "ево", "ёво", "ино", "ыно")) or (word[-1] == "ь" and not russian)
    ):
        out += noun(word, russian)
    return tuple(merge(out))


def compound(word: str, russian: bool) -> Forms:
    parts = word.split("-")
    low = [p.lower() for p in parts]
    for i, p in enumerate(low):
        if p in _LINKS and i:  # Ростов-на-Дону
            tail = "-" + "-".join(parts[i:])
            return [(f + tail, c) for f, c in word_forms("-".join(parts[:i]), russian)]
    head, last = "-".join(parts[:-1]), parts[-1]
    out = [(f"{head}-{f}", c) for f, c in word_forms(last, russian)]
    if (
        russian and len(parts) == 2 and not _FOREIGN & set(low) and len(parts[0]) > 3 and parts[0][-1] not in "оеу"
    ) or low[-1:] == ["зуево"]:
        out += [
            (f"{a}-{b}", c & d)
            for (a, c), (b, d) in itertools.product(word_forms(parts[0], russian), word_forms(last, russian))
            if c & d
        ]
    return out


def merge(forms: Forms) -> Forms:
    found: dict[str, int] = {}
    for form, mask in forms:
        found[form] = found.get(form, 0) | mask
    return list(found.items())


def phrase_forms(name: str, russian: bool = True) -> Forms:
    """Forms of a name of one or more words.

    Adjectives and the first noun after them are declined; what follows stays ("Берег Слоновой Кости"), except after "и"
    and a dash ("Боснии и Герцеговины").
    """
    for sep in (" и ", " — ", " - "):
        if sep in name:
            left, right = name.split(sep, 1)
            both = [
                (f"{a}{sep}{b}", c & d)
                for (a, c), (b, d) in itertools.product(phrase_forms(left, russian), phrase_forms(right, russian))
                if c & d
            ]
            return merge(
                both
                + ([(f"{left}{sep}{b}", d) for b, d in phrase_forms(right, russian)] if sep != " и " else [])
                + ([(f"{a}{sep}{right}", c) for a, c in phrase_forms(left, russian)] if sep != " и " else [])
            )
    tokens = name.split()
    if len(tokens) == 1:
        return list(word_forms(name, russian))
    end = 0
    while end < len(tokens) - 1 and is_adjective(tokens[end]) and tokens[end].lower() not in HEADS:
        end += 1
    if tokens[end][:1] == "(" or (
        not russian and end == 0 and tokens[0].lower() not in HEADS
    ):  # Сан Хосе: the last word alone
        return [(" ".join([*tokens[:-1], f]), c) for f, c in word_forms(tokens[-1], russian)]
    tail = tokens[end + 1 :]
    if (
        end < len(tokens) - 1 and is_adjective(tokens[end + 1]) and len(tail) == 1 and tokens[0].lower() not in HEADS
    ):  # Гусь Хрустальный
        end, tail = end + 1, []
    choices = [word_forms(t, russian) for t in tokens[: end + 1]]
    out = []
    for combo in itertools.product(*choices):
        mask = ALL
        for _, m in combo:
            mask &= m
        if mask:
            out.append((" ".join([*(f for f, _ in combo), *tail]), mask))
    return merge(out)


def lemma_key(name: str) -> str:
    return key(
        " ".join(
            "-".join(parses(p)[0].normal_form for p in t.split("-"))
            if t.count("-") > 3
            else parses(t.lower())[0].normal_form
            for t in name.split()
        )
    )


def town_adjectives(name: str) -> list[str]:
    """Adjectives in -ский that a town's name may have: Энгельс -> энгельсский, Новые Бурасы -> новобурасский."""
    low = name.lower()
    words = low.split()
    if len(words) == 2 and is_adjective(words[0]):
        return [
            re.sub(
                r"(?:ый|ая|ое|ые|ой)$",
                "о",
                re.sub(r"(?:ний|няя|нее|ние)$", "не", re.sub(r"(?<=[гкх])(?:ий|ие)$", "о", words[0])),
            )
            + a
            for a in town_adjectives(words[1])
        ]
    if len(words) > 1 or not low:
        return []
    if "-на-" in low:
        return town_adjectives(low.split("-на-")[0])
    if is_adjective(low):
        masc = re.sub(
            r"(?:ая|ое|ые)$", "ый", re.sub(r"(?:яя|ее)$", "ий", re.sub(r"(?<=[гкхжшч])(?:ая|ое|ие)$", "ий", low))
        )
        return [masc]
    stem = re.sub(r"(?:ия|ье|ья|[аяоеыийьую])$", "", low)
    out = []
    if low.endswith(("ск", "цк")):
        return [low + "ий"]
    if low.endswith(("ок", "ек")):
        out.append(low[:-2] + "ский"), out.append(low[:-2] + "ецкий")
    if low.endswith("ец"):
        (
            out.append(low[:-2] + ("ь" if low[-3] == "л" else "") + "ецкий"),
            out.append(low[:-1] + "кий"),
            out.append(low[:-2] + "ецкий"),
        )
    if stem.endswith(("к", "ц", "ч", "т")):
        out.append(stem[:-1] + "цкий")
    if stem.endswith("к"):
        out += [stem[:-1] + "ский", stem[:-1] + "чский", stem[:-1] + "овский", stem + "овский"]
    if low.endswith(("ки", "ка")):
        out += [stem[:-1] + "ковский", stem[:-1] + "инский"]
    if low.endswith("ь") or stem.endswith("л"):
        out.append(stem + "ьский")
    out += [
        stem + "ский",
        stem + "инский",
        stem + "овский",
        stem + "евский",
        stem + "енский",
        stem + "анский",
        stem + "ейский",
    ]
    if low.endswith(("и", "у", "ы", "е")):
        out.append(low + "нский")
    return list(dict.fromkeys(out))

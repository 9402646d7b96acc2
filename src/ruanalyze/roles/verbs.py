"""Posts that a verb states: "назначен на должность", "возглавил управление", "покинул пост", "был мэром"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ruanalyze.roles.parts import gram
from ruanalyze.roles.posts import SUCCEED
from ruanalyze.words import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import RoleStatus, Token
    from ruanalyze.roles.parts import Phrase

__all__ = ["CUES", "STOPS", "Statement", "lead_statement", "statement"]


class Statement(NamedTuple):
    """A verb about a post: where it stands, whom it is about ("subject" or "object"), and the status it gives."""

    verb: int
    about: str
    status: RoleStatus
    rule: str


# Lemma -> what it does to the person's post.
_BECOME: Final = word_set(
    """ставший становящийся стать становиться назначить назначать назначенный избрать избирать избранный
    переизбрать переизбранный утвердить утверждать утверждённый утвержденный сделать сделаться поставить
    поставленный выбрать выбранный назначаться избираться короновать провозгласить провозглашённый объявить
    выдвинуться рукоположить вступить вступать"""
)
_BE: Final = word_set(
    """являющийся являвшийся работающий работавший служивший служащий остающийся оставшийся быть являться
    оставаться остаться работать поработать проработать трудиться служить прослужить числиться состоять пробыть
    побывать подрабатывать выступать выступить войти входить"""
)
_HOLD: Final = word_set(
    """занимающий занимавший занявший исполняющий исполнявший получивший занимать занять исполнять замещать
    получить получать работать проработать находиться оставаться остаться служить состоять вступить вступать
    быть являться сохранить сохранять назначить назначать назначенный назначение избрать избирать избранный
    переизбрать утвердить утверждать утвержденный утверждённый перейти прийти переизбираться стать пребывать
    приступить вернуться пробыть перевести переведенный совмещать"""
)
_AS: Final = word_set("работать служить известный выступать выступить трудиться начинать начать")
_TAKE: Final = word_set("занять получить вступить перейти прийти вернуться приступить")
_STAY: Final = word_set(
    """находиться оставаться остаться пребывать работать проработать служить состоять быть являться пробыть сохранить
    сохранять"""
)
_LEAVE: Final = word_set(
    """уволить увольнять уволенный освободить освобождать освобождённый освобожденный отстранить отстранять
    отстранённый отстраненный снять снимать снятый сместить смещать смещённый смещенный покинуть покидать
    оставить оставлять уйти уходить лишить лишиться лишать лишенный лишённый отозвать отозванный потерять
    сложить уволиться увольняться отказаться убрать отставить уступить передать"""
)
CUES: Final = frozenset(("пост", "место", "должность", "кресло", "портфель", "полномочие", "обязанность"))
_NEVER: Final = word_set(
    """кандидат кандидатура претендовать претендент баллотироваться выдвинуть выдвинуть выдвигать предложить
    прочить рекомендовать хотеть мечтать отказаться борьба выборы кандидатка преемник сменщик замена конкурс
    поиск"""
)
_ELECTION: Final = word_set("избрание назначение утверждение вступление переизбрание выдвижение возвращение")
_RESIGNATION: Final = frozenset(("отставка", "уход", "увольнение", "освобождение", "снятие", "отстранение"))
_BEFORE: Final = frozenset(("ранее", "раньше", "прежде", "некогда", "когда-то", "тогда"))
_THEN: Final = word_set("затем потом позже позднее спустя впоследствии после через")
STOPS: Final = frozenset((";", ":", "»", "«"))


def statement(tokens: Sequence[Token], phrase: Phrase) -> Statement | None:
    """The verb that states this post, or None."""
    i = phrase.left - 1
    if i >= 0 and tokens[i].lemma in CUES:
        return _cued(tokens, phrase, i)
    if i >= 1 and tokens[i].text in ("-", "–", "—", ":") and tokens[i - 1].lemma in CUES:
        return _cued(tokens, phrase, i - 1)  # "занял два поста: министра и ..."
    if i >= 0 and tokens[i].lemma == "качество" and i and tokens[i - 1].lemma in ("в", "во"):
        verb = _verb(tokens, i - 2, -1, 9)
        if verb < 0:
            verb = _verb(tokens, phrase.end, 1, 9)
        told = verb >= 0 and "VerbForm=Inf" not in tokens[verb].feats  # not "можно использовать в качестве"
        return Statement(verb, "subject", "current", "in the capacity of a post") if told else None
    if i >= 1 and tokens[i].lemma == "роль" and tokens[i - 1].lemma == "в":
        verb = _verb(tokens, i - 2, -1, 6)  # "выступил в роли продюсера", not "снялся в роли президента"
        acts = verb >= 0 and tokens[verb].lemma in ("выступать", "выступить")
        return Statement(verb, "subject", _tense(tokens, verb, phrase), "verb of being") if acts else None
    if i >= 1 and tokens[i].lemma == "как" and phrase.case == "Nom" and tokens[i - 1].lemma in _AS:
        return Statement(i - 1, "subject", _tense(tokens, i - 1, phrase), "verb of being")
    if phrase.case == "Ins" and i >= 1 and tokens[i].pos == "PROPN" and _elected(tokens, i, phrase.end):
        return Statement(i, "near", "incoming", "verb of becoming")
    if (phrase.case != "Ins" and not (phrase.status == "acting" and not phrase.case)) or (
        i >= 0 and tokens[i].pos == "ADP"
    ):
        return None
    for verb in (_verb(tokens, i, -1, 12), _verb(tokens, phrase.end, 1, 4)):
        if verb < 0:
            continue
        lemma = tokens[verb].lemma
        if verb and tokens[verb - 1].lemma == "не":
            return None
        own = gram(tokens[verb].feats).case
        if "VerbForm=Inf" in tokens[verb].feats or (own and own != "Nom" and tokens[verb - 1].text != ","):
            return None  # "утверждённом президентом": who approves
        if phrase.head.kind == "exec" and lemma.startswith("утвер"):
            return None
        if lemma in _BECOME:
            return Statement(verb, _voice(tokens, verb, lemma), _become(tokens, verb), "verb of becoming")
        if lemma == "быть" and verb + 1 < len(tokens) and "Variant=Short|VerbForm=Part" in tokens[verb + 1].feats:
            return None  # "учителем были сделаны выводы": by whom
        if (lemma in _BE and tokens[verb].text != "есть") or (lemma == "играть" and phrase.head.kind == "sport"):
            return Statement(verb, "subject", _tense(tokens, verb, phrase), "verb of being")
    return None


def _elected(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether a name that ends with token `i` is somebody's whose election is spoken of: "избрание Пан Ги Муна"."""
    if any(t.lemma in _BECOME and "VerbForm=Fin" in t.feats for t in tokens[end : end + 3]):
        return False  # "В случае избрания Гачечиладзе премьером станет Зурабишвили"
    for k in range(i - 1, max(i - 5, -1), -1):
        if tokens[k].lemma in _ELECTION:
            return True
        if tokens[k].pos != "PROPN":
            return False
    return False


def _cued(tokens: Sequence[Token], phrase: Phrase, cue: int) -> Statement | None:
    """ "назначен на должность министра", "покинул пост мэра", "на посту главы"."""
    before = tokens[cue - 1].lemma if cue else ""
    if before in ("на", "в") and cue > 1 and tokens[cue - 2].lemma in _ELECTION:
        return Statement(cue - 2, "near", "incoming", "verb of holding a post")  # "с избранием на пост президента"
    if before in ("с", "со") and cue > 1:
        k = cue - 2
        while k > cue - 6 and k > 0 and tokens[k].pos == "PROPN":
            k -= 1  # "отставки Спиро Агню с поста"
        if tokens[k].lemma in _RESIGNATION:
            return Statement(k, "near", "former", "verb of leaving a post")
    for verb in (_verb(tokens, cue - 1, -1, 10), _verb(tokens, phrase.end, 1, 6)):
        if verb < 0:
            continue
        lemma = tokens[verb].lemma
        if lemma in SUCCEED and before in ("на", "в"):
            return Statement(verb, "subject", _become(tokens, verb), "verb of succeeding")
        if tokens[cue].lemma == "обязанность":
            return Statement(verb, "subject", "acting", "verb of holding a post") if lemma == "исполнять" else None
        if lemma in _NEVER or "VerbForm=Inf" in tokens[verb].feats or (verb and tokens[verb - 1].lemma == "не"):
            return None
        if lemma in _LEAVE:
            return Statement(verb, _voice(tokens, verb, lemma), "former", "verb of leaving a post")
        if lemma in _HOLD and before not in ("с", "со", "от"):
            status = (
                _become(tokens, verb)
                if lemma in _BECOME or lemma in _TAKE or (before == "на" and lemma not in _STAY)
                else _tense(tokens, verb, phrase)
            )
            return Statement(verb, _voice(tokens, verb, lemma), status, "verb of holding a post")
        break
    if before in ("с", "со") and cue >= 2 and tokens[cue - 2].pos in ("VERB", "NOUN"):
        return Statement(
            cue - 2, "object" if tokens[cue - 2].pos == "VERB" else "near", "former", "verb of leaving a post"
        )
    return None


def lead_statement(tokens: Sequence[Token], phrase: Phrase) -> Statement:
    """The statement of a verb of leading."""
    verb = phrase.index
    feats = tokens[verb].feats
    if tokens[verb].lemma == "возглавить" and "Tense=Past" in feats:
        status = _become(tokens, verb)
    else:
        status = _tense(tokens, verb, phrase)
    rule = "verb of leading" if "Tense=Past" in feats else "verb of leading now"
    return Statement(verb, "subject", status, rule)


def _verb(tokens: Sequence[Token], start: int, step: int, reach: int) -> int:
    """The nearest verb from `start` in one direction within the clause, or -1."""
    i = start
    for _ in range(reach):
        if not 0 <= i < len(tokens):
            return -1
        token = tokens[i]
        if token.text in STOPS or (step < 0 and token.text == "," and tokens[i + 1].lemma in ("а", "но")):
            return -1
        if token.lemma in _NEVER:
            return i
        if token.pos in ("VERB", "AUX") or token.lemma in _BECOME or token.lemma in _LEAVE:
            return i
        i += step
    return -1


def _voice(tokens: Sequence[Token], verb: int, lemma: str) -> str:
    """Whom a transitive verb gives the post: the subject of a passive, the object of an active."""
    if lemma in _INTRANSITIVE:
        return "subject"
    feats = tokens[verb].feats
    if (
        "Pass" in feats
        or "Short" in feats
        or tokens[verb].text.endswith(("ся", "сь", "ен", "ена", "ён", "ны", "ан", "ана", "ят", "ята"))
    ):
        return "subject"
    if "VerbForm=Part" in feats or gram(feats).case:
        return "subject"
    return "object"


_INTRANSITIVE: Final = word_set(
    """стать становиться занять занимать исполнять замещать работать проработать находиться оставаться остаться
    служить состоять вступить вступать быть являться сохранить сохранять перейти прийти пребывать приступить
    вернуться пробыть покинуть покидать оставить оставлять уйти уходить лишиться потерять сложить уволиться
    увольняться получить получать отказаться сделаться выдвинуться уступить передать совмещать сменить сменять
    заменить"""
)


def _year(tokens: Sequence[Token], verb: int) -> bool:
    """Whether the clause of the verb names a year."""
    for k in range(max(0, verb - 9), min(len(tokens), verb + 14)):
        text = tokens[k].text
        if text[:2] in ("19", "20") and text[:4].isdigit() and len(text) <= 6:
            return True
    return False


def _since(tokens: Sequence[Token], verb: int) -> bool:
    """ "с 2006 года", "с марта 2004 года" near the verb, with no "по"."""
    for k in range(max(0, verb - 9), min(len(tokens) - 1, verb + 16)):
        if tokens[k].lemma in ("с", "со") and any(
            t.text[:2] in ("19", "20") and t.text[:4].isdigit() for t in tokens[k + 1 : k + 4]
        ):
            return not any(
                t.lemma in ("по", "до") and u.text[:1].isdigit()
                for t, u in zip(tokens[k + 2 :], tokens[k + 3 : k + 8], strict=False)
            )
    return False


def _tense(tokens: Sequence[Token], verb: int, phrase: Phrase) -> RoleStatus:
    feats = tokens[verb].feats
    if phrase.status in ("former", "acting", "incoming"):
        return phrase.status
    if any(t.lemma in _BEFORE for t in tokens[max(0, verb - 4) : verb + 4]):
        return "former"
    if tokens[verb].lemma == "выступить":
        return "current"
    if tokens[verb].text.lower() in ("будет", "будут", "станет", "станут"):
        return "incoming"
    if "Tense=Past" in feats:
        return "current" if _since(tokens, verb) else "former"
    if "Tense=Fut" in feats:
        return "current" if tokens[verb].lemma in ("остаться", "оставаться") else "incoming"
    return "current"


def _become(tokens: Sequence[Token], verb: int) -> RoleStatus:
    if any(t.lemma in _BEFORE for t in tokens[max(0, verb - 4) : verb + 4]):
        return "former"
    if any(t.lemma in _THEN for t in tokens[max(0, verb - 5) : verb]):
        return "current"
    return "current" if _year(tokens, verb) or tokens[verb].lemma.startswith("переизб") else "incoming"

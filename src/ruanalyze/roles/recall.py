"""Posts that stand for a name said before: "Певец скончался днём"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.roles.beside import KIN
from ruanalyze.roles.parts import Found
from ruanalyze.roles.posts import feminine
from ruanalyze.roles.verbs import CUES
from ruanalyze.roles.words import QUOTES
from ruanalyze.words import fold, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.doc import Token
    from ruanalyze.roles.parts import Phrase, Place
    from ruanalyze.roles.scene import Scene

__all__ = ["recall"]


def recall(scenes: Sequence[Scene], found: Sequence[Found], main: Place | None, leaders: dict[str, str]) -> list[Found]:
    """What posts without a name beside them say of the persons of the document, by the rules below."""
    said = {(f.phrase.sentence, f.phrase.index) for f in found}
    held = {f.phrase.head.name for f in found}
    kinds: dict[str, set[str]] = {}  # person -> kinds of the posts that were given to them
    for f in found:
        kinds.setdefault(f.person.entity.id, set()).add(f.phrase.head.kind)
    past = _Past(scenes, leaders)
    recalled: list[Found] = []
    for k, scene in enumerate(scenes):
        for phrase in scene.phrases:
            if (
                phrase.led
                or phrase.number == "Plur"
                or (scene.number, phrase.index) in said
                or _of_another(scene, phrase)
            ):
                continue
            answer = None
            if phrase.head.name not in held:
                if _bare(scene, phrase):
                    recent = past.recent(k)
                    before = [p for p in reversed(scene.near(phrase.left)) if p.last <= phrase.left]
                    named = recent if phrase.head.kind in _IN_OFFICE else [*before, *recent]
                    answer = _stands_for(phrase, scene.tokens[phrase.left : phrase.first], named, kinds, main)
                elif scene.number <= _TOP and main is not None and main.entity.id not in kinds:
                    answer = _announced(scene, phrase, main)
            if answer is None and _begins(scene, phrase, held):
                answer = _subject(phrase, past.recent(k))
            if answer is None and phrase.head.name in _LEADING:
                answer = _leader(scene, phrase, past.heads_of_state(), kinds)
            if answer is not None:
                held.add(phrase.head.name)
                recalled.append(answer)
    return recalled


def _of_another(scene: Scene, phrase: Phrase) -> bool:
    """Whether a post says whose wife somebody is, or is a name in quotes: "жена премьера", «Губернатор»."""
    if not phrase.left:
        return False
    before = scene.tokens[phrase.left - 1]
    return before.lemma in KIN or before.text in QUOTES


class _Past:
    """Who is named in the scenes, collected when it is first asked for."""

    def __init__(self, scenes: Sequence[Scene], leaders: dict[str, str]) -> None:
        self._scenes = scenes
        self._leaders = leaders
        self._heads_of_state: dict[str, list[Place]] | None = None

    def recent(self, k: int) -> list[Place]:
        """The last four persons named before scene `k`, the last one first."""
        named: list[Place] = []
        while k and len(named) < _RECENT:
            k -= 1
            if self._scenes[k].named:
                named += reversed(self._scenes[k].persons[-_RECENT:])
        return named[:_RECENT]

    def heads_of_state(self) -> dict[str, list[Place]]:
        """The heads of state and of government whom the document names, by country."""
        if self._heads_of_state is None:
            named = self._heads_of_state = {}
            for scene in self._scenes:
                for place in scene.persons if scene.named else ():
                    known = place.entity.person
                    country = self._leaders.get(fold(known.last or "")) if known else None
                    if country is not None:
                        named.setdefault(country, []).append(place)
        return self._heads_of_state


def _stands_for(
    phrase: Phrase, before: Sequence[Token], persons: Sequence[Place], kinds: dict[str, set[str]], main: Place | None
) -> Found | None:
    """A bare post goes to whoever of the persons just named is known by a post of the same kind: "Певец скончался"."""
    kind = phrase.head.kind
    fits = _STANDS.get(phrase.head.name, (kind,))
    pointed = any(t.lemma == "этот" for t in before)
    for person in persons:
        have = kinds.get(person.entity.id, ())
        known = kind in _RECALLED and any(k in have for k in fits)
        alone = not have and main is not None and person.entity.id == main.entity.id and kind in _KNOWN_BY
        if (known or alone or pointed) and _fits_gender(phrase, person):
            return Found(phrase, person, "post for a name before", 0.6)
    return None


def _announced(scene: Scene, phrase: Phrase, main: Place) -> Found | None:
    """A full post at the top of a text about one person without a post: "Губернатору Подмосковья прочат отставку"."""
    if phrase.head.kind not in _OFFICES or not (phrase.areas or phrase.bodies or phrase.own):
        return None
    if scene.persons or not _definite(scene, phrase) or not _fits_gender(phrase, main):
        return None
    if phrase.left and scene.tokens[phrase.left - 1].lemma in _BESIDES:
        return None
    return Found(phrase, main, "post at the top", 0.6)


def _begins(scene: Scene, phrase: Phrase, held: set[str]) -> bool:
    """Whether a full post begins a sentence about somebody else than the persons in it."""
    head = phrase.head
    if phrase.left > 2 or phrase.case != "Nom" or head.kind not in _OFFICES or head.name in held:
        return False
    if not (phrase.bodies or phrase.areas or phrase.own or phrase.tail) or phrase.inner or phrase.quoted:
        return False
    after = scene.tokens[phrase.end : phrase.end + 1]
    if not after or after[0].pos not in ("VERB", "AUX", "ADV", "PART") or not _definite(scene, phrase):
        return False
    return not any(scene.agrees("Nom", p) for p in scene.near(phrase.end))


def _subject(phrase: Phrase, recent: Sequence[Place]) -> Found | None:
    """Such a post goes to the one person named just before: "Председатель комитета прибыл"."""
    people = {p.entity.id for p in recent[:2]}
    if len(people) != 1 or not _fits_gender(phrase, recent[0]):
        return None
    return Found(phrase, recent[0], "post for a name before", 0.55)


def _leader(
    scene: Scene, phrase: Phrase, heads_of_state: dict[str, list[Place]], kinds: dict[str, set[str]]
) -> Found | None:
    """ "российский президент", "премьер Израиля" for the one leader of that country whom the text names."""
    head = phrase.head.name
    state = phrase.areaword or phrase.tail_words
    if phrase.bodies or ((state or head in ("лидер", "глава")) and state not in _STATE):
        return None
    if phrase.status is not None or not _definite(scene, phrase):
        return None
    where = [a.name for a in phrase.areas]
    named = [p for country, people in heads_of_state.items() if not where or country in where for p in people]
    if len({p.entity.id for p in named}) != 1 or "exec" in kinds.get(named[0].entity.id, ()):
        return None
    return Found(phrase, named[0], "leader of the country", 0.55)


def _definite(scene: Scene, phrase: Phrase) -> bool:
    """Whether a post means the one who holds it, not "новый", "каждый", "стал бы" one."""
    tokens = scene.tokens
    before = tokens[phrase.left - 1].lemma if phrase.left else ""
    if before in CUES or before in _CHOOSING or before in ("как", "быть", "стать", "кандидат", "выборы", "в", "на"):
        return False
    return phrase.case != "Ins" or (phrase.left > 0 and tokens[phrase.left - 1].pos == "ADP")


_SOMEBODY_ELSE: Final = word_set(
    """другой иной прочий каждый любой всякий новый первый второй третий один многий некий какой-то какой никакой
    самый лучший следующий будущий настоящий чужой прежний ваш наш твой мой"""
)
_IN_OFFICE: Final = frozenset(("exec", "parl"))  # a governor is more often somebody else than an actor is
_CHOOSING: Final = word_set("выбирать выбрать избирать избрать назначать назначить стать искать")
_BESIDES: Final = frozenset(("помимо", "кроме", "вместо"))
_RECENT: Final = 4
_TOP: Final = 2  # the last of the sentences in which a post may announce whom the text is about
_OFFICES: Final = frozenset(("exec", "parl", "chief", "court", "law", "deputy", "sport"))
_LEADING: Final = frozenset(("президент", "премьер", "премьер-министр", "канцлер", "лидер", "глава"))
_STATE: Final = frozenset(("государства", "страны", "республики"))
_RECALLED: Final = frozenset(("art", "sport", "sci", "noble", "church", "biz", "civic", "media"))
_KNOWN_BY: Final = frozenset(("exec", "parl", "art", "sport", "noble", "church"))
_PEOPLE: Final = _RECALLED | _KNOWN_BY
# Words of many meanings, and words for whoever does something.
_VAGUE: Final = word_set(
    """график стрелок автор соавтор ведущий ведущая исполнитель модель голова критик химик механик деятель кандидат
    капитан игрок владелец собственник доктор папа борец защитник арбитр оператор мастер постановщик активист
    волонтер волонтёр"""
)


# What a word for a person of some standing may stand for.
_STANDS: Final = {
    "политик": ("exec", "parl", "lead", "civic"),
    "чиновник": ("exec", "chief", "deputy"),
    "дипломат": ("exec",),
}
_RICH: Final = word_set(
    "бизнесмен бизнесвумен предприниматель предпринимательница миллиардер миллионер олигарх магнат банкир ресторатор"
)


def _bare(scene: Scene, phrase: Phrase) -> bool:
    """Whether a post stands alone, in the singular, for somebody known: "Певец скончался", not "один из певцов"."""
    head = phrase.head
    if head.kind == "biz" and head.name not in _RICH:
        return False
    if head.kind not in _PEOPLE or phrase.number != "Sing" or phrase.led or head.weak or head.name in _VAGUE:
        return False
    if phrase.tail or phrase.bodies or phrase.areas or phrase.quoted or phrase.own or phrase.status or phrase.parts:
        return False
    if head.kind == "church" and phrase.case != "Nom":
        return False
    tokens = scene.tokens
    if any(t.lemma in _SOMEBODY_ELSE for t in tokens[phrase.left : phrase.first]):
        return False
    if phrase.case == "Ins" and (phrase.left == 0 or tokens[phrase.left - 1].pos != "ADP"):
        return False
    after = tokens[phrase.end : phrase.end + 1]
    return not after or (after[0].text not in ("-", "«", '"') and after[0].pos != "PROPN")


def _fits_gender(phrase: Phrase, person: Place) -> bool:
    known = person.entity.person.gender if person.entity.person is not None else None
    if feminine(phrase.head.name):
        return known == "femn"
    return known != "femn" or phrase.head.kind not in ("art", "sport", "noble")

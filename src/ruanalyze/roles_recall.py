"""Posts that stand for a name said before: "Певец скончался днём"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ruanalyze.posts import feminine, words
from ruanalyze.roles_parts import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ruanalyze.roles_parts import Phrase, Place
    from ruanalyze.roles_scene import Scene

__all__ = ["recall"]


def recall(scenes: Sequence[Scene], found: Sequence[Found]) -> list[Found]:
    """The bare occupations of persons named just before, whom a post of the same kind or the whole text makes known."""
    said = {(f.phrase.sentence, f.phrase.index) for f in found}
    held = {f.phrase.head.name for f in found}
    kinds: dict[str, set[str]] = {}  # person -> kinds of the posts that were given to them
    for f in found:
        kinds.setdefault(f.person.entity.id, set()).add(f.phrase.head.kind)
    main = _main_person(scenes)
    recalled: list[Found] = []
    recent: list[Place] = []
    for scene in scenes:
        for phrase in scene.phrases:
            if (scene.number, phrase.index) in said or phrase.head.name in held or not _bare(scene, phrase):
                continue
            kind = phrase.head.kind
            before = [p for p in reversed(scene.persons) if p.last <= phrase.left]
            for person in (*before, *recent):
                have = kinds.get(person.entity.id, ())
                fits = _STANDS.get(phrase.head.name, (kind,))
                if _fits_gender(phrase, person) and (
                    any(k in have for k in fits) or (not have and person.entity.id == main and kind in _KNOWN_BY)
                ):
                    held.add(phrase.head.name)
                    recalled.append(Found(phrase, person, "post for a name before", 0.6))
                    break
        if scene.persons:
            recent = [*reversed(scene.persons), *recent][:4]
    return recalled


_RECALLED: Final = frozenset(("art", "sport", "sci", "noble", "church", "biz", "civic", "media"))
_KNOWN_BY: Final = frozenset(("art", "sport", "noble", "church"))
# Words of many meanings, and words for whoever does something.
_VAGUE: Final = words(
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
_RICH: Final = words(
    "бизнесмен бизнесвумен предприниматель предпринимательница миллиардер миллионер олигарх магнат банкир ресторатор"
)


def _main_person(scenes: Sequence[Scene]) -> str | None:
    """The person that at least half of a document's mentions of people go to."""
    counts: dict[str, int] = {}
    for scene in scenes:
        for person in scene.persons:
            counts[person.entity.id] = counts.get(person.entity.id, 0) + 1
    if not counts:
        return None
    best = max(counts, key=lambda i: counts[i])
    return best if counts[best] * 2 >= sum(counts.values()) else None


def _bare(scene: Scene, phrase: Phrase) -> bool:
    """Whether a post stands alone, in the singular, for somebody known: "Певец скончался", not "один из певцов"."""
    head = phrase.head
    if head.kind == "biz" and head.name not in _RICH:
        return False
    if head.kind not in _RECALLED or phrase.number != "Sing" or phrase.led or head.weak or head.name in _VAGUE:
        return False
    if phrase.tail or phrase.bodies or phrase.areas or phrase.quoted or phrase.own or phrase.status or phrase.parts:
        return False
    tokens = scene.tokens
    if any(not t.text[0].isdigit() for t in tokens[phrase.left : phrase.first]):
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

"""A Doc in other tools' forms: CoNLL-U, spaCy and displaCy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ruanalyze.doc import Doc

__all__ = ["to_conllu", "to_displacy", "to_spacy"]

_BLANK: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # a tab, a zero byte, half of an emoji


def to_conllu(doc: Doc) -> str:
    """See `Doc.to_conllu`."""
    blocks = []
    for number, sentence in enumerate(doc.sentences, 1):
        lines = [f"# sent_id = {number}", ""]
        if number == 1:
            lines.insert(0, "# newdoc")
        written = ""
        for i, token in enumerate(sentence.tokens, 1):
            last = i == len(sentence.tokens)
            glued = not last and sentence.tokens[i].start == token.end
            form, lemma = _one_line(token.text), _one_line(token.lemma)
            written += form if glued or last else form + " "
            misc = "SpaceAfter=No" if glued else "_"
            feats = "|".join(sorted(token.feats.split("|"), key=str.lower)) or "_"
            lines.append("\t".join((str(i), form, lemma, token.pos, "_", feats, "_", "_", "_", misc)))
        lines[lines.index("")] = f"# text = {written}"
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


def _one_line(text: str) -> str:
    """A form or lemma as one column has it: no white space or control character, never empty."""
    return _BLANK.sub("\ufffd", text) or "_"


def to_displacy(doc: Doc) -> dict[str, Any]:
    """See `Doc.to_displacy`."""
    found = sorted((m.start, m.end, e.kind) for e in doc.entities for m in e.mentions)
    ents = [{"start": start, "end": end, "label": kind} for start, end, kind in found]
    return {"text": doc.text, "ents": ents, "title": doc.title}


def to_spacy(doc: Doc, vocab: Any = None) -> Any:
    """See `Doc.to_spacy`."""
    try:
        import spacy
        from spacy.tokens import Doc as SpacyDoc
        from spacy.tokens import Span as SpacySpan
    except ImportError as e:
        raise ImportError("to_spacy needs spaCy: pip install 'ruanalyze[spacy]'") from e
    tokens = doc.tokens
    following = [t.start for t in tokens[1:]] + [t.end for t in tokens[-1:]]
    spans = {m.start: (m.end, e.kind, e.id) for e in doc._entities or () for m in e.mentions}
    firsts = {s.tokens[0].start for s in doc.sentences if s.tokens}
    made = SpacyDoc(
        spacy.blank("ru").vocab if vocab is None else vocab,
        words=[t.text for t in tokens],
        spaces=[t.end != after for t, after in zip(tokens, following, strict=True)],
        lemmas=[t.lemma for t in tokens],
        pos=[t.pos for t in tokens],
        morphs=[t.feats for t in tokens],
        sent_starts=[t.start in firsts for t in tokens],
    )
    starts = {t.start: i for i, t in enumerate(tokens)}
    ends = {t.end: i + 1 for i, t in enumerate(tokens)}
    made.ents = [
        SpacySpan(made, starts[start], ends[end], label=kind, span_id=key)
        for start, (end, kind, key) in spans.items()
        if start in starts and end in ends
    ]
    return made

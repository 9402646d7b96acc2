"""A Doc in other tools' forms: CoNLL-U and spaCy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ruanalyze.doc import Doc

__all__ = ["to_conllu", "to_spacy"]


def to_conllu(doc: Doc) -> str:
    """See `Doc.to_conllu`."""
    blocks = []
    for number, sentence in enumerate(doc.sentences, 1):
        text = re.sub(r"\s+", " ", doc.text[sentence.start : sentence.end])  # "а\nб" -> "а б"
        lines = [f"# sent_id = {number}", f"# text = {text}"]
        for i, token in enumerate(sentence.tokens, 1):
            follows = sentence.tokens[i].start if i < len(sentence.tokens) else None
            misc = "SpaceAfter=No" if follows == token.end else "_"
            form = re.sub(r"\s+", " ", token.text)
            lemma = re.sub(r"\s+", " ", token.lemma) or "_"
            lines.append("\t".join((str(i), form, lemma, token.pos, "_", token.feats or "_", "_", "_", "_", misc)))
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


def to_spacy(doc: Doc, vocab: Any = None) -> Any:
    """See `Doc.to_spacy`."""
    try:
        import spacy
        from spacy.tokens import Doc as SpacyDoc
    except ImportError as e:
        raise ImportError("to_spacy needs spaCy: pip install 'ruanalyze[spacy]'") from e
    tokens = doc.tokens
    following = [t.start for t in tokens[1:]] + [tokens[-1].end if tokens else 0]
    spans = {m.start: (m.end, e.kind, e.id) for e in doc.entities for m in e.mentions}
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
        spacy.tokens.Span(made, starts[start], ends[end], label=kind, span_id=key)
        for start, (end, kind, key) in spans.items()
        if start in starts and end in ends
    ]
    return made

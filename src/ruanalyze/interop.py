"""A Doc in other tools' forms: CoNLL-U, spaCy and displaCy."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final
from unicodedata import is_normalized, normalize

if TYPE_CHECKING:
    from ruanalyze.doc import Doc, Sentence, Token

__all__ = ["to_conllu", "to_displacy", "to_spacy"]

_BLANK: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")  # a tab, a zero byte, half of an emoji
_BOX: Final = "\u25a1"  # what stands for one; U+FFFD is for the validator a sign of a wrong decoding
_CARRIER: Final = "\u25cc"  # what Unicode puts before an accent that stands alone
#: What the taggers have learned from treebanks of older conventions and UD's list for Russian no longer permits.
_NOT_IN_UD: Final = frozenset(
    {("NUM", "Degree=Pos"), ("DET", "Polarity=Neg"), ("PRON", "Polarity=Neg"), ("PART", "Mood=Cnd")}
    | {("DET", f"Degree={degree}") for degree in ("Pos", "Cmp", "Sup")}
)


def to_conllu(doc: Doc, doc_id: str | None = None) -> str:
    """See `Doc.to_conllu`."""
    if doc_id is not None and (not doc_id or _BLANK.search(doc_id)):
        raise ValueError(f"doc_id={doc_id!r}: give an id without white space, such as 'page-12'")
    blocks = []
    for number, sentence in enumerate(doc.sentences, 1):
        written, rows = _rows(sentence)
        heading = [f"# newdoc id = {doc_id}" if doc_id else "# newdoc"] if number == 1 else []
        heading += [f"# sent_id = {f'{doc_id}-{number}' if doc_id else number}", f"# text = {written}"]
        blocks.append("\n".join(heading + rows) + "\n\n")
    return "".join(blocks)


def _rows(sentence: Sentence) -> tuple[str, list[str]]:
    """The sentence as its rows spell it, and a row a token."""
    written, rows, before = "", [], ""
    following = [token.start for token in sentence.tokens[1:]]
    for i, (token, after) in enumerate(zip_longest(sentence.tokens, following), 1):
        form = _one_line(token.text)
        if before and not is_normalized("NFC", before + form):
            form = _CARRIER + form
        glued = after == token.end
        before = form if glued else ""
        written += form if glued or after is None else form + " "
        misc = "SpaceAfter=No" if glued else "_"
        rows.append(
            "\t".join((str(i), form, _one_line(token.lemma), token.pos, "_", _feats(token), "_", "_", "_", misc))
        )
    return written, rows


def _one_line(text: str) -> str:
    """A form or lemma as one column has it: composed (NFC), no white space or control character, never empty."""
    return normalize("NFC", _BLANK.sub(_BOX, text)) or "_"


def _feats(token: Token) -> str:
    kept = [f for f in token.feats.split("|") if f and (token.pos, f) not in _NOT_IN_UD]
    return "|".join(sorted(kept, key=str.lower)) or "_"


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

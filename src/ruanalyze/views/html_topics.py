"""Topics to look at: the words that decided with their weights; what speaks for and against each topic of a text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ruanalyze.doc import Topic

__all__ = ["Explanation", "topics_html"]

_OPEN: Final = 3  # topics shown at once
_WORDS: Final = 8  # of a topic


class Explanation(dict[str, list[tuple[str, float]]]):
    """For each topic of a text its lemmas with what each adds to the log odds of the topic; a notebook draws it.

    A dict from topic ids to pairs of lemma and number, the strongest first; `labels` and `probabilities` are by topic.

    >>> why = Explanation({"crime": [("суд", 0.9), ("школа", -0.4)]}, {"crime": "Криминал"}, {"crime": 0.8})
    >>> why["crime"][0]
    ('суд', 0.9)
    >>> why
    <Explanation of 1 topics: crime (суд +0.90, школа -0.40)>
    >>> "Криминал" in why.to_html()
    True
    """

    def __init__(
        self,
        why: Mapping[str, list[tuple[str, float]]],
        labels: Mapping[str, str],
        probabilities: Mapping[str, float],
    ) -> None:
        super().__init__(why)
        self.labels = dict(labels)
        self.probabilities = dict(probabilities)

    def to_html(self) -> str:
        """A whole HTML page of its own, for a file."""
        from ruanalyze.views.html import whole_page

        return whole_page("Почему такие темы", self._repr_html_())

    def _repr_html_(self) -> str:
        from ruanalyze.views.html import wrapped

        ranked = sorted(self, key=lambda topic: -self.probabilities.get(topic, 0.0))
        first, rest = ranked[:_OPEN], ranked[_OPEN:]
        top = max((abs(w) for topic in first for _, w in self[topic][:_WORDS]), default=0.0)
        parts = [f"<h3>{self._head(topic)}</h3>{_why(self[topic][:_WORDS], top)}" for topic in first]
        parts.append(
            '<p class="note">Сколько слово добавляет к логарифму шансов темы: вправо и с плюсом\u00a0— за неё, '
            "влево и с минусом\u00a0— против.</p>"
        )
        if rest:
            folded = "".join(
                f"<details><summary>{self._head(topic)}</summary>{_why(self[topic][:_WORDS], top)}</details>"
                for topic in rest
            )
            parts.append(f"<details><summary>Остальные темы: {len(rest)}</summary>{folded}</details>")
        return wrapped(parts)

    def __repr__(self) -> str:
        ranked = sorted(self, key=lambda topic: -self.probabilities.get(topic, 0.0))[:_OPEN]
        told = [f"{t} ({', '.join(f'{word} {weight:+.2f}' for word, weight in self[t][:3])})" for t in ranked]
        return f"<Explanation of {len(self)} topics: {', '.join(told)}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self), self.labels, self.probabilities)

    def _head(self, topic: str) -> str:
        label = escape(self.labels.get(topic, topic))
        return f"{label}: {_percent(self.probabilities[topic])}" if topic in self.probabilities else label


def topics_html(topics: Iterable[Topic]) -> str:
    """Topics with their probabilities as bars, and the words that decided, each with its part in the decision."""
    rows = "".join(
        f'<b>{escape(t.label)}</b> <span class="bar"><i aria-hidden="true" style="width:{t.probability * 8:.1f}em"></i>'
        f'{_percent(t.probability)}</span> <span class="words">{_words(t)}</span>'
        for t in topics
    )
    note = '<p class="note">Процент у слова\u00a0— его доля во всём, что говорит за тему.</p>' if "<em>" in rows else ""
    return f'<h3>О чём, и какие слова решили</h3><div class="topics">{rows}</div>{note}'


def _words(topic: Topic) -> str:
    if not topic.weights:
        return escape(", ".join(topic.reasons))
    return " ".join(
        f'<span>{escape(word)} <i aria-hidden="true" style="width:{max(0.1, 10 * weight):.1f}em"></i>'
        f"<em>{_percent(weight)}</em></span>"
        for word, weight in zip(topic.reasons, topic.weights, strict=False)
    )


def _why(words: Sequence[tuple[str, float]], top: float) -> str:
    """Bars to both sides of a line; `top` is the number that fills a side."""
    rows = []
    for word, weight in words:
        wide = min(50.0, 50 * abs(weight) / max(top, 1e-9))
        kind, at = ("for", 50.0) if weight >= 0 else ("against", 50 - wide)
        sign = "+" if weight >= 0 else "\N{MINUS SIGN}"
        rows.append(
            f'<li><span>{escape(word)}</span> <span class="axis" aria-hidden="true">'
            f'<i class="{kind}" style="margin-left:{at:.1f}%;width:{wide:.1f}%"></i></span> '
            f"<span>{sign}{_comma(abs(weight))}</span></li>"
        )
    return f'<ul class="why">{"".join(rows)}</ul>' if rows else "<p>Знакомых слов нет.</p>"


def _percent(share: float) -> str:
    """A share as a reader takes it: what is not certain does not say 100 %.

    >>> [_percent(x).replace("\\u202f", " ") for x in (0.314, 0.997, 1.0, 0.001)]
    ['31 %', '&gt;99 %', '100 %', '&lt;1 %']
    """
    told = f"{100 * share:.0f}"
    if told == "100" and share < 1:
        told = "&gt;99"
    elif told == "0" and share > 0:
        told = "&lt;1"
    return f"{told}\u202f%"


def _comma(number: float) -> str:
    return f"{number:.2f}".replace(".", ",")

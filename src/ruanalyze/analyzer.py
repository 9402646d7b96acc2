"""Analyzer: the only place that knows the order of the steps."""

from __future__ import annotations

import datetime as dt
import itertools
import operator
import threading
import zoneinfo
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, overload

import msgspec

import ruanalyze
from ruanalyze.doc import DateRef, Doc, Entity, Page, Role, Sentence, Token, Topic
from ruanalyze.errors import OptionError, RuanalyzeError
from ruanalyze.no_gc import paused_gc
from ruanalyze.options import Options
from ruanalyze.page import find as pages
from ruanalyze.segment.sentences import RawSentence, segment
from ruanalyze.versions import versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ruanalyze.morph.lemmas import Word
    from ruanalyze.tagging.tagger import TagSpan

__all__ = ["Analyzer", "Failure", "Source", "When", "analyze", "clean"]

_C = TypeVar("_C")
When: TypeAlias = "dt.datetime | dt.date | str | None"


class Source(msgspec.Struct, frozen=True):
    """A source with what the caller knows about it; `pipe` takes it wherever it takes a str or bytes.

    published, crawled: a date, a datetime, or either in ISO 8601.
    """

    text: str | bytes
    published: dt.datetime | dt.date | str | None = None
    url: str | None = None
    crawled: dt.datetime | dt.date | str | None = None


class Failure(msgspec.Struct, frozen=True):
    """A source that could not be analysed, in place of its Doc: the error's type name and its message."""

    source: Any
    kind: str
    message: str
    url: str | None = None

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}"


class Analyzer:
    """Loads the models once; then answers from any number of threads.

    options: see `Options`. Pickling an Analyzer carries its options; the models are loaded again where it arrives.
    Answers do not depend on threads, batches or what was asked before, but for the last digit of a `confidence`: a
    network adds floats in an order that depends on what is computed with them.

    >>> an = Analyzer(Options(page="article"))
    >>> doc = an.analyze("Губернатор Саратовской области Валерий Радаев приехал в Балаково.")
    >>> [(role.person.name, role.post) for role in doc.officials]
    [('Валерий Радаев', 'губернатор')]
    """

    def __init__(self, options: Options | None = None) -> None:
        if options is not None and not isinstance(options, Options):
            raise TypeError(f"Analyzer wants Options, not {type(options).__name__}: Analyzer(Options(model='fast'))")
        self.options = Options() if options is None else options
        self._steps = _Steps(self.options)

    def __reduce__(self) -> tuple[type[Analyzer], tuple[Options]]:
        return type(self), (self.options,)

    def analyze(
        self,
        source: str | bytes,
        *,
        published: When = None,
        url: str | None = None,
        crawled: When = None,
    ) -> Doc:
        """The Doc of one source: the text of a scraped page, HTML, or a clean article.

        published: the publication date when it is known; it wins over the page's own and resolves relative dates.
        crawled: when the page was fetched; resolves "Сегодня, 12:37" in the page's own date line.

        Raises `TypeError` for what is neither str nor bytes (nor a date where one is wanted), `InputError` for a source
        without text.
        """
        return self._docs([Source(source, published, url, crawled)])[0]

    @overload
    def pipe(
        self,
        sources: Iterable[str | bytes | Source],
        *,
        as_tuples: Literal[False] = False,
        batch_size: int = ...,
        on_error: Literal["raise"] = "raise",
    ) -> Iterator[Doc]: ...
    @overload
    def pipe(
        self,
        sources: Iterable[str | bytes | Source],
        *,
        as_tuples: Literal[False] = False,
        batch_size: int = ...,
        on_error: Literal["record"],
    ) -> Iterator[Doc | Failure]: ...
    @overload
    def pipe(
        self,
        sources: Iterable[tuple[str | bytes | Source, _C]],
        *,
        as_tuples: Literal[True],
        batch_size: int = ...,
        on_error: Literal["raise"] = "raise",
    ) -> Iterator[tuple[Doc, _C]]: ...
    @overload
    def pipe(
        self,
        sources: Iterable[tuple[str | bytes | Source, _C]],
        *,
        as_tuples: Literal[True],
        batch_size: int = ...,
        on_error: Literal["record"],
    ) -> Iterator[tuple[Doc | Failure, _C]]: ...
    def pipe(
        self,
        sources: Iterable[Any],
        *,
        as_tuples: bool = False,
        batch_size: int = 64,
        on_error: Literal["raise", "record"] = "raise",
    ) -> Iterator[Any]:
        """The Docs of many sources, one by one and in order; the models see `batch_size` of them at a time.

        as_tuples: sources are pairs (source, anything), and so are the answers.
        on_error: "raise" stops at the first bad source; "record" gives a `Failure` in its place and goes on.
        """
        if on_error not in ("raise", "record"):
            raise ValueError(f"on_error={on_error!r}: give 'raise' or 'record'")
        if batch_size < 1:
            raise ValueError(f"batch_size={batch_size!r}: give a whole number from 1")
        if isinstance(sources, (str, bytes)):
            raise TypeError("pipe wants many sources, not one: use analyze, or put it in a list")
        stream = iter(sources)
        while batch := list(itertools.islice(stream, batch_size)):
            texts = [_pair(item)[0] for item in batch] if as_tuples else batch
            answers = self._answers([s if isinstance(s, Source) else Source(s) for s in texts], on_error == "record")
            for answer, item in zip(answers, batch, strict=True):
                yield (answer, item[1]) if as_tuples else answer

    def clean(
        self, source: str | bytes, *, published: When = None, url: str | None = None, crawled: When = None
    ) -> Page:
        """The page step alone: the text that offsets refer to, and the article in it."""
        return self._page(Source(source, published, url, crawled))

    def info(self) -> dict[str, str]:
        """Versions of the library, its models, dictionaries and gazetteer."""
        made = {"ruanalyze": ruanalyze.__version__, "model": self.options.model}
        return made | versions(self.options, self._steps.tagger.name)

    def _answers(self, sources: list[Source], record: bool) -> list[Doc] | list[Doc | Failure]:
        """The batch at once; when one source fails, each alone, so that the others are not lost."""
        if not record:
            return self._docs(sources)
        answers: list[Doc | Failure | Page] = []
        for source in sources:
            try:
                answers.append(self._page(source))
            except (RuanalyzeError, TypeError, ValueError, RecursionError, MemoryError) as e:
                answers.append(Failure(source.text, type(e).__name__, str(e), source.url))
        good = [(a, s) for a, s in zip(answers, sources, strict=True) if isinstance(a, Page)]
        try:
            docs: Iterator[Doc | Failure] = iter(self._finish(good))
        except Exception:  # a defect must not lose the rest of an archive: find the one source and say so
            docs = iter([self._finish_alone(page, source) for page, source in good])
        return [next(docs) if isinstance(a, Page) else a for a in answers]

    def _finish_alone(self, page: Page, source: Source) -> Doc | Failure:
        try:
            return self._finish([(page, source)])[0]
        except Exception as e:
            return Failure(source.text, type(e).__name__, str(e), source.url)

    def _docs(self, sources: list[Source]) -> list[Doc]:
        return self._finish([(self._page(source), source) for source in sources])

    def _page(self, source: Source) -> Page:
        found = pages.find(
            source.text,
            published=source.published,
            url=source.url,
            crawled=source.crawled,
            kind=self.options.page,
        )
        zone, moment = self.options.timezone, found.article.published
        if zone is None or not isinstance(moment, dt.datetime) or moment.tzinfo is not None:
            return found
        aware = moment.replace(tzinfo=zoneinfo.ZoneInfo(zone))
        return Page(found.text, msgspec.structs.replace(found.article, published=aware))

    def _finish(self, found: Sequence[tuple[Page, Source]]) -> list[Doc]:
        with paused_gc():
            return self._analyzed(found)

    def _analyzed(self, found: Sequence[tuple[Page, Source]]) -> list[Doc]:
        """The Docs of a batch, step by step rather than Doc by Doc: a step's code and tables stay in the cache."""
        steps, wanted = self._steps, self.options.steps
        raw = [segment(page.text, _parts(page)) for page, _ in found]
        tagged = steps.tagger.tag([[sentence.words for sentence in doc] for doc in raw])
        drafts = []
        for (page, source), doc, tags in zip(found, raw, tagged, strict=True):
            words = [steps.morph.words(s.words, t.pos, t.feats) for s, t in zip(doc, tags, strict=True)]
            lemmas = [[word.lemma for word in sentence] for sentence in words]
            drafts.append(_Draft(page, source, tuple(map(_sentence, doc, words)), lemmas, [t.spans for t in tags]))
        if "entities" in wanted:
            home, name = self.options.home_region, steps.tagger.name
            for d in drafts:
                d.entities = steps.entities.find(d.page.text, d.sentences, d.spans, home_region=home, source=name)
            if "roles" in wanted:
                for d in drafts:
                    d.roles = steps.roles.find(d.page.text, d.sentences, d.entities or (), d.spans, d.lemmas)
        if "dates" in wanted:
            for d in drafts:
                d.dates = steps.find_dates(d.page.text, d.sentences, d.page.article.published)
        if "topics" in wanted:
            for d in drafts:
                d.topics = steps.topics.rank(d.page.article, d.sentences)
        if "keywords" in wanted:
            for d in drafts:
                d.keywords = steps.keywords.extract(d.sentences, d.entities or ())
        version = f"{ruanalyze.__version__} {self.options.model}"
        return [d.doc(version) for d in drafts]


class _Draft(msgspec.Struct, eq=False):
    """A Doc in the making."""

    page: Page
    source: Source
    sentences: tuple[Sentence, ...]
    lemmas: list[list[str]]
    spans: list[list[TagSpan]]
    entities: tuple[Entity, ...] | None = None
    roles: tuple[Role, ...] | None = None
    dates: tuple[DateRef, ...] | None = None
    topics: tuple[Topic, ...] | None = None
    keywords: tuple[str, ...] | None = None

    def doc(self, version: str) -> Doc:
        return Doc(
            self.page.text,
            self.page.article,
            self.sentences,
            entities=self.entities,
            roles=self.roles,
            dates=self.dates,
            topics=self.topics,
            keywords=self.keywords,
            url=self.source.url,
            version=version,
        )


class _Steps:
    """The loaded models and dictionaries of one set of options."""

    def __init__(self, options: Options) -> None:
        from ruanalyze.dates.find import find_dates
        from ruanalyze.morph.lemmas import Morph
        from ruanalyze.tagging import tagger

        self.morph = Morph()
        self.tagger = tagger.load(options.model, options.threads)
        self.find_dates = find_dates
        if "entities" in options.steps:
            from ruanalyze.entities.finder import EntityFinder
            from ruanalyze.places.names import Places

            places = Places.load()
            if options.home_region is not None and not places.has_region(options.home_region):
                raise OptionError(f"no home_region {options.home_region!r}: give an ISO 3166-2 code such as 'RU-SAR'")
            own = None
            if options.gazetteer is not None:
                from ruanalyze.entities.own_gazetteer import OwnGazetteer

                own = OwnGazetteer.load(options.gazetteer, self.morph)
            self.entities = EntityFinder(self.morph, places, own)
            if "roles" in options.steps:
                from ruanalyze.roles.finder import RoleFinder

                self.roles = RoleFinder(self.morph, places)
        if "topics" in options.steps:
            from ruanalyze.topics.model import TopicModel

            self.topics = TopicModel.load(options.topics)
        if "keywords" in options.steps:
            from ruanalyze.keywords.phrases import Keywords

            self.keywords = Keywords.load()


def _sentence(raw: RawSentence, words: list[Word]) -> Sentence:
    ends = map(operator.add, raw.starts, map(len, raw.words))
    tokens = tuple(map(Token, raw.starts, ends, raw.words, *zip(*words, strict=True)))
    return Sentence(raw.start, raw.end, raw.part, tokens)


def _pair(item: Any) -> Any:
    if not isinstance(item, (tuple, list)) or len(item) != 2:
        raise TypeError(f"pipe(as_tuples=True) wants pairs (source, anything), not {type(item).__name__} {item!r:.60}")
    return item


def _parts(page: Page) -> list[tuple[int, int, Any]]:
    """Title, lead and paragraphs as (start, end, part); a title that stands only in metadata has no offsets."""
    article = page.article
    named = [(article.title, "title"), (article.lead, "lead"), *((p, "body") for p in article.paragraphs)]
    found = [(s.start, s.end, part) for s, part in named if s and s.start is not None and s.end is not None]
    return sorted(found)


_default: Analyzer | None = None
_default_lock = threading.Lock()


def analyze(source: str | bytes, *, published: When = None, url: str | None = None, crawled: When = None) -> Doc:
    """The Doc of one source, by one `Analyzer` with default options that is made at the first call.

    source: the text of a scraped page, HTML, or a clean article; bytes are decoded.
    published, url, crawled, errors: see `Analyzer.analyze`.

    >>> page = "В Пензе открыли школу\\n\\nВ Пензе 3 марта открыли новую школу на 800 мест."
    >>> doc = analyze(page, published="2021-03-04")
    >>> doc.title, [d.value for d in doc.dates], [p.name for p in doc.places]
    ('В Пензе открыли школу', ['2021-03-03'], ['Пенза'])
    """
    global _default
    if _default is None:
        with _default_lock:
            if _default is None:
                _default = Analyzer()
    return _default.analyze(source, published=published, url=url, crawled=crawled)


def clean(source: str | bytes, *, published: When = None, url: str | None = None, crawled: When = None) -> Page:
    """The page step alone, without loading any model: the text that offsets refer to, and the article in it.

    >>> page = "Погода +5°C\\n\\nШкола открылась\\n\\n12:37, 9 октября 2019\\n\\nВ Вольске открылась новая школа."
    >>> clean(page).article.title.text
    'Школа открылась'
    """
    return pages.find(source, published=published, url=url, crawled=crawled, kind="auto")

"""The command line: each verb is a library function's twin.

Exit codes: 0 done, 1 some sources failed, 2 wrong usage or input that can't be read at all.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import ruanalyze
from ruanalyze import cli_topics
from ruanalyze.errors import RuanalyzeError
from ruanalyze.options import ModelName, Options, PageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["main", "parser"]

_OVERVIEW = 50_000  # rows; it holds them all in memory
_FILES = 1_000  # of which the errors are counted by kind
_EXAMPLES = {
    "analyze": "ruanalyze analyze page.txt\n  curl -s URL | ruanalyze analyze - --json",
    "clean": "ruanalyze clean page.html > article.txt",
    "tag": "ruanalyze tag archive.jsonl.gz -o tagged --workers 2\n  ruanalyze tag pages/ -o tagged\n"
    "  ruanalyze tag 'crawl/*.csv' -o tagged --text body --date published --url link --id id",
    "report": "ruanalyze report tagged -o report.html",
    "topics": cli_topics.EXAMPLE,
    "info": "ruanalyze info --model natasha",
}


def parser() -> argparse.ArgumentParser:
    """The whole command line, for `main` and for the documentation."""
    top = argparse.ArgumentParser(prog="ruanalyze", description="Turns Russian news pages into data.")
    top.add_argument("--version", action="version", version=f"ruanalyze {ruanalyze.__version__}")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")

    analyze = _verb(verbs, "analyze", "what a page says: article, people, posts, organizations, places, dates, topics")
    _source(analyze)
    _model(analyze)
    analyze.add_argument("--json", action="store_true", help="the whole Doc as JSON instead of a summary")

    clean = _verb(verbs, "clean", "the article of a page: title, date, text")
    _source(clean)
    clean.add_argument("--json", action="store_true", help="the Article with its spans as JSON")

    tag = _verb(verbs, "tag", "an archive of pages to Parquet, one row a page; started again it goes on")
    tag.add_argument(
        "source", help=".jsonl, .csv, .parquet, .warc, .zip, a folder of .txt and .html, a glob, or - (stdin)"
    )
    tag.add_argument("-o", "--out", required=True, help="the folder that the Parquet files go to")
    tag.add_argument("--workers", type=_positive, default=1, help="processes (default: 1)")
    tag.add_argument("--text", default="text", help="the column of the text (default: text)")
    tag.add_argument("--date", default="published", help="the column of the publication date (default: published)")
    tag.add_argument("--url", "--link", default="url", help="the column of the address (default: url)")
    tag.add_argument("--id", default="id", help="the column of the row's id (default: id)")
    tag.add_argument("--crawled", default="crawled", help="the column of the time of the crawl (default: crawled)")
    tag.add_argument("--encoding", help="of the files (default: utf-8; found out for .txt and .html)")
    tag.add_argument(
        "--format", choices=("jsonl", "csv", "parquet", "warc", "zip", "pages"), help="when names don't tell"
    )
    tag.add_argument("--page", choices=get_args(PageKind), default="auto", help="what a source is (default: auto)")
    tag.add_argument("--extra", action="append", default=[], help="one more column: lemmas, doc; may be repeated")
    tag.add_argument("--limit", type=_positive, help="so many pages at most; a later run may raise it")
    tag.add_argument("--sample", type=float, default=1.0, help="the share of pages to take, as 0.01 (default: 1)")
    tag.add_argument("--shard-rows", type=_positive, default=500, help="rows of a Parquet file (default: 500)")
    tag.add_argument("--overwrite", action="store_true", help="remove an earlier job's files from the folder")
    tag.add_argument("--engine", choices=("local", "dask"), default="local", help="who works (default: local)")
    tag.add_argument("--scheduler", help="the address of the Dask scheduler, as tcp://host:8786")
    tag.add_argument("--quiet", action="store_true", help="no progress bar, no overview of what was found")
    _model(tag)

    report = _verb(verbs, "report", "one HTML page of a tagged archive, to look at")
    report.add_argument("tagged", help="what `ruanalyze tag` wrote: a folder or a Parquet file")
    report.add_argument("-o", "--out", default="report.html", help="the page (default: report.html)")
    report.add_argument("--title", default="Архив новостей", help="its heading")

    cli_topics.add(_verb(verbs, "topics", "own topics: train a model on labelled texts, or evaluate one"))

    info = _verb(verbs, "info", "versions of the library, models and dictionaries")
    _model(info)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; the answer is the exit code."""
    args = parser().parse_args(argv)
    try:
        return _VERBS[args.verb](args)
    except BrokenPipeError:  # `ruanalyze analyze … | head`
        sys.stderr.close()
        return 0
    except (RuanalyzeError, OSError, ImportError) as e:
        print(f"ruanalyze: {e}", file=sys.stderr)
        return 2


def _analyze(args: argparse.Namespace) -> int:
    analyzer = ruanalyze.Analyzer(_options(args))
    doc = analyzer.analyze(_read(args.file), published=args.published, url=args.url, crawled=args.crawled)
    if args.json:
        print(doc.to_json())
    else:
        from ruanalyze.views.summary import summary

        print(summary(doc))
    return 0


def _clean(args: argparse.Namespace) -> int:
    from ruanalyze.page import find as page

    found = page.find(
        _read(args.file), published=args.published, url=args.url, crawled=args.crawled, kind=args.page
    ).article
    if args.json:
        import msgspec

        print(json.dumps(msgspec.to_builtins(found), ensure_ascii=False, indent=1))
    else:
        if found.published is not None:
            print(found.published.isoformat(), end="\n\n")
        print(found.text)
    return 0


def _tag(args: argparse.Namespace) -> int:
    from ruanalyze.views.progress import Bar

    try:
        with _stopping_on_sigterm(), Bar(enabled=not args.quiet) as bar:
            done = ruanalyze.tag_archive(
                args.source,
                args.out,
                workers=args.workers,
                engine=args.engine,
                scheduler=args.scheduler,
                options=_options(args),
                text=args.text,
                published=args.date,
                url=args.url,
                id=args.id,
                crawled=args.crawled,
                encoding=args.encoding,
                format=args.format,
                extra=args.extra,
                limit=args.limit,
                sample=args.sample,
                shard_rows=args.shard_rows,
                overwrite=args.overwrite,
                progress=bar.update,
            )
    except KeyboardInterrupt:
        print(
            f"ruanalyze: stopped; what is done is in {args.out}, the same command goes on from there", file=sys.stderr
        )
        return 130
    at_hand = "://" not in args.out
    if at_hand and not args.quiet and done.rows <= _OVERVIEW:
        from ruanalyze.views.overview import overview

        print(overview(args.out), end="\n\n")
    for kind, number in done.passed_over.items():
        print(f"passed over: {number:,} {kind}")
    files = f"{done.files:,} Parquet file{'s' * (done.files != 1)}"
    print(f"{done.rows:,} pages in {files} in {args.out}, {done.errors:,} with an error")
    if at_hand and done.errors and done.files <= _FILES:
        from ruanalyze.views.overview import complaints

        print(complaints(args.out))
    return 1 if done.errors else 0


@contextlib.contextmanager
def _stopping_on_sigterm() -> Iterator[None]:
    """SIGTERM, as a batch system sends it, stops as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _report(args: argparse.Namespace) -> int:
    print(ruanalyze.report(args.tagged, args.out, title=args.title))
    return 0


def _info(args: argparse.Namespace) -> int:
    for name, version in ruanalyze.Analyzer(_options(args)).info().items():
        print(f"{name:20} {version}")
    return 0


_VERBS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "analyze": _analyze,
    "clean": _clean,
    "tag": _tag,
    "report": _report,
    "topics": cli_topics.run,
    "info": _info,
}


def _verb(verbs: Any, name: str, what: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = verbs.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=f"example:\n  {_EXAMPLES[name]}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return made


def _source(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file", help="a page: text or HTML; - is standard input")
    verb.add_argument("--published", help="the publication date, ISO 8601, when it is known")
    verb.add_argument("--crawled", help="when the page was fetched, ISO 8601")
    verb.add_argument("--url", help="the page's address")
    verb.add_argument("--page", choices=get_args(PageKind), default="auto", help="what the file is (default: auto)")


def _model(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--model", choices=get_args(ModelName), default="fast", help="the tagger (default: fast)")
    verb.add_argument("--topics", help="the folder of an own topic model, made by `ruanalyze topics train`")


def _options(args: argparse.Namespace) -> Options:
    return Options(model=args.model, page=getattr(args, "page", "auto"), topics=args.topics)


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    return Path(file).read_bytes()


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())

"""docs/examples/service.py, as docs/howto-service.md shows it."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import ruanalyze as ra

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("fastapi")
from fastapi.testclient import TestClient

PATH = Path(__file__).parent.parent / "docs" / "examples" / "service.py"
spec = importlib.util.spec_from_file_location("service", PATH)
assert spec is not None
assert spec.loader is not None
service = sys.modules["service"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(service)


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with TestClient(service.app) as made:
        yield made


def test_an_answer_is_the_doc(client: Any, an: ra.Analyzer) -> None:
    page = {"text": "Мэр Перми Иван Ежов вчера уехал.", "url": "https://n.example/1", "published": "2019-10-09"}
    got = client.post("/analyze", json=page)
    assert got.status_code == 200
    assert got.headers["content-type"] == "application/json"
    assert ra.Doc.from_json(got.content) == an.analyze(page["text"], url=page["url"], published=page["published"])


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ({"text": " "}, "NoTextError"),
        ({"text": "Мэр.", "published": "вчера"}, "is no date"),
        ({"text": "а" * 1_000_001}, "at most 1000000"),
        ({"body": "Мэр."}, "Field required"),
    ],
)
def test_what_can_not_be_analysed_is_said(client: Any, page: dict[str, str], message: str) -> None:
    got = client.post("/analyze", json=page)
    assert got.status_code == 422
    assert message in got.text


def test_many_clients_at_once_get_their_own_answers(client: Any) -> None:
    texts = [f"Мэр Перми Иван Ежов подписал указ №{n}." for n in range(60)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda text: client.post("/analyze", json={"text": text}).json()["text"], texts))
    assert answers == texts


def test_info(client: Any) -> None:
    assert client.get("/info").json()["ruanalyze"] == ra.__version__


class _Slow:
    """An Analyzer that notes its batches."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def pipe(self, sources: list[ra.Source], **_: Any) -> list[ra.Doc]:
        self.batches.append(len(sources))
        return [ra.Doc(str(source.text), ra.Article()) for source in sources]


def test_requests_that_wait_together_are_analysed_together() -> None:
    slow = _Slow()

    async def ask() -> list[str]:
        batcher = service.Batcher(slow, size=8, pause=0.01)
        running = asyncio.create_task(batcher.run())
        answers = await asyncio.gather(*(batcher.ask(ra.Source(str(n))) for n in range(20)))
        running.cancel()
        return [doc.text for doc in answers]

    assert asyncio.run(ask()) == [str(n) for n in range(20)]
    assert slow.batches == [8, 8, 4]


def test_a_request_too_many_is_refused() -> None:
    async def ask() -> None:
        batcher = service.Batcher(_Slow(), waiting=2)
        waiting = [asyncio.create_task(batcher.ask(ra.Source("a"))) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(asyncio.QueueFull):
            await batcher.ask(ra.Source("b"))
        for task in waiting:
            task.cancel()

    asyncio.run(ask())


def test_one_that_hung_up_is_left_out() -> None:
    slow = _Slow()

    async def ask() -> None:
        batcher = service.Batcher(slow, pause=0.01)
        gone = asyncio.create_task(batcher.ask(ra.Source("a")))
        kept = asyncio.create_task(batcher.ask(ra.Source("b")))
        await asyncio.sleep(0)
        gone.cancel()
        running = asyncio.create_task(batcher.run())
        assert (await kept).text == "b"
        running.cancel()

    asyncio.run(ask())
    assert slow.batches == [1]


def test_a_batch_that_breaks_is_not_the_end() -> None:
    class Broken(_Slow):
        def pipe(self, sources: list[ra.Source], **_: Any) -> list[ra.Doc]:
            if len(super().pipe(sources)) == 2:
                raise MemoryError("no memory")
            return super().pipe(sources)

    async def ask() -> None:
        batcher = service.Batcher(Broken(), pause=0.01)
        running = asyncio.create_task(batcher.run())
        failed = await asyncio.gather(*(batcher.ask(ra.Source(text)) for text in "ab"))
        assert [str(f) for f in failed] == ["MemoryError: no memory"] * 2
        assert (await batcher.ask(ra.Source("c"))).text == "c"
        running.cancel()

    asyncio.run(ask())


def test_a_full_service_says_so(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(_: ra.Source) -> ra.Doc:
        raise asyncio.QueueFull

    monkeypatch.setattr(client.app.state.batcher, "ask", full)
    got = client.post("/analyze", json={"text": "Мэр."})
    assert (got.status_code, got.headers["retry-after"]) == (503, "1")

"""ruanalyze behind HTTP: one Analyzer, requests that wait together are analysed together.

    pip install ruanalyze fastapi uvicorn
    OMP_NUM_THREADS=1 uvicorn service:app --workers 1

POST /analyze {"text": "...", "url": "...", "published": "2019-10-09"} answers what `Doc.to_json` gives.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, HTTPException, Request, Response
from pydantic import BaseModel, Field

import ruanalyze as ra

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LONGEST = 1_000_000  # characters of a source; a news page has ten thousand


class Batcher:
    """Lends one Analyzer to many requests.

    A thread analyses what waits, `size` sources at most at a time; the event loop stays free meanwhile. `pause` is how
    many seconds the first of a batch waits for others, `waiting` how many may wait before a request is refused.
    """

    def __init__(self, analyzer: ra.Analyzer, size: int = 32, pause: float = 0.002, waiting: int = 256) -> None:
        self.analyzer, self.size, self.pause = analyzer, size, pause
        self.queue: asyncio.Queue[tuple[ra.Source, asyncio.Future[ra.Doc | ra.Failure]]] = asyncio.Queue(waiting)
        self.thread = ThreadPoolExecutor(1, "ruanalyze")

    async def ask(self, source: ra.Source) -> ra.Doc | ra.Failure:
        """The answer of one source. Raises `asyncio.QueueFull` when too many wait already."""
        answer: asyncio.Future[ra.Doc | ra.Failure] = asyncio.get_running_loop().create_future()
        self.queue.put_nowait((source, answer))
        return await answer

    async def run(self) -> None:
        """Serve until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            batch = [await self.queue.get()]
            await asyncio.sleep(self.pause)
            while len(batch) < self.size and not self.queue.empty():
                batch.append(self.queue.get_nowait())
            batch = [(source, answer) for source, answer in batch if not answer.cancelled()]
            try:
                found = await loop.run_in_executor(self.thread, self.analyze, [source for source, _ in batch])
            except Exception as e:  # no memory, say: these requests fail, the next are served
                found = [ra.Failure(source.text, type(e).__name__, str(e)) for source, _ in batch]
            for (_, answer), one in zip(batch, found, strict=True):
                if not answer.cancelled():
                    answer.set_result(one)

    def analyze(self, sources: list[ra.Source]) -> list[ra.Doc | ra.Failure]:
        """In the thread: a bad source is a Failure in its place and spoils no other."""
        return list(self.analyzer.pipe(sources, batch_size=self.size, on_error="record"))


class Page(BaseModel):
    """What a client sends."""

    text: str = Field(max_length=LONGEST)
    url: str | None = None
    published: str | None = None


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """One Analyzer for the life of the process, warm before the first request."""
    app.state.batcher = Batcher(ra.Analyzer())
    app.state.batcher.analyze([ra.Source("Мэр Перми Иван Ежов вчера приехал в Пензу.")])
    running = asyncio.create_task(app.state.batcher.run())
    yield
    running.cancel()
    app.state.batcher.thread.shutdown()


app = FastAPI(title="ruanalyze", lifespan=lifespan)


@app.post("/analyze")
async def analyze(page: Page, request: Request) -> Response:
    """The Doc as JSON (docs/schema.json); 422 for a source that can't be analysed, 503 when too many wait."""
    batcher: Batcher = request.app.state.batcher
    try:
        answer = await batcher.ask(ra.Source(page.text, page.published, page.url))
    except asyncio.QueueFull:
        raise HTTPException(503, "busy: try again in a second", {"Retry-After": "1"}) from None
    if isinstance(answer, ra.Failure):
        raise HTTPException(422, str(answer))
    return Response(answer.to_json(), media_type="application/json")


@app.get("/info")
async def info(request: Request) -> dict[str, Any]:
    """Versions of the library, its models and dictionaries; also what a health check may ask for."""
    batcher: Batcher = request.app.state.batcher
    return dict(batcher.analyzer.info())

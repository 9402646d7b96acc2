"""One Analyzer for a whole service: sixteen threads, forks, pickles, memory, ONNX Runtime's threads."""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import random
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

import ruanalyze as ra
from tests.fuzz.promises import PAGES

NAMES = (
    "Иван Ежов",
    "Анна Седова",
    "Пётр Громов",
    "Ольга Белых",
    "Юрий Ли",
    "Мария Котова",
    "Олег Рыжов",
    "Дина Юсупова",
)
POSTS = (
    "мэр Перми",
    "министр здравоохранения Пензенской области",
    "директор завода «Заря»",
    "депутат Госдумы",
    "тренер",
)
DEEDS = (
    "вчера приехал в Вольск",
    "7 и 8 октября открыл школу в Балакове",
    "подал в отставку",
    "выступил в МВД Татарстана",
)


def short_texts(count: int) -> list[str]:
    """As many different sentences, the same at every call."""
    chosen = random.Random(20)
    return [
        f"{chosen.choice(POSTS).capitalize()} {chosen.choice(NAMES)} {chosen.choice(DEEDS)}. Дело №{number}."
        for number in range(count)
    ]


def nearly(doc: ra.Doc) -> tuple[object, ...]:
    """All that is decided, without the last digits of confidence.

    The networks add floats in an order that depends on what else is computed with them; see `Analyzer`.
    """
    return (
        [(t.start, t.lemma, t.pos, t.feats) for t in doc.tokens],
        [
            (e.kind, e.name, e.person, e.org, e.place, [(m.start, m.end, m.normal) for m in e.mentions])
            for e in doc.entities
        ],
        [(r.person.name, r.post, r.status, r.level, r.official) for r in doc.roles],
        [(d.start, d.value) for d in doc.dates],
        [t.id for t in doc.topics],
        doc.keywords,
    )


def test_sixteen_threads_answer_thousands_of_calls_as_one_does() -> None:
    """Eight threads begin with an Analyzer that has seen nothing yet, so that they fill its tables together."""
    texts = short_texts(400)
    alone = ra.Analyzer()
    expected = [nearly(alone.analyze(text)) for text in texts]
    shared = ra.Analyzer()
    start = threading.Barrier(16)

    def work(number: int) -> int:
        start.wait()
        order = random.Random(number).sample(range(len(texts)), 250)
        return sum(nearly(shared.analyze(texts[i])) == expected[i] for i in order)

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(work, range(16))) == 16 * 250


def test_threads_that_pipe_get_their_own_answers_in_order() -> None:
    texts = short_texts(64)
    an = ra.Analyzer(ra.Options(steps=("entities",)))
    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(lambda n: [d.text for d in an.pipe(texts[n:] + texts[:n], batch_size=16)], range(16))
        assert list(answers) == [texts[n:] + texts[:n] for n in range(16)]


def test_asyncio_serves_many_at_once() -> None:
    an = ra.Analyzer(ra.Options(steps=("entities",)))
    texts = short_texts(40)

    async def all_at_once() -> list[ra.Doc]:
        return list(await asyncio.gather(*(asyncio.to_thread(an.analyze, text) for text in texts)))

    assert [doc.text for doc in asyncio.run(all_at_once())] == texts


_FORK = """
import os, sys, threading
import ruanalyze as ra
an = ra.Analyzer(ra.Options(model=sys.argv[1]))
text = "Губернатор Валерий Радаев приехал в Балаково."
expected = an.analyze(text)
stop = threading.Event()
busy = [threading.Thread(target=lambda: [an.analyze(f"Слово{n} вот.") for n in iter(lambda: stop.is_set() or 1, True)])
        for _ in range(3)]
for thread in busy:
    thread.start()
for _ in range(5):
    child = os.fork()
    if child == 0:
        os._exit(0 if an.analyze(text) == expected and an.analyze("Мэр Перми Иван Ежов.").people else 1)
    if os.waitpid(child, 0)[1] != 0:
        stop.set()
        sys.exit("a child's answer was another")
stop.set()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("model", ["fast", "accurate"])
def test_it_survives_forks_while_other_threads_analyse(model: str) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", _FORK, model],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_an_analyzer_goes_through_a_pickle_with_its_options() -> None:
    options = ra.Options(gazetteer=[{"kind": "ORG", "name": "Заря-9"}], home_region="RU-SAR")  # type: ignore[arg-type]
    an = ra.Analyzer(options)
    again = pickle.loads(pickle.dumps(an))
    text = "Заря-9 открыла школу в Октябрьском."
    assert again.options == options
    assert again.analyze(text) == an.analyze(text)


def test_an_analyzer_that_nobody_holds_is_freed() -> None:
    an = ra.Analyzer(ra.Options(steps=("entities",)))
    an.analyze("Мэр Перми Иван Ежов уехал.")
    gone = [weakref.ref(an), weakref.ref(an._steps.tagger), weakref.ref(an._steps.entities)]
    del an
    gc.collect()
    assert [ref() for ref in gone] == [None, None, None]


_MEMORY = """
import gc, random, sys
import psutil
import ruanalyze as ra
pages = [open(path, encoding="utf8", errors="ignore").read() for path in sys.argv[1:]]
an = ra.Analyzer()
rng = random.Random(1)
seen = []
for turn in range(5):
    for _ in range(60):
        page = rng.choice(pages).replace("а", rng.choice("аоеи"), 7)
        an.analyze(page)
    gc.collect()
    seen.append(psutil.Process().memory_info().rss >> 20)
print(seen[1], seen[-1])
"""


def test_memory_stays_flat() -> None:
    paths = [str(p) for p in PAGES if p.suffix == ".txt"]
    run = subprocess.run([sys.executable, "-c", _MEMORY, *paths], capture_output=True, text=True, check=True)
    early, late = map(int, run.stdout.split())
    assert late - early < 30
    assert late < 450


_THREADS = """
import os, sys
import onnxruntime  # has a thread of its own as soon as it is imported
import ruanalyze as ra
before = len(os.listdir("/proc/self/task"))
an = ra.Analyzer(ra.Options(model="accurate", threads=int(sys.argv[1])))
an.analyze("Мэр Перми Иван Ежов уехал.")
print(len(os.listdir("/proc/self/task")) - before + 1)
"""


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="counts threads in /proc")  # noqa: PTH112
@pytest.mark.parametrize(("threads", "running"), [(1, 1), (3, 3)])
def test_the_models_have_as_many_threads_as_options_say(threads: int, running: int) -> None:
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    run = subprocess.run(
        [sys.executable, "-c", _THREADS, str(threads)], capture_output=True, text=True, check=True, env=environment
    )
    assert int(run.stdout) == running

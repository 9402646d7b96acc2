"""The service of docs/examples/service.py under load: pages a second, latency, memory, beside `Analyzer.pipe`.

    python benchmarks/service.py [--clients 1 16 64] [--requests 1500]

Starts uvicorn with one worker, sends the sample pages of data/pages in turn, reads the server's CPU time and memory.
"Pages a CPU second" does not depend on what else the machine does; the wall time does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import httpx
import psutil

import ruanalyze as ra
from ruanalyze.page.decode import decode

ROOT = Path(__file__).parent.parent
PAGES = [decode(p.read_bytes()) for p in sorted((ROOT / "data" / "pages").iterdir()) if p.suffix == ".txt"]


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


async def load(url: str, clients: int, requests: int) -> list[float]:
    """Seconds of each request; `clients` of them are always under way."""
    took: list[float] = []
    numbers = iter(range(requests))
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:

        async def one() -> None:
            for n in numbers:
                start = time.perf_counter()
                (await client.post("/analyze", json={"text": PAGES[n % len(PAGES)]})).raise_for_status()
                took.append(time.perf_counter() - start)

        await asyncio.gather(*(one() for _ in range(clients)))
    return sorted(took)


def pipe_rate(requests: int) -> float:
    """Pages a CPU second of `Analyzer.pipe` with `to_json`, warm: what the service can't exceed."""
    an = ra.Analyzer()
    texts = [PAGES[n % len(PAGES)] for n in range(requests)]
    for doc in an.pipe(texts[: len(PAGES)]):
        doc.to_json()
    start = time.process_time()
    for doc in an.pipe(texts, batch_size=32):
        doc.to_json()
    return requests / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 16, 64])
    parser.add_argument("--requests", type=int, default=1500)
    options = parser.parse_args()
    print(f"{len(PAGES)} pages of {sum(map(len, PAGES)) // len(PAGES)} characters on average")
    print(f"Analyzer.pipe with to_json: {pipe_rate(options.requests):.0f} pages a CPU second")
    port = free_port()
    folder = str(ROOT / "docs" / "examples")
    command = [sys.executable, "-m", "uvicorn", "service:app", "--app-dir", folder, "--port", str(port)]
    server = subprocess.Popen([*command, "--log-level", "warning"])
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                httpx.get(f"{url}/info").raise_for_status()
                break
            except httpx.TransportError:
                time.sleep(0.1)
        process = psutil.Process(server.pid)
        print(f"started: {process.memory_info().rss >> 20} MB")
        asyncio.run(load(url, 8, 4 * len(PAGES)))
        for clients in options.clients:
            used, start = process.cpu_times(), time.perf_counter()
            took = asyncio.run(load(url, clients, options.requests))
            wall, now = time.perf_counter() - start, process.cpu_times()
            cpu = now.user + now.system - used.user - used.system
            print(
                f"{clients:3} clients: {options.requests / cpu:5.0f} pages a CPU second, "
                f"{options.requests / wall:5.0f} a second, {1e3 * took[len(took) // 2]:.0f} ms median, "
                f"{1e3 * took[int(0.95 * len(took))]:.0f} ms 95 %, "
                f"{process.memory_info().rss >> 20} MB",
                flush=True,
            )
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()

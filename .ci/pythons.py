"""Wheel and sdist, built once and tried in an empty environment of each Python, and with the oldest dependencies.

    python .ci/pythons.py [3.11 3.12 3.13] [--no-lowest]    # the Pythons to try; by default each that is found

The quick tests of the sdist run against the installed package; the source is taken out of the way. A Python is found as
python3.12 on the PATH or in pyenv's folder.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PYTHONS: Final = ("3.11", "3.12", "3.13")
QUICK: Final = ("import", "options", "doc", "segment", "dates", "roles", "table", "cli", "accurate", "classifier")
TOOLS: Final = ("pytest>=8.2", "hypothesis>=6.100")
SMOKE: Final = """
import ruanalyze as ra
doc = ra.analyze("В Пензе открыли школу\\n\\nГубернатор Пензенской области Олег Мельниченко открыл 3 марта школу.",
                 published="2021-03-04")
assert [r.post for r in doc.officials] == ["губернатор"] and doc.dates[0].value == "2021-03-03", doc.to_json()
print("smoke: right", ra.__file__)
"""


def find(version: str) -> str | None:
    """The interpreter of a version such as "3.12"."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for candidate in (*sorted(map(str, pyenv.glob(f"{version}.*/bin/python"))), shutil.which(f"python{version}")):
        works = [candidate, "-c", "import venv, ensurepip"]
        if candidate and subprocess.run(works, capture_output=True).returncode == 0:
            return candidate
    return None


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run, stop where it fails."""
    print("$", *command, flush=True)
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | {"OMP_NUM_THREADS": "1"}
    subprocess.run(list(map(str, command)), cwd=cwd, env=clean, check=True)


def environment(python: str, folder: Path) -> Path:
    """A new virtual environment's Python."""
    run(python, "-m", "venv", folder)
    return folder / "bin" / "python"


def build(python: str, folder: Path) -> tuple[Path, Path]:
    """The wheel, and the sdist."""
    inside = environment(python, folder / "build")
    run(inside, "-m", "pip", "install", "--quiet", "build")
    run(inside, "-m", "build", "--outdir", folder / "dist", ROOT)
    (wheel,), (sdist,) = (folder / "dist").glob("*.whl"), (folder / "dist").glob("*.tar.gz")
    return wheel, sdist


def lowest(path: Path) -> Path:
    """The lower bounds of pyproject.toml as constraints."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    bounds = []
    for needed in project["dependencies"]:
        name, version = re.match(r"([\w-]+)(?:\[\w+\])?>=([\w.]+)", needed).groups()  # type: ignore[union-attr]
        bounds.append(f"{name}=={version}")
    path.write_text("\n".join(bounds) + "\n", encoding="utf8")
    return path


def tried(python: str, package: Path, tests: Path, folder: Path, *pip: str | Path) -> None:
    """Install a wheel or sdist into an empty environment: a smoke test there, then the quick tests."""
    inside = environment(python, folder)
    run(inside, "-m", "pip", "install", "--quiet", package, *pip)
    run(inside, "-c", SMOKE, cwd=folder)
    run(inside, "-m", "pip", "install", "--quiet", *TOOLS)
    quick = [f"tests/test_{name}.py" for name in QUICK]
    quiet = ("-W", "default") if pip else ()  # old packages warn of what newer Pythons or packages will drop
    run(inside, "-m", "pytest", "-q", "-m", "not slow", *quiet, *quick, cwd=tests)


def unpacked(sdist: Path, folder: Path) -> Path:
    """The sdist's tests without its source."""
    with tarfile.open(sdist) as tar:
        tar.extractall(folder, filter="data")
    (top,) = folder.iterdir()
    shutil.rmtree(top / "src")
    return top


def main() -> int:
    """0 when everything passed everywhere."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("versions", nargs="*", default=PYTHONS)
    parser.add_argument("--no-lowest", action="store_true", help="without the oldest dependencies")
    args = parser.parse_args()
    found = {version: python for version in args.versions if (python := find(version))}
    missing = ", ".join(version for version in args.versions if version not in found) or "none"
    if not found:
        print(f"nothing tried, no such Python here: {missing}")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = next(iter(found))
        wheel, sdist = build(found[first], folder)
        tests = unpacked(sdist, folder / "tests")
        for version, python in found.items():
            print(f"--- Python {version}, the wheel", flush=True)
            tried(python, wheel, tests, folder / version)
        if not args.no_lowest:
            print(f"--- Python {first}, the sdist with the oldest dependencies", flush=True)
            tried(found[first], sdist, tests, folder / "lowest", "--constraint", lowest(folder / "lowest.txt"))
    print(
        f"passed: Python {', '.join(found)}{'' if args.no_lowest else ', the oldest dependencies'}; missing: {missing}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

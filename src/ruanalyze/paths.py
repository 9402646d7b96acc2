"""Where the models and data files lie that ship with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Final

RESOURCES: Final = Path(__file__).parent / "resources"

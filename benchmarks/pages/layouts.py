"""Made-up news sites: each layout wraps an article in its own furniture and knows where the article stands.

A layout is a function of a `Sheet`; it calls `title`, `lead`, `date` and `body` once each at most and writes furniture
with `put`. The groups are the order of writing: each was measured at first sight, before the step learned from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sites_1
import sites_2
import sites_3
import sites_4
import sites_5
import sites_6
import sites_7

if TYPE_CHECKING:
    from collections.abc import Callable

    from sheet import Sheet

__all__ = ["GROUPS", "LAYOUTS"]

GROUPS: dict[str, dict[str, Callable[[Sheet], None]]] = {
    "first": sites_1.SITES | sites_2.SITES,
    "second": sites_3.SITES | sites_4.SITES,
    "third": sites_5.SITES | sites_6.SITES,
    "fourth": sites_7.SITES,
}
LAYOUTS: dict[str, Callable[[Sheet], None]] = {name: site for group in GROUPS.values() for name, site in group.items()}

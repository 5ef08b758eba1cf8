"""Python's collector of cyclic garbage, kept from the rules, which are many objects and stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def frozen() -> Iterator[None]:
    """Make what stays for as long as this process, and is never searched for garbage.

    Otherwise the collector would go through the rules several times while they are read, and once
    more in the first document: a tenth of the time that `tagengine tag` takes. All other objects
    that exist at the end are kept from it too, so this is for processes of tagengine's own, where
    little else was made before: not for the library, which is a guest.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()

"""The explorers that a lesson can open."""

import widgets
from widgets.controls.explorer import Explorer

EXPLORERS = [
    each
    for each in (getattr(widgets, name) for name in widgets.__all__)
    if isinstance(each, type) and issubclass(each, Explorer)
]
EXPLORER_NAMES = sorted(each.__name__ for each in EXPLORERS)

"""A choice and the button that commits it: a press without a choice does not count later on."""

from .inputs import Action, Options

EMPTY = "Choose one option first."


class Commits:
    """Remembers presses that came before a choice, so that the next press is a new one."""

    def __init__(self):
        self._empty: set[str] = set()

    def controls(self, key: str, label: str, options, press_label: str) -> list:
        """The options of `key` and the button that commits one of them."""
        return [Options(key, label, tuple(options)), Action(self._name(key), press_label)]

    def _name(self, key: str) -> str:
        tries = sum(name.startswith(f"{key}~go") for name in self._empty)
        return f"{key}~go{tries}"

    def committed(self, key: str, values) -> tuple[str, bool]:
        """The committed choice of `key` ("" if none yet), and whether a press came without a
        choice.
        """
        name = self._name(key)
        if values.get(name) != "yes":
            return "", False
        if not values.get(key):
            self._empty.add(name)
            return "", True
        return values[key], False

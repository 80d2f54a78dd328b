"""Records of a package that somebody could change after they were made."""

from dataclasses import is_dataclass
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType


def records_of(package: ModuleType) -> dict[str, type]:
    """Every dataclass that a module of the package defines, by its full name."""
    names = [each.name for each in walk_packages(package.__path__, f"{package.__name__}.")]
    modules = [import_module(name) for name in names if not name.endswith("__main__")]
    return {
        f"{module.__name__}.{name}": each
        for module in (package, *modules)
        for name, each in vars(module).items()
        if isinstance(each, type) and is_dataclass(each) and each.__module__ == module.__name__
    }


def changeable(package: ModuleType) -> set[str]:
    """The names of those that take another value once they are made.

    What is computed once is kept and handed to everybody who asks: it must stay as it was.
    """
    return {
        name for name, each in records_of(package).items() if not each.__dataclass_params__.frozen
    }

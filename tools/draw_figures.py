"""Draw the figures that questions offer; a second run changes no byte."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run as a file, it finds its neighbours all the same

from widgets.view.question_figures import question_figures  # noqa: E402

FIGURES = ROOT / "quizzes" / "bank" / "figures"


def draw(folder: Path = FIGURES) -> list[str]:
    """Write every figure into `folder`, take away what is no figure now, and name what changed."""
    folder.mkdir(exist_ok=True)
    wanted = {f"{each.name}.svg": each.svg.encode() for each in question_figures()}
    stored = {path.name: path.read_bytes() for path in folder.glob("*.svg")}
    for name in stored.keys() - wanted.keys():
        (folder / name).unlink()
    for name, drawn in wanted.items():
        if stored.get(name) != drawn:
            (folder / name).write_bytes(drawn)
    return sorted(
        name for name in stored.keys() | wanted.keys() if stored.get(name) != wanted.get(name)
    )


if __name__ == "__main__":
    changed = draw()
    print(f"Changed: {', '.join(changed)}." if changed else "Every figure is as it was.")

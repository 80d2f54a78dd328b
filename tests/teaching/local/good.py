"""A local folder without a mistake: what the tests of a department's edition begin from."""

from pathlib import Path

FOLDER = Path(__file__).with_name("folder")
FILES = {
    path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(FOLDER.rglob("*.toml"))
}


def write_local(folder: Path, files: dict[str, str] = FILES) -> Path:
    """Write what a local folder does not hold yet, and return it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text:
            (folder / name).write_text(text, encoding="utf-8")
    return folder

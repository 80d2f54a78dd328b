"""First states are kept on disk under their edition, whole or not at all."""

import asyncio
import json
import os

import nbformat
import pytest

from tests.theme.server_tools import ECHO
from theme.first import store
from theme.first.edition import code_digest, edition_of
from theme.first.states import FirstStates
from theme.options import ServerOptions
from theme.pages.lesson import states_json
from theme.rules import environment_of_kernels


def test_what_was_kept_is_found_by_its_edition_only(tmp_path):
    first = {"views": {"1": ["a"]}, "models": {}, "outputs": {}}
    store.keep("lesson", "e1", first, tmp_path)
    assert store.read("lesson", "e1", tmp_path) == first
    assert store.read("lesson", "e2", tmp_path) is None
    assert store.read("another", "e1", tmp_path) is None


@pytest.mark.parametrize("how", ["cut", "changed", "other text"])
def test_a_spoilt_file_is_as_none(tmp_path, how):
    store.keep("lesson", "e", {"models": {"a": list(range(200))}}, tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    middle = len(whole) // 2
    changed = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    file.write_bytes({"cut": whole[:-9], "changed": changed, "other text": b"{}"}[how])
    assert store.read("lesson", "e", tmp_path) is None


def test_the_oldest_editions_make_room(tmp_path):
    for n in range(store.KEPT_OF_A_LESSON + 2):
        store.keep("lesson", f"e{n}", {}, tmp_path)
        os.utime(tmp_path / f"lesson.e{n}.json.gz", ns=(n, n))
    store.keep("other", "e0", {}, tmp_path)
    store.keep("lesson", "last", {}, tmp_path)
    left = sorted(path.name.split(".")[1] for path in tmp_path.glob("lesson.*"))
    assert left == ["e3", "e4", "e5", "last"]
    assert store.read("other", "e0", tmp_path) == {}


def test_an_edition_changes_with_all_that_it_rests_on(tmp_path):
    (tmp_path / "own.py").write_text("x = 1")
    code = code_digest(tmp_path)
    assert code == code_digest(tmp_path)
    (tmp_path / "own.py").write_text("x = 2")
    assert code != code_digest(tmp_path)
    editions = {edition_of(*each) for each in [("c", ["a", "b"]), ("c", ["ab"]), ("d", ["a", "b"])]}
    assert len(editions) == 3


def notebook(*sources: str):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Words."), *cells])


@pytest.fixture
def lessons(tmp_path):
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "echo_widget.py").write_text(ECHO)
    return folder


def states(lessons, folder, at="/", **notebooks):
    """The first states of these notebooks once the server has them, and how many were rehearsed."""
    first = FirstStates(lessons, environment_of_kernels(ServerOptions(base_url=at)), folder)
    cells = {slug: first.cells(each) for slug, each in notebooks.items()}
    first.start(cells)
    rehearsed = len(first._asked)
    asyncio.run(first.finish())
    return {slug: first.get(slug, each.edition) for slug, each in cells.items()}, rehearsed


@pytest.mark.slow
def test_what_was_rehearsed_once_is_there_at_the_next_start(tmp_path, lessons):
    works = notebook("from echo_widget import Echo; Echo(said='hello')")
    fails = notebook("1 / 0")
    found, rehearsed = states(lessons, tmp_path / "kept", works=works, fails=fails)
    assert rehearsed == 2 and found["fails"] is None
    (model,) = found["works"]["models"].values()
    assert model["state"]["said"] == "hello"
    again, rehearsed = states(lessons, tmp_path / "kept", works=works, fails=fails)
    assert again == found and rehearsed == 1, "what fails is tried again"
    elsewhere, rehearsed = states(lessons, tmp_path / "kept", at="/user/me/", works=works)
    assert rehearsed == 0 and elsewhere["works"] == found["works"], "as behind a proxy"
    changed = notebook("from echo_widget import Echo; Echo(said='other')")
    other, rehearsed = states(lessons, tmp_path / "kept", works=changed)
    assert rehearsed == 1 and json.dumps(other) != json.dumps(found)


@pytest.mark.slow
def test_a_folder_that_takes_nothing_costs_only_the_keeping(tmp_path, lessons):
    (tmp_path / "kept").write_text("a file stands where the folder should be")
    works = notebook("from echo_widget import Echo; Echo()")
    found, _ = states(lessons, tmp_path / "kept", works=works)
    assert found["works"]["models"]


@pytest.mark.slow
def test_a_process_that_ends_leaves_the_rest_to_kernels(tmp_path, lessons):
    works = notebook("from echo_widget import Echo; Echo()")
    ends = notebook("import os; os._exit(3)")
    found, _ = states(lessons, tmp_path / "kept", works=works, ends=ends, later=works)
    assert found["works"] and found["ends"] is None and found["later"] is None


def test_a_page_names_its_scripts_from_its_own_address_and_no_text_ends_its_block():
    first = {
        "views": {"1": ["a"]},
        "models": {
            "a": {"module": "voila/assets/player.js?v=1", "state": {"said": "</script><!-- <b>"}},
            "b": {"state": {"_esm": "export default {}"}},
        },
    }
    told = states_json(first, "/user/me/")
    assert "</" not in told and "<!--" not in told
    read = json.loads(told)
    assert read["models"]["a"]["module"] == "/user/me/voila/assets/player.js?v=1"
    assert read["models"]["a"]["state"] == first["models"]["a"]["state"]
    assert read["models"]["b"] == first["models"]["b"] and read["views"] == first["views"]

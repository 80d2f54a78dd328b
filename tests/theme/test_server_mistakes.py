"""A server whose files have mistakes: it says so once, and all else works; strict, it refuses."""

import shutil
import subprocess
import sys
import threading

import pytest

from evidence import LeftOut
from tests.theme.server_tools import ROOT, Line, ask, free_port, open_lesson, views, wait_until

pytestmark = pytest.mark.slow
WATCH = "widgets/view/safety/watch.toml"
CRITERIA = "widgets/model/gate/criteria.toml"
PARTS = ("evidence", "page", "widgets", "quizzes", "teaching", "theme", "lessons")
PLAN = "teaching/plans/noon_45.toml"
QUESTIONS, CASE = "quizzes/bank/09_hours_to_arrive.toml", "widgets/model/cases/02_burning_arm.toml"


def spoilt(root, *mistakes):
    """A copy of the course, each mistake in it a file, the words that stood there and the new."""
    for part in PARTS:
        skip = shutil.ignore_patterns("__pycache__", "js", "frontend")
        shutil.copytree(ROOT / part, root / part, ignore=skip)
    for name in ("CITATION.cff", "CHANGELOG.md"):
        shutil.copy(ROOT / name, root / name)
    for name, old, new in mistakes:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """A copy of the course with one mistake each in a question, a case and a plan."""
    return spoilt(
        tmp_path_factory.mktemp("course"),
        (QUESTIONS, "\nexplanation = ", "\nexplanaton = "),
        (CASE, "\ntrap = ", "\ntrapp = "),
        (PLAN, "\nsummary = ", "\nsummery = "),
    )


def started(root, *arguments):
    port = free_port()
    command = [sys.executable, "-m", "theme", "--no-browser", "--port", str(port), *arguments]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(root), "SPARE_KERNELS": "0"}
    process = subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    return process, f"http://127.0.0.1:{port}/"


def test_a_strict_server_names_each_mistake_and_does_not_start(broken):
    process, _ = started(broken, "--strict")
    said, told = process.communicate()
    assert process.returncode == 1 and "The course is at" not in said
    assert "3 mistakes in the files of the course" in told
    assert f"- {QUESTIONS}, line" in told and "did you mean 'explanation'?" in told
    assert f"- {CASE}, line" in told and "did you mean 'trap'?" in told
    assert f"- {PLAN}, line" in told and "did you mean 'summary'?" in told
    assert "Traceback" not in told


def test_a_broken_question_and_a_broken_case_leave_the_lessons_working(broken):
    process, url = started(broken)
    said, told = [], []
    for pipe, lines in ((process.stdout, said), (process.stderr, told)):
        threading.Thread(target=lambda p=pipe, to=lines: to.extend(p), daemon=True).start()
    try:
        wait_until(lambda: said or process.poll() is not None, 120)
        assert "".join(told).count(QUESTIONS) == 1 and "the rest works" in "".join(told)
        assert "objectives" in ask(url).text.lower()
        teach = ask(f"{url}teach").text
        assert "noon_45</strong>: This session is left out" in teach and "Huddle" in teach
        assert "This session is left out" in ask(f"{url}teach/plan/noon_45").text
        sheet = ask(f"{url}teach/plan/express_60")  # its first case is the broken one
        assert sheet.status == 200 and "This case is left out" in sheet.text
        for name, lacking in (
            ("01_why_it_is_tempting", 0),
            ("09_hours_to_arrive", 1),
            ("12_cases", 0),
        ):
            kernel, html = open_lesson(f"{url}voila/render/{name}.ipynb")
            assert "could not start" not in html.split('id="jupyter-config-data"')[1]
            line = Line(url, kernel)
            states = [line.state(each) for each in views(html)]
            line.close()
            quizzes = [each for each in states if "questions" in each]
            assert len(quizzes) == 4 and all(
                each["questions"] or each["left_out"] for each in quizzes
            )
            assert sum(bool(each["left_out"]) for each in quizzes) == lacking
            if name == "12_cases":
                shown = [str(each.get("shown")) for each in states]
                assert any(
                    "One case is left out: its file has a mistake." in each for each in shown
                )
    finally:
        process.terminate()
        process.wait()
    assert "".join(told).count(QUESTIONS) == 1  # once, and not at each opening


def test_what_keeps_a_dose_or_the_gate_safe_is_whole_or_the_page_refuses(tmp_path):
    root = spoilt(
        tmp_path, (WATCH, "\nsays = ", "\nsayz = "), (CRITERIA, "\nmet_by = ", "\nmetby = ")
    )
    process, url = started(root)
    told = []
    threading.Thread(target=lambda: told.extend(process.stderr), daemon=True).start()
    try:
        wait_until(lambda: "the rest works" in "".join(told) or process.poll() is not None, 120)
        assert "2 mistakes in the files of the course" in "".join(told)
        assert f"- {WATCH}, line" in "".join(told) and f"- {CRITERIA}, line" in "".join(told)
        for name, refused in (
            ("03_why_audits_said_otherwise", False),
            ("06_who_may_be_tried", True),
            ("09_hours_to_arrive", True),
        ):
            kernel, html = open_lesson(f"{url}voila/render/{name}.ipynb")
            assert (str(LeftOut()) in html) == refused, name
            assert "Traceback" not in html and "could not start" not in html
            line = Line(url, kernel)
            states = [line.state(each) for each in views(html)]
            line.close()
            assert sum("questions" in each for each in states) == 4  # its quizzes are there
    finally:
        process.terminate()
        process.wait()

"""`make soak` can lose: what was lost, what grew and what was not run is its answer."""

import os
import random
import signal

import pytest

from bench.soak import __main__ as soak
from bench.soak import disk
from bench.soak.attacks import broken, flood, frames
from bench.soak.outcome import MAY_GROW, Outcome, each, from_to, grown
from bench.soak.server import soaked
from bench.soak.visits import opens
from theme.kernels.wire import may_pass

AT_REST = dict.fromkeys(MAY_GROW, 10.0)


def test_what_grew_by_more_than_it_may_is_told():
    assert grown(AT_REST, AT_REST) == []
    for name, most in MAY_GROW.items():
        assert grown(AT_REST, AT_REST | {name: 10.0 + most}) == []
        (told,) = grown(AT_REST, AT_REST | {name: 11.0 + most})
        assert told == f"{name} grew from 10 to {11 + most:g}"
    assert from_to(AT_REST, AT_REST | {"threads": 9})["threads"] == "10 to 9"


def test_what_fails_among_many_is_told_with_its_number():
    def one(number: int) -> None:
        if number % 3 == 1:
            raise ValueError(f"no place for {number}")

    assert each(range(5), one, 2) == [
        "1: ValueError: no place for 1",
        "4: ValueError: no place for 4",
    ]


LOST = Outcome("3 kills", lost=["an answer | was lost", "and another"], told={"log, kB": 1234.5})
NOT_RUN = Outcome("a full disk", not_run="mounting is not allowed")


def test_the_table_tells_what_was_lost_what_grew_and_what_was_not_run():
    grew = Outcome("9 opens", grew=["threads grew from 7 to 99"])
    told = soak.table({"a": LOST, "b": NOT_RUN, "c": grew}).splitlines()
    assert told[2] == "| 3 kills | **2**: an answer / was lost | nothing | log, kB: 1,234 |"
    assert told[3].endswith("| not run: mounting is not allowed |")
    assert "threads grew from 7 to 99" in told[4]
    assert all(line.count("|") == 5 for line in told)
    assert soak.verdict({"a": LOST, "b": NOT_RUN, "c": Outcome("x")}) == (
        "1 of 2 trials lost nothing and let nothing grow; 1 could not be run here."
    )


@pytest.mark.parametrize(
    ("outcome", "code"), [(LOST, 1), (NOT_RUN, 0), (Outcome("x", grew=["it grew"]), 1)]
)
def test_a_loss_is_the_answer_of_the_command(monkeypatch, capsys, outcome, code):
    asked = []

    def trial(*count) -> Outcome:
        asked.append(count)
        return outcome

    monkeypatch.setitem(soak.TRIALS, "kills", trial)
    monkeypatch.setattr(soak, "keep_section", lambda *_: pytest.fail("a part is not kept"))
    assert soak.main(["--only", "kills", "--count", "3"]) == code
    assert soak.main(["--only", "kills"]) == code and asked == [(3,), ()]
    assert outcome.tried in capsys.readouterr().out


def test_a_trial_that_breaks_off_is_a_loss(monkeypatch, capsys):
    def trial() -> Outcome:
        raise RuntimeError("the server did not come to rest")

    monkeypatch.setitem(soak.TRIALS, "kills", trial)
    assert soak.main(["--only", "kills"]) == 1
    assert "it broke off: RuntimeError: the server did not come" in capsys.readouterr().out


def test_a_full_run_is_kept(monkeypatch):
    kept = []
    monkeypatch.setattr(soak, "keep_section", lambda *told: kept.append(told))
    monkeypatch.setattr(soak, "TRIALS", {"kills": lambda: LOST})
    assert soak.main([]) == 1
    ((heading, text),) = kept
    assert heading == "Soak" and "0 of 1 trials" in text and "3 kills" in text


def test_the_frames_are_broken_and_some_are_whole(tmp_path):
    chance, model = random.Random(1), "a" * 32
    passed = [may_pass(broken(chance, model, tmp_path)) for _ in range(500)]
    assert 0 < sum(passed) < 100


def test_where_nothing_can_be_mounted_the_full_disk_is_not_run(monkeypatch, tmp_path):
    refusing = tmp_path / "mount"
    refusing.write_text("#!/bin/sh\necho 'only root can do that' >&2\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    outcome = disk.full_disk()
    assert "only root can do that" in outcome.not_run and outcome.is_good


@pytest.mark.slow
@pytest.mark.all
def test_a_server_that_ends_by_itself_is_a_loss():
    lost: list[str] = []
    with soaked(lost, SPARE_KERNELS=0) as server:
        assert server.answers() and server.at_rest()["zombies"] == 0
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
    assert lost == ["the server ended by itself with -9"]


@pytest.mark.slow
@pytest.mark.all
@pytest.mark.parametrize(("trial", "count"), [(opens, 8), (frames, 60), (flood, 60)])
def test_a_few_of_each_lose_nothing(trial, count):
    outcome = trial(count)
    assert (outcome.lost, outcome.grew, outcome.not_run) == ([], [], "")
    assert outcome.told

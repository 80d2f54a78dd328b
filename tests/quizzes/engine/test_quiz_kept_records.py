"""What is read from the bank and from a log is kept and shared: nobody can change it afterwards."""

import pytest

import quizzes.engine
import quizzes.talk
from tests.records import changeable, records_of


@pytest.mark.parametrize("package", [quizzes.engine, quizzes.talk])
def test_no_record_can_be_changed_once_it_is_made(package):
    assert len(records_of(package)) > 3
    assert changeable(package) == set()

"""Several files are one class, whose learners are told apart, and say what to mend."""

import pytest

from quizzes.__main__ import main
from quizzes.authoring.item_flags import flags, sure_and_wrong
from quizzes.authoring.response_files import join, read_files, tables_in
from quizzes.authoring.responses import ResponsesError, read_responses
from quizzes.authoring.stats import item_statistics
from quizzes.authoring.stats_report import stats_report
from quizzes.engine import Bank

HEAD = "learner,item,try,credit,response,certainty,form,t\n"


def table(*rows):
    return read_responses(HEAD + "\n".join(rows))


@pytest.fixture
def folder(tmp_path):
    """Two tables of one class; a third, beside them, is not one."""
    for name, rows in {
        "monday.csv": ["L1,INF-001,1,1,a,3,A,t1", "L2,INF-001,1,0,b,2,A,t2"],
        "tuesday.csv": ["L3,INF-001,1,1,a,3,A,t3"],
        "notes.txt": ["no table"],
    }.items():
        (tmp_path / name).write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_in_order_and_a_file_named_twice_once(folder):
    monday, tuesday = folder / "monday.csv", folder / "tuesday.csv"
    assert tables_in([folder]) == [monday, tuesday]
    assert tables_in([tuesday, folder, tuesday]) == [tuesday, monday]
    found = read_files([folder])
    assert [row.learner for row in found.rows] == ["L1", "L2", "L3"] and found.notes == ()


def test_the_command_takes_files_and_folders(folder, capsys):
    assert main(["stats", str(folder / "monday.csv"), str(folder)]) == 0
    words = capsys.readouterr().out
    assert "Learners: 3." in words and "WARNING: 3 learners, fewer than 30" in words
    assert "3 responses" in words  # what was named twice is counted once


def test_every_file_that_cannot_be_used_is_named_at_once(folder, capsys):
    (folder / "bad.csv").write_text(HEAD + "L1,INF-001,0,2,,,,\n", encoding="utf-8")
    (folder / "torn.csv").write_bytes(b"learner\xff")
    empty = folder / "empty"
    empty.mkdir()
    assert main(["stats", str(folder)]) == 2
    words = capsys.readouterr().err
    assert "bad.csv: line 2: try" in words and "bad.csv: line 2: credit" in words
    assert "torn.csv: cannot be read" in words
    with pytest.raises(ResponsesError) as refusal:
        tables_in([empty, folder / "lost.csv"])
    assert "holds no table" in str(refusal.value) and "lost.csv: is not there" in str(refusal.value)


def test_one_learner_in_a_table_before_and_one_after_is_one(folder):
    found = join([("before", table("L1,Q1,1,0,b,2,A,t1")), ("after", table("L1,Q1,1,1,a,3,B,t2"))])
    assert {row.learner for row in found.rows} == {"L1"} and found.notes == ()


def test_a_table_that_was_saved_twice_counts_once():
    first = table("L1,Q1,1,,b,2,,t1")
    later = table("L1,Q1,1,,b,2,,t1", "L1,Q2,1,1,a,3,,t2")
    found = join([("monday", first), ("friday", later)])
    assert len(found.rows) == 2
    assert found.notes == ("1 row stands in the tables more than once and counts once.",)


def test_two_learners_with_one_id_are_told_apart_by_their_tables():
    """Every ward calls its first learner L1: the same try, another answer."""
    one = table("L1,Q1,1,1,a,3,,", "L2,Q1,1,1,a,3,,")
    other = table("L1,Q1,1,0,b,3,,", "L3,Q1,1,1,a,3,,")
    third = table("L1,Q2,1,0,b,3,,")  # this may be either, and goes with the first
    found = join([("north", one), ("south", other), ("east", third)])
    assert {row.learner for row in found.rows} == {"L1 in north, east", "L1 in south", "L2", "L3"}
    (note,) = found.notes
    assert note == (
        "“L1” is not the same learner in north, east and south: told apart by the table."
    )


def test_two_devices_of_one_learner_are_one():
    """The log of the phone, and the joined log of phone and laptop: two first tries, one person."""
    phone = table("L1,Q1,1,1,a,3,,t1")
    joined = table("L1,Q1,1,1,a,3,,t1", "L1,Q1,1,0,b,3,,t2")
    assert {row.learner for row in join([("phone", phone), ("joined", joined)]).rows} == {"L1"}


def class_on(question, answers):
    """Rows of one question: for each learner the option, and how sure."""
    right = next(option.id for option in question.body.options if option.correct)
    return table(
        *(
            f"L{place:03},{question.id},1,{int(chosen == right)},{chosen},{sure},,"
            for place, (chosen, sure) in enumerate(answers)
        )
    )


@pytest.fixture
def question(course_items):
    return next(
        item
        for item in course_items
        if item.type == "sba" and item.status == "live" and len(item.body.options) == 4
    )


def flagged(question, rows):
    options = {question.id: {each.id: each.correct for each in question.body.options}}
    (found,) = item_statistics(rows, options)
    keys = [name for name, is_key in options[question.id].items() if is_key]
    sure = sure_and_wrong(rows).get(question.id, (0, 0))
    return [(rank, words) for rank, words in flags(found, keys, sure)]


def test_a_key_that_fewer_chose_than_another_option_is_flagged_first(question):
    key = next(each.id for each in question.body.options if each.correct)
    wrong = next(each.id for each in question.body.options if not each.correct)
    rows = class_on(question, [(key, 1)] * 5 + [(wrong, 1)] * 9)
    assert flagged(question, rows)[0] == (
        1,
        f"more chose {wrong} (9) than the key (5): check the key",
    )
    fair = class_on(question, [(key, 1)] * 9 + [(wrong, 1)] * 5)
    assert all(rank > 1 for rank, _ in flagged(question, fair))


def test_words_that_mislead_those_who_are_sure_are_flagged(question):
    key = next(each.id for each in question.body.options if each.correct)
    wrong = next(each.id for each in question.body.options if not each.correct)
    misled = class_on(question, [(key, 3)] * 6 + [(wrong, 3)] * 4)
    assert (2, "4 of 10 who were sure were wrong: look for words that mislead") in flagged(
        question, misled
    )
    doubted = class_on(question, [(key, 3)] * 6 + [(wrong, 1)] * 4)
    assert all(rank != 2 for rank, _ in flagged(question, doubted))


def test_a_question_that_the_better_miss_is_flagged_in_a_large_class(question, course_items):
    def rows(learners):
        answers = []
        for place in range(learners):
            good = place < learners / 2
            answers += [f"L{place},Q{n},1,{int(good)},,,," for n in range(4)]
            answers.append(f"L{place},{question.id},1,{int(not good)},,,,")
        return table(*answers)

    bank = Bank(tuple(course_items))
    large = stats_report(rows(30), bank)
    assert f"- {question.id}: negative discrimination: check the key" in large
    assert "To mend, the most pressing first:" in large and "WARNING" not in large
    assert "negative discrimination" not in stats_report(rows(28), bank)


def test_a_form_with_few_learners_is_warned_of_though_the_class_is_large():
    rows = [f"L{n},Q1,1,1,,,A," for n in range(30)] + ["L1,Q2,1,0,,,B,", "L2,Q2,1,1,,,B,"]
    words = stats_report(table(*rows))
    assert words.count("WARNING") == 1
    assert "WARNING: 2 learners in this form, fewer than 30" in words
    assert "Nothing here asks to be mended." in words

"""What a live part stands for in a notebook: a sentence that can be kept, a picture at rest."""

import pytest

from page.html import joined, markup, repeated
from page.sentence import SENTENCE_LIMIT, cut_to_sentence
from page.version import CITATION, course_version
from page.widget import CourseWidget


class Part(CourseWidget):
    """A live part for these tests."""

    _esm = "export default { render() {} };"
    said = "One sentence."

    @property
    def sentence(self):
        return self.said

    def at_rest(self):
        return {"text/html": "<p>At rest</p>"}, {"text/html": {"why": "a test"}}


def test_a_part_is_its_sentence():
    assert repr(Part()) == "One sentence."


def test_a_sentence_that_a_notebook_would_cut_is_refused():
    part = Part()
    part.said = "x" * SENTENCE_LIMIT
    assert repr(part) == part.said
    part.said += "x"
    with pytest.raises(ValueError, match=f"at most {SENTENCE_LIMIT} characters, got 111"):
        repr(part)


def test_a_part_says_what_stands_for_it_at_rest():
    data, metadata = Part()._repr_mimebundle_()
    assert data["text/html"] == "<p>At rest</p>" and metadata == {"text/html": {"why": "a test"}}
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"] == "One sentence."


def test_words_are_cut_at_a_space():
    assert cut_to_sentence("Short.") == "Short."
    cut = cut_to_sentence("word, " * 30)
    assert len(cut) <= SENTENCE_LIMIT and cut.endswith("word …")


def test_the_version_is_that_of_the_citation():
    assert f"\nversion: {course_version()}\n" in CITATION.read_text(encoding="utf-8").replace(
        '"', ""
    )


@pytest.mark.parametrize(
    ("content", "version"),
    [
        ("title: x\n", ""),
        ('version: "1.2"\n', "1.2"),
        ("cff-version: 1\nversion: 3\n", "3"),
        (None, ""),
    ],
)
def test_a_citation_without_a_version_is_no_error(tmp_path, monkeypatch, content, version):
    if content is not None:
        (tmp_path / "CITATION.cff").write_text(content, encoding="utf-8")
    monkeypatch.setattr("page.version.CITATION", tmp_path / "CITATION.cff")
    assert course_version.__wrapped__() == version


def test_text_is_escaped_and_markup_is_not():
    bold = markup("<b>{}</b>", "5 < 6 & more")
    assert bold == "<b>5 &lt; 6 &amp; more</b>"
    assert (
        markup('<td title="{title}">{}</td>', bold, title='"') == f'<td title="&#34;">{bold}</td>'
    )
    assert repeated("<li>{}</li>", ["<", bold]) == f"<li>&lt;</li><li>{bold}</li>"
    assert joined(["a & b", bold]) == f"a &amp; b{bold}"

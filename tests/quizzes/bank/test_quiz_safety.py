"""Nothing unsafe earns credit: every response to every question of several parts is tried."""

import json
import re
from dataclasses import fields, is_dataclass
from itertools import combinations, permutations, product

import pytest

from evidence import load, state
from quizzes.engine import grade, load_bank, public_view
from quizzes.engine.types import QUESTION_TYPES

LIVE = [item for item in load_bank().items if item.status == "live"]
ORDERS = [item for item in LIVE if item.type == "order"]
# Written without the engine: who may be hurt by half of an answer, and what is unsafe on a ward.
HURTS = {"O5", "O7", "O8", "O9"}
HURTS_BY_CLAIM = re.compile(r"C(13|16|17|18|19|20|21|22|23[a-ex]|28|31)")
SAFETY = [
    item
    for item in LIVE
    if item.objective in HURTS
    or item.topics
    or any(HURTS_BY_CLAIM.fullmatch(claim) for claim in item.claims)
]
# (what must stand first, what may not stand before it), by the words of the steps
NEVER = [
    (r"opioid against effect", r"ketamine"),
    (r"adjuvant", r"ketamine"),
    (r"[Rr]otate", r"ketamine"),
    (r"consent", r"^Start"),
    (r"what stops it", r"^Start"),
    (r"contraindication", r"^Start"),
    (r"[Rr]eview the opioid", r"^Start"),
    (r"^Start", r"^Judge"),
    (r"airway", r"naloxone"),
    (r"^Call for help", r"^Look for the reason"),
    (r"airway", r"^Look for the reason"),
    (r"^Stop the ketamine", r"^Look for the reason"),
]


def step(item, pattern):
    found = [part.id for part in item.body.parts if re.search(pattern, part.text)]
    assert len(found) <= 1, (item.id, pattern)
    return found[0] if found else None


def unsafe(item, response) -> bool:
    """Whether an order of steps would hurt somebody, judged by the words alone."""
    pairs = [(step(item, first), step(item, then)) for first, then in NEVER]
    return any(
        first and then and response.index(then) < response.index(first) for first, then in pairs
    )


@pytest.mark.parametrize("item", ORDERS, ids=lambda item: item.id)
def test_no_unsafe_order_earns_credit_and_no_safe_one_is_called_unsafe(item):
    ids = [part.id for part in item.body.parts]
    tried = [list(each) for each in permutations(ids)]
    harmful = [each for each in tried if unsafe(item, each)]
    assert 0 < len(harmful) < len(tried)
    for response in tried:
        found = grade(item, response)
        said = "not safe" in found.feedback.sentence
        assert said == (response in harmful), response
        assert found.score == 0 or response not in harmful, response
        assert (found.score == 0) == (found.feedback.verdict == "Wrong")
        if 0 < found.score < 1:  # score and sentence are one number
            total, kept = map(int, re.findall(r"\d+", found.feedback.sentence))
            assert found.score == pytest.approx(kept / total)


def test_the_order_of_consent_and_stop_rule_is_free_and_ketamine_comes_last():
    by_id = {item.id: item for item in ORDERS}
    for right in ("efbdac", "ebdfac", "edfbac"):
        assert grade(by_id["RVW-004"], list(right)).correct
    assert grade(by_id["RVW-004"], list("cefbda")).score == 0
    assert grade(by_id["RVW-003"], list("bcad")).score == 0


@pytest.mark.parametrize(
    "item", [item for item in SAFETY if item.type == "multi"], ids=lambda item: item.id
)
def test_half_of_a_safe_answer_earns_nothing(item):
    ids = [option.id for option in item.body.options]
    right = {option.id for option in item.body.options if option.correct}
    for size in range(1, len(ids) + 1):
        for chosen in combinations(ids, size):
            assert grade(item, list(chosen)).score == (set(chosen) == right), chosen


@pytest.mark.parametrize(
    "item", [item for item in SAFETY if item.type in ("match", "cloze")], ids=lambda item: item.id
)
def test_one_wrong_place_in_a_safe_answer_earns_nothing(item):
    view = public_view(item)
    if item.type == "match":
        places = [(each["id"], [a["id"] for a in view["answers"]]) for each in view["parts"]]
    else:
        places = [(each["id"], [c["id"] for c in each["choices"]]) for each in view["gaps"]]
    scores = [
        grade(item, [f"{name}:{choice}" for (name, _), choice in zip(places, row, strict=True)])
        for row in product(*(choices for _, choices in places))
    ]
    assert {each.score for each in scores} == {0, 1}
    assert sum(each.score for each in scores) == 1


def test_several_kinds_of_safety_questions_are_there():
    kinds = {item.type for item in SAFETY}
    assert {"multi", "match", "cloze", "order"} <= kinds
    assert {"GAT-005", "GAT-006", "GAT-007", "TEM-010"} <= {item.id for item in SAFETY}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('objective = "O6"', 'objective = "O7"'),
        ('claims = ["C14"]', 'claims = ["C14", "C31"]'),
        ('claims = ["C14"]', 'claims = ["C14"]\ntopics = ["somnolence"]'),
    ],
)
def test_a_safety_question_may_not_credit_single_options(
    bank_of, good_text, old, new, monkeypatch, small_evidence
):
    monkeypatch.setitem(small_evidence.claims, "C31", object())
    multi = good_text.multi
    assert multi.count(old) == 1
    bank_of(good_text.head + multi)
    with pytest.raises(ValueError, match="TST-002: scoring: must be all_or_nothing for a question"):
        bank_of(good_text.head + multi.replace(old, new))
    whole = multi.replace(old, new).replace("per_option", "all_or_nothing")
    assert bank_of(good_text.head + whole).items[0].safety


def test_a_half_right_answer_is_not_called_wrong(bank_of, good_text):
    text = good_text.head + good_text.multi.replace("per_option", "all_or_nothing")
    (item,) = bank_of(text).items
    half, none = grade(item, ["b"]), grade(item, ["a"])
    assert half.score == none.score == 0
    assert (
        half.feedback.sentence.startswith("Not all right") and "rong" not in half.feedback.sentence
    )
    assert none.feedback.sentence.startswith("Wrong.")


def every_word(item) -> str:
    """All that a learner can read of a question, with the numbers of its first variant."""
    view = json.dumps(public_view(item), ensure_ascii=False)
    said = [text for _, text in QUESTION_TYPES[item.type].texts(item.body)]
    return "\n".join([view, item.explanation, *said])


AFTER_SURGERY = [item for item in LIVE if "C30" in item.topics]


def test_no_question_gives_a_plain_answer_where_the_studies_after_surgery_disagree():
    assert {"CAS-003", "END-002", "END-007", "FRC-005"} <= {item.id for item in AFTER_SURGERY}
    for item in AFTER_SURGERY:
        assert re.search(r"disagree|divided|different ways", every_word(item)), item.id
        if item.type == "sba":
            (key,) = [option.text for option in item.body.options if option.correct]
            assert re.search(r"disagree|acute pain service", key), (item.id, key)


@pytest.mark.parametrize("item", LIVE, ids=lambda item: item.id)
def test_a_trial_is_never_due_and_no_opioid_is_raised_without_a_limit(item):
    words = every_word(item)
    for forbidden in (
        r"\b(trial|ketamine)\b[^.?!]{0,20}\b(is|are|becomes?) due\b",
        r"due for this patient",
        r"until then",
        r"raised? until it helps",
        r"“?Leave (it|ketamine)\b",
    ):
        assert not re.search(forbidden, words, re.IGNORECASE), forbidden


def test_treatment_of_the_cause_is_asked_about_in_bone_pain():
    asked = [item for item in LIVE if re.search(r"bone (pain|metast)", item.vignette)]
    about_steps = [item for item in asked if item.objective in ("O3", "O4")]
    assert {"LAD-011", "FRB-003"} <= {item.id for item in about_steps}
    for item in about_steps:
        assert re.search(r"adiotherapy|rradiat", every_word(item)), item.id


def test_the_pair_is_never_taught_without_the_warning_on_ketamine_itself():
    pair, itself = (state(load().facts[each]) for each in ("F-S14", "F-I01"))
    taught = [item for item in load_bank().items if pair in item.explanation]
    assert len(taught) >= 8
    assert [item.id for item in taught if itself not in item.explanation] == []


def test_slow_breathing_is_answered_with_oxygen_wherever_it_is_asked():
    asked = re.compile(r"cannot be woken|opens (her|his) eyes (only )?when shaken|[Hh]ard to rouse")
    for item in load_bank().items:
        if item.type == "sba" and item.objective == "O8" and asked.search(words_asked(item)):
            right = [each for each in item.body.options if each.correct]
            assert any("oxygen" in f"{each.text} {each.feedback}" for each in right), item.id


def words_asked(item) -> str:
    """What a question asks, with the text of its right answer."""
    return " ".join([item.vignette, *(each.text for each in item.body.options if each.correct)])


# Ids, rules, arithmetic and drawings of a question's body; and the words that an answer may be.
NOT_READ = frozenset(
    "id scoring facts misconception attitude name svg key unit mode safe_min safe_max amount "
    "computed_by before accept words drugs qualifiers unit_from".split()
)


def read_by_learners(part):
    """Every text of a question's body but its ids, rules and drawings, found field by field."""
    if isinstance(part, str):
        yield part
    elif is_dataclass(part):
        for each in fields(part):
            if each.name not in NOT_READ:
                yield from read_by_learners(getattr(part, each.name))
    elif isinstance(part, tuple):
        for each in part:
            yield from read_by_learners(each)


@pytest.mark.parametrize("kind", sorted({item.type for item in LIVE} - {"poll"}))
def test_whatever_a_learner_reads_of_a_question_is_looked_over(kind):
    """What lint and audit look over is what `texts` gives: nothing may be missing there."""
    for item in (each for each in LIVE if each.type == kind):
        looked_over = {text for _, text in QUESTION_TYPES[kind].texts(item.body)}
        found = set(filter(None, read_by_learners(item.body)))
        assert found and found <= looked_over, (item.id, found - looked_over)

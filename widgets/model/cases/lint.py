"""What a case may not do to be worth playing: tell its answer by its form, cost nobody anything,
leave nothing to find out, end the same whatever is done.

Files of the older kind are held to none of it, because they have nothing to ask and no endings.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator

from widgets.model.cases.minutes import LONGEST_MIN, SHORTEST_MIN, minutes_of
from widgets.model.cases.records import Ask, Case, Option, Turn
from widgets.model.cases.walk import paths, turned_by, walk
from widgets.model.gate import Findings

ABSOLUTES = re.compile(
    r"\b(never|always|nothing|for good|completely|impossible|certainly|whatever happens|"
    r"under no circumstances)\b",
    re.IGNORECASE,
)
NO = re.compile(r"[“\"‘']?(no|not|hold|do not|don't|don’t)\b", re.IGNORECASE)
COURSE_SPEAKS = re.compile(
    r"source document|\bthe gate\b|\bthe expert\b|\bthis course\b", re.IGNORECASE
)
# What makes a consequence an event: a clock time or a number, speech, or somebody who acts.
EVENT = re.compile(
    r"\d|[“\"]|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|half|"
    r"noon|midnight|dawn|he|she|they|you|his|her|their|nurse|registrar|consultant|surgeon|doctor|"
    r"pharmacist|\w+ologist|psychiatrist|specialist|anaesthetist|physiotherapist|intern|resident|"
    r"fellow|student|colleague|secretary|porter|team|family|wife|husband|partner|daughter|son|child|"
    r"mother|father|parent|brother|sister|neighbour|friend|man|woman|girl|boy|patient)s?\b",
    re.IGNORECASE,
)
FEWEST_DECISIVE = FEWEST_NOISE = 2
FEWEST_ENDINGS = 2
MOST_OF_CARDS = 0.5  # how many of the cards one answer may be right on
MOST_LONGEST = 0.5  # in how many decisions the best option may be the longest
# Words of a title that say nothing of the answer.
_COMMON = frozenset(
    "about after again been before could does done from have into just more most much only over "
    "said says still than that their them then there they this what when where which will with "
    "would your".split()
)

OLDER = (
    "is of the older kind and plays as before: what is new are asks before the decision, happens, "
    "because and grade in place of consequence and expert, endings, and a next decision that "
    "depends on what was done (then, sets); widgets/model/cases/README.md has each"
)


def information(cases: Iterable[Case]) -> list[str]:
    """What is told about cases that is no mistake: which files are of the older kind."""
    return [f"{case.id}.toml: {OLDER}" for case in cases if case.is_older]


def mistakes(cases: Collection[Case]) -> list[str]:
    """Every rule that a case breaks: file, decision, what, and what came."""
    new = [case for case in cases if not case.is_older]
    found = [f"{case.id}.toml: {words}" for case in new for rule in RULES for words in rule(case)]
    return [*found, *_longest(new)]


def _asks(case: Case) -> Iterator[str]:
    if case.stack:
        return
    # one finding may decide alone, such as the age: two asks may then tell it, from two sides
    decisive = [ask.id for ask in case.asks if turned_by(case, ask)]
    noise = [ask.id for ask in case.asks if not turned_by(case, ask)]
    fewest = fewest_decisive(case)
    if len(decisive) < fewest:
        yield f"asks: at least {fewest} must tell what could change the step, got {len(decisive)}"
    if len(noise) < FEWEST_NOISE:
        yield f"asks: at least {FEWEST_NOISE} must tell what could not, got {len(noise)}"


def _absolutes(case: Case) -> Iterator[str]:
    for where, option in _options(case):
        if found := ABSOLUTES.search(option.text):
            yield f"{where}: text: an absolute gives it away: {found[0]!r}"


def _no_by_form(case: Case) -> Iterator[str]:
    for turn in _turns(case):
        if turn.drawn and case.stack or not turn.is_gate:
            continue
        others = [option for option in turn.options if not option.expert]
        if NO.match(turn.expert.text) and not any(NO.match(each.text) for each in others):
            words = f"the best option alone begins with a no: {turn.expert.text!r}"
            yield f"decision {turn.id}: {words}"


def _title_answers(case: Case) -> Iterator[str]:
    if case.stack:
        return
    title = _content(case.title)
    for turn in _turns(case):
        elsewhere = set().union(*(_content(o.text) for o in turn.options if not o.expert))
        if told := sorted(title & _content(turn.expert.text) - elsewhere):
            shared = ", ".join(told)
            yield f"title: shares {shared} with the best option of decision {turn.id} alone"


def _nothing_happens(case: Case) -> Iterator[str]:
    for where, option in _options(case):
        if not option.expert and option.happens and not EVENT.search(option.happens):
            yield (
                f"{where}: happens: needs a clock time, a number, speech or somebody who acts, "
                f"got {option.happens!r}"
            )


def _course_speaks(case: Case) -> Iterator[str]:
    said = [(f"ask {ask.id}", text) for ask in case.asks for text in (ask.ask, ask.answer)]
    for turn in _turns(case):
        said += [
            (f"decision {turn.id}", text) for text in (turn.ask, *(p.says for p in turn.presses))
        ]
    said += [(where, text) for where, each in _options(case) for text in _seen(each)]
    said += [(f"ending {ending.id}", ending.happens) for ending in case.endings]
    for where, text in said:
        if found := COURSE_SPEAKS.search(text):
            yield f"{where}: nobody in a case says {found[0]!r}"


def _endings(case: Case) -> Iterator[str]:
    if case.stack:
        return
    if (count := len(how_it_ends(case))) < FEWEST_ENDINGS:
        yield f"endings: at least {FEWEST_ENDINGS} must differ for the patient, got {count}"


def _minutes(case: Case) -> Iterator[str]:
    minutes = minutes_of(case)
    if not SHORTEST_MIN <= minutes <= LONGEST_MIN:
        yield (
            f"takes {minutes:.2f} minutes by its words, decisions and asks; must be "
            f"{SHORTEST_MIN} to {LONGEST_MIN}"
        )


def _cards(case: Case) -> Iterator[str]:
    if not case.stack:
        return
    right = Counter(turn.expert.id for turn in case.turns)
    answer, count = right.most_common(1)[0]
    if count / len(case.turns) > MOST_OF_CARDS:
        yield f"cards: {answer} is right on {count} of {len(case.turns)}; at most half may be"
    if lacking := [each.id for each in case.turns[0].options if each.id not in right]:
        yield f"cards: {', '.join(lacking)} is right on none"


RULES: tuple[Callable[[Case], Iterator[str]], ...] = (
    _asks,
    _absolutes,
    _no_by_form,
    _title_answers,
    _nothing_happens,
    _course_speaks,
    _endings,
    _minutes,
    _cards,
)


def fewest_decisive(case: Case) -> int:
    """How many findings that turn the gate must be among the asks: two, or one where only one
    could, as of a child.
    """
    names = Findings.__dataclass_fields__
    could = sum(bool(turned_by(case, Ask(name, "", "", 1, name))) for name in names)
    return min(FEWEST_DECISIVE, could)


def how_it_ends(case: Case) -> set[str]:
    """The different ends of a case, each in its words: those of its ending, or of what was last
    done.
    """
    ends = set()
    for path in paths(case):
        here = walk(case, path)
        last = here.steps[-1][1]
        ends.add(here.ending.happens if here.ending else f"{last.happens} {here.signs}")
    return ends


def _longest(cases: Iterable[Case]) -> Iterator[str]:
    turns = [turn for case in cases if not case.stack for turn in _turns(case)]
    longest = sum(_is_longest(turn) for turn in turns)
    if turns and longest / len(turns) > MOST_LONGEST:
        yield (
            f"The best option is the longest in {longest} of {len(turns)} decisions; at most half "
            "may be, or length tells it"
        )


def _is_longest(turn: Turn) -> bool:
    return all(len(each.text) <= len(turn.expert.text) for each in turn.options)


def _turns(case: Case) -> tuple[Turn, ...]:
    """The decisions of a case and of its visits."""
    return (*case.turns, *(turn for visit in case.visits for turn in visit.turns))


def _options(case: Case) -> Iterator[tuple[str, Option]]:
    """Each option and each answer to who pushes back, with where it stands."""
    for turn in _turns(case):
        for option in turn.options:
            yield f"decision {turn.id}: option {option.id}", option
        for number, press in enumerate(turn.presses, 1):
            for answer in press.answers:
                yield f"decision {turn.id}: press {number}: {answer.id}", answer


def _seen(option: Option) -> tuple[str, ...]:
    """What is seen of an option while the case is played."""
    luck = (option.luck.responded, option.luck.not_responded) if option.luck else ()
    return (option.text, option.happens, *luck)


def _content(text: str) -> set[str]:
    """The words of a text that carry something, without their plural."""
    words = {word.rstrip("s") for word in re.findall(r"[a-z]{4,}", text.lower())}
    return words - _COMMON

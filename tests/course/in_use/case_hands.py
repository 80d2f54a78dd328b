"""Plays a case in a browser, by keyboard or by finger: what is read on the page decides what is
done.
"""

from tests.course.pages.live_checks import wait_until_settled
from widgets.model.cases import Case
from widgets.model.cases.records import Turn
from widgets.model.cases.walk import paths, walk
from widgets.view.cases.on_the_way import case_address

# All that a learner has before them: words, answers, what can be pressed, and what is set.
BEFORE_ME = """(player) => JSON.stringify({
  lead: [...player.querySelectorAll(".x-lead > *")].map((e) => e.textContent),
  told: [...player.querySelectorAll(".x-told")].map((e) => e.textContent),
  legends: [...player.querySelectorAll(".x-controls legend")].map((e) => e.textContent),
  buttons: [...player.querySelectorAll(".x-controls button")].map((e) => e.textContent),
  chosen: [...player.querySelectorAll(".x-controls input:checked")].map((e) => e.value),
  written: [...player.querySelectorAll("textarea")].map((e) => e.value),
  panel: player.querySelector(".x-asides").textContent,
})"""
MOST_TABS = 60
MOST_PRESSES = 60
ENDS = ("Compare with", "See the debrief")
ON = ("Begin", "Decide now", "Go on")
COMMITS = ("Commit", "Say it")


class Keyboard:
    """Everything with Tab, the arrow keys, Space and Enter."""

    def __init__(self, page, player):
        self.page, self.player = page, player

    def tab_to(self, matches: str):
        """Press Tab from where the focus is until what has it `matches` (a JS test of e)."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(
                f"() => {{ const e = document.activeElement; return Boolean({matches}); }}"
            ):
                return
        raise AssertionError(f"the Tab key never reaches {matches}")

    def to_the_top(self):
        self.player.locator(".x-heading").focus()

    def choose(self, text: str):
        """Choose an option of the group that comes next with the arrow keys."""
        self.tab_to("e.type === 'radio'")
        for _ in range(8):
            label = self.page.evaluate("() => document.activeElement.labels[0].textContent")
            if label == text:
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys never reach {text!r}")

    def press(self, name: str):
        self.tab_to(f"e.tagName === 'BUTTON' && e.textContent.startsWith({name!r})")
        self.page.keyboard.press("Enter")


class Finger:
    """Everything with taps."""

    def __init__(self, page, player):
        self.page, self.player = page, player

    def to_the_top(self):
        """A finger needs no place to start from."""

    def choose(self, text: str):
        self.player.locator(".x-group label", has_text=text).first.tap()

    def press(self, name: str):
        self.buttons(name).first.tap()

    def buttons(self, name: str):
        return self.player.locator(".x-controls button:visible", has_text=name)


def open_case(page, player, case: Case):
    """Open a case by its address; one that was played to an end begins afresh."""
    number = f"{case.number}{case.form}"
    page.evaluate("(hash) => { location.hash = hash; }", case_address(case))
    player.locator(".x-strip", has_text=f"Case {number} ·").wait_for()
    wait_until_settled(page)


def buttons_of(player) -> list[str]:
    """The words on each button of the case that can be pressed."""
    return player.locator(".x-controls button:visible").all_text_contents()


def due_of(player, case: Case) -> Turn:
    """The decision on the page, by its words."""
    ask = player.locator(".x-controls legend").first.text_content()
    turns = [*case.turns, *(turn for visit in case.visits for turn in visit.turns)]
    pressing = [
        Turn(turn.id, press.says, "press", press.answers, turn.findings)
        for turn in turns
        for press in turn.presses
    ]
    return next(turn for turn in (*turns, *pressing) if turn.ask == ask)


def step(hands, case: Case, option_of) -> bool:
    """Do the next thing: ask no more, go past a lab, or decide; whether the end is not yet there.

    `option_of` says of a decision which option is taken.
    """
    page, player = hands.page, hands.player
    wait_until_settled(page)
    texts = buttons_of(player)
    hands.to_the_top()
    if any(text.startswith(ENDS) for text in texts):
        return False
    if commit := next((text for text in texts if text.startswith(COMMITS)), ""):
        turn = due_of(player, case)
        hands.choose(option_of(turn))
        hands.press(commit)
        player.locator(".x-lead section", has_text="You: ").last.wait_for()
        page.wait_for_function(
            "(ask) => document.querySelector('.x-controls legend')?.textContent !== ask",
            arg=turn.ask,
        )
        return True
    # The lab of a case has buttons of its own; what leads on stands last.
    hands.press([text for text in texts if text.startswith(ON)][-1])
    page.wait_for_function(
        "(was) => [...document.querySelectorAll('.x-controls button')]"
        ".map((e) => e.textContent).join() !== was || document.querySelector('.x-controls legend')",
        arg=",".join(texts),
    )
    return True


def covering(case: Case):
    """Ways that between them choose each option of each decision that can be reached."""
    chosen: set[tuple[str, str]] = set()
    for path in paths(case):
        new = {(turn.id, option.id) for turn, option in walk(case, path).steps} - chosen
        if new:
            chosen |= new
            yield path


def play(hands, case: Case, path=None, look=None):
    """Play a case to its end: these options in order, else this course's. `look` is called with
    each decision that is due.
    """
    taken: list[str] = []

    def option_of(turn: Turn) -> str:
        if look:
            look(turn)
        due = turn if any(each.drawn for each in case.turns) else walk(case, taken).due
        chosen = path[len(taken)] if path else due.expert.id
        taken.append(chosen)
        return next(each.text for each in due.options if each.id == chosen)

    for _ in range(MOST_PRESSES):
        if not step(hands, case, option_of):
            return
    raise AssertionError(f"{case.id} does not end: {buttons_of(hands.player)}")


def screens(hands, case: Case):
    """Play this course's way, and stop once at each kind of screen: yields its name, with
    something asked, chosen or written there.
    """
    player, seen = hands.player, set()
    for _ in range(MOST_PRESSES):
        wait_until_settled(hands.page)
        texts = buttons_of(player)
        if any(text.startswith(ENDS) for text in texts):
            break
        commit = next((text for text in texts if text.startswith(COMMITS)), "")
        kind = "asks" if "Decide now" in texts else commit.partition(":")[0] or "lab"
        if kind not in seen and kind != "lab":
            seen.add(kind)
            hands.to_the_top()
            if commit:
                hands.choose(due_of(player, case).options[-1].text)
            else:
                hands.press(case.asks[0].ask)
                player.locator(".x-told", has_text=case.asks[0].ask).wait_for()
            yield kind
        step(hands, case, lambda turn: turn.expert.text)
    if player.locator("textarea").count():
        player.locator("textarea").first.fill("A line of my own.")
    yield "end"
    look_back(hands)
    yield "debrief"


def look_back(hands):
    """From the end to the debrief."""
    for end in ENDS:
        wait_until_settled(hands.page)
        hands.to_the_top()
        if any(text.startswith(end) for text in buttons_of(hands.player)):
            hands.press(end)
    hands.player.locator(".x-lead h3", has_text="as this course would").or_(
        hands.player.locator(".x-lead h3", has_text="the same")
    ).first.wait_for()
    wait_until_settled(hands.page)


def begun_anew(page, has_played: bool = True):
    """The page of cases and its player, as a browser has them that has kept nothing yet."""
    if has_played:
        page.evaluate("() => localStorage.clear()")
        page.reload()
        page.locator('html[data-session="ready"]').wait_for()
    return page, page.locator(".x", has=page.get_by_role("heading", name="Cases", exact=True))

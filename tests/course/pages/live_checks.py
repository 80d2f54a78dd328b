"""What a lesson with a kernel must do: go on in another one, blank its numbers where it cannot go
on, and keep the answers."""

from itertools import zip_longest

from tests.course.pages.page_checks import in_page

SECONDS_TO_NOTICE = 30
LOST = "No result: reload"
STORE = "ketamine-course:v1"


def results(page) -> list[str]:
    """Return every text of the explorers that holds a result, the pictures' words among them."""
    return in_page(page, "results")


def reveal(page):
    """Predict something and press each explorer's first button, so that there is a result to look
    at and to lose."""
    for explorer in page.locator(".x").all():
        unset = explorer.locator("input[data-unset]:visible")
        for _ in range(unset.count()):
            unset.first.press("ArrowRight")
        for group in explorer.locator("fieldset:visible").all():
            if not group.locator("input:checked").count():
                group.locator("input").first.check()
        wait_until_settled(page)
        button = explorer.locator(".x-action button:visible:enabled").first
        if button.count():
            button.click(timeout=5000)
    wait_until_settled(page)


def wait_until_settled(page):
    """Wait until each explorer has drawn, said and tabled the answer to what was sent last."""
    page.wait_for_function(
        "() => !document.querySelector('.x[aria-busy=true]')", timeout=SECONDS_TO_NOTICE * 1000
    )


def something_to_do(page, and_back: bool = True):
    """Return what does something that needs a kernel and, with `and_back`, leaves what is set.

    None where nothing on the page needs one.
    """
    slider = page.locator(".x input[type=range]:visible:enabled").first
    box = page.locator(".x-keep summary:visible").first

    def there_and_back():
        # From the far end of a slider only one of the two ways leads back to where it was.
        is_at_end = slider.evaluate("(e) => e.value === e.max")
        keys = ["ArrowRight", "ArrowLeft"]
        if is_at_end:
            keys.reverse()
        for key in keys if and_back else keys[:1]:
            slider.press(key)

    if slider.count():
        return there_and_back
    if box.count():
        # A page that has noticed the end of its kernel by itself has put the fold away by then.
        fold = box.element_handle()
        return lambda: fold.evaluate("(e) => e.click()")
    return None


def kernels_of(page, course) -> list:
    """Return the process of the page's kernel, if the page has one by now."""
    kernel_id = page.locator("html").get_attribute("data-kernel")
    return [course.kernel_process(kernel_id)] if kernel_id else []


def another_kernel_problems(page, kernels) -> list[str]:
    """End the page's kernels; return what is different once the page has gone on in another one."""
    do = something_to_do(page)
    if do is None or not kernels:  # nothing that was done so far needed a kernel
        return []
    before = results(page)
    for kernel in kernels:
        kernel.kill()
    with page.expect_event("websocket", timeout=SECONDS_TO_NOTICE * 1000):
        do()
    wait_until_settled(page)
    page.wait_for_selector("html[data-session=ready]", state="attached")
    return [
        f"showed {one[:80]!r}, and in another kernel {other[:80]!r}"
        for one, other in zip_longest(before, results(page), fillvalue="nothing")
        if one != other
    ]


def lost_problems(page, kernels) -> list[str]:
    """End the page's kernels where it cannot go on, and return what it still shows, or does not
    say."""
    do = something_to_do(page, and_back=False)
    if do is None or not kernels:
        return []
    explorers = page.locator(".x:visible").count()
    pictures = page.locator("[data-picture]:visible").count()
    if pictures and not any(char.isdigit() for text in results(page) for char in text):
        return ["no explorer shows a number that could be lost"]
    # Another edition of the course is served by now, to which nothing on this page belongs.
    page.route("**/voila/api/open/*", lambda route: route.fulfill(status=409, json={}))
    for kernel in kernels:
        kernel.kill()
    do()
    page.wait_for_selector(
        "html[data-session=lost]", state="attached", timeout=SECONDS_TO_NOTICE * 1000
    )
    problems = [
        f"still shows {text[:80]!r}" for text in results(page) if any(map(str.isdigit, text))
    ]
    alerts = page.locator("[role=alert]:visible").all_inner_texts()
    if not any("Reload to go on" in text for text in alerts):
        problems.append(f"no banner says how to go on, only {alerts}")
    if explorers and LOST not in page.inner_text("main"):
        problems.append(f"nothing says {LOST!r}")
    card = page.locator(".kq-card:visible[data-state=open]")
    if card.count() and not card.locator(".kq-check:enabled").count():
        problems.append("a question, which needs no kernel, cannot be answered")
    return problems


def submit_first_choice(card):
    """Choose a question's first choice, unsure, and have it checked."""
    answer = card.locator("fieldset").first.locator("input").first
    if answer.get_attribute("type") == "text":
        answer.fill("1")
    else:
        answer.check()
    card.locator(".kq-certainty input[value='2']").check()
    card.get_by_role("button", name="Check answer").click()


def answer_first_question(page) -> dict:
    """Answer the first question with its first choice, unsure; return what it then shows."""
    card = page.locator(".kq-card:visible").first
    item = card.get_attribute("data-item")
    submit_first_choice(card)
    page.wait_for_selector(f".kq-card[data-item='{item}'][data-state=graded]")
    return shown_answer(page, item)


def shown_answer(page, item: str | None = None) -> dict:
    """Return the answer that a graded question shows: its choices, certainty and verdict."""
    css = f".kq-card[data-item='{item}']" if item else ".kq-card[data-state=graded]"
    page.wait_for_selector(f"{css}[data-state=graded]")
    return in_page(page, "answer", css)


def stored_answers(page) -> tuple[int, int]:
    """Return how many answers and how many grades the browser keeps."""
    events = page.evaluate("(key) => JSON.parse(localStorage.getItem(key)).events", STORE)
    kinds = [event["event"] for event in events]
    return kinds.count("answer"), kinds.count("grade")

"""The teacher's pages: the sessions to choose from, their run sheets, the files to take away."""

import asyncio
import re
from datetime import date

from tornado import web

from evidence import LeftOut, in_words
from evidence.files.fields import did_you_mean
from teaching import Plan, PlanError, for_case, left_out_plans, load_plans
from teaching.known import case_ids, case_outline
from teaching.run_sheet import run_sheet
from teaching.run_sheet.sheet import minutes_in_words
from theme.pages.handlers import Page
from theme.teach.kit import kit_file, kit_files
from theme.teach.word import COOKIE

LEFT_OUT_PLAN = "This session is left out: a file that it rests on has a mistake. The rest works."


class TeachPage(Page):
    """A page for teachers: who does not know the word, where there is one, is asked for it."""

    async def prepare(self) -> None:
        await super().prepare()
        if not self.app.word.lets_in(self.get_cookie(COOKIE)):
            self.set_status(403)
            self.show("teach_word.html", wrong="", back=self.request.uri)

    def show(self, template: str, **names: object) -> None:
        """Send a page that nobody keeps: what it tells may change with a file, or with the word."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        base = self.site.base_url
        teach = {"teach_url": f"{base}teach", "is_kept": self.app.word.is_asked}
        self.finish(self.get_template(template).render(**self.site.names(), **teach, **names))

    def refuse(self, words: str) -> None:
        """Say in a sentence why there is nothing here."""
        self.set_status(404)
        self.show("error.html", heading="There is no such session", message=words)


class WordPage(TeachPage):
    """Takes the word, and answers with a cookie for the visit."""

    async def prepare(self) -> None:
        """Let everybody ask, but take a word from a page of this server only."""
        await Page.prepare(self)
        if not self.check_origin():
            raise web.HTTPError(403)

    def check_xsrf_cookie(self) -> None:
        """Nothing to check: the origin was."""

    def skip_check_origin(self) -> bool:
        return False

    def get(self) -> None:
        self.redirect(f"{self.site.base_url}teach")

    head = get

    def post(self) -> None:
        back = _within(self.get_body_argument("back", ""), f"{self.site.base_url}teach")
        if not self.app.word.is_asked:
            self.redirect(back, status=303)
        elif not self.app.word.tries.take(self.request.remote_ip):
            self.set_status(429)
            self.show("teach_word.html", wrong="many", back=back)
        elif not self.app.word.opens(self.get_body_argument("word", "")):
            self.set_status(403)
            self.show("teach_word.html", wrong="word", back=back)
        else:
            is_safe = "https" in (
                self.request.protocol,
                self.request.headers.get("X-Forwarded-Proto", ""),
            )
            self.set_cookie(
                COOKIE,
                self.app.word.signed(),
                path=f"{self.site.base_url}teach",
                httponly=True,
                samesite="Strict",
                secure=is_safe,
            )
            self.redirect(back, status=303)


def _within(address: str, folder: str) -> str:
    """Where somebody came from, if that is a page for teachers; else the first of them."""
    is_plain = re.fullmatch(r"[\w./?=&%-]*", address) and ".." not in address
    path = address.partition("?")[0]
    inside = path == folder or path.startswith(f"{folder}/")
    return address if is_plain and inside else folder


class TeachHome(TeachPage):
    """All there is for a teacher, on one page."""

    async def get(self) -> None:
        asyncio.ensure_future(self.app.cases.given())  # a run sheet is what is asked for next
        plans = load_plans().values()
        local = await self.app.local.given()
        self.show(
            "teach.html",
            plans=[_card(plan) for plan in sorted(plans, key=_by_time)],
            left_out=left_out_plans(),
            left_out_words=LEFT_OUT_PLAN,
            cases=_cases_to_choose(),
            files=kit_files(self.app.options.kit),
            local=local,
            local_plans=[_card(plan) for plan in sorted(local.plans.values(), key=_by_time)],
            day=in_words,
            is_past=local.protocol is not None and local.protocol.is_past(date.today()),
        )

    async def head(self) -> None:
        await self.get()


def _by_time(plan: Plan) -> tuple[bool, float, str]:
    """By their length, and those for any case last."""
    return plan.takes_a_case, plan.minutes, plan.id


def _card(plan: Plan) -> dict[str, object]:
    return {
        "id": plan.id,
        "title": plan.title,
        "minutes": minutes_in_words(plan.minutes),
        "summary": plan.summary,
        "takes_a_case": plan.takes_a_case,
        "is_local": plan.is_local,
    }


def _cases_to_choose() -> list[tuple[str, str]]:
    """The id of each case that can be read, with what stands in the list."""
    found = []
    for name in case_ids():
        try:
            outline = case_outline(name)
        except LeftOut:
            continue
        if outline is not None:
            number = f"{outline.number}. " if outline.number else ""
            found.append((name, f"{number}{outline.title}"))
    return found


class RunSheetPage(TeachPage):
    """The run sheet of one plan."""

    async def get(self, name: str) -> None:
        local = await self.app.local.given()
        known = {**local.plans, **load_plans()}
        plan = known.get(name)
        if plan is None:
            is_left_out = name in (*left_out_plans(), *local.left_out_plans)
            words = f"There is no session {name!r}{did_you_mean(name, known)}."
            return self.refuse(LEFT_OUT_PLAN if is_left_out else words)
        query = ""
        if plan.takes_a_case:
            case = self.get_query_argument("case", "")
            if not case:
                return self.redirect(f"{self.site.base_url}teach#{name}")
            try:
                plan = for_case(plan, case, self.app.local.folder)
            except (PlanError, LeftOut) as error:
                return self.refuse(str(error))
            query = f"?case={case}"
        cases = {**local.cases, **await self.app.cases.given()}
        is_local = plan.is_local or any(step.case in local.cases for step in plan.steps)
        try:
            sheet = run_sheet(plan, cases, self.app.local.folder if is_local else None)
        except LeftOut:
            return self.refuse(LEFT_OUT_PLAN)
        # The stage shows what is the course's own, and is what is asked for next.
        stage = "" if is_local else f"{self.site.base_url}teach/stage/{name}{query}"
        if stage:
            self.app.decks.draw_soon(plan)
        self.show("run_sheet.html", sheet=sheet, stage_url=stage)

    async def head(self, name: str) -> None:
        await self.get(name)


class KitPage(TeachPage):
    """A file to take away."""

    def get(self, name: str) -> None:
        found = kit_file(name, self.app.options.kit)
        if found is None:
            raise web.HTTPError(404)
        content, content_type = found
        self.set_header("Content-Type", content_type)
        self.set_header("Cache-Control", "no-store")
        kept = "inline" if content_type.startswith(("text/", "image/", "application/pdf")) else ""
        self.set_header("Content-Disposition", f'{kept or "attachment"}; filename="{name}"')
        self.finish(content)

    head = get

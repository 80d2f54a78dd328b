"""The stage of a session, its presenter view, what is told of its screens, and their QR codes."""

import json
import re
import secrets
from ipaddress import ip_address
from urllib.parse import quote, urlencode

from tornado import web

from evidence import LeftOut
from teaching import Plan, PlanError, for_case, load_plans
from teaching.stage.qr import qr_svg
from teaching.stage.show import ORDER_PATTERN, open_screens, told_screens
from teaching.stage.single import (
    ONE_EXPLORER,
    ONE_QUESTION,
    UnknownThing,
    case_id,
    one_explorer,
    one_question,
)
from theme.teach.decks import NoDeck
from theme.teach.pages import TeachPage

PLAN = r"(\w+)"
SETTING = r"[\w -]{1,60}"  # the code of a scenario


def stage_handlers(at, app) -> list:
    """The addresses of the stage, as the server lists them."""
    return [
        (at(rf"/teach/stage/{PLAN}"), StagePage, app),
        (at(rf"/teach/stage/{PLAN}/presenter"), PresenterPage, app),
        (at(rf"/teach/stage/{PLAN}/layers"), StageLayers, app),
    ]


class OfPlan(TeachPage):
    """Something of one plan in one session: the address names the plan, its thing and the order."""

    def plan(self, name: str) -> Plan:
        """The plan that is asked for; a 404 with the reason where there is none."""
        try:
            if name == ONE_QUESTION:
                return one_question(self.get_query_argument("question", ""))
            if name == ONE_EXPLORER:
                asked = (self.get_query_argument(each, "") for each in ("lesson", "explorer"))
                return one_explorer(*asked)
            plan = load_plans().get(name)
            if plan is None:
                raise web.HTTPError(404)
            if plan.takes_a_case:
                return for_case(plan, case_id(self.get_query_argument("case", "")))
            return plan
        except (UnknownThing, LeftOut, PlanError) as problem:
            raise web.HTTPError(404, reason="Not Found", log_message=str(problem)) from problem

    @property
    def order(self) -> str:
        """What stands in the address for the order of the options, "" for nothing that can."""
        asked = self.get_query_argument("order", "")
        return asked if re.fullmatch(ORDER_PATTERN, asked) else ""

    async def deck(self, plan: Plan) -> dict:
        """The screens of a plan; a 500 with the reason where it cannot be shown."""
        try:
            return await self.app.decks.deck(plan)
        except NoDeck as problem:
            raise web.HTTPError(500, log_message=str(problem)) from problem

    def choose_order(self) -> None:
        """Send on to the same address with an order of chance: it holds as long as the address."""
        kept = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        kept["order"] = secrets.token_hex(3)
        self.set_header("Cache-Control", "no-store")
        self.redirect(f"{self.request.path}?{urlencode(kept)}")

    def write_error(self, status_code: int, **told) -> None:
        """An error as a page, with the sentence that says what is wrong where there is one."""
        error = (told.get("exc_info") or (None, None))[1]
        said = error.log_message if isinstance(error, web.HTTPError) else ""
        if not said:
            return super().write_error(status_code, **told)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        words = {"heading": "This cannot be put on the stage", "message": f"{said}."}
        html = self.get_template("error.html").render(**self.site.names(), **words)
        self.finish(html)

    async def page(self, template: str, name: str) -> None:
        """Send a page of a plan in the order of its session."""
        plan = self.plan(name)
        if not self.order:
            return self.choose_order()
        deck = await self.deck(plan)
        address = f"{self.site.base_url}teach/stage/{name}"
        query = f"?{self.request.query}"
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        html = self.get_template(template).render(
            **self.site.names(),
            deck=deck,
            screens=open_screens(deck, self.order),
            stage_url=address + query,
            presenter_url=f"{address}/presenter{query}",
        )
        self.finish(html)


ONLY_HERE = (
    "No phone can open this address: it leads to this machine alone. Whoever runs the course can "
    "start it with HOST=0.0.0.0; then open the stage by the machine's name in the network."
)


class StagePage(OfPlan):
    """What the room sees: every screen, without anything that waits for a reveal."""

    async def get(self, name: str) -> None:
        await self.page("stage.html", name)


class PresenterPage(OfPlan):
    """What only the teacher sees; all of it comes with the layers."""

    async def get(self, name: str) -> None:
        await self.page("presenter.html", name)


class StageLayers(OfPlan):
    """What is told of the screens: keys, reasons, notes, and codes for what learners can open."""

    async def get(self, name: str) -> None:
        plan = self.plan(name)
        if not self.order:
            raise web.HTTPError(404, log_message="order must be letters and digits in the address")
        deck = await self.deck(plan)
        told = {
            "screens": [
                {**each, "code": self.code(self.learn(name, each["learn"]))}
                for each in told_screens(deck, self.order)
            ],
            "steps": deck["steps"],
            "minutes": deck["minutes"],
            "title": deck["title"],
            "arguments": deck["arguments"],
        }
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(told, ensure_ascii=False))

    def learn(self, name: str, learn: str) -> str:
        """Where a learner has what is shown; an explorer with the setting that is shown here."""
        setting = self.get_query_argument("setting", "")
        if name != ONE_EXPLORER or not learn or not re.fullmatch(SETTING, setting):
            return learn
        return f"{learn}#{self.get_query_argument('explorer')}={quote(setting)}"

    def code(self, learn: str) -> dict[str, str]:
        """The QR code of an address of this course, as the browser that asks reaches it."""
        root = f"{self.request.protocol}://{self.request.host}{self.site.base_url}"
        address = f"{root}{learn}"
        note = ONLY_HERE if is_this_machine(self.request.host_name) else ""
        return {"address": address, "svg": qr_svg(address), "note": note}


def is_this_machine(host_name: str) -> bool:
    """Whether a host's name leads to no other machine than the one that asks."""
    try:
        return ip_address(host_name.strip("[]")).is_loopback
    except ValueError:
        return host_name == "localhost" or host_name.endswith(".localhost")

"""What an operator can ask: whether the server takes visitors, and what it has counted."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest

from theme.pages.assets import PlainHandler

ANSWER_S = (0.005, 0.02, 0.1, 0.5, 2, 10)


class Metrics:
    """Counts of one server, each read where it is kept."""

    def __init__(self, app) -> None:
        self.registry = CollectorRegistry()
        manager = app.kernel_manager
        for name, words, read in (
            ("places", "Lessons that may be open at once", lambda: manager.places),
            ("places_used", "Lessons that are open", lambda: manager.used),
            ("spares", "Kernels that wait, ready", lambda: manager.spares),
            ("can_fork", "Whether kernels can be forked now, 1 or 0", lambda: manager.can_fork),
            ("queue", "Pages that wait for their turn", lambda: len(app.queue)),
            ("connections", "Open connections", lambda: app.server.open_connections()),
        ):
            Gauge(f"course_{name}", words, registry=self.registry).set_function(read)
        self.opens = Counter("course_opens", "Kernels handed out", registry=self.registry)
        self.failures = Counter(
            "course_failures", "Openings and kernels that failed", ["kind"], registry=self.registry
        )
        self.answers = Histogram(
            "course_answer_seconds", "Time to answer", buckets=ANSWER_S, registry=self.registry
        )

    def answered(self, handler) -> None:
        """Count an answer of the server."""
        self.answers.observe(handler.request.request_time())

    def text(self) -> bytes:
        """Everything that was counted, as OpenMetrics."""
        return generate_latest(self.registry)


class MetricsPage(PlainHandler):
    """Gives the counts."""

    def initialize(self, app) -> None:
        self.app = app

    def get(self) -> None:
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.set_header("Cache-Control", "no-store")
        self.write(self.app.metrics.text())


class Health(PlainHandler):
    """Says whether new visitors should be sent here: 200, or 503 while it is being stopped."""

    def initialize(self, app) -> None:
        self.app = app

    def get(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_status(503 if self.app.draining else 200)
        self.write("stopping\n" if self.app.draining else "ok\n")

"""What the server's tests share: a server of its own with plain lessons."""

import pytest

from tests.theme.server_tools import Line, Server, open_lesson, views, write_lessons


@pytest.fixture(scope="session")
def plain_lessons(tmp_path_factory):
    """A folder of lessons that need nothing of the course but its server."""
    return write_lessons(
        tmp_path_factory.mktemp("lessons"),
        works=["from echo_widget import Echo; Echo(said='hello')"],
        fails=["1 / 0", "from echo_widget import Echo; Echo(said='after')"],
        counted=["from echo_widget import Echo, count; Echo(said=f'run {next(count)}')"],
    )


@pytest.fixture(scope="session")
def plain_server(plain_lessons):
    """A running server with those lessons and one spare kernel."""
    server = Server(plain_lessons, spare_kernels=1)
    yield server
    left = server.stop()
    assert not left, f"the server left processes behind: {left}"
    assert [line for line in server.said if line.strip()] == [f"The course is at {server.url}\n"]


@pytest.fixture
def lesson(plain_server):
    """The address of the plain lesson that works."""
    return f"{plain_server.url}voila/render/works.ipynb"


@pytest.fixture
def connected(plain_server, lesson):
    """The process and the id of a lesson just opened, and its page's line, on which all is well."""
    kernel_id, html = open_lesson(lesson)
    line = Line(plain_server.url, kernel_id)
    assert line.state(views(html)[0])["said"] == "hello"
    return plain_server.kernel(kernel_id), kernel_id, line

"""The codes of the stage: each says its address, and none where no phone could open it."""

import re

import pytest

from teaching.stage.qr import qr_svg
from theme.teach.stage import is_this_machine


def test_a_code_says_its_address_to_another_reader():
    import zxingcpp
    from PIL import Image, ImageDraw

    address = "http://192.168.1.20:8866/voila/render/12_cases.ipynb#case=5"
    svg = qr_svg(address)
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    # The drawn path: runs of dark squares, each "M x y h length" or relative to the last.
    image = Image.new("L", (side * 8, side * 8), 255)
    pen = ImageDraw.Draw(image)
    path = re.search(r'stroke="#000" d="([^"]+)"', svg)[1]
    x = y = 0.0
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?", path):
        if command == "M":
            x, y = float(first), float(second)
        elif command == "m":
            x, y = x + float(first), y + float(second)
        else:
            pen.rectangle(
                [x * 8, (y - 0.5) * 8, (x + float(first)) * 8 - 1, (y + 0.5) * 8 - 1], fill=0
            )
            x += float(first)
    (read,) = zxingcpp.read_barcodes(image)
    assert read.text == address
    with pytest.raises(ValueError, match="at most 300 characters, got 301"):
        qr_svg("x" * 301)


@pytest.mark.parametrize(
    ("host_name", "is_only_here"),
    [
        *(("localhost", True), ("127.0.0.1", True), ("127.1.2.3", True), ("[::1]", True)),
        *(("course.localhost", True), ("192.168.1.7", False), ("course.example.org", False)),
        *(("localhost.example.org", False), ("0.0.0.0", False)),
    ],
)
def test_an_address_that_no_phone_can_open_is_known(host_name, is_only_here):
    assert is_this_machine(host_name) is is_only_here

"""QR codes of the course's own addresses, drawn here."""

import io

import segno

CODE_HOLDS_AT_MOST = 300  # characters; a longer one makes a code that no phone reads off a wall


def qr_svg(address: str) -> str:
    """The code of an address as SVG text, black on white with a quiet zone; ValueError if long."""
    if len(address) > CODE_HOLDS_AT_MOST:
        raise ValueError(
            f"an address must be at most {CODE_HOLDS_AT_MOST} characters, got {len(address)}"
        )
    drawn = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(
        drawn, kind="svg", xmldecl=False, svgns=True, dark="#000", light="#fff", omitsize=True
    )
    return drawn.getvalue().decode("utf-8").strip()

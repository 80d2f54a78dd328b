"""Every text that an explorer shows now, with the labels of its controls."""


def texts_of(explorer):
    """Yield each text of the screen and of the controls."""
    shown = explorer.shown
    yield from (explorer.watermark, shown["sentence"], shown["alt"], *shown["working"])
    for passage in (*shown["lead"], *shown["passages"]):
        yield from (
            passage["heading"],
            *passage["paragraphs"],
            passage["source"],
            passage["status"],
        )
    for readout in shown["readouts"]:
        yield from (readout["label"], readout["text"], readout["note"])
    if shown["message"]:
        yield shown["message"]["text"]
    for control in explorer.controls:
        yield control["label"]
        yield from (label for _, label in control.get("options", ()))
    if shown["table"]:
        yield from (shown["table"]["caption"], *shown["table"]["columns"])
        yield from (cell for row in shown["table"]["rows"] for cell in row)

"""The one sentence that a live part of a page stands for in a notebook."""

SENTENCE_LIMIT = 110  # characters of a repr that ipywidgets stores in a notebook


def checked_sentence(said: str, part: str) -> str:
    """The sentence of a part as it is; ValueError if a notebook would cut it."""
    if len(said) > SENTENCE_LIMIT:
        raise ValueError(
            f"the sentence of {part} must have at most {SENTENCE_LIMIT} "
            f"characters, got {len(said)}: {said!r}"
        )
    return said


def cut_to_sentence(words: str) -> str:
    """Words cut at a space to what a notebook stores, with an ellipsis where they were cut."""
    if len(words) <= SENTENCE_LIMIT:
        return words
    return words[: SENTENCE_LIMIT - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"

"""A question's card on a page of its quiz."""


def show(page, item):
    """Show the card of a question and no other."""
    page.evaluate(
        "id => document.querySelectorAll('.kq-card')"
        ".forEach(card => { card.hidden = card.dataset.item !== id; })",
        item.id,
    )
    return page.locator(f".kq-card[data-item='{item.id}']")

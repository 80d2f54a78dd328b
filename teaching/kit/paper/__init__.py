"""The sheets of the kit, each a page of HTML that prints as it should."""

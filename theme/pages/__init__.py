"""The pages that answer a browser, and what they are made of."""

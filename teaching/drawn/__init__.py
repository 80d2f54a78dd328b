"""What needs `widgets`: run in a process of its own, so that the server never imports it."""

"""Endpoints of the store: views, directory, event subscriptions, async requests, tax lists."""

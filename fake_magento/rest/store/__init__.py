"""Endpoints of the store itself: views, directory, event subscriptions, bulk status."""

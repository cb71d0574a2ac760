"""Alerts and the owners of an integration: whom each concerned, and when that owner looked at it."""

"""Calls to a candidate that is a program: webhooks, checkout hooks, retries of the desk."""

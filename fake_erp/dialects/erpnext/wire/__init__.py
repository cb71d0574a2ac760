"""Requests and replies of Frappe: routes, form dictionaries, envelopes, errors."""

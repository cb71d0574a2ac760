"""Defects in what becomes of an order that the integration knows of: jobs, consumers of events, documents."""

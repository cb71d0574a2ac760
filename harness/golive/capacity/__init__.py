"""Capacity of an integration and of an ERP: sustainable rate, longest outage, recovery, safe throughput."""

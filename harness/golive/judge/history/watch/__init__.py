"""Watching the recurring work of a candidate in one pass over its facts: stretches of silence, alarms, retries, lags.

Each part keeps counters and the few long stretches; none keeps a list of facts.
"""

"""Waiting in simulated time: threads, their locks, and polling."""

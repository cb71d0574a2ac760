"""A Python program that was not written for golive, in a process of its own and in simulated time."""

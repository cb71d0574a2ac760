"""The wire between the candidate and the two systems: messages, their outcomes, and their execution."""

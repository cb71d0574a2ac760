"""Calls: one class for each thing that a request can ask for; it is the match, reads its command and writes its reply."""

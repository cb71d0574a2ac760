"""Calls: a class for each thing that a request can ask for. It reads the command and writes the reply."""

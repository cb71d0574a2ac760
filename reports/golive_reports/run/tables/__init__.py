"""Tables of a run: the desk, and the errors it met with the time that records took."""

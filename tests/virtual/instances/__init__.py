"""Two instances of a program at once, and programs whose clock is wrong."""

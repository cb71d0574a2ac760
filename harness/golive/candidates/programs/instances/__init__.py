"""The instances of a program: one, or two at once where the scenario has `fault: overlap`."""

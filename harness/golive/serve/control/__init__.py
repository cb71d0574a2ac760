"""The control API of a sandbox: look into the books, change the house, move the clock, go back."""

"""Products as they are saved: typed input and what each of its fields changes."""

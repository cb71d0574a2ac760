"""Claims of a design about itself: a closed vocabulary, and the test of each after a run."""

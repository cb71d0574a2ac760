"""From the tree of a scenario to its model, with every error collected."""

"""From a scenario to the configuration of the fakes, and to the world of one run."""

"""Load over HTTP: the customers of a scenario, checking out as guests in a running shop."""

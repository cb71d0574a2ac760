"""How a value of the scenario file is declared, parsed and printed."""

"""What a program asks the machine for: clocks, chance, the network, databases."""

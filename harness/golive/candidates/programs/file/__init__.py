"""What a candidate file says of a program, and the names of the run that it may contain."""

"""Live mode: systems and desk as HTTP servers on the loopback interface, notices posted to a program."""

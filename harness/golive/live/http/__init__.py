"""The HTTP/1.1 server of live runs and of the sandbox, on the loop of the clock."""

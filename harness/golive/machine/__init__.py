"""What this machine allows: libfaketime and the runtimes that follow it, namespaces."""

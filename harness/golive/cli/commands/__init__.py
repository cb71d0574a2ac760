"""One module for each command. At its top a module imports only what its options and help need."""

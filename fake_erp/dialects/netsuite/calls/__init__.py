"""What requests ask for: each kind of resource is a match with its command and its reply."""

"""The fakes as a sandbox to develop against: served on the loopback interface until it is ended."""

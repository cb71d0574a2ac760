"""The pytest plugin: runs and the two fakes as fixtures. Only a test that uses a fixture imports the rest of golive."""

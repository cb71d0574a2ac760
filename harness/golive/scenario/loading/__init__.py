"""From a name or a path to the tree of a scenario: files, YAML, bases, profiles, overrides."""

"""Events that a shop sends: save notices, typed events, their delivery; and the hook of its checkout."""

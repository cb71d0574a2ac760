"""Several scenarios under several variants: the plan, paired differences with confidence, and when to stop."""

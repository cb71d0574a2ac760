"""A run as distributed traces: W3C Trace Context during the run, OpenTelemetry spans after it."""

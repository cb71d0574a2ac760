"""Six integrations of different architectures, written from the documentation as users would write them.

Each is right, and none may be accused.
"""

"""What the self-test measures beside the defects in their own scenarios.

False alarms of correct integrations, and the defects that other scenarios cannot catch.
"""

"""The changes that make a defect of the reference integration, by what they are about."""

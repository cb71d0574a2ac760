"""The outside world of a program: names of other machines that lead to the fakes, and a refusal for all others."""

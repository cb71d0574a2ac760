"""A Python program in virtual time: what runs inside the candidate's own process, on the standard library alone.

golive starts an interpreter with `boot.main`, which replaces clocks, chance, locks, threads, sockets and polling before
the program is loaded. One thread runs at a time. When all threads wait, the process hands the turn to golive, which
lets simulated time pass until something wakes one of them.
"""

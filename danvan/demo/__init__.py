"""The demonstration district: Yên Thế with invented people, two closed years and the current one.

Everything is laid through the programme's own actions, in the order of time, with a clock of its
own (clock.py); rows without an action yet (reports, models) are written directly.
"""

"""The harmless text that every virus scanner reports; people use it to see whether we look."""

VIRUS_TEST = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

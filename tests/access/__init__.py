"""Who may do what with which file and when, asked of every address of the program."""

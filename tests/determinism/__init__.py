"""The same documents give the same bytes, whatever the machine: run the program in many ways."""

"""The verbs of the command line, a module for each group; imports that cost time stand inside the functions."""

"""`python -m plangraph` is the command `plangraph`."""

from plangraph.cli import main

if __name__ == "__main__":
    main()

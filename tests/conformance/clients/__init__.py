"""What other people's clients make of the endpoint's answers, and what the engine says itself."""

"""Plans of three invented cities in all five layouts, for the demo and the tests; `corpus.toml` lists them."""

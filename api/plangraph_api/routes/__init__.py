"""One file a group of routes, each calling the pipeline through `Library`."""

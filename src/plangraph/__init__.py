"""PlanGraph: municipal plans as a knowledge graph."""

"""What records the grouping corpus: the sink that events arrive at, the deployments of a program, the tools it needs."""

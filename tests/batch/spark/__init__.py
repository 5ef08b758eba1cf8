"""Tags of Spark's rows, by a real Spark."""

"""Reading rule files, with every problem at its line and column."""

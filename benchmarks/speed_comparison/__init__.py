"""The parts of `benchmarks/speed.py`: what is read, by whom, how it is measured and shown."""

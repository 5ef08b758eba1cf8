"""The container and the unit: checked, and their steps run, without a container engine."""

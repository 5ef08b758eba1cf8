"""From YAML files to a validated rule set."""

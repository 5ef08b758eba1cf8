"""The documentation as a site: `python -m scripts.site` builds it in `build/site`."""

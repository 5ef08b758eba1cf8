"""The scale that learning begins with: where learned words count, and what they count there."""

from __future__ import annotations

from tagengine.rules.scale import Scale
from tagengine.rules.zones import Section, Zone

_FACTORS = {
    Zone.NAME: 100,
    Zone.TOPICS: 100,
    Zone.LANGUAGE: 100,
    Zone.DESCRIPTION: 90,
    Zone.NOUN: 110,
    Zone.HEAD: 100,
    Zone.TITLE: 100,
    Zone.TAGLINE: 95,
    Zone.DEFINITION: 95,
    Zone.LEAD: 40,
    Zone.HEADING: 35,
    Zone.BODY: 20,
    Zone.LIST_ITEM: 20,
}
_SECTIONS = (Section.ABOUT, Section.FEATURES)
_ONLY_THERE = (Zone.BODY, Zone.LIST_ITEM)  # these count in those sections only


def default_scale() -> Scale:
    """Return the scale, still without brackets and confidence."""
    return Scale(
        tuple(_FACTORS.get(zone, 0) for zone in Zone),
        sum(1 << zone for zone in _FACTORS if zone not in _ONLY_THERE),
        sum(1 << section for section in _SECTIONS),
        (),
        100,
        ((0, 50),),
    )

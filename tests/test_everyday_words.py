"""Tools whose names are everyday words: in a text on something else they speak for no tag."""

from __future__ import annotations

import pytest

from tagengine import Engine

OTHERWISE = [
    ("Notes on the novels of Kafka, chapter by chapter.", "message-queue"),
    ("Ember lists every vault in old churches.", "secrets"),
    ("Ember prints the Greek letter lambda in many fonts.", "serverless"),
    ("Ember is a cookbook of a chef from Lyon.", "iac"),
    ("Ember is a spark plug catalogue.", "data"),
    ("Ember draws a hip flask with your initials.", "backend"),
    ("Ember is a map of old rails and tracks in Wales.", "backend"),
    ("Ember counts every tornado in Kansas since 1950.", "backend"),
    ("Letters of a Roman consul, put into English.", "networking"),
    ("Ember collects recipes for cucumber salad.", "testing"),
    ("Ember gathers poems about insomnia.", "api"),
    ("Ember sorts photos of passport stamps.", "authentication"),
    ("Birds of the Amazon river, with photographs.", "aws"),
    ("Ember is a diary of truffle hunting in Umbria.", "blockchain"),
    ("Ember counts each pelican in the delta of the Danube.", "blog"),
    ("Ember is a play about the tower of Babel.", "bundler"),
    ("Letters of Captain Jenkins and the war of his ear.", "cicd"),
    ("Ember photographs each snowflake in the garden.", "data"),
    ("Ember is a play about the oracle of Delphi.", "database"),
    ("Ember lists every wine I drank in Burgundy.", "emulator"),
    ("Ember shows how to seal a boat with tar.", "filesystem"),
    ("Photos of steam locomotives.", "game"),
    ("Ember waits for Godot on a stage in Dublin.", "game-engine"),
    ("Ember is a list of swing dance evenings.", "gui"),
    ("Results of Ajax Amsterdam since 1970.", "http-client"),
    ("Songs of Michael Jackson, with chords.", "json"),
    ("Pictures of a Saxon helm found in a grave.", "k8s"),
    ("Ember has each psalm in Latin and English.", "linter"),
    ("Photos of elk in Sweden.", "logging"),
    ("Photos of the Expo in Osaka.", "mobile-app"),
    ("Ember is a novel about a sentry at the gate.", "monitoring"),
    ("Photos of each dragonfly at our pond.", "nosql"),
    ("Ember shows which animals hibernate.", "orm"),
    ("Ember records the song of the lark.", "parser"),
    ("A reading guide to The Great Gatsby.", "react"),
    ("Plans for a garden gazebo.", "robot"),
    ("Ember bakes a cinnamon bun.", "runtime"),
    ("Ember builds a raft of reeds.", "system-design"),
    ("Drawings in chalk.", "terminal"),
    ("Pictures of each windmill in Holland.", "workflow"),
    ("Photos of flowers on the bank of the Danube.", "finance"),
    ("Ember lists the mounts of Arabian horses.", "filesystem"),
    ("Results of the relay race since 1970.", "server"),
    ("Ember is a theme with variations for piano.", "ui"),
    ("Photos of the bus terminal in Porto.", "terminal"),
    ("Ember shows how each maize kernel grows.", "os"),
    ("How cats react to music.", "react"),
    ("A mongoose took the eggs from the nest.", "orm"),
    ("Pictures of pollen, taken with an electron microscope.", "desktop-app"),
    ("Ember says when the postman comes to your street.", "api"),
    ("Tables of vitamins and minerals: zinc, selenium, iron.", "testing"),
    ("Ember shows how to knead dough with vim and vigor.", "editor"),
]

MEANT = [
    ("Tide is a Kafka client for Go.", "message-queue"),
    ("A Unity plugin for dialogue trees", "game-engine"),
    ("Deploy Lambda functions from Python", "aws"),
    ("Terraform provider for Tide, written in Go", "iac"),
    ("Spark connector for MongoDB", "data"),
    ("Flask extension for sessions", "backend"),
    ("Tide is a Consul client library.", "networking"),
    ("Tide is a Cucumber plugin for Java.", "testing"),
    ("A Helm plugin written in Go", "k8s"),
    ("Turn a Postman collection into tests", "api"),
    ("A Selenium grid for Go", "testing"),
    ("Themes for Vim", "editor"),
]


@pytest.mark.parametrize(("text", "tag"), OTHERWISE)
def test_an_everyday_word_speaks_for_no_tool(engine: Engine, text: str, tag: str) -> None:
    assert tag not in names(engine, text)


@pytest.mark.parametrize(("text", "tag"), MEANT)
def test_the_same_word_counts_in_the_company_of_software(
    engine: Engine, text: str, tag: str
) -> None:
    assert tag in names(engine, text)


def test_what_the_tool_is_not_is_told_even_in_software(engine: Engine) -> None:
    assert "message-queue" not in names(engine, "A web app to read the novels of Kafka.")
    assert "testing" not in names(engine, "A JavaScript app to order mocha and other coffee.")
    assert "iac" not in names(engine, "A web app that sells tickets for a puppet theatre.")


def names(engine: Engine, text: str) -> list[str]:
    """Return the names of the tags of a README with this text."""
    return [tag.name.strip() for tag in engine.tag(f"# Ember\n\n{text}\n").tags]

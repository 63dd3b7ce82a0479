"""What can be held of the containers where no engine runs: confinement, health checks, settings, no secret inside."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml

from tests.conventions.project_files import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES = COMPOSE["services"]
# Runs to its end before the others begin; there is no later moment at which to ask how it is.
ONCE = "migrate"
# What asks in each image. The nginx image has curl and no wget; Python's slim image has neither.
ASKS = {
    "postgres": "pg_isready",
    "redis": "redis-cli",
    "web": "python",
    "worker": "CMD-SHELL",
    "nginx": "curl",
}


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_every_lasting_service_is_asked_how_it_is_with_what_its_image_holds():
    asked = {name: service["healthcheck"]["test"] for name, service in SERVICES.items() if name != ONCE}
    assert {name: words[0] if words[0] == "CMD-SHELL" else words[1] for name, words in asked.items()} == ASKS
    # On its socket the database answers while it is still setting itself up, and then goes away once more.
    assert asked["postgres"][2:4] == ["-h", "127.0.0.1"]


def test_the_workers_check_looks_at_the_file_that_the_worker_touches():
    command, check = SERVICES["worker"]["command"], SERVICES["worker"]["healthcheck"]["test"]
    assert command[-2] == "--alive"
    assert command[-1] in check[1].split()


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_confined(name):
    service = SERVICES[name]
    held = {key: service[key] for key in ("read_only", "cap_drop", "security_opt")}
    assert held == {"read_only": name != "postgres", "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"]}
    assert not service.get("privileged")


def test_nobody_is_root():
    users = {name: service.get("user") for name, service in SERVICES.items() if "build" not in service}
    # nginx-unprivileged brings its own user (101); the site's image is ours.
    assert users == {"postgres": "postgres", "redis": "redis", "nginx": None}
    assert SERVICES["nginx"]["image"].startswith("nginxinc/nginx-unprivileged:")
    last_stage = (ROOT / "Dockerfile").read_text("utf-8").rsplit("\nFROM ", 1)[1]
    assert re.findall(r"^USER (.+)$", last_stage, re.MULTILINE) == ["participate"]


def test_only_nginx_can_be_reached_and_by_default_from_this_machine_only():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"nginx": ["${HTTP_LISTEN:-127.0.0.1:8080}:8080"]}


def test_the_example_names_all_that_production_requires():
    source = (ROOT / "participate/settings/production.py").read_text("utf-8")
    required = set(re.findall(r'"(\w+)"', source.split("require(\n", 1)[1].split(")", 1)[0]))
    assert "SECRET_KEY" in required
    assert required - set(SERVICES["web"]["environment"]) <= set(example())


def test_the_example_names_only_what_the_operators_page_explains():
    page = (ROOT / "docs/operators.md").read_text("utf-8")
    assert [name for name in example() if f"`{name}`" not in page] == []


def test_the_example_holds_no_secret():
    secret = {name: value for name, value in example().items() if "KEY" in name or "PASSWORD" in name}
    assert secret == {"SECRET_KEY": "", "POSTGRES_PASSWORD": ""}


def test_into_the_image_goes_only_what_is_named():
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {line[1:] for line in rules if line.startswith("!")}
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]["packages"]
    assert {*packages, "templates", "locale", "manage.py", "requirements", "frontend"} <= let_in
    assert [name for name in let_in if name.startswith((".", "var", "media"))] == []
    assert rules[-1] == "**/.env*"

# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""The image is small, does not run as root, can be stopped and watched; compose.yaml fits to it."""

import re

import containerfile
import tree

FILE = containerfile.PATH
COMPOSE = "packaging/container/compose.yaml"
BASE = "debian:bookworm-slim"
BUILD_PACKAGES = re.compile(r"^readonly build_packages=\((.*?)\)", re.MULTILINE | re.DOTALL)
NOT_IN_THE_IMAGE = {"ca-certificates"}  # what ./dev needs to fetch Node's packages
IMAGE = re.compile(r"^\s+image: (\S+)$", re.MULTILINE)
MOUNT = re.compile(r"^\s+- (\.[\w./-]*):", re.MULTILINE)
MADE_BY_HAND = {"./certificates", "./turnserver.conf"}  # docs/container.md lists them


def run_problems(stage):
    for word, text in stage.steps:
        if word == "RUN" and "apt-get install" in text:
            for part in ("--no-install-recommends", "rm -rf /var/lib/apt/lists/*"):
                if part not in text:
                    yield f"apt-get install without {part}"
        if word in ("ADD", "MAINTAINER", "SHELL"):
            yield f"{word} is not used here"


def copy_problems(root, stage, names):
    for word, text in stage.steps:
        if word != "COPY":
            continue
        named, rest = containerfile.options(text)
        if "from" in named:
            if named["from"] not in names:
                yield f"COPY from {named['from']}, which is no stage before it"
            continue
        for source in rest.split()[:-1]:
            if not (root / source).exists():
                yield f"COPY of {source}, which does not exist"


def last_problems(stage):
    user = stage.last("USER") or "root"
    if not re.fullmatch(r"[1-9]\d*:[1-9]\d*", user):
        yield f"USER {user} is not the numbers of a user and a group other than root"
    if stage.last("STOPSIGNAL") != "SIGTERM":
        yield "STOPSIGNAL is not SIGTERM"
    if (containerfile.command(stage.last("ENTRYPOINT") or "") or [""])[0] != "parleyd":
        yield "ENTRYPOINT is not parleyd in its exec form: a shell in between would not pass signals on"
    health = containerfile.command(stage.last("HEALTHCHECK") or "") or []
    if health[:2] != ["parley-check", "--ready"]:
        yield "HEALTHCHECK is not parley-check --ready in its exec form"


def build_problems(root, stage):
    """The image is built from what ./dev builds from."""
    script = tree.text(root / "dev")
    wanted = set(BUILD_PACKAGES.search(script)[1].split()) - NOT_IN_THE_IMAGE
    installed = next((text for word, text in stage.steps if word == "RUN"), "").split()
    for package in sorted(wanted - set(installed)):
        yield f"{package}, which ./dev builds with, is not installed in the first stage"


def compose_problems(root):
    text = tree.text(root / COMPOSE)
    for image in IMAGE.findall(text):
        if image != "parley" and (":" not in image or image.endswith(":latest")):
            yield f"image {image} has no version"
    for source in MOUNT.findall(text):
        if source not in MADE_BY_HAND and not (root / COMPOSE).parent.joinpath(source).exists():
            yield f"mounts {source}, which does not exist"
    for words in ("privileged:", "docker.sock"):
        if words in text:
            yield f"has {words}"
    if f"dockerfile: {FILE}" not in text:
        yield f"does not build {FILE}"


def problems(root):
    stages = containerfile.stages(root / FILE)
    if len(stages) < 2:
        yield f"{FILE}: compilers stay in an image of one stage"
        return
    for number, stage in enumerate(stages):
        if stage.image != BASE:
            yield f"{FILE}: a stage is from {stage.image} instead of {BASE}"
        names = {earlier.name for earlier in stages[:number]}
        for problem in [*run_problems(stage), *copy_problems(root, stage, names)]:
            yield f"{FILE}: {problem}"
    for problem in [*build_problems(root, stages[0]), *last_problems(stages[-1])]:
        yield f"{FILE}: {problem}"
    for problem in compose_problems(root):
        yield f"{COMPOSE}: {problem}"


_FILE = f"""# A comment
FROM {BASE} AS build
RUN apt-get update && apt-get install -y --no-install-recommends \\
      g++ && rm -rf /var/lib/apt/lists/*
COPY src src
FROM {BASE}
COPY --from=build /usr/bin/parleyd /usr/bin/
USER 8080:8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s CMD ["parley-check", "--ready", "http://127.0.0.1:8080"]
ENTRYPOINT ["parleyd"]
"""
_COMPOSE = f"""services:
  parleyd:
    build: {{}}
    dockerfile: {FILE}
    image: parley
    volumes:
      - ./parley.yaml:/etc/parley/parley.yaml:ro
  nginx:
    image: nginx:1.26
"""
GOOD = {FILE: _FILE, COMPOSE: _COMPOSE, "src/a.cpp": "", "packaging/container/parley.yaml": "",
        "dev": "readonly build_packages=(\n  g++ ca-certificates\n)\n"}


def _changed(path, old, new):
    assert old in GOOD[path]
    return {path: GOOD[path].replace(old, new)}


BAD = [
    (_changed(FILE, f"FROM {BASE}\n", ""), "one stage"),
    (_changed(FILE, f"FROM {BASE}\n", "FROM debian:latest\n"), "from debian:latest"),
    (_changed(FILE, "--no-install-recommends ", ""), "without --no-install-recommends"),
    (_changed(FILE, " && rm -rf /var/lib/apt/lists/*", ""), "without rm"),
    (_changed(FILE, "COPY src src", "ADD src src"), "ADD"),
    (_changed(FILE, "COPY src src", "COPY source src"), "COPY of source"),
    (_changed(FILE, "--from=build", "--from=built"), "no stage before"),
    (_changed(FILE, "USER 8080:8080\n", ""), "USER root"),
    (_changed(FILE, "8080:8080\n", "0:8080\n"), "USER 0"),
    (_changed(FILE, "SIGTERM", "SIGKILL"), "STOPSIGNAL"),
    (_changed(FILE, '["parleyd"]', "parleyd"), "ENTRYPOINT"),
    (_changed(FILE, '"--ready", ', ""), "HEALTHCHECK"),
    (_changed("dev", "g++", "g++ cmake"), "cmake, which"),
    (_changed(COMPOSE, "nginx:1.26", "nginx"), "nginx has no version"),
    (_changed(COMPOSE, "nginx:1.26", "nginx:latest"), "no version"),
    (_changed(COMPOSE, "./parley.yaml", "./other.yaml"), "mounts ./other.yaml"),
    (_changed(COMPOSE, "    build: {}", "    privileged: true"), "privileged"),
    (_changed(COMPOSE, FILE, "Containerfile"), "does not build"),
]

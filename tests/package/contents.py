# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""What is in the package, and what lintian says of it. Nothing is installed."""

import gzip
import json
import pathlib
import re
import subprocess

import debian
import repack

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONFIG = "/etc/parley/parley.yaml"
DOCS = "/usr/share/doc/parleyd"
MANUALS = {"/usr/bin/parleyd": "man8/parleyd.8", "/usr/bin/parley-check": "man1/parley-check.1"}
PROGRAMS = set(MANUALS)
MODES = {**dict.fromkeys(PROGRAMS, "-rwxr-xr-x"), CONFIG: "-rw-r-----"}
NEEDLESS = ("libboost", "libgtest", "libprometheus-cpp-pull", "libcurl", "libcivetweb")


def entries(package):
    """(path, mode, owner) of everything in it."""
    listing = subprocess.run(["dpkg-deb", "-c", package], check=True, capture_output=True, text=True)
    for line in listing.stdout.splitlines():
        mode, owner, _size, _date, _time, path = line.split(maxsplit=5)
        yield path.removeprefix("."), mode, owner


def below(folder, place):
    return {f"{place}/{path.relative_to(ROOT / folder)}"
            for path in (ROOT / folder).rglob("*") if path.is_file()}


def expected():
    """Every file, by what the tree has."""
    examples = set().union(*(below(f"config/{name}", f"{DOCS}/examples/{name}")
                             for name in ("nginx", "apache", "haproxy", "coturn", "prometheus", "grafana")))
    return (PROGRAMS | {CONFIG} | below("build/web", "/usr/share/parley/web")
            | {f"/usr/lib/systemd/system/{path.name}" for path in (ROOT / "config/systemd").glob("parleyd*")}
            | {"/usr/lib/sysusers.d/parleyd.conf", "/usr/share/lintian/overrides/parleyd"}
            | {f"/usr/share/man/{page}.gz" for page in MANUALS.values()}
            | {f"{DOCS}/{name}" for name in ("copyright", "README.md", "changelog.gz", "changelog.Debian.gz")}
            | {f"{DOCS}/docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
            | below("docs/adr", f"{DOCS}/docs/adr") | below("docs/images", f"{DOCS}/docs/images")
            | examples | below("config/systemd/examples", f"{DOCS}/examples/systemd"))


def check_files(package, _folder):
    found = {path for path, mode, _ in entries(package) if not mode.startswith("d")}
    assert found == expected(), f"too many: {found - expected()}, too few: {expected() - found}"


def check_modes_and_owners(package, _folder):
    for path, mode, owner in entries(package):
        wanted = "drwxr-xr-x" if mode.startswith("d") else MODES.get(path, "-rw-r--r--")
        assert (mode, owner) == (wanted, "root/root"), f"{path}: {mode} {owner}"


def check_name_and_version(package, _folder):
    log = subprocess.run(["dpkg-parsechangelog", "-l", ROOT / "packaging/debian/changelog", "-S", "Version"],
                         check=True, capture_output=True, text=True).stdout.strip()
    project = re.search(r"^project\(parley VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(), re.M)[1]
    version, architecture = debian.field(package, "Version"), debian.field(package, "Architecture")
    assert version == log, f"{version} is not what the changelog begins with: {log}"
    assert version.rsplit("-", 1)[0] == project, f"{version} is not of {project}"
    assert package.name == f"parleyd_{version}_{architecture}.deb", package.name


def check_dependencies(package, _folder):
    names = set(re.findall(r"[a-z][a-z0-9.+-]+", debian.field(package, "Depends")))
    assert {"libc6", "libssl3", "systemd"} <= names, names
    assert not [name for name in names if name.startswith(NEEDLESS)], names


def unpacked(package, folder):
    subprocess.run(["dpkg-deb", "-x", package, folder / "unpacked"], check=True)
    return folder / "unpacked"


def check_nothing_of_this_machine(package, folder):
    """No folder of the build in the programs: they were stripped, and built without it."""
    files = unpacked(package, folder)
    for program in PROGRAMS:
        assert str(ROOT).encode() not in (files / program[1:]).read_bytes(), f"{program} names {ROOT}"


def check_pages_come_from_few_files(package, folder):
    """With a hash in every name, and source maps; the library is one file under its stable name."""
    web = unpacked(package, folder) / "usr/share/parley/web"
    for page in ("index.html", "room.html"):
        loaded = re.findall(r'<(?:link rel="(?:stylesheet|modulepreload)" href|script type="module" src)="([^"]+)"',
                            (web / page).read_text(encoding="utf-8"))
        assert 2 <= len(loaded) <= 6, f"{page} loads {loaded}"
        for path in loaded:
            assert re.fullmatch(r"(\.\./)?assets/[\w-]+-[A-Z2-7]{8}\.(css|js)", path), f"{page} loads {path}"
    library = web / "js/index.js"
    scripts = [*web.glob("assets/*.js"), library]
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        assert text.rstrip().endswith(f"//# sourceMappingURL={script.name}.map"), f"{script.name} has no source map"
        sources = json.loads((script.parent / f"{script.name}.map").read_text(encoding="utf-8"))["sources"]
        assert sources and all(re.match(r"(\.\./)+web/js/", source) for source in sources), sources
    assert not re.search(r"\bfrom\s*[\"']", library.read_text(encoding="utf-8")), "the library imports other files"


def check_pages_are_the_same_each_time(_package, folder):
    subprocess.run([ROOT / "packaging/web/bundle.py", folder / "again"], check=True)
    compared = subprocess.run(["diff", "-r", ROOT / "build/web", folder / "again"],
                              capture_output=True, text=True, check=False)
    assert compared.returncode == 0, compared.stdout


def check_manual_pages_have_every_option(package, folder):
    files = unpacked(package, folder)
    for program, page in MANUALS.items():
        text = gzip.decompress((files / f"usr/share/man/{page}.gz").read_bytes()).decode()
        said = subprocess.run([files / program[1:], "--help"], check=True, capture_output=True, text=True)
        options = set(re.findall(r"--[a-z][a-z-]*", said.stdout))
        assert {"--help", "--version"} < options, said.stdout
        missing = {option for option in options if option.replace("-", r"\-") not in text}
        assert not missing, f"{page} lacks {missing}"


def lintian(package):
    return subprocess.run(
        ["lintian", "--allow-root", "--profile", "debian", "--no-cfg", "--fail-on", "error,warning", package],
        capture_output=True, text=True, check=False)


def check_lintian(package, _folder):
    done = lintian(package)
    assert done.returncode == 0, done.stdout + done.stderr


def check_lintian_sees_a_mistake(package, folder):
    done = lintian(repack.without_copyright(package, folder))
    assert done.returncode != 0 and "no-copyright-file" in done.stdout, done.stdout


CHECKS = (check_files, check_modes_and_owners, check_name_and_version, check_dependencies,
          check_nothing_of_this_machine, check_pages_come_from_few_files, check_pages_are_the_same_each_time,
          check_manual_pages_have_every_option, check_lintian, check_lintian_sees_a_mistake)

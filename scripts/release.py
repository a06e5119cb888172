"""Build the release into dist/ and try it as its users will: `python scripts/release.py [--tests ARGUMENT]...`.

Wheel and sdist; the wheel's files against the checkout's; `twine check`; the wheel in an empty environment with
nothing but what it asks for; the main job there; a bill of materials (CycloneDX) of that environment; then the
development extras into it and the tests, run from the unpacked sdist without its sources, so that only the installed
wheel can be tested. Any failure ends it with a status other than 0 and leaves no dist/.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path

from install_size import installed_size

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"
MAN = "share/man/man1/horseshoe.1"
ARTICLE = ROOT / "examples" / "syria_aid_2019.txt"


def run(*words: str | Path, cwd: Path = ROOT) -> str:
    """What a program prints; its failure ends the release."""
    print("$", *words, flush=True)
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run([str(word) for word in words], cwd=cwd, env=clean, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        print(done.stdout)
        sys.exit(f"release: {words[0]} ended with status {done.returncode}")
    return done.stdout


def missing_from(wheel: Path) -> list[str]:
    """Files of the package, and the manual page, that the wheel does not hold."""
    source = ROOT / "src"
    wanted = {p.relative_to(source).as_posix() for p in (source / "horseshoe").rglob("*") if p.is_file()}
    wanted = {name for name in wanted if "__pycache__" not in name}
    held = zipfile.ZipFile(wheel).namelist()
    return sorted(wanted - set(held)) + ([] if any(name.endswith(MAN) for name in held) else [MAN])


def build() -> tuple[Path, Path]:
    """Sdist, and the wheel made from it, in dist/."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "build", "--outdir", DIST, ROOT)
    (wheel,), (sdist,) = DIST.glob("*.whl"), DIST.glob("*.tar.gz")
    if missing := missing_from(wheel):
        sys.exit(f"release: {wheel.name} lacks {', '.join(missing[:10])}")
    run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist)
    return wheel, sdist


def install(wheel: Path, folder: Path) -> Path:
    """The Python of an environment that holds the wheel, what it asks for, and nothing else, not even pip."""
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    python = folder / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "-qq", wheel)
    where = run(python, "-c", "import horseshoe; print(horseshoe.__file__)", cwd=folder).strip()
    if not where.startswith(str(folder)):
        sys.exit(f"release: {where} is not the installed wheel")
    return python


def try_main_job(python: Path, folder: Path) -> None:
    """The main job of the default install, away from the checkout."""
    program = python.parent / "horseshoe"
    article = shutil.copy(ARTICLE, folder)
    brief = json.loads(run(program, "brief", article, "--format", "json", cwd=folder))
    if not brief.get("sections"):
        sys.exit("release: the bundled article's briefing is empty")
    run(program, "ingest", article, "--db", "record.db", cwd=folder)
    run(program, "dossier", "syria", "--db", "record.db", cwd=folder)
    run(program, "council", "--on", "1950-06-27", cwd=folder)
    run(program, "forecast", "--situation", "SYR", "--sponsor", "USA", "--on", "2012-02-04", cwd=folder)
    if not (python.parent.parent / MAN).exists():
        sys.exit("release: the manual page was not installed")


def bill_of_materials(python: Path) -> Path:
    """What the default install consists of, as CycloneDX JSON in dist/."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    path = DIST / f"horseshoe-{version}.cdx.json"
    tool = Path(sys.executable).parent / "cyclonedx-py"
    run(tool, "environment", "--pyproject", ROOT / "pyproject.toml", "--output-reproducible", "-o", path, python)
    names = {part["name"].lower() for part in json.loads(path.read_text("utf-8"))["components"]}
    if not {"spacy", "sqlalchemy", "typer"} <= names or {"pytest", "scipy"} & names:
        sys.exit(f"release: {path.name} does not list the default install")
    return path


def test(python: Path, sdist: Path, folder: Path, arguments: list[str]) -> None:
    """The tests of the unpacked sdist, without its sources, against the installed wheel."""
    run(sys.executable, "-m", "pip", "--python", python, "install", "-qq", "-r", ROOT / "requirements-dev.txt")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = folder.glob("horseshoe-*")
    shutil.rmtree(unpacked / "src")
    print(run(python, "-m", "pytest", "-p", "no:cacheprovider", *arguments, cwd=unpacked)[-2000:])


def main() -> None:
    """Build, try, list, test."""
    parser = argparse.ArgumentParser(description="Build the release and try it as its users will.")
    parser.add_argument(
        "--tests", action="append", default=[], help="an argument for pytest, e.g. tests/council; default: all tests"
    )
    arguments = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made).resolve()
            wheel, sdist = build()
            python = install(wheel, folder / "environment")
            print(installed_size(python))
            try_main_job(python, folder)
            bill_of_materials(python)
            test(python, sdist, folder, arguments.tests)
    except SystemExit:
        shutil.rmtree(DIST, ignore_errors=True)
        raise
    print("\n".join(str(path.relative_to(ROOT)) for path in sorted(DIST.iterdir())))


if __name__ == "__main__":
    main()

"""The record's commands, and the Python page's examples."""

from __future__ import annotations

import doctest
import io
import json
import os
import tarfile
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from horseshoe.cli import COMMANDS
from horseshoe.errors import HorseshoeError
from horseshoe.reading.reader import read_document
from horseshoe.reading.workers.worker import Task
from horseshoe.record.ingest.pipeline import InThisProcess

ARTICLE = (
    "New York, 1 February 2012\n"
    "Russia said on Tuesday that it would veto the draft resolution on Syria proposed by the Arab League in the "
    "Security Council.\n"
    "“The draft is unacceptable to us and we shall not let it pass,” said Vitaly Churkin, the ambassador of Russia to the UN.\n"
    "At least 5,400 people have been killed in Syria, according to the United Nations.\n"
)
LATER = (
    "New York, 9 March 2012\n"
    "China said on Thursday that it supported the draft resolution on Syria that France had circulated in the "
    "Security Council.\n"
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def ran(name: str, *words: str) -> str:
        result = CliRunner().invoke(import_module(COMMANDS[name][0]).app, words)
        if isinstance(result.exception, HorseshoeError):
            raise result.exception
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    return ran


@pytest.mark.skipif(not hasattr(os, "nice"), reason="needs a system with priorities")
@pytest.mark.parametrize(("words", "more"), [((), []), (("--gently",), [10])])
def test_an_ingest_gives_way_when_asked_to(run, monkeypatch, words, more):
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    added: list[int] = []
    monkeypatch.setattr(os, "nice", added.append)
    assert "1 new" in run("ingest", "a.txt", *words)
    assert added == more


def test_from_article_to_dossier_search_correction_and_export(run, tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with zipfile.ZipFile("later.zip", "w") as archive:
        archive.writestr("b.txt", LATER)
        archive.writestr("cake.txt", "Take two eggs and beat them with the sugar until they are white.")
    assert "2 new, 1 left out" in run("ingest", "a.txt", "later.zip")
    assert "2 there already, 1 left out" in run("ingest", "a.txt", "later.zip")
    shown = run("dossier", "syria", "--since", "2012-03-01")
    assert "at least 5,400" in shown
    assert "(1 February 2012)" in shown
    assert "Vitaly Churkin" in shown
    assert "new since 1 March 2012: " in shown
    before = run("dossier", "syria", "--as-of", "2012-02-15")
    assert "1 document, the newest of 1 February 2012" in before
    assert "March 2012" not in before
    found = json.loads(run("search", "veto actor:RUS stance:threatens_veto", "--format", "json"))
    assert found["total"] == 1
    ref = found["hits"][0]["statements"][0]["ref"]
    assert run("correct", ref, "--reject", "--by", "me").startswith("rejected: 1 item")
    assert run("search", "actor:RUS stance:threatens_veto").startswith("0 documents")
    run("correct", "--export", "labels.jsonl")
    [label] = map(json.loads, Path("labels.jsonl").read_text(encoding="utf-8").splitlines())
    assert (label["judgement"], label["by"]) == ("rejected", "me")
    run("export", "syria", "--format", "csv", "--out", "out.csv")
    assert Path("out.csv").read_text(encoding="utf-8").startswith("ref,document,path")
    assert run("export", "syria", "--format", "csv", "--out", "-").startswith("ref,document,path")
    assert not Path("-").exists()


@pytest.fixture
def _read_here(monkeypatch):
    """An ingest that reads in this process, where the reading processes are not what is tested."""

    class Here(InThisProcess):
        def __init__(self, task: Task, **_: object) -> None:
            super().__init__(task, read_document)

        def __enter__(self) -> Here:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr("horseshoe.reading.workers.guarded.Guarded", Here)


@pytest.mark.usefixtures("_read_here")
def test_json_lines_and_tar(run, tmp_path):
    line = {"text": LATER, "url": "https://example.org/1", "publisher": "Wire", "published": "2012-03-10"}
    Path("more.jsonl").write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    with tarfile.open("a.tar.gz", "w:gz") as archive:
        data = ARTICLE.encode()
        info = tarfile.TarInfo("x/a.txt")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    assert "2 new" in run("ingest", "more.jsonl", "a.tar.gz")
    found = json.loads(run("search", "source:wire", "--format", "json"))
    assert [(h["path"], h["published"]) for h in found["hits"]] == [("https://example.org/1", "2012-03-10")]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("search", "stance:veto"), "did you mean stance:vetoed"),
        (("search", "veto"), "there is no record here"),
        (("dossier", "syria", "--as-of", "soon"), "is not a date"),
        (("ingest", "nothing.txt"), "does not exist"),
        (("correct", "--reject"), "one thing at a time"),
        (("export", "--format", "docx"), "unknown format"),
        (("follow",), "no file of feeds"),
        (("follow", "none.toml"), "does not exist"),
    ],
)
def test_wrong_use_is_told_in_one_line(run, words, message):
    with pytest.raises(HorseshoeError) as caught:
        run(*words)
    assert message in caught.value.line()
    assert "\n" not in caught.value.line()


@pytest.mark.usefixtures("_read_here")
def test_some_inputs_fail_and_the_others_are_done(run, tmp_path):
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    Path("bad.jsonl").write_text("{broken\n[1]\n" + json.dumps({"text": LATER}) + "\n", encoding="utf-8")
    with pytest.raises(HorseshoeError) as caught:
        run("ingest", "a.txt", "none.txt", "bad.jsonl")
    assert (caught.value.exit_code, caught.value.line()) == (5, "3 of 5 inputs could not be read")
    assert json.loads(run("search", "resolution", "--format", "json"))["total"] == 2


def test_the_example_of_feeds_is_printed(run):
    assert "[[feed]]" in run("follow", "--example")


def test_examples_of_the_python_page():
    page = Path(__file__).parents[2] / "docs" / "python.md"
    result = doctest.testfile(str(page), module_relative=False)
    assert result.failed == 0
    assert result.attempted >= 15


def test_the_package_gives_functions_and_keeps_its_packages():
    import horseshoe as hs
    from horseshoe import council, forecast
    from horseshoe.council.members import members_on

    assert hs.members_on("2012-02-01") == members_on(hs.read("x", published="2012-02-01").document.published)
    assert not callable(council)
    assert not callable(forecast)
    with pytest.raises(AttributeError):
        hs.nothing  # noqa: B018

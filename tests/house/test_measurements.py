"""The pages of measurements are those of their data (docs/measurements/*.toml); every table says what printed it, and when."""

from __future__ import annotations

import re
import tomllib

import pytest

pytest.importorskip("radon", reason="needs radon, one of the development requirements")
from scripts import measurements

DATA = sorted(measurements.FOLDER.glob("*.toml"))


@pytest.mark.parametrize("file", DATA, ids=lambda f: f.stem)
def test_a_page_is_that_of_its_data(file):
    page = file.with_suffix(".md")
    assert page.read_text(encoding="utf-8") == measurements.pages()[page], "run `make measure`"


@pytest.mark.parametrize("file", DATA, ids=lambda f: f.stem)
def test_every_table_has_a_command_a_day_and_full_rows(file):
    for table in measurements.tables(tomllib.loads(file.read_text(encoding="utf-8"))):
        assert table.command, table.title
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", table.date), table.title
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.title
        assert list(table.key_rows()) or not table.key


def test_a_figure_that_is_named_for_the_first_page_must_exist():
    table = measurements.Table("A", "make x", "2026-11-30", ["what", "figure"], [["one", "1"]], key=[["two", "figure"]])
    with pytest.raises(KeyError):
        list(table.key_rows())

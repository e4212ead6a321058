import pytest

from eoffice.spreadsheets import neutral


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@SUM(A1)", " =cmd", "\t=1"])
def test_cell_that_looks_like_a_formula_is_text(text):
    assert neutral(text).startswith("'")


def test_plain_text_stays_as_it_is():
    assert neutral("Undangan rapat") == "Undangan rapat"

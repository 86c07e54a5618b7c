"""Documents that readers annotated without knowing the rules."""

from __future__ import annotations

import pytest
from tests.corpus.scoring import read, score, truth


@pytest.mark.parametrize(
    ("letters", "least"),
    [
        pytest.param(
            "abce",
            {
                "found": 0.98, "claimed": 0.94, "precision": 0.98, "bounds": 0.98, "measure": 0.98,
                "status": 0.97, "area": 0.97, "period": 0.95, "indicator": 0.97, "exact": 0.90,
            },
            id="county pages",
        ),
        pytest.param(
            "d",
            {
                "found": 0.93, "claimed": 0.80, "precision": 0.94, "bounds": 0.96, "measure": 0.98,
                "status": 0.93, "area": 0.97, "period": 0.74, "indicator": 0.93, "exact": 0.60,
            },
            id="looser words",
        ),
    ],
)  # fmt: skip
def test_annotated_documents_are_read(letters, least):
    found = score(letters)
    assert not {name: (found[name], low) for name, low in least.items() if found[name] < low}


def test_every_annotated_document_is_read():
    assert sorted(read()) == sorted(truth())
    assert sum(map(len, truth().values())) > 2000

"""One-hot words vary alike in all V - 1 directions."""

import numpy as np
import pytest

from rnnviz.lessons.pitfalls import pitfalls, run

PITFALL = pitfalls()["pca-of-one-hot"]


@pytest.mark.parametrize("seed", range(5))
def test_one_hot_keeps_as_much_as_it_has_components(seed: int) -> None:
    share = run(PITFALL, seed).wrong["share"]
    assert share == pytest.approx([min(k / 49, 1.0) for k in range(1, 51)], abs=1e-5)
    assert round(100 * share[9], 1) == 20.4


@pytest.mark.parametrize("seed", range(5))
def test_words_that_have_something_in_common_can_be_shortened(seed: int) -> None:
    right = run(PITFALL, seed).right
    spectrum = np.linalg.eigvalsh(np.cov(right["vectors"].double().numpy(), rowvar=False))[::-1]
    expected = spectrum.cumsum() / spectrum.sum()
    assert right["share"][:40] == pytest.approx(expected.tolist()[:40], abs=1e-4)
    assert right["share"][9] > 0.8

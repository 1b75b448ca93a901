"""Colours that can be read and told apart, measured with published formulas."""

import itertools
import subprocess
import sys

import numpy as np
import plotly.colors
import pytest

from rnnviz import theme

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE TVCG 15(6), 2009: the matrices for severity 1.0, applied to linear RGB.
VISION = {
    "typical": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
# IEC 61966-2-1: linear sRGB to CIE XYZ, white point D65.
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)

DISTINCT = ("input", "forget", "candidate", "output", "cell_state", "hidden_state", "x")


def lab(colour: str, vision: str = "typical") -> np.ndarray:
    """CIE 1976 L*a*b* of a colour as somebody with that vision sees it."""
    srgb = np.array(theme.rgb_of(colour)) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.asarray(VISION[vision]) @ linear, 0, 1)
    ratio = TO_XYZ @ seen / TO_XYZ.sum(axis=1)
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, vision: str = "typical") -> float:
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def nearest(colours: list[str]) -> float:
    """The smallest distance of any two of them under any vision."""
    pairs = itertools.combinations(colours, 2)
    return min(distance(one, other, vision) for one, other in pairs for vision in VISION)


def test_lab_agrees_with_known_values() -> None:
    assert lab("#FFFFFF") == pytest.approx([100, 0, 0], abs=0.02)
    assert lab("#FF0000") == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


@pytest.mark.parametrize("dark", [False, True])
def test_gates_and_states_stay_apart_under_every_vision(dark: bool) -> None:
    assert nearest([theme.colour_of(key, dark).fill for key in DISTINCT]) >= 16


def test_the_measure_can_fail() -> None:
    assert nearest(list(plotly.colors.qualitative.Plotly[:6])) < 10


def test_gates_that_do_the_same_share_a_colour() -> None:
    assert theme.colour_of("update") == theme.colour_of("forget")
    assert theme.colour_of("reset") == theme.colour_of("output")
    assert theme.colour_of("input").fill == "#009E73"
    assert theme.colour_of("candidate").fill == "#0072B2"
    with pytest.raises(KeyError):
        theme.colour_of("writte")


@pytest.mark.parametrize("dark", [False, True])
def test_ink_reads_on_every_background(dark: bool) -> None:
    page = theme.page_colours(dark)
    for key in theme.COLOUR_KEYS:
        colour = theme.colour_of(key, dark)
        for background in (page.page, page.surface, page.highlight_surface, colour.tint):
            ratio = theme.contrast(theme.rgb_of(colour.ink), theme.rgb_of(background))
            assert ratio >= 4.5, f"{key} on {background}: {ratio:.2f}"


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_itself_reads(dark: bool) -> None:
    page = theme.page_colours(dark)
    for ink, background in itertools.product(
        (page.text, page.muted), (page.page, page.surface, page.highlight_surface)
    ):
        assert theme.contrast(theme.rgb_of(ink), theme.rgb_of(background)) >= 4.5
    assert theme.contrast((255, 255, 255), theme.rgb_of(page.accent)) >= 4.5
    for ground in (page.page, page.surface):
        assert theme.contrast(theme.rgb_of(page.accent_ink), theme.rgb_of(ground)) >= 4.5
    assert theme.contrast(theme.rgb_of(page.code_text), theme.rgb_of(page.code_surface)) >= 4.5


def test_contrast_agrees_with_known_values() -> None:
    # Webaim's published examples for level AA: the lightest grey that passes on white, and the next that fails.
    white = (255, 255, 255)
    assert theme.contrast(theme.rgb_of("#767676"), white) == pytest.approx(4.54, abs=0.01)
    assert theme.contrast(theme.rgb_of("#777777"), white) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ramp", [theme.UNIT_RAMP, theme.SIGNED_RAMP], ids=["unit", "signed"])
def test_text_reads_everywhere_on_a_ramp(ramp: theme.Ramp) -> None:
    for rgb in ramp.samples(101):
        assert theme.contrast(theme.rgb_of(theme.text_on(rgb)), rgb) >= 4.5


@pytest.mark.parametrize(
    ("ramp", "published"),
    [
        (theme.UNIT_RAMP, plotly.colors.sequential.Cividis),
        (theme.SIGNED_RAMP, plotly.colors.diverging.RdBu[::-1]),
    ],
    ids=["Cividis", "RdBu"],
)
def test_ramps_are_the_published_ones(ramp: theme.Ramp, published: list[str]) -> None:
    scale = plotly.colors.make_colorscale(plotly.colors.convert_colors_to_same_type(published, colortype="rgb")[0])
    positions = list(np.linspace(0, 1, 257))
    expected = plotly.colors.sample_colorscale(scale, positions, colortype="tuple")
    ours = np.array([ramp.at(position) for position in positions]) / 255
    assert np.abs(ours - np.array(expected)).max() <= 0.5 / 255 + 1e-9


def test_signed_is_neutral_at_zero_blue_below_red_above() -> None:
    red, green, blue = theme.SIGNED_RAMP.at(0.5)
    assert red == green == blue
    red, _, blue = theme.SIGNED_RAMP.at(0.8)
    assert red > blue
    assert theme.ramp_of("signed") is theme.SIGNED_RAMP
    assert theme.ramp_of("unit") is theme.UNIT_RAMP


def test_zero_looks_like_no_power_of_ten_and_like_no_page() -> None:
    others = [*map(theme.hex_of, theme.UNIT_RAMP.samples(64)), theme.MISSING]
    others += [theme.page_colours(dark).page for dark in (False, True)]
    assert min(distance(theme.ZERO, other, vision) for other in others for vision in VISION) >= 16


def test_missing_looks_like_no_value() -> None:
    values = [*theme.UNIT_RAMP.samples(64), *theme.SIGNED_RAMP.samples(64)]
    assert min(distance(theme.MISSING, theme.hex_of(rgb), vision) for rgb in values for vision in VISION) >= 16
    with pytest.raises(ValueError, match="NaN"):
        theme.UNIT_RAMP.at(float("nan"))


def test_css_variables_name_every_colour_once_for_light_and_dark() -> None:
    light, dark = theme.css_variables(), theme.css_variables(dark=True)
    assert light.keys() == dark.keys()
    assert all(name.startswith("--rnnviz-") and "_" not in name for name in light)
    assert light["--rnnviz-forget"] == "#D55E00"
    assert dark["--rnnviz-forget-ink"] == theme.colour_of("forget", dark=True).ink
    assert light["--rnnviz-page"] != dark["--rnnviz-page"]
    assert not any(";" in value or "{" in value for value in light.values())


def test_it_is_light() -> None:
    # Run by its path: the package around it may import what it likes.
    code = (
        "import runpy, sys; runpy.run_path(sys.argv[1]);"
        "print([name for name in ('numpy', 'plotly', 'torch', 'streamlit') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(theme.__file__)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"

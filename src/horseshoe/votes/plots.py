"""Draws analyses as SVG, offline (altair writes the chart, vl-convert renders it)."""

from __future__ import annotations

import math
from typing import Any

from horseshoe.errors import StoreError, UsageError
from horseshoe.votes.agreement import Agreement, Blocs
from horseshoe.votes.ideal_points import IdealPoints

CELL = 22  # pixels a member
MOST = 120  # members that a chart can show so that a person can read it
COLOURS = "cividis"  # reads alike for people who do not tell red from green


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise StoreError("charts need altair and vl-convert", fix="pip install 'horseshoe[votes]'") from error
    altair.data_transformers.disable_max_rows()
    return altair


def svg(chart: Any) -> str:
    """A chart as an SVG document."""
    import vl_convert

    text: str = vl_convert.vegalite_to_svg(chart.to_dict())
    return text


def _enough(members: tuple[str, ...]) -> None:
    if len(members) > MOST:
        raise UsageError(
            f"a chart of {len(members)} members cannot be read", fix=f"choose at most {MOST} with --state or a period"
        )


def agreement_svg(found: Agreement, order: tuple[str, ...] | None = None) -> str:
    """A square of cells, one a pair, in the given order of members; empty where two share no decision."""
    _enough(found.members)
    alt = _altair()
    rows = [
        {"a": a, "b": b, "share": float(found.share[i, j]), "shared": int(found.shared[i, j])}
        for i, a in enumerate(found.members)
        for j, b in enumerate(found.members)
        if i != j and not math.isnan(found.share[i, j])
    ]
    sort = list(order or found.members)
    side = CELL * len(sort)
    chart = (
        alt.Chart(
            alt.Data(values=rows), title="Voting agreement (share of decisions on which both voted)", width=side, height=side
        )
        .mark_rect()
        .encode(
            x=alt.X("a:N", sort=sort, title=None),
            y=alt.Y("b:N", sort=sort, title=None),
            color=alt.Color("share:Q", title="agreement", scale=alt.Scale(scheme=COLOURS)),
        )
    )
    return svg(chart)


def ideal_points_svg(found: IdealPoints) -> str:
    """One line a member: its point and the 90 % interval, left to right."""
    _enough(found.members)
    alt = _altair()
    low, high = found.interval()
    rows = [
        {"member": m, "point": float(p), "low": float(a), "high": float(b)}
        for m, p, a, b in zip(found.members, found.point, low, high, strict=True)
    ]
    sort = [found.members[i] for i in found.point.argsort()]
    title = f"Ideal points from {found.decisions} contested decisions, with 90 % intervals"
    base = alt.Chart(alt.Data(values=rows), title=title, width=600, height=16 * len(rows)).encode(
        y=alt.Y("member:N", sort=sort, title=None)
    )
    bars = base.mark_rule().encode(x=alt.X("low:Q", title="position on the line (no unit)"), x2="high:Q")
    return svg(bars + base.mark_point(filled=True, size=40).encode(x="point:Q"))


def blocs_svg(found: Blocs) -> str:
    """The dendrogram: members down the side, joined at the disagreement (1 - agreement) between their groups."""
    from scipy.cluster.hierarchy import dendrogram

    _enough(found.members)
    alt = _altair()
    tree = dendrogram(found.merges, no_plot=True, labels=list(found.members))
    rows = [
        {"line": n, "step": k, "x": float(x), "y": float(y)}
        for n, (xs, ys) in enumerate(zip(tree["dcoord"], tree["icoord"], strict=True))
        for k, (x, y) in enumerate(zip(xs, ys, strict=True))
    ]
    leaves = [{"member": m, "y": 5.0 + 10 * i, "x": 0.0} for i, m in enumerate(tree["ivl"])]
    height = 16 * len(leaves)
    scale = alt.Scale(domain=[0, 10 * len(leaves)])
    lines = (
        alt.Chart(alt.Data(values=rows), title="Blocs: the further right two groups meet, the less alike they vote")
        .mark_line(strokeWidth=1)
        .encode(
            x=alt.X("x:Q", title="disagreement"),
            y=alt.Y("y:Q", axis=None, scale=scale),
            detail="line:N",
            order="step:Q",
        )
    )
    names = alt.Chart(alt.Data(values=leaves)).mark_text(align="right", dx=-6, fontSize=11)
    names = names.encode(x="x:Q", y=alt.Y("y:Q", scale=scale, axis=None), text="member:N")
    return svg((lines + names).properties(width=600, height=height, padding={"left": 40, "top": 5, "right": 5, "bottom": 5}))

"""Comparison with other municipalities at the desk: read packages, make our own, see where we stand."""

from __future__ import annotations

from typing import Any

from flask import Response, g, render_template, request

from analysis.benchmark import making, package, store
from analysis.benchmark.package import PackageRefused
from database import today
from webapp import audit
from webapp.access import allow
from webapp.desk import guard
from webapp.desk.blueprint import desk
from webapp.desk.fields import line, see_other
from webapp.language import gettext
from webapp.request_session import db


@desk.get("/<programme>/vergelijken")
@allow("evaluator")
def benchmark(programme: str) -> Any:
    """The comparison, the pool, and the key by which others know us."""
    return _page()


def _page(fault: str = "", taken: store.Taken | None = None, status: int = 200) -> Any:
    from markupsafe import Markup

    from analysis import sentences
    from analysis.benchmark import part, picture
    from analysis.gather import gather
    from analysis.ledger.preparing import guarded
    from analysis.report.context import Context

    material = gather(db(), guard.programme())
    context = Context(guard.programme(), material, material.data_date, guarded(db(), guard.programme()).results)
    html = render_template(
        "desk/benchmark.html",
        found=part.part(db(), context),
        pool=store.listed(db(), guard.programme()),
        key=package.spoken(making.key_print(db(), guard.programme())),
        spoken=package.spoken,
        plot=lambda one: Markup(picture.strip(one)),  # noqa: S704  svg escapes every word
        shown=picture.shown,
        period=sentences.period,
        fault=fault,
        taken=taken,
    )
    return html, status


@desk.post("/<programme>/vergelijken")
@allow("evaluator")
def read_packages(programme: str) -> Any:
    """Read one package, or a ZIP of many, into the pool."""
    sent = request.files.get("pakket")
    raw = sent.read() if sent else b""
    if not raw:
        return _page(gettext("Kies een bestand met een pakket (.json) of met veel pakketten (.zip)."), status=422)
    try:
        taken = store.take(db(), guard.programme(), raw, g.account, making.key_print(db(), guard.programme()))
    except PackageRefused as refused:
        db().rollback()
        return _page(gettext(str(refused)), status=422)
    audit.note(db(), "pakketten_gelezen", account=g.account, programme=guard.programme(), subject=f"aantal:{taken.new}")
    db().commit()
    return _page(taken=taken)


@desk.post("/<programme>/vergelijken/pakket")
@allow("evaluator")
def make_package(programme: str) -> Any:
    """Our own package to give to others; only what was published is in it."""
    try:
        content = making.make(db(), guard.programme(), today(), db().merge(g.account, load=False))
    except PackageRefused as refused:
        return _page(gettext(str(refused)), status=422)
    audit.note(db(), "pakket_gemaakt", account=g.account, programme=guard.programme())
    db().commit()
    name = f"sociale-basis-pakket-{guard.programme().organisation.code}-{today().year}.json"
    return Response(content, content_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'})


@desk.post("/<programme>/vergelijken/weg")
@allow("evaluator")
def forget_municipality(programme: str) -> Any:
    """Take a municipality out of the pool, its key included."""
    gone = store.forget(db(), guard.programme(), line("gemeente", 20))
    if gone:
        audit.note(db(), "pakketten_weg", account=g.account, programme=guard.programme(), subject=f"aantal:{gone}")
    db().commit()
    message = "De gemeente is uit de vergelijking gehaald." if gone else "Deze gemeente stond niet in de vergelijking."
    return see_other("desk.benchmark", message, programme=programme)

"""The two servers of the load bench, each a process of its own: the real application, and the bare yardstick."""

from __future__ import annotations

import argparse
import hmac
import tempfile

from bench.load_clients import OPTIONS, QUESTIONS, SECRET, YARDSTICK_TOKEN

SERVER = {
    "threads": 8,
    "connection_limit": 1000,
    "channel_timeout": 20,
    "cleanup_interval": 5,
    "asyncore_use_poll": True,
    "ident": "",
}


def serve_real(url: str, port: int) -> None:
    """The real application in the real server, without a worker."""
    import logging

    from webapp import server
    from webapp.settings import Settings

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    folder = tempfile.mkdtemp(prefix="tellen-bench-queue-")
    server.serve(
        Settings(database_url=url, queue_url=f"sqlite:///{folder}/queue.db", secret_key=SECRET, port=port), with_worker=False
    )


def serve_yardstick(url: str, port: int) -> None:
    """A view that renders nothing: check the token, insert one JSON row."""
    import logging

    import waitress
    from flask import Flask, abort, request
    from sqlalchemy import Column, Integer, MetaData, Table, insert

    import database

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app, maker = Flask(__name__), database.connect(url)
    table = Table("yardstick", MetaData(), Column("id", Integer, primary_key=True), Column("content", database.JsonText))
    table.metadata.create_all(maker.kw["bind"])

    @app.post("/")
    def _insert() -> tuple[str, int]:
        if not hmac.compare_digest(request.form.get("token", ""), YARDSTICK_TOKEN):
            abort(400)
        with maker.begin() as session:
            session.execute(insert(table).values(content=request.form.to_dict()))
        return "", 204

    waitress.serve(app, host="127.0.0.1", port=port, **SERVER)


def prepare(url: str) -> None:
    """Tables, and a wave with ten questions."""
    import analysis.models
    import database
    from sealing import keyring_from_secret
    from surveys import definition
    from surveys.models import Organisation, Programme, Survey, SurveyVersion, Wave
    from webapp import account_models

    assert analysis.models and account_models
    one = definition.load(_questionnaire().encode(), "bench.yml")
    maker = database.connect(url, keyring_from_secret(SECRET))
    database.Base.metadata.create_all(maker.kw["bind"])
    with maker.begin() as session:
        organisation = Organisation(code="bench", name="Bench")
        programme = Programme(code="bench", name="Bench", organisation=organisation, link_pepper="ab" * 16)
        survey = Survey(programme=programme, code=one.code)
        version = SurveyVersion(survey=survey, number=1, content=one.canonical(), sha256=one.sha256)
        day = database.today()
        wave = Wave(
            programme=programme,
            version=version,
            number=0,
            name="Bench",
            slug="bench",
            opens_on=day,
            closes_on=day.replace(year=day.year + 1),
        )
        session.add_all([organisation, programme, survey, version, wave])
    maker.kw["bind"].dispose()


def _questionnaire() -> str:
    options = ", ".join(f"{{code: {code}, waarde: {i}, label: {code.title()}}}" for i, code in enumerate(OPTIONS))
    pages = "".join(
        f"      - {{vraag: vraag{i}, type: keuze, tekst: 'Hoe vaak gebeurde dit, deel {i}?', antwoorden: [{options}]}}\n"
        for i in range(QUESTIONS)
    )
    intro = "inleiding: {waarom: Om te meten., hoe_lang: Kort., wie_ziet_het: Niemand., stoppen: Dat mag.}"
    return f"vragenlijst: bench\ntitel: Hoe snel gaat het?\n{intro}\ndelen:\n  - id: een\n    titel: Een\n    paginas:\n{pages}"


def main() -> None:
    """One of the servers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("real", "yardstick"))
    parser.add_argument("--url", required=True)
    parser.add_argument("--port", type=int, required=True)
    asked = parser.parse_args()
    (serve_real if asked.kind == "real" else serve_yardstick)(asked.url, asked.port)


if __name__ == "__main__":
    main()

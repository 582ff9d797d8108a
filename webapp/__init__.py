"""The web application: the only package that knows Flask."""

from __future__ import annotations

from flask import Flask

from webapp.settings import Settings


def create_app(settings: Settings) -> Flask:
    """The application, concern by concern; nothing happens on import."""
    from webapp import (
        accounts,
        body,
        compression,
        desk,
        errors,
        headers,
        health,
        house_style,
        jobs,
        landing,
        language,
        request_session,
        respond,
        tell,
    )

    app = Flask(__name__)
    app.config.update(flask_config(settings))
    app.extensions["settings"] = settings
    for concern in (request_session, headers, house_style, landing):
        concern.init_app(app, settings)
    for part in (language, errors, body, compression, health, accounts, respond, tell, desk):
        part.init_app(app)
    jobs.connect(settings)
    return app


def flask_config(settings: Settings) -> dict[str, object]:
    """Flask's own settings: nothing is left at a default that is unsafe or surprising."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.secret_key_older),
        "SESSION_COOKIE_NAME": "__Host-tellen" if settings.https else "tellen",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
        "MAX_CONTENT_LENGTH": settings.body_limit,
        "UPLOAD_LIMIT": settings.upload_limit,
        "CBS": settings.cbs,
        "MAX_FORM_MEMORY_SIZE": settings.body_limit,
        "MAX_FORM_PARTS": 500,
        "WTF_CSRF_TIME_LIMIT": None,  # bound to the session: who writes for two hours may still send
        "TEMPLATES_AUTO_RELOAD": False,
    }

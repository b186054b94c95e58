"""An address as a picture that a telephone reads."""

from __future__ import annotations

from io import BytesIO

import qrcode
from flask import Response
from qrcode.image.svg import SvgPathImage


def picture(address: str) -> Response:
    """The address as SVG; kept by nobody, since an address may be a right."""
    drawn = BytesIO()
    qrcode.make(address, image_factory=SvgPathImage).save(drawn)
    return Response(
        drawn.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "no-store"}
    )
